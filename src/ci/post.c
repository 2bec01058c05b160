#include "ci/post.h"

#include "forge/write.h"

#define COMMIT_DIGITS 12

static void add_where(struct buf *out, const struct post *post)
{
	forge_add_name(out, &post->place->at);
}

/* People are told once: where nothing holds it up and nothing was said before, nothing is said. */
static void write_comment(const struct globals *globals, const struct post *post, int status)
{
	const struct forge_comment comment = {post->document->data, status != EXIT_YES};
	MOW_AUTO(buf) where = BUF_INIT;
	bool written;
	struct mow_error err = {0};

	add_where(&where, post);
	if (post->dry_run)
		command_warn(globals, "a comment on %s is not written, as --dry-run says", where.data);
	else if (forge_write_comment(&written, &post->place->at, post->access, &comment, &err) != MOW_OK)
		command_warn(globals, "the comment on %s could not be written: %s", where.data, err.message);
}

static const char *const outcome_names[] = {"passes", "fails", "undecided"};

static int write_status(const struct globals *globals, const struct post *post, int status)
{
	enum forge_outcome outcome = status == EXIT_YES         ? FORGE_PASSES
				     : status == EXIT_UNDECIDED ? FORGE_UNDECIDED
								: FORGE_FAILS;
	const struct forge_status wanted = {post->commit, outcome, post->headline->data, post->place->link};
	struct mow_error err = {0};

	if (post->dry_run) {
		command_warn(globals, "the status " WRITE_STATUS " of commit %.*s is not set, as --dry-run says: %s",
			     COMMIT_DIGITS, post->commit, outcome_names[outcome]);
		return status;
	}
	if (forge_write_status(&post->place->at, post->access, &wanted, &err) == MOW_OK)
		return status;
	(void)command_fail(&err);
	return EXIT_UNDECIDED;
}

int post_answer(const struct globals *globals, const struct post *post, int status)
{
	if (post->comment && status != EXIT_UNDECIDED)
		write_comment(globals, post, status);
	return post->status && post->commit != NULL ? write_status(globals, post, status) : status;
}
