/* Whether what is in a folder may go out: one walk over its files, and the audit of what landed there. */
#include <stdlib.h>
#include <string.h>

#include "api/rules.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/map.h"
#include "git/tree.h"
#include "policy/target.h"

struct mow_ready {
	struct {
		struct mow_ready_item *items;
		size_t count, capacity;
	} items;
	struct map numbers; /* what an item is about (struct subject) → its place */
	struct target target;
	struct oid tree;
	char commit[OID_HEX];
	int64_t at;
	size_t files;
	struct mow_rules *rules;
	struct mow_audit *audit;
	struct mow_repo *repo;
	struct arena arena;
	struct mow_error *err;
};

void mow_ready_free(struct mow_ready *ready)
{
	if (ready == NULL)
		return;
	free(ready->items.items);
	map_release(&ready->numbers);
	target_release(&ready->target);
	mow_audit_free(ready->audit);
	mow_rules_free(ready->rules);
	arena_release(&ready->arena);
	free(ready);
}

static int add(struct mow_ready *ready, const struct mow_ready_item *item)
{
	if (array_reserve(&ready->items, 1))
		return mow_fail_memory(ready->err);
	ready->items.items[ready->items.count++] = *item;
	return MOW_OK;
}

/* ---- The files -------------------------------------------------------------------------------------------------- */

/* Files of one subject are one item. */
struct subject {
	uintptr_t kind;
	uintptr_t area; /* where the section lies; 0: none */
};

/* Counts a file in the item of its subject, which is `made` where it is the first one. */
static int count(struct mow_ready *ready, const struct mow_path *file, const void *area,
		 const struct mow_ready_item *made)
{
	struct subject *key = arena_array(&ready->arena, 1, sizeof *key);
	size_t number = ready->items.count;

	if (key == NULL)
		return mow_fail_memory(ready->err);
	*key = (struct subject){(uintptr_t)made->kind, (uintptr_t)area};
	if (map_take(&ready->numbers, key, sizeof *key, &number))
		return mow_fail_memory(ready->err);
	if (number < ready->items.count) {
		ready->items.items[number].files++;
		return MOW_OK;
	}
	struct mow_ready_item item = *made;
	item.path = arena_dup(&ready->arena, file->bytes, file->len);
	item.path_len = file->len;
	item.files = 1;
	return item.path != NULL ? add(ready, &item) : mow_fail_memory(ready->err);
}

/* The section whose rights-until is the one that counts. */
static const struct area *rights_area(const struct requirement *owners)
{
	size_t i = 0;

	while (i + 1 < owners->area_count && (owners->areas[i]->rights_place.line != owners->rights_place.line ||
					      owners->areas[i]->rights_place.file != owners->rights_place.file))
		i++;
	return owners->areas[i];
}

static int count_rights(struct mow_ready *ready, const struct requirement *owners, const struct mow_path *file)
{
	const struct area *area = rights_area(owners);
	const struct mow_ready_item item = {.kind = MOW_READY_RIGHTS,
					    .holds_up = owners->rights_end <= ready->at,
					    .when = owners->rights_end,
					    .name = area->name,
					    .file = owners->rights_place.file,
					    .line = owners->rights_place.line};

	return count(ready, file, area, &item);
}

/* What is over, or comes later, is left out. */
static int count_freeze(struct mow_ready *ready, const struct area *area, const struct mow_path *file)
{
	const struct period *period = &area->freeze->period;
	bool opens = period->from == INT64_MIN;
	const struct mow_ready_item item = {.kind = opens ? MOW_READY_EMBARGO : MOW_READY_FREEZE,
					    .holds_up = opens,
					    .when = period->end,
					    .name = show_freeze(area),
					    .file = area->place.file,
					    .line = area->place.line,
					    .reason = area->freeze->reason};

	return ready->at >= period->from && ready->at < period->end ? count(ready, file, area, &item) : MOW_OK;
}

/* A ruleset_file_fn. */
static int take_file(const struct requirement *owners, const struct mow_path *file, void *context)
{
	static const struct mow_ready_item unowned = {.kind = MOW_READY_UNOWNED, .holds_up = true};
	struct mow_ready *ready = context;
	int result = MOW_OK;

	ready->files++;
	if (owners->area == NULL)
		result = count(ready, file, NULL, &unowned);
	if (result == MOW_OK && owners->rights_end != INT64_MAX)
		result = count_rights(ready, owners, file);
	for (size_t i = 0; result == MOW_OK && i < owners->freeze_count; i++)
		result = count_freeze(ready, owners->freezes[i].area, file);
	return result;
}

static int fail_empty(const struct mow_ready *ready, const char *folder)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (folder[0] == '\0')
		folder = ".";
	escape_path(&shown, folder, strlen(folder));
	return buf_check(&shown, ready->err)
		       ? MOW_ENOMEM
		       : mow_fail(ready->err, MOW_EINVAL, "there is no file in %s on the default branch", shown.data);
}

static int look_at_files(struct mow_ready *ready, const struct mow_ready_options *options)
{
	const char *prefix = arena_printf(&ready->arena, "%s%s", options->under, options->under[0] != '\0' ? "/" : "");
	int result = mow_rules_open(&ready->rules, ready->repo, ready->commit, ready->err);

	if (prefix == NULL)
		return mow_fail_memory(ready->err);
	if (result != MOW_OK)
		return result;
	const struct ruleset_walk walk = {&ready->rules->ruleset.snapshot, prefix, take_file, ready, options->sink};
	result = rules_walk(ready->rules, &walk, ready->err);
	if (result == MOW_OK && ready->files == 0)
		return fail_empty(ready, options->under);
	return result;
}

/* ---- What landed ------------------------------------------------------------------------------------------------- */

