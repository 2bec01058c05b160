#include "evidence/record/emit.h"

#include <string.h>

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
	add_line(out, "decision", decisions[record->decision].name);
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
