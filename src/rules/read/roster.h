/* The tables of people, teams and owners while they grow. Texts live in the rules' arena. */
#ifndef MOW_RULES_READ_ROSTER_H
#define MOW_RULES_READ_ROSTER_H

#include "rules/read/context.h"

/* Somebody new, in service without end. */
int roster_add_person(size_t *person, struct load *load);
int roster_add_team(size_t *team, struct load *load);

/* An owner of that text (lower case), to be found by it. */
int roster_add_owner(size_t *owner, struct load *load, const char *text, enum owner_kind kind, size_t index);

/* The owner of a well-formed e-mail: of whoever has it, else of somebody new who is known by it alone. */
int roster_email_owner(size_t *owner, struct load *load, const char *text, size_t len);

/* A copy in lower case; NULL: no memory. */
const char *roster_lower(struct load *load, const char *text, size_t len);

#endif
