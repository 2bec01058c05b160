#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/store/git.h"
#include "evidence/store/layout.h"
#include "evidence/store/write.h"

/* One remote, and the texts that are needed along the way. */
struct remote {
	struct repo *repo;
	const char *name;
	struct buf shown; /* the name, for messages */
	const struct commit_text *text;
	struct mow_error *err;
	struct store_fetched *fetched; /* takes the commit that it has */
	struct buf *said;              /* takes what its hooks said of a push that was accepted; NULL */
};

static int fail_git(const struct remote *remote, const struct git_said *git, const char *what)
{
	MOW_AUTO(buf) said = BUF_INIT;

	store_git_said(&said, git, "");
	return mow_fail(remote->err, MOW_EGIT, "cannot %s %s: %s", what, remote->shown.data,
			said.len > 0 ? said.data : "git failed");
}

/* ---- what the remote has */

/* The id in the line of ls-remote for exactly this ref, others may end like it; zeros: there is none. */
static void find_id(struct oid *out, const struct buf *listing, const char *ref)
{
	size_t id_len = OID_HEX - 1, ref_len = strlen(ref);

	*out = (struct oid){{0}};
	for (size_t at = 0; at < listing->len;) {
		const char *line = listing->data + at;
		const char *end = memchr(line, '\n', listing->len - at);
		size_t len = end != NULL ? (size_t)(end - line) : listing->len - at;
		if (len == id_len + 1 + ref_len && line[id_len] == '\t' &&
		    memcmp(line + id_len + 1, ref, ref_len) == 0 && oid_parse(out, line, id_len))
			return;
		at += len + 1;
	}
}

static int ask_remote(const struct remote *remote)
{
	struct store_along *along = remote->fetched->along;
	const char *const arguments[] = {
		"ls-remote", "--refs", "--", remote->name, STORE_REF, along != NULL ? along->ref : NULL, NULL};
	MOW_AUTO(git_said) git = GIT_SAID_INIT;

	int result = repo_git_user(&git, remote->repo, arguments, remote->err);
	if (result != MOW_OK)
		return result;
	if (git.status != 0)
		return fail_git(remote, &git, "read the approvals of");
	find_id(&remote->fetched->theirs, &git.output, STORE_REF);
	if (along != NULL)
		find_id(&along->theirs, &git.output, along->ref);
	return MOW_OK;
}

/* The objects alone: --refmap= keeps a configured refspec from writing our ref over. A partial clone gets the blobs
 * too. `also`: NULL, or another ref. */
static int fetch_objects(const struct remote *remote, const char *ref, const char *also)
{
	const char *const arguments[] = {"fetch",
					 "--quiet",
					 "--no-tags",
					 "--no-write-fetch-head",
					 "--no-recurse-submodules",
					 "--no-prune",
					 "--no-filter",
					 "--refmap=",
					 "--no-auto-maintenance",
					 "--",
					 remote->name,
					 ref,
					 also,
					 NULL};
	MOW_AUTO(git_said) git = GIT_SAID_INIT;

	int result = repo_git_user(&git, remote->repo, arguments, remote->err);
	if (result == MOW_OK && git.status != 0)
		return fail_git(remote, &git, "fetch the approvals of");
	return result;
}

/* ---- taking over */

/*
 * Whether all that the remote has is in ours. git is asked, and for a list that is empty then: it can tell in a shallow
 * clone too, whose cut does not touch the store.
 */
static int is_known(bool *known, const struct remote *remote, const struct oid *theirs, const struct oid *ours)
{
	char hex[OID_HEX], hidden[OID_HEX + 1] = "^";
	const char *const arguments[] = {"rev-list", "-n", "1", hex, hidden, "--", NULL};
	MOW_AUTO(buf) listed = BUF_INIT;

	*known = false;
	if (oid_is_zero(ours))
		return MOW_OK;
	oid_format(hex, theirs);
	oid_format(hidden + 1, ours);
	int result = repo_git(&listed, remote->repo, arguments, remote->err);
	*known = listed.len == 0;
	return result;
}

/* The tree of ours with what they have, in the layout of theirs. */
static int unite(struct oid *merged, const struct remote *remote, const struct store_tip *tip,
		 const struct store_other *theirs)
{
	struct oid ours, clean;
	int result = store_modern(&ours, remote->repo, &tip->root, remote->err);

	if (result == MOW_OK)
		result = store_clean(&clean, remote->repo, &ours, theirs, remote->err);
	return result == MOW_OK ? store_unite(merged, remote->repo, &clean, &ours, remote->err) : result;
}

