/* Section lines, as far as one can tell what they are without their meaning. */
#ifndef MOW_RULES_READ_HEADER_H
#define MOW_RULES_READ_HEADER_H

#include "rules/read/lines.h"

/*
 * What stands between the brackets; false where that cannot be told. `told`: there is an error of the line already, and
 * one is enough. `*bad`: the name is what could be read of it, and errors were reported.
 */
bool header_read(struct span *name, bool *bad, struct file_findings *found, const struct line *line, bool told);

/*
 * Whether an indented line in brackets that would continue a pattern or a text is a section line all the same: it has
 * a name that no area can have, or the lines below it set a key again that the section above it has (`seen`: a bit for
 * each enum key_id). `lines` stands behind it and stays there.
 */
bool header_is_meant(const struct line *line, const struct lines *lines, uint64_t seen);

#endif
