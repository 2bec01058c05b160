/* Part of mowners.h: the files of a change themselves, before and after. */
#ifndef MOWNERS_ASSET_H
#define MOWNERS_ASSET_H

#include "approval.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What there is of a version of a file. */
enum mow_version_kind {
	MOW_VERSION_NONE,      /* there is no file: it is added, or removed */
	MOW_VERSION_FILE,      /* all of its bytes; of a symbolic link, where it leads */
	MOW_VERSION_LARGE,     /* its size alone: it has more bytes than were asked for */
	MOW_VERSION_GONE,      /* it is not in this clone */
	MOW_VERSION_SUBMODULE, /* it is no file */
};

/* A version of a file. */
struct mow_version {
	enum mow_version_kind kind; /* what is known of it */
	const char *bytes;          /* FILE: as they are, a NUL behind them; else "" */
	size_t len;                 /* of `bytes` */
	uint64_t size;              /* in bytes; MOW_SIZE_UNKNOWN: of NONE, SUBMODULE, and of what git alone has lost */
	/* Whether git has a pointer of Git LFS in its place. The rest is of what it points to: GONE where that is not
	 * below .git/lfs/objects, or is something else there. */
	bool pointer;
};

/* A changed file. */
struct mow_asset;

/*
 * Reads the two versions of a step of a verdict of that repository, each of at most `limit` bytes: what is not here or
 * larger is no failure. The step must outlive it.
 */
MOW_API int mow_asset_new(struct mow_asset **out, struct mow_repo *repo, const struct mow_step *step, size_t limit,
			  struct mow_error *err);

/* Frees it and its versions. */
MOW_API void mow_asset_free(struct mow_asset *asset);

/* The version that the step comes from. */
MOW_API const struct mow_version *mow_asset_before(const struct mow_asset *asset);

/* The version that it goes to. */
MOW_API const struct mow_version *mow_asset_after(const struct mow_asset *asset);

/*
 * In what two versions that are here, or none, differ as texts, as git diff shows it from the first "@@" on: raw bytes,
 * which live as long as the asset. NULL in `out`: one of them is not here, has more than 512 KiB, or is no text to git.
 */
MOW_API int mow_asset_difference(const char **out, size_t *len, struct mow_asset *asset, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