/* Whether there is nothing to take over. A former version may have merged what it could not read. */
static int is_taken(bool *taken, const struct remote *remote, const struct oid *theirs, const struct store_tip *tip)
{
	struct store_top top;
	int result = store_top_read(&top, remote->repo, &tip->root, remote->err);

	*taken = false;
	if (result != MOW_OK || top.form == STORE_FIRST)
		return result;
	return is_known(taken, remote, theirs, &tip->commit);
}

/*
 * One try. The remote's commit itself is taken where it holds all that we have, so that clones which add nothing do not
 * make merges of each other. 1: somebody else moved our ref meanwhile.
 */
static int take_over(const struct remote *remote, const struct oid *commit, const struct store_other *theirs)
{
	struct store_tip tip = {.repo = remote->repo, .text = remote->text};
	struct oid merged;
	bool taken = false;

	int result = store_tip(&tip.root, &tip.commit, remote->repo, remote->err);
	if (result == MOW_OK)
		result = is_taken(&taken, remote, commit, &tip);
	if (result == MOW_OK && !taken)
		result = unite(&merged, remote, &tip, theirs);
	if (result != MOW_OK || taken || oid_is_zero(&merged))
		return result;
	if (oid_equal(&merged, theirs->root))
		return store_move(&tip, commit, remote->err);
	return store_commit(&tip, &merged, commit, remote->err);
}

static int take_over_commit(const struct remote *remote, const struct oid *commit)
{
	MOW_AUTO(buf) whose = BUF_INIT;
	struct oid root;
	struct store_top top;

	buf_addf(&whose, "the approvals of %s", remote->shown.data);
	const struct store_other theirs = {&root, whose.data};
	int result = buf_check(&whose, remote->err);
	if (result == MOW_OK)
		result = repo_commit_tree(&root, remote->repo, commit, remote->err);
	if (result == MOW_OK)
		result = store_top_open(&top, remote->repo, &root, whose.data, remote->err);
	if (result == MOW_OK)
		result = take_over(remote, commit, &theirs);
	for (unsigned try = 0; result == 1 && try + 1 < STORE_TRIES; try++) {
		store_wait(try);
		result = take_over(remote, commit, &theirs);
	}
	return result == 1 ? MOW_EDENIED : result;
}

static bool is_new(const struct oid *theirs, const struct oid *ours)
{
	return !oid_is_zero(theirs) && !oid_equal(theirs, ours);
}

static int fetch(const struct remote *remote)
{
	const struct oid *theirs = &remote->fetched->theirs;
	const struct store_along *along = remote->fetched->along;
	struct oid root, ours;
	int result = ask_remote(remote);

	if (result == MOW_OK)
		result = store_tip(&root, &ours, remote->repo, remote->err);
	if (result != MOW_OK)
		return result;
	const char *also = along != NULL && is_new(&along->theirs, &along->here) ? along->ref : NULL;
	if (is_new(theirs, &ours))
		result = fetch_objects(remote, STORE_REF, also);
	else if (also != NULL)
		result = fetch_objects(remote, also, NULL);
	return result == MOW_OK && !oid_is_zero(theirs) ? take_over_commit(remote, theirs) : result;
}

/* ---- pushing */

enum outcome { PUSH_DONE, PUSH_BEHIND, PUSH_REFUSED, PUSH_FAILED };

/* Reasons that mean: somebody else was faster. The first two are our git's, the others receive-pack's when the ref
 * moved under it. */
static bool is_race(const char *summary)
{
	static const char *const reasons[] = {
		"(fetch first)",  "(non-fast-forward)",           "failed to update ref",     "cannot lock ref",
		"failed to lock", "incorrect old value provided", "reference already exists", "fetch first"};

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strstr(summary, reasons[i]) != NULL)
			return true;
	return false;
}

/* The line "FLAG<tab>FROM:TO<tab>SUMMARY" of git push --porcelain; its summary goes to `summary`. */
static enum outcome read_outcome(struct buf *summary, const struct git_said *git)
{
	static const char to[] = ":" STORE_REF "\t";

