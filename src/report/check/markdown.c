/*
 * A document for the comment on a request and for the summary of a job. The parts before and behind the groups of files
 * have room of their own, and the groups get what they leave: what helps is there however much is changed.
 */
#include <string.h>

#include "report/check/check.h"
#include "report/check/outline.h"
#include "report/check/sheet.h"
#include "report/effects.h"
#include "report/markdown.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	WHOLE = 60000,    /* bytes; a comment on GitHub takes 65,536 characters, and who posts it adds some */
	PART = 18000,     /* at most of it before the groups, and behind them */
	RESERVE = 400,    /* for the lines that say what was left out */
	LINES_SHOWN = 12, /* of effects, errors, people and warnings */
	LINES_OPEN = 3,   /* warnings that are not folded */
	CLAIMS_SHOWN = 3,
	OVERRIDES_SHOWN = 5
};

/* "### mowners: `main`: 2 of 3 changed files cannot land yet" */
static void add_title(struct sheet *sheet, const struct mow_verdict *verdict, const struct buf *sentence)
{
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) ref = BUF_INIT;

	phrase_ref(&ref, mow_verdict_target(verdict));
	buf_adds(&line, sheet->out->len > 0 ? "\n### mowners: " : "### mowners: ");
	markdown_name(&line, ref.data);
	buf_adds(&line, ": ");
	markdown_sentence(&line, sentence->data, SHEET_SENTENCE);
	buf_addc(&line, '\n');
	line.failed = line.failed || ref.failed || sentence->failed;
	(void)sheet_add(sheet, &line);
}

/* ---- Before the groups -------------------------------------------------------------------------------------------- */

/* "- **Error** `OWNERS:3:1`: this section line has no `]` (`unclosed-section`)" */
static void add_finding(struct buf *out, const struct mow_finding *finding)
{
	MOW_AUTO(buf) place = BUF_INIT;

	buf_adds(&place, finding->file);
	if (finding->line > 0)
		buf_addf(&place, ":%u:%u", finding->line, finding->column);
	buf_adds(out, "- **Error** ");
	markdown_path(out, place.data, place.len);
	buf_adds(out, place.len > 0 ? ": " : "");
	markdown_sentence(out, finding->message, SHEET_SENTENCE);
	buf_adds(out, " (");
	markdown_name(out, finding->code);
	buf_adds(out, ")\n");
	out->failed = out->failed || place.failed;
}

static void add_introduced(struct sheet *sheet, const struct mow_verdict *verdict)
{
	MOW_AUTO(buf) title = BUF_INIT;
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	if (count == 0)
		return;
	buf_adds(&title, "cannot land: it brings ");
	phrase_count(&title, count, "error");
	buf_adds(&title, " into OWNERS files or keys");
	add_title(sheet, verdict, &title);
	for (size_t i = 0; i < count && i < LINES_SHOWN; i++) {
		MOW_AUTO(buf) line = BUF_INIT;
		add_finding(&line, &errors[i]);
		(void)sheet_add(sheet, &line);
	}
	sheet_more(sheet, "Error", count > LINES_SHOWN ? count - LINES_SHOWN : 0);
	sheet_words(sheet, "Next", "correct them; mowners lint looks at the files as they are in a clone");
}

static void add_refused(struct sheet *sheet, const struct mow_verdict *verdict)
{
	MOW_AUTO(buf) title = BUF_INIT;

	if (mow_verdict_refused(verdict) == NULL)
		return;
	buf_addf(&title, "cannot land, whoever approves it: %s", mow_verdict_refused(verdict));
	add_title(sheet, verdict, &title);
}

