/* Patterns of OWNERS, and paths, as lines of a forge's CODEOWNERS file. */
#ifndef MOW_CONVERT_SAY_H
#define MOW_CONVERT_SAY_H

#include "convert/codeowners.h"
#include "convert/plan.h"

/* Appends the pattern of a line, for GitHub or GitLab; `folder`: only as far as it matches folders and all below.
 * False: the forge has no such pattern. */
bool say_pattern(struct buf *out, enum forge forge, const struct plan_line *line, bool folder);

/* Whether GitLab needs a line more for the folders that a pattern matches, which elsewhere it matches too. */
bool say_needs_folder(const struct plan_line *line);

/* Appends the pattern of that file, or folder with its slash, alone. False: no forge has one. */
bool say_path(struct buf *out, const char *path, size_t len);

#endif
