/* Judgements as the groups of the public header: paths that need the same of the same people are one. */
#include "api/group_facts.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

/* A new group; its key is kept. */
static int add_group(struct map *seen, struct group_builder *builder, size_t class, const struct buf *key)
{
	struct mow_verdict *verdict = builder->verdict;
	const char *kept = arena_dup(&verdict->arena, key->data, key->len);

	if (kept == NULL || array_reserve(&verdict->groups, 1) != MOW_OK ||
	    map_put(seen, kept, key->len, verdict->groups.count) != MOW_OK)
		return mow_fail_memory(builder->err);
	return group_facts(&verdict->groups.items[verdict->groups.count++], builder, class);
}

/* The group of each class. */
static int place_classes(size_t *group_of, struct group_builder *builder)
{
	struct mow_verdict *verdict = builder->verdict;
	MOW_AUTO(map) seen = {0};
	MOW_AUTO(buf) key = BUF_INIT;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++) {
		buf_reset(&key);
		result = group_key(&key, builder, i);
		if (result < 0 || map_get(&seen, key.data, key.len, &group_of[i]))
			continue;
		group_of[i] = verdict->groups.count;
		result = add_group(&seen, builder, i, &key);
	}
	return result;
}

/* Hands every step to its group, in order. */
static int place_steps(const size_t *group_of, struct mow_verdict *verdict, struct mow_error *err)
{
	const struct mow_step ***lists = arena_array(&verdict->arena, verdict->groups.count + 1, sizeof *lists);

	if (lists == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < verdict->steps.count; i++)
		verdict->groups.items[group_of[verdict->class_of[i]]].step_count++;
	for (size_t i = 0; i < verdict->groups.count; i++) {
		lists[i] = arena_array(&verdict->arena, verdict->groups.items[i].step_count, sizeof *lists[i]);
		if (lists[i] == NULL)
			return mow_fail_memory(err);
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
			result = strings_add(&verdict->warnings, &verdict->arena, err,
					     "nobody owns %s; the rules let that pass (unowned = warn)", shown.data);
	}
	return result;
}

int groups_build(struct mow_verdict *verdict, struct mow_error *err)
{
	MOW_AUTO(group_builder) builder = {
		.verdict = verdict, .rules = policy_rules(verdict->policy), .err = err, .text = BUF_INIT};
	size_t *group_of = arena_array(&verdict->arena, verdict->classes.count + 1, sizeof *group_of);
	int result;

	if (group_of == NULL)
		return mow_fail_memory(err);
	result = place_classes(group_of, &builder);
	if (result == MOW_OK)
		result = place_steps(group_of, verdict, err);
	return result < 0 ? result : warn_unowned(verdict, err);
}
