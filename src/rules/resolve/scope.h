/*
 * What an entry of a folder matches depends on the folder only through its scope: the states of the OWNERS files above
 * it. Folders that no pattern tells apart share a scope, and what has been resolved in it. Internal to the resolver
 * (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_SCOPE_H
#define MOW_RULES_RESOLVE_SCOPE_H

#include "rules/match/pattern_state.h"
#include "rules/resolve/file_patterns.h"
#include "rules/resolve/resolver.h"

struct scope_file {
	const struct rules_file *file;
	struct file_patterns patterns;
	const struct pattern_state *state;
};

/* An answer for names that add one match of one file, which most do: the four numbers of its key. */
enum { RECENT_KEY = 4, RECENT_ANSWERS = 32 };
struct recent_answer {
	uint32_t key[RECENT_KEY];
	size_t answer; /* 0: none */
};

struct scope {
	struct file_patterns_table *table;
	const struct rules_file *broken; /* the outermost one above that has an error; NULL */
	bool final;                      /* no name adds anything, here or below, but for nested files */
	size_t common[2]
		     [3]; /* answers for entries whose name adds nothing: [covered][kind of path]; 0: not asked yet */
	struct recent_answer recent[RECENT_ANSWERS]; /* of others: by what the name adds; see scope_keep */
	struct map answers;                          /* those that took long to find */
	struct arena keys;                           /* of `answers` */
	struct scope *plain; /* of the folders in it that no pattern tells apart, owned; NULL: none was entered yet */
	size_t count;
	struct scope_file files[]; /* those that say something, root file first */
};

/*
 * Answers are kept with the scope, by what an entry's name adds to the matches that are common: a key of the caller's,
 * as the answer is a number of the caller's, not 0. Of short keys the last ones are kept, of others those whose answer
 * is `dear`: only so many, so that they do not grow with the files. 0 or MOW_ENOMEM.
 */
int scope_keep(struct scope *scope, const uint32_t *key, size_t count, size_t answer, bool dear);
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

/* Fills a folder that is zeroed, or was the root and has been left. */
int folder_enter_root(struct folder *folder, struct file_patterns_table *table, struct mow_error *err);

/* Fills a folder that is zeroed or has been left. `path` is the folder's with the final slash; it lies directly in that
 * of `parent`. */
int folder_enter(struct folder *folder, const struct folder *parent, const char *path, size_t len,
		 struct mow_error *err);

void folder_leave(struct folder *folder);
void folder_free(struct folder *folder);

#endif
