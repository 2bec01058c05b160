/* Lists of owners. */
#ifndef MOW_RULES_READ_LIST_H
#define MOW_RULES_READ_LIST_H

#include "rules/read/values.h"

/* The owner that a word names; RULES_NONE where there is none: reported, but for a handle of a section that could not
 * be read. */
int list_owner(size_t *owner, struct load *load, const struct word *word);

/* Whether a word joins names in a sentence, such as "and"; it is no owner. */
bool list_joins(const struct word *word);
/* The first such word; NULL. */
const struct word *list_joining(struct words words);

/* The owners that the words name, each once, in order, into load->ids. `whole`: all of them were found and no comma
 * stood alone. */
int list_read(bool *whole, struct load *load, struct words words);

/* load->ids as an array that lives in the rules. */
int list_keep(size_t **items, size_t *count, struct load *load);

/* The value of a key that takes a list. */
int list_read_key(struct owner_list *list, struct load *load, const struct reader_key *key);

/* The value of a key that names one person, as an owner; RULES_NONE: it does not, reported. */
int list_person(size_t *owner, struct load *load, const struct reader_key *key, const struct word **where);

/* The second of several owners, for where one is meant; NULL where there is one, or where something is no owner at all
 * (reported by list_read). */
const struct word *list_second(struct words words);

/* Whether an owner is a team; then reported: `role` is what a team cannot be. */
bool list_is_team(struct load *load, size_t owner, const struct word *word, const char *role);

#endif
