/* What files count as, by the OWNERS files before a change. */
#include <string.h>

#include "api/report_look.h"
#include "base/array.h"
#include "base/error.h"

int look_open_rules(struct looking *looking, const struct oid *commit)
{
	struct mow_report *report = looking->report;
	MOW_AUTO(snapshot) snapshot = {0};
	struct oid tree = {{0}};
	int result = MOW_OK;

	if (looking->open && oid_equal(&looking->rules_of, commit))
		return MOW_OK;
	if (!oid_is_zero(commit))
		result = repo_commit_tree(&tree, report->repo->git, commit, report->err);
	if (result != MOW_OK)
		return result;
	ruleset_release(&looking->ruleset);
	looking->ruleset = (struct ruleset)RULESET_INIT;
	looking->kinds.count = 0;
	snapshot_open_tree(&snapshot, report->repo->git, &tree);
	snapshot.unverified = true;
	result = ruleset_open(&looking->ruleset, &snapshot, report->err);
	looking->open = result == MOW_OK;
	looking->rules_of = *commit;
	return result;
}

/* What it leaves has the same rules where it touches none. */
void look_pass(struct looking *looking, const struct report_change *change, const struct steps *steps)
{
	bool touched = false;

	for (size_t i = 0; i < steps->count; i++)
		touched = touched || rules_is_owners(steps->items[i].path, steps->items[i].path_len);
	if (!touched)
		looking->rules_of = change->new;
}

static int find_group(size_t *out, struct mow_report *report, const char *name)
{
	*out = report->groups.count;
	if (map_get(&report->group_numbers, name, strlen(name), out))
		return MOW_OK;
	const char *kept = arena_dup(&report->arena, name, strlen(name));
	if (kept == NULL || array_reserve(&report->groups, 1) != MOW_OK ||
	    map_put(&report->group_numbers, kept, strlen(kept), *out) != MOW_OK)
		return mow_fail_memory(report->err);
	report->groups.items[report->groups.count++] = kept;
	return MOW_OK;
}

/* The first team that has the person, or the person. */
static const char *group_of(const struct mow_report *report, const struct rules *rules, size_t person, int64_t at)
{
	for (size_t i = 0; !report->head.by_person && i < rules->team_count; i++)
		if (people_team_has(&rules->teams[i], person, at))
			return rules->teams[i].handle;
	return report->head.by_person ? people_label(rules, person) : NULL;
}

static int find_lot(struct report_kind *out, struct mow_report *report, const struct requirement *requirement)
{
	MOW_AUTO(buf) key = BUF_INIT;
	const char *area = NULL;

	if (requirement != NULL && requirement->area != NULL &&
	    (area = audit_area_label(&report->arena, requirement->area)) == NULL)
		return mow_fail_memory(report->err);
	const struct report_lot lot = {area, requirement != NULL ? requirement->level : LEVEL_STANDARD, REPORT_NONE};
	buf_addf(&key, "%s/%s", area != NULL ? area : "", level_name(lot.level));
	out->lot = report->lots.count;
	if (key.failed || map_get(&report->lot_numbers, key.data, key.len, &out->lot))
		return key.failed ? mow_fail_memory(report->err) : MOW_OK;
	const char *kept = arena_dup(&report->arena, key.data, key.len);
	if (kept == NULL || array_reserve(&report->lots, 1) != MOW_OK ||
	    map_put(&report->lot_numbers, kept, key.len, out->lot) != MOW_OK)
		return mow_fail_memory(report->err);
	report->lots.items[report->lots.count++] = lot;
	return MOW_OK;
}

static int make_kind(struct report_kind *out, const struct looking *looking, const struct requirement *requirement,
		     int64_t at)
{
	struct mow_report *report = looking->report;
	const struct rules *rules = looking->ruleset.rules;
	const char *group = NULL;

	*out = (struct report_kind){.known = true, .group = REPORT_NONE};
	if (requirement != NULL && requirement->accountable != RULES_NONE)
		group = group_of(report, rules, rules->owners[requirement->accountable].index, at);
	out->owned = requirement != NULL && !requirement->is_rules && requirement->area != NULL &&
		     requirement->area != &rules->otherwise;
	int result = group != NULL ? find_group(&out->group, report, group) : MOW_OK;
	return result == MOW_OK ? find_lot(out, report, requirement) : result;
}

/* Nobody's, where there are no rules. The groups are those of the moment at which a kind first came. */
int look_find_kind(struct report_kind *out, struct looking *looking, const struct step *step, int64_t at)
{
	const struct mow_path path = step_path(step);
	const struct requirement *requirement = NULL;

	if (looking->ruleset.rules == NULL)
		return make_kind(out, looking, NULL, at);
	int result = resolver_look_up(&requirement, looking->ruleset.resolver, &path, looking->report->err);
	while (result == MOW_OK && looking->kinds.count <= requirement->number) {
		if (array_reserve(&looking->kinds, 1) != MOW_OK)
			return mow_fail_memory(looking->report->err);
		looking->kinds.items[looking->kinds.count++] = (struct report_kind){0};
	}
	if (result != MOW_OK)
		return result;
	struct report_kind *kind = &looking->kinds.items[requirement->number];
	if (!kind->known)
		result = make_kind(kind, looking, requirement, at);
	*out = *kind;
	return result;
}
