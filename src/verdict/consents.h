/* Who agrees to hand-overs. Internal to verdict/. */
#ifndef MOW_VERDICT_CONSENTS_H
#define MOW_VERDICT_CONSENTS_H

#include "verdict/needs.h"

/*
 * Whether a person can give a consent: as themself, or as a deputy of who is away or out of service; in all roles;
 * whoever made the change. No bot, and nobody from outside as a deputy. `approval` NULL: the person approving in all
 * roles.
 */
bool consents_given(const struct eligibility *eligibility, const struct step_class *class,
		    const struct consent *consent, size_t person, const struct approval *approval);

/* In which ways they can give any of the class: bits of enum verdict_role. */
unsigned consents_roles(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			const struct approval *approval);

#endif
