#include "base/child_start.h"

#if MOW_PORTABLE

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hold.h"
#include "base/retry.h"

int child_pipe(int *reading, int *writing)
{
	int ends[2];

	if (pipe(ends) != 0)
		return -1;
	int high[2] = {fcntl(ends[0], F_DUPFD_CLOEXEC, 3), fcntl(ends[1], F_DUPFD_CLOEXEC, 3)};
	(void)close(ends[0]);
	(void)close(ends[1]);
	if (high[0] < 0 || high[1] < 0) {
		if (high[0] >= 0)
			(void)close(high[0]);
		if (high[1] >= 0)
			(void)close(high[1]);
		return -1;
	}
	*reading = high[0];
	*writing = high[1];
	return 0;
}

/* What was not opened by us, or without O_CLOEXEC, is none of the program's business. */
static void close_rest(void)
{
	long most = sysconf(_SC_OPEN_MAX);

	for (int fd = 3; fd < (most > 0 && most < 65536 ? (int)most : 65536); fd++)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Between fork and exec: nothing but what signal-safety(7) lists, since other threads may have held locks. `told`
 * receives errno where the program does not start, and closes where it does. */
__attribute__((noreturn)) static void become(const struct child *child, const struct child_ends *ends, int told,
					     const char *path, char *const *envp)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	struct hold hold = {{true, true, true, true}}; /* whatever we hold, it does not */
	int number = 0;

	(void)sigaction(SIGPIPE, &usual, NULL);
	hold_release(&hold);
	/* No terminal of ours: it cannot ask there, and it can be ended with all its children. */
	if (!child->terminal)
		(void)setsid();
	if ((ends->input >= 0 && dup2(ends->input, 0) < 0) || dup2(ends->output, 1) < 0 ||
	    (ends->errors >= 0 && dup2(ends->errors, 2) < 0) ||
	    (child->directory != NULL && chdir(child->directory) != 0))
		number = errno;
	close_rest();
	if (number == 0) {
		(void)execve(path, (char *const *)child->argv, envp);
		number = errno;
	}
	/* Fits into a pipe at once; where it fails all the same, 127 says so too. */
	if (write(told, &number, sizeof number) < 0)
		_exit(126);
	_exit(127);
}

/* 0: it runs; else why it does not. */
static int await_start(int told)
{
	unsigned tries = 0;
	int number = 0;
	ssize_t size;

	do
		size = read(told, &number, sizeof number);
	while (size < 0 && retry(&tries));
	return size == 0 ? 0 : size == (ssize_t)sizeof number ? number : EIO;
}

int child_start(pid_t *pid, const struct child *child, const struct child_ends *ends, const char *path,
		char *const *envp)
{
	int told[2];
	unsigned tries = 0;

	if (child_pipe(&told[0], &told[1]) != 0)
		return -1;
	pid_t started = fork();
	if (started == 0)
		become(child, ends, told[1], path, envp);
	int number = started < 0 ? errno : 0;
	(void)close(told[1]);
	if (number == 0 && (number = await_start(told[0])) != 0)
		while (waitpid(started, NULL, 0) < 0 && retry(&tries))
			;
	(void)close(told[0]);
	*pid = number ? 0 : started;
	errno = number;
	return number ? -1 : 0;
}

int child_watch(pid_t pid)
{
	(void)pid;
	return -1;
}

#endif
