#include "api/record.h"

#include <string.h>

void record_show(struct mow_record *out, const struct record *record)
{
	*out = (struct mow_record){
		.id = record->id,
		.decision = decisions[record->decision].name,
		.as = record->as,
		.by = record->by,
		.target = record->target,
		.reason = record->reason,
		.made = record->made,
		.expires = record->expires,
		.files = record->step_count > 0 ? record->step_count : record->path_count,
		.patterns = record->path_count > 0,
		.other = record->withdraws != NULL ? record->withdraws : record->move,
		.witness = record->witness,
	};
	if (record->step_count > 0) {
		out->path = record->steps[0].path;
		out->path_len = record->steps[0].path_len;
	} else if (record->path_count > 0) {
		out->path = record->paths[0];
		out->path_len = strlen(record->paths[0]);
	}
}
