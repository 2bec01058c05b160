/* What I am about to approve: the steps in which I hold a role, as one signed record. */
#include <stdlib.h>
#include <string.h>

#include "api/approve.h"
#include "api/decide.h"
#include "api/record.h"
#include "api/show.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/role.h"

static int find_person(struct mow_approval *approval, struct mow_error *err)
{
	const struct rules *rules = policy_rules(approval->verdict->policy);
	MOW_AUTO(buf) text = BUF_INIT;
	int result = repo_identity(&approval->name, &approval->email, approval->repo->git, err);

	if (result < 0)
		return result;
	approval->person = people_by_email(rules, approval->email.data, approval->email.len);
	if (approval->person != RULES_NONE) {
		approval->label = people_name(rules, approval->person, &approval->arena);
		return approval->label != NULL ? MOW_OK : mow_fail_memory(err);
	}
	escape_text(&text, approval->email.data, approval->email.len);
	approval->label = arena_dup(&approval->arena, text.data, text.len);
	buf_adds(
		&text,
		" is nobody whom the OWNERS file knows; git config user.email must be an e-mail that its [people] lists for you");
	if (approval->label == NULL || buf_check(&text, err))
		return mow_fail_memory(err);
	return strings_add(&approval->notes, &approval->arena, err, "%s", text.data);
}

/* An override is not used later anyway. */
static int64_t life_of(enum record_decision decision)
{
	return decision == RECORD_OVERRIDE ? VERDICT_OVERRIDE_LIFE : RECORD_LIFE;
}

static int fill_record(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct mow_verdict *verdict = approval->verdict;
	struct record *record = &approval->record;

	record->repository = policy_rules(verdict->policy)->repository;
	record->target = verdict->target;
	if (record->move == NULL)
		record->base = verdict->old_tip;
	record->as = approval->as;
	record->by = approval->email.data;
	record->made = approval->repo->now;
	record->expires = options->expires ? options->expires : record->made + life_of(record->decision);
	record->reason =
		options->reason != NULL ? arena_dup(&approval->arena, options->reason, strlen(options->reason)) : NULL;
	record->steps = approval->steps;
	/* It is bound to no target and no time. */
	if (record->decision == RECORD_WITHDRAW)
		record->as = "*";
	if (options->reason != NULL && record->reason == NULL)
		return mow_fail_memory(err);
	if (record->expires <= record->made)
		return mow_fail(err, MOW_EINVAL, "a record must end after it was made; --expires takes a later day");
	return MOW_OK;
}

static int check_as(struct mow_approval *approval, const char *as, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (as == NULL)
		as = "*";
	approval->as = arena_dup(&approval->arena, as, strlen(as));
	if (approval->as == NULL)
		return mow_fail_memory(err);
	if (role_parse(&approval->role, approval->as, strlen(approval->as)))
		return MOW_OK;
	const char *gate = arena_printf(&approval->arena, "review.%s", as);
	struct role role;
	if (gate == NULL)
		return mow_fail_memory(err);
	bool near = role_parse(&role, gate, strlen(gate));
	escape_text(&shown, as, strlen(as));
	return mow_fail(err, MOW_EINVAL, "one approves as accountable or as review.GATE, not as %s%s%s", shown.data,
			near ? "; did you mean " : "", near ? gate : "");
}

static enum record_decision record_decision(enum mow_decide decision)
{
	static const enum record_decision decisions_of[] = {
		[MOW_DECIDE_APPROVE] = RECORD_APPROVE,   [MOW_DECIDE_STOP] = RECORD_STOP,
		[MOW_DECIDE_WITHDRAW] = RECORD_WITHDRAW, [MOW_DECIDE_OVERRIDE] = RECORD_OVERRIDE,
		[MOW_DECIDE_REQUEST] = RECORD_REQUEST,
	};

	return decisions_of[decision];
}

static int prepare(struct mow_approval *approval, const struct mow_approve_options *options,
		   const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_change_options change = options->change;
	int result = check_as(approval, options->as, err);

	approval->again = options->again;
	approval->decision = options->decision;
	approval->record.decision = record_decision(options->decision);
	change.unchanged = decide_is_of_target(options);
	if (options->move)
		change.old_rev = change.new_rev = NULL;
	if (result == MOW_OK)
		result = mow_change_remote(&approval->remote, approval->repo, &options->change, err);
	if (result == MOW_OK)
		result = mow_verdict_new(&approval->verdict, approval->repo, &change, sink, err);
	if (result == MOW_OK)
		result = change_note_remote(&approval->notes, &approval->arena, approval->repo, &options->change, err);
	if (result == MOW_OK && approval->verdict->outcome == MOW_OUTCOME_OPEN)
		return strings_add(
			&approval->notes, &approval->arena, err,
			"nothing needs approval there: that branch is not protected, or there is no OWNERS file");
	if (result == MOW_OK)
		result = find_person(approval, err);
	if (result == MOW_OK && approval->verdict->refused != NULL)
		result = strings_add(&approval->notes, &approval->arena, err,
				     "the server refuses this change, whoever approves it: %s",
				     approval->verdict->refused);
	if (result < 0 || approval->person == RULES_NONE)
		return result;
	result = options->decision == MOW_DECIDE_APPROVE ? approve_pick(approval, options, err)
							 : decide_prepare(approval, options, err);
	return result < 0 || !mow_approval_is_there(approval) ? result : fill_record(approval, options, err);
}

