#include "cmd/repositories.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "report/phrase.h"

struct walk {
	repository_fn *each;
	void *context;
	struct mow_error *err;
};

static bool has(const char *folder, const char *name, mode_t kind)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	buf_addf(&path, "%s/%s", folder, name);
	return !path.failed && stat(path.data, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* As git tells one by what is in it. */
static bool is_repository(const char *folder)
{
	return has(folder, "HEAD", S_IFREG) && has(folder, "objects", S_IFDIR) && has(folder, "refs", S_IFDIR);
}

static int enter(const struct walk *walk, const char *folder, unsigned depth);

static int enter_below(const struct walk *walk, const char *folder, const char *name, unsigned depth)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
		return MOW_OK;
	buf_addf(&path, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
	if (path.failed)
		return mow_fail_memory(walk->err);
	if (lstat(path.data, &st) != 0)
		return errno == ENOENT ? MOW_OK : fail_path_errno(walk->err, "read the folder", path.data);
	return S_ISDIR(st.st_mode) ? enter(walk, path.data, depth + 1) : MOW_OK;
}

static int enter(const struct walk *walk, const char *folder, unsigned depth)
{
	struct dirent **entries = NULL;
	int result = MOW_OK;

	if (is_repository(folder)) {
		walk->each(folder, walk->context);
		return MOW_OK;
	}
	if (depth > REPOSITORIES_DEPTH)
		return mow_fail(walk->err, MOW_ETOOBIG,
				"repositories are looked for in %d folders inside one another at most",
				REPOSITORIES_DEPTH);
	int count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0)
		return fail_path_errno(walk->err, "read the folder", folder);
	for (int i = 0; i < count; i++) {
		if (result == MOW_OK)
			result = enter_below(walk, folder, entries[i]->d_name, depth);
		free(entries[i]);
	}
	free(entries);
	return result;
}

int repositories_each(const char *folder, repository_fn *each, void *context, struct mow_error *err)
{
	return enter(&(struct walk){each, context, err}, folder, 1);
}
