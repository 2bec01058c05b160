/*
 * Whether anybody could ever change the rules again. Keys of people are part of what [rules] covers: where those who
 * decide about it have none, nobody can approve that they get one.
 */
#include <stdlib.h>
#include <string.h>

#include "api/verdict.h"
#include "base/error.h"
#include "policy/target.h"

/* A state of the rules, as far as it lacks a key; nothing where it does not. */
struct lack {
	struct buf what; /* "the decision of @tomas, the review of @legal" */
	struct buf keys; /* the name of the file with the keys */
	struct buf file; /* where the rule stands */
	unsigned line;
	bool own; /* asked for: of a change that who owns the rules makes */
};

#define LACK_INIT(asked_own)                                                             \
	{                                                                                \
		.what = BUF_INIT, .keys = BUF_INIT, .file = BUF_INIT, .own = (asked_own) \
	}

static void lack_release(struct lack *lack)
{
	buf_release(&lack->what);
	buf_release(&lack->keys);
	buf_release(&lack->file);
}
MOW_AUTO_DEFINE(lack)

/* The change that is easiest to approve: those without a key made it, so that their deputies act for them, and
 * everybody who has one approved it. Or one that somebody made. */
struct trial {
	struct approvals approvals;
	struct approval_set set;
	size_t *authors;
	size_t author_count;
};

static void trial_release(struct trial *trial)
{
	approvals_release(&trial->approvals);
}
MOW_AUTO_DEFINE(trial)

static int trial_make(struct trial *trial, const struct policy *policy, size_t maker, int64_t now,
		      struct mow_error *err)
{
	const struct rules *rules = policy_rules(policy);
	struct approvals *out = &trial->approvals;
	size_t *numbers = arena_array(&out->arena, rules->people_count, sizeof *numbers);

	trial->authors = arena_array(&out->arena, rules->people_count, sizeof *trial->authors);
	out->items = calloc(rules->people_count + 1, sizeof *out->items);
	if (numbers == NULL || trial->authors == NULL || out->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++) {
		bool keyed = signers_has(&policy->keyring.signers, rules, i, now);
		if (maker != RULES_NONE ? i == maker : !keyed)
			trial->authors[trial->author_count++] = i;
		if (!keyed)
			continue;
		numbers[out->count] = out->count;
		out->items[out->count++] = (struct approval){
			.kind = EVIDENCE_SIGNED, .person = i, .role = {AS_ALL, NULL}, .made = now, .id = ""};
	}
	trial->set = (struct approval_set){.items = numbers, .count = out->count};
	return MOW_OK;
}

static void add_need(struct buf *out, const struct rules *rules, const struct requirement *requirement,
		     const struct class_need *need)
{
	if (need->folded || need->got >= need->need)
		return;
	if (out->len > 0)
		buf_adds(out, ", ");
	if (need->role == NEED_DECISION)
		buf_addf(out, "the decision of %s", rules->owners[requirement->accountable].text);
	else if (need->role == NEED_GATE)
		buf_addf(out, "the review of %s", need->gate->text);
	else
		buf_addf(out, "the approval of %u different people", need->need);
}

static int tell(struct lack *out, const struct policy *policy, const struct requirement *requirement,
		const struct judgement *judgement, struct mow_error *err)
{
	const char *file = requirement->accountable_place.file;

	for (size_t i = 0; i < judgement->need_count; i++)
		add_need(&out->what, policy_rules(policy), requirement, judgement->needs[i]);
	buf_adds(&out->keys, policy->keyring.signers.file);
	buf_adds(&out->file, file != NULL ? file : RULES_OWNERS);
	out->line = requirement->accountable_place.line;
	out->what.failed = out->what.failed || out->keys.failed || out->file.failed;
	return buf_check(&out->what, err);
}

