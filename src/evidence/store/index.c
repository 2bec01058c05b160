#include "evidence/store/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/escape.h"
#include "evidence/field.h"

#define BINARY sizeof((struct store_index_line *)NULL)->line

/* The lines of one record, and one that is looked for among them. */
struct lines {
	struct store_index index;
	size_t record;
	const unsigned char *wanted;
	struct buf *found; /* receives the line that has the wanted digest */
};

void store_index_release(struct store_index *index)
{
	free(index->items);
	*index = (struct store_index){0};
}

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void to_binary(unsigned char *out, const char *hex)
{
	for (size_t i = 0; i < BINARY; i++)
		out[i] = (unsigned char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
}

int store_index_add(struct store_index *index, const char *line_id, size_t record)
{
	if (array_reserve(index, 1))
		return MOW_ENOMEM;
	to_binary(index->items[index->count].line, line_id);
	index->items[index->count++].record = (unsigned char)record;
	return MOW_OK;
}

static int compare(const void *a, const void *b)
{
	const struct store_index_line *one = a;
	const struct store_index_line *two = b;

	if (one->record != two->record)
		return one->record < two->record ? -1 : 1;
	return memcmp(one->line, two->line, BINARY);
}

void store_index_sort(struct store_index *index)
{
	if (index->count > 0)
		qsort(index->items, index->count, sizeof *index->items, compare);
}

static int add_line(const char *line, size_t len, void *context)
{
	struct lines *lines = context;
	char line_id[DIGEST_HEX];

	digest_hex(line_id, line, len);
	return store_index_add(&lines->index, line_id, lines->record);
}

static int find_line(const char *line, size_t len, void *context)
{
	struct lines *lines = context;
	char line_id[DIGEST_HEX];
	unsigned char binary[BINARY];

	digest_hex(line_id, line, len);
	to_binary(binary, line_id);
	if (memcmp(binary, lines->wanted, BINARY) != 0)
		return 0;
	field_quote(lines->found, line, len);
	return 1;
}

static int say_missing(struct buf *problem, const struct record *record, struct lines *lines,
		       const struct store_index_line *line)
{
	lines->wanted = line->line;
	lines->found = problem;
	buf_adds(problem, "is not indexed under its line \"");
	if (record_each_line(record, find_line, lines) < 0)
		return MOW_ENOMEM;
	buf_addc(problem, '"');
	return buf_check(problem, NULL);
}

static int say_extra(struct buf *problem, const struct store_index_line *line)
{
	buf_adds(problem, "is indexed under ");
	escape_hex(problem, line->line, 6);
	buf_adds(problem, "…, which is no line of it");
	return buf_check(problem, NULL);
}

/* The first line of a record; they are sorted by record. */
static size_t find_first(const struct store_index *index, size_t record)
{
	size_t low = 0;
	size_t high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (index->items[middle].record < record)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Both lists are sorted, so that the first difference tells which of them has too much. */
static int compare_all(struct buf *problem, const struct store_index *there, const struct record *record,
		       struct lines *lines)
{
	size_t at = find_first(there, lines->record);

	for (size_t i = 0; i < lines->index.count; i++, at++) {
		const struct store_index_line *wanted = &lines->index.items[i];
		int order = at < there->count ? compare(&there->items[at], wanted) : 1;
		if (order < 0)
			return say_extra(problem, &there->items[at]);
		if (order > 0)
			return say_missing(problem, record, lines, wanted);
	}
	if (at < there->count && there->items[at].record == lines->record)
		return say_extra(problem, &there->items[at]);
	return MOW_OK;
}

int store_index_check(struct buf *problem, const struct store_index *index, const struct record *record, size_t number)
{
	struct lines lines = {.record = number};
	int result = record_each_line(record, add_line, &lines);

	store_index_sort(&lines.index);
	if (result == MOW_OK)
		result = compare_all(problem, index, record, &lines);
	store_index_release(&lines.index);
	return result;
}
