#include "git/recent.h"

#include <stdlib.h>
#include <string.h>

#define TREES_MAX 16384
#define BYTES_MAX ((size_t)16 << 20)
#define SIZE_MAX_KEPT ((size_t)1 << 20) /* of one tree */

static size_t slot_of(const unsigned char *id)
{
	return (size_t)(id[0] << 8 | id[1]) % TREES_MAX;
}

static void forget(struct recent *recent, size_t slot)
{
	if (recent->trees[slot] != NULL)
		recent->bytes -= git_odb_object_size(recent->trees[slot]);
	git_odb_object_free(recent->trees[slot]);
	recent->trees[slot] = NULL;
}

void recent_release(struct recent *recent)
{
	for (size_t i = 0; recent->trees != NULL && i < TREES_MAX; i++)
		git_odb_object_free(recent->trees[i]);
	free(recent->trees);
	*recent = (struct recent){NULL, 0, 0};
}

git_odb_object *recent_find(const struct recent *recent, const struct oid *oid)
{
	git_odb_object *found = recent->trees != NULL ? recent->trees[slot_of(oid->bytes)] : NULL;
	git_odb_object *out = NULL;

	if (found == NULL || memcmp(git_odb_object_id(found)->id, oid->bytes, OID_SIZE) != 0)
		return NULL;
	return git_odb_object_dup(&out, found) == 0 ? out : NULL;
}

void recent_keep(struct recent *recent, git_odb_object *object)
{
	size_t size = git_odb_object_size(object);
	size_t slot = slot_of(git_odb_object_id(object)->id);

	if (recent->trees == NULL)
		recent->trees = calloc(TREES_MAX, sizeof(git_odb_object *));
	if (recent->trees == NULL || size > SIZE_MAX_KEPT)
		return;
	forget(recent, slot);
	while (recent->bytes + size > BYTES_MAX)
		forget(recent, recent->hand++ % TREES_MAX);
	if (git_odb_object_dup(&recent->trees[slot], object) == 0)
		recent->bytes += size;
}
