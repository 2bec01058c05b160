#include "report/contact/hunks.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"

struct lines {
	struct hunk_line *items;
	size_t count, capacity;
};

struct reading {
	const struct hunk_reader *reader;
	struct lines removed, added; /* of the change at hand */
	size_t before, after;        /* numbers of the next lines */
};

static void reading_release(struct reading *reading)
{
	free(reading->removed.items);
	free(reading->added.items);
}
MOW_AUTO_DEFINE(reading)

static void end_change(struct reading *reading)
{
	const struct hunk_change change = {reading->removed.items, reading->added.items, reading->removed.count,
					   reading->added.count};

	if (change.removed_count + change.added_count > 0)
		reading->reader->change(&change, reading->reader->context);
	reading->removed.count = reading->added.count = 0;
}

/* The number behind the first such byte of a line; 0: there is none. */
static size_t number_behind(const char *line, size_t len, char byte)
{
	const char *at = memchr(line, byte, len);
	size_t number = 0;

	while (at != NULL && ++at < line + len && *at >= '0' && *at <= '9')
		number = 10 * number + (size_t)(*at - '0');
	return number;
}

/* "@@ -12,3 +14,4 @@" */
static void begin_hunk(struct reading *reading, const char *line, size_t len)
{
	end_change(reading);
	reading->before = number_behind(line, len, '-');
	reading->after = number_behind(line, len, '+');
	if (reading->before > 1 || reading->after > 1)
		reading->reader->gap(reading->reader->context);
}

static bool keep(struct lines *lines, const struct hunk_line *line)
{
	if (array_reserve(lines, 1) != 0)
		return false;
	lines->items[lines->count++] = *line;
	return true;
}

static bool read_line(struct reading *reading, const char *text, size_t len)
{
	struct hunk_line line = {text + 1, len - 1, 0}, other = line;

	switch (text[0]) {
	case '@':
		begin_hunk(reading, text, len);
		return true;
	case '-':
		line.number = reading->before++;
		return keep(&reading->removed, &line);
	case '+':
		line.number = reading->after++;
		return keep(&reading->added, &line);
	case ' ':
		end_change(reading);
		line.number = reading->before++;
		other.number = reading->after++;
		reading->reader->same(&line, &other, reading->reader->context);
		return true;
	default: /* that the last line has no end */
		return true;
	}
}

bool hunks_read(const struct hunk_reader *reader, const char *text, size_t len)
{
	MOW_AUTO(reading) reading = {.reader = reader};

	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t size = end != NULL ? (size_t)(end - text) - at : len - at;
		if (size > 0 && !read_line(&reading, text + at, size))
			return false;
		at += size + 1;
	}
	end_change(&reading);
	return true;
}
