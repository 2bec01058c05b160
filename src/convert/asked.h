/* Whom a CODEOWNERS file names, and what they are called in OWNERS. */
#ifndef MOW_CONVERT_ASKED_H
#define MOW_CONVERT_ASKED_H

#include "convert/codeowners.h"

/* A word of a line: an owner, in the form that the forge has for one. */
struct asked_word {
	const char *text;
	size_t len;
	unsigned line;
};

/* Whether the forge takes it for one: "@user", "@org/team", an e-mail, with GitLab "@@role". */
bool asked_is_owner(enum forge forge, const char *text, size_t len);

/* The next name in a word that is none itself, as GitLab finds it: each "@user", or the word as an e-mail, without
 * signs behind. `name` is zeroed at first, but for its line. */
bool asked_next_name(struct asked_word *name, const struct asked_word *word);

/* The number of the one that a word names; SIZE_MAX: OWNERS has no way to name them, which has been told. 0 or
 * MOW_ENOMEM. */
int asked_find(size_t *number, struct codeowners *codeowners, const struct asked_word *word, struct mow_error *err);

/* The number of a list: the same for the same people, whatever their order. `items` is sorted. 0 or MOW_ENOMEM. */
int asked_list(size_t *number, struct codeowners *codeowners, size_t *items, size_t count, struct mow_error *err);

#endif
