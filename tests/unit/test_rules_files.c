/* Nested files, broken files, limits of all files together, and the sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rules/people.h"
#include "rules/read/read.h"
#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define ROOT                                                                                         \
	"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n"                              \
	"@t = T <t@x>\n@u = U <u@x>\n@ext = E <e@x>, external\n@bot = B <b@x>, bot\n"                \
	"@h1 = H <h1@x>, deputy @ext @bot\n@h2 = H <h2@x>, deputy @bot\n@h3 = H <h3@x>, deputy @u\n" \
	"[teams]\n@two = @t @u\n[a]\npath = /x\n"

struct row {
	const char *name, *root, *nested;
	const char *found;
};

static const struct row rows[] = {
	{"an area", ROOT, "[a]\npath = /x\naccountable = @u\nreview = 2 of @two\n", ""},
	{"an empty file", ROOT, "", ""},
	{"comments", ROOT, "; nothing yet\n", ""},
	{"an area twice", ROOT, "[b]\npath = /x\n[b]\npath = /y\n", "3:1 duplicate-section"},
	{"an e-mail that nobody declares", ROOT, "[b]\npath = /x\naccountable = new@x\n", ""},
	{"sections of the root", ROOT,
	 "[mowners]\nversion = 2\n[rules]\nfoo = 1\n[otherwise]\n[people]\n[teams]\n[level detailed]\npeople = 0\n[freeze x]\nfoo = 1\n",
	 "1:1 root-only, 3:1 root-only, 5:1 root-only, 6:1 root-only, 7:1 root-only, 8:1 root-only, 10:1 root-only"},
	{"a section of the root with a slip", ROOT, "[poeple]\n@v = V <v@x>\n", "1:1 unknown-section"},
	{"people declared in the wrong place are no error where they are used", ROOT,
	 "[people]\n@v = V <v@x>\n[b]\npath = /x\nreview = @v\n", "1:1 root-only"},
	{"the same behind an area", ROOT, "[b]\npath = /x\nreview = @v\n[people]\n@w = W <w@x>\n@V = V <v@x>\n",
	 "4:1 root-only"},
	{"undeclared", ROOT, "[b]\npath = /x\nreview = @v\n", "3:10 undeclared"},
	{"accountable: a team", ROOT, "[b]\npath = /x\naccountable = @two\n", "3:15 not-a-person"},
	{"accountable: external", ROOT, "[b]\npath = /x\naccountable = @ext\n", "3:15 external-accountable"},
	{"accountable: a bot", ROOT, "[b]\npath = /x\naccountable = @bot\n", "3:15 bot-accountable"},
	{"accountable: a deputy is a bot", ROOT,
	 "[b]\npath = /x\naccountable = @h2\n[c]\npath = /y\naccountable = @h2\n", "3:15 bot-accountable"},
	{"accountable: a deputy is external", ROOT, "[b]\npath = /x\naccountable = @h1\n", "3:15 external-accountable"},
	{"accountable: a deputy is none of both", ROOT, "[b]\npath = /x\naccountable = @h3\n", ""},
	{"accountable: externals may be",
	 "[mowners]\nversion = 1\nexternal-accountable = yes\n[rules]\naccountable = t@x\n[people]\n@e = E <e@x>, external\n"
	 "@h = H <h@x>, deputy @e\n",
	 "[b]\npath = /x\naccountable = @e\n[c]\npath = /y\naccountable = @h\n", ""},
	{"broken root: what it declares is declared",
	 "[mowners]\nversion = 1\n[people]\n@t = T\n@u = U <u@x>\n[teams]\n@v = @u\n",
	 "[b]\npath = /x\naccountable = @u\nreview = @t\n  @v\n  @w\n", "6:3 undeclared"},
	{"broken root: an unreadable section may declare", "[mowners]\nversion = 1\n[peo\x01]\n@t = T <t@x>\n",
	 "[b]\npath = /x\naccountable = @t\nreview = @w\n", "4:10 undeclared"},
	{"root of another version: nothing is judged", "[mowners]\nversion = 2\n", "[b]\naccountable = @t\n", ""},
	{"root of another version: but the form is", "[mowners]\nversion = 2\n", "[b]\naccountable\n", "2:1 no-value"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules =
		rules_text_parse(&found, row->root, strlen(row->root),
				 &(struct file_text){"sub/OWNERS", row->nested, strlen(row->nested)});

	assert_string_equal(found.places.data, row->found);
	assert_int_equal(rules->file_count, 2);
	bool foreign = strstr(row->root, "version = 2") != NULL;
	/* Where a handle was let pass, or the version is another, the file cannot be in force even without an error of
	 * its own. */
	assert_int_equal(rules->files[1]->broken, row->found[0] != '\0' || foreign);
	assert_true(rules->files[1]->patterns == NULL || !rules->files[1]->broken);
}

