/* Own records that a server refuses and always will: they must not keep the others from getting there. */
#ifndef MOW_API_LEFT_OUT_H
#define MOW_API_LEFT_OUT_H

#include "api/repo.h"
#include "base/strings.h"
#include "evidence/store/store.h"

/* Where the store as it was before is kept, so that nothing is lost. */
#define LEFT_OUT_REF "refs/mowners-left/approvals"

struct left_out_push {
	struct mow_repo *repo;
	const char *remote;
	const struct commit_text *text;
	const char *needed;    /* the id of a record without which there is nothing to push; NULL */
	struct buf *said;      /* as of store_push; NULL */
	struct strings *notes; /* takes a line for each that was left out; their memory is the repository's */
};

/*
 * store_push. Where the server refuses it, those of the records that it lacks are taken out of the store here that
 * have expired or whose key does not count any more, as far as this clone knows; and the rest is pushed. Where there
 * are none, or the needed one is among them, the refusal stands and the store is as before.
 */
int left_out_push(const struct left_out_push *push, struct mow_error *err);

#endif
