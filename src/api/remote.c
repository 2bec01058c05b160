/* The remote that a change goes to: which one it is, what it has now, and the records of both brought together. */
#include <string.h>

#include "api/left_out.h"
#include "api/listing.h"
#include "api/verdict.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/audit/audit.h"
#include "evidence/store/git.h"
#include "evidence/store/store.h"

const char *change_end(const struct mow_change_options *options)
{
	const char *range = options->range != NULL ? options->range : "";
	const char *dots = strstr(range, "..");

	if (options->new_rev != NULL)
		return options->new_rev;
	return dots == NULL ? range : dots + (dots[2] == '.' ? 3 : 2);
}

int mow_change_remote(const char **out, struct mow_repo *repo, const struct mow_change_options *options,
		      struct mow_error *err)
{
	*out = NULL;
	if (repo_work_dir(repo->git) == NULL)
		return MOW_OK;
	if (options->remote == NULL)
		return repo_remote_of(out, repo->git, change_end(options), err);
	*out = options->remote;
	return MOW_OK;
}

/* The remote that changes go to usually, where that has a server that judges, as its audit shows, and this one has
 * none; else NULL. */
static int find_judge(const char **out, struct mow_repo *repo, const char *remote, struct mow_error *err)
{
	const char *usual = NULL;
	struct oid of_usual = {{0}}, of_this = {{0}};
	int result = repo_remote(&usual, repo->git, err);

	*out = NULL;
	if (result == MOW_OK && usual != NULL)
		result = audit_copy(&of_usual, repo->git, usual, err);
	if (result == MOW_OK)
		result = audit_copy(&of_this, repo->git, remote, err);
	if (result == MOW_OK && !oid_is_zero(&of_usual) && oid_is_zero(&of_this))
		*out = usual;
	return result;
}

int change_note_remote(struct strings *out, struct arena *arena, struct mow_repo *repo,
		       const struct mow_change_options *options, struct mow_error *err)
{
	MOW_AUTO(buf) tracked = BUF_INIT;
	MOW_AUTO(buf) of = BUF_INIT;
	MOW_AUTO(buf) counts = BUF_INIT;
	MOW_AUTO(buf) meant = BUF_INIT;
	const char *remote = NULL, *judge = NULL;
	int result = mow_change_remote(&remote, repo, options, err);

	if (result != MOW_OK || remote == NULL)
		return result;
	result = repo_tracked_remote(&tracked, repo->git, change_end(options), err);
	bool tracks = tracked.len > 0 && strcmp(tracked.data, remote) != 0;
	if (result == MOW_OK && !tracks)
		result = find_judge(&judge, repo, remote, err);
	if (result != MOW_OK || (!tracks && judge == NULL))
		return result;
	const char *whose = tracks ? tracked.data : remote, *other = tracks ? tracked.data : judge;
	escape_path(&of, whose, strlen(whose));
	escape_path(&counts, remote, strlen(remote));
	escape_path(&meant, other, strlen(other));
	if (buf_check(&of, err) != MOW_OK || buf_check(&counts, err) != MOW_OK || buf_check(&meant, err) != MOW_OK)
		return MOW_ENOMEM;
	return strings_add(
		out, arena, err,
		"the branch is one of %s here, and what counts is what %s has; where it goes to %s: git config "
		"mowners.remote %s",
		of.data, counts.data, meant.data, meant.data);
}

/* ---- Asking --------------------------------------------------------------------------------------------------- */

/* The branch that a change is called by, here and there. */
struct branch {
	struct buf here;     /* "refs/heads/topic"; "": it is called by the remote's own */
	struct buf tracking; /* "refs/remotes/origin/topic" */
	struct buf there;    /* "refs/heads/topic"; "": the change is called by no branch */
};
#define BRANCH_INIT                          \
	{                                    \
		BUF_INIT, BUF_INIT, BUF_INIT \
	}

static void branch_release(struct branch *branch)
{
	buf_release(&branch->here);
	buf_release(&branch->tracking);
	buf_release(&branch->there);
}
MOW_AUTO_DEFINE(branch)

/* The part of a name behind REMOTE/, with refs/remotes/ in front or not; NULL. */
static const char *behind_remote(const char *name, const char *remote)
{
	size_t len = strlen(remote);

	if (text_begins(name, "refs/"))
		name += 5;
	if (text_begins(name, "remotes/"))
		name += 8;
	return strncmp(name, remote, len) == 0 && name[len] == '/' && name[len + 1] != '\0' ? name + len + 1 : NULL;
}

static int set(struct buf *out, const char *prefix, const char *name, struct mow_error *err)
{
	buf_reset(out);
	buf_adds(out, prefix);
	buf_adds(out, name);
	return buf_check(out, err);
}

