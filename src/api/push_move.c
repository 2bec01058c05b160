/* A protected ref that goes elsewhere than forward: by an override of that very move alone. */
#include <string.h>

#include "api/move.h"
#include "api/push.h"
#include "base/error.h"
#include "evidence/audit/audit.h"
#include "evidence/gather/gather.h"
#include "rules/people.h"

#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-"

static struct move_request request_of(struct mow_push *push, const struct push_update *item)
{
	return (struct move_request){.repo = push->repo->git,
				     .policy = &push->policy,
				     .target = item->ref.data,
				     .old = item->old,
				     .new = item->new,
				     .store = push->store,
				     .now = push->repo->now,
				     .arena = &push->arena};
}

/* ---- Parts that have let something through before ---- */

struct spending {
	struct mow_push *push;
	struct mow_error *err;
};

static int see_entry(const struct audit_entry *entry, const struct oid *commit, void *context)
{
	const struct spending *spending = context;
	struct mow_push *push = spending->push;

	(void)commit;
	/* What let this through was made before, and counts no more. */
	if (entry->at < push->repo->now - VERDICT_OVERRIDE_LIFE - RECORD_AHEAD)
		return 1;
	for (size_t i = 0; i < entry->ref_count; i++) {
		const struct audit_ref *ref = &entry->refs[i];
		for (size_t k = 0; k < ref->override_count; k++) {
			size_t len = strlen(ref->overrides[k]);
			const char *id = arena_dup(&push->arena, ref->overrides[k], len);
			if (id == NULL || map_put(&push->spent, id, len, 0) != MOW_OK)
				return mow_fail_memory(spending->err);
		}
	}
	return MOW_OK;
}

/* The audit tells which they are, once for all refs of the push. */
static int find_spent(struct mow_push *push, struct mow_error *err)
{
	struct spending spending = {push, err};
	int result = push->spent_found ? MOW_OK : audit_each(push->repo->git, NULL, see_entry, &spending, err);

	push->spent_found = result >= 0;
	return result < 0 ? result : MOW_OK;
}

/* "; so far there are the parts of @marc", and why another does not count. */
static int note_parts(struct mow_push *push, struct push_update *item, const struct approvals *approvals,
		      struct mow_error *err)
{
	const struct decision_list *parts = &item->verdict->overrides;
	MOW_AUTO(buf) text = BUF_INIT;

	for (size_t i = 0; i < parts->count; i++)
		buf_addf(&text, "%s%s", i == 0 ? "; so far there are the parts of " : ", ", parts->items[i].by);
	if (approvals->notes.count > 0)
		buf_addf(&text, "; %s", approvals->notes.items[0]);
	if (buf_check(&text, err) != MOW_OK)
		return MOW_ENOMEM;
	item->move_note = arena_dup(&push->arena, text.data, text.len);
	return item->move_note != NULL ? MOW_OK : mow_fail_memory(err);
}

int push_find_move(bool *passed, struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&push->policy);
	MOW_AUTO(approvals) approvals = {0};

	*passed = false;
	item->move_note = "";
	if (rules == NULL || rules->override.of_count == 0 || push->store_problem.code != MOW_OK)
		return MOW_OK;
	struct move_request request = request_of(push, item);
	request.spent = &push->spent;
	int result = item->verdict == NULL ? verdict_alloc(&item->verdict, err) : MOW_OK;
	if (result == MOW_OK)
		result = find_spent(push, err);
	if (result == MOW_OK)
		result = move_find_parts(&item->verdict->overrides, &approvals, &request, err);
	if (result != MOW_OK)
		return result;
	*passed = item->verdict->overrides.count >= rules->override.need;
	if (*passed)
		return MOW_OK;
	result = note_parts(push, item, &approvals, err);
	item->verdict->overrides.count = 0;
	return result;
}

int push_refuse_by_rules(struct mow_push *push, struct push_update *item, const char *why, struct mow_error *err)
{
	return rules_advise(policy_rules(&push->policy)) ? push_update_advise(item, &push->arena, why, err)
							 : push_update_refuse(item, &push->arena, why, err);
}

int push_pass_move(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	struct mow_verdict *verdict = item->verdict;

	if (move_lacks_quorum(verdict, &push->policy))
		return push_refuse_by_rules(
			push, item,
			"this takes back changes of OWNERS files or what else [rules] covers, which needs an "
			"override of two or more",
			err);
	verdict->policy = &push->policy;
	verdict->now = push->repo->now;
	verdict->target = item->ref.data;
	verdict->outcome = MOW_OUTCOME_APPROVED;
	item->shown.verdict = verdict;
	return MOW_OK;
}

const char *push_move_advice(struct mow_push *push, const struct push_update *item, const char *why)
{
	const struct rules *rules = policy_rules(&push->policy);
	const struct move_request request = request_of(push, item);
	const char *move = move_text(&request);

	/* Nobody pastes a name into a shell that means something there. */
	if (rules == NULL || rules->override.of_count == 0 || move == NULL ||
	    strspn(item->ref.data, PLAIN) != item->ref.len)
		return why;
	const char *advice = arena_printf(&push->arena,
					  "%s; %s can let it through: mowners override --target %s --move %s "
					  "-m REASON%s",
					  why, rules->override.text, item->ref.data, move, item->move_note);
	return advice != NULL ? advice : why;
}
