/*
 * What an entry of a folder matches depends on the folder only through its scope: the states of the OWNERS files above
 * it. Folders that no pattern tells apart share a scope, and what has been resolved in it. Internal to the resolver
 * (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_SCOPE_H
#define MOW_RULES_RESOLVE_SCOPE_H

#include "rules/match/pattern_state.h"
#include "rules/resolve/cascade.h"
#include "rules/resolve/resolver.h"

/* What look-ups need of a struct pattern, in a few bytes side by side: bit 0 for a `!`, what its area sets
 * (cascade_sets), the number of its area. */
enum { SCOPE_MARK_AREA = 1 + CASCADE_BITS };
static inline uint32_t scope_mark(const struct rules_file *file, size_t pattern)
{
	size_t area = file->patterns[pattern].area;

	return (uint32_t)area << SCOPE_MARK_AREA | cascade_sets(&file->areas[area]) << 1 |
	       file->patterns[pattern].exclude;
}
static inline unsigned scope_mark_sets(uint32_t mark)
{
	return mark >> 1 & ((1U << CASCADE_BITS) - 1);
}
_Static_assert(RULES_AREAS_MAX < UINT32_MAX >> SCOPE_MARK_AREA, "the number of an area fits into a mark");

/* What views are made from: the rules, and what was drawn from them once for all views. Zeroed at first but for
 * `rules`. */
struct scope_source {
	const struct rules *rules;
	struct arena arena;
	struct {
		const uint32_t **items; /* by file: a scope_mark of each pattern; NULL: not yet */
		size_t count, capacity;
	} marks;
};
void scope_source_release(struct scope_source *source);

struct scope_file {
	const struct rules_file *file;
	const uint32_t *marks;
	const struct pattern_state *state;
};

struct scope {
	struct scope_source *source;
	const struct rules_file *broken; /* the outermost one above that has an error; NULL */
	bool final;                      /* no name adds anything, here or below, but for nested files */
	size_t common[2]
		     [3];   /* answers for entries whose name adds nothing: [covered][kind of path]; 0: not asked yet */
	struct map answers; /* of others: by what the name adds; see scope_keep */
	struct arena keys;  /* of `answers` */
	struct scope *plain; /* of the folders in it that no pattern tells apart, owned; NULL: none was entered yet */
	size_t count;
	struct scope_file files[]; /* those that say something, root file first */
};

/*
 * Answers that take long to find can be kept with the scope, by what an entry's name adds to the matches that are
 * common: a key of the caller's, as the answer is a number of the caller's. Only so many are kept, so that they do not
 * grow with the files. 0 or MOW_ENOMEM.
 */
int scope_keep(struct scope *scope, const uint32_t *key, size_t count, size_t answer);
bool scope_recall(size_t *answer, const struct scope *scope, const uint32_t *key, size_t count);

/* A folder on the way from the root to the path that was asked for last. */
struct folder {
	size_t len; /* of its path, with the final slash; 0: the root */
	struct scope *scope;
	struct scope *owned; /* `scope`, or NULL where that belongs to a folder above */
	struct arena arena;  /* of states */
	size_t spent;        /* bytes of them; those of folders left before are still there, up to a limit */
	bool covered;        /* [rules] covers all that is in the folder, whatever its name */
};

/* Fills a folder that is empty or has been left. */
int folder_enter_root(struct folder *folder, struct scope_source *source, struct mow_error *err);

/* `path` is the folder's with the final slash; it lies directly in that of `parent`. */
int folder_enter(struct folder *folder, const struct folder *parent, const char *path, size_t len,
		 struct mow_error *err);

void folder_leave(struct folder *folder);
void folder_free(struct folder *folder);

#endif
