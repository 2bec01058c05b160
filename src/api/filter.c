#include "api/filter.h"

#include <stdlib.h>
#include <string.h>

#include "api/owner_find.h"
#include "api/roles.h"
#include "base/error.h"

/* What is known of a requirement, or an owner. */
enum { UNKNOWN, NO, YES };

void filter_release(struct filter *filter)
{
	free(filter->teams);
	buf_release(&filter->known);
	buf_release(&filter->owners);
}

static bool is_level(const char *name)
{
	for (enum level level = LEVEL_LIGHTWEIGHT; level <= LEVEL_DETAILED; level++)
		if (strcmp(level_name(level), name) == 0)
			return true;
	return false;
}

int filter_init(struct filter *out, const struct mow_filter *asked, const struct ruleset *ruleset, int64_t now,
		struct mow_error *err)
{
	enum role first = ROLE_ACCOUNTABLE, last = ROLE_INFORMED;

	if (asked->role != NULL && role_find(&first, asked->role, err) != MOW_OK)
		return MOW_EINVAL;
	if (asked->role != NULL)
		last = first;
	if (asked->level != NULL && !is_level(asked->level))
		return mow_fail(err, MOW_EINVAL, "there is no such level; levels are lightweight, standard, detailed");
	*out = (struct filter){.asked = asked,
			       .ruleset = ruleset,
			       .now = now,
			       .first = first,
			       .last = last,
			       .owner = RULES_NONE,
			       .known = BUF_INIT,
			       .owners = BUF_INIT};
	return MOW_OK;
}

/* ---- Who is meant ------------------------------------------------------------------------------------------------- */

/* The team and all teams in it, at any depth. */
static int find_teams(struct filter *filter, size_t first, struct mow_error *err)
{
	const struct rules *rules = filter->ruleset->rules;
	MOW_AUTO_FREE size_t *waiting = calloc(rules->team_count, sizeof *waiting);
	size_t count = 0;

	filter->teams = calloc(rules->team_count, sizeof *filter->teams);
	if (waiting == NULL || filter->teams == NULL)
		return mow_fail_memory(err);
	waiting[count++] = first;
	filter->teams[first] = true;
	while (count > 0) {
		const struct team *team = &rules->teams[waiting[--count]];
		for (size_t i = 0; i < team->member_count; i++) {
			const struct owner *member = &rules->owners[team->members[i]];
			if (member->kind != OWNER_TEAM || filter->teams[member->index])
				continue;
			filter->teams[member->index] = true;
			waiting[count++] = member->index;
		}
	}
	return MOW_OK;
}

/* A person who is known by an e-mail alone may come with any file that is read. */
static int find_owner(struct filter *filter, struct mow_error *err)
{
	const struct rules *rules = filter->ruleset->rules;
	const char *text = filter->asked->owner;

	if (text == NULL || filter->owner != RULES_NONE)
		return MOW_OK;
	filter->owner = people_owner(rules, text, strlen(text));
	if (filter->owner == RULES_NONE || rules->owners[filter->owner].kind == OWNER_PERSON)
		return MOW_OK;
	return find_teams(filter, rules->owners[filter->owner].index, err);
}

/* Whether an owner that a list names stands for whom is asked for. */
static bool stands_for(const struct filter *filter, size_t number)
{
	const struct rules *rules = filter->ruleset->rules;
	const struct owner *owner = &rules->owners[number];

	if (filter->teams != NULL)
		return owner->kind == OWNER_TEAM && filter->teams[owner->index];
	size_t person = rules->owners[filter->owner].index;
	return owner->kind == OWNER_PERSON ? owner->index == person
					   : people_team_has(&rules->teams[owner->index], person, filter->now);
}

/* What is known under a number; it grows with them. */
static char *recall(struct buf *known, size_t number)
{
	if (number >= known->len)
		buf_pad(known, UNKNOWN, number + 1 - known->len);
	return known->failed ? NULL : &known->data[number];
}

/* Without an owner: whether anybody is there. */
static bool has_owner(struct filter *filter, const size_t *owners, size_t count)
{
	if (filter->asked->owner == NULL)
		return count > 0;
	for (size_t i = 0; i < count && filter->owner != RULES_NONE; i++) {
		char *known = recall(&filter->owners, owners[i]);
		if (known != NULL && *known == UNKNOWN)
			*known = stands_for(filter, owners[i]) ? YES : NO;
		if (known != NULL && *known == YES)
			return true;
	}
	return false;
}

