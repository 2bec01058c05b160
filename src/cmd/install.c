#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/handles.h"
#include "cmd/hook.h"
#include "cmd/hook_file.h"
#include "hook_scripts.h"
#include "report/phrase.h"

enum { OPTION_CLIENT, OPTION_SERVER, OPTION_UNINSTALL };
static const struct command_option options[] = {
	[OPTION_CLIENT] = {"client", 0, NULL, "the hook that advises where commits are made"},
	[OPTION_SERVER] = {"server", 0, NULL,
			   "the hook that judges pushes, in the bare repository that people push to"},
	[OPTION_UNINSTALL] = {"uninstall", 0, NULL, "take it away again, and give back what was there before"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_install = {
	.name = "install",
	.arguments = "",
	.summary = "put git hooks in place: --server in a bare repository, else --client",
	.options = options,
	.run = run,
};

/* What tells our hooks from others, whatever their version. */
static const char binary_mark[] = "mowners: this binary is a hook that mowners install knows as its own (5f0c9ae1)";
static const char script_mark[] = "\n# pre-commit hook of mowners: ";

#define PROGRAM_MAX ((size_t)1 << 30)
#define FSCK_KEY "receive.fsckObjects"
#define MEMORY_KEY "mowners.installedFsckObjects" /* what FSCK_KEY was before */
#define MEMORY_UNSET "unset"

struct install {
	const struct globals *globals;
	struct mow_repo *repo;
	struct hook_file file;
	bool server, uninstall;
	struct buf bytes; /* of our hook */
	/* git config as it was; `config_changed`: it is no longer */
	char *fsck, *memory;
	bool config_changed;
};

static void install_release(struct install *install)
{
	mow_repo_free(install->repo);
	hook_file_release(&install->file);
	buf_release(&install->bytes);
	free(install->fsck);
	free(install->memory);
}
MOW_AUTO_DEFINE(install)

/* ---- git config ---------------------------------------------------------------------------------------------- */

static int read_config(char **out, struct mow_repo *repo, const char *key, struct mow_error *err)
{
	const char *value = NULL;
	int result = mow_repo_config(&value, repo, key, true, err);

	if (result != MOW_OK || value == NULL)
		return result;
	*out = strdup(value);
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

static int set_two(struct mow_repo *repo, const char *fsck, const char *memory, struct mow_error *err)
{
	int result = mow_repo_set_config(repo, MEMORY_KEY, memory, err);

	return result == MOW_OK ? mow_repo_set_config(repo, FSCK_KEY, fsck, err) : result;
}

static void revert_config(struct install *install)
{
	if (install->config_changed)
		(void)set_two(install->repo, install->fsck, install->memory, NULL);
	install->config_changed = false;
}

/* Malformed objects are git's to refuse; it does not unless told. What it was told before is remembered, once. */
static int change_config(struct install *install, struct mow_error *err)
{
	const char *fsck = "true";
	const char *memory = install->memory;
	bool on = false;
	int result = read_config(&install->fsck, install->repo, FSCK_KEY, err);

	if (result == MOW_OK)
		result = read_config(&install->memory, install->repo, MEMORY_KEY, err);
	if (result == MOW_OK)
		result = mow_repo_config_bool(&on, install->repo, FSCK_KEY, false, true, err);
	if (result != MOW_OK)
		return result;
	if (install->uninstall ? install->memory == NULL : on)
		return MOW_OK;
	if (install->uninstall) {
		fsck = on ? install->memory : install->fsck; /* set otherwise since: somebody's will, which stays */
		fsck = fsck != NULL && strcmp(fsck, MEMORY_UNSET) == 0 ? NULL : fsck;
	} else {
		memory = install->memory != NULL ? install->memory
			 : install->fsck != NULL ? install->fsck
						 : MEMORY_UNSET;
	}
	install->config_changed = true;
	result = set_two(install->repo, fsck, memory, err);
	if (result != MOW_OK)
		revert_config(install);
	return result;
}

/* ---- The hook's bytes ------------------------------------------------------------------------------------------ */

static int fail_program(struct mow_error *err)
{
	return mow_fail(err, MOW_ESYSTEM,
			"the system does not tell where this program lies, so it cannot be installed");
}

/* The binary itself: a script could lose an exit status. */
static int read_program(struct install *install, struct mow_error *err)
{
	const char *program = install->globals->program;

	return program != NULL ? file_read_named(&install->bytes, program, PROGRAM_MAX, err) : fail_program(err);
}

/* The script, with this program's path in it, for programs that start git without the PATH of a shell. */
static int write_script(struct install *install, struct mow_error *err)
{
	static const char line[] = "\nmowners=mowners\n";
	const char *at = strstr(hook_script_pre_commit, line);
	const char *program = install->globals->program;

	if (program == NULL || at == NULL)
		return fail_program(err);
	buf_add(&install->bytes, hook_script_pre_commit, (size_t)(at - hook_script_pre_commit));
	buf_adds(&install->bytes, "\nmowners='");
	for (; *program != '\0'; program++) {
		if (*program == '\'')
			buf_adds(&install->bytes, "'\\''");
		else
			buf_addc(&install->bytes, *program);
	}
	buf_adds(&install->bytes, "'\n");
	buf_adds(&install->bytes, at + sizeof line - 1);
	return buf_check(&install->bytes, err);
}

/* ---- Steps --------------------------------------------------------------------------------------------------------- */

static int put(struct install *install, struct mow_error *err)
{
	int result = install->server ? read_program(install, err) : write_script(install, err);

	if (result == MOW_OK && install->server)
		result = change_config(install, err);
	if (result == MOW_OK)
		result = hook_file_put(&install->file, install->bytes.data, install->bytes.len, err);
	if (result != MOW_OK)
		revert_config(install);
	return result;
}

static int take_away(struct install *install, struct mow_error *err)
{
	int result = install->server ? change_config(install, err) : MOW_OK;

	if (result == MOW_OK)
		result = hook_file_remove(&install->file, err);
	if (result != MOW_OK)
		revert_config(install);
	return result;
}

static const char *hook_name(const struct install *install)
{
	return install->server ? "pre-receive" : "pre-commit";
}

static void add_line(struct buf *out, const char *label, const char *text)
{
	buf_addf(out, "  %-8s %s\n", label, text);
}

static void add_path(struct buf *out, const struct buf *path)
{
	buf_adds(out, "  Hook     ");
	phrase_path(out, path->data, path->len);
	buf_addc(out, '\n');
}

/* A server without rules judges nothing yet; who installs it there should know. */
static bool has_rules(struct mow_repo *repo)
{
	MOW_AUTO_PTR(mow_rules) rules = NULL;

	return mow_rules_open(&rules, repo, "HEAD", NULL) == MOW_OK && !mow_rules_is_empty(rules);
}

static void say_put(struct buf *out, const struct install *install)
{
	const struct hook_file *file = &install->file;

	if (install->server)
		buf_adds(out, "mowners: every push to this repository is judged (enforce)\n");
	else
		buf_adds(out, "mowners: each commit here is told who will have to approve it (advise)\n");
	add_path(out, &file->path);
	if (file->has_kept)
		buf_addf(out, "  Kept     the hook that was there before, as %s%s; it runs after it\n",
			 hook_name(install), HOOK_KEPT);
	if (install->config_changed)
		add_line(out, "Set", FSCK_KEY " = true");
	if (install->server && !has_rules(install->repo))
		add_line(out, "Next", "put an OWNERS file on the default branch: until then every push is accepted");
}

static void say_taken(struct buf *out, const struct install *install)
{
	const struct hook_file *file = &install->file;

	if (file->present == HOOK_FILE_OTHER)
		buf_addf(out, "mowners: the %s hook here is not of mowners; it stays as it is\n", hook_name(install));
	else if (file->present == HOOK_FILE_NONE && !file->has_kept && !install->config_changed)
		buf_addf(out, "mowners: no %s hook of mowners is installed here\n", hook_name(install));
	else if (install->server)
		buf_adds(out, "mowners: pushes to this repository are no longer judged\n");
	else
		buf_adds(out, "mowners: commits here are no longer looked at\n");
	if (file->present != HOOK_FILE_OTHER && file->has_kept)
		buf_addf(out, "  Back     the %s hook that was there before\n", hook_name(install));
	if (install->config_changed)
		add_line(out, "Set", FSCK_KEY " as it was before");
}

static int carry_out(struct install *install, struct mow_error *err)
{
	const char *folder = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	int result = mow_repo_hooks(&folder, install->repo, err);

	if (result == MOW_OK)
		result = hook_file_open(&install->file, folder, hook_name(install),
					install->server ? binary_mark : script_mark, err);
	if (result == MOW_OK)
		result = install->uninstall ? take_away(install, err) : put(install, err);
	if (result != MOW_OK)
		return command_fail(err);
	if (install->uninstall)
		say_taken(&out, install);
	else
		say_put(&out, install);
	return command_write(&out, EXIT_YES);
}

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

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(install) install = {.globals = globals, .file = HOOK_FILE_INIT, .bytes = BUF_INIT};
	bool chosen[] = {[OPTION_CLIENT] = false, [OPTION_SERVER] = false, [OPTION_UNINSTALL] = false};
	struct mow_error err = {0};
	const char *value = NULL;
	int option, first;

	while ((option = command_next_option(&command_install, argc, argv, &value, &first)) >= 0)
		chosen[option] = true;
	if (option != -1)
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_install, "it takes no arguments; -C DIR names another repository");
	if (chosen[OPTION_CLIENT] && chosen[OPTION_SERVER])
		return command_usage(&command_install, "--client or --server, not both");
	if (command_repo(&install.repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	bool bare = mow_repo_is_bare(install.repo);
	install.server = chosen[OPTION_SERVER] || (bare && !chosen[OPTION_CLIENT]);
	install.uninstall = chosen[OPTION_UNINSTALL];
	int status = check_kind(install.server, bare);
	return status == EXIT_YES ? carry_out(&install, &err) : status;
}
