/*
 * mowners: who decides about which file of a git repository, and whether they have.
 *
 * libmowners opens a repository, reads the rules in its OWNERS files, tells who owns a path, lists the steps of a
 * change, and judges it by the approvals there are. OWNERS(5) defines the rules, mowners-approvals(5) the
 * approvals and the verdict; this header is the manual of the calls.
 *
 * A fallible function returns 0 (MOW_OK) or a negative enum mow_result, and then has filled `err` (the caller's; may be
 * NULL) and left its outputs untouched. "Nobody owns this" and "not approved" are answers, not errors.
 *
 * An out parameter that comes first is the caller's to free with the function of its type (which takes NULL). Every
 * other pointer that is returned belongs to the handle it came from, and lives as long.
 *
 * Strings that the library hands out are UTF-8, NUL-terminated, and hold no control characters, except paths: those are
 * the bytes git has, NUL-terminated, relative to the repository's root, with `/` between components. Whatever comes
 * from the repository and is not a path is escaped before it enters a message. Lines and columns count from 1, columns
 * in bytes. Moments are seconds since 1970-01-01T00:00:00Z.
 *
 * The library prints nothing, never exits, reads no environment variable itself (git's, if asked to, see
 * mow_repo_options.from_env), and has no state outside its handles but libgit2's own. One handle, one thread.
 */
#ifndef MOWNERS_H
#define MOWNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MOW_API __attribute__((visibility("default")))
#else
#define MOW_API
#endif

#define MOW_VERSION "0.1.0"

enum mow_result {
	MOW_OK = 0,
	MOW_EINVAL = -1,       /* an argument that makes no sense: a revision that is none, a path outside */
	MOW_ERULES = -2,       /* OWNERS files with errors, all of them reported as findings */
	MOW_ENOTFOUND = -3,    /* what was asked for is not there */
	MOW_EGIT = -4,         /* git or libgit2 could not */
	MOW_ESYSTEM = -5,      /* the system could not: files, processes, time */
	MOW_ENOMEM = -6,       /* out of memory */
	MOW_ETOOBIG = -7,      /* past a documented limit */
	MOW_EUNSUPPORTED = -8, /* a repository or request of a kind that this version does not handle */
	MOW_EDENIED = -9 /* refused for a reason of policy: a hostile tree, a record that may not enter the store */
};

#define MOW_ERROR_SIZE 1024
struct mow_error {
	int code;                     /* enum mow_result */
	char message[MOW_ERROR_SIZE]; /* one line of UTF-8: what, and what to do next */
};

/* What a reader or lint found; lives during the call only. */
enum mow_severity { MOW_ERROR, MOW_WARNING };
struct mow_finding {
	enum mow_severity severity;
	const char *file; /* "" where there is none */
	unsigned line;    /* 0: the file as a whole */
	unsigned column;  /* 0: the line as a whole */
	const char *code; /* a stable word: "unknown-key" */
	const char *message;
};
typedef void mow_finding_fn(const struct mow_finding *finding, void *context);

/* ---- Repository ---- */

struct mow_repo;

/*
 * Told now and then, from within a call, how far it is: `done` of `what` were looked at ("files", "commits",
 * "signatures"; a plural to show). `what` NULL: that part of the work is over.
 */
typedef void mow_progress_fn(const char *what, size_t done, void *context);

struct mow_repo_options {
	const char *dir;           /* where to look from; NULL: the current folder */
	bool from_env;             /* GIT_DIR and its company decide, as in a hook */
	bool server;               /* for mow_push_new: of a linked working tree the repository that it belongs to */
	int64_t now;               /* the clock of dates and expiry; 0: the system's */
	mow_progress_fn *progress; /* NULL: nobody wants to know */
	void *progress_context;
};

MOW_API int mow_repo_open(struct mow_repo **out, const struct mow_repo_options *options, struct mow_error *err);
MOW_API void mow_repo_free(struct mow_repo *repo);

/* The folder of `dir` below the working tree's root, "" or with a final slash; "" in a bare repository. */
MOW_API const char *mow_repo_prefix(const struct mow_repo *repo);
MOW_API bool mow_repo_is_bare(const struct mow_repo *repo);
MOW_API int64_t mow_repo_now(const struct mow_repo *repo);
/* The remote that approvals are exchanged with: "origin", else the first one; NULL in `out`: there is none. */
MOW_API int mow_repo_remote(const char **out, struct mow_repo *repo, struct mow_error *err);

