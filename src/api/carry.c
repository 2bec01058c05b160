/* A forge's approvals as records, signed by a witness for a server that cannot ask the forge. */
#include <stdlib.h>
#include <string.h>

#include "api/sending.h"
#include "api/signing.h"
#include "api/verdict.h"
#include "base/error.h"
#include "rules/people.h"

#define RENEWED (RECORD_CARRIED / 2) /* what counts no longer than that is recorded anew */

/* An approval of the verdict and its record. */
struct carried {
	struct mow_carried shown;
	struct record record; /* its own memory is that of the carry */
	struct buf text, armour;
	size_t room;     /* for steps */
	int64_t max_age; /* that a level of its files takes; 0: any */
};

/* The approvals that are carried of the steps of a class. */
struct class_carried {
	size_t *items; /* of struct mow_carry */
	size_t count;
};

struct mow_carry {
	struct mow_repo *repo;
	const struct mow_verdict *verdict;
	struct arena arena;
	struct signing signing;
	struct sending sending;
	struct carried *items; /* of each approval of the verdict at first; then those with steps */
	size_t count;
	size_t rules; /* steps of files that [rules] covers */
};

void mow_carry_free(struct mow_carry *carry)
{
	if (carry == NULL)
		return;
	for (size_t i = 0; i < carry->count; i++) {
		buf_release(&carry->items[i].text);
		buf_release(&carry->items[i].armour);
	}
	signing_release(&carry->signing);
	sending_release(&carry->sending);
	arena_release(&carry->arena);
	free(carry);
}

/* ---- Who carries ------------------------------------------------------------------------------------------------- */

static int try_witness(struct mow_carry *carry, const struct mow_carry_options *options, size_t person,
		       struct mow_error *err)
{
	const struct policy *policy = carry->verdict->policy;
	const struct rules *rules = policy_rules(policy);
	const struct signing_request request = {
		.repo = carry->repo,
		.of = {&policy->keyring.signers, rules, person, carry->verdict->now},
		.email = rules->people[person].emails_first,
		.key = options->key,
		.home = options->home,
	};

	carry->sending.name = rules->people[person].name;
	return signing_find(&carry->signing, &request, err);
}

/* The first whose key it is; where it is nobody's, what is said is about the first. */
static int find_witness(struct mow_carry *carry, const struct mow_carry_options *options, struct mow_error *err)
{
	const struct rules *rules = policy_rules(carry->verdict->policy);
	struct mow_error other = {0};
	int result = MOW_OK;
	bool any = false;

	for (size_t i = 0; rules != NULL && i < rules->witness_count; i++) {
		if (!people_may_witness(rules, rules->witnesses[i], carry->verdict->now))
			continue;
		int found = try_witness(carry, options, rules->witnesses[i], any ? &other : err);
		if (found == MOW_OK)
			return MOW_OK;
		result = any ? result : found;
		any = true;
	}
	return any ? result
		   : mow_fail(err, MOW_EINVAL,
			      "[mowners] witness in OWNERS names nobody who is in service, so a server takes no "
			      "approval of a forge; it can name a bot of [people]");
}

/* ---- What is carried --------------------------------------------------------------------------------------------- */

/* A review with a number, of a commit: what a witness line tells. Whether it is one the record's format says. */
static bool is_carriable(const struct approval *approval)
{
	const char *number = approval->source != NULL ? strrchr(approval->source, ' ') : NULL;

	return approval->kind == EVIDENCE_FORGE && !approval->carried && !approval->own && approval->commit != NULL &&
	       number != NULL && number[1] >= '1' && number[1] <= '9';
}

static int find_of_class(struct class_carried *out, struct mow_carry *carry, size_t number, struct mow_error *err)
{
	const struct mow_verdict *verdict = carry->verdict;
	const struct step_class *class = &verdict->classes.items[number];
	const struct approval_set *set = class->approvals;
	size_t count = set != NULL && verdict->judgements[number].state != MOW_STOPPED ? set->count : 0;

	out->items = arena_array(&carry->arena, count + 1, sizeof *out->items);
	if (out->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &verdict->approvals.items[set->items[i]];
		if (is_carriable(approval) && judge_counts(verdict->judge, class, approval))
			out->items[out->count++] = set->items[i];
	}
	return MOW_OK;
}

/* What is for several files counts only as long as for each of them. */
static void take_age(struct carried *item, int64_t max_age)
{
	if (max_age > 0 && (item->max_age == 0 || max_age < item->max_age))
		item->max_age = max_age;
}

