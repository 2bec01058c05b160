#include "api/signing.h"

#include <string.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"

void signing_release(struct signing *signing)
{
	buf_release(&signing->key);
	buf_release(&signing->unlisted);
}

/* "lena@example.com namespaces=… ssh-ed25519 AAAA…" for OWNERS.signers. */
static void add_line(struct buf *out, const char *email, const char *type, const char *key)
{
	buf_addf(out, "%s namespaces=\"" SIGNERS_NAMESPACE "\" %s %s", email, type, key);
}

/* Whether a key is listed for the person, valid or not. */
static bool is_mine(const struct signers_of *of, const char *key)
{
	const struct signer *entry = signers_nearest(of, key);

	return entry != NULL && people_by_email(of->rules, entry->principal, strlen(entry->principal)) == of->person;
}

/* "line 3 of OWNERS.signers" */
static void add_entry_place(struct buf *out, const struct signers_of *of, const struct signer *entry)
{
	buf_addf(out, "line %u of %s", entry->line, of->signers->file);
}

/* It is listed for the person, and does not count today. */
static int fail_invalid(const struct signers_of *of, const struct signer *entry, struct mow_error *err)
{
	MOW_AUTO(buf) place = BUF_INIT;
	char day[CLOCK_TEXT];

	add_entry_place(&place, of, entry);
	if (buf_check(&place, err) != MOW_OK)
		return MOW_ENOMEM;
	if (entry->shared)
		return mow_fail(
			err, MOW_EINVAL,
			"your key is listed for somebody else too, so it counts for neither (%s); make one of your own, "
			"ssh-keygen -t ed25519, and whoever owns the rules lists that for you",
			place.data);
	bool expired = entry->valid_end < of->now;
	clock_format_day(day, expired ? entry->valid_end : entry->valid_from);
	if (expired)
		return mow_fail(
			err, MOW_EINVAL,
			"your key expired on %s (%s); whoever owns the rules moves its valid-before there, or lists a "
			"new key of yours",
			day, place.data);
	return mow_fail(
		err, MOW_EINVAL,
		"your key is valid from %s on (%s); whoever owns the rules moves its valid-after there, or you wait",
		day, place.data);
}

/* It is listed for somebody else alone. */
static int fail_foreign(const struct signers_of *of, const struct signer *entry, struct mow_error *err)
{
	size_t person = people_by_email(of->rules, entry->principal, strlen(entry->principal));
	MOW_AUTO(buf) owner = BUF_INIT;
	MOW_AUTO(buf) place = BUF_INIT;

	if (person != RULES_NONE)
		buf_adds(&owner, people_label(of->rules, person));
	else
		escape_text(&owner, entry->principal, strlen(entry->principal));
	add_entry_place(&place, of, entry);
	if (buf_check(&owner, err) != MOW_OK || buf_check(&place, err) != MOW_OK)
		return MOW_ENOMEM;
	return mow_fail(
		err, MOW_EINVAL,
		"this is %s's key (%s), not one of %s; tell git which one is yours: git config --global user.signingKey "
		"FILE",
		owner.data, place.data, people_label(of->rules, of->person));
}

/* Why a key is not taken, and who mends that how; `line` would list it. */
static int fail_key(const struct signers_of *of, const char *key, const char *line, struct mow_error *err)
{
	const struct signer *entry = signers_nearest(of, key);

	if (of->signers->broken)
		return mow_fail(
			err, MOW_EINVAL,
			"%s has errors, so no key in it counts, yours neither; mowners lint shows them, and whoever owns "
			"the rules corrects them",
			of->signers->file);
	if (is_mine(of, key))
		return fail_invalid(of, entry, err);
	if (entry != NULL)
		return fail_foreign(of, entry, err);
	return mow_fail(err, MOW_EINVAL,
			"your key is not in %s for %s; whoever owns the rules adds this line there: %s",
			of->signers->file, people_label(of->rules, of->person), line);
}

/* One that is not listed for the person, valid now. */
static int take_unlisted(struct signing *out, const struct signing_request *request, const char *type, const char *key,
			 struct mow_error *err)
{
	const struct signers_of *of = &request->of;

	buf_reset(&out->unlisted);
	add_line(&out->unlisted, request->email, type, key);
	if (buf_check(&out->unlisted, err) != MOW_OK)
		return MOW_ENOMEM;
	if (!request->any_server || of->signers->broken || signers_nearest(of, key) != NULL)
		return fail_key(of, key, out->unlisted.data, err);
	out->principal = request->email;
	return MOW_OK;
}