/* Judges a change of the keys. */
static int judge_keys(struct lack *out, const struct policy *policy, int64_t now, struct mow_error *err)
{
	const struct rules *rules = policy_rules(policy);
	const struct mow_path keys = {RULES_SIGNERS, strlen(RULES_SIGNERS), false};
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(trial) trial = {0};
	const struct requirement *requirement;
	struct judgement judgement;
	size_t maker = RULES_NONE;
	int result = resolver_look_up(&requirement, policy->ruleset.resolver, &keys, err);

	if (result != MOW_OK || (rules->levels[requirement->level].evidence & EVIDENCE_SIGNED) == 0)
		return result;
	if (out->own && requirement->accountable != RULES_NONE)
		maker = rules->owners[requirement->accountable].index;
	result = judge_new(&judge, rules, now, err);
	if (result == MOW_OK)
		result = trial_make(&trial, policy, maker, now, err);
	if (result != MOW_OK)
		return result;
	/* That a licence has ended is not a matter of keys. */
	struct requirement lasting = *requirement;
	lasting.rights_end = INT64_MAX;
	const struct step_class class = {.requirement = &lasting,
					 .authors = trial.authors,
					 .author_count = trial.author_count,
					 .approvals = &trial.set};
	judge_heed(judge, &trial.approvals);
	result = judge_class(&judgement, judge, &class, &trial.approvals.arena, err);
	if (result != MOW_OK || judgement.state == MOW_APPROVED)
		return result;
	return tell(out, policy, requirement, &judgement, err);
}

/* Without rules, or with errors in them that are told elsewhere, nothing lacks. */
static int look(struct lack *out, const struct mow_repo *repo, const struct oid *tree, struct mow_error *err)
{
	const struct policy_request request = {.now = repo->now};
	MOW_AUTO(policy) policy = POLICY_INIT;
	MOW_AUTO(snapshot) snapshot = {0};

	snapshot_open_tree(&snapshot, repo->git, tree);
	int result = policy_open(&policy, &snapshot, &request, err);
	if (result != MOW_OK || policy_rules(&policy) == NULL || policy_rules(&policy)->broken)
		return result;
	return judge_keys(out, &policy, repo->now, err);
}

int signable_find(struct findings *out, const struct change *change, struct mow_error *err)
{
	MOW_AUTO(lack) before = LACK_INIT(false);
	MOW_AUTO(lack) after = LACK_INIT(false);
	int result = look(&after, change->repo, &change->new_tree, err);

	if (result != MOW_OK || after.what.len == 0)
		return result;
	result = look(&before, change->repo, &change->old_tree, err);
	if (result != MOW_OK || before.what.len > 0)
		return result;
	findings_add(
		out, FINDING_UNSIGNABLE, &(struct finding_place){after.file.data, after.line, 0},
		"nobody could change the rules or add a key any more: that needs %s, and the keys in %s do not give "
		"it; add the keys of those people in the same push (mowners-approvals(5), KEYS), or let the "
		"administrator name a file of keys on the server: git config mowners.allowedSigners FILE",
		after.what.data, after.keys.data);
	return out->failed ? mow_fail_memory(err) : MOW_OK;
}

int mow_rules_unsignable(const char **what, struct mow_repo *repo, bool own, struct mow_error *err)
{
	MOW_AUTO(lack) lack = LACK_INIT(own);
	MOW_AUTO(target) target = TARGET_INIT;
	struct oid tree = {{0}};
	int result = target_server(&target, repo->git, err);

	if (result == MOW_OK && !oid_is_zero(&target.tip))
		result = repo_commit_tree(&tree, repo->git, &target.tip, err);
	if (result == MOW_OK)
		result = look(&lack, repo, &tree, err);
	if (result != MOW_OK)
		return result;
	const char *kept = lack.what.len > 0 ? arena_dup(&repo->arena, lack.what.data, lack.what.len) : NULL;
	if (lack.what.len > 0 && kept == NULL)
		return mow_fail_memory(err);
	*what = kept;
	return MOW_OK;
}
