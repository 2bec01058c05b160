#include "report/approve.h"

#include <string.h>

#include "report/check/check.h"
#include "report/decide.h"
#include "report/difference.h"
#include "report/effects.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/sync.h"
#include "report/words.h"

enum { GROUPS_SHOWN = 12, NAMES_SHOWN = 12, PATHS_SHOWN = 3, ADVICE_COLUMN = 11 };

static const unsigned mode_link = 0120000, mode_gitlink = 0160000;

/* What happens to the path, in one word. */
static const char *step_word(const struct mow_step *step)
{
	if (step->old_mode == 0)
		return step->new_mode == mode_link ? "new link" : step->new_mode == mode_gitlink ? "new repo" : "new";
	if (step->new_mode == 0)
		return "removed";
	if (strcmp(step->old_id, step->new_id) == 0)
		return "mode";
	if (step->old_mode != step->new_mode && (step->new_mode == mode_link || step->new_mode == mode_gitlink))
		return step->new_mode == mode_link ? "to link" : "to repo";
	return "changed";
}

/* A name as it stands in a command. */
static const char *plain(const char *name, const char *stand_in)
{
	return phrase_is_plain(name) ? name : stand_in;
}

/* How large it is, and was; whether I have approved it as it was at some time. */
static void add_facts(struct buf *out, const struct mow_approval *approval, const struct mow_step *step)
{
	struct mow_step_facts facts;

	mow_approval_facts(&facts, approval, step);
	if (facts.new_size != MOW_SIZE_UNKNOWN) {
		buf_adds(out, "  ");
		report_size(out, facts.new_size);
	}
	if (facts.old_size != MOW_SIZE_UNKNOWN && facts.old_size != facts.new_size) {
		buf_adds(out, facts.new_size != MOW_SIZE_UNKNOWN ? ", was " : "  was ");
		report_size(out, facts.old_size);
	}
	if (facts.approved_before)
		buf_adds(out, "; not as you approved it before");
}

static void add_steps(struct buf *out, const struct mow_approval *approval, const struct mow_approval_role *role,
		      bool removed)
{
	for (size_t i = 0; i < role->step_count; i++) {
		const struct mow_step *step = role->steps[i];
		if ((step->new_mode == 0) != removed)
			continue;
		buf_addf(out, "    %-8s  ", step_word(step));
		phrase_path(out, step->path, step->path_len);
		add_facts(out, approval, step);
		buf_addc(out, '\n');
	}
}

/* What is removed comes first: nobody sees it in the files that are there. */
static void add_role(struct buf *out, const struct mow_approval *approval, const struct mow_approval_role *role)
{
	buf_addc(out, '\n');
	if (strcmp(role->role, "*") != 0) {
		buf_adds(out, "  as ");
		phrase_text(out, role->role);
		buf_addc(out, '\n');
	}
	add_steps(out, approval, role, true);
	add_steps(out, approval, role, false);
}

struct commits {
	struct buf *out;
	size_t count;
};

static int add_commit(const struct mow_commit *commit, void *context)
{
	struct commits *commits = context;

	if (commits->count++ == 0)
		buf_adds(commits->out, "\n  of these commits\n");
	buf_addf(commits->out, "    %.12s  ", commit->id);
	phrase_text(commits->out, commit->author);
	buf_adds(commits->out, ": ");
	phrase_text(commits->out, commit->subject);
	buf_addc(commits->out, '\n');
	return MOW_OK;
}

/* Who made it, and how to see it. */
static void add_commits(struct buf *out, const struct mow_approval *approval)
{
	const struct mow_verdict *verdict = mow_approval_verdict(approval);
	const char *old_id = mow_verdict_old(verdict), *new_id = mow_verdict_new_tip(verdict);
	struct commits commits = {out, 0};
	struct mow_error err = {0, ""};

	if (mow_approval_each_commit(approval, add_commit, &commits, &err) != MOW_OK) {
		buf_adds(out, "\n  its commits cannot be listed: ");
		phrase_text(out, err.message);
		buf_addc(out, '\n');
	}
	if (old_id[strspn(old_id, "0")] == '\0')
		buf_addf(out, "\n  See it   git show %.12s\n", new_id);
	else
		buf_addf(out, "\n  See it   git diff %.12s %.12s\n", old_id, new_id);
}

