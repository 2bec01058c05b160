/*
 * Calendars as RFC 5545 has them, for calendar programs: lines end in CRLF and are folded at 75 bytes, never inside a
 * character. Names and values are ASCII of the caller's but for texts, which are UTF-8 without control characters but
 * LF (escape_text) and are escaped here.
 */
#ifndef MOW_REPORT_ICS_H
#define MOW_REPORT_ICS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

void ics_line(struct buf *out, const char *name, const char *value);
void ics_text(struct buf *out, const char *name, const char *text);
void ics_day(struct buf *out, const char *name, int64_t day);
void ics_moment(struct buf *out, const char *name, int64_t moment);

#endif
