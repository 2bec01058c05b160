/*
 * OWNERS files laid out: what the layout is, and, of generated files with every oddity of spacing, that what is written
 * means the same, is read without an error, and stays as it is when it is laid out again; and handles renamed in them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edit/layout.h"
#include "rules/edit/meaning.h"
#include "rules/edit/rename.h"
#include "rules/read/read.h"
#include "rules_text.h"

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

/* ---- Generated files ---- */

static uint32_t seed = 1;

static unsigned below(unsigned most)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % most;
}

#define PICK(words) words[below((unsigned)COUNT(words))]

static void add_gap(struct buf *out, bool needed)
{
	static const char *const gaps[] = {"", " ", "  ", "\t", " \t ", "       "};
	size_t len = out->len;

	buf_adds(out, PICK(gaps));
	if (needed && out->len == len)
		buf_addc(out, ' ');
}

static void end_line(struct buf *out, bool crlf)
{
	static const char *const remarks[] = {"; x", ";", " ; why, and for whom; see there", "\t;; \xE6\x9C\xA8"};
	static const char *const between[] = {"\n", "\t\n", "; a remark\n", "  # indented \n", "#\n", "\n\n"};

	add_gap(out, false);
	if (below(5) == 0) {
		add_gap(out, true);
		buf_adds(out, PICK(remarks));
		add_gap(out, false);
	}
	buf_adds(out, crlf ? "\r\n" : "\n");
	for (unsigned n = below(6); n == 0; n = below(3))
		buf_adds(out, PICK(between));
}

/* A list of words, on one line or several. */
static void add_list(struct buf *out, const char *const *words, unsigned count, bool crlf)
{
	for (unsigned i = 0; i < count; i++) {
		bool comma = i > 0 && below(3) == 0;
		bool line = !comma && below(8) == 0;
		if (line) {
			end_line(out, crlf);
			add_gap(out, true);
		}
		if (comma) {
			add_gap(out, false);
			buf_addc(out, ',');
		}
		add_gap(out, i > 0 && !comma && !line);
		buf_adds(out, words[below(4)]);
	}
}

/* Values that stand one a line. */
static void add_items(struct buf *out, const char *const *items, unsigned from, unsigned count, bool crlf)
{
	for (unsigned i = 0; i < count; i++) {
		if (i > 0 || below(4) == 0) {
			end_line(out, crlf);
			add_gap(out, true);
		}
		buf_adds(out, items[from + i]);
	}
	end_line(out, crlf);
}

static void add_key(struct buf *out, const char *key)
{
	buf_adds(out, key);
	add_gap(out, false);
	buf_addc(out, below(4) == 0 ? ':' : '=');
	add_gap(out, false);
}

static void add_area(struct buf *out, unsigned number, bool crlf)
{
	static const char *const owners[] = {"@t", "@u", "@Two", "v@example.com"};
	static const char *const patterns[] = {"/a/", "!/a/b  c", "*.md", "= x", "[ab]*", "\\#1", "f; g", X180, "/q,r"};
	static const char *const gates[] = {"@t", "1 of @t,@u", "all  of\t@two", "2 of @u @t ,v@example.com"};
	static const char *const levels[] = {"standard", "detailed", "lightweight"};
	static const char *const texts[] = {"a text", "10,000 \t of them", "a ,b,  c", "\xE6\x9C\xA8 = x"};

	buf_addf(out, "[area-%u]", number);
	end_line(out, crlf);
	add_key(out, "path");
	add_items(out, patterns, below(6) & ~1u, 1 + below(4), crlf);
	if (below(2) == 0) {
		add_key(out, "review");
		add_items(out, gates, below(2), 1 + below(3), crlf);
	}
	if (below(2) == 0) {
		add_key(out, "responsible");
		add_list(out, owners, 1 + below(9), crlf);
		end_line(out, crlf);
	}
	if (below(3) == 0) {
		add_key(out, "review.some-long-name");
		buf_adds(out, "1 of ");
		add_list(out, owners, 1 + below(3), crlf);
		end_line(out, crlf);
	}
	if (below(2) == 0) {
		add_key(out, "level");
		buf_adds(out, PICK(levels));
		end_line(out, crlf);
	}
	if (below(2) == 0) {
		add_key(out, "summary");
		add_items(out, texts, below(3), 1 + below(2), crlf);
	}
}

