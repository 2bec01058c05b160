#include "report/check/text_groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/check/fold.h"
#include "report/check/needs.h"
#include "report/check/outline.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	PATHS_SHOWN = 12,
	PATHS_WIDTH = 76,  /* columns of the lines of paths */
	PATHS_COLUMN = 42, /* where the area begins, if the paths leave it room */
	WHY_COLUMN = 14,   /* where a sentence begins */
	FOLDED_SHOWN =
		200, /* groups in folds: a runner cuts what is longer than its limit, and the end is what counts */
};

/* ---- A group ----------------------------------------------------------------------------------------------------- */

/* The paths of a group, a few a line. Returns the columns of the last line. */
static size_t add_paths(struct buf *out, const struct mow_group *group)
{
	size_t shown = group->step_count > PATHS_SHOWN + 1 ? PATHS_SHOWN : group->step_count;
	size_t columns = 0;

	for (size_t i = 0; i < shown + (shown < group->step_count); i++) {
		MOW_AUTO(buf) piece = BUF_INIT;
		if (i < shown)
			phrase_path(&piece, group->steps[i]->path, group->steps[i]->path_len);
		else
			buf_addf(&piece, "and %zu more", group->step_count - shown);
		size_t width = utf8_width(piece.data, piece.len);
		if (columns > 0 && columns + 2 + width > PATHS_WIDTH) {
			buf_addc(out, '\n');
			columns = 0;
		}
		buf_adds(out, "  ");
		buf_add(out, piece.data, piece.len);
		columns += 2 + width;
		out->failed = out->failed || piece.failed;
	}
	return columns;
}

/* "  paths   area, level   FILE:LINE" */
static void add_head(struct buf *out, const struct mow_group *group)
{
	size_t columns = add_paths(out, group);

	if (columns > PATHS_COLUMN) {
		buf_addc(out, '\n');
		columns = 0;
	}
	buf_pad(out, ' ', PATHS_COLUMN + 2 - columns);
	phrase_text(out, group->area != NULL ? group->area : "no area");
	buf_adds(out, ", ");
	phrase_text(out, group->level);
	if (group->source != NULL) {
		buf_adds(out, "   ");
		phrase_text(out, group->source);
	}
	buf_addc(out, '\n');
}

static void add_group(struct buf *out, const struct mow_group *group, const struct mow_verdict *verdict,
		      const struct check_view *view)
{
	int64_t now = mow_verdict_now(verdict);

	add_head(out, group);
	if (outline_says_why(group, view->explain)) {
		MOW_AUTO(buf) why = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		words_why(&why, group, now);
		phrase_text(&shown, why.data);
		buf_addf(out, "    %-8s  ", words_state_label(group->state));
		layout_wrap(out, shown.data, WHY_COLUMN, WHY_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || why.failed || shown.failed;
	}
	needs_text(out, group, now, view->explain);
}

/* ---- Which, and in which order ----------------------------------------------------------------------------------- */

struct listed {
	const struct mow_group **items; /* those that block first: they are what has to be acted on */
	size_t count, blocked;
	size_t open; /* so many stand open, the others in folds or nowhere */
};

static const char *area_of(const struct mow_group *group)
{
	return group->area != NULL ? group->area : "no area";
}

/* By area, and in an area as in the verdict, whose array they are of. */
static int compare_areas(const void *left, const void *right)
{
	const struct mow_group *a = *(const struct mow_group *const *)left;
	const struct mow_group *b = *(const struct mow_group *const *)right;
	int order = strcmp(area_of(a), area_of(b));

	return order != 0 ? order : (a > b) - (a < b);
}

static void take_state(struct listed *listed, const struct mow_verdict *verdict, bool approved)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if ((group->state == MOW_APPROVED) == approved)
			listed->items[listed->count++] = group;
	}
}

/* False: no memory. */
static bool find_listed(struct listed *listed, const struct mow_verdict *verdict, const struct check_view *view)
{
	bool folds = view->fold != CHECK_FOLD_NONE;

	listed->items = calloc(mow_verdict_groups(verdict) + 1, sizeof(const struct mow_group *));
	if (listed->items == NULL)
		return false;
	take_state(listed, verdict, false);
	listed->blocked = listed->count;
	if (view->explain || folds)
		take_state(listed, verdict, true);
	listed->open = folds ? listed->blocked : listed->count;
	if (view->groups > 0 && view->groups < listed->open)
		listed->open = view->groups;
	if (folds) {
		qsort(listed->items + listed->open, listed->blocked - listed->open, sizeof *listed->items,
		      compare_areas);
		qsort(listed->items + listed->blocked, listed->count - listed->blocked, sizeof *listed->items,
		      compare_areas);
	}
	return true;
}

/* ---- Folds, one an area ------------------------------------------------------------------------------------------ */

/* Where the groups end that share the area and the state of the one at `at`. */
static size_t find_end(const struct listed *listed, size_t at, size_t most)
{
	size_t end = at + 1;

	while (end < most && end != listed->blocked &&
	       strcmp(area_of(listed->items[end]), area_of(listed->items[at])) == 0)
		end++;
	return end;
}

/* "brand: 2 files, approved" */
static void add_title(struct buf *out, const struct listed *listed, size_t at, size_t end)
{
	size_t files = 0;

	for (size_t i = at; i < end; i++)
		files += listed->items[i]->step_count;
	phrase_text(out, area_of(listed->items[at]));
	buf_adds(out, ": ");
	phrase_count(out, files, "file");
	buf_adds(out, at < listed->blocked ? ", not approved yet" : ", approved");
}

/* Returns how many of the groups are shown, those that stand open among them. */
static size_t add_folds(struct buf *out, const struct listed *listed, const struct mow_verdict *verdict,
			const struct check_view *view)
{
	struct fold fold = {.kind = view->fold, .now = mow_verdict_now(verdict)};
	size_t most = listed->count;

	if (!view->explain && most - listed->open > FOLDED_SHOWN)
		most = listed->open + FOLDED_SHOWN;
	if (listed->open < most)
		buf_addc(out, '\n');
	for (size_t at = listed->open, end; at < most; at = end) {
		MOW_AUTO(buf) title = BUF_INIT;
		end = find_end(listed, at, most);
		add_title(&title, listed, at, end);
		fold_begin(out, &fold, &title);
		for (size_t i = at; i < end; i++) {
			buf_adds(out, i > at ? "\n" : "");
			add_group(out, listed->items[i], verdict, view);
		}
		fold_end(out, &fold);
	}
	return most;
}

static void add_left_out(struct buf *out, const struct listed *listed, size_t shown)
{
	size_t files = 0;

	for (size_t i = shown; i < listed->count; i++)
		files += listed->items[i]->step_count;
	if (files == 0)
		return;
	buf_adds(out, "\n  and ");
	phrase_count(out, files, "more file");
	if (shown < listed->blocked)
		buf_addf(out, " that need%s other people", files == 1 ? "s" : "");
	buf_addc(out, '\n');
}

void text_groups(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	struct listed listed = {0};
	size_t shown;

	if (!find_listed(&listed, verdict, view)) {
		out->failed = true;
		return;
	}
	for (shown = 0; shown < listed.open; shown++) {
		buf_addc(out, '\n');
		add_group(out, listed.items[shown], verdict, view);
	}
	if (view->fold != CHECK_FOLD_NONE)
		shown = add_folds(out, &listed, verdict, view);
	add_left_out(out, &listed, shown);
	free(listed.items);
}
