/* What is written to a forge: one comment on a request, and the status of a commit. */
#ifndef MOW_FORGE_WRITE_H
#define MOW_FORGE_WRITE_H

#include "forge/forge.h"

/* The name of our status: a forge can require it. */
#define WRITE_STATUS "mowners"

struct forge_comment {
	const char *body; /* Markdown */
	bool begin;       /* where we have none there yet, one is begun */
};

/*
 * Writes our comment on the request: the one that begins with our marker and is of the account that the token is of, in
 * place of what it says, which is left alone where it says the same. `written`: whether anything changed.
 */
int forge_write_comment(bool *written, const struct forge_place *place, const struct forge_access *access,
			const struct forge_comment *comment, struct mow_error *err);

enum forge_outcome { FORGE_PASSES, FORGE_FAILS, FORGE_UNDECIDED };

struct forge_status {
	const char *commit;
	enum forge_outcome outcome;
	const char *text; /* one line; cut to what a forge takes */
	const char *link; /* where to read more; NULL */
};

/* Sets our status of a commit. */
int forge_write_status(const struct forge_place *place, const struct forge_access *access,
		       const struct forge_status *status, struct mow_error *err);

#endif
