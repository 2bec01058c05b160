/*
 * The pager, as git's: what is meant for people goes through it where standard output is a terminal. Its command is
 * that of GIT_PAGER, of core.pager, of PAGER, or less; git has it run by a shell, and so it is here where it is more
 * than a word.
 */
#ifndef MOW_CMD_PAGER_H
#define MOW_CMD_PAGER_H

#include <stdbool.h>
#include <sys/types.h>

#include "cmd/command.h"

struct pager {
	bool wanted; /* standard output is a terminal, and nobody said --no-pager; false from when it was started on */
	pid_t pid;   /* 0: it does not run */
};

void pager_init(struct pager *pager);

/* The command: as git looks for its own; NULL: none is named. */
const char *pager_find(struct mow_repo *repo);

/* Before an answer is written: from now on standard output, and standard error where that is a terminal too, go through
 * it. Nothing happens where it is not wanted, or cannot be started. */
void pager_begin(const struct globals *globals);

/* At the end, with standard output closed: waits until it has been read. */
void pager_end(struct pager *pager);

#endif
