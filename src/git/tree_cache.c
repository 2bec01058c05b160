#include "git/tree_cache.h"

#include <stdlib.h>
#include <string.h>

#define TREES_MAX 16384
#define BYTES_MAX ((size_t)16 << 20)
#define SIZE_MAX_KEPT ((size_t)1 << 20) /* of one tree */

static size_t slot_of(const unsigned char *id)
{
	return (size_t)(id[0] << 8 | id[1]) % TREES_MAX;
}

static void forget(struct tree_cache *cache, size_t slot)
{
	if (cache->trees[slot] != NULL)
		cache->bytes -= git_odb_object_size(cache->trees[slot]);
	git_odb_object_free(cache->trees[slot]);
	cache->trees[slot] = NULL;
}

void tree_cache_release(struct tree_cache *cache)
{
	for (size_t i = 0; cache->trees != NULL && i < TREES_MAX; i++)
		git_odb_object_free(cache->trees[i]);
	free(cache->trees);
	*cache = (struct tree_cache){NULL, 0, 0};
}

git_odb_object *tree_cache_find(const struct tree_cache *cache, const struct oid *oid)
{
	git_odb_object *found = cache->trees != NULL ? cache->trees[slot_of(oid->bytes)] : NULL;
	git_odb_object *out = NULL;

	if (found == NULL || memcmp(git_odb_object_id(found)->id, oid->bytes, OID_SIZE) != 0)
		return NULL;
	return git_odb_object_dup(&out, found) == 0 ? out : NULL;
}

void tree_cache_keep(struct tree_cache *cache, git_odb_object *object)
{
	size_t size = git_odb_object_size(object);
	size_t slot = slot_of(git_odb_object_id(object)->id);

	if (cache->trees == NULL)
		cache->trees = calloc(TREES_MAX, sizeof(git_odb_object *));
	if (cache->trees == NULL || size > SIZE_MAX_KEPT)
		return;
	forget(cache, slot);
	while (cache->bytes + size > BYTES_MAX)
		forget(cache, cache->hand++ % TREES_MAX);
	if (git_odb_object_dup(&cache->trees[slot], object) == 0)
		cache->bytes += size;
}
