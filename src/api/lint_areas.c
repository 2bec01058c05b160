/* Areas that share files and disagree about who is accountable. */
#include <string.h>

#include "api/lint.h"
#include "base/array.h"
#include "base/error.h"

/* What becomes of an area that names somebody accountable. */
struct area_use {
	const struct area *area; /* the key of it */
	size_t files, decided;   /* that it matches; about which its accountable decides */
	const char *first;       /* path of one about which somebody else does; NULL */
};

/* Files about which the accountable of a later area decides in place of another one's. */
struct dispute {
	struct dispute_key {
		const struct area_use *outdone, *by;
	} key;
	size_t files;
	const char *first;
};

/* Items and keys lie in the arena of the lint. */
struct quarrel {
	struct lint *lint;
	struct map keys; /* area → use, two uses → dispute */
	struct {
		struct area_use **items;
		size_t count, capacity;
	} uses;
	struct {
		struct dispute **items;
		size_t count, capacity;
	} disputes;
};

static void quarrel_release(struct quarrel *quarrel)
{
	map_release(&quarrel->keys);
	free(quarrel->uses.items);
	free(quarrel->disputes.items);
}
MOW_AUTO_DEFINE(quarrel)

static int find_use(struct area_use **out, struct quarrel *quarrel, const struct area *area)
{
	size_t number = quarrel->uses.count;
	struct area_use *use;

	if (map_get(&quarrel->keys, &area, sizeof area, &number)) {
		*out = quarrel->uses.items[number];
		return MOW_OK;
	}
	use = arena_alloc(&quarrel->lint->arena, sizeof *use);
	if (use == NULL || array_reserve(&quarrel->uses, 1))
		return mow_fail_memory(quarrel->lint->err);
	use->area = area;
	quarrel->uses.items[quarrel->uses.count++] = *out = use;
	return map_put(&quarrel->keys, &use->area, sizeof use->area, number) ? mow_fail_memory(quarrel->lint->err)
									     : MOW_OK;
}

static int add_dispute(struct quarrel *quarrel, const struct dispute_key *key, const struct lint_requirement *asked)
{
	size_t number = quarrel->disputes.count;
	struct dispute *dispute;

	if (map_get(&quarrel->keys, key, sizeof *key, &number)) {
		quarrel->disputes.items[number]->files += asked->files;
		return MOW_OK;
	}
	dispute = arena_alloc(&quarrel->lint->arena, sizeof *dispute);
	if (dispute == NULL || array_reserve(&quarrel->disputes, 1))
		return mow_fail_memory(quarrel->lint->err);
	*dispute = (struct dispute){*key, asked->files, asked->first};
	quarrel->disputes.items[quarrel->disputes.count++] = dispute;
	return map_put(&quarrel->keys, &dispute->key, sizeof dispute->key, number) ? mow_fail_memory(quarrel->lint->err)
										   : MOW_OK;
}

/* One area that names somebody, of those that match what is asked for. */
static int add_area(struct quarrel *quarrel, const struct lint_requirement *asked, const struct area *area)
{
	const struct rules *rules = quarrel->lint->rules;
	const struct requirement *requirement = asked->requirement;
	struct area_use *use, *by;
	int result = find_use(&use, quarrel, area);

	if (result == MOW_OK)
		result = find_use(&by, quarrel, requirement->area);
	if (result != MOW_OK)
		return result;
	use->files += asked->files;
	if (rules->owners[area->accountable].index == rules->owners[requirement->accountable].index) {
		use->decided += asked->files;
		return MOW_OK;
	}
	if (use->first == NULL)
		use->first = asked->first;
	return add_dispute(quarrel, &(const struct dispute_key){use, by}, asked);
}

static int gather(struct quarrel *quarrel)
{
	const struct lint *lint = quarrel->lint;
	int result = MOW_OK;

	for (size_t i = 0; i < lint->asked.count; i++) {
		const struct lint_requirement *asked = &lint->asked.items[i];
		const struct requirement *requirement = asked->requirement;
		if (requirement == NULL || requirement->area == NULL || requirement->is_rules ||
		    requirement->area == &lint->rules->otherwise)
			continue;
		for (size_t j = 0; result == MOW_OK && j < requirement->area_count; j++)
			if (requirement->areas[j]->accountable != RULES_NONE)
				result = add_area(quarrel, asked, requirement->areas[j]);
	}
	return result;
}

static int note_shadowed(struct lint *lint, const struct area_use *use)
{
	const struct lint_cause_text text = {
		"accountable counts for no file, since areas further down name somebody else,",
		"move them below those, or take accountable out", use->first, 0};

	return use->decided > 0 ? MOW_OK : lint_note(lint, use->area, &use->area->accountable_place, &text);
}

/* Not where one lies within the other, or in a folder with an OWNERS file of its own: there the nearer one is meant. */
static int note_overlap(struct lint *lint, const struct dispute *dispute)
{
	const struct area_use *outdone = dispute->key.outdone, *by = dispute->key.by;
	MOW_AUTO(buf) before = BUF_INIT;

	if (outdone->decided == 0 || dispute->files == by->files || outdone->area->place.file != by->area->place.file ||
	    lint_accepts(lint, outdone->area))
		return MOW_OK;
	buf_addf(&before, "[%s] makes %s accountable for files for which somebody else is, further down,",
		 outdone->area->name, lint->rules->owners[outdone->area->accountable].text);
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {
		before.data, "take these files out of one of the areas with !, or name the same person in both",
		dispute->first, 0};
	return lint_note(lint, by->area, &outdone->area->accountable_place, &text);
}

int lint_areas(struct lint *lint)
{
	MOW_AUTO(quarrel) quarrel = {.lint = lint};
	int result = gather(&quarrel);

	lint->code = FINDING_SHADOWED_AREA;
	for (size_t i = 0; result == MOW_OK && i < quarrel.uses.count; i++)
		result = note_shadowed(lint, quarrel.uses.items[i]);
	lint_tell_noted(lint);
	lint->code = FINDING_OVERLAP;
	for (size_t i = 0; result == MOW_OK && i < quarrel.disputes.count; i++)
		result = note_overlap(lint, quarrel.disputes.items[i]);
	return result;
}
