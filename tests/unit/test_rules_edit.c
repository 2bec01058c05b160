/* OWNERS files laid out, what two of them have in common, and handles renamed in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edit/layout.h"
#include "rules/edit/meaning.h"
#include "rules/edit/rename.h"
#include "rules/rules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TEN(x) x x x x x x x x x x
#define X180 TEN(TEN("x")) TEN("xxxxxxxx")

static void lay_out(struct buf *out, const struct buf *text)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;

	assert_int_equal(edit_text_read(&lines, text->data, text->len, NULL), MOW_OK);
	assert_int_equal(edit_layout(out, &lines, NULL), MOW_OK);
}

/* ---- What it looks like ---- */

struct row {
	const char *name;
	const char *text;
	const char *laid_out; /* NULL: as it is */
};

static const struct row rows[] = {
	{"nothing", "", NULL},
	{"as it should be",
	 "; for all\n\n[a]\nsummary     = x\npath        = /a/\n              !/a/b\naccountable = @t\n\n[b]\npath = /b\n",
	 NULL},
	{"values begin in one column", "[a]\npath=/a\nreview   =   @t\n  2 of @u\n\n",
	 "[a]\npath   = /a\nreview = @t\n         2 of @u\n"},
	{"in each section for itself", "[a]\npath = /a\n\n[b]\npath = /b\naccountable = @t\n",
	 "[a]\npath = /a\n\n[b]\npath        = /b\naccountable = @t\n"},
	{"a colon is an equals sign", "[people]\n@t: T <t@x.org>\n", "[people]\n@t = T <t@x.org>\n"},
	{"a value below its key goes up", "[a]\npath =\n\t/a\n\t/b\n", "[a]\npath = /a\n       /b\n"},
	{"not past a comment", "[a]\npath = ; both\n  /a\nlevel = standard\n",
	 "[a]\npath  =    ; both\n        /a\nlevel = standard\n"},
	{"not past a comment's line", "[a]\npath =\n; both\n  /a\n", "[a]\npath =\n       ; both\n       /a\n"},
	{"words with one space between", "[a]\nresponsible = @t   @u ,@v\t,  @w\n",
	 "[a]\nresponsible = @t @u, @v, @w\n"},
	{"patterns as they are", "[a]\npath = /a  b,c/\n", NULL},
	{"commas of texts as they are", "[a]\nsummary = 10,000  fonts , or so\n",
	 "[a]\nsummary = 10,000 fonts , or so\n"},
	{"blank lines", "\n\n[a]\n\npath = /a\n\n\n\nlevel = standard\n[b]\npath = /b\n\n\n",
	 "[a]\npath  = /a\n\nlevel = standard\n\n[b]\npath = /b\n"},
	{"a comment directly above a section belongs to it", "[a]\npath = /a\n; of b\n  # and more\n[b]\npath = /b\n",
	 "[a]\npath = /a\n\n; of b\n# and more\n[b]\npath = /b\n"},
	{"comments behind values", "[a] ; one\npath = /a/b ; two\nlevel = standard;three\n   ; four  \n",
	 "[a]             ; one\npath  = /a/b    ; two\nlevel = standard;three\n; four\n"},
	{"comments that stand far out", "[a]\npath = /" TEN("123456") " ; far\nlevel = standard ; near\n",
	 "[a]\npath  = /" TEN("123456") "    ; far\nlevel = standard    ; near\n"},
	{"wide characters", "[people]\n@a = \xE6\x9C\xA8 <a@x.org> ; x\n@b = Bo <b@x.org> ; y\n",
	 "[people]\n@a = \xE6\x9C\xA8 <a@x.org>    ; x\n@b = Bo <b@x.org>    ; y\n"},
	{"a comment between the lines of a value", "[a]\npath = /a\n; b was here\n\n  /c\n; behind\n",
	 "[a]\npath = /a\n       ; b was here\n\n       /c\n; behind\n"},
	{"CRLF", "[a]\r\npath=/a\r\n", "[a]\r\npath = /a\r\n"},
	{"line ends as of the first line", "[a]\r\npath = /a\nlevel = standard",
	 "[a]\r\npath  = /a\r\nlevel = standard\r\n"},
	{"a byte order mark", "\xEF\xBB\xBF[a]\npath=/a", "\xEF\xBB\xBF[a]\npath = /a\n"},
	{"a byte order mark alone", "\xEF\xBB\xBF", NULL},
	{"comments behind 60 columns", "[a]\npath = /" TEN("12345") "1 ; x\nlevel = standard ; y\n",
	 "[a]\npath  = /" TEN("12345") "1    ; x\nlevel = standard" TEN("    ") "        ; y\n"},
	{"comments behind 61 columns", "[a]\npath = /" TEN("12345") "12 ; x\nlevel = standard ; y\n",
	 "[a]\npath  = /" TEN("12345") "12    ; x\nlevel = standard    ; y\n"},
	{"a comment above all", "; x\n\n\n[a]\npath = /a\n", "; x\n\n[a]\npath = /a\n"},
	{"comments above the first section", "; x\n; y\n[a]\npath = /a\n", "; x\n; y\n[a]\npath = /a\n"},
	{"several sections with comments", "[a]\npath = /a\n; b\n[b]\npath = /b\n; c\n; d\n[c]\npath = /c\n",
	 "[a]\npath = /a\n\n; b\n[b]\npath = /b\n\n; c\n; d\n[c]\npath = /c\n"},
	{"a section line alone", "[a]", "[a]\n"},
	{"a blank line behind a section line", "[a]\n\npath = /a\n\n\n; x\n\n\nlevel = standard\n",
	 "[a]\npath  = /a\n\n; x\n\nlevel = standard\n"},
	{"a value below its key that has a comment", "[a]\npath =\n  /a ; x\n", "[a]\npath = /a    ; x\n"},
	{"two values below their keys", "[a]\npath =\n  /a\nreview =\n  @t\n  @u\n",
	 "[a]\npath   = /a\nreview = @t\n         @u\n"},
	{"no line is too long: as close as can be", "[a]\npath=" X180 "123456789ab\naccountable = @t\n",
	 "[a]\npath = " X180 "123456789ab\naccountable = @t\n"},
	{"no line is too long: as long as can be", "[a]\npath=" X180 "1234\naccountable = @t\n",
	 "[a]\npath        = " X180 "1234\naccountable = @t\n"},
	{"no line is too long: a space that just fits", "[a]\ninformed=@a,@" X180 "1234\n",
	 "[a]\ninformed=@a, @" X180 "1234\n"},
	{"no line is too long: a space that just fits, from below", "[a]\ninformed=\n @a,@" X180 "1234\n",
	 "[a]\ninformed=@a, @" X180 "1234\n"},
	{"no line is too long: a space that does not", "[a]\ninformed=@a,@" X180 "12345\n", NULL},
	{"a value that begins like a comment", "[a]\nsummary=;x ; y\npath = /a\n",
	 "[a]\nsummary =;x    ; y\npath    = /a\n"},
	{"values of one sign", "[a]\npath = a\n  b\n", "[a]\npath = a\n       b\n"},
	{"comments of one sign", "[a]\npath = ;\n  /a ;\n;\n  /b\n#\n",
	 "[a]\npath =       ;\n       /a    ;\n       ;\n       /b\n#\n"},
	{"no line is too long: none at all", "[a]\npath=" X180 "123456789abcd\naccountable = @t\n", NULL},
	{"no line is too long: less indented", "[a]\npath=/a\n  " X180 "123456789\naccountable = @t\n",
	 "[a]\npath        = /a\n         " X180 "123456789\naccountable = @t\n"},
	{"no line is too long: a value that cannot go up", "[a]\npath=\n " X180 "123456789abcdef\nlevel = standard\n",
	 "[a]\npath  =\n   " X180 "123456789abcdef\nlevel = standard\n"},
	{"no line is too long: commas without a space", "[people]\n@a=A <a@x.org>,org " X180 "\n", NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	const char *wanted = row->laid_out != NULL ? row->laid_out : row->text;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) second = BUF_INIT;

	buf_adds(&text, row->text);
	lay_out(&first, &text);
	assert_string_equal(first.data, wanted);
	lay_out(&second, &first);
	assert_string_equal(second.data, wanted);
}