static void add_ask(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *const *people = NULL;
	size_t count = mow_verdict_ask_names(verdict, &people);
	MOW_AUTO(buf) ask = BUF_INIT;
	MOW_AUTO(buf) command = BUF_INIT;

	if (count == 0)
		return;
	phrase_names(&ask, people, count, "and", LINES_SHOWN);
	buf_addf(&ask, ": %s %s", count == 1 ? "that completes" : "together they complete",
		 outline_can_complete(verdict) ? "this" : "the rest");
	if (view->first != NULL) {
		MOW_AUTO(buf) first = BUF_INIT;
		buf_adds(&first, view->first);
		sheet_command(sheet, "First", "", &first);
	}
	sheet_line(sheet, "Ask", &ask);
	if (view->where != NULL) {
		MOW_AUTO(buf) where = BUF_INIT;
		buf_addf(&where, "approve %s", view->where);
		sheet_line(sheet, "They", &where);
	}
	if (outline_approve(&command, verdict, view))
		sheet_command(sheet, "They run", "", &command);
}

/* What to do next, and whether it has to be done. */
static void add_next(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(buf) why = BUF_INIT;
	MOW_AUTO(buf) urgent = BUF_INIT;
	MOW_AUTO(buf) override = BUF_INIT;

	add_ask(sheet, verdict, view);
	if (outline_why(&why, verdict, view))
		sheet_command(sheet, "Why", "", &why);
	if (mow_verdict_may_override(verdict) != NULL && outline_override(&override, verdict, view)) {
		buf_addf(&urgent, "%s can let it through: ", mow_verdict_may_override(verdict));
		sheet_command(sheet, "Urgent", urgent.data, &override);
	}
	if (view->remote != NULL && phrase_is_plain(view->remote)) {
		MOW_AUTO(buf) fetch = BUF_INIT;
		buf_addf(&fetch, "mowners sync %s", view->remote);
		sheet_command(sheet, "Fetch", "", &fetch);
	}
	if (!mow_verdict_blocks(verdict))
		sheet_words(sheet, "Mode", "advise: OWNERS says mode = advise, so it can land all the same");
	else if (strcmp(view->mode, "advise") == 0 && view->binds != NULL)
		sheet_words(sheet, "Mode", view->binds);
	else if (strcmp(view->mode, "advise") == 0)
		sheet_words(sheet, "Mode", "advise: this blocks nothing; the server decides");
}

static void write_blocked(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(buf) title = BUF_INIT;

	add_introduced(sheet, verdict);
	add_refused(sheet, verdict);
	if (outline_count_blocked(verdict) == 0)
		return;
	outline_blocked(&title, verdict);
	add_title(sheet, verdict, &title);
	add_next(sheet, verdict, view);
}

static void write_head(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(buf) title = BUF_INIT;

	switch (mow_verdict_outcome(verdict)) {
	case MOW_OUTCOME_BLOCKED:
		write_blocked(sheet, verdict, view);
		return;
	case MOW_OUTCOME_OPEN:
		buf_adds(&title, "open: nothing here is protected");
		break;
	case MOW_OUTCOME_APPROVED:
		outline_approved(&title, verdict);
		if (mow_verdict_steps(verdict) > 0) {
			buf_adds(&title, ": ");
			outline_approvers(&title, verdict);
		}
		break;
	}
	add_title(sheet, verdict, &title);
}

/* ---- Behind the groups -------------------------------------------------------------------------------------------- */

static void add_effects(struct sheet *sheet, const struct mow_verdict *verdict)
{
	bool cut;
	size_t count;
	const struct mow_effect *effects = mow_verdict_effects(verdict, &count, &cut);

	if (cut)
		sheet_words(sheet, "Rules",
			    "it changes who owns files; there are too many to list: mowners check in a clone does");
	for (size_t i = 0; i < count && i < LINES_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		effects_words(&words, &effects[i]);
		sheet_line(sheet, "With these rules", &words);
	}
	sheet_more(sheet, "With these rules", count > LINES_SHOWN ? count - LINES_SHOWN : 0);
}

