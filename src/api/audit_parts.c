/* A change by the areas that decide about its files, and when each of them had what it needed. */
#include <stdlib.h>
#include <string.h>

#include "api/audit.h"
#include "base/error.h"
#include "base/order.h"

const char *audit_area_label(struct arena *arena, const struct area *area)
{
	size_t folder = strlen(area->place.file) - strlen(RULES_OWNERS);

	if (folder == 0)
		return arena_dup(arena, area->name, strlen(area->name));
	return arena_printf(arena, "%.*s%s", (int)folder, area->place.file, area->name);
}

/* ---- When a need was met ------------------------------------------------------------------------------------------ */

struct timing {
	const struct mow_verdict *verdict;
	int64_t *made;  /* by person: their first approval of the class at hand that holds; INT64_MAX: none */
	bool *by_word;  /* alike: it is not signed by them */
	int64_t *times; /* of one need */
};

static void timing_release(struct timing *timing)
{
	free(timing->made);
	free(timing->by_word);
	free(timing->times);
}
MOW_AUTO_DEFINE(timing)

static int timing_init(struct timing *timing, const struct mow_verdict *verdict, struct mow_error *err)
{
	size_t count = policy_rules(verdict->policy)->people_count + 1;

	timing->verdict = verdict;
	timing->made = calloc(count, sizeof *timing->made);
	timing->by_word = calloc(count, sizeof *timing->by_word);
	timing->times = calloc(count, sizeof *timing->times);
	if (timing->made == NULL || timing->by_word == NULL || timing->times == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		timing->made[i] = INT64_MAX;
	return MOW_OK;
}

/* Notes the approvals of a class, or, `forget`, takes them off again. */
static void note_approvals(struct timing *timing, const struct approval_set *set, bool forget)
{
	for (size_t i = 0; set != NULL && i < set->count; i++) {
		const struct approval *approval = &timing->verdict->approvals.items[set->items[i]];
		int64_t made = approval->made != APPROVAL_MADE_UNKNOWN ? approval->made : timing->verdict->now;
		if (approval->person == RULES_NONE)
			continue;
		if (forget) {
			timing->made[approval->person] = INT64_MAX;
		} else if (made < timing->made[approval->person]) {
			timing->made[approval->person] = made;
			timing->by_word[approval->person] = approval->kind != EVIDENCE_SIGNED;
		}
	}
}

/* The moment of the approval that met it: of so many as it needs, in the order in which they came, the last. */
static int64_t met_at(bool *word, struct timing *timing, const struct class_need *need)
{
	size_t last = need->need < need->have_count ? need->need : need->have_count;

	for (size_t i = 0; i < need->have_count; i++) {
		timing->times[i] = timing->made[need->have[i]];
		*word = *word || timing->by_word[need->have[i]];
	}
	if (last == 0)
		return INT64_MIN;
	qsort(timing->times, need->have_count, sizeof *timing->times, order_moments);
	return timing->times[last - 1];
}

/* ---- Parts -------------------------------------------------------------------------------------------------------- */

static void later(int64_t *out, int64_t moment)
{
	if (moment > *out)
		*out = moment;
}

static void add_class(struct audit_part *part, struct timing *timing, size_t class)
{
	const struct judgement *judgement = &timing->verdict->judgements[class];
	const struct approval_set *set = timing->verdict->classes.items[class].approvals;

	part->complete = part->complete && judgement->state == MOW_APPROVED && !judgement->overridden;
	note_approvals(timing, set, false);
	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		if (need->folded || need->role == NEED_STOP || need->role == NEED_OVERRIDE)
			continue;
		int64_t moment = met_at(&part->word, timing, need);
		part->reviews = part->reviews || need->role == NEED_GATE;
		later(need->role == NEED_GATE ? &part->reviewed : &part->decided, moment);
	}
	note_approvals(timing, set, true);
}

static int begin_part(struct audit_part *part, const struct rules *rules, const struct requirement *requirement,
		      struct arena *arena)
{
	*part = (struct audit_part){
		.level = requirement->level, .complete = true, .reviewed = INT64_MIN, .decided = INT64_MIN};
	if (requirement->area != NULL)
		part->area = audit_area_label(arena, requirement->area);
	if (requirement->accountable != RULES_NONE) {
		const char *text = rules->owners[requirement->accountable].text;
		part->owner = arena_dup(arena, text, strlen(text));
	}
	return (requirement->area == NULL || part->area != NULL) &&
			       (requirement->accountable == RULES_NONE || part->owner != NULL)
		       ? MOW_OK
		       : MOW_ENOMEM;
}

/* What tells parts apart; no padding, so that it compares by its bytes. */
struct part_mark {
	const struct area *area;
	size_t level;
};

int audit_list_parts(struct audit_answer *out, const struct mow_verdict *verdict, struct arena *arena,
		     struct mow_error *err)
{
	MOW_AUTO(timing) timing = {0};
	MOW_AUTO(map) numbers = {0};
	size_t classes = verdict->classes.count;
	struct part_mark *marks = arena_array(arena, classes + 1, sizeof *marks);
	size_t *part_of = arena_array(arena, classes + 1, sizeof *part_of);
	int result = timing_init(&timing, verdict, err);

	out->parts = arena_array(arena, classes + 1, sizeof *out->parts);
	if (result != MOW_OK || marks == NULL || part_of == NULL || out->parts == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < classes; i++) {
		const struct requirement *requirement = verdict->classes.items[i].requirement;
		marks[i] = (struct part_mark){requirement->area, (size_t)requirement->level};
		part_of[i] = out->part_count;
		if (map_take(&numbers, &marks[i], sizeof marks[i], &part_of[i]) != MOW_OK)
			return mow_fail_memory(err);
		struct audit_part *part = &out->parts[part_of[i]];
		if (part_of[i] == out->part_count &&
		    begin_part(&out->parts[out->part_count++], policy_rules(verdict->policy), requirement, arena) !=
			    MOW_OK)
			return mow_fail_memory(err);
		add_class(part, &timing, i);
	}
	for (size_t i = 0; i < verdict->steps.count; i++)
		out->parts[part_of[verdict->class_of[i]]].files++;
	return MOW_OK;
}
