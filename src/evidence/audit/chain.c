#include "evidence/audit/audit.h"

#include <string.h>

#include "base/error.h"
#include "evidence/audit/top.h"
#include "evidence/store/write.h"

#define NAME "mowners"
#define EMAIL "mowners@localhost"

/* ---- The tree --------------------------------------------------------------------------------------------------- */

/* The blob that a moment is told by. */
static int write_moment(struct oid *out, struct pack *pack, int64_t at, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, at);
	buf_addf(&bytes, "%s\n", moment);
	return pack_add(out, pack, PACK_BLOB, &bytes, err);
}

static int take_tips(struct store_items *out, const struct audit_entry *entry, const struct oid *moment)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < entry->ref_count; i++) {
		const struct audit_ref *ref = &entry->refs[i];
		struct store_item item = {.blob = *moment};

		if (entry->branch == NULL || strcmp(ref->name, entry->branch) != 0 || oid_is_zero(&ref->new))
			continue;
		audit_tip_key(item.key, &ref->new);
		result = store_items_add(out, &item);
	}
	return result;
}

static int take_requests(struct store_items *out, const struct audit_entry *entry, const struct oid *moment)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < entry->arrival_count; i++) {
		const struct audit_arrival *arrival = &entry->arrivals[i];
		struct store_item item = {.blob = *moment};

		if (arrival->decision == RECORD_REQUEST && store_key_parse(item.key, arrival->id, strlen(arrival->id)))
			result = store_items_add(out, &item);
	}
	return result;
}

/* The tree of the entry behind one whose tree it is now. */
static int write_tree(struct oid *out, struct repo *repo, const struct oid *before, const struct audit_entry *entry,
		      struct mow_error *err)
{
	MOW_AUTO(pack) pack = {.repo = repo, .bytes = BUF_INIT};
	MOW_AUTO(store_items) tips = {0};
	MOW_AUTO(store_items) requests = {0};
	struct audit_top top;
	struct oid moment;
	int result = audit_top_read(&top, repo, before, err);

	if (result == MOW_OK)
		result = write_moment(&moment, &pack, entry->at, err);
	if (result != MOW_OK)
		return result;
	if (take_tips(&tips, entry, &moment) != MOW_OK || take_requests(&requests, entry, &moment) != MOW_OK)
		return mow_fail_memory(err);
	result = store_part_add(&top.tips, &pack, &tips, err);
	if (result == MOW_OK)
		result = store_part_add(&top.received, &pack, &requests, err);
	if (result == MOW_OK)
		result = audit_top_write(out, &pack, &top, err);
	return result == MOW_OK ? pack_end(&pack, err) : result;
}

/* ---- Adding ------------------------------------------------------------------------------------------------------ */

int audit_tip(struct oid *commit, struct oid *tree, struct repo *repo, struct mow_error *err)
{
	struct oid tip;
	int result = repo_ref(&tip, NULL, repo, AUDIT_REF, err);

	memset(tree, 0, sizeof *tree);
	memset(commit, 0, sizeof *commit);
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result == MOW_OK)
		result = repo_commit_tree(tree, repo, &tip, err);
	if (result == MOW_OK)
		*commit = tip;
	return result;
}

/* One try. 1: somebody else was faster. */
static int add_once(struct repo *repo, const struct audit_entry *entry, const char *text, struct mow_error *err)
{
	const struct commit_text said = {NAME, EMAIL, entry->at, text};
	struct oid parent, before, tree, commit;
	int result = audit_tip(&parent, &before, repo, err);

	if (result == MOW_OK)
		result = write_tree(&tree, repo, &before, entry, err);
	if (result != MOW_OK)
		return result;
	const struct commit_draft draft = {&tree, &parent, !oid_is_zero(&parent), &said};
	const struct ref_move move = {AUDIT_REF, &parent, &commit, "mowners: audit"};
	result = repo_write_commit(&commit, repo, &draft, err);
	if (result == MOW_OK)
		result = repo_ref_set(repo, &move, err);
	return result == MOW_EDENIED ? 1 : result;
}

int audit_add(struct repo *repo, const struct audit_entry *entry, struct mow_error *err)
{
	int64_t end = clock_monotonic() + INT64_C(1000) * AUDIT_SECONDS;
	MOW_AUTO(buf) text = BUF_INIT;
	int result = audit_format(&text, entry, err);

	if (result == MOW_OK)
		result = add_once(repo, entry, text.data, err);
	for (unsigned try = 0; result == 1 && clock_monotonic() < end; try = try < 5 ? try + 1 : try) {
		store_wait(try);
		result = add_once(repo, entry, text.data, err);
	}
	return result == 1 ? MOW_EDENIED : result;
}

int audit_begin(struct repo *repo, int64_t now, struct mow_error *err)
{
	MOW_AUTO(buf) branch = BUF_INIT;
	struct audit_ref ref = {.verdict = "begun"};
	struct audit_entry entry = {.at = now, .refs = &ref};
	struct oid commit, tree;
	int result = audit_tip(&commit, &tree, repo, err);

	if (result != MOW_OK || !oid_is_zero(&commit))
		return result;
	result = repo_head_name(&branch, repo, err);
	if (result == MOW_OK) {
		entry.branch = ref.name = branch.data;
		result = repo_ref(&ref.new, NULL, repo, ref.name, err);
		entry.ref_count = result == MOW_OK;
	}
	if (result == MOW_OK)
		entry.rules = ref.new;
	return result == MOW_OK || result == MOW_ENOTFOUND ? audit_add(repo, &entry, err) : result;
}
