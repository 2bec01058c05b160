/*
 * Trees that are written together. A file takes longer to make than a tree to pack, so that many become one pack, and
 * few loose objects, as with git fetch (fetch.unpackLimit). Private to git/.
 */
#ifndef MOW_GIT_PACK_H
#define MOW_GIT_PACK_H

#include "base/map.h"
#include "git/internal.h"

#define PACK_MANY 100 /* so many trees are a pack */

struct pack_item {
	size_t start, len; /* in `bytes` */
};
struct pack {
	struct repo *repo;
	struct buf bytes;        /* BUF_INIT */
	struct pack_item *items; /* trees that are still to be written */
	size_t count, capacity;
	struct map seen; /* the ids of these, and of those that are written */
	struct arena arena;
};
void pack_release(struct pack *pack);
MOW_AUTO_DEFINE(pack)

/* Takes a tree, and tells its id. It is there to be read after pack_end. */
int pack_add(struct oid *out, struct pack *pack, const void *bytes, size_t len, struct mow_error *err);
int pack_end(struct pack *pack, struct mow_error *err);

#endif
