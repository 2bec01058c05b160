#include "cmd/decide_arguments.h"

#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "report/phrase.h"

int decide_arguments_behind(char *const *given, int argc, char *const *values, int value_count)
{
	for (int i = 1; i < argc; i++) {
		bool is_value = false;
		for (int v = 0; v < value_count; v++)
			is_value = is_value || values[v] == given[i];
		if (!is_value && strcmp(given[i], "--") == 0)
			return argc - i - 1;
	}
	return -1;
}

static bool is_revision(struct mow_repo *repo, const char *text)
{
	MOW_AUTO_PTR(mow_rules) rules = NULL;
	int result = text[0] != ':' ? mow_rules_open(&rules, repo, text, NULL) : MOW_ENOTFOUND;

	/* Denied is what two refs are called: that is said where it is looked up. */
	return result == MOW_OK || result == MOW_EDENIED;
}

/* Of "A..B" both sides are revisions, or empty. */
static bool is_range(struct mow_repo *repo, const char *text, struct arena *arena)
{
	const char *dots = strstr(text, "..");

	if (dots == NULL)
		return is_revision(repo, text);
	const char *right = dots + (dots[2] == '.' ? 3 : 2);
	char *left = arena_dup(arena, text, (size_t)(dots - text));
	if (left == NULL || (*left == '\0' && *right == '\0'))
		return false;
	return (*left == '\0' || is_revision(repo, left)) && (*right == '\0' || is_revision(repo, right));
}

/* An exit status; `*range` becomes whether the first argument is one. */
static int look_at_first(bool *range, const struct decide_arguments *arguments, struct mow_repo *repo,
			 struct arena *arena)
{
	const char *first = arguments->items[0];
	MOW_AUTO(buf) shown = BUF_INIT;
	struct stat st;
	bool there = !mow_repo_is_bare(repo) && lstat(first, &st) == 0;

	*range = is_range(repo, first, arena);
	phrase_path(&shown, first, strlen(first));
	if (there && *range)
		return command_usage(
			arguments->command,
			"%s is a file here, and a revision; write -- before it for the file, behind it for the revision",
			shown.data);
	if (!there && !*range)
		return command_usage(arguments->command,
				     "%s is no branch or commit that is here, and no file; git fetch brings what is "
				     "new, git branch -a lists the branches, -- goes before a file that was removed",
				     shown.data);
	return EXIT_YES;
}

/* From the root, without a slash at the end. The root itself stands for everything. */
static int take_paths(struct mow_approve_options *out, const struct decide_arguments *arguments, struct mow_repo *repo,
		      struct arena *arena, struct mow_error *err)
{
	int from = arguments->count > 0 && out->change.range == arguments->items[0] ? 1 : 0;
	const char **paths = arena_array(arena, (size_t)(arguments->count - from) + 1, sizeof *paths);
	size_t count = 0;

	if (paths == NULL)
		return mow_fail_memory(err);
	for (int i = from; i < arguments->count; i++) {
		const char *given = arguments->items[i];
		MOW_AUTO(buf) path = BUF_INIT;
		int result = command_path(&path, repo, given, strlen(given), err);
		if (result < 0)
			return result;
		if (path.len == 0)
			return MOW_OK;
		if (path.data[path.len - 1] == '/')
			buf_cut(&path, path.len - 1);
		paths[count] = arena_dup(arena, path.data, path.len);
		if (paths[count++] == NULL)
			return mow_fail_memory(err);
	}
	out->paths = paths;
	out->path_count = count;
	return MOW_OK;
}

/* RECORD, or OLD NEW. */
static int take_named(struct mow_approve_options *out, const struct decide_arguments *arguments)
{
	if (out->move) {
		if (arguments->count != 2)
			return command_usage(arguments->command,
					     "--move takes OLD and NEW, what the target is and is to be");
		out->change.old_rev = arguments->items[0];
		out->change.new_rev = arguments->items[1];
		return EXIT_YES;
	}
	if (arguments->count != 1)
		return command_usage(arguments->command,
				     "name one record, by the first digits of its id; mowners log lists them");
	out->record = arguments->items[0];
	return EXIT_YES;
}

int decide_arguments_take(struct mow_approve_options *out, const struct decide_arguments *arguments,
			  struct mow_repo *repo, struct arena *arena)
{
	struct mow_error err = {0};
	bool range = arguments->count > 0 && arguments->behind >= 0 && arguments->behind < arguments->count;
	int status = EXIT_YES;

	if (out->decision == MOW_DECIDE_WITHDRAW || out->move)
		return take_named(out, arguments);
	if (arguments->count > 0 && arguments->behind < 0)
		status = look_at_first(&range, arguments, repo, arena);
	if (status != EXIT_YES)
		return status;
	if (range)
		out->change.range = arguments->items[0];
	return take_paths(out, arguments, repo, arena, &err) == MOW_OK ? EXIT_YES : command_fail(&err);
}
