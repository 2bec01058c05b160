#include "report/check/needs.h"

#include <string.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	NAMES_SHOWN = 3,
	OF_WIDTH = 48,  /* columns of a list of owners */
	OF_COLUMN = 14, /* where it begins */
	OF_BESIDE = 36, /* what is said of a wider one stands below it */
};

/* Whether a gate's name says something that the list does not. */
static bool adds_name(const struct mow_need *need, const char *of)
{
	const char *last;

	if (need->kind != MOW_NEED_GATE || strcmp(of, need->gate) == 0)
		return false;
	last = strrchr(of, '@');
	return last == NULL || strcmp(last + 1, need->gate) != 0;
}

/* Whom it asks; a gate whose name says more with that name: "@dana (quality)". */
void needs_of(struct buf *out, const struct mow_need *need)
{
	MOW_AUTO(buf) of = BUF_INIT;

	words_of(&of, need);
	phrase_cut(out, of.data, OF_WIDTH);
	if (adds_name(need, of.data)) {
		buf_adds(out, " (");
		phrase_cut(out, need->gate, OF_WIDTH);
		buf_addc(out, ')');
	}
	out->failed = out->failed || of.failed;
}

static void add_part(struct buf *out, size_t start)
{
	if (out->len > start)
		buf_adds(out, "; ");
}

/* Who has: "1 of 2: @ines approved", or only how many. */
static void add_have(struct buf *out, const struct mow_need *need)
{
	if (need->need > 1)
		buf_addf(out, "%u of %u", need->got, need->need);
	if (need->need > 1 && need->have_count > 0)
		buf_adds(out, ": ");
	if (need->have_count > 0) {
		phrase_names(out, need->have, need->have_count, "and", NAMES_SHOWN);
		buf_adds(out, " approved");
	}
}

/* Who can: "not yet" where that is the very person whom it asks. */
static void add_ask(struct buf *out, const struct mow_need *need)
{
	MOW_AUTO(buf) of = BUF_INIT;

	words_of(&of, need);
	if (!words_is_open(need)) {
		buf_adds(out, "nothing more is needed");
	} else if (need->ask_count == 1 && strcmp(need->ask[0], of.data) == 0) {
		buf_adds(out, "not yet");
	} else if (need->ask_count > 0) {
		phrase_names(out, need->ask, need->ask_count, "or", NAMES_SHOWN);
		buf_adds(out, " can");
	} else {
		buf_adds(out, "nobody can now");
	}
	out->failed = out->failed || of.failed;
}

/* Who has, who can: "1 of 2: @ines approved; @marc can". A note says the latter itself; of what is met, it says why
 * somebody else did. */
void needs_status(struct buf *out, const struct mow_need *need, int64_t now)
{
	MOW_AUTO(buf) note = BUF_INIT;
	size_t start = out->len;
	bool met = need->got >= need->need;

	words_note(&note, need, now);
	out->failed = out->failed || note.failed;
	if (met && note.len > 0) {
		phrase_text(out, note.data);
		if (need->have_count > 0 || need->need > 1)
			add_part(out, start);
		add_have(out, need);
		return;
	}
	add_have(out, need);
	if (met && need->have_count > 0)
		return;
	if (note.len > 0) {
		add_part(out, start);
		phrase_text(out, note.data);
		if (!words_is_consent(need) || need->absence != MOW_ABSENCE_NONE)
			return;
	}
	add_part(out, start);
	add_ask(out, need);
}

const char *needs_label(const struct mow_need *need)
{
	static const char *const labels[] = {
		[MOW_NEED_DECISION] = "decision", [MOW_NEED_GATE] = "review",     [MOW_NEED_PEOPLE] = "people",
		[MOW_NEED_FREEZE] = "freeze",     [MOW_NEED_RIGHTS] = "rights",   [MOW_NEED_STOP] = "stop",
		[MOW_NEED_OVERRIDE] = "override", [MOW_NEED_AUTHORS] = "authors", [MOW_NEED_ACCEPT] = "accept",
		[MOW_NEED_RELEASE] = "release"};

	return labels[need->kind];
}

static size_t of_width(const struct mow_group *group)
{
	size_t widest = 0;

	for (size_t i = 0; i < group->need_count; i++) {
		MOW_AUTO(buf) of = BUF_INIT;
		needs_of(&of, group->needs[i]);
		size_t width = utf8_width(of.data, of.len);
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* " (github#7 review 41, github#7 review 42)": where those approvals come from that are none of records. */
static void add_said(struct buf *out, const struct mow_need *need)
{
	size_t count = 0;

	for (size_t i = 0; need->have_said != NULL && i < need->have_count && i < NAMES_SHOWN; i++) {
		if (need->have_said[i] == NULL)
			continue;
		buf_adds(out, count++ == 0 ? " (" : ", ");
		phrase_text(out, need->have_said[i]);
	}
	buf_adds(out, count > 0 ? ")" : "");
}

/* Behind whom a need asks, which takes `own` columns of the `width` that all of them have; where that leaves too little
 * room, below. */
static void add_status(struct buf *out, const struct buf *status, size_t width, size_t own)
{
	size_t column = OF_COLUMN + (width <= OF_BESIDE ? width : 0) + 2;

	if (width > OF_BESIDE) {
		buf_addc(out, '\n');
		buf_pad(out, ' ', column);
	} else {
		buf_pad(out, ' ', width - own + 2);
	}
	layout_wrap(out, status->data, column, column, LAYOUT_WIDTH);
	out->failed = out->failed || status->failed;
}

void needs_text(struct buf *out, const struct mow_group *group, int64_t now, bool explain)
{
	size_t width = of_width(group);

	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		MOW_AUTO(buf) of = BUF_INIT;
		MOW_AUTO(buf) status = BUF_INIT;
		buf_addf(out, "    %-8s  ", needs_label(need));
		needs_of(&of, need);
		buf_add(out, of.data, of.len);
		needs_status(&status, need, now);
		if (explain)
			add_said(&status, need);
		if (explain && need->source != NULL) {
			buf_adds(&status, "   ");
			phrase_text(&status, need->source);
		}
		add_status(out, &status, width, utf8_width(of.data, of.len));
		out->failed = out->failed || of.failed;
	}
}