/* What was let pass for an error elsewhere never leaves a file in force that lacks something. */
static void test_lacking(void **state)
{
	static const char root[] = "[mowners]\nversion = 1\n[peo\x01]\n@t = T <t@x>\n";
	static const char nested[] = "[b]\npath = /x\naccountable = @t\n";
	static const char wrong[] = "[people]\n@v = V <v@x>\n[b]\npath = /x\nreview = @v\n";
	static const char uses[] = "[b]\npath = /x\nreview = @v\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, root, sizeof root - 1,
						     &(struct file_text){"a/OWNERS", nested, sizeof nested - 1});

	(void)state;
	assert_string_equal(found.places.data, "");
	assert_true(rules->files[1]->broken);
	static const char *const unreadable[] = {"PK\3\4", "{\\rtf1"};
	for (size_t i = 0; i < COUNT(unreadable); i++) {
		MOW_AUTO_PTR(rules)
		no_text = rules_text_parse(&found, unreadable[i], strlen(unreadable[i]),
					   &(struct file_text){"a/OWNERS", nested, sizeof nested - 1});
		assert_string_equal(found.places.data, "");
		assert_true(no_text->files[1]->broken);
	}
	/* A handle in the wrong place excuses nothing in other files. */
	MOW_AUTO_PTR(rules) other =
		rules_text_parse(&found, ROOT, strlen(ROOT), &(struct file_text){"a/OWNERS", wrong, sizeof wrong - 1});
	assert_string_equal(found.places.data, "1:1 root-only");
	buf_reset(&found.places);
	found.count = 0;
	assert_int_equal(
		rules_add(other, &(struct file_text){"b/OWNERS", uses, sizeof uses - 1}, RULES_TEXT_SINK(&found), NULL),
		MOW_OK);
	assert_string_equal(found.places.data, "3:10 undeclared");
}

