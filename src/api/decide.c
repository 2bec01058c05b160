#include "api/decide.h"

#include <string.h>

#include "api/stop_paths.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "rules/people.h"

bool decide_is_of_target(const struct mow_approve_options *options)
{
	return options->pattern_count > 0 || options->record != NULL || options->move;
}

static int note(struct mow_approval *approval, const char *text, struct mow_error *err)
{
	return strings_add(&approval->notes, &approval->arena, err, "%s", text);
}

/* ---- By steps: a stop, an override, a request --------------------------------------------------------------------- */

static bool may_stop(const struct mow_approval *approval, size_t class)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct stop stop = {.person = approval->person,
				  .role = approval->role,
				  .made = approval->repo->now,
				  .id = "",
				  .reason = ""};

	return judge_stands(verdict->judge, &verdict->classes.items[class], &stop);
}

static bool may_pass(const struct mow_approval *approval, size_t class)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct requirement *requirement = verdict->classes.items[class].requirement;

	return verdict->judgements[class].state != MOW_APPROVED && requirement->broken == NULL &&
	       (!requirement->is_rules || policy_rules(verdict->policy)->override.need >= 2);
}

static bool lacks(const struct mow_approval *approval, size_t class)
{
	return approval->verdict->judgements[class].state != MOW_APPROVED;
}

/* Which steps each decision takes, and what is said where there are none. */
static const struct pick {
	bool (*takes)(const struct mow_approval *approval, size_t class);
	const char *none;
} picks[] = {
	[RECORD_STOP] =
		{may_stop,
		 "you may stop nothing of this: that is for who decides about it, who acts for them, and reviewers"},
	[RECORD_OVERRIDE] = {may_pass,
			     "there is nothing here that an override would let through: what the rules ask for "
			     "is there, or it is the rules themselves, which need an override of two"},
	[RECORD_REQUEST] = {lacks, "nothing of this waits for anybody"},
};

static int take_step(struct mow_approval *approval, size_t number, struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	struct role_steps *all = approval->roles.items;

	if (array_reserve(all, 1) != MOW_OK)
		return mow_fail_memory(err);
	all->items[all->count++] = &verdict->shown[number];
	all->shown.steps = all->items;
	all->shown.step_count = all->count;
	approval->steps[approval->record.step_count++] = verdict->steps.items[number];
	return MOW_OK;
}

static int pick_steps(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct pick *pick = &picks[approval->record.decision];
	int result = approve_check_paths(verdict, options, err);

	approval->steps = arena_array(&approval->arena, verdict->steps.count + 1, sizeof *approval->steps);
	if (approval->steps == NULL || array_reserve(&approval->roles, 1) != MOW_OK)
		return mow_fail_memory(err);
	approval->roles.items[0] = (struct role_steps){.shown = {.role = "*"}};
	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++)
		if (approve_is_chosen(options, &verdict->steps.items[i]) && pick->takes(approval, verdict->class_of[i]))
			result = take_step(approval, i, err);
	approval->roles.count = approval->record.step_count > 0;
	approval->record.steps = approval->steps;
	if (result != MOW_OK || approval->record.step_count > 0)
		return result;
	return note(approval, pick->none, err);
}

/* ---- Overrides ---------------------------------------------------------------------------------------------------- */

/* Whether the person is one of those who may; a note says who is. */
static int check_may_override(bool *may, struct mow_approval *approval, struct mow_error *err)
{
	const struct rules *rules = policy_rules(approval->verdict->policy);

	*may = people_may_override(rules, approval->person, approval->repo->now);
	if (*may)
		return MOW_OK;
	if (rules->override.of_count == 0)
		return note(approval, "nobody may override: OWNERS has no override in [mowners]", err);
	return strings_add(&approval->notes, &approval->arena, err, "you may not override; %s can",
			   rules->override.text);
}

/* Whole ids are taken as they are: a tag's is another one than its commit's. */
static int add_id(struct buf *out, struct repo *git, const char *given, struct mow_error *err)
{
	struct oid oid;
	char hex[OID_HEX];

	if (strlen(given) == OID_HEX - 1 && oid_parse(&oid, given, OID_HEX - 1)) {
		buf_adds(out, given);
		return buf_check(out, err);
	}
	int result = repo_commit_of(&oid, git, given, err);
	if (result == MOW_OK) {
		oid_format(hex, &oid);
		buf_adds(out, hex);
		result = buf_check(out, err);
	}
	return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
}

