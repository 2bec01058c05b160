/*
 * One line on a terminal that says how far a long piece of work is, after a second, and goes away again.
 */
#ifndef MOW_CMD_PROGRESS_H
#define MOW_CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool wanted;  /* somebody is shown how far it is */
	int64_t next; /* when the line is written next: milliseconds of a clock that never goes back */
	size_t width; /* of what stands there now */
};

/* From now on, where there is a terminal on stderr to show it on. The delay is a second, or GIT_PROGRESS_DELAY's. */
void progress_init(struct progress *progress);

/* A mow_progress_fn; context is the struct progress. */
void progress_show(const char *what, size_t done, void *context);

/* Takes the line away, before something else is written. */
void progress_clear(struct progress *progress);

#endif
