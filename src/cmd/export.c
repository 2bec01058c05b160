/* export: the rules as a file that a forge reads. */
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/query.h"
#include "cmd/terminal.h"

#define GITHUB_MAX ((size_t)3 << 20)

enum { OPTION_OUTPUT, OPTION_RULES };
static const struct command_option options[] = {
	[OPTION_OUTPUT] = {"output", 'o', "FILE", "write it there, whole or not at all"},
	[OPTION_RULES] = {"rules", 0, "REV", "the files and the OWNERS files of this revision; : is the index"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_export = {
	.name = "export",
	.arguments = "codeowners|gitlab",
	.summary = "the rules as CODEOWNERS of a forge, for its own check",
	.options = options,
	.run = run,
};

static void say_losses(const struct globals *globals, const struct mow_export *exported, const char *format)
{
	for (size_t i = 0; i < mow_export_losses(exported); i++)
		command_warn(globals, "lost: %s", mow_export_loss(exported, i));
	if (strcmp(format, "codeowners") == 0 && strlen(mow_export_text(exported)) > GITHUB_MAX)
		command_warn(globals, "the file has more than 3 MiB, and GitHub does not read it");
}

static int write_text(const struct mow_export *exported, const char *file)
{
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, mow_export_text(exported));
	return command_write_to(file == NULL || strcmp(file, "-") == 0 ? NULL : file, &out, EXIT_YES);
}

static int answer(struct query *query, const char *format, const char *file)
{
	const struct mow_finding_sink sink = {query_found, query};
	MOW_AUTO_PTR(mow_export) exported = NULL;
	struct mow_error err = {0, ""};
	int result = mow_export_new(&exported, query->rules, format, &sink, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	say_losses(query->globals, exported, format);
	return write_text(exported, file);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(query) query = QUERY_INIT(globals);
	const char *file = NULL;
	const struct command_slot slots[] = {
		[OPTION_OUTPUT] = {.text = &file}, [OPTION_RULES] = {.text = &query.source}};
	int first = command_take_options(&command_export, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (argc - first != 1)
		return command_usage(&command_export, "say for which forge: codeowners (of GitHub) or gitlab");
	int status = query_open(&query);
	return status == EXIT_YES ? answer(&query, argv[first], file) : status;
}
