/* log: the records that there are, and whether they still hold. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/pager.h"
#include "cmd/terminal.h"
#include "report/log.h"
#include "report/phrase.h"

enum { OPTION_BY, OPTION_DECISION, OPTION_TARGET, OPTION_COUNT, OPTION_FORMAT, OPTION_NULL };
static const struct command_option options[] = {
	[OPTION_BY] = {"by", 0, "WHO", "only those made by this person or team: @HANDLE, or an e-mail"},
	[OPTION_DECISION] = {"decision", 0, "approve|stop|withdraw|override|request", "only those that decide this"},
	[OPTION_TARGET] = {"target", 0, "REF", "only those for this branch or tag"},
	[OPTION_COUNT] = {"max-count", 'n', "NUMBER", "only the newest so many"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_NULL] = {"null", 'z', NULL, "with --format tsv: every field ends in NUL, and paths are as they are"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_log = {
	.name = "log",
	.arguments = "[PATH…]",
	.summary = "the records of decisions, and whether they still hold",
	.options = options,
	.formats = log_formats,
	.run = run,
};

struct asking {
	const struct globals *globals;
	struct mow_repo *repo;
	struct mow_log_options asked;
	size_t format;
	bool nul;
	struct arena arena;
};

static void asking_release(struct asking *asking)
{
	arena_release(&asking->arena);
}
MOW_AUTO_DEFINE(asking)

/* ---- The answer --------------------------------------------------------------------------------------------------- */

struct writing {
	const struct globals *globals;
	struct log_report report;
	const struct log_writer *writer;
	int status; /* of the last that was written */
};

/* Each record goes out at once: its signature took a process, and the rest may take long. */
static int write_out(struct writing *writing)
{
	pager_begin(writing->globals);
	writing->status = command_write(writing->report.out, EXIT_YES);
	buf_reset(writing->report.out);
	return writing->status == EXIT_YES ? MOW_OK : 1;
}

static int add_entry(const struct mow_log_entry *entry, void *context)
{
	struct writing *writing = context;

	writing->writer->add(&writing->report, entry);
	writing->report.told++;
	return write_out(writing);
}

/* Why there is nothing, to people. */
static void say_none(const struct asking *asking, const struct mow_log *log)
{
	MOW_AUTO(buf) text = BUF_INIT;
	const char *remote = NULL;
	bool away = !mow_repo_is_bare(asking->repo) && mow_repo_remote(&remote, asking->repo, NULL) == MOW_OK &&
		    remote != NULL;

	if (asking->globals->quiet)
		return;
	buf_adds(&text, mow_log_has_records(log) ? "mowners: no record here is one of those"
						 : "mowners: there are no records here");
	if (away) {
		buf_adds(&text, "; mowners sync brings what ");
		phrase_text(&text, remote);
		buf_adds(&text, " has");
	}
	buf_addc(&text, '\n');
	terminal_say(&text);
}

static int answer(const struct asking *asking, struct mow_log *log, struct mow_error *err)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct writing writing = {.globals = asking->globals,
				  .report = {.out = &out, .color = asking->globals->color, .nul = asking->nul},
				  .writer = log_writers[asking->format]};

	if (writing.writer->begin != NULL)
		writing.writer->begin(&writing.report);
	int result = mow_log_each(log, add_entry, &writing, err);
	if (result < 0)
		return command_fail(err);
	if (result > 0)
		return writing.status;
	if (writing.writer->end != NULL)
		writing.writer->end(&writing.report);
	size_t left_out = mow_log_unreadable(log);
	if (left_out > 0)
		command_warn(asking->globals, "%zu file%s among the records %s none, and %s left out", left_out,
			     left_out == 1 ? "" : "s", left_out == 1 ? "is" : "are", left_out == 1 ? "is" : "are");
	if (writing.report.told == 0)
		say_none(asking, log);
	pager_begin(asking->globals);
	return command_write(&out, writing.report.told > 0 ? EXIT_YES : EXIT_NO);
}

/* ---- The question ------------------------------------------------------------------------------------------------- */

static bool take_count(size_t *out, const char *value)
{
	size_t count = 0, len = strlen(value);

	if (len == 0 || len > 9 || strspn(value, "0123456789") != len)
		return false;
	for (size_t i = 0; i < len; i++)
		count = count * 10 + (size_t)(value[i] - '0');
	*out = count;
	return count > 0;
}

static int take_paths(struct asking *asking, int count, char **arguments, struct mow_error *err)
{
	struct mow_path *paths = arena_array(&asking->arena, (size_t)count, sizeof *paths);

	if (paths == NULL)
		return mow_fail_memory(err);
	for (int i = 0; i < count; i++) {
		MOW_AUTO(buf) found = BUF_INIT;
		int result = command_path(&found, asking->repo, arguments[i], strlen(arguments[i]), err);
		if (result < 0)
			return result;
		paths[i] = (struct mow_path){arena_dup(&asking->arena, found.data, found.len), found.len,
					     result > 0 ? MOW_PATH_FOLDER : MOW_PATH_FILE};
		if (paths[i].bytes == NULL)
			return mow_fail_memory(err);
	}
	asking->asked.paths = paths;
	asking->asked.path_count = (size_t)count;
	return MOW_OK;
}

static int ask(struct asking *asking, int count, char **arguments)
{
	const struct mow_finding_sink sink = {command_found, (void *)asking->globals};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_log) log = NULL;
	struct mow_error err = {0, ""};

	asking->asked.rules = asking->globals->rules;
	int result = command_repo(&repo, asking->globals, &err);
	asking->repo = repo;
	if (result == MOW_OK)
		result = take_paths(asking, count, arguments, &err);
	if (result == MOW_OK)
		result = mow_log_new(&log, repo, &asking->asked, &sink, &err);
	return result == MOW_OK ? answer(asking, log, &err) : command_fail(&err);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(asking) asking = {.globals = globals};
	struct mow_log_options *asked = &asking.asked;
	const char *count = NULL;
	const struct command_slot slots[] = {
		[OPTION_BY] = {.text = &asked->by},           [OPTION_DECISION] = {.text = &asked->decision},
		[OPTION_TARGET] = {.text = &asked->target},   [OPTION_COUNT] = {.text = &count},
		[OPTION_FORMAT] = {.format = &asking.format}, [OPTION_NULL] = {.flag = &asking.nul},
	};
	int first = command_take_options(&command_log, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (count != NULL && !take_count(&asked->limit, count))
		return command_usage(&command_log, "-n takes a number from 1 to 999999999");
	if (asking.nul && !log_writers[asking.format]->nul)
		return command_usage(&command_log, "-z goes with --format tsv");
	return ask(&asking, argc - first, argv + first);
}
