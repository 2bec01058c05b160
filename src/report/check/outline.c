#include "report/check/outline.h"

#include <string.h>

#include "base/text.h"
#include "report/phrase.h"
#include "report/words.h"

size_t outline_count_blocked(const struct mow_verdict *verdict)
{
	size_t blocked = 0;

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if (group->state != MOW_APPROVED)
			blocked += group->step_count;
	}
	return blocked;
}

void outline_blocked(struct buf *out, const struct mow_verdict *verdict)
{
	size_t all = mow_verdict_steps(verdict);
	size_t blocked = outline_count_blocked(verdict);

	if (all == 1)
		buf_adds(out, "1 changed file");
	else
		buf_addf(out, "%zu of %zu changed files", blocked, all);
	if (mow_verdict_advises(verdict))
		buf_adds(out, blocked == 1 ? " is" : " are");
	buf_adds(out, mow_verdict_advises(verdict) ? " not approved yet" : " cannot land yet");
}

void outline_approved(struct buf *out, const struct mow_verdict *verdict)
{
	size_t steps = mow_verdict_steps(verdict);

	if (steps == 0) {
		buf_adds(out, "nothing changes");
		return;
	}
	phrase_count(out, steps, "changed file");
	buf_adds(out, " can land");
}

/* ---- Who approved ------------------------------------------------------------------------------------------------- */

static void collect(struct outline_people *approvers, const struct mow_need *need)
{
	for (size_t i = 0; i < need->have_count; i++) {
		size_t at = 0;
		while (at < approvers->count && strcmp(approvers->names[at], need->have[i]) != 0)
			at++;
		if (at < approvers->count)
			continue;
		if (approvers->count < OUTLINE_NAMES)
			approvers->names[approvers->count++] = need->have[i];
		else
			approvers->more = true;
	}
}

struct outline_people outline_people(const struct mow_verdict *verdict)
{
	struct outline_people approvers = {{NULL}, 0, false};

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t n = 0; n < group->need_count; n++)
			if (group->needs[n]->kind != MOW_NEED_OVERRIDE)
				collect(&approvers, group->needs[n]);
	}
	return approvers;
}

static void add_approvers(struct buf *out, const struct mow_verdict *verdict)
{
	const struct outline_people approvers = outline_people(verdict);

	buf_adds(out, approvers.count > 0 ? "approved by " : "nobody has to approve");
	for (size_t i = 0; approvers.more && i < approvers.count; i++) {
		phrase_text(out, approvers.names[i]);
		buf_adds(out, i + 1 < approvers.count ? ", " : " and others");
	}
	if (!approvers.more)
		phrase_names(out, approvers.names, approvers.count, "and", OUTLINE_NAMES);
}

void outline_approvers(struct buf *out, const struct mow_verdict *verdict)
{
	const struct mow_decision *parts = NULL;

	if (mow_verdict_overrides(verdict, &parts) > 0)
		buf_adds(out, "some of it by an override alone");
	else
		add_approvers(out, verdict);
}

/* ---- What helps --------------------------------------------------------------------------------------------------- */

static bool is_hopeless(const struct mow_group *group)
{
	bool hopeless = group->state == MOW_STOPPED || group->state == MOW_UNOWNED || group->state == MOW_IMPOSSIBLE;

	for (size_t i = 0; !hopeless && i < group->need_count; i++)
		hopeless = words_is_open(group->needs[i]) && group->needs[i]->ask_count == 0;
	return hopeless;
}

bool outline_can_complete(const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++)
		if (is_hopeless(mow_verdict_group(verdict, i)))
			return false;
	return true;
}

bool outline_says_why(const struct mow_group *group, bool explain)
{
	return explain || (group->state != MOW_MISSING && group->state != MOW_APPROVED);
}

/* A command for the change; false, and nothing appended, where it cannot be shown whole. */
static bool add_command(struct buf *out, const char *command, const struct mow_verdict *verdict,
			const struct check_view *view)
{
	static const char heads[] = "refs/heads/";
	const char *ref = mow_verdict_target(verdict);
	MOW_AUTO(buf) target = BUF_INIT;

	if (view->name == NULL)
		return false;
	if (text_begins(ref, heads))
		ref += sizeof heads - 1;
	if (!mow_verdict_to_default(verdict) && !phrase_argument(&target, ref, strlen(ref), ""))
		return false;
	buf_addf(out, "%s %s", command, view->name);
	if (target.len > 0)
		buf_addf(out, " --target %s", target.data);
	return true;
}

bool outline_approve(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	return add_command(out, "git fetch && mowners approve", verdict, view);
}

bool outline_why(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		MOW_AUTO(buf) argument = BUF_INIT;
		if (group->state == MOW_APPROVED || group->step_count == 0)
			continue;
		const struct mow_step *step = group->steps[0];
		if (phrase_argument(&argument, step->path, step->path_len, view->prefix)) {
			buf_addf(out, "mowners why %s", argument.data);
			return true;
		}
	}
	return false;
}

bool outline_override(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	if (!add_command(out, "mowners override", verdict, view))
		return false;
	buf_adds(out, " -m REASON");
	return true;
}
