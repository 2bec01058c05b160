/* Areas that share files and disagree about who is accountable. */
#include <string.h>

#include "api/lint.h"
#include "base/array.h"
#include "base/error.h"

/* What becomes of an area that names somebody accountable. */
struct area_use {
	const struct area *area;
	size_t files, decided; /* that it matches; about which its accountable decides */
	const char *first;     /* path of one about which somebody else does; NULL */
	const char *before;    /* what is said of it there; NULL: not yet */
};

/* Files about which the accountable of a later area decides in place of another one's. */
struct dispute {
	struct dispute_key {
		size_t outdone, by; /* numbers of uses */
	} key;
	size_t files;
	const char *first;
};

#define NOT_FOUND_YET SIZE_MAX

struct quarrel {
	struct lint *lint;
	size_t *used;    /* by the area's number: that of its use, from 1; 0: none */
	struct map keys; /* two uses → dispute; they lie in the arena of the lint */
	struct {
		struct area_use *items;
		size_t count, capacity;
	} uses;
	struct {
		struct dispute *items;
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

static int find_use(size_t *out, struct quarrel *quarrel, const struct area *area)
{
	size_t *used = &quarrel->used[area->number];

	if (array_reserve(&quarrel->uses, 1))
		return mow_fail_memory(quarrel->lint->err);
	if (*used == 0) {
		quarrel->uses.items[quarrel->uses.count++] = (struct area_use){.area = area};
		*used = quarrel->uses.count;
	}
	*out = *used - 1;
	return MOW_OK;
}

static int add_dispute(struct quarrel *quarrel, const struct dispute_key *key, const struct lint_requirement *asked)
{
	size_t number = quarrel->disputes.count;

	if (!map_get(&quarrel->keys, key, sizeof *key, &number)) {
		const char *kept = arena_dup(&quarrel->lint->arena, (const char *)key, sizeof *key);
		if (kept == NULL || array_reserve(&quarrel->disputes, 1) ||
		    map_put(&quarrel->keys, kept, sizeof *key, number))
			return mow_fail_memory(quarrel->lint->err);
		quarrel->disputes.items[quarrel->disputes.count++] = (struct dispute){*key, 0, asked->first};
	}
	quarrel->disputes.items[number].files += asked->files;
	return MOW_OK;
}

/* One area that names somebody, of those that match what is asked for; `key` is in use for all of these. */
static int add_area(struct quarrel *quarrel, struct dispute_key *key, const struct lint_requirement *asked,
		    const struct area *area)
{
	const struct rules *rules = quarrel->lint->rules;
	const struct requirement *requirement = asked->requirement;
	int result = find_use(&key->outdone, quarrel, area);

	if (result == MOW_OK && key->by == NOT_FOUND_YET)
		result = find_use(&key->by, quarrel, requirement->area);
	if (result != MOW_OK)
		return result;
	struct area_use *use = &quarrel->uses.items[key->outdone];
	use->files += asked->files;
	if (rules->owners[area->accountable].index == rules->owners[requirement->accountable].index) {
		use->decided += asked->files;
		return MOW_OK;
	}
	if (use->first == NULL)
		use->first = asked->first;
	return add_dispute(quarrel, key, asked);
}

static int gather(struct quarrel *quarrel)
{
	const struct lint *lint = quarrel->lint;
	int result = MOW_OK;

	for (size_t i = 0; i < lint->asked.count; i++) {
		const struct lint_requirement *asked = &lint->asked.items[i];
		const struct requirement *requirement = asked->requirement;
		struct dispute_key key = {0, NOT_FOUND_YET};
		if (requirement == NULL || requirement->area == NULL || requirement->is_rules ||
		    requirement->area == &lint->rules->otherwise)
			continue;
		for (size_t j = 0; result == MOW_OK && j < requirement->area_count; j++)
			if (requirement->areas[j]->accountable != RULES_NONE)
				result = add_area(quarrel, &key, asked, requirement->areas[j]);
	}
	return result;
}

static int note_shadowed(struct lint *lint, const struct area_use *use)
{
	const struct lint_cause_text text = {
		"the accountable owner never decides, since areas further down name somebody else for every file,",
		"move them below those, or take accountable out", use->first, 0};

	return use->decided > 0 ? MOW_OK : lint_note(lint, use->area, &use->area->accountable_place, &text);
}

/* Not where one lies within the other, or in a folder with an OWNERS file of its own: there the nearer one is meant. */
static int note_overlap(struct quarrel *quarrel, const struct dispute *dispute)
{
	struct area_use *outdone = &quarrel->uses.items[dispute->key.outdone];
	const struct area_use *by = &quarrel->uses.items[dispute->key.by];
	struct lint *lint = quarrel->lint;

	if (outdone->decided == 0 || dispute->files == by->files || outdone->area->place.file != by->area->place.file ||
	    lint_accepts(lint, outdone->area))
		return MOW_OK;
	if (outdone->before == NULL)
		outdone->before = arena_printf(
			&lint->arena, "[%s] makes %s accountable for files for which somebody else is, further down,",
			outdone->area->name, lint->rules->owners[outdone->area->accountable].text);
	if (outdone->before == NULL)
		return mow_fail_memory(lint->err);
	const struct lint_cause_text text = {
		outdone->before, "take these files out of one of the areas with !, or name the same person in both",
		dispute->first, 0};
	return lint_note(lint, by->area, &outdone->area->accountable_place, &text);
}

int lint_areas(struct lint *lint)
{
	MOW_AUTO(quarrel) quarrel = {.lint = lint};

	quarrel.used = arena_array(&lint->arena, lint->rules->area_total, sizeof *quarrel.used);
	if (quarrel.used == NULL)
		return mow_fail_memory(lint->err);
	int result = gather(&quarrel);

	lint->code = FINDING_SHADOWED_AREA;
	for (size_t i = 0; result == MOW_OK && i < quarrel.uses.count; i++)
		result = note_shadowed(lint, &quarrel.uses.items[i]);
	lint_tell_noted(lint);
	lint->code = FINDING_OVERLAP;
	for (size_t i = 0; result == MOW_OK && i < quarrel.disputes.count; i++)
		result = note_overlap(&quarrel, &quarrel.disputes.items[i]);
	return result;
}
