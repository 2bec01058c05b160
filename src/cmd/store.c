#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "report/store.h"

enum { OPTION_CONVERT };
static const struct command_option options[] = {
	[OPTION_CONVERT] = {"convert", 0, NULL, "from the layout of a former version to the present one, once"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_store = {
	.name = "store",
	.arguments = "",
	.summary = "how the approvals are kept here",
	.options = options,
	.run = run,
};

static int convert(struct mow_repo *repo, struct mow_error *err)
{
	struct mow_conversion conversion = {false, 0, 0};
	MOW_AUTO(buf) out = BUF_INIT;
	const char *remote = NULL;
	int result = mow_repo_remote(&remote, repo, err);

	if (result == MOW_OK)
		result = mow_store_convert(&conversion, repo, err);
	if (result != MOW_OK)
		return command_fail(err);
	report_conversion(&out, mow_repo_is_bare(repo) ? NULL : remote, &conversion);
	return command_write(&out, EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	struct mow_error err = {0};
	bool is_asked = false;
	int first = command_take_options(&command_store, argc, argv, &(struct command_slot){.flag = &is_asked});

	if (first < 0)
		return EXIT_USAGE;
	if (argc > first)
		return command_usage(&command_store, "it takes no arguments");
	if (!is_asked)
		return command_usage(&command_store, "say --convert");
	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	return convert(repo, &err);
}
