/* What stands above the files: the change, and each group's needs. */
#include <string.h>

#include "base/clock.h"
#include "report/check/needs.h"
#include "report/check/outline.h"
#include "report/contact/page.h"
#include "report/html/html.h"
#include "report/phrase.h"
#include "report/words.h"

/* ---- The change ---------------------------------------------------------------------------------------------------- */

static void add_figure(struct buf *out, size_t number, const char *what, const char *class)
{
	buf_addf(out, "<div><dt>%s</dt><dd%s>%zu</dd></div>\n", what, class, number);
}

/* "from 1a2b3c4d5e6f to 9f8e7d6c5b4a" */
static void add_ends(struct buf *out, const struct mow_verdict *verdict)
{
	const char *old = mow_verdict_old(verdict), *new = mow_verdict_new_tip(verdict);

	if (old[strspn(old, "0")] != '\0')
		buf_addf(out, "From <code>%.12s</code> to ", old);
	else
		buf_adds(out, "From nothing to ");
	if (new[strspn(new, "0")] != '\0')
		buf_addf(out, "<code>%.12s</code>", new);
	else
		buf_adds(out, "what is in the index");
}

static void add_outcome(struct buf *out, const struct mow_verdict *verdict)
{
	MOW_AUTO(buf) text = BUF_INIT;
	bool blocked = mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED;

	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN) {
		buf_adds(&text, "Nothing is protected here");
	} else if (blocked) {
		outline_blocked(&text, verdict);
	} else {
		outline_approved(&text, verdict);
		buf_adds(&text, ": ");
		outline_approvers(&text, verdict);
	}
	buf_addf(out, "<p class=\"outcome %s\">", blocked ? "bad" : "good");
	html_text(out, text.data);
	buf_adds(out, "</p>\n");
	out->failed = out->failed || text.failed;
}

static void add_ask(struct buf *out, const struct mow_verdict *verdict)
{
	const char *const *people;
	size_t count = mow_verdict_ask(verdict, &people);

	if (count == 0)
		return;
	buf_adds(out, "<p>Ask ");
	for (size_t i = 0; i < count; i++) {
		phrase_separator(out, i, count, "and");
		buf_adds(out, "<strong>");
		html_text(out, people[i]);
		buf_adds(out, "</strong>");
	}
	buf_adds(out, outline_can_complete(verdict) ? ": this completes it.</p>\n" : ".</p>\n");
}

void page_masthead(struct page *page, const struct mow_verdict *verdict, const char *name)
{
	struct buf *out = &page->out;
	MOW_AUTO(buf) target = BUF_INIT;
	char day[CLOCK_TEXT];
	size_t steps = mow_verdict_steps(verdict), blocked = outline_count_blocked(verdict);

	phrase_ref(&target, mow_verdict_target(verdict));
	clock_format_day(day, mow_verdict_now(verdict));
	buf_adds(out, "<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(out, name);
	buf_adds(out, "</p>\n<h1>Before and after, for ");
	html_text(out, target.data);
	buf_adds(out, "</h1>\n<p class=\"muted\">");
	if (page->sheet->about != NULL)
		html_text(out, page->sheet->about);
	else
		add_ends(out, verdict);
	buf_addf(out, "%s on %s</p>\n", page->sheet->about != NULL ? ";" : ",", day);
	add_outcome(out, verdict);
	add_ask(out, verdict);
	buf_adds(out, "</div>\n<dl class=\"figures\">\n");
	add_figure(out, steps, "changed files", "");
	add_figure(out, blocked, "wait for approval", blocked > 0 ? " class=\"bad\"" : "");
	buf_adds(out, "</dl>\n</header>\n");
	out->failed = out->failed || target.failed;
}

/* ---- A group ------------------------------------------------------------------------------------------------------- */

static void add_plain(struct buf *out, const char *element, const struct buf *text)
{
	buf_addf(out, "<%s>", element);
	html_bytes(out, text->data, text->len);
	buf_addf(out, "</%s>", element);
	out->failed = out->failed || text->failed;
}

static void add_need(struct buf *out, const struct mow_need *need, int64_t now)
{
	MOW_AUTO(buf) of = BUF_INIT;
	MOW_AUTO(buf) status = BUF_INIT;

	needs_of(&of, need);
	needs_status(&status, need, now);
	buf_addf(out, "<tr class=\"%s\"><th scope=\"row\"><span class=\"mark\" aria-hidden=\"true\"></span>%s</th>",
		 words_is_open(need) ? "open" : "met", needs_label(need));
	add_plain(out, "td", &of);
	add_plain(out, "td", &status);
	buf_adds(out, "</tr>\n");
}

static void add_needs(struct buf *out, const struct mow_group *group, int64_t now)
{
	if (group->need_count == 0)
		return;
	buf_adds(out, "<table class=\"needs\"><caption>What it takes</caption><tbody>\n");
	for (size_t i = 0; i < group->need_count; i++)
		add_need(out, group->needs[i], now);
	buf_adds(out, "</tbody></table>\n");
}

void page_group(struct page *page, const struct mow_group *group, int64_t now)
{
	struct buf *out = &page->out;
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(out, "<section class=\"card group\">\n<header>\n<div>\n<h2>");
	html_text(out, group->area != NULL ? group->area : "no area");
	buf_addf(out, " <span class=\"state %s\">%s</span></h2>\n<p class=\"muted\">",
		 group->state == MOW_APPROVED ? "good" : "bad", words_state(group->state));
	phrase_count(out, group->step_count, "file");
	buf_adds(out, ", ");
	html_text(out, group->level);
	if (group->source != NULL) {
		buf_adds(out, ", <code>");
		html_text(out, group->source);
		buf_adds(out, "</code>");
	}
	buf_adds(out, "</p>\n</div>\n");
	add_needs(out, group, now);
	if (outline_says_why(group, false)) {
		words_why(&why, group, now);
		buf_adds(out, "<p class=\"why\">");
		html_bytes(out, why.data, why.len);
		buf_adds(out, "</p>\n");
	}
	buf_adds(out, "</header>\n");
	out->failed = out->failed || why.failed;
}