/* Whether a file is what a commit made it. */
static int is_still(bool *out, struct mow_ready *ready, const struct oid *then, const struct mow_audit_path *path)
{
	const struct mow_path at = {path->path, path->path_len, MOW_PATH_FILE};
	struct repo *git = ready->repo->git;
	struct tree_entry now, before;
	int result = tree_find(&now, git, &ready->tree, &at, ready->err);

	*out = false;
	if (result == MOW_OK)
		result = tree_find(&before, git, then, &at, ready->err);
	if (result == MOW_OK)
		*out = now.mode == before.mode && oid_equal(&now.oid, &before.oid);
	return result == MOW_ENOTFOUND ? MOW_OK : result;
}

/* The first of a finding's files that are as it left them, and how many. */
static int take_paths(struct mow_ready_item *item, struct mow_ready *ready, const struct mow_audit_finding *finding)
{
	struct oid commit, tree;
	int result = oid_parse(&commit, finding->new_id, strlen(finding->new_id))
			     ? repo_commit_tree(&tree, ready->repo->git, &commit, ready->err)
			     : mow_fail(ready->err, MOW_EGIT, "the audit names a commit that has no id");

	for (size_t i = 0; result == MOW_OK && i < finding->path_count; i++) {
		const struct mow_audit_path *path = &finding->paths[i];
		bool still = false;
		result = is_still(&still, ready, &tree, path);
		if (result != MOW_OK || !still)
			continue;
		if (item->files++ == 0) {
			item->path = path->path;
			item->path_len = path->path_len;
		}
	}
	return result;
}

static int take_finding(struct mow_ready *ready, const struct mow_audit_finding *finding)
{
	bool unjudged = finding->kind == MOW_AUDIT_UNJUDGED || finding->kind == MOW_AUDIT_UNREADABLE;
	struct mow_ready_item item = {.kind = unjudged                              ? MOW_READY_UNJUDGED
					      : finding->kind == MOW_AUDIT_OVERRIDE ? MOW_READY_DEBT
										    : MOW_READY_UNAPPROVED,
				      .holds_up = true,
				      .when = finding->at,
				      .reason = finding->why,
				      .old_id = finding->old_id,
				      .new_id = finding->new_id};

	if (unjudged)
		return add(ready, &item);
	if (finding->kind != MOW_AUDIT_OVERRIDE && finding->kind != MOW_AUDIT_UNAPPROVED)
		return MOW_OK;
	int result = take_paths(&item, ready, finding);
	return result == MOW_OK && item.files > 0 ? add(ready, &item) : result;
}

static int look_at_audit(struct mow_ready *ready, const char *under)
{
	const struct mow_audit_options options = {.under = under[0] != '\0' ? under : NULL};
	int result = mow_audit_new(&ready->audit, ready->repo, &options, ready->err);

	for (size_t i = 0; result == MOW_OK && i < mow_audit_findings(ready->audit); i++)
		result = take_finding(ready, mow_audit_finding(ready->audit, i));
	return result;
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const struct mow_ready_item *x = a, *y = b;
	size_t len = x->path_len < y->path_len ? x->path_len : y->path_len;
	int order = x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) : 0;

	if (order == 0 && len > 0)
		order = memcmp(x->path, y->path, len);
	if (order == 0)
		order = (x->path_len > y->path_len) - (x->path_len < y->path_len);
	return order != 0 ? order : (x->when > y->when) - (x->when < y->when);
}

static int find_branch(struct mow_ready *ready)
{
	const struct mow_change_options nothing = {0};
	struct target_request request = {0};
	int result = mow_change_remote(&request.remote, ready->repo, &nothing, ready->err);

	if (result == MOW_OK)
		result = target_default(&ready->target, ready->repo->git, &request, ready->err);
	if (result == MOW_OK && oid_is_zero(&ready->target.tip))
		return mow_fail(ready->err, MOW_ENOTFOUND, "the default branch has no commit yet");
	if (result != MOW_OK)
		return result;
	oid_format(ready->commit, &ready->target.tip);
	return repo_commit_tree(&ready->tree, ready->repo->git, &ready->target.tip, ready->err);
}

static int fill(struct mow_ready *ready, const struct mow_ready_options *options)
{
	int result = find_branch(ready);

	if (result == MOW_OK)
		result = look_at_files(ready, options);
	if (result == MOW_OK)
		result = look_at_audit(ready, options->under);
	if (result == MOW_OK && ready->items.count > 0)
		qsort(ready->items.items, ready->items.count, sizeof *ready->items.items, compare_items);
	return result;
}

int mow_ready_new(struct mow_ready **out, struct mow_repo *repo, const struct mow_ready_options *options,
		  struct mow_error *err)
{
	struct mow_ready *ready = calloc(1, sizeof *ready);

	if (ready == NULL)
		return mow_fail_memory(err);
	ready->target = (struct target)TARGET_INIT;
	ready->repo = repo;
	ready->at = options->at != 0 ? options->at : repo->now;
	ready->err = err;
	int result = fill(ready, options);
	if (result != MOW_OK) {
		mow_ready_free(ready);
		return result;
	}
	ready->err = NULL;
	*out = ready;
	return MOW_OK;
}

const char *mow_ready_target(const struct mow_ready *ready)
{
	return ready->target.ref.data;
}

const char *mow_ready_commit(const struct mow_ready *ready)
{
	return ready->commit;
}

int64_t mow_ready_at(const struct mow_ready *ready)
{
	return ready->at;
}

size_t mow_ready_files(const struct mow_ready *ready)
{
	return ready->files;
}

size_t mow_ready_items(const struct mow_ready *ready)
{
	return ready->items.count;
}

const struct mow_ready_item *mow_ready_item(const struct mow_ready *ready, size_t index)
{
	return &ready->items.items[index];
}
