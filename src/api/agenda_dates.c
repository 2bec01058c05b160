/* The days that the rules name. */
#include <stdlib.h>
#include <string.h>

#include "api/agenda.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"

/* Of an area whose rights-until counts: its files, and who decides about them. */
struct lot {
	const struct area *area;
	const char *path; /* of the first of them */
	size_t path_len, files;
	struct {
		size_t *items; /* each once */
		size_t count, capacity;
	} owners;
};

struct dates {
	struct mow_agenda *agenda;
	struct map by_area;  /* a pointer to it → `lots` */
	struct map by_owner; /* a pointer to it, and an owner → known */
	struct {
		struct lot *items;
		size_t count, capacity;
	} lots;
	struct {
		size_t *items; /* by the number of a requirement: of `lots`, from 1; 0: not known yet */
		size_t count, capacity;
	} lot_of;
};

static void dates_release(struct dates *dates)
{
	map_release(&dates->by_area);
	map_release(&dates->by_owner);
	for (size_t i = 0; i < dates->lots.count; i++)
		free(dates->lots.items[i].owners.items);
	free(dates->lots.items);
	free(dates->lot_of.items);
}
MOW_AUTO_DEFINE(dates)

/* Of something that ends before `end`: the last day, or the moment. */
static void take_last(struct mow_agenda_item *item, int64_t end)
{
	item->end = end % CLOCK_DAY == 0 ? end : end - 1;
	item->from = end % CLOCK_DAY == 0 ? end - CLOCK_DAY : end - 1;
}

/* The day, or the moment. */
static void take_first(struct mow_agenda_item *item, int64_t from)
{
	item->from = from;
	item->end = from % CLOCK_DAY == 0 ? from + CLOCK_DAY : from;
}

static void take_place(struct mow_agenda_item *item, const struct place *place)
{
	item->file = place->file;
	item->line = place->line;
}

/* With the owners whom it waits for; not where it is asked about somebody else. */
static int add(const struct dates *dates, struct mow_agenda_item *item, const size_t *owners, size_t count)
{
	struct mow_agenda *agenda = dates->agenda;
	const char **who = arena_array(&agenda->arena, count + 1, sizeof *who);

	if (who == NULL)
		return mow_fail_memory(agenda->err);
	for (size_t i = 0; i < count; i++)
		who[i] = agenda->known->owners[owners[i]].text;
	item->who = who;
	item->who_count = count;
	return agenda_add(agenda, item, who, count);
}

/* Who sees to an area: who is accountable there, else who owns the rules. */
static const size_t *owner_of(const struct dates *dates, const struct area *area)
{
	return area->accountable != RULES_NONE ? &area->accountable : &dates->agenda->known->rules_area.accountable;
}

/* ---- Rights: where the files are ---------------------------------------------------------------------------------- */

static int add_owner(struct dates *dates, struct lot *lot, size_t owner)
{
	struct arena *arena = &dates->agenda->arena;
	uintptr_t *key = arena_array(arena, 2, sizeof *key);

	if (key == NULL)
		return MOW_ENOMEM;
	key[0] = (uintptr_t)lot->area;
	key[1] = owner;
	if (owner == RULES_NONE || map_get(&dates->by_owner, key, 2 * sizeof *key, NULL))
		return MOW_OK;
	if (array_reserve(&lot->owners, 1) != MOW_OK || map_put(&dates->by_owner, key, 2 * sizeof *key, 0) != MOW_OK)
		return MOW_ENOMEM;
	lot->owners.items[lot->owners.count++] = owner;
	return MOW_OK;
}

/* The lot of those whose rights end by what this requirement's area says; from 1. */
static int find_lot(size_t *out, struct dates *dates, const struct requirement *owners)
{
	size_t i = 0, number = dates->lots.count;

	while (i + 1 < owners->area_count && (owners->areas[i]->rights_place.line != owners->rights_place.line ||
					      owners->areas[i]->rights_place.file != owners->rights_place.file))
		i++;
	if (map_take(&dates->by_area, &owners->areas[i], sizeof owners->areas[i], &number) != MOW_OK)
		return MOW_ENOMEM;
	if (number == dates->lots.count) {
		if (array_reserve(&dates->lots, 1) != MOW_OK)
			return MOW_ENOMEM;
		dates->lots.items[dates->lots.count++] = (struct lot){.area = owners->areas[i]};
	}
	*out = number + 1;
	return add_owner(dates, &dates->lots.items[number], owners->accountable);
}

/* A ruleset_file_fn. */
static int count_file(const struct requirement *owners, const struct mow_path *file, void *context)
{
	struct dates *dates = context;
	struct mow_agenda *agenda = dates->agenda;

	if (owners->rights_end == INT64_MAX)
		return MOW_OK;
	while (dates->lot_of.count <= owners->number) {
		if (array_reserve(&dates->lot_of, 1) != MOW_OK)
			return mow_fail_memory(agenda->err);
		dates->lot_of.items[dates->lot_of.count++] = 0;
	}
	size_t *number = &dates->lot_of.items[owners->number];
	if (*number == 0 && find_lot(number, dates, owners) != MOW_OK)
		return mow_fail_memory(agenda->err);
	struct lot *lot = &dates->lots.items[*number - 1];
	if (lot->files++ > 0)
		return MOW_OK;
	lot->path = arena_dup(&agenda->arena, file->bytes, file->len);
	lot->path_len = file->len;
	return lot->path != NULL ? MOW_OK : mow_fail_memory(agenda->err);
}

