#include "cmd/keys.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/helper.h"
#include "cmd/terminal.h"
#include "report/keys.h"
#include "report/phrase.h"

#define LINES_MAX ((size_t)1 << 20)

const struct command_option keys_options[] = {
	[KEYS_FROM] = {"from", 0, "github|gitlab|gitea", "add the keys that people have on a forge"},
	[KEYS_API] = {"api", 0, "URL", "the address of its API, such as https://git.example.com/api/v1"},
	[KEYS_YES] = {"yes", 0, NULL, "add without asking"},
	[KEYS_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_keys = {
	.name = "keys",
	.arguments = KEYS_ARGUMENTS,
	.summary = KEYS_SUMMARY,
	.options = keys_options,
	.formats = keys_formats,
	.run = run,
};

void keys_owner(struct buf *out, struct mow_repo *repo)
{
	static const char file[] = "OWNERS.signers";
	const struct mow_path path = {file, sizeof file - 1, MOW_PATH_FILE};
	MOW_AUTO_PTR(mow_rules) rules = NULL;
	const struct mow_why *why = NULL;

	if (mow_rules_open(&rules, repo, NULL, NULL) != MOW_OK || mow_rules_read(rules, &path, NULL, NULL) != MOW_OK ||
	    mow_why(&why, rules, &path, NULL) != MOW_OK)
		why = NULL;
	report_keys_owner(out, why);
}

/* ---- Who has which -------------------------------------------------------------------------------------------- */

static int list(const struct globals *globals, struct mow_repo *repo, size_t format, struct mow_error *err)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_keys) keys = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	bool any = false;

	if (mow_keys_open(&keys, repo, globals->rules, &sink, err) != MOW_OK)
		return command_fail(err);
	keys_writers[format](&out, keys, mow_repo_now(repo));
	for (size_t i = 0; i < mow_keys_holders(keys); i++)
		any |= mow_keys_holder(keys, i)->key_count > 0;
	return command_write(&out, any ? EXIT_YES : EXIT_NO);
}

/* ---- One more ------------------------------------------------------------------------------------------------- */

/* Yes where it may go on; else the exit status. */
static int confirm(const struct mow_keys_addition *addition, bool yes)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (yes)
		return EXIT_YES;
	if (!terminal_is_there())
		return command_usage(&command_keys,
				     "nobody is at a terminal to be asked; --yes adds without the question");
	buf_adds(&text, "Is that theirs, and to be added to OWNERS.signers?");
	if (report_keys_new(addition) > 1) {
		buf_reset(&text);
		buf_adds(&text, "Are these theirs, and to be added to OWNERS.signers?");
	}
	if (!text.failed && terminal_ask(text.data))
		return EXIT_YES;
	buf_reset(&text);
	buf_adds(&text, "mowners: nothing was added\n");
	terminal_say(&text);
	return EXIT_NO;
}

static int write_lines(const struct mow_keys_addition *addition, struct mow_repo *repo, struct mow_error *err)
{
	size_t count = report_keys_new(addition);
	MOW_AUTO(buf) out = BUF_INIT;

	if (mow_keys_addition_write(addition, err) != MOW_OK)
		return command_fail(err);
	buf_adds(&out, "mowners: OWNERS.signers has ");
	phrase_count(&out, count, "more key");
	buf_adds(&out, count > 1 ? "; they count" : "; it counts");
	buf_adds(&out, " once that landed\n  Next     git add OWNERS.signers, and commit it\n  Decides  ");
	keys_owner(&out, repo);
	buf_adds(&out, ", as about all rules; what they commit themselves, a deputy\n");
	return command_write(&out, EXIT_YES);
}

int keys_add(const struct globals *globals, struct mow_repo *repo, const struct mow_key_lines *lines, bool yes)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_keys_addition) addition = NULL;
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error err = {0, ""};

	if (mow_keys_addition_new(&addition, repo, lines, &sink, &err) != MOW_OK)
		return command_fail(&err);
	report_keys_asked(&shown, addition, mow_repo_now(repo));
	if (report_keys_new(addition) == 0)
		return command_write(&shown, EXIT_YES);
	if (!globals->quiet || !yes)
		terminal_say(&shown);
	int status = confirm(addition, yes);
	return status == EXIT_YES ? write_lines(addition, repo, &err) : status;
}

static int add_from(const struct globals *globals, struct mow_repo *repo, const char *line, bool yes)
{
	struct mow_key_lines lines = {"LINE", line, strlen(line)};
	MOW_AUTO(buf) input = BUF_INIT;
	struct mow_error err = {0, ""};

	if (strcmp(line, "-") == 0) {
		if (terminal_read(&input, LINES_MAX, &err) != MOW_OK)
			return command_fail(&err);
		lines = (struct mow_key_lines){"-", input.data, input.len};
	} else if (access(line, F_OK) == 0) {
		phrase_path(&input, line, strlen(line));
		return command_usage(&command_keys, "%s is a file; mowners keys add - <%s reads what is in it",
				     input.data, input.data);
	}
	return keys_add(globals, repo, &lines, yes);
}

/* A private key looks like an option, which would be repeated; NULL: there is none. */
static const char *find_private(int argc, char **argv)
{
	static const char begin[] = "-----BEGIN ";

	for (int i = 1; i < argc; i++)
		if (text_begins(argv[i], begin))
			return argv[i];
	return NULL;
}

struct given {
	const char *from, *api;
	bool yes;
	size_t format;
};

/* What stands behind `add`, `count` arguments; -1: there is no add, and the keys are listed. */
static int check_usage(const struct globals *globals, const struct given *given, int count)
{
	if (given->api != NULL)
		return command_usage(&command_keys, "--api is for --from");
	if (given->format != 0 && count >= 0)
		return command_usage(&command_keys, "--format is for listing");
	if (count < 0)
		return given->yes ? command_usage(&command_keys, "--yes is for add and --from") : EXIT_YES;
	if (count != 1)
		return command_usage(&command_keys, count == 0 ? "name the line, or - for standard input"
							       : "the line is one argument: put it in quotes");
	if (globals->rules != NULL)
		return command_usage(&command_keys, "--rules is for listing; a line is added to the working tree");
	return EXIT_YES;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	const char *private = find_private(argc, argv);
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	struct mow_error err = {0, ""};
	struct given given = {NULL, NULL, false, 0};
	const struct command_slot slots[] = {[KEYS_FROM] = {.text = &given.from},
					     [KEYS_API] = {.text = &given.api},
					     [KEYS_YES] = {.flag = &given.yes},
					     [KEYS_FORMAT] = {.format = &given.format}};

	if (private != NULL)
		return command_repo(&repo, globals, &err) == MOW_OK ? add_from(globals, repo, private, false)
								    : command_fail(&err);
	int first = command_take_options(&command_keys, argc, argv, slots);
	if (first < 0)
		return EXIT_USAGE;
	if (given.from != NULL)
		return helper_run(globals, argc, argv);
	bool is_add = argc > first && strcmp(argv[first], "add") == 0;
	if (argc > first && !is_add)
		return command_usage(&command_keys, "it lists the keys, or says add or --from");
	int status = check_usage(globals, &given, is_add ? argc - first - 1 : -1);
	if (status != EXIT_YES)
		return status;
	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	return is_add ? add_from(globals, repo, argv[first + 1], given.yes) : list(globals, repo, given.format, &err);
}
