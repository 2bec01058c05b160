#include "evidence/record/emit.h"

#include <string.h>

#include "base/error.h"

/* A line end in a field would make two lines of it, and another record than was meant. */
static bool one_line(const char *field)
{
	return field == NULL || strchr(field, '\n') == NULL;
}

static bool fields_are_lines(const struct record *record)
{
	return record->target != NULL && record->as != NULL && record->by != NULL && one_line(record->repository) &&
	       one_line(record->target) && one_line(record->as) && one_line(record->by) && one_line(record->witness) &&
	       one_line(record->reason) && one_line(record->withdraws) && one_line(record->move);
}

/* The reader checks all the rules, so that there is one place for them; what it cannot see are dates that were pulled
 * into range. */
int record_format(struct buf *out, const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) read = {0};

	if (!fields_are_lines(record))
		return mow_fail(err, MOW_EINVAL, "a record needs a target, a role and a name, each in one line");
	if ((unsigned)record->decision >= RECORD_DECISIONS)
		return mow_fail(err, MOW_EINVAL, "there is no decision of that number");
	record_emit(&text, record);
	int result = buf_check(&text, err);
	if (result == MOW_OK)
		result = record_parse(&read, text.data, text.len, err);
	if (result != MOW_OK)
		return result;
	if (read.made != record->made || read.expires != record->expires)
		return mow_fail(err, MOW_EINVAL, "the dates of a record lie in the years 1 to 9999");
	buf_add(out, text.data, text.len);
	return buf_check(out, err);
}
