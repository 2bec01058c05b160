/*
 * Gathers who touched which step, and turns that into few sets: equal ones are one. Private to steps/.
 *
 * A person is a number, given in the order they were met. What is kept is one number for each step and person, however
 * many commits there are; PEOPLE_PAIRS_MAX bounds that, PEOPLE_TOUCHES_MAX the time it takes.
 */
#ifndef MOW_STEPS_PEOPLE_H
#define MOW_STEPS_PEOPLE_H

#include <stdint.h>

#include "base/map.h"
#include "steps/authors.h"

#define PEOPLE_MAX 1000000
#define PEOPLE_PAIRS_MAX 50000000
#define PEOPLE_TOUCHES_MAX 1000000000

struct people_list {
	uint32_t *items;
	size_t count;
	size_t capacity;
};

struct people {
	struct map ids; /* from the e-mail to the number */
	struct name_list {
		const char **items;
		size_t count;
		size_t capacity;
	} names;
	struct people_list *of_step;
	size_t step_count;
	size_t pairs;
	size_t touches;
	struct arena arena; /* the names */
};

int people_init(struct people *people, size_t step_count, struct mow_error *err);
void people_release(struct people *people);
MOW_AUTO_DEFINE(people)

/*
 * Adds a person to a list, once. The key is the e-mail in lower case (ASCII), without white space around it, or where
 * there is none the name in angle brackets. MOW_ETOOBIG past PEOPLE_MAX.
 */
int people_add(struct people_list *list, struct people *people, const char *name, const char *email,
	       struct mow_error *err);

/* Adds all of `more`, each at least once and not much oftener. MOW_ETOOBIG past the limits. */
int people_join(struct people_list *list, struct people *people, const struct people_list *more, struct mow_error *err);

/* The sets of all steps; those that nobody touched get `rest`. */
int people_sets(struct authors *out, struct people *people, const struct people_list *rest, struct mow_error *err);

#endif
