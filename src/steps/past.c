/*
 * The file: a record for each commit, as struct past_commit has it, in the byte order of the machine; of a text its
 * length, its bytes and a NUL.
 */
#include "steps/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "git/kept.h"

static const struct kept kept_past = {"past", 2, (size_t)16 << 20};
#define KEPT_STEPS 10000 /* of a commit */
#define ALL_STEPS 500000 /* of all of them, in memory */

struct past_entry {
	struct past_commit commit;
	bool used;
};

struct past {
	struct repo *repo;
	struct buf bytes; /* of the file */
	struct {
		struct past_entry **items;
		size_t count, capacity;
	} entries;
	struct map by_id; /* → its place in `entries` */
	struct arena arena;
	size_t steps; /* of all */
	bool changed;
};

void past_free(struct past *past)
{
	if (past == NULL)
		return;
	for (size_t i = 0; i < past->entries.count; i++)
		steps_release(&past->entries.items[i]->commit.steps);
	free(past->entries.items);
	map_release(&past->by_id);
	buf_release(&past->bytes);
	arena_release(&past->arena);
	free(past);
}

static int add_entry(struct past *past, struct past_entry *entry)
{
	if (array_reserve(&past->entries, 1) != MOW_OK ||
	    map_put(&past->by_id, &entry->commit.id, sizeof entry->commit.id, past->entries.count) != MOW_OK)
		return MOW_ENOMEM;
	past->entries.items[past->entries.count++] = entry;
	return MOW_OK;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

struct cursor {
	const char *at, *end;
};

static bool take(void *out, struct cursor *cursor, size_t size)
{
	if ((size_t)(cursor->end - cursor->at) < size)
		return false;
	memcpy(out, cursor->at, size);
	cursor->at += size;
	return true;
}

static bool take_text(const char **out, size_t *len, struct cursor *cursor)
{
	uint32_t size;

	if (!take(&size, cursor, sizeof size) || (size_t)(cursor->end - cursor->at) <= size ||
	    memchr(cursor->at, '\0', (size_t)size + 1) != cursor->at + size)
		return false;
	*out = cursor->at;
	*len = size;
	cursor->at += (size_t)size + 1;
	return true;
}

static bool take_count(size_t *out, struct cursor *cursor)
{
	uint32_t count;
	bool good = take(&count, cursor, sizeof count);

	*out = good ? count : 0;
	return good;
}

static bool take_step(struct step *out, struct cursor *cursor)
{
	return take(&out->old_mode, cursor, sizeof out->old_mode) &&
	       take(&out->new_mode, cursor, sizeof out->new_mode) && take(&out->old_id, cursor, sizeof out->old_id) &&
	       take(&out->new_id, cursor, sizeof out->new_id) && take_text(&out->path, &out->path_len, cursor);
}

/* Sorted, each path once, as they were. */
static bool take_steps(struct steps *out, struct cursor *cursor)
{
	size_t count;

	if (!take_count(&count, cursor) || count > KEPT_STEPS)
		return false;
	out->items = calloc(count + 1, sizeof *out->items);
	if (out->items == NULL)
		return false;
	for (; out->count < count; out->count++) {
		struct step *step = &out->items[out->count];
		if (!take_step(step, cursor) || (out->count > 0 && strcmp(step[-1].path, step->path) >= 0))
			return false;
	}
	return true;
}

static bool take_commit(struct past_commit *out, struct cursor *cursor)
{
	size_t len;

	return take(&out->id, cursor, sizeof out->id) && take(&out->parent, cursor, sizeof out->parent) &&
	       take_count(&out->parent_count, cursor) && take(&out->time, cursor, sizeof out->time) &&
	       take(&out->author_time, cursor, sizeof out->author_time) && take_text(&out->author_name, &len, cursor) &&
	       take_text(&out->author_email, &len, cursor) && take_text(&out->subject, &len, cursor) &&
	       take_steps(&out->steps, cursor);
}

static int take_file(struct past *past)
{
	struct cursor cursor = {past->bytes.data, past->bytes.data + past->bytes.len};
	int result = MOW_OK;

	while (result == MOW_OK && cursor.at < cursor.end) {
		struct past_entry *entry = arena_alloc(&past->arena, sizeof *entry);
		if (entry == NULL)
			return MOW_ENOMEM;
		if (!take_commit(&entry->commit, &cursor)) {
			steps_release(&entry->commit.steps);
			break;
		}
		entry->commit.compared = true;
		past->steps += entry->commit.steps.count;
		result = add_entry(past, entry);
	}
	return result;
}

int past_open(struct past **out, struct repo *repo, struct mow_error *err)
{
	struct past *past = calloc(1, sizeof *past);

	if (past == NULL)
		return mow_fail_memory(err);
	past->repo = repo;
	past->bytes = (struct buf)BUF_INIT;
	int result = kept_read(&past->bytes, repo, &kept_past, err);
	if (result == MOW_OK && take_file(past) != MOW_OK)
		result = mow_fail_memory(err);
	if (result != MOW_OK) {
		past_free(past);
		return result;
	}
	*out = past;
	return MOW_OK;
}

/* ---- Finding out --------------------------------------------------------------------------------------------------- */

/* A copy without room to spare: there are many. */
static int keep_steps(struct past_commit *out, struct past *past, const struct steps *steps, struct mow_error *err)
{
	out->compared = steps->count <= KEPT_STEPS && past->steps + steps->count <= ALL_STEPS;
	if (!out->compared)
		return MOW_OK;
	past->steps += steps->count;
	out->steps.items = calloc(steps->count + 1, sizeof *steps->items);
	for (size_t i = 0; i < steps->count; i++) {
		const struct step *step = &steps->items[i];
		const char *path = arena_dup(&past->arena, step->path, step->path_len);
		if (out->steps.items == NULL || path == NULL)
			return mow_fail_memory(err);
		out->steps.items[out->steps.count++] = *step;
		out->steps.items[i].path = path;
	}
	return MOW_OK;
}

/* What is not all here, or is written in a way that no push brings, is git's to look at. */
static int compare(struct past_commit *commit, struct past *past, const struct oid *tree, struct mow_error *err)
{
	MOW_AUTO(steps) steps = {0};
	struct mow_error why = {0, ""};
	struct oid before = {{0}};
	int result = commit->parent_count > 0 ? repo_commit_tree(&before, past->repo, &commit->parent, &why) : MOW_OK;

	if (result == MOW_OK)
		result = steps_between(&steps, past->repo, &before, tree, &why);
	if (result == MOW_OK)
		return keep_steps(commit, past, &steps, err);
	return result == MOW_ENOMEM ? mow_fail_memory(err) : MOW_OK;
}

static int find_out(struct past_commit *out, struct past *past, const struct oid *id, struct mow_error *err)
{
	MOW_AUTO(arena) arena = {0};
	struct commit commit;
	int result = repo_commit(&commit, &arena, past->repo, id, err);

	if (result != MOW_OK)
		return result;
	*out = (struct past_commit){
		.id = *id,
		.parent_count = commit.parent_count,
		.time = commit.time,
		.author_time = commit.author_time,
		.author_name = arena_dup(&past->arena, commit.author_name, strlen(commit.author_name)),
		.author_email = arena_dup(&past->arena, commit.author_email, strlen(commit.author_email)),
		.subject = arena_dup(&past->arena, commit.message, strcspn(commit.message, "\n")),
	};
	if (commit.parent_count > 0)
		out->parent = commit.parents[0];
	if (out->author_name == NULL || out->author_email == NULL || out->subject == NULL)
		return mow_fail_memory(err);
	return compare(out, past, &commit.tree, err);
}

int past_get(const struct past_commit **out, struct past *past, const struct oid *id, struct mow_error *err)
{
	size_t place;

	if (map_get(&past->by_id, id, sizeof *id, &place)) {
		past->entries.items[place]->used = true;
		*out = &past->entries.items[place]->commit;
		return MOW_OK;
	}
	struct past_entry *entry = arena_alloc(&past->arena, sizeof *entry);
	int result = entry != NULL ? find_out(&entry->commit, past, id, err) : mow_fail_memory(err);
	if (result == MOW_OK && add_entry(past, entry) != MOW_OK)
		result = mow_fail_memory(err);
	if (result != MOW_OK) {
		if (entry != NULL)
			steps_release(&entry->commit.steps);
		return result;
	}
	entry->used = true;
	past->changed = past->changed || entry->commit.compared;
	*out = &entry->commit;
	return MOW_OK;
}

const struct past_commit *past_find(const struct past *past, const struct oid *id)
{
	size_t place;

	return map_get(&past->by_id, id, sizeof *id, &place) ? &past->entries.items[place]->commit : NULL;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static void add_text(struct buf *out, const char *text)
{
	uint32_t size = (uint32_t)strlen(text);

	buf_add(out, &size, sizeof size);
	buf_add(out, text, (size_t)size + 1);
}

static void add_count(struct buf *out, size_t count)
{
	uint32_t number = (uint32_t)count;

	buf_add(out, &number, sizeof number);
}

static void add_commit(struct buf *out, const struct past_commit *commit)
{
	buf_add(out, &commit->id, sizeof commit->id);
	buf_add(out, &commit->parent, sizeof commit->parent);
	add_count(out, commit->parent_count);
	buf_add(out, &commit->time, sizeof commit->time);
	buf_add(out, &commit->author_time, sizeof commit->author_time);
	add_text(out, commit->author_name);
	add_text(out, commit->author_email);
	add_text(out, commit->subject);
	add_count(out, commit->steps.count);
	for (size_t i = 0; i < commit->steps.count; i++) {
		const struct step *step = &commit->steps.items[i];
		buf_add(out, &step->old_mode, sizeof step->old_mode);
		buf_add(out, &step->new_mode, sizeof step->new_mode);
		buf_add(out, &step->old_id, sizeof step->old_id);
		buf_add(out, &step->new_id, sizeof step->new_id);
		add_text(out, step->path);
	}
}

/* As far as there is room. */
static void add_commits(struct buf *out, const struct past *past, bool used)
{
	for (size_t i = 0; i < past->entries.count; i++) {
		const struct past_entry *entry = past->entries.items[i];
		size_t before = out->len;
		if (!entry->commit.compared || entry->used != used)
			continue;
		add_commit(out, &entry->commit);
		if (out->len > kept_past.most) {
			buf_cut(out, before);
			return;
		}
	}
}

void past_save(struct past *past)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (!past->changed)
		return;
	add_commits(&bytes, past, true);
	add_commits(&bytes, past, false);
	kept_write(past->repo, &kept_past, &bytes);
	past->changed = false;
}
