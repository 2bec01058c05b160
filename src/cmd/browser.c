#include "cmd/browser.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

/* In a process group of its own, without our streams: Ctrl-C at the question is not for it, and it writes nowhere. */
static bool start(const char *const *words)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	pid_t pid;

	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	(void)sigaddset(&usual, SIGXFSZ);
	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	if (posix_spawnattr_init(&attributes) != 0) {
		(void)posix_spawn_file_actions_destroy(&actions);
		return false;
	}
	bool started = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
		       posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
		       posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO) == 0 &&
		       posix_spawnattr_setsigdefault(&attributes, &usual) == 0 &&
		       posix_spawnattr_setpgroup(&attributes, 0) == 0 &&
		       posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP) == 0 &&
		       /* spawn takes the words of others as they are, and does not write to them. */
		       posix_spawnp(&pid, words[0], &actions, &attributes, (char *const *)words, environ) == 0;
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return started;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0';
}

/* What the desktop has; NULL: there is none that a window could open on. */
static const char *find_opener(void)
{
#ifdef __APPLE__
	return "open";
#else
	return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") ? "xdg-open" : NULL;
#endif
}

bool browser_open(const char **program, struct mow_repo *repo, const char *file)
{
	const char *configured = NULL, *opener = is_set("BROWSER") ? getenv("BROWSER") : NULL;

	if (opener == NULL)
		(void)mow_repo_config(&configured, repo, "web.browser", false, NULL);
	if (opener == NULL && configured == NULL)
		opener = find_opener();
	const char *const git[] = {"git", "web--browse", file, NULL}, *const words[] = {opener, file, NULL};
	*program = configured != NULL ? "git web--browse" : opener;
	if (configured == NULL && opener == NULL)
		return false;
	return start(configured != NULL ? git : words);
}
