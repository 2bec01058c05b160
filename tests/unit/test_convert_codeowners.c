/* CODEOWNERS files into OWNERS: what lines become, and that whatever comes in, what goes out can be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/findings.h"
#include "convert/first.h"
#include "pattern_help.h"
#include "rules/read/read.h"

/* Into `out` the text, and the codes of what was told with their lines: "3 not-carried, …". */
static int convert(struct buf *out, struct buf *told, enum forge forge, const char *bytes, size_t len)
{
	MOW_AUTO(findings) found = {0};
	const struct mow_finding_sink sink = {findings_keep, &found};
	const struct first_source source = {
		.file = {"CODEOWNERS", bytes, len}, .forge = forge, .owner = "tess@example.com"};
	int result = first_from_codeowners(out, &source, &sink, NULL);

	for (size_t i = 0; i < found.count; i++)
		buf_addf(told, "%s%u %s", i > 0 ? ", " : "", found.items[i].line, found.items[i].code);
	return result;
}

static bool can_be_read(const struct buf *text)
{
	struct rules *rules = NULL;
	bool good;

	assert_int_equal(rules_parse(&rules, text->data, text->len, NULL, NULL), MOW_OK);
	good = !rules->broken;
	rules_free(rules);
	return good;
}

/* ---- By hand: the patterns of all areas, one behind the other --------------------------------------------------- */

