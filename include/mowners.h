/*
 * mowners: who decides about which file of a git repository, and whether they have.
 *
 * libmowners opens a repository, reads the rules in its OWNERS files, tells who owns a path, lists the steps of a
 * change, and judges it by the approvals there are. OWNERS(5) defines the rules, mowners-approvals(5) the
 * approvals and the verdict; this header is the manual of the calls.
 *
 * A fallible function returns 0 (MOW_OK) or a negative enum mow_result, and then has filled `err` (the caller's; may be
 * NULL) and left its outputs untouched. "Nobody owns this" and "not approved" are answers, not errors. Any of them may
 * fail with MOW_ENOMEM, MOW_EGIT and MOW_ESYSTEM; the comments name the others.
 *
 * An out parameter that comes first is the caller's to free with the function of its type (which takes NULL). Every
 * other pointer that is returned belongs to the handle it came from, and lives as long, unless its comment says less.
 * A handle is freed before the one that it was made from. What the caller passes is read during the call only, unless a
 * comment says otherwise. An index is below the count that belongs to it.
 *
 * Strings that the library hands out are UTF-8, NUL-terminated, and hold no control characters, except paths: those are
 * the bytes git has, NUL-terminated, relative to the repository's root, with `/` between components. Whatever comes
 * from the repository and is not a path is escaped before it enters a message. Lines and columns count from 1, columns
 * in bytes. Moments are seconds since 1970-01-01T00:00:00Z; a day is its first moment, in UTC. Ids of git are 40
 * hexadecimal digits in lower case; zeros stand for nothing.
 *
 * An owner is written "@handle" (a person or a team) or as an e-mail, both in lower case; a person is called by their
 * handle, or without one by their first e-mail. The roles are, as OWNERS(5) has them:
 *
 *     "accountable"  decides
 *     "review.GATE"  agrees as one of the gate GATE, whose name is in lower case; "review" is all gates together
 *     "responsible"  makes it; counts as one of the people that a level asks for
 *     "consulted"    is asked; never counts
 *     "informed"     is told; never counts
 *
 * A function says which of them it takes or gives.
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

/* Of this header; versions follow semver.org. */
#define MOW_VERSION "0.1.0"

