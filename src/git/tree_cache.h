/*
 * Trees that were read last. A change is looked at several times, for its steps, the rules above them and who made it,
 * and who goes through a history meets each tree twice, as a commit's own and as its child's parent's: so they stay at
 * hand, one for each value of an id's first bits, as long as they are few bytes together. Private to git/.
 */
#ifndef MOW_GIT_TREE_CACHE_H
#define MOW_GIT_TREE_CACHE_H

#include <git2.h>
#include <stddef.h>

#include "git/repo.h"

struct tree_cache {
	git_odb_object **trees; /* by their ids; NULL: none yet */
	size_t bytes;           /* of them */
	size_t hand;            /* which one makes room next */
};
void tree_cache_release(struct tree_cache *cache);

/* What is at hand, for the caller to free; else NULL. */
git_odb_object *tree_cache_find(const struct tree_cache *cache, const struct oid *oid);

/* Keeps a tree too; others, in turn, make room. Where there is no memory, or it is large, it is just not kept. */
void tree_cache_keep(struct tree_cache *cache, git_odb_object *object);

#endif
