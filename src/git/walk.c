#include "git/internal.h"

#include <stdlib.h>

/*
 * A shallow clone's history ends where libgit2 1.5 does not expect it: it asks for parents that are not there. git knows the
 * boundary, so it answers there; but "no" from a history that was cut is no answer, and is an error that says so (REPO_DEEPEN).
 */

static int fail_walk(const struct repo *repo, struct mow_error *err, const char *what)
{
	if (repo_is_shallow(repo))
		return mow_fail(err, MOW_EGIT, "%s: %s", what, REPO_DEEPEN);
	return repo_fail(err, MOW_EGIT, what);
}

static int ask_base(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b, struct mow_error *err)
{
	char first[OID_HEX];
	char second[OID_HEX];
	const char *arguments[] = {"merge-base", first, second, NULL};
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .output = &line, .errors = &said};

	oid_format(first, a);
	oid_format(second, b);
	int result = run_git(&run, repo, err);
	if (result != MOW_OK)
		return result;
	if (run.status == 0 && line.len >= OID_HEX - 1 && oid_parse(out, line.data, OID_HEX - 1))
		return MOW_OK;
	if (run.status > 1)
		return run_fail(&run, err);
	return mow_fail(err, MOW_ENOTFOUND, "no common ancestor of %.12s and %.12s: %s", first, second, REPO_DEEPEN);
}

int repo_merge_base(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b, struct mow_error *err)
{
	git_oid first;
	git_oid second;
	git_oid base;
	char hex[2][OID_HEX];

	if (repo_is_shallow(repo))
		return ask_base(out, repo, a, b, err);
	git_error_clear();
	int error = git_merge_base(&base, repo->git, oid_to_git(&first, a), oid_to_git(&second, b));
	if (error == 0) {
		oid_from_git(out, &base);
		return MOW_OK;
	}
	const git_error *last = git_error_last();
	if (error != GIT_ENOTFOUND || last == NULL || last->klass != GIT_ERROR_MERGE)
		return fail_walk(repo, err, "cannot look for a common ancestor");
	oid_format(hex[0], a);
	oid_format(hex[1], b);
	return mow_fail(err, MOW_ENOTFOUND, "%.12s and %.12s have no common ancestor", hex[0], hex[1]);
}

static int ask_ancestor(bool *out, struct repo *repo, const struct oid *ancestor, const struct oid *tip, struct mow_error *err)
{
	char first[OID_HEX];
	char second[OID_HEX];
	const char *arguments[] = {"merge-base", "--is-ancestor", first, second, NULL};
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .errors = &said};

	oid_format(first, ancestor);
	oid_format(second, tip);
	int result = run_git(&run, repo, err);
	if (result != MOW_OK)
		return result;
	if (run.status > 1)
		return run_fail(&run, err);
	if (run.status == 1)
		return mow_fail(err, MOW_EGIT, "cannot tell whether %.12s is an ancestor of %.12s: %s", first, second, REPO_DEEPEN);
	*out = true;
	return MOW_OK;
}

int repo_is_ancestor(bool *out, struct repo *repo, const struct oid *ancestor, const struct oid *tip, struct mow_error *err)
{
	git_oid first;
	git_oid second;

	if (oid_equal(ancestor, tip)) {
		*out = true;
		return MOW_OK;
	}
	if (repo_is_shallow(repo))
		return ask_ancestor(out, repo, ancestor, tip, err);
	int found = git_graph_descendant_of(repo->git, oid_to_git(&second, tip), oid_to_git(&first, ancestor));
	if (found < 0)
		return fail_walk(repo, err, "cannot tell whether one commit is an ancestor of another");
	*out = found == 1;
	return MOW_OK;
}

static int ask_walk(struct repo *repo, const struct oid *tip, const struct oid *hide, size_t hide_count, struct buf *out,
		    struct mow_error *err)
{
	size_t words = hide_count + 5;
	MOW_AUTO_FREE char *hex = calloc(hide_count + 1, OID_HEX);
	MOW_AUTO_FREE const char **arguments = calloc(words, sizeof *arguments);

	if (hex == NULL || arguments == NULL)
		return mow_fail_memory(err);
	arguments[0] = "rev-list";
	arguments[1] = "--topo-order";
	oid_format(hex, tip);
	arguments[2] = hex;
	arguments[3] = "--not";
	for (size_t i = 0; i < hide_count; i++) {
		oid_format(hex + (i + 1) * OID_HEX, &hide[i]);
		arguments[4 + i] = hex + (i + 1) * OID_HEX;
	}
	return repo_git(out, repo, arguments, err);
}

static int walk_shallow(struct repo *repo, const struct oid *tip, const struct oid *hide, size_t hide_count, repo_commit_fn *each,
			void *context, struct mow_error *err)
{
	MOW_AUTO(buf) list = BUF_INIT;
	int result = ask_walk(repo, tip, hide, hide_count, &list, err);
	struct oid oid;

	for (size_t at = 0; result == MOW_OK && at + OID_HEX <= list.len; at += OID_HEX)
		if (oid_parse(&oid, list.data + at, OID_HEX - 1))
			result = each(&oid, context);
	return result;
}

static int prepare(git_revwalk *walk, const struct oid *tip, const struct oid *hide, size_t hide_count)
{
	git_oid id;
	int error = git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);

	if (error == 0)
		error = git_revwalk_push(walk, oid_to_git(&id, tip));
	for (size_t i = 0; error == 0 && i < hide_count; i++)
		error = git_revwalk_hide(walk, oid_to_git(&id, &hide[i]));
	return error;
}

int repo_walk(struct repo *repo, const struct oid *tip, const struct oid *hide, size_t hide_count, repo_commit_fn *each, void *context,
	      struct mow_error *err)
{
	git_revwalk *walk = NULL;
	struct oid oid;
	git_oid id;
	int result = MOW_OK;

	if (repo_is_shallow(repo))
		return walk_shallow(repo, tip, hide, hide_count, each, context, err);
	int error = git_revwalk_new(&walk, repo->git);
	if (error == 0)
		error = prepare(walk, tip, hide, hide_count);
	while (error == 0 && result == MOW_OK && (error = git_revwalk_next(&id, walk)) == 0) {
		oid_from_git(&oid, &id);
		result = each(&oid, context);
	}
	git_revwalk_free(walk);
	if (result == MOW_OK && error != GIT_ITEROVER)
		return fail_walk(repo, err, "cannot walk through the history");
	return result;
}
