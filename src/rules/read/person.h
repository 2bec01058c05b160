/* The lines of [people]. */
#ifndef MOW_RULES_READ_PERSON_H
#define MOW_RULES_READ_PERSON_H

#include "rules/read/section.h"

/*
 * Declares the handle of a line, of a person or a team. `*index`: of who was added; RULES_NONE: nobody, and the line is
 * not read. A handle whose line has an error otherwise is declared all the same.
 */
int person_declare(size_t *index, struct load *load, const struct reader_key *key, enum owner_kind kind);

/* Reads the line of a declared person. Their deputies go to load->deputies, since they may be declared below. */
int person_read(struct load *load, size_t person, const struct reader_key *key);

/* When all people and teams are declared: who is whose deputy. */
int person_appoint(struct load *load);

#endif
