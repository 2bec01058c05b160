/* Part of mowners.h: what landed, looked at again. */
#ifndef MOWNERS_AUDIT_H
#define MOWNERS_AUDIT_H

#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What to look at; zeroed: all that landed on the default branch since its audit began, or as long as there are rules.
 */
struct mow_audit_options {
	const char *range; /* "OLD..NEW": what landed between the two; a revision: until then; NULL */
	const char *under; /* a folder: only what changes something below it; NULL */
	bool unratified;   /* only overrides that nobody approved since */
};

/* What is wrong. */
enum mow_audit_kind {
	MOW_AUDIT_UNAPPROVED, /* a change landed without a full record */
	MOW_AUDIT_ERRORS,     /* a change landed that brings errors into OWNERS files or keys */
	MOW_AUDIT_OVERRIDE,   /* an override passed it, and nobody approved it since */
	MOW_AUDIT_UNNOTED,    /* a change landed of which the audit knows nothing */
	MOW_AUDIT_GAP,        /* the branch was not where the audit left it */
	MOW_AUDIT_UNREADABLE, /* an entry of the audit that cannot be read */
	MOW_AUDIT_UNJUDGED    /* a change of which cannot be told whether it was approved */
};

/* A path of a change, and what it lacked. */
struct mow_audit_path {
	const char *path;     /* not quoted, not escaped */
	size_t path_len;      /* its bytes */
	enum mow_state state; /* as it was then; OVERRIDE: MOW_APPROVED */
};

/* One thing that is wrong. */
struct mow_audit_finding {
	enum mow_audit_kind kind;           /* what it is */
	const char *old_id, *new_id;        /* of the branch; GAP: where the audit left it, and where it was */
	int64_t at;                         /* when it landed; GAP, UNREADABLE: when what is behind it was noted */
	bool noted;                         /* that is what the audit says; else the committer's date */
	const char *pusher;                 /* as the audit says; NULL: it does not */
	const char *author, *subject;       /* of the commit, raw; NULL: GAP, UNREADABLE */
	const char *entry;                  /* the commit of the audit's entry; NULL: there is none */
	const struct mow_audit_path *paths; /* UNAPPROVED: that lacked something; OVERRIDE: that are still a debt */
	size_t path_count;                  /* of `paths` */
	const char *const *records;         /* OVERRIDE: ids of the records that were its parts */
	size_t record_count;                /* of `records` */
	const char *const *missing;         /* UNAPPROVED: ids of the tips of branches that said who made the files of
					     * squashes, as the audit notes, and that are not here with their commits */
	size_t missing_count;               /* of `missing` */
	const char *why;                    /* UNREADABLE, UNJUDGED: a sentence; else NULL */
};

/* An audit. */
struct mow_audit;

/*
 * Judges again what landed on the default branch, each change at its moment: by the rules and keys of the tree before
 * it, and the records that there were. What was found is remembered in the repository's own folder, as
 * mowners/audit-cache, which may be removed.
 *
 *     MOW_EINVAL     a range or folder that is none
 *     MOW_ENOTFOUND  which branch is the default one is not known here
 */
MOW_API int mow_audit_new(struct mow_audit **out, struct mow_repo *repo, const struct mow_audit_options *options,
			  struct mow_error *err);

/* Frees it with its findings. */
MOW_API void mow_audit_free(struct mow_audit *audit);

/* The default branch: a full ref name. */
MOW_API const char *mow_audit_target(const struct mow_audit *audit);

/* How many changes were looked at. */
MOW_API size_t mow_audit_changes(const struct mow_audit *audit);

/* How many of them were judged now, and not remembered. */
MOW_API size_t mow_audit_judged(const struct mow_audit *audit);

/* Whether this repository has the audit of a server; else what is known are the commits and their dates. */
MOW_API bool mow_audit_has_chain(const struct mow_audit *audit);

/* Whether the audit of this repository is a copy of a remote's, if there is one here: it may be older than what was
 * fetched of the branch. */
MOW_API bool mow_audit_is_copy(const struct mow_audit *audit);

/* Whether that copy tells of more than what was fetched of the branch: of what comes with git fetch, or of a branch
 * that was turned back since. */
MOW_API bool mow_audit_goes_on(const struct mow_audit *audit);

/* How many things are wrong. */
MOW_API size_t mow_audit_findings(const struct mow_audit *audit);

/* One of them; they come from the newest to the oldest. */
MOW_API const struct mow_audit_finding *mow_audit_finding(const struct mow_audit *audit, size_t index);

#ifdef __cplusplus
}
#endif

#endif