/* What a local branch is called there: what git pull would bring, else the same. */
static int name_there(struct branch *out, struct repo *git, const char *local, const char *remote,
		      struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) value = BUF_INIT;
	int result = set(&out->there, "refs/heads/", local, err);

	buf_addf(&key, "branch.%s.remote", local);
	if (result == MOW_OK)
		result = buf_check(&key, err);
	if (result != MOW_OK || repo_config(&value, git, key.data, REPO_SCOPE_ANY, NULL) != MOW_OK ||
	    strcmp(value.data, remote) != 0)
		return result;
	buf_reset(&key);
	buf_addf(&key, "branch.%s.merge", local);
	if (buf_check(&key, err))
		return MOW_ENOMEM;
	if (repo_config(&value, git, key.data, REPO_SCOPE_ANY, NULL) == MOW_OK &&
	    text_begins(value.data, "refs/heads/"))
		return set(&out->there, "", value.data, err);
	return MOW_OK;
}

static int find_branch(struct branch *out, struct repo *git, const char *end, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) head = BUF_INIT;
	struct oid oid;
	int result = MOW_OK;

	if (end[0] == '\0') {
		result = repo_head_name(&head, git, err);
		if (result == MOW_ENOTFOUND)
			return MOW_OK;
		end = head.data;
	}
	if (text_begins(end, "refs/heads/"))
		end += 11;
	if (result == MOW_OK)
		result = set(&out->here, "refs/heads/", end, err);
	if (result != MOW_OK)
		return result;
	const char *rest = behind_remote(end, remote);
	if (repo_ref_is_valid(out->here.data) && repo_ref(&oid, NULL, git, out->here.data, NULL) == MOW_OK) {
		result = name_there(out, git, end, remote, err);
	} else {
		buf_reset(&out->here);
		result = rest != NULL ? set(&out->there, "refs/heads/", rest, err) : MOW_OK;
	}
	if (result != MOW_OK || out->there.len == 0)
		return result;
	buf_addf(&out->tracking, "refs/remotes/%s/%s", remote, out->there.data + 11);
	return buf_check(&out->tracking, err);
}

static int list(struct mow_remote *out, struct oid *tip, struct mow_repo *repo, const struct branch *branch,
		struct mow_error *err)
{
	const char *ref = branch->there.len > 0 ? branch->there.data : "HEAD";
	const char *const arguments[] = {"ls-remote", "--symref", "--", out->name, "HEAD", ref, NULL};
	MOW_AUTO(git_said) git = GIT_SAID_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	int result = repo_git_user(&git, repo->git, arguments, err);

	if (result != MOW_OK)
		return result;
	listing_tip(tip, &git.output, ref);
	if (git.status == 0)
		return listing_head(&out->head, &git.output, &repo->arena) == MOW_OK ? MOW_OK : mow_fail_memory(err);
	escape_path(&shown, out->name, strlen(out->name));
	store_git_said(&said, &git, "");
	return mow_fail(err, MOW_EGIT, "cannot ask %s what it has: %s", shown.data,
			said.len > 0 ? said.data : "git failed");
}

/* The state of the branch, beside what was fetched of it and what is here. */
static int compare(struct mow_remote *out, struct mow_repo *repo, const struct branch *branch, const struct oid *there,
		   struct mow_error *err)
{
	struct oid here, fetched;
	bool lacks = false;
	int result = repo_ref(&fetched, NULL, repo->git, branch->tracking.data, NULL);

	if (branch->tracking.len == 0 || result != MOW_OK)
		return MOW_OK;
	out->branch = arena_dup(&repo->arena, branch->tracking.data + 13, branch->tracking.len - 13);
	if (out->branch == NULL)
		return mow_fail_memory(err);
	here = fetched;
	if (branch->here.len > 0)
		result = repo_ref(&here, NULL, repo->git, branch->here.data, err);
	if (result != MOW_OK)
		return result;
	oid_format(out->tip, &here);
	if (oid_equal(&here, there))
		return MOW_OK;
	if (oid_is_zero(there)) {
		out->state = branch->here.len > 0 ? MOW_BRANCH_SAME : MOW_BRANCH_GONE;
		return MOW_OK;
	}
	if (!oid_equal(&fetched, there)) {
		out->state = MOW_BRANCH_MOVED;
		return MOW_OK;
	}
	result = repo_is_ancestor(&lacks, repo->git, &here, &fetched, err);
	if (result == MOW_OK && lacks)
		out->state = MOW_BRANCH_BEHIND;
	return result;
}

/* Whether refs/remotes/REMOTE/HEAD, which is what other commands go by, names another branch. */
static int compare_head(struct mow_remote *out, struct repo *git, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) here = BUF_INIT;

	if (out->head == NULL)
		return MOW_OK;
	buf_addf(&name, "refs/remotes/%s/HEAD", out->name);
	int result = buf_check(&name, err);
	if (result == MOW_OK)
		result = repo_symbolic(&here, git, name.data, err);
	size_t prefix = name.len > 4 ? name.len - 4 : 0;
	if (result == MOW_OK && strncmp(here.data, name.data, prefix) == 0)
		out->head_is_new = strcmp(here.data + prefix, out->head + 11) != 0;
	return result == MOW_ENOTFOUND ? MOW_OK : result;
}

