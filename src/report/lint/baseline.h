/*
 * What an earlier run of lint found, as its json tells it: what is in it is no news. A finding that stands for several
 * areas or patterns is in it if each of these is.
 */
#ifndef MOW_REPORT_LINT_BASELINE_H
#define MOW_REPORT_LINT_BASELINE_H

#include "base/findings.h"
#include "base/map.h"

#define BASELINE_MAX ((size_t)64 << 20) /* bytes that are read of one */

/* Zeroed at the start. */
struct baseline {
	struct map known; /* the fingerprints */
	struct arena arena;
};
void baseline_release(struct baseline *baseline);
MOW_AUTO_DEFINE(baseline)

/* MOW_EINVAL: that is no answer of "mowners lint --format json". */
int baseline_read(struct baseline *baseline, const char *json, size_t len, struct mow_error *err);

/* Takes the warnings that are known out of the list. An error stays: while there is one nothing can be decided. */
int baseline_drop_known(struct findings *found, const struct baseline *baseline, struct mow_error *err);

#endif
