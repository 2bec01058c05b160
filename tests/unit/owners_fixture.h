/* Rules from texts: a root behind OWNERS_HELP_HEAD, and files below it. */
#ifndef TEST_OWNERS_FIXTURE_H
#define TEST_OWNERS_FIXTURE_H

#include <string.h>

#include "owners_help.h"
#include "rules/read/read.h"

#define A "[a]\npath = *\n"
#define B "[b]\npath = *\n"
#define C "[c]\npath = *\n"

struct nested {
	const char *path;
	const char *text;
};

static inline struct rules *parse(const char *text, const struct nested *nested)
{
	struct rules *rules = NULL;
	MOW_AUTO(buf) whole = BUF_INIT;

	buf_addf(&whole, "%s%s", OWNERS_HELP_HEAD, text);
	assert_int_equal(rules_parse(&rules, whole.data, whole.len, NULL, NULL), MOW_OK);
	for (size_t i = 0; i < 3 && nested != NULL && nested[i].path != NULL; i++)
		assert_int_equal(rules_add(rules,
					   &(struct file_text){nested[i].path, nested[i].text, strlen(nested[i].text)},
					   NULL, NULL),
				 MOW_OK);
	return rules;
}

#endif
