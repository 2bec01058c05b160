#include "git/internal.h"

#include <errno.h>
#include <sys/stat.h>

/* Whether two names below the common folder are one file; the first is there. */
static int is_one(bool *out, const struct repo *repo, const char *name, const char *other, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat first;
	struct stat second;

	buf_addf(&path, "%s%s", repo->common_dir, name);
	if (buf_check(&path, err) != MOW_OK)
		return MOW_ENOMEM;
	if (lstat(path.data, &first) != 0)
		return errno == ENOENT ? MOW_OK : mow_fail_errno(err, "cannot look at %s of the repository", name);
	buf_cut(&path, path.len - strlen(name));
	buf_adds(&path, other);
	if (lstat(path.data, &second) != 0)
		return errno == ENOENT ? MOW_OK : mow_fail_errno(err, "cannot look at %s of the repository", other);
	*out |= first.st_dev == second.st_dev && first.st_ino == second.st_ino;
	return MOW_OK;
}

/* On Linux a folder may be set to fold case, with those made below it later: each is looked at. */
int repo_folds_case(bool *out, struct repo *repo, struct mow_error *err)
{
	bool folds = false;
	int result = repo_config_bool(&folds, repo, "core.ignoreCase", REPO_SCOPE_SECURITY, err);

	if (result == MOW_OK)
		result = is_one(&folds, repo, "HEAD", "hEAD", err);
	if (result == MOW_OK)
		result = is_one(&folds, repo, "refs/heads", "refs/hEADS", err);
	if (result == MOW_OK)
		*out = folds;
	return result;
}
