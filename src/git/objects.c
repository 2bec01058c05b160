#include "git/internal.h"

#include <stdlib.h>

#include "base/hold.h"

/* "cannot read WHAT ID"; `error` is what libgit2 returned. */
static int fail_object(struct repo *repo, struct mow_error *err, int error, const char *what, const struct oid *oid)
{
	MOW_AUTO(buf) text = BUF_INIT;
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(&text, "cannot read %s %s", what, hex);
	if (text.failed)
		return mow_fail_memory(err);
	if (error != GIT_ENOTFOUND)
		return repo_fail(err, MOW_EGIT, text.data);
	if (repo_is_shallow(repo))
		return mow_fail(err, MOW_EGIT, "%s: %s", text.data, REPO_DEEPEN);
	if (config_is_partial(repo))
		return mow_fail(err, MOW_EGIT,
				"%s: this clone is partial, and its remote did not give it; run git fetch --refetch",
				text.data);
	return mow_fail(err, MOW_EGIT, "%s: the repository does not have it; run git fsck", text.data);
}

/*
 * In a partial clone git fetches what is missing when somebody asks for it, and so do we: by asking git, as the user
 * whose credentials that may need.
 */
static bool fetch_missing(struct repo *repo, const struct oid *oid)
{
	char hex[OID_HEX];
	const char *arguments[] = {"cat-file", "-e", hex, NULL};
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_USER, .errors = &said};

	oid_format(hex, oid);
	return run_git(&run, repo, NULL) == MOW_OK && run.status == 0 && git_odb_refresh(repo->odb) == 0;
}

static const char *type_name(git_object_t type)
{
	return type == GIT_OBJECT_BLOB     ? "blob"
	       : type == GIT_OBJECT_TREE   ? "tree"
	       : type == GIT_OBJECT_COMMIT ? "commit"
					   : "object";
}

/*
 * Spends what reading it takes. Few bytes can unfold into any number, so there must be room for it before it is read;
 * it is soon freed again. What cannot be found is left to the reading.
 */
static int spend(struct repo *repo, const git_oid *id, struct mow_error *err)
{
	size_t size = 0;
	git_object_t type;

	if (repo->budget == NULL || git_odb_read_header(&size, &type, repo->odb, id) != 0)
		return MOW_OK;
	int result = budget_work(repo->budget, REPO_READ_WORK + (uint64_t)size, err);
	if (result == MOW_OK)
		result = budget_memory(repo->budget, size, err);
	if (result == MOW_OK)
		budget_free(repo->budget, size);
	return result;
}

int repo_read(git_odb_object **out, struct repo *repo, const struct oid *oid, git_object_t type, struct mow_error *err)
{
	git_odb_object *object = NULL;
	git_oid id;
	int result = spend(repo, oid_to_git(&id, oid), err);

	if (result != MOW_OK)
		return result;
	int error = git_odb_read(&object, repo->odb, &id);
	if (error == GIT_ENOTFOUND && config_is_partial(repo) && fetch_missing(repo, oid))
		error = git_odb_read(&object, repo->odb, &id);
	if (error != 0)
		return fail_object(repo, err, error, type_name(type), oid);
	if (type != GIT_OBJECT_ANY && git_odb_object_type(object) != type) {
		char hex[OID_HEX];
		const char *found = type_name(git_odb_object_type(object));
		git_odb_object_free(object);
		oid_format(hex, oid);
		return mow_fail(err, MOW_EGIT, "%s should be a %s, but is a %s", hex, type_name(type), found);
	}
	*out = object;
	return MOW_OK;
}

static int fail_size(const struct oid *oid, size_t size, size_t limit, struct mow_error *err)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	return mow_fail(err, MOW_ETOOBIG, "blob %s has %zu bytes, more than the %zu allowed here", hex, size, limit);
}

/* Its size, without reading it: 2 GB of video are not for us. */
static int check_size(struct repo *repo, const struct oid *oid, size_t limit, struct mow_error *err)
{
	size_t size = 0;
	git_object_t type = GIT_OBJECT_INVALID;
	git_oid id;
	int error = git_odb_read_header(&size, &type, repo->odb, oid_to_git(&id, oid));

	if (error == GIT_ENOTFOUND && config_is_partial(repo) && fetch_missing(repo, oid))
		error = git_odb_read_header(&size, &type, repo->odb, &id);
	if (error != 0)
		return fail_object(repo, err, error, "blob", oid);
	return type == GIT_OBJECT_BLOB && size > limit ? fail_size(oid, size, limit, err) : MOW_OK;
}

int repo_blob_verify(const void *bytes, size_t size, const struct oid *oid, struct mow_error *err)
{
	git_oid id;
	struct oid found;
	char hex[OID_HEX];

	if (git_odb_hash(&id, bytes, size, GIT_OBJECT_BLOB) != 0)
		return repo_fail(err, MOW_EGIT, "cannot hash a blob");
	oid_from_git(&found, &id);
	if (oid_equal(&found, oid))
		return MOW_OK;
	oid_format(hex, oid);
	return mow_fail(err, MOW_EGIT, "blob %s is corrupt: its bytes do not match its id; run git fsck", hex);
}

int repo_blob_unverified(struct buf *out, struct repo *repo, const struct oid *oid, size_t limit, struct mow_error *err)
{
	git_odb_object *object = NULL;
	int result = check_size(repo, oid, limit, err);

	if (result == MOW_OK)
		result = repo_read(&object, repo, oid, GIT_OBJECT_BLOB, err);
	if (result != MOW_OK)
		return result;
	size_t size = git_odb_object_size(object);
	if (size > limit) {
		result = fail_size(oid, size, limit, err);
	} else {
		buf_add(out, git_odb_object_data(object), size);
		result = buf_check(out, err);
	}
	git_odb_object_free(object);
	return result;
}

/* libgit2 was told not to verify ids (repo_open); who decides by a blob's bytes must know that they are the right ones.
 */
int repo_blob(struct buf *out, struct repo *repo, const struct oid *oid, size_t limit, struct mow_error *err)
{
	size_t start = out->len;
	int result = repo_blob_unverified(out, repo, oid, limit, err);

	if (result == MOW_OK)
		result = repo_blob_verify(out->data + start, out->len - start, oid, err);
	if (result != MOW_OK)
		buf_cut(out, start);
	return result;
}

int repo_write(git_oid *out, struct repo *repo, const void *bytes, size_t len, git_object_t type)
{
	struct hold hold; /* there is a temporary file meanwhile */

	hold_signals(&hold);
	int error = git_odb_write(out, repo->odb, bytes, len, type);
	hold_release(&hold);
	return error;
}

int repo_write_blob(struct oid *out, struct repo *repo, const void *bytes, size_t len, struct mow_error *err)
{
	git_oid id;

	if (repo_write(&id, repo, bytes, len, GIT_OBJECT_BLOB) != 0)
		return repo_fail(err, MOW_EGIT, "cannot write a blob");
	oid_from_git(out, &id);
	return MOW_OK;
}

int repo_size(uint64_t *out, struct repo *repo, const struct oid *oid, struct mow_error *err)
{
	size_t size = 0;
	git_object_t type = GIT_OBJECT_INVALID;
	git_oid id;

	if (git_odb_read_header(&size, &type, repo->odb, oid_to_git(&id, oid)) != 0 || type != GIT_OBJECT_BLOB)
		return repo_fail(err, MOW_EGIT, "cannot tell how large a file is");
	*out = size;
	return MOW_OK;
}
