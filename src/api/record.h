/* Records as the public header has them. */
#ifndef MOW_API_RECORD_H
#define MOW_API_RECORD_H

#include "evidence/record/record.h"
#include "mowners.h"

/* Lives as long as the record. */
void record_show(struct mow_record *out, const struct record *record);

#endif
