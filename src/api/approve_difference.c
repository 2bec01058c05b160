/* In what a file differs from the version of it that its approver approved before. */
#include <string.h>

#include "api/approve.h"
#include "base/file_format.h"

/* A text of more is not compared; more than that is not read to know what it is; nor is more in all. */
enum { TEXT_MAX = 512 << 10, READ_MAX = 8 << 20, READ_ALL_MAX = 64 << 20 };

size_t mow_approval_differences(const struct mow_approval *approval)
{
	return approval->older_steps.count;
}

/* The step of a path in the record with that id, where it is there: kept, since one record is about many files. */
static int find_older(const struct step **out, struct mow_approval *approval, const char *id, const struct step *now,
		      struct mow_error *err)
{
	struct repo *git = approval->repo->git;
	struct record *older = &approval->older;
	struct oid root, tip;
	int result = MOW_OK;

	*out = NULL;
	if (strcmp(older->id, id) != 0) {
		record_release(older);
		*older = (struct record){0};
		result = store_known(&root, &tip, git, approval->remote, err);
		if (result == MOW_OK)
			result = store_read(older, git, &root, id, err);
	}
	if (result != MOW_OK)
		return result;
	size_t found = steps_find(older->steps, older->step_count, now->path, now->path_len);
	if (found != SIZE_MAX)
		*out = &older->steps[found];
	return MOW_OK;
}

static bool is_file(unsigned mode)
{
	return mode != MODE_NONE && mode != MODE_GITLINK;
}

static void set_size(uint64_t *out, const struct mow_approval *approval, const struct oid *oid, unsigned mode)
{
	if (!is_file(mode) || repo_size(out, approval->repo->git, oid, NULL) != MOW_OK)
		*out = MOW_SIZE_UNKNOWN;
}

/* Reads both, or neither where that is too much; false then. */
static int read_both(bool *read, struct buf bytes[2], struct mow_approval *approval, const struct oid *const ids[2],
		     const struct mow_difference *difference)
{
	uint64_t size = difference->old_size + difference->new_size;
	int result = MOW_OK;

	*read = difference->old_size <= READ_MAX && difference->new_size <= READ_MAX &&
		approval->compared + size <= READ_ALL_MAX;
	if (!*read)
		return MOW_OK;
	approval->compared += size;
	for (size_t i = 0; i < 2 && result == MOW_OK; i++)
		result = repo_blob(&bytes[i], approval->repo->git, ids[i], READ_MAX, NULL);
	return result;
}

static int compare(struct mow_difference *out, struct mow_approval *approval, const struct buf bytes[2],
		   struct mow_error *err)
{
	bool binary = out->old_size > TEXT_MAX || out->new_size > TEXT_MAX;
	int result = MOW_OK;

	if (!binary)
		result = repo_diff_text(&approval->difference, &binary, &bytes[0], &bytes[1], err);
	out->kind = binary ? MOW_DIFFERENCE_BINARY : MOW_DIFFERENCE_TEXT;
	out->text = approval->difference.data;
	out->text_len = approval->difference.len;
	out->old_format = file_format(bytes[0].data, bytes[0].len);
	out->new_format = file_format(bytes[1].data, bytes[1].len);
	return result;
}

static int compare_files(struct mow_difference *out, struct mow_approval *approval, const struct oid *older,
			 const struct step *now, struct mow_error *err)
{
	struct buf bytes[2] = {BUF_INIT, BUF_INIT};
	const struct oid *const ids[2] = {older, &now->new_id};
	bool read = false;

	out->kind = MOW_DIFFERENCE_GONE;
	if (out->old_size == MOW_SIZE_UNKNOWN || out->new_size == MOW_SIZE_UNKNOWN)
		return MOW_OK;
	int result = read_both(&read, bytes, approval, ids, out);
	if (result == MOW_OK && read)
		result = compare(out, approval, bytes, err);
	else if (result == MOW_OK)
		out->kind = MOW_DIFFERENCE_BINARY;
	else if (result != MOW_ENOMEM)
		result = MOW_OK;
	buf_release(&bytes[0]);
	buf_release(&bytes[1]);
	return result;
}

int mow_approval_difference(struct mow_difference *out, struct mow_approval *approval, size_t index,
			    struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct approved_before *before = &approval->older_steps.items[index];
	const struct approval *given = &verdict->approvals.items[before->approval];
	const struct step *now = &verdict->steps.items[before->step];
	const struct step *older;
	int result = find_older(&older, approval, given->id, now, err);

	buf_reset(&approval->difference);
	*out = (struct mow_difference){.step = &verdict->shown[before->step],
				       .kind = MOW_DIFFERENCE_GONE,
				       .made = given->made,
				       .old_id = "",
				       .old_size = MOW_SIZE_UNKNOWN,
				       .new_size = MOW_SIZE_UNKNOWN};
	if (result != MOW_OK || older == NULL)
		return result;
	oid_format(approval->older_id, &older->new_id);
	out->old_id = approval->older_id;
	out->old_mode = older->new_mode;
	set_size(&out->old_size, approval, &older->new_id, older->new_mode);
	set_size(&out->new_size, approval, &now->new_id, now->new_mode);
	if (oid_equal(&older->new_id, &now->new_id))
		out->kind = MOW_DIFFERENCE_NONE;
	else if (!is_file(older->new_mode) || !is_file(now->new_mode))
		out->kind = MOW_DIFFERENCE_OTHER;
	else
		return compare_files(out, approval, &older->new_id, now, err);
	return MOW_OK;
}
