/* What is said of a target that does not exist. */
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/levenshtein.h"
#include "base/text.h"
#include "policy/target_find.h"

/* Names as the user would give them. */
struct candidates {
	const char **items;
	size_t count, capacity;
	size_t prefix; /* bytes of the refs' names to leave out */
	struct arena arena;
};

static void candidates_release(struct candidates *candidates)
{
	free(candidates->items);
	arena_release(&candidates->arena);
}
MOW_AUTO_DEFINE(candidates)

static int add_candidate(const char *name, const struct oid *oid, void *context)
{
	struct candidates *candidates = context;

	(void)oid;
	if (strcmp(name + candidates->prefix, "HEAD") == 0)
		return MOW_OK;
	const char *kept = arena_dup(&candidates->arena, name + candidates->prefix, strlen(name + candidates->prefix));
	if (kept == NULL || array_reserve(candidates, 1))
		return MOW_ENOMEM;
	candidates->items[candidates->count++] = kept;
	return MOW_OK;
}

static int collect(struct candidates *out, struct repo *repo, const char *prefix, size_t left_out)
{
	out->prefix = left_out;
	return repo_each_ref(repo, prefix, add_candidate, out, NULL);
}

/* "; did you mean main?", or nothing: this only helps. */
static void add_nearest(struct buf *out, const char *name, struct repo *repo, const char *remote)
{
	MOW_AUTO(candidates) candidates = {0};
	MOW_AUTO(buf) branches = BUF_INIT;

	if (remote != NULL)
		buf_addf(&branches, "refs/remotes/%s/", remote);
	else
		buf_adds(&branches, TARGET_HEADS);
	if (branches.failed || collect(&candidates, repo, branches.data, branches.len) != MOW_OK ||
	    collect(&candidates, repo, "refs/tags/", sizeof "refs/" - 1) != MOW_OK)
		return;
	const char *nearest = levenshtein_nearest(name, candidates.items, candidates.count);
	if (nearest == NULL)
		return;
	buf_adds(out, "; did you mean ");
	escape_path(out, nearest, strlen(nearest));
	buf_addc(out, '?');
}

/* As a user names it: without refs/heads/, a tag with tags/. */
static const char *short_name(const struct target *target)
{
	const char *branch = target_branch(target);

	return branch != NULL                           ? branch
	       : text_begins(target->ref.data, "refs/") ? target->ref.data + 5
							: target->ref.data;
}

int target_missing(const struct target *target, struct repo *repo, const struct target_request *request, const char *by,
		   struct mow_error *err)
{
	const char *name = short_name(target), *branch = target_branch(target);
	MOW_AUTO(buf) shown = BUF_INIT, remote = BUF_INIT, nearest = BUF_INIT;
	bool fetched = true;
	int result = MOW_OK;

	if (request->remote != NULL && branch != NULL)
		result = repo_fetches(&fetched, repo, request->remote, target->ref.data, err);
	if (result < 0)
		return result;
	escape_path(&shown, name, strlen(name));
	if (request->remote != NULL)
		escape_path(&remote, request->remote, strlen(request->remote));
	add_nearest(&nearest, name, repo, request->remote);
	if (buf_check(&nearest, err))
		return MOW_ENOMEM;
	bool there = request->head != NULL && strcmp(request->head, target->ref.data) == 0;
	if (branch != NULL && request->remote != NULL && (!fetched || there))
		return mow_fail(err, MOW_ENOTFOUND,
				"%s says %s, a branch of %s that is not fetched here; git fetch %s "
				"+refs/heads/%s:refs/remotes/%s/%s brings it, --target names another%s",
				by, shown.data, remote.data, remote.data, shown.data, remote.data, shown.data,
				nearest.data);
	if (request->remote == NULL || branch == NULL)
		return mow_fail(err, MOW_EINVAL, "%s says %s, and there is no such branch or tag here%s", by,
				shown.data, nearest.data);
	return mow_fail(err, MOW_EINVAL,
			"%s says %s, and there is no such branch of %s; what is new there comes with git fetch %s%s",
			by, shown.data, remote.data, remote.data, nearest.data);
}
