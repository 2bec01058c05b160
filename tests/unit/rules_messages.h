/* Messages of OWNERS files, a row each: what is written, and what is found. */
#ifndef TESTS_RULES_MESSAGES_H
#define TESTS_RULES_MESSAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Nine lines; a row's text begins in line 10, in [people]. */
#define HEAD                                                            \
	"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n" \
	"@t = Tomas <t@x>\n@u = Una <u@x>\n@ext = Eva <e@x>, external\n@bot = Bot <b@x>, bot\n"
#define TEN(x) x x x x x x x x x x
#define HUNDRED(x) TEN(TEN(x))
#define A "[a]\npath = /x\n" /* its keys begin in line 12 */
#define TEXT(literal) literal, sizeof(literal) - 1

struct row {
	const char *text;
	size_t len;
	const char *found;
};

/* A row behind the HEAD: what is found is an error, so that nothing of it is in force. */
static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, HEAD);
	buf_add(&text, row->text, row->len);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.messages.data, row->found);
	assert_true(rules->broken);
}

#endif
