/* The ready-made job of a forge that runs `mowners ci`: a file in the working tree, to be committed. */
#include "cmd/install_ci.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/system.h"
#include "hook_scripts.h"
#include "report/phrase.h"

#define CI_FILE_MAX ((size_t)1 << 20)

struct ci_file {
	const char *forge;
	const char *path; /* from the working tree; one of those that [rules] covers */
	const char *bytes;
	const char *set;  /* what is to be set in it */
	const char *next; /* what is left to be done on the forge */
	const char *line; /* that belongs into .gitlab-ci.yml; NULL */
};

#define VARIABLES "MOWNERS_URL and MOWNERS_SHA256"
static const struct ci_file files[] = {
	{"github", ".github/workflows/mowners.yml", hook_script_github_action_yml, VARIABLES,
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
	{"gitlab", ".gitlab/mowners/.gitlab-ci.yml", hook_script_gitlab_ci_yml, "url and sha256",
	 "commit both to the default branch, then set a token and what makes it bind; see SET-UP in mowners-ci(1)",
	 "include: .gitlab/mowners/.gitlab-ci.yml"},
	{"gitea", ".gitea/workflows/mowners.yml", hook_script_gitea_actions_yml, VARIABLES ", and runs-on",
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
	{"forgejo", ".forgejo/workflows/mowners.yml", hook_script_gitea_actions_yml, VARIABLES ", and runs-on",
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
};

/* ---- What is there ---------------------------------------------------------------------------------------------- */

static const char *line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? newline : end;
}

/* What ends in `''` is to be set: the rest of such a line may be anything. */
static bool is_line(const char *at, const char *end, const char *ours, const char *our_end)
{
	static const char unset[] = ": ''";
	size_t len = (size_t)(end - at), our_len = (size_t)(our_end - ours), tail = sizeof unset - 1;

	if (our_len > tail && memcmp(our_end - tail, unset, tail) == 0)
		return len >= our_len - tail + 2 && memcmp(at, ours, our_len - tail + 2) == 0;
	return len == our_len && memcmp(at, ours, len) == 0;
}

/* Whether it is as it was written, but for what is to be set in it. */
static bool is_ours(const struct buf *bytes, const char *ours)
{
	const char *at = bytes->data, *end = at + bytes->len;
	const char *our_end = ours + strlen(ours);

	while (at < end && ours < our_end) {
		const char *stop = line_end(at, end), *our_stop = line_end(ours, our_end);
		if (!is_line(at, stop, ours, our_stop))
			return false;
		at = stop < end ? stop + 1 : end;
		ours = our_stop < our_end ? our_stop + 1 : our_end;
	}
	return at == end && ours == our_end;
}

/* From the folder we are in. */
static int add_path(struct buf *out, const struct mow_repo *repo, const char *path, size_t len, struct mow_error *err)
{
	for (const char *at = mow_repo_prefix(repo); *at != '\0'; at++)
		if (*at == '/')
			buf_adds(out, "../");
	buf_add(out, path, len);
	return buf_check(out, err);
}

static int fail_path(const char *what, const char *path, size_t len, struct mow_error *err)
{
	return mow_fail_errno(err, "cannot %s %.*s", what, (int)len, path);
}

/* The folders that it lies in, one by one; a link could lead anywhere. `make`: those that are missing. */
static int walk_folders(const struct mow_repo *repo, const struct ci_file *file, bool make, struct mow_error *err)
{
	for (const char *slash = strchr(file->path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		size_t len = (size_t)(slash - file->path);
		MOW_AUTO(buf) path = BUF_INIT;
		struct stat st;
		if (add_path(&path, repo, file->path, len, err) != MOW_OK)
			return MOW_ENOMEM;
		if (lstat(path.data, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				continue;
			return mow_fail(err, MOW_EINVAL, "%.*s is no folder; move it away first", (int)len, file->path);
		}
		if (errno != ENOENT)
			return fail_path("look at", file->path, len, err);
		if (!make)
			return MOW_OK;
		if (mkdir(path.data, 0777) != 0)
			return fail_path("make", file->path, len, err);
	}
	return MOW_OK;
}

/* Those that are empty now. */
static void remove_folders(const struct mow_repo *repo, const struct ci_file *file)
{
	size_t len = strlen(file->path);

	for (;;) {
		MOW_AUTO(buf) path = BUF_INIT;
		const char *slash = system_last(file->path, '/', len);
		if (slash == NULL)
			return;
		len = (size_t)(slash - file->path);
		if (add_path(&path, repo, file->path, len, NULL) != MOW_OK || rmdir(path.data) != 0)
			return;
	}
}

/* Whether it is there; another one in its place is a failure. */
static int look(bool *there, const struct buf *path, const struct ci_file *file, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct stat st;

	*there = lstat(path->data, &st) == 0;
	if (!*there)
		return errno == ENOENT ? MOW_OK : fail_path("look at", file->path, strlen(file->path), err);
	if (S_ISREG(st.st_mode) && file_read(&bytes, path->data, CI_FILE_MAX, NULL) == MOW_OK &&
	    is_ours(&bytes, file->bytes))
		return MOW_OK;
	return mow_fail(err, MOW_EINVAL,
			"%s is there, and not as this mowners writes it, so it stays; move it away or remove it, if "
			"nobody needs it",
			file->path);
}

/* ---- Answers ---------------------------------------------------------------------------------------------------- */

static void say_put(struct buf *out, const struct ci_file *file, bool there)
{
	buf_addf(out, "mowners: %s %s\n", file->path, there ? "is there already" : "is written");
	buf_addf(out, "  Set      %s in it: a source tarball of mowners, and its checksum\n", file->set);
	if (file->line != NULL) {
		buf_addf(out, "  Line     %s\n", file->line);
		buf_adds(out,
			 "  Where    in .gitlab-ci.yml; where it includes something already, one more of that list\n");
	}
	buf_adds(out, "  Owners   [rules] in OWNERS: who changes it needs their approval\n");
	buf_addf(out, "  Next     %s\n", file->next);
}

static void say_taken(struct buf *out, const struct ci_file *file, bool there)
{
	if (!there) {
		buf_addf(out, "mowners: there is no %s\n", file->path);
		return;
	}
	buf_addf(out, "mowners: %s is removed; what was committed still runs until that is committed too\n",
		 file->path);
	if (file->line != NULL)
		buf_addf(out, "  Line     take this out of .gitlab-ci.yml: %s\n", file->line);
}

/* ---- Steps ------------------------------------------------------------------------------------------------------ */

static int put(struct mow_repo *repo, const struct ci_file *file, const struct buf *path, struct mow_error *err)
{
	int result = walk_folders(repo, file, true, err);

	return result == MOW_OK ? file_write(path->data, file->bytes, strlen(file->bytes), 0644, err) : result;
}

static int take_away(struct mow_repo *repo, const struct ci_file *file, const struct buf *path, struct mow_error *err)
{
	if (unlink(path->data) != 0)
		return fail_path("remove", file->path, strlen(file->path), err);
	remove_folders(repo, file);
	return MOW_OK;
}

/* The file of that forge, for a repository that has a place for it. */
static int find(const struct ci_file **out, const struct mow_repo *repo, const char *forge, struct mow_error *err)
{
	if (mow_repo_is_bare(repo))
		return mow_fail(err, MOW_EINVAL,
				"--ci writes a file that is committed; this repository has no working tree");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (strcmp(files[i].forge, forge) != 0)
			continue;
		*out = &files[i];
		return MOW_OK;
	}
	return mow_fail(err, MOW_EINVAL, "--ci names a forge: github, gitlab, gitea or forgejo");
}

int install_ci(struct mow_repo *repo, const char *forge, bool uninstall)
{
	const struct ci_file *file = NULL;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};
	bool there = false;
	int result = find(&file, repo, forge, &err);
	if (result == MOW_OK)
		result = add_path(&path, repo, file->path, strlen(file->path), &err);
	if (result == MOW_OK)
		result = walk_folders(repo, file, false, &err);
	if (result == MOW_OK)
		result = look(&there, &path, file, &err);
	if (result == MOW_OK && there == uninstall)
		result = uninstall ? take_away(repo, file, &path, &err) : put(repo, file, &path, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	if (uninstall)
		say_taken(&out, file, there);
	else
		say_put(&out, file, there);
	return command_write(&out, EXIT_YES);
}
