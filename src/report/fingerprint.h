/*
 * What makes one annotation the same as another of an earlier run: its rule, its file and, where a rule says several
 * things of a file, what it is about, or its words without the numbers in them: the line is no part of it, since what
 * stands above changes. The second of several that
 * are alike in all this gets another one, so that of one run no two are the same.
 */
#ifndef MOW_REPORT_FINGERPRINT_H
#define MOW_REPORT_FINGERPRINT_H

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/digest.h"
#include "base/map.h"
#include "report/annotations.h"

/* Those of a run. Zeroed at the start. */
struct fingerprints {
	struct map seen; /* how often each text came */
	struct arena arena;
	bool failed; /* out of memory */
};
void fingerprints_release(struct fingerprints *run);
MOW_AUTO_DEFINE(fingerprints)

/* Of the next one. */
void fingerprint_next(char out[DIGEST_HEX], struct fingerprints *run, const struct annotation *annotation);

#endif
