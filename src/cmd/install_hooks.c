/* Hooks, put in place or taken away. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "hook_scripts.h"
#include "report/phrase.h"

/* What tells our hooks from others, whatever their version. */
static const char binary_mark[] = "mowners: this binary is a hook that mowners install knows as its own (5f0c9ae1)";
static const char script_mark[] = " hook of mowners: ";

#define PROGRAM_MAX ((size_t)1 << 30)

void install_release(struct install *install)
{
	mow_repo_free(install->repo);
	hook_file_release(&install->file);
	for (size_t i = 0; i < INSTALL_OTHERS; i++)
		hook_file_release(&install->others[i]);
	buf_release(&install->bytes);
	free(install->fsck);
	free(install->memory);
	free(install->platform_before);
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
	const char *at = strstr(hook_script_client, line);
	const char *program = install->globals->program;

	if (program == NULL || at == NULL)
		return fail_program(err);
	buf_add(&install->bytes, hook_script_client, (size_t)(at - hook_script_client));
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

const char *install_mark(bool server)
{
	return server ? binary_mark : script_mark;
}

/* ---- Steps --------------------------------------------------------------------------------------------------------- */

/* Takes the first of the further hooks away again that were not there before; one that stays does no harm. */
static void take_back(struct install *install, const bool *had, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (had[i])
			continue;
		install->others[i].present = HOOK_FILE_OURS;
		(void)hook_file_remove(&install->others[i], NULL);
	}
}

/* The hook that judges comes last, so that what fails before leaves pushes as they were. */
static int put_hooks(struct install *install, struct mow_error *err)
{
	const char *const *names = install_others(install->server);
	const void *bytes = install->bytes.data;
	size_t len = install->bytes.len;
	bool had[INSTALL_OTHERS] = {false};
	int result = MOW_OK;
	size_t count = 0;

	for (; result == MOW_OK && names[count] != NULL; count += result == MOW_OK) {
		had[count] = install->others[count].present == HOOK_FILE_OURS;
		result = hook_file_put(&install->others[count], bytes, len, err);
	}
	if (result == MOW_OK)
		result = hook_file_put(&install->file, bytes, len, err);
	if (result != MOW_OK)
		take_back(install, had, count);
	return result;
}

static int put(struct install *install, struct mow_error *err)
{
	int result = install->server ? read_program(install, err) : write_script(install, err);

	if (result == MOW_OK && install->server)
		result = install_set_fsck(install, err);
	if (result == MOW_OK)
		result = install_set_platform(install, err);
	if (result == MOW_OK)
		result = put_hooks(install, err);
	if (result != MOW_OK)
		install_revert_config(install);
	else if (install->server)
		result = mow_audit_begin(install->repo, err);
	return result;
}

static int take_away(struct install *install, struct mow_error *err)
{
	int result = install->server ? install_set_fsck(install, err) : MOW_OK;

	if (result == MOW_OK)
		result = hook_file_remove(&install->file, err);
	for (size_t i = 0; result == MOW_OK && install_others(install->server)[i] != NULL; i++)
		result = hook_file_remove(&install->others[i], err);
	if (result != MOW_OK)
		install_revert_config(install);
	return result;
}

/* ---- Whose hooks they are ---------------------------------------------------------------------------------------- */

static int check_shared(const struct install *install, const struct mow_hooks *hooks, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (hooks->kind != MOW_HOOKS_SHARED || install->yes)
		return MOW_OK;
	phrase_path(&shown, hooks->folder, strlen(hooks->folder));
	return mow_fail(err, MOW_EINVAL,
			"the hooks of this repository are in %s, which other repositories may use too (a link, or "
			"core.hooksPath): whatever is %s there is %s for all of them; if that is meant, add --yes",
			shown.data, install->uninstall ? "removed" : "written", install->uninstall ? "gone" : "there");
}

/* In a clone git fetch brings approvals too. */
static int change_fetch(const struct install *install, struct mow_error *err)
{
	const char *remote = NULL;
	int result = install->server ? MOW_OK : mow_repo_remote(&remote, install->repo, err);

	if (result != MOW_OK || remote == NULL)
		return result;
	return mow_repo_fetch_approvals(install->repo, remote, !install->uninstall, err);
}

/* The answer, and in a clone what there is to be said of keys; what was installed stays where that fails. */
static int answer(struct buf *out, struct install *install, int status, struct mow_error *err)
{
	int result = install->server || install->uninstall ? MOW_OK : install_key(out, install, err);

	status = command_write(out, status);
	return result == MOW_OK ? status : command_fail(err);
}

