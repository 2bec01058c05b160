#include "cmd/doctor.h"

#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "report/phrase.h"

enum { CLOCK_SLACK = 300, NAMES_SHOWN = 4 };

/* ---- Branches --------------------------------------------------------------------------------------------------- */

struct branches {
	const char *head;
	size_t count;
	bool born;
};

static int count_branch(const char *ref, const char *tip, void *context)
{
	struct branches *branches = context;

	(void)tip;
	branches->count++;
	branches->born = branches->born || strcmp(ref, branches->head) == 0;
	return 0;
}

/* `*named`: HEAD names a branch; else nothing can be said of rules. */
static int look_head(bool *named, struct doctor *doctor, struct mow_error *err)
{
	static const char mend[] = "git symbolic-ref HEAD refs/heads/BRANCH";
	struct doctor_findings *findings = &doctor->findings;
	struct branches branches = {0};
	MOW_AUTO(buf) name = BUF_INIT;
	int result = mow_repo_head(&branches.head, doctor->repo, err);

	if (result != MOW_OK)
		return result;
	*named = branches.head != NULL;
	if (!*named) {
		doctor_add(findings, DOCTOR_MEND, "Branch", mend,
			   "HEAD names no branch, so that every push is refused");
		return MOW_OK;
	}
	result = mow_repo_each_branch(doctor->repo, count_branch, &branches, err);
	if (result != MOW_OK)
		return result;
	phrase_ref(&name, branches.head);
	if (branches.born)
		doctor_add(findings, DOCTOR_OK, "Branch", NULL, "%s, which HEAD names, has the rules", name.data);
	else
		doctor_add(findings, branches.count > 0 ? DOCTOR_MEND : DOCTOR_NOTE, "Branch",
			   branches.count > 0 ? mend : NULL, "%s, which HEAD names, does not exist yet", name.data);
	return MOW_OK;
}

struct pairs {
	struct buf text;
	size_t count;
	bool in_full;
};

static void add_name(struct pairs *pairs, const char *ref)
{
	if (pairs->in_full)
		phrase_path(&pairs->text, ref, strlen(ref));
	else
		phrase_ref(&pairs->text, ref);
}

/* A ref and another one that the first stands for, or stands before. */
static int take_pair(const char *ref, const char *other, void *context)
{
	struct pairs *pairs = context;

	if (pairs->count++ >= NAMES_SHOWN)
		return 0;
	buf_adds(&pairs->text, pairs->count > 1 ? ", " : "");
	add_name(pairs, ref);
	buf_adds(&pairs->text, " for ");
	add_name(pairs, other);
	return 0;
}

static const char *say_pairs(struct pairs *pairs)
{
	if (pairs->count > NAMES_SHOWN)
		buf_adds(&pairs->text, " and more");
	return pairs->text.failed ? "some" : pairs->text.data;
}

static int look_aliases(struct doctor *doctor, struct mow_error *err)
{
	struct pairs aliases = {.text = BUF_INIT};
	int result = mow_repo_each_alias(doctor->repo, take_pair, &aliases, err);

	if (result == MOW_OK && aliases.count > 0)
		doctor_add(&doctor->findings, DOCTOR_NOTE, "Aliases", NULL,
			   "%s: a push to one is judged as a push to the other", say_pairs(&aliases));
	buf_release(&aliases.text);
	return result;
}

static int look_shadows(struct doctor *doctor, struct mow_error *err)
{
	struct pairs shadows = {.text = BUF_INIT, .in_full = true};
	int result = mow_repo_each_shadow(doctor->repo, take_pair, &shadows, err);

	if (result == MOW_OK && shadows.count > 0)
		doctor_add(
			&doctor->findings, DOCTOR_MEND, "Names", "git update-ref -d refs/tags/NAME",
			"git takes %s, which is protected, where the short name alone is said, as in git archive NAME, "
			"or where case is folded, as on macOS and Windows: so what nobody approved may go out; delete it, or give it another name",
			say_pairs(&shadows));
	buf_release(&shadows.text);
	return result;
}

