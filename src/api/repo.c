#include "api/repo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/system.h"
#include "base/text.h"

int mow_repo_open(struct mow_repo **out, const struct mow_repo_options *options, struct mow_error *err)
{
	static const struct mow_repo_options defaults;
	struct mow_repo *repo = calloc(1, sizeof *repo);
	int result;

	if (repo == NULL)
		return mow_fail_memory(err);
	if (options == NULL)
		options = &defaults;
	repo->hooks = repo->head = repo->value = (struct buf)BUF_INIT;
	repo->now = options->now ? options->now : clock_now();
	result = repo_open(&repo->git, options->dir,
			   !options->from_env ? REPO_FROM_DIR
			   : options->server  ? REPO_FROM_ENV_COMMON
					      : REPO_FROM_ENV,
			   err);
	if (result < 0) {
		mow_repo_free(repo);
		return result;
	}
	repo_set_progress(repo->git, options->progress, options->progress_context);
	*out = repo;
	return MOW_OK;
}

void mow_repo_free(struct mow_repo *repo)
{
	if (repo == NULL)
		return;
	past_free(repo->past);
	repo_free(repo->git);
	buf_release(&repo->hooks);
	buf_release(&repo->head);
	buf_release(&repo->value);
	arena_release(&repo->arena);
	free(repo);
}

int repo_past(struct past **out, struct mow_repo *repo, struct mow_error *err)
{
	int result = repo->past != NULL ? MOW_OK : past_open(&repo->past, repo->git, err);

	*out = repo->past;
	return result;
}

bool mow_repo_is_shallow(const struct mow_repo *repo)
{
	return repo_is_shallow(repo->git);
}

