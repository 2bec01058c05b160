#include "git/internal.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"

/*
 * Two of libgit2's options are needed only while a repository is opened, and all of them belong to the whole process:
 * so one opens at a time.
 */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/*
 * Extensions that change nothing for who reads (or are seen to here: config.c, repo_read), and those that check_format
 * refuses with words of its own.
 */
static const char *const extensions[] = {"worktreeconfig", "partialclone", "preciousobjects", "objectformat", "refstorage"};

void repo_free(struct repo *repo)
{
	if (repo == NULL)
		return;
	git_config_free(repo->config);
	git_config_free(repo->security);
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	arena_release(&repo->arena);
	free(repo);
	git_libgit2_shutdown();
}

static int fail_missing(const char *dir, const struct environment *env, struct mow_error *err)
{
	MOW_AUTO(buf) place = BUF_INIT;

	repo_quote(&place, env->dir != NULL ? env->dir : dir);
	if (env->dir != NULL)
		return mow_fail(err, MOW_ENOTFOUND, "GIT_DIR is %s, which is no git repository", place.data);
	return mow_fail(err, MOW_ENOTFOUND,
			"no git repository here: neither %s nor a folder above it is one; change into your repository, or run git init",
			place.data);
}

/* Does git itself, which knows every kind of safe.directory, open what libgit2 found to be someone else's? */
static int ask_owner(const struct repo *repo, const char *dir, struct mow_error *err)
{
	static const char *const argv[] = {"git", "rev-parse", "--git-dir", NULL};
	const char *const *variables = NULL;
	struct arena arena = {0};
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) place = BUF_INIT;
	int result = environment_config(&variables, &repo->environment, &arena, err);
	struct child child = {
		.argv = argv, .environment = CHILD_USER, .extra = variables, .directory = dir, .errors = &said};

	if (result == MOW_OK)
		result = child_run(&child, err);
	arena_release(&arena);
	if (result != MOW_OK || child.status == 0)
		return result;
	const char *found = git_repository_workdir(repo->git) ? git_repository_workdir(repo->git) : git_repository_path(repo->git);
	repo_quote(&place, found);
	buf_cut(&place, place.len > 1 ? place.len - 1 : place.len);
	return mow_fail(err, MOW_EDENIED,
			"the repository %s belongs to another user; if you trust it, run git config --global --add safe.directory '%s'",
			place.data, place.data);
}

