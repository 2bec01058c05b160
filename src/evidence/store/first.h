/*
 * The first layout of the store, as much of it as its conversion needs. Private to store.h.
 *
 *     records/ab/cdef…            all records, under their ids
 *     index/ab/cd/ef…/RECORD-ID   empty files, which follow from the records and are not looked at
 */
#ifndef MOW_EVIDENCE_STORE_FIRST_H
#define MOW_EVIDENCE_STORE_FIRST_H

#include "evidence/store/layout.h"

struct first_options {
	size_t limit;  /* lines of the index, after which it is MOW_ETOOBIG; 0: none */
	bool ids_only; /* nothing is written */
};
struct first_found {
	struct oid root; /* of the same records in the last layout */
	size_t records, left_behind;
};
/* Converts a tree. What cannot be read as the record whose id it has is left behind. */
int first_convert(struct first_found *out, struct repo *repo, const struct oid *root,
		  const struct first_options *options, struct mow_error *err);

#endif
