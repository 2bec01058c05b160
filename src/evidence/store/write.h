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

/*
 * The tree of another store in the form of the layout, and without what has no place there. `ours`, of that form, has
 * been looked at before. Another layout is MOW_EUNSUPPORTED; `whose` as in store_top_open.
 */
struct store_other {
	const struct oid *root;
	const char *whose;
};
int store_clean(struct oid *out, struct repo *repo, const struct oid *ours, const struct store_other *theirs,
		struct mow_error *err);
/* The tree of theirs with those records of ours whose id is not there; both are of the form of the layout. What of ours
 * cannot be read is left behind, unless it may be a stop. */
int store_unite(struct oid *out, struct repo *repo, const struct oid *theirs, const struct oid *ours,
		struct mow_error *err);
/* The same tree, that of a store of the first layout in the last: for what is to be united with one in the last. */
int store_modern(struct oid *out, struct repo *repo, const struct oid *root, struct mow_error *err);

/* store_fetch that tells the commit which the remote has, zeros: none, and brings another ref along (NULL: none). */
struct store_fetched {
	struct oid theirs;
	struct store_along *along;
};
int store_fetch_commit(struct store_fetched *out, struct repo *repo, const char *name, const struct commit_text *text,
		       struct mow_error *err);

/* Before the next try: some milliseconds, more each time, and never the same for two of us. `try` counts from 0. */
void store_wait(unsigned try);

#endif