/* ---- Lines and their parts ---- */

static void add_part(struct buf *out, const char *name, struct span part)
{
	if (part.len > 0)
		buf_addf(out, " %s<%.*s>", name, (int)part.len, part.text);
}

static void test_lines(void **state)
{
	static const char text[] =
		"\xEF\xBB\xBF; c \n[a b] ; x\n\npath = /a ; y\r\n  /b\t;z\n # w\nother:v\npath:u\n[c\n]x\nalone\n= v\n[]";
	static const char *const kinds[] = {"blank", "comment", "section", "key", "more"};
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(buf) told = BUF_INIT;

	(void)state;
	assert_int_equal(edit_text_read(&lines, text, sizeof text - 1, NULL), MOW_OK);
	assert_true(lines.bom && !lines.crlf);
	for (size_t i = 0; i < lines.lines.count; i++) {
		const struct edit_line *line = &lines.lines.items[i];
		buf_adds(&told, kinds[line->kind]);
		add_part(&told, "", line->whole);
		add_part(&told, "section", line->section);
		add_part(&told, "name", line->name);
		add_part(&told, "value", line->value);
		add_part(&told, "comment", line->comment);
		buf_adds(&told, line->rule != NULL ? " known\n" : "\n");
	}
	assert_string_equal(told.data, "comment <; c > comment<; c>\n"
				       "section <[a b] ; x> section<a b> comment<; x>\n"
				       "blank section<a b>\n"
				       "key <path = /a ; y> section<a b> name<path> value</a> comment<; y> known\n"
				       "more <  /b\t;z> section<a b> name<path> value</b> comment<;z> known\n"
				       "comment < # w> section<a b> name<path> comment<# w> known\n"
				       "key <other:v> section<a b> name<other> value<v>\n"
				       "key <path:u> section<a b> name<path> value<u> known\n"
				       "section <[c> section<c>\n"
				       "key <]x> section<c> name<]x>\n"
				       "key <alone> section<c> name<alone>\n"
				       "key <= v> section<c> value<v>\n"
				       "section <[]>\n");
}

