/* Part of mowners.h: approving. */
#ifndef MOWNERS_APPROVAL_H
#define MOWNERS_APPROVAL_H

#include "record.h"
#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a record decides (mowners-approvals(5), "DECISIONS"). */
enum mow_decide {
	MOW_DECIDE_APPROVE,  /* the steps in which I hold a role */
	MOW_DECIDE_STOP,     /* those that I may stop; or `patterns` */
	MOW_DECIDE_WITHDRAW, /* `record` */
	MOW_DECIDE_OVERRIDE, /* what is not approved, as my part of breaking the glass; or a `move` of the target */
	MOW_DECIDE_REQUEST   /* asks for what is not approved */
};

/* The digits of a record's id by which it can be named, at least. */
#define MOW_RECORD_DIGITS 7

/* What to approve, or to decide otherwise. */
struct mow_approve_options {
	enum mow_decide decision;         /* which kind of record it becomes */
	struct mow_change_options change; /* target, range, old_rev and new_rev, remote and head */
	const char *const *paths;         /* files and folders to which it is limited; none: all */
	size_t path_count;                /* of `paths` */
	const char *as;                   /* "accountable", "review.GATE"; NULL: all roles that I hold */
	const char *reason;               /* one line; NULL: none */
	int64_t expires;                  /* 0: 90 days from now */
	bool again;                       /* also what I have approved, and still holds here */
	const char *const *patterns; /* STOP: in place of a change, as in the OWNERS file at the root, without `!` */
	size_t pattern_count;        /* of `patterns` */
	const char *record;          /* WITHDRAW: its id, or at least MOW_RECORD_DIGITS digits of it */
	bool move;        /* OVERRIDE: that the target goes from old_rev to new_rev, which is no way forward */
	const char *home; /* what ~/ in user.signingKey stands for, until it is signed; NULL: nothing */
};

/* What I am about to approve, or to decide otherwise, who I am being git's user.email. */
struct mow_approval;

/* A role of mine, and what I approve in it. */
struct mow_approval_role {
	const char *role; /* "accountable", "review.GATE", "responsible", "allow", "accept", "release" */
	const struct mow_step *const *steps; /* in the order of the change */
	size_t step_count;                   /* at least 1 */
};

/*
 * Finds the steps of a change in which I hold a role, and makes the record of them (mowners-approvals(5)); nothing is
 * signed or stored. That I hold none is no failure: then there are no steps, and a note says why. It fails like
 * mow_verdict_new, and with
 *
 *     MOW_EINVAL     `as` is no role that approves; `expires` is not after now; a path that the change does not touch;
 *                    no record, or more than one, of these digits
 *     MOW_ENOTFOUND  git does not know who I am
 */
MOW_API int mow_approval_new(struct mow_approval **out, struct mow_repo *repo,
			     const struct mow_approve_options *options, const struct mow_finding_sink *sink,
			     struct mow_error *err);

/* Frees it; what was stored stays. */
MOW_API void mow_approval_free(struct mow_approval *approval);

/* Who I am: "Lena Fischer (@lena)"; the e-mail where the rules do not know it; "" where nothing is asked of anybody. */
MOW_API const char *mow_approval_person(const struct mow_approval *approval);

/* Where the change is to go: a full ref name. */
MOW_API const char *mow_approval_target(const struct mow_approval *approval);

/* The verdict before it: what others have approved, and who is asked. */
MOW_API const struct mow_verdict *mow_approval_verdict(const struct mow_approval *approval);

/* The remote that it goes to; NULL: there is none. */
MOW_API const char *mow_approval_remote(const struct mow_approval *approval);

/* How many steps I have approved already, in all the roles that I hold and was asked for; the record leaves them out.
 */
MOW_API size_t mow_approval_given(const struct mow_approval *approval);

/* How many steps the record names; 0: nothing that I can approve. */
MOW_API size_t mow_approval_steps(const struct mow_approval *approval);

/* Whether there is a record to sign: with steps, or of what has none. */
MOW_API bool mow_approval_is_there(const struct mow_approval *approval);

/* What it decides, as the options said. */
MOW_API enum mow_decide mow_approval_decision(const struct mow_approval *approval);

/* The patterns of a stop, sorted, each once; returns how many. */
MOW_API size_t mow_approval_patterns(const struct mow_approval *approval, const char *const **patterns);

/* From what id to which an override moves the target: "OLD NEW"; NULL: it is none of a move. */
MOW_API const char *mow_approval_move(const struct mow_approval *approval);

/* What a withdrawal takes back; false: it is none. */
MOW_API bool mow_approval_withdrawn(struct mow_record *out, const struct mow_approval *approval);

/* How many roles I hold in them; of other decisions than approvals one, "*". */
MOW_API size_t mow_approval_roles(const struct mow_approval *approval);

/* A role; a step may be in several. */
MOW_API const struct mow_approval_role *mow_approval_role(const struct mow_approval *approval, size_t index);

/* A size that is not known: of a submodule, of a file that a partial clone lacks, of what is not there. */
#define MOW_SIZE_UNKNOWN UINT64_MAX

/* What is to be known of a step before it is approved. */
struct mow_step_facts {
	uint64_t old_size, new_size; /* in bytes */
	bool approved_before;        /* I have approved other content of the path */
};

/* Of a step of one of its roles. */
MOW_API void mow_approval_facts(struct mow_step_facts *out, const struct mow_approval *approval,
				const struct mow_step *step);

