/*
 * Who pushes, as the platform that runs the server's hooks says it: git config mowners.platform of the repository or
 * the system names it, so that nothing is guessed from variables that anybody could have set.
 */
#ifndef MOW_POLICY_PUSHER_H
#define MOW_POLICY_PUSHER_H

#include "git/repo.h"
#include "rules/rules.h"

#define PUSHER_NAME_MAX 1000 /* bytes */

struct pusher {
	const char *platform; /* "gitlab", "none": see the table */
	const char *account;  /* "github": the accounts of [people] that it calls people by; NULL: their handles */
	const char *name;     /* NULL: the platform is "none" */
};

/*
 * Finds the pusher of the process that this hook runs in. The name lives as long as the arena; it is one line of UTF-8
 * without control characters. MOW_EINVAL: an unknown platform, or one that tells no name here, or tells one that is
 * none; the message is for the administrator.
 */
int pusher_find(struct pusher *out, struct repo *repo, struct arena *arena, struct mow_error *err);

/* Appends the variable that tells a hook of that platform that `name` pushes, "GL_USER=NAME"; nothing where the
 * platform uses none. */
int pusher_call(struct buf *out, struct repo *repo, const char *name, struct mow_error *err);

/* MOW_EINVAL: there is no platform of that name; the message has all that there are. */
int pusher_check_platform(const char *name, struct mow_error *err);

/* The one whom a platform called so; false: there is no such platform. The strings stay the caller's. */
bool pusher_of(struct pusher *out, const char *platform, const char *name);

/* The person whom the rules know by that name, without regard to case; RULES_NONE. */
size_t pusher_person(const struct pusher *pusher, const struct rules *rules);

/* What lines must begin with that the configured platform is to show; "" where they need nothing, or it is unknown. */
const char *pusher_line_prefix(struct repo *repo);

/* The seconds that a hook may take where nothing else is configured: less than the platform gives it. */
int pusher_seconds(unsigned *out, struct repo *repo, struct mow_error *err);

#endif
