#include "report/needs.h"

#include <string.h>

#include "base/utf8.h"
#include "report/phrase.h"

enum {
	NAMES_SHOWN = 3,
	OF_WIDTH = 48 /* columns of a list of owners */
};

/* "decision", "review", "people": the gate's name stands with its people. */
static size_t kind_length(const char *role)
{
	const char *dot = strchr(role, '.');

	return dot != NULL ? (size_t)(dot - role) : strlen(role);
}

/* Whom it asks; a gate whose name says something that the list does not, with that name: "@dana (quality)". */
static void add_of(struct buf *out, const struct mow_need *need)
{
	const char *gate = need->role + kind_length(need->role);
	const char *of = need->of;

	phrase_cut(out, of, OF_WIDTH);
	if (*gate != '.' || strcmp(of, gate + 1) == 0 || (*of == '@' && strcmp(of + 1, gate + 1) == 0))
		return;
	const char *at = strrchr(of, '@');
	if (at != NULL && strcmp(at + 1, gate + 1) == 0)
		return;
	buf_adds(out, " (");
	phrase_cut(out, gate + 1, OF_WIDTH);
	buf_addc(out, ')');
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

/* Who has, who can: "1 of 2: @ines approved; @marc can". A note says the latter itself; of what is met, it says why
 * somebody else did. */
static void add_status(struct buf *out, const struct mow_need *need)
{
	size_t start = out->len;
	bool met = need->got >= need->need;

	if (met && need->note[0] != '\0') {
		phrase_text(out, need->note);
		if (need->have_count > 0 || need->need > 1)
			add_part(out, start);
		add_have(out, need);
		return;
	}
	add_have(out, need);
	if (met && need->have_count > 0)
		return;
	add_part(out, start);
	if (need->note[0] != '\0') {
		phrase_text(out, need->note);
	} else if (!met && need->ask_count == 1 && strcmp(need->ask[0], need->of) == 0) {
		buf_adds(out, "not yet");
	} else if (!met && need->ask_count > 0) {
		phrase_names(out, need->ask, need->ask_count, "or", NAMES_SHOWN);
		buf_adds(out, " can");
	} else {
		buf_adds(out, met ? "nothing more is needed" : "nobody can now");
	}
}

static size_t of_width(const struct mow_group *group)
{
	size_t widest = 0;

	for (size_t i = 0; i < group->need_count; i++) {
		MOW_AUTO(buf) of = BUF_INIT;
		add_of(&of, &group->needs[i]);
		size_t width = utf8_width(of.data, of.len);
		widest = width > widest ? width : widest;
	}
	return widest;
}

void needs_text(struct buf *out, const struct mow_group *group, bool explain)
{
	size_t width = of_width(group);

	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = &group->needs[i];
		MOW_AUTO(buf) of = BUF_INIT;
		buf_addf(out, "    %-8.*s  ", (int)kind_length(need->role), need->role);
		add_of(&of, need);
		buf_add(out, of.data, of.len);
		size_t columns = utf8_width(of.data, of.len);
		buf_pad(out, ' ', 2 + (columns < width ? width - columns : 0));
		add_status(out, need);
		if (explain && need->source != NULL) {
			buf_adds(out, "   ");
			phrase_text(out, need->source);
		}
		buf_addc(out, '\n');
		out->failed = out->failed || of.failed;
	}
}
