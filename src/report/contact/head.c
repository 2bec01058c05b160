/* What stands above the files: the change, and each group's needs. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "report/check/outline.h"
#include "report/contact/page.h"
#include "report/phrase.h"
#include "report/words.h"

/* ---- The change ---------------------------------------------------------------------------------------------------- */

static void add_figure(struct page *page, size_t number, enum noun noun, const char *class)
{
	buf_addf(&page->out, "<div><dt>%s</dt><dd%s>", lang_noun(page->sheet->lang, noun, number), class);
	html_number(&page->out, page->sheet->lang, number);
	buf_adds(&page->out, "</dd></div>\n");
}

/* "from 1a2b3c4d5e6f to 9f8e7d6c5b4a" */
static void add_ends(struct page *page, const struct mow_verdict *verdict)
{
	const char *old = mow_verdict_old(verdict), *new = mow_verdict_new_tip(verdict);
	bool begins = old[strspn(old, "0")] == '\0', staged = new[strspn(new, "0")] == '\0';
	char id[WORDS_COMMIT + 1];

	(void)snprintf(id, sizeof id, "%s", old);
	html_say(&page->out, page->sheet->lang, begins ? PHRASE_FROM_NOTHING : PHRASE_FROM, id, NULL);
	(void)snprintf(id, sizeof id, "%s", new);
	html_say(&page->out, page->sheet->lang, staged ? PHRASE_TO_INDEX : PHRASE_TO, id, NULL);
}

static void add_blocked(struct page *page, const struct mow_verdict *verdict)
{
	bool advises = mow_verdict_advises(verdict), one = mow_verdict_steps(verdict) == 1;
	enum phrase phrase =
		advises ? (one ? PHRASE_ADVISED_ONE : PHRASE_ADVISED) : (one ? PHRASE_BLOCKED_ONE : PHRASE_BLOCKED);
	MOW_AUTO(buf) blocked = BUF_INIT;
	MOW_AUTO(buf) all = BUF_INIT;

	html_number(&blocked, page->sheet->lang, outline_count_blocked(verdict));
	html_number(&all, page->sheet->lang, mow_verdict_steps(verdict));
	html_say(&page->out, page->sheet->lang, phrase, blocked.data, all.data);
	page->out.failed = page->out.failed || blocked.failed || all.failed;
}

static void add_approved(struct page *page, const struct mow_verdict *verdict)
{
	struct outline_people people = outline_people(verdict);
	const char *names[OUTLINE_NAMES + 1] = {NULL};
	const struct mow_decision *parts = NULL;

	html_count(&page->out, page->sheet->lang, NOUN_CAN_LAND, mow_verdict_steps(verdict));
	buf_adds(&page->out, page_phrase(page, PHRASE_COLON));
	if (mow_verdict_overrides(verdict, &parts) > 0) {
		buf_adds(&page->out, page_phrase(page, PHRASE_BY_OVERRIDE));
	} else if (people.count == 0) {
		buf_adds(&page->out, page_phrase(page, PHRASE_NOBODY_APPROVES));
	} else {
		memcpy(names, people.names, sizeof people.names);
		if (people.more)
			names[people.count++] = page_phrase(page, PHRASE_OTHERS);
		page_say_of(page, PHRASE_APPROVED_BY, names, people.count);
	}
}

static void add_outcome(struct page *page, const struct mow_verdict *verdict)
{
	bool blocked = mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED;

	buf_addf(&page->out, "<p class=\"outcome %s\">", blocked ? "bad" : "good");
	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN)
		buf_adds(&page->out, page_phrase(page, PHRASE_UNPROTECTED));
	else if (blocked)
		add_blocked(page, verdict);
	else
		add_approved(page, verdict);
	buf_adds(&page->out, "</p>\n");
}

static void add_ask(struct page *page, const struct mow_verdict *verdict)
{
	const char *const *people;
	size_t count = mow_verdict_ask_names(verdict, &people);

	if (count == 0)
		return;
	buf_adds(&page->out, "<p>");
	page_say_of(page, outline_can_complete(verdict) ? PHRASE_ASK_ALL : PHRASE_ASK, people, count);
	buf_adds(&page->out, "</p>\n");
}

/* "2 changed files, of 7 in all" */
static void add_shown(struct page *page, enum noun noun, size_t shown, size_t all)
{
	MOW_AUTO(buf) number = BUF_INIT;

	html_count(&page->out, page->sheet->lang, noun, shown);
	html_number(&number, page->sheet->lang, all);
	if (shown < all)
		html_say(&page->out, page->sheet->lang, PHRASE_IN_ALL, number.data, NULL);
	page->out.failed = page->out.failed || number.failed;
}

