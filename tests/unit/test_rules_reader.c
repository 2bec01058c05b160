/* The form of OWNERS files: bytes, lines and comments; the traps of inih, shown on inih itself. */
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules/file_findings.h"
#include "rules/read/read.h"
#include "rules/read/lines.h"
#include "rules/read/reader.h"
#include "rules_rows.h"

static const struct row rows[] = {
	/* ---- bytes ---- */
	{"nothing more", "", ""},
	{"CRLF", "[a]\r\npath = /x\r\n  /y\r\n", ""},
	{"CRLF behind letters beyond ASCII", "[a]\r\npath = /\xc3\xa4\r\n  /y ; c\r\n\r\n", ""},
	{"no final line end", "[a]\npath = /x", ""},
	{"tabs", "[a]\npath\t=\t/x\t\n\t/y\n", ""},
	{"UTF-8", "[a]\npath = /Größe/木/😀\nsummary = Zoë\n", ""},
	{"lone CR", "[a]\npath = /x\ry\n", "9:10 lone-cr"},
	{"lone CR before CRLF", "[a]\npath = /x\r\r\n", "9:10 lone-cr"},
	{"lone CR at the end of the file", "[a]\npath = /x\r", "9:10 lone-cr"},
	{"invalid UTF-8 before a control character", "[a]\npath = /\xff\x01\n",
	 "9:9 invalid-utf8, 9:10 control-character"},
	{"U+FEFF at the beginning of a later line", "\xef\xbb\xbf[a]\npath = /x\n",
	 "8:1 invisible-character, 9:1 unknown-key"},
	{"Latin-1",
	 "[a]\npath = /Gr\xf6\xdf"
	 "e\n",
	 "9:11 invalid-utf8"},
	{"overlong", "[a]\npath = /\xc0\xaf\n", "9:9 invalid-utf8"},
	{"surrogate", "[a]\npath = /\xed\xa0\x80\n", "9:9 invalid-utf8"},
	{"cut character", "[a]\npath = /\xe2\x82", "9:9 invalid-utf8"},
	{"C0", "[a]\npath = /\x01\n", "9:9 control-character"},
	{"escape", "[a]\npath = /\x1b[31m\n", "9:9 control-character"},
	{"form feed", "[a]\npath = /a\fb\n", "9:10 control-character"},
	{"DEL", "[a]\npath = /\x7f\n", "9:9 control-character"},
	{"C1", "[a]\npath = /\xc2\x9b\n", "9:9 control-character"},
	{"no-break space is none", "[a]\npath = /\xc2\xa0\n", ""},
	{"U+061C", "[a]\npath = /\xd8\x9c\n", "9:9 invisible-character"},
	{"U+200B", "[a]\npath = /\xe2\x80\x8b\n", "9:9 invisible-character"},
	{"U+200C may stand", "[a]\npath = /\xe2\x80\x8c\n", ""},
	{"U+200D may stand", "[a]\npath = /\xe2\x80\x8d\n", ""},
	{"U+200E", "[a]\npath = /\xe2\x80\x8e\n", "9:9 invisible-character"},
	{"U+200F", "[a]\npath = /\xe2\x80\x8f\n", "9:9 invisible-character"},
	{"U+2029 may stand", "[a]\npath = /\xe2\x80\xa9\n", ""},
	{"U+202A", "[a]\npath = /\xe2\x80\xaa\n", "9:9 invisible-character"},
	{"U+202E", "[a]\npath = /\xe2\x80\xae\n", "9:9 invisible-character"},
	{"U+202F may stand", "[a]\npath = /\xe2\x80\xaf\n", ""},
	{"U+2060", "[a]\npath = /\xe2\x81\xa0\n", "9:9 invisible-character"},
	{"U+2065 may stand", "[a]\npath = /\xe2\x81\xa5\n", ""},
	{"U+2066", "[a]\npath = /\xe2\x81\xa6\n", "9:9 invisible-character"},
	{"U+2069", "[a]\npath = /\xe2\x81\xa9\n", "9:9 invisible-character"},
	{"U+206A may stand", "[a]\npath = /\xe2\x81\xaa\n", ""},
	{"U+FEFF inside", "[a]\npath = /\xef\xbb\xbf\n", "9:9 invisible-character"},
	{"bidi in a comment", "[a]\npath = /x ; \xe2\x80\xae\n", "9:13 invisible-character"},
	{"one error of a kind a line", "; \x01\x01\xff\xff\n; \x01\n[a]\npath = /x\n",
	 "8:3 control-character, 8:5 invalid-utf8, 9:3 control-character"},
	/* ---- comments ---- */
	{"comment lines", "; a\n# b\n  ; c\n\t# d\n[a]\n; e\npath = /x\n# f\n  ; g\n  /y\n", ""},
	{"comments behind", "[a] ; c\npath = /x ; c\n  /y\t;c\n", ""},
	{"a comment needs white space before", "[a]\npath = /x;y\n  /x;y\n", "10:3 duplicate-pattern"},
	{"# behind is text", "[a]\npath = /x #y\n  /x\n", ""},
	{"a comment after the key", "[a]\npath ; = /x\n", "9:1 no-value"},
	{"nothing but a comment for a value", "[a]\npath = ; c\n", "9:1 empty-value"},
	{"; right behind = is text", "[a]\npath =;c\n  ;c\n", ""},
	{"an escaped ; is text", "[a]\npath = a \\;b\n  \\;c\n  \\#d\n", ""},
	{"blank and comment lines do not end a value", "[a]\npath = /x\n\n; c\n   \n  /x\n", "13:3 duplicate-pattern"},
	{"a long comment",
	 "; " HUNDRED("long ") "\n[a]\npath = /x ; " HUNDRED("long ") "\n  /y ; " HUNDRED("long ") "\n", ""},
	{"a comment below a line beyond ASCII", "[a]\npath = /\xc3\xa4\n; c ; d\n", ""},
	{"comments below an indented line beyond ASCII", "[a]\npath = /x\n    /\xc3\xa4;\n;//\n ; c\n  /y ; d\n", ""},
	{"a comment whose tail is a directive", ";" HUNDRED("   ") "[rules]\n#" HUNDRED("  ") "accountable = @u\n", ""},
	/* ---- lines ---- */
	{"198 bytes", "[a]\npath = /" HUNDRED("x") TEN("xxxxxxxxx") "\n", ""},
	{"199 bytes", "[a]\npath = /" HUNDRED("x") TEN("xxxxxxxxx") "x\n", "9:199 line-too-long"},
	{"198 bytes of more", "[a]\npath = /x\n  /" HUNDRED("x") TEN("xxxxxxxxx") "xxxxx\n", ""},
	{"199 bytes of more", "[a]\npath = /x\n  /" HUNDRED("x") TEN("xxxxxxxxx") "xxxxxx\n", "10:199 line-too-long"},
	{"198 bytes and CRLF", "[a]\r\npath = /" HUNDRED("x") TEN("xxxxxxxxx") "\r\n", ""},
	{"198 bytes and a comment", "[a]\npath = /" HUNDRED("x") TEN("xxxxxxxxx") "  \t ; c\n", ""},
	{"trailing white space counts", "[a]\npath = /x" TEN("                    ") "\n", "9:199 line-too-long"},
	{"blank lines count", "[a]\npath = /x\n" TEN("                   ") "        \n", ""},
	{"too long a blank line", "[a]\npath = /x\n" TEN("                   ") "         \n", "10:199 line-too-long"},
	{"a long line without =", "[a]\npath = /x\n" HUNDRED("xx") "\n", "10:199 line-too-long"},
	{"a long section line", "[" HUNDRED("xx") "]\n", "8:2 name-too-long, 8:199 line-too-long"},
	{"a long line of a list leaves no other error", "[a]\npath = /x\nconsulted = " HUNDRED("@t ") "\n",
	 "10:199 line-too-long"},
	{"a long line of a required key", "[a]\npath = " HUNDRED("xx") "\n", "9:199 line-too-long"},
	{"a line that goes on with a long one", "[a]\npath = /x\nconsulted = " HUNDRED("@t ") "\n  @nobody\n",
	 "10:199 line-too-long, 11:3 undeclared"},
	{"an unreadable line of each kind of key",
	 "level = \1\nprotect = \1\nrepository = \1\nstale-after = \1\nevidence = \1\noverride = \1\nwitness = \1\n[a]\npath = \1\n"
	 "accountable = \1\nescalate = \1\nresponsible = \1\nreview = \1\nreview.x = \1\nsummary = \1\nconfirm-by = \1\n",
	 "8:9 control-character, 9:11 control-character, 10:14 control-character, 11:15 control-character, 12:12 control-character, "
	 "13:12 control-character, 14:11 control-character, 16:8 control-character, "
	 "17:15 control-character, 18:12 control-character, 19:15 control-character, 20:10 control-character, "
	 "21:12 control-character, 22:11 control-character, 23:14 control-character"},
	{"an unreadable line of a freeze",
	 "[freeze x]\npath = \1\nfrom = \1\nuntil = \1\nallow = \1\nreason = a\n  \1\n",
	 "9:8 control-character, 10:8 control-character, 11:9 control-character, 12:9 control-character, 14:3 control-character"},
	{"an unreadable line of a level", "[level standard]\npeople = \1\nmax-age = \1\ndecided-by = \1\n",
	 "9:10 control-character, 10:11 control-character, 11:14 control-character"},
};

