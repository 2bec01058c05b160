#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "base/file_write.h"
#include "base/file_write.h"
#include "base/retry.h"
#include "base/text.h"

#define FIRST_LINE "mowners-list 1\n"
#define LIST_MOST ((size_t)64 << 20)
enum { KEY_LEN = DIGEST_HEX - 1 };

void folder_release(struct folder *folder)
{
	if (folder->lock >= 0)
		(void)close(folder->lock);
	folder->lock = -1;
	buf_release(&folder->path);
	free(folder->files.items);
	memset(&folder->files, 0, sizeof folder->files);
	map_release(&folder->by_name);
	arena_release(&folder->arena);
}

static const char *path_of(struct folder *folder, const char *name)
{
	buf_cut(&folder->path, folder->path_len);
	buf_adds(&folder->path, name);
	return folder->path.data;
}

static int fail(struct folder *folder, const char *name, const char *why, struct mow_error *err)
{
	return fail_path(err, MOW_EINVAL, path_of(folder, name), why);
}

static int fail_errno(struct folder *folder, const char *what, const char *name, struct mow_error *err)
{
	int number = errno;
	const char *path = path_of(folder, name);

	errno = number;
	return fail_path_errno(err, what, path);
}

/* ---- The list ------------------------------------------------------------------------------------------------------ */

static bool is_name(const char *name, size_t len)
{
	return len > 0 && len <= FOLDER_NAME_MOST && name[0] != '.' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") >= len;
}

/* The file of a name, anew where there was none; NULL: no memory. */
static struct folder_file *add_file(struct folder *folder, const char *name, size_t len)
{
	size_t place = folder->files.count;
	const char *kept = NULL;

	if (map_get(&folder->by_name, name, len, &place))
		return &folder->files.items[place];
	kept = arena_dup(&folder->arena, name, len);
	if (kept == NULL || array_reserve(&folder->files, 1) != MOW_OK ||
	    map_put(&folder->by_name, kept, len, place) != MOW_OK)
		return NULL;
	folder->files.items[folder->files.count++] = (struct folder_file){.name = kept};
	return &folder->files.items[place];
}

/* "KEY NAME" of what is known, "- NAME" of the rest. A line that is none ends the list; one out of order was appended,
 * and the list not written since. */
static int take_lines(struct folder *folder, const char *at, const char *end, struct mow_error *err)
{
	const char *last = "";

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		const char *space = stop != NULL ? memchr(at, ' ', (size_t)(stop - at)) : NULL;
		if (space == NULL || !is_name(space + 1, (size_t)(stop - space - 1)))
			break;
		struct folder_file *file = add_file(folder, space + 1, (size_t)(stop - space - 1));
		if (file == NULL)
			return mow_fail_memory(err);
		file->key[0] = '\0';
		if (space - at == KEY_LEN)
			memcpy(file->key, at, KEY_LEN);
		folder->changed = folder->changed || strcmp(last, file->name) >= 0;
		last = file->name;
		at = stop + 1;
	}
	return MOW_OK;
}

/* MOW_ENOTFOUND: there is none. */
static int read_list(struct folder *folder, struct mow_error *err)
{
	MOW_AUTO(buf) list = BUF_INIT;
	int result = file_read(&list, path_of(folder, FOLDER_LIST), LIST_MOST, err);

	if (result != MOW_OK)
		return result;
	if (!text_begins(list.data, FIRST_LINE))
		return fail(folder, FOLDER_LIST, "is of another version of mowners; remove the folder", err);
	return take_lines(folder, list.data + sizeof FIRST_LINE - 1, list.data + list.len, err);
}

static int compare_names(const void *one, const void *two)
{
	const struct folder_file *const *a = one, *const *b = two;

	return strcmp((*a)->name, (*b)->name);
}

/* Sorted, so that it does not tell what was written when. */
static int write_list(struct folder *folder, bool keys, struct mow_error *err)
{
	MOW_AUTO_FREE const struct folder_file **files = calloc(folder->files.count + 1, sizeof *files);
	MOW_AUTO(buf) list = BUF_INIT;
	size_t count = 0;

	if (files == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < folder->files.count; i++)
		if (folder->files.items[i].name != NULL)
			files[count++] = &folder->files.items[i];
	qsort(files, count, sizeof *files, compare_names);
	buf_adds(&list, FIRST_LINE);
	for (size_t i = 0; i < count; i++)
		buf_addf(&list, "%s %s\n", keys && files[i]->key[0] != '\0' ? files[i]->key : "-", files[i]->name);
	int result = buf_check(&list, err);
	return result == MOW_OK ? file_write(path_of(folder, FOLDER_LIST), list.data, list.len, 0644, err) : result;
}

/* So that the file is known as ours, whatever becomes of it. */
static int append_name(struct folder *folder, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) line = BUF_INIT;
	int fd = open(path_of(folder, FOLDER_LIST), O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(folder, "write", FOLDER_LIST, err);
	buf_addf(&line, "- %s\n", name);
	int result = buf_check(&line, err);
	if (result == MOW_OK && !file_append(fd, line.data, line.len))
		result = fail_errno(folder, "write", FOLDER_LIST, err);
	if (close(fd) != 0 && result == MOW_OK)
		result = fail_errno(folder, "write", FOLDER_LIST, err);
	return result;
}

