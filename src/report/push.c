#include "report/push.h"

#include <string.h>

#include "report/layout.h"
#include "report/lint/lint.h"
#include "report/phrase.h"

enum {
	UPDATES_FULL = MOW_PUSH_DETAILED, /* refs with all that can be said */
	UPDATES_SHOWN = 20,               /* refs at all */
	GROUPS_SHOWN = 6,
	NOTES_SHOWN = 5,
	NOTE_COLUMN = 11
};

static bool is_blocked(const struct mow_push_update *update)
{
	return update->verdict != NULL && mow_verdict_outcome(update->verdict) == MOW_OUTCOME_BLOCKED;
}

static bool is_refused(const struct mow_push_update *update)
{
	return update->refusal != NULL || update->finding_count > 0 || is_blocked(update);
}

static void add_refusal(struct buf *out, const struct mow_push_update *update)
{
	buf_adds(out, "mowners: ");
	phrase_ref(out, update->ref);
	buf_adds(out, update->advice ? ": advice: " : ": refused: ");
	phrase_text(out, update->refusal);
	buf_addc(out, '\n');
}

static void add_findings(struct buf *out, const struct mow_push_update *update, bool full)
{
	buf_adds(out, "mowners: ");
	phrase_ref(out, update->ref);
	buf_adds(out, ": refused: it brings ");
	phrase_count(out, update->finding_count, "error");
	buf_adds(out, " into OWNERS files or keys\n");
	if (!full)
		return;
	report_lint_first(out, update->findings, update->finding_count);
	buf_adds(out, "  Next     mowners lint shows them in your clone; correct them and push again\n");
}

/* Approvals that do not count, and why; who cannot give one yet. */
static void add_notes(struct buf *out, const struct mow_verdict *verdict)
{
	size_t count = mow_verdict_warnings(verdict);

	for (size_t i = 0; i < count && i < NOTES_SHOWN; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		phrase_text(&text, mow_verdict_warning(verdict, i));
		buf_adds(out, "  Note     ");
		layout_wrap(out, text.data, NOTE_COLUMN, NOTE_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || text.failed;
	}
	if (count > NOTES_SHOWN)
		buf_addf(out, "  Note     and %zu more: mowners check\n", count - NOTES_SHOWN);
}

/* Everything that speaks against one ref. */
static void add_update(struct buf *out, const struct mow_push_update *update, bool full, struct check_view *view)
{
	if (update->refusal != NULL)
		add_refusal(out, update);
	if (update->finding_count > 0)
		add_findings(out, update, full);
	if (!is_blocked(update))
		return;
	if (!full) {
		report_check_headline(out, update->verdict, false);
		return;
	}
	report_check_text(out, update->verdict, view);
	add_notes(out, update->verdict);
}

/* Whether it is the store's, and was let in by the guard: its records count from the next push on. */
static bool brings_records(const struct mow_push_update *update)
{
	return strcmp(update->ref, "refs/mowners/approvals") == 0 && update->refusal == NULL;
}

static void add_end(struct buf *out, const struct mow_push *push, enum push_scope scope)
{
	if (mow_push_is_accepted(push))
		buf_adds(out,
			 "mowners: advise: nothing is blocked, since OWNERS says mode = advise; with mode = enforce "
			 "this push would be refused\n");
	else if (scope == PUSH_REF)
		buf_adds(out, "mowners: enforce: this ref is refused, and stays as it was\n");
	else
		buf_adds(out, "mowners: enforce: the whole push is refused; nothing has changed\n");
}

void report_push_text(struct buf *out, const struct mow_push *push, enum push_scope scope, report_push_fn *advise,
		      void *context)
{
	size_t refused = 0;
	bool blocked = false, records = false;
	const char *then = mow_push_is_accepted(push) ? NULL : "git fetch, and push again";

	for (size_t i = 0; i < mow_push_updates(push); i++) {
		const struct mow_push_update *update = mow_push_update(push, i);
		struct check_view view = {.mode = "enforce", .then = then, .prefix = "", .groups = GROUPS_SHOWN};
		records = records || brings_records(update);
		blocked = blocked || is_blocked(update);
		if (!is_refused(update) || refused++ >= UPDATES_SHOWN)
			continue;
		bool full = refused <= UPDATES_FULL;
		if (full && advise != NULL && update->verdict != NULL)
			advise(&view, update, context);
		add_update(out, update, full, &view);
		if (full)
			buf_addc(out, '\n');
	}
	if (refused > UPDATES_SHOWN) {
		buf_adds(out, "mowners: and ");
		phrase_count(out, refused - UPDATES_SHOWN, "more ref");
		buf_addc(out, '\n');
	}
	if (refused == 0)
		return;
	if (records && blocked)
		buf_adds(out, "mowners: the approvals in this push do not count yet; push them first: mowners sync\n");
	add_end(out, push, scope);
}

void report_push_accepted(struct buf *out, const struct mow_push *push)
{
	size_t shown = 0;

	for (size_t i = 0; i < mow_push_updates(push); i++) {
		const struct mow_push_update *update = mow_push_update(push, i);
		const struct mow_decision *parts = NULL;
		bool claimed = update->verdict != NULL && mow_verdict_claims(update->verdict) > 0;
		if (update->verdict == NULL || is_blocked(update) ||
		    (!claimed && mow_verdict_overrides(update->verdict, &parts) == 0))
			continue;
		if (shown++ >= UPDATES_SHOWN)
			continue;
		buf_adds(out, "mowners: ");
		phrase_ref(out, update->ref);
		if (mow_verdict_overrides(update->verdict, &parts) > 0)
			buf_adds(out, ": accepted by OVERRIDE: the owners have not approved it\n");
		else
			buf_adds(out, ": accepted, by others than the owners, whom commits name as authors\n");
		report_check_overrides(out, update->verdict);
		report_check_claims(out, update->verdict);
	}
	if (shown > UPDATES_SHOWN) {
		buf_adds(out, "mowners: and ");
		phrase_count(out, shown - UPDATES_SHOWN, "more ref");
		buf_adds(out, " alike\n");
	}
}
