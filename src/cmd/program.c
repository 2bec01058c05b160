#include "cmd/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/system.h"
#include "cmd/globals.h"
#include "cmd/help.h"
#include "cmd/hook.h"
#include "cmd/options.h"
#include "cmd/pager.h"

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* ---- What stands before the command ------------------------------------------------------------------------------- */

static int enter(struct globals *globals, const char *directory)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error err;

	globals->directory = directory;
	if (directory[0] == '\0' || chdir(directory) == 0)
		return EXIT_YES;
	int number = errno;
	escape_path(&shown, directory, strlen(directory));
	(void)mow_fail(&err, MOW_EINVAL, "cannot go to %s: %s", shown.data, strerror(number));
	return command_fail(&err);
}

/* https://no-color.org: set and not empty. */
static bool wants_color(int choice)
{
	const char *refused = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (choice != COLOR_AUTO)
		return choice == COLOR_ALWAYS;
	return (refused == NULL || refused[0] == '\0') && terminal != NULL && strcmp(terminal, "dumb") != 0 &&
	       isatty(STDOUT_FILENO);
}

/* Reads the options before the command. `*index` becomes the command's place; `*asked` GLOBAL_HELP or GLOBAL_VERSION
 * where one was given. */
static int read_globals(struct globals *globals, int *asked, int argc, char **argv, int *index)
{
	int color = COLOR_AUTO;
	int status = EXIT_YES;
	const char *value;

	optind = 0;
	for (int option; status == EXIT_YES;) {
		option = command_next_option(&command_mowners, argc, argv, &value, index);
		if (option == -1)
			break;
		if (option < 0)
			return EXIT_USAGE;
		if (option == GLOBAL_DIRECTORY)
			status = enter(globals, value);
		else if (option == GLOBAL_RULES)
			globals->rules = value;
		else if (option == GLOBAL_NOW)
			status = options_clock(&globals->now, &command_mowners, "now", value) ? EXIT_YES : EXIT_USAGE;
		else if (option == GLOBAL_COLOR)
			color = options_choice(global_options[GLOBAL_COLOR].argument, value);
		else if (option == GLOBAL_QUIET)
			globals->quiet = true;
		else if (option == GLOBAL_NO_PAGER)
			globals->pager->wanted = false;
		else
			*asked = option;
	}
	globals->color = wants_color(color);
	return status;
}

/* ---- Which command ---------------------------------------------------------------------------------------------------- */

/* `who --help`: an option of every command, whatever its table says. */
static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int run_command(const struct globals *globals, int argc, char **argv)
{
	const struct command *command = command_find(globals, argv[0]);

	if (command == NULL)
		return help_refuse(globals, argv[0]);
	if (asks_for_help(argc, argv))
		return help_show(globals, command);
	optind = 0;
	return command->run(globals, argc, argv);
}

static int print_version(void)
{
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, "mowners " MOW_VERSION "\n");
	return command_write(&out, EXIT_YES);
}

static int run(struct globals *globals, int argc, char **argv)
{
	int asked = -1;
	int index = 1;
	int status = read_globals(globals, &asked, argc, argv, &index);

	if (status != EXIT_YES)
		return status;
	if (asked == GLOBAL_VERSION)
		return print_version();
	if (asked == GLOBAL_HELP && index < argc) {
		const struct command *command = command_find(globals, argv[index]);
		return command != NULL ? help_show(globals, command) : help_refuse(globals, argv[index]);
	}
	if (asked == GLOBAL_HELP)
		return help_show(globals, NULL);
	if (!globals->quiet)
		progress_init(globals->progress);
	if (index < argc)
		return run_command(globals, argc - index, argv + index);
	MOW_AUTO(buf) help = BUF_INIT;
	help_overview(&help, globals);
	(void)fputs(help.data, stderr);
	return EXIT_USAGE;
}

/* As `mowners hook NAME ARGUMENTS…`. */
static int run_hook(const struct globals *globals, const char *name, int argc, char **argv)
{
	char command[] = "hook";
	MOW_AUTO_FREE char *own = strdup(name);
	MOW_AUTO_FREE char **vector = calloc((size_t)argc + 2, sizeof *vector);

	if (own == NULL || vector == NULL) {
		struct mow_error err;
		(void)mow_fail_memory(&err);
		return command_fail(&err);
	}
	vector[0] = command;
	vector[1] = own;
	for (int i = 1; i < argc; i++)
		vector[i + 1] = argv[i];
	optind = 0;
	return command_hook.run(globals, argc + 1, vector);
}

/* ---- The process ----------------------------------------------------------------------------------------------------------- */

/*
 * A standard stream that is closed would be the next file opened, and an answer written into it. It becomes a stream
 * that fails: one that cannot be read, or not be written. False: it could not be had.
 */
static bool open_standard_streams(void)
{
	for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
		if (fcntl(stream, F_GETFD) != -1)
			continue;
		int opened = open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
		if (opened != stream)
			return false;
	}
	return true;
}

/* Some file systems tell only at the end that the disk was full. */
static int finish(int status, struct pager *pager)
{
	if (fflush(stdout) != 0 || close(STDOUT_FILENO) != 0) {
		(void)fprintf(stderr, "mowners: cannot write the answer: %s\n", strerror(errno));
		status = EXIT_UNDECIDED;
	}
	pager_end(pager);
	return status;
}

int program_main(int argc, char **argv, const struct command_row *commands)
{
	struct progress progress = {0};
	struct pager pager = {0};
	struct globals globals = {.progress = &progress, .pager = &pager, .commands = commands};

	if (argc < 1 || !open_standard_streams())
		return EXIT_UNDECIDED;
	(void)signal(SIGPIPE, SIG_IGN);    /* a write that fails; see command_write */
	(void)signal(SIGXFSZ, SIG_IGN);    /* a file at its limit is a write that fails, here and in git */
	(void)unsetenv("POSIXLY_CORRECT"); /* getopt would end the options at the first argument */
	MOW_AUTO_FREE char *program = system_program(argv[0]);
	globals.program = program;
	globals.from_env = getenv("GIT_DIR") != NULL || getenv("GIT_INDEX_FILE") != NULL;
	const char *hook = hook_of_program(argv[0]);
	if (hook == NULL)
		pager_init(&pager);
	return finish(hook != NULL ? run_hook(&globals, hook, argc, argv) : run(&globals, argc, argv), &pager);
}
