/* Withdrawals: found by the record that they take back, once it is known which claims say something. */
#include "evidence/gather/claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* Whether a record that the index names as a withdrawal is one of this claim: 1, 0, or a failure where that cannot be
 * told. */
static int takes_back(struct gather *gather, const struct claim *claim, const char *id, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_read(&record, request->repo, &request->store, id, &why);

	if (gather_is_fault(result) && decisions[RECORD_WITHDRAW].blocks)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"record %.12s may take back record %.12s and cannot be read, so nothing can land here: %s", id,
			claim->id, why.message);
	if (result < 0 && !gather_is_fault(result))
		return mow_fail(err, result, "%s", why.message);
	return result == MOW_OK && record.decision == RECORD_WITHDRAW && strcmp(record.withdraws, claim->id) == 0 &&
	       gather_fits_repository(gather, &record) &&
	       people_by_email(request->rules, record.by, strlen(record.by)) == claim->person;
}

/* Whether a withdrawal of the record by its maker is under the line "record ID", which was located: its id, or "", into
 * `id`. */
static int find_withdrawal(struct buf *id, struct gather *gather, const struct claim *claim,
			   const struct store_place *line, struct mow_error *err)
{
	MOW_AUTO(store_ids) ids = {0};
	int result = store_find_at(&ids, gather->request->repo, line, err);

	buf_reset(id);
	for (size_t i = 0; result == MOW_OK && id->len == 0 && i < ids.count; i++) {
		int back = takes_back(gather, claim, ids.items[i], err);
		if (back == 1)
			buf_adds(id, ids.items[i]);
		result = back < 0 ? back : buf_check(id, err);
	}
	return result;
}

/* Which claims, after all, say something: 1 what holds, 2 what is stale. */
static void mark_used(unsigned char *used, const struct gather *gather)
{
	for (size_t i = 0; i < gather->hits.count; i++)
		if (!gather->hits.items[i].spent)
			used[gather->hits.items[i].claim] |= 1;
	for (size_t i = 0; i < gather->request->steps->count; i++)
		for (size_t j = 0; j < gather->stales[i].count; j++)
			if (!gather->stales[i].items[j].dropped)
				used[gather->stales[i].items[j].claim] |= 2;
}

/* Of what was taken back, what is stale does not count, and what holds is a failure. */
static int check_withdrawal(struct gather *gather, struct claim *claim, const struct store_place *line, bool holds,
			    struct mow_error *err)
{
	MOW_AUTO(buf) id = BUF_INIT;
	int result = find_withdrawal(&id, gather, claim, line, err);

	if (result < 0 || id.len == 0)
		return result;
	if (holds)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"record %.12s takes back record %.12s by %s, which this version cannot judge, so nothing can land here: "
			"judge with a version that knows withdrawals",
			id.data, claim->id, claim->by);
	claim->state = CLAIM_BAD;
	return MOW_OK;
}

/* Looks for withdrawals of what says something, of all of them together. */
static int settle(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO_FREE unsigned char *used = calloc(gather->claims.count + 1, 1);
	MOW_AUTO_FREE size_t *which = calloc(gather->claims.count + 1, sizeof *which);
	MOW_AUTO_FREE struct store_place *lines = calloc(gather->claims.count + 1, sizeof *lines);
	char line[sizeof "record " + DIGEST_HEX];
	size_t count = 0;

	if (used == NULL || which == NULL || lines == NULL)
		return mow_fail_memory(err);
	mark_used(used, gather);
	for (size_t i = 0; i < gather->claims.count; i++) {
		const struct claim *claim = &gather->claims.items[i];
		if (claim->line > 0 || claim->state != CLAIM_GOOD || !used[i])
			continue;
		(void)snprintf(line, sizeof line, "record %s", claim->id);
		digest_hex(lines[count].id, line, strlen(line));
		which[count++] = i;
	}
	int result = store_locate_lines(lines, count, request->repo, &request->store, err);
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = check_withdrawal(gather, &gather->claims.items[which[i]], &lines[i], used[which[i]] & 1, err);
	return result;
}

const struct gather_kind gather_withdraw = {.settle = settle};
