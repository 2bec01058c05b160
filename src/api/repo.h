/* What a struct mow_repo holds; for the other files of api/. */
#ifndef MOW_API_REPO_H
#define MOW_API_REPO_H

#include "git/repo.h"
#include "steps/past.h"

struct mow_repo {
	struct repo *git;
	int64_t now;
	struct buf hooks;
	struct buf head;
	struct buf value;   /* of the last mow_repo_config */
	struct arena arena; /* what was asked of remotes */
	struct past *past;  /* NULL: nobody has asked yet */
};

/* What its commits are made of, as long as it is open. */
int repo_past(struct past **out, struct mow_repo *repo, struct mow_error *err);

#endif