/* What a call came to. */
enum mow_result {
	MOW_OK = 0,            /* done; the outputs are filled */
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

/* Bytes of a message with its NUL; a longer one is cut. */
#define MOW_ERROR_SIZE 1024

/* Why a call failed; the caller's, written only then. */
struct mow_error {
	int code;                     /* enum mow_result */
	char message[MOW_ERROR_SIZE]; /* one line of UTF-8: what, and what to do next */
};

/* How bad a finding is. */
enum mow_severity {
	MOW_ERROR,  /* wrong: an OWNERS file says nothing, and nothing below it can be decided, until it is mended */
	MOW_WARNING /* odd; it counts all the same */
};

/* What a reader or lint found; lives during the call only. */
struct mow_finding {
	enum mow_severity severity; /* how bad it is */
	const char *file;           /* "brand/OWNERS", "OWNERS.signers"; "" where there is none */
	unsigned line;              /* 0: the file as a whole */
	unsigned column;            /* 0: the line as a whole */
	const char *code;           /* a stable word: "unknown-key"; OWNERS(5) lists those of OWNERS files */
	const char *message;        /* one line: what, and what to do next */
};

/* Gets each finding; `context` is the caller's. */
typedef void mow_finding_fn(const struct mow_finding *finding, void *context);

/* Where findings go; NULL in place of a pointer to one: nobody wants to know. */
struct mow_finding_sink {
	mow_finding_fn *found; /* may be NULL */
	void *context;         /* handed to it */
};

/* ---- Repository ---- */

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
 * user or the system names one folder for all repositories. */
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

/* ---- Rules and owners ---- */

/* The rules of one state of the repository. */
struct mow_rules;

/*
 * `source`: NULL for the working tree (HEAD where there is none), ":" for the index, else a revision
 * (MOW_EINVAL: it is none; MOW_ENOTFOUND: HEAD has no commit yet). OWNERS files are read when a path below them is
 * asked about. No OWNERS is no failure: then nobody owns anything.
 */
MOW_API int mow_rules_open(struct mow_rules **out, struct mow_repo *repo, const char *source, struct mow_error *err);

/* Frees the rules and every answer that they gave. */
MOW_API void mow_rules_free(struct mow_rules *rules);

/* What a path is of. */
enum mow_path_kind {
	MOW_PATH_FILE,     /* or a link, or nothing */
	MOW_PATH_FOLDER,   /* a folder */
	MOW_PATH_SUBMODULE /* what matches a file of that name matches it, and what matches a folder, as git has it */
};

/* A path from the root of the repository, without a slash in front or behind; of no bytes, the root. */
struct mow_path {
	const char *bytes;       /* need not end with a NUL */
	size_t len;              /* of `bytes` */
	enum mow_path_kind kind; /* what it is of */
};

/* Reads the files above a path. Every error in them goes to `sink`, each once; MOW_ERULES
 * if there was one in any file read so far. */
MOW_API int mow_rules_read(struct mow_rules *rules, const struct mow_path *path, const struct mow_finding_sink *sink,
			   struct mow_error *err);

/* The same for all files there are. */
MOW_API int mow_rules_read_all(struct mow_rules *rules, const struct mow_finding_sink *sink, struct mow_error *err);

/* A gate: `need` different people of those in `of` must agree. */
struct mow_gate {
	const char *name;          /* in lower case */
	unsigned need;             /* at least 1 */
	const char *const *of;     /* owners as written, in lower case */
	size_t of_count;           /* at least 1 */
	const char *const *people; /* teams expanded, those in service on the day, each once */
	size_t people_count;       /* may be below `need`: then nobody can meet it today */
	const char *source;        /* "FILE:LINE" */
};

/* A list of owners; empty: nobody set it. */
struct mow_list {
	const char *const *items; /* owners as written, in lower case, each once */
	size_t count;             /* of `items` */
	const char *source;       /* "FILE:LINE" where the (first) one was set; NULL: nowhere */
};

/* Who owns a path. What nobody set is NULL or empty; `level` always says something. */
struct mow_owners {
	size_t number;    /* answers of the same rules with the same number differ in the path alone; 0: not numbered */
	const char *path; /* the caller's own pointer, not copied */
	size_t path_len;  /* its bytes */
	const char *area; /* whose `accountable` won: a name, "otherwise" or "rules" */
	const char *accountable;             /* an owner; NULL: the path is unowned */
	const char *accountable_source;      /* "FILE:LINE" */
	const struct mow_gate *review;       /* the gates, in the order in which areas set them */
	size_t review_count;                 /* of `review` */
	struct mow_list responsible;         /* who makes it */
	struct mow_list consulted, informed; /* who is asked, who is told */
	const char *level;                   /* "lightweight", "standard", "detailed" */
	const char *level_source;            /* "FILE:LINE"; NULL: the default */
};

/*
 * Resolves a path; the files above it must have been read (mow_rules_read). The answer belongs to `rules` and holds
 * until the next call of mow_owners or mow_why.
 */
MOW_API int mow_owners(const struct mow_owners **out, struct mow_rules *rules, const struct mow_path *path,
		       struct mow_error *err);

/* People, as they are called, each once. */
struct mow_people {
	const char *const *items; /* "@lena"; the e-mail of somebody without a handle */
	size_t count;             /* of `items` */
};

/* The people of a role of an answer of the same rules, teams expanded, in service on the day. `role`: "accountable",
 * "review", "responsible", "consulted" or "informed"; MOW_EINVAL: no such role. Holds until the next call of it, of
 * mow_owners or mow_why. */
MOW_API int mow_owners_people(struct mow_people *out, struct mow_rules *rules, const struct mow_owners *owners,
			      const char *role, struct mow_error *err);

/* What the path is of in the rules' state of the repository: an enum mow_path_kind, or an error; what does not exist is
 * a file. */
MOW_API int mow_rules_path_kind(struct mow_rules *rules, const char *path, size_t len, struct mow_error *err);

/* Whether there is no OWNERS file at the root: then every path is unowned. */
MOW_API bool mow_rules_is_empty(const struct mow_rules *rules);

/* Gets each answer, as mow_owners gives it, until it returns; nonzero stops, and is returned. */
typedef int mow_owners_fn(const struct mow_owners *owners, void *context);

/* What mow_rules_walk goes through. */
struct mow_walk {
	const char *prefix;                  /* "" or "dir/" */
	bool tracked;                        /* from the working tree: the files of the index, not those of HEAD */
	mow_owners_fn *each;                 /* gets the answers */
	void *context;                       /* handed to it */
	const struct mow_finding_sink *sink; /* gets the errors */
};

/*
 * Every file below a folder with its owners, in the order of git ls-tree -r: of the revision that the rules are from;
 * of the index where they are from the index; else, from the working tree, of HEAD (`tracked` false) or of the index
 * (`tracked` true). The OWNERS files above are read on the way, so one pass is enough; mow_rules_read may come before.
 *
 * Every error in an OWNERS file goes to `sink`; from the first on `each` is called no more, and in the end MOW_ERULES
 * is returned: then the answers given before are to be thrown away.
 */
MOW_API int mow_rules_walk(struct mow_rules *rules, const struct mow_walk *walk, struct mow_error *err);

/* The parts of what a change of a path needs (mowners-approvals(5)). */
enum mow_need_kind {
	MOW_NEED_DECISION, /* the decision of the accountable owner, or where one of several is enough of any of them */
	MOW_NEED_GATE,     /* that people of a gate agree */
	MOW_NEED_PEOPLE    /* that so many different people have approved, in whatever role */
};

/* What one area sets. */
struct mow_set {
	const char *key;     /* "accountable", "review.legal", … as written */
	const char *value;   /* as the area has it; of a list its owners, with ", " between them */
	unsigned line;       /* in the area's file */
	bool counts;         /* for the path; else something outdoes it: */
	const char *by_area; /* the area that does; NULL: none, or the rules as a whole */
	const char *by;      /* FILE:LINE of what does; NULL: nothing does, the key is not used here */
};

/* An area that matched. */
struct mow_matched {
	const char *area;      /* a name, "otherwise", "rules" */
	const char *file;      /* of the section, a path */
	unsigned line;         /* of the section */
	const char *pattern;   /* the one that decided, as written; "" for otherwise and rules */
	unsigned pattern_line; /* 0 where there is none */
	struct mow_set *set;   /* each key that it set, in order */
	size_t set_count;      /* of `set` */
};

/* Somebody, on the day. */
struct mow_person {
	const char *label; /* "@lena"; the e-mail of somebody without a handle */
	const char *name;  /* "Lena Fischer"; NULL: [people] does not name them, or that was not asked for */
	bool in_service;   /* not before or after their time */
	bool away;         /* absent for a while, in service or not */
	int64_t until;     /* away: the last day of it; else 0 */
};

/* What any change of the path would need, whoever makes it. */
struct mow_why_need {
	enum mow_need_kind kind;         /* which part it is */
	const char *gate;                /* GATE: its name, in lower case; else NULL */
	const char *written;             /* GATE: its list as the rules write it: "2 of @brand-guild"; else NULL */
	unsigned need;                   /* how many must give it */
	bool any;                        /* DECISION: others who make or check it may give it too (decided-by = any) */
	const struct mow_person *people; /* DECISION: who is accountable; GATE: all of its list; PEOPLE: none */
	size_t people_count;             /* of `people` */
	const char *const *deputies;     /* DECISION: of who is accountable, those who are present */
	size_t deputy_count;             /* of `deputies` */
};

/* The long answer: every area that matched, what each key of it came to, and what it takes now. */
struct mow_why {
	const struct mow_owners *owners;   /* the short answer */
	bool no_rules;                     /* there is no OWNERS file at the root; then the rest is empty */
	const struct mow_matched *matched; /* in the order in which they count */
	size_t matched_count;              /* of `matched` */
	const struct mow_matched *because; /* whose `accountable` counts, one of `matched`; NULL: nobody's */
	const struct mow_why_need *needs;  /* the decision, if somebody is accountable; gates that are asked; people */
	size_t need_count;                 /* of `needs` */
	bool self_approval;                /* who made the change may approve it too */
	int64_t now;                       /* the moment that people were looked at */
};

/* Explains the answer of mow_owners, whose conditions hold here too; until the next call of it or of mow_why. */
MOW_API int mow_why(const struct mow_why **out, struct mow_rules *rules, const struct mow_path *path,
		    struct mow_error *err);

/* ---- Changes and the verdict ---- */

/* One path going from one state to another; nothing is mode 0 and an id of zeros. */
struct mow_step {
	const char *path;            /* not quoted, not escaped */
	size_t path_len;             /* its bytes */
	unsigned old_mode, new_mode; /* as in a tree of git: 0100644, 0120000, … */
	char old_id[41], new_id[41]; /* of blobs, of commits for submodules */
};

/*
 * What to judge. Exactly one of: `staged`; `old_rev` with `new_rev`; `range`; none of them: the current branch against
 * the target.
 */
struct mow_change_options {
	const char *target;            /* ref or short branch name, see below; NULL: the default branch */
	const char *rules;             /* a revision whose rules are taken instead of the default branch's; NULL */
	const char *range;             /* "A..B", "A...B", or a branch: from where it left the target; NULL */
	const char *old_rev, *new_rev; /* revisions; 40 zeros: nothing; NULL */
	bool staged;                   /* what a commit of the index would change, made by git's user.email */
	const char *remote;            /* that it goes to; NULL: of which `range` is a branch, else mow_repo_remote's */
	const char *head;              /* what HEAD of that remote names, a full ref; NULL: as last fetched */
	const char *evidence;          /* NDJSON, see mowners-approvals(5); NULL: none */
	size_t evidence_len;           /* its bytes, at most 16 MiB and 10,000 lines */
};

/* The state of a path: the first of those in mowners-approvals(5), "The verdict", that applies. */
enum mow_state {
	MOW_APPROVED,   /* all that it needs is there */
	MOW_UNOWNED,    /* nobody is accountable, and the rules block that (unowned = block) */
	MOW_IMPOSSIBLE, /* nobody who is present could give all that it lacks; or a file of the rules has errors */
	MOW_STALE,      /* it lacks something, and somebody who would count has approved other content of the path */
	MOW_MISSING     /* it lacks something */
};

/* Whether a change can land. */
enum mow_outcome {
	MOW_OUTCOME_APPROVED, /* every path is approved, or nothing changes */
	MOW_OUTCOME_BLOCKED,  /* some path is not */
	MOW_OUTCOME_OPEN      /* the target is not protected, or there are no rules: nothing is asked */
};

/* Why somebody's own approval cannot be had. */
enum mow_absence {
	MOW_ABSENCE_NONE,          /* it can, or has been given */
	MOW_ABSENCE_AUTHOR,        /* they made the change */
	MOW_ABSENCE_AWAY,          /* absent for a while */
	MOW_ABSENCE_NOT_IN_SERVICE /* before or after their time */
};

/* A part of what a group needs, met or not. Where `got` is less than `need` and there is nobody to ask, nobody who is
 * present can give it. */
struct mow_need {
	enum mow_need_kind kind; /* which part it is */
	const char *gate;        /* GATE: its name, in lower case; else NULL */
	const char *written;     /* GATE: its list as the rules write it: "2 of @brand-guild"; else NULL */
	/* Owners. GATE: those of its list. DECISION: who is accountable, and with `any` the others who may decide.
	 * PEOPLE: none. */
	const char *const *of;
	size_t of_count;          /* of `of` */
	bool any;                 /* DECISION: one of those in `of` is enough (decided-by = any) */
	bool folded;              /* GATE: not asked, since one of those who decide is enough */
	unsigned need;            /* how many must give it; 0 where it is folded */
	unsigned got;             /* how many have, at most `need` */
	const char *const *have;  /* people who gave it, in the order of the approvals */
	size_t have_count;        /* more than `got` where some of them share a seat */
	const char *const *ask;   /* present people who can give it, best first; as many as lack, and up to 200 more */
	size_t ask_count;         /* of `ask` */
	enum mow_absence absence; /* DECISION: why the accountable owner is not asked; else NONE */
	int64_t until;            /* AWAY: the last day of it; else 0 */
	bool names_deputy;        /* whether who is absent names a deputy, present or not */
	const char *author;       /* a deputy of who is absent who is here, and made the change; NULL */
	bool excludes;            /* GATE: its list names somebody, not as of a team, who cannot give it now */
	const char *source;       /* "FILE:LINE" of the rule; NULL: a default */
};

/* Paths that need the same of the same people. */
struct mow_group {
	enum mow_state state;                /* of each of the paths */
	const char *area;                    /* whose `accountable` won; NULL: nobody is accountable */
	const char *level;                   /* "lightweight", "standard", "detailed" */
	const char *source;                  /* "FILE:LINE" where it says who is accountable; NULL */
	const struct mow_step *const *steps; /* in the order of the change */
	size_t step_count;                   /* at least 1 */
	const struct mow_need *const *needs; /* decision, gates in order, people; none for UNOWNED and where broken */
	size_t need_count;                   /* of `needs` */
	const char *rules_accountable;       /* UNOWNED: who decides about the OWNERS files; else NULL */
	const char *broken;                  /* IMPOSSIBLE: the outermost OWNERS file above with errors, a path; NULL */
	bool broken_root;                    /* it is the one at the root */
	bool is_rules;                       /* [rules] decides about the paths: OWNERS files and what else it covers */
	const char *mend;                    /* IMPOSSIBLE: "FILE:LINE" of what names too few people; NULL: no place */
	const char *stale_by;                /* STALE: who approved an older version last and has to again; NULL */
	int64_t stale_made;                  /* when they did; INT64_MIN: not known */
};

/* What a change of OWNERS files does to files of the target, the worst first. */
enum mow_effect_kind {
	MOW_EFFECT_UNOWNED,      /* nobody decides any more; `before` did */
	MOW_EFFECT_GATE_LOST,    /* `before` need not agree any more */
	MOW_EFFECT_GATE_LOWER,   /* fewer people of a gate must agree */
	MOW_EFFECT_LEVEL_LOWER,  /* a less strict level */
	MOW_EFFECT_LEVEL_RULE,   /* the same level, which asks for something else */
	MOW_EFFECT_DECIDER,      /* somebody else decides */
	MOW_EFFECT_LEVEL_HIGHER, /* a stricter level */
	MOW_EFFECT_GATE_HIGHER,  /* more people of a gate must agree */
	MOW_EFFECT_GATE_GAINED,  /* `after` must agree */
	MOW_EFFECT_OWNED         /* somebody decides, where nobody did */
};

/* One thing that becomes of some files. */
struct mow_effect {
	enum mow_effect_kind kind; /* what becomes of them */
	const char *before;        /* an owner, a gate as the rules write it, or a level; NULL: there was none */
	const char *after;         /* alike; NULL: there is none */
	size_t files;              /* of how many */
	const char *first;         /* the path of the first of them */
	size_t first_len;          /* its bytes */
	size_t folder_len;         /* all of them lie in the folder that is the first bytes of `first`; 0: the root */
};

/* A change, judged. */
struct mow_verdict;

/*
 * Judges a change at the moment of the repository. Errors in the rules go to `sink` and make answers
 * impossible, as OWNERS(5) says; they are no failure.
 *
 * A target must exist, or be created by the change: where the rules protect its name, or `old_rev` is nothing. In a
 * clone it is the remote's branch as last fetched. Where nothing says which branch is the default one, nothing is
 * guessed, unless `target` does.
 *
 *     MOW_EINVAL        a revision, target or range that is none; evidence that cannot be read
 *     MOW_ENOTFOUND     which branch is the default one is not known here, or it is not fetched
 *     MOW_EDENIED       the change holds a tree that git's strict check refuses
 *     MOW_ETOOBIG       more than 5,000,000 steps, or 100,000 records about them; past a limit of evidence
 *     MOW_EUNSUPPORTED  a record that would block and that this version cannot honour
 */
MOW_API int mow_verdict_new(struct mow_verdict **out, struct mow_repo *repo, const struct mow_change_options *options,
			    const struct mow_finding_sink *sink, struct mow_error *err);

/* Frees the verdict and its groups. */
MOW_API void mow_verdict_free(struct mow_verdict *verdict);

/* Whether the change can land. */
MOW_API enum mow_outcome mow_verdict_outcome(const struct mow_verdict *verdict);

/* The moment that it holds for: absences, terms of service and what expires were seen from there. */
MOW_API int64_t mow_verdict_now(const struct mow_verdict *verdict);

/* Where the change is to go: a full ref name. */
MOW_API const char *mow_verdict_target(const struct mow_verdict *verdict);

/* The id of the commit that the change starts from; zeros: nothing. */
MOW_API const char *mow_verdict_old(const struct mow_verdict *verdict);

/* The id of the commit that it ends in; zeros: the index, or nothing. */
MOW_API const char *mow_verdict_new_tip(const struct mow_verdict *verdict);

/* How many steps the change has. */
MOW_API size_t mow_verdict_steps(const struct mow_verdict *verdict);

/* The errors that the change brings into OWNERS files and keys, which block it whatever the approvals; `*count` of
 * them, in the order in which the files are read. An error that was there before, in whatever line, is none of them. */
MOW_API const struct mow_finding *mow_verdict_introduced(const struct mow_verdict *verdict, size_t *count);

/*
 * What the change makes of the owners of the target's files, where it changes OWNERS files of the default branch that
 * are without errors before and after; `*count` of them, in order. Of a push only where it is refused. `*cut`: there
 * was no budget to find out (mowners-hooks(7), LIMITS), and nothing is listed.
 */
MOW_API const struct mow_effect *mow_verdict_effects(const struct mow_verdict *verdict, size_t *count, bool *cut);

/* How many groups its steps make; each step is in one. None where the outcome is OPEN. */
MOW_API size_t mow_verdict_groups(const struct mow_verdict *verdict);

/* A group; they come in the order of their first steps. */
MOW_API const struct mow_group *mow_verdict_group(const struct mow_verdict *verdict, size_t index);

/* How many warnings there are: approvals that do not hold (at most 100), paths that nobody owns and that pass, a target
 * that does not exist yet, a default branch that only the target tells. */
MOW_API size_t mow_verdict_warnings(const struct mow_verdict *verdict);

/* A warning: a sentence without a full stop. */
MOW_API const char *mow_verdict_warning(const struct mow_verdict *verdict, size_t index);

/* The smallest set of present people that would complete everything that can be completed, in the order in which the
 * rules name them; small, but perhaps not smallest, where a search would take too long. Returns how many. */
MOW_API size_t mow_verdict_ask(const struct mow_verdict *verdict, const char *const **people);

/* ---- Remotes ---- */

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
	enum mow_branch_state state; /* of the branch that the change ends in */
	const char *branch;          /* "origin/topic"; NULL: the change is called by no branch of it */
	char tip[41];                /* of the commit that the change ends in here */
};

