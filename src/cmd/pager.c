#include "cmd/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/retry.h"
#include "cmd/handles.h"
#include "cmd/spawn.h"
#include "cmd/terminal.h"

#define SHELL_MARKS "|&;<>()$`\\\"' \t\n*?[#~=%" /* those by which git takes a shell */

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

/* As `spawn`. */
static bool start(pid_t *pid, const char *command, int input)
{
	const char *const shell[] = {"sh", "-c", command, NULL}, *const word[] = {command, NULL};
	const char *const *words = strpbrk(command, SHELL_MARKS) != NULL ? shell : word;

	(void)setenv("LESS", "FRX", 0);
	(void)setenv("LV", "-c", 0);
	return spawn(pid, words, input);
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