static const struct row {
	const char *name;
	enum forge forge;
	const char *file;
	const char *patterns;
	const char *told;
} rows[] = {
	{"the last line wins", FORGE_GITHUB, "* @a\n/b/ @c\n", "[a * !/b/] [c /b/]", ""},
	{"of equal lines the last", FORGE_GITHUB, "/b @a\n/c @a\n/b @c\n", "[a /c] [c /b]", ""},
	{"what cannot meet is not taken out", FORGE_GITHUB, "/a/ @a\n/b/ @b\n/a*.js @b\n", "[a /a/] [b /b/ /a*.js]",
	 ""},
	{"once out, not again", FORGE_GITHUB, "* @a\n/b/ @b\n/b/c/ @c\n", "[a * !/b/] [b /b/ !/b/c/] [c /b/c/]", ""},
	{"out, in and out again", FORGE_GITHUB, "* @a\n/b/ @b\n/b/c/ @a\n/b/c/d @b\n",
	 "[a * !/b/ /b/c/ !/b/c/d] [b /b/ !/b/c/ /b/c/d]", ""},
	{"nobody", FORGE_GITHUB, "* @a\n/b\n", "[a * !/b]", ""},
	{"the same people in another order are one area", FORGE_GITHUB, "/a @a @b\n/b @B @A @b\n", "[a /a /b]", ""},
	{"names of areas", FORGE_GITHUB, "/a @o/rules\n/b @o/web\n/c @web\n/d Ann.B@x.org\n",
	 "[rules-area /a] [web /b] [web-2 /c] [ann-b /d]", ""},
	{"blanks, semicolons, what looks like a key", FORGE_GITHUB,
	 "a\\ ;b @a\nb\\  @a\n;c @a\npath=x @a\npath=y/z @a\n", "[a a \\;b b[ ] \\;c **/path=x /path=y/z]",
	 "1 read-otherwise"},
	{"a byte order mark and CRLF", FORGE_GITHUB, "\xEF\xBB\xBF/a @a\r\n# x\r\n/b @a", "[a /a /b]", ""},
	{"what GitHub skips", FORGE_GITHUB, "[a] @a\n!b @a\n\\#c @a\nd a\ne @a,\n", "",
	 "1 not-carried, 2 not-carried, 3 not-carried, 4 not-carried, 5 not-carried"},
	{"GitHub: brackets behind a backslash are part of the name", FORGE_GITHUB,
	 "a/\\[b\\]/c @a\n\\[d\\].md @a\n\\\\[e] @a\n\\[f] @a\n", "[a a/\\[b\\]/c \\[d\\].md]",
	 "3 not-carried, 4 not-carried"},
	{"GitHub: two stars and a slash at the end", FORGE_GITHUB, "a/**/ @a\n", "[a a/**]", ""},
	{"owners without a pattern", FORGE_GITHUB, "@a/b\n* @c\nd@e.org # all\n", "[c * !d@e.org]",
	 "1 not-carried, 3 not-carried, 3 read-otherwise"},
	{"a no-break space", FORGE_GITHUB, "* @a\nb\xC2\xA0@c\n", "[a * !b\xC2\xA0@c]", "2 not-carried"},
	{"owners of a section without a pattern", FORGE_GITLAB, "[s] @a\n@types\n", "[s @types]", ""},
	{"GitLab: any depth", FORGE_GITLAB, "a/b @a\nc @a\n/d/** @a\n/e/**/* @a\n**/ @a\n", "[a **/a/b c /d/* /e/ **]",
	 "1 read-otherwise, 3 read-otherwise"},
	{"GitLab: sections", FORGE_GITLAB, "* @a\n[S][2] @o/t\nx/\ny/ @b\n!x/z/\n[s]\nw/\n",
	 "[a *] [s-t x/ !y/ !w/ !**/x/z/] [s-b y/ !w/ !**/x/z/]", "6 not-carried, 5 read-otherwise, 4 not-carried"},
	{"GitLab: names within words", FORGE_GITLAB, "a @a,@b\nb (@a), @b.\nc x@y.org, @@owner;\nd me@@a\n",
	 "[a a b !c !d] [x c !d]", "4 not-carried"},
	{"GitLab: something behind, and nobody", FORGE_GITLAB, "[s] @a\na\nb # all\nc nobody\n", "[s a !b !c]",
	 "3 not-carried, 4 not-carried, 3 read-otherwise"},
	{"GitLab: a section's people end at a comma, and stand behind a number, if there is one", FORGE_GITLAB,
	 "[s] @a, @b\na\n[t][q] @b\nb\n[u]@c\nc\n[v][ 2 ] @d @e\nd\n", "[s a] [u c] [v d]", ""},
	{"GitLab: a section without a name is one, and one called codeowners is what stands before all", FORGE_GITLAB,
	 "* @a\n[]\na/ @b\n[CodeOwners]\nb @c\n", "[a * !b] [c b] [b a/]", ""},
	{"GitLab: but not the first one, if it is not in lower case", FORGE_GITLAB,
	 "* @a\n[CODEOWNERS]\nb @c\n[codeowners]\nc @d\n", "[a * !c] [d c] [codeowners b]", ""},
	{"GitLab: a section that must agree in one place must in all", FORGE_GITLAB, "^[s][2] @a\na\n[s][2] @b @c\nb\n",
	 "[s-a a !b] [s-b b]", "2 not-carried"},
	{"GitLab: a slash alone is everything", FORGE_GITLAB, "/ @a\n", "[a **]", ""},
	{"GitLab: names that are too long, or no handles", FORGE_GITLAB,
	 "a @o/and-a-much-longer-name-of-a-group-in-it/-x @_ @o/a-name-of-a-group-that-is-far-too-long-to-be-one\n",
	 "[x a]", "1 not-carried, 1 not-carried, 1 not-carried"},
	{"GitLab: no heading", FORGE_GITLAB, "[a @a\n", "", "1 not-carried"},
	{"Gitea: what patterns can say", FORGE_GITEA,
	 ".*\\\\.go @a\nx/.* @a\nx/[^/]* @a\nx.* @a\na(b|c)?d @a\n^[0-9]\\\\d$ @a\na/.*/b @a\n",
	 "[a *.go /x/ /x/* /x* /abd /acd /ad /[0-9][0-9] /a/*/**/b]", ""},
	{"Gitea: what not", FORGE_GITEA, "a+ @a\n(a @a\na) @a\n[a @a\na|b @a\n\\\\bx @a\n(?i)a @a\na{2} @a\n", "",
	 "1 not-carried, 2 not-carried, 3 not-carried, 4 not-carried, 5 not-carried, 6 not-carried, 7 not-carried, 8 "
	 "not-carried"},
	{"Gitea: a slash in front is nothing", FORGE_GITEA, "/a/.* @a\n!/b/.* @b\n/ @c\n", "[a /a/] [b * !/b/]",
	 "3 not-carried, 1 read-otherwise"},
	{"Gitea: what no path is", FORGE_GITEA, "a/ @a\nb/? @a\n(c/.*)? @a\n* @a\n() @a\n", "[a /b /c/]",
	 "1 not-carried, 4 not-carried, 5 not-carried"},
	{"Gitea: one at least", FORGE_GITEA, "a/.+ @a\nb/[^/]+ @a\nc[^/]+ @a\n.+\\\\.d @a\ne/.*/.* @a\n",
	 "[a /a/ /b/* /c*? *?.d /*/**/.d /e/*/]", ""},
	{"Gitea: lines add up, and the others", FORGE_GITEA, "a @a\n.* @b\n!c/.* @a\n", "[a /a] [b *] [a-2 * !/c/]",
	 ""},
};

