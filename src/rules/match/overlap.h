/* Whether two patterns can match the same path: told from their text, for rules of which the later one wins. */
#ifndef MOW_RULES_MATCH_OVERLAP_H
#define MOW_RULES_MATCH_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* False: no path is matched by both. True: one may be. Both without `!`, and well formed. */
bool overlap_may(const char *a, size_t a_len, const char *b, size_t b_len);

/* Appends the names that every path which a pattern matches begins with, each with a slash behind: "a/b/" of `/a/b`
 * and of `/a/b/x?.c`; nothing of a pattern that is not anchored. True: all below what they name is matched, and nothing
 * else but, of `/a/b`, a file of that name. */
bool overlap_folders(struct buf *out, const char *text, size_t len);

#endif
