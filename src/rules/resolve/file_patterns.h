/*
 * The patterns of OWNERS files as look-ups need them: compiled when a path below the file's folder is first asked for.
 * Who asks for a few paths has those alone compiled that could match one of them; of others their numbers are known.
 * Internal to the resolver (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_FILE_PATTERNS_H
#define MOW_RULES_RESOLVE_FILE_PATTERNS_H

#include "rules/match/grams.h"
#include "rules/resolve/cascade.h"

/* What look-ups need of a struct pattern, in a few bytes side by side: bit 0 for a `!`, what its area sets
 * (cascade_sets), the number of its area. */
enum { FILE_MARK_AREA = 1 + CASCADE_BITS };
static inline unsigned file_mark_sets(uint32_t mark)
{
	return mark >> 1 & ((1U << CASCADE_BITS) - 1);
}
_Static_assert(RULES_AREAS_MAX < UINT32_MAX >> FILE_MARK_AREA, "the number of an area fits into a mark");

struct file_patterns {
	struct pattern_set *set; /* NULL: not yet */
	uint32_t *marks;         /* of those that are compiled, by their numbers */
};

/* Zeroed at first but for `rules`. */
struct file_patterns_table {
	const struct rules *rules;
	struct grams *asked; /* of all paths that may be asked for; NULL: any path may be */
	struct {
		struct file_patterns *items;
		size_t count, capacity;
	} files;
};
void file_patterns_release(struct file_patterns_table *table); /* nothing is compiled any more; `asked` stays */

/* Those of the file of that number; they live until the release. */
int file_patterns_get(struct file_patterns *out, struct file_patterns_table *table, size_t number,
		      struct mow_error *err);

#endif
