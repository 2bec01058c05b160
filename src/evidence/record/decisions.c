#include "evidence/record/decisions.h"

#include <string.h>

#include "base/text.h"

const char *const record_lines[RECORD_LINES] = {
	[RECORD_LINE_STEP] = "step",
	[RECORD_LINE_PATH] = "path",
	[RECORD_LINE_MOVE] = "move",
	[RECORD_LINE_RECORD] = "record",
};

#define STEP RECORD_LINE_BIT(RECORD_LINE_STEP)
#define PATH RECORD_LINE_BIT(RECORD_LINE_PATH)
#define MOVE RECORD_LINE_BIT(RECORD_LINE_MOVE)
#define RECORD RECORD_LINE_BIT(RECORD_LINE_RECORD)

const struct decision decisions[RECORD_DECISIONS] = {
	[RECORD_APPROVE] = {"approve", STEP, .expires = true, .witness = true},
	[RECORD_STOP] = {"stop", STEP | PATH, .reason = true},
	[RECORD_WITHDRAW] = {"withdraw", RECORD, .reason = false},
	[RECORD_OVERRIDE] = {"override", STEP | MOVE, .reason = true, .expires = true},
	[RECORD_REQUEST] = {"request", STEP, .expires = true},
};

bool decisions_find(enum record_decision *out, const char *name, size_t len)
{
	for (int i = 0; i < RECORD_DECISIONS; i++) {
		if (text_is(name, len, decisions[i].name)) {
			*out = (enum record_decision)i;
			return true;
		}
	}
	return false;
}

void decisions_add_names(struct buf *out)
{
	for (int i = 0; i < RECORD_DECISIONS; i++) {
		if (i > 0)
			buf_adds(out, i + 1 < RECORD_DECISIONS ? ", " : " or ");
		buf_adds(out, decisions[i].name);
	}
}

void decisions_add_lines(struct buf *out, enum record_decision decision)
{
	const char *before = "a ";

	for (int i = 0; i < RECORD_LINES; i++) {
		if ((decisions[decision].lines & RECORD_LINE_BIT(i)) == 0)
			continue;
		buf_addf(out, "%s`%s`", before, record_lines[i]);
		before = " or ";
	}
	buf_adds(out, " line");
}