/* ---- A change of a file that had the layout, or had not ---- */

static const struct change {
	const char *name, *before, *text, *after;
} changes[] = {
	{"a file with the layout keeps it", "[a]\npath = /a\n", "[a]\npath=/a\nlevel=standard\n",
	 "[a]\npath  = /a\nlevel = standard\n"},
	{"one without stays as it is written", "[a]\npath=/a\n", "[a]\npath=/a\nlevel=standard\n",
	 "[a]\npath=/a\nlevel=standard\n"},
	{"with other blanks, but as long", "[a]\npath =/a \n", "[a]\npath=/a\n", "[a]\npath=/a\n"},
	{"with one line more", "[a]\npath = /a\n\n", "[a]\npath=/a\n", "[a]\npath=/a\n"},
	{"with one byte less", "[a]\npath = /a", "[a]\npath=/a\n", "[a]\npath=/a\n"},
	{"an empty one has the layout", "", "[a]\npath=/a\n", "[a]\npath = /a\n"},
	{"one that is emptied", "[a]\npath = /a\n", "", ""},
};

static void test_change(void **state)
{
	const struct change *row = *state;
	MOW_AUTO(edit_text) before = EDIT_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	assert_int_equal(edit_text_read(&before, row->before, strlen(row->before), NULL), MOW_OK);
	buf_adds(&text, row->text);
	assert_int_equal(edit_keep_layout(&text, &before, NULL), MOW_OK);
	assert_string_equal(text.data, row->after);
}

