#include "base/hold.h"

#include <errno.h>
#include <stddef.h>

static const int signals[HOLD_SIGNALS] = {SIGHUP, SIGINT, SIGTERM, SIGALRM};

void hold_signals(struct hold *hold)
{
	sigset_t all;
	sigset_t before;

	(void)sigemptyset(&all);
	for (int i = 0; i < HOLD_SIGNALS; i++)
		(void)sigaddset(&all, signals[i]);
	bool known = pthread_sigmask(SIG_BLOCK, &all, &before) == 0;
	for (int i = 0; i < HOLD_SIGNALS; i++)
		hold->held[i] = known && sigismember(&before, signals[i]) == 0;
}

void hold_release(struct hold *hold)
{
	int number = errno;
	sigset_t ours;

	(void)sigemptyset(&ours);
	for (int i = 0; i < HOLD_SIGNALS; i++) {
		if (hold->held[i])
			(void)sigaddset(&ours, signals[i]);
		hold->held[i] = false;
	}
	(void)pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
	errno = number;
}

void hold_remove(sigset_t *mask)
{
	for (int i = 0; i < HOLD_SIGNALS; i++)
		(void)sigdelset(mask, signals[i]);
}

bool hold_waits(void)
{
	sigset_t pending;

	if (sigpending(&pending) != 0)
		return false;
	for (int i = 0; i < HOLD_SIGNALS; i++)
		if (sigismember(&pending, signals[i]) == 1)
			return true;
	return false;
}
