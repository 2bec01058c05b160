/* How a struct mow_draft is made; for the other files of api/. */
#ifndef MOW_API_DRAFT_H
#define MOW_API_DRAFT_H

#include "api/repo.h"

struct mow_draft {
	struct buf text;
	struct buf path;   /* of the file; "": there is no working tree */
	const char *owner; /* the e-mail that decides about the rules; the repository's until it is asked again */
};

/* Writes the text; what comes of it is held to what can be read. */
typedef int draft_make_fn(struct mow_draft *draft, void *context, struct mow_error *err);
int draft_new(struct mow_draft **out, struct mow_repo *repo, draft_make_fn *make, void *context, struct mow_error *err);

#endif
