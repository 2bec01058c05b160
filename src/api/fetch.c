/* A change that lies on a forge, and what decides about it, brought here by git fetch. */
#include <stdlib.h>
#include <string.h>

#include "api/listing.h"
#include "api/repo.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/store/git.h"
#include "evidence/store/store.h"

/* Commits that are asked for one by one, where a remote refuses them all together. */
#define FETCH_SINGLE_MAX 100

#define HEADS "refs/heads/"

/* The objects alone: what is not said here gets no ref, no tag, and nothing is tidied up. */
static const char *const fetch_command[] = {"fetch",
					    "--quiet",
					    "--no-tags",
					    "--no-write-fetch-head",
					    "--no-recurse-submodules",
					    "--no-prune",
					    "--refmap=",
					    "--no-auto-maintenance",
					    "--"};
#define FETCH_WORDS (sizeof fetch_command / sizeof *fetch_command)

static int fail_git(const struct git_said *git, const char *what, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;

	escape_path(&shown, remote, strlen(remote));
	store_git_said(&said, git, "");
	return mow_fail(err, MOW_EGIT, "cannot %s %s: %s", what, shown.data, said.len > 0 ? said.data : "git failed");
}

static int fail_missing(const char *remote, const char *ref, const char *advice, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;

	escape_path(&shown, remote, strlen(remote));
	escape_path(&name, ref, strlen(ref));
	return mow_fail(err, MOW_ENOTFOUND, "%s has no %s%s", shown.data, name.data, advice);
}

/* ---- A change -------------------------------------------------------------------------------------------------- */

static int check_names(const struct mow_fetch_options *options, struct mow_error *err)
{
	const char *const names[] = {options->target, options->ref};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		MOW_AUTO(buf) shown = BUF_INIT;
		if (names[i] == NULL || (text_begins(names[i], "refs/") && repo_ref_is_valid(names[i])))
			continue;
		escape_path(&shown, names[i], strlen(names[i]));
		return mow_fail(err, MOW_EINVAL, "%s is no full name of a ref", shown.data);
	}
	return MOW_OK;
}

static int find_remote(const char **out, struct mow_repo *repo, const char *named, struct mow_error *err)
{
	if (repo_work_dir(repo->git) == NULL)
		return mow_fail(err, MOW_EUNSUPPORTED,
				"this is a bare repository; run it in a clone with a working tree");
	*out = named;
	int result = named != NULL ? MOW_OK : repo_remote(out, repo->git, err);
	if (result == MOW_OK && *out == NULL)
		return mow_fail(err, MOW_ENOTFOUND, "this clone has no remote to fetch from");
	return result;
}

static int list(struct buf *out, struct mow_repo *repo, const char *remote, const struct mow_fetch_options *options,
		struct mow_error *err)
{
	const char *arguments[10] = {"ls-remote", "--symref", "--", remote, "HEAD", STORE_REF};
	MOW_AUTO(git_said) git = GIT_SAID_INIT;
	size_t count = 6;

	if (options->target != NULL)
		arguments[count++] = options->target;
	if (options->ref != NULL)
		arguments[count++] = options->ref;
	int result = repo_git_user(&git, repo->git, arguments, err);
	if (result == MOW_OK && git.status != 0)
		result = fail_git(&git, "ask for the branches of", remote, err);
	if (result == MOW_OK)
		buf_add(out, git.output.data, git.output.len);
	return result == MOW_OK ? buf_check(out, err) : result;
}

/* What is fetched, and the words of it. */
struct wish {
	const char *remote;
	const struct buf *listing;
	const char *words[FETCH_WORDS + 6]; /* what of it is NULL ends it */
	size_t count;
	struct arena arena;
};

static void wish_release(struct wish *wish)
{
	arena_release(&wish->arena);
}
MOW_AUTO_DEFINE(wish)

static int add(struct wish *wish, const char *refspec, struct mow_error *err)
{
	if (refspec == NULL)
		return mow_fail_memory(err);
	wish->words[wish->count++] = refspec;
	return MOW_OK;
}

/* Adds a branch, to where git fetch puts it; it must be there, by the name that was asked for. */
static int add_branch(struct wish *wish, const char *branch, const char *asked, struct mow_error *err)
{
	struct oid tip;

	listing_tip(&tip, wish->listing, asked);
	if (!text_begins(branch, HEADS) || oid_is_zero(&tip))
		return fail_missing(wish->remote, branch, "", err);
	return add(
		wish,
		arena_printf(&wish->arena, "+%s:refs/remotes/%s/%s", branch, wish->remote, branch + sizeof HEADS - 1),
		err);
}