static void add_authors(struct sheet *sheet, const struct mow_verdict *verdict)
{
	size_t claims = mow_verdict_claims(verdict);
	const char *const *emails = NULL;
	size_t unknown = mow_verdict_unknown_authors(verdict, &emails);
	bool said = false;

	for (size_t i = 0; i < claims && i < CLAIMS_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_claim(&words, mow_verdict_claim(verdict, i));
		sheet_line(sheet, "Claimed", &words);
	}
	sheet_more(sheet, "Claimed", claims > CLAIMS_SHOWN ? claims - CLAIMS_SHOWN : 0);
	if (unknown > 0) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_unknown(&words, emails, unknown);
		sheet_line(sheet, "Unknown", &words);
	}
	for (size_t i = 0; !said && i < mow_verdict_groups(verdict); i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		said = words_squash(&words, mow_verdict_group(verdict, i));
		if (said)
			sheet_line(sheet, "Squash", &words);
	}
}

static void add_squashes(struct sheet *sheet, const struct mow_verdict *verdict)
{
	const struct mow_squash *squashes = NULL;
	size_t count = mow_verdict_squashes(verdict, &squashes);

	for (size_t i = 0; i < count && i < CLAIMS_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_squashed(&words, &squashes[i]);
		sheet_line(sheet, "Squash", &words);
	}
	sheet_more(sheet, "Squash", count > CLAIMS_SHOWN ? count - CLAIMS_SHOWN : 0);
}

static void add_overrides(struct sheet *sheet, const struct mow_verdict *verdict)
{
	const struct mow_decision *parts = NULL;
	size_t count = mow_verdict_overrides(verdict, &parts);

	for (size_t i = 0; i < count && i < OVERRIDES_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_override(&words, &parts[i]);
		sheet_line(sheet, "Override", &words);
	}
	sheet_more(sheet, "Override", count > OVERRIDES_SHOWN ? count - OVERRIDES_SHOWN : 0);
}

/* Many of them are one piece, since a fold that was opened must be closed. */
static void add_warnings(struct sheet *sheet, const struct mow_verdict *verdict)
{
	size_t count = mow_verdict_warnings(verdict);
	bool folded = count > LINES_OPEN;
	MOW_AUTO(buf) piece = BUF_INIT;
	struct sheet inner = {&piece, sheet->most, false};

	if (folded)
		buf_addf(&piece, "\n<details><summary>%zu warnings</summary>\n\n", count);
	for (size_t i = 0; i < count && i < LINES_SHOWN; i++)
		sheet_words(&inner, "Warning", mow_verdict_warning(verdict, i));
	sheet_more(&inner, "Warning", count > LINES_SHOWN ? count - LINES_SHOWN : 0);
	if (folded)
		buf_adds(&piece, "\n</details>\n");
	(void)sheet_add(sheet, &piece);
}

static void write_tail(struct sheet *sheet, const struct mow_verdict *verdict, bool explain)
{
	add_effects(sheet, verdict);
	add_authors(sheet, verdict);
	if (explain || mow_verdict_outcome(verdict) != MOW_OUTCOME_BLOCKED)
		add_squashes(sheet, verdict);
	add_overrides(sheet, verdict);
	add_warnings(sheet, verdict);
}

static void write_document(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(buf) end = BUF_INIT;
	struct sheet head = {out, PART, false};
	struct sheet tail = {&end, PART, false};
	struct sheet groups = {out, WHOLE - RESERVE, false};

	write_head(&head, verdict, view);
	write_tail(&tail, verdict, view->explain);
	groups.most -= end.len;
	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED || view->explain)
		markdown_groups(&groups, verdict, view);
	buf_adds(out, end.len > 0 ? "\n" : "");
	buf_add(out, end.data, end.len);
	if (head.cut || tail.cut)
		buf_adds(out, "\nThere is more to say; `" SHEET_ALL "` has all of it\n");
	out->failed = out->failed || end.failed;
}

const struct check_format check_markdown = {write_document, true};
