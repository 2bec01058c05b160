#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/edit.h"

#define TEXT_MAX ((size_t)1 << 20)

enum { OPTION_CHECK, OPTION_STDIN, OPTION_NULL, OPTION_COUNT };
static const struct command_option options[] = {
	[OPTION_CHECK] = {"check", 0, NULL, "write nothing; list the files that would change"},
	[OPTION_STDIN] = {"stdin", 0, NULL, "lay out the text on standard input, as that of FILE, to standard output"},
	[OPTION_NULL] = {"null", 'z', NULL, "paths are as they are and end in NUL"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_fmt = {
	.name = "fmt",
	.arguments = "[FILE…]",
	.summary = "lay out OWNERS files in one way",
	.options = options,
	.run = run,
};

static int list(const struct mow_edit *edit, const bool *given, int status)
{
	MOW_AUTO(buf) out = BUF_INIT;

	report_edited(&out, edit, given[OPTION_NULL]);
	return command_write(&out, mow_edit_count(edit) > 0 ? status : EXIT_YES);
}

/* ---- Files ---- */

static int take_paths(const char **paths, struct arena *arena, struct mow_repo *repo, char *const *files,
		      struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	int result = MOW_OK;

	for (size_t i = 0; files[i] != NULL && result >= 0; i++) {
		buf_reset(&path);
		result = command_path(&path, repo, files[i], strlen(files[i]), err);
		paths[i] = arena_dup(arena, path.data, path.len);
		if (result >= 0 && paths[i] == NULL)
			result = mow_fail_memory(err);
	}
	return result < 0 ? result : MOW_OK;
}

static int format_files(const struct globals *globals, char *const *files, size_t count, const bool *given)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	MOW_AUTO(arena) arena = {0};
	struct mow_error err = {0, ""};
	const char **paths = arena_array(&arena, count + 1, sizeof *paths);
	int result = paths != NULL ? command_repo(&repo, globals, &err) : mow_fail_memory(&err);

	if (result == MOW_OK)
		result = take_paths(paths, &arena, repo, files, &err);
	if (result == MOW_OK)
		result = mow_edit_format(&edit, repo, &(struct mow_edit_paths){paths, count}, &sink, &err);
	if (result == MOW_OK && !given[OPTION_CHECK])
		result = mow_edit_write(edit, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	return list(edit, given, given[OPTION_CHECK] ? EXIT_NO : EXIT_YES);
}

/* ---- Standard input ---- */

static int format_text(const struct globals *globals, const char *file, const bool *given)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error err = {0, ""};
	int result = MOW_OK;

	if (file == NULL)
		buf_adds(&path, "OWNERS");
	else if ((result = command_repo(&repo, globals, &err)) == MOW_OK)
		result = command_path(&path, repo, file, strlen(file), &err);
	if (result >= 0)
		result = terminal_read(&text, TEXT_MAX, &err);
	if (result >= 0)
		result = buf_check(&path, &err);
	const struct mow_edited edited = {path.data, text.data, text.len};
	if (result == MOW_OK)
		result = mow_edit_format_text(&edit, repo, &edited, &sink, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	if (given[OPTION_CHECK])
		return list(edit, given, EXIT_NO);
	if (mow_edit_count(edit) > 0) {
		buf_reset(&text);
		buf_add(&text, mow_edit_file(edit, 0)->text, mow_edit_file(edit, 0)->len);
	}
	return command_write(&text, EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	bool given[OPTION_COUNT] = {false};
	const char *value = NULL;
	int option, first;

	while ((option = command_next_option(&command_fmt, argc, argv, &value, &first)) >= 0)
		given[option] = true;
	if (option != -1)
		return EXIT_USAGE;
	if (globals->rules != NULL)
		return command_usage(&command_fmt, "--rules is for questions; files of the working tree are laid out");
	if (!given[OPTION_STDIN])
		return format_files(globals, argv + first, (size_t)(argc - first), given);
	if (argc > first + 1)
		return command_usage(&command_fmt, "--stdin takes one FILE, whose text it is");
	return format_text(globals, argv[first], given);
}