/* Asks the remote that a change goes to. NULL in `out`: there is none. MOW_EGIT: it could not be asked. The answer
 * lives as long as the repository. */
MOW_API int mow_remote_ask(const struct mow_remote **out, struct mow_repo *repo,
			   const struct mow_change_options *options, struct mow_error *err);

/* What came of mow_sync. */
struct mow_sync {
	size_t received; /* records of the remote that were not here */
	size_t sent;     /* records that the remote did not have; without `send` they still wait */
};

/*
 * Brings the records here and those of a remote together: first theirs comes in, then, with `send`, goes what they
 * lack; where others are faster, again, for a minute or so. MOW_ENOTFOUND: git does not know who I am. MOW_EDENIED: the
 * server refuses what is sent. MOW_EGIT: it could not be reached, or others were always faster.
 */
MOW_API int mow_sync(struct mow_sync *out, struct mow_repo *repo, const char *remote, bool send, struct mow_error *err);

/* ---- Approving ---- */

/* What to approve. */
struct mow_approve_options {
	struct mow_change_options change; /* target, range, old_rev and new_rev, remote and head */
	const char *const *paths;         /* files and folders to which it is limited; none: all */
	size_t path_count;                /* of `paths` */
	const char *as;                   /* "accountable", "review.GATE"; NULL: all roles that I hold */
	const char *reason;               /* one line; NULL: none */
	int64_t expires;                  /* 0: 90 days from now */
	const char *home;                 /* what ~/ in user.signingKey stands for, until it is signed; NULL: nothing */
};

