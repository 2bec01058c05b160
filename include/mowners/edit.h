/* Part of mowners.h: OWNERS files of the working tree written anew. */
#ifndef MOWNERS_EDIT_H
#define MOWNERS_EDIT_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An OWNERS file. */
struct mow_edited {
	const char *path; /* "OWNERS", "brand/OWNERS" */
	const char *text; /* its bytes */
	size_t len;       /* of `text` */
};

/*
 * Files that are to be written, and their new texts, which have been read again: none of them has an error. Nothing is
 * written before mow_edit_write.
 */
struct mow_edit;

/* Frees it with its texts. */
MOW_API void mow_edit_free(struct mow_edit *edit);

/* How many files change. */
MOW_API size_t mow_edit_count(const struct mow_edit *edit);

/* One of them with its new text: the root file first, then in the order of git ls-files. */
MOW_API const struct mow_edited *mow_edit_file(const struct mow_edit *edit, size_t index);

/*
 * Writes all of them or none: each beside its place, then each into it. What is executable stays so. MOW_EDENIED:
 * somebody else has written one meanwhile. Where the system fails halfway, files that were replaced get their old bytes
 * back. Once an edit.
 */
MOW_API int mow_edit_write(struct mow_edit *edit, struct mow_error *err);

/* OWNERS files by their paths. */
struct mow_edit_paths {
	const char *const *items; /* "brand/OWNERS" */
	size_t count;             /* of `items`; 0: all that there are */
};

/*
 * The canonical layout (mowners-fmt(1)) of OWNERS files of the working tree. Files that a sparse checkout leaves out
 * stay as they are. Errors in them go to `sink`, and then MOW_ERULES is returned. MOW_EINVAL: there is no working tree,
 * no such file, or the file would be too large; MOW_ENOTFOUND: there is no OWNERS file at the root.
 */
MOW_API int mow_edit_format(struct mow_edit **out, struct mow_repo *repo, const struct mow_edit_paths *paths,
			    const struct mow_finding_sink *sink, struct mow_error *err);

/*
 * The same of a text that is at hand, as that of the OWNERS file of its path, and nothing to write. `repo` says what
 * the root file declares; it may be NULL for the path "OWNERS".
 */
MOW_API int mow_edit_format_text(struct mow_edit **out, struct mow_repo *repo, const struct mow_edited *given,
				 const struct mow_finding_sink *sink, struct mow_error *err);

/* Another handle for a person or a team; both with their @. */
struct mow_rename {
	const char *from; /* in whatever case */
	const char *to;   /* as it is to be written */
};

/*
 * Another handle in all OWNERS files of the working tree: where it is declared, and wherever it is named; comments and
 * texts stay. A file that has the canonical layout has it afterwards, too. All errors, those there are and those that
 * the new name would make, go to `sink`, and then MOW_ERULES is returned. MOW_EINVAL: `from` is declared nowhere, `to`
 * is no handle or somebody else's, two gates would become one, a file is left out of the working tree or there is none;
 * MOW_ENOTFOUND: there is no OWNERS file at the root.
 */
MOW_API int mow_edit_rename(struct mow_edit **out, struct mow_repo *repo, const struct mow_rename *rename,
			    const struct mow_finding_sink *sink, struct mow_error *err);

/*
 * OWNERS files of the working tree without lines that change nothing: patterns of which another one of their `path` has
 * all, on any path that there may be, and lines of `accept` whose last day has passed. Before that is an answer the
 * owners of every tracked file are compared, and stay. Errors go to `sink`, and then MOW_ERULES is returned, except for
 * patterns that are there twice, which are mended. MOW_EINVAL, MOW_ENOTFOUND: as mow_edit_format.
 */
MOW_API int mow_edit_fix(struct mow_edit **out, struct mow_repo *repo, const struct mow_edit_paths *paths,
			 const struct mow_finding_sink *sink, struct mow_error *err);

/* How many lines it takes out. */
MOW_API size_t mow_edit_lines(const struct mow_edit *edit);

/* How many gates are called by another name then: those that are called after who was renamed. */
MOW_API size_t mow_edit_gates(const struct mow_edit *edit);

#ifdef __cplusplus
}
#endif

#endif
