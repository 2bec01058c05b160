/* The roles that owners have in an answer, by their names. */
#ifndef MOW_API_ROLES_H
#define MOW_API_ROLES_H

#include "mowners.h"

enum role { ROLE_ACCOUNTABLE, ROLE_REVIEW, ROLE_RESPONSIBLE, ROLE_CONSULTED, ROLE_INFORMED, ROLES };

/* MOW_EINVAL: there is none of that name. */
int role_find(enum role *out, const char *name, struct mow_error *err);

#endif
