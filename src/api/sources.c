#include "api/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"

#define HEADS "refs/heads/"
#define BRANCH_KEPT 128 /* bytes of each, and work to list it */

void sources_release(struct sources *sources)
{
	free(sources->branches.items);
	map_release(&sources->moved);
	arena_release(&sources->arena);
}

static int add_branch(struct sources *sources, const char *name, const struct oid *tip, struct mow_error *err)
{
	MOW_AUTO(buf) ref = BUF_INIT;
	int result = budget_work(repo_budget(sources->git), BRANCH_KEPT, err);

	buf_adds(&ref, HEADS);
	buf_adds(&ref, name);
	if (result == MOW_OK)
		result = buf_check(&ref, err);
	if (result != MOW_OK)
		return result;
	const char *kept = arena_dup(&sources->arena, ref.data, ref.len);
	if (kept == NULL || array_reserve(&sources->branches, 1) != MOW_OK)
		return mow_fail_memory(err);
	sources->branches.items[sources->branches.count++] = (struct squash_source){kept, *tip};
	return MOW_OK;
}

int sources_moved(struct sources *sources, const char *ref, const struct oid *old, struct mow_error *err)
{
	const char *kept = arena_dup(&sources->arena, ref, strlen(ref));

	if (kept == NULL || map_put(&sources->moved, kept, strlen(kept), 0) != MOW_OK)
		return mow_fail_memory(err);
	return oid_is_zero(old) || !text_begins(ref, HEADS) ? MOW_OK
							    : add_branch(sources, ref + sizeof HEADS - 1, old, err);
}

struct listing {
	struct sources *sources;
	size_t prefix;
	struct mow_error *err;
};

static int see_ref(const char *name, const struct oid *oid, void *context)
{
	struct listing *listing = context;
	struct sources *sources = listing->sources;
	const char *branch = name + listing->prefix;

	if (map_get(&sources->moved, name, strlen(name), NULL) ||
	    (sources->remote != NULL && strcmp(branch, "HEAD") == 0))
		return MOW_OK;
	return add_branch(sources, branch, oid, listing->err);
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct squash_source *)a)->ref, ((const struct squash_source *)b)->ref);
}

static int look_up(struct sources *sources, struct mow_error *err)
{
	MOW_AUTO(buf) prefix = BUF_INIT;
	struct listing listing = {.sources = sources, .err = err};

	if (sources->remote != NULL)
		buf_addf(&prefix, "refs/remotes/%s/", sources->remote);
	else
		buf_adds(&prefix, HEADS);
	listing.prefix = prefix.len;
	int result = buf_check(&prefix, err);
	if (result == MOW_OK)
		result = repo_each_ref(sources->git, prefix.data, see_ref, &listing, err);
	if (result == MOW_OK && sources->branches.count > 1)
		qsort(sources->branches.items, sources->branches.count, sizeof *sources->branches.items,
		      compare_sources);
	sources->listed = result == MOW_OK;
	sources->failed = !sources->listed;
	return result;
}

int sources_list(const struct squash_source **out, size_t *count, const struct oid *commit, void *context,
		 struct mow_error *err)
{
	struct sources *sources = context;
	int result = MOW_OK;

	(void)commit;
	if (sources->failed)
		return mow_fail(err, MOW_ETOOBIG, "the branches could not be listed");
	if (!sources->listed)
		result = look_up(sources, err);
	if (result != MOW_OK)
		return result;
	*out = sources->branches.items;
	*count = sources->branches.count;
	return MOW_OK;
}
