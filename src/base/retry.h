/* Calls that a signal interrupted (EINTR) are made again, but not for ever: something that interrupts every call would
 * hold a push without end. */
#ifndef MOW_BASE_RETRY_H
#define MOW_BASE_RETRY_H

#include <errno.h>
#include <stdbool.h>

#define RETRY_MAX 1000

/* After a call that failed: whether it is to be made again. `tries` is 0 before the first one. errno stays. */
static inline bool retry(unsigned *tries)
{
	return errno == EINTR && ++*tries <= RETRY_MAX;
}

#endif
