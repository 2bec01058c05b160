/* Programs that run beside us, with the terminal's rights and our environment: a pager, a browser. */
#ifndef MOW_CMD_SPAWN_H
#define MOW_CMD_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

/* For `input`: in a process group of its own, without our streams. Ctrl-C is not for it, and it writes nowhere. */
#define SPAWN_APART (-1)

/* Starts it with `input` as its standard input, or SPAWN_APART; what we ignore it does not. False: it cannot be. */
bool spawn(pid_t *pid, const char *const *words, int input);

#endif
