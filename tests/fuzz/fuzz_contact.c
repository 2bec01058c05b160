/*
 * What a page shows of a file: a row of a table, whose cells are none of them longer than the row, a difference as git
 * diff tells it, whose lines stand in it in order, the styles of a mail, and
 * Markdown, of which nothing becomes markup but its own.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/contact/cells.h"
#include "report/contact/hunks.h"
#include "report/contact/markdown.h"
#include "report/contact/styles.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct place {
	const char *start, *end;
	size_t before, after; /* the numbers of the last lines */
};

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_line(const struct place *place, const struct hunk_line *line, size_t *last)
{
	check(line->text >= place->start && line->text + line->len <= place->end);
	check(memchr(line->text, '\n', line->len) == NULL);
	*last = line->number;
}

static void see_gap(void *context)
{
	(void)context;
}

static void see_same(const struct hunk_line *before, const struct hunk_line *after, void *context)
{
	struct place *place = context;

	check_line(place, before, &place->before);
	check_line(place, after, &place->after);
	check(before->len == after->len && memcmp(before->text, after->text, before->len) == 0);
}

static void see_change(const struct hunk_change *change, void *context)
{
	struct place *place = context;

	check(change->removed_count + change->added_count > 0);
	for (size_t i = 0; i < change->removed_count; i++)
		check_line(place, &change->removed[i], &place->before);
	for (size_t i = 0; i < change->added_count; i++)
		check_line(place, &change->added[i], &place->after);
}

static void check_rows(const char *text, size_t len)
{
	MOW_AUTO(cells) first = CELLS_INIT;
	MOW_AUTO(cells) cells = CELLS_INIT;
	char separator = cells_separator(text, len);

	(void)cells_are_rows(text, len);
	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t row = end != NULL ? (size_t)(end - text) - at : len - at;
		check(cells_read(at == 0 ? &first : &cells, text + at, row, separator != 0 ? separator : ','));
		const struct cells *read = at == 0 ? &first : &cells;
		for (size_t i = 0; i < read->count; i++)
			check(read->items[i].len <= row && read->items[i].at + read->items[i].len <= read->text.len);
		for (size_t i = 0; i <= read->count; i++)
			check(cells_same(read, read, i) == (i < read->count));
		at += row + 1;
	}
}

/* Of markup, which what comes from the file is none. */
static size_t count_of(const struct buf *html, const char *mark)
{
	size_t count = 0;

	for (const char *at = html->data; (at = strstr(at, mark)) != NULL; at++)
		count++;
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct place place = {text, text + size, 0, 0};
	const struct hunk_reader reader = {see_gap, see_same, see_change, &place};

	MOW_AUTO(styles) styles = STYLES_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	check(hunks_read(&reader, text, size));
	check_rows(text, size);
	markdown_html(&shown, text, size < MARKDOWN_MOST ? size : MARKDOWN_MOST);
	check(!shown.failed && count_of(&shown, "<") == count_of(&shown, ">"));
	check(styles_add(&styles, text, size) == MOW_OK);
	check(styles.count <= STYLES_MOST && (styles.count > 0) == (styles.hashes.len > 0));
	return 0;
}
