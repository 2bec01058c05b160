#include "report/who.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/tsv.h"

#define PATH_COLUMNS 60 /* longer paths stand out of their column instead of pushing all others to the right */

/* The root has no name of its own. */
const char *who_path(size_t *len, const struct mow_owners *owners)
{
	*len = owners->path_len > 0 ? owners->path_len : 1;
	return owners->path_len > 0 ? owners->path : ".";
}

/* ---- TSV --------------------------------------------------------------------------------------------------------- */

/* "GATE=N:WHO,WHO;GATE=N:WHO" */
static void add_review(struct tsv *tsv, const struct mow_owners *owners)
{
	MOW_AUTO(buf) text = BUF_INIT;

	for (size_t i = 0; i < owners->review_count; i++) {
		const struct mow_gate *gate = &owners->review[i];
		if (i > 0)
			buf_addc(&text, ';');
		buf_adds(&text, gate->name);
		buf_addc(&text, '=');
		buf_addu(&text, gate->need);
		buf_addc(&text, ':');
		for (size_t j = 0; j < gate->of_count; j++) {
			if (j > 0)
				buf_addc(&text, ',');
			buf_adds(&text, gate->of[j]);
		}
	}
	tsv->out->failed = tsv->out->failed || text.failed;
	tsv_field(tsv, text.data);
}

/* What follows the path. */
static void tail_tsv(struct who_report *report, const struct mow_owners *owners)
{
	struct tsv tsv = {&report->tail, report->nul, true};

	tsv_field(&tsv, owners->area);
	tsv_field(&tsv, owners->accountable);
	add_review(&tsv, owners);
	tsv_list(&tsv, owners->responsible.items, owners->responsible.count);
	tsv_list(&tsv, owners->consulted.items, owners->consulted.count);
	tsv_list(&tsv, owners->informed.items, owners->informed.count);
	tsv_field(&tsv, owners->level);
	tsv_end(&tsv);
}

static void add_tsv(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail)
{
	struct tsv tsv = TSV_INIT(report->out, report->nul);
	size_t len;
	const char *path = who_path(&len, owners);

	tsv_path(&tsv, path, len);
	buf_add(report->out, tail->text, tail->len);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void add_schema(struct json *json)
{
	json_key(json, "mowners");
	json_number(json, JSON_SCHEMA);
}

/* The members behind the path's, and the end of the object. */
static void tail_json(struct who_report *report, const struct mow_owners *owners)
{
	struct json json = {&report->tail, true, false};

	who_role_members(&json, owners);
	json_close(&json, '}');
}

static void add_json(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail)
{
	struct json *json = &report->json;

	if (report->format == WHO_JSON)
		json_line(json);
	json_open(json, '{');
	if (report->format == WHO_NDJSON)
		add_schema(json);
	who_path_members(json, owners);
	buf_add(report->out, tail->text, tail->len);
	if (report->format == WHO_NDJSON)
		json_end(json);
}

/* ---- Text -------------------------------------------------------------------------------------------------------- */

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
	if (owners->accountable != NULL) {
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

/* Whether it is all letters, digits and `-./_`: then it is shown as it is. */
static bool is_simple(const char *path, size_t len)
{
	/* A bit a byte: `-` to `9`; `A` to `Z` and `_`; `a` to `z`. */
	static const uint32_t simple[256 / 32] = {0, 0x03FFE000, 0x87FFFFFE, 0x07FFFFFE};

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)path[i];
		if (!(simple[c / 32] >> c % 32 & 1))
			return false;
	}
	return true;
}

/* Adds the path's cell and returns its width. Most paths are simple, and there may be a million. */
static size_t add_path(struct buf *out, const struct mow_owners *owners, bool folder)
{
	MOW_AUTO(buf) path = BUF_INIT;
	size_t before = out->len;
	size_t len;
	const char *start = who_path(&len, owners);

	if (is_simple(start, len)) {
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
		buf_pad(report->out, ' ', width < report->widths[i] ? report->widths[i] - width + 2 : 2);
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
static struct who_row tail_text(struct who_report *report, const struct mow_owners *owners)
{
	struct buf *tail = &report->tail;
	struct who_row made = {.owned = owners->accountable != NULL}, *row = &made;

	buf_adds(tail, owners->area != NULL ? owners->area : "-");
	row->ends[1] = tail->len;
	buf_adds(tail, owners->level);
	row->ends[2] = tail->len;
	add_people(tail, owners);
	row->ends[WHO_COLUMNS] = tail->len;
	row->widths[1] = row->ends[1];
	row->widths[2] = row->ends[2] - row->ends[1];
	return made;
}

static void add_text(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail,
		     bool folder)
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

/* ---- All of them -------------------------------------------------------------------------------------------------- */

void who_report_init(struct who_report *report, struct buf *out, enum who_format format)
{
	memset(report, 0, sizeof *report);
	report->out = out;
	report->format = format;
	report->json = (struct json)JSON_INIT(out);
	report->cells = (struct buf)BUF_INIT;
	report->tail = (struct buf)BUF_INIT;
}

void who_report_release(struct who_report *report)
{
	buf_release(&report->cells);
	buf_release(&report->tail);
	free(report->tails);
	arena_release(&report->arena);
	free(report->rows.items);
}

void who_report_begin(struct who_report *report)
{
	if (report->format != WHO_JSON)
		return;
	json_open(&report->json, '{');
	add_schema(&report->json);
	json_key(&report->json, "paths");
	json_open(&report->json, '[');
}

static struct who_tail make_tail(struct who_report *report, const struct mow_owners *owners)
{
	struct who_row row = {.owned = false};

	buf_reset(&report->tail);
	if (report->format == WHO_TEXT)
		row = tail_text(report, owners);
	else if (report->format == WHO_TSV)
		tail_tsv(report, owners);
	else
		tail_json(report, owners);
	report->out->failed = report->out->failed || report->tail.failed;
	return (struct who_tail){owners->number, report->tail.data, report->tail.len, row};
}

static void forget_tails(struct who_report *report)
{
	memset(report->tails, 0, WHO_TAILS * sizeof *report->tails);
	arena_release(&report->arena);
	report->tail_count = 0;
}

/* NULL: there was no memory. */
static const struct who_tail *find_tail(struct who_report *report, const struct mow_owners *owners)
{
	struct who_tail *tail;

	if (report->tails == NULL && (report->tails = calloc(WHO_TAILS, sizeof *report->tails)) == NULL)
		return NULL;
	tail = &report->tails[owners->number % WHO_TAILS];
	if (tail->text != NULL && tail->number == owners->number && owners->number > 0)
		return tail;
	if (report->tail_count++ == WHO_TAILS)
		forget_tails(report);
	*tail = make_tail(report, owners);
	tail->text = arena_dup(&report->arena, tail->text, tail->len);
	return tail->text != NULL ? tail : NULL;
}

void who_report_add(struct who_report *report, const struct mow_owners *owners, bool folder)
{
	const struct who_tail *tail = find_tail(report, owners);

	if (tail == NULL)
		report->out->failed = true;
	else if (report->format == WHO_TEXT)
		add_text(report, owners, tail, folder);
	else if (report->format == WHO_TSV)
		add_tsv(report, owners, tail);
	else
		add_json(report, owners, tail);
}

void who_report_end(struct who_report *report)
{
	print_rows(report);
	if (report->format != WHO_JSON)
		return;
	json_line(&report->json);
	json_close(&report->json, ']');
	json_close(&report->json, '}');
	json_end(&report->json);
}
