/* How much is owned by areas, at moments of the window. */
#include <stdlib.h>

#include "api/report.h"
#include "base/clock.h"

/* What was counted of one state of the branch. */
struct counting {
	const struct ruleset *ruleset;
	struct past_owned found;
};

/* A ruleset_file_fn. */
static int count_file(const struct requirement *owners, const struct mow_path *file, void *context)
{
	struct counting *counting = context;

	(void)file;
	counting->found.files++;
	counting->found.owned += owners != NULL && owners->area != NULL && !owners->is_rules &&
				 owners->area != &counting->ruleset->rules->otherwise;
	return MOW_OK;
}

static int count(struct past_owned *out, struct ruleset *ruleset, struct mow_error *err)
{
	struct counting counting = {.ruleset = ruleset};
	const struct ruleset_walk walk = {&ruleset->snapshot, "", count_file, &counting, NULL};
	int result = ruleset_walk(ruleset, &walk, err);

	*out = counting.found;
	out->state = ruleset->erroneous ? PAST_ERRONEOUS : PAST_COUNTED;
	return result;
}

static int count_anew(struct past_owned *out, struct mow_report *report, const struct oid *commit)
{
	struct ruleset *now = &report->rules->ruleset;
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	MOW_AUTO(snapshot) snapshot = {0};
	struct oid tree = {{0}};
	int result = oid_is_zero(commit) ? MOW_OK : repo_commit_tree(&tree, report->repo->git, commit, report->err);

	if (result == MOW_OK && now->snapshot.kind == SNAPSHOT_TREE && oid_equal(&now->snapshot.tree, &tree))
		return count(out, now, report->err);
	if (result != MOW_OK)
		return result;
	snapshot_open_tree(&snapshot, report->repo->git, &tree);
	snapshot.unverified = true;
	result = ruleset_open(&ruleset, &snapshot, report->err);
	return result == MOW_OK ? count(out, &ruleset, report->err) : result;
}

static int count_state(struct mow_report_figure *out, struct mow_report *report, const struct oid *commit)
{
	struct past *past = report->audit->past;
	const struct past_commit *known = past_find(past, commit);
	struct past_owned owned = known != NULL ? known->owned : (struct past_owned){0};
	int result = MOW_OK;

	if (owned.state == PAST_UNCOUNTED) {
		result = count_anew(&owned, report, commit);
		if (result == MOW_OK)
			past_note_owned(past, commit, &owned);
	}
	out->gap = owned.state == PAST_ERRONEOUS ? MOW_REPORT_NO_RULES
		   : owned.files == 0            ? MOW_REPORT_NOTHING
						 : MOW_REPORT_KNOWN;
	out->count = out->gap == MOW_REPORT_KNOWN ? owned.owned : 0;
	out->of = out->gap == MOW_REPORT_KNOWN ? owned.files : 0;
	return result;
}

/* ---- Moments ------------------------------------------------------------------------------------------------------ */

struct points {
	int64_t items[REPORT_POINTS + 2];
	size_t count;
};

/* The first moment of the month `number`, counted from the year 0. */
static int64_t month(int64_t number)
{
	int64_t moment = 0;
	MOW_AUTO(buf) day = BUF_INIT;

	buf_addf(&day, "%04d-%02d-01", (int)(number / 12), (int)(number % 12) + 1);
	(void)clock_parse_day(&moment, day.data, day.len);
	return moment;
}

static int64_t month_of(int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_day(text, moment);
	return strtoll(text, NULL, 10) * 12 + strtoll(text + sizeof "YYYY", NULL, 10) - 1;
}

/* Where it begins, beginnings of months within it, every so many so that they are few, and where it ends. */
static void find_points(struct points *out, const struct mow_report_head *head)
{
	int64_t first = month_of(head->since) + 1, last = month_of(head->until);
	int64_t every = last >= first ? (last - first) / REPORT_POINTS + 1 : 1;

	last -= month(last) == head->until;
	out->items[out->count++] = head->since;
	for (int64_t number = first + (last - first) % every; number <= last; number += every)
		out->items[out->count++] = month(number);
	out->items[out->count++] = head->until;
}

/* Where the branch was then. */
static const struct oid *state_at(const struct mow_report *report, int64_t moment)
{
	const struct report_change *changes = report->changes.items;
	size_t count = report->changes.count;

	while (count > 0 && changes[count - 1].at > moment)
		count--;
	return count > 0 ? &changes[count - 1].new : &changes[0].old;
}

static void count_weighted(struct mow_report_figure *out, const struct mow_report *report)
{
	for (size_t i = 0; i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		if (change->at > out->at || change->at <= out->at - REPORT_DAYS * CLOCK_DAY)
			continue;
		out->count += change->owned;
		out->of += change->files;
	}
	out->gap = out->of > 0 ? MOW_REPORT_KNOWN : MOW_REPORT_NOTHING;
}

static int add(struct mow_report *report, const struct mow_report_figure *figure)
{
	char moment[CLOCK_TEXT];

	clock_format_from(moment, figure->at);
	return report_add(report, figure, moment);
}

int report_add_coverage(struct mow_report *report)
{
	struct points points = {.count = 0};
	struct mow_report_figure figure = {.measure = MOW_REPORT_COVERAGE, .unit = MOW_REPORT_SHARE};
	const struct oid *last = NULL;
	int result = MOW_OK;

	find_points(&points, &report->head);
	for (size_t i = 0; result == MOW_OK && i < points.count && report->changes.count > 0; i++) {
		const struct oid *state = state_at(report, points.items[i]);
		figure.at = points.items[i];
		if (last == NULL || !oid_equal(last, state))
			result = count_state(&figure, report, state);
		last = state;
		if (result == MOW_OK)
			result = add(report, &figure);
	}
	for (size_t i = 0; result == MOW_OK && i < points.count; i++) {
		figure = (struct mow_report_figure){
			.measure = MOW_REPORT_WEIGHTED, .unit = MOW_REPORT_SHARE, .at = points.items[i]};
		count_weighted(&figure, report);
		result = add(report, &figure);
	}
	return result;
}
