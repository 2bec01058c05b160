#include "base/child_env.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"

extern char **environ;

/* Where the environment has no PATH: what POSIX utilities and a usual git need. */
#define PATH_ELSE "/usr/local/bin:/usr/bin:/bin"

struct list {
	char **items;
	size_t count;
	size_t capacity;
};

/* What every child gets; `extra` may say otherwise. */
static const char *const always[] = {"GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C", "TZ=UTC0", NULL};

static const char *const clean[] = {"PATH", "HOME", "TMPDIR", NULL};

/*
 * Variables that would tie a child to the repository, the configuration or the quarantine of the git that runs us
 * (git rev-parse --local-env-vars and more), or change what its answers mean. A final * stands for any rest. Where the
 * user's own configuration lies (GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM) stays theirs to say.
 */
static const char *const stripped[] = {"GIT_ALTERNATE_OBJECT_DIRECTORIES",
				       "GIT_ATTR_SOURCE",
				       "GIT_COMMON_DIR",
				       "GIT_CONFIG",
				       "GIT_CONFIG_COUNT",
				       "GIT_CONFIG_KEY_*",
				       "GIT_CONFIG_KEY_*",
				       "GIT_CONFIG_PARAMETERS",
				       "GIT_CONFIG_VALUE_*",
				       "GIT_CONFIG_VALUE_*",
				       "GIT_DEFAULT_HASH",
				       "GIT_DIFF_OPTS",
				       "GIT_DIR",
				       "GIT_EXTERNAL_DIFF",
				       "GIT_GLOB_PATHSPECS",
				       "GIT_GRAFT_FILE",
				       "GIT_ICASE_PATHSPECS",
				       "GIT_IMPLICIT_WORK_TREE",
				       "GIT_INDEX_FILE",
				       "GIT_INDEX_VERSION",
				       "GIT_INTERNAL_SUPER_PREFIX",
				       "GIT_LITERAL_PATHSPECS",
				       "GIT_NAMESPACE",
				       "GIT_NOGLOB_PATHSPECS",
				       "GIT_OBJECT_DIRECTORY",
				       "GIT_PREFIX",
				       "GIT_PUSH_OPTION_*",
				       "GIT_QUARANTINE_PATH",
				       "GIT_REPLACE_REF_BASE",
				       "GIT_SHALLOW_FILE",
				       "GIT_WORK_TREE",
				       NULL};

static bool name_matches(const char *name, size_t len, const char *pattern)
{
	size_t size = strlen(pattern);

	if (size > 0 && pattern[size - 1] == '*')
		return len >= size - 1 && memcmp(name, pattern, size - 1) == 0;
	return len == size && memcmp(name, pattern, size) == 0;
}

static bool name_in(const char *name, size_t len, const char *const *patterns)
{
	for (; *patterns != NULL; patterns++)
		if (name_matches(name, len, *patterns))
			return true;
	return false;
}

/* Whether one of these "NAME=value" sets the name. */
static bool sets_name(const char *const *variables, const char *name, size_t len)
{
	for (; variables != NULL && *variables != NULL; variables++)
		if (strncmp(*variables, name, len) == 0 && (*variables)[len] == '=')
			return true;
	return false;
}

static void add_variable(struct buf *out, const char *variable)
{
	buf_add(out, variable, strlen(variable) + 1);
}

static void add_inherited(struct buf *out, const struct child *child)
{
	for (char **at = environ; at != NULL && *at != NULL; at++) {
		size_t len = strcspn(*at, "=");
		bool kept = child->environment == CHILD_CLEAN ? name_in(*at, len, clean) : !name_in(*at, len, stripped);
		if (kept && (*at)[len] == '=' && !sets_name(always, *at, len) && !sets_name(child->extra, *at, len))
			add_variable(out, *at);
	}
}

/* The pointers are set last: the buffer moves while it grows. */
static int fill_vector(struct child_env *env, struct mow_error *err)
{
	struct list list = {0};
	size_t at = 0;

	while (at < env->strings.len) {
		if (array_reserve(&list, 2)) {
			free(list.items);
			return mow_fail_memory(err);
		}
		list.items[list.count++] = env->strings.data + at;
		at += strlen(env->strings.data + at) + 1;
	}
	if (array_reserve(&list, 1)) {
		free(list.items);
		return mow_fail_memory(err);
	}
	list.items[list.count] = NULL;
	env->vector = list.items;
	return MOW_OK;
}

int child_env_init(struct child_env *env, const struct child *child, struct mow_error *err)
{
	struct child_env filling = {.strings = BUF_INIT};
	int result;

	add_inherited(&filling.strings, child);
	for (const char *const *at = always; *at != NULL; at++)
		if (!sets_name(child->extra, *at, strcspn(*at, "=")))
			add_variable(&filling.strings, *at);
	for (const char *const *at = child->extra; at != NULL && *at != NULL; at++)
		add_variable(&filling.strings, *at);
	result = buf_check(&filling.strings, err);
	if (result == MOW_OK)
		result = fill_vector(&filling, err);
	if (result != MOW_OK) {
		child_env_release(&filling);
		return result;
	}
	*env = filling;
	return MOW_OK;
}

void child_env_release(struct child_env *env)
{
	free(env->vector);
	env->vector = NULL;
	buf_release(&env->strings);
}

static bool is_program(const char *path)
{
	struct stat st;

	return access(path, X_OK) == 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static const char *search_path(void)
{
	for (char **at = environ; at != NULL && *at != NULL; at++)
		if (text_begins(*at, "PATH="))
			return *at + 5;
	return PATH_ELSE;
}

static int fail_missing(const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, name, strlen(name));
	return mow_fail(err, MOW_ENOTFOUND, "%s is needed but not installed, or not in a directory of PATH", text.data);
}

int child_env_find(struct buf *out, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;

	if (name[0] == '\0' || (name[0] != '/' && strchr(name, '/') != NULL))
		return fail_missing(name, err);
	if (name[0] == '/') {
		if (!is_program(name))
			return fail_missing(name, err);
		buf_adds(out, name);
		return buf_check(out, err);
	}
	for (const char *at = search_path(); *at != '\0';) {
		size_t len = strcspn(at, ":");
		buf_reset(&path);
		if (at[0] == '/') {
			buf_add(&path, at, len);
			buf_addf(&path, "/%s", name);
			if (path.failed)
				return mow_fail_memory(err);
			if (is_program(path.data)) {
				buf_add(out, path.data, path.len);
				return buf_check(out, err);
			}
		}
		at += len + (at[len] == ':');
	}
	return fail_missing(name, err);
}
