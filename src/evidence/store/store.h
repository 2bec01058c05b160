/*
 * The store of records: the ref refs/mowners/approvals (mowners-approvals(5), "THE STORE"). Its layout is in layout.h.
 */
#ifndef MOW_EVIDENCE_STORE_STORE_H
#define MOW_EVIDENCE_STORE_STORE_H

#include "base/map.h"
#include "evidence/signers/signers.h"

#define STORE_REF "refs/mowners/approvals"
#define STORE_PUSH_MAX 200               /* new records in a push */
#define STORE_STOP_MAX ((size_t)1 << 20) /* bytes of a stop that comes: every push reads all that there are */
#define STORE_TRIES 10                   /* of moving the local store while others are faster */
#define STORE_PUSH_TRIES 30              /* of pushing it while others are faster */
#define STORE_CONVERT "mowners store --convert"

/* The commit and the tree of the store, zeros where there is none yet. */
int store_tip(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err);
/* The same; MOW_EUNSUPPORTED, with what to do, where it is of another layout than the last. `whose` is for whoever
 * reads that elsewhere: "the approvals of this server". */
int store_root(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err);
int store_root_of(struct oid *root, struct oid *commit, struct repo *repo, const char *whose, struct mow_error *err);

/*
 * Looking for what was said of paths. The store is not trusted: what is found is a file that may be a record, and what
 * it says counts, not where it was found. A line that is missing hides an approval, and never a stop.
 */
struct store_ask {
	unsigned char key[DIGEST_SIZE]; /* of its path and of the step itself */
};
struct store_asks {
	struct store_ask *items;
	size_t count;
};
void store_asks_release(struct store_asks *asks);
MOW_AUTO_DEFINE(store_asks)
/* What is asked about some steps; `out` is empty before. */
int store_asks_make(struct store_asks *out, const struct steps *steps, struct mow_error *err);

/* About a `move` line, "OLD NEW". */
int store_asks_make_move(struct store_asks *out, const char *move, struct mow_error *err);

struct store_candidate {
	struct oid blob;
	bool exact; /* found under one of the steps, not only under a path */
};
struct store_found {
	struct store_candidate *items; /* each file once */
	size_t count, capacity;
	size_t exact;    /* of them */
	size_t limit;    /* in: of the others */
	size_t left_out; /* lines of others beyond it */
	struct map known;
	struct arena arena;
};
void store_found_release(struct store_found *found);
MOW_AUTO_DEFINE(store_found)
/* What was said of all these paths together: each folder on the way is gone through once. */
int store_look_up(struct store_found *found, struct repo *repo, const struct oid *root, const struct store_asks *asks,
		  struct mow_error *err);

/* Every file in stops/, by its id, without the index. Nonzero from `each` stops and is returned. MOW_EDENIED: some of
 * it is malformed, so that a stop may be hidden. */
typedef int store_record_fn(const char *id, const struct oid *blob, void *context);
int store_each_stop(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		    struct mow_error *err);

/* Every other file, in the order of the ids; the same way. */
int store_each_other(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		     struct mow_error *err);

/* Every record of either part, in the order of their ids in each; `each` as above. */
int store_each_record(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		      struct mow_error *err);

/*
 * The records in records/ that were not there STORE_RECENT_COMMITS first parents ago, by the digits of their ids; of
 * more than STORE_RECENT_MAX the first. Told is what their first lines say (record_parse_head), unverified. One of more
 * than 256 KiB, or that cannot be read, is passed over. Fails only with MOW_ENOMEM.
 */
#define STORE_RECENT_COMMITS 32
#define STORE_RECENT_MAX 256
typedef void store_recent_fn(const struct record *head, void *context);
int store_recent(struct repo *repo, const struct oid *tip, store_recent_fn *each, void *context, struct mow_error *err);

/* The bytes of a file that may be a record, into a buffer that is reset first; they are not verified. MOW_EINVAL: too
 * large. MOW_ENOTFOUND: the repository does not have it. */
int store_load(struct buf *bytes, struct repo *repo, const struct oid *blob, struct mow_error *err);
/* The record in them, whose signature is not verified. MOW_EINVAL: there is none, or it is not signed. MOW_EGIT: the
 * file is corrupt. */
