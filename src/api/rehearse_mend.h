/* Looking for deputies; shared by the files of that. */
#ifndef MOW_API_REHEARSE_MEND_H
#define MOW_API_REHEARSE_MEND_H

#include "api/rehearse.h"

/* Of how many people it is told; how many could be deputies of each. */
enum { PRINCIPALS_MOST = 20, POOL_MOST = 200 };

struct numbers {
	size_t *items;
	size_t count, capacity;
};

/* The deputies that somebody has. */
struct own_deputies {
	size_t *items, count;
};

/* Somebody for whom changes wait, or all who are gone together. */
struct principal {
	size_t *people, people_count;
	struct own_deputies *own; /* of each of them */
	struct numbers classes;   /* that wait for them */
	struct numbers changes;   /* that have one of these */
};

struct mending {
	struct mow_rehearsal *rehearsal;
	struct {
		struct principal *items;
		size_t count, capacity;
	} principals;
	size_t *place_of; /* of each person, one more than their place among these; 0: none */
	bool *counted;    /* of each class: deputies alone could let a change with it through */
	bool *helped;     /* of each class: it does not wait in what was tried */
	struct arena arena;
};

/* Gives each of them deputies beside their own. */
int rehearse_take_deputies(struct mending *mending, const struct principal *principal, const size_t *people,
			   size_t count);
/* Which of the classes wait no more, as deputies are now in the rules: `helped`. */
int rehearse_try(struct mending *mending, const struct numbers *classes);
/* The smallest set of deputies for all that waits for somebody; `people`, with room for POOL_MOST, gets them. The rules
 * are left as they were. */
int rehearse_find_deputies(struct mow_rehearsal_mend *out, struct mending *mending, const struct principal *principal,
			   size_t *people);

#endif
