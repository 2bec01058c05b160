/* Whether somebody's own word for their own work would help, where a forge can give it. */
#include <string.h>

#include "api/verdict.h"
#include "verdict/eligibility.h"

static bool would_help(const struct mow_verdict *verdict, size_t number, size_t person)
{
	const struct step_class *class = &verdict->classes.items[number];
	const struct level_rule *level = &policy_rules(verdict->policy)->levels[class->requirement->level];
	const unsigned approving = ROLE_ACCOUNTABLE | ROLE_GATE | ROLE_RESPONSIBLE;

	return verdict->judgements[number].state != MOW_APPROVED && (level->evidence & EVIDENCE_FORGE) != 0 &&
	       eligible_is_author(class, person) && (judge_roles(verdict->judge, class, person) & approving) != 0;
}

bool mow_verdict_own_work(const struct mow_verdict *verdict, const char *forge, const char *account)
{
	if (verdict->judge == NULL)
		return false;
	size_t person = people_by_account(policy_rules(verdict->policy), forge, account);
	for (size_t i = 0; person != RULES_NONE && i < verdict->classes.count; i++)
		if (would_help(verdict, i, person))
			return true;
	return false;
}
