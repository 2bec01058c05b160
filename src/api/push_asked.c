/*
 * Requests that have come with a push: who is to be asked now.
 *
 * A record tells its steps, and not the commits that make them, which need not be here. So who made them is not known:
 * it is taken to be who asks, who does not ask themself. What a change of the rules hands over is not asked for either.
 */
#include <string.h>

#include "api/asked.h"
#include "api/push.h"
#include "base/array.h"
#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/store.h"

struct asking {
	struct mow_push *push;
	const struct push_update *store;
	struct oid root; /* of the store as it is now */
	struct mow_error *err;
};

/* The target as it is now; one that is not there, or is no commit, has no tip. */
static int find_tip(struct oid *tip, struct repo *git, const char *target)
{
	struct oid id;
	int result = repo_ref(&id, NULL, git, target, NULL);

	*tip = (struct oid){{0}};
	if (result == MOW_OK)
		result = repo_peel(tip, git, &id, NULL);
	return result == MOW_ENOMEM ? result : MOW_OK;
}

static int judge(struct mow_verdict *verdict, const struct asking *asking, const struct record *record)
{
	struct mow_push *push = asking->push;
	struct change change = {.repo = push->repo,
				.policy = &push->policy,
				.target = record->target,
				.is_protected = true,
				.author = record->by,
				.store = asking->root,
				.store_tip = asking->store->new};
	int result = find_tip(&change.old_tip, push->repo->git, record->target);

	if (result == MOW_OK)
		result = verdict_take_steps(verdict, record->steps, record->step_count, asking->err);
	return result == MOW_OK ? verdict_run(verdict, &change, NULL, asking->err) : result;
}

static int keep(const struct asking *asking, const struct record *record, const struct mow_verdict *verdict)
{
	struct mow_push *push = asking->push;
	const struct asked_source source = {record, verdict};

	if (array_reserve(&push->asked, 1) != MOW_OK)
		return mow_fail_memory(asking->err);
	return asked_fill(&push->asked.items[push->asked.count++], &source, &push->arena, asking->err);
}

/* Asks for what needs no approval, or what nobody can give, reach nobody. */
static int take_request(const struct asking *asking, const struct record *record)
{
	const struct mow_push *push = asking->push;
	struct mow_verdict *verdict = NULL;

	if (strcmp(record->target, push->standard.ref.data) != 0 &&
	    !rules_protects(policy_rules(&push->policy), record->target))
		return MOW_OK;
	int result = verdict_alloc(&verdict, asking->err);
	if (result == MOW_OK)
		result = judge(verdict, asking, record);
	if (result == MOW_OK && verdict->ask_count > 0)
		result = keep(asking, record, verdict);
	mow_verdict_free(verdict);
	return result;
}

static int take_arrival(const struct store_change *change, void *context)
{
	const struct asking *asking = context;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};

	if (change->kind != STORE_NEW || asking->push->asked.count == MOW_ASKED_MAX)
		return MOW_OK;
	int result = store_load(&bytes, asking->push->repo->git, &change->item->blob, asking->err);
	if (result == MOW_OK)
		result = record_parse_head(&record, bytes.data, bytes.len, asking->err);
	if (result != MOW_OK || record.decision != RECORD_REQUEST)
		return result;
	record_release(&record);
	record = (struct record){0};
	result = store_parse(&record, &change->item->blob, &bytes, asking->err);
	return result == MOW_OK ? take_request(asking, &record) : result;
}

static int find_requests(struct asking *asking)
{
	struct repo *git = asking->push->repo->git;
	struct oid old = {{0}};
	struct store_top before, after;
	int result = oid_is_zero(&asking->store->old) ? MOW_OK
						      : repo_commit_tree(&old, git, &asking->store->old, asking->err);

	if (result == MOW_OK)
		result = repo_commit_tree(&asking->root, git, &asking->store->new, asking->err);
	if (result == MOW_OK)
		result = store_top_read(&before, git, &old, asking->err);
	if (result != MOW_OK || before.form == STORE_FIRST)
		return result;
	result = store_top_open(&after, git, &asking->root, NULL, asking->err);
	const struct store_pair pair = {git, &before.parts[STORE_RECORDS], &after.parts[STORE_RECORDS], false};
	return result == MOW_OK ? store_compare(&pair, take_arrival, asking, asking->err) : result;
}

int mow_push_asked(const struct mow_asked **out, size_t *count, struct mow_push *push, struct mow_error *err)
{
	struct asking asking = {.push = push, .store = landed_find(push, STORE_REF), .err = err};
	int result = MOW_OK;

	if (push->problem == NULL && policy_rules(&push->policy) != NULL && asking.store != NULL &&
	    !oid_is_zero(&asking.store->new) && push->asked.count == 0) {
		repo_set_budget(push->repo->git, &push->budget);
		result = find_requests(&asking);
		repo_set_budget(push->repo->git, NULL);
	}
	*out = push->asked.items;
	*count = push->asked.count;
	return result;
}
