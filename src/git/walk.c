#include "git/internal.h"

#include <stdlib.h>

#include "base/array.h"

#define WALK_COMMIT 256 /* bytes that libgit2 and we keep of each */

/*
 * libgit2 walks, with git's commit-graph where there is one. It gives up where git goes on: at the boundary of a
 * shallow clone, whose parents it asks for, and at commits whose author or committer is malformed. There git answers.
 * But "no" from a history that was cut is no answer; it is an error that says so (REPO_DEEPEN).
 *
 * Both go by dates: behind a few commits that seem older than all that is new they look for nothing any more, and take
 * for new what a child with too early a date has hidden. So it is looked at once more.
 */

static int fail_crossed(const struct oid *a, const struct oid *b, struct mow_error *err)
{
	char first[OID_HEX];
	char second[OID_HEX];

	oid_format(first, a);
	oid_format(second, b);
	return mow_fail(
		err, MOW_EDENIED,
		"%.12s and %.12s were merged into one another crosswise, so they have several common ancestors; "
		"merge one into the other first",
		first, second);
}

static int ask_base(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b, struct mow_error *err)
{
	char first[OID_HEX];
	char second[OID_HEX];
	const char *arguments[] = {"merge-base", "--all", first, second, NULL};
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .output = &line, .errors = &said};

	oid_format(first, a);
	oid_format(second, b);
	int result = run_git(&run, repo, err);
	if (result != MOW_OK)
		return result;
	if (run.status == 0 && line.len >= OID_HEX - 1 && oid_parse(out, line.data, OID_HEX - 1))
		return line.len > OID_HEX ? fail_crossed(a, b, err) : MOW_OK;
	if (run.status > 1)
		return run_fail(&run, err);
	if (repo_is_shallow(repo))
		return mow_fail(err, MOW_ENOTFOUND, "no common ancestor of %.12s and %.12s: %s", first, second,
				REPO_DEEPEN);
	return mow_fail(err, MOW_ENOTFOUND, "%.12s and %.12s have no common ancestor", first, second);
}

int repo_merge_base(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b, struct mow_error *err)
{
	git_oidarray bases = {0};
	git_oid first;
	git_oid second;

	/* What libgit2 did not find is looked for again: it says the same of a commit that is missing on the way. */
	bool known =
		git_odb_exists(repo->odb, oid_to_git(&first, a)) && git_odb_exists(repo->odb, oid_to_git(&second, b));
	if (!known || repo_is_shallow(repo) || git_merge_bases(&bases, repo->git, &first, &second) != 0)
		return ask_base(out, repo, a, b, err);
	oid_from_git(out, &bases.ids[0]);
	int result = bases.count > 1 ? fail_crossed(a, b, err) : MOW_OK;
	git_oidarray_dispose(&bases);
	return result;
}

static int ask_ancestor(bool *out, struct repo *repo, const struct oid *ancestor, const struct oid *tip,
			struct mow_error *err)
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
	if (run.status == 1 && repo_is_shallow(repo))
		return mow_fail(err, MOW_EGIT, "cannot tell whether %.12s is an ancestor of %.12s: %s", first, second,
				REPO_DEEPEN);
	*out = run.status == 0;
	return MOW_OK;
}

int repo_is_ancestor(bool *out, struct repo *repo, const struct oid *ancestor, const struct oid *tip,
		     struct mow_error *err)
{
	git_oid first;
	git_oid second;
	int found = -1;

	if (oid_equal(ancestor, tip)) {
		*out = true;
		return MOW_OK;
	}
	if (!repo_is_shallow(repo))
		found = git_graph_descendant_of(repo->git, oid_to_git(&second, tip), oid_to_git(&first, ancestor));
	if (found < 0)
		return ask_ancestor(out, repo, ancestor, tip, err);
	*out = found == 1;
	return MOW_OK;
}

struct oid_list {
	struct oid *items;
	size_t count;
	size_t capacity;
};

