/* People and teams that are named although their time is over, and accepts whose last day has passed. */
#include <stdlib.h>
#include <string.h>

#include "api/lint.h"
#include "base/clock.h"
#include "base/error.h"

static bool is_over(const struct lint *lint, const struct period *service)
{
	return service->end <= lint->now;
}

/* ---- In areas ------------------------------------------------------------------------------------------------------ */

/* An owner is noted where it is declared, one line whatever the number of areas. */
static int note_owner(struct lint *lint, const struct area *area, const struct owner *owner, const char *before)
{
	const struct rules *rules = lint->rules;
	bool team = owner->kind == OWNER_TEAM;
	const struct place place = {RULES_OWNERS,
				    team ? rules->teams[owner->index].line : rules->people[owner->index].line, 1};
	const struct lint_cause_text text = {before, "name somebody else there, or set a later day", NULL, 0};

	return lint_note(lint, area, &place, &text);
}

/* `former`: by person, the number + 1 of a team whose time is over and that names them, an external; 0: of none. */
static int report_owner(struct lint *lint, const struct area *area, size_t number, const size_t *former)
{
	const struct rules *rules = lint->rules;
	const struct owner *owner = &rules->owners[number];
	const struct period *service =
		owner->kind == OWNER_TEAM ? &rules->teams[owner->index].service : &rules->people[owner->index].service;
	char day[CLOCK_TEXT];
	MOW_AUTO(buf) before = BUF_INIT;

	if (is_over(lint, service)) {
		clock_word_until(day, service->end, lint->now);
		buf_addf(&before, "the last day of %s was %s, and the name still stands", owner->text, day);
	} else if (owner->kind == OWNER_PERSON && former[owner->index] != 0) {
		buf_addf(&before, "the time of %s is over, and its %s still stands by name",
			 rules->teams[former[owner->index] - 1].handle, owner->text);
	} else {
		return MOW_OK;
	}
	return buf_check(&before, lint->err) ? MOW_ENOMEM : note_owner(lint, area, owner, before.data);
}

static int report_owners(struct lint *lint, const struct area *area, const size_t *owners, size_t count,
			 const size_t *former)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = report_owner(lint, area, owners[i], former);
	return result;
}

/* A lint_area_fn; `context` is `former`. */
static int report_area(struct lint *lint, const struct area *area, void *context)
{
	const struct owner_list *lists[] = {&area->responsible, &area->consulted, &area->informed,
					    area->escalate != NULL ? &area->escalate->list : NULL,
					    area->freeze != NULL ? &area->freeze->allow : NULL};
	const size_t *former = context;
	int result = MOW_OK;

	if (area->accountable != RULES_NONE)
		result = report_owner(lint, area, area->accountable, former);
	for (size_t i = 0; result == MOW_OK && i < area->gate_count; i++)
		result = report_owners(lint, area, area->gates[i].of, area->gates[i].of_count, former);
	for (size_t i = 0; result == MOW_OK && i < sizeof lists / sizeof *lists; i++)
		if (lists[i] != NULL)
			result = report_owners(lint, area, lists[i]->items, lists[i]->count, former);
	return result;
}

static int report_areas(struct lint *lint)
{
	const struct rules *rules = lint->rules;
	MOW_AUTO_FREE size_t *former = calloc(rules->people_count + 1, sizeof *former);

	if (former == NULL)
		return mow_fail_memory(lint->err);
	for (size_t i = 0; i < rules->team_count; i++) {
		const struct team *team = &rules->teams[i];
		for (size_t j = 0; is_over(lint, &team->service) && j < team->member_count; j++) {
			const struct owner *member = &rules->owners[team->members[j]];
			if (member->kind == OWNER_PERSON && rules->people[member->index].external)
				former[member->index] = i + 1;
		}
	}
	return lint_each_area(lint, report_area, former);
}

/* ---- In teams, and as deputies ------------------------------------------------------------------------------------- */

static void add_name(struct buf *names, const char *name)
{
	buf_addf(names, "%s%s", names->len > 0 ? ", " : "", name);
}

/* One line for all of a team, or of a person. */
static int warn_names(struct lint *lint, unsigned line, const char *what, const struct buf *names)
{
	const struct finding_place place = {RULES_OWNERS, line, 1};

	if (names->len == 0)
		return buf_check(names, lint->err);
	const char *about = arena_printf(&lint->arena, "%s %s", what, names->data);
	if (buf_check(names, lint->err) || about == NULL)
		return mow_fail_memory(lint->err);
	lint_warn(lint, &place, "%s still has %s, whose last day has passed; take the name out, or set a later day",
		  what, names->data)
		->about = about;
	return MOW_OK;
}

static int report_team(struct lint *lint, const struct team *team)
{
	const struct rules *rules = lint->rules;
	MOW_AUTO(buf) names = BUF_INIT;

	for (size_t i = 0; !is_over(lint, &team->service) && i < team->member_count; i++) {
		const struct owner *member = &rules->owners[team->members[i]];
		if (is_over(lint, member->kind == OWNER_TEAM ? &rules->teams[member->index].service
							     : &rules->people[member->index].service))
			add_name(&names, member->text);
	}
	return warn_names(lint, team->line, team->handle, &names);
}

static int report_deputies(struct lint *lint, const struct person *person)
{
	const struct rules *rules = lint->rules;
	MOW_AUTO(buf) names = BUF_INIT;
	MOW_AUTO(buf) what = BUF_INIT;

	for (size_t i = 0; !is_over(lint, &person->service) && i < person->deputy_count; i++)
		if (is_over(lint, &rules->people[person->deputies[i]].service))
			add_name(&names, people_label(rules, person->deputies[i]));
	buf_addf(&what, "the list of deputies of %s", person->handle != NULL ? person->handle : person->emails_first);
	return buf_check(&what, lint->err) ? MOW_ENOMEM : warn_names(lint, person->line, what.data, &names);
}

int lint_expired(struct lint *lint)
{
	int result = report_areas(lint);

	for (size_t i = 0; result == MOW_OK && i < lint->rules->team_count; i++)
		result = report_team(lint, &lint->rules->teams[i]);
	for (size_t i = 0; result == MOW_OK && i < lint->rules->people_count; i++)
		result = report_deputies(lint, &lint->rules->people[i]);
	return result;
}

/* ---- Accepts ------------------------------------------------------------------------------------------------------- */

static void report_accepts(struct lint *lint, const char *file, const struct accept_list *accepts)
{
	for (size_t i = 0; i < accepts->count; i++) {
		const struct accept *accept = &accepts->items[i];
		const struct finding_place place = {file, accept->line, accept->column};
		char day[CLOCK_TEXT];
		if (lint->now < accept->end)
			continue;
		clock_word_until(day, accept->end, lint->now);
		lint_warn(lint, &place, "%s was accepted until %s, and is reported again; take the line out",
			  finding_word(accept->code), day)
			->about = finding_word(accept->code);
	}
}

/* A lint_area_fn. */
static int report_area_accepts(struct lint *lint, const struct area *area, void *context)
{
	(void)context;
	report_accepts(lint, area->place.file, &area->accepts);
	return MOW_OK;
}

int lint_expired_accept(struct lint *lint)
{
	report_accepts(lint, RULES_OWNERS, &lint->rules->accepts);
	return lint_each_area(lint, report_area_accepts, NULL);
}