/* ---- What two texts have in common ---- */

struct pair {
	const char *name, *a, *b;
	bool same;
};

static const struct pair pairs[] = {
	{"spaces", "[a]\npath=/a\n", "[a]\npath = /a ; x\n", true},
	{"commas of a list", "[a]\nreview = 1 of @a,@b\n", "[a]\nreview = 1 of @a , @b\n", true},
	{"a comma more", "[a]\ninformed = @a @b\n", "[a]\ninformed = @a, @b\n", false},
	{"lines of a list", "[a]\ninformed = @a\n  @b\n", "[a]\ninformed = @a @b\n", true},
	{"lines of gates", "[a]\nreview = @a\n  @b\n", "[a]\nreview = @a @b\n", false},
	{"lines of accepted warnings", "[a]\naccept = x\n  y\n", "[a]\naccept = x y\n", false},
	{"spaces of a text", "[a]\nsummary = a  b\n c\n", "[a]\nsummary = a b c\n", true},
	{"commas of a text", "[a]\nsummary = a,b\n", "[a]\nsummary = a, b\n", false},
	{"spaces of a pattern", "[a]\npath = a  b\n", "[a]\npath = a b\n", false},
	{"order of patterns", "[a]\npath = a\n  b\n", "[a]\npath = b\n  a\n", false},
	{"a pattern less", "[a]\npath = a\n  b\n", "[a]\npath = a\n", false},
	{"another key", "[a]\npath = a\n", "[a]\npaths = a\n", false},
	{"another section", "[a]\npath = a\n", "[b]\npath = a\n", false},
	{"a key in another section", "[a]\npath = a\n[b]\n", "[a]\n[b]\npath = a\n", false},
	{"an error", "[a]\npath\n", "[a]\npath\n", false},
	{"another word in the second key", "[a]\npath = a\nlevel = standard\n", "[a]\npath = a\nlevel = detailed\n",
	 false},
	{"another name of the second section", "[a]\npath = a\n[b]\npath = b\n", "[a]\npath = a\n[c]\npath = b\n",
	 false},
	{"another first sign in the second line of gates", "[a]\nreview = @a\n  @b\n", "[a]\nreview = @a\n  bb\n",
	 false},
	{"an error in one of them", "[a]\npath = a\n[\n", "[a]\npath = a\n", false},
	{"nothing", "", "\n; x\n", true},
	{"another name of a section that begins so", "[a]\npath = a\n", "[ab]\npath = a\n", false},
	{"a section more", "[a]\npath = a\n", "[a]\npath = a\n[b]\n", false},
	{"a key more", "[a]\npath = a\n", "[a]\npath = a\nlevel = standard\n", false},
	{"keys in another order", "[a]\npath = a\nlevel = standard\n", "[a]\nlevel = standard\npath = a\n", false},
	{"a word that begins so", "[a]\nlevel = detail\n", "[a]\nlevel = detailed\n", false},
	{"a word more", "[a]\ninformed = @a\n", "[a]\ninformed = @a @b\n", false},
	{"a gate more", "[a]\nreview = @a\n", "[a]\nreview = @a\n  @b\n", false},
	{"the same words in other lines of gates", "[a]\nreview = @a @b\n  @c\n", "[a]\nreview = @a\n  @b @c\n", false},
	{"spaces of gates", "[a]\nreview = 2  of @a\n  @c\n", "[a]\nreview = 2 of @a\n  @c\n", true},
	{"the same words in other lines of accepted warnings", "[a]\naccept = x y\n  z\n", "[a]\naccept = x\n  y z\n",
	 false},
	{"spaces of accepted warnings", "[a]\naccept = x  y\n  z\n", "[a]\naccept = x y\n  z\n", true},
	{"commas of accepted warnings", "[a]\naccept = x,y\n", "[a]\naccept = x, y\n", false},
	{"commas behind one another", "[a]\nsummary = a,,b\n", "[a]\nsummary = a,, b\n", false},
	{"keys that nobody knows", "[a]\nother = a  b\n", "[a]\nother = a b\n", true},
	{"lines of a named gate", "[a]\nreview.x = 1 of @a\n  @b\n", "[a]\nreview.x = 1 of @a @b\n", true},
};

