#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "evidence/field.h"
#include "evidence/store/draft.h"
#include "evidence/store/guard.h"

static int refuse_record(const struct guard *guard, const struct record *record, const char *what)
{
	MOW_AUTO(buf) who = BUF_INIT;

	field_quote(&who, record->by, strlen(record->by));
	return mow_fail(guard->err, MOW_EDENIED, "record %.12s by %s %s", record->id, who.data, what);
}

static int read_record(struct record *out, const struct guard *guard, size_t number)
{
	const struct store_item *item = &guard->records[number].item;
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0};
	char id[DIGEST_HEX];

	int result = repo_blob(&bytes, guard->repo, &item->blob, RECORD_MAX, &why);
	if (result == MOW_OK)
		result = record_parse(out, bytes.data, bytes.len, &why);
	if (result == MOW_OK)
		return MOW_OK;
	bool denied = result == MOW_ETOOBIG || result == MOW_EINVAL;
	if (result == MOW_ETOOBIG)
		(void)snprintf(why.message, sizeof why.message, "it has more than %zu bytes", RECORD_MAX);
	store_key_format(id, item->key);
	(void)mow_fail(guard->err, denied ? MOW_EDENIED : result, "record %.12s %s: %s%s", id,
		       denied ? "is not well formed" : "cannot be read", why.message, denied ? "; " GUARD_REMAKE : "");
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
	buf_adds(&what, problem == record->expired ? " and was never pushed before; " GUARD_REMAKE
						   : "; set the clock right, " GUARD_REMAKE);
	return refuse_record(guard, record, what.data);
}

static int check_place(const struct guard *guard, const struct record *record, size_t number)
{
	MOW_AUTO(buf) what = BUF_INIT;
	const struct guard_record *new = &guard->records[number];
	char id[DIGEST_HEX];

	store_key_format(id, new->item.key);
	if (strcmp(record->id, id) != 0) {
		buf_addf(&what, "is stored under another id, %.12s; " GUARD_REMAKE, id);
		return refuse_record(guard, record, what.data);
	}
	if (record->armour_len == 0)
		return refuse_record(guard, record, "is not signed; " GUARD_REMAKE);
	if (store_part_of(record) != new->part)
		return refuse_record(guard, record,
				     new->part == STORE_STOPS
					     ? "lies in stops/, where stops and withdrawals are; " GUARD_REMAKE
					     : "lies in records/, and belongs in stops/; " GUARD_REMAKE);
	if (new->part == STORE_STOPS && record->text_len + record->armour_len > STORE_STOP_MAX)
		return refuse_record(
			guard, record,
			"names so many files that every push would have to read more than 1 MiB of it; run "
			"git update-ref -d " STORE_REF " and then mowners stop --path PATTERN instead");
	return MOW_OK;
}

/* All that can be told of one record without a process. */
static int check_record(struct guard *guard, size_t number)
{
	MOW_AUTO(record) record = {0};
	int result = read_record(&record, guard, number);

	if (result == MOW_OK)
		result = check_place(guard, &record, number);
	if (result == MOW_OK)
		result = check_dates(guard, &record);
	if (result == MOW_OK && store_lines_add(&guard->lines, &record, &guard->records[number].item.blob))
		return mow_fail_memory(guard->err);
	if (result == MOW_OK && guard->lines.count > GUARD_LINES_MAX)
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF ": more than %d steps in the new records of one push; push fewer at a time",
				GUARD_LINES_MAX);
	return result;
}

int guard_check_records(struct guard *guard)
{
	int result = MOW_OK;

	for (size_t i = 0; i < guard->record_count && result == MOW_OK; i++)
		result = check_record(guard, i);
	store_items_sort(&guard->lines);
	return result;
}

int guard_describe(struct buf *out, const struct guard *guard, const struct store_item *line)
{
	for (size_t i = 0; i < guard->record_count; i++) {
		MOW_AUTO(record) record = {0};
		if (!oid_equal(&guard->records[i].item.blob, &line->blob))
			continue;
		int result = read_record(&record, guard, i);
		if (result != MOW_OK)
			return result;
		buf_addf(out, "record %.12s by ", record.id);
		field_quote(out, record.by, strlen(record.by));
		break;
	}
	return buf_check(out, guard->err);
}

int guard_check_signatures(const struct guard *guard)
{
	int result = MOW_OK;
	char id[DIGEST_HEX];

	store_key_format(id, guard->records[0].item.key);
	if (guard->record_count > 0 && guard->verifier->signers == NULL)
		return mow_fail(guard->err, MOW_EDENIED,
				"record %.12s cannot be checked: there are no keys to check it by; "
				"first put OWNERS and OWNERS.signers on the default branch",
				id);
	for (size_t i = 0; i < guard->record_count && result == MOW_OK; i++) {
		MOW_AUTO(record) record = {0};
		struct mow_error why = {0};
		result = read_record(&record, guard, i);
		if (result == MOW_OK)
			result = signers_verify(guard->verifier, &record, &why);
		if (result == MOW_EDENIED && why.code != MOW_OK)
			return mow_fail(guard->err, result, "%s; to drop it, " GUARD_REMAKE, why.message);
		if (why.code != MOW_OK)
			return mow_fail(guard->err, result, "%s", why.message);
	}
	return result;
}
