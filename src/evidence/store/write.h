/* Moving the local store forward. Private to store.h. */
#ifndef MOW_EVIDENCE_STORE_WRITE_H
#define MOW_EVIDENCE_STORE_WRITE_H

#include "evidence/store/store.h"

/* The local store as it was found, and how what follows it is signed. */
struct store_tip {
	struct repo *repo;
	const struct commit_text *text;
	struct oid commit, root; /* zeros: none yet */
};

/* Moves the ref from a tip. 1: somebody else moved it meanwhile, which `err` says too. */
int store_move(const struct store_tip *tip, const struct oid *commit, struct mow_error *err);
/* Writes a commit of a tree onto a tip, with a second parent (zeros: none), and moves the ref there, as store_move. */
int store_commit(const struct store_tip *tip, const struct oid *tree, const struct oid *second, struct mow_error *err);

/* The tree of another store without what has no place in one. What `ours` has too has been looked at before. */
int store_clean(struct oid *out, struct repo *repo, const struct oid *ours, const struct oid *theirs,
		struct mow_error *err);

/* Before the next try: some milliseconds, more each time, and never the same for two of us. `try` counts from 0. */
void store_wait(unsigned try);

#endif
