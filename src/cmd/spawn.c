#include "cmd/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

static bool set_streams(posix_spawn_file_actions_t *actions, int input)
{
	if (input != SPAWN_APART)
		return posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO) == 0;
	return posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
	       posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
	       posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO) == 0;
}

static bool set_attributes(posix_spawnattr_t *attributes, bool apart)
{
	sigset_t usual;

	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	(void)sigaddset(&usual, SIGXFSZ);
	return posix_spawnattr_setsigdefault(attributes, &usual) == 0 &&
	       posix_spawnattr_setpgroup(attributes, 0) == 0 &&
	       posix_spawnattr_setflags(attributes,
					(short)(POSIX_SPAWN_SETSIGDEF | (apart ? POSIX_SPAWN_SETPGROUP : 0))) == 0;
}

bool spawn(pid_t *pid, const char *const *words, int input)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	if (posix_spawnattr_init(&attributes) != 0) {
		(void)posix_spawn_file_actions_destroy(&actions);
		return false;
	}
	bool started = set_streams(&actions, input) && set_attributes(&attributes, input == SPAWN_APART) &&
		       /* It takes the words of others as they are, and does not write to them. */
		       posix_spawnp(pid, words[0], &actions, &attributes, (char *const *)words, environ) == 0;
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return started;
}
