#include "evidence/record/read.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/order.h"
#include "evidence/field.h"
#include "git/tree.h"

/* Bytes of a step line before its path: "100644 OID 100644 OID ". */
#define STEP_HEAD ((size_t)96)

static bool parse_mode(unsigned *mode, const char *text)
{
	static const struct {
		const char *text;
		unsigned mode;
	} modes[] = {{"100644", MODE_FILE},
		     {"100755", MODE_EXECUTABLE},
		     {"120000", MODE_LINK},
		     {"160000", MODE_GITLINK},
		     {"000000", MODE_NONE}};

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		if (memcmp(modes[i].text, text, 6) == 0) {
			*mode = modes[i].mode;
			return true;
		}
	}
	return false;
}

/* One side of a step, "MODE OID " at `text`. Nothing is the mode 000000 with the id of zeros; neither stands without
 * the other. */
static bool parse_side(unsigned *mode, struct oid *id, const char *text)
{
	return parse_mode(mode, text) && text[6] == ' ' && oid_parse(id, text + 7, OID_HEX - 1) && text[47] == ' ' &&
	       (*mode == MODE_NONE) == oid_is_zero(id);
}

static bool is_component(const char *bytes, size_t len)
{
	return len > 0 && !(bytes[0] == '.' && (len == 1 || (len == 2 && bytes[1] == '.')));
}

/* A path as a tree can hold it. */
static bool is_path(const char *path, size_t len)
{
	size_t start = 0;

	if (len == 0 || len > TREE_PATH_MAX || memchr(path, '\0', len) != NULL)
		return false;
	for (size_t i = 0; i <= len; i++) {
		if (i < len && path[i] != '/')
			continue;
		if (!is_component(path + start, i - start))
			return false;
		start = i + 1;
	}
	return true;
}

/* A decoded path or pattern after the one before: by bytes, a shorter one before those that it begins. */
static bool is_after(struct record_span before, struct record_span next)
{
	return order_bytes(next.bytes, next.len, before.bytes, before.len) > 0;
}

/* Decodes a path or pattern into reader->scratch and keeps a copy. */
static int take_encoded(const char **out, struct record_reader *reader, const char *name, struct record_span value)
{
	buf_reset(&reader->scratch);
	bool exact = escape_percent_undo(&reader->scratch, value.bytes, value.len);
	int result = buf_check(&reader->scratch, reader->err);
	if (result != MOW_OK)
		return result;
	if (!exact)
		return record_fail_value(reader, name, "percent-encoded: upper-case %XX for all but A-Za-z0-9._~/-",
					 value);
	return record_keep(out, reader, (struct record_span){reader->scratch.data, reader->scratch.len});
}

static int take_step(struct record_reader *reader, struct record_span value)
{
	struct record *record = reader->record;
	struct step *step = &record->steps[record->step_count];
	struct record_span path = {value.bytes + STEP_HEAD, value.len > STEP_HEAD ? value.len - STEP_HEAD : 0};

	if (value.len <= STEP_HEAD || !parse_side(&step->old_mode, &step->old_id, value.bytes) ||
	    !parse_side(&step->new_mode, &step->new_id, value.bytes + STEP_HEAD / 2))
		return record_fail_value(reader, "step", "MODE OID MODE OID PATH", value);
	if (step->old_mode == step->new_mode && oid_equal(&step->old_id, &step->new_id))
		return mow_fail(reader->err, MOW_EINVAL, "line %u: old and new are the same: that is no step",
				reader->line);
	int result = take_encoded(&step->path, reader, "step", path);
	if (result != MOW_OK)
		return result;
	step->path_len = reader->scratch.len;
	if (!is_path(step->path, step->path_len))
		return record_fail_value(reader, "step", "of a path that a repository can hold", path);
	const struct step *before = record->step_count > 0 ? step - 1 : NULL;
	if (before != NULL && !is_after((struct record_span){before->path, before->path_len},
					(struct record_span){step->path, step->path_len}))
		return mow_fail(reader->err, MOW_EINVAL, "line %u: steps are sorted by their paths, one a path",
				reader->line);
	record->step_count++;
	return MOW_OK;
}

