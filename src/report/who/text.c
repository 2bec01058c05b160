/* Columns for people: a line a path. */
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/who/who.h"

#define PATH_COLUMNS 60 /* longer paths stand out of their column instead of pushing all others to the right */

enum { NAMES_SHOWN = 3 };

/* Whether the gate has the name that it would have anyway: its one owner's, without the `@`. */
static bool is_plain_name(const struct mow_gate *gate)
{
	return gate->of_count == 1 && strcmp(gate->of[0] + (gate->of[0][0] == '@'), gate->name) == 0;
}

void who_gate(struct buf *out, const struct mow_gate *gate)
{
	if (gate->need != 1 || gate->of_count != 1) {
		buf_addu(out, gate->need);
		buf_adds(out, " of ");
	}
	for (size_t i = 0; i < gate->of_count; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		phrase_text(out, gate->of[i]);
	}
	if (is_plain_name(gate))
		return;
	buf_adds(out, " (");
	phrase_text(out, gate->name);
	buf_addc(out, ')');
}

static void add_named(struct buf *out, const char *role, const struct mow_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		buf_adds(out, i == 0 ? role : ", ");
		phrase_text(out, list->items[i]);
	}
}

/* What follows the columns: "@lena decides; review: 2 of @brand-guild, @legal; responsible: @studio-north". */
static void add_people(struct buf *out, const struct mow_owners *owners)
{
	if (owners->accountable_gone && owners->acting_count > 0) {
		phrase_names(out, owners->acting, owners->acting_count, "or", NAMES_SHOWN);
		buf_adds(out, " decides for ");
		phrase_text(out, owners->accountable);
		buf_adds(out, ", who is not in service");
	} else if (owners->accountable != NULL && owners->accountable_gone) {
		buf_adds(out, "nobody decides: ");
		phrase_text(out, owners->accountable);
		buf_adds(out, " is not in service");
	} else if (owners->accountable != NULL) {
		phrase_text(out, owners->accountable);
		buf_adds(out, " decides");
	} else {
		buf_adds(out, "unowned: nobody decides");
	}
	for (size_t i = 0; i < owners->review_count; i++) {
		buf_adds(out, i > 0 ? ", " : "; review: ");
		who_gate(out, &owners->review[i]);
	}
	add_named(out, "; responsible: ", &owners->responsible);
	add_named(out, "; consulted: ", &owners->consulted);
	add_named(out, "; informed: ", &owners->informed);
}

/* Adds the path's cell and returns its width. Most paths are simple, and there may be a million. */
static size_t add_path(struct buf *out, const struct mow_owners *owners, bool folder)
{
	MOW_AUTO(buf) path = BUF_INIT;
	size_t before = out->len;
	size_t len;
	const char *start = who_path(&len, owners);

	if (phrase_is_simple(start, len)) {
		buf_add(out, start, len);
		if (folder)
			buf_addc(out, '/');
		return len + folder;
	}
	buf_add(&path, start, len);
	if (folder)
		buf_addc(&path, '/');
	phrase_path(out, path.data, path.len);
	out->failed = out->failed || path.failed;
	return out->failed ? 0 : utf8_width(out->data + before, out->len - before);
}

static void add_blanks(struct buf *out, size_t count)
{
	static const char blanks[] = "                                                                ";

	if (count < sizeof blanks)
		buf_add(out, blanks, count);
	else
		buf_pad(out, ' ', count);
}

static void print_row(struct who_report *report, const struct who_row *row, size_t start)
{
	static const char *const colors[WHO_COLUMNS] = {LAYOUT_BOLD, LAYOUT_CYAN, LAYOUT_DIM};
	const char *cells = report->cells.data;

	buf_adds(report->out, row->owned ? "  " : "! ");
	for (size_t i = 0; i < WHO_COLUMNS; i++) {
		size_t width = row->widths[i];
		layout_color(report->out, report->color, colors[i]);
		buf_add(report->out, cells + start, row->ends[i] - start);
		layout_plain(report->out, report->color);
		add_blanks(report->out, width < report->widths[i] ? report->widths[i] - width + 2 : 2);
		start = row->ends[i];
	}
	layout_color(report->out, report->color && !row->owned, LAYOUT_RED);
	buf_add(report->out, cells + start, row->ends[WHO_COLUMNS] - start);
	layout_plain(report->out, report->color && !row->owned);
	buf_addc(report->out, '\n');
}

static void print_rows(struct who_report *report)
{
	size_t start = 0;

	report->out->failed = report->out->failed || report->cells.failed;
	if (report->out->failed)
		return;
	for (size_t i = 0; i < report->rows.count; i++) {
		print_row(report, &report->rows.items[i], start);
		start = report->rows.items[i].ends[WHO_COLUMNS];
	}
	report->rows.count = 0;
	buf_reset(&report->cells);
}

/* The cells behind the path's; their places count from the beginning of the tail. */
static void make_tail(struct who_report *report, const struct mow_owners *owners, struct who_row *row)
{
	struct buf *tail = &report->tail;

	row->owned = owners->accountable != NULL && (!owners->accountable_gone || owners->acting_count > 0);
	buf_adds(tail, owners->area != NULL ? owners->area : "-");
	row->ends[1] = tail->len;
	buf_adds(tail, owners->level);
	row->ends[2] = tail->len;
	add_people(tail, owners);
	row->ends[WHO_COLUMNS] = tail->len;
	row->widths[1] = row->ends[1];
	row->widths[2] = row->ends[2] - row->ends[1];
}

static void add(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail, bool folder)
{
	struct buf *cells = &report->cells;

	if (report->rows.count == WHO_ROWS)
		print_rows(report);
	if (array_reserve(&report->rows, 1) != MOW_OK) {
		report->out->failed = true;
		return;
	}
	struct who_row *row = &report->rows.items[report->rows.count++];
	*row = tail->row;
	row->widths[0] = add_path(cells, owners, folder);
	row->ends[0] = cells->len;
	for (size_t i = 1; i <= WHO_COLUMNS; i++)
		row->ends[i] += cells->len;
	buf_add(cells, tail->text, tail->len);
	for (size_t i = 0; i < WHO_COLUMNS; i++) {
		size_t width = i == 0 && row->widths[i] > PATH_COLUMNS ? PATH_COLUMNS : row->widths[i];
		if (width > report->widths[i])
			report->widths[i] = width;
	}
}

const struct who_format who_text = {NULL, make_tail, add, print_rows, false};