/* What I am about to approve, who I am being git's user.email. */
struct mow_approval;

/* A role of mine, and what I approve in it. */
struct mow_approval_role {
	const char *role;                    /* "accountable", "review.GATE", "responsible" */
	const struct mow_step *const *steps; /* in the order of the change */
	size_t step_count;                   /* at least 1 */
};

/*
 * Finds the steps of a change in which I hold a role, and makes the record of them (mowners-approvals(5)); nothing is
 * signed or stored. That I hold none is no failure: then there are no steps, and a note says why. It fails like
 * mow_verdict_new, and with
 *
 *     MOW_EINVAL     `as` is no role that approves; `expires` is not after now; a path that the change does not touch
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

/* How many roles I hold in them. */
MOW_API size_t mow_approval_roles(const struct mow_approval *approval);

/* A role; a step may be in several. */
MOW_API const struct mow_approval_role *mow_approval_role(const struct mow_approval *approval, size_t index);

/* How many notes there are. */
MOW_API size_t mow_approval_notes(const struct mow_approval *approval);

/* Why changes were left out, a sentence: "you made the change to a.md yourself; …". */
MOW_API const char *mow_approval_note(const struct mow_approval *approval, size_t index);

/* The record without its signature; where there are steps. Signing makes it anew. NULL: failed; MOW_EINVAL in `err`: a
 * reason or a date that no record can hold. */