static int prepare_move(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct repo *git = approval->repo->git;
	MOW_AUTO(buf) move = BUF_INIT;
	int result = add_id(&move, git, options->change.old_rev, err);

	buf_addc(&move, ' ');
	if (result == MOW_OK)
		result = add_id(&move, git, options->change.new_rev, err);
	if (result != MOW_OK)
		return result;
	result = repo_commit_of(&approval->record.base, git, options->change.old_rev, err);
	if (result != MOW_OK)
		return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
	approval->record.move = arena_dup(&approval->arena, move.data, move.len);
	approval->about = true;
	return approval->record.move != NULL ? MOW_OK : mow_fail_memory(err);
}

static int prepare_override(struct mow_approval *approval, const struct mow_approve_options *options,
			    struct mow_error *err)
{
	bool may = false;
	int result = check_may_override(&may, approval, err);

	if (result != MOW_OK || !may)
		return result;
	return options->move ? prepare_move(approval, options, err) : pick_steps(approval, options, err);
}

/* ---- Withdrawals -------------------------------------------------------------------------------------------------- */

struct search {
	const char *digits;
	struct oid blob; /* of the one that was found */
	char id[DIGEST_HEX];
	size_t count;
};

static int take_candidate(const char *id, const struct oid *blob, void *context)
{
	struct search *search = context;

	if (!text_begins(id, search->digits))
		return MOW_OK;
	search->blob = *blob;
	memcpy(search->id, id, DIGEST_HEX);
	search->count++;
	return MOW_OK;
}

static int find_record(struct mow_approval *approval, const char *id, struct mow_error *err)
{
	struct repo *git = approval->repo->git;
	struct search search = {.digits = id};
	size_t len = strlen(id);
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	struct oid root, tip;

	escape_text(&shown, id, len);
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	if (len < MOW_RECORD_DIGITS || len >= DIGEST_HEX || strspn(id, "0123456789abcdef") != len)
		return mow_fail(err, MOW_EINVAL,
				"a record is named by its id or at least the first %d digits of it, not %s",
				MOW_RECORD_DIGITS, shown.data);
	int result = store_known(&root, &tip, git, approval->remote, err);
	if (result == MOW_OK)
		result = store_each_record(git, &root, take_candidate, &search, err);
	if (result != MOW_OK)
		return result;
	if (search.count != 1)
		return mow_fail(err, MOW_EINVAL,
				search.count == 0 ? "there is no record %s; mowners sync brings those of the remote"
						  : "more than one record begins with %s; give more digits",
				shown.data);
	result = store_load(&bytes, git, &search.blob, err);
	return result == MOW_OK ? store_parse(&approval->older, &search.blob, &bytes, err) : result;
}

/* It must be mine; a stop may be of somebody who acted for me. */
static int prepare_withdrawal(struct mow_approval *approval, const struct mow_approve_options *options,
			      struct mow_error *err)
{
	const struct record *taken = &approval->older;
	int result = find_record(approval, options->record, err);

	if (result != MOW_OK)
		return result;
	size_t maker = people_by_email(policy_rules(approval->verdict->policy), taken->by, strlen(taken->by));
	if (taken->decision == RECORD_WITHDRAW)
		return note(approval, "that is a withdrawal, which cannot be taken back", err);
	if (maker != approval->person && taken->decision != RECORD_STOP)
		return note(approval, "that record is somebody else's, and only they can take it back", err);
	approval->record.withdraws = taken->id;
	approval->about = true;
	if (maker == approval->person)
		return MOW_OK;
	return note(approval,
		    "this stop is somebody else's: it is lifted where you are accountable, are no author, and they "
		    "stopped it in no other place than yours",
		    err);
}

int decide_prepare(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	switch (approval->record.decision) {
	case RECORD_WITHDRAW:
		return prepare_withdrawal(approval, options, err);
	case RECORD_OVERRIDE:
		return prepare_override(approval, options, err);
	case RECORD_STOP:
		return options->pattern_count > 0 ? stop_paths_take(approval, options, err)
						  : pick_steps(approval, options, err);
	case RECORD_REQUEST:
	case RECORD_APPROVE:
		break;
	}
	return pick_steps(approval, options, err);
}