static void test_pair(void **state)
{
	const struct pair *pair = *state;
	MOW_AUTO(buf) a = BUF_INIT;
	MOW_AUTO(buf) b = BUF_INIT;
	bool same = !pair->same;

	buf_adds(&a, pair->a);
	buf_adds(&b, pair->b);
	assert_int_equal(edit_means_same(&same, &a, &b, NULL), MOW_OK);
	assert_int_equal(same, pair->same);
	assert_int_equal(edit_means_same(&same, &b, &a, NULL), MOW_OK);
	assert_int_equal(same, pair->same);
}

/* What is too large to be read means nothing, though it be the same. */
static void test_too_large(void **state)
{
	(void)state;
	for (size_t size = RULES_FILE_MAX; size <= RULES_FILE_MAX + 1; size++) {
		MOW_AUTO(buf) large = BUF_INIT;
		MOW_AUTO(buf) small = BUF_INIT;
		bool same = false;
		buf_pad(&large, '\n', size);
		assert_int_equal(edit_means_same(&same, &large, &small, NULL), MOW_OK);
		assert_int_equal(same, size == RULES_FILE_MAX);
		assert_int_equal(edit_means_same(&same, &small, &large, NULL), MOW_OK);
		assert_int_equal(same, size == RULES_FILE_MAX);
	}
}

/* ---- Another handle ---- */

/* Wherever a key takes people, and nowhere else. */
static void test_rename(void **state)
{
	static const char before[] =
		"[mowners]\nversion = 1\noverride = 2 of @u @b\n[rules]\naccountable = @U\n[people]\n"
		"@u = Una <u@example.com>, deputy @b\n@b = deputy @u <b@example.com>, email @u, deputy\n @c @u, away @u\n"
		"[teams]\n@t = @b\n @u\n[a]\npath = @u\naccountable = @u ; @u\nresponsible = @b, @u\n"
		"review.@u = 1 of @u @ub\nescalate = @u after 3d\ncontact = @u\n[freeze @u]\npath = *\nallow = @u\n# @u\n";
	static const char after[] =
		"[mowners]\nversion = 1\noverride = 2 of @new @b\n[rules]\naccountable = @new\n[people]\n"
		"@new = Una <u@example.com>, deputy @b\n@b = deputy @u <b@example.com>, email @u, deputy\n @c @new, away @u\n"
		"[teams]\n@t = @b\n @new\n[a]\npath = @u\naccountable = @new ; @u\nresponsible = @b, @new\n"
		"review.@u = 1 of @new @ub\nescalate = @new after 3d\ncontact = @u\n[freeze @u]\npath = *\nallow = @new\n# @u\n";
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(edit_text_read(&lines, before, strlen(before), NULL), MOW_OK);
	int places = edit_rename(&out, &lines, &(struct edit_rename){"@u", "@new"}, NULL);
	assert_string_equal(out.data, after);
	assert_int_equal(places, 10);
}

