#include "api/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "api/owner_find.h"
#include "base/error.h"

void mow_agenda_free(struct mow_agenda *agenda)
{
	if (agenda == NULL)
		return;
	map_release(&agenda->wanted);
	for (size_t i = 0; i < agenda->items.count; i++)
		mow_verdict_free((struct mow_verdict *)agenda->items.items[i].verdict);
	free(agenda->items.items);
	mow_log_free(agenda->log);
	arena_release(&agenda->arena);
	free(agenda);
}

/* ---- Whom it is asked about --------------------------------------------------------------------------------------- */

static int want(struct mow_agenda *agenda, const char *name)
{
	return map_put(&agenda->wanted, name, strlen(name), 0) == MOW_OK ? MOW_OK : mow_fail_memory(agenda->err);
}

static int want_person(struct mow_agenda *agenda, const struct person *person)
{
	int result = person->handle != NULL ? want(agenda, person->handle) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < person->email_count; i++)
		result = want(agenda, person->emails[i]);
	return result;
}

/* Those whom the owner is, and each team that has one of them. */
static int find_wanted(struct mow_agenda *agenda)
{
	const struct rules *rules = agenda->known;
	int64_t now = agenda->rules->repo->now;
	size_t owner;
	int result = owner_find(&owner, rules, agenda->options->owner, agenda->err);

	if (result != MOW_OK)
		return result;
	size_t *people = arena_array(&agenda->arena, rules->people_count + 1, sizeof *people);
	bool *marked = arena_array(&agenda->arena, rules->people_count + 1, sizeof *marked);
	if (people == NULL || marked == NULL)
		return mow_fail_memory(agenda->err);
	size_t count = people_expand(people, rules, &owner, 1, now);
	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		marked[people[i]] = true;
		result = want_person(agenda, &rules->people[people[i]]);
	}
	for (size_t i = 0; result == MOW_OK && i < rules->team_count; i++) {
		const struct team *team = &rules->teams[i];
		bool has = rules->owners[owner].kind == OWNER_TEAM && rules->owners[owner].index == i;
		for (size_t k = 0; !has && k < team->people_count; k++)
			has = marked[team->people[k]] && people_in_team(team, k, now);
		if (has)
			result = want(agenda, team->handle);
	}
	return result;
}

/* ---- What there is ------------------------------------------------------------------------------------------------ */

static int compare_items(const void *a, const void *b)
{
	const struct mow_agenda_item *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = strcmp(x->name, y->name);
	return order != 0 || x->file == NULL || y->file == NULL ? order : strcmp(x->file, y->file);
}

static int fill(struct mow_agenda *agenda)
{
	int result = mow_rules_read_all(agenda->rules, agenda->options->sink, agenda->err);

	agenda->known = agenda->rules->ruleset.rules;
	agenda->owned = agenda->options->owner != NULL;
	if (result == MOW_OK && agenda->owned && agenda->known != NULL)
		result = find_wanted(agenda);
	if (result == MOW_OK && agenda->known != NULL)
		result = agenda_find_dates(agenda);
	if (result == MOW_OK)
		result = agenda_find_requests(agenda);
	if (result == MOW_OK && agenda->note == NULL)
		result = agenda_find_debts(agenda);
	if (result == MOW_OK && agenda->items.count > 0)
		qsort(agenda->items.items, agenda->items.count, sizeof *agenda->items.items, compare_items);
	return result;
}

int mow_agenda_new(struct mow_agenda **out, struct mow_rules *rules, const struct mow_agenda_options *options,
		   struct mow_error *err)
{
	struct mow_agenda *agenda = calloc(1, sizeof *agenda);

	if (agenda == NULL)
		return mow_fail_memory(err);
	agenda->rules = rules;
	agenda->options = options;
	agenda->err = err;
	int result = fill(agenda);
	if (result < 0) {
		mow_agenda_free(agenda);
		return result;
	}
	agenda->options = NULL;
	agenda->err = NULL;
	*out = agenda;
	return MOW_OK;
}

size_t mow_agenda_items(const struct mow_agenda *agenda)
{
	return agenda->items.count;
}

const struct mow_agenda_item *mow_agenda_item(const struct mow_agenda *agenda, size_t index)
{
	return &agenda->items.items[index];
}

int64_t mow_agenda_now(const struct mow_agenda *agenda)
{
	return agenda->rules->repo->now;
}

const char *mow_agenda_repository(const struct mow_agenda *agenda)
{
	return agenda->known != NULL ? agenda->known->repository : NULL;
}

const char *mow_agenda_note(const struct mow_agenda *agenda)
{
	return agenda->note;
}
