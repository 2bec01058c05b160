/* What figures are called, and what they say. */
#include "report/report.h"

#include "report/phrase.h"

const char *report_title(enum mow_report_measure measure)
{
	static const char *const titles[MOW_REPORT_MEASURES] = {
		[MOW_REPORT_CHANGES] = "Changes",
		[MOW_REPORT_RECORDS] = "Full records",
		[MOW_REPORT_UNRECORDED] = "Without a full record",
		[MOW_REPORT_UNSIGNED] = "On another's word",
		[MOW_REPORT_UNJUDGED] = "Cannot be judged",
		[MOW_REPORT_CLOCK] = "Contradictory dates",
		[MOW_REPORT_COVERAGE] = "Owned by areas",
		[MOW_REPORT_WEIGHTED] = "Weighted by changes",
		[MOW_REPORT_LEAD] = "Lead time",
		[MOW_REPORT_BRANCH_AGE] = "Branch age",
		[MOW_REPORT_AUTHOR] = "Waits for the author",
		[MOW_REPORT_REVIEW] = "Waits for reviews",
		[MOW_REPORT_ACCOUNTABLE] = "Waits for the decision",
		[MOW_REPORT_READY] = "Approved, not landed",
		[MOW_REPORT_ROUNDS] = "Rounds",
		[MOW_REPORT_REVERTED] = "Taken back in 14 days",
		[MOW_REPORT_FIXED] = "Mended in 14 days",
		[MOW_REPORT_OVERRIDDEN] = "Overrides",
		[MOW_REPORT_DEBTS] = "Not approved since",
		[MOW_REPORT_BLOCKED] = "Landed past a refusal",
		[MOW_REPORT_WAITING] = "Open requests wait",
		[MOW_REPORT_ASKED] = "Asked",
		[MOW_REPORT_GIVEN] = "Decisions given",
		[MOW_REPORT_DECIDES] = "Files with an owner",
		[MOW_REPORT_ALONE] = "Files on one person",
		[MOW_REPORT_UNCONFIRMED] = "Ownership overdue",
		[MOW_REPORT_QUIET] = "Owner not seen",
		[MOW_REPORT_LEFT] = "Owner has left",
		[MOW_REPORT_DEAD] = "Patterns without files",
		[MOW_REPORT_ENDING] = "Ends in 90 days",
	};

	return titles[measure];
}

const char *report_unit_word(enum mow_report_unit unit)
{
	static const char *const units[] = {
		[MOW_REPORT_COUNT] = "count",
		[MOW_REPORT_SHARE] = "share",
		[MOW_REPORT_SECONDS] = "seconds",
		[MOW_REPORT_NUMBERS] = "numbers",
	};

	return units[unit];
}

static const struct {
	const char *word, *words;
} gaps[] = {
	[MOW_REPORT_KNOWN] = {"known", "known"},
	[MOW_REPORT_NOTHING] = {"nothing", "there is nothing to count"},
	[MOW_REPORT_NO_REQUEST] = {"no-request", "no record asks for approval"},
	[MOW_REPORT_NO_AUDIT] = {"no-audit", "there is no server's audit here"},
	[MOW_REPORT_TOO_RECENT] = {"too-recent", "all changes are younger than 14 days"},
	[MOW_REPORT_NO_RULES] = {"broken-rules", "the OWNERS files of then have errors"},
};

const char *report_gap_word(enum mow_report_gap gap)
{
	return gaps[gap].word;
}

const char *report_verdict_word(enum mow_report_verdict verdict)
{
	static const char *const words[] = {
		[MOW_REPORT_APPROVED] = "approved", [MOW_REPORT_OPEN] = "open",       [MOW_REPORT_LACKING] = "lacking",
		[MOW_REPORT_ERRORS] = "errors",     [MOW_REPORT_UNTOLD] = "unjudged",
	};

	return words[verdict];
}