	for (size_t at = 0; at < git->output.len;) {
		const char *line = git->output.data + at;
		size_t len = strcspn(line, "\n");
		const char *found = memmem(line, len, to, sizeof to - 1);
		if (found != NULL && len > 2 && line[1] == '\t') {
			const char *text = found + sizeof to - 1;
			buf_add(summary, text, (size_t)(line + len - text));
			if (line[0] != '!')
				return git->status == 0 ? PUSH_DONE : PUSH_FAILED;
			return is_race(summary->data) ? PUSH_BEHIND : PUSH_REFUSED;
		}
		at += len + 1;
	}
	return PUSH_FAILED;
}

static int fail_refused(const struct remote *remote, const struct git_said *git, const struct buf *summary)
{
	MOW_AUTO(buf) said = BUF_INIT;

	store_git_said(&said, git, "remote: ");
	if (said.len == 0)
		escape_text(&said, summary->data, summary->len < 300 ? summary->len : 300);
	return mow_fail(remote->err, MOW_EDENIED, "%s refused the approvals: %s", remote->shown.data, said.data);
}

/* One push of the commit that our ref names now. 1: somebody else was faster, which `err` says too. */
static int push_once(const struct remote *remote, const struct oid *commit)
{
	char hex[OID_HEX];
	MOW_AUTO(buf) refspec = BUF_INIT;
	MOW_AUTO(buf) summary = BUF_INIT;
	MOW_AUTO(git_said) git = GIT_SAID_INIT;

	oid_format(hex, commit);
	buf_addf(&refspec, "%s:" STORE_REF, hex);
	int result = buf_check(&refspec, remote->err);
	if (result != MOW_OK)
		return result;
	const char *const arguments[] = {"push",        "--porcelain",
					 "--no-verify", "--no-follow-tags",
					 "--no-mirror", "--recurse-submodules=no",
					 "--",          remote->name,
					 refspec.data,  NULL};
	result = repo_git_user(&git, remote->repo, arguments, remote->err);
	if (result != MOW_OK)
		return result;
	switch (read_outcome(&summary, &git)) {
	case PUSH_DONE:
		if (remote->said != NULL)
			store_git_said(remote->said, &git, "remote: mowners: ");
		return MOW_OK;
	case PUSH_BEHIND:
		(void)mow_fail(
			remote->err, MOW_EGIT,
			"others kept changing the approvals of %s while they were pushed; run mowners approve again",
			remote->shown.data);
		return 1;
	case PUSH_REFUSED:
		return fail_refused(remote, &git, &summary);
	case PUSH_FAILED:
		break;
	}
	return fail_git(remote, &git, "push the approvals to");
}

/* A refusal is the remote's word on our records alone: whoever hears one takes them back. */
static int fetch_again(const struct remote *remote)
{
	struct mow_error why = {0};
	struct remote again = *remote;

	again.err = &why;
	int result = fetch(&again);
	return result == MOW_OK ? MOW_OK
				: mow_fail(remote->err, result == MOW_EDENIED ? MOW_EGIT : result, "%s", why.message);
}

static int push(const struct remote *remote)
{
	struct store_tip tip;
	int result = 1;

	for (unsigned try = 0; result == 1 && try < STORE_PUSH_TRIES; try++) {
		if (try > 0) {
			store_wait(try);
			result = fetch_again(remote);
			if (result != MOW_OK)
				return result;
		}
		result = store_root(&tip.root, &tip.commit, remote->repo, remote->err);
		if (result != MOW_OK || oid_is_zero(&tip.commit))
			return result;
		result = push_once(remote, &tip.commit);
	}
	return result == 1 ? MOW_EGIT : result;
}

static int run(int act(const struct remote *remote), const struct remote *about)
{
	struct remote remote = *about;

	escape_text(&remote.shown, remote.name, strlen(remote.name));
	int result = act(&remote);
	buf_release(&remote.shown);
	return result;
}

int store_fetch_commit(struct store_fetched *out, struct repo *repo, const char *name, const struct commit_text *text,
		       struct mow_error *err)
{
	return run(fetch, &(struct remote){repo, name, BUF_INIT, text, err, out, NULL});
}

int store_fetch(struct repo *repo, const char *name, const struct commit_text *text, struct mow_error *err)
{
	struct store_fetched fetched = {.along = NULL};

	return store_fetch_commit(&fetched, repo, name, text, err);
}

int store_push(struct buf *said, struct repo *repo, const char *name, const struct commit_text *text,
	       struct mow_error *err)
{
	struct store_fetched fetched = {.along = NULL};

	return run(push, &(struct remote){repo, name, BUF_INIT, text, err, &fetched, said});
}
