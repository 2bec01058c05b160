/*
 * Command lines, a word a line: the options of mowners and those of each of its commands come out of their tables or
 * are refused in one line, and the completion of shells says what may follow. No command is run.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Refusals come here, and not to stderr. */
#define command_usage take_usage
#include "../../src/cmd/options.c"

#include "cmd/commands.h"
#include "cmd/complete.h"

enum { WORDS_MAX = 64 };

struct words {
	char *text;
	char *items[WORDS_MAX + 1];
	int count;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static size_t refusals;

int take_usage(const struct command *command, const char *format, ...)
{
	char text[4096];
	va_list arguments;

	va_start(arguments, format);
	int len = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	check(command != NULL && len > 0);
	for (const char *c = text; *c != '\0'; c++)
		check((unsigned char)*c >= ' ' && *c != 0x7F);
	refusals++;
	return EXIT_USAGE;
}

static void split(struct words *words, const char *name, const uint8_t *data, size_t size)
{
	words->text = malloc(size + 1);
	check(words->text != NULL);
	memcpy(words->text, data, size);
	words->text[size] = '\0';
	words->items[words->count++] = (char *)name;
	for (char *at = words->text; at != NULL && words->count < WORDS_MAX;) {
		words->items[words->count++] = at;
		at = strchr(at, '\n');
		if (at != NULL)
			*at++ = '\0';
	}
}

static void check_option(const struct command *command, int place, const char *value)
{
	const struct command_option *option = &command->options[place];
	MOW_AUTO(buf) argument = BUF_INIT;

	for (int i = 0; i <= place; i++)
		check(command->options[i].name != NULL);
	check((value != NULL) == (option->argument != NULL));
	options_argument(&argument, command, option);
	if (strcmp(argument.data, "text|tsv|json") == 0)
		check(strcmp(value, "text") == 0 || strcmp(value, "tsv") == 0 || strcmp(value, "json") == 0);
	int64_t moment = 0;
	if (value != NULL && options_clock(&moment, command, option->name, value))
		check(moment != 0);
}

/* The place of the first argument; -1: refused. */
static int read_options(const struct command *command, int count, char *const *items)
{
	char *vector[WORDS_MAX + 1];
	const char *value = NULL;
	int first = -1, place;

	memcpy(vector, items, (size_t)(count + 1) * sizeof *vector);
	optind = 0;
	refusals = 0;
	while ((place = command_next_option(command, count, vector, &value, &first)) >= 0) {
		check(refusals == 0);
		check_option(command, place, value);
		refusals = 0;
	}
	check(refusals == (place != -1));
	check(place != -1 || (first >= 1 && first <= count));
	return place == -1 ? first : -1;
}

static void complete(const struct words *words)
{
	struct globals globals = {.commands = command_rows};
	MOW_AUTO(buf) out = BUF_INIT;

	complete_words(&out, &globals, words->items + 1, (size_t)words->count - 1);
	if (out.len == 0)
		return;
	check(strncmp(out.data, "words\n", 6) == 0 || strcmp(out.data, "files\n") == 0 ||
	      strcmp(out.data, "refs\n") == 0);
	check(out.data[out.len - 1] == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct words words = {.count = 0};

	split(&words, "mowners", data, size);
	int first = read_options(&command_mowners, words.count, words.items);
	bool any = first > 0 && first < words.count && memchr(words.items[first], '\0', 1) != NULL;
	for (const struct command_row *row = command_rows; row->command != NULL && first > 0; row++)
		if (any || (first < words.count && strcmp(words.items[first], row->command->name) == 0))
			(void)read_options(row->command, words.count - first, words.items + first);
	complete(&words);
	free(words.text);
	return 0;
}
