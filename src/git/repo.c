#include "git/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "git/discover.h"

void repo_free(struct repo *repo)
{
	if (repo == NULL)
		return;
	for (int scope = 0; scope < REPO_SCOPES; scope++)
		git_config_free(repo->configs[scope]);
	tree_cache_release(&repo->recent);
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	arena_release(&repo->arena);
	free(repo);
	git_libgit2_shutdown();
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
 * Left alone, libgit2 would read all files of the configuration once more, and the home directory's, for a setting or
 * two (core.fsyncObjectFiles, core.ignoreCase).
 */
static int lend_config(struct repo *repo, struct mow_error *err)
{
	git_config *config = NULL;
	int result = config_load(&config, repo, REPO_SCOPE_SECURITY, err);

	if (result == MOW_OK && git_repository_set_config(repo->git, config) != 0)
		return repo_fail(err, MOW_EGIT, "cannot read the configuration");
	return result;
}

/*
 * What a push brought lies in quarantine until the hook has accepted it: GIT_OBJECT_DIRECTORY is the quarantine then,
 * and the repository's own objects are its alternate. libgit2's reading of these variables cannot cope with a path that
 * holds a `:`.
 */
static int open_objects(struct repo *repo, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	const char *list = env->alternates;
	MOW_AUTO(buf) path = BUF_INIT;
	int result = MOW_OK;
	int error = env->object_dir != NULL ? git_odb_open(&repo->odb, env->object_dir)
					    : git_repository_odb(&repo->odb, repo->git);

	while (error == 0 && result == MOW_OK && list != NULL) {
		list = environment_next_alternate(&path, list);
		result = path.failed ? mow_fail_memory(err) : add_alternate(repo, path.data, err);
	}
	if (error == 0 && result == MOW_OK &&
	    (env->object_dir == NULL || env->quarantine == NULL || strcmp(env->object_dir, env->quarantine) != 0))
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

int repo_open(struct repo **out, const char *dir, enum repo_from from, struct mow_error *err)
{
	const char *start = dir != NULL ? dir : ".";

	if (git_libgit2_init() < 0)
		return repo_fail(err, MOW_EGIT, "cannot start libgit2");
	MOW_AUTO_PTR(repo) repo = calloc(1, sizeof *repo);
	if (repo == NULL) {
		git_libgit2_shutdown();
		return mow_fail_memory(err);
	}
	/* git does not verify on reading either; what must be verified is, by repo_blob. */
	(void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* Its cache keeps small trees for ever and large ones never; tree_read has one that fits. */
	(void)git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)0);
	int result = environment_read(&repo->environment, &repo->arena, from != REPO_FROM_DIR, err);
	if (result == MOW_OK)
		result = discover_repo(repo, start, from == REPO_FROM_ENV_COMMON, err);
	if (result == MOW_OK)
		result = lend_config(repo, err);
	if (result == MOW_OK)
		result = open_objects(repo, err);
	if (result == MOW_OK)
		result = name_variables(repo, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(repo);
	return result;
}

bool repo_index_is_elsewhere(const struct repo *repo)
{
	return repo->environment.index_file != NULL;
}

void repo_set_progress(struct repo *repo, mow_progress_fn *progress, void *context)
{
	repo->progress = progress;
	repo->progress_context = context;
}

void repo_set_budget(struct repo *repo, struct budget *budget)
{
	repo->budget = budget;
}

struct budget *repo_budget(const struct repo *repo)
{
	return repo->budget;
}

void repo_progress(const struct repo *repo, const char *what, size_t done)
{
	if (repo->progress != NULL)
		repo->progress(what, done, repo->progress_context);
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

int repo_shallow(bool *out, const struct repo *repo, struct mow_error *err)
{
	struct stat st;
	MOW_AUTO(buf) path = BUF_INIT;

	/* Asked of the common folder: libgit2 looks into a linked working tree's own. */
	buf_addf(&path, "%sshallow", repo->common_dir);
	if (buf_check(&path, err) != MOW_OK)
		return MOW_ENOMEM;
	bool there = stat(path.data, &st) == 0;
	if (!there && errno != ENOENT && errno != ENOTDIR)
		return mow_fail_errno(err, "cannot tell whether the repository is shallow");
	*out = there && st.st_size > 0;
	return MOW_OK;
}

bool repo_is_shallow(const struct repo *repo)
{
	bool shallow = true;

	(void)repo_shallow(&shallow, repo, NULL);
	return shallow;
}