static int take_path(struct record_reader *reader, struct record_span value)
{
	struct record *record = reader->record;
	const char *pattern = NULL;
	struct mow_error why = {0};

	int result = take_encoded(&pattern, reader, "path", value);
	if (result != MOW_OK)
		return result;
	struct record_span decoded = {reader->scratch.data, reader->scratch.len};
	if (!field_text(decoded.bytes, decoded.len) || decoded.bytes[0] == '!' || decoded.len > RULES_LINE_MAX)
		return record_fail_value(reader, "path", "a pattern as in OWNERS, without `!`", decoded);
	result = pattern_check(decoded.bytes, decoded.len, NULL, NULL, &why);
	if (result == MOW_EINVAL)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: %s", reader->line, why.message);
	if (result != MOW_OK)
		return mow_fail(reader->err, result, "%s", why.message);
	if (record->path_count > 0) {
		const char *before = record->paths[record->path_count - 1];
		if (!is_after((struct record_span){before, strlen(before)}, decoded))
			return mow_fail(reader->err, MOW_EINVAL, "line %u: patterns are sorted, none twice",
					reader->line);
	}
	record->paths[record->path_count++] = pattern;
	return MOW_OK;
}

static int take_move(struct record_reader *reader, struct record_span value)
{
	struct oid from, to;
	size_t size = OID_HEX - 1;

	if (value.len != 2 * size + 1 || value.bytes[size] != ' ' || !oid_parse(&from, value.bytes, size) ||
	    !oid_parse(&to, value.bytes + size + 1, size) || oid_is_zero(&from) || oid_equal(&from, &to))
		return record_fail_value(reader, "move", "OLD NEW, two different ids, the first not zero", value);
	return record_keep(&reader->record->move, reader, value);
}

static int take_record(struct record_reader *reader, struct record_span value)
{
	bool good = value.len == DIGEST_HEX - 1;

	for (size_t i = 0; i < value.len && good; i++)
		good = (value.bytes[i] >= '0' && value.bytes[i] <= '9') ||
		       (value.bytes[i] >= 'a' && value.bytes[i] <= 'f');
	if (!good)
		return record_fail_value(reader, "record", "the id of a record, 64 lower-case digits", value);
	return record_keep(&reader->record->withdraws, reader, value);
}

/* How each kind of line that says what is decided about is read. */
static const struct about_line {
	record_take_fn *take;
	bool many;
} about_lines[RECORD_LINES] = {
	[RECORD_LINE_STEP] = {take_step, true},
	[RECORD_LINE_PATH] = {take_path, true},
	[RECORD_LINE_MOVE] = {take_move, false},
	[RECORD_LINE_RECORD] = {take_record, false},
};

/* How many lines in a row begin with `name`, so that they get one array. */
static size_t count_lines(const struct record_reader *reader, const char *name)
{
	const char *at = reader->at;
	size_t left = reader->left;
	size_t count = 0;

	while (record_starts(at, left, name)) {
		const char *end = memchr(at, '\n', left);
		count++;
		if (end == NULL || count > RECORD_STEPS_MAX)
			break;
		left -= (size_t)(end + 1 - at);
		at = end + 1;
	}
	return count;
}

static int take_about(struct record_reader *reader, enum record_line line)
{
	struct record *record = reader->record;
	const char *name = record_lines[line];
	size_t count = about_lines[line].many ? count_lines(reader, name) : 1;

	if (count > RECORD_STEPS_MAX)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: more than %d `%s` lines; make several records",
				reader->line, RECORD_STEPS_MAX, name);
	if (line == RECORD_LINE_STEP)
		record->steps = arena_array(&record->arena, count, sizeof *record->steps);
	if (line == RECORD_LINE_PATH)
		record->paths = arena_array(&record->arena, count, sizeof *record->paths);
	if ((line == RECORD_LINE_STEP && record->steps == NULL) || (line == RECORD_LINE_PATH && record->paths == NULL))
		return mow_fail_memory(reader->err);
	for (size_t i = 0; i < count; i++) {
		int result = record_take_named(reader, name, about_lines[line].take);
		if (result != MOW_OK)
			return result;
	}
	return MOW_OK;
}

int record_take_about(struct record_reader *reader)
{
	MOW_AUTO(buf) expected = BUF_INIT;
	enum record_decision decision = reader->record->decision;

	for (int i = 0; i < RECORD_LINES; i++)
		if ((decisions[decision].lines & RECORD_LINE_BIT(i)) != 0 &&
		    record_starts(reader->at, reader->left, record_lines[i]))
			return take_about(reader, (enum record_line)i);
	decisions_add_lines(&expected, decision);
	return record_fail_found(reader, expected.data);
}
