#include "pattern_help.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

#include "slow_pattern.h"

struct pattern_set *pattern_help_compile(const char *const *patterns, size_t count)
{
	struct pattern_set *set = NULL;

	assert_int_equal(pattern_set_new(&set, NULL), MOW_OK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(pattern_check(patterns[i], strlen(patterns[i]), NULL, NULL, NULL), MOW_OK);
		assert_int_equal(pattern_set_add(set, patterns[i], strlen(patterns[i]), NULL), MOW_OK);
	}
	assert_int_equal(pattern_set_compile(set, NULL), MOW_OK);
	return set;
}

bool pattern_help_match(const char *pattern, const char *path)
{
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(&pattern, 1);
	MOW_AUTO(pattern_matches) matches = {0};
	size_t len = strlen(path);
	bool folder = path[len - 1] == '/';

	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){path, len - folder, folder}),
			 MOW_OK);
	bool found = matches.count == 1 && matches.items[0] == 0;
	assert_true(found || matches.count == 0);
	assert_int_equal(found, slow_match(pattern, strlen(pattern), path, len - folder, folder));
	return found;
}

size_t chance_pick(struct chance *chance, size_t below)
{
	chance->state = chance->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(chance->state >> 33) % below;
}
