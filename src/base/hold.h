/*
 * Signals that end a program (SIGHUP, SIGINT, SIGTERM, and SIGALRM where it has a deadline) wait while there is
 * something that it would leave behind: a temporary file, a lock, a child that runs. They end it once that is gone.
 * SIGKILL does not wait.
 */
#ifndef MOW_BASE_HOLD_H
#define MOW_BASE_HOLD_H

#include <signal.h>
#include <stdbool.h>

#define HOLD_SIGNALS 4

/* Which of them were not held before, and so are to be let go by who holds them: holds may overlap. */
struct hold {
	bool held[HOLD_SIGNALS];
};

void hold_signals(struct hold *hold); /* for this thread, and the children that it starts; child_run lets theirs go */
void hold_release(struct hold *hold); /* nothing where none is held; errno stays */
void hold_remove(sigset_t *mask);     /* takes all of them out of a mask */
bool hold_waits(void);                /* whether one that is held has come */

#endif
