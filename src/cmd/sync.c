#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "report/sync.h"

static const struct command_option options[] = {{NULL, 0, NULL, NULL}};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_sync = {
	.name = "sync",
	.arguments = "[REMOTE]",
	.summary = "bring the approvals here and those of the remote together",
	.options = options,
	.run = run,
};

static int bring_together(const struct globals *globals, struct mow_repo *repo, const char *remote,
			  struct mow_error *err)
{
	struct mow_sync sync = {0};
	MOW_AUTO(buf) out = BUF_INIT;
	int result = remote == NULL ? mow_repo_remote(&remote, repo, err) : MOW_OK;

	if (result == MOW_OK && remote == NULL)
		return command_usage(&command_sync, "this repository has no remote; its approvals are all here");
	if (result == MOW_OK)
		result = mow_sync(&sync, repo, remote, true, err);
	if (result != MOW_OK)
		return command_fail(err);
	if (sync.audit_problem != NULL)
		command_warn(globals, "%s", sync.audit_problem);
	report_sync(&out, remote, &sync);
	return command_write(&out, EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	struct mow_error err = {0};
	const char *value = NULL;
	int first, option = command_next_option(&command_sync, argc, argv, &value, &first);

	if (option != -1)
		return EXIT_USAGE;
	if (argc - first > 1)
		return command_usage(&command_sync, "at most one remote");
	if (argc > first && argv[first][0] == '\0')
		return command_usage(&command_sync, "a remote's name cannot be empty");
	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	return bring_together(globals, repo, argc > first ? argv[first] : NULL, &err);
}
