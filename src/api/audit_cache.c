/*
 * What was found out about changes, in GITDIR/mowners/audit-cache: a line for each change:
 *
 *     KEY WORD FILES PATHS {STATE PATH}… PARTS {AREA LEVEL OWNER FILES FLAGS REVIEWED DECIDED}… ID…
 *
 * KEY is a digest of all that the answer depends on; STATE a number, or `o` for overridden; PATH, AREA and OWNER are
 * percent-encoded, `-` is none; LEVEL is a number, FLAGS a set of enum flag, and the moments are in seconds,
 * `-` for none.
 */
#include <stdlib.h>
#include <string.h>

#include "api/audit.h"
#include "base/error.h"
#include "base/escape.h"
#include "git/kept.h"

static const struct kept kept_answers = {"audit-cache", 4, (size_t)128 << 20};
#define KEY_LEN ((size_t)DIGEST_HEX - 1)

static const char *const words[] = {"good", "open", "bad", "errors"};
enum { WORDS = sizeof words / sizeof *words, PARTS_MAX = 1000 };
enum flag { FLAG_REVIEWS = 1, FLAG_COMPLETE = 2, FLAG_WORD = 4 };

void audit_cache_release(struct audit_cache *cache)
{
	buf_release(&cache->bytes);
	buf_release(&cache->added);
	map_release(&cache->lines);
	arena_release(&cache->arena);
}

/* Cuts the file into lines. One that is none ends it: what is behind is found out again. */
static int take_lines(struct audit_cache *cache)
{
	const char *end = cache->bytes.data + cache->bytes.len;
	char *at = cache->bytes.data;

	while (at < end) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL || (size_t)(stop - at) <= KEY_LEN || at[KEY_LEN] != ' ')
			break;
		*stop = '\0';
		if (map_put(&cache->lines, at, KEY_LEN, (size_t)(at + KEY_LEN + 1 - cache->bytes.data)) != MOW_OK)
			return MOW_ENOMEM;
		at = stop + 1;
	}
	buf_cut(&cache->bytes, (size_t)(at - cache->bytes.data));
	return MOW_OK;
}

int audit_cache_open(struct audit_cache *out, struct repo *repo, struct mow_error *err)
{
	int result = kept_read(&out->bytes, repo, &kept_answers, err);

	return result == MOW_OK && take_lines(out) != MOW_OK ? mow_fail_memory(err) : result;
}

/* ---- A line ------------------------------------------------------------------------------------------------------ */

static const char *next_word(char **at)
{
	char *word = *at;
	char *space = word != NULL ? strchr(word, ' ') : NULL;

	*at = space != NULL ? space + 1 : NULL;
	if (space != NULL)
		*space = '\0';
	return word;
}

static bool take_path(struct audit_path *out, char **at, struct arena *arena)
{
	const char *state = next_word(at);
	const char *path = next_word(at);
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (state == NULL || path == NULL || !escape_percent_undo(&bytes, path, strlen(path)))
		return false;
	out->overridden = strcmp(state, "o") == 0;
	out->state = out->overridden ? MOW_APPROVED : (enum mow_state)strtoul(state, NULL, 10);
	out->path = arena_dup(arena, bytes.data, bytes.len);
	out->len = bytes.len;
	return out->path != NULL && out->state <= MOW_MISSING;
}

static bool take_number(size_t *out, char **at)
{
	const char *word = next_word(at);

	*out = word != NULL ? strtoul(word, NULL, 10) : 0;
	return word != NULL;
}

/* `-` is none. */
static bool take_text(const char **out, char **at, struct arena *arena)
{
	const char *word = next_word(at);
	MOW_AUTO(buf) bytes = BUF_INIT;

	*out = NULL;
	if (word == NULL || strcmp(word, "-") == 0)
		return word != NULL;
	if (strchr(word, '%') == NULL) {
		*out = word;
		return true;
	}
	if (!escape_percent_undo(&bytes, word, strlen(word)))
		return false;
	*out = arena_dup(arena, bytes.data, bytes.len);
	return *out != NULL;
}

/* Of no year that anybody writes: the file is not as it was. */
#define MOMENT_MOST (INT64_C(1) << 40)

/* `-` is INT64_MIN: none. */
static bool take_moment(int64_t *out, char **at)
{
	const char *word = next_word(at);

	*out = word == NULL ? 0 : strcmp(word, "-") == 0 ? INT64_MIN : strtoll(word, NULL, 10);
	return word != NULL && (*out == INT64_MIN || (*out > -MOMENT_MOST && *out < MOMENT_MOST));
}

static bool take_part(struct audit_part *out, char **at, struct arena *arena)
{
	size_t level, flags;

	if (!take_text(&out->area, at, arena) || !take_number(&level, at) || !take_text(&out->owner, at, arena) ||
	    !take_number(&out->files, at) || !take_number(&flags, at) || !take_moment(&out->reviewed, at) ||
	    !take_moment(&out->decided, at))
		return false;
	out->level = (enum level)level;
	out->reviews = (flags & FLAG_REVIEWS) != 0;
	out->complete = (flags & FLAG_COMPLETE) != 0;
	out->word = (flags & FLAG_WORD) != 0;
	return level < LEVEL_COUNT;
}

