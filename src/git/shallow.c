#include "git/internal.h"

#include "base/file.h"

#define FILE_MAX ((size_t)1024 * 1024)

/* Whether a parent of this commit is not here; so it is for a line that is no commit's. */
static int lacks_parent(bool *out, struct repo *repo, const char *line, size_t len, struct mow_error *err)
{
	MOW_AUTO(arena) arena = {0};
	struct commit commit = {0};
	struct oid oid;
	uint64_t size;

	*out = true;
	int result = oid_parse(&oid, line, len) ? repo_commit(&commit, &arena, repo, &oid, err) : MOW_ENOTFOUND;
	for (size_t i = 0; result == MOW_OK && i < commit.parent_count; i++)
		result = repo_size(&size, repo, &commit.parents[i], err);
	*out = result != MOW_OK;
	return result == MOW_ENOMEM ? result : MOW_OK;
}

int repo_push_is_shallow(bool *out, struct repo *repo, struct mow_error *err)
{
	const char *path = environment_variable("GIT_SHALLOW_FILE");
	MOW_AUTO(buf) file = BUF_INIT;
	int result = path != NULL ? file_read(&file, path, FILE_MAX, err) : MOW_OK;
	const char *line = file.data;

	*out = false;
	while (result == MOW_OK && !*out && line[0] != '\0') {
		size_t len = strcspn(line, "\n");
		result = lacks_parent(out, repo, line, len, err);
		line += len + (line[len] == '\n');
	}
	return result;
}
