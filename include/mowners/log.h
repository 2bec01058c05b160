/* Part of mowners.h: the records that there are, and what each of them is worth now. */
#ifndef MOWNERS_LOG_H
#define MOWNERS_LOG_H

#include "record.h"
#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which records; zeroed: all. They are copied, but for the paths, which must live as long as the log. */
struct mow_log_options {
	const struct mow_path *paths; /* that speak of one of these files, or of something below one of these folders */
	size_t path_count;            /* of `paths` */
	const char *by;               /* by this person, or a member of this team: "@handle" or an e-mail; NULL */
	const char *decision;         /* "approve", "stop", "withdraw", "override" or "request" alone; NULL */
	const char *target;           /* for this ref or branch, by its full name or a short one; NULL */
	const char *rules;            /* a revision whose rules are taken instead of the default branch's; NULL */
	size_t limit;                 /* the newest so many; 0: all */
};

/* What becomes of a record, or of what it says of one file: the first that applies. */
enum mow_log_state {
	MOW_LOG_HOLDS,       /* it counts; a stop stands, a request waits */
	MOW_LOG_PARTLY,      /* of a record: it holds for some of its files */
	MOW_LOG_TAKEN_BACK,  /* by its maker; a stop also by who is accountable */
	MOW_LOG_LANDED,      /* what it is for has landed, so that it is spent */
	MOW_LOG_UNTOLD,      /* nobody can tell whether that has landed, since a tree cannot be read */
	MOW_LOG_NO_TARGET,   /* the ref that it is for does not exist here */
	MOW_LOG_REPOSITORY,  /* it is for another repository, or does not name this one where the rules ask for that */
	MOW_LOG_OPEN,        /* nothing is asked there: the ref is not protected, or there are no rules */
	MOW_LOG_NOBODY,      /* the rules know nobody of its e-mail */
	MOW_LOG_WITNESS,     /* it carries a forge's approval, by somebody who may not */
	MOW_LOG_EXPIRED,     /* since `expires`; a carried one 24 hours after it was made */
	MOW_LOG_AHEAD,       /* it was made more than five minutes after this moment */
	MOW_LOG_NO_OVERRIDE, /* an override, by somebody who may not, or of files that it cannot pass */
	MOW_LOG_BASE,        /* it was made on a commit that the target never was at */
	MOW_LOG_CHANGED, /* an approval, an override: the target has another version of the file by now than it is from
			  */
	MOW_LOG_BROKEN,  /* an OWNERS file above has errors, so nothing counts */
	MOW_LOG_NO_ROLE, /* its maker holds no role there now, or not the one that it is for */
	MOW_LOG_ESCALATION, /* its maker may decide there once the change has waited for long enough */
	MOW_LOG_TOO_OLD,    /* older than the `max-age` of the level there, an override older than 24 hours */
	MOW_LOG_EVIDENCE,   /* the level there takes none of its kind */
	MOW_LOG_SIGNATURE   /* its signature is not good now: `why` */
};

/* What a record says about one file. */
struct mow_log_file {
	struct mow_step step;     /* of a pattern its text is the path, and the rest is empty */
	enum mow_log_state state; /* never PARTLY */
};

/* A record. It lives until the call that gets it returns. */
struct mow_log_entry {
	struct mow_record record;         /* what it says */
	const char *name;                 /* of its maker: "Lena Fischer"; NULL: the rules know nobody of the e-mail */
	const char *label;                /* "@lena", or the first e-mail of who has no handle; NULL */
	enum mow_log_state state;         /* of the whole: PARTLY, or what keeps the first file that has not landed */
	const char *why;                  /* SIGNATURE: a sentence: "it is signed with a key that …"; else NULL */
	const char *taken_by;             /* TAKEN_BACK: who, as `label` has it; else NULL */
	int64_t taken_at;                 /* TAKEN_BACK: when */
	const struct mow_log_file *files; /* record.files of them, in order */
	size_t held;                      /* how many of `files` it holds for */
	bool is_theirs;                   /* of a withdrawal: what it takes back is a record of the same person */
	const char *other_decision;       /* of a withdrawal: what that decides; NULL: it is not here */
};

/* Records, found. */
struct mow_log;

/*
 * Finds records, in the store here and among those that git fetch has brought. Where paths are files alone they are
 * looked up, for all else each record there is is read. Errors in the OWNERS files go to `sink`, also while records are
 * told: it must live as long as the log.
 *
 *     MOW_EINVAL     nobody is called so; no decision; no such revision; of a target that is none there is no record
 *     MOW_ENOTFOUND  which branch is the default one is not known here
 *     MOW_EUNSUPPORTED, MOW_EDENIED  of a stop or a withdrawal that cannot be read
 */
MOW_API int mow_log_new(struct mow_log **out, struct mow_repo *repo, const struct mow_log_options *options,
			const struct mow_finding_sink *sink, struct mow_error *err);

/* Frees it. */
MOW_API void mow_log_free(struct mow_log *log);

/* Whether there are any records here, whatever was asked for. */
MOW_API bool mow_log_has_records(const struct mow_log *log);

/* How many files among the records are none, or lie where they count for nothing; they are not told. */
MOW_API size_t mow_log_unreadable(const struct mow_log *log);

/* Gets a record; nonzero stops, and is returned. */
typedef int mow_log_fn(const struct mow_log_entry *entry, void *context);

/*
 * Tells them from the newest to the oldest, of two of one moment the one with the lower id first. What holds is what
 * the verdict takes, but for what depends on a change: whether its maker is an author of it. Signatures are checked of
 * those that hold otherwise, when their turn comes: a run of ssh-keygen each. MOW_ENOTFOUND: there is none.
 */
MOW_API int mow_log_each(struct mow_log *log, mow_log_fn *each, void *context, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
