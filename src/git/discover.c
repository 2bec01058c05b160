#include "git/discover.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/*
 * libgit2 is asked where the repository is, and opens it as a bare one: so it checks neither owner nor format, for
 * which it has settings of the whole process and answers that differ from git's, and knows no working tree, which only
 * git's index needs.
 */

static int fail_missing(const char *dir, const struct environment *env, struct mow_error *err)
{
	MOW_AUTO(buf) place = BUF_INIT;

	repo_quote(&place, env->dir != NULL ? env->dir : dir);
	if (env->dir != NULL)
		return mow_fail(err, MOW_ENOTFOUND, "GIT_DIR is %s, which is no git repository", place.data);
	return mow_fail(err, MOW_ENOTFOUND,
			"no git repository here: neither %s nor a folder above it is one; change into your repository, "
			"or run git init",
			place.data);
}

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Whether there is something at the path. What cannot be looked at is not taken to be absent: without its working tree
 * a clone has no change in it. */
static int look(bool *there, struct stat *st, const char *path, struct mow_error *err)
{
	*there = stat(path, st) == 0;
	return *there || errno == ENOENT || errno == ENOTDIR ? MOW_OK : fail_path_errno(err, "look at", path);
}

static bool is_same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/* GIT_DIR is the repository, or a file "gitdir: …" that leads to it; else it is looked for from `dir` upwards. */
static int open_git(struct repo *repo, const char *dir, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	git_buf found = {0};
	int error;

	if (env->dir != NULL && !is_file(env->dir)) {
		error = git_repository_open_bare(&repo->git, env->dir);
	} else {
		error = git_repository_discover(&found, env->dir != NULL ? env->dir : dir, env->cross_filesystems,
						env->ceiling);
		if (error == 0)
			error = git_repository_open_bare(&repo->git, found.ptr);
		git_buf_dispose(&found);
	}
	if (error == GIT_ENOTFOUND)
		return fail_missing(dir, env, err);
	return error == 0 ? MOW_OK : repo_fail(err, MOW_EGIT, "cannot open the git repository");
}

/* A folder's real path with a final slash. */
static int real_dir(const char **out, struct arena *arena, const char *dir, struct mow_error *err)
{
	MOW_AUTO_FREE char *real = realpath(dir, NULL);

	if (real == NULL)
		return fail_path_errno(err, "find the folder", dir);
	const char *path = arena_printf(arena, "%s%s", real, strcmp(real, "/") == 0 ? "" : "/");
	if (path == NULL)
		return mow_fail_memory(err);
	*out = path;
	return MOW_OK;
}

/* The folder, `dir` or above it, whose `.git` led to the repository; NULL where it is one of these folders itself. */
static int find_top(const char **out, struct repo *repo, const char *dir, struct mow_error *err)
{
	struct stat git_dir, st;
	bool there = false;
	const char *start = "";
	MOW_AUTO(buf) path = BUF_INIT;
	int result = real_dir(&start, &repo->arena, dir, err);

	if (result != MOW_OK)
		return result;
	if (stat(repo->git_dir, &git_dir) != 0)
		return mow_fail_errno(err, "cannot look at the git repository");
	for (size_t len = strlen(start); len > 0; len--) {
		if (start[len - 1] != '/')
			continue;
		buf_reset(&path);
		buf_add(&path, start, len);
		buf_adds(&path, ".git");
		if (path.failed)
			return mow_fail_memory(err);
		result = look(&there, &st, path.data, err);
		if (result != MOW_OK)
			return result;
		if (there && (S_ISREG(st.st_mode) || is_same(&st, &git_dir))) {
			*out = arena_dup(&repo->arena, start, len);
			return *out != NULL ? MOW_OK : mow_fail_memory(err);
		}
		buf_cut(&path, len);
		result = look(&there, &st, path.data, err);
		if (result != MOW_OK)
			return result;
		if (there && is_same(&st, &git_dir))
			break;
	}
	*out = NULL;
	return MOW_OK;
}

/* As git: the working tree, the file `.git` in it, and the repository itself must be ours. */
static bool is_ours(const struct repo *repo, const char *top)
{
	struct stat st;
	MOW_AUTO(buf) file = BUF_INIT;

	if (lstat(repo->git_dir, &st) != 0 || st.st_uid != geteuid())
		return false;
	if (top == NULL)
		return true;
	buf_addf(&file, "%s.git", top);
	return lstat(top, &st) == 0 && st.st_uid == geteuid() && !file.failed && lstat(file.data, &st) == 0 &&
	       st.st_uid == geteuid();
}

/* A word of the shell, since the message holds a command to be copied and the folder's name is a stranger's. */
static void put_word(struct buf *out, const char *text)
{
	buf_addc(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buf_adds(out, "'\\'");
		buf_addc(out, *text);
	}
	buf_addc(out, '\'');
}

/* git itself knows every kind of safe.directory, and who called sudo. */
static int ask_owner(const struct repo *repo, const char *dir, const char *top, struct mow_error *err)
{
	static const char *const argv[] = {"git", "rev-parse", "--git-dir", NULL};
	const char *const *variables = NULL;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) place = BUF_INIT;
	MOW_AUTO(buf) word = BUF_INIT;
	struct stat st;
	int result = environment_config(&variables, &repo->environment, &arena, err);
	struct child child = {
		.argv = argv, .environment = CHILD_USER, .extra = variables, .directory = dir, .errors = &said};

	if (result == MOW_OK)
		result = child_run(&child, err);
	if (result != MOW_OK || child.status == 0)
		return result;
	repo_quote(&place, top != NULL ? top : repo->git_dir);
	buf_cut(&place, place.len > 1 ? place.len - 1 : place.len);
	put_word(&word, place.data);
	unsigned long owner = lstat(repo->git_dir, &st) == 0 ? (unsigned long)st.st_uid : 0;
	return mow_fail(
		err, MOW_EDENIED,
		"the repository %s belongs to another user (%lu); run this as that user (sudo -u '#%lu' …), or, if you "
		"trust it: git config --global --add safe.directory %s",
		place.data, owner, owner, word.data);
}