/* The branch that HEAD names, in full: "refs/heads/main"; NULL in `out` where it names a commit. */
MOW_API int mow_repo_head(const char **out, struct mow_repo *repo, struct mow_error *err);
/* The branches by their full names, sorted, then the remote-tracking branches, each with its tip (hex); nonzero from
 * `each` stops and is returned. */
typedef int mow_ref_fn(const char *ref, const char *tip, void *context);
MOW_API int mow_repo_each_branch(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err);

/* Where git looks for hooks: absolute, with a final slash. MOW_EINVAL where `core.hooksPath` of the user or the system
 * names one folder for all repositories. */
MOW_API int mow_repo_hooks(const char **out, struct mow_repo *repo, struct mow_error *err);
/* A value of git config; `security`: only of the repository's and the system's files. NULL in `out`: not set. Holds
 * until the next call. */
MOW_API int mow_repo_config(const char **out, struct mow_repo *repo, const char *key, bool security,
			    struct mow_error *err);
/* git's booleans; `fallback` where unset; MOW_EINVAL where the value is none. */
MOW_API int mow_repo_config_bool(bool *out, struct mow_repo *repo, const char *key, bool fallback, bool security,
				 struct mow_error *err);
/* Sets a value in the repository's own file; NULL removes it. */
MOW_API int mow_repo_set_config(struct mow_repo *repo, const char *key, const char *value, struct mow_error *err);

/* ---- Rules and owners ---- */

/*
 * The rules of one state of the repository. `source`: NULL for the working tree (HEAD where there is none), ":" for the
 * index, else a revision. OWNERS files are read when a path below them is asked about. No OWNERS is no failure: then
 * nobody owns anything.
 */
struct mow_rules;
MOW_API int mow_rules_open(struct mow_rules **out, struct mow_repo *repo, const char *source, struct mow_error *err);
MOW_API void mow_rules_free(struct mow_rules *rules);

/* Reads the files above a path, or all there are. Every error in them goes to `found`; MOW_ERULES if there was one. */
MOW_API int mow_rules_read(struct mow_rules *rules, const char *path, size_t len, mow_finding_fn *found, void *context,
			   struct mow_error *err);
MOW_API int mow_rules_read_all(struct mow_rules *rules, mow_finding_fn *found, void *context, struct mow_error *err);

/* A gate: `need` different people of those in `of` must agree. */
struct mow_gate {
	const char *name;
	unsigned need;
	const char *const *of; /* owners as written, in lower case: "@handle", "name@example.com" */
	size_t of_count;
	const char *const *people; /* teams expanded, those in service on the day */
	size_t people_count;
	const char *source; /* "FILE:LINE" */
};

struct mow_list {
	const char *const *items; /* owners as written, in lower case, each once */
	size_t count;
	const char *source; /* where the (first) one was set; NULL: nowhere */
};

/* Who owns a path. What nobody set is NULL or empty; `level` always says something. */
struct mow_owners {
	size_t number; /* answers of the same rules with the same number differ in the path alone; 0: not numbered */
	const char *path;
	size_t path_len;
	const char *area; /* the area whose `accountable` won: a name, "otherwise" or "rules" */
	const char *accountable;
	const char *accountable_source;
	const struct mow_gate *review;
	size_t review_count;
	struct mow_list responsible;
	struct mow_list consulted;
	struct mow_list informed;
	const char *level;        /* "lightweight", "standard", "detailed" */
	const char *level_source; /* NULL: the default */
};

/*
 * Resolves a path; the files above it must have been read (mow_rules_read). `folder`: the path is a folder's. The
 * answer belongs to `rules` and holds until the next call of mow_owners or mow_why.
 */
MOW_API int mow_owners(const struct mow_owners **out, struct mow_rules *rules, const char *path, size_t len,
		       bool folder, struct mow_error *err);

/* The people of a role ("accountable", "review", "responsible", "consulted", "informed"), teams expanded, in service on
 * the day, each once. Holds like the answer of mow_owners. MOW_EINVAL: no such role. */
MOW_API int mow_owners_people(const char *const **out, size_t *count, struct mow_rules *rules,
			      const struct mow_owners *owners, const char *role, struct mow_error *err);

/* Whether the path is a folder in the rules' state of the repository: 1, 0, or an error; what does not exist is none.
 */
MOW_API int mow_rules_is_folder(struct mow_rules *rules, const char *path, size_t len, struct mow_error *err);

/* Whether there is no OWNERS file at all: then every path is unowned. */
MOW_API bool mow_rules_is_empty(const struct mow_rules *rules);

