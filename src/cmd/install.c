#include "cmd/install.h"

/* install: hooks in place, or the job of a forge. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/install_ci.h"
#include "cmd/repositories.h"
#include "report/phrase.h"

enum {
	OPTION_CLIENT,
	OPTION_SERVER,
	OPTION_ALL,
	OPTION_PLATFORM,
	OPTION_CI,
	OPTION_URL,
	OPTION_TARBALL,
	OPTION_UNINSTALL,
	OPTION_YES,
	OPTIONS
};
static const struct command_option options[] = {
	[OPTION_CLIENT] = {"client", 0, NULL, "the hooks that advise where changes are made"},
	[OPTION_SERVER] = {"server", 0, NULL,
			   "the hooks that judge pushes, in the bare repository that people push to"},
	[OPTION_ALL] = {"all", 0, "DIR", "with --server: all bare repositories below this folder"},
	[OPTION_PLATFORM] = {"platform", 0, "NAME", "of a server: what runs the hook, and tells it who pushes"},
	[OPTION_CI] = {"ci", 0, "FORGE", "the file of a job that runs mowners ci on github, gitlab, gitea or forgejo"},
	[OPTION_URL] = {"url", 0, "URL", "of a forge's job: where it fetches a source tarball of mowners"},
	[OPTION_TARBALL] = {"tarball", 0, "FILE", "the file that lies there, whose checksum the job wants"},
	[OPTION_UNINSTALL] = {"uninstall", 0, NULL, "take it away again, and give back what was there before"},
	[OPTION_YES] = {"yes", 0, NULL,
			"write also what is not this repository's alone: a file of the team, shared hooks, your key"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_install = {
	.name = "install",
	.arguments = "",
	.summary = "put git hooks in place: --server in a bare repository, else --client; --ci: the job of a forge",
	.options = options,
	.run = run,
};

/* Where pushes arrive there is no working tree, and where commits are made there is one. */
static int check_kind(bool server, bool bare)
{
	if (server && !bare)
		return command_usage(
			&command_install,
			"--server goes into the bare repository that people push to; this one has a working tree");
	if (!server && bare)
		return command_usage(&command_install, "--client goes where commits are made; this repository is bare");
	return EXIT_YES;
}

static int check_platform(const struct install *install)
{
	struct mow_error err = {0};

	if (install->platform == NULL)
		return EXIT_YES;
	if (!install->server || install->uninstall)
		return command_usage(&command_install,
				     "--platform is for a server's hook that is put in place, with --server");
	return mow_platform_check(install->platform, &err) == MOW_OK
		       ? EXIT_YES
		       : command_usage(&command_install, "%s", err.message);
}

/* The job of a forge has nothing to do with hooks. */
static int check_ci(const char *const *values)
{
	static const int others[] = {OPTION_CLIENT, OPTION_SERVER, OPTION_PLATFORM, OPTION_YES};
	bool url = values[OPTION_URL] != NULL, tarball = values[OPTION_TARBALL] != NULL;

	if (values[OPTION_CI] == NULL && (url || tarball))
		return command_usage(&command_install, "--url and --tarball are for the job of a forge, with --ci");
	for (size_t i = 0; values[OPTION_CI] != NULL && i < sizeof others / sizeof *others; i++)
		if (values[others[i]] != NULL)
			return command_usage(&command_install,
					     "--ci takes no other options than --url, --tarball and --uninstall");
	if (url != tarball || (url && values[OPTION_UNINSTALL] != NULL))
		return command_usage(&command_install,
				     "--url says where the job fetches mowners, and --tarball which file lies there: "
				     "both, and to write it");
	return EXIT_YES;
}

/* In the repository that is open. */
static int install_here(struct install *install, const char *const *values)
{
	bool bare = mow_repo_is_bare(install->repo);
	struct mow_error err = {0};

	install->uninstall = values[OPTION_UNINSTALL] != NULL;
	install->platform = values[OPTION_PLATFORM];
	install->server = values[OPTION_SERVER] != NULL || (bare && values[OPTION_CLIENT] == NULL);
	install->yes = values[OPTION_YES] != NULL;
	int status = check_kind(install->server, bare);
	if (status == EXIT_YES)
		status = check_platform(install);
	return status == EXIT_YES ? install_hooks(install, &err) : status;
}

/* ---- Many ------------------------------------------------------------------------------------------------------- */

struct round {
	const struct globals *globals;
	const char *const *values;
	size_t count, failed;
};

/* One that fails is said, and the next one follows. */
static void install_at(const char *path, void *context)
{
	struct round *round = context;
	const struct mow_repo_options there = {.dir = path, .now = round->globals->now};
	MOW_AUTO(install) install = INSTALL_INIT(round->globals);
	MOW_AUTO(buf) heading = BUF_INIT;
	struct mow_error err = {0};

	phrase_path(&heading, path, strlen(path));
	buf_addc(&heading, '\n');
	int status = command_write(&heading, EXIT_YES);
	if (status == EXIT_YES)
		status = mow_repo_open(&install.repo, &there, &err) == MOW_OK ? install_here(&install, round->values)
									      : command_fail(&err);
	round->count++;
	round->failed += status != EXIT_YES;
}

static int install_all(const struct globals *globals, const char *const *values)
{
	struct round round = {.globals = globals, .values = values};
	struct mow_error err = {0};

	if (repositories_each(values[OPTION_ALL], install_at, &round, &err) != MOW_OK)
		return command_fail(&err);
	if (round.count == 0) {
		(void)mow_fail(&err, MOW_ENOTFOUND, "there is no bare repository below that folder");
		return command_fail(&err);
	}
	return round.failed == 0 ? EXIT_YES : EXIT_NO;
}

static int check_all(const char *const *values)
{
	if (values[OPTION_ALL] != NULL && (values[OPTION_SERVER] == NULL || values[OPTION_CI] != NULL))
		return command_usage(&command_install, "--all is for the repositories of a server, with --server");
	return EXIT_YES;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(install) install = INSTALL_INIT(globals);
	const char *values[OPTIONS] = {NULL}; /* of each option that was given, "" without one */
	struct mow_error err = {0};
	const char *value;
	int option, first;

	while ((option = command_next_option(&command_install, argc, argv, &value, &first)) >= 0)
		values[option] = value != NULL ? value : "";
	if (option != -1)
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_install, "it takes no arguments; -C DIR names another repository");
	if (check_ci(values) != EXIT_YES || check_all(values) != EXIT_YES)
		return EXIT_USAGE;
	if (values[OPTION_CLIENT] != NULL && values[OPTION_SERVER] != NULL)
		return command_usage(&command_install, "--client or --server, not both");
	if (values[OPTION_ALL] != NULL)
		return install_all(globals, values);
	if (command_repo(&install.repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	const struct install_ci ci = {values[OPTION_CI], values[OPTION_URL], values[OPTION_TARBALL],
				      values[OPTION_UNINSTALL] != NULL};
	return ci.forge != NULL ? install_ci(install.repo, &ci) : install_here(&install, values);
}
