/* What figures are called, and what they say. */
#include "report/report.h"

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
	};

	return titles[measure];
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

const char *report_gap_words(enum mow_report_gap gap)
{
	return gaps[gap].words;
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
		buf_addf(out, "n/a: %s", report_gap_words(figure->gap));
	else if (figure->unit == MOW_REPORT_COUNT)
		buf_addf(out, "%zu", figure->count);
	else if (figure->unit == MOW_REPORT_SHARE)
		buf_addf(out, "%zu%% (%zu of %zu)", figure->count * 100 / figure->of, figure->count, figure->of);
	else
		add_values(out, figure);
}
