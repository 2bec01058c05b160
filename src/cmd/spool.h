/*
 * An answer that is held back until it is known to hold: in memory, and in a temporary file where it is long.
 */
#ifndef MOW_CMD_SPOOL_H
#define MOW_CMD_SPOOL_H

#include "base/buf.h"

struct spool {
	struct buf out; /* append here, then call spool_check now and then */
	int fd;         /* of the file; -1: all is in `out` */
};
#define SPOOL_INIT           \
	{                    \
		BUF_INIT, -1 \
	}
void spool_release(struct spool *spool);

/* Moves a long `out` to the file; fails where `out` did. */
int spool_check(struct spool *spool, struct mow_error *err);

/* Writes all of it to stdout, as command_write does; once. */
int spool_write(struct spool *spool, int status);

#endif
