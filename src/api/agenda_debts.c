/* Overrides that the owners of what they let through have not approved since. */
#include <stdlib.h>
#include <string.h>

#include "api/agenda.h"
#include "api/log.h"
#include "base/error.h"

/* Only where somebody ever gave a part of an override is what landed looked at. */
static int has_overrides(bool *out, const struct mow_agenda *agenda)
{
	const struct mow_log *requests = agenda->log;
	struct mow_log log = {.repo = requests->repo, .store = requests->store, .decision = RECORD_OVERRIDE};
	int result = log_find(&log, agenda->err);

	*out = log.heads.count > 0;
	free(log.heads.items);
	return result;
}

/* Who decides about the files now, each once. */
static int find_owners(struct mow_agenda_item *item, const struct mow_agenda *agenda,
		       const struct mow_audit_finding *finding, struct arena *arena)
{
	MOW_AUTO(map) seen = {0};
	const char **who = arena_array(arena, finding->path_count + 1, sizeof *who);
	int result = who != NULL ? MOW_OK : mow_fail_memory(agenda->err);

	for (size_t i = 0; result == MOW_OK && agenda->known != NULL && i < finding->path_count; i++) {
		const struct mow_path path = {finding->paths[i].path, finding->paths[i].path_len, MOW_PATH_FILE};
		const struct requirement *owners;
		result = resolver_look_up(&owners, agenda->rules->ruleset.resolver, &path, agenda->err);
		if (result != MOW_OK || owners->accountable == RULES_NONE)
			continue;
		const char *owner = agenda->known->owners[owners->accountable].text;
		size_t number = item->who_count;
		if (map_take(&seen, owner, strlen(owner), &number) != MOW_OK)
			return mow_fail_memory(agenda->err);
		if (number == item->who_count)
			who[item->who_count++] = owner;
	}
	item->who = who;
	return result;
}

static int add(struct mow_agenda *agenda, const struct mow_audit_finding *finding)
{
	struct arena *arena = &agenda->arena;
	const struct mow_audit_path *first = &finding->paths[0];
	const char *text = finding->subject != NULL ? finding->subject : "";
	struct mow_agenda_item item = {.kind = MOW_AGENDA_DEBT,
				       .from = finding->at,
				       .end = finding->at,
				       .name = arena_dup(arena, finding->new_id, strlen(finding->new_id)),
				       .old_id = arena_dup(arena, finding->old_id, strlen(finding->old_id)),
				       .text = arena_dup(arena, text, strlen(text)),
				       .path = arena_dup(arena, first->path, first->path_len),
				       .path_len = first->path_len,
				       .files = finding->path_count};

	if (item.name == NULL || item.old_id == NULL || item.text == NULL || item.path == NULL)
		return mow_fail_memory(agenda->err);
	int result = find_owners(&item, agenda, finding, arena);
	return result == MOW_OK ? agenda_add(agenda, &item, item.who, item.who_count) : result;
}

int agenda_find_debts(struct mow_agenda *agenda)
{
	const struct mow_audit_options asked = {.unratified = true};
	struct mow_audit *audit = NULL;
	bool any;
	int result = has_overrides(&any, agenda);

	if (result != MOW_OK || !any)
		return result;
	result = mow_audit_new(&audit, agenda->rules->repo, &asked, agenda->err);
	for (size_t i = 0; result == MOW_OK && i < mow_audit_findings(audit); i++) {
		const struct mow_audit_finding *finding = mow_audit_finding(audit, i);
		if (finding->kind == MOW_AUDIT_OVERRIDE)
			result = add(agenda, finding);
	}
	mow_audit_free(audit);
	return result;
}