static int add_rest(struct wish *wish, struct mow_fetched *found, const char *ref, struct mow_error *err)
{
	struct oid tip;
	int result = MOW_OK;

	listing_tip(&tip, wish->listing, STORE_REF);
	if (!oid_is_zero(&tip))
		result = add(wish,
			     arena_printf(&wish->arena, "+" STORE_REF ":" STORE_FETCHED "%s/approvals", wish->remote),
			     err);
	if (result < 0 || ref == NULL)
		return result;
	listing_tip(&tip, wish->listing, ref);
	if (oid_is_zero(&tip))
		return fail_missing(wish->remote, ref, ", which would hold the change", err);
	oid_format(found->tip, &tip);
	return add(wish, ref, err);
}

static int fetch(struct mow_repo *repo, const char *remote, const char *const *words, struct mow_error *err)
{
	MOW_AUTO(git_said) git = GIT_SAID_INIT;
	int result = repo_git_user(&git, repo->git, words, err);

	return result == MOW_OK && git.status != 0 ? fail_git(&git, "fetch from", remote, err) : result;
}

int mow_fetch(struct mow_fetched *out, struct mow_repo *repo, const struct mow_fetch_options *options,
	      struct mow_error *err)
{
	struct mow_fetched found = {0};
	MOW_AUTO(buf) listing = BUF_INIT;
	MOW_AUTO(wish) wish = {.listing = &listing, .count = FETCH_WORDS + 1};
	int result = check_names(options, err);

	if (result == MOW_OK)
		result = find_remote(&found.remote, repo, options->remote, err);
	if (result == MOW_OK)
		result = list(&listing, repo, found.remote, options, err);
	if (result == MOW_OK && listing_head(&found.head, &listing, &repo->arena) != MOW_OK)
		result = mow_fail_memory(err);
	if (result < 0)
		return result;
	if (found.head == NULL)
		return fail_missing(found.remote, "HEAD", " that names a branch, so none is the default one", err);
	wish.remote = found.remote;
	memcpy(wish.words, fetch_command, sizeof fetch_command);
	wish.words[FETCH_WORDS] = found.remote;
	result = add_branch(&wish, found.head, "HEAD", err);
	if (result == MOW_OK && options->target != NULL && strcmp(options->target, found.head) != 0)
		result = add_branch(&wish, options->target, options->target, err);
	if (result == MOW_OK)
		result = add_rest(&wish, &found, options->ref, err);
	if (result == MOW_OK)
		result = fetch(repo, found.remote, wish.words, err);
	if (result == MOW_OK)
		*out = found;
	return result;
}

/* ---- Commits --------------------------------------------------------------------------------------------------- */

/* Which ones are here; returns how many are not. */
static size_t look(struct mow_wanted *wanted, size_t count, struct repo *repo)
{
	size_t missing = 0;

	for (size_t i = 0; i < count; i++) {
		struct oid id, commit;
		wanted[i].here = oid_parse(&id, wanted[i].id, strlen(wanted[i].id)) &&
				 repo_peel(&commit, repo, &id, NULL) == MOW_OK;
		missing += !wanted[i].here;
	}
	return missing;
}

/* A remote that lacks one of them sends none. */
static int fetch_singly(const struct mow_wanted *wanted, size_t count, struct mow_repo *repo, const char **words,
			struct mow_error *err)
{
	size_t tries = 0;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count && tries < FETCH_SINGLE_MAX; i++) {
		MOW_AUTO(git_said) git = GIT_SAID_INIT;
		if (wanted[i].here)
			continue;
		words[FETCH_WORDS + 1] = wanted[i].id;
		words[FETCH_WORDS + 2] = NULL;
		tries++;
		result = repo_git_user(&git, repo->git, words, err);
	}
	return result;
}

static int fetch_missing(const struct mow_wanted *wanted, size_t count, struct mow_repo *repo, const char **words,
			 struct mow_error *err)
{
	size_t missing = 0;
	MOW_AUTO(git_said) git = GIT_SAID_INIT;

	for (size_t i = 0; i < count; i++)
		if (!wanted[i].here)
			words[FETCH_WORDS + ++missing] = wanted[i].id;
	int result = repo_git_user(&git, repo->git, words, err);
	return result == MOW_OK && git.status != 0 && missing > 1 ? fetch_singly(wanted, count, repo, words, err)
								  : result;
}

int mow_fetch_commits(struct mow_wanted *wanted, size_t count, struct mow_repo *repo, const char *remote,
		      struct mow_error *err)
{
	struct oid id;

	for (size_t i = 0; i < count; i++)
		if (!oid_parse(&id, wanted[i].id, strlen(wanted[i].id)))
			return mow_fail(err, MOW_EINVAL, "a commit is named by its full id");
	if (look(wanted, count, repo->git) == 0)
		return MOW_OK;
	MOW_AUTO_FREE const char **words = calloc(FETCH_WORDS + count + 2, sizeof *words);
	if (words == NULL)
		return mow_fail_memory(err);
	memcpy(words, fetch_command, sizeof fetch_command);
	words[FETCH_WORDS] = remote;
	int result = fetch_missing(wanted, count, repo, words, err);
	if (result == MOW_OK)
		(void)look(wanted, count, repo->git);
	return result;
}
