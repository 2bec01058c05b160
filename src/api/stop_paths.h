/* Stops by patterns. */
#ifndef MOW_API_STOP_PATHS_H
#define MOW_API_STOP_PATHS_H

#include "api/approve.h"

/* Puts the patterns into the record, sorted, each once. Where files of the default branch match and the person may stop
 * none of them, a note says so instead. MOW_EINVAL: one is no pattern. */
int stop_paths_take(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err);

#endif