/* @u becomes @new. */
static const struct renamed {
	const char *name, *before, *after;
	int places;
} renamed[] = {
	{"nothing", "", "", 0},
	{"nobody of that name", "[a]\naccountable = @x\n", "[a]\naccountable = @x\n", 0},
	{"whatever the case", "[a]\naccountable = @U", "[a]\naccountable = @new", 1},
	{"not what begins so", "[a]\ninformed = @u @u/x @ux x@u u\n", "[a]\ninformed = @new @u/x @ux x@u u\n", 1},
	{"a person", "[people]\n@u = U <u@x>\n", "[people]\n@new = U <u@x>\n", 1},
	{"a team", "[teams]\n@u = @a @u\n", "[teams]\n@new = @a @new\n", 2},
	{"not a key of an area", "[a]\n@u = @a\n", "[a]\n@u = @a\n", 0},
	{"not in a section of another name", "[peopl]\n@u = U\n[peoplex]\n@u = U\n",
	 "[peopl]\n@u = U\n[peoplex]\n@u = U\n", 0},
	{"deputies", "[people]\n@a = A <a@x>, deputy @b @u\n", "[people]\n@a = A <a@x>, deputy @b @new\n", 1},
	{"deputies on lines of their own", "[people]\n@a = A <a@x>,\n  deputy\n  ; @u\n  @u @b\n  @u\n",
	 "[people]\n@a = A <a@x>,\n  deputy\n  ; @u\n  @new @b\n  @new\n", 2},
	{"not the deputy of a name", "[people]\n@a = deputy @u <a@x>\n", "[people]\n@a = deputy @u <a@x>\n", 0},
	{"not behind a word that begins so", "[people]\n@a = A <a@x>, deputy2 @u, deput @u, org deputy @u\n",
	 "[people]\n@a = A <a@x>, deputy2 @u, deput @u, org deputy @u\n", 0},
	{"not in what comes behind deputies", "[people]\n@a = A <a@x>, deputy @u, org @u\n",
	 "[people]\n@a = A <a@x>, deputy @new, org @u\n", 1},
	{"not in the next one's line", "[people]\n@a = A <a@x>, deputy @b\n@b = @u <b@x>\n",
	 "[people]\n@a = A <a@x>, deputy @b\n@b = @u <b@x>\n", 0},
	{"every key that takes people",
	 "[mowners]\noverride = 2 of @u @a\nwitness = @u\n[a]\naccountable = @u\nescalate = @u after 2d\nresponsible = @u\n"
	 "review = @u\n  2 of @a,@u\nreview.x = all of @u\nconsulted = @u\ninformed = @u\n[freeze f]\nallow = @u\n",
	 "[mowners]\noverride = 2 of @new @a\nwitness = @new\n[a]\naccountable = @new\nescalate = @new after 2d\n"
	 "responsible = @new\nreview = @new\n  2 of @a,@new\nreview.x = all of @new\nconsulted = @new\ninformed = @new\n"
	 "[freeze f]\nallow = @new\n",
	 11},
	{"no other key",
	 "[a]\npath = @u\nsummary = @u\nlevel = @u\naccept = x until 2026-01-01, @u\nother = @u\n[@u]\nrepository = @u\n",
	 "[a]\npath = @u\nsummary = @u\nlevel = @u\naccept = x until 2026-01-01, @u\nother = @u\n[@u]\nrepository = @u\n",
	 0},
};

static void test_renamed(void **state)
{
	const struct renamed *row = *state;
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	assert_int_equal(edit_text_read(&lines, row->before, strlen(row->before), NULL), MOW_OK);
	assert_int_equal(edit_rename(&out, &lines, &(struct edit_rename){"@u", "@new"}, NULL), row->places);
	assert_string_equal(out.data, row->after);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_rename),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_too_large),
	};
	static struct CMUnitTest tests[COUNT(rows) + COUNT(changes) + COUNT(renamed) + COUNT(pairs) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(changes); i++)
		tests[count++] = (struct CMUnitTest){changes[i].name, test_change, NULL, NULL, (void *)&changes[i]};
	for (size_t i = 0; i < COUNT(renamed); i++)
		tests[count++] = (struct CMUnitTest){renamed[i].name, test_renamed, NULL, NULL, (void *)&renamed[i]};
	for (size_t i = 0; i < COUNT(pairs); i++)
		tests[count++] = (struct CMUnitTest){pairs[i].name, test_pair, NULL, NULL, (void *)&pairs[i]};
	memcpy(&tests[count], others, sizeof others);
	return cmocka_run_group_tests_name("rules_edit", tests, NULL, NULL);
}