/* What the approval is of that the page is made for. */
static void add_decision(struct page *page, size_t steps)
{
	buf_adds(&page->out, "<p>");
	html_say(&page->out, page->sheet->lang, PHRASE_DECIDES, page->sheet->person, NULL);
	add_shown(page, NOUN_CHANGED, page->sheet->only_count, steps);
	buf_adds(&page->out, ".</p>\n");
}

void page_masthead(struct page *page, const struct mow_verdict *verdict, const char *name)
{
	enum lang lang = page->sheet->lang;
	struct buf *out = &page->out;
	MOW_AUTO(buf) target = BUF_INIT;
	char day[CLOCK_TEXT];
	size_t blocked = outline_count_blocked(verdict);

	phrase_ref(&target, mow_verdict_target(verdict));
	clock_format_day(day, mow_verdict_now(verdict));
	buf_adds(out, "<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(out, name);
	buf_adds(out, "</p>\n<h1>");
	html_say(out, lang, PHRASE_SHEET, target.data, NULL);
	buf_adds(out, "</h1>\n<p class=\"muted\">");
	if (page->sheet->about != NULL)
		buf_adds(out, page->sheet->about);
	else
		add_ends(page, verdict);
	html_say(out, lang, PHRASE_ON_DAY, day, NULL);
	buf_adds(out, "</p>\n");
	add_outcome(page, verdict);
	if (page->sheet->person != NULL)
		add_decision(page, mow_verdict_steps(verdict));
	else
		add_ask(page, verdict);
	buf_adds(out, "</div>\n<dl class=\"figures\">\n");
	add_figure(page, mow_verdict_steps(verdict), NOUN_CHANGED, "");
	add_figure(page, blocked, NOUN_WAITING, blocked > 0 ? " class=\"bad\"" : "");
	buf_adds(out, "</dl>\n</header>\n");
	out->failed = out->failed || target.failed;
}

/* ---- A group ------------------------------------------------------------------------------------------------------- */

static void add_needs(struct page *page, const struct mow_group *group, int64_t now)
{
	if (group->need_count == 0)
		return;
	buf_addf(&page->out, "<table class=\"needs\"><caption>%s</caption><tbody>\n", page_phrase(page, PHRASE_TAKES));
	for (size_t i = 0; i < group->need_count; i++)
		page_need(page, group->needs[i], now);
	buf_adds(&page->out, "</tbody></table>\n");
}

/* A sentence that is English in each language. */
static void add_why(struct page *page, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) why = BUF_INIT;

	words_why(&why, group, now);
	buf_adds(&page->out, "<p class=\"why\" lang=\"en\">");
	html_bytes(&page->out, why.data, why.len);
	buf_adds(&page->out, "</p>\n");
	page->out.failed = page->out.failed || why.failed;
}

void page_group(struct page *page, const struct mow_group *group, size_t shown, int64_t now)
{
	static const enum phrase states[] = {
		[MOW_APPROVED] = PHRASE_S_APPROVED,     [MOW_STOPPED] = PHRASE_S_STOPPED,
		[MOW_FROZEN] = PHRASE_S_FROZEN,         [MOW_UNOWNED] = PHRASE_S_UNOWNED,
		[MOW_IMPOSSIBLE] = PHRASE_S_IMPOSSIBLE, [MOW_STALE] = PHRASE_S_STALE,
		[MOW_MISSING] = PHRASE_S_MISSING,
	};
	struct buf *out = &page->out;

	buf_adds(out, "<section class=\"card group\">\n<header>\n<div>\n<h2>");
	html_text(out, group->area != NULL ? group->area : page_phrase(page, PHRASE_NO_AREA));
	buf_addf(out, " <span class=\"state %s\">%s</span></h2>\n<p class=\"muted\">",
		 group->state == MOW_APPROVED ? "good" : "bad", page_phrase(page, states[group->state]));
	add_shown(page, NOUN_FILE, shown, group->step_count);
	buf_adds(out, ", ");
	html_text(out, group->level);
	if (group->source != NULL) {
		buf_adds(out, ", <code>");
		html_text(out, group->source);
		buf_adds(out, "</code>");
	}
	buf_adds(out, "</p>\n</div>\n");
	add_needs(page, group, now);
	if (outline_says_why(group, false))
		add_why(page, group, now);
	buf_adds(out, "</header>\n");
}
