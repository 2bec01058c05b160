#include "report/check/check.h"

#include <string.h>

#include "base/utf8.h"
#include "report/check/needs.h"
#include "report/effects.h"
#include "report/layout.h"
#include "report/lint/lint.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	PATHS_SHOWN = 12,
	NAMES_SHOWN = 3,
	PATHS_WIDTH = 76,  /* columns of the lines of paths */
	PATHS_COLUMN = 42, /* where the area begins, if the paths leave it room */
	WHY_COLUMN = 14,   /* where a sentence begins */
	OVERRIDES_SHOWN = 5,
	ADVICE_COLUMN = 11 /* where advice begins, behind "  Ask      " */
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "mowners: main: " */
static void begin(struct buf *out, const struct mow_verdict *verdict)
{
	buf_adds(out, "mowners: ");
	phrase_ref(out, mow_verdict_target(verdict));
	buf_adds(out, ": ");
}

static size_t count_blocked(const struct mow_verdict *verdict)
{
	size_t blocked = 0;

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if (group->state != MOW_APPROVED)
			blocked += group->step_count;
	}
	return blocked;
}

void report_check_headline(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	size_t all = mow_verdict_steps(verdict);
	size_t blocked = count_blocked(verdict);

	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	if (all == 1)
		buf_adds(out, "1 changed file");
	else
		buf_addf(out, "%zu of %zu changed files", blocked, all);
	if (mow_verdict_advises(verdict))
		buf_adds(out, blocked == 1 ? " is" : " are");
	buf_adds(out, mow_verdict_advises(verdict) ? " not approved yet" : " cannot land yet");
	layout_plain(out, color);
	buf_addc(out, '\n');
}

/* The paths of a group, a few a line. Returns the columns of the last line. */
static size_t add_paths(struct buf *out, const struct mow_group *group)
{
	size_t shown = group->step_count > PATHS_SHOWN + 1 ? PATHS_SHOWN : group->step_count;
	size_t columns = 0;

	for (size_t i = 0; i < shown + (shown < group->step_count); i++) {
		MOW_AUTO(buf) piece = BUF_INIT;
		if (i < shown)
			phrase_path(&piece, group->steps[i]->path, group->steps[i]->path_len);
		else
			buf_addf(&piece, "and %zu more", group->step_count - shown);
		size_t width = utf8_width(piece.data, piece.len);
		if (columns > 0 && columns + 2 + width > PATHS_WIDTH) {
			buf_addc(out, '\n');
			columns = 0;
		}
		buf_adds(out, "  ");
		buf_add(out, piece.data, piece.len);
		columns += 2 + width;
		out->failed = out->failed || piece.failed;
	}
	return columns;
}

/* "  paths   area, level   FILE:LINE" */
static void add_head(struct buf *out, const struct mow_group *group)
{
	size_t columns = add_paths(out, group);

	if (columns > PATHS_COLUMN) {
		buf_addc(out, '\n');
		columns = 0;
	}
	buf_pad(out, ' ', PATHS_COLUMN + 2 - columns);
	phrase_text(out, group->area != NULL ? group->area : "no area");
	buf_adds(out, ", ");
	phrase_text(out, group->level);
	if (group->source != NULL) {
		buf_adds(out, "   ");
		phrase_text(out, group->source);
	}
	buf_addc(out, '\n');
}

/* The sentence is of use where the needs do not say it all, and to those who asked for it. */
static bool says_why(const struct mow_group *group, bool explain)
{
	return explain || (group->state != MOW_MISSING && group->state != MOW_APPROVED);
}

static void add_group(struct buf *out, const struct mow_group *group, int64_t now, bool explain)
{
	buf_addc(out, '\n');
	add_head(out, group);
	if (says_why(group, explain)) {
		MOW_AUTO(buf) why = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		words_why(&why, group, now);
		phrase_text(&shown, why.data);
		buf_addf(out, "    %-8s  ", words_state_label(group->state));
		layout_wrap(out, shown.data, WHY_COLUMN, WHY_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || why.failed || shown.failed;
	}
	needs_text(out, group, now, explain);
}

/* Those that block first: they are what has to be acted on. */
static void add_groups(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	size_t shown = 0, left_out = 0;

	for (int approved = 0; approved <= (view->explain ? 1 : 0); approved++) {
		for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
			const struct mow_group *group = mow_verdict_group(verdict, i);
			if ((group->state == MOW_APPROVED) != (approved == 1))
				continue;
			if (view->groups > 0 && shown == view->groups) {
				left_out += group->step_count;
			} else {
				add_group(out, group, mow_verdict_now(verdict), view->explain);
				shown++;
			}
		}
	}
	if (left_out > 0)
		buf_addf(out, "\n  and %zu more file%s that need%s other people\n", left_out, plural(left_out),
			 left_out == 1 ? "s" : "");
}

