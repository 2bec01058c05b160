/*
 * The layout of the store, and what is new in one state of it against another. The guard, and whoever takes over a
 * fetched store, look at trees through this alone. Private to store.h.
 */
#ifndef MOW_EVIDENCE_STORE_LAYOUT_H
#define MOW_EVIDENCE_STORE_LAYOUT_H

#include "evidence/store/store.h"
#include "git/tree.h"

#define STORE_ID_LEN (DIGEST_HEX - 1)
#define STORE_PATH_MAX 160 /* of a path of the layout, with its NUL */

/* "records/ab/cdef…" and "index/ab/cd/ef…/ID"; `line_id` is the SHA-256 of the line. No id: the folder of the line. */
void store_record_path(char out[STORE_PATH_MAX], const char *id);
void store_index_path(char out[STORE_PATH_MAX], const char *line_id, const char *id);

/* Whether it is the id of a record or line: 64 lower-case hexadecimal digits. */
bool store_is_id(const char *text, size_t len);

/* A difference between an older and a newer state of a store. */
struct store_change {
	enum {
		STORE_RECORD,  /* a new file where records are, of the right kind and name; not read */
		STORE_MARK,    /* a new empty file of the index */
		STORE_REMOVED, /* was there before; a folder is told as a whole */
		STORE_CHANGED, /* a file of the layout that has other bytes or another mode than before */
		STORE_ODD /* new, or changed, and nothing that the layout knows: `problem` says what; a folder is told
			     as a whole */
	} kind;
	const char *path; /* NUL-terminated */
	size_t path_len;
	char id[DIGEST_HEX];      /* the record's; STORE_RECORD, STORE_MARK */
	char line_id[DIGEST_HEX]; /* STORE_MARK */
	struct oid blob;          /* STORE_RECORD */
	const char *problem;
};
typedef int store_change_fn(const struct store_change *change, void *context);

/* Two states of a store. */
struct store_pair {
	struct repo *repo;
	const struct oid *before, *after; /* trees; zeros: the empty one */
	const char *only; /* "records" or "index": the other of the two is not looked into; NULL: both are */
};

/*
 * Gives every difference, in the order of the paths; nonzero from `each` stops and is returned. Only folders whose ids
 * differ are read, and none that the layout does not know, so that the depth is bounded whatever the trees hold.
 * MOW_EDENIED: one of them is malformed; MOW_ETOOBIG: more than TREE_ENTRIES_MAX entries.
 */
int store_compare(const struct store_pair *pair, store_change_fn *each, void *context, struct mow_error *err);

#endif
