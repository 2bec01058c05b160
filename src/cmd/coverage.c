/* coverage: how much is owned, by folder. */
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "report/coverage.h"

enum { OPTION_UNDER, OPTION_RULES, OPTION_FORMAT, OPTION_NULL };
static const struct command_option options[] = {
	[OPTION_UNDER] = {"under", 0, "DIR", "only this folder, and those below it"},
	[OPTION_RULES] = {"rules", 0, "REV", "the files and the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_NULL] = {"null", 'z', NULL, "with --format tsv, fields are as they are and end in NUL"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_coverage = {
	.name = "coverage",
	.arguments = "",
	.summary = "how much of the files is owned, folder by folder",
	.options = options,
	.formats = coverage_formats,
	.run = run,
};

static int answer(struct query *query, const char *under, size_t format, bool nul)
{
	const struct mow_finding_sink sink = {query_found, query};
	MOW_AUTO_PTR(mow_coverage) coverage = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	const struct coverage_output output = {&out, query->globals->color, nul};
	struct mow_error err = {0, ""};
	int result = mow_coverage_new(&coverage, query->rules, under, &sink, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	query_warn_empty(query);
	const struct mow_coverage_folder *all = mow_coverage_folder(coverage, 0);
	if (all->files == 0)
		command_warn(query->globals, "git tracks no file there");
	coverage_writers[format](&output, coverage);
	pager_begin(query->globals);
	return command_write(&out, all->files > 0 && all->unowned == 0 ? EXIT_YES : EXIT_NO);
}

static int ask(struct query *query, const char *folder, size_t format, bool nul)
{
	MOW_AUTO(buf) under = BUF_INIT;
	int status = query_open(query);

	if (status == EXIT_YES)
		status = query_folder(&under, query, folder);
	return status == EXIT_YES ? answer(query, under.data, format, nul) : status;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(query) query = QUERY_INIT(globals);
	const char *folder = NULL;
	size_t format = 0;
	bool nul = false;
	const struct command_slot slots[] = {
		[OPTION_UNDER] = {.text = &folder},
		[OPTION_RULES] = {.text = &query.source},
		[OPTION_FORMAT] = {.format = &format},
		[OPTION_NULL] = {.flag = &nul},
	};
	int first = command_take_options(&command_coverage, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_coverage, "a folder is named with --under");
	if (nul && coverage_writers[format] != report_coverage_tsv)
		return command_usage(&command_coverage, "-z goes with --format tsv");
	return ask(&query, folder, format, nul);
}
