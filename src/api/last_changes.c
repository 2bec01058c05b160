/*
 * When files changed last, in GITDIR/mowners/last-changes: the id of a commit, and a line for each file that the
 * commits up to it changed:
 *
 *     TIME PATH
 *
 * TIME is in seconds, PATH percent-encoded.
 */
#include <stdlib.h>
#include <string.h>

#include "api/repo.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/map.h"
#include "git/kept.h"
#include "steps/steps.h"

static const struct kept kept_changes = {"last-changes", 2, (size_t)256 << 20};

struct changed {
	const char *path;
	size_t len;
	int64_t at;
};

struct mow_last_changes {
	struct repo *repo;
	struct past *past;
	struct oid tip, known; /* up to which it was known before; zeros: nothing was */
	struct map by_path;    /* → its place in `files` */
	struct {
		struct changed *items;
		size_t count, capacity;
	} files;
	struct arena arena;
	bool cut; /* the history is not all here */
	struct mow_error *err;
};

void mow_last_changes_free(struct mow_last_changes *changes)
{
	if (changes == NULL)
		return;
	map_release(&changes->by_path);
	free(changes->files.items);
	arena_release(&changes->arena);
	free(changes);
}

/* The first moment of a file that is told is the newest one. */
static int take(struct mow_last_changes *changes, const char *path, size_t len, int64_t at)
{
	if (map_get(&changes->by_path, path, len, NULL))
		return MOW_OK;
	const char *kept = arena_dup(&changes->arena, path, len);
	if (kept == NULL || array_reserve(&changes->files, 1) != MOW_OK ||
	    map_put(&changes->by_path, kept, len, changes->files.count) != MOW_OK)
		return mow_fail_memory(changes->err);
	changes->files.items[changes->files.count++] = (struct changed){kept, len, at};
	return MOW_OK;
}

/* ---- What was known before ----------------------------------------------------------------------------------------- */

/* What is no such file is as good as none. */
static int read_known(struct buf *out, struct mow_last_changes *changes)
{
	int result = kept_read(out, changes->repo, &kept_changes, changes->err);

	if (result != MOW_OK || out->len < OID_HEX || out->data[OID_HEX - 1] != '\n' ||
	    !oid_parse(&changes->known, out->data, OID_HEX - 1))
		changes->known = (struct oid){{0}};
	return result;
}

static int take_known(struct mow_last_changes *changes, const struct buf *known)
{
	const char *end = known->data + known->len;
	MOW_AUTO(buf) path = BUF_INIT;
	int result = MOW_OK;

	for (const char *at = known->data + OID_HEX; at < end && result == MOW_OK;) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		char *name;
		long long moment = strtoll(at, &name, 10);
		if (stop == NULL || *name != ' ')
			break;
		MOW_AUTO_FREE char *text = strndup(name + 1, (size_t)(stop - name - 1));
		buf_reset(&path);
		if (text == NULL)
			return mow_fail_memory(changes->err);
		if (escape_percent_undo(&path, text, strlen(text)))
			result = take(changes, path.data, path.len, moment);
		at = stop + 1;
	}
	return result;
}

static void save(const struct mow_last_changes *changes)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	char tip[OID_HEX];

	if (changes->cut || oid_equal(&changes->known, &changes->tip))
		return;
	oid_format(tip, &changes->tip);
	buf_adds(&bytes, tip);
	buf_addc(&bytes, '\n');
	for (size_t i = 0; i < changes->files.count; i++) {
		const struct changed *file = &changes->files.items[i];
		buf_addf(&bytes, "%lld ", (long long)file->at);
		escape_percent(&bytes, file->path, file->len);
		buf_addc(&bytes, '\n');
	}
	kept_write(changes->repo, &kept_changes, &bytes);
}

/* ---- The history --------------------------------------------------------------------------------------------------- */

static int take_steps(struct mow_last_changes *changes, const struct steps *steps, int64_t at)
{
	int result = MOW_OK;

	for (size_t i = 0; i < steps->count && result == MOW_OK; i++)
		if (steps->items[i].new_mode != MODE_NONE)
			result = take(changes, steps->items[i].path, steps->items[i].path_len, at);
	return result;
}

/* A tree that git would refuse tells nothing. */
static int look_at(struct mow_last_changes *changes, const struct commit *commit, const struct oid *before)
{
	MOW_AUTO(steps) steps = {0};
	int result = steps_between(&steps, changes->repo, before, &commit->tree, changes->err);

	if (result == MOW_EDENIED || result == MOW_ETOOBIG)
		return MOW_OK;
	return result == MOW_OK ? take_steps(changes, &steps, commit->time) : result;
}

/* `*at` becomes the next commit down the line; zeros: there is none. */
static int go_down(struct mow_last_changes *changes, struct oid *at)
{
	const struct past_commit *known = past_find(changes->past, at);
	MOW_AUTO(arena) arena = {0};
	struct oid before = {{0}};
	struct commit commit;

	if (known != NULL && known->compared) {
		*at = known->parent;
		return take_steps(changes, &known->steps, known->time);
	}
	int result = repo_commit(&commit, &arena, changes->repo, at, changes->err);

	*at = (struct oid){{0}};
	if (result == MOW_OK && commit.parent_count > 0) {
		*at = commit.parents[0];
		result = repo_commit_tree(&before, changes->repo, at, changes->err);
		changes->cut = result == MOW_EGIT && repo_is_shallow(changes->repo);
	}
	if (changes->cut) {
		*at = (struct oid){{0}};
		return MOW_OK;
	}
	return result == MOW_OK ? look_at(changes, &commit, &before) : result;
}

static int find(struct mow_last_changes *changes, const char *rev)
{
	MOW_AUTO(buf) known = BUF_INIT;
	int result = repo_commit_of(&changes->tip, changes->repo, rev, changes->err);

	if (result == MOW_OK)
		result = read_known(&known, changes);
	struct oid at = changes->tip;
	while (result == MOW_OK && !oid_is_zero(&at) && !oid_equal(&at, &changes->known))
		result = go_down(changes, &at);
	if (result == MOW_OK && !oid_is_zero(&at))
		result = take_known(changes, &known);
	if (result == MOW_OK)
		save(changes);
	return result;
}

int mow_last_changes_new(struct mow_last_changes **out, struct mow_repo *repo, const char *rev, struct mow_error *err)
{
	struct mow_last_changes *changes = calloc(1, sizeof *changes);

	if (changes == NULL)
		return mow_fail_memory(err);
	changes->repo = repo->git;
	changes->err = err;
	int result = repo_past(&changes->past, repo, err);
	if (result == MOW_OK)
		result = find(changes, rev);
	if (result < 0) {
		mow_last_changes_free(changes);
		return result;
	}
	changes->err = NULL;
	*out = changes;
	return MOW_OK;
}

int64_t mow_last_changes_find(const struct mow_last_changes *changes, const char *path, size_t len)
{
	size_t place;

	return map_get(&changes->by_path, path, len, &place) ? changes->files.items[place].at : 0;
}