static void test_nested_dump(void **state)
{
	static const char root[] =
		"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[a]\npath = /a/\n[people]\n@t = T <t@x>\n";
	static const char one[] = "[a]\npath = /deep/\nreview = new@X\n";
	static const char two[] = "[b]\npath = *.psd\naccountable = NEW@x\n  ; c\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) dump = BUF_INIT;
	MOW_AUTO_PTR(rules) rules =
		rules_text_parse(&found, root, sizeof root - 1, &(struct file_text){"a/b/OWNERS", one, sizeof one - 1});
	struct mow_error err;

	(void)state;
	assert_int_equal(
		rules_add(rules, &(struct file_text){"a/OWNERS", two, sizeof two - 1}, RULES_TEXT_SINK(&found), &err),
		MOW_OK);
	assert_int_equal(rules_add_broken(rules, "c/OWNERS", &err), MOW_OK);
	assert_string_equal(found.places.data, "");
	rules_text_dump(&dump, rules);
	assert_string_equal(strstr(dump.data, "person"),
			    "person @t \"T\" t@x\n"
			    "person - \"new@x\" new@x written=\"new@X\"\n"
			    "area rules OWNERS:3 accountable=@t:4\n"
			    "file OWNERS folder \"\"\n"
			    "area a OWNERS:5\n  path /a/ 6:8\n"
			    "file a/b/OWNERS folder \"a/b/\"\n"
			    "area a a/b/OWNERS:1\n  review new@x 1 of=new@x \"new@X\" 3\n  path /deep/ 2:8\n"
			    "file a/OWNERS folder \"a/\"\n"
			    "area b a/OWNERS:1 accountable=new@x:3\n  path *.psd 2:8\n"
			    "file c/OWNERS folder \"c/\" broken\n");
	/* Each once, and only OWNERS files. */
	assert_int_equal(rules_add(rules, &(struct file_text){"a/OWNERS", two, sizeof two - 1}, NULL, &err),
			 MOW_EINVAL);
	assert_int_equal(rules_add(rules, &(struct file_text){"OWNERS", two, sizeof two - 1}, NULL, &err), MOW_EINVAL);
	assert_int_equal(rules_add_broken(rules, "c/OWNERS", &err), MOW_EINVAL);
	assert_int_equal(rules_add(rules, &(struct file_text){"a/README", two, sizeof two - 1}, NULL, &err),
			 MOW_EINVAL);
	assert_int_equal(rules_add(rules, &(struct file_text){"a/COOWNERS", two, sizeof two - 1}, NULL, &err),
			 MOW_EINVAL);
	assert_int_equal(rules_add(rules, &(struct file_text){"/OWNERS", two, sizeof two - 1}, NULL, &err), MOW_EINVAL);
	assert_int_equal(rules->file_count, 4);
	size_t out[4];
	assert_int_equal(people_expand(out, rules, rules->files[1]->areas[0].gates[0].of, 1, 0), 1);
}

static void test_broken_root(void **state)
{
	static const char nested[] = "[a]\npath = /x\nreview = @anybody\naccountable = e@x\nfoo = 1\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	struct rules *rules = NULL;

	(void)state;
	assert_int_equal(rules_broken(&rules, NULL), MOW_OK);
	assert_true(rules->broken);
	assert_true(rules->files[0]->broken);
	assert_string_equal(rules->files[0]->path, "OWNERS");
	assert_int_equal(rules->level, LEVEL_STANDARD);
	assert_true(rules_protects(rules, "refs/heads/x"));
	assert_int_equal(rules_add(rules, &(struct file_text){"a/OWNERS", nested, sizeof nested - 1},
				   RULES_TEXT_SINK(&found), NULL),
			 MOW_OK);
	assert_string_equal(found.places.data, "5:1 unknown-key");
	rules_free(rules);
	rules_free(NULL);
}

/* ---- Limits ---- */

static void test_file_max(void **state)
{
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
		MOW_AUTO(buf) text = BUF_INIT;
		buf_adds(&text, ROOT);
		while (!text.failed && text.len < RULES_FILE_MAX + extra)
			buf_addc(&text, text.len + 1 == RULES_FILE_MAX + extra || text.len % 100 == 0 ? '\n' : ';');
		/* Lines of `;` begin with one, but for the rest of the first. */
		MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
		assert_string_equal(found.places.data, extra ? "0:0 too-large" : "");
		assert_int_equal(rules->broken, extra == 1);
	}
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	char *large = calloc(1, RULES_FILE_MAX + 1);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, ROOT, strlen(ROOT),
						     &(struct file_text){"a/OWNERS", large, RULES_FILE_MAX + 1});
	free(large);
	assert_string_equal(found.places.data, "0:0 too-large");
	assert_true(rules->files[1]->broken);
}

