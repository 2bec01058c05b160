/* Part of mowners.h: the repository that everything else is made from. */
#ifndef MOWNERS_REPO_H
#define MOWNERS_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An open repository; everything else is made from it. */
struct mow_repo;

/*
 * Told now and then, from within a call, how far it is: `done` of `what` were looked at ("files", "commits",
 * "signatures"; a plural to show). `what` NULL: that part of the work is over.
 */
typedef void mow_progress_fn(const char *what, size_t done, void *context);

/* How to open; zeroed: the repository of the current folder, now. */
struct mow_repo_options {
	const char *dir;           /* where to look from; NULL: the current folder */
	bool from_env;             /* GIT_DIR and its company decide, as in a hook */
	bool server;               /* for mow_push_new: of a linked working tree the repository that it belongs to */
	int64_t now;               /* the clock of dates and expiry; 0: the system's, at the time of opening */
	mow_progress_fn *progress; /* as long as the repository is open; NULL: nobody wants to know */
	void *progress_context;    /* handed to it */
};

/*
 * Opens the repository that `options->dir` lies in; `options` NULL is the same as zeroed. With `from_env` git's
 * environment decides, as git(1) says: GIT_DIR names the repository (then nobody asks for its owner), GIT_WORK_TREE its
 * working tree, GIT_INDEX_FILE the index, and quarantined objects are seen. Every kind that cannot be handled has its
 * own message with what to do:
 *
 *     MOW_ENOTFOUND     there is none
 *     MOW_EDENIED       it belongs to somebody else, and git does not accept that either (safe.directory)
 *     MOW_EUNSUPPORTED  SHA-256, reftable, an extension or format of a newer git, GIT_NAMESPACE, GIT_COMMON_DIR
 *
 * For the whole process libgit2 is told not to verify ids on reading and to keep no trees.
 */
MOW_API int mow_repo_open(struct mow_repo **out, const struct mow_repo_options *options, struct mow_error *err);

/* Closes it; what was made from it is freed before. */
MOW_API void mow_repo_free(struct mow_repo *repo);

/* Whether its history is cut off, or that cannot be told: what lies before is not here. */
MOW_API bool mow_repo_is_shallow(const struct mow_repo *repo);

/* What it is called: the folder that it lies in, without a final ".git". */
MOW_API int mow_repo_name(const char **out, struct mow_repo *repo, struct mow_error *err);

/* The folder of `dir` below the working tree's root, "" or with a final slash; "" in a bare repository. */
MOW_API const char *mow_repo_prefix(const struct mow_repo *repo);

/* Whether it has no working tree. */
MOW_API bool mow_repo_is_bare(const struct mow_repo *repo);

/* The moment that it holds for the present: `options->now`. */
MOW_API int64_t mow_repo_now(const struct mow_repo *repo);

/* The remote that changes and approvals are exchanged with: what git config mowners.remote says (MOW_EINVAL: no remote
 * is called so), else "origin", else the first one; NULL in `out`: there is none. */
MOW_API int mow_repo_remote(const char **out, struct mow_repo *repo, struct mow_error *err);

/* The branch that HEAD names, in full: "refs/heads/main", whether it has a commit or not; NULL in `out` where HEAD
 * names a commit. Holds until the next call. */
MOW_API int mow_repo_head(const char **out, struct mow_repo *repo, struct mow_error *err);

/* Gets a ref's full name and its id, both until it returns; nonzero stops, and is returned. */
typedef int mow_ref_fn(const char *ref, const char *tip, void *context);

/* The branches, sorted by their names, then the remote-tracking branches. */
MOW_API int mow_repo_each_branch(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err);

/* Whose folder of hooks it is. */
enum mow_hooks_kind {
	MOW_HOOKS_OWN,     /* this repository's alone */
	MOW_HOOKS_TRACKED, /* in the working tree: `core.hooksPath` of the repository, made for the whole team */
	MOW_HOOKS_SHARED,  /* a link, or `core.hooksPath` that leads elsewhere: other repositories may use it too */
};

/* Where git looks for hooks. */
struct mow_hooks {
	const char *folder;       /* absolute, with a final slash */
	const char *work_dir;     /* of the working tree, absolute, with a final slash; NULL: there is none */
	enum mow_hooks_kind kind; /* whose it is */
};

/* Finds the folder of hooks; what `out` points to holds until the next call. MOW_EINVAL where `core.hooksPath` of the
 * user or the system names one folder for all repositories, or that of the repository none, as /dev/null. */
MOW_API int mow_repo_hooks(struct mow_hooks *out, struct mow_repo *repo, struct mow_error *err);

/* A value of git config, its last one; `security`: only of the repository's and the system's files, as git does for
 * what others must not set. NULL in `out`: not set. Holds until the next call. */
MOW_API int mow_repo_config(const char **out, struct mow_repo *repo, const char *key, bool security,
			    struct mow_error *err);

/* The same as one of git's booleans. Where it is not set, `*out` stays as it was: put there what holds then. MOW_EINVAL
 * where the value is none. */
MOW_API int mow_repo_config_bool(bool *out, struct mow_repo *repo, const char *key, bool security,
				 struct mow_error *err);

/* Sets a value in the repository's own file, in place of all that it has there; NULL removes them. */
MOW_API int mow_repo_set_config(struct mow_repo *repo, const char *key, const char *value, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
