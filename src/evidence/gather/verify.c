#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/system.h"

/*
 * A signature costs a process, and whoever may push records may push many. So records are looked at newest first, and
 * one is verified only while it could add something: to a step for which no newer one of the same person in the same
 * role (or in all) is good yet. What holds for no step is looked at only as one of the GATHER_STALE_MAX newest of a
 * path.
 */
struct check {
	struct gather *gather;
	struct map covered; /* struct cover → nothing */
	unsigned *failed;   /* of each person, how many in their name were bad; NULL: no matter */
	size_t *first_hit;  /* of each claim, where its hits begin; one more than claims; NULL: no matter */
	size_t verified;
	struct arena arena;
};

struct cover {
	uint32_t step, person, role;
	uint32_t override, carried;
};

static void check_release(struct check *check)
{
	map_release(&check->covered);
	free(check->failed);
	free(check->first_hit);
	arena_release(&check->arena);
}
MOW_AUTO_DEFINE(check)

static bool is_covered(const struct check *check, const struct claim_hit *hit, const struct claim *claim)
{
	struct cover all = {hit->step, (uint32_t)claim->person, 0, claim->override, claim->carried};
	struct cover same = {hit->step, (uint32_t)claim->person, claim->role_number, claim->override, claim->carried};

	return map_get(&check->covered, &all, sizeof all, NULL) || map_get(&check->covered, &same, sizeof same, NULL);
}

