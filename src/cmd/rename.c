#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/edit.h"

static const struct command_option options[] = {
	{"null", 'z', NULL, "paths are as they are and end in NUL"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_rename = {
	.name = "rename",
	.arguments = "@OLD @NEW",
	.summary = "another handle for a person or a team, everywhere",
	.options = options,
	.run = run,
};

static int answer(const struct globals *globals, const struct mow_edit *edit, const struct mow_rename *rename, bool nul)
{
	MOW_AUTO(buf) out = BUF_INIT;

	report_edited(&out, edit, nul);
	int status = command_write(&out, EXIT_YES);
	buf_reset(&out);
	report_renamed(&out, edit, rename);
	if (!globals->quiet && status == EXIT_YES)
		terminal_say(&out);
	return status;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	struct mow_error err = {0, ""};
	bool nul = false;
	int first = command_take_options(&command_rename, argc, argv, &(struct command_slot){.flag = &nul});

	if (first < 0)
		return EXIT_USAGE;
	if (globals->rules != NULL)
		return command_usage(&command_rename, "--rules is for questions; the working tree is changed");
	if (argc - first != 2)
		return command_usage(&command_rename, "it takes the old handle and the new one, such as @lena @lena-f");
	const struct mow_rename rename = {argv[first], argv[first + 1]};
	int result = command_repo(&repo, globals, &err);
	if (result == MOW_OK)
		result = mow_edit_rename(&edit, repo, &rename, &sink, &err);
	if (result == MOW_OK)
		result = mow_edit_write(edit, &err);
	return result == MOW_OK ? answer(globals, edit, &rename, nul) : command_fail(&err);
}
