#include "report/commit.h"

#include "report/lint/lint.h"
#include "report/phrase.h"
#include "report/words.h"

enum { PATHS_SHOWN = 3, GROUPS_SHOWN = 8, OF_WIDTH = 40 };

/* Who can give what is open: "@lena, 2 of @brand-guild and @legal"; never the author. */
static void add_open(struct buf *out, const struct mow_group *group)
{
	MOW_AUTO(buf) of = BUF_INIT;
	size_t open = 0, said = 0;

	for (size_t i = 0; i < group->need_count; i++)
		open += words_is_open(group->needs[i]);
	for (size_t i = 0; said < open; i++) {
		if (!words_is_open(group->needs[i]))
			continue;
		phrase_separator(out, said++, open, "and");
		buf_reset(&of);
		words_whom(&of, group->needs[i]);
		phrase_cut(out, of.data, OF_WIDTH);
	}
	out->failed = out->failed || of.failed;
}

static void add_group(struct buf *out, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) why = BUF_INIT;

	phrase_steps(out, group, PATHS_SHOWN);
	buf_adds(out, ": ");
	if (group->state == MOW_STOPPED || group->state == MOW_FROZEN || group->state == MOW_UNOWNED ||
	    group->state == MOW_IMPOSSIBLE) {
		words_why(&why, group, now);
		phrase_text(out, why.data);
	} else {
		add_open(out, group);
	}
	buf_addc(out, '\n');
	out->failed = out->failed || why.failed;
}

static void add_groups(struct buf *out, const struct mow_verdict *verdict)
{
	size_t shown = 0, more = 0;

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if (group->state == MOW_APPROVED)
			continue;
		if (shown++ < GROUPS_SHOWN)
			add_group(out, group, mow_verdict_now(verdict));
		else
			more += group->step_count;
	}
	if (more > 0) {
		buf_adds(out, "  and ");
		phrase_count(out, more, "more file");
		buf_adds(out, ": mowners check --staged\n");
	}
}

static void add_errors(struct buf *out, const struct mow_verdict *verdict)
{
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	if (count == 0)
		return;
	buf_adds(out, "mowners: this commit brings ");
	phrase_count(out, count, "error");
	buf_adds(out, " into OWNERS files or keys:\n");
	report_lint_first(out, errors, count);
}

/* Whether some of it is not approved yet. */
static bool lacks_approval(const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++)
		if (mow_verdict_group(verdict, i)->state != MOW_APPROVED)
			return true;
	return false;
}

static const char *refusal_text(enum commit_refusal refusal)
{
	switch (refusal) {
	case COMMIT_BREAKS_RULES:
		return "it breaks OWNERS files; correct them and commit again";
	case COMMIT_RULES_BROKEN:
		return "the OWNERS files that decide about it are broken";
	case COMMIT_UNOWNED:
		return "nobody owns some of it, so nobody could approve it; give it an area in OWNERS";
	case COMMIT_STOPPED:
		return "some of it is stopped; talk to who stopped it";
	case COMMIT_FROZEN:
		return "some of it is frozen; wait, or ask who can let it through";
	case COMMIT_REQUIRED:
		return "approvals are missing, and mowners.preCommit = require asks for them first";
	case COMMIT_GOES_ON:
		break;
	}
	return NULL;
}

void report_commit_needs(struct buf *out, const struct mow_verdict *verdict, bool require)
{
	if (!lacks_approval(verdict))
		return;
	buf_adds(out, "mowners: before this reaches ");
	phrase_ref(out, mow_verdict_target(verdict));
	buf_addf(out, ", it needs (%s):\n", require ? "required here" : "advice only");
	add_groups(out, verdict);
}

void report_commit_text(struct buf *out, const struct commit_view *view)
{
	const char *refusal = refusal_text(view->refusal);

	add_errors(out, view->verdict);
	report_commit_needs(out, view->verdict, view->require);
	if (refusal != NULL)
		buf_addf(out, "mowners: not committed: %s (git commit --no-verify does without this check)\n", refusal);
}

void report_commit_unseen(struct buf *out, const char *why)
{
	buf_adds(
		out,
		"mowners: could not see who will have to approve this commit, which is made all the same (advice only):\n  ");
	phrase_text(out, why);
	buf_addc(out, '\n');
}
