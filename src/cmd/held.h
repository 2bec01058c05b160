/*
 * An answer that is held back until it is known to hold: in memory, and in a temporary file where it is long.
 */
#ifndef MOW_CMD_HELD_H
#define MOW_CMD_HELD_H

#include "base/buf.h"

struct held {
	struct buf out; /* append here, then call held_check now and then */
	int fd;         /* of the file; -1: all is in `out` */
};
#define HELD_INIT            \
	{                    \
		BUF_INIT, -1 \
	}
void held_release(struct held *held);

/* Moves a long `out` to the file; fails where `out` did. */
int held_check(struct held *held, struct mow_error *err);

/* Writes all of it to stdout, as command_write does; once. */
int held_write(struct held *held, int status);

#endif
