#include "cmd/options.h"

#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/levenshtein.h"
#include "base/text.h"
#include "cmd/globals.h"

#define OPTIONS_MAX 40  /* of one command; more are not read */
#define LONG_BASE 0x100 /* getopt's value of the first option by its name; letters are below */

/* ---- The nearest word ---------------------------------------------------------------------------------- */

const char *options_nearest(const char *word, const char *const *words)
{
	size_t len = strlen(word), count = 0;

	for (; words[count] != NULL; count++)
		if (len > 1 && strncmp(words[count], word, len) == 0)
			return words[count];
	return levenshtein_nearest(word, words, count);
}

/* ---- Closed lists ------------------------------------------------------------------------------------------ */

void options_argument(struct buf *out, const struct command *command, const struct command_option *option)
{
	if (option->argument != NULL)
		buf_adds(out, option->argument);
	if (option->argument == NULL || option->argument[0] != '\0')
		return;
	for (const struct format *format = command->formats; format->name != NULL; format++)
		buf_addf(out, "%s%s", format != command->formats ? "|" : "", format->name);
}

void options_summary(struct buf *out, const struct command *command, const struct command_option *option)
{
	const char *before = "";

	if (option->summary != NULL) {
		buf_adds(out, option->summary);
		return;
	}
	for (const struct format *format = command->formats; format->name != NULL; format++) {
		if (format->help == NULL)
			continue;
		buf_addf(out, "%s%s", before, format->help);
		before = ", ";
	}
}

static bool is_closed(const char *list)
{
	return strchr(list, '|') != NULL && strspn(list, "abcdefghijklmnopqrstuvwxyz-|") == strlen(list);
}

int options_choice(const char *list, const char *value)
{
	size_t len = strlen(value);
	int place = 0;

	for (const char *at = list; at != NULL; place++) {
		const char *bar = strchr(at, '|');
		size_t word = bar != NULL ? (size_t)(bar - at) : strlen(at);
		if (word == len && memcmp(at, value, len) == 0)
			return place;
		at = bar != NULL ? bar + 1 : NULL;
	}
	return -1;
}

/* "text|tsv|json" as "text, tsv or json". */
static void add_choices(struct buf *out, const char *list)
{
	for (const char *at = list; *at != '\0'; at++) {
		if (*at != '|')
			buf_addc(out, *at);
		else
			buf_adds(out, strchr(at + 1, '|') != NULL ? ", " : " or ");
	}
}

bool options_clock(int64_t *moment, const struct command *command, const char *name, const char *value)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	size_t len = strlen(value);

	if (!clock_parse_day(moment, value, len) && !clock_parse_moment(moment, value, len)) {
		escape_text(&shown, value, len);
		command_usage(command, "--%s is a day (2026-11-22) or a moment (2026-11-22T12:00:00Z), not \"%s\"",
			      name, shown.data);
		return false;
	}
	if (*moment == 0)
		*moment = 1; /* no rule tells this second from the one before */
	return true;
}

/* ---- What may be wrong --------------------------------------------------------------------------------------- */

static const struct command_option *find_option(const struct command_option *options, const char *name, size_t len)
{
	for (; options->name != NULL; options++)
		if (len > 0 && text_is(name, len, options->name))
			return options;
	return NULL;
}

/* `element` is the argument as given: "--rol=x". */
static int refuse_unknown(const struct command *command, const char *element)
{
	size_t len = strcspn(element + 2, "=");
	const struct command_option *global = find_option(global_options, element + 2, len);
	const char *names[OPTIONS_MAX + 1] = {NULL};
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	for (size_t i = 0; i < OPTIONS_MAX && command->options[i].name != NULL; i++)
		names[i] = command->options[i].name;
	buf_add(&name, element + 2, len);
	escape_text(&shown, name.data, name.len);
	const char *nearest = options_nearest(name.data, names);
	if (global != NULL && command->options != global_options)
		command_usage(command, "--%s stands before the command: mowners --%s%s%s %s …", shown.data, shown.data,
			      global->argument != NULL ? " " : "", global->argument != NULL ? global->argument : "",
			      command->name);
	else if (nearest != NULL)
		command_usage(command, "there is no option --%s; did you mean --%s?", shown.data, nearest);
	else
		command_usage(command, "there is no option --%s", shown.data);
	return -2;
}

static int refuse_letter(const struct command *command, int letter)
{
	const char byte = (char)letter;
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, &byte, 1);
	command_usage(command, "there is no option -%s", shown.data);
	return -2;
}

/* The option as the user knows it: "--role", or "-z" where it was given so. */
static void add_name(struct buf *out, const struct command_option *option, int found)
{
	if (found >= LONG_BASE)
		buf_addf(out, "--%s", option->name);
	else
		buf_addf(out, "-%c", option->letter);
}

static int refuse_missing(const struct command *command, const struct command_option *option, int found)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) argument = BUF_INIT;
	MOW_AUTO(buf) choices = BUF_INIT;

	add_name(&name, option, found);
	options_argument(&argument, command, option);
	add_choices(&choices, argument.data);
	if (is_closed(argument.data))
		command_usage(command, "%s needs one of %s behind it", name.data, choices.data);
	else
		command_usage(command, "%s needs its %s behind it", name.data, argument.data);
	return -2;
}

