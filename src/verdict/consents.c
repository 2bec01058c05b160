#include "verdict/consents.h"

/* As whom a person may speak does not hang on who made the change. */
static bool may_give(const struct eligibility *eligibility, const struct step_class *by_nobody, size_t person,
		     const struct approval *approval)
{
	return (approval == NULL || approval->role.as == AS_ALL) && !eligibility->rules->people[person].bot &&
	       eligible_counts(eligibility, by_nobody, person);
}

/* The next one for whom the person can speak; false at the end. */
static bool next_whom(const struct eligibility *eligibility, const struct step_class *by_nobody, size_t person,
		      size_t *cursor, size_t *whom)
{
	bool external = eligibility->rules->people[person].external;

	while (eligible_next_place(eligibility, by_nobody, person, cursor, whom))
		if (*whom == person || !external)
			return true;
	return false;
}

bool consents_given(const struct eligibility *eligibility, const struct step_class *class,
		    const struct consent *consent, size_t person, const struct approval *approval)
{
	const struct step_class by_nobody = {.requirement = class->requirement};
	size_t cursor = 0, whom;

	if (!may_give(eligibility, &by_nobody, person, approval))
		return false;
	while (next_whom(eligibility, &by_nobody, person, &cursor, &whom))
		if (whom == consent->person)
			return true;
	return false;
}

/* The first consent of a person, or what comes behind it. */
static size_t find_first(const struct step_class *class, size_t person)
{
	size_t low = 0, high = class->consent_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (class->consents[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

unsigned consents_roles(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			const struct approval *approval)
{
	const struct step_class by_nobody = {.requirement = class->requirement};
	size_t cursor = 0, whom;
	unsigned roles = 0;

	if (class->consent_count == 0 || !may_give(eligibility, &by_nobody, person, approval))
		return 0;
	while (next_whom(eligibility, &by_nobody, person, &cursor, &whom))
		for (size_t i = find_first(class, whom); i < class->consent_count && class->consents[i].person == whom;
		     i++)
			roles |= class->consents[i].former ? ROLE_RELEASE : ROLE_ACCEPT;
	return roles;
}
