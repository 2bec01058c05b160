/* Lines of an OWNERS file that change nothing, on any path there may ever be, taken out. */
#ifndef MOW_RULES_EDIT_TIDY_H
#define MOW_RULES_EDIT_TIDY_H

#include "rules/edit/text.h"

/*
 * Appends the file without
 *
 *   - patterns of which the text itself tells that another one of their `path` has all that they match, whatever lies
 *     in the repository: a later one, which decides in their place, or an earlier one of their kind with none of the
 *     other kind in between;
 *   - the lines for which `dropped` is true, by line from 0; each is one of a key that has one item a line. NULL: none.
 *
 * All else stays as it is; a comment behind what is taken out goes with it. The file is without errors, or has none
 * but patterns that are there twice. Returns the number of lines, or MOW_ENOMEM. Time is linear in the file.
 */
int edit_tidy(struct buf *out, const struct edit_text *text, const bool *dropped, struct mow_error *err);

#endif
