#include "cmd/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/retry.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"

#define SHELL_MARKS "|&;<>()$`\\\"' \t\n*?[#~=%" /* those by which git takes a shell */

extern char **environ;

void pager_init(struct pager *pager)
{
	pager->wanted = isatty(STDOUT_FILENO);
}

const char *pager_find(struct mow_repo *repo)
{
	const char *pager = getenv("GIT_PAGER");

	if (pager == NULL && repo != NULL)
		(void)mow_repo_config(&pager, repo, "core.pager", false, NULL);
	return pager != NULL ? pager : getenv("PAGER");
}

/* Its input is `input`; what we ignore it does not. False: it cannot be started. */
static bool start(pid_t *pid, const char *command, int input)
{
	const char *const shell[] = {"sh", "-c", command, NULL}, *const word[] = {command, NULL};
	const char *const *words = strpbrk(command, SHELL_MARKS) != NULL ? shell : word;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;

	(void)setenv("LESS", "FRX", 0);
	(void)setenv("LV", "-c", 0);
	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	(void)sigaddset(&usual, SIGXFSZ);
	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	if (posix_spawnattr_init(&attributes) != 0) {
		(void)posix_spawn_file_actions_destroy(&actions);
		return false;
	}
	bool started = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
		       posix_spawnattr_setsigdefault(&attributes, &usual) == 0 &&
		       posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF) == 0 &&
		       /* spawn takes the words of others as they are, and does not write to them. */
		       posix_spawnp(pid, words[0], &actions, &attributes, (char *const *)words, environ) == 0;
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return started;
}

static void begin(struct pager *pager, const char *command)
{
	int ends[2];

	if (pipe(ends) != 0)
		return;
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	if (start(&pager->pid, command, ends[0])) {
		/* Ctrl-C is for the pager: who ends that ends us, by what cannot be written any more. */
		(void)signal(SIGINT, SIG_IGN);
		(void)signal(SIGQUIT, SIG_IGN);
		(void)dup2(ends[1], STDOUT_FILENO);
		if (isatty(STDERR_FILENO))
			(void)dup2(ends[1], STDERR_FILENO);
	} else {
		pager->pid = 0;
	}
	(void)close(ends[0]);
	(void)close(ends[1]);
}

void pager_begin(const struct globals *globals)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	struct pager *pager = globals->pager;

	if (!pager->wanted)
		return;
	pager->wanted = false;
	(void)command_repo(&repo, globals, NULL);
	const char *command = pager_find(repo);
	if (command == NULL)
		command = terminal_is_dumb() ? "cat" : "less";
	if (command[0] == '\0' || strcmp(command, "cat") == 0)
		return;
	progress_clear(globals->progress);
	globals->progress->wanted = false;
	begin(pager, command);
}

void pager_end(struct pager *pager)
{
	unsigned tries = 0;

	if (pager->pid == 0)
		return;
	(void)close(STDERR_FILENO);
	while (waitpid(pager->pid, NULL, 0) < 0 && retry(&tries))
		;
}