MOW_API const char *mow_approval_text(struct mow_approval *approval, struct mow_error *err);

/*
 * Finds the key that mow_approval_sign will take, before anybody is asked anything: git's user.signingKey, or one that
 * an agent holds. MOW_ENOTFOUND: there is none; MOW_EINVAL: it is not listed for me, or not valid now.
 */
MOW_API int mow_approval_find_key(struct mow_approval *approval, struct mow_error *err);

/*
 * Signs the record with git's user.signingKey, or without one with a key of mine that an agent holds; ssh-keygen(1) may
 * ask for a passphrase on the terminal. Only where there are steps.
 *
 *     MOW_ENOTFOUND  there is no key, or no ssh-keygen
 *     MOW_EINVAL     the key is not listed for me, not valid now, or what was signed would not count
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

/* The record's id, after signing: the SHA-256 of its text as 64 hexadecimal digits. */
MOW_API const char *mow_approval_id(const struct mow_approval *approval);

/* ---- Pushes ---- */

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
 *     MOW_EINVAL        an update that is none: a ref's name or an id that git would not give; a linked working tree
 *     MOW_EUNSUPPORTED  the repository is shallow; a record that would block and that this version cannot honour
 *     MOW_ETOOBIG       past a limit of mow_verdict_new, or the push takes more than git config mowners.maxWork or
 *                       mowners.maxMemory let it (mowners-hooks(7), LIMITS)
 */
