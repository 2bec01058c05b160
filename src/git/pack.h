/*
 * Trees and blobs that are written together. A file takes longer to make than an object to pack, so that many become
 * one pack, and few loose objects, as with git fetch (fetch.unpackLimit).
 */
#ifndef MOW_GIT_PACK_H
#define MOW_GIT_PACK_H

#include "base/map.h"
#include "git/repo.h"

#define PACK_MANY 100 /* so many objects are a pack */

enum pack_type { PACK_TREE, PACK_BLOB };
struct pack_item {
	size_t start, len; /* in `bytes` */
	enum pack_type type;
};
struct pack {
	struct repo *repo;
	bool ids_only;           /* nothing is written: whoever asks wants to know the ids */
	struct buf bytes;        /* BUF_INIT */
	struct pack_item *items; /* objects that are still to be written */
	size_t count, capacity;
	struct map seen; /* the ids of these, and of those that are written */
	struct arena arena;
};
void pack_release(struct pack *pack);
MOW_AUTO_DEFINE(pack)

/* Takes the bytes of an object, which are not looked into, and tells its id. It is there to be read after pack_end. */
int pack_add(struct oid *out, struct pack *pack, enum pack_type type, const struct buf *bytes, struct mow_error *err);
int pack_end(struct pack *pack, struct mow_error *err);

#endif
