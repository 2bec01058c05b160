/* Part of mowners.h: what the remote has. */
#ifndef MOWNERS_REMOTE_H
#define MOWNERS_REMOTE_H

#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The remote that a change goes to: `options->remote`, see mow_change_options. NULL in `out`: there is none. Lives as
 * long as the repository. */
MOW_API int mow_change_remote(const char **out, struct mow_repo *repo, const struct mow_change_options *options,
			      struct mow_error *err);

/* Whether the branch that a change ends in is still the one that was fetched. */
enum mow_branch_state {
	MOW_BRANCH_SAME,   /* it is; or the change is called by no branch that the remote has */
	MOW_BRANCH_BEHIND, /* the branch here lacks what was fetched from the remote's */
	MOW_BRANCH_MOVED,  /* the remote has another commit there than was fetched */
	MOW_BRANCH_GONE    /* the remote has it no more */
};

/* What a remote has now. */
struct mow_remote {
	const char *name;            /* as it was asked */
	const char *head;            /* the branch that its HEAD names, a full ref; NULL: it does not say */
	bool head_is_new;            /* this clone takes another one for its default branch */
	enum mow_branch_state state; /* of the branch that the change ends in */
	const char *branch;          /* "origin/topic"; NULL: the change is called by no branch of it */
	char tip[41];                /* of the commit that the change ends in here */
};

/* Asks the remote that a change goes to. NULL in `out`: there is none. MOW_EGIT: it could not be asked. The answer
 * lives as long as the repository. */
MOW_API int mow_remote_ask(const struct mow_remote **out, struct mow_repo *repo,
			   const struct mow_change_options *options, struct mow_error *err);

/* A change that lies on the remote, as a request that a forge keeps. */
struct mow_fetch_options {
	const char *remote; /* NULL: mow_repo_remote's */
	const char *target; /* the branch that it is to go to, a full ref; NULL: the default branch */
	const char *ref;    /* that holds it there, such as "refs/pull/7/head"; NULL: only the branches are wanted */
};

/* What mow_fetch brought. */
struct mow_fetched {
	const char *remote; /* where from */
	const char *head;   /* its default branch, a full ref */
	char tip[41];       /* the commit that `ref` of the options names there; "" without one */
};

/*
 * Brings here, with git fetch, what decides about a change: of the remote the default branch, which holds the rules,
 * the target, the approvals, and the change itself, whose ref gets no name here. The strings of `out` live as long as
 * the repository. MOW_ENOTFOUND: there is no remote, or it lacks one of these; approvals need not be there. MOW_EINVAL:
 * a name that is no ref. MOW_EGIT: it could not be asked. MOW_EUNSUPPORTED: a bare repository, whose branches are its
 * own.
 */
MOW_API int mow_fetch(struct mow_fetched *out, struct mow_repo *repo, const struct mow_fetch_options *options,
		      struct mow_error *err);

/* A commit that may have to be fetched. */
struct mow_wanted {
	const char *id; /* in full */
	bool here;      /* set: whether it is here now */
};

/* Brings commits by their ids, where they are not here. That one cannot be had is no failure. MOW_EINVAL: something
 * that is no full id. */
MOW_API int mow_fetch_commits(struct mow_wanted *wanted, size_t count, struct mow_repo *repo, const char *remote,
			      struct mow_error *err);

/* What came of mow_sync. */
struct mow_sync {
	size_t received; /* records of the remote that were not here */
	size_t sent;     /* records that the remote did not have; without `send` they still wait */
	/* Of one each of those that were left out, since the server refuses them and always will: they have expired, or
	 * their key counts no more. They are here no more either. As long as the repository. */
	const char *const *left_out;
	size_t left_out_count; /* of `left_out` */
	/* Why the audit of the remote was not taken over, a sentence; NULL: it was, or there is none. As long as the
	 * repository. */
	const char *audit_problem;
};

/*
 * Brings the records here and those of a remote together: first theirs comes in, then, with `send`, goes what they
 * lack; where others are faster, again, for a minute or so. What the server can never take is left out. MOW_ENOTFOUND:
 * git does not know who I am. MOW_EDENIED: the server refuses what is sent. MOW_EGIT: it could not be reached, or
 * others were always faster.
 *
 * A copy of the remote's audit (mowners-audit(5)) comes with them, which only goes forward and is never sent.
 */
MOW_API int mow_sync(struct mow_sync *out, struct mow_repo *repo, const char *remote, bool send, struct mow_error *err);

/* Whether git fetch of a remote brings the records that are there, which count beside those of the store here, and the
 * audit. */
MOW_API int mow_repo_fetch_approvals(struct mow_repo *repo, const char *remote, bool on, struct mow_error *err);

/* Whether it does: of the records. */
MOW_API int mow_repo_fetches_approvals(bool *out, struct mow_repo *repo, const char *remote, struct mow_error *err);

/* What came of mow_store_convert. */
struct mow_conversion {
	bool needed;        /* false: the records were in the present layout already, or there are none */
	size_t records;     /* that there are now */
	size_t left_behind; /* files that were no records, and are not taken over */
};

/*
 * Converts the records of this repository, the server's or a clone's, from the first layout (mowners-approvals(5)) to
 * the present one; a commit on their ref. Commands that need them are MOW_EUNSUPPORTED until then. MOW_EINVAL: there is
 * no record that can be read. MOW_EDENIED: somebody moved the ref meanwhile.
 */
MOW_API int mow_store_convert(struct mow_conversion *out, struct mow_repo *repo, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
