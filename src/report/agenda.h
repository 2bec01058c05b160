/*
 * What waits, and what comes (mowners-agenda(1)), for people:
 *
 *     ! 31 October         the ownership of [brand] was to be confirmed by then; …
 *       24 December        freeze xmas until 2 January 2027: Holidays; …
 */
#ifndef MOW_REPORT_AGENDA_H
#define MOW_REPORT_AGENDA_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_agenda_NAME`. */
#define AGENDA_FORMATS(ROW)                    \
	ROW(text, "text for people (default)") \
	ROW(json, "json")                      \
	ROW(ics, "or ics for calendar programs")

struct agenda_output {
	struct buf *out;
	bool color; /* text */
};
typedef void agenda_format_fn(const struct agenda_output *output, const struct mow_agenda *agenda);
#define AGENDA_DECLARE(name, help) agenda_format_fn report_agenda_##name;
AGENDA_FORMATS(AGENDA_DECLARE)
#undef AGENDA_DECLARE

extern const struct format agenda_formats[];     /* their names; ends with a NULL name */
extern agenda_format_fn *const agenda_writers[]; /* in the same order */

/* "request", "debt", "confirm", "rights", "service", "freeze", "embargo". */
const char *agenda_kind_word(enum mow_agenda_kind kind);
/* A few words, and all of it: plain text, as words.h has it. */
void agenda_title(struct buf *out, const struct mow_agenda_item *item);
void agenda_sentence(struct buf *out, const struct mow_agenda_item *item, int64_t now);

#endif
