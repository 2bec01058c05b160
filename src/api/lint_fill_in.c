/* People whose e-mails stand for ones to be filled in, as a first OWNERS file has them. */
#include <string.h>

#include "api/lint.h"

enum { NAMES_SHOWN = 3 };

/* Names of people or of teams, of which the first few are shown. */
struct unfilled {
	struct buf names;
	size_t count;
	unsigned line; /* of the first */
};

static bool is_unfilled(const struct person *person)
{
	const char *at = person->email_count > 0 ? strchr(person->emails[0], '@') : NULL;

	return at != NULL && strcmp(at + 1, RULES_NOWHERE) == 0;
}

static void add(struct unfilled *unfilled, const char *handle, unsigned line)
{
	if (unfilled->count++ == 0)
		unfilled->line = line;
	if (unfilled->count <= NAMES_SHOWN)
		buf_addf(&unfilled->names, "%s%s", unfilled->count > 1 ? ", " : "", handle);
}

static void add_team(struct unfilled *unfilled, const struct rules *rules, const struct team *team)
{
	for (size_t i = 0; i < team->member_count; i++) {
		const struct owner *member = &rules->owners[team->members[i]];
		const struct person *person = member->kind == OWNER_PERSON ? &rules->people[member->index] : NULL;
		if (person != NULL && person->handle == NULL && is_unfilled(person)) {
			add(unfilled, team->handle, team->line);
			return;
		}
	}
}

static int tell(struct lint *lint, struct unfilled *unfilled, const char *advice)
{
	const struct finding_place place = {RULES_OWNERS, unfilled->line, 1};
	int result = buf_check(&unfilled->names, lint->err);

	if (unfilled->count > NAMES_SHOWN)
		buf_addf(&unfilled->names, " and %zu more", unfilled->count - NAMES_SHOWN);
	if (result == MOW_OK && unfilled->count > 0)
		lint_warn(lint, &place, "still to be filled in: %s; %s", unfilled->names.data, advice);
	buf_release(&unfilled->names);
	return result;
}

int lint_fill_in(struct lint *lint)
{
	const struct rules *rules = lint->rules;
	struct unfilled people = {.names = BUF_INIT};
	struct unfilled teams = {.names = BUF_INIT};

	for (size_t i = 0; i < rules->people_count; i++)
		if (rules->people[i].handle != NULL && is_unfilled(&rules->people[i]))
			add(&people, rules->people[i].handle, rules->people[i].line);
	for (size_t i = 0; i < rules->team_count; i++)
		add_team(&teams, rules, &rules->teams[i]);
	int result = tell(lint, &people, "write their names, and the e-mails that they commit with");
	int also = tell(lint, &teams, "write who is in them");
	return result != MOW_OK ? result : also;
}