int store_parse(struct record *out, const struct oid *blob, const struct buf *bytes, struct mow_error *err);
/* Whether this file lies in records/ under this id. */
struct store_file {
	const char *id;
	struct oid blob;
};
int store_holds(bool *out, struct repo *repo, const struct oid *root, const struct store_file *file,
		struct mow_error *err);
/* Reads a record by its id, wherever it lies. MOW_ENOTFOUND; MOW_EINVAL: what lies there is no record, or another one.
 */
int store_read(struct record *out, struct repo *repo, const struct oid *root, const char *id, struct mow_error *err);

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
 * The fetched store is not trusted. Where all that is new there has the form of the layout it is taken over as it is:
 * what is in it is checked when it is used. Else its records are, those that can be read, and what cannot lies in
 * stops/, where it may be one; a tree that git's strict check would refuse is MOW_EDENIED as a whole. Records of ours
 * that are still in the first layout are converted on the way; those of the remote are MOW_EUNSUPPORTED.
 *
 * store_push: what the hooks of a remote that took it said in the name of mowners goes to `said`, escaped, on one line
 * (NULL: nowhere). MOW_EDENIED: the remote judged what is pushed and refused it, with what it said; MOW_EGIT: it could
 * not be reached, what it has cannot be taken over, git failed, or others were always faster: the records may well be
 * good.
 */
int store_fetch(struct repo *repo, const char *remote, const struct commit_text *text, struct mow_error *err);
int store_push(struct buf *said, struct repo *repo, const char *remote, const struct commit_text *text,
	       struct mow_error *err);

/* Another ref of the remote, whose objects come along with the approvals in the same run of git; no ref is written. */
struct store_along {
	const char *ref;
	struct oid here;   /* in: what is here of it; zeros: nothing */
	struct oid theirs; /* the commit that the remote has; zeros: none */
};

/* Both in one, as far as there is anything to do. */
struct store_synced {
	bool send;                 /* in: push too */
	struct store_along *along; /* in: NULL: nothing */
	size_t received;           /* records that were not here */
	size_t waiting;            /* records that the remote did not have; pushed, where `send` says so */
	struct oid theirs;         /* the commit that the remote has; zeros: none */
};
int store_sync(struct store_synced *out, struct repo *repo, const char *remote, const struct commit_text *text,
	       struct mow_error *err);

/*
 * The tree of all records that are known here: those of the store, and those that a plain git fetch of the remote has
 * brought to refs/mowners-remotes/REMOTE/approvals, where STORE_REFSPEC is configured. Not to the store itself: what
 * waits there to be sent would be in the way of git fetch, and pruned by it. NULL: the store's alone. `tip`: the commit
 * with whose history they came: the fetched one, where the remote has all of them, else the store's; zeros: none.
 */
#define STORE_FETCHED "refs/mowners-remotes/"
#define STORE_REFSPEC "+" STORE_REF "*:" STORE_FETCHED "%s/approvals*"
int store_known(struct oid *root, struct oid *tip, struct repo *repo, const char *remote, struct mow_error *err);

/*
 * The one conversion of a store of the first layout (mowners-approvals(5)): a commit on the ref. What is no record
 * there is left behind and counted. MOW_EDENIED: somebody moved the ref meanwhile.
 */
struct store_converted {
	bool was_last;  /* nothing was done */
	size_t records; /* that there are */
	size_t left_behind;
};
int store_convert(struct store_converted *out, struct repo *repo, const struct commit_text *text,
		  struct mow_error *err);

/*
 * The guard: whether a push may move the ref from `old_commit` (zeros: new) to `new_commit` (mowners-approvals(5), "THE
 * STORE"): forward, nothing removed or changed, from 1 to STORE_PUSH_MAX new records, each well formed, of a supported
 * decision, within its dates, signed by a key that is valid now for the person it names, in its folder, and in stops/
 * of at most STORE_STOP_MAX bytes; in the
 * index exactly their lines more; all that differs in the form of the layout; nothing else in the tree. Or else it
 * converts a store of the first layout, and does nothing besides. MOW_EDENIED with what is wrong. Dates are seen from
 * the verifier's `now`; its `signers` are NULL where there are no rules: then no record can enter.
 */
int store_guard(struct repo *repo, const struct oid *old_commit, const struct oid *new_commit,
		const struct verifier *verifier, struct mow_error *err);

#endif
