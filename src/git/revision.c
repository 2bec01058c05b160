#include "git/internal.h"

#include "base/escape.h"

/* git knows all of gitrevisions(7), libgit2 most of it; "--end-of-options" keeps a revision from being an option. */
static int ask_git(struct oid *out, bool *found, struct repo *repo, const char *revision, struct mow_error *err)
{
	const char *arguments[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", revision, NULL};
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .output = &line, .errors = &said};
	int result = run_git(&run, repo, err);

	*found = result == MOW_OK && run.status == 0 && line.len == OID_HEX && oid_parse(out, line.data, OID_HEX - 1);
	return result;
}

int repo_commit_of(struct oid *out, struct repo *repo, const char *revision, struct mow_error *err)
{
	git_object *object = NULL;
	struct oid oid;
	bool found = git_revparse_single(&object, repo->git, revision) == 0;
	int result = MOW_OK;

	if (found)
		oid_from_git(&oid, git_object_id(object));
	else
		result = ask_git(&oid, &found, repo, revision, err);
	git_object_free(object);
	if (result != MOW_OK)
		return result;
	/* git takes any full id for a revision, whether there is such an object or not. */
	git_oid id;
	if (found && !git_odb_exists(repo->odb, oid_to_git(&id, &oid)) && !config_is_partial(repo))
		found = false;
	MOW_AUTO(buf) name = BUF_INIT;
	escape_path(&name, revision, strlen(revision));
	if (!found)
		return mow_fail(err, MOW_ENOTFOUND, "%s is no revision of this repository", name.data);
	result = repo_peel(&oid, repo, &oid, err);
	if (result == MOW_EINVAL)
		return mow_fail(err, MOW_EINVAL, "%s is not a commit", name.data);
	if (result == MOW_OK)
		*out = oid;
	return result;
}
