/* What a repository is called on what is made for people to read. */
#include <string.h>

#include "api/rules.h"
#include "api/verdict.h"
#include "base/error.h"
#include "base/text.h"

/* The address of a remote elsewhere without the name and password that may stand in it; an empty one of a folder. */
static void add_address(struct buf *out, const char *url)
{
	const char *scheme = strstr(url, "://");
	const char *host = scheme != NULL ? scheme + 3 : url;
	size_t len = strcspn(host, "/");
	const char *at = memchr(host, '@', len);
	bool elsewhere = scheme != NULL ? !text_begins(url, "file:")
					: memchr(url, ':', strcspn(url, "/")) != NULL && url[0] != '.';

	if (!elsewhere)
		return;
	buf_add(out, url, (size_t)(host - url));
	host = at != NULL ? at + 1 : host;
	buf_add(out, host, strcspn(host, "?#"));
}

static int find_name(const char **out, struct mow_repo *repo, const struct rules *rules, struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO(buf) address = BUF_INIT;
	const char *remote = NULL;
	int result = MOW_OK;

	*out = rules != NULL ? rules->repository : NULL;
	if (*out != NULL)
		return MOW_OK;
	result = mow_repo_remote(&remote, repo, err);
	if (result == MOW_OK && remote != NULL) {
		buf_addf(&key, "remote.%s.url", remote);
		result = buf_check(&key, err);
		if (result == MOW_OK)
			result = repo_config(&url, repo->git, key.data, REPO_SCOPE_ANY, err);
		if (result == MOW_OK)
			add_address(&address, url.data);
		else if (result == MOW_ENOTFOUND)
			result = MOW_OK;
	}
	if (result == MOW_OK && address.len == 0)
		return mow_repo_name(out, repo, err);
	if (result == MOW_OK)
		result = buf_check(&address, err);
	if (result == MOW_OK)
		*out = arena_dup(&repo->arena, address.data, address.len);
	return result != MOW_OK || *out != NULL ? result : mow_fail_memory(err);
}

int mow_rules_name(const char **out, struct mow_rules *rules, struct mow_error *err)
{
	return find_name(out, rules->repo, rules->ruleset.rules, err);
}

int mow_verdict_repository(const char **out, const struct mow_verdict *verdict, struct mow_repo *repo,
			   struct mow_error *err)
{
	return find_name(out, repo, verdict->policy != NULL ? policy_rules(verdict->policy) : NULL, err);
}