/* ---- Files of their own ---- */

static const struct row wholes[] = {
	{"empty file", "", "0:0 missing-section, 0:0 missing-section"},
	{"a byte order mark alone", "\xef\xbb\xbf", "0:0 missing-section, 0:0 missing-section"},
	{"a byte order mark", "\xef\xbb\xbf[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n", ""},
	{"columns do not count the byte order mark",
	 "\xef\xbb\xbf[mowners] x\nversion = 1\n[rules]\naccountable = t@example.com\n", "1:11 text-after-section"},
	{"two byte order marks",
	 "\xef\xbb\xbf\xef\xbb\xbf; c\n[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 "1:1 invisible-character"},
	{"198 bytes behind a byte order mark",
	 "\xef\xbb\xbf" TEN(
		 "                   ") "        \n[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 ""},
	{"keys before any section",
	 "version = 1\npath = /x\n  /y\n[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 "1:1 no-section"},
	{"indented at the start",
	 "  version = 1\n  foo\n[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n", "1:3 no-section"},
	{"indented text at the start", "  foo\n[mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 "1:3 continuation"},
	{"indented section at the start", "  [mowners]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 "1:3 indented-section"},
	{"a section with a slip is not missing", "[mowner]\nversion = 1\n[rule]\naccountable = t@example.com\n",
	 "1:1 unknown-section, 3:1 unknown-section"},
	{"an unreadable section is not missing", "[mow\x01]\nversion = 1\n[rules]\naccountable = t@example.com\n",
	 "1:5 control-character"},
	{"an unreadable section may have been [people]",
	 "[mowners]\nversion = 1\n[rules]\naccountable = @t\n[peo\x01]\n@t = T <t@x>\n", "5:5 control-character"},
	{"unclosed sections are not missing", "[mowners\nversion = 1\n[rules\naccountable = t@example.com\n",
	 "1:1 unclosed-section, 3:1 unclosed-section"},
	{"# behind people, and in a name",
	 "[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = Team # 1 <t@x.y> # new\n"
	 "@u = U\n  <u@x.y>,\n  org Studio # 4\n",
	 "6:23 hash-comment, 9:14 hash-comment"},
	{"rich text", "{\\rtf1\\ansi\n[mowners]\n}", "0:0 not-text"},
	{"a CODEOWNERS file", "# a comment\n*.js @lena\n/brand/ @marc @ines\n", "2:1 other-format"},
};

/* ---- NULs, with no end of a text in them ---- */

#define TEXT(literal) literal, sizeof(literal) - 1

static void test_nuls(void **state)
{
	static const struct {
		const char *head, *text;
		size_t len;
		const char *found;
	} nuls[] = {
		{HEAD, TEXT("[a\0]\npath = /x\nversion = 1\n"), "8:3 nul"},
		{HEAD, TEXT("[a]\npath = /x\0y\n"), "9:10 nul"},
		{HEAD, TEXT("; a\0b\n[a]\npath = /x\n"), "8:4 nul"},
		{HEAD, TEXT("[a]\npath = /x\n\0summary = x\n"), "10:1 nul"},
		/* UTF-16, little end first */
		{"", TEXT("\xff\xfe[\0m\0o\0w\0n\0e\0r\0s\0]\0\n\0"), "0:0 not-text"},
		/* UTF-16, big end first */
		{"", TEXT("\xfe\xff\0[\0m\0o\0w\0n\0e\0r\0s\0]\0\n"), "0:0 not-text"},
		/* UTF-16 without a byte order mark */
		{"", TEXT("[\0m\0o\0w\0n\0e\0r\0s\0]\0\n\0"), "0:0 not-text"},
		/* UTF-32 */
		{"", TEXT("\xff\xfe\0\0[\0\0\0m\0\0\0"), "0:0 not-text"},
		/* a document of a word processor */
		{"", TEXT("PK\3\4\x14\0\6\0\n\n"), "0:0 not-text"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(nuls); i++)
		check_text(nuls[i].head, nuls[i].text, nuls[i].len, nuls[i].found);
}

/* ---- What inih itself makes of the traps: where it changes, the guard against it may go ---- */

static int tell(void *user, const char *section, const char *name, const char *value)
{
	buf_addf(user, "[%s](%s)=(%s)", section, name, value);
	return 1;
}

#define FORTY_NINE "abcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcd"

static const struct trap {
	const char *name;
	const char *text;
	const char *inih;  /* what it says: the trap */
	const char *found; /* what we say */
} traps[] = {
	{"section names are cut", "[" TEN("abcde") "]\nx = 1\n", "[" FORTY_NINE "](x)=(1)", "8:2 name-too-long"},
	{"keys of continued lines are cut", "[a]\n" TEN("abcde") " = 1\n 2\n",
	 "[a](" TEN("abcde") ")=(1)[a](" FORTY_NINE ")=(2)", "9:1 name-too-long"},
	{"the rest of a long line is a line",
	 "[a]\n; " HUNDRED("x") TEN("xxxxxxxxx") "xxxxxxx\npath = /x\n;" HUNDRED("x") HUNDRED("x") "\n",
	 "[a](path)=(/x)", ""},
	{"the rest of a long comment is a directive",
	 "[a]\npath = /x\n;" HUNDRED("x") TEN("xxxxxxxxx") "xxxxxxxxreview = @u\n", "[a](path)=(/x)[a](review)=(@u)",
	 ""},
	{"text behind ] is dropped", "[a] review = @t\npath = /x\n", "[a](path)=(/x)", "8:5 text-after-section"},
	{"keys behind an unclosed [ fall into the section above", "[a]\npath = /x\n[b\nlevel = detailed\n",
	 "[a](path)=(/x)[a](level)=(detailed)", "10:1 unclosed-section, 10:1 missing-key"},
	{"a key of no name", "[a]\npath = /x\n= v\n", "[a](path)=(/x)[a]()=(v)", "10:1 no-key"},
	{"duplicates are merged", "[a]\npath = /x\n[a]\npath = /y\npath = /z\n",
	 "[a](path)=(/x)[a](path)=(/y)[a](path)=(/z)", "10:1 duplicate-section, 12:1 duplicate-key"},
	{"comments of continued lines stay", "[a]\npath = /x ; c\n  /y ; c\n", "[a](path)=(/x)[a](path)=(/y ; c)", ""},
	{"an indented key is text", "[a]\npath = /x\n  review = @t\n", "[a](path)=(/x)[a](path)=(review = @t)",
	 "10:3 indented-key"},
	{"an indented line is a key where none is above", "[a]\n  path = /x\n", "[a](path)=(/x)", "9:3 indented-key"},
	{"it calls on after an error", "[a]\nfoo\npath = /x\n", "[a](path)=(/x)", "9:1 no-value"},
};

static void test_trap(void **state)
{
	const struct trap *trap = *state;
	MOW_AUTO(buf) said = BUF_INIT;

	ini_parse_string(trap->text, tell, &said);
	assert_string_equal(said.data, trap->inih);
	check_text(HEAD, trap->text, strlen(trap->text), trap->found);
}

/* ---- Reading as it is ---- */

static void test_places(void **state)
{
	char text[] = "[a]\npath  =  /x  ; c\n\t /y z\t\n\n  /w\nlevel : standard\n\n\n\n\n\n\n\n\n";
	MOW_AUTO(file_findings) found = {0};
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(reader_file) file = {.strings = &arena, .found = &found};

	(void)state;
	assert_int_equal(reader_read(&file, text, sizeof text - 1 - LINES_PADDING, NULL), MOW_OK);
	assert_int_equal(found.kept.count, 0);
	assert_int_equal(file.sections.count, 1);
	assert_int_equal(file.sections.items[0].key_count, 2);
	assert_int_equal(file.items.count, 4);
	static const struct {
		const char *text;
		unsigned line, column;
	} items[] = {{"/x", 2, 10}, {"/y z", 3, 3}, {"/w", 5, 3}, {"standard", 6, 9}};
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(file.items.items[i].text, items[i].text);
		assert_int_equal(file.items.items[i].len, strlen(items[i].text));
		assert_int_equal(file.items.items[i].line, items[i].line);
		assert_int_equal(file.items.items[i].column, items[i].column);
	}
	assert_int_equal(file.keys.items[0].item_count, 3);
	assert_string_equal(file.keys.items[1].name, "level");
}

/* Another inih, or one whose switches somebody has turned, is a failure and never another reading. */
static void read_otherwise(unsigned line)
{
	static const char text[] = HEAD "[a]\npath = /x\n  /a/path/of/30/letters/or/so/y\n  /a = b\nsummary = a, b\n";
	struct rules *rules = NULL;
	struct mow_error err;
	MOW_AUTO(buf) message = BUF_INIT;

	assert_int_equal(rules_parse(&rules, text, sizeof text - 1, NULL, &err), line ? MOW_EUNSUPPORTED : MOW_OK);
	if (line == 0)
		assert_false(rules->broken);
	else
		assert_null(rules);
	buf_addf(&message, "line %u of an OWNERS file: the library inih ", line);
	assert_true(line == 0 || strncmp(err.message, message.data, message.len) == 0);
	rules_free(rules);
}

static void test_other_inih(void **state)
{
	char *comments = ini_start_comment_prefixes;
	char *inline_comments = ini_inline_comment_prefixes;
	int longest = ini_max_line;

	(void)state;
	ini_allow_multiline = false;
	read_otherwise(10);
	ini_allow_multiline = true;
	ini_start_comment_prefixes = (char[]){"@"};
	read_otherwise(4);
	ini_start_comment_prefixes = (char[]){"s"};
	read_otherwise(12);
	ini_start_comment_prefixes = (char[]){"["};
	read_otherwise(2);
	ini_start_comment_prefixes = comments;
	ini_inline_comment_prefixes = (char[]){"b"};
	read_otherwise(12);
	ini_inline_comment_prefixes = inline_comments;
	ini_max_line = 22;
	read_otherwise(4);
	ini_max_line = 31; /* the pattern and its end, and no place for the NUL */
	read_otherwise(10);
	ini_max_line = 8; /* the same of the first line */
	read_otherwise(1);
	ini_max_line = 2;
	read_otherwise(1);
	ini_max_line = longest;
	read_otherwise(0);
}

static void test_too_many_errors(void **state)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	buf_adds(&text, HEAD);
	for (size_t i = 0; i < FILE_FINDINGS_MAX; i++)
		buf_adds(&text, "=\n");
	MOW_AUTO_PTR(rules) all = rules_text_parse(&found, text.data, text.len, NULL);
	assert_true(all->broken);
	assert_int_equal(found.count, FILE_FINDINGS_MAX);
	assert_null(strstr(found.places.data, "too-many-errors"));
	buf_adds(&text, "=\n=\n");
	MOW_AUTO_PTR(rules) cut = rules_text_parse(&found, text.data, text.len, NULL);
	assert_true(cut->broken);
	assert_int_equal(found.count, 2 * FILE_FINDINGS_MAX + 1);
	assert_non_null(strstr(found.places.data, ", 0:0 too-many-errors"));
	assert_non_null(strstr(found.messages.data, "\n0:0 too-many-errors: 2 further errors are not listed"));
}

/* Text of the file never reaches a message raw. */
static void test_messages_are_escaped(void **state)
{
	static const char text[] = HEAD "[a]\npath = /x\nbad\xc2\xadkey = x\nreview = @t\xc2\xad\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, sizeof text - 1, NULL);

	(void)state;
	assert_true(rules->broken);
	assert_int_equal(found.count, 2);
	assert_null(strstr(found.messages.data, "\xc2\xad"));
	assert_non_null(strstr(found.messages.data, "bad\\xC2\\xADkey"));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_nuls),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_other_inih),
		cmocka_unit_test(test_too_many_errors),
		cmocka_unit_test(test_messages_are_escaped),
	};
	static struct CMUnitTest tests[COUNT(rows) + COUNT(wholes) + COUNT(traps) + COUNT(others)];
	size_t count = 0;

	count += add_rows(&tests[count], rows, COUNT(rows), test_row);
	count += add_rows(&tests[count], wholes, COUNT(wholes), test_whole);
	for (size_t i = 0; i < COUNT(traps); i++)
		tests[count++] = (struct CMUnitTest){traps[i].name, test_trap, NULL, NULL, (void *)&traps[i]};
	memcpy(&tests[COUNT(tests) - COUNT(others)], others, sizeof others);
	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
