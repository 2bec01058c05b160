/* What a group needs, in the language of the page; what only sentences for terminals say, in English. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "report/check/needs.h"
#include "report/contact/page.h"
#include "report/words.h"

enum { NAMES_SHOWN = 12 };

/* ---- Names --------------------------------------------------------------------------------------------------------- */

static void add_separator(struct page *page, size_t at, size_t count, enum phrase last)
{
	if (at > 0)
		buf_adds(&page->out, at + 1 < count ? ", " : page_phrase(page, last));
}

static void add_names(struct page *page, const char *const *names, size_t count, enum phrase last)
{
	size_t shown = count > NAMES_SHOWN ? NAMES_SHOWN : count, all = shown + (count > shown);

	for (size_t i = 0; i < shown; i++) {
		add_separator(page, i, all, last);
		html_text(&page->out, names[i]);
	}
	if (count > shown) {
		add_separator(page, shown, all, last);
		html_count(&page->out, page->sheet->lang, NOUN_OTHER, count - shown);
	}
}

void page_say_of(struct page *page, enum phrase phrase, const char *const *names, size_t count)
{
	struct page inner = {.sheet = page->sheet, .out = BUF_INIT};
	const char *text = page_phrase(page, phrase), *place = strchr(text, '{');

	add_names(&inner, names, count, phrase == PHRASE_CAN || phrase == PHRASE_ANY_OF ? PHRASE_OR : PHRASE_AND);
	buf_add(&page->out, text, (size_t)(place - text));
	buf_add(&page->out, inner.out.data, inner.out.len);
	buf_adds(&page->out, place + strlen("{0}"));
	page->out.failed = page->out.failed || inner.out.failed;
	buf_release(&inner.out);
}

/* ---- Whom it asks -------------------------------------------------------------------------------------------------- */

static void add_of(struct page *page, const struct mow_need *need)
{
	MOW_AUTO(buf) of = BUF_INIT;
	char day[CLOCK_TEXT];

	if (need->kind == MOW_NEED_PEOPLE) {
		html_count(&page->out, page->sheet->lang, NOUN_DIFFERENT, need->need);
	} else if (need->kind == MOW_NEED_RIGHTS) {
		clock_format_until(day, need->from);
		html_say(&page->out, page->sheet->lang, PHRASE_UNTIL, day, NULL);
	} else if (need->kind == MOW_NEED_DECISION && need->any) {
		page_say_of(page, PHRASE_ANY_OF, need->of, need->of_count);
	} else if (need->kind == MOW_NEED_AUTHORS && need->author == NULL) {
		buf_adds(&page->out, page_phrase(page, PHRASE_COMMITTED));
	} else if (need->kind == MOW_NEED_FREEZE && need->written == NULL) {
		buf_adds(&page->out, page_phrase(page, PHRASE_NOBODY));
	} else {
		needs_of(&of, need);
		html_bytes(&page->out, of.data, of.len);
		page->out.failed = page->out.failed || of.failed;
	}
}

/* ---- How far it is ------------------------------------------------------------------------------------------------- */

static void add_part(struct page *page, size_t start)
{
	buf_adds(&page->out, page->out.len > start ? "; " : "");
}

/* "1 of 2: @ines approved" */
static void add_have(struct page *page, const struct mow_need *need)
{
	char got[16], all[16];

	if (need->need > 1) {
		(void)snprintf(got, sizeof got, "%u", need->got);
		(void)snprintf(all, sizeof all, "%u", need->need);
		html_say(&page->out, page->sheet->lang, PHRASE_HAVE, got, all);
		buf_adds(&page->out, need->have_count > 0 ? page_phrase(page, PHRASE_COLON) : "");
	}
	if (need->have_count > 0)
		page_say_of(page, PHRASE_HAVE_BY, need->have, need->have_count);
}