/* In what a file of the record differs from the version of it that I approved last. */
enum mow_difference_kind {
	MOW_DIFFERENCE_NONE,   /* the content is the same: its mode is another, or what it replaces */
	MOW_DIFFERENCE_TEXT,   /* lines of a text */
	MOW_DIFFERENCE_BINARY, /* no text, or too large to be compared here */
	MOW_DIFFERENCE_GONE,   /* one of the two is not in this clone */
	MOW_DIFFERENCE_OTHER   /* one of the two is no file: removed, a submodule */
};

/* The same, with the older version. */
struct mow_difference {
	const struct mow_step *step;         /* what is to be approved now */
	enum mow_difference_kind kind;       /* what there is to be told */
	int64_t made;                        /* when I approved the older one */
	unsigned old_mode;                   /* of the older one; 0: its removal */
	const char *old_id;                  /* of its content, whole */
	uint64_t old_size, new_size;         /* MOW_SIZE_UNKNOWN */
	const char *old_format, *new_format; /* BINARY: "PNG"; NULL: not known */
	const char *text;                    /* TEXT: as git diff shows it from the first "@@" on, raw bytes */
	size_t text_len;                     /* of `text` */
};

/* How many files of the record I have approved before, as they were. */
MOW_API size_t mow_approval_differences(const struct mow_approval *approval);

/*
 * One of them, in the order of the change; its strings live until the next call. Of texts of more than 512 KiB formats
 * and sizes are all that is told, of files of more than 8 MiB, and past 64 MiB in all, sizes alone.
 */
MOW_API int mow_approval_difference(struct mow_difference *out, struct mow_approval *approval, size_t index,
				    struct mow_error *err);

/* A commit of the change. */
struct mow_commit {
	const char *id;      /* whole */
	const char *author;  /* a name */
	const char *subject; /* the first line of its message */
};

/* Gets each commit, until it returns; nonzero stops, and is returned. */
typedef int mow_commit_fn(const struct mow_commit *commit, void *context);

/* The commits that the change consists of, newest first, whatever they touch. */
MOW_API int mow_approval_each_commit(const struct mow_approval *approval, mow_commit_fn *each, void *context,
				     struct mow_error *err);

/* How many notes there are. */
MOW_API size_t mow_approval_notes(const struct mow_approval *approval);

/* Why changes were left out, a sentence: "you made the change to a.md yourself; …". */
MOW_API const char *mow_approval_note(const struct mow_approval *approval, size_t index);

/* The record without its signature; where there are steps. Signing makes it anew. NULL: failed; MOW_EINVAL in `err`: a
 * reason or a date that no record can hold. */
MOW_API const char *mow_approval_text(struct mow_approval *approval, struct mow_error *err);

/*
 * Finds the key that mow_approval_sign will take, before anybody is asked anything: that of git's mowners.signingKey or
 * user.signingKey, or one that an agent holds. MOW_ENOTFOUND: there is none; MOW_EINVAL: it is listed for somebody
 * else, or not valid now, or, where there is no remote, not listed.
 */
MOW_API int mow_approval_find_key(struct mow_approval *approval, struct mow_error *err);

/* After it: where the rules here list the key for nobody, so that only a server with a file of keys of its own can know
 * it, the line of OWNERS.signers that would; else NULL. */
MOW_API const char *mow_approval_unlisted(const struct mow_approval *approval);

/*
 * Signs the record with git's user.signingKey, or without one with a key of mine that an agent holds; ssh-keygen(1) may
 * ask for a passphrase on the terminal. Only where there are steps.
 *
 *     MOW_ENOTFOUND  there is no key, or no ssh-keygen
 *     MOW_EINVAL     the key is not one of mine, not valid now, or what was signed would not count
 */
MOW_API int mow_approval_sign(struct mow_approval *approval, struct mow_error *err);

/*
 * Adds the signed record to the store here; `fetch`: the remote's store is brought in first, where there is a remote.
 * MOW_EINVAL: it is not signed. MOW_EDENIED: the remote's store is one that git's strict check refuses. MOW_EGIT:
 * others kept adding at the same moment.
 */
MOW_API int mow_approval_store(struct mow_approval *approval, bool fetch, struct mow_error *err);

/*
 * Pushes the store to the remote, after mow_approval_store; where somebody was faster, theirs is brought in and it
 * tries again with growing pauses, for a minute or so. MOW_ENOTFOUND: there is no remote. MOW_EDENIED: the server
 * judged it and refuses it, and says why: the record is taken out of the store here again. After any other failure it
 * is kept there, also where others were always faster (MOW_EGIT).
 */
MOW_API int mow_approval_push(struct mow_approval *approval, struct mow_error *err);

/* What the server's hooks said in the name of mowners when they took it, on one line, with what does not show escaped;
 * NULL: nothing. */
MOW_API const char *mow_approval_said(const struct mow_approval *approval);

/* How many other records were left out of that push, since the server can never take them; they are here no more. */
MOW_API size_t mow_approval_left_out(const struct mow_approval *approval);

/* One of them: "record 0123456789ab by lena@example.com: expired on 2026-10-01". */
MOW_API const char *mow_approval_left_out_note(const struct mow_approval *approval, size_t index);

/* The record's id, after signing: the SHA-256 of its text as 64 hexadecimal digits. */
MOW_API const char *mow_approval_id(const struct mow_approval *approval);

/* A request once it is signed, for those who are to be told of it: as its change was judged before. It lives as long as
 * the approval. MOW_EINVAL: it is another decision. */
MOW_API int mow_approval_asked(struct mow_asked *out, struct mow_approval *approval, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