static bool is_hopeless(const struct mow_group *group)
{
	bool hopeless = group->state == MOW_STOPPED || group->state == MOW_UNOWNED || group->state == MOW_IMPOSSIBLE;

	for (size_t i = 0; !hopeless && i < group->need_count; i++)
		hopeless = words_is_open(group->needs[i]) && group->needs[i]->ask_count == 0;
	return hopeless;
}

static bool can_complete(const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++)
		if (is_hopeless(mow_verdict_group(verdict, i)))
			return false;
	return true;
}

static void add_target(struct buf *out, const struct check_view *view)
{
	if (view->target != NULL && phrase_is_plain(view->target))
		buf_addf(out, " --target %s", view->target);
}

/* Who can let it through all the same. */
static void add_urgent(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *who = mow_verdict_may_override(verdict);

	if (who == NULL || view->name == NULL)
		return;
	buf_adds(out, "  Urgent   ");
	phrase_text(out, who);
	buf_addf(out, " can let it through: mowners override %s", view->name);
	add_target(out, view);
	buf_adds(out, " -m REASON\n");
}

static void add_ask(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	const char *const *people = NULL;
	size_t count = mow_verdict_ask(verdict, &people);

	if (count == 0)
		return;
	buf_adds(out, "  Ask      ");
	phrase_names(out, people, count, "and", PATHS_SHOWN);
	buf_addf(out, ": %s %s\n", count == 1 ? "that completes" : "together they complete",
		 can_complete(verdict) ? "this" : "the rest");
	if (view->first != NULL)
		buf_addf(out, "  First    %s\n", view->first);
	if (view->where != NULL)
		buf_addf(out, "  They     approve %s\n", view->where);
	if (view->name == NULL)
		return;
	buf_addf(out, "  They run git fetch && mowners approve %s", view->name);
	add_target(out, view);
	buf_addc(out, '\n');
}

/* `mowners why` for the first path that people can type. */
static void add_why(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		MOW_AUTO(buf) argument = BUF_INIT;
		if (group->state == MOW_APPROVED || group->step_count == 0)
			continue;
		const struct mow_step *step = group->steps[0];
		if (phrase_argument(&argument, step->path, step->path_len, view->prefix)) {
			buf_addf(out, "  Why      mowners why %s\n", argument.data);
			return;
		}
	}
}

/* What keeps it from landing whatever the approvals. */
static void add_introduced(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	buf_adds(out, "cannot land");
	layout_plain(out, color);
	buf_adds(out, ": it brings ");
	phrase_count(out, count, "error");
	buf_adds(out, " into OWNERS files or keys\n");
	report_lint_first(out, errors, count);
	buf_adds(out, "  Next     correct them; mowners lint looks at the files as they are here\n");
}

static void add_refused(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	begin(out, verdict);
	layout_color(out, color, LAYOUT_RED);
	buf_adds(out, "cannot land");
	layout_plain(out, color);
	buf_adds(out, ", whoever approves it: ");
	phrase_text(out, mow_verdict_refused(verdict));
	buf_addc(out, '\n');
}

