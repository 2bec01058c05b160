/* init: a first OWNERS file, made from what there is. */
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/phrase.h"

#define SOURCE_MAX ((size_t)16 << 20)

enum { OPTION_FROM, OPTION_TEMPLATE, OPTION_SINCE, OPTION_OUTPUT };
static const struct command_option options[] = {
	[OPTION_FROM] =
		{"from", 0, "codeowners|gitlab|gitea|csv|history",
		 "what FILE is: CODEOWNERS of GitHub, GitLab or Gitea, or a matrix from a spreadsheet; or history: "
		 "the folders, and who changed and approved what in them"},
	[OPTION_TEMPLATE] = {"template", 0, "marketing",
			     "of the folders, areas for the kinds of work that they are called after"},
	[OPTION_SINCE] = {"since", 0, "WHEN", "with --from history: a day, or 180d (default) or 26w before now"},
	[OPTION_OUTPUT] = {"output", 'o', "-", "print the text, and write nothing"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_init = {
	.name = "init",
	.arguments = "[FILE]",
	.summary = "a first OWNERS file, from the folders, a file or the history",
	.options = options,
	.run = run,
};

struct wanted {
	const char *format; /* of `file`; NULL: it is made of the folders */
	const char *file;
	struct mow_draft_folders folders;
	const char *since;  /* NULL */
	const char *output; /* NULL: OWNERS is written; else "-" */
};

static int read_file(struct buf *out, const char *file, struct mow_error *err)
{
	return strcmp(file, "-") == 0 ? terminal_read(out, SOURCE_MAX, err)
				      : file_read_named(out, file, SOURCE_MAX, err);
}

/* What was found on the way. */
struct tally {
	const struct globals *globals;
	size_t lost;
};

static void count_found(const struct mow_finding *finding, void *context)
{
	struct tally *tally = context;

	tally->lost += strcmp(finding->code, "not-carried") == 0;
	command_found(finding, (void *)tally->globals);
}

static void say_next(const struct globals *globals, const struct tally *tally)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (globals->quiet)
		return;
	buf_adds(&out, "mowners: OWNERS is written; it blocks nothing yet (mode = advise)\n");
	if (tally->lost > 0) {
		buf_adds(&out, "  Lost     ");
		phrase_count(&out, tally->lost, "thing");
		buf_adds(&out, " could not be carried over, as told above\n");
	}
	buf_adds(&out, "  Fill in  each ? in it: who is accountable, who people are, who is in which team\n"
		       "  Look     mowners lint; mowners who --all\n"
		       "  Next     git add OWNERS, and commit it\n");
	terminal_say(&out);
}

/* With the days before now that are meant where nothing is said. */
#define SINCE_USUAL "180d"

/* False: it is neither a day nor so much time before now. */
static bool find_since(int64_t *moment, const struct mow_repo *repo, const char *since)
{
	int64_t seconds;

	if (!clock_parse_duration(&seconds, since, strlen(since)))
		return clock_parse_day(moment, since, strlen(since));
	*moment = mow_repo_now(repo) - seconds;
	return true;
}

static int new_draft(struct mow_draft **out, struct mow_repo *repo, const struct wanted *wanted,
		     const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_draft_folders folders = wanted->folders;

	if (wanted->format == NULL) {
		if (!find_since(&folders.since, repo, wanted->since != NULL ? wanted->since : SINCE_USUAL))
			return mow_fail(err, MOW_EINVAL,
					"--since takes a day such as 2026-03-31, or how long ago, such as 180d or 26w");
		return mow_draft_from_folders(out, repo, &folders, err);
	}
	int result = read_file(&bytes, wanted->file, err);
	const struct mow_draft_source source = {wanted->format, wanted->file, bytes.data, bytes.len};
	return result == MOW_OK ? mow_draft_new(out, repo, &source, sink, err) : result;
}

static int make(const struct globals *globals, const struct wanted *wanted)
{
	struct tally tally = {globals, 0};
	const struct mow_finding_sink sink = {count_found, &tally};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_draft) draft = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0, ""};

	if (command_repo(&repo, globals, &err) != MOW_OK || new_draft(&draft, repo, wanted, &sink, &err) != MOW_OK)
		return command_fail(&err);
	if (wanted->output != NULL) {
		buf_adds(&out, mow_draft_text(draft));
		return command_write(&out, EXIT_YES);
	}
	int result = mow_draft_write(draft, &err);
	if (result != MOW_OK) {
		int status = command_fail(&err);
		return result == MOW_EDENIED ? EXIT_NO : status;
	}
	say_next(globals, &tally);
	return EXIT_YES;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct wanted wanted = {0};
	const char *from = NULL;
	const struct command_slot slots[] = {
		[OPTION_FROM] = {.text = &from},
		[OPTION_TEMPLATE] = {.text = &wanted.folders.kinds},
		[OPTION_SINCE] = {.text = &wanted.since},
		[OPTION_OUTPUT] = {.text = &wanted.output},
	};
	int first = command_take_options(&command_init, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	wanted.folders.history = from != NULL && strcmp(from, "history") == 0;
	wanted.format = wanted.folders.history ? NULL : from;
	if (wanted.output != NULL && strcmp(wanted.output, "-") != 0)
		return command_usage(&command_init,
				     "--output takes - alone, to print the text; what it writes is OWNERS");
	if (wanted.since != NULL && !wanted.folders.history)
		return command_usage(&command_init, "--since goes with --from history");
	if (wanted.format == NULL && first < argc)
		return command_usage(
			&command_init,
			"say what the file is: --from codeowners, gitlab, gitea or csv; the folders need none");
	if (wanted.format != NULL && wanted.folders.kinds != NULL)
		return command_usage(&command_init, "--template goes with the folders, not with a file");
	if (wanted.format != NULL && argc - first != 1)
		return command_usage(&command_init,
				     argc == first ? "name the file; - is standard input" : "it takes one file");
	wanted.file = argv[first];
	return make(globals, &wanted);
}
