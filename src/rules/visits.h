/*
 * The folders above the path that was asked for last, kept for the next one: in the order of a tree most of them stay.
 * Internal to the resolver (owners.h).
 */
#ifndef MOW_RULES_VISITS_H
#define MOW_RULES_VISITS_H

#include "base/buf.h"
#include "rules/view.h"

struct visits {
	struct visit **items; /* all that were ever needed, those in use first; each stays where it is */
	size_t count, capacity;
	size_t depth;      /* in use, the root's included; 0: none */
	struct buf folder; /* the path of the deepest one, with its final slash */
	struct view_source source;
	size_t file_count; /* of the rules when the last folder was entered */
};

void visits_init(struct visits *visits, const struct rules *rules);
void visits_release(struct visits *visits);

/*
 * Goes to a folder, whose path begins at `path` and has `len` bytes, the final slash included, and returns it. It lives
 * until the next call.
 */
int visits_go(const struct visit **out, struct visits *visits, const char *path, size_t len, struct mow_error *err);

/* The folder that was gone to last. */
const struct visit *visits_top(const struct visits *visits);

#endif
