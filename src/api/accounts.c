/* Accounts of people on forges, and lines for keys that were found there. */
#include <string.h>

#include "api/keys.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/levenshtein.h"

/* ---- Whose account ---------------------------------------------------------------------------------------------- */

/* Nobody is called so: a team, or somebody with nearly that handle. */
static int fail_nobody(struct arena *arena, const struct rules *rules, const char *who, struct mow_error *err)
{
	const char **handles = arena_array(arena, rules->people_count + 1, sizeof *handles);
	MOW_AUTO(buf) shown = BUF_INIT;
	size_t count = 0;

	escape_text(&shown, who, strlen(who));
	if (handles == NULL || buf_check(&shown, err) != MOW_OK)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->team_count; i++)
		if (ascii_is_same(rules->teams[i].handle, who))
			return mow_fail(err, MOW_EINVAL, "%s is a team; name people, who have keys", shown.data);
	for (size_t i = 0; i < rules->people_count; i++)
		if (rules->people[i].handle != NULL)
			handles[count++] = rules->people[i].handle;
	const char *near = levenshtein_nearest(who, handles, count);
	return near != NULL ? mow_fail(err, MOW_EINVAL, "OWNERS knows no %s; is %s meant?", shown.data, near)
			    : mow_fail(err, MOW_EINVAL,
				       "OWNERS knows no %s; a person is named by the handle or the e-mail that stands "
				       "in [people]",
				       shown.data);
}

static int take_accounts(struct mow_accounts *out, const struct person *person, const char *forge, struct arena *arena,
			 struct mow_error *err)
{
	size_t len = strlen(forge);
	const char **accounts = arena_array(arena, person->account_count + 1, sizeof *accounts);

	if (accounts == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < person->account_count; i++) {
		const char *account = person->accounts[i];
		if (strncmp(account, forge, len) != 0 || account[len] != ':')
			continue;
		accounts[out->account_count] = arena_dup(arena, account + len + 1, strlen(account + len + 1));
		if (accounts[out->account_count++] == NULL)
			return mow_fail_memory(err);
	}
	out->accounts = accounts;
	return MOW_OK;
}

int mow_accounts_find(struct mow_accounts *out, struct mow_repo *repo, const char *forge, const char *who,
		      struct mow_error *err)
{
	struct mow_accounts found = {0};
	MOW_AUTO(policy) policy = POLICY_INIT;
	struct arena *arena = &repo->arena;
	int result = keys_open_policy(&policy, repo, NULL, NULL, err);

	if (result != MOW_OK)
		return result;
	const struct rules *rules = policy_rules(&policy);
	size_t owner = people_owner(rules, who, strlen(who));
	if (owner == RULES_NONE || rules->owners[owner].kind != OWNER_PERSON)
		return fail_nobody(arena, rules, who, err);
	size_t number = rules->owners[owner].index;
	const struct person *person = &rules->people[number];
	const char *label = people_label(rules, number);
	result = take_accounts(&found, person, forge, arena, err);
	if (result == MOW_OK && (found.account_count == 0 || person->emails_first == NULL))
		return mow_fail(err, MOW_EINVAL,
				"OWNERS tells of no %s account of %s; add it to their line in [people]: %s NAME", forge,
				label, forge);
	found.label = arena_dup(arena, label, strlen(label));
	if (result == MOW_OK)
		found.email = arena_dup(arena, person->emails_first, strlen(person->emails_first));
	if (result == MOW_OK && (found.label == NULL || found.email == NULL))
		return mow_fail_memory(err);
	if (result == MOW_OK)
		*out = found;
	return result;
}

/* ---- Lines ------------------------------------------------------------------------------------------------------ */

/* "20270101000000": UTC, as OWNERS.signers is read. */
static void add_moment(struct buf *out, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	for (const char *at = text; *at != '\0'; at++)
		if (*at >= '0' && *at <= '9')
			buf_addc(out, *at);
}

int mow_key_line(const char **line, struct mow_repo *repo, const struct mow_key_listing *listing, struct mow_error *err)
{
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) literal = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	/* So that it is never a path. */
	buf_addf(&literal, "key::%s", listing->key);
	int result = buf_check(&literal, err);
	if (result == MOW_OK)
		result = signers_public(&type, &key, literal.data, NULL, err);
	if (result != MOW_OK && result != MOW_EINVAL)
		return result;
	if (result != MOW_OK)
		return mow_fail(err, MOW_EINVAL, "it is no key of a kind that signs approvals");
	buf_addf(&text, "%s namespaces=\"" SIGNERS_NAMESPACE "\"", listing->email);
	if (listing->end != INT64_MAX) {
		buf_adds(&text, ",valid-before=\"");
		add_moment(&text, listing->end);
		buf_addc(&text, '"');
	}
	buf_addf(&text, " %s %s", type.data, key.data);
	if (listing->comment != NULL)
		buf_addf(&text, " %s", listing->comment);
	text.failed |= type.failed || key.failed;
	if (buf_check(&text, err) != MOW_OK)
		return MOW_ENOMEM;
	*line = arena_dup(&repo->arena, text.data, text.len);
	return *line != NULL ? MOW_OK : mow_fail_memory(err);
}
