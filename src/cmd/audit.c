#include <string.h>

#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/pager.h"
#include "report/audit.h"

enum { OPTION_UNRATIFIED, OPTION_UNDER, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_UNRATIFIED] = {"unratified", 0, NULL, "only overrides that the owners have not approved since"},
	[OPTION_UNDER] = {"under", 0, "DIR", "only what changes something below this folder"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_audit = {
	.name = "audit",
	.arguments = "[RANGE]",
	.summary = "whether all that landed was approved, as it was then",
	.options = options,
	.formats = audit_formats,
	.run = run,
};

static int answer(const struct globals *globals, struct mow_repo *repo, const struct mow_audit_options *asked,
		  size_t format)
{
	MOW_AUTO_PTR(mow_audit) audit = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};

	if (mow_audit_new(&audit, repo, asked, &err) != MOW_OK)
		return command_fail(&err);
	audit_writers[format](&out, audit);
	pager_begin(globals);
	return command_write(&out, mow_audit_findings(audit) > 0 ? EXIT_NO : EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct mow_audit_options asked = {0};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) under = BUF_INIT;
	struct mow_error err = {0};
	const char *folder = NULL;
	size_t format = 0;
	const struct command_slot slots[] = {
		[OPTION_UNRATIFIED] = {.flag = &asked.unratified},
		[OPTION_UNDER] = {.text = &folder},
		[OPTION_FORMAT] = {.format = &format},
	};
	int first = command_take_options(&command_audit, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (argc - first > 1 || (argc > first && argv[first][0] == '\0'))
		return command_usage(&command_audit, "one RANGE at most: OLD..NEW");
	asked.range = argc > first ? argv[first] : NULL;
	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	if (folder != NULL && command_path(&under, repo, folder, strlen(folder), &err) < 0)
		return command_fail(&err);
	asked.under = under.len > 0 ? under.data : NULL;
	return answer(globals, repo, &asked, format);
}
