/*
 * Thousands of broken OWNERS files, from a fixed seed: lines are read in one way where they are plain and in another
 * where they have a comment, and what is found and read must not depend on that, nor on how lines end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pattern_help.h"
#include "rules_text.h"

enum { FILES = 4000 };

/* Pieces of lines, sound ones and others. */
static const char *const pieces[] = {"[a]",
				     "[people]",
				     "[teams]",
				     "[level detailed]",
				     "[",
				     "]",
				     "path",
				     "accountable",
				     "review",
				     "review.x",
				     "level",
				     "summary",
				     "Path",
				     "owner",
				     " = ",
				     "=",
				     ":",
				     "@t",
				     "@u",
				     "2 of @t @u",
				     " and ",
				     ",",
				     "/brand/",
				     "*.svg",
				     "!/x",
				     "a//b",
				     "[ab",
				     "\\",
				     "standard",
				     "t@example.com",
				     "T <t@example.com>",
				     "  ",
				     "\t",
				     "#",
				     "//",
				     ";",
				     "\xC2\xA0",
				     "\xC3\xA4",
				     "\xFF",
				     "\x01",
				     "12345678901234567890123456789012345678901234567890"};

static const char head[] = "[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = T <t@example.com>\n"
			   "@u = U <u@example.com>\n[brand]\npath = /brand/\n\t*.svg\naccountable = @t\n";

static void make_line(struct buf *out, struct chance *chance)
{
	static const char *const begins[] = {"", "", "", "\t", "  ", "\xC2\xA0"};

	buf_adds(out, begins[chance_pick(chance, sizeof begins / sizeof begins[0])]);
	for (size_t i = chance_pick(chance, 5); i > 0; i--)
		buf_adds(out, pieces[chance_pick(chance, sizeof pieces / sizeof pieces[0])]);
}

/* A file of some such lines among sound ones; each ends in `end`. */
static void make_file(struct buf *out, struct chance chance, const char *end)
{
	for (const char *line = head; *line != '\0'; line = strchr(line, '\n') + 1) {
		if (chance_pick(&chance, 6) == 0) {
			make_line(out, &chance);
			buf_adds(out, end);
		}
		buf_add(out, line, (size_t)(strchr(line, '\n') - line));
		buf_adds(out, end);
	}
}

/* What was found and read. */
static void read_file(struct buf *out, const struct buf *file)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, file->data, file->len, NULL);

	buf_addf(out, "%s\n%s", found.places.data, found.messages.data);
	rules_text_dump(out, rules);
}

static void test_same(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", " ; c\n", "\t;c\r\n"};
	size_t errors = 0;
	(void)state;

	for (size_t i = 0; i < FILES; i++) {
		MOW_AUTO(buf) first = BUF_INIT;
		for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
			MOW_AUTO(buf) file = BUF_INIT;
			MOW_AUTO(buf) read = BUF_INIT;
			make_file(&file, (struct chance){i + 1}, ends[k]);
			read_file(k == 0 ? &first : &read, &file);
			if (k > 0 && strcmp(first.data, read.data) != 0)
				fail_msg("%s\nis read as\n%s\nand not as\n%s", file.data, read.data, first.data);
		}
		errors += first.data[0] != '\n';
	}
	assert_in_range(errors, FILES / 2, FILES - FILES / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_same)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