/* ---- Rules ------------------------------------------------------------------------------------------------------ */

static int look_no_rules(struct doctor *doctor, struct mow_error *err)
{
	bool closed = false;
	int result = mow_repo_config_bool(&closed, doctor->repo, "mowners.require", true, err);

	if (result != MOW_OK)
		return result;
	if (closed)
		doctor_add(&doctor->findings, DOCTOR_NOTE, "Rules", NULL,
			   "there is no OWNERS file yet, and mowners.require keeps every push out until there is");
	else
		doctor_add(
			&doctor->findings, DOCTOR_MEND, "Rules", "git config mowners.require true",
			"there is no OWNERS file on the default branch, so every push is accepted; push one, or close the "
			"repository until there is one");
	return MOW_OK;
}

struct counted {
	size_t errors;
};

static void count_error(const struct mow_finding *finding, void *context)
{
	struct counted *counted = context;

	counted->errors += finding->severity == MOW_ERROR;
}

static int look_rules(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	MOW_AUTO_PTR(mow_rules) rules = NULL;
	struct counted counted = {0};
	const struct mow_finding_sink sink = {count_error, &counted};
	const char *unsignable = NULL, *alone = NULL;
	int result = mow_rules_open(&rules, doctor->repo, "HEAD", err);

	if (result == MOW_ENOTFOUND || (result == MOW_OK && mow_rules_is_empty(rules)))
		return look_no_rules(doctor, err);
	if (result == MOW_OK)
		result = mow_rules_read_all(rules, &sink, err);
	if (result == MOW_ERULES) {
		doctor_add(
			findings, DOCTOR_MEND, "Rules", "mowners lint",
			"%zu error%s in OWNERS files: nothing below them can be decided, so pushes there are refused",
			counted.errors, counted.errors == 1 ? "" : "s");
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = mow_rules_unsignable(&unsignable, doctor->repo, false, err);
	if (result == MOW_OK)
		result = mow_rules_unsignable(&alone, doctor->repo, true, err);
	if (result != MOW_OK)
		return result;
	if (unsignable != NULL)
		doctor_add(findings, DOCTOR_MEND, "Rules", "mowners keys",
			   "nobody can change the rules any more: that needs %s, without a key", unsignable);
	else
		doctor_add(findings, DOCTOR_OK, "Rules", NULL, "OWNERS has no errors, and those who own it can sign");
	if (unsignable == NULL && alone != NULL)
		doctor_add(
			findings, DOCTOR_NOTE, "Rules", NULL,
			"a change of the rules by their owner needs %s, which nobody else can give; name a deputy in "
			"[people] who has a key",
			alone);
	return MOW_OK;
}

/* ---- Settings --------------------------------------------------------------------------------------------------- */

static int look_fsck(struct doctor *doctor, struct mow_error *err)
{
	bool on = false;
	int result = mow_repo_config_bool(&on, doctor->repo, FSCK_KEY, true, err);

	if (result != MOW_OK)
		return result;
	if (on)
		doctor_add(&doctor->findings, DOCTOR_OK, "Objects", NULL, "git checks what is pushed (" FSCK_KEY ")");
	else
		doctor_add(&doctor->findings, DOCTOR_MEND, "Objects", "git config " FSCK_KEY " true",
			   "git does not check whether what is pushed is well formed");
	return MOW_OK;
}

/* `known`: none is named, or one that there is. */
static int look_platform(bool *known, struct doctor *doctor, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	const char *name = NULL;
	int result = mow_repo_config(&name, doctor->repo, PLATFORM_KEY, true, err);

	if (result != MOW_OK)
		return result;
	*known = name == NULL || mow_platform_check(name, NULL) == MOW_OK;
	phrase_text(&shown, name != NULL ? name : "");
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	if (name == NULL)
		doctor_add(&doctor->findings, DOCTOR_OK, "Platform", NULL,
			   "none is named, so nobody is told who pushes");
	else if (!*known)
		doctor_add(&doctor->findings, DOCTOR_MEND, "Platform", DOCTOR_RENEW " --platform NAME",
			   "git config " PLATFORM_KEY " is %s, which is no platform, so every push is refused",
			   shown.data);
	else
		doctor_add(&doctor->findings, DOCTOR_OK, "Platform", NULL, "%s tells who pushes", name);
	return MOW_OK;
}

static int look_deadline(struct doctor *doctor, struct mow_error *err)
{
	struct mow_error why = {0};
	unsigned seconds = 0;
	int result = mow_push_deadline(&seconds, doctor->repo, &why);

	if (result == MOW_EINVAL) {
		doctor_add(&doctor->findings, DOCTOR_MEND, "Deadline", NULL, "%s, so every push is refused",
			   why.message);
		return MOW_OK;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	doctor_add(&doctor->findings, DOCTOR_OK, "Deadline", NULL,
		   "a push that cannot be judged within %u second%s is refused (mowners.deadline)", seconds,
		   seconds == 1 ? "" : "s");
	return MOW_OK;
}

static int look_clock(struct doctor *doctor, struct mow_error *err)
{
	int64_t last = 0;
	int result = mow_audit_last(&last, doctor->repo, err);

	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result == MOW_OK && last > mow_repo_now(doctor->repo) + CLOCK_SLACK)
		doctor_add(
			&doctor->findings, DOCTOR_MEND, "Clock", NULL,
			"it stands before the last entry of the audit: what has expired may count again; set the clock");
	else if (result == MOW_OK)
		doctor_add(&doctor->findings, DOCTOR_OK, "Clock", NULL, "it goes on from the last entry of the audit");
	return result;
}

/* ---- A push ----------------------------------------------------------------------------------------------------- */

static int look_canary(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	struct mow_canary canary = {0};
	struct mow_error why = {0};
	int result =
		doctor->hook.len > 0 ? mow_canary_push(&canary, doctor->repo, doctor->hook.data, &why) : MOW_ENOTFOUND;

	if (result == MOW_ENOTFOUND)
		return MOW_OK; /* without rules, or a place for the hook: told already */
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	findings->advises = canary.advises && !canary.refused;
	if (result != MOW_OK)
		doctor_add(findings, DOCTOR_MEND, "Trial", NULL, "no push could be tried: %s", why.message);
	else if (canary.refused)
		doctor_add(findings, DOCTOR_OK, "Trial", NULL,
			   "a change of OWNERS that nobody approved, pushed to a copy, was refused: \"%s\"",
			   canary.said);
	else if (canary.advises)
		doctor_add(findings, DOCTOR_NOTE, "Trial", NULL,
			   "OWNERS says mode = advise: a change that nobody approved was pushed to a copy, and lands");
	else
		doctor_add(findings, DOCTOR_MEND, "Trial", NULL,
			   "a change of OWNERS that nobody approved was pushed to a copy, and it was ACCEPTED");
	return MOW_OK;
}

int doctor_server(struct doctor *doctor, struct mow_error *err)
{
	bool named = false, known = false;
	int result = doctor_hooks(doctor, err);

	if (result == MOW_OK)
		result = look_head(&named, doctor, err);
	if (result == MOW_OK)
		result = look_aliases(doctor, err);
	if (result == MOW_OK && named)
		result = look_shadows(doctor, err);
	if (result == MOW_OK && named)
		result = look_rules(doctor, err);
	if (result == MOW_OK)
		result = look_fsck(doctor, err);
	if (result == MOW_OK)
		result = look_platform(&known, doctor, err);
	if (result == MOW_OK && known)
		result = look_deadline(doctor, err);
	if (result == MOW_OK)
		result = look_clock(doctor, err);
	return result == MOW_OK && named ? look_canary(doctor, err) : result;
}
