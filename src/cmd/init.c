/* init: a first OWNERS file, made from what there is. */
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/phrase.h"

#define SOURCE_MAX ((size_t)16 << 20)

enum { OPTION_FROM, OPTION_OUTPUT };
static const struct command_option options[] = {
	[OPTION_FROM] = {"from", 0, "codeowners|gitlab|gitea", "what FILE is: CODEOWNERS of GitHub, GitLab or Gitea"},
	[OPTION_OUTPUT] = {"output", 'o', "-", "print the text, and write nothing"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_init = {
	.name = "init",
	.arguments = "FILE",
	.summary = "a first OWNERS file, from the rules that a forge has",
	.options = options,
	.run = run,
};

struct wanted {
	const char *format;
	const char *file;
	bool print;
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

static int make(const struct globals *globals, const struct wanted *wanted)
{
	struct tally tally = {globals, 0};
	const struct mow_finding_sink sink = {count_found, &tally};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_draft) draft = NULL;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0, ""};

	if (command_repo(&repo, globals, &err) != MOW_OK || read_file(&bytes, wanted->file, &err) != MOW_OK)
		return command_fail(&err);
	const struct mow_draft_source source = {wanted->format, wanted->file, bytes.data, bytes.len};
	if (mow_draft_new(&draft, repo, &source, &sink, &err) != MOW_OK)
		return command_fail(&err);
	if (wanted->print) {
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
	struct wanted wanted = {NULL, NULL, false};
	const char *value = NULL;
	int first, option;

	while ((option = command_next_option(&command_init, argc, argv, &value, &first)) >= 0) {
		if (option == OPTION_FROM)
			wanted.format = value;
		else
			wanted.print = true;
	}
	if (option != -1)
		return EXIT_USAGE;
	if (wanted.format == NULL)
		return command_usage(&command_init, "say what to make it from: --from codeowners, gitlab or gitea");
	if (argc - first != 1)
		return command_usage(&command_init,
				     argc == first ? "name the file; - is standard input" : "it takes one file");
	wanted.file = argv[first];
	return make(globals, &wanted);
}
