/* Owners and areas by the names that a user writes. */
#ifndef MOW_API_OWNER_FIND_H
#define MOW_API_OWNER_FIND_H

#include "rules/people.h"

/* The owner of "@handle" or an e-mail. MOW_EINVAL: the rules that were read know none; the message has the nearest. */
int owner_find(size_t *out, const struct rules *rules, const char *text, struct mow_error *err);

/* Fails with MOW_EINVAL: `asked` "is no area of the OWNERS files", and which name was meant, where one is near. */
int owner_fail_unknown(const char *asked, const char *what, const char *const *names, size_t count,
		       struct mow_error *err);

#endif
