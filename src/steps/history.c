#include "steps/history.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/error.h"
#include "steps/trailers.h"

struct walk {
	struct repo *repo;
	const struct history_request *request;
	struct arena arena; /* of the commit at hand */
	struct names {
		struct history_name *items;
		size_t count, capacity;
	} names;
	size_t done;
	struct mow_error *err;
};

/* ---- Whom a commit names ------------------------------------------------------------------------------------------- */

static bool is_same_name(const struct history_name *a, const struct history_name *b)
{
	return a->approved == b->approved && strcasecmp(a->email, b->email) == 0;
}

static int add_name(struct walk *walk, const struct history_name *name)
{
	for (size_t i = 0; i < walk->names.count; i++)
		if (is_same_name(&walk->names.items[i], name))
			return MOW_OK;
	if (array_reserve(&walk->names, 1))
		return mow_fail_memory(walk->err);
	walk->names.items[walk->names.count++] = *name;
	return MOW_OK;
}

#define NAMES_MAX 100 /* of one commit */

/* "Name <email>" */
static int see_trailer(const char *key, const char *value, void *context)
{
	struct walk *walk = context;
	bool made = strcasecmp(key, "co-authored-by") == 0;
	bool approved = strcasecmp(key, "reviewed-by") == 0 || strcasecmp(key, "acked-by") == 0 ||
			strcasecmp(key, "approved-by") == 0;
	const char *open = strchr(value, '<');
	const char *close = open != NULL ? strchr(open, '>') : NULL;

	if ((!made && !approved) || close == NULL || walk->names.count >= NAMES_MAX)
		return MOW_OK;
	const struct history_name name = {arena_dup(&walk->arena, value, (size_t)(open - value)),
					  arena_dup(&walk->arena, open + 1, (size_t)(close - open) - 1), approved};
	return name.name != NULL && name.email != NULL ? add_name(walk, &name) : mow_fail_memory(walk->err);
}

static int name_authors(struct walk *walk, const struct commit *commit)
{
	const struct history_name author = {commit->author_name, commit->author_email, false};
	int result = add_name(walk, &author);

	return result == MOW_OK ? trailers_each(commit->message, TRAILERS_LOG, see_trailer, walk, walk->err) : result;
}

/* Who merges what somebody else made has let it in. */
static int name_merger(struct walk *walk, const struct commit *merge)
{
	struct commit brought;
	const struct history_name merger = {merge->author_name, merge->author_email, true};
	int result = repo_commit(&brought, &walk->arena, walk->repo, &merge->parents[1], walk->err);

	if (result != MOW_OK || strcasecmp(brought.author_email, merger.email) == 0)
		return result;
	return add_name(walk, &merger);
}

/* ---- What it changes ----------------------------------------------------------------------------------------------- */

static int tell(struct walk *walk, const struct commit *commit)
{
	MOW_AUTO(steps) steps = {0};
	struct oid before = {{0}};
	bool merge = commit->parent_count == 2;
	int result = MOW_OK;

	if (commit->parent_count > 0)
		result = repo_commit_tree(&before, walk->repo, &commit->parents[0], walk->err);
	if (result == MOW_OK)
		result = merge ? name_merger(walk, commit) : name_authors(walk, commit);
	if (result == MOW_OK && walk->names.count > 0)
		result = steps_between(&steps, walk->repo, &before, &commit->tree, walk->err);
	if (result != MOW_OK || walk->names.count == 0)
		return result;
	const struct history_commit told = {&steps, walk->names.items, walk->names.count, merge};
	return walk->request->each(&told, walk->request->context);
}

static int see(const struct oid *oid, void *context)
{
	struct walk *walk = context;
	struct commit commit;
	int result = repo_commit(&commit, &walk->arena, walk->repo, oid, walk->err);

	repo_progress(walk->repo, "commits", ++walk->done);
	if (result == MOW_OK && commit.time >= walk->request->since && commit.parent_count <= 2) {
		walk->names.count = 0;
		result = tell(walk, &commit);
		bool cut = result == MOW_EGIT && repo_is_shallow(walk->repo);
		if (cut || result == MOW_EDENIED || result == MOW_ETOOBIG)
			result = MOW_OK;
	}
	arena_release(&walk->arena);
	return result;
}

int history_walk(struct repo *repo, const struct history_request *request, struct mow_error *err)
{
	struct walk walk = {.repo = repo, .request = request, .err = err};
	const struct commit_range range = {.tip = request->tip};
	int result = repo_walk(repo, &range, see, &walk, err);

	repo_progress(repo, NULL, 0);
	free(walk.names.items);
	arena_release(&walk.arena);
	return result;
}
