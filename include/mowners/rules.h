/* Part of mowners.h: the rules of a state of the repository, who owns a path, and why. */
#ifndef MOWNERS_RULES_H
#define MOWNERS_RULES_H

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The rules of one state of the repository. */
struct mow_rules;

/*
 * `source`: NULL for the working tree (HEAD where there is none), ":" for the index, else a revision
 * (MOW_EINVAL: it is none; MOW_EDENIED: two refs are called so, and differ; MOW_ENOTFOUND: HEAD has no commit yet).
 * OWNERS files are read when a path below them is asked about. No OWNERS is no failure: then nobody owns anything. They
 * are read as git reads them, without being held against their ids; what decides (verdict.h, push.h) does that.
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

/* What the repository is called for people to read, of rules that were read: what `repository` of [mowners] says, else
 * the address of the remote, without a name or password in it, else mow_repo_name. `*out` is the rules'. */
MOW_API int mow_rules_name(const char **out, struct mow_rules *rules, struct mow_error *err);

/*
 * Answers as if somebody were out of service from now on (mow_repo_now): a person as "@handle" or e-mail, or with a
 * team all its members; once for each. What was answered before holds no longer. MOW_EINVAL: nobody is called so, and
 * the message has the nearest name; MOW_ERULES: as mow_rules_read, which it needs not before it.
 */
MOW_API int mow_rules_without(struct mow_rules *rules, const char *who, const struct mow_finding_sink *sink,
			      struct mow_error *err);

/* A line of an OWNERS file. */
struct mow_place {
	const char *file; /* its path from the root of the repository; NULL: nowhere */
	unsigned line;    /* from 1; 0 with NULL */
};

/* A gate: `need` different people of those in `of` must agree. */
struct mow_gate {
	const char *name;          /* in lower case */
	unsigned need;             /* at least 1 */
	const char *const *of;     /* owners as written, in lower case */
	size_t of_count;           /* at least 1 */
	const char *const *people; /* teams expanded, those in service on the day, each once */
	size_t people_count;       /* may be below `need`: then nobody can meet it today */
	struct mow_place place;    /* where it was set first */
};

/* A list of owners; empty: nobody set it. */
struct mow_list {
	const char *const *items; /* owners as written, in lower case, each once */
	size_t count;             /* of `items` */
	struct mow_place place;   /* where the (first) one was set */
};

