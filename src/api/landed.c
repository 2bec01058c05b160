/* A push that has landed: judged once more as it was, for the audit (mowners-audit(5)). */
#include "api/push.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/store.h"

/* ---- What came into the store ------------------------------------------------------------------------------------ */

struct arrivals {
	struct repo *git;
	struct audit_arrival *items;
	size_t count, capacity;
	struct arena *arena;
	struct mow_error *err;
};

static int take_arrival(const struct store_change *change, void *context)
{
	struct arrivals *arrivals = context;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) head = {0};
	char id[DIGEST_HEX];

	if (change->kind != STORE_NEW)
		return MOW_OK;
	int result = store_load(&bytes, arrivals->git, &change->item->blob, arrivals->err);
	if (result == MOW_OK)
		result = record_parse_head(&head, bytes.data, bytes.len, arrivals->err);
	if (result != MOW_OK)
		return result;
	store_key_format(id, change->item->key);
	const char *kept = arena_dup(arrivals->arena, id, strlen(id));
	if (kept == NULL || array_reserve(arrivals, 1) != MOW_OK)
		return mow_fail_memory(arrivals->err);
	arrivals->items[arrivals->count++] = (struct audit_arrival){kept, head.decision};
	return MOW_OK;
}

/* A store of the first layout is only converted: nothing comes. */
static int find_arrivals(struct arrivals *arrivals, const struct mow_push *push, const struct push_update *store)
{
	struct oid old = {{0}}, new;
	struct store_top before = {0}, after = {0};
	int result =
		oid_is_zero(&store->old) ? MOW_OK : repo_commit_tree(&old, push->repo->git, &store->old, arrivals->err);

	if (result == MOW_OK)
		result = repo_commit_tree(&new, push->repo->git, &store->new, arrivals->err);
	if (result == MOW_OK)
		result = store_top_read(&before, push->repo->git, &old, arrivals->err);
	if (result == MOW_OK && before.form == STORE_FIRST)
		return MOW_OK;
	if (result == MOW_OK)
		result = store_top_open(&after, push->repo->git, &new, NULL, arrivals->err);
	for (int part = STORE_RECORDS; result == MOW_OK && part <= STORE_STOPS; part++) {
		const struct store_pair pair = {push->repo->git, &before.parts[part], &after.parts[part], false};
		result = store_compare(&pair, take_arrival, arrivals, arrivals->err);
	}
	return result;
}

/* ---- The entry --------------------------------------------------------------------------------------------------- */

/* Of what could not be judged, whatever may be protected. */
static void fill_unknown(struct mow_push *push)
{
	for (size_t i = 0; i < push->count; i++) {
		struct push_update *item = &push->items[i];
		if (item->landed.verdict == NULL && (push->names.standard == NULL || push_protects(push, item->name)))
			item->landed.verdict = "unknown";
	}
}

int mow_push_landed(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
		    struct mow_error *err)
{
	struct mow_error why = {0, ""};
	struct mow_push *push;
	int result = push_alloc(&push, repo, err);

	if (result < 0)
		return result;
	push->landed = true;
	result = push_names_open(push, err);
	if (result == MOW_OK)
		result = push_take_updates(push, updates, count, err);
	if (result < 0) {
		mow_push_free(push);
		return result;
	}
	result = pusher_find(&push->pusher, repo->git, &push->arena, &why);
	if (result == MOW_OK)
		result = push_judge(push, &why);
	if (result < 0) {
		push->problem = arena_dup(&push->arena, why.message, strlen(why.message));
		if (push->problem == NULL)
			push->problem = "there is no memory left";
		fill_unknown(push);
	}
	*out = push;
	return MOW_OK;
}

const char *mow_push_problem(const struct mow_push *push)
{
	return push->problem;
}

int mow_push_record(const struct mow_push *push, struct mow_error *err)
{
	const struct push_update *store = landed_find(push, STORE_REF);
	struct mow_error why = {0, ""};
	MOW_AUTO(arena) arena = {0};
	struct arrivals arrivals = {.git = push->repo->git, .arena = &arena, .err = &why};
	struct audit_entry entry = {.at = push->repo->now,
				    .platform = push->pusher.platform,
				    .pusher = push->pusher.name,
				    .rules = push->standard.tip,
				    .branch = push->standard.ref.len > 0 ? push->standard.ref.data : NULL,
				    .problem = push->problem};
	int result = MOW_OK;

	entry.refs = arena_array(&arena, push->count + 1, sizeof *entry.refs);
	if (entry.refs == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < push->count; i++) {
		struct audit_ref *ref = &entry.refs[entry.ref_count++];
		*ref = push->items[i].landed;
		ref->name = push->items[i].ref.data;
		ref->old = push->items[i].old;
		ref->new = push->items[i].new;
	}
	if (store != NULL && !oid_is_zero(&store->new) && find_arrivals(&arrivals, push, store) != MOW_OK)
		entry.problem = why.message;
	entry.arrivals = arrivals.items;
	entry.arrival_count = arrivals.count;
	result = audit_add(push->repo->git, &entry, err);
	free(arrivals.items);
	return result;
}

size_t mow_push_told(const struct mow_push *push)
{
	return push->told.count;
}

const struct mow_told *mow_push_told_owner(const struct mow_push *push, size_t index)
{
	return &push->told.items[index];
}

int mow_audit_begin(struct mow_repo *repo, struct mow_error *err)
{
	return audit_begin(repo->git, repo->now, err);
}
