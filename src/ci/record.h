/* The approvals of a request, carried to a server that cannot ask its forge. */
#ifndef MOW_CI_RECORD_H
#define MOW_CI_RECORD_H

#include "cmd/command.h"

/* Where they go to, and whether they do. */
struct record_request {
	const char *remote;
	bool dry_run; /* say what would be recorded */
};

/* Records those that count in the verdict, which has their evidence, and says so on stderr; MOW_OK, or a failure that
 * has been said. */
int record_approvals(const struct globals *globals, struct mow_repo *repo, const struct mow_verdict *verdict,
		     const struct record_request *request);

#endif
