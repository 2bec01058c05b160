/* Classes of steps while they are found; shared by the files of that. */
#ifndef MOW_API_CLASSIFY_H
#define MOW_API_CLASSIFY_H

#include "api/verdict.h"

/* The people of a set of authors. */
struct author_people {
	size_t *items;
	size_t count;
	bool strangers; /* and others, whom the rules do not know */
};

/* What tells classes apart. */
struct class_key {
	const struct requirement *requirement;
	size_t authors, approvals;
	size_t deletes;   /* 0 where that makes no difference */
	size_t unproved;  /* 1: who made it is not proved, and has to be */
	size_t escalated; /* 1: it has waited so long that others may decide too */
	size_t handover;  /* 1: the consents to hand-overs are wanted of it */
};

/* What the roles of a person at a step hang on. */
struct role_key {
	const struct requirement *requirement;
	size_t authors, person, handover;
};

struct classifier {
	struct mow_verdict *verdict;
	const struct change *change;
	struct class_key *keys;        /* of each step */
	size_t *authored;              /* of each step, its number among those whose authors are known; SIZE_MAX */
	struct author_people *authors; /* of each set, alone and with the committer */
	size_t committer[PEOPLE_OF_ADDRESS]; /* of what is staged */
	size_t committer_count;
	struct map roles;         /* struct role_key → bits of enum verdict_role */
	struct role_key last_key; /* asked for last, and what came: neighbours are mostly of one owner */
	unsigned last_roles;
	struct map stands; /* struct stop_key → whether it stands */
};

/* The class of a step as far as it is known, without approvals. */
struct step_class classifier_class(const struct classifier *classifier, size_t step);

/* Gathers approvals, once it is known who owns the steps and who made them. */
int classifier_gather(struct classifier *classifier, struct mow_error *err);

/* Whether a step has waited so long that others may decide; once there are approvals. */
bool classifier_is_late(const struct classifier *classifier, size_t step);

#endif