static int find_configured(struct signing *out, const char *configured, const struct signing_request *request,
			   struct mow_error *err)
{
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	int result = signers_public(&type, &key, configured, request->home, err);

	if (result < 0)
		return result;
	const struct signer *signer = signers_find(&request->of, type.data, key.data);
	if (signer == NULL)
		result = take_unlisted(out, request, type.data, key.data, err);
	else
		out->principal = signer->principal;
	if (result < 0)
		return result;
	buf_reset(&out->key);
	return signers_key_path(&out->key, configured, request->home, err);
}

/* There is none. `gpg`: a key of GPG is named, for commits. */
static int fail_none(const struct signers_of *of, const char *gpg, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (gpg == NULL)
		return mow_fail(
			err, MOW_ENOTFOUND,
			"there is no key to sign with; mowners install --client makes one, and shows the line to send; if you have one, "
			"tell git which it is, git config --global user.signingKey ~/.ssh/id_ed25519.pub, and have its public "
			"half added to %s",
			of->signers->file);
	escape_text(&shown, gpg, strlen(gpg));
	return mow_fail(
		err, MOW_ENOTFOUND,
		"the signing key of git config is %s, which is no SSH key; for commits it may stay, for approvals name one: git "
		"config --global mowners.signingKey ~/.ssh/id_ed25519.pub (none yet? ssh-keygen -t ed25519 makes one), and have "
		"its public half added to %s",
		shown.data, of->signers->file);
}

/* The first key of an agent that is listed for the person and valid. */
static int find_in_agent(struct signing *out, const struct signers_of *of, const char *gpg, struct mow_error *err)
{
	static const char *const arguments[] = {"ssh-add", "-L", NULL};
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = arguments,
			      .environment = CHILD_USER,
			      .output = &output,
			      .errors = &errors,
			      .limit = 1 << 20,
			      .timeout = 30};
	int result = child_run(&child, err);
	const char *invalid = NULL;
	char *line, *rest = output.data;

	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	while (result == MOW_OK && child.status == 0 && (line = strsep(&rest, "\n")) != NULL) {
		char *type = strsep(&line, " "), *key = strsep(&line, " ");
		const struct signer *signer = key != NULL ? signers_find(of, type, key) : NULL;

		if (signer == NULL && key != NULL && invalid == NULL && is_mine(of, key))
			invalid = key;
		if (signer == NULL)
			continue;
		out->principal = signer->principal;
		buf_reset(&out->key);
		buf_addf(&out->key, "%s %s", type, key);
		return buf_check(&out->key, err);
	}
	if (invalid != NULL)
		return fail_key(of, invalid, "", err);
	out->none = true;
	return fail_none(of, gpg, err);
}

/* Whether git takes user.signingKey for a key of GPG, and there is no SSH key of that name. */
static int is_gpg(bool *out, struct mow_repo *repo, const char *configured, const char *home, struct mow_error *err)
{
	MOW_AUTO(buf) format = BUF_INIT;
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	int result = repo_config(&format, repo->git, "gpg.format", REPO_SCOPE_ANY, err);

	*out = false;
	if (result != MOW_OK && result != MOW_ENOTFOUND)
		return result;
	if (strcmp(format.data, "ssh") == 0 || strchr(configured, '/') != NULL)
		return MOW_OK;
	*out = signers_public(&type, &key, configured, home, NULL) == MOW_ENOTFOUND;
	return MOW_OK;
}

int signing_find(struct signing *out, const struct signing_request *request, struct mow_error *err)
{
	struct repo *git = request->repo->git;
	MOW_AUTO(buf) configured = BUF_INIT;
	bool gpg = false;

	buf_reset(&out->unlisted);
	if (request->key != NULL)
		return find_configured(out, request->key, request, err);
	int result = repo_config(&configured, git, "mowners.signingKey", REPO_SCOPE_ANY, err);
	if (result == MOW_ENOTFOUND)
		result = repo_config(&configured, git, "user.signingKey", REPO_SCOPE_ANY, err);
	if (result == MOW_ENOTFOUND || (result == MOW_OK && configured.len == 0))
		return find_in_agent(out, &request->of, NULL, err);
	if (result == MOW_OK)
		result = is_gpg(&gpg, request->repo, configured.data, request->home, err);
	if (result == MOW_OK && gpg)
		return find_in_agent(out, &request->of, configured.data, err);
	return result < 0 ? result : find_configured(out, configured.data, request, err);
}
