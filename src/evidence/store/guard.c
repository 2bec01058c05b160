#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"
#include "evidence/store/index.h"
#include "evidence/store/layout.h"

/*
 * In the order of what questions cost: the shape of the change, then each new record by itself, then the index of all
 * of them, and only when nothing else is left to say, their signatures, each of which takes a process.
 */

/* What to do about a push that can never get in: what is refused stays in the clone, and would be pushed again with
 * everything that comes after it. */
#define REMAKE "run git update-ref -d " STORE_REF " and then mowners approve again"

struct new_record {
	char id[DIGEST_HEX];
	struct oid blob;
};

struct guard {
	struct repo *repo;
	const struct verifier *verifier;
	struct new_record records[STORE_PUSH_MAX];
	size_t record_count;
	struct map numbers;       /* id → number of a new record */
	struct store_index marks; /* those that there are, sorted */
	struct mow_error *err;
};

static int refuse_path(const struct guard *guard, const struct store_change *change, const char *what)
{
	MOW_AUTO(buf) path = BUF_INIT;

	escape_path(&path, change->path, change->path_len < 200 ? change->path_len : 200);
	return mow_fail(guard->err, MOW_EDENIED, STORE_REF ": %s %s; " REMAKE, path.data, what);
}

static int refuse_record(const struct guard *guard, const struct record *record, const char *what)
{
	MOW_AUTO(buf) who = BUF_INIT;

	field_quote(&who, record->by, strlen(record->by));
	return mow_fail(guard->err, MOW_EDENIED, "record %.12s by %s %s", record->id, who.data, what);
}

/* ---- the shape: files are added, each in a place for it */

static int take_record(struct guard *guard, const struct store_change *change)
{
	if (guard->record_count == STORE_PUSH_MAX)
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF ": more than %d new records in one push; push fewer at a time",
				STORE_PUSH_MAX);
	struct new_record *record = &guard->records[guard->record_count];
	memcpy(record->id, change->id, sizeof record->id);
	record->blob = change->blob;
	if (map_put(&guard->numbers, record->id, STORE_ID_LEN, guard->record_count))
		return mow_fail_memory(guard->err);
	guard->record_count++;
	return MOW_OK;
}

/* What neither records nor index may show. */
static int see_damage(const struct guard *guard, const struct store_change *change)
{
	switch (change->kind) {
	case STORE_REMOVED:
		return refuse_path(guard, change, "is gone, but nothing is ever removed here");
	case STORE_CHANGED:
		return refuse_path(guard, change, "is another than before, but nothing is ever changed here");
	case STORE_ODD:
		return refuse_path(guard, change, change->problem);
	case STORE_RECORD:
	case STORE_MARK:
		break;
	}
	return MOW_OK;
}

static int see_record(const struct store_change *change, void *context)
{
	struct guard *guard = context;

	return change->kind == STORE_RECORD ? take_record(guard, change) : see_damage(guard, change);
}

/* The second look, once all new records are known: so a small pack that unfolds into millions of index files ends here
 * at once. */
static int see_mark(const struct store_change *change, void *context)
{
	struct guard *guard = context;
	size_t number;

	if (change->kind != STORE_MARK)
		return see_damage(guard, change);
	if (!map_get(&guard->numbers, change->id, STORE_ID_LEN, &number))
		return refuse_path(guard, change, "indexes a record that this push does not bring");
	if (guard->marks.count == STORE_INDEX_MAX)
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF ": more than %d new index files in one push; push fewer records at a time",
				STORE_INDEX_MAX);
	return store_index_add(&guard->marks, change->line_id, number) ? mow_fail_memory(guard->err) : MOW_OK;
}

static int check_shape(struct guard *guard, const struct oid *before, const struct oid *after)
{
	const struct store_pair records = {guard->repo, before, after, "records"};
	const struct store_pair index = {guard->repo, before, after, "index"};

	int result = store_compare(&records, see_record, guard, guard->err);
	if (result == MOW_OK)
		result = store_compare(&index, see_mark, guard, guard->err);
	store_index_sort(&guard->marks);
	return result;
}

/* ---- the records */

static int read_record(struct record *out, const struct guard *guard, size_t number)
{
	const struct new_record *new = &guard->records[number];
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0};

	int result = repo_blob(&bytes, guard->repo, &new->blob, RECORD_MAX, &why);
	if (result == MOW_OK)
		result = record_parse(out, bytes.data, bytes.len, &why);
	if (result == MOW_OK)
		return MOW_OK;
	bool denied = result == MOW_ETOOBIG || result == MOW_EINVAL;
	if (result == MOW_ETOOBIG)
		(void)snprintf(why.message, sizeof why.message, "it has more than %zu bytes", RECORD_MAX);
	(void)mow_fail(guard->err, denied ? MOW_EDENIED : result, "record %.12s %s: %s%s", new->id,
		       denied ? "is not well formed" : "cannot be read", why.message, denied ? "; " REMAKE : "");
	return denied ? MOW_EDENIED : result;
}

static int check_dates(const struct guard *guard, const struct record *record)
{
	MOW_AUTO(buf) what = BUF_INIT;
	const char *problem = record_date_problem(record, guard->verifier->now);

	/* To be let in, stops and withdrawals must be of today too, though they do not expire later. */
	if (problem == NULL && record->expires <= guard->verifier->now)
		problem = record->expired;
	if (problem == NULL)
		return MOW_OK;
	buf_addf(&what, "%s%s", problem == record->expired ? "" : "was ", problem);
	buf_adds(&what, problem == record->expired ? " and was never pushed before; " REMAKE
						   : "; set the clock right, " REMAKE);
	return refuse_record(guard, record, what.data);
}