/* config.worktree is read only where the repository's own config says so. */
static int learn_worktree_config(struct repo *repo, struct mow_error *err)
{
	int result =
		repo_config_bool(&repo->worktree_config, repo, "extensions.worktreeConfig", REPO_SCOPE_SECURITY, err);

	/* To be read again, with that file. */
	if (result == MOW_OK && repo->worktree_config) {
		git_config_free(repo->configs[REPO_SCOPE_SECURITY]);
		repo->configs[REPO_SCOPE_SECURITY] = NULL;
	}
	return result;
}

static bool starts_with(const char *path, const char *dir)
{
	return path != NULL && text_begins(path, dir);
}

/* With GIT_DIR and no core.worktree the current folder is the working tree (git(1)), unless it is the repository
 * itself. */
static int take_current(struct repo *repo, struct mow_error *err)
{
	const char *here = NULL;
	int result = real_dir(&here, &repo->arena, ".", err);

	if (result == MOW_OK && !starts_with(here, repo->git_dir) && !starts_with(here, repo->common_dir))
		repo->work_dir = here;
	return result;
}

/* core.bare and core.worktree are about the main working tree, not a linked one. */
static int find_work_dir(struct repo *repo, const char *top, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	bool linked = strcmp(repo->git_dir, repo->common_dir) != 0;
	bool bare = false;
	int found = 0;
	int result = MOW_OK;

	if (repo->environment.work_tree != NULL)
		return real_dir(&repo->work_dir, &repo->arena, repo->environment.work_tree, err);
	if (!linked)
		result = repo_config_bool(&bare, repo, "core.bare", REPO_SCOPE_SECURITY, err);
	if (result == MOW_OK && !linked && !bare)
		found = config_find(&value, repo, "core.worktree", REPO_SCOPE_SECURITY, err);
	if (result != MOW_OK || found < 0 || bare)
		return found < 0 ? found : result;
	if (found) {
		buf_addf(&path, "%s%s", value.data[0] == '/' ? "" : repo->git_dir, value.data);
		result = buf_check(&path, err);
		return result ? result : real_dir(&repo->work_dir, &repo->arena, path.data, err);
	}
	if (repo->environment.dir != NULL)
		return take_current(repo, err);
	repo->work_dir = top;
	return MOW_OK;
}

static int find_prefix(struct repo *repo, const char *dir, struct mow_error *err)
{
	const char *here = NULL;
	int result = real_dir(&here, &repo->arena, dir, err);

	repo->prefix = "";
	if (result == MOW_OK && repo->work_dir != NULL && starts_with(here, repo->work_dir) &&
	    !starts_with(here, repo->git_dir))
		repo->prefix = here + strlen(repo->work_dir);
	return result;
}

static int find_dirs(struct repo *repo, const char *dir, struct mow_error *err)
{
	const char *git_dir = git_repository_path(repo->git);
	const char *common_dir = git_repository_commondir(repo->git);
	const char *top = NULL;
	int result = MOW_OK;

	repo->git_dir = arena_dup(&repo->arena, git_dir, strlen(git_dir));
	repo->common_dir = arena_dup(&repo->arena, common_dir, strlen(common_dir));
	if (repo->git_dir == NULL || repo->common_dir == NULL)
		return mow_fail_memory(err);
	/* git asks for no owner where GIT_DIR names the repository. */
	if (repo->environment.dir == NULL)
		result = find_top(&top, repo, dir, err);
	if (result == MOW_OK && repo->environment.dir == NULL && !is_ours(repo, top))
		result = ask_owner(repo, dir, top, err);
	if (result == MOW_OK)
		result = repo_format_check(repo, err);
	if (result == MOW_OK)
		result = learn_worktree_config(repo, err);
	if (result == MOW_OK)
		result = find_work_dir(repo, top, err);
	return result ? result : find_prefix(repo, dir, err);
}

/* A working tree has a HEAD, refs and settings of its own; who writes to it writes to the refs of the whole repository.
 */
static int leave_working_tree(struct repo *repo, struct mow_error *err)
{
	const char *common_dir = git_repository_commondir(repo->git);
	git_repository *common = NULL;

	if (strcmp(git_repository_path(repo->git), common_dir) == 0)
		return MOW_OK;
	repo->environment.dir = arena_dup(&repo->arena, common_dir, strlen(common_dir));
	if (repo->environment.dir == NULL)
		return mow_fail_memory(err);
	if (git_repository_open_bare(&common, repo->environment.dir) != 0)
		return repo_fail(err, MOW_EGIT, "cannot open the repository that this working tree belongs to");
	git_repository_free(repo->git);
	repo->git = common;
	repo->left_worktree = true;
	return MOW_OK;
}

int discover_repo(struct repo *repo, const char *dir, bool common, struct mow_error *err)
{
	int result = open_git(repo, dir, err);

	if (result == MOW_OK && common)
		result = leave_working_tree(repo, err);
	return result ? result : find_dirs(repo, dir, err);
}
