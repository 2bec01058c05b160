/*
 * Errors of OWNERS files, a row each: what is written behind HEAD, which the program defines before it includes this,
 * and where what is found.
 */
#ifndef TESTS_RULES_ROWS_H
#define TESTS_RULES_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TEN(x) x x x x x x x x x x
#define HUNDRED(x) TEN(TEN(x))

#ifndef HEAD
/* Seven lines; a row's text begins in line 8, below the keys of [mowners]. */
#define HEAD \
	"[rules]\naccountable = @t\n[people]\n@t = T <t@example.com>\n@u = U <u@example.com>\n[mowners]\nversion = 1\n"
#endif

struct row {
	const char *name;
	const char *text;
	const char *found; /* "": no error */
};

static inline void check_text(const char *head, const char *bytes, size_t len, const char *expected)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, head);
	buf_add(&text, bytes, len);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, expected);
	assert_int_equal(rules->broken, expected[0] != '\0');
}

static inline void test_row(void **state)
{
	const struct row *row = *state;

	check_text(HEAD, row->text, strlen(row->text), row->found);
}

/* A file that is the row's text alone. */
static inline void test_whole(void **state)
{
	const struct row *row = *state;

	check_text("", row->text, strlen(row->text), row->found);
}

/* Returns `count`. */
static inline size_t add_rows(struct CMUnitTest *tests, const struct row *rows, size_t count, CMUnitTestFunction test)
{
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test, NULL, NULL, (void *)&rows[i]};
	return count;
}

#endif
