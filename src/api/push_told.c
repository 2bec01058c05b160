/* Who is to be informed of what has landed: the owners in `informed`, with the paths. */
#include "api/push.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

struct telling {
	struct mow_push *push;
	const struct push_update *item;
	struct map by_owner; /* number → place among push->told */
	struct mow_error *err;
};

static void telling_release(struct telling *telling)
{
	map_release(&telling->by_owner);
}
MOW_AUTO_DEFINE(telling)

static int find_people(struct mow_told *told, struct mow_push *push, size_t owner)
{
	const struct rules *rules = policy_rules(&push->policy);
	size_t *people = arena_array(&push->arena, rules->people_count + 1, sizeof *people);
	struct mow_told_person *shown;
	size_t count;

	if (people == NULL)
		return MOW_ENOMEM;
	count = people_expand(people, rules, &owner, 1, push->repo->now);
	shown = arena_array(&push->arena, count + 1, sizeof *shown);
	if (shown == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct person *person = &rules->people[people[i]];
		if (people_in_service(rules, people[i], push->repo->now))
			shown[told->people_count++] = (struct mow_told_person){person->name, person->emails_first};
	}
	told->people = shown;
	return MOW_OK;
}

static int begin_owner(struct telling *telling, size_t owner)
{
	struct mow_push *push = telling->push;
	const struct rules *rules = policy_rules(&push->policy);
	struct mow_told told = {.ref = telling->item->ref.data,
				.old_id = oid_dup(&push->arena, &telling->item->old),
				.new_id = oid_dup(&push->arena, &telling->item->new),
				.owner = rules->owners[owner].text,
				.paths = arena_array(&push->arena, MOW_TOLD_PATHS, sizeof *told.paths)};
	if (told.old_id == NULL || told.new_id == NULL || told.paths == NULL ||
	    find_people(&told, push, owner) != MOW_OK || array_reserve(&push->told, 1) != MOW_OK)
		return mow_fail_memory(telling->err);
	push->told.items[push->told.count++] = told;
	return MOW_OK;
}

static int tell(struct telling *telling, const size_t *owner, const struct step *step)
{
	struct mow_push *push = telling->push;
	size_t at = push->told.count;

	if (!map_get(&telling->by_owner, owner, sizeof *owner, &at)) {
		if (push->told.count == MOW_TOLD_MAX)
			return MOW_OK;
		int result = begin_owner(telling, *owner);
		if (result != MOW_OK)
			return result;
		if (map_put(&telling->by_owner, owner, sizeof *owner, at) != MOW_OK)
			return mow_fail_memory(telling->err);
	}
	struct mow_told *told = &push->told.items[at];
	told->files++;
	if (told->path_count == MOW_TOLD_PATHS)
		return MOW_OK;
	const char *path = arena_dup(&push->arena, step->path, step->path_len);
	if (path == NULL)
		return mow_fail_memory(telling->err);
	((struct mow_path *)told->paths)[told->path_count++] = (struct mow_path){path, step->path_len, MOW_PATH_FILE};
	return MOW_OK;
}

int told_note(struct mow_push *push, const struct push_update *item, struct mow_error *err)
{
	MOW_AUTO(telling) telling = {.push = push, .item = item, .err = err};
	const struct mow_verdict *verdict = item->verdict;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		const struct owner_list *list = &verdict->classes.items[verdict->class_of[i]].requirement->informed;
		for (size_t k = 0; result == MOW_OK && k < list->count; k++)
			result = tell(&telling, &list->items[k], &verdict->steps.items[i]);
	}
	return result;
}
