#include "report/decide.h"

#include <string.h>

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { ID_SHOWN = 12, MEANS_COLUMN = 11 };

static const struct words {
	const char *does, *ask, *done; /* in front of "these changes", "this change" */
	const char *means;
	const char *nothing;
} words[] = {
	[MOW_DECIDE_APPROVE] = {"approves", "Approve", "approved",
				"it holds for exactly this content, until it has landed, is taken back or expires",
				"nothing was approved"},
	[MOW_DECIDE_STOP] =
		{"stops", "Stop", "stopped",
		 "nothing of exactly this content lands, whoever approves it, until you take this back with "
		 "mowners withdraw; for whatever else comes there is --path",
		 "nothing was stopped"},
	[MOW_DECIDE_WITHDRAW] = {"takes back", "Take back", "took back", "it counts no more from then on, for good",
				 "nothing was taken back"},
	[MOW_DECIDE_OVERRIDE] =
		{"lets through", "Let through", "let through",
		 "as one part of an override it counts for 24 hours, for exactly this; where there are enough "
		 "parts it lands without what it lacks; your name and your reason stay on record, and the "
		 "owners still have to approve",
		 "nothing was let through"},
	[MOW_DECIDE_REQUEST] = {"asks for approval of", "Ask for approval of", "asked for approval of",
				"it decides nothing, and tells since when this waits", "nothing was asked"},
};

static const struct words *words_of(const struct mow_approval *approval)
{
	return &words[mow_approval_decision(approval)];
}

/* "these changes for main", "this", of what has no steps "whatever is done there for main". */
static void add_what(struct buf *out, const struct mow_approval *approval)
{
	const char *const *patterns = NULL;
	bool by_patterns = mow_approval_patterns(approval, &patterns) > 0;
	size_t steps = mow_approval_steps(approval);

	if (mow_approval_decision(approval) == MOW_DECIDE_WITHDRAW) {
		buf_adds(out, "this record");
		return;
	}
	if (by_patterns)
		buf_adds(out, "whatever is done for ");
	else if (steps == 0)
		buf_adds(out, "that move of ");
	else
		buf_adds(out, steps == 1 ? "this change for " : "these changes for ");
	phrase_ref(out, mow_approval_target(approval));
	if (by_patterns)
		buf_adds(out, " to files in which you hold a role");
}

void report_decide_heading(struct buf *out, const struct mow_approval *approval)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, mow_approval_person(approval));
	buf_addf(out, " %s ", words_of(approval)->does);
	add_what(out, approval);
	buf_adds(out, ":\n");
}

static void add_withdrawn(struct buf *out, const struct mow_record *record)
{
	char when[CLOCK_TEXT];

	clock_format_moment(when, record->made);
	buf_addf(out, "\n  %s  %.*s  by ", record->decision, ID_SHOWN, record->id);
	phrase_text(out, record->by);
	buf_addf(out, ", made on %.10s at %.5s UTC", when, when + 11);
	if (record->reason != NULL) {
		buf_adds(out, ": ");
		phrase_text(out, record->reason);
	}
	if (record->files > 0) {
		buf_adds(out, "\n    ");
		phrase_path(out, record->path, record->path_len);
		if (record->files > 1)
			buf_addf(out, " and %zu more", record->files - 1);
	}
	buf_addc(out, '\n');
}

void report_decide_about(struct buf *out, const struct mow_approval *approval)
{
	const char *const *patterns = NULL;
	size_t count = mow_approval_patterns(approval, &patterns);
	struct mow_record taken;

	if (mow_approval_steps(approval) > 0)
		return;
	if (mow_approval_withdrawn(&taken, approval)) {
		add_withdrawn(out, &taken);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, i == 0 ? "\n  " : "  ");
		phrase_path(out, patterns[i], strlen(patterns[i]));
		buf_addc(out, '\n');
	}
	const char *move = mow_approval_move(approval);
	if (move != NULL)
		buf_addf(out, "\n  from %.40s\n  to   %s\n", move, move + strcspn(move, " ") + 1);
}

void report_decide_means(struct buf *out, const struct mow_approval *approval)
{
	const char *const *patterns = NULL;

	buf_adds(out, "  Means    ");
	if (mow_approval_patterns(approval, &patterns) > 0)
		layout_wrap(
			out,
			"nothing lands there at all, whoever approves it, until you take this back with mowners withdraw",
			MEANS_COLUMN, MEANS_COLUMN, LAYOUT_WIDTH);
	else
		layout_wrap(out, words_of(approval)->means, MEANS_COLUMN, MEANS_COLUMN, LAYOUT_WIDTH);
}

void report_decide_question(struct buf *out, const struct mow_approval *approval)
{
	size_t steps = mow_approval_steps(approval);

	buf_addf(out, "%s ", words_of(approval)->ask);
	if (steps > 1) {
		buf_addf(out, "these %zu changes for ", steps);
		phrase_ref(out, mow_approval_target(approval));
	} else {
		add_what(out, approval);
	}
	buf_adds(out, " as ");
	phrase_text(out, mow_approval_person(approval));
	buf_addc(out, '?');
}

void report_decide_done(struct buf *out, const struct mow_approval *approval)
{
	buf_addf(out, "%s ", words_of(approval)->done);
	if (mow_approval_steps(approval) == 0) {
		add_what(out, approval);
		return;
	}
	phrase_count(out, mow_approval_steps(approval), "change");
	buf_adds(out, " for ");
	phrase_ref(out, mow_approval_target(approval));
}

const char *report_decide_nothing(enum mow_decide decision)
{
	return words[decision].nothing;
}
