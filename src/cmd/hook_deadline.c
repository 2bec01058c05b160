#include "cmd/hook_deadline.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hold.h"

/* For the handler of a signal, which can be given nothing: written while that waits. */
static char farewell[512];
static unsigned seconds;

/* Nothing but what signal-safety(7) lists. Whoever does not read what we say must not keep us. */
__attribute__((noreturn)) static void give_up(int number)
{
	struct pollfd fd = {.fd = STDERR_FILENO, .events = POLLOUT};

	(void)number;
	if (poll(&fd, 1, 0) == 1 && (fd.revents & POLLOUT) != 0 && write(STDERR_FILENO, farewell, strlen(farewell)) < 0)
		_exit(EXIT_UNDECIDED);
	_exit(EXIT_UNDECIDED);
}

void hook_deadline_reword(const struct hook_last_words *words)
{
	struct hold hold;

	hold_signals(&hold);
	(void)snprintf(farewell, sizeof farewell, "%smowners: %s within %u second%s (git config mowners.deadline)%s\n",
		       words->prefix, words->what, seconds, seconds == 1 ? "" : "s", words->then);
	hold_release(&hold);
}

int hook_deadline_begin(struct mow_repo *repo, const struct hook_last_words *words, struct mow_error *err)
{
	const struct sigaction action = {.sa_handler = give_up};
	sigset_t ours;
	int result = mow_push_deadline(&seconds, repo, err);

	if (result != MOW_OK)
		return result;
	hook_deadline_reword(words);
	/* Whoever started us may have held or ignored it. */
	(void)sigemptyset(&ours);
	(void)sigaddset(&ours, SIGALRM);
	(void)sigaction(SIGALRM, &action, NULL);
	(void)pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
	(void)alarm(seconds);
	return MOW_OK;
}

void hook_deadline_end(void)
{
	(void)alarm(0);
}