static int add_oid(struct oid_list *list, const struct oid *oid)
{
	if (array_reserve(list, 1))
		return MOW_ENOMEM;
	list->items[list->count++] = *oid;
	return MOW_OK;
}

static int ask_walk(struct oid_list *list, struct repo *repo, const struct commit_range *range, struct mow_error *err)
{
	MOW_AUTO_FREE char *hex = calloc(range->hide_count + 1, OID_HEX);
	MOW_AUTO_FREE const char **arguments = calloc(range->hide_count + 5, sizeof *arguments);
	MOW_AUTO(buf) text = BUF_INIT;
	struct oid oid;
	int result = MOW_OK;

	if (hex == NULL || arguments == NULL)
		return mow_fail_memory(err);
	arguments[0] = "rev-list";
	arguments[1] = "--topo-order";
	oid_format(hex, range->tip);
	arguments[2] = hex;
	arguments[3] = "--not";
	for (size_t i = 0; i < range->hide_count; i++) {
		oid_format(hex + (i + 1) * OID_HEX, &range->hide[i]);
		arguments[4 + i] = hex + (i + 1) * OID_HEX;
	}
	result = repo_git(&text, repo, arguments, err);
	for (size_t at = 0; result == MOW_OK && at + OID_HEX <= text.len; at += OID_HEX)
		if (!oid_parse(&oid, text.data + at, OID_HEX - 1) || add_oid(list, &oid))
			result = mow_fail_memory(err);
	return result;
}

static int prepare(git_revwalk *walk, const struct commit_range *range)
{
	git_oid id;
	int error = git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);

	if (error == 0)
		error = git_revwalk_push(walk, oid_to_git(&id, range->tip));
	for (size_t i = 0; error == 0 && i < range->hide_count; i++)
		error = git_revwalk_hide(walk, oid_to_git(&id, &range->hide[i]));
	return error;
}

/* False: libgit2 could not. */
static bool collect(struct oid_list *list, struct repo *repo, const struct commit_range *range)
{
	git_revwalk *walk = NULL;
	struct oid oid;
	git_oid id;
	int error = git_revwalk_new(&walk, repo->git);

	if (error == 0)
		error = prepare(walk, range);
	while (error == 0 && (error = git_revwalk_next(&id, walk)) == 0) {
		oid_from_git(&oid, &id);
		error = add_oid(list, &oid);
	}
	git_revwalk_free(walk);
	return error == GIT_ITEROVER;
}

/* Whether the tip's only parent is what is hidden: then it is all there is, and nothing need be walked. That is so at
 * the boundary of a shallow clone too. */
static bool is_child(struct repo *repo, const struct commit_range *range)
{
	MOW_AUTO(arena) arena = {0};
	struct commit commit;

	return range->hide_count == 1 && repo_commit(&commit, &arena, repo, range->tip, NULL) == MOW_OK &&
	       commit.parent_count == 1 && oid_equal(&commit.parents[0], &range->hide[0]);
}

int repo_walk(struct repo *repo, const struct commit_range *range, repo_commit_fn *each, void *context,
	      struct mow_error *err)
{
	struct oid_list list = {0};
	bool child = is_child(repo, range);
	int result = MOW_OK;

	if (child) {
		if (add_oid(&list, range->tip) != MOW_OK)
			result = mow_fail_memory(err);
	} else if (repo_is_shallow(repo) || !collect(&list, repo, range)) {
		list.count = 0;
		result = ask_walk(&list, repo, range, err);
	}
	if (result == MOW_OK && !child && list.count > 0 && range->hide_count > 0 && !repo_is_shallow(repo))
		result = repo_leave_out_hidden(list.items, &list.count, repo, range, err);
	const uint64_t kept = list.count * WALK_COMMIT;
	if (result == MOW_OK)
		result = budget_memory(repo->budget, kept, err);
	bool counted = result == MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < list.count; i++) {
		repo_progress(repo, "commits", i);
		result = each(&list.items[i], context);
	}
	repo_progress(repo, NULL, 0);
	if (counted)
		budget_free(repo->budget, kept);
	free(list.items);
	return result;
}