/* ---- What is asked of a requirement ------------------------------------------------------------------------------- */

static bool has_role(struct filter *filter, const struct requirement *requirement, enum role role)
{
	switch (role) {
	case ROLE_ACCOUNTABLE:
		return requirement->area != NULL && has_owner(filter, &requirement->accountable, 1);
	case ROLE_REVIEW:
		for (size_t i = 0; i < requirement->gate_count; i++)
			if (has_owner(filter, requirement->gates[i].of, requirement->gates[i].of_count))
				return true;
		return false;
	case ROLE_RESPONSIBLE:
		return requirement->responsible != NULL &&
		       has_owner(filter, requirement->responsible->items, requirement->responsible->count);
	case ROLE_CONSULTED:
		return has_owner(filter, requirement->consulted.items, requirement->consulted.count);
	default:
		return has_owner(filter, requirement->informed.items, requirement->informed.count);
	}
}

static bool has_any_role(struct filter *filter, const struct requirement *requirement)
{
	if (filter->asked->owner == NULL && filter->asked->role == NULL)
		return true;
	for (enum role role = filter->first; role <= filter->last; role++)
		if (has_role(filter, requirement, role))
			return true;
	return false;
}

static bool has_area(const struct filter *filter, const struct requirement *requirement)
{
	const char *name = filter->asked->area;

	for (size_t i = 0; name != NULL && i < requirement->area_count; i++)
		if (strcmp(requirement->areas[i]->name, name) == 0)
			return true;
	for (size_t i = 0; name != NULL && i < requirement->freeze_count; i++)
		if (strcmp(requirement->freezes[i].area->name, name) == 0)
			return true;
	return name == NULL;
}

static bool is_asked(struct filter *filter, const struct requirement *requirement)
{
	const struct mow_filter *asked = filter->asked;

	return !(asked->unowned && requirement->area != NULL) &&
	       (asked->level == NULL || strcmp(level_name(requirement->level), asked->level) == 0) &&
	       has_area(filter, requirement) && has_any_role(filter, requirement);
}

/* Where there are no rules nobody owns anything, at the level that answers then have. */
static bool is_asked_without_rules(const struct mow_filter *asked)
{
	return asked->owner == NULL && asked->role == NULL && asked->area == NULL &&
	       (asked->level == NULL || strcmp(asked->level, level_name(LEVEL_STANDARD)) == 0);
}

int filter_ask(struct filter *filter, const struct requirement *requirement, struct mow_error *err)
{
	if (requirement == NULL)
		return is_asked_without_rules(filter->asked);
	char *known = recall(&filter->known, requirement->number);
	if (known == NULL)
		return mow_fail_memory(err);
	if (*known == UNKNOWN) {
		int result = find_owner(filter, err);
		if (result != MOW_OK)
			return result;
		*known = is_asked(filter, requirement) ? YES : NO;
		result = buf_check(&filter->owners, err);
		if (result != MOW_OK)
			return result;
	}
	return *known == YES;
}

/* ---- What the rules do not know ----------------------------------------------------------------------------------- */

static int check_owner(const struct filter *filter, struct mow_error *err)
{
	size_t owner = filter->owner;

	return owner != RULES_NONE ? MOW_OK : owner_find(&owner, filter->ruleset->rules, filter->asked->owner, err);
}

static int check_area(const struct filter *filter, struct mow_error *err)
{
	const struct rules *rules = filter->ruleset->rules;
	const char *asked = filter->asked->area;
	size_t room = 2, count = 0;

	for (size_t i = 0; i < rules->file_count; i++)
		room += rules->files[i]->area_count;
	MOW_AUTO_FREE const char **names = calloc(room, sizeof *names);
	if (names == NULL)
		return mow_fail_memory(err);
	names[count++] = rules->rules_area.name;
	if (rules->has_otherwise)
		names[count++] = rules->otherwise.name;
	for (size_t i = 0; i < rules->file_count; i++)
		for (size_t k = 0; k < rules->files[i]->area_count; k++)
			names[count++] = rules->files[i]->areas[k].name;
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], asked) == 0)
			return MOW_OK;
	return owner_fail_unknown(asked, "is no area of the OWNERS files", names, count, err);
}

int filter_check(const struct filter *filter, struct mow_error *err)
{
	int result = MOW_OK;

	if (filter->ruleset->rules == NULL)
		return MOW_OK;
	if (filter->asked->owner != NULL)
		result = check_owner(filter, err);
	return result == MOW_OK && filter->asked->area != NULL ? check_area(filter, err) : result;
}
