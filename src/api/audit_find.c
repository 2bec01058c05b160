/* What is wrong, as facts. */
#include <string.h>

#include "api/audit.h"
#include "base/array.h"
#include "base/error.h"
#include "git/tree.h"

/* The first line of the commit's message, and whose it is; of one that cannot be read nothing is told. */
static void describe(struct mow_audit_finding *finding, struct mow_audit *audit, const struct oid *oid)
{
	struct commit commit;

	if (oid_is_zero(oid) || repo_commit(&commit, &audit->arena, audit->repo->git, oid, NULL) != MOW_OK)
		return;
	finding->author = commit.author_name;
	finding->subject = arena_dup(&audit->arena, commit.message, strcspn(commit.message, "\n"));
}

int audit_find(struct mow_audit *audit, const struct audit_change *change, struct mow_audit_finding finding,
	       struct mow_error *err)
{
	const struct audit_move *move = change->move;

	finding.old_id = oid_dup(&audit->arena, &change->old);
	finding.new_id = oid_dup(&audit->arena, &change->new);
	finding.at = change->at;
	finding.noted = move != NULL;
	finding.entry = move != NULL ? oid_dup(&audit->arena, &move->entry) : NULL;
	finding.pusher = move != NULL ? move->pusher : NULL;
	if (finding.why != NULL)
		finding.why = arena_dup(&audit->arena, finding.why, strlen(finding.why));
	if (finding.kind != MOW_AUDIT_GAP && finding.kind != MOW_AUDIT_UNREADABLE)
		describe(&finding, audit, &change->new);
	if (finding.old_id == NULL || finding.new_id == NULL || array_reserve(&audit->findings, 1) != MOW_OK)
		return mow_fail_memory(err);
	audit->findings.items[audit->findings.count++] = finding;
	return MOW_OK;
}

static bool lies_under(const struct mow_audit *audit, const struct audit_path *path)
{
	const char *under = audit->options.under;
	size_t len = under != NULL ? strlen(under) : 0;

	return len == 0 || (path->len >= len && memcmp(path->path, under, len) == 0 &&
			    (path->len == len || path->path[len] == '/'));
}

/* A finding about those paths of an answer that are looked at and were overridden, or were not; if there are any. */
static int find_paths(struct mow_audit *audit, const struct audit_change *change, const struct audit_answer *answer,
		      struct mow_audit_finding *finding, struct mow_error *err)
{
	struct mow_audit_path *paths = arena_array(&audit->arena, answer->count + 1, sizeof *paths);
	bool overridden = finding->kind == MOW_AUDIT_OVERRIDE;

	if (paths == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < answer->count; i++)
		if (answer->paths[i].overridden == overridden && lies_under(audit, &answer->paths[i]))
			paths[finding->path_count++] = (struct mow_audit_path){
				answer->paths[i].path, answer->paths[i].len, answer->paths[i].state};
	finding->paths = paths;
	return finding->path_count > 0 ? audit_find(audit, change, *finding, err) : MOW_OK;
}

static int find_override(struct mow_audit *audit, const struct audit_change *change, struct audit_answer *answer,
			 struct mow_error *err)
{
	struct mow_audit_finding finding = {
		.kind = MOW_AUDIT_OVERRIDE, .records = answer->records, .record_count = answer->record_count};
	bool paid = false;
	int result = audit_drop_paid(&paid, audit, change, answer, err);

	return result != MOW_OK || paid ? result : find_paths(audit, change, answer, &finding, err);
}

int audit_find_answer(struct mow_audit *audit, const struct audit_change *change, struct audit_answer *answer,
		      struct mow_error *err)
{
	struct mow_audit_finding unapproved = {
		.kind = MOW_AUDIT_UNAPPROVED, .missing = answer->missing, .missing_count = answer->missing_count};
	bool all = !audit->options.unratified;
	int result = MOW_OK;

	if (all && answer->word == AUDIT_ERRORS)
		result = audit_find(audit, change, (struct mow_audit_finding){.kind = MOW_AUDIT_ERRORS}, err);
	if (result == MOW_OK && all && answer->files > 0)
		result = find_paths(audit, change, answer, &unapproved, err);
	return result == MOW_OK && answer->record_count > 0 ? find_override(audit, change, answer, err) : result;
}

static int find_entry(struct tree_entry *out, const struct mow_audit *audit, const struct oid *commit, const char *name,
		      struct mow_error *err)
{
	const struct mow_path path = {name, strlen(name), true};
	struct oid tree = {{0}};
	int result = oid_is_zero(commit) ? MOW_OK : repo_commit_tree(&tree, audit->repo->git, commit, err);

	if (result == MOW_OK)
		result = tree_find(out, audit->repo->git, &tree, &path, err);
	return result == MOW_ENOTFOUND ? MOW_OK : result;
}

int audit_concerns(bool *out, bool *open, const struct mow_audit *audit, const struct audit_change *change,
		   struct mow_error *err)
{
	struct tree_entry before = {.mode = MODE_NONE}, after = {.mode = MODE_NONE}, rules = {.mode = MODE_NONE};
	int result = MOW_OK;

	*out = true;
	if (audit->options.under == NULL)
		return MOW_OK;
	result = find_entry(&before, audit, &change->old, audit->options.under, err);
	if (result == MOW_OK)
		result = find_entry(&after, audit, &change->new, audit->options.under, err);
	if (result == MOW_OK)
		*out = before.mode != after.mode || (before.mode != MODE_NONE && !oid_equal(&before.oid, &after.oid));
	if (result == MOW_OK && !*out)
		result = find_entry(&rules, audit, &change->old, RULES_OWNERS, err);
	*open = !*out && rules.mode == MODE_NONE;
	return result;
}
