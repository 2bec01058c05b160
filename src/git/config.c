#include "git/internal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

/*
 * Files are added one by one, not taken from git_repository_config: libgit2 1.5 knows neither config.worktree nor
 * GIT_CONFIG_GLOBAL and its like, and the narrower scopes must not see a home directory's files at all.
 */

static int fail_file(struct mow_error *err, const char *path, const char *why)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	repo_quote(&shown, path);
	return mow_fail(err, MOW_ESYSTEM, "the configuration file %s %s", shown.data, why);
}

static bool is_null(const struct stat *st)
{
	struct stat null;

	return S_ISCHR(st->st_mode) && stat("/dev/null", &null) == 0 && null.st_rdev == st->st_rdev;
}

/*
 * Whether there is a file to be read: one that is missing, or none (/dev/null), sets nothing. Any other failure is no
 * absence: what cannot be looked at may set much. Of the user's own files git lets pass those that it may not look at,
 * and links that lead nowhere; ours decide nothing but comfort either. 1: there is.
 */
static int look_for(const char *path, git_config_level_t level, struct mow_error *err)
{
	bool own = level == GIT_CONFIG_LEVEL_GLOBAL || level == GIT_CONFIG_LEVEL_XDG;
	struct stat st;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		return 1;
	if (stat(path, &st) == 0)
		return is_null(&st) ? 0 : fail_file(err, path, "is no regular file");
	if (own && errno == EACCES)
		return 0;
	if (errno == ENOENT || errno == ENOTDIR)
		return own || lstat(path, &st) != 0 ? 0 : fail_file(err, path, "is a link that leads nowhere");
	return fail_path_errno(err, "look at the configuration file", path);
}

static int add_file(struct repo *repo, git_config *config, const char *path, git_config_level_t level,
		    struct mow_error *err)
{
	MOW_AUTO(buf) what = BUF_INIT;
	int there = path != NULL ? look_for(path, level, err) : 0;

	if (there != 1)
		return there;
	if (git_config_add_file_ondisk(config, path, level, repo->git, 1) == 0)
		return MOW_OK;
	buf_adds(&what, "cannot read the configuration file ");
	repo_quote(&what, path);
	return repo_fail(err, MOW_EGIT, what.data);
}

/* The first file of this name in the folders that libgit2 knows for a level; its own search calls absent what it cannot
 * look at. */
static int add_found(struct repo *repo, git_config *config, git_config_level_t level, const char *name,
		     struct mow_error *err)
{
	git_buf folders = {0};
	MOW_AUTO(buf) path = BUF_INIT;
	int found = 0;

	if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, level, &folders) != 0)
		return repo_fail(err, MOW_EGIT, "cannot tell where the configuration is");
	for (const char *at = folders.ptr; found == 0 && at != NULL && *at != '\0';) {
		size_t len = strcspn(at, ":");
		buf_reset(&path);
		buf_add(&path, at, len);
		buf_addf(&path, "/%s", name);
		found = path.failed ? mow_fail_memory(err) : len > 0 ? look_for(path.data, level, err) : 0;
		at += len + (at[len] == ':');
	}
	git_buf_dispose(&folders);
	return found == 1 ? add_file(repo, config, path.data, level, err) : found;
}

static int add_system(struct repo *repo, git_config *config, struct mow_error *err)
{
	return add_found(repo, config, GIT_CONFIG_LEVEL_SYSTEM, "gitconfig", err);
}

static int add_shared(struct repo *repo, git_config *config, enum repo_scope scope, struct mow_error *err)
{
	const struct environment *env = &repo->environment;
	int result = MOW_OK;

	if (scope == REPO_SCOPE_LOCAL)
		return MOW_OK;
	if (scope == REPO_SCOPE_SECURITY)
		return add_system(repo, config, err);
	if (!env->config_no_system && env->config_system != NULL)
		result = add_file(repo, config, env->config_system, GIT_CONFIG_LEVEL_SYSTEM, err);
	else if (!env->config_no_system)
		result = add_system(repo, config, err);
	if (result != MOW_OK || env->config_global != NULL)
		return result ? result : add_file(repo, config, env->config_global, GIT_CONFIG_LEVEL_GLOBAL, err);
	result = add_found(repo, config, GIT_CONFIG_LEVEL_XDG, "config", err);
	return result ? result : add_found(repo, config, GIT_CONFIG_LEVEL_GLOBAL, ".gitconfig", err);
}

static int add_own(struct repo *repo, git_config *config, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;

	buf_addf(&path, "%sconfig", repo->common_dir);
	int result = buf_check(&path, err);
	if (result == MOW_OK)
		result = add_file(repo, config, path.data, GIT_CONFIG_LEVEL_LOCAL, err);
	if (result != MOW_OK || !repo->worktree_config)
		return result;
	buf_reset(&path);
	buf_addf(&path, "%sconfig.worktree", repo->git_dir);
	result = buf_check(&path, err);
	return result ? result : add_file(repo, config, path.data, GIT_CONFIG_LEVEL_APP, err);
}

