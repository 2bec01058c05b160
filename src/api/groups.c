/* Judgements as the groups of the public header: numbers become names, and paths that need the same of the same people
 * one group. */
#include <stdlib.h>
#include <string.h>

#include "api/group_text.h"
#include "api/show.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

static int show_class(struct mow_group *out, const struct maker *make, size_t number)
{
	const struct step_class *class = &make->verdict->classes.items[number];
	const struct judgement *judgement = &make->verdict->judgements[number];
	const struct requirement *owners = class->owners;
	struct mow_need *needs = arena_array(make->arena, judgement->need_count + 1, sizeof *needs);
	int result = needs != NULL ? MOW_OK : mow_fail_memory(make->err);

	out->state = judgement->state;
	out->area = owners->area != NULL ? owners->area->name : NULL;
	out->level = level_name(owners->level);
	out->source = place_show(&owners->accountable_place, make->arena);
	out->needs = needs;
	out->need_count = judgement->need_count;
	for (size_t i = 0; result == MOW_OK && i < judgement->need_count; i++)
		result = group_show_need(&needs[i], make, class, &judgement->needs[i]);
	return result < 0 ? result : group_say_why(out, make, class, judgement);
}

/* What makes two groups one: all that is said of them. */
static void group_key(struct buf *out, const struct mow_group *group)
{
	buf_addf(out, "%d|%s|%s|%s|%s", (int)group->state, group->area != NULL ? group->area : "", group->level,
		 group->source != NULL ? group->source : "", group->why);
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = &group->needs[i];

		buf_addf(out, "|%s|%s|%u|%u|%s", need->role, need->of, need->need, need->got, need->note);
		for (size_t j = 0; j < need->have_count; j++)
			buf_addf(out, "+%s", need->have[j]);
		for (size_t j = 0; j < need->ask_count; j++)
			buf_addf(out, "?%s", need->ask[j]);
	}
}

/* The group of each class; new ones are added. */
static int place_classes(size_t *group_of, const struct maker *make)
{
	struct mow_verdict *verdict = make->verdict;
	MOW_AUTO(map) seen = {0};
	int result;

	for (size_t i = 0; i < verdict->classes.count; i++) {
		MOW_AUTO(buf) key = BUF_INIT;
		struct mow_group group = {0};
		char *kept;

		result = show_class(&group, make, i);
		if (result < 0)
			return result;
		group_key(&key, &group);
		if (buf_check(&key, make->err))
			return MOW_ENOMEM;
		if (map_get(&seen, key.data, key.len, &group_of[i]))
			continue;
		kept = arena_dup(make->arena, key.data, key.len);
		if (kept == NULL || array_reserve(&verdict->groups, 1) ||
		    map_put(&seen, kept, key.len, verdict->groups.count))
			return mow_fail_memory(make->err);
		group_of[i] = verdict->groups.count;
		verdict->groups.items[verdict->groups.count++] = group;
	}
	return MOW_OK;
}

/* Hands every step to its group, in order. */
static int place_steps(const size_t *group_of, const struct maker *make)
{
	struct mow_verdict *verdict = make->verdict;
	const struct mow_step ***lists = arena_array(make->arena, verdict->groups.count + 1, sizeof *lists);

	if (lists == NULL)
		return mow_fail_memory(make->err);
	for (size_t i = 0; i < verdict->steps.count; i++)
		verdict->groups.items[group_of[verdict->class_of[i]]].step_count++;
	for (size_t i = 0; i < verdict->groups.count; i++) {
		lists[i] = arena_array(make->arena, verdict->groups.items[i].step_count, sizeof *lists[i]);
		if (lists[i] == NULL)
			return mow_fail_memory(make->err);
		verdict->groups.items[i].steps = lists[i];
		verdict->groups.items[i].step_count = 0;
	}
	for (size_t i = 0; i < verdict->steps.count; i++) {
		size_t group = group_of[verdict->class_of[i]];
		lists[group][verdict->groups.items[group].step_count++] = &verdict->shown[i];
	}
	return MOW_OK;
}

static int warn_unowned(struct mow_verdict *verdict, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		MOW_AUTO(buf) shown = BUF_INIT;

		if (!verdict->judgements[verdict->class_of[i]].warn_unowned)
			continue;
		escape_path(&shown, verdict->steps.items[i].path, verdict->steps.items[i].path_len);
		result = buf_check(&shown, err);
		if (result == MOW_OK)
			result = verdict_warn(verdict, err, "nobody owns %s; the rules let that pass (unowned = warn)",
					      shown.data);
	}
	return result;
}

int groups_build(struct mow_verdict *verdict, struct mow_error *err)
{
	struct maker make = {verdict, policy_rules(verdict->policy), &verdict->arena, err};
	size_t *group_of = arena_array(&verdict->arena, verdict->classes.count + 1, sizeof *group_of);
	int result;

	if (group_of == NULL)
		return mow_fail_memory(err);
	result = place_classes(group_of, &make);
	if (result == MOW_OK)
		result = place_steps(group_of, &make);
	return result < 0 ? result : warn_unowned(verdict, err);
}
