/* Patterns of [mowners] protect (OWNERS(5)): branch names, `tags/…`, `refs/…`; `*` within a component, `**` across. */
#ifndef MOW_RULES_REFS_H
#define MOW_RULES_REFS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Why a pattern can match no ref, as a reason for a message; NULL: it can (git-check-ref-format(1), but for `*`). */
const char *refs_check(const char *pattern, size_t len);

/*
 * Whether a pattern matches a full ref name. Zero components match a component that is `**` and is followed by a slash,
 * as in patterns of paths. Takes time in proportion to the product of both lengths at most.
 */
bool refs_match(const char *pattern, const char *ref);

/* The same for a pattern written out in full, "refs/heads/release/…", as refs_full does. One that has become longer
 * than a line may be, since its case was folded, matches everything. */
bool refs_match_full(const char *pattern, const char *ref);
void refs_full(struct buf *out, const char *pattern);

#endif
