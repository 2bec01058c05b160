#include "git/environment.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"

extern char **environ;

struct components {
	const char **items;
	size_t count;
	size_t capacity;
};

static const char *get(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

const char *environment_variable(const char *name)
{
	return get(name);
}

static bool is_true(const char *value)
{
	return value != NULL && strcmp(value, "0") != 0 && strcasecmp(value, "false") != 0 &&
	       strcasecmp(value, "no") != 0 && strcasecmp(value, "off") != 0;
}

static int copy(const char **out, struct arena *arena, const char *name, struct mow_error *err)
{
	const char *value = get(name);

	if (value != NULL && (*out = arena_dup(arena, value, strlen(value))) == NULL)
		return mow_fail_memory(err);
	return MOW_OK;
}

/* Relative paths are relative to the current folder. */
static int absolute(const char **out, struct arena *arena, const char *path, struct mow_error *err)
{
	MOW_AUTO_FREE char *here = path[0] != '/' ? getcwd(NULL, 0) : NULL;

	if (path[0] != '/' && here == NULL)
		return mow_fail_errno(err,
				      "cannot tell the current folder, to which a path in the environment is relative");
	const char *copy =
		path[0] != '/' ? arena_printf(arena, "%s/%s", here, path) : arena_dup(arena, path, strlen(path));
	if (copy == NULL)
		return mow_fail_memory(err);
	*out = copy;
	return MOW_OK;
}

static int copy_path(const char **out, struct arena *arena, const char *name, struct mow_error *err)
{
	const char *value = get(name);

	return value != NULL ? absolute(out, arena, value, err) : MOW_OK;
}

/* One path of a list, in quotes, which holds for any. */
static void put_quoted(struct buf *out, const char *path)
{
	buf_adds(out, out->len > 0 ? ":\"" : "\"");
	for (; *path != '\0'; path++) {
		if (*path == '"' || *path == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *path);
	}
	buf_addc(out, '"');
}

static int copy_list(const char **out, struct arena *arena, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	const char *list = get(name);
	const char *whole = NULL;

	if (list == NULL)
		return MOW_OK;
	while (list != NULL) {
		list = environment_next_alternate(&path, list);
		if (path.failed)
			return mow_fail_memory(err);
		int result = path.len > 0 ? absolute(&whole, arena, path.data, err) : MOW_OK;
		if (result != MOW_OK)
			return result;
		if (path.len > 0)
			put_quoted(&text, whole);
	}
	if (text.failed || (whole = arena_dup(arena, text.data, text.len)) == NULL)
		return mow_fail_memory(err);
	*out = whole;
	return MOW_OK;
}

static int read_repository(struct environment *env, struct arena *arena, struct mow_error *err)
{
	const struct {
		const char **out;
		const char *name;
	} paths[] = {{&env->dir, "GIT_DIR"},
		     {&env->work_tree, "GIT_WORK_TREE"},
		     {&env->index_file, "GIT_INDEX_FILE"},
		     {&env->object_dir, "GIT_OBJECT_DIRECTORY"},
		     {&env->quarantine, "GIT_QUARANTINE_PATH"}};
	int result = MOW_OK;

	if (get("GIT_NAMESPACE") != NULL)
		return mow_fail(err, MOW_EUNSUPPORTED, "git namespaces are not supported; unset GIT_NAMESPACE");
	if (get("GIT_COMMON_DIR") != NULL)
		return mow_fail(err, MOW_EUNSUPPORTED,
				"GIT_COMMON_DIR is not supported; unset it, and set GIT_DIR alone");
	for (size_t i = 0; result == MOW_OK && i < sizeof paths / sizeof paths[0]; i++)
		result = copy_path(paths[i].out, arena, paths[i].name, err);
	if (result == MOW_OK)
		result = copy_list(&env->alternates, arena, "GIT_ALTERNATE_OBJECT_DIRECTORIES", err);
	if (result == MOW_OK)
		result = copy(&env->ceiling, arena, "GIT_CEILING_DIRECTORIES", err);
	env->cross_filesystems = is_true(get("GIT_DISCOVERY_ACROSS_FILESYSTEM"));
	return result;
}

int environment_read(struct environment *out, struct arena *arena, bool repository, struct mow_error *err)
{
	struct environment env = {0};
	int result = repository ? read_repository(&env, arena, err) : MOW_OK;

	if (result == MOW_OK)
		result = copy_path(&env.config_global, arena, "GIT_CONFIG_GLOBAL", err);
	if (result == MOW_OK)
		result = copy_path(&env.config_system, arena, "GIT_CONFIG_SYSTEM", err);
	if (result != MOW_OK)
		return result;
	env.config_no_system = is_true(get("GIT_CONFIG_NOSYSTEM"));
	env.config_given = get("GIT_CONFIG_PARAMETERS") != NULL || is_true(get("GIT_CONFIG_COUNT"));
	*out = env;
	return MOW_OK;
}

/* Whether git takes an identity's part as it is: it cuts such characters off both ends, and three out of the middle. */
static bool is_clean(const char *text)
{
	static const char cut[] = ".,:;<>\"\\'";
	size_t len = text != NULL ? strlen(text) : 0;

	return len > 0 && (unsigned char)text[0] > ' ' && strchr(cut, text[0]) == NULL &&
	       (unsigned char)text[len - 1] > ' ' && strchr(cut, text[len - 1]) == NULL &&
	       strpbrk(text, "<>\n") == NULL;
}

bool environment_author(const char **name, const char **email)
{
	*name = get("GIT_AUTHOR_NAME");
	*email = get("GIT_AUTHOR_EMAIL");
	return is_clean(*name) && is_clean(*email);
}

/* A variable of the environment, its value absolute where that is a path. */
static const char *copy_variable(struct arena *arena, const struct environment *env, const char *variable)
{
	if (env->config_global != NULL && text_begins(variable, "GIT_CONFIG_GLOBAL="))
		return arena_printf(arena, "GIT_CONFIG_GLOBAL=%s", env->config_global);
	if (env->config_system != NULL && text_begins(variable, "GIT_CONFIG_SYSTEM="))
		return arena_printf(arena, "GIT_CONFIG_SYSTEM=%s", env->config_system);
	return arena_dup(arena, variable, strlen(variable));
}

int environment_config(const char *const **out, const struct environment *env, struct arena *arena,
		       struct mow_error *err)
{
	struct components names = {0};
	int result = MOW_OK;

	for (char **at = environ; result == MOW_OK && at != NULL && *at != NULL; at++) {
		if (!text_begins(*at, "GIT_CONFIG") || strchr(*at, '=') == NULL)
			continue;
		result = array_reserve(&names, 1);
		if (result == MOW_OK && (names.items[names.count++] = copy_variable(arena, env, *at)) == NULL)
			result = MOW_ENOMEM;
	}
	const char **list = result == MOW_OK ? arena_array(arena, names.count + 1, sizeof *list) : NULL;
	if (list != NULL && names.count > 0)
		memcpy(list, names.items, names.count * sizeof *list);
	free(names.items);
	if (list == NULL)
		return mow_fail_memory(err);
	*out = list;
	return MOW_OK;
}

/* One character after a backslash; returns where the text goes on. */
static const char *unescape(struct buf *out, const char *at)
{
	static const char letters[] = "abtnvfr";
	static const char meant[] = "\a\b\t\n\v\f\r";
	const char *letter = *at != '\0' ? strchr(letters, *at) : NULL;
	unsigned value = 0;
	int digits = 0;

	if (letter != NULL) {
		buf_addc(out, meant[letter - letters]);
		return at + 1;
	}
	while (digits < 3 && at[digits] >= '0' && at[digits] <= '7')
		value = value * 8 + (unsigned)(at[digits++] - '0');
	if (digits > 0)
		buf_addc(out, (char)(value & 0xFF));
	else if (*at != '\0')
		buf_addc(out, at[digits++]);
	return at + digits;
}

const char *environment_next_alternate(struct buf *path, const char *list)
{
	buf_reset(path);
	if (*list == '#') {
		list += strcspn(list, ":");
	} else if (*list == '"') {
		for (list++; *list != '\0' && *list != '"';) {
			size_t plain = strcspn(list, "\"\\");
			buf_add(path, list, plain);
			list += plain;
			if (*list == '\\')
				list = unescape(path, list + 1);
		}
		list += *list == '"';
	} else {
		size_t len = strcspn(list, ":");
		buf_add(path, list, len);
		list += len;
	}
	list += *list == ':';
	return *list != '\0' ? list : NULL;
}
