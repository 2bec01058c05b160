/* What each change is made of, the oldest first. */
#include <stdlib.h>
#include <string.h>

#include "api/report_look.h"
#include "base/array.h"
#include "base/error.h"

static void looking_release(struct looking *looking)
{
	ruleset_release(&looking->ruleset);
	free(looking->kinds.items);
	free(looking->paths.items);
	free(looking->landings.items);
	free(looking->found.items);
	free(looking->moments.items);
	map_release(&looking->folders);
	map_release(&looking->by_path);
	map_release(&looking->by_state);
	map_release(&looking->parts);
	buf_release(&looking->room);
}
MOW_AUTO_DEFINE(looking)

/* ---- Parts -------------------------------------------------------------------------------------------------------- */

/* Parts come in the order of their first files, as those of the audit do. */
static const struct audit_part *judged_part(const struct mow_report *report, const struct report_change *change,
					    size_t number, size_t lot_number)
{
	const struct report_lot *lot = &report->lots.items[lot_number];

	if (!change->judged || number >= change->answer.part_count)
		return NULL;
	const struct audit_part *judged = &change->answer.parts[number];
	if (judged->level != lot->level || (judged->area == NULL) != (lot->area == NULL) ||
	    (lot->area != NULL && strcmp(judged->area, lot->area) != 0))
		return NULL;
	return judged;
}

static int find_part(size_t *out, struct looking *looking, struct report_change *change, const struct report_kind *kind)
{
	struct mow_report *report = looking->report;

	*out = looking->found.count;
	if (map_get(&looking->parts, &kind->lot, sizeof kind->lot, out))
		return MOW_OK;
	size_t *key = arena_array(&report->arena, 1, sizeof *key);
	if (key == NULL || array_reserve(&looking->found, 1) != MOW_OK ||
	    map_put(&looking->parts, memcpy(key, &kind->lot, sizeof *key), sizeof *key, *out) != MOW_OK)
		return mow_fail_memory(report->err);
	looking->found.items[looking->found.count++] =
		(struct report_part){.lot = kind->lot,
				     .group = kind->group,
				     .judged = judged_part(report, change, *out, kind->lot),
				     .reverted_by = REPORT_NONE,
				     .fixed_by = REPORT_NONE,
				     .ask = REPORT_NONE};
	report->lots.items[kind->lot].group = kind->group;
	return MOW_OK;
}

/* ---- Changes ------------------------------------------------------------------------------------------------------ */

static int find_path(size_t *out, struct looking *looking, const struct step *step)
{
	struct mow_report *report = looking->report;

	*out = looking->paths.count;
	if (map_get(&looking->by_path, step->path, step->path_len, out))
		return MOW_OK;
	const char *kept = arena_dup(&report->arena, step->path, step->path_len);
	if (kept == NULL || array_reserve(&looking->paths, 1) != MOW_OK ||
	    map_put(&looking->by_path, kept, step->path_len, *out) != MOW_OK)
		return mow_fail_memory(report->err);
	looking->paths.items[looking->paths.count++] = (struct report_path){.last = {REPORT_NONE, REPORT_NONE}};
	return MOW_OK;
}

/* When it landed before; INT64_MIN: never that was looked at. */
static int64_t last_landing(const struct mow_report *report, const struct report_path *path)
{
	return path->last.change != REPORT_NONE ? report->changes.items[path->last.change].at : INT64_MIN;
}

static int look_at(struct looking *looking, size_t number, const struct step *step)
{
	struct report_change *change = &looking->report->changes.items[number];
	struct report_landing landing = {number, REPORT_NONE};
	struct report_kind kind;
	size_t at;
	int result = find_path(&at, looking, step);

	if (result != MOW_OK)
		return result;
	struct report_path *path = &looking->paths.items[at];
	result = look_find_kind(&kind, looking, step, path, change->at);
	if (result != MOW_OK)
		return result;
	change->files++;
	change->owned += kind.owned;
	if (change->inside) {
		const int64_t span[2] = {last_landing(looking->report, path), change->at};
		result = find_part(&landing.part, looking, change, &kind);
		if (result == MOW_OK)
			result = look_take_asks(looking, landing.part, step, span);
		if (result == MOW_OK)
			looking->found.items[landing.part].files++;
	}
	return result == MOW_OK ? look_follow(looking, step, at, &landing) : result;
}