static bool take_parts(struct audit_answer *out, char **at, struct arena *arena)
{
	if (!take_number(&out->part_count, at) || out->part_count > PARTS_MAX)
		return false;
	out->parts = arena_array(arena, out->part_count + 1, sizeof *out->parts);
	for (size_t i = 0; i < out->part_count; i++)
		if (out->parts == NULL || !take_part(&out->parts[i], at, arena))
			return false;
	return out->parts != NULL;
}

static bool take_answer(struct audit_answer *out, char *line, struct arena *arena)
{
	struct audit_answer answer = {.whole = true};
	char *at = line;
	const char *word = next_word(&at);
	int number = 0;

	while (number < WORDS && strcmp(words[number], word) != 0)
		number++;
	answer.word = (enum audit_word)number;
	if (number == WORDS || !take_number(&answer.files, &at) || !take_number(&answer.count, &at) ||
	    answer.count > AUDIT_PATHS_MAX)
		return false;
	answer.paths = arena_array(arena, answer.count + 1, sizeof *answer.paths);
	if (answer.paths == NULL)
		return false;
	for (size_t i = 0; i < answer.count; i++)
		if (!take_path(&answer.paths[i], &at, arena))
			return false;
	if (!take_parts(&answer, &at, arena))
		return false;
	answer.records = arena_array(arena, at != NULL ? AUDIT_PATHS_MAX : 1, sizeof *answer.records);
	if (answer.records == NULL)
		return false;
	for (const char *id; (id = next_word(&at)) != NULL && answer.record_count < AUDIT_PATHS_MAX;)
		answer.records[answer.record_count++] = id;
	*out = answer;
	return true;
}

bool audit_cache_find(struct audit_answer *out, const struct audit_cache *cache, const char key[DIGEST_HEX],
		      struct arena *arena)
{
	size_t at;

	if (!map_get(&cache->lines, key, KEY_LEN, &at))
		return false;
	const char *line = cache->bytes.data + at;
	char *copy = arena_dup(arena, line, strlen(line));
	return copy != NULL && take_answer(out, copy, arena);
}

static void add_text(struct buf *out, const char *text)
{
	buf_addc(out, ' ');
	if (text != NULL)
		escape_percent(out, text, strlen(text));
	else
		buf_addc(out, '-');
}

static void add_number(struct buf *out, size_t number)
{
	buf_addc(out, ' ');
	buf_addu(out, number);
}

static void add_moment(struct buf *out, int64_t moment)
{
	buf_addc(out, ' ');
	if (moment < 0)
		buf_addc(out, '-');
	if (moment != INT64_MIN)
		buf_addu(out, moment < 0 ? (uint64_t)-moment : (uint64_t)moment);
}

static void add_part(struct buf *out, const struct audit_part *part)
{
	unsigned flags = (part->reviews ? FLAG_REVIEWS : 0) | (part->complete ? FLAG_COMPLETE : 0) |
			 (part->word ? FLAG_WORD : 0);

	add_text(out, part->area);
	add_number(out, (size_t)part->level);
	add_text(out, part->owner);
	add_number(out, part->files);
	add_number(out, flags);
	add_moment(out, part->reviewed);
	add_moment(out, part->decided);
}

int audit_cache_add(struct audit_cache *cache, const char key[DIGEST_HEX], const struct audit_answer *answer,
		    struct mow_error *err)
{
	struct buf *out = &cache->added;

	if (!answer->whole || answer->count > AUDIT_PATHS_MAX || answer->record_count > AUDIT_PATHS_MAX ||
	    answer->part_count > PARTS_MAX)
		return MOW_OK;
	buf_adds(out, key);
	buf_addc(out, ' ');
	buf_adds(out, words[answer->word]);
	add_number(out, answer->files);
	add_number(out, answer->count);
	for (size_t i = 0; i < answer->count; i++) {
		const struct audit_path *path = &answer->paths[i];
		if (path->overridden)
			buf_adds(out, " o");
		else
			add_number(out, (size_t)path->state);
		buf_addc(out, ' ');
		escape_percent(out, path->path, path->len);
	}
	add_number(out, answer->part_count);
	for (size_t i = 0; i < answer->part_count; i++)
		add_part(out, &answer->parts[i]);
	for (size_t i = 0; i < answer->record_count; i++)
		buf_addf(out, " %s", answer->records[i]);
	buf_addc(out, '\n');
	return buf_check(out, err);
}

void audit_cache_save(const struct audit_cache *cache, struct repo *repo)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	bool full = cache->bytes.len + cache->added.len > kept_answers.most;

	if (cache->added.len == 0)
		return;
	for (size_t at = 0; !full && at < cache->bytes.len;) {
		size_t len = strlen(cache->bytes.data + at);
		buf_add(&bytes, cache->bytes.data + at, len);
		buf_addc(&bytes, '\n');
		at += len + 1;
	}
	buf_add(&bytes, cache->added.data, cache->added.len);
	kept_write(repo, &kept_answers, &bytes);
}
