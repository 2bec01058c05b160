/* Signed records on their way: into the store here, and to the remote. */
#ifndef MOW_API_SENDING_H
#define MOW_API_SENDING_H

#include "api/repo.h"
#include "base/strings.h"
#include "evidence/store/store.h"

struct sending {
	struct mow_repo *repo;
	const char *remote;       /* NULL: there is none */
	const char *name, *email; /* of who sends, for the commit on the store's ref */
	const char *subject;      /* of that commit, with its LF */
	struct oid before, after; /* the store here around adding them */
	struct buf said;          /* by the server that took them; "" */
	struct strings left_out;  /* other records, of the push; the texts are the repository's */
};
void sending_release(struct sending *sending);

/* As mow_approval_store has it. */
int sending_store(struct sending *sending, const struct record *records, size_t count, bool fetch,
		  struct mow_error *err);

/* As mow_approval_push has it; `needed`: the id of a record without which there is nothing to push. */
int sending_push(struct sending *sending, const char *needed, struct mow_error *err);

#endif