void report_duration(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
	size_t at = 0;

	while (at < 3 && seconds < units[at].seconds)
		at++;
	buf_addf(out, "%lld %s", (long long)(seconds / units[at].seconds), units[at].name);
	seconds %= units[at].seconds;
	if (at < 2 && seconds / units[at + 1].seconds > 0)
		buf_addf(out, " %lld %s", (long long)(seconds / units[at + 1].seconds), units[at + 1].name);
}

static void add_number(struct buf *out, const struct mow_report_figure *figure, int64_t value)
{
	if (figure->unit == MOW_REPORT_SECONDS)
		report_duration(out, value);
	else
		buf_addf(out, "%lld", (long long)value);
}

/* Of few values all of them. */
static void add_values(struct buf *out, const struct mow_report_figure *figure)
{
	if (figure->count >= MOW_REPORT_FEW) {
		buf_adds(out, "median ");
		add_number(out, figure, figure->median);
		buf_adds(out, ", 90th percentile ");
		add_number(out, figure, figure->p90);
		buf_addf(out, ", of %zu", figure->count);
		return;
	}
	for (size_t i = 0; i < figure->count; i++) {
		buf_adds(out, i > 0 ? ", " : "");
		add_number(out, figure, figure->values[i]);
	}
}

void report_value(struct buf *out, const struct mow_report_figure *figure)
{
	if (figure->gap != MOW_REPORT_KNOWN)
		buf_addf(out, "n/a: %s", gaps[figure->gap].words);
	else if (figure->unit == MOW_REPORT_COUNT)
		buf_addf(out, "%zu", figure->count);
	else if (figure->unit == MOW_REPORT_SHARE)
		buf_addf(out, "%zu%% (%zu of %zu)", figure->count * 100 / figure->of, figure->count, figure->of);
	else
		add_values(out, figure);
}

/* ---- Decisions ---------------------------------------------------------------------------------------------------- */

static const struct {
	const char *word, *one, *many, *command, *with;
} advice[] = {
	[MOW_REPORT_PAY] = {"pay", "change that an override let through lacks its owners' approval",
			    "changes that an override let through lack their owners' approval",
			    "mowners audit --unratified", NULL},
	[MOW_REPORT_CLEAR] = {"clear", "file is still there although the rights to it have ended",
			      "files are still there although the rights to them have ended", "mowners agenda", NULL},
	[MOW_REPORT_REPLACE] = {"replace", "area is owned by somebody who has left",
				"areas are owned by people who have left", "mowners files", "--owner"},
	[MOW_REPORT_ANSWER] = {"answer", "request has waited for a week or longer",
			       "requests have waited for a week or longer", "mowners agenda", "--owner"},
	[MOW_REPORT_RECORD] = {"record", "change landed without a full record", "changes landed without a full record",
			       "mowners audit", NULL},
	[MOW_REPORT_OWN] = {"own", "file has no owner", "files have no owner", "mowners files --unowned", NULL},
	[MOW_REPORT_DEPUTISE] = {"deputise", "file could be approved by nobody without",
				 "files could be approved by nobody without", "mowners rehearse", "--without"},
	[MOW_REPORT_CONFIRM] = {"confirm", "area is owned past the day for confirming that",
				"areas are owned past the day for confirming that", "mowners agenda", NULL},
	[MOW_REPORT_PRUNE] = {"prune", "pattern decides about no file", "patterns decide about no file", "mowners lint",
			      NULL},
};

const char *report_advice_word(const struct mow_report_decision *decision)
{
	return advice[decision->advice].word;
}

void report_advice(struct buf *out, const struct mow_report_decision *decision)
{
	bool one = decision->count == 1;

	buf_addf(out, "%zu %s", decision->count, one ? advice[decision->advice].one : advice[decision->advice].many);
	if (decision->advice == MOW_REPORT_DEPUTISE)
		buf_addf(out, " %s", decision->who);
}

void report_command(struct buf *out, const struct mow_report_decision *decision)
{
	const char *with = advice[decision->advice].with;

	buf_adds(out, advice[decision->advice].command);
	if (with != NULL && decision->who != NULL && phrase_is_plain(decision->who))
		buf_addf(out, " %s %s", with, decision->who);
}
