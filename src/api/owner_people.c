#include "api/owner_people.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "rules/people.h"

int owner_people_know(struct owner_people *out, const struct rules *in_force, const struct rules *rules, size_t owner,
		      struct mow_error *err)
{
	size_t kept = 0;

	out->count = 0;
	if (owner == RULES_NONE)
		return MOW_OK;
	const struct person *person = &rules->people[rules->owners[owner].index];
	if (array_reserve(out, person->email_count))
		return mow_fail_memory(err);
	for (size_t i = 0; i < person->email_count; i++) {
		size_t known = people_by_email(in_force, person->emails[i], strlen(person->emails[i]));
		if (known != RULES_NONE)
			out->items[out->count++] = known;
	}
	if (out->count > 0)
		qsort(out->items, out->count, sizeof *out->items, order_numbers);
	for (size_t i = 0; i < out->count; i++)
		if (kept == 0 || out->items[kept - 1] != out->items[i])
			out->items[kept++] = out->items[i];
	out->count = kept;
	return MOW_OK;
}

bool owner_people_hold(const struct owner_people *people, size_t person)
{
	return people->count > 0 &&
	       bsearch(&person, people->items, people->count, sizeof person, order_numbers) != NULL;
}
