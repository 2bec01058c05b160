#include "evidence/audit/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

#define HEAD_LINE "mowners-audit 1"

static const char *const verdicts[] = {"approved", "advised", "blocked", "refused", "open", "unknown", "begun"};

static const char *known_verdict(const char *word)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (strcmp(verdicts[i], word) == 0)
			return verdicts[i];
	return NULL;
}

/* ---- Writing --------------------------------------------------------------------------------------------------- */

/* What is nothing, and what would be taken for it, is "-". */
static void add_name(struct buf *out, const char *key, const char *name)
{
	buf_adds(out, key);
	if (name == NULL || name[0] == '\0')
		buf_addc(out, '-');
	else
		escape_percent(out, name, strlen(name));
	buf_addc(out, '\n');
}

static void add_ref(struct buf *out, const struct audit_ref *ref)
{
	char old[OID_HEX], new[OID_HEX];

	oid_format(old, &ref->old);
	oid_format(new, &ref->new);
	buf_addf(out, "ref %s %s ", old, new);
	add_name(out, "", ref->name);
	if (ref->verdict != NULL)
		buf_addf(out, "verdict %s\n", ref->verdict);
	for (size_t i = 0; i < ref->record_count; i++)
		buf_addf(out, "record %s\n", ref->records[i]);
	for (size_t i = 0; i < ref->override_count; i++)
		buf_addf(out, "override %s\n", ref->overrides[i]);
	for (size_t i = 0; i < ref->squash_count; i++) {
		oid_format(old, &ref->squashes[i].commit);
		oid_format(new, &ref->squashes[i].source);
		buf_addf(out, "squash %s %s\n", old, new);
	}
}

