/* A protected ref that goes elsewhere than forward: by an override of that very move alone. */
#include <string.h>

#include "api/push.h"
#include "base/array.h"
#include "base/error.h"
#include "evidence/gather/gather.h"
#include "rules/people.h"

#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-"

/* As long as the push. NULL: no memory. */
static const char *move_text(struct mow_push *push, const struct push_update *item)
{
	char old_hex[OID_HEX], new_hex[OID_HEX];

	oid_format(old_hex, &item->old);
	oid_format(new_hex, &item->new);
	return arena_printf(&push->arena, "%s %s", old_hex, new_hex);
}

static int gather(struct approvals *out, struct mow_push *push, const struct push_update *item, const char *move,
		  struct mow_error *err)
{
	const struct steps none = {0};
	struct approvals_request request = {
		.repo = push->repo->git,
		.rules = policy_rules(&push->policy),
		.verifier = &push->policy.keyring.verifier,
		.steps = &none,
		.target = item->ref.data,
		.store = push->store,
		.now = push->repo->now,
	};
	int result = repo_peel(&request.old_tip, push->repo->git, &item->old, err);

	return result == MOW_OK ? approvals_gather_move(out, &request, move, err) : result;
}

/* Each person's newest part, within its time. */
static int take_parts(struct decision_list *list, struct mow_push *push, const struct push_update *item,
		      const struct approvals *approvals, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&push->policy);
	MOW_AUTO(map) seen = {0};

	for (size_t i = approvals->count; i-- > 0;) {
		const struct approval *part = &approvals->items[i];
		if (part->made < push->repo->now - VERDICT_OVERRIDE_LIFE ||
		    map_get(&seen, &part->person, sizeof part->person, NULL))
			continue;
		if (array_reserve(list, 1) != MOW_OK || map_put(&seen, &part->person, sizeof part->person, 0) != MOW_OK)
			return mow_fail_memory(err);
		struct mow_decision *shown = &list->items[list->count++];
		*shown = (struct mow_decision){.record = arena_dup(&push->arena, part->id, strlen(part->id)),
					       .by = people_label(rules, part->person),
					       .reason = arena_dup(&push->arena, part->reason, strlen(part->reason)),
					       .made = part->made,
					       .path = item->ref.data,
					       .path_len = item->ref.len,
					       .files = 1};
		if (shown->record == NULL || shown->reason == NULL)
			return mow_fail_memory(err);
	}
	return MOW_OK;
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
	const char *move = move_text(push, item);
	int result = move != NULL ? gather(&approvals, push, item, move, err) : mow_fail_memory(err);
	if (result == MOW_OK && item->verdict == NULL)
		result = verdict_alloc(&item->verdict, err);
	if (result == MOW_OK)
		result = take_parts(&item->verdict->overrides, push, item, &approvals, err);
	if (result != MOW_OK)
		return result;
	*passed = item->verdict->overrides.count >= rules->override.need;
	if (*passed)
		return MOW_OK;
	result = note_parts(push, item, &approvals, err);
	item->verdict->overrides.count = 0;
	return result;
}

int push_pass_move(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&push->policy);
	struct mow_verdict *verdict = item->verdict;
	bool of_rules = false;

	for (size_t i = 0; i < verdict->steps.count; i++)
		of_rules = of_rules || rules_covered(verdict->steps.items[i].path, verdict->steps.items[i].path_len);
	if (of_rules && rules->override.need < 2)
		return push_update_refuse(
			item, &push->arena,
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
	const char *move = move_text(push, item);

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
