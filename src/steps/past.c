/* The file: each commit, as struct past_commit has it (base/serial.h). */
#include "steps/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/serial.h"
#include "git/kept.h"

static const struct kept kept_past = {"past", 3, (size_t)16 << 20};
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

static bool take_step(struct step *out, struct serial *serial)
{
	return serial_take(&out->old_mode, serial, sizeof out->old_mode) &&
	       serial_take(&out->new_mode, serial, sizeof out->new_mode) &&
	       serial_take(&out->old_id, serial, sizeof out->old_id) &&
	       serial_take(&out->new_id, serial, sizeof out->new_id) &&
	       serial_take_text(&out->path, &out->path_len, serial);
}

/* Sorted, each path once, as they were. */
static bool take_steps(struct steps *out, struct serial *serial)
{
	size_t count;

	if (!serial_take_count(&count, serial) || count > KEPT_STEPS)
		return false;
	out->items = calloc(count + 1, sizeof *out->items);
	if (out->items == NULL)
		return false;
	for (; out->count < count; out->count++) {
		struct step *step = &out->items[out->count];
		if (!take_step(step, serial) || (out->count > 0 && strcmp(step[-1].path, step->path) >= 0))
			return false;
	}
	return true;
}

static bool take_owned(struct past_owned *out, struct serial *serial)
{
	size_t state;

	if (!serial_take_count(&state, serial) || state > PAST_COUNTED || !serial_take_count(&out->files, serial) ||
	    !serial_take_count(&out->owned, serial))
		return false;
	out->state = (enum past_state)state;
	return out->owned <= out->files;
}

static bool take_commit(struct past_commit *out, struct serial *serial)
{
	size_t len;

	return serial_take(&out->id, serial, sizeof out->id) && serial_take(&out->parent, serial, sizeof out->parent) &&
	       serial_take_count(&out->parent_count, serial) && serial_take(&out->time, serial, sizeof out->time) &&
	       serial_take(&out->author_time, serial, sizeof out->author_time) &&
	       serial_take_text(&out->author_name, &len, serial) &&
	       serial_take_text(&out->author_email, &len, serial) && serial_take_text(&out->subject, &len, serial) &&
	       take_owned(&out->owned, serial) && take_steps(&out->steps, serial);
}

static int take_file(struct past *past)
{
	struct serial serial = {past->bytes.data, past->bytes.data + past->bytes.len};
	int result = MOW_OK;

	while (result == MOW_OK && serial.at < serial.end) {
		struct past_entry *entry = arena_alloc(&past->arena, sizeof *entry);
		if (entry == NULL)
			return MOW_ENOMEM;
		if (!take_commit(&entry->commit, &serial)) {
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

void past_note_owned(struct past *past, const struct oid *id, const struct past_owned *owned)
{
	size_t place;

	if (!map_get(&past->by_id, id, sizeof *id, &place))
		return;
	past->entries.items[place]->commit.owned = *owned;
	past->changed = true;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static void add_text(struct buf *out, const char *text)
{
	serial_add_text(out, text, strlen(text));
}

static void add_commit(struct buf *out, const struct past_commit *commit)
{
	buf_add(out, &commit->id, sizeof commit->id);
	buf_add(out, &commit->parent, sizeof commit->parent);
	serial_add_count(out, commit->parent_count);
	buf_add(out, &commit->time, sizeof commit->time);
	buf_add(out, &commit->author_time, sizeof commit->author_time);
	add_text(out, commit->author_name);
	add_text(out, commit->author_email);
	add_text(out, commit->subject);
	serial_add_count(out, commit->owned.state);
	serial_add_count(out, commit->owned.files);
	serial_add_count(out, commit->owned.owned);
	serial_add_count(out, commit->steps.count);
	for (size_t i = 0; i < commit->steps.count; i++) {
		const struct step *step = &commit->steps.items[i];
		buf_add(out, &step->old_mode, sizeof step->old_mode);
		buf_add(out, &step->new_mode, sizeof step->new_mode);
		buf_add(out, &step->old_id, sizeof step->old_id);
		buf_add(out, &step->new_id, sizeof step->new_id);
		serial_add_text(out, step->path, step->path_len);
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
