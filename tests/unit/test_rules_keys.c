/* The table of sections and keys, names and their forms, the nearest name, and the table of error codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/levenshtein.h"
#include "base/finding_codes.h"
#include "rules/keys.h"
#include "rules/read/read.h"
#include "rules/rules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What OWNERS(5) says of each key; the table must hold these and no others. */
static const struct told {
	const char *name;
	const char *sections;
	bool root_only;
	enum key_combine combine;
} told[] = {
	{"path", "freeze area", false, KEY_ITS_OWN},
	{"accountable", "rules otherwise area", false, KEY_LAST_WINS},
	{"escalate", "rules otherwise area", false, KEY_WITH_ACCOUNTABLE},
	{"responsible", "rules otherwise area", false, KEY_LAST_WINS},
	{"level", "mowners rules otherwise area", false, KEY_STRICTEST_WINS},
	{"review", "rules otherwise area", false, KEY_ALL_ADD_UP},
	{"review.", "rules otherwise area", false, KEY_ALL_ADD_UP},
	{"consulted", "rules otherwise area", false, KEY_ALL_ADD_UP},
	{"informed", "rules otherwise area", false, KEY_ALL_ADD_UP},
	{"rights-until", "rules otherwise area", false, KEY_EARLIEST_WINS},
	{"summary", "rules otherwise area", false, KEY_ITS_OWN},
	{"confirm-by", "rules otherwise area", false, KEY_ITS_OWN},
	{"accept", "mowners rules otherwise area", false, KEY_ITS_OWN},
	{"version", "mowners", true, KEY_ITS_OWN},
	{"protect", "mowners", true, KEY_ITS_OWN},
	{"mode", "mowners", true, KEY_ITS_OWN},
	{"evidence", "mowners level", true, KEY_ITS_OWN},
	{"unowned", "mowners", true, KEY_ITS_OWN},
	{"override", "mowners", true, KEY_ITS_OWN},
	{"witness", "mowners", true, KEY_ITS_OWN},
	{"handover", "mowners", true, KEY_ITS_OWN},
	{"authors", "mowners", true, KEY_ITS_OWN},
	{"repository", "mowners", true, KEY_ITS_OWN},
	{"external-accountable", "mowners", true, KEY_ITS_OWN},
	{"stale-after", "mowners", true, KEY_ITS_OWN},
	{"decided-by", "level", true, KEY_ITS_OWN},
	{"self-approval", "level", true, KEY_ITS_OWN},
	{"people", "level", true, KEY_ITS_OWN},
	{"max-age", "level", true, KEY_ITS_OWN},
	{"from", "freeze", true, KEY_ITS_OWN},
	{"until", "freeze", true, KEY_ITS_OWN},
	{"opens", "freeze", true, KEY_ITS_OWN},
	{"allow", "freeze", true, KEY_ITS_OWN},
	{"reason", "freeze", true, KEY_ITS_OWN},
};

static void test_table(void **state)
{
	(void)state;
	assert_int_equal(COUNT(told), KEY_COUNT);
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct key_rule *rule = &keys_rules[i];
		MOW_AUTO(buf) sections = BUF_INIT;
		bool root_only = true;
		assert_int_equal(rule->id, i);
		assert_ptr_equal(keys_find(told[i].name, strlen(told[i].name)), rule);
		for (size_t k = 0; k < SECTION_UNKNOWN; k++) {
			if ((rule->sections & SECTION_BIT(k)) == 0)
				continue;
			const char *name = keys_sections[k].name[0] ? keys_sections[k].name : "area";
			buf_addf(&sections, "%s%s", sections.len ? " " : "", name);
			root_only = root_only && keys_sections[k].root_only;
		}
		assert_string_equal(rule->name, told[i].name);
		assert_string_equal(sections.data, told[i].sections);
		assert_int_equal(root_only, told[i].root_only);
		assert_int_equal(rule->combine, told[i].combine);
		assert_int_equal(rule->required & ~rule->sections, 0);
		size_t words = 0;
		while (rule->words != NULL && rule->words[words].name != NULL)
			words++;
		assert_in_range(words, 0, KEYS_WORDS_MAX);
		assert_int_equal(rule->words != NULL, rule->type == KEY_TYPE_WORD || rule->type == KEY_TYPE_WORDS);
	}
}