void report_approve_notes(struct buf *out, const struct mow_approval *approval)
{
	for (size_t i = 0; i < mow_approval_notes(approval); i++) {
		buf_adds(out, "  Note     ");
		phrase_text(out, mow_approval_note(approval, i));
		buf_addc(out, '\n');
	}
}

/* Only a server that has its own file of keys, which nobody here can see, takes the key. */
static void add_unlisted(struct buf *out, const struct mow_approval *approval)
{
	if (mow_approval_unlisted(approval) != NULL)
		buf_adds(out,
			 "  Note     your key is not in OWNERS.signers; the server may know it from a list of its own, "
			 "and decides\n");
}

void report_approve_refused(struct buf *out, const struct mow_approval *approval)
{
	const char *line = mow_approval_unlisted(approval);

	buf_adds(out, "mowners: the server did not take the record, so it is not kept here either\n");
	if (line == NULL)
		return;
	buf_adds(out, "  Key      yours is not in OWNERS.signers; whoever owns the rules adds this line there\n"
		      "           (who that is: mowners why OWNERS.signers)\n  Line     ");
	phrase_text(out, line);
	buf_addc(out, '\n');
}

void report_approve_text(struct buf *out, struct mow_approval *approval)
{
	report_decide_heading(out, approval);
	if (mow_approval_given(approval) > 0) {
		buf_adds(out, "  (and has approved ");
		phrase_count(out, mow_approval_given(approval), "other");
		buf_adds(out, " before)\n");
	}
	for (size_t i = 0; i < mow_approval_roles(approval); i++)
		add_role(out, approval, mow_approval_role(approval, i));
	report_decide_about(out, approval);
	if (mow_approval_steps(approval) > 0) {
		add_commits(out, approval);
		report_differences(out, approval);
	}
	buf_addc(out, '\n');
	report_decide_means(out, approval);
	buf_addc(out, '\n');
	size_t before = out->len;
	report_effects(out, mow_approval_verdict(approval));
	if (out->len > before)
		buf_addc(out, '\n');
	before = out->len;
	report_approve_notes(out, approval);
	add_unlisted(out, approval);
	if (out->len > before)
		buf_addc(out, '\n');
}

/* The people that all needs of a group still ask for, each once, up to NAMES_SHOWN. */
static size_t group_people(const char *names[NAMES_SHOWN], const struct mow_group *group)
{
	size_t count = 0;

	for (size_t n = 0; n < group->need_count; n++) {
		for (size_t a = 0; a < group->needs[n]->ask_count && count < NAMES_SHOWN; a++) {
			const char *name = group->needs[n]->ask[a];
			size_t at = 0;
			while (at < count && strcmp(names[at], name) != 0)
				at++;
			if (at == count)
				names[count++] = name;
		}
	}
	return count;
}

static void add_group(struct buf *out, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) why = BUF_INIT;
	const char *names[NAMES_SHOWN];
	size_t count = group_people(names, group);

	phrase_steps(out, group, PATHS_SHOWN);
	buf_adds(out, ": ");
	if (count > 0) {
		phrase_names(out, names, count, "and", NAMES_SHOWN);
	} else {
		words_why(&why, group, now);
		phrase_text(out, why.data);
	}
	buf_addc(out, '\n');
	out->failed = out->failed || why.failed;
}

void report_approve_others(struct buf *out, const struct mow_verdict *verdict)
{
	size_t groups = 0;

	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if (group->state == MOW_APPROVED)
			continue;
		if (groups == 0)
			buf_adds(out, "mowners: who can:\n");
		if (++groups <= GROUPS_SHOWN)
			add_group(out, group, mow_verdict_now(verdict));
	}
	if (groups > GROUPS_SHOWN) {
		buf_adds(out, "  and ");
		phrase_count(out, groups - GROUPS_SHOWN, "more group");
		buf_adds(out, ": mowners check\n");
	}
}

