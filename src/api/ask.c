/* Whom to ask, and who of them could not sign. */
#include "api/loads.h"
#include "api/show.h"
#include "api/verdict.h"
#include "base/error.h"

enum { KEYLESS_SHOWN = 5 };

/* Whether the person has a key, or a deputy, who could approve what the person made. */
static bool could_sign(const struct mow_verdict *verdict, const struct rules *rules, size_t person)
{
	const struct signers *signers = &verdict->policy->keyring.signers;
	const struct person *who = &rules->people[person];
	bool could = signers_has(signers, rules, person, verdict->now);

	for (size_t i = 0; !could && i < who->deputy_count; i++)
		could = signers_has(signers, rules, who->deputies[i], verdict->now);
	return could;
}

static int note_keyless(struct mow_verdict *verdict, const struct verdict_people *ask, struct mow_error *err)
{
	const struct rules *rules = policy_rules(verdict->policy);
	const struct signers *signers = &verdict->policy->keyring.signers;
	MOW_AUTO(buf) names = BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!signers_has(signers, rules, ask->people[i], verdict->now) && count++ < KEYLESS_SHOWN)
			buf_addf(&names, "%s%s", names.len > 0 ? ", " : "", people_label(rules, ask->people[i]));
	if (count > KEYLESS_SHOWN)
		buf_addf(&names, " and %zu more", count - KEYLESS_SHOWN);
	if (buf_check(&names, err) != MOW_OK)
		return MOW_ENOMEM;
	if (count == 0)
		return MOW_OK;
	const struct owner *owner = &rules->owners[rules->rules_area.accountable];
	if (!could_sign(verdict, rules, owner->index))
		return strings_add(
			&verdict->warnings, &verdict->arena, err,
			"%s cannot approve yet, without a valid key in %s; nor can %s, who decides about that file: "
			"the administrator names one with their keys (git config mowners.allowedSigners)",
			names.data, signers->file, owner->text);
	return strings_add(
		&verdict->warnings, &verdict->arena, err,
		"%s cannot approve yet, without a valid key in %s; they add it first (mowners install --client shows the "
		"line), and %s, who decides about that file, approves that",
		names.data, signers->file, owner->text);
}

int verdict_find_ask(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	const struct rules *rules = policy_rules(change->policy);
	struct loads loads = {change->repo->git, rules, change->store_tip};
	const struct verdict_case about = {.rules = rules,
					   .now = verdict->now,
					   .classes = verdict->classes.items,
					   .class_count = verdict->classes.count,
					   .approvals = &verdict->approvals,
					   .loads = loads_count,
					   .context = &loads};
	struct verdict_people ask = {NULL, 0, true};
	int result = verdict_ask(&ask, &about, &verdict->arena, err);

	if (result < 0)
		return result;
	verdict->ask_people = ask.people;
	verdict->ask_count = ask.count;
	verdict->ask = people_labels(rules, ask.people, ask.count, &verdict->arena);
	verdict->ask_names = people_names(rules, ask.people, ask.count, &verdict->arena);
	if (verdict->ask == NULL || verdict->ask_names == NULL)
		return mow_fail_memory(err);
	/* Whoever brings evidence of another kind needs no keys. */
	return change->evidence == NULL ? note_keyless(verdict, &ask, err) : MOW_OK;
}

size_t mow_verdict_ask(const struct mow_verdict *verdict, const char *const **people)
{
	*people = verdict->ask;
	return verdict->ask_count;
}

size_t mow_verdict_ask_names(const struct mow_verdict *verdict, const char *const **names)
{
	*names = verdict->ask_names;
	return verdict->ask_count;
}