static void add_file(struct buf *out)
{
	static const char *const people[] = {"@t: T  T <t@example.com>,github  t , org A\tB", "@u=U <u@example.com>",
					     "@much-longer  =  L <l@example.com>"};
	bool crlf = below(4) == 0;

	buf_adds(out, below(4) == 0 ? "\xEF\xBB\xBF" : "");
	buf_adds(out, below(3) == 0 ? "; what this is\n\n\n" : "");
	buf_adds(out, "[mowners]\nversion = 1\n[rules]\n");
	add_key(out, "accountable");
	buf_adds(out, "@t");
	end_line(out, crlf);
	buf_adds(out, "[people]\n");
	for (size_t i = 0; i < COUNT(people); i++) {
		buf_adds(out, people[i]);
		end_line(out, crlf);
	}
	buf_adds(out, "[teams]\n@two = @t @u\n");
	for (unsigned i = below(5); i > 0; i--)
		add_area(out, i, crlf);
}

/* All that was read, but for the lines where it stands, which move. */
static void describe(struct buf *out, const struct buf *text)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO(buf) all = BUF_INIT;

	assert_int_equal(rules_parse(&rules, text->data, text->len, RULES_TEXT_SINK(&found), NULL), MOW_OK);
	assert_string_equal(found.messages.data, "");
	rules_text_dump(&all, rules);
	for (size_t i = 0; i < all.len; i++) {
		bool number = isdigit((unsigned char)all.data[i]) && i > 0 && strchr(": ", all.data[i - 1]) != NULL;
		while (number && isdigit((unsigned char)all.data[i + 1]))
			i++;
		buf_addc(out, number ? 'N' : all.data[i]);
	}
}

/* Another handle and back again: as many places, and nothing else is touched. */
static void rename_and_back(const struct buf *text)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(edit_text) renamed = EDIT_TEXT_INIT;
	MOW_AUTO(buf) there = BUF_INIT;
	MOW_AUTO(buf) back = BUF_INIT;

	assert_int_equal(edit_text_read(&lines, text->data, text->len, NULL), MOW_OK);
	int places = edit_rename(&there, &lines, &(struct edit_rename){"@u", "@somebody-new"}, NULL);
	assert_true(places >= 2);
	assert_int_equal(edit_text_read(&renamed, there.data, there.len, NULL), MOW_OK);
	assert_int_equal(edit_rename(&back, &renamed, &(struct edit_rename){"@somebody-new", "@u"}, NULL), places);
	assert_string_equal(back.data, text->data);
}

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

static void test_generated(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) first = BUF_INIT;
		MOW_AUTO(buf) second = BUF_INIT;
		MOW_AUTO(buf) before = BUF_INIT;
		MOW_AUTO(buf) after = BUF_INIT;
		bool same = false;
		add_file(&text);
		rename_and_back(&text);
		describe(&before, &text);
		lay_out(&first, &text);
		describe(&after, &first);
		assert_string_equal(after.data, before.data);
		assert_int_equal(edit_means_same(&same, &text, &first, NULL), MOW_OK);
		assert_true(same);
		lay_out(&second, &first);
		assert_string_equal(second.data, first.data);
	}
}

/* Half a million comments above a value that goes on, and as many sections: no more than a look at each. */
static void test_linear(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	buf_adds(&text, "[a]\npath = /a\n");
	while (text.len < RULES_FILE_MAX - 4)
		buf_adds(&text, "#\n");
	buf_adds(&text, " b\n");
	lay_out(&out, &text);
	assert_true(out.len > 4 * text.len);
	buf_reset(&text);
	while (text.len < RULES_FILE_MAX)
		buf_adds(&text, "[a]\n");
	buf_reset(&out);
	lay_out(&out, &text);
	assert_true(out.len > text.len);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_rename),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_generated),
		cmocka_unit_test(test_linear),
	};
	static struct CMUnitTest tests[COUNT(rows) + COUNT(changes) + COUNT(pairs) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(changes); i++)
		tests[count++] = (struct CMUnitTest){changes[i].name, test_change, NULL, NULL, (void *)&changes[i]};
	for (size_t i = 0; i < COUNT(pairs); i++)
		tests[count++] = (struct CMUnitTest){pairs[i].name, test_pair, NULL, NULL, (void *)&pairs[i]};
	memcpy(&tests[count], others, sizeof others);
	return cmocka_run_group_tests_name("rules_edit", tests, NULL, NULL);
}
