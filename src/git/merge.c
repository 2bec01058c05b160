/* What git's own merge makes of two commits, as far as one file goes. */
#include "git/internal.h"

/* What comparing and combining counts as: measured where hundreds of thousands of lines are two different ones. */
#define BYTE_WORK 64
#define LINE_WORK 2400
#define LINE_KEPT 128 /* bytes meanwhile */

static uint64_t count_lines(const struct buf *bytes)
{
	uint64_t lines = 1;

	for (const char *at = bytes->data; (at = memchr(at, '\n', bytes->len - (size_t)(at - bytes->data))) != NULL;
	     at++)
		lines++;
	return lines;
}

static git_merge_file_input input_of(const struct buf *bytes)
{
	return (git_merge_file_input){.version = GIT_MERGE_FILE_INPUT_VERSION,
				      .ptr = bytes->data,
				      .size = bytes->len,
				      .path = "file",
				      .mode = MODE_FILE};
}

static int merge(struct oid *out, bool *clean, const struct buf sides[3], struct mow_error *err)
{
	git_merge_file_input base = input_of(&sides[0]);
	git_merge_file_input ours = input_of(&sides[1]);
	git_merge_file_input theirs = input_of(&sides[2]);
	git_merge_file_result merged = {0};
	git_oid id;
	int error = git_merge_file(&merged, &base, &ours, &theirs, NULL);

	if (error == 0 && merged.automergeable)
		error = git_odb_hash(&id, merged.ptr, merged.len, GIT_OBJECT_BLOB);
	if (error != 0) {
		git_merge_file_result_free(&merged);
		return repo_fail(err, MOW_EGIT, "cannot combine two texts");
	}
	*clean = merged.automergeable != 0;
	if (*clean)
		oid_from_git(out, &id);
	git_merge_file_result_free(&merged);
	return MOW_OK;
}

/* Takes what it costs off the budget first. */
static int spend_and_merge(struct oid *out, bool *clean, struct budget *budget, const struct buf sides[3],
			   struct mow_error *err)
{
	uint64_t bytes = 0, lines = 0;

	for (size_t i = 0; i < 3; i++) {
		bytes += sides[i].len;
		lines += count_lines(&sides[i]);
	}
	const uint64_t kept = bytes + lines * LINE_KEPT;
	int result = budget_work(budget, bytes * BYTE_WORK + lines * LINE_WORK, err);
	if (result == MOW_OK)
		result = budget_memory(budget, kept, err);
	if (result != MOW_OK)
		return result;
	result = merge(out, clean, sides, err);
	budget_free(budget, kept);
	return result;
}

int repo_merge_text(struct oid *out, bool *clean, struct repo *repo, const struct repo_merge_sides *sides,
		    struct mow_error *err)
{
	const struct oid *ids[] = {sides->base, sides->ours, sides->theirs};
	struct buf bytes[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
	bool binary = false;
	int result = MOW_OK;

	*clean = false;
	for (size_t i = 0; result == MOW_OK && !binary && i < 3; i++) {
		result = repo_blob(&bytes[i], repo, ids[i], sides->limit, err);
		binary = result == MOW_OK && blob_is_binary(&bytes[i]);
	}
	if (result == MOW_OK && !binary)
		result = spend_and_merge(out, clean, repo->budget, bytes, err);
	for (size_t i = 0; i < 3; i++)
		buf_release(&bytes[i]);
	return result == MOW_ETOOBIG && !(repo->budget != NULL && repo->budget->used_up) ? MOW_OK : result;
}
