/*
 * What was found out about changes, in GITDIR/mowners/audit-cache: of each the key, the size of the answer, and the
 * answer, as struct audit_answer has it (base/serial.h).
 */
#include <stdlib.h>
#include <string.h>

#include "api/audit.h"
#include "base/error.h"
#include "base/serial.h"
#include "git/kept.h"

static const struct kept kept_answers = {"audit-cache", 5, (size_t)128 << 20};

enum flag { FLAG_REVIEWS = 1, FLAG_COMPLETE = 2, FLAG_WORD = 4, FLAG_AREA = 8, FLAG_OWNER = 16 };

void audit_cache_release(struct audit_cache *cache)
{
	buf_release(&cache->bytes);
	buf_release(&cache->added);
	map_release(&cache->answers);
}

/* What is behind an answer that is cut off is found out again. */
static int find_answers(struct audit_cache *cache)
{
	struct serial left = {cache->bytes.data, cache->bytes.data + cache->bytes.len};
	unsigned char key[DIGEST_SIZE];
	size_t size, whole = 0;

	while (serial_take(key, &left, sizeof key) && serial_take_count(&size, &left) &&
	       size <= (size_t)(left.end - left.at)) {
		size_t at = (size_t)(left.at - cache->bytes.data);
		if (map_put(&cache->answers, cache->bytes.data + whole, sizeof key, at) != MOW_OK)
			return MOW_ENOMEM;
		left.at += size;
		whole = at + size;
	}
	buf_cut(&cache->bytes, whole);
	return MOW_OK;
}

