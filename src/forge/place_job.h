/* Places of jobs: a function for each kind of runner, and what these share. Private to place.c and the forges. */
#ifndef MOW_FORGE_PLACE_JOB_H
#define MOW_FORGE_PLACE_JOB_H

#include "forge/place.h"

/* The variable, where it is set and not empty; else NULL. */
const char *place_variable(const struct place_environment *environment, const char *name);

/* A `place` of struct forge, for jobs of GitHub's and Gitea's Actions. `project` and `number` are set already where
 * they were given. */
int place_actions(struct place *out, struct arena *arena, const struct place_environment *environment,
		  struct mow_error *err);

/* The same for jobs of GitLab's pipelines. */
int place_gitlab(struct place *out, struct arena *arena, const struct place_environment *environment,
		 struct mow_error *err);

/* MOW_ENOTFOUND: "this job was started by EVENT, which is about no ADVICE". */
int place_fail_event(const char *event, const char *advice, struct mow_error *err);

#endif
