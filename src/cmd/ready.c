/* ready: whether what is in a folder may go out. */
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/options.h"
#include "cmd/pager.h"
#include "report/ready.h"

enum { OPTION_AT, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_AT] = {"at", 0, "DATE", "as things are on that day, or at that moment"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_ready = {
	.name = "ready",
	.arguments = "DIR",
	.summary = "whether what is in a folder may go out: approved, owned, with rights to use it",
	.options = options,
	.formats = ready_formats,
	.run = run,
};

static int answer(const struct globals *globals, const char *folder, int64_t at, size_t format)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	struct mow_ready_options asked = {.at = at, .sink = &sink};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_ready) ready = NULL;
	MOW_AUTO(buf) under = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};
	int result = command_repo(&repo, globals, &err);

	if (result == MOW_OK)
		result = command_path(&under, repo, folder, strlen(folder), &err);
	asked.under = under.data != NULL ? under.data : "";
	if (result >= MOW_OK)
		result = mow_ready_new(&ready, repo, &asked, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	const struct ready_output output = {&out, under.len > 0 ? under.data : ".", globals->color};
	ready_writers[format](&output, ready);
	pager_begin(globals);
	return command_write(&out, ready_count(ready) == 0 ? EXIT_YES : EXIT_NO);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	const char *day = NULL;
	size_t format = 0;
	int64_t at = 0;
	const struct command_slot slots[] = {[OPTION_AT] = {.text = &day}, [OPTION_FORMAT] = {.format = &format}};
	int first = command_take_options(&command_ready, argc, argv, slots);

	if (first < 0 || (day != NULL && !options_clock(&at, &command_ready, "at", day)))
		return EXIT_USAGE;
	if (argc - first != 1)
		return command_usage(&command_ready, "it takes one folder; . is the one you are in");
	return answer(globals, argv[first], at, format);
}
