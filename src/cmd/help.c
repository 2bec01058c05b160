/* help: the table of commands as text, so that it never tells of what there is not. */
#include "cmd/help.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "cmd/commands.h"
#include "cmd/complete.h"
#include "cmd/globals.h"
#include "cmd/options.h"
#include "cmd/pager.h"
#include "report/layout.h"

#define HELP_WIDTH 80
#define NAMES_MAX 32   /* commands that a mistyped name is compared with */
#define HELP_COLUMN 30 /* a name wider than this stands on a line of its own */

/* "-z, --null", "--role ROLE". */
static void add_names(struct buf *out, const struct command *command, const struct command_option *option)
{
	if (option->letter != '\0')
		buf_addf(out, "-%c", option->letter);
	if (option->letter != '\0' && option->name[0] != '\0')
		buf_adds(out, ", ");
	if (option->name[0] != '\0')
		buf_addf(out, "--%s", option->name);
	MOW_AUTO(buf) argument = BUF_INIT;
	options_argument(&argument, command, option);
	if (argument.len > 0)
		buf_addf(out, " %s", argument.data);
	out->failed = out->failed || argument.failed;
}

/* One name and what it is, the second column wrapped. `column`: where that begins. */
static void add_row(struct buf *out, const char *name, const char *summary, size_t column)
{
	size_t width = 2 + utf8_width(name, strlen(name));

	buf_addf(out, "  %s", name);
	if (width + 2 > column) {
		buf_addc(out, '\n');
		width = 0;
	}
	buf_pad(out, ' ', column - width);
	layout_wrap(out, summary, column, column, HELP_WIDTH);
}

static void add_options(struct buf *out, const struct command *command)
{
	size_t column = 0;

	for (const struct command_option *option = command->options; option->name != NULL; option++) {
		MOW_AUTO(buf) names = BUF_INIT;
		add_names(&names, command, option);
		size_t width = 4 + utf8_width(names.data, names.len);
		if (width > column && width <= HELP_COLUMN)
			column = width;
		out->failed = out->failed || names.failed;
	}
	for (const struct command_option *option = command->options; option->name != NULL; option++) {
		MOW_AUTO(buf) names = BUF_INIT;
		MOW_AUTO(buf) summary = BUF_INIT;
		add_names(&names, command, option);
		options_summary(&summary, command, option);
		add_row(out, names.data, summary.data, column > 0 ? column : 8);
		out->failed = out->failed || names.failed || summary.failed;
	}
}

/* "usage: mowners who [-r] [--role ROLE] PATH…": spaces inside an option are not for wrapping. */
static void add_synopsis(struct buf *out, const struct command *command)
{
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) start = BUF_INIT;

	buf_addf(&start, "usage: mowners%s%s ", command == &command_mowners ? "" : " ",
		 command == &command_mowners ? "" : command->name);
	for (const struct command_option *option = command->options; option->name != NULL; option++) {
		MOW_AUTO(buf) argument = BUF_INIT;
		options_argument(&argument, command, option);
		const char *space = argument.len > 0 ? LAYOUT_SPACE : "";
		if (option->letter != '\0')
			buf_addf(&line, "[-%c%s%s] ", option->letter, space, argument.data);
		else
			buf_addf(&line, "[--%s%s%s] ", option->name, space, argument.data);
		line.failed = line.failed || argument.failed;
	}
	buf_adds(&line, command->arguments);
	buf_adds(out, start.data);
	layout_wrap(out, line.data, start.len, start.len, HELP_WIDTH);
	out->failed = out->failed || line.failed || start.failed;
}

void help_overview(struct buf *out, const struct globals *globals)
{
	add_synopsis(out, &command_mowners);
	buf_addf(out, "\n%s\n", command_mowners.summary);
	for (const struct command_row *row = globals->commands; row->command != NULL; row++) {
		if (row == globals->commands || strcmp(row->title, row[-1].title) != 0)
			buf_addf(out, "\n%s\n", row->title);
		add_row(out, row->command->name, row->command->summary, 12);
	}
	buf_adds(out, "\nOptions before the command\n");
	add_options(out, &command_mowners);
	buf_adds(out, "\nmowners help COMMAND tells a command's options, man mowners the rest.\n");
}

static void add_command(struct buf *out, const struct command *command)
{
	MOW_AUTO(buf) more = BUF_INIT;

	add_synopsis(out, command);
	buf_addc(out, '\n');
	layout_wrap(out, command->summary, 0, 0, HELP_WIDTH);
	if (command->options[0].name != NULL) {
		buf_adds(out, "\nOptions\n");
		add_options(out, command);
	}
	buf_addf(&more, "man mowners-%s tells the rest; mowners help lists the options before the command.",
		 command->name);
	buf_addc(out, '\n');
	layout_wrap(out, more.data, 0, 0, HELP_WIDTH);
	out->failed = out->failed || more.failed;
}

int help_show(const struct globals *globals, const struct command *command)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (command != NULL)
		add_command(&out, command);
	else
		help_overview(&out, globals);
	pager_begin(globals);
	return command_write(&out, EXIT_YES);
}

int help_refuse(const struct globals *globals, const char *name)
{
	const char *names[NAMES_MAX + 1] = {NULL};
	size_t count = 0;
	MOW_AUTO(buf) shown = BUF_INIT;

	for (const struct command_row *row = globals->commands; row->command != NULL && count < NAMES_MAX; row++)
		names[count++] = row->command->name;
	escape_text(&shown, name, strlen(name));
	if (strchr(name, '/') != NULL)
		return command_usage(NULL, "there is no command %s; to ask about a file: mowners who PATH", shown.data);
	const char *nearest = options_nearest(name, names);
	if (nearest != NULL)
		return command_usage(NULL, "there is no command %s; did you mean %s?", shown.data, nearest);
	return command_usage(NULL, "there is no command %s", shown.data);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(buf) out = BUF_INIT;
	bool complete = false;
	int index = command_take_options(&command_help, argc, argv, &(struct command_slot){.flag = &complete});

	if (index < 0)
		return EXIT_USAGE;
	if (complete) {
		complete_words(&out, globals, argv + index, (size_t)(argc - index));
		return command_write(&out, EXIT_YES);
	}
	if (argc - index > 1)
		return command_usage(&command_help, "name one command");
	if (index == argc)
		return help_show(globals, NULL);
	const struct command *command = command_find(globals, argv[index]);
	return command != NULL ? help_show(globals, command) : help_refuse(globals, argv[index]);
}

static const struct command_option options[] = {
	{"complete", 0, NULL, "what may stand in the place of the last word, for the completion of shells"},
	{NULL, 0, NULL, NULL},
};

const struct command command_help = {
	.name = "help",
	.arguments = "[COMMAND | -- WORD…]",
	.summary = "what there is, or the options of a command",
	.options = options,
	.run = run,
};
