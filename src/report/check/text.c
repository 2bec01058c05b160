#include "report/check/check.h"

#include <string.h>

#include "base/utf8.h"
#include "report/check/needs.h"
#include "report/check/outline.h"
#include "report/effects.h"
#include "report/layout.h"
#include "report/lint/lint.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	PATHS_SHOWN = 12,
	PATHS_WIDTH = 76,  /* columns of the lines of paths */
	PATHS_COLUMN = 42, /* where the area begins, if the paths leave it room */
	WHY_COLUMN = 14,   /* where a sentence begins */
	OVERRIDES_SHOWN = 5,
	ADVICE_COLUMN = 11 /* where advice begins, behind "  Ask      " */
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "mowners: main: " */
static void begin(struct buf *out, const struct mow_verdict *verdict)
{
	buf_adds(out, "mowners: ");
	phrase_ref(out, mow_verdict_target(verdict));
	buf_adds(out, ": ");
}

void report_check_headline(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	outline_blocked(out, verdict);
	layout_plain(out, color);
	buf_addc(out, '\n');
}

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

static void add_group(struct buf *out, const struct mow_group *group, int64_t now, bool explain)
{
	buf_addc(out, '\n');
	add_head(out, group);
	if (outline_says_why(group, explain)) {
		MOW_AUTO(buf) why = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		words_why(&why, group, now);
		phrase_text(&shown, why.data);
		buf_addf(out, "    %-8s  ", words_state_label(group->state));
		layout_wrap(out, shown.data, WHY_COLUMN, WHY_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || why.failed || shown.failed;
	}
	needs_text(out, group, now, explain);
}

/* Those that block first: they are what has to be acted on. */
static void add_groups(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	size_t shown = 0, left_out = 0;

	for (int approved = 0; approved <= (view->explain ? 1 : 0); approved++) {
		for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
			const struct mow_group *group = mow_verdict_group(verdict, i);
			if ((group->state == MOW_APPROVED) != (approved == 1))
				continue;
			if (view->groups > 0 && shown == view->groups) {
				left_out += group->step_count;
			} else {
				add_group(out, group, mow_verdict_now(verdict), view->explain);
				shown++;
			}
		}
	}
	if (left_out > 0)
		buf_addf(out, "\n  and %zu more file%s that need%s other people\n", left_out, plural(left_out),
			 left_out == 1 ? "s" : "");
}

/* Who can let it through all the same. */
static void add_urgent(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *who = mow_verdict_may_override(verdict);
	MOW_AUTO(buf) command = BUF_INIT;

	if (who == NULL || !outline_override(&command, view))
		return;
	buf_adds(out, "  Urgent   ");
	phrase_text(out, who);
	buf_addf(out, " can let it through: %s\n", command.data);
	out->failed = out->failed || command.failed;
}

static void add_ask(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *const *people = NULL;
	size_t count = mow_verdict_ask(verdict, &people);
	MOW_AUTO(buf) command = BUF_INIT;

	if (count == 0)
		return;
	buf_adds(out, "  Ask      ");
	phrase_names(out, people, count, "and", PATHS_SHOWN);
	buf_addf(out, ": %s %s\n", count == 1 ? "that completes" : "together they complete",
		 outline_can_complete(verdict) ? "this" : "the rest");
	if (view->first != NULL)
		buf_addf(out, "  First    %s\n", view->first);
	if (view->where != NULL)
		buf_addf(out, "  They     approve %s\n", view->where);
	if (outline_approve(&command, view))
		buf_addf(out, "  They run %s\n", command.data);
	out->failed = out->failed || command.failed;
}

static void add_why(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(buf) command = BUF_INIT;

	if (outline_why(&command, verdict, view))
		buf_addf(out, "  Why      %s\n", command.data);
	out->failed = out->failed || command.failed;
}

/* What keeps it from landing whatever the approvals. */
static void add_introduced(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	buf_adds(out, "cannot land");
	layout_plain(out, color);
	buf_adds(out, ": it brings ");
	phrase_count(out, count, "error");
	buf_adds(out, " into OWNERS files or keys\n");
	report_lint_first(out, errors, count);
	buf_adds(out, "  Next     correct them; mowners lint looks at the files as they are here\n");
}

static void add_refused(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	buf_adds(out, "cannot land");
	layout_plain(out, color);
	buf_adds(out, ", whoever approves it: ");
	phrase_text(out, mow_verdict_refused(verdict));
	buf_addc(out, '\n');
}

static void add_blocked(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	size_t introduced;

	(void)mow_verdict_introduced(verdict, &introduced);
	if (introduced > 0)
		add_introduced(out, verdict, view->color);
	bool refused = mow_verdict_refused(verdict) != NULL;
	if (refused)
		add_refused(out, verdict, view->color);
	if ((introduced > 0 || refused) && outline_count_blocked(verdict) == 0)
		return;
	if (introduced > 0 || refused)
		buf_addc(out, '\n');
	report_check_headline(out, verdict, view->color);
	add_groups(out, verdict, view);
	buf_addc(out, '\n');
	report_effects(out, verdict);
	report_check_claims(out, verdict);
	report_check_unknown(out, verdict);
	report_check_squash(out, verdict);
	if (view->explain)
		report_check_squashed(out, verdict);
	add_ask(out, verdict, view);
	add_why(out, verdict, view);
	add_urgent(out, verdict, view);
	if (view->remote != NULL && phrase_is_plain(view->remote))
		buf_addf(out, "  Fetch    mowners sync %s\n", view->remote);
	if (!mow_verdict_blocks(verdict))
		buf_adds(out, "  Mode     advise: OWNERS says mode = advise, so it can land all the same\n");
	else if (strcmp(view->mode, "advise") == 0)
		buf_addf(out, "  Mode     advise: %s\n",
			 view->binds != NULL ? view->binds : "this blocks nothing; the server decides");
}

void report_check_overrides(struct buf *out, const struct mow_verdict *verdict)
{
	const struct mow_decision *parts = NULL;
	size_t count = mow_verdict_overrides(verdict, &parts);

	for (size_t i = 0; i < count && i < OVERRIDES_SHOWN; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		words_override(&text, &parts[i]);
		phrase_text(&shown, text.data);
		buf_adds(out, "  Override ");
		layout_wrap(out, shown.data, ADVICE_COLUMN, ADVICE_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || text.failed || shown.failed;
	}
	if (count > OVERRIDES_SHOWN)
		buf_addf(out, "  Override and %zu more\n", count - OVERRIDES_SHOWN);
}

static void add_approved(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	begin(out, verdict);
	layout_color(out, color, LAYOUT_GREEN);
	outline_approved(out, verdict);
	layout_plain(out, color);
	if (mow_verdict_steps(verdict) > 0) {
		buf_adds(out, ": ");
		outline_approvers(out, verdict);
	}
	buf_addc(out, '\n');
}

void report_check_text(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	enum mow_outcome outcome = mow_verdict_outcome(verdict);

	if (outcome == MOW_OUTCOME_BLOCKED) {
		add_blocked(out, verdict, view);
		return;
	}
	if (outcome == MOW_OUTCOME_APPROVED) {
		add_approved(out, verdict, view->color);
		report_check_overrides(out, verdict);
		report_check_claims(out, verdict);
		report_check_unknown(out, verdict);
		report_check_squashed(out, verdict);
	} else {
		begin(out, verdict);
		buf_adds(out, "open: nothing here is protected\n");
	}
	if (view->explain)
		add_groups(out, verdict, view);
	report_effects(out, verdict);
}

const struct check_format check_text = {report_check_text, false};
