#include "report/contact/cells.h"

#include <stdlib.h>

#include "base/array.h"

void cells_release(struct cells *cells)
{
	buf_release(&cells->text);
	free(cells->items);
	cells->items = NULL;
	cells->count = cells->capacity = 0;
}

char cells_separator(const char *bytes, size_t len)
{
	static const char separators[] = {',', ';', '\t'};
	const char *end = memchr(bytes, '\n', len);
	size_t most = 0;
	char found = '\0';

	len = end != NULL ? (size_t)(end - bytes) : len;
	for (size_t i = 0; i < sizeof separators; i++) {
		size_t count = 0;
		for (size_t at = 0; at < len; at++)
			count += bytes[at] == separators[i];
		if (count > most) {
			most = count;
			found = separators[i];
		}
	}
	return found;
}

bool cells_are_rows(const char *bytes, size_t len)
{
	bool quoted = false;

	for (size_t at = 0; at < len; at++) {
		quoted = (bytes[at] == '"') != quoted;
		if (bytes[at] == '\n' && quoted)
			return false;
	}
	return !quoted;
}

bool cells_read(struct cells *out, const char *line, size_t len, char separator)
{
	bool quoted = false;

	buf_reset(&out->text);
	out->count = 0;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	for (size_t at = 0; at <= len; at++) {
		size_t start = out->count > 0 ? out->items[out->count - 1].at + out->items[out->count - 1].len : 0;
		bool ends = at == len || (line[at] == separator && !quoted);
		if (ends && array_reserve(out, 1) != 0)
			return false;
		if (ends) {
			out->items[out->count++] = (struct cell){start, out->text.len - start};
			continue;
		}
		/* Of two quotes in a quoted cell the first is one, and both turn around whether it is quoted. */
		if (line[at] != '"' || (quoted && at + 1 < len && line[at + 1] == '"'))
			buf_addc(&out->text, line[at]);
		quoted = (line[at] == '"') != quoted;
		if (line[at] == '"' && !quoted && at + 1 < len && line[at + 1] == '"') {
			quoted = true;
			at++;
		}
	}
	return !out->text.failed;
}

bool cells_same(const struct cells *a, const struct cells *b, size_t column)
{
	if (column >= a->count || column >= b->count || a->items[column].len != b->items[column].len)
		return false;
	return memcmp(a->text.data + a->items[column].at, b->text.data + b->items[column].at, a->items[column].len) ==
	       0;
}
