#include "evidence/record/record.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"

void record_release(struct record *record)
{
	arena_release(&record->arena);
	*record = (struct record){0};
}

const char *record_date_problem(const struct record *record, int64_t now)
{
	if (decisions[record->decision].expires && record->expires <= now)
		return record->expired[0] != '\0' ? record->expired : "expired";
	/* No overflow: `made` is within the years that the format can say. */
	if (record->made - RECORD_AHEAD > now)
		return "made in the future";
	return NULL;
}

/* One line in `line`, which is reused. */
static int give_line(struct buf *line, record_line_fn *each, void *context)
{
	int result = buf_check(line, NULL);

	if (result == MOW_OK)
		result = each(line->data, line->len, context);
	buf_reset(line);
	return result;
}

static int give_step(struct buf *line, const struct step *step, record_line_fn *each, void *context)
{
	step_format(line, step);
	int result = give_line(line, each, context);
	if (result != MOW_OK)
		return result;
	buf_adds(line, "at ");
	escape_percent(line, step->path, step->path_len);
	return give_line(line, each, context);
}

int record_each_line(const struct record *record, record_line_fn *each, void *context)
{
	MOW_AUTO(buf) line = BUF_INIT;
	int result = MOW_OK;

	for (size_t i = 0; i < record->step_count && result == MOW_OK; i++)
		result = give_step(&line, &record->steps[i], each, context);
	if (result == MOW_OK && record->path_count > 0) {
		buf_adds(&line, "path");
		result = give_line(&line, each, context);
	}
	if (result == MOW_OK && record->move != NULL) {
		buf_addf(&line, "move %s", record->move);
		result = give_line(&line, each, context);
	}
	if (result == MOW_OK && record->withdraws != NULL) {
		buf_addf(&line, "record %s", record->withdraws);
		result = give_line(&line, each, context);
	}
	return result;
}
