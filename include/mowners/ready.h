/* Part of mowners.h: whether what is in a folder may go out. */
#ifndef MOWNERS_READY_H
#define MOWNERS_READY_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is asked about. */
struct mow_ready_options {
	const char *under;                   /* a folder, "" or "dir", without a slash behind */
	int64_t at;                          /* the moment when it is to go out; 0: that of the repository */
	const struct mow_finding_sink *sink; /* gets the errors in OWNERS files; NULL */
};

/* What there is to say of the files. */
enum mow_ready_kind {
	MOW_READY_UNOWNED,    /* nobody is accountable for them */
	MOW_READY_UNAPPROVED, /* what is there landed without a full record */
	MOW_READY_DEBT,       /* an override let it through, and its owners have not approved it since */
	MOW_READY_UNJUDGED,   /* whether what landed was approved cannot be told */
	MOW_READY_RIGHTS,     /* rights to use them end (rights-until) */
	MOW_READY_EMBARGO,    /* an embargo opens */
	MOW_READY_FREEZE      /* they are frozen at that moment, so that they stay as they are */
};

/* One thing. */
struct mow_ready_item {
	enum mow_ready_kind kind; /* what it is */
	bool holds_up;            /* the files are not to go out at that moment */
	int64_t when;       /* RIGHTS, FREEZE: the end; EMBARGO: when it opens; of what landed: when it did; else 0 */
	const char *name;   /* RIGHTS: the area; EMBARGO, FREEZE: without the word; else NULL */
	const char *file;   /* of `name`: the OWNERS file that says so; else NULL */
	unsigned line;      /* in `file`; 0 with NULL */
	const char *reason; /* EMBARGO, FREEZE: raw; UNJUDGED: why; else NULL */
	const char *old_id, *new_id; /* of what landed: of the branch; else NULL */
	const char *path;            /* the first of the files, raw; NULL: UNJUDGED */
	size_t path_len;             /* its bytes */
	size_t files;                /* how many */
};

/* The answer. */
struct mow_ready;

/*
 * Looks at the default branch as it is known here: at the owners, rights, embargoes and freezes of the files below the
 * folder, and at the approvals of what landed there (mow_audit_new). What landed without approval counts as long as the
 * file is what it made it.
 *
 *     MOW_EINVAL     there is no file below the folder
 *     MOW_ENOTFOUND  which branch is the default one is not known here, or it does not exist
 *     MOW_ERULES     an OWNERS file has errors
 */
MOW_API int mow_ready_new(struct mow_ready **out, struct mow_repo *repo, const struct mow_ready_options *options,
			  struct mow_error *err);

/* Frees it with its items. */
MOW_API void mow_ready_free(struct mow_ready *ready);

/* The default branch, a full ref name. */
MOW_API const char *mow_ready_target(const struct mow_ready *ready);

/* The id of its commit. */
MOW_API const char *mow_ready_commit(const struct mow_ready *ready);

/* The moment that it holds for. */
MOW_API int64_t mow_ready_at(const struct mow_ready *ready);

/* How many files there are below the folder. */
MOW_API size_t mow_ready_files(const struct mow_ready *ready);

/* How many things there are. */
MOW_API size_t mow_ready_items(const struct mow_ready *ready);

/* One of them; by kind, those of a kind in the order of their first files. */
MOW_API const struct mow_ready_item *mow_ready_item(const struct mow_ready *ready, size_t index);

#ifdef __cplusplus
}
#endif

#endif