/* Who owns a path. What nobody set is NULL or empty; `level` always says something. */
struct mow_owners {
	size_t number;    /* answers of the same rules with the same number differ in the path alone; 0: not numbered */
	const char *path; /* the caller's own pointer, not copied */
	size_t path_len;  /* its bytes */
	const char *area; /* whose `accountable` won: a name, "otherwise" or "rules" */
	const char *accountable;             /* an owner; NULL: the path is unowned */
	struct mow_place accountable_place;  /* where it says so */
	const char *escalate;                /* who may decide too, and after how long: "@ivo after 2d"; NULL */
	bool accountable_gone;               /* `accountable` is not in service on the day: those decide, if any: */
	const char *const *acting;           /* then: their deputies who are present, as they are called */
	size_t acting_count;                 /* of `acting` */
	const struct mow_gate *review;       /* the gates, in the order in which areas set them */
	size_t review_count;                 /* of `review` */
	struct mow_list responsible;         /* who makes it */
	struct mow_list consulted, informed; /* who is asked, who is told */
	const char *level;                   /* "lightweight", "standard", "detailed" */
	struct mow_place level_place;        /* where it says so; nowhere: the default */
	const char *rights_until;            /* the last day, "2027-03-31", or moment; NULL: no end */
	struct mow_place rights_place;       /* where it says so */
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
 * "review", "responsible", "consulted" or "informed"; MOW_EINVAL: no such role. As accountable those who act for
 * somebody who is not in service too. Holds until the next call of it, of mow_owners or mow_why. */
MOW_API int mow_owners_people(struct mow_people *out, struct mow_rules *rules, const struct mow_owners *owners,
			      const char *role, struct mow_error *err);

/* What the path is of in the rules' state of the repository: an enum mow_path_kind, or an error; what does not exist is
 * a file. */
MOW_API int mow_rules_path_kind(struct mow_rules *rules, const char *path, size_t len, struct mow_error *err);

/* Whether there is no OWNERS file at the root: then every path is unowned. */
MOW_API bool mow_rules_is_empty(const struct mow_rules *rules);

/* Gets each answer, as mow_owners gives it, until it returns; nonzero stops, and is returned. */
typedef int mow_owners_fn(const struct mow_owners *owners, void *context);

/* Which files are meant, by who owns them: all that is set must hold. Zeroed: every file. */
struct mow_filter {
	const char *owner; /* "@handle" or an e-mail, in whatever case: a person also through the teams that have them
			      on the day, a team also through the teams in it; NULL: whoever */
	const char *role;  /* what `owner` is there: "accountable", "review", "responsible", "consulted", "informed";
			      with  owner NULL: somebody is; NULL: any of these */
	const char *area;  /* an area that matches, whether it decides or not; also "otherwise" where that steps in,
			      "rules", "freeze NAME"; NULL: whichever */
	const char *level; /* "lightweight", "standard", "detailed": in the end; NULL: whichever */
	bool unowned;      /* only where nobody is accountable */
};

/* What mow_rules_walk goes through. */
struct mow_walk {
	const char *prefix;                  /* "" or "dir/" */
	bool tracked;                        /* from the working tree: the files of the index, not those of HEAD */
	mow_owners_fn *each;                 /* gets the answers */
	void *context;                       /* handed to it */
	const struct mow_finding_sink *sink; /* gets the errors */
	const struct mow_filter *only;       /* which of the files; NULL: all */
	bool paths;                          /* the answers have the path and nothing else; all are of one number */
};

/*
 * Every file below a folder with its owners, in the order of git ls-tree -r: of the revision that the rules are from;
 * of the index where they are from the index; else, from the working tree, of HEAD (`tracked` false) or of the index
 * (`tracked` true). The OWNERS files above are read on the way, so one pass is enough; mow_rules_read may come before.
 *
 * Every error in an OWNERS file goes to `sink`; from the first on `each` is called no more, and in the end MOW_ERULES
 * is returned: then the answers given before are to be thrown away. MOW_EINVAL: `only` names a role or a level that is
 * none, or somebody or an area that the rules do not know; the message has the nearest name.
 */
MOW_API int mow_rules_walk(struct mow_rules *rules, const struct mow_walk *walk, struct mow_error *err);

/* The parts of what a change of a path needs (mowners-approvals(5)). */
enum mow_need_kind {
	MOW_NEED_DECISION, /* the decision of the accountable owner, or where one of several is enough of any of them */
	MOW_NEED_GATE,     /* that people of a gate agree */
	MOW_NEED_PEOPLE,   /* that so many different people have approved, in whatever role */
	MOW_NEED_FREEZE,   /* that somebody whom a freeze or an embargo allows it lets it through */
	MOW_NEED_RIGHTS,   /* that rights to use it have not ended: then it can only be taken out */
	MOW_NEED_ACCEPT,   /* that a new accountable owner accept files (handover); in a verdict alone */
	MOW_NEED_RELEASE,  /* that the former one agree to give them up; in a verdict alone */
	MOW_NEED_STOP,     /* that a stop be taken back; in a verdict alone */
	MOW_NEED_AUTHORS,  /* that who made the change be proved (authors = proved); in a verdict, where it is not */
	MOW_NEED_OVERRIDE  /* of those who may break the glass, where one has; passes all, and is never asked */
};

/* What one area sets. */
struct mow_set {
	const char *key;     /* "accountable", "review.legal", … as written */
	const char *value;   /* as the area has it; of a list its owners, with ", " between them; a moment in UTC */
	unsigned line;       /* in the area's file */
	bool counts;         /* for the path; else something outdoes it: */
	const char *by_area; /* the area that does; NULL: none, or the rules as a whole */
	const char *by;      /* FILE:LINE of what does; NULL: nothing does, the key is not used here */
};

/* An area that matched. */
struct mow_matched {
	const char *area;      /* a name, "otherwise", "rules", "freeze NAME" */
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
	enum mow_need_kind kind; /* which part it is */
	const char *gate;        /* GATE, FREEZE: its name, in lower case; else NULL */
	const char *written;     /* the same: its list as the rules write it: "2 of @brand-guild"; else NULL */
	unsigned need;           /* how many must give it */
	bool any;                /* DECISION: others who make or check it may give it too (decided-by = any) */
	const char *reason;      /* FREEZE: as the rules say it, or NULL */
	int64_t from, end;       /* FREEZE, RIGHTS: from then, to before that moment; INT64_MIN, INT64_MAX: open */
	const struct mow_person *people; /* DECISION: who is accountable; GATE, FREEZE: all of its list; else none */
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
	/* The decision, if somebody is accountable; gates that are asked; people; freezes that are not over; the end of
	 * rights, passed or to come. */
	const struct mow_why_need *needs;
	size_t need_count;  /* of `needs` */
	bool self_approval; /* who made the change may approve it too */
	int64_t now;        /* the moment that people were looked at */
};

/* Explains the answer of mow_owners, whose conditions hold here too; until the next call of it or of mow_why. */
MOW_API int mow_why(const struct mow_why **out, struct mow_rules *rules, const struct mow_path *path,
		    struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