static int compare_moments(const void *a, const void *b)
{
	const struct report_moment *x = a, *y = b;

	return x->part != y->part ? (x->part < y->part ? -1 : 1) : (x->record > y->record) - (x->record < y->record);
}

static int finish(struct looking *looking, struct report_change *change)
{
	struct mow_report *report = looking->report;
	struct report_moment *moments = looking->moments.items;
	size_t count = looking->moments.count, at = 0;

	if (count > 0)
		qsort(moments, count, sizeof *moments, compare_moments);
	for (size_t i = 0; i < looking->found.count; i++) {
		size_t first = at;
		while (at < count && moments[at].part == i)
			at++;
		if (looking->found.items[i].ask != REPORT_NONE)
			report_spend(&looking->found.items[i], report, &moments[first], at - first, change->at);
	}
	change->parts = arena_array(&report->arena, looking->found.count + 1, sizeof *change->parts);
	change->part_count = change->parts != NULL ? looking->found.count : 0;
	for (size_t i = 0; i < change->part_count; i++)
		change->parts[i] = looking->found.items[i];
	return change->parts != NULL ? MOW_OK : mow_fail_memory(report->err);
}

static int look(struct looking *looking, size_t number, const struct steps *steps)
{
	struct mow_report *report = looking->report;
	struct report_change *change = &report->changes.items[number];
	int result = look_open_rules(looking, &change->old);

	map_release(&looking->parts);
	looking->parts = (struct map){0};
	looking->found.count = looking->moments.count = 0;
	for (size_t i = 0; result == MOW_OK && i < steps->count; i++)
		result = look_at(looking, number, &steps->items[i]);
	look_pass(looking, change, steps);
	return result == MOW_OK ? finish(looking, change) : result;
}

static int tree_of(struct oid *out, const struct mow_report *report, const struct oid *commit)
{
	return oid_is_zero(commit) ? MOW_OK : repo_commit_tree(out, report->repo->git, commit, report->err);
}

struct asking {
	struct looking *looking;
	size_t number;
};

/* A steps_landed_fn. */
static int look_alone(const struct steps *steps, size_t number, void *context)
{
	const struct asking *asking = context;

	(void)number;
	return look(asking->looking, asking->number, steps);
}

/* As git tells them, where they are not known. */
static int ask(struct looking *looking, size_t number)
{
	struct mow_report *report = looking->report;
	const struct report_change *change = &report->changes.items[number];
	MOW_AUTO(steps) steps = {0};
	struct steps_pair pair = {{{0}}, {{0}}};
	const struct steps_landed landed = {&pair, 1, look_alone, &(struct asking){looking, number}};
	int result = tree_of(&pair.old, report, &change->old);

	if (result == MOW_OK)
		result = tree_of(&pair.new, report, &change->new);
	if (result != MOW_OK)
		return result;
	if (steps_between(&steps, report->repo->git, &pair.old, &pair.new, NULL) == MOW_OK)
		return look(looking, number, &steps);
	return steps_landed(report->repo->git, &landed, report->err);
}

int report_look(struct mow_report *report)
{
	MOW_AUTO(looking) looking = {.report = report, .ruleset = RULESET_INIT, .room = BUF_INIT};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		const struct past_commit *commit = change->commit;
		bool known = commit != NULL && commit->compared && oid_equal(&commit->parent, &change->old);
		result = known ? look(&looking, i, &commit->steps) : ask(&looking, i);
	}
	return result;
}
