/*
 * Which request a job is about, and where: from the variables and the event file that a forge's runner sets, or from
 * what somebody gives by hand. Nothing is guessed: what cannot be told is a failure that says why.
 */
#ifndef MOW_FORGE_PLACE_H
#define MOW_FORGE_PLACE_H

#include "forge/forge.h"

/* By hand; each may be NULL. */
struct place_given {
	const char *platform, *api, *project, *request;
	bool all; /* every request: then no number is looked for */
};

/* The variable of a name; NULL: unset. */
typedef const char *place_variable_fn(const char *name, void *context);
struct place_environment {
	place_variable_fn *variable;
	void *context;
};

struct place {
	struct forge_place at;
	/* The commit that the job was made for: its request must still have it. NULL: not known. */
	const char *head;
	/* A queue merges before it lands, and asks about what it made: from one commit to another, that this ref holds,
	 * for this branch. NULL: the request itself is asked about. */
	const char *old_id, *new_id, *ref, *target;
	const char *ca_file; /* that the runner names; NULL */
	/* Why this job binds nobody: "is read from the change itself"; NULL: it cannot be told, or it binds. */
	const char *loose;
	const char *link; /* where the job shows itself; NULL */
	bool by_hand;     /* no job told of it */
};

/*
 * Finds it; texts are the arena's, or the caller's. MOW_EINVAL: what was given makes no sense, or nothing is given and
 * there is no job. MOW_ENOTFOUND: a job that is about no request, or that cannot know it.
 */
int place_find(struct place *out, struct arena *arena, const struct place_given *given,
	       const struct place_environment *environment, struct mow_error *err);

/* The server alone, for what is about no request: `platform` is given, `api` may be. MOW_EINVAL: as above. */
int place_server(struct place *out, struct arena *arena, const struct place_given *given, struct mow_error *err);

#endif
