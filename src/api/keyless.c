/* Who is asked and could not sign. */
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

int keyless_note(struct mow_verdict *verdict, const struct verdict_people *ask, struct mow_error *err)
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