/* "@marc can"; "not yet" where that is the very person whom it asks. */
static void add_ask(struct page *page, const struct mow_need *need)
{
	MOW_AUTO(buf) of = BUF_INIT;
	bool absent = need->absence != MOW_ABSENCE_NONE;

	words_of(&of, need);
	page->out.failed = page->out.failed || of.failed;
	if (!words_is_open(need))
		buf_adds(&page->out, page_phrase(page, PHRASE_NOTHING_MORE));
	else if (need->ask_count == 1 && strcmp(need->ask[0], of.data) == 0)
		buf_adds(&page->out, page_phrase(page, PHRASE_NOT_YET));
	else if (need->ask_count > 0)
		page_say_of(page, PHRASE_CAN, need->ask, need->ask_count);
	else
		buf_adds(&page->out, page_phrase(page, absent ? PHRASE_NO_DEPUTY : PHRASE_NOBODY_CAN));
}

static void add_absence(struct page *page, const struct mow_need *need)
{
	char day[CLOCK_TEXT];

	clock_format_day(day, need->until);
	if (need->absence == MOW_ABSENCE_AWAY)
		html_say(&page->out, page->sheet->lang, PHRASE_AWAY, day, NULL);
	else
		buf_adds(&page->out,
			 page_phrase(page, need->absence == MOW_ABSENCE_AUTHOR ? PHRASE_MADE_IT : PHRASE_OUT));
}

/* What only a sentence says: of stops, of proofs, of whoever takes over; false: there is none. */
static bool add_sentence(struct page *page, const struct mow_need *need, int64_t now)
{
	bool special = need->kind == MOW_NEED_STOP || need->kind == MOW_NEED_AUTHORS || words_is_consent(need) ||
		       need->escalated != NULL || need->folded || need->claimed_by != NULL || need->author != NULL;
	MOW_AUTO(buf) note = BUF_INIT;

	if (!special)
		return false;
	words_note(&note, need, now);
	if (note.len > 0) {
		buf_adds(&page->out, "<span lang=\"en\">");
		html_bytes(&page->out, note.data, note.len);
		buf_adds(&page->out, "</span>");
	}
	page->out.failed = page->out.failed || note.failed;
	return note.len > 0;
}

static void add_status(struct page *page, const struct mow_need *need, int64_t now)
{
	size_t start = page->out.len;

	add_have(page, need);
	if (need->got >= need->need && need->have_count > 0 && need->absence == MOW_ABSENCE_NONE)
		return;
	add_part(page, start);
	size_t before = page->out.len;
	bool said = add_sentence(page, need, now);
	if (said && (!words_is_consent(need) || need->absence != MOW_ABSENCE_NONE))
		return;
	if (!said && need->absence != MOW_ABSENCE_NONE)
		add_absence(page, need);
	if (need->got >= need->need && need->have_count > 0)
		return;
	add_part(page, before);
	add_ask(page, need);
}

void page_need(struct page *page, const struct mow_need *need, int64_t now)
{
	static const enum phrase labels[] = {
		[MOW_NEED_DECISION] = PHRASE_N_DECISION, [MOW_NEED_GATE] = PHRASE_N_GATE,
		[MOW_NEED_PEOPLE] = PHRASE_N_PEOPLE,     [MOW_NEED_FREEZE] = PHRASE_N_FREEZE,
		[MOW_NEED_RIGHTS] = PHRASE_N_RIGHTS,     [MOW_NEED_STOP] = PHRASE_N_STOP,
		[MOW_NEED_OVERRIDE] = PHRASE_N_OVERRIDE, [MOW_NEED_AUTHORS] = PHRASE_N_AUTHORS,
		[MOW_NEED_ACCEPT] = PHRASE_N_ACCEPT,     [MOW_NEED_RELEASE] = PHRASE_N_RELEASE,
	};

	buf_addf(&page->out,
		 "<tr class=\"%s\"><th scope=\"row\"><span class=\"mark\" aria-hidden=\"true\"></span>%s</th><td>",
		 words_is_open(need) ? "open" : "met", page_phrase(page, labels[need->kind]));
	add_of(page, need);
	buf_adds(&page->out, "</td><td>");
	add_status(page, need, now);
	buf_adds(&page->out, "</td></tr>\n");
}