/* The sections with a path, as "[NAME PATTERN …]". */
static void add_patterns(struct buf *out, const struct buf *text)
{
	struct rules *rules = NULL;

	assert_int_equal(rules_parse(&rules, text->data, text->len, NULL, NULL), MOW_OK);
	const struct rules_file *file = rules->files[0];
	for (size_t i = 0; i < file->area_count; i++) {
		buf_addf(out, "%s[%s", i > 0 ? " " : "", file->areas[i].name);
		for (size_t j = 0; j < file->areas[i].pattern_count; j++)
			buf_addf(out, " %.*s", (int)file->patterns[file->areas[i].first_pattern + j].len,
				 file->patterns[file->areas[i].first_pattern + j].text);
		buf_addc(out, ']');
	}
	rules_free(rules);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) told = BUF_INIT;
		MOW_AUTO(buf) patterns = BUF_INIT;
		assert_int_equal(convert(&text, &told, rows[i].forge, rows[i].file, strlen(rows[i].file)), MOW_OK);
		if (!can_be_read(&text))
			fail_msg("%s: cannot be read:\n%s", rows[i].name, text.data);
		add_patterns(&patterns, &text);
		if (strcmp(patterns.data, rows[i].patterns) != 0)
			fail_msg("%s: %s", rows[i].name, patterns.data);
		if (strcmp(told.data, rows[i].told) != 0)
			fail_msg("%s: told %s", rows[i].name, told.data);
	}
}

/* ---- Whatever comes in ------------------------------------------------------------------------------------------ */

static void make_file(struct buf *out, struct chance *chance)
{
	static const char *const pieces[] = {"*",         "**",
					     "/",         "a",
					     "b.c",       " ",
					     "\t",        "@a",
					     "@b/c",      "x@y.org",
					     "\n",        "\n",
					     "\n* @a",    "#",
					     "!",         "[",
					     "]",         "[b]",
					     "^[S][2]",   "\\",
					     "\\\\",      "\r\n",
					     ";",         "=",
					     "path",      "level = x",
					     "@@owner",   "(",
					     ")",         "|",
					     ".*",        "+",
					     "?",         "{2}",
					     "\xC3\xA9",  "\xFF",
					     "\x01",      "\xE2\x80\x8B",
					     "..",        ",",
					     "@-",        "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/b",
					     "[mowners]", "[:alpha:]",
					     "$",         "^",
					     "@_a.b"};
	size_t count = 1 + chance_pick(chance, 60);

	buf_reset(out);
	for (size_t i = 0; i < count; i++) {
		const char *piece = pieces[chance_pick(chance, sizeof pieces / sizeof *pieces)];
		for (size_t times = chance_pick(chance, 50) == 0 ? 150 : 1; times > 0; times--)
			buf_adds(out, piece);
	}
	if (chance_pick(chance, 20) == 0)
		buf_addc(out, '\0');
}

static void test_hostile(void **state)
{
	struct chance chance = {20261130};
	MOW_AUTO(buf) file = BUF_INIT;

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) told = BUF_INIT;
		make_file(&file, &chance);
		assert_int_equal(convert(&text, &told, (enum forge)(i % FORGE_COUNT), file.data, file.len), MOW_OK);
		if (!can_be_read(&text))
			fail_msg("%u:\n%s\nbecomes\n%s", i, file.data, text.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
