/* What deputies would mend: for whom changes wait, and what becomes of these with the deputies of all of them. */
#include <stdlib.h>
#include <string.h>

#include "api/rehearse_mend.h"
#include "base/array.h"
#include "base/error.h"

static void mending_release(struct mending *mending)
{
	for (size_t i = 0; i < mending->principals.count; i++) {
		free(mending->principals.items[i].classes.items);
		free(mending->principals.items[i].changes.items);
	}
	free(mending->principals.items);
	arena_release(&mending->arena);
}
MOW_AUTO_DEFINE(mending)

static int fail(const struct mending *mending)
{
	return mow_fail_memory(mending->rehearsal->err);
}

/* ---- For whom changes wait ---------------------------------------------------------------------------------------- */

/* Who is in `people`, which is the arena's. */
static int add_principal(struct mending *mending, size_t *people, size_t count)
{
	const struct rules *rules = mending->rehearsal->known;
	struct principal principal = {.people = people, .people_count = count};

	principal.own = arena_array(&mending->arena, count + 1, sizeof *principal.own);
	if (principal.own == NULL || array_reserve(&mending->principals, 1) != MOW_OK)
		return fail(mending);
	for (size_t i = 0; i < count; i++)
		principal.own[i] =
			(struct own_deputies){rules->people[people[i]].deputies, rules->people[people[i]].deputy_count};
	mending->principals.items[mending->principals.count++] = principal;
	return MOW_OK;
}

static int add_class(struct mending *mending, size_t principal, size_t class)
{
	struct numbers *classes = &mending->principals.items[principal].classes;

	if (array_reserve(classes, 1) != MOW_OK)
		return fail(mending);
	classes->items[classes->count++] = class;
	return MOW_OK;
}

/* Of who is accountable. */
static int add_decider(struct mending *mending, size_t person, size_t class)
{
	size_t *one = arena_alloc(&mending->arena, sizeof *one);
	int result = MOW_OK;

	if (one == NULL)
		return fail(mending);
	*one = person;
	if (mending->place_of[person] == 0) {
		result = add_principal(mending, one, 1);
		mending->place_of[person] = mending->principals.count;
	}
	return result == MOW_OK ? add_class(mending, mending->place_of[person] - 1, class) : result;
}

/* Whether the person is accountable, or in a gate. */
static bool has_part(const struct mow_rehearsal *rehearsal, const struct requirement *requirement, size_t person)
{
	const struct rules *rules = rehearsal->known;

	if (requirement->accountable != RULES_NONE && rules->owners[requirement->accountable].index == person)
		return true;
	for (size_t i = 0; i < requirement->gate_count; i++)
		if (people_listed(rules, requirement->gates[i].of, requirement->gates[i].of_count, person,
				  rehearsal->day))
			return true;
	return false;
}

static bool lacks_decision(const struct mow_rehearsal *rehearsal, const struct rehearsed_view *view)
{
	for (size_t i = 0; i < view->lack_count; i++) {
		const struct mow_rehearsal_lack *lack = &rehearsal->lacks.items[view->lacks[i]];
		if (lack->kind == MOW_NEED_DECISION && lack->who != NULL)
			return true;
	}
	return false;
}

/* What waits with everybody there is not for who is gone. */
static bool waits_anyway(const struct mow_rehearsal *rehearsal, const struct rehearsed_change *change)
{
	for (size_t i = 0; rehearsal->gone.count > 0 && i < change->part_count; i++)
		if (rehearsal->classes.items[change->parts[i].class].views[VIEW_BEFORE].waits)
			return true;
	return false;
}

static void count_classes(struct mending *mending)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;

	for (size_t i = 0; i < rehearsal->changes.count; i++) {
		const struct rehearsed_change *change = &rehearsal->changes.items[i];
		size_t parts = waits_anyway(rehearsal, change) ? 0 : change->part_count;
		for (size_t k = 0; k < parts; k++)
			mending->counted[change->parts[k].class] = true;
	}
}

static bool has_gone(const struct mow_rehearsal *rehearsal, const struct requirement *requirement)
{
	for (size_t i = 0; i < rehearsal->gone.count; i++)
		if (has_part(rehearsal, requirement, rehearsal->gone.items[i]))
			return true;
	return false;
}

/* Of an absence, all who are gone together, for what waits because of it; else each who is accountable. */
static int find_principals(struct mending *mending)
{
	struct mow_rehearsal *rehearsal = mending->rehearsal;
	bool gone = rehearsal->gone.count > 0;
	int result = gone ? add_principal(mending, rehearsal->gone.items, rehearsal->gone.count) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < rehearsal->classes.count; i++) {
		const struct rehearsed_class *class = &rehearsal->classes.items[i];
		const struct rehearsed_view *view = &class->views[VIEW_AFTER];
		const struct requirement *requirement = class->class.requirement;
		if (!view->waits || !mending->counted[i])
			continue;
		if (gone && !class->views[VIEW_BEFORE].waits && has_gone(rehearsal, requirement))
			result = add_class(mending, 0, i);
		if (!gone && lacks_decision(rehearsal, view))
			result = add_decider(mending, rehearsal->known->owners[requirement->accountable].index, i);
	}
	return result;
}

