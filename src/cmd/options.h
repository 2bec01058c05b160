/*
 * Options of commands, from their tables. Names are exact, `--name VALUE` and `--name=VALUE` are the same, letters may
 * stand together (`-rz`), `--` ends them.
 *
 * Where the argument is a closed list of lower-case words ("text|tsv|json"), another value is refused here already.
 */
#ifndef MOW_CMD_OPTIONS_H
#define MOW_CMD_OPTIONS_H

#include "cmd/command.h"

/* The place of `value` in a closed list such as "text|tsv|json"; -1: it is none of them. */
int options_choice(const char *list, const char *value);

/* What an option takes ("ROLE", "text|tsv|json"; nothing: it takes none), and what it is, as help shows them. */
void options_argument(struct buf *out, const struct command *command, const struct command_option *option);
void options_summary(struct buf *out, const struct command *command, const struct command_option *option);

/* The value of a clock option: a day or an RFC 3339 moment, never 0, which is the system's clock. False: said on stderr
 * what is wrong. */
bool options_clock(int64_t *moment, const struct command *command, const char *name, const char *value);

/*
 * The nearest of `words` (ends with NULL) to a mistyped one: one that it begins, or at most two edits away, and fewer
 * than half its letters. NULL: none is near.
 */
const char *options_nearest(const char *word, const char *const *words);

#endif
