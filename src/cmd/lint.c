#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/findings.h"
#include "base/map.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/options.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "cmd/terminal.h"
#include "report/lint/baseline.h"
#include "report/lint/lint.h"
#include "report/phrase.h"

enum { OPTION_FORMAT, OPTION_FIX, OPTION_BASELINE, OPTION_AT, OPTION_WITHOUT, OPTION_AUTHOR, OPTION_RULES };
static const struct command_option options[] = {
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_FIX] = {"fix", 0, NULL, "first take out lines that change nothing"},
	[OPTION_BASELINE] = {"baseline", 0, "FILE",
			     "only what is not in this file yet: what lint --format json printed before"},
	[OPTION_AT] = {"at", 0, "DATE", "as things are on that day, or at that moment"},
	[OPTION_WITHOUT] = {"without", 0, "WHO", QUERY_WITHOUT},
	[OPTION_AUTHOR] =
		{"author", 0, "WHO",
		 "whether what this person made could be approved, in every area; given again, both together"},
	[OPTION_RULES] = {"rules", 0, "REV", "the OWNERS files of this commit; \":\" those of the index"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_lint = {
	.name = "lint",
	.arguments = "[FILE…]",
	.summary = "what is wrong or odd in the OWNERS files and the keys",
	.options = options,
	.formats = lint_formats,
	.run = run,
};

struct names {
	const char **items;
	size_t count, capacity;
};

/* What is asked. */
struct lint_question {
	struct mow_lint_options options;
	struct names without, authors;
	const char *baseline; /* NULL */
	bool fix;
	size_t format;
};

static void lint_question_release(struct lint_question *question)
{
	free(question->without.items);
	free(question->authors.items);
}
MOW_AUTO_DEFINE(lint_question)

/* Which findings are asked for, and those that there are. */
struct lint_output {
	struct findings found;
	size_t errors;
	size_t known;       /* left out, since the baseline has them */
	struct map files;   /* only findings in these; empty: in all */
	struct names paths; /* the same in order */
	struct arena arena;
};

static void lint_output_release(struct lint_output *output)
{
	findings_release(&output->found);
	map_release(&output->files);
	free(output->paths.items);
	arena_release(&output->arena);
}
MOW_AUTO_DEFINE(lint_output)

static void take(const struct mow_finding *finding, void *context)
{
	struct lint_output *output = context;

	if (output->files.count > 0 && !map_get(&output->files, finding->file, strlen(finding->file), NULL))
		return;
	findings_keep(finding, &output->found);
	output->errors += finding->severity == MOW_ERROR;
}

static bool is_rules_file(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash != NULL ? slash + 1 : path, "OWNERS") == 0 || strcmp(path, "OWNERS.signers") == 0;
}

/* A file that is asked about: it must be one of those that are looked at, or the answer "nothing found" would be wrong.
 */
static int take_file(struct lint_output *output, struct mow_repo *repo, const char *file, bool here,
		     struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	struct stat st;
	int result = command_path(&path, repo, file, strlen(file), err);

	if (result < 0)
		return result;
	phrase_path(&shown, file, strlen(file));
	if (!is_rules_file(path.data))
		return mow_fail(err, MOW_EINVAL,
				"lint looks at OWNERS files, and at OWNERS.signers beside the first; %s is none",
				shown.data);
	if (here && lstat(file, &st) != 0)
		return mow_fail(err, MOW_EINVAL, "there is no %s", shown.data);
	const char *kept = arena_dup(&output->arena, path.data, path.len);
	if (kept == NULL || map_put(&output->files, kept, path.len, 0) != MOW_OK || array_reserve(&output->paths, 1))
		return mow_fail_memory(err);
	output->paths.items[output->paths.count++] = kept;
	return MOW_OK;
}

static void say_summary(const struct globals *globals, const struct lint_output *output)
{
	MOW_AUTO(buf) out = BUF_INIT;
	size_t warnings = output->found.count - output->errors;

	if (globals->quiet)
		return;
	buf_adds(&out, "mowners: ");
	if (output->found.count == 0)
		buf_adds(&out, output->known > 0 ? "nothing new" : "nothing found");
	if (output->errors > 0)
		phrase_count(&out, output->errors, "error");
	if (output->errors > 0 && warnings > 0)
		buf_adds(&out, ", ");
	if (warnings > 0)
		phrase_count(&out, warnings, "warning");
	if (output->known > 0)
		buf_addf(&out, "; %zu more in the baseline", output->known);
	buf_addc(&out, '\n');
	terminal_say(&out);
}

