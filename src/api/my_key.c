/* Whether I have a key to sign with. */
#include <string.h>

#include "api/keys.h"
#include "api/show.h"
#include "api/signing.h"
#include "base/error.h"
#include "base/escape.h"

static const char *keep(struct mow_repo *repo, const char *text, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, text, strlen(text));
	const char *kept = buf_check(&shown, err) == MOW_OK ? arena_dup(&repo->arena, shown.data, shown.len) : NULL;
	if (kept == NULL)
		(void)mow_fail_memory(err);
	return kept;
}

static int look(struct mow_my_key *out, const struct signing_request *request, struct mow_error *err)
{
	MOW_AUTO(signing) signing = SIGNING_INIT;
	struct mow_error why = {0, ""};
	int result = signing_find(&signing, request, &why);

	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result != MOW_OK) {
		out->state = signing.none ? MOW_MY_KEY_NONE : MOW_MY_KEY_BAD;
		out->problem = signing.none ? NULL : keep(request->repo, why.message, err);
		return signing.none || out->problem != NULL ? MOW_OK : MOW_ENOMEM;
	}
	out->state = signing.unlisted.len > 0 ? MOW_MY_KEY_UNLISTED : MOW_MY_KEY_LISTED;
	if (signing.unlisted.len == 0)
		return MOW_OK;
	out->line = keep(request->repo, signing.unlisted.data, err);
	return out->line != NULL ? MOW_OK : MOW_ENOMEM;
}

/* Who I am by the rules; nobody is no failure. */
static int find_me(struct mow_my_key *out, struct signing_request *request, struct buf *email, struct mow_error *err)
{
	const struct rules *rules = request->of.rules;
	struct arena *arena = &request->repo->arena;
	MOW_AUTO(buf) name = BUF_INIT;
	int result = repo_identity(&name, email, request->repo->git, err);

	out->state = MOW_MY_KEY_STRANGER;
	if (result != MOW_OK)
		return result == MOW_ENOTFOUND ? MOW_OK : result;
	out->email = keep(request->repo, email->data, err);
	if (out->email == NULL)
		return MOW_ENOMEM;
	request->email = email->data;
	request->of.person = people_by_email(rules, email->data, email->len);
	if (request->of.person == RULES_NONE)
		return MOW_OK;
	out->person = people_name(rules, request->of.person, arena);
	return out->person != NULL ? look(out, request, err) : mow_fail_memory(err);
}

int mow_my_key_find(struct mow_my_key *out, struct mow_repo *repo, const char *home, struct mow_error *err)
{
	struct mow_my_key found = {.state = MOW_MY_KEY_NEEDLESS};
	MOW_AUTO(policy) policy = POLICY_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	int result = keys_open_policy(&policy, repo, NULL, NULL, err);
	bool needless = result == MOW_ENOTFOUND || result == MOW_ERULES ||
			(result == MOW_OK && (policy_rules(&policy)->evidence & EVIDENCE_SIGNED) == 0);

	if (!needless && result != MOW_OK)
		return result;
	if (!needless) {
		struct signing_request request = {
			.repo = repo,
			.of = {&policy.keyring.signers, policy_rules(&policy), RULES_NONE, repo->now},
			.home = home,
			.any_server = true,
		};
		result = find_me(&found, &request, &email, err);
		if (result != MOW_OK)
			return result;
	}
	*out = found;
	return MOW_OK;
}
