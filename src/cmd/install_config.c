/* git config that a server's hook needs, and how it was before. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cmd/install.h"

#define MEMORY_KEY "mowners.installedFsckObjects" /* what FSCK_KEY was before */
#define MEMORY_UNSET "unset"

static int read_config(char **out, struct mow_repo *repo, const char *key, struct mow_error *err)
{
	const char *value = NULL;
	int result = mow_repo_config(&value, repo, key, true, err);

	if (result != MOW_OK || value == NULL)
		return result;
	*out = strdup(value);
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

/* Remembered before it is set, and until it is set back: whatever ends it in between, the next run can. */
static int set_two(struct mow_repo *repo, const char *fsck, const char *memory, struct mow_error *err)
{
	int result = memory != NULL ? mow_repo_set_config(repo, MEMORY_KEY, memory, err) : MOW_OK;

	if (result == MOW_OK)
		result = mow_repo_set_config(repo, FSCK_KEY, fsck, err);
	return result == MOW_OK && memory == NULL ? mow_repo_set_config(repo, MEMORY_KEY, NULL, err) : result;
}

void install_revert_config(struct install *install)
{
	if (install->config_changed)
		(void)set_two(install->repo, install->fsck, install->memory, NULL);
	install->config_changed = false;
	if (install->platform_changed)
		(void)mow_repo_set_config(install->repo, PLATFORM_KEY, install->platform_before, NULL);
	install->platform_changed = false;
}

int install_read_platform(struct install *install, struct mow_error *err)
{
	return read_config(&install->platform_before, install->repo, PLATFORM_KEY, err);
}

/* Who pushes is told by what the administrator names, and by nothing that a push says. */
int install_set_platform(struct install *install, struct mow_error *err)
{
	if (install->platform == NULL)
		return MOW_OK;
	install->platform_changed = true;
	return mow_repo_set_config(install->repo, PLATFORM_KEY, install->platform, err);
}

/* Malformed objects are git's to refuse; it does not unless told. What it was told before is remembered, once. */
int install_set_fsck(struct install *install, struct mow_error *err)
{
	const char *fsck = "true";
	const char *memory = install->memory;
	bool on = false;
	int result = read_config(&install->fsck, install->repo, FSCK_KEY, err);

	if (result == MOW_OK)
		result = read_config(&install->memory, install->repo, MEMORY_KEY, err);
	if (result == MOW_OK)
		result = mow_repo_config_bool(&on, install->repo, FSCK_KEY, true, err);
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
		install_revert_config(install);
	return result;
}
