/* Two versions of a text: the lines that differ, side by side, and in them the words. */
#include "report/contact/hunks.h"
#include "report/contact/page.h"
#include "report/contact/words.h"

enum { LINES_MOST = 2000, LINE_MOST = 4000 }; /* rows of a file, bytes of a line */

struct writing {
	struct buf *out;
	size_t rows;
};

/* ---- A line -------------------------------------------------------------------------------------------------------- */

/* Bytes of a file: escaped, but for tabs. */
static void add_bytes(struct buf *out, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		const char *tab = memchr(bytes + at, '\t', len - at);
		size_t part = tab != NULL ? (size_t)(tab - bytes) - at : len - at;
		html_bytes(out, bytes + at, part);
		if (tab != NULL)
			buf_addc(out, '\t');
		at += part + (tab != NULL);
	}
}

static void add_words(struct buf *out, const struct words *words, const char *element)
{
	for (size_t i = 0; i < words->count; i++) {
		bool differs = words->items[i].differs;
		if (differs && (i == 0 || !words->items[i - 1].differs))
			buf_addf(out, "<%s>", element);
		add_bytes(out, words->items[i].bytes, words->items[i].len);
		if (differs && (i + 1 == words->count || !words->items[i + 1].differs))
			buf_addf(out, "</%s>", element);
	}
}

/* What is shown of a line: its beginning, cut between characters. */
static size_t shown_of(const struct hunk_line *line)
{
	size_t len = line->len;

	if (len > LINE_MOST)
		for (len = LINE_MOST; len > 0 && ((unsigned char)line->text[len] & 0xC0) == 0x80;)
			len--;
	return len;
}

/* A cell for the number, and one for the text; empty ones where there is no line. */
static void begin_cells(struct buf *out, const struct hunk_line *line, const char *class)
{
	buf_adds(out, "<td class=\"n\">");
	if (line != NULL)
		buf_addu(out, line->number);
	buf_addf(out, "</td><td class=\"%s\">", line != NULL ? class : "none");
}

static void end_cells(struct buf *out, const struct hunk_line *line)
{
	buf_adds(out, line != NULL && shown_of(line) < line->len ? " …</td>" : "</td>");
}

/* One that is there in one version alone, or is the same in both. */
static void add_cells(struct buf *out, const struct hunk_line *line, const char *class)
{
	begin_cells(out, line, class);
	if (line != NULL)
		add_bytes(out, line->text, shown_of(line));
	end_cells(out, line);
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

static bool begin_row(struct writing *writing, const char *class)
{
	if (++writing->rows > LINES_MOST)
		return false;
	buf_addf(writing->out, "<tr class=\"%s\">", class);
	return true;
}

static void add_gap(void *context)
{
	struct writing *writing = context;

	if (begin_row(writing, "gap"))
		buf_adds(writing->out, "<td colspan=\"4\">…</td></tr>\n");
}

static void add_same(const struct hunk_line *before, const struct hunk_line *after, void *context)
{
	struct writing *writing = context;
	struct hunk_line line = *before, other = *after;

	if (!begin_row(writing, "same"))
		return;
	/* Of Windows' line ends nothing is said but where they change. */
	if (line.len > 0 && line.text[line.len - 1] == '\r')
		line.len = --other.len;
	add_cells(writing->out, &line, "old");
	add_cells(writing->out, &other, "new");
	buf_adds(writing->out, "</tr>\n");
}

static void add_pair(struct writing *writing, const struct hunk_line *removed, const struct hunk_line *added)
{
	struct buf *out = writing->out;
	MOW_AUTO(words) before = {0};
	MOW_AUTO(words) after = {0};

	if (!words_split(&before, removed->text, shown_of(removed)) ||
	    !words_split(&after, added->text, shown_of(added)) || !words_compare(&before, &after)) {
		out->failed = true;
		return;
	}
	begin_cells(out, removed, "old");
	add_words(out, &before, "del");
	end_cells(out, removed);
	begin_cells(out, added, "new");
	add_words(out, &after, "ins");
	end_cells(out, added);
}

static void add_change(const struct hunk_change *change, void *context)
{
	struct writing *writing = context;

	for (size_t i = 0; i < change->removed_count || i < change->added_count; i++) {
		const struct hunk_line *removed = i < change->removed_count ? &change->removed[i] : NULL;
		const struct hunk_line *added = i < change->added_count ? &change->added[i] : NULL;
		if (!begin_row(writing, "differs"))
			continue;
		if (removed != NULL && added != NULL) {
			add_pair(writing, removed, added);
		} else {
			add_cells(writing->out, removed, "old");
			add_cells(writing->out, added, "new");
		}
		buf_adds(writing->out, "</tr>\n");
	}
}

void page_text(struct page *page, const struct page_versions *versions)
{
	struct buf *out = &page->out;
	struct writing writing = {out, 0};
	const struct hunk_reader reader = {add_gap, add_same, add_change, &writing};

	buf_addf(out, "<div class=\"scroll lines\" role=\"region\" aria-labelledby=\"file-%zu\" tabindex=\"0\">\n",
		 page->assets);
	buf_addf(out,
		 "<table class=\"text\"><caption>%s</caption><colgroup><col><col><col><col></colgroup><thead><tr>"
		 "<th scope=\"col\" colspan=\"2\">%s</th><th scope=\"col\" colspan=\"2\">%s</th></tr></thead><tbody>\n",
		 page_phrase(page, PHRASE_LINES_DIFFER), page_phrase(page, PHRASE_BEFORE),
		 page_phrase(page, PHRASE_AFTER));
	if (!hunks_read(&reader, versions->difference, versions->difference_len))
		out->failed = true;
	buf_adds(out, "</tbody></table>\n");
	if (writing.rows > LINES_MOST)
		page_more(page, NOUN_MORE_LINES, writing.rows - LINES_MOST);
	buf_adds(out, "</div>\n");
}
