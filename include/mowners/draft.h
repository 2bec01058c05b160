/* Part of mowners.h: a first OWNERS file, made from what there is. */
#ifndef MOWNERS_DRAFT_H
#define MOWNERS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The text of an OWNERS file that can be read, with a `?` in its comments wherever something is to be filled in; it
 * blocks nothing yet. */
struct mow_draft;

/* A file that one is made from. */
struct mow_draft_source {
	const char *format; /* "codeowners" (of GitHub), "gitlab", "gitea", "csv" (a matrix, see mowners-matrix(1)) */
	const char *name;   /* what it is called in findings */
	const char *bytes;  /* need not end with a NUL */
	size_t len;         /* of `bytes` */
};

/*
 * Makes it. Each line of CODEOWNERS that OWNERS cannot say goes to `sink` as a warning, code "not-carried"; what other
 * programs read in another way than here, code "read-otherwise". What is wrong with a csv is an error, with the codes
 * of OWNERS files where it is what those can have.
 *
 *     MOW_ERULES    the csv has errors
 *     MOW_EINVAL    no such format, or git's user.email, who decides about the rules until somebody else is named, is
 *                   none
 *     MOW_ETOOBIG   OWNERS could not hold it
 */
MOW_API int mow_draft_new(struct mow_draft **out, struct mow_repo *repo, const struct mow_draft_source *source,
			  const struct mow_finding_sink *sink, struct mow_error *err);

/* What one is made from where there is no file: the folders of the tracked files, of HEAD in a bare repository. */
struct mow_draft_folders {
	const char *kinds; /* "marketing": areas for the kinds of work that folders are called after, wherever they lie;
			    * NULL: an area for each folder at the top */
	bool history;      /* suggest who is responsible and who approves, by what HEAD's commits say */
	int64_t since;     /* a moment; commits that are older are left out of `history` */
};

/*
 * Makes it of them. Commits that cannot be read are left out of the figures.
 *
 *     MOW_EINVAL    no such kinds; git's user.email as in mow_draft_new
 *     MOW_ETOOBIG   OWNERS could not hold it
 */
MOW_API int mow_draft_from_folders(struct mow_draft **out, struct mow_repo *repo, const struct mow_draft_folders *asked,
				   struct mow_error *err);

/* Frees it; what was written stays. */
MOW_API void mow_draft_free(struct mow_draft *draft);

/* Its text, with a NUL behind. */
MOW_API const char *mow_draft_text(const struct mow_draft *draft);

/* Writes it as OWNERS at the root of the working tree, whole or not at all. MOW_EDENIED: there is one. MOW_EINVAL:
 * there is no working tree. */
MOW_API int mow_draft_write(const struct mow_draft *draft, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
