#include "api/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"

const char *place_show(const struct place *place, struct arena *arena)
{
	return place->file != NULL ? arena_printf(arena, "%s:%u", place->file, place->line) : NULL;
}

const char *const *people_labels(const struct rules *rules, const size_t *people, size_t count, struct arena *arena)
{
	const char **labels = arena_array(arena, count + 1, sizeof *labels);

	for (size_t i = 0; labels != NULL && i < count; i++)
		labels[i] = people_label(rules, people[i]);
	return labels;
}

const char *people_name(const struct rules *rules, size_t person, struct arena *arena)
{
	const char *label = people_label(rules, person);

	return label[0] == '@' ? arena_printf(arena, "%s (%s)", rules->people[person].name, label)
			       : arena_dup(arena, label, strlen(label));
}

const char *const *people_names(const struct rules *rules, const size_t *people, size_t count, struct arena *arena)
{
	const char **names = arena_array(arena, count + 1, sizeof *names);

	for (size_t i = 0; names != NULL && i < count; i++) {
		names[i] = people_name(rules, people[i], arena);
		if (names[i] == NULL)
			return NULL;
	}
	return names;
}

void presenter_reset(struct presenter *presenter)
{
	map_release(&presenter->lists);
	free(presenter->crowds.items);
	memset(&presenter->crowds, 0, sizeof presenter->crowds);
	arena_release(&presenter->arena);
}

/* The texts of owners, NULL behind. */
static int show_texts(const char *const **out, struct presenter *presenter, const size_t *owners, size_t count,
		      struct mow_error *err)
{
	const char **texts = arena_array(&presenter->arena, count + 1, sizeof *texts);

	if (texts == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		texts[i] = presenter->rules->owners[owners[i]].text;
	*out = texts;
	return MOW_OK;
}

/* The list of a gate. */
struct owner_texts {
	const size_t *owners; /* where it lies: the key */
	const char *const *texts;
	const char *const *people; /* in service on the day */
	size_t people_count;
};

static int show_people(struct owner_texts *out, struct presenter *presenter, size_t count, struct mow_error *err)
{
	const struct rules *rules = presenter->rules;
	MOW_AUTO_FREE size_t *people = calloc(rules->people_count + 1, sizeof *people);
	size_t all, kept = 0;

	if (people == NULL)
		return mow_fail_memory(err);
	all = people_expand(people, rules, out->owners, count, presenter->now);
	for (size_t i = 0; i < all; i++)
		if (people_in_service(rules, people[i], presenter->now))
			people[kept++] = people[i];
	out->people_count = kept;
	out->people = people_labels(rules, people, kept, &presenter->arena);
	return out->people != NULL ? MOW_OK : mow_fail_memory(err);
}

/* A gate's list, which belongs to the rules. */
static int show_crowd(const struct owner_texts **out, struct presenter *presenter, const size_t *owners, size_t count,
		      struct mow_error *err)
{
	struct owner_texts *crowd;
	size_t place;
	int result;

	if (map_get(&presenter->lists, &owners, sizeof owners, &place)) {
		*out = presenter->crowds.items[place];
		return MOW_OK;
	}
	crowd = arena_alloc(&presenter->arena, sizeof *crowd);
	if (crowd == NULL || array_reserve(&presenter->crowds, 1))
		return mow_fail_memory(err);
	crowd->owners = owners;
	result = show_texts(&crowd->texts, presenter, owners, count, err);
	if (result == MOW_OK)
		result = show_people(crowd, presenter, count, err);
	if (result < 0)
		return result;
	if (map_put(&presenter->lists, &crowd->owners, sizeof owners, presenter->crowds.count))
		return mow_fail_memory(err);
	presenter->crowds.items[presenter->crowds.count++] = crowd;
	*out = crowd;
	return MOW_OK;
}

static struct mow_place show_place(const struct place *place)
{
	return (struct mow_place){place->file, place->line};
}

static int show_list(struct mow_list *out, struct presenter *presenter, const struct owner_list *list,
		     struct mow_error *err)
{
	if (list == NULL || !list->count)
		return MOW_OK;
	out->count = list->count;
	out->place = show_place(&list->place);
	return show_texts(&out->items, presenter, list->items, list->count, err);
}

static int show_gates(struct mow_owners *out, struct presenter *presenter, const struct requirement *requirement,
		      struct mow_error *err)
{
	struct mow_gate *gates = arena_array(&presenter->arena, requirement->gate_count, sizeof *gates);
	const struct owner_texts *crowd;
	int result = gates != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];