int mow_approval_new(struct mow_approval **out, struct mow_repo *repo, const struct mow_approve_options *options,
		     const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_approval *approval = calloc(1, sizeof *approval);
	int result;

	if (approval == NULL)
		return mow_fail_memory(err);
	approval->repo = repo;
	approval->name = approval->email = approval->text = approval->armour = approval->difference =
		approval->sending.said = (struct buf)BUF_INIT;
	approval->signing = (struct signing)SIGNING_INIT;
	approval->person = RULES_NONE;
	approval->label = "";
	approval->home = options->home;
	result = prepare(approval, options, sink, err);
	if (result < 0) {
		mow_approval_free(approval);
		return result;
	}
	*out = approval;
	return MOW_OK;
}

void mow_approval_free(struct mow_approval *approval)
{
	if (approval == NULL)
		return;
	mow_verdict_free(approval->verdict);
	for (size_t i = 0; i < approval->roles.count; i++)
		free(approval->roles.items[i].items);
	free(approval->roles.items);
	strings_release(&approval->notes);
	buf_release(&approval->name);
	buf_release(&approval->email);
	buf_release(&approval->text);
	buf_release(&approval->armour);
	sending_release(&approval->sending);
	free(approval->older_steps.items);
	record_release(&approval->older);
	buf_release(&approval->difference);
	signing_release(&approval->signing);
	arena_release(&approval->arena);
	free(approval);
}

const char *mow_approval_person(const struct mow_approval *approval)
{
	return approval->label;
}

const char *mow_approval_target(const struct mow_approval *approval)
{
	return approval->verdict->target;
}

const struct mow_verdict *mow_approval_verdict(const struct mow_approval *approval)
{
	return approval->verdict;
}

const char *mow_approval_remote(const struct mow_approval *approval)
{
	return approval->remote;
}

size_t mow_approval_given(const struct mow_approval *approval)
{
	return approval->given;
}

size_t mow_approval_steps(const struct mow_approval *approval)
{
	return approval->record.step_count;
}

bool mow_approval_is_there(const struct mow_approval *approval)
{
	return approval->record.step_count > 0 || approval->about;
}

enum mow_decide mow_approval_decision(const struct mow_approval *approval)
{
	return approval->decision;
}

size_t mow_approval_patterns(const struct mow_approval *approval, const char *const **patterns)
{
	*patterns = approval->record.paths;
	return approval->record.path_count;
}

const char *mow_approval_move(const struct mow_approval *approval)
{
	return approval->record.move;
}

bool mow_approval_withdrawn(struct mow_record *out, const struct mow_approval *approval)
{
	if (approval->record.withdraws == NULL)
		return false;
	record_show(out, &approval->older);
	return true;
}

size_t mow_approval_roles(const struct mow_approval *approval)
{
	return approval->roles.count;
}

const struct mow_approval_role *mow_approval_role(const struct mow_approval *approval, size_t index)
{
	return &approval->roles.items[index].shown;
}

size_t mow_approval_notes(const struct mow_approval *approval)
{
	return approval->notes.count;
}

const char *mow_approval_note(const struct mow_approval *approval, size_t index)
{
	return approval->notes.items[index];
}

static int make_text(struct mow_approval *approval, struct mow_error *err)
{
	return approval->text.len > 0 ? MOW_OK : record_format(&approval->text, &approval->record, err);
}

const char *mow_approval_text(struct mow_approval *approval, struct mow_error *err)
{
	return make_text(approval, err) == MOW_OK ? approval->text.data : NULL;
}

int mow_approval_find_key(struct mow_approval *approval, struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct signing_request request = {
		.repo = approval->repo,
		.of = {&verdict->policy->keyring.signers, policy_rules(verdict->policy), approval->person,
		       approval->repo->now},
		.email = approval->email.data,
		.home = approval->home,
		.any_server = approval->remote != NULL,
	};

	return signing_find(&approval->signing, &request, err);
}

const char *mow_approval_unlisted(const struct mow_approval *approval)
{
	return approval->signing.unlisted.len > 0 ? approval->signing.unlisted.data : NULL;
}

/* What the server would not accept is not handed on: a key that has expired, an agent that signed with another one. A
 * key that is listed nowhere here is held to the line that would list it. */
static int verify(const struct mow_approval *approval, struct mow_error *err)
{
	const struct buf *line = &approval->signing.unlisted;
	struct verifier verifier = approval->verdict->policy->keyring.verifier;
	MOW_AUTO(signers) signers = {0};

	if (line->len == 0)
		return signers_verify(&verifier, &approval->record, err);
	const struct file_text text = {RULES_SIGNERS, line->data, line->len};
	int result = signers_parse(&signers, &text, policy_rules(approval->verdict->policy), NULL, err);
	verifier.signers = &signers;
	return result == MOW_OK ? signers_verify(&verifier, &approval->record, err) : result;
}

int mow_approval_sign(struct mow_approval *approval, struct mow_error *err)
{
	struct record *record = &approval->record;
	int result = mow_approval_find_key(approval, err);

	if (result < 0)
		return result;
	record->by = approval->signing.principal;
	buf_reset(&approval->text);
	result = make_text(approval, err);
	if (result < 0)
		return result;
	record->text = approval->text.data;
	record->text_len = approval->text.len;
	digest_hex(record->id, record->text, record->text_len);
	buf_reset(&approval->armour);
	result = signers_sign(&approval->armour, approval->signing.key.data, record->text, record->text_len, err);
	if (result < 0)
		return result;
	record->armour = approval->armour.data;
	record->armour_len = approval->armour.len;
	approval->is_signed = true;
	result = verify(approval, err);
	approval->is_signed = result == MOW_OK;
	return result;
}
