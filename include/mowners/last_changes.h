/* Part of mowners.h: when each file changed last. */
#ifndef MOWNERS_LAST_CHANGES_H
#define MOWNERS_LAST_CHANGES_H

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* When the files of a commit changed last. */
struct mow_last_changes;

/*
 * Goes down the first parents of a revision, so far as it takes. What was found is remembered in the repository's own
 * folder, as mowners/last-changes, which may be removed: after one more commit that one alone is looked at.
 *
 *     MOW_EINVAL  no such revision
 */
MOW_API int mow_last_changes_new(struct mow_last_changes **out, struct mow_repo *repo, const char *rev,
				 struct mow_error *err);

/* Frees it. */
MOW_API void mow_last_changes_free(struct mow_last_changes *changes);

/* The date of the newest commit on that line that changed the file: when it landed. 0: that is not known, since the
 * clone is shallow, or there is no such file. */
MOW_API int64_t mow_last_changes_find(const struct mow_last_changes *changes, const char *path, size_t len);

#ifdef __cplusplus
}
#endif

#endif