/* The server took it, and has something to say all the same. */
static void add_said(struct buf *out, const struct mow_approval *approval)
{
	const char *said = mow_approval_said(approval);
	MOW_AUTO(buf) text = BUF_INIT;

	if (said == NULL)
		return;
	phrase_text(&text, said);
	buf_adds(out, "  Server   ");
	layout_wrap(out, text.data, ADVICE_COLUMN, ADVICE_COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || text.failed;
}

void report_approve_done(struct buf *out, const struct mow_approval *approval, const struct approve_sent *sent)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, mow_approval_person(approval));
	buf_addc(out, ' ');
	report_decide_done(out, approval);
	buf_addf(out, "\n  Record   %s\n", mow_approval_id(approval));
	if (sent->remote == NULL) {
		buf_adds(out, "  Kept     here; this repository has no remote to send it to\n");
	} else if (sent->sent) {
		buf_adds(out, "  Sent     to ");
		phrase_text(out, sent->remote);
		buf_addc(out, '\n');
		for (size_t i = 0; i < mow_approval_left_out(approval); i++)
			report_sync_left_out(out, mow_approval_left_out_note(approval, i));
		add_said(out, approval);
	} else {
		buf_addf(out, "  Kept     here; send it: mowners sync %s\n", plain(sent->remote, "REMOTE"));
	}
	add_unlisted(out, approval);
}

void report_approve_given(struct buf *out, const struct mow_approval *approval, const struct approve_sent *sent)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, mow_approval_person(approval));
	buf_adds(out, " has approved all of this for ");
	phrase_ref(out, mow_approval_target(approval));
	buf_adds(out, " before; nothing waits\n");
	report_approve_notes(out, approval);
	if (!sent->sent)
		return;
	buf_adds(out, "  Sent     to ");
	phrase_text(out, sent->remote);
	buf_addc(out, '\n');
}

void report_approve_moved(struct buf *out, const struct mow_remote *remote)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, remote->branch);
	if (remote->state == MOW_BRANCH_MOVED)
		buf_adds(
			out,
			" has moved since it was fetched, so this would approve what it is no longer; nothing was approved\n");
	else if (remote->state == MOW_BRANCH_GONE)
		buf_adds(out, " is gone from the server; nothing was approved\n");
	else
		buf_adds(out, " has more than the branch of that name here; nothing was approved\n");
	if (remote->state != MOW_BRANCH_GONE)
		buf_addf(out, "  Next     %s%s%smowners approve %s\n",
			 remote->state == MOW_BRANCH_MOVED ? "git fetch " : "",
			 remote->state == MOW_BRANCH_MOVED ? plain(remote->name, "REMOTE") : "",
			 remote->state == MOW_BRANCH_MOVED ? " && " : "", plain(remote->branch, "BRANCH"));
	buf_addf(out, "  Older    mowners approve %.12s approves what is here all the same\n", remote->tip);
}

void report_approve_head(struct buf *out, const struct mow_remote *remote)
{
	buf_adds(out, "mowners: the default branch of ");
	phrase_text(out, remote->name);
	buf_adds(out, " is ");
	phrase_ref(out, remote->head);
	buf_addf(out, " now; git remote set-head %s --auto tells this clone, and mowners check\n",
		 plain(remote->name, "REMOTE"));
}

void report_approve_next(struct buf *out, const struct mow_verdict *verdict, const char *range, const char *target)
{
	const char *const *people = NULL;
	const struct mow_decision *stops = NULL;
	size_t count = mow_verdict_ask_names(verdict, &people);
	MOW_AUTO(buf) ask = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	report_check_claims(out, verdict);
	report_check_squashed(out, verdict);
	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_APPROVED) {
		buf_adds(out, "  Now      all of it can land\n");
		return;
	}
	if (count > 0) {
		buf_adds(out, "  Still    ");
		phrase_names(&ask, people, count, "and", NAMES_SHOWN);
		buf_adds(&ask, count == 1 ? ": that completes it" : ": together they complete it");
		layout_wrap(out, ask.data, ADVICE_COLUMN, ADVICE_COLUMN, LAYOUT_WIDTH);
	}
	if (mow_verdict_stops(verdict, &stops) > 0) {
		buf_adds(out, "  Still    ");
		phrase_text(out, stops[0].by);
		buf_adds(out, " has stopped it\n");
	}
	if (target != NULL && !phrase_argument(&shown, target, strlen(target), ""))
		return;
	buf_adds(out, "  Next     mowners check");
	if (range != NULL && phrase_is_plain(range))
		buf_addf(out, " %s", range);
	buf_addf(out, "%s%s\n", target != NULL ? " --target " : "", target != NULL ? shown.data : "");
	out->failed = out->failed || ask.failed;
}