/* ---- The folder ---------------------------------------------------------------------------------------------------- */

static int lock(struct folder *folder, struct mow_error *err)
{
	unsigned tries = 0;

	folder->lock = open(path_of(folder, ""), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->lock < 0)
		return fail_errno(folder, "open", "", err);
	while (flock(folder->lock, LOCK_EX) != 0)
		if (!retry(&tries))
			return fail_errno(folder, "lock", "", err);
	return MOW_OK;
}

static int check_empty(struct folder *folder, struct mow_error *err)
{
	const struct dirent *entry;
	DIR *dir = opendir(path_of(folder, ""));
	bool empty = true;

	if (dir == NULL)
		return fail_errno(folder, "open", "", err);
	while (empty && (entry = readdir(dir)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	(void)closedir(dir);
	if (empty)
		return MOW_OK;
	return fail(folder, "", "has files that mowners did not write; name a folder that is empty, or not there yet",
		    err);
}

int folder_open(struct folder *out, const char *path, struct mow_error *err)
{
	buf_adds(&out->path, path);
	if (out->path.len == 0 || out->path.data[out->path.len - 1] != '/')
		buf_addc(&out->path, '/');
	out->path_len = out->path.len;
	if (buf_check(&out->path, err) != MOW_OK)
		return MOW_ENOMEM;
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return fail_errno(out, "make", "", err);
	int result = lock(out, err);
	if (result == MOW_OK)
		result = read_list(out, err);
	if (result != MOW_ENOTFOUND)
		return result;
	result = check_empty(out, err);
	return result == MOW_OK ? write_list(out, false, err) : result;
}

static bool is_there(struct folder *folder, const char *name)
{
	struct stat st;

	return lstat(path_of(folder, name), &st) == 0 && S_ISREG(st.st_mode);
}

bool folder_stands(struct folder *folder, const char *name, const char key[DIGEST_HEX])
{
	size_t place;

	if (!map_get(&folder->by_name, name, strlen(name), &place))
		return false;
	struct folder_file *file = &folder->files.items[place];
	if (file->wanted || strcmp(file->key, key) != 0 || !is_there(folder, name))
		return false;
	file->wanted = true;
	return true;
}

/* That a file of this name may be written. */
static int check_name(struct folder *folder, const char *name, struct mow_error *err)
{
	struct stat st;
	size_t place;

	if (!is_name(name, strlen(name)))
		return fail(folder, name, "is no name of a file here", err);
	bool known = map_get(&folder->by_name, name, strlen(name), &place);
	if (known && folder->files.items[place].wanted)
		return fail(folder, name, "would be two files", err);
	if (lstat(path_of(folder, name), &st) == 0 && !(known && S_ISREG(st.st_mode)))
		return fail(folder, name, "is not of mowners; move it elsewhere, then try again", err);
	return MOW_OK;
}

/* From here on the file is ours, and wanted; what is in it is not known before it is written. */
static int claim(struct folder *folder, const char *name, const char *key, struct mow_error *err)
{
	bool known = map_get(&folder->by_name, name, strlen(name), NULL);
	int result = check_name(folder, name, err);

	if (result == MOW_OK && key[0] != '\0' && !folder->keyless) {
		result = write_list(folder, false, err);
		folder->keyless = true;
	}
	if (result == MOW_OK && !known)
		result = append_name(folder, name, err);
	if (result != MOW_OK)
		return result;
	struct folder_file *file = add_file(folder, name, strlen(name));
	if (file == NULL)
		return mow_fail_memory(err);
	folder->changed = folder->changed || !known || key[0] != '\0' || file->key[0] != '\0';
	(void)stpcpy(file->key, key);
	file->wanted = true;
	return MOW_OK;
}

int folder_take(const char **path, struct folder *folder, const char *name, const char key[DIGEST_HEX],
		struct mow_error *err)
{
	int result = claim(folder, name, key, err);

	if (result != MOW_OK)
		return result;
	*path = path_of(folder, name);
	return buf_check(&folder->path, err);
}

int folder_put(struct folder *folder, const struct file_text *file, struct mow_error *err)
{
	size_t place;

	if (map_get(&folder->by_name, file->name, strlen(file->name), &place) && !folder->files.items[place].wanted &&
	    file_holds(path_of(folder, file->name), file->bytes, file->len)) {
		folder->files.items[place].wanted = true;
		return MOW_OK;
	}
	int result = claim(folder, file->name, "", err);
	return result == MOW_OK ? file_write_unsynced(path_of(folder, file->name), file->bytes, file->len, 0644, err)
				: result;
}

/* What has been replaced by something else since is not ours any more. */
static int remove_unwanted(struct folder *folder, struct mow_error *err)
{
	for (size_t i = 0; i < folder->files.count; i++) {
		struct folder_file *file = &folder->files.items[i];
		if (file->wanted)
			continue;
		if (is_there(folder, file->name) && unlink(path_of(folder, file->name)) != 0)
			return fail_errno(folder, "remove", file->name, err);
		file->name = NULL;
		folder->changed = true;
	}
	return MOW_OK;
}

int folder_end(struct folder *folder, struct mow_error *err)
{
	int result = remove_unwanted(folder, err);

	return result == MOW_OK && folder->changed ? write_list(folder, true, err) : result;
}
