/* The bytes that a record's fields make. Private to record.h: record_format and record_parse check each other by it. */
#ifndef MOW_EVIDENCE_RECORD_EMIT_H
#define MOW_EVIDENCE_RECORD_EMIT_H

#include "evidence/record/record.h"

#define RECORD_MAGIC "mowners-approval 1"

/* Writes the text that the fields make, good or not; no string of them may be NULL where the format has the line
 * always. */
void record_emit(struct buf *out, const struct record *record);

#endif
