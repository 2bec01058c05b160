/* Two versions of a table: the rows that differ, and in them the cells. A row is told by its first cell. */
#include "report/contact/cells.h"
#include "report/contact/hunks.h"
#include "report/contact/page.h"

enum { ROWS_MOST = 2000, COLUMNS_MOST = 100, CELL_MOST = 1000, LOOK_AHEAD = 200 };

struct writing {
	struct buf *out;
	char separator;
	size_t rows;
	struct cells before, after; /* of the row at hand */
};

static void writing_release(struct writing *writing)
{
	cells_release(&writing->before);
	cells_release(&writing->after);
}
MOW_AUTO_DEFINE(writing)

/* ---- Cells --------------------------------------------------------------------------------------------------------- */

static void add_text(struct buf *out, const struct cells *cells, size_t column)
{
	size_t len = column < cells->count ? cells->items[column].len : 0;
	bool cut = len > CELL_MOST;

	if (cut)
		for (len = CELL_MOST; len > 0;)
			if (((unsigned char)cells->text.data[cells->items[column].at + --len] & 0xC0) != 0x80)
				break;
	if (len > 0)
		html_bytes(out, cells->text.data + cells->items[column].at, len);
	buf_adds(out, cut ? " …" : "");
}

/* What stands in an element, where it is not nothing. */
static void add_marked(struct buf *out, const char *element, const struct cells *cells, size_t column)
{
	if (column >= cells->count || cells->items[column].len == 0)
		return;
	buf_addf(out, "<%s>", element);
	add_text(out, cells, column);
	buf_addf(out, "</%s>", element);
}

static bool read_line(struct cells *cells, struct writing *writing, const struct hunk_line *line)
{
	bool good = cells_read(cells, line->text, line->len, writing->separator);

	writing->out->failed = writing->out->failed || !good;
	return good;
}

static size_t shown_columns(const struct cells *cells)
{
	return cells->count < COLUMNS_MOST ? cells->count : COLUMNS_MOST;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

static bool begin_row(struct writing *writing, const char *class, size_t number)
{
	if (++writing->rows > ROWS_MOST)
		return false;
	buf_addf(writing->out, "<tr class=\"%s\"><td class=\"n\">%zu</td>", class, number);
	return true;
}

/* One that is there in one version alone, or the same in both. */
static void add_row(struct writing *writing, const char *class, const struct hunk_line *line)
{
	struct cells *cells = &writing->after;

	if (!begin_row(writing, class, line->number) || !read_line(cells, writing, line))
		return;
	for (size_t i = 0; i < shown_columns(cells); i++) {
		buf_adds(writing->out, "<td>");
		add_text(writing->out, cells, i);
		buf_adds(writing->out, "</td>");
	}
	buf_adds(writing->out, "</tr>\n");
}

static void add_pair(struct writing *writing, const struct hunk_line *removed, const struct hunk_line *added)
{
	struct cells *before = &writing->before, *after = &writing->after;
	struct buf *out = writing->out;

	if (!begin_row(writing, "altered", added->number) || !read_line(before, writing, removed) ||
	    !read_line(after, writing, added))
		return;
	for (size_t i = 0; i < shown_columns(before) || i < shown_columns(after); i++) {
		bool same = cells_same(before, after, i);
		buf_adds(out, same ? "<td>" : "<td class=\"cell\">");
		if (same) {
			add_text(out, after, i);
		} else {
			add_marked(out, "del", before, i);
			buf_addc(out, ' ');
			add_marked(out, "ins", after, i);
		}
		buf_adds(out, "</td>");
	}
	buf_adds(out, "</tr>\n");
}

static void add_gap(void *context)
{
	struct writing *writing = context;

	buf_addf(writing->out, "<tr class=\"gap\"><td colspan=\"%d\">…</td></tr>\n", COLUMNS_MOST + 1);
}

static void add_same(const struct hunk_line *before, const struct hunk_line *after, void *context)
{
	(void)before;
	if (after->number > 1)
		add_row(context, "same", after);
}

static bool same_first(const struct hunk_line *a, const struct hunk_line *b, char separator)
{
	const char *end = memchr(a->text, separator, a->len);
	size_t len = end != NULL ? (size_t)(end - a->text) + 1 : a->len;

	return len <= b->len && memcmp(a->text, b->text, len) == 0;
}

/* The one of the added from `from` on that has the first cell of a line; where there is none, their end. */
static size_t find_pair(const struct hunk_change *change, size_t from, const struct hunk_line *line, char separator)
{
	for (size_t i = from; i < change->added_count && i < from + LOOK_AHEAD; i++)
		if (same_first(line, &change->added[i], separator))
			return i;
	return change->added_count;
}

static void add_change(const struct hunk_change *change, void *context)
{
	struct writing *writing = context;
	size_t next = 0;

	for (size_t i = 0; i < change->removed_count; i++) {
		size_t pair = find_pair(change, next, &change->removed[i], writing->separator);
		if (pair == change->added_count) {
			add_row(writing, "taken", &change->removed[i]);
			continue;
		}
		for (; next < pair; next++)
			add_row(writing, "brought", &change->added[next]);
		add_pair(writing, &change->removed[i], &change->added[next++]);
	}
	for (; next < change->added_count; next++)
		add_row(writing, "brought", &change->added[next]);
}

/* ---- The table ----------------------------------------------------------------------------------------------------- */

/* The first line of the later version that there is. */
static void add_headings(struct writing *writing, const struct mow_version *version, const char *line_heading)
{
	const char *end = memchr(version->bytes, '\n', version->len);
	const struct hunk_line line = {version->bytes, end != NULL ? (size_t)(end - version->bytes) : version->len, 1};

	if (!read_line(&writing->after, writing, &line))
		return;
	buf_addf(writing->out, "<tr><th scope=\"col\" class=\"n\">%s</th>", line_heading);
	for (size_t i = 0; i < shown_columns(&writing->after); i++) {
		buf_adds(writing->out, "<th scope=\"col\">");
		add_text(writing->out, &writing->after, i);
		buf_adds(writing->out, "</th>");
	}
	buf_adds(writing->out, "</tr>");
}

static bool is_table(const struct mow_version *version)
{
	return version->kind == MOW_VERSION_NONE || cells_are_rows(version->bytes, version->len);
}

bool page_table(struct page *page, const struct page_versions *versions)
{
	const struct mow_version *last = versions->after->len > 0 ? versions->after : versions->before;
	struct buf *out = &page->out;
	MOW_AUTO(writing)
	writing = {out, cells_separator(last->bytes, last->len), 0, CELLS_INIT, CELLS_INIT};
	const struct hunk_reader reader = {add_gap, add_same, add_change, &writing};

	if (writing.separator == '\0' || !is_table(versions->before) || !is_table(versions->after))
		return false;
	buf_addf(out, "<div class=\"scroll lines\" role=\"region\" aria-labelledby=\"file-%zu\" tabindex=\"0\">\n",
		 page->assets);
	buf_addf(out, "<table class=\"rows\"><caption>%s</caption><thead>", page_phrase(page, PHRASE_ROWS_DIFFER));
	add_headings(&writing, last, page_phrase(page, PHRASE_LINE));
	buf_adds(out, "</thead><tbody>\n");
	if (!hunks_read(&reader, versions->difference, versions->difference_len))
		out->failed = true;
	buf_adds(out, "</tbody></table>\n");
	if (writing.rows > ROWS_MOST)
		page_more(page, NOUN_MORE_ROWS, writing.rows - ROWS_MOST);
	buf_adds(out, "</div>\n");
	return true;
}
