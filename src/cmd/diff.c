/* diff: who gains and loses what between two states of the rules. */
#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/pager.h"
#include "report/diff.h"

enum { OPTION_FORMAT, OPTION_NULL };
static const struct command_option options[] = {
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_NULL] = {"null", 'z', NULL, "with --format tsv, fields are as they are and end in NUL"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_diff = {
	.name = "diff",
	.arguments = "OLD [NEW]",
	.summary = "who gains and loses what between two states of the rules",
	.options = options,
	.formats = diff_formats,
	.run = run,
};

/* Errors of a state are said with its name, as git has it: "main:OWNERS:3:1: error: …". */
struct state {
	const struct globals *globals;
	const char *rev; /* NULL: the working tree */
	size_t errors;
};

static void say_found(const struct mow_finding *finding, void *context)
{
	struct state *state = context;
	struct globals globals = *state->globals;
	struct mow_finding named = *finding;
	MOW_AUTO(buf) file = BUF_INIT;

	if (finding->severity != MOW_ERROR)
		return;
	if (state->rev != NULL)
		buf_addf(&file, "%s:%s", state->rev[0] == ':' ? "" : state->rev, finding->file);
	if (file.len > 0)
		named.file = file.data;
	state->errors++;
	command_found(&named, &globals);
}

static int answer(const struct globals *globals, const char *old_rev, const char *new_rev, size_t format, bool nul)
{
	struct state before = {globals, old_rev, 0};
	struct state after = {globals, new_rev, 0};
	const struct mow_finding_sink old_sink = {say_found, &before};
	const struct mow_finding_sink new_sink = {say_found, &after};
	bool paths = diff_writers[format] == report_diff_json || diff_writers[format] == report_diff_ndjson;
	const struct mow_effects_options asked = {old_rev, new_rev, &old_sink, &new_sink, paths};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_effects) effects = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	const struct diff_output output = {&out, nul};
	struct mow_error err = {0};
	size_t count;
	int result = command_repo(&repo, globals, &err);

	if (result == MOW_OK)
		result = mow_effects_new(&effects, repo, &asked, &err);
	if (result == MOW_ERULES && before.errors + after.errors > 0)
		return EXIT_USAGE;
	if (result != MOW_OK)
		return command_fail(&err);
	diff_writers[format](&output, effects);
	(void)mow_effects_all(effects, &count);
	pager_begin(globals);
	return command_write(&out, count > 0 ? EXIT_YES : EXIT_NO);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	size_t format = 0;
	bool nul = false;
	const struct command_slot slots[] = {[OPTION_FORMAT] = {.format = &format}, [OPTION_NULL] = {.flag = &nul}};
	int first = command_take_options(&command_diff, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (argc - first < 1 || argc - first > 2 || argv[first][0] == '\0')
		return command_usage(&command_diff,
				     "name one or two states: OLD, and NEW unless that is the working tree");
	if (nul && diff_writers[format] != report_diff_tsv)
		return command_usage(&command_diff, "-z goes with --format tsv");
	if (globals->rules != NULL)
		return command_usage(&command_diff, "the rules are those of OLD and NEW; leave --rules out");
	return answer(globals, argv[first], argc - first > 1 ? argv[first + 1] : NULL, format, nul);
}