/* How many steps each has, or what they are. */
static void deal(struct mow_carry *carry, const struct class_carried *classes, bool fill)
{
	const struct mow_verdict *verdict = carry->verdict;
	const struct level_rule *levels = policy_rules(verdict->policy)->levels;

	for (size_t i = 0; i < verdict->steps.count; i++) {
		const struct class_carried *of = &classes[verdict->class_of[i]];
		const struct requirement *requirement = verdict->classes.items[verdict->class_of[i]].requirement;
		bool is_rules = requirement->is_rules;
		carry->rules += !fill && is_rules && of->count > 0;
		for (size_t j = 0; !is_rules && j < of->count; j++) {
			struct carried *item = &carry->items[of->items[j]];
			if (fill)
				item->record.steps[item->record.step_count++] = verdict->steps.items[i];
			else
				item->room++;
			take_age(item, levels[requirement->level].max_age);
		}
	}
}

static const char *role_of(struct mow_carry *carry, const struct role *role)
{
	return role->as == AS_ALL           ? "*"
	       : role->as == AS_ACCOUNTABLE ? "accountable"
					    : arena_printf(&carry->arena, "review.%s", role->gate);
}

static int fill_record(struct mow_carry *carry, struct carried *item, const struct approval *approval,
		       struct mow_error *err)
{
	const struct mow_verdict *verdict = carry->verdict;
	const struct rules *rules = policy_rules(verdict->policy);
	struct record *record = &item->record;

	item->text = item->armour = (struct buf)BUF_INIT;
	record->repository = rules->repository;
	record->target = verdict->target;
	record->base = verdict->old_tip;
	record->decision = RECORD_APPROVE;
	record->as = role_of(carry, &approval->role);
	record->by = rules->people[approval->person].emails_first;
	record->witness = arena_printf(&carry->arena, "%s %s head %s", carry->signing.principal, approval->source,
				       approval->commit);
	record->made = verdict->now;
	record->expires = verdict->now + RECORD_CARRIED;
	/* The record is younger than what it carries. */
	if (item->max_age > 0 && approval->made + item->max_age < record->expires)
		record->expires = approval->made + item->max_age + 1;
	record->steps = arena_array(&carry->arena, item->room, sizeof *record->steps);
	item->shown = (struct mow_carried){.by = people_label(rules, approval->person),
					   .source = approval->source,
					   .files = item->room,
					   .end = record->expires};
	return record->as != NULL && record->witness != NULL && record->steps != NULL ? MOW_OK : mow_fail_memory(err);
}

static int pick(struct mow_carry *carry, struct mow_error *err)
{
	const struct mow_verdict *verdict = carry->verdict;
	const struct approvals *approvals = &verdict->approvals;
	struct class_carried *classes = arena_array(&carry->arena, verdict->classes.count + 1, sizeof *classes);
	int result = MOW_OK;

	carry->items = arena_array(&carry->arena, approvals->count + 1, sizeof *carry->items);
	if (classes == NULL || carry->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++)
		result = find_of_class(&classes[i], carry, i, err);
	if (result != MOW_OK)
		return result;
	deal(carry, classes, false);
	for (size_t i = 0; result == MOW_OK && i < approvals->count; i++)
		if (carry->items[i].room > 0)
			result = fill_record(carry, &carry->items[i], &approvals->items[i], err);
	if (result != MOW_OK)
		return result;
	deal(carry, classes, true);
	for (size_t i = 0; i < approvals->count; i++)
		if (carry->items[i].room > 0)
			carry->items[carry->count++] = carry->items[i];
	return MOW_OK;
}

/* ---- What is there already --------------------------------------------------------------------------------------- */

/* Whether ours, made when theirs was, would be theirs. */
static int compare(bool *same, const struct record *theirs, const struct record *ours, struct mow_error *err)
{
	struct record again = *ours;
	MOW_AUTO(buf) text = BUF_INIT;

	*same = false;
	if (theirs->witness == NULL || strcmp(theirs->witness, ours->witness) != 0 || strcmp(theirs->by, ours->by) != 0)
		return MOW_OK;
	again.base = theirs->base;
	again.made = theirs->made;
	again.expires = theirs->expires;
	int result = record_format(&text, &again, err);
	*same = result == MOW_OK && text.len == theirs->text_len && memcmp(text.data, theirs->text, text.len) == 0;
	return result;
}

