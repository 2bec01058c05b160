#include "cmd/browser.h"

#include <stdlib.h>

#include "cmd/spawn.h"

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
	pid_t pid;

	*program = configured != NULL ? "git web--browse" : opener;
	if (configured == NULL && opener == NULL)
		return false;
	return spawn(&pid, configured != NULL ? git : words, SPAWN_APART);
}
