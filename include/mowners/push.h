/* Part of mowners.h: pushes, judged on the server. */
#ifndef MOWNERS_PUSH_H
#define MOWNERS_PUSH_H

#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One line of pre-receive (githooks(5)). */
struct mow_update {
	const char *ref;             /* a full name, as it was pushed */
	const char *old_id, *new_id; /* of the ref before and after; zeros: it is made or deleted */
};

/* All refs of a push, judged by the rules from before it. */
struct mow_push;

/*
 * Judges a push, on the server, before git moves a ref; its objects must be there (`from_env`, in a hook). The
 * repository is the one that refs are written to, opened with `server`: a linked working tree has a HEAD of its own,
 * which decides nothing here. What speaks against the push is a refusal, not a failure; after a failure nobody knows,
 * so nothing must land. Any number of updates; two of one ref are refused.
 *
 *     MOW_EINVAL        an update that is none: a ref's name or an id that git would not give; a linked working tree;
 *                       a git config mowners.platform that is unknown, or does not tell who pushes
 *     MOW_EUNSUPPORTED  the repository is shallow; a record that would block and that this version cannot honour
 *     MOW_ETOOBIG       past a limit of mow_verdict_new, or the push takes more than git config mowners.maxWork or
 *                       mowners.maxMemory let it (mowners-hooks(7), LIMITS)
 */
MOW_API int mow_push_new(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
			 struct mow_error *err);

/*
 * The same once git has moved the refs, in post-receive: judged by the rules, keys and approvals from before, which the
 * updates tell. That it cannot be judged is no failure, mow_push_problem tells why.
 *
 *     MOW_EINVAL  an update that is none
 */
MOW_API int mow_push_landed(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates,
			    size_t count, struct mow_error *err);

/* Why a push that has landed could not be judged: a sentence; NULL: it was. */
MOW_API const char *mow_push_problem(const struct mow_push *push);

/* Adds the entry of a push that has landed to the audit, refs/mowners/audit (mowners-audit(5)). MOW_EDENIED: others
 * added for a minute without a pause. */
MOW_API int mow_push_record(const struct mow_push *push, struct mow_error *err);

/* How many owners there are at most in a push. */
#define MOW_TOLD_MAX 1000

/* An owner who is to be informed of what has landed on a ref. */
struct mow_told {
	const char *ref;                      /* a full name, as it is, symbolic refs followed */
	const char *old_id, *new_id;          /* of it */
	const char *owner;                    /* as written: "@sales" */
	const struct mow_told_person *people; /* of whom it consists, in service */
	size_t people_count;                  /* of `people` */
	const struct mow_path *paths;         /* the first that changed, in the order of the change */
	size_t path_count;                    /* of `paths` */
	size_t files;                         /* how many changed */
};

/* How many there are in a push that has landed, each once a ref. */
MOW_API size_t mow_push_told(const struct mow_push *push);

/* One of them. */
MOW_API const struct mow_told *mow_push_told_owner(const struct mow_push *push, size_t index);

/* How many requests of one push are told of. */
#define MOW_ASKED_MAX 20

/*
 * The requests for approval that a push which has landed brought, by their ids, each with whom to ask as things stand
 * after it; without those that nobody is to be asked about. Who made the change is not known, as it may not be here:
 * it is taken to be who asks. They live as long as the push. None where it could not be judged.
 *
 *     MOW_ETOOBIG  it takes more than the push may
 */
MOW_API int mow_push_asked(const struct mow_asked **out, size_t *count, struct mow_push *push, struct mow_error *err);

/* Begins the audit with the tip of the default branch, where there is none yet. */
MOW_API int mow_audit_begin(struct mow_repo *repo, struct mow_error *err);

/* Frees it with all its verdicts. */
MOW_API void mow_push_free(struct mow_push *push);

/* Whether all of it may land: there is no refusal but as advice, no finding, and no verdict that blocks
 * (mow_verdict_blocks). */
MOW_API bool mow_push_is_accepted(const struct mow_push *push);

/* Who pushes, as the platform that git config mowners.platform names says it: one line of UTF-8 without control
 * characters; NULL: it names none. */
MOW_API const char *mow_push_pusher(const struct mow_push *push);

/* Whether git config mowners.platform can say that. MOW_EINVAL: it is no platform; the message has all that there are.
 */
MOW_API int mow_platform_check(const char *name, struct mow_error *err);

/* What each line that a hook writes must begin with for that platform to show it: "GL-HOOK-ERR: " at GitLab, else "".
 * It is that of the repository's configuration, of which errors are not told: they come from mow_push_new. */
MOW_API const char *mow_push_line_prefix(struct mow_repo *repo);

/*
 * The seconds that a hook of the server may take: git config mowners.deadline, else 4 where mowners.platform is "ghes",
 * which gives 5 to all hooks together, and 30 elsewhere. The library does not watch the clock: the hooks of the program
 * end themselves.
 *
 *     MOW_EINVAL  one of the two is set to what is none
 */
MOW_API int mow_push_deadline(unsigned *seconds, struct mow_repo *repo, struct mow_error *err);

/* How many updates there are: as many as were given. */
MOW_API size_t mow_push_updates(const struct mow_push *push);

/* Of how many updates that are blocked or bring errors all there is to say is kept: of the first ones. */
#define MOW_PUSH_DETAILED 3

/* How many claims are kept of each of the others. */
#define MOW_PUSH_CLAIMS 10

/*
 * What an update came to. Of those that may land with nothing said against them and of those past MOW_PUSH_DETAILED the
 * verdict's groups have no steps and no needs, only their states and counts, nobody is asked or informed, and
 * `findings` is NULL.
 */
struct mow_push_update {
	const char *ref;                    /* as it was pushed, escaped; a verdict's target is what it stands for */
	const struct mow_verdict *verdict;  /* NULL: not judged by rules */
	const char *refusal;                /* why it is refused whatever the approvals; NULL */
	bool advice;                        /* `refusal` is only said: mode = advise */
	const struct mow_finding *findings; /* errors that it brings into OWNERS files and keys; as long as the push */
	size_t finding_count;               /* of `findings` */
};

/* An update, in the order in which they were given. */
MOW_API const struct mow_push_update *mow_push_update(const struct mow_push *push, size_t index);

/* How many warnings there are about the push as a whole. */
MOW_API size_t mow_push_warnings(const struct mow_push *push);

/* A warning: a sentence without a full stop. */
MOW_API const char *mow_push_warning(const struct mow_push *push, size_t index);

#ifdef __cplusplus
}
#endif

#endif