/*
 * Every file below a folder with its owners, in the order of git ls-tree -r: of the revision that the rules are from;
 * of the index where they are from the index; else, from the working tree, of HEAD (`tracked` false) or of the index
 * (`tracked` true). The OWNERS files above are read on the way, so one pass is enough; mow_rules_read may come before.
 *
 * `each` gets each answer, as mow_owners gives it; nonzero stops, and is returned. Every error in an OWNERS file goes
 * to `found`; from the first on `each` is called no more, and in the end MOW_ERULES is returned: then the answers given
 * before are to be thrown away.
 */
typedef int mow_owners_fn(const struct mow_owners *owners, void *context);
struct mow_walk {
	const char *prefix; /* "" or "dir/" */
	bool tracked;
	mow_owners_fn *each;
	mow_finding_fn *found; /* may be NULL */
	void *context;         /* of both */
};
MOW_API int mow_rules_walk(struct mow_rules *rules, const struct mow_walk *walk, struct mow_error *err);

/*
 * The parts of what a change of a path needs (mowners-approvals(5)):
 *
 *     MOW_NEED_DECISION  the decision of the accountable owner, or where one of several is enough of any of them
 *     MOW_NEED_GATE      a gate, `review.GATE` in OWNERS(5)
 *     MOW_NEED_PEOPLE    that so many different people have approved, whoever they are
 */
enum mow_need_kind { MOW_NEED_DECISION, MOW_NEED_GATE, MOW_NEED_PEOPLE };

/* What one area sets. */
struct mow_set {
	const char *key;     /* "accountable", "review.legal", … */
	const char *value;   /* as the area has it; of a list its owners, with ", " between them */
	unsigned line;       /* in the area's file */
	bool counts;         /* for the path; else something outdoes it: */
	const char *by_area; /* the area that does; NULL: none, or the rules as a whole */
	const char *by;      /* FILE:LINE of what does; NULL: nothing does, the key is not used here */
};

/* An area that matched. */
struct mow_matched {
	const char *area; /* a name, "otherwise", "rules" */
	const char *file; /* of the section */
	unsigned line;
	const char *pattern; /* the one that decided, as written; "" for otherwise and rules */
	unsigned pattern_line;
	struct mow_set *set; /* each key that it set, in order */
	size_t set_count;
};

/* Somebody on the day. */
struct mow_person {
	const char *label; /* "@lena"; the e-mail of somebody without a handle */
	const char *name;  /* "Lena Fischer"; NULL: [people] does not name them, or that was not asked for */
	bool in_service;
	bool away;
	int64_t until; /* away: the first moment of the last day of it; else 0 */
};

/* What any change of the path would need, whoever makes it. */
struct mow_why_need {
	enum mow_need_kind kind;
	const char *gate;    /* GATE: its name, in lower case; else NULL */
	const char *written; /* GATE: its list as the rules write it: "2 of @brand-guild"; else NULL */
	unsigned need;       /* how many must give it */
	bool any;            /* DECISION: who is responsible or in a gate of a lightweight area may give it too */
	const struct mow_person *people; /* DECISION: who is accountable; GATE: all of its list; PEOPLE: none */
	size_t people_count;
	const char *const *deputies; /* DECISION: of who is accountable, those who are present */
	size_t deputy_count;
};

/* The long answer: every area that matched, in order, what each key of it came to, and what it takes now. */
struct mow_why {
	const struct mow_owners *owners;
	bool no_rules; /* there is no OWNERS file at the root; then the rest is empty */
	const struct mow_matched *matched;
	size_t matched_count;
	const struct mow_matched
		*because; /* whose `accountable` counts, one of `matched`; NULL: nobody is accountable */
	const struct mow_why_need
		*needs; /* decision, if somebody is accountable; gates that are asked; people, if many */
	size_t need_count;
	bool self_approval; /* who made the change may approve it too */
	int64_t now;        /* the moment that people were looked at */
};
MOW_API int mow_why(const struct mow_why **out, struct mow_rules *rules, const char *path, size_t len, bool folder,
		    struct mow_error *err);

/* ---- Changes and the verdict ---- */

/* One path going from one state to another; nothing is mode 0 and an id of zeros. */
struct mow_step {
	const char *path;
	size_t path_len;
	unsigned old_mode, new_mode;
	char old_id[41], new_id[41];
};

/*
 * What to judge. Exactly one of: `staged`; `old_rev` with `new_rev`; `range` ("A..B", "A...B" or a branch); none of
 * them: the current branch against the target.
 */