/* One that cannot be read is not there. */
static int look_at(struct mow_carry *carry, const struct oid *blob, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_load(&bytes, carry->repo->git, blob, &why);

	if (result == MOW_OK)
		result = store_parse(&record, blob, &bytes, &why);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result != MOW_OK)
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < carry->count; i++) {
		struct mow_carried *shown = &carry->items[i].shown;
		const struct record *ours = &carry->items[i].record;
		bool same = false;
		if (record_end(&record) < carry->verdict->now + RENEWED && record_end(&record) < ours->expires)
			continue;
		result = compare(&same, &record, ours, err);
		if (!same || (shown->recorded && shown->end > record_end(&record)))
			continue;
		shown->end = record_end(&record);
		shown->recorded = true;
	}
	return result;
}

static int find_recorded(struct mow_carry *carry, struct mow_error *err)
{
	struct repo *git = carry->repo->git;
	MOW_AUTO(store_asks) asks = {0};
	MOW_AUTO(store_found) found = {0};
	struct oid root, tip;
	int result = store_known(&root, &tip, git, carry->sending.remote, err);

	if (result != MOW_OK || oid_is_zero(&root) || carry->count == 0)
		return result;
	result = store_asks_make(&asks, &carry->verdict->steps, err);
	if (result == MOW_OK)
		result = store_look_up(&found, git, &root, &asks, err);
	for (size_t i = 0; result == MOW_OK && i < found.count; i++)
		if (found.items[i].exact)
			result = look_at(carry, &found.items[i].blob, err);
	return result;
}

int mow_carry_new(struct mow_carry **out, struct mow_repo *repo, const struct mow_verdict *verdict,
		  const struct mow_carry_options *options, struct mow_error *err)
{
	struct mow_carry *carry = calloc(1, sizeof *carry);

	if (carry == NULL)
		return mow_fail_memory(err);
	carry->repo = repo;
	carry->verdict = verdict;
	carry->signing = (struct signing)SIGNING_INIT;
	carry->sending = (struct sending){
		.repo = repo, .remote = options->remote, .subject = "mowners ci --record\n", .said = BUF_INIT};
	int result = find_witness(carry, options, err);
	if (result == MOW_OK)
		result = pick(carry, err);
	if (result == MOW_OK)
		result = find_recorded(carry, err);
	if (result != MOW_OK) {
		mow_carry_free(carry);
		return result;
	}
	carry->sending.email = carry->signing.principal;
	*out = carry;
	return MOW_OK;
}

size_t mow_carry_count(const struct mow_carry *carry)
{
	return carry->count;
}

const struct mow_carried *mow_carry_item(const struct mow_carry *carry, size_t index)
{
	return &carry->items[index].shown;
}

size_t mow_carry_rules(const struct mow_carry *carry)
{
	return carry->rules;
}

/* ---- On their way ------------------------------------------------------------------------------------------------ */

static int sign(struct mow_carry *carry, struct carried *item, struct mow_error *err)
{
	struct record *record = &item->record;
	int result = record_format(&item->text, record, err);

	if (result != MOW_OK)
		return result;
	record->text = item->text.data;
	record->text_len = item->text.len;
	digest_hex(record->id, record->text, record->text_len);
	result = signers_sign(&item->armour, carry->signing.key.data, record->text, record->text_len, err);
	if (result != MOW_OK)
		return result;
	record->armour = item->armour.data;
	record->armour_len = item->armour.len;
	return signers_verify(policy_verifier(carry->verdict->policy), record, err);
}

static int send(struct mow_carry *carry, const struct record *records, size_t count, struct mow_error *err)
{
	int result = sending_store(&carry->sending, records, count, true, err);

	return result == MOW_OK && carry->sending.remote != NULL ? sending_push(&carry->sending, records[0].id, err)
								 : result;
}

int mow_carry_send(struct mow_carry *carry, struct mow_error *err)
{
	struct record *records = arena_array(&carry->arena, carry->count + 1, sizeof *records);
	size_t count = 0;
	int result = records != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < carry->count; i++) {
		if (carry->items[i].shown.recorded)
			continue;
		result = sign(carry, &carry->items[i], err);
		records[count++] = carry->items[i].record;
	}
	for (size_t at = 0; result == MOW_OK && at < count; at += STORE_PUSH_MAX)
		result = send(carry, records + at, count - at < STORE_PUSH_MAX ? count - at : STORE_PUSH_MAX, err);
	return result;
}
