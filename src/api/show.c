#include "api/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

const char *place_show(const struct place *place, struct arena *arena)
{
	return place->file ? arena_printf(arena, "%s:%u", place->file, place->line) : NULL;
}

int owners_texts(const char *const **out, const struct rules *rules, const size_t *owners, size_t count,
		 struct arena *arena, struct mow_error *err)
{
	const char **texts = arena_array(arena, count + 1, sizeof *texts);
	size_t i;

	if (!texts)
		return mow_fail_memory(err);
	for (i = 0; i < count; i++)
		texts[i] = rules->owners[owners[i]].text;
	*out = texts;
	return 0;
}

int people_labels(const char *const **out, const struct rules *rules, const size_t *people, size_t count,
		  struct arena *arena, struct mow_error *err)
{
	const char **labels = arena_array(arena, count + 1, sizeof *labels);
	size_t i;

	if (!labels)
		return mow_fail_memory(err);
	for (i = 0; i < count; i++)
		labels[i] = people_label(rules, people[i]);
	*out = labels;
	return 0;
}

/* The people of a list who are in service on the day. */
static int show_people(const char *const **out, size_t *count, const struct rules *rules, const size_t *owners,
		       size_t owner_count, int64_t now, struct arena *arena, struct mow_error *err)
{
	size_t *people = arena_array(arena, rules->people_count + 1, sizeof *people);
	size_t all, i, kept = 0;

	if (!people)
		return mow_fail_memory(err);
	all = people_expand(people, rules, owners, owner_count);
	for (i = 0; i < all; i++)
		if (people_in_service(rules, people[i], now))
			people[kept++] = people[i];
	*count = kept;
	return people_labels(out, rules, people, kept, arena, err);
}

static int show_list(struct mow_list *out, const struct rules *rules, const struct owner_list *list,
		     struct arena *arena, struct mow_error *err)
{
	if (!list || !list->count)
		return 0;
	out->count = list->count;
	out->source = place_show(&list->place, arena);
	return out->source ? owners_texts(&out->items, rules, list->items, list->count, arena, err)
			   : mow_fail_memory(err);
}

static int show_gates(struct mow_owners *out, const struct rules *rules, const struct owners *owners, int64_t now,
		      struct arena *arena, struct mow_error *err)
{
	struct mow_gate *gates = arena_array(arena, owners->gate_count + 1, sizeof *gates);
	size_t i;
	int result = gates ? 0 : mow_fail_memory(err);

	for (i = 0; result == 0 && i < owners->gate_count; i++) {
		const struct required_gate *gate = &owners->gates[i];

		gates[i].name = gate->name;
		gates[i].need = gate->need;
		gates[i].of_count = gate->of_count;
		gates[i].source = place_show(&gate->place, arena);
		result = owners_texts(&gates[i].of, rules, gate->of, gate->of_count, arena, err);
		if (result == 0)
			result = show_people(&gates[i].people, &gates[i].people_count, rules, gate->of, gate->of_count,
					     now, arena, err);
	}
	out->review = gates;
	out->review_count = owners->gate_count;
	return result;
}

int owners_show(struct mow_owners *out, const struct rules *rules, const struct owners *owners, int64_t now,
		struct arena *arena, struct mow_error *err)
{
	struct mow_owners shown = {0};
	int result;

	if (owners->area) {
		shown.area = owners->area->name;
		shown.accountable = rules->owners[owners->accountable].text;
		shown.accountable_source = place_show(&owners->accountable_place, arena);
	}
	shown.level = level_name(owners->level);
	shown.level_source = place_show(&owners->level_place, arena);
	result = show_gates(&shown, rules, owners, now, arena, err);
	if (result == 0)
		result = show_list(&shown.responsible, rules, owners->responsible, arena, err);
	if (result == 0)
		result = show_list(&shown.consulted, rules, &owners->consulted, arena, err);
	if (result == 0)
		result = show_list(&shown.informed, rules, &owners->informed, arena, err);
	if (result == 0)
		*out = shown;
	return result;
}

const char *day_show(int64_t day, int64_t now, struct arena *arena)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December"};
	char then[CLOCK_TEXT], today[CLOCK_TEXT];
	unsigned month, number;

	clock_format_day(then, day);
	clock_format_day(today, now);
	month = (unsigned)strtoul(then + 5, NULL, 10);
	number = (unsigned)strtoul(then + 8, NULL, 10);
	if (memcmp(then, today, 4) == 0)
		return arena_printf(arena, "%u %s", number, months[(month + 11) % 12]);
	return arena_printf(arena, "%u %s %.4s", number, months[(month + 11) % 12], then);
}
