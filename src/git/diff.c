/* What git shows of two versions of a text. */
#include "git/internal.h"

#define BINARY_LOOK ((size_t)8000) /* bytes in which git looks for a NUL */

bool blob_is_binary(const struct buf *bytes)
{
	return memchr(bytes->data, '\0', bytes->len < BINARY_LOOK ? bytes->len : BINARY_LOOK) != NULL;
}

/* A git_diff_line_cb; what git says of a missing last line end is a line of its own to it. */
static int add_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *context)
{
	struct buf *out = context;

	(void)delta;
	(void)hunk;
	if (line->origin == GIT_DIFF_LINE_FILE_HDR)
		return 0;
	if (line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
	    line->origin == GIT_DIFF_LINE_DELETION)
		buf_addc(out, line->origin);
	buf_add(out, line->content, line->content_len);
	return out->failed ? GIT_EUSER : 0;
}

int repo_diff_text(struct buf *out, bool *binary, const struct buf *before, const struct buf *after,
		   struct mow_error *err)
{
	git_diff_options options;
	git_patch *patch = NULL;

	*binary = blob_is_binary(before) || blob_is_binary(after);
	if (*binary)
		return MOW_OK;
	int error = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags |= GIT_DIFF_FORCE_TEXT;
	if (error == 0)
		error = git_patch_from_buffers(&patch, before->data, before->len, "file", after->data, after->len,
					       "file", &options);
	if (error == 0)
		error = git_patch_print(patch, add_line, out);
	git_patch_free(patch);
	if (buf_check(out, err) != MOW_OK)
		return MOW_ENOMEM;
	return error == 0 ? MOW_OK : repo_fail(err, MOW_EGIT, "cannot compare two texts");
}
