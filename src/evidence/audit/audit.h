/*
 * What landed on this server, entry by entry: the ref refs/mowners/audit, which the server alone writes
 * (mowners-audit(5)). Each entry is a commit on the last; its message is the entry's text, and its tree is what is
 * looked up without going through them all: when a request was received, and which commits were tips of the default
 * branch.
 */
#ifndef MOW_EVIDENCE_AUDIT_AUDIT_H
#define MOW_EVIDENCE_AUDIT_AUDIT_H

#include "evidence/record/record.h"
#include "evidence/store/store.h"
#include "git/repo.h"

#define AUDIT_REF "refs/mowners/audit"

/* A squash, and the tip of a branch that said who made which of its files. */
struct audit_squash {
	struct oid commit, source;
};

/* What became of one ref. */
struct audit_ref {
	const char *name; /* in full, resolved */
	struct oid old, new;
	const char *verdict; /* a word, see audit_format; NULL: the ref is not protected */
	const char **records;
	size_t record_count; /* that carried it */
	const char **overrides;
	size_t override_count;
	struct audit_squash *squashes;
	size_t squash_count;
};

/* A record that came into the store. */
struct audit_arrival {
	const char *id;
	enum record_decision decision;
};

struct audit_entry {
	int64_t at;           /* by the server's clock */
	const char *platform; /* that says who pushed: "gitlab"; NULL: none does */
	const char *pusher;   /* NULL alike */
	struct oid rules;     /* the commit whose rules judged it; zeros: none */
	const char *branch;   /* the default one before it; NULL: HEAD names none */
	struct audit_ref *refs;
	size_t ref_count;
	struct audit_arrival *arrivals;
	size_t arrival_count;
	const char *problem; /* what could not be found out, a sentence; NULL */
};

/*
 * The text of an entry, appended. Lines end in LF and are in this order; names are percent-encoded as the paths of
 * records are:
 *
 *     mowners-audit 1
 *     at MOMENT
 *     pusher PLATFORM NAME  "-": nobody says
 *     rules OID
 *     default REF           "-": HEAD names no branch
 *     ref OLD NEW REF       each ref; of a protected one there follow
 *     verdict WORD          approved, advised, blocked, refused, open, unknown; begun, of the first entry
 *     record ID             each record that carried it
 *     override ID           each part of an override that did
 *     squash OID OID        a commit that names several people, and the tip of a branch that said who made which file
 *     received DECISION ID  each record that came into the store
 *     problem TEXT          what could not be found out; encoded as names
 */
int audit_format(struct buf *out, const struct audit_entry *entry, struct mow_error *err);

/* Reads it into `arena`. MOW_EINVAL: it is none, with the line that is wrong. */
int audit_parse(struct audit_entry *out, struct arena *arena, const char *text, struct mow_error *err);

/* Adds an entry; the first one begins the chain. Others who add at the same moment are waited for: MOW_EDENIED once
 * AUDIT_SECONDS are over. */
#define AUDIT_SECONDS 60
int audit_add(struct repo *repo, const struct audit_entry *entry, struct mow_error *err);

/* Begins the chain with the tip of the default branch, unless there is one. */
int audit_begin(struct repo *repo, int64_t now, struct mow_error *err);

/*
 * In a clone a remote's chain is a copy, which goes forward alone: what git fetch brings where AUDIT_REFSPEC is
 * configured, or audit_take takes over. Where there is none, or what lies under AUDIT_REF here goes on from it, that is
 * taken, as on the server. `remote` is whose chain is meant in what follows; NULL: this repository's own.
 */
#define AUDIT_FETCHED STORE_FETCHED "%s/audit"
#define AUDIT_REFSPEC AUDIT_REF "*:" AUDIT_FETCHED "*"

/* The commit of the copy; zeros: there is none. */
int audit_copy(struct oid *out, struct repo *repo, const char *remote, struct mow_error *err);
/* Moves the copy to `theirs`, whose objects are here (zeros: the remote has none). MOW_EDENIED: it stays where it is,
 * since that does not go on from there, or is no audit. */
int audit_take(struct repo *repo, const char *remote, const struct oid *theirs, struct mow_error *err);

/* When the server first received this record, a request. MOW_ENOTFOUND: it has not, or there is no chain here. */
int audit_received(int64_t *moment, struct repo *repo, const char *remote, const char *id, struct mow_error *err);

/* The tips of the default branch that the chain names. */
struct audit_tips {
	struct repo *repo;
	unsigned mode; /* of the folder that they lie in; 0: none */
	struct oid oid;
};
int audit_tips_open(struct audit_tips *out, struct repo *repo, const char *remote, struct mow_error *err);
/* Whether a commit is one of them. */
int audit_was_tip(bool *out, const struct audit_tips *tips, const struct oid *commit, struct mow_error *err);

/* Every entry, the newest first, with the commit that it is; nonzero from `each` stops, and is returned. One that
 * cannot be read is given with its `problem` alone, and `at` as of its commit. */
typedef int audit_entry_fn(const struct audit_entry *entry, const struct oid *commit, void *context);
int audit_each(struct repo *repo, const char *remote, audit_entry_fn *each, void *context, struct mow_error *err);

#endif