static int cover(struct check *check, size_t number, struct mow_error *err)
{
	const struct gather *gather = check->gather;
	const struct claim *claim = &gather->claims.items[number];

	for (size_t i = check->first_hit[number]; i < check->first_hit[number + 1]; i++) {
		const struct claim_hit *hit = &gather->hits.items[i];
		if (hit->spent || is_covered(check, hit, claim))
			continue;
		struct cover *kept = arena_alloc(&check->arena, sizeof *kept);
		if (kept == NULL)
			return mow_fail_memory(err);
		*kept = (struct cover){hit->step, (uint32_t)claim->person, claim->role_number, claim->override,
				       claim->carried};
		if (map_put(&check->covered, kept, sizeof *kept, 0))
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

static bool has_live_hit(const struct check *check, size_t number)
{
	size_t end = check->first_hit != NULL ? check->first_hit[number + 1] : 0;

	for (size_t i = end > 0 ? check->first_hit[number] : 0; i < end; i++)
		if (!check->gather->hits.items[i].spent)
			return true;
	return false;
}

static bool adds(const struct check *check, size_t number)
{
	const struct gather *gather = check->gather;

	for (size_t i = check->first_hit[number]; i < check->first_hit[number + 1]; i++)
		if (!gather->hits.items[i].spent &&
		    !is_covered(check, &gather->hits.items[i], &gather->claims.items[number]))
			return true;
	return false;
}

/* Why it cannot be tried at all; NULL: it can. */
static const char *obstacle(const struct check *check, const struct claim *claim)
{
	if (check->gather->request->verifier == NULL)
		return "there are no keys to check its signature by";
	if (check->verified >= GATHER_VERIFY_MAX)
		return "too many records speak of this change, and it is not among the newest; split the change";
	if (check->failed != NULL && check->failed[claim->signer] >= GATHER_FAILED_MAX)
		return "too many records in that name have a bad signature, so the older ones are not looked at";
	return NULL;
}

/*
 * Reads the record of a claim again, for its signature; NULL in `reason` where it is the one that lies under its id.
 * The index may name any file of the repository: only what was let into records/ counts.
 */
static int read_again(struct record *out, const char **reason, struct check *check, const struct claim *claim,
		      struct mow_error *err)
{
	const struct approvals_request *request = check->gather->request;
	MOW_AUTO(buf) bytes = BUF_INIT;
	bool holds = false;
	int result = store_load(&bytes, request->repo, &claim->blob, err);

	if (result == MOW_OK)
		result = record_parse_signed(out, bytes.data, bytes.len, claim->id, err);
	if (result == MOW_OK)
		result = store_holds(&holds, request->repo, &request->store, &(struct store_file){out->id, claim->blob},
				     err);
	if (result == MOW_OK && !holds)
		result = repo_blob_verify(bytes.data, bytes.len, &claim->blob, err);
	if (result == MOW_OK && !holds)
		*reason = "it is not among the records of the store, only in its index";
	return result;
}

/* Why the claim is bad, as words that follow "it" and as a note. */
static int tell_bad(struct check *check, size_t number, const char *reason, struct mow_error *err)
{
	struct gather *gather = check->gather;
	struct claim *claim = &gather->claims.items[number];

	claim->fault = FAULT_SIGNATURE;
	claim->why = arena_dup(&gather->out->arena, reason, strlen(reason));
	if (claim->why == NULL)
		return mow_fail_memory(err);
	return has_live_hit(check, number) ? gather_note_claim(gather, claim, claim->why, err) : MOW_OK;
}

/* Leaves the claim good or bad. */
static int verify(struct check *check, size_t number, struct mow_error *err)
{
	struct gather *gather = check->gather;
	const struct approvals_request *request = gather->request;
	struct claim *claim = &gather->claims.items[number];
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error why = {0};
	const char *reason = obstacle(check, claim);
	int result = MOW_OK;

	claim->state = CLAIM_BAD;
	if (reason == NULL)
		result = read_again(&record, &reason, check, claim, err);
	if (result < 0)
		return result;
	if (reason != NULL)
		return tell_bad(check, number, reason, err);
	check->verified++;
	if (check->first_hit != NULL)
		repo_progress(request->repo, "signatures", check->verified);
	result = signers_check(request->verifier, &record, &why);
	if (result == MOW_OK)
		claim->state = CLAIM_GOOD;
	if (result == MOW_OK)
		return result;
	if (result != MOW_EDENIED)
		return mow_fail(err, result, "cannot check the signature of record %.12s: %s", claim->id, why.message);
	if (check->failed != NULL)
		check->failed[claim->signer]++;
	buf_addf(&text, "it %s", why.message);
	return buf_check(&text, err) == MOW_OK ? tell_bad(check, number, text.data, err) : MOW_ENOMEM;
}

static int compare_claims(const void *a, const void *b, void *context)
{
	const struct gather *gather = context;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x == y ? 0 : gather_is_newer(&gather->claims.items[x], &gather->claims.items[y]) ? -1 : 1;
}

static int verify_hits(struct check *check, struct mow_error *err)
{
	struct gather *gather = check->gather;
	MOW_AUTO_FREE uint32_t *order = calloc(gather->claims.count + 1, sizeof *order);
	int result = MOW_OK;

	if (order == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gather->claims.count; i++)
		order[i] = (uint32_t)i;
	system_sort(order, gather->claims.count, sizeof *order, compare_claims, gather);
	for (size_t i = 0; result == MOW_OK && i < gather->claims.count; i++) {
		const struct claim *claim = &gather->claims.items[order[i]];
		if (claim->state != CLAIM_OPEN || !adds(check, order[i]))
			continue;
		result = verify(check, order[i], err);
		if (result == MOW_OK && claim->state == CLAIM_GOOD)
			result = cover(check, order[i], err);
	}
	return result;
}

/* Of one person in one role the newest is enough: it tells that they would count, and when they last looked. */
static int verify_stale(struct check *check, struct claim_stales *list, struct mow_error *err)
{
	const struct claim *claims = check->gather->claims.items;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < list->count; i++) {
		struct claim_stale *stale = &list->items[i];
		const struct claim *claim = &claims[stale->claim];
		for (size_t j = 0; !stale->dropped && j < i; j++) {
			const struct claim *newer = &claims[list->items[j].claim];
			stale->dropped = !list->items[j].dropped && newer->person == claim->person &&
					 newer->role_number == claim->role_number && newer->kind == claim->kind;
		}
		if (!stale->dropped && claim->state == CLAIM_OPEN)
			result = verify(check, stale->claim, err);
		stale->dropped = stale->dropped || claim->state != CLAIM_GOOD;
	}
	return result;
}

int gather_verify_claim(struct gather *gather, size_t number, struct mow_error *err)
{
	MOW_AUTO(check) check = {.gather = gather};

	return verify(&check, number, err);
}

int gather_verify(struct gather *gather, struct mow_error *err)
{
	MOW_AUTO(check) check = {.gather = gather};
	int result;

	check.failed = calloc(gather->request->rules->people_count + 1, sizeof *check.failed);
	check.first_hit = calloc(gather->claims.count + 2, sizeof *check.first_hit);
	if (check.failed == NULL || check.first_hit == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gather->hits.count; i++)
		check.first_hit[gather->hits.items[i].claim + 1]++;
	for (size_t i = 0; i < gather->claims.count; i++)
		check.first_hit[i + 1] += check.first_hit[i];
	result = verify_hits(&check, err);
	for (size_t i = 0; result == MOW_OK && i < gather->request->steps->count; i++)
		result = verify_stale(&check, &gather->stales[i], err);
	repo_progress(gather->request->repo, NULL, 0);
	return result;
}