static void test_sections(void **state)
{
	(void)state;
	for (size_t i = 0; i < SECTION_UNKNOWN; i++) {
		assert_int_equal(keys_sections[i].kind, i);
		assert_int_equal(keys_sections[i].root_only, i != SECTION_AREA);
		assert_int_equal(keys_sections[i].required, i == SECTION_MOWNERS || i == SECTION_RULES);
	}
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		const char *name = keys_attributes[i].name;
		assert_int_equal(keys_attributes[i].id, i);
		assert_ptr_equal(keys_find_attribute(name, strlen(name), false), &keys_attributes[i]);
		bool team = i == ATTRIBUTE_EXTERNAL || i == ATTRIBUTE_FROM || i == ATTRIBUTE_UNTIL;
		assert_int_equal(keys_find_attribute(name, strlen(name), true) != NULL, team);
	}
}

static void test_find(void **state)
{
	(void)state;
	assert_null(keys_find("", 0));
	assert_null(keys_find("pat", 3));
	assert_null(keys_find("paths", 5));
	assert_null(keys_find("Path", 4));
	assert_null(keys_find("path\0x", 6));
	assert_ptr_equal(keys_find("path = x", 4), &keys_rules[KEY_PATH]);
	assert_ptr_equal(keys_find("review", 6), &keys_rules[KEY_REVIEW]);
	assert_ptr_equal(keys_find("review.legal", 12), &keys_rules[KEY_REVIEW_NAMED]);
	assert_true(keys_looks_known("Review.Legal", 12));
	assert_true(keys_looks_known("PATH", 4));
	assert_false(keys_looks_known("review.a b", 10));
	assert_false(keys_looks_known("@lena", 5));
	assert_true(keys_looks_known("review.", 7));
	assert_false(keys_looks_known("review", 0));
	assert_false(keys_looks_known("reviewx", 7));
	assert_false(keys_looks_known("re\tview", 7));
	char longest[KEYS_NAME_MAX + 2] = "review.";
	memset(longest + 7, 'x', KEYS_NAME_MAX - 6);
	for (size_t len = KEYS_NAME_MAX; len <= KEYS_NAME_MAX + 1; len++) {
		bool known = len == KEYS_NAME_MAX;
		assert_int_equal(keys_find(longest, len) != NULL, known);
		assert_int_equal(keys_looks_known(longest, len), known);
		assert_null(keys_find_synonym(longest, len));
	}
	assert_string_equal(keys_find_synonym("owner", 5)->name, "accountable");
	assert_string_equal(keys_find_synonym("OWNED-by", 8)->name, "accountable");
	assert_string_equal(keys_find_synonym("note", 4)->name, "summary");
	assert_null(keys_find_synonym("owner", 4));
	assert_null(keys_find_synonym("accountable", 11));
}

static const struct form {
	const char *text;
	bool word, handle;
} forms[] = {
	{"", false, false},
	{"a", true, true},
	{"0", true, true},
	{"a-b_c9", true, true},
	{"a-b.c/9", false, true},
	{"A", false, true},
	{"-a", false, false},
	{"_a", false, false},
	{".a", false, false},
	{"/a", false, false},
	{"z9", true, true},
	{"9z", true, true},
	{"az", true, true},
	{"Az", false, true},
	{"aZ", false, true},
	{"`a", false, false},
	{"{a", false, false},
	{"a{", false, false},
	{"a`", false, false},
	{":a", false, false},
	{"a:", false, false},
	{"a[", false, false},
	{"a-", true, true},
	{"a_", true, true},
	{"a.", false, true},
	{"a/", false, true},
	{"a,", false, false},
	{"a b", false, false},
	{"a@b", false, false},
	{"\xc3\xa9", false, false},
	{"123456789012345678901234567890123456789", true, true},
	{"1234567890123456789012345678901234567890", true, false},
	{"12345678901234567890123456789012345678901", false, false},
};

static void test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_int_equal(keys_is_word(forms[i].text, strlen(forms[i].text)), forms[i].word);
		assert_int_equal(keys_is_handle(forms[i].text, strlen(forms[i].text)), forms[i].handle);
	}
}

