/*
 * Generated OWNERS files with every oddity of spacing, laid out: what is written means the same, is read without an
 * error, and stays as it is when it is laid out again; and handles renamed in them.
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
	while (!text.failed && text.len < RULES_FILE_MAX - 4)
		buf_adds(&text, "#\n");
	buf_adds(&text, " b\n");
	lay_out(&out, &text);
	assert_true(out.len > 4 * text.len);
	buf_reset(&text);
	while (!text.failed && text.len < RULES_FILE_MAX)
		buf_adds(&text, "[a]\n");
	buf_reset(&out);
	lay_out(&out, &text);
	assert_true(out.len > text.len);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generated),
		cmocka_unit_test(test_linear),
	};

	return cmocka_run_group_tests_name("rules_edit_generated", tests, NULL, NULL);
}