static void add_blocked(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	size_t introduced;

	(void)mow_verdict_introduced(verdict, &introduced);
	if (introduced > 0)
		add_introduced(out, verdict, view->color);
	bool refused = mow_verdict_refused(verdict) != NULL;
	if (refused)
		add_refused(out, verdict, view->color);
	if ((introduced > 0 || refused) && count_blocked(verdict) == 0)
		return;
	if (introduced > 0 || refused)
		buf_addc(out, '\n');
	report_check_headline(out, verdict, view->color);
	add_groups(out, verdict, view);
	buf_addc(out, '\n');
	report_effects(out, verdict);
	report_check_claims(out, verdict);
	report_check_unknown(out, verdict);
	report_check_squash(out, verdict);
	if (view->explain)
		report_check_squashed(out, verdict);
	add_ask(out, verdict, view);
	add_why(out, verdict, view);
	add_urgent(out, verdict, view);
	if (view->remote != NULL && phrase_is_plain(view->remote))
		buf_addf(out, "  Fetch    mowners sync %s\n", view->remote);
	if (!mow_verdict_blocks(verdict))
		buf_adds(out, "  Mode     advise: OWNERS says mode = advise, so it can land all the same\n");
	else if (strcmp(view->mode, "advise") == 0)
		buf_addf(out, "  Mode     advise: %s\n",
			 view->binds != NULL ? view->binds : "this blocks nothing; the server decides");
}

/* People whose approval carried it, each once, the first few. */
struct approvers {
	const char *names[NAMES_SHOWN];
	size_t count;
	bool more;
};

static void collect(struct approvers *approvers, const struct mow_need *need)
{
	for (size_t i = 0; i < need->have_count; i++) {
		size_t at = 0;
		while (at < approvers->count && strcmp(approvers->names[at], need->have[i]) != 0)
			at++;
		if (at < approvers->count)
			continue;
		if (approvers->count < NAMES_SHOWN)
			approvers->names[approvers->count++] = need->have[i];
		else
			approvers->more = true;
	}
}

static void add_approvers(struct buf *out, const struct mow_verdict *verdict)
{
	struct approvers approvers = {{NULL}, 0, false};

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t n = 0; n < group->need_count; n++)
			if (group->needs[n]->kind != MOW_NEED_OVERRIDE)
				collect(&approvers, group->needs[n]);
	}
	buf_adds(out, approvers.count > 0 ? "approved by " : "nobody has to approve");
	for (size_t i = 0; approvers.more && i < approvers.count; i++) {
		phrase_text(out, approvers.names[i]);
		buf_adds(out, i + 1 < approvers.count ? ", " : " and others");
	}
	if (!approvers.more)
		phrase_names(out, approvers.names, approvers.count, "and", NAMES_SHOWN);
}

void report_check_overrides(struct buf *out, const struct mow_verdict *verdict)
{
	const struct mow_decision *parts = NULL;
	size_t count = mow_verdict_overrides(verdict, &parts);

	for (size_t i = 0; i < count && i < OVERRIDES_SHOWN; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		words_override(&text, &parts[i]);
		phrase_text(&shown, text.data);
		buf_adds(out, "  Override ");
		layout_wrap(out, shown.data, ADVICE_COLUMN, ADVICE_COLUMN, LAYOUT_WIDTH);
		out->failed = out->failed || text.failed || shown.failed;
	}
	if (count > OVERRIDES_SHOWN)
		buf_addf(out, "  Override and %zu more\n", count - OVERRIDES_SHOWN);
}

static void add_approved(struct buf *out, const struct mow_verdict *verdict, bool color)
{
	const struct mow_decision *parts = NULL;
	size_t steps = mow_verdict_steps(verdict);

	begin(out, verdict);
	layout_color(out, color, LAYOUT_GREEN);
	if (steps == 0)
		buf_adds(out, "nothing changes");
	else
		buf_addf(out, "%zu changed file%s can land", steps, plural(steps));
	layout_plain(out, color);
	if (steps > 0) {
		buf_adds(out, ": ");
		if (mow_verdict_overrides(verdict, &parts) > 0)
			buf_adds(out, "some of it by an override alone");
		else
			add_approvers(out, verdict);
	}
	buf_addc(out, '\n');
}

void report_check_text(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	enum mow_outcome outcome = mow_verdict_outcome(verdict);

	if (outcome == MOW_OUTCOME_BLOCKED) {
		add_blocked(out, verdict, view);
		return;
	}
	if (outcome == MOW_OUTCOME_APPROVED) {
		add_approved(out, verdict, view->color);
		report_check_overrides(out, verdict);
		report_check_claims(out, verdict);
		report_check_unknown(out, verdict);
		report_check_squashed(out, verdict);
	} else {
		begin(out, verdict);
		buf_adds(out, "open: nothing here is protected\n");
	}
	if (view->explain)
		add_groups(out, verdict, view);
	report_effects(out, verdict);
}

const struct check_format check_text = {report_check_text, false};