/* Every byte of ASCII and one beyond it before the @, and behind it. */
static void test_emails(void **state)
{
	static const char before[] =
		"!#$%&'*+-./0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~\x80";
	static const char behind[] = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\x80";
	char email[RULES_EMAIL_MAX + 2];

	(void)state;
	for (int c = 0; c <= 0x80; c++) {
		assert_int_equal(rules_is_email((const char[]){'a', (char)c, '@', 'b'}, 4),
				 c != 0 && strchr(before, (char)c) != NULL);
		assert_int_equal(rules_is_email((const char[]){'a', '@', 'b', (char)c, 'b'}, 5),
				 c != 0 && strchr(behind, (char)c) != NULL);
		assert_int_equal(rules_is_email((const char[]){'a', '@', (char)c}, 3),
				 c != 0 && c != '.' && strchr(behind, (char)c) != NULL);
	}
	memset(email, 'a', sizeof email);
	email[1] = '@';
	assert_true(rules_is_email(email, RULES_EMAIL_MAX));
	assert_false(rules_is_email(email, RULES_EMAIL_MAX + 1));
	assert_false(rules_is_email("a@b..c", 6));
	assert_false(rules_is_email("a@b.", 4));
	assert_false(rules_is_email("a@", 2));
	assert_false(rules_is_email("@b", 2));
	assert_false(rules_is_email("ab", 2));
	assert_false(rules_is_email("a\xc2\xa0z@b", 6));
}

/* What a line of an OWNERS file may hold, and the ends of what it may not. */
static void test_texts(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		bool text_of_a_line;
	} rows[] = {
		{"", 0, true},
		{"a b\tc ~", 7, true},
		{"Gr\xc3\xb6\xc3\x9f"
		 "e \xf0\x9f\x98\x80",
		 12, true},
		{"a\nb", 3, false},
		{"a\rb", 3, false},
		{"a\0b", 3, false},
		{"a\x1f", 2, false},
		{"a\x7f", 2, false},
		{"\xc2\x80", 2, false},
		{"\xc2\x9f", 2, false},
		{"\xc2\xa0", 2, true},
		{"\xff"
		 "a",
		 2, false},
		{"a\xc3", 2, false},
		{"\xc3\xa4", 1, false},
		{"a\xe2\x80\x8b"
		 "b",
		 5, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rules_is_text(rows[i].text, rows[i].len), rows[i].text_of_a_line);
}

static void test_nearest(void **state)
{
	static const char *const words[] = {"accountable", "path", "review", "level", "teams", "people", "aa"};
	static const struct {
		const char *word, *nearest;
	} rows[] = {
		{"acountable", "accountable"},
		{"accuontable", "accountable"},
		{"acontable", "accountable"},
		{"acontabl", NULL},
		{"path", "path"},
		{"paht", "path"},
		{"pth", "path"},
		{"pa", NULL},
		{"levels", "level"},
		{"team", "teams"},
		{"tem", NULL},
		{"poeple", "people"},
		{"", NULL},
		{"a", NULL},
		{"ab", NULL},
		{"aab", "aa"},
		{"revews", "review"},
		{"LEVEL", NULL},
	};
	char longest[200];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *found = levenshtein_nearest(rows[i].word, words, COUNT(words));
		if (rows[i].nearest == NULL)
			assert_null(found);
		else
			assert_string_equal(found, rows[i].nearest);
	}
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	const char *same = longest;
	assert_null(levenshtein_nearest(longest, &same, 1));
	assert_null(levenshtein_nearest("path", NULL, 0));
	assert_string_equal(keys_nearest_section("Poeple", 6), "people");
	assert_string_equal(keys_nearest_section("users", 5), "people");
	assert_string_equal(keys_nearest_key("pth", 3, SECTION_AREA), "path");
	assert_string_equal(keys_nearest_attribute("emal", 4, false), "email");
	assert_string_equal(keys_nearest_section("general", 7), "mowners");
	assert_string_equal(keys_nearest_section("freez", 5), "freeze");
	assert_string_equal(keys_nearest_section("rule", 4), "rules");
	assert_null(keys_nearest_section("brand", 5));
	memset(longest, 'x', KEYS_NAME_MAX + 1);
	assert_null(keys_nearest_section(longest, KEYS_NAME_MAX));
	assert_null(keys_nearest_section(longest, KEYS_NAME_MAX + 1));
	assert_string_equal(keys_nearest_word("DETAILD", 7, keys_rules[KEY_LEVEL].words), "detailed");
	assert_string_equal(keys_nearest_word("lightweigh", 10, keys_rules[KEY_LEVEL].words), "lightweight");
	assert_string_equal(keys_nearest_word("pushr", 5, keys_rules[KEY_EVIDENCE].words), "pusher");
	assert_null(keys_nearest_word("heavy", 5, keys_rules[KEY_LEVEL].words));
	assert_true(keys_is_section("people"));
	assert_true(keys_is_section("freeze"));
	assert_false(keys_is_section("brand"));
	assert_false(keys_is_section(""));
	assert_string_equal(keys_nearest_attribute("deputi", 6, false), "deputy");
	assert_string_equal(keys_nearest_attribute("untl", 4, true), "until");
	assert_string_equal(keys_nearest_key("SUMARY", 6, SECTION_AREA), "summary");
	assert_null(keys_nearest_key("sumary", 6, SECTION_MOWNERS));
	assert_string_equal(keys_nearest_attribute("gitub", 5, false), "github");
	assert_null(keys_nearest_attribute("gitub", 5, true));
}