static void test_files_max(void **state)
{
	static const char root[] = "[mowners]\nversion = 1\n[rules]\naccountable = t@x\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, root, sizeof root - 1, NULL);
	char path[40];

	(void)state;
	for (size_t i = 1; i <= RULES_FILES_MAX; i++) {
		assert_string_equal(found.places.data, "");
		(void)snprintf(path, sizeof path, "d%zu/OWNERS", i);
		assert_int_equal(rules_add(rules, &(struct file_text){path, "", 0}, RULES_TEXT_SINK(&found), NULL),
				 MOW_OK);
	}
	assert_string_equal(found.places.data, "0:0 too-many");
	assert_int_equal(rules->file_count, RULES_FILES_MAX + 1);
	assert_true(rules->files[RULES_FILES_MAX]->broken);
	assert_false(rules->files[RULES_FILES_MAX - 1]->broken);
}

/* Fills files with a text and `each` lines until `total` is reached, then one more that passes it, with what would be
 * another error: past the limit nothing is read. */
static void fill(const char *what, size_t total, size_t each, const char *const text_of[3])
{
	static const char root[] = "[mowners]\nversion = 1\n[rules]\naccountable = t@x\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, root, sizeof root - 1, NULL);
	char path[40];

	buf_adds(&text, text_of[0]);
	for (size_t i = 0; i < each; i++) {
		for (const char *c = text_of[1]; *c != '\0'; c++)
			*c == '#' ? buf_addf(&text, "%zx", i) : buf_addc(&text, *c);
	}
	for (size_t i = 0; i < total / each; i++) {
		(void)snprintf(path, sizeof path, "d%zu/OWNERS", i);
		assert_int_equal(
			rules_add(rules, &(struct file_text){path, text.data, text.len}, RULES_TEXT_SINK(&found), NULL),
			MOW_OK);
	}
	assert_string_equal(found.places.data, "");
	assert_false(rules->files[total / each]->broken);
	buf_adds(&text, text_of[2]);
	assert_int_equal(rules_add(rules, &(struct file_text){"last/OWNERS", text.data, text.len},
				   RULES_TEXT_SINK(&found), NULL),
			 MOW_OK);
	assert_string_equal(found.places.data, what);
	assert_true(rules->files[rules->file_count - 1]->broken);
	assert_false(rules->broken);
}

static void test_areas_max(void **state)
{
	(void)state;
	fill("1:1 too-many", RULES_AREAS_MAX, 25000, (const char *const[]){"", "[a#]\npath=a\n", "[z]\n"});
}

static void test_patterns_max(void **state)
{
	(void)state;
	fill("3:2 too-many", RULES_PATTERNS_MAX, 100000,
	     (const char *const[]){"[a]\npath=\n", " #\n", " a//b\n[b]\npath=c\n"});
}

/* ---- The sample ---- */

static void test_sample(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;

	(void)state;
	assert_int_equal(file_read_named(&text, "tests/data/sample/OWNERS", RULES_FILE_MAX, NULL), MOW_OK);
	MOW_AUTO_PTR(rules) read = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	assert_false(read->broken);
	assert_int_equal(read->override.need, 2);
	assert_int_equal(read->override.of_count, 4);
	assert_int_equal(read->files[0]->area_count, 36);
	assert_int_equal(read->people_count, 32);
	assert_int_equal(read->team_count, 10);
	assert_string_equal(read->protect[0], "tags/launch/*");
	size_t kai = people_by_email(read, "kai@pixelforge.example", 22);
	assert_true(read->people[kai].external);
	assert_string_equal(read->otherwise.name, "otherwise");
	assert_int_equal(read->otherwise.level, LEVEL_LIGHTWEIGHT);
}

/* ---- What [rules] covers ---- */

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_lacking),      cmocka_unit_test(test_nested_dump),
		cmocka_unit_test(test_broken_root),  cmocka_unit_test(test_file_max),
		cmocka_unit_test(test_files_max),    cmocka_unit_test(test_areas_max),
		cmocka_unit_test(test_patterns_max), cmocka_unit_test(test_sample),
	};
	static struct CMUnitTest tests[COUNT(rows) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	memcpy(&tests[COUNT(tests) - COUNT(others)], others, sizeof others);
	return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