struct mow_change_options {
	const char *target; /* ref or short branch name; NULL: the default branch */
	const char *rules;  /* a revision whose rules are taken instead of the default branch's; NULL */
	const char *range;
	const char *old_rev, *new_rev;
	bool staged;
	const char *evidence; /* NDJSON, see mowners-check(1); NULL */
	size_t evidence_len;
};

enum mow_state { MOW_APPROVED, MOW_UNOWNED, MOW_IMPOSSIBLE, MOW_STALE, MOW_MISSING };
enum mow_outcome { MOW_OUTCOME_APPROVED, MOW_OUTCOME_BLOCKED, MOW_OUTCOME_OPEN };

/* Why somebody cannot give something: not at all; because they made the change; away or out of service on the day. */
enum mow_absence { MOW_ABSENCE_NONE, MOW_ABSENCE_AUTHOR, MOW_ABSENCE_AWAY, MOW_ABSENCE_NOT_IN_SERVICE };

/* A part of what a group needs, met or not. Where `got` is less than `need` and there is nobody to ask, nobody who is
 * present can give it. */
struct mow_need {
	enum mow_need_kind kind;
	const char *gate;    /* GATE: its name, in lower case; else NULL */
	const char *written; /* GATE: its list as the rules write it: "2 of @brand-guild"; else NULL */
	/* Owners in lower case. GATE: those of its list. DECISION: who is accountable, and with `any` the others who
	 * may decide. PEOPLE: none. */
	const char *const *of;
	size_t of_count;
	bool any;           /* DECISION: one of those in `of` is enough (decided-by = any) */
	bool folded;        /* GATE: not asked, since one of those who decide is enough */
	unsigned need, got; /* how many must give it, 0 where it is not asked here; how many have, at most `need` */
	const char *const *have; /* the people who gave it */
	size_t have_count;       /* more than `got` where some of them share a seat */
	const char *const *ask;  /* present people who can give it, best first */
	size_t ask_count;
	enum mow_absence absence; /* DECISION: why the accountable owner is not asked */
	int64_t until;            /* AWAY: the first moment of the last day of it; else 0 */
	bool names_deputy;        /* whether who is absent names a deputy, who is there or not */
	const char *source;       /* FILE:LINE of the rule; NULL: the default of a level */
};

/* Paths that need the same of the same people. */
struct mow_group {
	enum mow_state state;
	const char *area;   /* NULL: nobody is accountable */
	const char *level;  /* "lightweight", "standard", "detailed" */
	const char *source; /* FILE:LINE of the rule that names who is accountable; NULL */
	const struct mow_step *const *steps;
	size_t step_count;
	const struct mow_need
		*needs; /* decision, gates in their order, people; none below a broken file and for UNOWNED */
	size_t need_count;
	const char *rules_accountable; /* UNOWNED: who decides about the OWNERS files, so can add an area; else NULL */
	const char
		*broken;  /* IMPOSSIBLE: the outermost OWNERS file above that has errors, a path; NULL: there is none */
	bool broken_root; /* it is the one at the root */
	const char *mend; /* IMPOSSIBLE: FILE:LINE of the rule that names too few people; NULL: it has no place */
	/* STALE: who has approved an older version last, and when; NULL: nobody who would have to do so again. */
	const char *stale_by;
	int64_t stale_made;
};

struct mow_verdict;
/* Judges a change. Errors in the rules go to `found` (may be NULL) and make answers impossible as OWNERS(5) says. */
MOW_API int mow_verdict_new(struct mow_verdict **out, struct mow_repo *repo, const struct mow_change_options *options,
			    mow_finding_fn *found, void *context, struct mow_error *err);
MOW_API void mow_verdict_free(struct mow_verdict *verdict);
MOW_API enum mow_outcome mow_verdict_outcome(const struct mow_verdict *verdict);
/* The moment that it holds for: absences, terms of service and what expires were seen from there. */
MOW_API int64_t mow_verdict_now(const struct mow_verdict *verdict);
MOW_API const char *mow_verdict_target(const struct mow_verdict *verdict);  /* a full ref name */
MOW_API const char *mow_verdict_old(const struct mow_verdict *verdict);     /* hex; zeros: nothing */
MOW_API const char *mow_verdict_new_tip(const struct mow_verdict *verdict); /* hex; zeros: the index */
MOW_API size_t mow_verdict_steps(const struct mow_verdict *verdict);
MOW_API size_t mow_verdict_groups(const struct mow_verdict *verdict);
MOW_API const struct mow_group *mow_verdict_group(const struct mow_verdict *verdict, size_t index);
MOW_API size_t mow_verdict_warnings(const struct mow_verdict *verdict);
MOW_API const char *mow_verdict_warning(const struct mow_verdict *verdict, size_t index);
/* The smallest set of present people that would complete everything that can be completed. */
MOW_API size_t mow_verdict_ask(const struct mow_verdict *verdict, const char *const **people);

