#include "evidence/record/read.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"

static void add_line(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_adds(out, name);
	buf_addc(out, ' ');
	buf_adds(out, value);
	buf_addc(out, '\n');
}

static void add_moment(struct buf *out, const char *name, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	add_line(out, name, text);
}

static void add_paths(struct buf *out, const struct record *record)
{
	for (size_t i = 0; i < record->path_count; i++) {
		buf_adds(out, "path ");
		escape_percent(out, record->paths[i], strlen(record->paths[i]));
		buf_addc(out, '\n');
	}
}

void record_emit(struct buf *out, const struct record *record)
{
	char base[OID_HEX];

	oid_format(base, &record->base);
	buf_adds(out, RECORD_MAGIC "\n");
	add_line(out, "repository", record->repository);
	add_line(out, "target", record->target);
	add_line(out, "base", base);
	add_line(out, "decision", record_decision_name(record->decision));
	add_line(out, "as", record->as);
	add_line(out, "by", record->by);
	add_line(out, "witness", record->witness);
	add_moment(out, "made", record->made);
	add_moment(out, "expires", record->expires);
	add_line(out, "reason", record->reason);
	for (size_t i = 0; i < record->step_count; i++) {
		step_format(out, &record->steps[i]);
		buf_addc(out, '\n');
	}
	add_paths(out, record);
	add_line(out, "move", record->move);
	add_line(out, "record", record->withdraws);
}

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
