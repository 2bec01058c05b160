/* Part of mowners.h: how much of the files is owned. */
#ifndef MOWNERS_COVERAGE_H
#define MOWNERS_COVERAGE_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The files below a folder, at any depth, by who decides about them; `files` is the sum of the four behind it. */
struct mow_coverage_folder {
	const char *path; /* from the root of the repository, without a slash behind; "": the root */
	size_t path_len;  /* its bytes */
	size_t depth;     /* 0: the folder that was asked about; 1: those directly in it; and so on */
	size_t files;     /* all of them */
	size_t owned;     /* somebody is accountable, by an area */
	size_t otherwise; /* somebody is, by [otherwise] alone */
	size_t rules;     /* [rules] covers them: OWNERS files, keys and so on */
	size_t unowned;   /* nobody is accountable */
	size_t areas;     /* how many areas, by place, decide about those that are `owned` */
};

/* What was counted. */
struct mow_coverage;

/*
 * Counts the tracked files below the folder `under` ("" or "dir", without a slash behind): those of the rules' state of
 * the repository, of a working tree those of its index. OWNERS files are read on the way; every error in one goes to
 * `sink` (may be NULL), and then MOW_ERULES is returned. `rules` must live as long as the answer.
 */
MOW_API int mow_coverage_new(struct mow_coverage **out, struct mow_rules *rules, const char *under,
			     const struct mow_finding_sink *sink, struct mow_error *err);

/* Frees it with its folders. */
MOW_API void mow_coverage_free(struct mow_coverage *coverage);

/* How many folders there are: the one that was asked about, and all below it that have files; 1 at least. */
MOW_API size_t mow_coverage_folders(const struct mow_coverage *coverage);

/* One of them, in the order of git ls-tree -r -t: a folder, then what is in it. */
MOW_API const struct mow_coverage_folder *mow_coverage_folder(const struct mow_coverage *coverage, size_t index);

#ifdef __cplusplus
}
#endif

#endif