/* What has no file any more waits for nobody. */
static int find_rights(struct dates *dates)
{
	struct mow_rules *rules = dates->agenda->rules;
	const struct ruleset_walk walk = {&rules->ruleset.snapshot, "", count_file, dates, NULL};
	int result = rules_walk(rules, &walk, dates->agenda->err);

	for (size_t i = 0; result == MOW_OK && i < dates->lots.count; i++) {
		const struct lot *lot = &dates->lots.items[i];
		struct mow_agenda_item item = {.kind = MOW_AGENDA_RIGHTS,
					       .name = lot->area->name,
					       .overdue = lot->area->rights_end <= rules->repo->now,
					       .path = lot->path,
					       .path_len = lot->path_len,
					       .files = lot->files};
		take_last(&item, lot->area->rights_end);
		take_place(&item, &lot->area->rights_place);
		result = lot->owners.count > 0 ? add(dates, &item, lot->owners.items, lot->owners.count)
					       : add(dates, &item, owner_of(dates, lot->area), 1);
	}
	return result;
}

/* ---- Areas and freezes -------------------------------------------------------------------------------------------- */

static int add_confirm(const struct dates *dates, const struct area *area)
{
	struct mow_agenda_item item = {.kind = MOW_AGENDA_CONFIRM, .name = area->name};

	if (area->confirm_place.line == 0)
		return MOW_OK;
	take_last(&item, area->confirm_end);
	take_place(&item, &area->confirm_place);
	item.overdue = area->confirm_end <= dates->agenda->rules->repo->now;
	return add(dates, &item, owner_of(dates, area), 1);
}

/* Until it is over. */
static int add_freeze(const struct dates *dates, const struct area *area)
{
	const struct freeze *freeze = area->freeze;
	bool opens = freeze->period.from == INT64_MIN;
	struct mow_agenda_item item = {.kind = opens ? MOW_AGENDA_EMBARGO : MOW_AGENDA_FREEZE,
				       .name = show_freeze(area),
				       .from = freeze->period.from,
				       .end = freeze->period.end,
				       .text = freeze->reason};

	if (freeze->period.end <= dates->agenda->rules->repo->now)
		return MOW_OK;
	if (opens)
		take_first(&item, freeze->period.end);
	take_place(&item, &area->place);
	return add(dates, &item, freeze->allow.items, freeze->allow.count);
}

static int add_areas(const struct dates *dates)
{
	const struct rules *rules = dates->agenda->known;
	int result = add_confirm(dates, &rules->rules_area);

	if (result == MOW_OK && rules->has_otherwise)
		result = add_confirm(dates, &rules->otherwise);
	for (size_t i = 0; i < rules->file_count; i++) {
		const struct rules_file *file = rules->files[i];
		for (size_t k = 0; result == MOW_OK && k < file->area_count; k++)
			result = file->areas[k].freeze != NULL ? add_freeze(dates, &file->areas[k])
							       : add_confirm(dates, &file->areas[k]);
	}
	return result;
}

static bool has_rights(const struct rules *rules)
{
	bool has = rules->rules_area.rights_end != INT64_MAX ||
		   (rules->has_otherwise && rules->otherwise.rights_end != INT64_MAX);

	for (size_t i = 0; i < rules->file_count; i++)
		for (size_t k = 0; !has && k < rules->files[i]->area_count; k++)
			has = rules->files[i]->areas[k].rights_end != INT64_MAX;
	return has;
}

/* ---- Service ------------------------------------------------------------------------------------------------------ */

/* Until it is over. */
static int add_owners(const struct dates *dates)
{
	const struct rules *rules = dates->agenda->known;
	int64_t now = dates->agenda->rules->repo->now;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < rules->owner_count; i++) {
		const struct owner *owner = &rules->owners[i];
		bool team = owner->kind == OWNER_TEAM;
		const struct person *person = team ? NULL : &rules->people[owner->index];
		const struct period *service = team ? &rules->teams[owner->index].service : &person->service;
		struct mow_agenda_item item = {.kind = MOW_AGENDA_SERVICE,
					       .name = owner->text,
					       .file = RULES_OWNERS,
					       .line = team ? rules->teams[owner->index].line : person->line,
					       .text = team ? NULL : person->name};
		if (service->end == INT64_MAX || service->end <= now || owner->text[0] != '@')
			continue;
		take_last(&item, service->end);
		result = add(dates, &item, &i, 1);
	}
	return result;
}

int agenda_find_dates(struct mow_agenda *agenda)
{
	MOW_AUTO(dates) dates = {.agenda = agenda};
	int result = add_areas(&dates);

	if (result == MOW_OK && has_rights(agenda->known))
		result = find_rights(&dates);
	return result == MOW_OK ? add_owners(&dates) : result;
}
