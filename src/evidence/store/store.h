/*
 * The store of records: the ref refs/mowners/approvals (mowners-approvals(5), "The store"). Frozen layout:
 *
 *     records/ab/cdef…            the record and its signature, under its id
 *     index/ab/cd/ef…/RECORD-ID   empty files, under the SHA-256 of each line of record_each_line
 */
#ifndef MOW_EVIDENCE_STORE_STORE_H
#define MOW_EVIDENCE_STORE_STORE_H

#include "evidence/signers/signers.h"

#define STORE_REF "refs/mowners/approvals"
#define STORE_PUSH_MAX 200  /* new records in a push */
#define STORE_TRIES 10      /* of moving the local store while others are faster */
#define STORE_PUSH_TRIES 30 /* of pushing it while others are faster */

/* The ids of the records under one line. Appends to `ids`, sorted. `root` is the store's tree (zeros: empty). The store
 * is not trusted: what is there and is no id is passed over, and whether a record is there and about that line, its
 * reader must see. */
struct store_ids {
	char (*items)[DIGEST_HEX];
	size_t count, capacity;
};
void store_ids_release(struct store_ids *ids);
MOW_AUTO_DEFINE(store_ids)
int store_find(struct store_ids *ids, struct repo *repo, const struct oid *root, const char *line,
	       struct mow_error *err);

/*
 * Where the store has something under many ids at once. A folder costs the same however many of them lie in it, and the
 * more the more records there are: so what is looked for is looked for together. In any order, some may be the same.
 * What was found is no more trusted than what store_find tells. A malformed folder of records holds none, so that it
 * spoils no more than what lies in it; one of lines is MOW_EDENIED, since nobody can tell what it hides.
 */
struct store_place {
	char id[DIGEST_HEX]; /* of a record, or the SHA-256 of a line */
	unsigned mode;       /* MODE_NONE: there is nothing */
	struct oid oid;      /* of the record's blob; of the tree with the names of the records under the line */
};
int store_locate_records(struct store_place *places, size_t count, struct repo *repo, const struct oid *root,
			 struct mow_error *err);
int store_locate_lines(struct store_place *places, size_t count, struct repo *repo, const struct oid *root,
		       struct mow_error *err);
/* The same as store_find and store_read (below), of what was located. */
int store_find_at(struct store_ids *ids, struct repo *repo, const struct store_place *place, struct mow_error *err);
int store_read_at(struct record *out, struct repo *repo, const struct store_place *place, struct mow_error *err);
/* store_read_at in two steps: the bytes of the file, into a buffer that is reset first and which are not verified; and
 * the record in them, which is. MOW_EGIT: the file is corrupt. */
int store_load_at(struct buf *bytes, struct repo *repo, const struct store_place *place, struct mow_error *err);
int store_parse_at(struct record *out, const struct store_place *place, const struct buf *bytes, struct mow_error *err);

/*
 * All records of the store into `ids`, sorted; MOW_ETOOBIG with nothing appended where there are more than `limit`. For
 * changes of so many steps that a look-up for each would read more of the store than its records are.
 */
int store_list(struct store_ids *ids, struct repo *repo, const struct oid *root, size_t limit, struct mow_error *err);

/*
 * Reads a record and checks that its id is that of its text, and that there is a signature (which is not verified).
 * MOW_ENOTFOUND; MOW_EINVAL: what lies there is no record, is too large, or another one.
 */
int store_read(struct record *out, struct repo *repo, const struct oid *root, const char *id, struct mow_error *err);

/* The tree of the store's commit, zeros where there is none yet. */
int store_root(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err);

/*
 * Adds records (as record_parse made them, with their signatures) to the local store, indexed: a commit on the ref,
 * none where all of them are there already. MOW_EINVAL: one without a signature. Somebody else's adding at the same
 * moment is waited for (STORE_TRIES, then MOW_EDENIED).
 */
int store_add(struct repo *repo, const struct record *records, size_t count, const struct commit_text *text,
	      struct mow_error *err);

/*
 * Brings the remote's store in (union; the remote's copy of a record stays), and pushes ours; where others are faster,
 * again, up to STORE_PUSH_TRIES times with growing pauses, a minute or so in all. Never forced, and no other ref is
 * written, whatever refspecs are configured. A remote without a store is an empty one; pushing without a local store
 * does nothing. `remote` is a remote's name or a URL.
 *
 * The fetched store is not trusted: only files and folders of the layout above are taken over (by name, kind and, in
 * the index, emptiness; their contents are checked when they are used), the rest stays behind; a tree that git's strict
 * check would refuse is MOW_EDENIED as a whole.
 *
 * store_push: MOW_EDENIED: the remote judged what is pushed and refused it, with what it said; MOW_EGIT: it could not
 * be reached, what it has cannot be taken over, git failed, or others were always faster: the records may well be good.
 */
int store_fetch(struct repo *repo, const char *remote, const struct commit_text *text, struct mow_error *err);
int store_push(struct repo *repo, const char *remote, const struct commit_text *text, struct mow_error *err);

/* Both in one, as far as there is anything to do. */
struct store_synced {
	bool send;         /* in: push too */
	size_t received;   /* records that were not here */
	size_t waiting;    /* records that the remote did not have; pushed, where `send` says so */
	struct oid theirs; /* the commit that the remote has; zeros: none */
};
int store_sync(struct store_synced *out, struct repo *repo, const char *remote, const struct commit_text *text,
	       struct mow_error *err);

/*
 * The tree of all records that are known here: those of the store, and those that a plain git fetch of the remote has
 * brought to refs/mowners-remotes/REMOTE/approvals, where STORE_REFSPEC is configured. Not to the store itself: what
 * waits there to be sent would be in the way of git fetch, and pruned by it. NULL: the store's alone.
 */
#define STORE_FETCHED "refs/mowners-remotes/"
#define STORE_REFSPEC "+" STORE_REF "*:" STORE_FETCHED "%s/approvals*"
int store_known(struct oid *root, struct repo *repo, const char *remote, struct mow_error *err);

/*
 * The guard: whether a push may move the ref from `old_commit` (zeros: new) to `new_commit` (mowners-approvals(5), "THE
 * STORE"): forward, nothing removed or changed, from 1 to STORE_PUSH_MAX new records, each well formed, of a supported
 * decision, within its dates, signed by a key that is valid now for the person it names, and indexed under exactly its
 * lines; nothing else in the tree. MOW_EDENIED with what is wrong. Dates are seen from the verifier's `now`; its
 * `signers` are NULL where there are no rules: then no record can enter.
 */
int store_guard(struct repo *repo, const struct oid *old_commit, const struct oid *new_commit,
		const struct verifier *verifier, struct mow_error *err);

#endif
