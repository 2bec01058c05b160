#include "evidence/record/record.h"

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