/* The same for all working trees of one: by what they have in common. */
int mow_repo_name(const char **out, struct mow_repo *repo, struct mow_error *err)
{
	static const char git[] = ".git";
	const char *dir = repo_common_dir(repo->git);
	size_t len = strlen(dir) - 1;
	bool inside = len > sizeof git - 1 && text_begins(dir + len - (sizeof git - 1), git);

	if (inside)
		len -= sizeof git - 1;
	if (inside && dir[len - 1] == '/')
		len--;
	const char *slash = system_last(dir, '/', len);
	const char *name = slash != NULL ? slash + 1 : dir;
	*out = arena_dup(&repo->arena, name, len - (size_t)(name - dir));
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

const char *mow_repo_prefix(const struct mow_repo *repo)
{
	return repo_prefix(repo->git);
}

bool mow_repo_is_bare(const struct mow_repo *repo)
{
	return repo_work_dir(repo->git) == NULL;
}

int64_t mow_repo_now(const struct mow_repo *repo)
{
	return repo->now;
}

int mow_repo_remote(const char **out, struct mow_repo *repo, struct mow_error *err)
{
	return repo_remote(out, repo->git, err);
}

int mow_repo_head(const char **out, struct mow_repo *repo, struct mow_error *err)
{
	int result = repo_head_name(&repo->head, repo->git, err);

	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	*out = result == MOW_OK ? repo->head.data : NULL;
	return MOW_OK;
}

struct ref_walk {
	mow_ref_fn *each;
	void *context;
};

static int tell_ref(const char *name, const struct oid *oid, void *context)
{
	const struct ref_walk *walk = context;
	char tip[OID_HEX];

	oid_format(tip, oid);
	return walk->each(name, tip, walk->context);
}

int mow_repo_each_branch(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err)
{
	struct ref_walk walk = {each, context};
	int result = repo_each_ref(repo->git, "refs/heads/", tell_ref, &walk, err);

	return result ? result : repo_each_ref(repo->git, "refs/remotes/", tell_ref, &walk, err);
}

struct alias_walk {
	struct mow_repo *repo;
	mow_ref_fn *each;
	void *context;
	struct mow_error *err;
};

static int tell_alias(const char *name, const struct oid *oid, void *context)
{
	const struct alias_walk *walk = context;
	MOW_AUTO(buf) target = BUF_INIT;
	int result = repo_symbolic(&target, walk->repo->git, name, walk->err);

	(void)oid;
	if (result != MOW_OK)
		return result == MOW_ENOTFOUND ? MOW_OK : result;
	return walk->each(name, target.data, walk->context);
}

int mow_repo_each_alias(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err)
{
	struct alias_walk walk = {repo, each, context, err};
	int result = repo_each_ref(repo->git, "refs/heads/", tell_alias, &walk, err);

	return result ? result : repo_each_ref(repo->git, "refs/tags/", tell_alias, &walk, err);
}

static bool lies_in(const char *path, const char *folder)
{
	return folder != NULL && text_begins(path, folder);
}

static int find_hooks_kind(enum mow_hooks_kind *out, const struct mow_repo *repo, struct mow_error *err)
{
	const char *folder = repo->hooks.data;
	const char *work_dir = repo_work_dir(repo->git);
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	buf_add(&path, folder, strlen(folder) - 1); /* with the slash, a link would be followed */
	if (buf_check(&path, err) != MOW_OK)
		return MOW_ENOMEM;
	if ((lstat(path.data, &st) == 0 && S_ISLNK(st.st_mode)) || strstr(folder, "/../") != NULL)
		*out = MOW_HOOKS_SHARED;
	else if (lies_in(folder, repo_common_dir(repo->git)) || lies_in(folder, repo_git_dir(repo->git)))
		*out = MOW_HOOKS_OWN;
	else
		*out = lies_in(folder, work_dir) ? MOW_HOOKS_TRACKED : MOW_HOOKS_SHARED;
	return MOW_OK;
}

/* Git takes `core.hooksPath` as it is: where that is empty it looks below the root of the file system. */
static int check_hooks_path(const struct mow_repo *repo, const struct buf *path, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	struct stat st;

	if (path->len > 0 && (stat(repo->hooks.data, &st) == 0 || errno != ENOTDIR))
		return MOW_OK;
	escape_path(&shown, path->data, path->len);
	return mow_fail(err, MOW_EINVAL,
			"git runs no hooks of this repository, since its git config core.hooksPath is %s; take that "
			"out: git config --unset core.hooksPath",
			path->len == 0 ? "empty" : shown.data);
}

int mow_repo_hooks(struct mow_hooks *out, struct mow_repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) own = BUF_INIT;
	MOW_AUTO(buf) effective = BUF_INIT;
	int here = repo_config(&own, repo->git, "core.hooksPath", REPO_SCOPE_LOCAL, err);
	int anywhere = repo_config(&effective, repo->git, "core.hooksPath", REPO_SCOPE_ANY, err);
	int result;

	if (here < 0 && here != MOW_ENOTFOUND)
		return here;
	if (anywhere < 0 && anywhere != MOW_ENOTFOUND)
		return anywhere;
	if (anywhere == 0 && (here < 0 || strcmp(own.data, effective.data) != 0)) {
		MOW_AUTO(buf) shown = BUF_INIT;
		escape_path(&shown, effective.data, effective.len);
		return mow_fail(
			err, MOW_EINVAL,
			"git config core.hooksPath of this user or system sends the hooks of all repositories to \"%s\"; set it for this "
			"repository first: git config core.hooksPath \"$(git rev-parse --git-common-dir)/hooks\"",
			shown.data);
	}
	buf_reset(&repo->hooks);
	result = repo_hooks_dir(&repo->hooks, repo->git, err);
	if (result == MOW_OK && here == 0)
		result = check_hooks_path(repo, &own, err);
	if (result < 0)
		return result;
	out->folder = repo->hooks.data;
	out->work_dir = repo_work_dir(repo->git);
	return find_hooks_kind(&out->kind, repo, err);
}

int mow_repo_config(const char **out, struct mow_repo *repo, const char *key, bool security, struct mow_error *err)
{
	int result = repo_config(&repo->value, repo->git, key, security ? REPO_SCOPE_SECURITY : REPO_SCOPE_ANY, err);

	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	*out = result == MOW_OK ? repo->value.data : NULL;
	return MOW_OK;
}

int mow_repo_config_bool(bool *out, struct mow_repo *repo, const char *key, bool security, struct mow_error *err)
{
	return repo_config_bool(out, repo->git, key, security ? REPO_SCOPE_SECURITY : REPO_SCOPE_ANY, err);
}

int mow_repo_set_config(struct mow_repo *repo, const char *key, const char *value, struct mow_error *err)
{
	const char *const set[] = {"config", "--local", "--replace-all", key, value, NULL};
	const char *const unset[] = {"config", "--local", "--unset-all", key, NULL};
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(buf) present = BUF_INIT;
	int result;

	if (value != NULL)
		return repo_git(&out, repo->git, set, err);
	result = repo_config(&present, repo->git, key, REPO_SCOPE_LOCAL, err);
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	return result < 0 ? result : repo_git(&out, repo->git, unset, err);
}