int mow_remote_ask(const struct mow_remote **out, struct mow_repo *repo, const struct mow_change_options *options,
		   struct mow_error *err)
{
	MOW_AUTO(branch) branch = BRANCH_INIT;
	const char *name = NULL;
	struct oid there = {{0}};
	int result = mow_change_remote(&name, repo, options, err);

	if (result != MOW_OK || name == NULL) {
		*out = NULL;
		return result;
	}
	struct mow_remote *remote = arena_alloc(&repo->arena, sizeof *remote);
	if (remote == NULL)
		return mow_fail_memory(err);
	*remote = (struct mow_remote){.name = name};
	result = find_branch(&branch, repo->git, change_end(options), name, err);
	if (result == MOW_OK)
		result = list(remote, &there, repo, &branch, err);
	if (result == MOW_OK)
		result = compare_head(remote, repo->git, err);
	if (result == MOW_OK)
		result = compare(remote, repo, &branch, &there, err);
	if (result == MOW_OK)
		*out = remote;
	return result;
}

/* ---- Records -------------------------------------------------------------------------------------------------- */

/* That the audit there is not what it was stops nobody from sending records. */
static int take_audit(const char **problem, struct mow_repo *repo, const char *remote, const struct oid *theirs,
		      struct mow_error *err)
{
	struct mow_error why = {0, ""};
	int result = audit_take(repo->git, remote, theirs, &why);

	if (result != MOW_EDENIED)
		return result == MOW_OK ? MOW_OK : mow_fail(err, result, "%s", why.message);
	*problem = arena_dup(&repo->arena, why.message, strlen(why.message));
	return *problem != NULL ? MOW_OK : mow_fail_memory(err);
}

int mow_sync(struct mow_sync *out, struct mow_repo *repo, const char *remote, bool send, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	struct store_along audit = {.ref = AUDIT_REF};
	struct store_synced synced = {.along = &audit};
	MOW_AUTO(strings) notes = {0};
	const char *problem = NULL;
	int result = repo_identity(&name, &email, repo->git, err);

	if (result == MOW_OK)
		result = audit_copy(&audit.here, repo->git, remote, err);
	if (result != MOW_OK)
		return result;
	const struct commit_text text = {name.data, email.data, repo->now, "mowners sync\n"};
	result = store_sync(&synced, repo->git, remote, &text, err);
	if (result == MOW_OK)
		result = take_audit(&problem, repo, remote, &audit.theirs, err);
	const struct left_out_push push = {repo, remote, &text, NULL, NULL, &notes};
	if (result == MOW_OK && send && synced.waiting > 0)
		result = left_out_push(&push, err);
	if (result != MOW_OK)
		return result;
	*out = (struct mow_sync){.received = synced.received,
				 .sent = synced.waiting - notes.count,
				 .left_out_count = notes.count,
				 .audit_problem = problem};
	const char **kept = arena_array(&repo->arena, notes.count + 1, sizeof *kept);
	if (kept == NULL)
		return mow_fail_memory(err);
	if (notes.count > 0)
		memcpy(kept, notes.items, notes.count * sizeof *kept);
	out->left_out = kept;
	return MOW_OK;
}

static int fetch_by(struct mow_repo *repo, const char *key, const char *spec, bool on, struct mow_error *err)
{
	const char *const unset[] = {"config", "--local", "--fixed-value", "--unset-all", key, spec, NULL};
	const char *const add[] = {"config", "--local", "--add", key, spec, NULL};

	/* That it was not there is what is wanted. */
	(void)repo_git(NULL, repo->git, unset, NULL);
	return on ? repo_git(NULL, repo->git, add, err) : MOW_OK;
}

int mow_repo_fetch_approvals(struct mow_repo *repo, const char *remote, bool on, struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) approvals = BUF_INIT;
	MOW_AUTO(buf) audit = BUF_INIT;

	buf_addf(&key, "remote.%s.fetch", remote);
	buf_addf(&approvals, STORE_REFSPEC, remote);
	buf_addf(&audit, AUDIT_REFSPEC, remote);
	if (buf_check(&key, err) || buf_check(&approvals, err) || buf_check(&audit, err))
		return MOW_ENOMEM;
	int result = fetch_by(repo, key.data, approvals.data, on, err);
	return result == MOW_OK ? fetch_by(repo, key.data, audit.data, on, err) : result;
}

int mow_repo_fetches_approvals(bool *out, struct mow_repo *repo, const char *remote, struct mow_error *err)
{
	return repo_fetches(out, repo->git, remote, STORE_REF, err);
}