static int answer(const struct globals *globals, const struct lint_output *output, size_t format)
{
	MOW_AUTO(buf) out = BUF_INIT;
	int status = output->errors > 0 ? EXIT_USAGE : output->found.count > 0 ? EXIT_NO : EXIT_YES;

	lint_writers[format](&out, output->found.items, output->found.count);
	pager_begin(globals);
	status = command_write(&out, status);
	say_summary(globals, output);
	return status;
}

/* Leaves what is new. */
static int compare(struct lint_output *output, const char *file, struct mow_error *err)
{
	MOW_AUTO(baseline) baseline = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	size_t count = output->found.count;

	int result = file_read_named(&bytes, file, BASELINE_MAX, err);
	if (result == MOW_OK)
		result = baseline_read(&baseline, bytes.data, bytes.len, err);
	if (result == MOW_OK)
		result = baseline_drop_known(&output->found, &baseline, err);
	output->known = count - output->found.count;
	return result;
}

static void say_fixed(const struct globals *globals, const struct mow_edit *edit)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (globals->quiet || mow_edit_count(edit) == 0)
		return;
	buf_adds(&out, "mowners: took ");
	phrase_count(&out, mow_edit_lines(edit), "line");
	buf_adds(&out, " out of ");
	phrase_count(&out, mow_edit_count(edit), "OWNERS file");
	buf_adds(&out, "; nobody owns anything else than before\n");
	terminal_say(&out);
}

/* Takes out what changes nothing, of the files asked about; what has errors stays, and they are told after that. */
static int fix(const struct globals *globals, const struct lint_output *output, struct mow_repo *repo,
	       struct mow_error *err)
{
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	const struct mow_edit_paths paths = {output->paths.items, output->paths.count};
	int result = mow_edit_fix(&edit, repo, &paths, NULL, err);

	if (result == MOW_OK)
		result = mow_edit_write(edit, err);
	if (result == MOW_OK)
		say_fixed(globals, edit);
	return result == MOW_ERULES ? MOW_OK : result;
}

static int look(const struct globals *globals, const struct lint_question *question, int count, char **files)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(lint_output) output = {0};
	const struct mow_finding_sink sink = {take, &output};
	struct mow_error err = {0};
	int result = command_repo(&repo, globals, &err);
	bool here = result == MOW_OK && question->options.source == NULL && !mow_repo_is_bare(repo);

	for (int i = 0; result == MOW_OK && i < count; i++)
		result = take_file(&output, repo, files[i], here, &err);
	if (result == MOW_OK && question->fix)
		result = fix(globals, &output, repo, &err);
	if (result == MOW_OK)
		result = mow_lint(repo, &question->options, &sink, &err);
	if (result == MOW_ERULES && output.files.count == 0 && output.errors == 0)
		return command_fail(&err);
	if (result != MOW_OK && result != MOW_ERULES)
		return command_fail(&err);
	result = output.found.failed ? mow_fail_memory(&err) : MOW_OK;
	if (result == MOW_OK && question->baseline != NULL)
		result = compare(&output, question->baseline, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	return answer(globals, &output, question->format);
}

static int add_name(struct names *names, const char *name)
{
	struct mow_error err = {0, ""};

	if (array_reserve(names, 1) != MOW_OK) {
		(void)mow_fail_memory(&err);
		return command_fail(&err);
	}
	names->items[names->count++] = name;
	return EXIT_YES;
}

/* EXIT_YES, or what is wrong was said. */
static int take_option(struct lint_question *question, int option, const char *value)
{
	switch (option) {
	case OPTION_FORMAT:
		question->format = format_find(lint_formats, value);
		break;
	case OPTION_FIX:
		question->fix = true;
		break;
	case OPTION_BASELINE:
		question->baseline = value;
		break;
	case OPTION_AT:
		return options_clock(&question->options.at, &command_lint, "at", value) ? EXIT_YES : EXIT_USAGE;
	case OPTION_WITHOUT:
		return add_name(&question->without, value);
	case OPTION_AUTHOR:
		return add_name(&question->authors, value);
	default:
		question->options.source = value;
		break;
	}
	return EXIT_YES;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(lint_question) question = {.options = {.source = globals->rules}};
	const char *value = NULL;
	int option, first, status = EXIT_YES;

	while (status == EXIT_YES && (option = command_next_option(&command_lint, argc, argv, &value, &first)) != -1)
		status = option >= 0 ? take_option(&question, option, value) : EXIT_USAGE;
	if (status != EXIT_YES)
		return status;
	if (question.fix && question.options.source != NULL)
		return command_usage(&command_lint, "--rules is for questions; --fix writes files of the working tree");
	question.options.without = question.without.items;
	question.options.without_count = question.without.count;
	question.options.authors = question.authors.items;
	question.options.author_count = question.authors.count;
	return look(globals, &question, argc - first, argv + first);
}
