#include "convert/draft.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "convert/write.h"
#include "rules/read/read.h"

void draft_release(struct draft *draft)
{
	free(draft->origins.items);
	free(draft->owners.items);
	map_release(&draft->handles);
	buf_release(&draft->text);
	arena_release(&draft->arena);
}

void draft_from(struct draft *draft, unsigned line)
{
	if (array_reserve(&draft->origins, 1))
		draft->failed = true;
	else
		draft->origins.items[draft->origins.count++] = (struct draft_origin){draft->text.len, line};
}

/* ---- People -------------------------------------------------------------------------------------------------------- */

struct draft_owner *draft_owner(struct draft *draft, const char *handle)
{
	size_t index = draft->owners.count;

	if (array_reserve(&draft->owners, 1) || map_take(&draft->handles, handle, strlen(handle), &index)) {
		draft->failed = true;
		return NULL;
	}
	if (index == draft->owners.count)
		draft->owners.items[draft->owners.count++] = (struct draft_owner){.handle = handle, .name = handle + 1};
	return &draft->owners.items[index];
}

static bool is_team(const struct draft_owner *owner)
{
	return owner->members > 0 && !owner->decides;
}

static size_t count_teams(const struct draft *draft)
{
	size_t teams = 0;

	for (size_t i = 0; i < draft->owners.count; i++)
		teams += is_team(&draft->owners.items[i]);
	return teams;
}

void draft_people(struct draft *draft)
{
	size_t teams = count_teams(draft);

	draft_from(draft, 0);
	if (draft->owners.count > teams) {
		write_people(&draft->text);
		buf_adds(&draft->text, "; Who of them is a team goes below [teams], such as: @legal = @greta @paul\n");
	}
	for (size_t i = 0; i < draft->owners.count; i++)
		if (!is_team(&draft->owners.items[i]))
			write_unknown_person(&draft->text, draft->owners.items[i].handle, draft->owners.items[i].name,
					     "");
	if (teams > 0)
		write_teams(&draft->text);
	for (size_t i = 0; i < draft->owners.count; i++)
		if (is_team(&draft->owners.items[i]))
			write_unknown_team(&draft->text, draft->owners.items[i].handle, draft->owners.items[i].members);
}

const char *draft_string(struct draft *draft, const char *string)
{
	draft->failed = draft->failed || string == NULL;
	return string != NULL ? string : "";
}

/* ---- Checking ------------------------------------------------------------------------------------------------------ */

struct check {
	const struct draft *draft;
	struct file_findings *found;
	/* How far the lines have been counted: findings come in their order. */
	unsigned line;
	const char *start;
	size_t origin; /* the next one */
	unsigned from;
};

/* The line that a line of the text comes from. */
static unsigned find_origin(struct check *check, unsigned line)
{
	const struct draft *draft = check->draft;

	for (; check->line < line && *check->start != '\0'; check->line++)
		check->start += strcspn(check->start, "\n") + 1;
	for (; check->origin < draft->origins.count; check->origin++) {
		const struct draft_origin *origin = &draft->origins.items[check->origin];
		if (draft->text.data + origin->start > check->start)
			break;
		check->from = origin->line;
	}
	return check->from;
}

static void keep(const struct mow_finding *finding, void *context)
{
	struct check *check = context;
	enum finding_code code;

	if (finding->severity == MOW_ERROR && finding_find(&code, finding->code, strlen(finding->code)))
		file_findings_add(check->found, find_origin(check, finding->line), 0, code, "%s", finding->message);
}

int draft_check(const struct draft *draft, struct file_findings *found, struct mow_error *err)
{
	MOW_AUTO_PTR(rules) rules = NULL;
	struct check check = {.draft = draft, .found = found, .line = 1, .start = draft->text.data};
	const struct mow_finding_sink sink = {keep, &check};

	if (draft->failed || draft->text.failed)
		return mow_fail_memory(err);
	return rules_parse(&rules, draft->text.data, draft->text.len, &sink, err);
}
