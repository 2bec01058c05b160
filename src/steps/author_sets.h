/*
 * Gathers who touched which step, and turns that into few sets: equal ones are one. Private to steps/.
 *
 * A person is a number, given in the order they were met. What is kept is one number for each step and person, however
 * many commits there are; AUTHOR_SETS_PAIRS_MAX bounds that, AUTHOR_SETS_TOUCHES_MAX the time it takes.
 */
#ifndef MOW_STEPS_AUTHOR_SETS_H
#define MOW_STEPS_AUTHOR_SETS_H

#include <stdint.h>

#include "base/budget.h"
#include "base/map.h"
#include "steps/authors.h"

#define AUTHOR_SETS_PEOPLE_MAX 1000000
#define AUTHOR_SETS_PAIRS_MAX 50000000
#define AUTHOR_SETS_TOUCHES_MAX 1000000000

struct author_sets {
	struct map ids; /* from the e-mail to the number */
	struct name_list {
		const char **items;
		size_t count;
		size_t capacity;
	} names;
	struct author_list *of_step;
	bool *made; /* of each step: a commit has made of the file what it is at last */
	size_t step_count;
	/* Those that touched something, the newest first. */
	struct commit_list {
		struct oid *items;
		size_t count;
		size_t capacity;
	} commits;
	struct oid commit; /* at hand */
	bool committed;    /* it is one of `commits`: */
	uint32_t number;
	struct author_list room; /* for what is adopted */
	size_t pairs;
	size_t touches;
	struct budget *budget; /* NULL: no limit but those above */
	struct arena arena;    /* the names */
};

int author_sets_init(struct author_sets *people, size_t step_count, struct mow_error *err);
void author_sets_release(struct author_sets *people);
MOW_AUTO_DEFINE(author_sets)

/* What is joined from now on is said by this commit; commits come from the newest to the oldest. */
void author_sets_commit(struct author_sets *people, const struct oid *commit);

/*
 * Adds a person to the list of a commit's people, the author first, once. The key is the e-mail in lower case (ASCII),
 * without white space around it, or where there is none the name in angle brackets. MOW_ETOOBIG past
 * AUTHOR_SETS_PEOPLE_MAX.
 */
int author_sets_add(struct author_list *list, struct author_sets *people, const char *name, const char *email,
		    struct mow_error *err);

/* Adds all of `more`, each at least once and not much oftener. MOW_ETOOBIG past the limits. */
int author_sets_join(struct author_list *list, struct author_sets *people, const struct author_list *more,
		     struct mow_error *err);

/* What others say instead of the commit at hand. */
struct author_adopted {
	const struct authors *authors;
	uint32_t first; /* the number of the first of their commits */
};
int author_sets_adopt(struct author_adopted *out, struct author_sets *people, const struct authors *authors,
		      struct mow_error *err);
/* Adds what they say of a step of theirs. */
int author_sets_join_adopted(struct author_list *list, struct author_sets *people, const struct author_adopted *adopted,
			     size_t step, struct mow_error *err);

/* The sets of all steps; those that nobody touched, or made what they are at last, get `rest` too, which is taken over.
 */
int author_sets_finish(struct authors *out, struct author_sets *people, struct author_list *rest,
		       struct mow_error *err);

#endif
