#include "api/owner_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/levenshtein.h"

int owner_fail_unknown(const char *asked, const char *what, const char *const *names, size_t count,
		       struct mow_error *err)
{
	const char *near = levenshtein_nearest(asked, names, count);
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, asked, strlen(asked));
	if (near != NULL)
		return mow_fail(err, MOW_EINVAL, "%s %s; did you mean %s?", shown.data, what, near);
	return mow_fail(err, MOW_EINVAL, "%s %s", shown.data, what);
}

int owner_find(size_t *out, const struct rules *rules, const char *text, struct mow_error *err)
{
	*out = people_owner(rules, text, strlen(text));
	if (*out != RULES_NONE)
		return MOW_OK;
	MOW_AUTO_FREE const char **names = calloc(rules->owner_count + 1, sizeof *names);
	if (names == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->owner_count; i++)
		names[i] = rules->owners[i].text;
	return owner_fail_unknown(text, "is nobody whom the OWNERS files know", names, rules->owner_count, err);
}
