#include "report/check/check.h"

#include <string.h>

#include "report/check/outline.h"
#include "report/check/text_groups.h"
#include "report/effects.h"
#include "report/layout.h"
#include "report/lint/lint.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	NAMES_SHOWN = 12,
	OVERRIDES_SHOWN = 5,
	ADVICE_COLUMN = 11 /* where advice begins, behind "  Ask      " */
};

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

/* "  Ask      …", as a paragraph. */
static void add_advice(struct buf *out, const char *label, const struct buf *text)
{
	buf_addf(out, "  %-8s ", label);
	layout_wrap(out, text->data, ADVICE_COLUMN, ADVICE_COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || text->failed;
}

/* Who can let it through all the same. */
static void add_urgent(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *who = mow_verdict_may_override(verdict);
	MOW_AUTO(buf) command = BUF_INIT;

	if (who == NULL || !outline_override(&command, verdict, view))
		return;
	buf_adds(out, "  Urgent   ");
	phrase_text(out, who);
	buf_addf(out, " can let it through: %s\n", command.data);
	out->failed = out->failed || command.failed;
}

static void add_ask(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *const *people = NULL;
	size_t count = mow_verdict_ask_names(verdict, &people);
	MOW_AUTO(buf) command = BUF_INIT;
	MOW_AUTO(buf) ask = BUF_INIT;

	if (count == 0)
		return;
	phrase_names(&ask, people, count, "and", NAMES_SHOWN);
	buf_addf(&ask, ": %s %s", count == 1 ? "that completes" : "together they complete",
		 outline_can_complete(verdict) ? "this" : "the rest");
	if (view->first != NULL)
		buf_addf(out, "  First    %s\n", view->first);
	add_advice(out, "Ask", &ask);
	if (view->where != NULL)
		buf_addf(out, "  They     approve %s\n", view->where);
	if (outline_approve(&command, verdict, view))
		buf_addf(out, "  They run %s\n", command.data);
	if (view->then != NULL && outline_can_complete(verdict))
		buf_addf(out, "  Then     %s\n", view->then);
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

static void add_mode(struct buf *out, const struct check_view *view)
{
	MOW_AUTO(buf) mode = BUF_INIT;

	buf_addf(&mode, "advise: %s", view->binds != NULL ? view->binds : "this blocks nothing; the server decides");
	add_advice(out, "Mode", &mode);
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
	text_groups(out, verdict, view);
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
		add_mode(out, view);
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
		add_advice(out, "Override", &shown);
		out->failed = out->failed || text.failed;
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
	text_groups(out, verdict, view);
	report_effects(out, verdict);
}

const struct check_format check_text = {report_check_text, false};
