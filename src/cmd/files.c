/* files: the question of `who` turned round. */
#include <stdlib.h>

#include "base/error.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "cmd/spool.h"
#include "report/files.h"

enum { OPTION_OWNER, OPTION_ROLE, OPTION_AREA, OPTION_LEVEL, OPTION_UNOWNED, OPTION_RULES, OPTION_FORMAT, OPTION_NULL };
static const struct command_option options[] = {
	[OPTION_OWNER] = {"owner", 0, "WHO",
			  "files in which this person has a role, or this team, as @HANDLE or an e-mail: a person also "
			  "through teams, a team also through the teams in it"},
	[OPTION_ROLE] = {"role", 0, "accountable|review|responsible|consulted|informed",
			 "files where this role is the owner's; without --owner, anybody's"},
	[OPTION_AREA] = {"area", 0, "AREA", "files that this area matches, whether it decides about them or not"},
	[OPTION_LEVEL] = {"level", 0, "lightweight|standard|detailed", "files of this level"},
	[OPTION_UNOWNED] = {"unowned", 0, NULL, "files that nobody is accountable for"},
	[OPTION_RULES] = {"rules", 0, "REV", "the files and the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_NULL] = {"null", 'z', NULL, "paths, or the fields of tsv, are as they are and end in NUL"},
	{NULL, 0, NULL, NULL},
};

struct files {
	struct query query;
	struct mow_filter only;
	size_t format; /* of files_formats */
	bool nul;

	struct who_report report;
	struct spool held;
	struct mow_error *err;
	size_t found;
};

static void files_release(struct files *files)
{
	query_release(&files->query);
	spool_release(&files->held);
}
MOW_AUTO_DEFINE(files)

static int add_file(const struct mow_owners *owners, void *context)
{
	struct files *files = context;

	files->found++;
	who_report_add(&files->report, owners, false);
	return spool_check(&files->held, files->err);
}

static int answer(struct files *files)
{
	const struct mow_finding_sink sink = {query_found, &files->query};
	const struct mow_walk walk = {.prefix = "",
				      .tracked = true,
				      .each = add_file,
				      .context = files,
				      .sink = &sink,
				      .only = &files->only,
				      .paths = files_writers[files->format] == &who_paths};

	who_report_begin(&files->report);
	int result = mow_rules_walk(files->query.rules, &walk, files->err);
	if (result < 0)
		return query_fail(&files->query, result, files->err);
	query_warn_empty(&files->query);
	who_report_end(&files->report);
	pager_begin(files->query.globals);
	return spool_write(&files->held, files->found > 0 ? EXIT_YES : EXIT_NO);
}

static int ask(struct files *files)
{
	int status = query_open(&files->query);

	if (status != EXIT_YES)
		return status;
	who_report_init(&files->report, &files->held.out, files_writers[files->format]);
	files->report.nul = files->nul;
	status = answer(files);
	who_report_release(&files->report);
	return status;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0, ""};
	MOW_AUTO(files) files = {.query = QUERY_INIT(globals), .held = SPOOL_INIT, .err = &err};
	const struct command_slot slots[] = {
		[OPTION_OWNER] = {.text = &files.only.owner},     [OPTION_ROLE] = {.text = &files.only.role},
		[OPTION_AREA] = {.text = &files.only.area},       [OPTION_LEVEL] = {.text = &files.only.level},
		[OPTION_UNOWNED] = {.flag = &files.only.unowned}, [OPTION_RULES] = {.text = &files.query.source},
		[OPTION_FORMAT] = {.format = &files.format},      [OPTION_NULL] = {.flag = &files.nul},
	};
	int first = command_take_options(&command_files, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_files,
				     "it takes no paths and no names: --owner WHO tells what somebody owns, and "
				     "mowners who -r PATH who owns what lies there");
	if (files.nul && !files_writers[files.format]->nul)
		return command_usage(&command_files, "-z goes with --format text or tsv");
	return ask(&files);
}

const struct command command_files = {
	.name = "files",
	.arguments = "",
	.summary = "the files that somebody owns, or nobody",
	.options = options,
	.formats = files_formats,
	.run = run,
};
