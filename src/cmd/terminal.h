/* The one who sits at the terminal, and bytes that are piped in. */
#ifndef MOW_CMD_TERMINAL_H
#define MOW_CMD_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether somebody can be asked: standard input and standard error are terminals. */
bool terminal_is_there(void);

/* The columns that lines have: COLUMNS, else those of the terminal that standard output is, else LAYOUT_WIDTH. */
size_t terminal_width(void);

/* Whether the terminal can move nothing but its line: TERM is not set, or `dumb`. */
bool terminal_is_dumb(void);

/* Asks on standard error, reads a line of standard input; true only for "y" or "yes", in any case. */
bool terminal_ask(const char *question);

/* Appends standard input to its end. MOW_ETOOBIG: more than `limit` bytes; MOW_ESYSTEM. */
int terminal_read(struct buf *out, size_t limit, struct mow_error *err);

/* The same as terminal_say, through a pager where there is a terminal: `pager` is a command for the shell, NULL the
 * default one for what is longer than the screen. */
void terminal_page(const struct buf *text, const char *pager);

/* Writes an answer meant for people to standard error, in one piece, so that those of programs that run side by side do
 * not mix; forgets it where that is closed. Of a text that has failed it says that memory ran out, which takes none. */
void terminal_say(const struct buf *text);

#endif