/* Stable words: lower case and hyphens, each once. */
static void test_codes(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_COUNT; i++) {
		const char *word = finding_word((enum finding_code)i);
		assert_true(strlen(word) > 1);
		for (const char *c = word; *c != '\0'; c++)
			assert_true(islower((unsigned char)*c) || isdigit((unsigned char)*c) ||
				    (*c == '-' && c > word));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(word, finding_word((enum finding_code)k));
	}
}

static void test_levels(void **state)
{
	(void)state;
	assert_string_equal(level_name(LEVEL_UNSET), "");
	assert_string_equal(level_name(LEVEL_LIGHTWEIGHT), "lightweight");
	assert_string_equal(level_name(LEVEL_STANDARD), "standard");
	assert_string_equal(level_name(LEVEL_DETAILED), "detailed");
}

/* ---- What editors know ---- */

static const char *const editor_files[] = {"hooks/editors/vim/syntax/owners.vim",
					   "hooks/editors/vscode/owners.tmLanguage.json"};

/* The words stand in the file in this order, as the alternatives of a group. */
static void expect_words(size_t file, const struct buf *words)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) wanted = BUF_INIT;

	assert_int_equal(file_read(&text, editor_files[file], 1 << 20, NULL), MOW_OK);
	buf_adds(&wanted, file == 0 ? "\\%(" : "");
	for (const char *c = words->data; *c != '\0'; c++)
		buf_addf(&wanted, "%s%c", file == 0 && *c == '|' ? "\\" : "", *c);
	buf_adds(&wanted, file == 0 ? "\\)" : ")");
	if (strstr(text.data, wanted.data) == NULL)
		fail_msg("%s lacks %s", editor_files[file], wanted.data);
}

static void add_word(struct buf *words, const char *word)
{
	buf_addf(words, "%s%s", words->len > 0 ? "|" : "", word);
}

/* Editors read values in four ways. */
static unsigned reading_of(const struct key_rule *rule)
{
	switch (rule->type) {
	case KEY_TYPE_PATTERNS:
		return 0;
	case KEY_TYPE_TEXT:
	case KEY_TYPE_ACCEPTS:
		return 1;
	case KEY_TYPE_WORD:
	case KEY_TYPE_WORDS:
		return 2;
	default:
		return 3;
	}
}

static void test_editors(void **state)
{
	struct buf lists[8] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
	struct buf *choices = &lists[4], *sections = &lists[5], *named = &lists[6], *attributes = &lists[7];
	const char *seen[KEY_COUNT] = {NULL};
	size_t seen_count = 0;

	(void)state;
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct key_word *word = keys_rules[i].words;
		if (i != KEY_REVIEW_NAMED)
			add_word(&lists[reading_of(&keys_rules[i])], keys_rules[i].name);
		for (; word != NULL && word->name != NULL; word++) {
			size_t at = 0;
			while (at < seen_count && strcmp(seen[at], word->name) != 0)
				at++;
			if (at < seen_count)
				continue;
			seen[seen_count++] = word->name;
			add_word(choices, word->name);
		}
	}
	for (size_t i = 0; i < SECTION_AREA; i++)
		add_word(keys_sections[i].named ? named : sections, keys_sections[i].name);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		add_word(attributes, keys_attributes[i].name);
	for (size_t i = 0; i < COUNT(lists); i++) {
		expect_words(0, &lists[i]);
		expect_words(1, &lists[i]);
		buf_release(&lists[i]);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table), cmocka_unit_test(test_editors), cmocka_unit_test(test_sections),
		cmocka_unit_test(test_find),  cmocka_unit_test(test_forms),   cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_codes), cmocka_unit_test(test_levels),  cmocka_unit_test(test_emails),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