/* `argument`: what the option takes. */
static int refuse_value(const struct command *command, const struct buf *argument, const char *name, const char *value)
{
	MOW_AUTO(buf) choices = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error err;

	add_choices(&choices, argument->data);
	escape_text(&shown, value, strlen(value));
	if (buf_check(argument, &err) != MOW_OK || buf_check(&choices, &err) != MOW_OK ||
	    buf_check(&shown, &err) != MOW_OK)
		(void)command_fail(&err);
	else
		command_usage(command, "%s is %s, not \"%s\"", name, choices.data, shown.data);
	return -2;
}

/* 0, or -2 where the value is none that the option takes. */
static int check_value(const struct command *command, const struct command_option *option, int found, const char *value)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) argument = BUF_INIT;

	options_argument(&argument, command, option);
	if (!argument.failed && (!is_closed(argument.data) || options_choice(argument.data, value) >= 0))
		return 0;
	add_name(&name, option, found);
	return refuse_value(command, &argument, name.data, value);
}

/* ---- getopt_long ----------------------------------------------------------------------------------------------- */

struct forms {
	struct option names[OPTIONS_MAX + 1];
	char letters[2 + 2 * OPTIONS_MAX + 1];
};

/* getopt's view of a table. A leading `:` tells a missing argument from an unknown option. */
static void fill_forms(struct forms *forms, const struct command *command)
{
	const struct command_option *options = command->options;
	struct option *name = forms->names;
	char *letter = forms->letters;

	if (command->run == NULL)
		*letter++ = '+';
	*letter++ = ':';
	for (int i = 0; i < OPTIONS_MAX && options[i].name != NULL; i++) {
		if (options[i].name[0] != '\0') {
			name->name = options[i].name;
			name->has_arg = options[i].argument != NULL ? required_argument : no_argument;
			name++->val = LONG_BASE + i;
		}
		if (options[i].letter == '\0')
			continue;
		*letter++ = options[i].letter;
		if (options[i].argument != NULL)
			*letter++ = ':';
	}
}

/* The place in the table of what getopt calls `found`, or -1. */
static int place_of(const struct command_option *options, int found)
{
	if (found >= LONG_BASE)
		return found - LONG_BASE;
	for (int i = 0; options[i].name != NULL; i++)
		if (options[i].letter != '\0' && options[i].letter == found)
			return i;
	return -1;
}

/* getopt takes the beginning of a name for the name. We do not: an option that is added later must not change what a
 * script means. */
static const char *find_element(char **argv)
{
	return optarg != NULL && argv[optind - 1] == optarg ? argv[optind - 2] : argv[optind - 1];
}

static bool is_exact(const char *element, const char *name)
{
	size_t len = strlen(name);

	return strncmp(element + 2, name, len) == 0 && (element[2 + len] == '\0' || element[2 + len] == '=');
}

/* What getopt did not accept. `found` is '?' or ':'; `optopt` says which option, 0 an unknown name. */
static int refuse(const struct command *command, int found, char **argv)
{
	int place = optopt != 0 ? place_of(command->options, optopt) : -1;

	if (place < 0)
		return optopt != 0 ? refuse_letter(command, optopt) : refuse_unknown(command, argv[optind - 1]);
	const struct command_option *option = &command->options[place];
	if (optopt >= LONG_BASE && !is_exact(argv[optind - 1], option->name))
		return refuse_unknown(command, argv[optind - 1]);
	if (found == ':')
		return refuse_missing(command, option, optopt);
	command_usage(command, "--%s takes no value", option->name);
	return -2;
}

int command_next_option(const struct command *command, int argc, char **argv, const char **value, int *index)
{
	struct forms forms = {0};

	fill_forms(&forms, command);
	opterr = 0;
	optarg = NULL;
	int found = getopt_long(argc, argv, forms.letters, forms.names, NULL);
	if (found == -1) {
		*index = optind;
		return -1;
	}
	if (found == '?' || found == ':')
		return refuse(command, found, argv);
	int place = place_of(command->options, found);
	const struct command_option *option = &command->options[place];
	if (found >= LONG_BASE && !is_exact(find_element(argv), option->name))
		return refuse_unknown(command, find_element(argv));
	if (optarg != NULL && check_value(command, option, found, optarg) != 0)
		return -2;
	*value = optarg;
	return place;
}

int command_take_options(const struct command *command, int argc, char **argv, const struct command_slot *slots)
{
	const char *value = NULL;
	int option, first = 0;

	while ((option = command_next_option(command, argc, argv, &value, &first)) >= 0) {
		const struct command_slot *slot = &slots[option];
		if (slot->flag != NULL)
			*slot->flag = true;
		else if (slot->format != NULL)
			*slot->format = format_find(command->formats, value);
		else
			*slot->text = value;
	}
	return option == -1 ? first : -1;
}