MOW_API int mow_push_new(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
			 struct mow_error *err);

/* Frees it with all its verdicts. */
MOW_API void mow_push_free(struct mow_push *push);

/* Whether all of it may land: there is no refusal, no finding, and no verdict that blocks. */
MOW_API bool mow_push_is_accepted(const struct mow_push *push);

/* How many updates there are: as many as were given. */
MOW_API size_t mow_push_updates(const struct mow_push *push);

/* Of how many updates that are blocked or bring errors all there is to say is kept: of the first ones. */
#define MOW_PUSH_DETAILED 3

/*
 * What an update came to. Of those past MOW_PUSH_DETAILED the verdict's groups have no steps and no needs, only their
 * states and counts, nobody is asked, and `findings` is NULL.
 */
struct mow_push_update {
	const char *ref;                    /* as it was pushed, escaped; a verdict's target is what it stands for */
	const struct mow_verdict *verdict;  /* NULL: not judged by rules */
	const char *refusal;                /* why it is refused whatever the approvals; NULL */
	const struct mow_finding *findings; /* errors that it brings into OWNERS files and keys; as long as the push */
	size_t finding_count;               /* of `findings` */
};

/* An update, in the order in which they were given. */
MOW_API const struct mow_push_update *mow_push_update(const struct mow_push *push, size_t index);

/* How many warnings there are about the push as a whole. */
MOW_API size_t mow_push_warnings(const struct mow_push *push);

/* A warning: a sentence without a full stop. */
MOW_API const char *mow_push_warning(const struct mow_push *push, size_t index);

/* ---- Lint ---- */

/*
 * Everything that is wrong or odd in the rules of `source` (as in mow_rules_open) and their keys goes to `sink`, in
 * order of file and line; errors among it are no failure. MOW_ENOTFOUND: there is no OWNERS file.
 */
MOW_API int mow_lint(struct mow_repo *repo, const char *source, const struct mow_finding_sink *sink,
		     struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
