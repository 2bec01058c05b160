/* The lines of [teams]. */
#ifndef MOW_RULES_READ_TEAM_H
#define MOW_RULES_READ_TEAM_H

#include "rules/read/section.h"

/* Reads the line of a declared team; every person and team must have been declared, and their e-mails read. */
int team_read(struct load *load, size_t team, const struct reader_key *key);

/* When all are read: cycles, the people of teams in teams, and what a team says of all its members. */
int team_expand(struct load *load);

#endif