static int check_index(const struct guard *guard, const struct record *record, size_t number)
{
	MOW_AUTO(buf) what = BUF_INIT;

	if (store_index_check(&what, &guard->marks, record, number))
		return mow_fail_memory(guard->err);
	if (what.len == 0)
		return MOW_OK;
	buf_adds(&what, "; " REMAKE);
	return refuse_record(guard, record, what.data);
}

/* All that can be told of one record without a process. */
static int check_record(const struct guard *guard, size_t number)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) what = BUF_INIT;

	int result = read_record(&record, guard, number);
	if (result != MOW_OK)
		return result;
	if (strcmp(record.id, guard->records[number].id) != 0) {
		buf_addf(&what, "is stored under another id, %.12s; " REMAKE, guard->records[number].id);
		return refuse_record(guard, &record, what.data);
	}
	if (record.armour_len == 0)
		return refuse_record(guard, &record, "is not signed; " REMAKE);
	if (!decisions[record.decision].admitted) {
		buf_addf(&what, "is of a kind (%s) that is not supported yet: only approvals are; " REMAKE,
			 decisions[record.decision].name);
		return refuse_record(guard, &record, what.data);
	}
	if (record.witness != NULL)
		return refuse_record(guard, &record, "is carried by a witness, which is not supported yet; " REMAKE);
	result = check_dates(guard, &record);
	return result == MOW_OK ? check_index(guard, &record, number) : result;
}

static int check_records(const struct guard *guard)
{
	int result = MOW_OK;

	for (size_t i = 0; i < guard->record_count && result == MOW_OK; i++)
		result = check_record(guard, i);
	return result;
}

static int check_signatures(const struct guard *guard)
{
	int result = MOW_OK;

	if (guard->record_count > 0 && guard->verifier->signers == NULL)
		return mow_fail(guard->err, MOW_EDENIED,
				"record %.12s cannot be checked: there are no keys to check it by; "
				"first put OWNERS and OWNERS.signers on the default branch",
				guard->records[0].id);
	for (size_t i = 0; i < guard->record_count && result == MOW_OK; i++) {
		MOW_AUTO(record) record = {0};
		struct mow_error why = {0};
		result = read_record(&record, guard, i);
		if (result == MOW_OK)
			result = signers_verify(guard->verifier, &record, &why);
		if (result == MOW_EDENIED && why.code != MOW_OK)
			return mow_fail(guard->err, result, "%s; to drop it, " REMAKE, why.message);
		if (why.code != MOW_OK)
			return mow_fail(guard->err, result, "%s", why.message);
	}
	return result;
}

/* ---- the commits */

static int check_forward(const struct guard *guard, const struct oid *old_commit, const struct oid *new_commit)
{
	struct oid peeled;
	bool forward = true;

	if (oid_is_zero(new_commit))
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF " cannot be deleted: it holds everybody's approvals");
	int result = repo_peel(&peeled, guard->repo, new_commit, guard->err);
	if (result == MOW_EINVAL || (result == MOW_OK && !oid_equal(&peeled, new_commit)))
		return mow_fail(guard->err, MOW_EDENIED, STORE_REF " must be a commit; " REMAKE);
	if (result == MOW_OK && !oid_is_zero(old_commit))
		result = repo_is_ancestor(&forward, guard->repo, old_commit, new_commit, guard->err);
	if (result == MOW_OK && !forward)
		return mow_fail(
			guard->err, MOW_EDENIED,
			STORE_REF
			" only moves forward, and somebody else's approvals came first; run mowners approve again, or git fetch and push");
	return result;
}

static int check_all(struct guard *guard, const struct oid *old_commit, const struct oid *new_commit)
{
	struct oid old_root = {{0}};
	struct oid new_root;

	int result = check_forward(guard, old_commit, new_commit);
	if (result == MOW_OK && !oid_is_zero(old_commit))
		result = repo_commit_tree(&old_root, guard->repo, old_commit, guard->err);
	if (result == MOW_OK)
		result = repo_commit_tree(&new_root, guard->repo, new_commit, guard->err);
	if (result == MOW_OK)
		result = check_shape(guard, &old_root, &new_root);
	if (result == MOW_OK && guard->record_count == 0)
		return mow_fail(
			guard->err, MOW_EDENIED,
			STORE_REF
			": the push brings no new record, and moving it for nothing keeps others from adding theirs; " REMAKE);
	if (result == MOW_OK)
		result = check_records(guard);
	return result == MOW_OK ? check_signatures(guard) : result;
}

int store_guard(struct repo *repo, const struct oid *old_commit, const struct oid *new_commit,
		const struct verifier *verifier, struct mow_error *err)
{
	struct guard *guard = calloc(1, sizeof *guard);

	if (guard == NULL)
		return mow_fail_memory(err);
	guard->repo = repo;
	guard->verifier = verifier;
	guard->err = err;
	int result = check_all(guard, old_commit, new_commit);
	map_release(&guard->numbers);
	store_index_release(&guard->marks);
	free(guard);
	return result;
}
