#include "git/pack.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/array.h"
#include "base/digest.h"
#include "git/internal.h"

#define PACK_BYTES ((size_t)64 << 20) /* of objects, that are kept in memory before they are written */

static const git_object_t types[] = {[PACK_TREE] = GIT_OBJECT_TREE, [PACK_BLOB] = GIT_OBJECT_BLOB};

void pack_release(struct pack *pack)
{
	buf_release(&pack->bytes);
	free(pack->items);
	map_release(&pack->seen);
	arena_release(&pack->arena);
}

/* ---- one pack: a header, the objects, and the SHA-1 of all that (gitformat-pack(5)) */

/* What goes to libgit2's indexer, which checks it, keeps it and makes the index. */
struct stream {
	git_indexer *indexer;
	git_indexer_progress progress;
	struct digest_sha1 sum;
	struct mow_error *err;
};

static int fail_pack(struct mow_error *err)
{
	return repo_fail(err, MOW_EGIT, "cannot write a pack");
}

static int send(struct stream *stream, const void *bytes, size_t len)
{
	digest_sha1_add(&stream->sum, bytes, len);
	return git_indexer_append(stream->indexer, bytes, len, &stream->progress) == 0 ? MOW_OK
										       : fail_pack(stream->err);
}

/* Four bits of the size stand beside the type, and seven in each byte after that; the top bit says that more come. */
static size_t put_size(unsigned char out[16], git_object_t type, size_t size)
{
	size_t len = 0;

	out[0] = (unsigned char)((unsigned)type << 4 | (size & 15));
	for (size >>= 4; size > 0; size >>= 7) {
		out[len++] |= 128;
		out[len] = size & 127;
	}
	return len + 1;
}

static int send_object(struct stream *stream, const struct pack *pack, const struct pack_item *item)
{
	const Bytef *bytes = (const Bytef *)pack->bytes.data + item->start;
	unsigned char head[16];
	uLongf packed_len = compressBound(item->len);
	MOW_AUTO_FREE Bytef *packed = malloc(packed_len);

	/* As fast as it goes, like loose objects of libgit2: most of what comes here are ids, which nothing makes
	 * smaller. */
	if (packed == NULL || compress2(packed, &packed_len, bytes, item->len, Z_BEST_SPEED) != Z_OK)
		return mow_fail_memory(stream->err);
	int result = send(stream, head, put_size(head, types[item->type], item->len));
	return result == MOW_OK ? send(stream, packed, packed_len) : result;
}

static int send_all(struct stream *stream, const struct pack *pack)
{
	unsigned char head[12] = {'P', 'A', 'C', 'K', 0, 0, 0, 2};
	unsigned char sum[DIGEST_SHA1_SIZE];
	for (size_t i = 0; i < 4; i++)
		head[8 + i] = (unsigned char)(pack->count >> (24 - 8 * i));
	int result = send(stream, head, sizeof head);

	for (size_t i = 0; result == MOW_OK && i < pack->count; i++)
		result = send_object(stream, pack, &pack->items[i]);
	if (result != MOW_OK)
		return result;
	digest_sha1_end(sum, &stream->sum);
	if (git_indexer_append(stream->indexer, sum, sizeof sum, &stream->progress) != 0 ||
	    git_indexer_commit(stream->indexer, &stream->progress) != 0)
		return fail_pack(stream->err);
	return MOW_OK;
}

/* The folder of packs, where this repository writes. */
static int find_folder(struct buf *out, const struct repo *repo, struct mow_error *err)
{
	if (repo->environment.object_dir != NULL)
		buf_addf(out, "%s/pack", repo->environment.object_dir);
	else
		buf_addf(out, "%sobjects/pack", repo->common_dir);
	(void)mkdir(out->data, 0777);
	return buf_check(out, err);
}

static int write_packed(const struct pack *pack, struct mow_error *err)
{
	struct stream stream = {.err = err};
	MOW_AUTO(buf) folder = BUF_INIT;
	int result = find_folder(&folder, pack->repo, err);

	if (result != MOW_OK)
		return result;
	digest_sha1_init(&stream.sum);
	/* As git does: loose objects are left to the system, packs are not. */
	(void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	int error = git_indexer_new(&stream.indexer, folder.data, 0, pack->repo->odb, NULL);
	(void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
	result = error == 0 ? send_all(&stream, pack) : fail_pack(err);
	git_indexer_free(stream.indexer);
	return result;
}

/* ---- all of them */

static int write_loose(const struct pack *pack, struct mow_error *err)
{
	git_oid id;

	for (size_t i = 0; i < pack->count; i++)
		if (repo_write(&id, pack->repo, pack->bytes.data + pack->items[i].start, pack->items[i].len,
			       types[pack->items[i].type]) != 0)
			return repo_fail(err, MOW_EGIT, "cannot write an object");
	return MOW_OK;
}

int pack_end(struct pack *pack, struct mow_error *err)
{
	int result = pack->seen.count < PACK_MANY ? write_loose(pack, err) : write_packed(pack, err);

	if (result != MOW_OK)
		return result;
	pack->count = 0;
	buf_reset(&pack->bytes);
	return MOW_OK;
}

int pack_add(struct oid *out, struct pack *pack, enum pack_type type, const struct buf *bytes, struct mow_error *err)
{
	git_oid id;
	int result = buf_check(bytes, err);

	if (result != MOW_OK)
		return result;
	if (git_odb_hash(&id, bytes->data, bytes->len, types[type]) != 0)
		return repo_fail(err, MOW_EGIT, "cannot hash an object");
	oid_from_git(out, &id);
	if (pack->ids_only || map_get(&pack->seen, out->bytes, OID_SIZE, NULL))
		return MOW_OK;
	if (pack->bytes.len + bytes->len > PACK_BYTES && pack->count > 0)
		result = pack_end(pack, err);
	if (result != MOW_OK)
		return result;
	const char *key = arena_dup(&pack->arena, (const char *)out->bytes, OID_SIZE);
	if (key == NULL || map_put(&pack->seen, key, OID_SIZE, 0) || array_reserve(pack, 1))
		return mow_fail_memory(err);
	pack->items[pack->count++] = (struct pack_item){pack->bytes.len, bytes->len, type};
	buf_add(&pack->bytes, bytes->data, bytes->len);
	return buf_check(&pack->bytes, err);
}