static int open_hook(struct hook_file *out, const struct install *install, const struct mow_hooks *hooks,
		     const char *name, struct mow_error *err)
{
	const char *platform = install->platform != NULL ? install->platform : install->platform_before;
	MOW_AUTO(install_place) place = INSTALL_PLACE_INIT;
	int result = install_place_find(&place, hooks, platform, name, err);

	return result == MOW_OK ? hook_file_open(out, place.folder.data, place.name, install_mark(install->server), err)
				: result;
}

static int open_hooks(struct install *install, const struct mow_hooks *hooks, struct mow_error *err)
{
	const char *const *names = install_others(install->server);
	int result = install->server ? install_read_platform(install, err) : MOW_OK;

	if (result == MOW_OK)
		result = open_hook(&install->file, install, hooks, install_hook_name(install->server), err);
	for (size_t i = 0; result == MOW_OK && names[i] != NULL; i++)
		result = open_hook(&install->others[i], install, hooks, names[i], err);
	return result;
}

/*
 * Takes ours away from where another platform would have it run: two would judge each push, and note it twice. Where
 * git itself looks, it stays unless it had taken the place of another hook: nothing may be there that runs the new one.
 */
static int clear_elsewhere(struct install *install, const struct mow_hooks *hooks, const char *hook,
			   const struct hook_file *here, struct mow_error *err)
{
	static const char *const platforms[] = {NULL, "gitea", "gitlab"};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < sizeof platforms / sizeof *platforms; i++) {
		MOW_AUTO(install_place) place = INSTALL_PLACE_INIT;
		MOW_AUTO(hook_file) file = HOOK_FILE_INIT;
		result = install_place_find(&place, hooks, platforms[i], hook, err);
		if (result == MOW_OK)
			result = hook_file_open(&file, place.folder.data, place.name, install_mark(true), err);
		bool only = platforms[i] == NULL && !install->uninstall && !file.has_kept;
		if (result != MOW_OK || file.present != HOOK_FILE_OURS || only ||
		    strcmp(file.path.data, here->path.data) == 0)
			continue;
		result = hook_file_remove(&file, err);
		install->moved = true;
	}
	return result;
}

static int clear_others(struct install *install, const struct mow_hooks *hooks, struct mow_error *err)
{
	const char *const *names = install_others(true);
	int result = clear_elsewhere(install, hooks, install_hook_name(true), &install->file, err);

	for (size_t i = 0; result == MOW_OK && names[i] != NULL; i++)
		result = clear_elsewhere(install, hooks, names[i], &install->others[i], err);
	return result;
}

static int carry_out_file(struct install *install, const struct mow_hooks *hooks, struct mow_error *err)
{
	MOW_AUTO(buf) out = BUF_INIT;
	int result = check_shared(install, hooks, err);

	if (result == MOW_OK)
		result = open_hooks(install, hooks, err);
	if (result == MOW_OK)
		result = install->uninstall ? take_away(install, err) : put(install, err);
	if (result == MOW_OK && install->server)
		result = clear_others(install, hooks, err);
	if (result == MOW_OK)
		result = change_fetch(install, err);
	if (result != MOW_OK)
		return command_fail(err);
	if (install->uninstall)
		install_say_taken(&out, install);
	else
		install_say_put(&out, install);
	return answer(&out, install, EXIT_YES, err);
}

/* A file that whoever manages the hooks means to be edited: named, and written only when told to. */
static int carry_out_line(struct install *install, struct mow_error *err)
{
	const struct hook_manager *manager = &install->manager;
	bool wanted = install->uninstall ? manager->there : !manager->there;
	MOW_AUTO(buf) out = BUF_INIT;
	bool done = false;

	if (wanted && install->yes) {
		int result = install->uninstall ? hook_manager_erase(manager, err) : hook_manager_write(manager, err);
		if (result != MOW_OK && result != MOW_EINVAL)
			return command_fail(err);
		done = result == MOW_OK;
	}
	if ((done || !wanted) && change_fetch(install, err) != MOW_OK)
		return command_fail(err);
	if (install->uninstall)
		install_say_line_gone(&out, install, done);
	else
		install_say_line(&out, install, done);
	return answer(&out, install, wanted && !done ? EXIT_NO : EXIT_YES, err);
}

int install_hooks(struct install *install, struct mow_error *err)
{
	struct mow_hooks hooks;
	int result = mow_repo_hooks(&hooks, install->repo, err);

	if (result == MOW_OK && !install->server)
		result = hook_manager_find(&install->manager, &hooks, install_mark(install->server), err);
	if (result != MOW_OK)
		return command_fail(err);
	return install->manager.kind != NULL ? carry_out_line(install, err) : carry_out_file(install, &hooks, err);
}