int audit_format(struct buf *out, const struct audit_entry *entry, struct mow_error *err)
{
	char moment[CLOCK_TEXT], rules[OID_HEX];

	clock_format_moment(moment, entry->at);
	oid_format(rules, &entry->rules);
	buf_addf(out, HEAD_LINE "\nat %s\n", moment);
	if (entry->pusher != NULL)
		buf_addf(out, "pusher %s ", entry->platform);
	add_name(out, entry->pusher != NULL ? "" : "pusher ", entry->pusher);
	buf_addf(out, "rules %s\n", rules);
	add_name(out, "default ", entry->branch);
	for (size_t i = 0; i < entry->ref_count; i++)
		add_ref(out, &entry->refs[i]);
	for (size_t i = 0; i < entry->arrival_count; i++)
		buf_addf(out, "received %s %s\n", decisions[entry->arrivals[i].decision].name, entry->arrivals[i].id);
	if (entry->problem != NULL)
		add_name(out, "problem ", entry->problem);
	return buf_check(out, err);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

struct reader {
	char *line; /* the next one, in a copy that is cut in place; NULL: the end */
	size_t number;
	struct arena *arena;
	struct audit_entry *entry;
	struct mow_error *err;
};

static int fail_line(const struct reader *reader, const char *why)
{
	return mow_fail(reader->err, MOW_EINVAL, "line %zu of the entry %s", reader->number, why);
}

/* Cuts the line off; false: there is none, or it is of another kind. What is behind the word is `*value`. */
static bool take(char **value, struct reader *reader, const char *word)
{
	size_t len = strlen(word);
	char *line = reader->line;
	char *end = line != NULL ? strchr(line, '\n') : NULL;

	if (end == NULL || strncmp(line, word, len) != 0 || line[len] != ' ')
		return false;
	*end = '\0';
	*value = line + len + 1;
	reader->line = end[1] != '\0' ? end + 1 : NULL;
	reader->number++;
	return true;
}

static int take_name(const char **out, struct reader *reader, const char *value)
{
	MOW_AUTO(buf) name = BUF_INIT;

	*out = NULL;
	if (strcmp(value, "-") == 0)
		return MOW_OK;
	bool good = escape_percent_undo(&name, value, strlen(value));
	if (buf_check(&name, reader->err) != MOW_OK)
		return MOW_ENOMEM;
	if (!good || name.len == 0 || strlen(name.data) != name.len)
		return fail_line(reader, "holds no encoded name");
	*out = arena_dup(reader->arena, name.data, name.len);
	return *out != NULL ? MOW_OK : mow_fail_memory(reader->err);
}

static int take_named(const char **out, struct reader *reader, const char *word)
{
	char *value;

	return take(&value, reader, word) ? take_name(out, reader, value)
					  : fail_line(reader, "is not the one that must stand there");
}

static bool is_record_id(const char *text)
{
	return strlen(text) == DIGEST_HEX - 1 && strspn(text, "0123456789abcdef") == DIGEST_HEX - 1;
}

/* The lines of one kind that follow, ids, into a list in the arena. */
static int take_ids(const char ***out, size_t *count, struct reader *reader, const char *word)
{
	struct {
		const char **items;
		size_t count, capacity;
	} ids = {NULL, 0, 0};
	int result = MOW_OK;

	for (char *value; result == MOW_OK && take(&value, reader, word);) {
		if (!is_record_id(value))
			result = fail_line(reader, "holds no id of a record");
		else if (array_reserve(&ids, 1) != MOW_OK)
			result = mow_fail_memory(reader->err);
		else
			ids.items[ids.count++] = value;
	}
	*out = arena_array(reader->arena, ids.count + 1, sizeof **out);
	*count = ids.count;
	if (*out == NULL)
		result = mow_fail_memory(reader->err);
	else if (ids.count > 0)
		memcpy(*out, ids.items, ids.count * sizeof **out);
	free(ids.items);
	return result;
}

static int take_squashes(struct audit_ref *ref, struct reader *reader)
{
	const size_t width = OID_HEX; /* with the space */
	struct {
		struct audit_squash *items;
		size_t count, capacity;
	} list = {NULL, 0, 0};
	int result = MOW_OK;

	for (char *value; result == MOW_OK && take(&value, reader, "squash");) {
		struct audit_squash squash;
		if (strlen(value) != 2 * width - 1 || value[width - 1] != ' ' ||
		    !oid_parse(&squash.commit, value, width - 1) ||
		    !oid_parse(&squash.source, value + width, width - 1))
			result = fail_line(reader, "is not \"squash COMMIT SOURCE\"");
		else if (array_reserve(&list, 1) != MOW_OK)
			result = mow_fail_memory(reader->err);
		else
			list.items[list.count++] = squash;
	}
	ref->squashes = arena_array(reader->arena, list.count + 1, sizeof *ref->squashes);
	ref->squash_count = list.count;
	if (ref->squashes == NULL)
		result = mow_fail_memory(reader->err);
	else if (list.count > 0)
		memcpy(ref->squashes, list.items, list.count * sizeof *ref->squashes);
	free(list.items);
	return result;
}

static int take_ref(struct reader *reader, char *value)
{
	struct audit_ref *ref = &reader->entry->refs[reader->entry->ref_count++];
	const size_t width = OID_HEX; /* with the space */
	size_t len = strlen(value);
	char *word;

	if (len <= 2 * width || value[width - 1] != ' ' || value[2 * width - 1] != ' ' ||
	    !oid_parse(&ref->old, value, width - 1) || !oid_parse(&ref->new, value + width, width - 1))
		return fail_line(reader, "is not \"ref OLD NEW REF\"");
	int result = take_name(&ref->name, reader, value + 2 * width);
	if (result == MOW_OK && ref->name == NULL)
		return fail_line(reader, "names no ref");
	if (result == MOW_OK && take(&word, reader, "verdict") && (ref->verdict = known_verdict(word)) == NULL)
		return fail_line(reader, "holds an unknown verdict");
	if (result == MOW_OK)
		result = take_ids(&ref->records, &ref->record_count, reader, "record");
	if (result == MOW_OK)
		result = take_ids(&ref->overrides, &ref->override_count, reader, "override");
	return result == MOW_OK ? take_squashes(ref, reader) : result;
}

static int take_arrival(struct reader *reader, char *value)
{
	struct audit_arrival *arrival = &reader->entry->arrivals[reader->entry->arrival_count++];
	char *space = strchr(value, ' ');

	if (space == NULL || !is_record_id(space + 1) ||
	    !decisions_find(&arrival->decision, value, (size_t)(space - value)))
		return fail_line(reader, "is not \"received DECISION ID\"");
	arrival->id = space + 1;
	return MOW_OK;
}

static int take_pusher(struct reader *reader, char *value)
{
	char *space = strchr(value, ' ');

	if (space == NULL)
		return strcmp(value, "-") == 0 ? MOW_OK : fail_line(reader, "is not \"pusher PLATFORM NAME\"");
	*space = '\0';
	reader->entry->platform = value;
	int result = take_name(&reader->entry->pusher, reader, space + 1);
	return result == MOW_OK && reader->entry->pusher == NULL ? fail_line(reader, "names a platform, and nobody")
								 : result;
}

static int take_head(struct reader *reader)
{
	struct audit_entry *entry = reader->entry;
	char *value;

	if (!take(&value, reader, "mowners-audit") || strcmp(value, "1") != 0)
		return mow_fail(reader->err, MOW_EINVAL, "it is no entry that this version knows");
	if (!take(&value, reader, "at") || !clock_parse_strict(&entry->at, value, strlen(value)))
		return fail_line(reader, "is not \"at MOMENT\"");
	if (!take(&value, reader, "pusher"))
		return fail_line(reader, "is not \"pusher NAME\"");
	int result = take_pusher(reader, value);
	if (result != MOW_OK)
		return result;
	if (!take(&value, reader, "rules") || !oid_parse(&entry->rules, value, strlen(value)))
		return fail_line(reader, "is not \"rules OID\"");
	return take_named(&entry->branch, reader, "default");
}

/* How many lines begin with a word. */
static size_t count_lines(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
		count++;
	return count;
}

int audit_parse(struct audit_entry *out, struct arena *arena, const char *text, struct mow_error *err)
{
	struct audit_entry entry = {0};
	size_t len = strlen(text);
	struct reader reader = {arena_dup(arena, text, len), 0, arena, &entry, err};
	char *value;

	entry.refs = arena_array(arena, count_lines(text, "\nref ") + 1, sizeof *entry.refs);
	entry.arrivals = arena_array(arena, count_lines(text, "\nreceived ") + 1, sizeof *entry.arrivals);
	if (reader.line == NULL || entry.refs == NULL || entry.arrivals == NULL)
		return mow_fail_memory(err);
	if (len == 0 || text[len - 1] != '\n')
		return mow_fail(err, MOW_EINVAL, "it is no entry: its last line has no end");
	int result = take_head(&reader);
	while (result == MOW_OK && take(&value, &reader, "ref"))
		result = take_ref(&reader, value);
	while (result == MOW_OK && take(&value, &reader, "received"))
		result = take_arrival(&reader, value);
	if (result == MOW_OK && take(&value, &reader, "problem"))
		result = take_name(&entry.problem, &reader, value);
	reader.number++;
	if (result == MOW_OK && reader.line != NULL)
		result = fail_line(&reader, "is not one that may stand there");
	if (result == MOW_OK)
		*out = entry;
	return result;
}
