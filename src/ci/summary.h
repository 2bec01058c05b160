/* The page that a runner shows of a job. */
#ifndef MOW_CI_SUMMARY_H
#define MOW_CI_SUMMARY_H

#include "base/buf.h"

/* The file for it that the runner names; NULL: there is none. */
const char *summary_path(void);

/* Appends to it. MOW_ESYSTEM. */
int summary_add(const char *path, const struct buf *document, struct mow_error *err);

#endif
