/* The approvals of the steps, asked for by who may give them. */
#include "api/classify.h"

#include <string.h>

#include "evidence/gather/gather.h"

struct step_class classifier_class(const struct classifier *classifier, size_t step)
{
	const struct class_key *key = &classifier->keys[step];
	const struct mow_verdict *verdict = classifier->verdict;

	return (struct step_class){.requirement = key->requirement,
				   .escalated = key->escalated != 0,
				   .deletes = key->deletes != 0,
				   .unproved = key->unproved != 0,
				   .strangers = classifier->authors[key->authors].strangers,
				   .authors = classifier->authors[key->authors].items,
				   .author_count = classifier->authors[key->authors].count,
				   .consents = key->handover != 0 ? verdict->consents : NULL,
				   .consent_count = key->handover != 0 ? verdict->consent_count : 0};
}

/* The roles that `key` is about, at this step; each is asked for once. */
static unsigned find_roles(struct classifier *classifier, size_t step, const struct role_key *key)
{
	const struct mow_verdict *verdict = classifier->verdict;
	struct step_class class = classifier_class(classifier, step);
	struct role_key *kept;
	size_t roles;

	if (map_get(&classifier->roles, key, sizeof *key, &roles))
		return (unsigned)roles;
	/* Since when it waits is found out with the approvals: until then all who might decide are let in. */
	class.escalated = class.requirement->escalate != NULL;
	roles = judge_roles(verdict->judge, &class, key->person);
	kept = arena_alloc(&classifier->verdict->arena, sizeof *kept);
	if (kept != NULL) {
		*kept = *key;
		(void)map_put(&classifier->roles, kept, sizeof *kept, roles); /* without memory it is asked again */
	}
	return (unsigned)roles;
}

static unsigned roles_at(struct classifier *classifier, size_t step, size_t person)
{
	const struct role_key key = {classifier->keys[step].requirement, classifier->keys[step].authors, person,
				     classifier->keys[step].handover};

	if (memcmp(&key, &classifier->last_key, sizeof key) != 0) {
		classifier->last_roles = find_roles(classifier, step, &key);
		classifier->last_key = key;
	}
	return classifier->last_roles;
}

/* An approvals_may_count_fn: whether the person holds a role at the step in which this approval would count. */
static bool may_count(size_t step, size_t person, const struct role *role, void *context)
{
	struct classifier *classifier = context;
	const struct judge_holder holder = {person, roles_at(classifier, step, person)};
	struct step_class class = classifier_class(classifier, step);

	return judge_may_count(classifier->verdict->judge, &class, &holder, role);
}

struct stop_key {
	const struct requirement *requirement;
	size_t authors;
	const char *id;
};

/* An approvals_stands_fn; each stop is asked about once where the same is owned by the same. */
static bool stands(size_t step, const struct stop *stop, void *context)
{
	struct classifier *classifier = context;
	struct stop_key key = {classifier->keys[step].requirement, classifier->keys[step].authors, stop->id};
	struct step_class class = classifier_class(classifier, step);
	struct stop_key *kept;
	size_t answer;

	if (map_get(&classifier->stands, &key, sizeof key, &answer))
		return answer != 0;
	answer = judge_stands(classifier->verdict->judge, &class, stop);
	kept = arena_alloc(&classifier->verdict->arena, sizeof *kept);
	if (kept != NULL) {
		*kept = key;
		(void)map_put(&classifier->stands, kept, sizeof *kept, answer);
	}
	return answer != 0;
}

/* An approvals_escalates_fn. */
static bool escalates(size_t step, enum evidence_kind kind, void *context)
{
	const struct classifier *classifier = context;
	const struct requirement *requirement = classifier->keys[step].requirement;
	const struct rules *rules = policy_rules(classifier->change->policy);

	/* A record is the server's own word. */
	return requirement->escalate != NULL &&
	       (kind == EVIDENCE_SIGNED || (rules->levels[requirement->level].evidence & (unsigned)kind) != 0);
}

static bool has_escalation(const struct classifier *classifier)
{
	for (size_t i = 0; i < classifier->verdict->steps.count; i++)
		if (classifier->keys[i].requirement->escalate != NULL)
			return true;
	return false;
}

int classifier_gather(struct classifier *classifier, struct mow_error *err)
{
	const struct change *change = classifier->change;
	struct mow_verdict *verdict = classifier->verdict;
	size_t pusher =
		change->pusher != NULL ? pusher_person(change->pusher, policy_rules(change->policy)) : RULES_NONE;
	struct approvals_request request = {
		.repo = change->repo->git,
		.rules = policy_rules(change->policy),
		.verifier = &change->policy->keyring.verifier,
		.steps = &verdict->steps,
		.target = change->target,
		.remote = change->remote,
		.old_tip = change->old_tip,
		.store = change->store,
		.evidence = change->evidence,
		.evidence_len = change->evidence_len,
		.pusher = pusher != RULES_NONE ? &pusher : NULL,
		.may_count = may_count,
		.stands = stands,
		.escalates = has_escalation(classifier) ? escalates : NULL,
		.context = classifier,
		.now = verdict->now,
	};

	return approvals_gather(&verdict->approvals, &request, err);
}

bool classifier_is_late(const struct classifier *classifier, size_t step)
{
	const struct mow_verdict *verdict = classifier->verdict;
	const struct escalation *escalation = classifier->keys[step].requirement->escalate;
	const int64_t *waits = verdict->approvals.waits;

	return escalation != NULL && waits != NULL && waits[step] <= verdict->now - escalation->after;
}