int config_load(git_config **out, struct repo *repo, enum repo_scope scope, struct mow_error *err)
{
	git_config **kept = &repo->configs[scope];
	git_config *config = NULL;
	int result = MOW_OK;

	if (*kept == NULL) {
		if (git_config_new(&config) != 0)
			return repo_fail(err, MOW_EGIT, "cannot read the configuration");
		result = add_shared(repo, config, scope, err);
		if (result == MOW_OK)
			result = add_own(repo, config, err);
		if (result != MOW_OK) {
			git_config_free(config);
			return result;
		}
		*kept = config;
	}
	*out = *kept;
	return MOW_OK;
}

static int fail_value(const char *key, const char *value, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;

	repo_quote(&name, key);
	repo_quote(&said, value);
	return mow_fail(err, MOW_EINVAL, "git config %s is \"%s\", which is neither true nor false", name.data,
			said.data);
}

/* A key without `=` is true, and nothing else: where a text is asked for git stops too. */
static int fail_missing_value(const char *key, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;

	repo_quote(&name, key);
	return mow_fail(err, MOW_EINVAL, "git config %s is there without a value", name.data);
}

/* What git -c and GIT_CONFIG_COUNT say is for git alone to read. 1: found, 0: not set. */
static int ask_git(struct buf *out, const struct repo *repo, const char *type, const char *key, struct mow_error *err)
{
	const char *arguments[] = {"config", "-z", type, "--get", key, NULL};
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_USER, .output = out, .errors = &said};
	int result = run_git(&run, repo, err);

	if (result == MOW_OK && run.status > 1)
		return run_fail(&run, err);
	if (result != MOW_OK)
		return result;
	if (out->len > 0 && out->data[out->len - 1] == '\0')
		buf_cut(out, out->len - 1);
	return run.status == 0;
}

/* `out` stays NULL where the key is not set. */
static int find_entry(git_config_entry **out, struct repo *repo, const char *key, enum repo_scope scope,
		      struct mow_error *err)
{
	git_config *config = NULL;
	int result = config_load(&config, repo, scope, err);

	if (result != MOW_OK)
		return result;
	int error = git_config_get_entry(out, config, key);
	if (error == 0 || error == GIT_ENOTFOUND)
		return MOW_OK;
	return repo_fail(err, error == GIT_EINVALIDSPEC ? MOW_EINVAL : MOW_EGIT, "cannot read the configuration");
}

int config_find(struct buf *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	git_config_entry *entry = NULL;
	int found;

	if (scope == REPO_SCOPE_ANY && repo->environment.config_given) {
		found = ask_git(&value, repo, "--no-type", key, err);
	} else {
		int result = find_entry(&entry, repo, key, scope, err);
		found = result != MOW_OK ? result : entry != NULL;
		if (entry != NULL && entry->value != NULL)
			buf_adds(&value, entry->value);
		else if (entry != NULL)
			found = fail_missing_value(key, err);
		git_config_entry_free(entry);
	}
	if (found != 1)
		return found;
	if (value.failed)
		return mow_fail_memory(err);
	buf_reset(out);
	buf_add(out, value.data, value.len);
	return out->failed ? mow_fail_memory(err) : 1;
}

int repo_config(struct buf *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err)
{
	int found = config_find(out, repo, key, scope, err);

	if (found != 0)
		return found < 0 ? found : MOW_OK;
	MOW_AUTO(buf) name = BUF_INIT;
	repo_quote(&name, key);
	return mow_fail(err, MOW_ENOTFOUND, "git config %s is not set", name.data);
}

/* git's word for it; printed like any other, a key without a value looks like an empty one. */
static int ask_git_bool(struct buf *out, const struct repo *repo, const char *key, struct mow_error *err)
{
	int found = ask_git(out, repo, "--no-type", key, err);

	return found == 1 && out->len == 0 ? ask_git(out, repo, "--type=bool", key, err) : found;
}

int repo_config_bool(bool *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	git_config_entry *entry = NULL;
	const char *text = NULL;
	int parsed = *out;
	int found;

	if (scope == REPO_SCOPE_ANY && repo->environment.config_given) {
		found = ask_git_bool(&value, repo, key, err);
		text = value.data;
	} else {
		int result = find_entry(&entry, repo, key, scope, err);
		found = result != MOW_OK ? result : entry != NULL;
		text = entry != NULL ? entry->value : NULL;
	}
	int result = found < 0 ? found : MOW_OK;
	/* A key without `=` (NULL) is true, an empty value false. */
	if (found == 1 && git_config_parse_bool(&parsed, text) != 0)
		result = fail_value(key, text, err);
	git_config_entry_free(entry);
	if (result == MOW_OK)
		*out = parsed != 0;
	return result;
}

/* Since 2.24 git marks the remote; older ones set the extension. Names come in lower case, but for the remote's. */
static bool is_promisor(const char *name)
{
	static const char end[] = ".promisor";
	size_t len = strlen(name);

	return strcmp(name, "extensions.partialclone") == 0 ||
	       (text_begins(name, "remote.") && len > sizeof end && strcmp(name + len - (sizeof end - 1), end) == 0);
}

bool config_is_partial(struct repo *repo)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry = NULL;
	bool partial = false;

	if (config_load(&config, repo, REPO_SCOPE_SECURITY, NULL) != MOW_OK ||
	    git_config_iterator_new(&iterator, config) != 0)
		return false;
	while (!partial && git_config_next(&entry, iterator) == 0)
		partial = is_promisor(entry->name);
	git_config_iterator_free(iterator);
	return partial;
}