/* git asks for no owner where GIT_DIR names the repository. */
static int open_checked(struct repo *repo, const char *dir, unsigned flags, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	int validate = 1;

	(void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof extensions[0]);
	(void)git_libgit2_opts(GIT_OPT_GET_OWNER_VALIDATION, &validate);
	(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, env->dir == NULL);
	int error = git_repository_open_ext(&repo->git, dir, flags, env->ceiling);
	/* 1.5 says "not found" of someone else's repository where no safe.directory is set at all: look again, without asking. */
	bool foreign = false;
	if (env->dir == NULL && (error == GIT_EOWNER || error == GIT_ENOTFOUND)) {
		(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
		error = git_repository_open_ext(&repo->git, dir, flags, env->ceiling);
		foreign = error == 0;
	}
	(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, validate);
	if (error == GIT_ENOTFOUND)
		return fail_missing(dir, env, err);
	if (error != 0)
		return repo_fail(err, MOW_EGIT, "cannot open the git repository");
	return foreign ? ask_owner(repo, dir, err) : MOW_OK;
}

static int open_git(struct repo *repo, const char *dir, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	unsigned flags = env->cross_filesystems ? GIT_REPOSITORY_OPEN_CROSS_FS : 0;

	if (env->dir != NULL)
		flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT;
	if (pthread_mutex_lock(&opening) != 0)
		return mow_fail(err, MOW_ESYSTEM, "cannot take a lock of this process");
	/* git does not verify on reading either; what must be verified is, by repo_blob. */
	(void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	int result = open_checked(repo, env->dir != NULL ? env->dir : dir, flags, err);
	(void)pthread_mutex_unlock(&opening);
	return result;
}

static int check_format(struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	bool found = false;
	int result = config_find(&value, &found, repo, "extensions.objectFormat", REPO_SCOPE_SECURITY, err);

	if (result == MOW_OK && found && strcmp(value.data, "sha1") != 0) {
		repo_quote(&said, value.data);
		return mow_fail(err, MOW_EUNSUPPORTED,
				"this repository names its objects by %s, which is not supported yet; mowners needs one that names them by "
				"SHA-1 (git init --object-format=sha1)",
				said.data);
	}
	if (result == MOW_OK)
		result = config_find(&value, &found, repo, "extensions.refStorage", REPO_SCOPE_SECURITY, err);
	if (result == MOW_OK && found && strcmp(value.data, "files") != 0) {
		repo_quote(&said, value.data);
		return mow_fail(err, MOW_EUNSUPPORTED,
				"this repository keeps its refs as %s, which is not supported yet; run git refs migrate --ref-format=files",
				said.data);
	}
	return result;
}

/* config.worktree is read only where the repository's own config says so. */
static int learn_worktree_config(struct repo *repo, struct mow_error *err)
{
	int result = repo_config_bool(&repo->worktree_config, repo, "extensions.worktreeConfig", false, REPO_SCOPE_SECURITY, err);

	if (result == MOW_OK && repo->worktree_config) {
		git_config_free(repo->security);
		repo->security = NULL;
	}
	return result;
}

/* A folder's real path with a final slash. */
static int real_dir(const char **out, struct arena *arena, const char *dir, struct mow_error *err)
{
	MOW_AUTO_FREE char *real = realpath(dir, NULL);

	if (real == NULL) {
		MOW_AUTO(buf) place = BUF_INIT;
		repo_quote(&place, dir);
		return mow_fail_errno(err, "cannot find the folder %s", place.data);
	}
	const char *path = arena_printf(arena, strcmp(real, "/") == 0 ? "%s" : "%s/", real);
	if (path == NULL)
		return mow_fail_memory(err);
	*out = path;
	return MOW_OK;
}

static bool starts_with(const char *path, const char *dir)
{
	return strncmp(path, dir, strlen(dir)) == 0;
}

/* With GIT_DIR and no core.worktree the current folder is the working tree, unless it is the repository itself (git(1)). */
static int find_explicit(const char **out, struct repo *repo, struct mow_error *err)
{
	const char *here = NULL;
	int result = real_dir(&here, &repo->arena, ".", err);

	if (result == MOW_OK)
		*out = starts_with(here, repo->git_dir) || starts_with(here, repo->common_dir) ? NULL : here;
	return result;
}

static int find_work_dir(struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	bool linked = git_repository_is_worktree(repo->git) == 1;
	bool bare = git_repository_is_bare(repo->git) == 1;
	bool found = false;
	int result = MOW_OK;

	if (repo->environment.work_tree != NULL)
		return real_dir(&repo->work_dir, &repo->arena, repo->environment.work_tree, err);
	if (!linked && repo->worktree_config)
		result = repo_config_bool(&bare, repo, "core.bare", bare, REPO_SCOPE_SECURITY, err);
	if (result != MOW_OK || bare)
		return result;
	if (!linked)
		result = config_find(&value, &found, repo, "core.worktree", REPO_SCOPE_SECURITY, err);
	if (result != MOW_OK)
		return result;
	if (found) {
		buf_addf(&path, "%s%s", value.data[0] == '/' ? "" : repo->git_dir, value.data);
		result = buf_check(&path, err);
		return result ? result : real_dir(&repo->work_dir, &repo->arena, path.data, err);
	}
	if (repo->environment.dir != NULL)
		return find_explicit(&repo->work_dir, repo, err);
	const char *dir = git_repository_workdir(repo->git);
	return dir != NULL ? real_dir(&repo->work_dir, &repo->arena, dir, err) : MOW_OK;
}

static int find_dirs(struct repo *repo, const char *dir, struct mow_error *err)
{
	const char *here = NULL;
	const char *git_dir = git_repository_path(repo->git);
	const char *common_dir = git_repository_commondir(repo->git);

	repo->git_dir = arena_dup(&repo->arena, git_dir, strlen(git_dir));
	repo->common_dir = arena_dup(&repo->arena, common_dir, strlen(common_dir));
	repo->prefix = "";
	if (repo->git_dir == NULL || repo->common_dir == NULL)
		return mow_fail_memory(err);
	int result = check_format(repo, err);
	if (result == MOW_OK)
		result = learn_worktree_config(repo, err);
	if (result == MOW_OK)
		result = find_work_dir(repo, err);
	if (result == MOW_OK)
		result = real_dir(&here, &repo->arena, dir, err);
	if (result == MOW_OK && repo->work_dir != NULL && starts_with(here, repo->work_dir) && !starts_with(here, repo->git_dir))
		repo->prefix = here + strlen(repo->work_dir);
	return result;
}

static int add_alternate(struct repo *repo, const char *path, struct mow_error *err)
{
	if (path == NULL || path[0] == '\0' || git_odb_add_disk_alternate(repo->odb, path) == 0)
		return MOW_OK;
	MOW_AUTO(buf) what = BUF_INIT;
	buf_adds(&what, "cannot open the object folder ");
	repo_quote(&what, path);
	return repo_fail(err, MOW_EGIT, what.data);
}

/*
 * What a push brought lies in quarantine until the hook has accepted it: GIT_OBJECT_DIRECTORY is the quarantine then, and the
 * repository's own objects are its alternate. libgit2's reading of these variables cannot cope with a path that holds a `:`.
 */
static int open_objects(struct repo *repo, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	const char *list = env->alternates;
	MOW_AUTO(buf) path = BUF_INIT;
	int result = MOW_OK;
	int error = env->object_dir != NULL ? git_odb_open(&repo->odb, env->object_dir) : git_repository_odb(&repo->odb, repo->git);

	while (error == 0 && result == MOW_OK && list != NULL) {
		list = environment_next_alternate(&path, list);
		result = path.failed ? mow_fail_memory(err) : add_alternate(repo, path.data, err);
	}
	if (error == 0 && result == MOW_OK && (env->object_dir == NULL || env->quarantine == NULL || strcmp(env->object_dir, env->quarantine) != 0))
		result = add_alternate(repo, env->quarantine, err);
	if (error == 0 && result == MOW_OK && env->object_dir != NULL)
		error = git_repository_set_odb(repo->git, repo->odb);
	return error != 0 ? repo_fail(err, MOW_EGIT, "cannot open the repository's objects") : result;
}

/* The children's "NAME=value" of a path without its final slash; nothing for NULL. */
static bool name_variable(const char **list, size_t *count, struct arena *arena, const char *name, const char *value)
{
	size_t len = value != NULL ? strlen(value) : 0;

	if (value == NULL)
		return true;
	len -= len > 1 && value[len - 1] == '/';
	list[*count] = arena_printf(arena, "%s=%.*s", name, (int)len, value);
	return list[(*count)++] != NULL;
}

static int name_variables(struct repo *repo, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	struct arena *arena = &repo->arena;
	const char *const *config = NULL;
	size_t more = 0;
	size_t count = 0;
	int result = environment_config(&config, env, arena, err);

	while (result == MOW_OK && config[more] != NULL)
		more++;
	const char **list = result == MOW_OK ? arena_array(arena, more + 7, sizeof *list) : NULL;
	if (result != MOW_OK || list == NULL)
		return result ? result : mow_fail_memory(err);
	if (!name_variable(list, &count, arena, "GIT_DIR", repo->git_dir) ||
	    !name_variable(list, &count, arena, "GIT_WORK_TREE", repo->work_dir) ||
	    !name_variable(list, &count, arena, "GIT_INDEX_FILE", env->index_file) ||
	    !name_variable(list, &count, arena, "GIT_OBJECT_DIRECTORY", env->object_dir) ||
	    !name_variable(list, &count, arena, "GIT_ALTERNATE_OBJECT_DIRECTORIES", env->alternates) ||
	    !name_variable(list, &count, arena, "GIT_QUARANTINE_PATH", env->quarantine))
		return mow_fail_memory(err);
	if (more > 0)
		memcpy(list + count, config, more * sizeof *list);
	repo->variables = list;
	repo->own_variables = count;
	return MOW_OK;
}

int repo_open(struct repo **out, const char *dir, bool from_env, struct mow_error *err)
{
	const char *start = dir != NULL ? dir : ".";

	if (git_libgit2_init() < 0)
		return repo_fail(err, MOW_EGIT, "cannot start libgit2");
	MOW_AUTO_PTR(repo) repo = calloc(1, sizeof *repo);
	if (repo == NULL) {
		git_libgit2_shutdown();
		return mow_fail_memory(err);
	}
	int result = environment_read(&repo->environment, &repo->arena, from_env, err);
	if (result == MOW_OK)
		result = open_git(repo, start, err);
	if (result == MOW_OK)
		result = find_dirs(repo, start, err);
	if (result == MOW_OK)
		result = open_objects(repo, err);
	if (result == MOW_OK)
		result = name_variables(repo, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(repo);
	return result;
}

const char *repo_git_dir(const struct repo *repo)
{
	return repo->git_dir;
}

const char *repo_common_dir(const struct repo *repo)
{
	return repo->common_dir;
}

const char *repo_work_dir(const struct repo *repo)
{
	return repo->work_dir;
}

const char *repo_prefix(const struct repo *repo)
{
	return repo->prefix;
}

bool repo_is_shallow(const struct repo *repo)
{
	struct stat st;
	MOW_AUTO(buf) path = BUF_INIT;

	/* Asked of the common folder: libgit2 looks into a linked working tree's own. */
	buf_addf(&path, "%sshallow", repo->common_dir);
	return !path.failed && stat(path.data, &st) == 0 && st.st_size > 0;
}
