/*
 * What may follow on a command line, for the completion of shells: `mowners help --complete -- WORD…`. From the tables
 * of commands and options, so that there is nothing to be kept up to date in the scripts, hooks/shells.
 */
#ifndef MOW_CMD_COMPLETE_H
#define MOW_CMD_COMPLETE_H

#include "cmd/command.h"

/*
 * Appends what may stand in the place of the last word, which may be empty; those before it are complete, that of the
 * program left out. The first line says what it is: `words`, then a line for each, with a tab and what it means where
 * that is told; `files`; or `refs`, of git. A word that bash has cut at `=` is three.
 */
void complete_words(struct buf *out, const struct globals *globals, char *const *words, size_t count);

#endif
