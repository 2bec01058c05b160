#include "cmd/page_lang.h"

#include "base/error.h"

int page_lang(enum lang *out, const char *asked, struct mow_repo *repo, struct mow_error *err)
{
	const char *value = asked;

	*out = LANG_EN;
	if (value == NULL) {
		int result = mow_repo_config(&value, repo, "mowners.lang", false, err);
		if (result != MOW_OK || value == NULL)
			return result;
	}
	return lang_find(out, value) ? MOW_OK : mow_fail(err, MOW_EINVAL, "git config mowners.lang is en, de or fr");
}