/* ---- Approving ---- */

struct mow_approve_options {
	struct mow_change_options change; /* target, range, old_rev and new_rev */
	const char *const *paths;         /* files and folders to which it is limited; none: all */
	size_t path_count;
	const char *as;     /* "accountable", "review.GATE"; NULL: all roles that I hold */
	const char *reason; /* one line; NULL */
	int64_t expires;    /* 0: 90 days from now */
	const char *home;   /* what ~/ in user.signingKey stands for; NULL: nothing */
};

/* What I am about to approve, who I am being git's user.email. */
struct mow_approval;
struct mow_approval_role {
	const char *role; /* "accountable", "review.GATE", "responsible" */
	const struct mow_step *const *steps;
	size_t step_count;
};
MOW_API int mow_approval_new(struct mow_approval **out, struct mow_repo *repo,
			     const struct mow_approve_options *options, mow_finding_fn *found, void *context,
			     struct mow_error *err);
MOW_API void mow_approval_free(struct mow_approval *approval);
MOW_API const char *mow_approval_person(const struct mow_approval *approval); /* "Lena Fischer (@lena)" */
MOW_API const char *mow_approval_target(const struct mow_approval *approval);
/* The verdict before it: what others have approved, and who is asked. */
MOW_API const struct mow_verdict *mow_approval_verdict(const struct mow_approval *approval);
MOW_API size_t mow_approval_steps(
	const struct mow_approval *approval); /* changes that the record will name; 0: nothing that I can approve */
MOW_API size_t mow_approval_roles(const struct mow_approval *approval);
MOW_API const struct mow_approval_role *mow_approval_role(const struct mow_approval *approval, size_t index);
/* Why changes were left out, a sentence each: "you made the change to a.md yourself; …". */
MOW_API size_t mow_approval_notes(const struct mow_approval *approval);
MOW_API const char *mow_approval_note(const struct mow_approval *approval, size_t index);
MOW_API const char *mow_approval_text(struct mow_approval *approval,
				      struct mow_error *err); /* the record without its signature; NULL: failed */

/* Signs the record; may ask for a passphrase on the terminal. */
MOW_API int mow_approval_sign(struct mow_approval *approval, struct mow_error *err);
/* Fetches the store, adds the signed record; and pushes it, trying again when somebody was faster. What the server
 * refuses (MOW_EDENIED) is taken out of the local store again. */
MOW_API int mow_approval_store(struct mow_approval *approval, bool fetch, struct mow_error *err);
MOW_API int mow_approval_push(struct mow_approval *approval, struct mow_error *err);
MOW_API const char *mow_approval_id(const struct mow_approval *approval); /* after signing; 64 hex digits */

/* ---- Pushes ---- */

/* One line of pre-receive: ids are 40 hex digits, zeros for nothing. */
struct mow_update {
	const char *ref;
	const char *old_id, *new_id;
};

/*
 * All refs of a push, judged by the rules from before it. The repository is the one that refs are written to, opened
 * with `server`: a linked working tree has a HEAD of its own, which decides nothing here (MOW_EINVAL).
 */
struct mow_push;
MOW_API int mow_push_new(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
			 struct mow_error *err);
MOW_API void mow_push_free(struct mow_push *push);
MOW_API bool mow_push_is_accepted(const struct mow_push *push);
MOW_API size_t mow_push_updates(const struct mow_push *push);
struct mow_push_update {
	const char *ref;
	const struct mow_verdict *verdict;  /* NULL: not judged by rules */
	const char *refusal;                /* why it is refused whatever the approvals; NULL */
	const struct mow_finding *findings; /* errors that it brings into OWNERS files and keys */
	size_t finding_count;
};
MOW_API const struct mow_push_update *mow_push_update(const struct mow_push *push, size_t index);
MOW_API size_t mow_push_warnings(const struct mow_push *push);
MOW_API const char *mow_push_warning(const struct mow_push *push, size_t index);

/* ---- Lint ---- */

/* Everything that is wrong or odd in the rules of `source` (as in mow_rules_open) and their keys, in order of file and
 * line. */
MOW_API int mow_lint(struct mow_repo *repo, const char *source, mow_finding_fn *found, void *context,
		     struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
