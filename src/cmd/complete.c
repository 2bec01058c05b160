#include "cmd/complete.h"

#include <string.h>

#include "base/text.h"
#include "cmd/commands.h"
#include "cmd/globals.h"
#include "cmd/options.h"

/* The words so far. */
struct line {
	const struct command *command;       /* NULL: there is no such one */
	const struct command_option *option; /* whose argument is next; NULL */
	size_t arguments;                    /* of the command, before the last word */
	bool ended;                          /* by `--`: no options from there on */
};

/* ---- The words before the last ----------------------------------------------------------------------------------- */

static const struct command_option *find_option(const struct command *command, const char *word)
{
	size_t len = strlen(word);

	for (const struct command_option *option = command->options; option->name != NULL; option++) {
		if (len == 2 && option->letter != '\0' && word[1] == option->letter)
			return option;
		if (len > 2 && word[1] == '-' && strcmp(word + 2, option->name) == 0)
			return option;
	}
	return NULL;
}

static void take_word(struct line *line, const struct globals *globals, const char *word)
{
	if (line->option != NULL) {
		if (strcmp(word, "=") != 0)
			line->option = NULL;
	} else if (!line->ended && strcmp(word, "--") == 0) {
		line->ended = true;
	} else if (!line->ended && word[0] == '-' && word[1] != '\0') {
		line->option = find_option(line->command, word);
		if (line->option != NULL && line->option->argument == NULL)
			line->option = NULL;
	} else if (line->command == &command_mowners) {
		line->command = command_find(globals, word);
	} else {
		line->arguments++;
	}
}

/* ---- What may follow ----------------------------------------------------------------------------------------------- */

static void add_word(struct buf *out, const char *begun, const char *word, const char *meaning)
{
	if (text_begins(word, begun))
		buf_addf(out, "%s%s%s\n", word, meaning[0] != '\0' ? "\t" : "", meaning);
}

static void add_commands(struct buf *out, const struct globals *globals, const char *begun)
{
	buf_adds(out, "words\n");
	for (const struct command_row *row = globals->commands; row->command != NULL; row++)
		add_word(out, begun, row->command->name, row->command->summary);
}

static void add_options(struct buf *out, const struct command *command, const char *begun)
{
	buf_adds(out, "words\n");
	for (const struct command_option *option = command->options; option->name != NULL; option++) {
		MOW_AUTO(buf) name = BUF_INIT;
		MOW_AUTO(buf) summary = BUF_INIT;
		if (option->name[0] != '\0')
			buf_addf(&name, "--%s", option->name);
		else
			buf_addf(&name, "-%c", option->letter);
		options_summary(&summary, command, option);
		add_word(out, begun, name.data, summary.data);
		out->failed = out->failed || name.failed || summary.failed;
	}
}

/* Each of "text|tsv|json", behind `before`. */
static void add_choices(struct buf *out, const char *list, const char *before, const char *begun)
{
	for (const char *at = list; at != NULL;) {
		MOW_AUTO(buf) word = BUF_INIT;
		const char *bar = strchr(at, '|');
		buf_adds(&word, before);
		buf_add(&word, at, bar != NULL ? (size_t)(bar - at) : strlen(at));
		add_word(out, begun, word.data, "");
		out->failed = out->failed || word.failed;
		at = bar != NULL ? bar + 1 : NULL;
	}
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* `before`: "--format=", where `begun` has it too. */
static void add_values(struct buf *out, const struct line *line, const char *before, const char *begun)
{
	static const char *const files[] = {"FILE", "DIR", NULL}, *const refs[] = {"REV", "REF", NULL};
	MOW_AUTO(buf) argument = BUF_INIT;

	options_argument(&argument, line->command, line->option);
	bool plain = before[0] == '\0';
	if (plain && is_one_of(argument.data, files)) {
		buf_adds(out, "files\n");
	} else if (plain && is_one_of(argument.data, refs)) {
		buf_adds(out, "refs\n");
	} else {
		buf_adds(out, "words\n");
		if (strchr(argument.data, '|') != NULL)
			add_choices(out, argument.data, before, begun);
	}
	out->failed = out->failed || argument.failed;
}

/* By the synopsis: a range, where there may be one, comes first, and files behind `--`. */
static void add_arguments(struct buf *out, const struct line *line, const struct globals *globals, const char *begun)
{
	const char *synopsis = line->command->arguments;
	bool files = strstr(synopsis, "PATH") != NULL || strstr(synopsis, "FILE") != NULL;
	bool refs = strstr(synopsis, "RANGE") != NULL || strstr(synopsis, "OLD [NEW]") != NULL;

	if (strstr(synopsis, "COMMAND") != NULL)
		add_commands(out, globals, begun);
	else if (refs && !line->ended && (line->arguments == 0 || !files))
		buf_adds(out, "refs\n");
	else
		buf_adds(out, files ? "files\n" : "words\n");
}

void complete_words(struct buf *out, const struct globals *globals, char *const *words, size_t count)
{
	struct line line = {.command = &command_mowners};
	const char *last = count > 0 ? words[count - 1] : "";
	const char *equals = last[0] == '-' && last[1] == '-' ? strchr(last, '=') : NULL;
	MOW_AUTO(buf) before = BUF_INIT;

	for (size_t i = 0; i + 1 < count && line.command != NULL; i++)
		take_word(&line, globals, words[i]);
	if (line.command == NULL) {
		buf_adds(out, "words\n");
	} else if (line.option != NULL) {
		add_values(out, &line, "", last);
	} else if (!line.ended && equals != NULL) {
		buf_add(&before, last, (size_t)(equals - last));
		line.option = find_option(line.command, before.data);
		buf_addc(&before, '=');
		if (line.option != NULL && line.option->argument != NULL)
			add_values(out, &line, before.data, last);
	} else if (!line.ended && last[0] == '-') {
		add_options(out, line.command, last);
	} else if (line.command == &command_mowners) {
		add_commands(out, globals, last);
	} else {
		add_arguments(out, &line, globals, last);
	}
	out->failed = out->failed || before.failed;
}
