/*
 * A folder of files that is made again and again, such as a site: what is in it and stays as it is is not written
 * again, what is wanted no more is removed, and nothing that somebody else has put there is touched. A list in it,
 * `.mowners-list`, has the names of the files, and of those that are dear to make a key: a digest of all that they were
 * made from.
 *
 *     MOW_AUTO(folder) folder = FOLDER_INIT;
 *     result = folder_open(&folder, "public", err);
 *     if (result == MOW_OK)
 *             result = folder_put(&folder, &(struct file_text){"index.html", bytes, len}, err);
 *     if (result == MOW_OK && !folder_stands(&folder, "film.html", key))
 *             result = folder_take(&path, &folder, "film.html", key, err);   and it is written to `path`
 *     if (result == MOW_OK)
 *             result = folder_end(&folder, err);
 *
 * Names are flat: of a-z, 0-9, `.`, `_` and `-`, not beginning with `.`; so no link in the folder leads out of it, and
 * they are the same on every file system. Where it fails, all that was there before stays or is made again.
 */
#ifndef MOW_BASE_FOLDER_H
#define MOW_BASE_FOLDER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file_text.h"
#include "base/map.h"

#define FOLDER_LIST ".mowners-list"
#define FOLDER_NAME_MOST 100 /* bytes of a name */

struct folder_file {
	const char *name;
	char key[DIGEST_HEX]; /* "": it has none */
	bool wanted;
};

struct folder {
	struct buf path; /* with a slash behind */
	size_t path_len;
	int lock;     /* -1: none */
	bool changed; /* the list has to be written */
	bool keyless; /* it has no keys at the moment */
	struct {
		struct folder_file *items;
		size_t count, capacity;
	} files;
	struct map by_name; /* → its place in `files` */
	struct arena arena;
};
#define FOLDER_INIT                          \
	{                                    \
		.path = BUF_INIT, .lock = -1 \
	}
void folder_release(struct folder *folder);
MOW_AUTO_DEFINE(folder)

/*
 * Opens it, or makes it; waits for another process that has it open. The last component may be a link.
 *
 *     MOW_EINVAL   it is none, or has files and no list: it is somebody else's
 */
int folder_open(struct folder *out, const char *path, struct mow_error *err);

/* Sees to it that a file of these bytes is there; unsynced (base/file_write.h), since the next time it is held against
 * what it should be. It fails as folder_take and file_write do. */
int folder_put(struct folder *folder, const struct file_text *file, struct mow_error *err);

/* Whether a file is there already that was made from the same; then it is wanted, and stays. */
bool folder_stands(struct folder *folder, const char *name, const char key[DIGEST_HEX]);

/* Where a file of that name and key is to be written, until the next call; it is wanted, and the caller writes it whole
 * or not at all. MOW_EINVAL: the name is none, is wanted already, or somebody else's file has it. */
int folder_take(const char **path, struct folder *folder, const char *name, const char key[DIGEST_HEX],
		struct mow_error *err);

/* Removes what is wanted no more, and writes the list. */
int folder_end(struct folder *folder, struct mow_error *err);

#endif
