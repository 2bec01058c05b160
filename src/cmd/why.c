/* why: how the rules come to the owners of one path. */
#include "cmd/pager.h"
#include "cmd/query.h"
#include "cmd/terminal.h"
#include "report/why/why.h"

enum { OPTION_WITHOUT, OPTION_RULES, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_WITHOUT] = {"without", 0, "WHO", QUERY_WITHOUT},
	[OPTION_RULES] = {"rules", 0, "REV", "the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

/* Wider lines than 100 columns are hard to read, and a terminal of under 40 wraps by itself no worse. */
static size_t find_width(void)
{
	size_t width = terminal_width();

	return width < 40 ? 40 : width > 100 ? 100 : width;
}

static int answer(struct query *query, size_t format)
{
	const struct mow_path *path = &query->paths.items[0];
	const struct why_style style = {path->kind == MOW_PATH_FOLDER, query->globals->color, find_width()};
	const struct mow_why *why;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0, ""};

	if (mow_why(&why, query->rules, path, &err) < 0)
		return command_fail(&err);
	why_writers[format](&out, why, &style);
	bool decided =
		why->owners->accountable != NULL && (!why->owners->accountable_gone || why->owners->acting_count > 0);
	pager_begin(query->globals);
	return command_write(&out, decided ? EXIT_YES : EXIT_NO);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(query) query = QUERY_INIT(globals);
	size_t format = 0;
	const char *value = NULL;
	int index = 0, status = EXIT_YES;
	int option;

	while (status == EXIT_YES && (option = command_next_option(&command_why, argc, argv, &value, &index)) != -1) {
		if (option < 0)
			status = EXIT_USAGE;
		else if (option == OPTION_WITHOUT)
			status = query_without(&query, value);
		else if (option == OPTION_RULES)
			query.source = value;
		else
			format = format_find(why_formats, value);
	}
	if (status != EXIT_YES)
		return status;
	if (argc - index != 1)
		return command_usage(&command_why, index == argc ? "name a path" : "name one path; who takes several");
	status = query_open(&query);
	if (status == EXIT_YES)
		status = query_arguments(&query, 1, argv + index);
	if (status == EXIT_YES)
		status = query_read(&query, false);
	if (status == EXIT_YES)
		status = query_leave(&query);
	if (status == EXIT_YES)
		status = answer(&query, format);
	return status;
}

const struct command command_why = {
	.name = "why",
	.arguments = "PATH",
	.summary = "why they are: what each area set and what was outdone by what",
	.options = options,
	.formats = why_formats,
	.run = run,
};