		result = show_crowd(&crowd, presenter, gate->of, gate->of_count, err);
		if (result < 0)
			break;
		gates[i] = (struct mow_gate){.name = gate->name,
					     .need = gate->need,
					     .of = crowd->texts,
					     .of_count = gate->of_count,
					     .people = crowd->people,
					     .people_count = crowd->people_count,
					     .place = show_place(&gate->place)};
	}
	out->review = gates;
	out->review_count = requirement->gate_count;
	return result;
}

/* Whether whoever is accountable, always a person, is not in service on the day. */
static bool is_gone(const struct presenter *presenter, const struct owner *owner)
{
	return !people_in_service(presenter->rules, owner->index, presenter->now);
}

/* Who acts for somebody who is gone. */
static int show_acting(struct mow_owners *out, struct presenter *presenter, const struct owner *accountable,
		       struct mow_error *err)
{
	const struct rules *rules = presenter->rules;
	const struct person *gone = &rules->people[accountable->index];
	const char **acting = arena_array(&presenter->arena, gone->deputy_count + 1, sizeof *acting);

	if (acting == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gone->deputy_count; i++)
		if (people_present(rules, gone->deputies[i], presenter->now))
			acting[out->acting_count++] = people_label(rules, gone->deputies[i]);
	out->acting = acting;
	return MOW_OK;
}

static int show_rights(struct mow_owners *out, struct presenter *presenter, const struct requirement *requirement,
		       struct mow_error *err)
{
	char day[CLOCK_TEXT];

	clock_format_until(day, requirement->rights_end);
	out->rights_place = show_place(&requirement->rights_place);
	out->rights_until = arena_dup(&presenter->arena, day, strlen(day));
	return out->rights_until != NULL ? MOW_OK : mow_fail_memory(err);
}

int presenter_owners(struct mow_owners *out, struct presenter *presenter, const struct requirement *requirement,
		     struct mow_error *err)
{
	struct mow_owners shown = {.number = requirement->number, .level = level_name(requirement->level)};
	int result = MOW_OK;

	if (requirement->area != NULL) {
		const struct owner *accountable = &presenter->rules->owners[requirement->accountable];
		shown.area = requirement->area->name;
		shown.accountable = accountable->text;
		shown.accountable_place = show_place(&requirement->accountable_place);
		shown.escalate = requirement->escalate != NULL ? requirement->escalate->text : NULL;
		shown.accountable_gone = is_gone(presenter, accountable);
		if (shown.accountable_gone && accountable->kind == OWNER_PERSON)
			result = show_acting(&shown, presenter, accountable, err);
	}
	shown.level_place = show_place(&requirement->level_place);
	if (result == MOW_OK && requirement->rights_end != INT64_MAX)
		result = show_rights(&shown, presenter, requirement, err);
	if (result == MOW_OK && requirement->gate_count)
		result = show_gates(&shown, presenter, requirement, err);
	if (result == MOW_OK)
		result = show_list(&shown.responsible, presenter, requirement->responsible, err);
	if (result == MOW_OK)
		result = show_list(&shown.consulted, presenter, &requirement->consulted, err);
	if (result == MOW_OK)
		result = show_list(&shown.informed, presenter, &requirement->informed, err);
	if (result == MOW_OK)
		*out = shown;
	return result;
}

const char *show_freeze(const struct area *area)
{
	return area->name + strlen("freeze ");
}
