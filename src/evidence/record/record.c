#include "evidence/record/record.h"

#include <string.h>

void record_release(struct record *record)
{
	arena_release(&record->arena);
	*record = (struct record){0};
}

int64_t record_end(const struct record *record)
{
	int64_t carried = record->made + RECORD_CARRIED;

	return record->witness != NULL && carried < record->expires ? carried : record->expires;
}

bool record_lasts(const struct record *record)
{
	return !decisions[record->decision].expires;
}

size_t record_witness_len(const struct record *record)
{
	return strcspn(record->witness, " ");
}

const char *record_date_problem(const struct record *record, int64_t now)
{
	if (!record_lasts(record) && record_end(record) <= now)
		return record->expired[0] != '\0' ? record->expired : "expired";
	/* No overflow: `made` is within the years that the format can say. */
	if (record->made - RECORD_AHEAD > now)
		return "made in the future";
	return NULL;
}