static int add_change(struct mending *mending, struct principal *principal, size_t change)
{
	struct numbers *changes = &principal->changes;

	if (changes->count > 0 && changes->items[changes->count - 1] == change)
		return MOW_OK;
	if (array_reserve(changes, 1) != MOW_OK)
		return fail(mending);
	changes->items[changes->count++] = change;
	return MOW_OK;
}

static int find_changes(struct mending *mending)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;
	struct numbers *waiting = arena_array(&mending->arena, rehearsal->classes.count + 1, sizeof *waiting);
	int result = waiting != NULL ? MOW_OK : fail(mending);

	for (size_t i = 0; result == MOW_OK && i < mending->principals.count; i++) {
		const struct numbers *classes = &mending->principals.items[i].classes;
		for (size_t k = 0; result == MOW_OK && k < classes->count; k++) {
			struct numbers *of_class = &waiting[classes->items[k]];
			if (array_reserve(of_class, 1) != MOW_OK)
				result = fail(mending);
			else
				of_class->items[of_class->count++] = i;
		}
	}
	for (size_t i = 0; result == MOW_OK && i < rehearsal->changes.count; i++) {
		const struct rehearsed_change *change = &rehearsal->changes.items[i];
		size_t parts = waits_anyway(rehearsal, change) ? 0 : change->part_count;
		for (size_t k = 0; k < parts; k++) {
			const struct numbers *of_class = &waiting[change->parts[k].class];
			for (size_t n = 0; result == MOW_OK && n < of_class->count; n++)
				result = add_change(mending, &mending->principals.items[of_class->items[n]], i);
		}
	}
	for (size_t i = 0; waiting != NULL && i < rehearsal->classes.count; i++)
		free(waiting[i].items);
	return result;
}

static int compare_principals(const void *a, const void *b)
{
	const struct principal *x = a, *y = b;

	if (x->changes.count != y->changes.count)
		return x->changes.count > y->changes.count ? -1 : 1;
	return x->people[0] < y->people[0] ? -1 : x->people[0] > y->people[0];
}

/* With all of these deputies at once. */
static int mark_mended(struct mending *mending)
{
	struct mow_rehearsal *rehearsal = mending->rehearsal;
	struct numbers waiting = {NULL, 0, 0};
	int result = array_reserve(&waiting, rehearsal->classes.count) == MOW_OK ? MOW_OK : fail(mending);

	for (size_t i = 0; result == MOW_OK && i < rehearsal->classes.count; i++)
		if (rehearsal->classes.items[i].views[VIEW_AFTER].waits)
			waiting.items[waiting.count++] = i;
	if (result == MOW_OK)
		result = rehearse_try(mending, &waiting);
	for (size_t i = 0; result == MOW_OK && i < waiting.count; i++)
		rehearsal->classes.items[waiting.items[i]].mended = mending->helped[waiting.items[i]];
	free(waiting.items);
	return result;
}

int rehearse_mend(struct mow_rehearsal *rehearsal)
{
	MOW_AUTO(mending) mending = {.rehearsal = rehearsal};
	size_t people = rehearsal->known->people_count;
	size_t *chosen[PRINCIPALS_MOST] = {NULL};
	int result = MOW_OK;

	mending.place_of = arena_array(&mending.arena, people + 1, sizeof *mending.place_of);
	mending.helped = arena_array(&mending.arena, rehearsal->classes.count + 1, sizeof *mending.helped);
	rehearsal->mends = arena_array(&rehearsal->arena, PRINCIPALS_MOST, sizeof *rehearsal->mends);
	mending.counted = arena_array(&mending.arena, rehearsal->classes.count + 1, sizeof *mending.counted);
	if (mending.place_of == NULL || mending.counted == NULL || mending.helped == NULL || rehearsal->mends == NULL)
		return fail(&mending);
	count_classes(&mending);
	result = find_principals(&mending);
	if (result == MOW_OK)
		result = find_changes(&mending);
	if (result != MOW_OK || mending.principals.count == 0)
		return result;
	qsort(mending.principals.items, mending.principals.count, sizeof *mending.principals.items, compare_principals);
	for (size_t i = 0; result == MOW_OK && i < mending.principals.count && i < PRINCIPALS_MOST; i++) {
		if (mending.principals.items[i].classes.count == 0)
			break;
		chosen[i] = arena_array(&mending.arena, POOL_MOST, sizeof *chosen[i]);
		result = chosen[i] != NULL ? rehearse_find_deputies(&rehearsal->mends[i], &mending,
								    &mending.principals.items[i], chosen[i])
					   : fail(&mending);
		rehearsal->mend_count += result == MOW_OK;
	}
	for (size_t i = 0; result == MOW_OK && i < rehearsal->mend_count; i++)
		result = rehearse_take_deputies(&mending, &mending.principals.items[i], chosen[i],
						rehearsal->mends[i].deputy_count);
	return result == MOW_OK ? mark_mended(&mending) : result;
}
