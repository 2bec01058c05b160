#include "base/child_start.h"

#if !MOW_PORTABLE

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "base/hold.h"

static int lift(int fd)
{
	int high = fd > 2 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);

	if (high != fd)
		(void)close(fd);
	return high;
}

int child_pipe(int *reading, int *writing)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	ends[0] = lift(ends[0]);
	ends[1] = lift(ends[1]);
	if (ends[0] < 0 || ends[1] < 0) {
		(void)close(ends[0]);
		(void)close(ends[1]);
		return -1;
	}
	*reading = ends[0];
	*writing = ends[1];
	return 0;
}

static int add_streams(posix_spawn_file_actions_t *actions, const struct child *child, const struct child_ends *ends)
{
	int number = ends->input >= 0 ? posix_spawn_file_actions_adddup2(actions, ends->input, 0) : 0;

	if (number == 0)
		number = posix_spawn_file_actions_adddup2(actions, ends->output, 1);
	if (number == 0 && ends->errors >= 0)
		number = posix_spawn_file_actions_adddup2(actions, ends->errors, 2);
	if (number == 0 && child->directory != NULL)
		number = posix_spawn_file_actions_addchdir_np(actions, child->directory);
	return number ? number : posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

static int set_signals(posix_spawnattr_t *attributes, const struct child *child)
{
	sigset_t pipe_only;
	sigset_t mask;
	int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (child->terminal ? 0 : POSIX_SPAWN_SETSID);

	(void)sigemptyset(&pipe_only);
	(void)sigaddset(&pipe_only, SIGPIPE);
	(void)pthread_sigmask(SIG_SETMASK, NULL, &mask);
	hold_remove(&mask);
	int number = posix_spawnattr_setsigdefault(attributes, &pipe_only);
	if (number == 0)
		number = posix_spawnattr_setsigmask(attributes, &mask);
	return number ? number : posix_spawnattr_setflags(attributes, (short)flags);
}

int child_start(pid_t *pid, const struct child *child, const struct child_ends *ends, const char *path,
		char *const *envp)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int number = posix_spawn_file_actions_init(&actions);

	if (number == 0) {
		number = posix_spawnattr_init(&attributes);
		if (number == 0) {
			number = add_streams(&actions, child, ends);
			if (number == 0)
				number = set_signals(&attributes, child);
			if (number == 0)
				number =
					posix_spawn(pid, path, &actions, &attributes, (char *const *)child->argv, envp);
			(void)posix_spawnattr_destroy(&attributes);
		}
		(void)posix_spawn_file_actions_destroy(&actions);
	}
	errno = number;
	return number ? -1 : 0;
}

int child_watch(pid_t pid)
{
	return pidfd_open(pid, 0);
}

#endif