int audit_cache_open(struct audit_cache *out, struct repo *repo, struct mow_error *err)
{
	int result = kept_read(&out->bytes, repo, &kept_answers, err);

	return result == MOW_OK && find_answers(out) != MOW_OK ? mow_fail_memory(err) : result;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static bool take_path(struct audit_path *out, struct serial *serial)
{
	size_t overridden, state;

	if (!serial_take_count(&overridden, serial) || !serial_take_count(&state, serial) || state > MOW_MISSING)
		return false;
	out->overridden = overridden != 0;
	out->state = (enum mow_state)state;
	return serial_take_text(&out->path, &out->len, serial);
}

/* Of no year that anybody writes: the file is not as it was. */
#define MOMENT_MOST (INT64_C(1) << 40)

static bool take_moment(int64_t *out, struct serial *serial)
{
	return serial_take(out, serial, sizeof *out) &&
	       (*out == INT64_MIN || (*out > -MOMENT_MOST && *out < MOMENT_MOST));
}

static bool take_part(struct audit_part *out, struct serial *serial)
{
	size_t flags, level, len;

	if (!serial_take_count(&flags, serial) || !serial_take_count(&level, serial) || level >= LEVEL_COUNT ||
	    !serial_take_count(&out->files, serial) || !take_moment(&out->reviewed, serial) ||
	    !take_moment(&out->decided, serial))
		return false;
	out->level = (enum level)level;
	out->reviews = (flags & FLAG_REVIEWS) != 0;
	out->complete = (flags & FLAG_COMPLETE) != 0;
	out->word = (flags & FLAG_WORD) != 0;
	return ((flags & FLAG_AREA) == 0 || serial_take_text(&out->area, &len, serial)) &&
	       ((flags & FLAG_OWNER) == 0 || serial_take_text(&out->owner, &len, serial));
}

/* So many of a list as it says, each of which has some counts at least. */
static bool take_size(size_t *out, struct serial *serial)
{
	return serial_take_count(out, serial) && *out <= (size_t)(serial->end - serial->at) / sizeof(uint32_t);
}

static bool take_lists(struct audit_answer *out, struct serial *serial, struct arena *arena)
{
	size_t len;

	out->paths = arena_array(arena, out->count, sizeof *out->paths);
	out->parts = arena_array(arena, out->part_count, sizeof *out->parts);
	out->records = arena_array(arena, out->record_count, sizeof *out->records);
	if (out->paths == NULL || out->parts == NULL || out->records == NULL)
		return false;
	for (size_t i = 0; i < out->count; i++)
		if (!take_path(&out->paths[i], serial))
			return false;
	for (size_t i = 0; i < out->part_count; i++)
		if (!take_part(&out->parts[i], serial))
			return false;
	for (size_t i = 0; i < out->record_count; i++)
		if (!serial_take_text(&out->records[i], &len, serial))
			return false;
	return true;
}

bool audit_cache_find(struct audit_answer *out, const struct audit_cache *cache, const unsigned char key[DIGEST_SIZE],
		      struct arena *arena)
{
	struct audit_answer answer = {0};
	size_t word, at;

	if (!map_get(&cache->answers, key, DIGEST_SIZE, &at))
		return false;
	struct serial serial = {cache->bytes.data + at, cache->bytes.data + cache->bytes.len};
	if (!serial_take_count(&word, &serial) || word > AUDIT_ERRORS || !serial_take_count(&answer.files, &serial) ||
	    !take_size(&answer.count, &serial) || !take_size(&answer.part_count, &serial) ||
	    !take_size(&answer.record_count, &serial) || !take_lists(&answer, &serial, arena))
		return false;
	answer.word = (enum audit_word)word;
	*out = answer;
	return true;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static void add_part(struct buf *out, const struct audit_part *part)
{
	unsigned flags = (part->reviews ? FLAG_REVIEWS : 0) | (part->complete ? FLAG_COMPLETE : 0) |
			 (part->word ? FLAG_WORD : 0) | (part->area != NULL ? FLAG_AREA : 0) |
			 (part->owner != NULL ? FLAG_OWNER : 0);

	serial_add_count(out, flags);
	serial_add_count(out, part->level);
	serial_add_count(out, part->files);
	buf_add(out, &part->reviewed, sizeof part->reviewed);
	buf_add(out, &part->decided, sizeof part->decided);
	if (part->area != NULL)
		serial_add_text(out, part->area, strlen(part->area));
	if (part->owner != NULL)
		serial_add_text(out, part->owner, strlen(part->owner));
}

static void add_answer(struct buf *out, const struct audit_answer *answer)
{
	serial_add_count(out, answer->word);
	serial_add_count(out, answer->files);
	serial_add_count(out, answer->count);
	serial_add_count(out, answer->part_count);
	serial_add_count(out, answer->record_count);
	for (size_t i = 0; i < answer->count; i++) {
		const struct audit_path *path = &answer->paths[i];
		serial_add_count(out, path->overridden);
		serial_add_count(out, path->state);
		serial_add_text(out, path->path, path->len);
	}
	for (size_t i = 0; i < answer->part_count; i++)
		add_part(out, &answer->parts[i]);
	for (size_t i = 0; i < answer->record_count; i++)
		serial_add_text(out, answer->records[i], strlen(answer->records[i]));
}

int audit_cache_add(struct audit_cache *cache, const unsigned char key[DIGEST_SIZE], const struct audit_answer *answer,
		    struct mow_error *err)
{
	struct buf *out = &cache->added;
	uint32_t size = 0;

	buf_add(out, key, DIGEST_SIZE);
	serial_add_count(out, 0);
	size_t before = out->len;
	add_answer(out, answer);
	if (buf_check(out, err) != MOW_OK)
		return MOW_ENOMEM;
	size = (uint32_t)(out->len - before);
	memcpy(out->data + before - sizeof size, &size, sizeof size);
	return MOW_OK;
}

void audit_cache_save(const struct audit_cache *cache, struct repo *repo)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (cache->added.len == 0)
		return;
	/* Where there is no room for all, what is new. */
	if (cache->bytes.len + cache->added.len <= kept_answers.most)
		buf_add(&bytes, cache->bytes.data, cache->bytes.len);
	buf_add(&bytes, cache->added.data, cache->added.len);
	kept_write(repo, &kept_answers, &bytes);
}
