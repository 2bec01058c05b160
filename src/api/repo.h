/* What a struct mow_repo holds; for the other files of api/. */
#ifndef MOW_API_REPO_H
#define MOW_API_REPO_H

#include "git/repo.h"

struct mow_repo {
	struct repo *git;
	int64_t now;
	struct buf hooks;
	struct buf head;
	struct buf value;   /* of the last mow_repo_config */
	struct arena arena; /* what was asked of remotes */
};

#endif
