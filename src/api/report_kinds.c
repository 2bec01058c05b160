/* What files count as, by the OWNERS files before a change. */
#include <string.h>

#include "api/report_look.h"
#include "base/array.h"
#include "base/error.h"
#include "base/system.h"

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
	looking->rules++;
	map_release(&looking->folders);
	return result == MOW_OK ? ruleset_read(&looking->ruleset, "", 0, NULL, report->err) : result;
}

/* The OWNERS files above a path, once for each folder. */
static int read_rules(struct looking *looking, const struct step *step)
{
	struct mow_report *report = looking->report;
	const char *slash = system_last(step->path, '/', step->path_len);
	size_t len = slash != NULL ? (size_t)(slash - step->path) : 0;

	if (len == 0 || map_get(&looking->folders, step->path, len, NULL))
		return MOW_OK;
	const char *kept = arena_dup(&report->arena, step->path, len);
	if (kept == NULL || map_put(&looking->folders, kept, len, 0) != MOW_OK)
		return mow_fail_memory(report->err);
	return ruleset_read(&looking->ruleset, step->path, step->path_len, NULL, report->err);
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

static int make_kind(struct report_kind *out, const struct looking *looking, const struct requirement *requirement,
		     int64_t at)
{
	struct mow_report *report = looking->report;
	const struct rules *rules = looking->ruleset.rules;
	int result = MOW_OK;

	*out = (struct report_kind){.known = true, .group = REPORT_NONE};
	if (requirement != NULL && requirement->accountable != RULES_NONE)
		result = report_find_group(&out->group, report, rules, rules->owners[requirement->accountable].index,
					   at);
	out->owned = requirement != NULL && !requirement->is_rules && requirement->area != NULL &&
		     requirement->area != &rules->otherwise;
	return result == MOW_OK ? report_find_lot(&out->lot, report, requirement) : result;
}

/* What decides about a file by the rules at hand. */
static int find_requirement(const struct requirement **out, struct looking *looking, const struct step *step)
{
	const struct mow_path path = step_path(step);
	struct mow_error *err = looking->report->err;
	int result = read_rules(looking, step);

	if (result == MOW_OK)
		result = resolver_look_up(out, looking->ruleset.resolver, &path, err);
	while (result == MOW_OK && looking->kinds.count <= (*out)->number) {
		if (array_reserve(&looking->kinds, 1) != MOW_OK)
			return mow_fail_memory(err);
		looking->kinds.items[looking->kinds.count++] = (struct report_kind){0};
	}
	return result;
}

/* Nobody's, where there are no rules. The groups are those of the moment at which a kind first came. */
int look_find_kind(struct report_kind *out, struct looking *looking, const struct step *step, struct report_path *path,
		   int64_t at)
{
	bool is_file = step_path(step).kind == MOW_PATH_FILE;
	const struct requirement *requirement = NULL;

	if (looking->ruleset.rules == NULL)
		return make_kind(out, looking, NULL, at);
	if (is_file && path->rules == looking->rules) {
		*out = looking->kinds.items[path->kind];
		return MOW_OK;
	}
	int result = find_requirement(&requirement, looking, step);
	if (result != MOW_OK)
		return result;
	struct report_kind *kind = &looking->kinds.items[requirement->number];
	if (!kind->known)
		result = make_kind(kind, looking, requirement, at);
	if (is_file)
		*path = (struct report_path){path->last, looking->rules, requirement->number};
	*out = *kind;
	return result;
}
