/* Another handle for somebody in the text of an OWNERS file. */
#ifndef MOW_RULES_EDIT_RENAME_H
#define MOW_RULES_EDIT_RENAME_H

#include "rules/edit/text.h"

/* Both with their @. */
struct edit_rename {
	const char *from; /* in lower case */
	const char *to;
};

/*
 * Appends a file without errors in which whoever is `from` is `to`: where [people] or [teams] declare the handle, and
 * wherever a key that takes people names it. Comments, texts and patterns stay. Returns the number of places, or
 * MOW_ENOMEM.
 */
int edit_rename(struct buf *out, const struct edit_text *text, const struct edit_rename *rename, struct mow_error *err);

#endif
