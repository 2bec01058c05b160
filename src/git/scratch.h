/*
 * A stand-in for a repository, to be pushed to without harm: bare, in a temporary folder, with its refs as they are,
 * its settings, its objects borrowed and one hook, pre-receive. What is written there or pushed to it leaves nothing
 * behind; no other hook runs.
 */
#ifndef MOW_GIT_SCRATCH_H
#define MOW_GIT_SCRATCH_H

#include "base/file_temp.h"
#include "git/repo.h"

struct scratch {
	struct file_temp place; /* with the folder "repository.git" in it */
	struct repo *repo;      /* opened on that */
};

/* Makes one of a repository whose HEAD names a branch; `hook` is the path of what is to run there as pre-receive.
 * MOW_EUNSUPPORTED: git cannot borrow from a folder of that name; MOW_ESYSTEM: it cannot be written. */
int scratch_init(struct scratch *out, struct repo *repo, const char *hook, struct mow_error *err);
void scratch_release(struct scratch *scratch);
MOW_AUTO_DEFINE(scratch)

/* Pushes a commit that was written into it, as `git push` does, with one more variable ("NAME=value"; NULL: none). 0:
 * it ran; `said`, whose buffers are reset first, tells the rest. */
struct scratch_push {
	const struct oid *commit;
	const char *ref;
	const char *variable;
};
int scratch_push(struct git_said *said, const struct scratch *scratch, const struct scratch_push *push,
		 struct mow_error *err);

#endif
