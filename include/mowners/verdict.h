/* Part of mowners.h: a change, what it needs, and whether it has it. */
#ifndef MOWNERS_VERDICT_H
#define MOWNERS_VERDICT_H

#include "effects.h"
#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

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
	bool new_target;               /* a target that does not exist is meant, and no slip of who named it */
	const char *range;             /* "A..B", "A...B", or a branch: from where it left the target; NULL */
	const char *old_rev, *new_rev; /* revisions; 40 zeros: nothing; NULL */
	/* What would land if the index were committed: with it all that the branch has changed since it left the
	 * target. By git's user.email is what the index changes. */
	bool staged;
	bool unchanged;       /* nothing changes: for what is decided about the target itself; in place of all others */
	bool staged_alone;    /* with `staged`: of that only the paths that the commit itself touches */
	const char *remote;   /* that it goes to; NULL: of which `range` is a branch, else mow_repo_remote's */
	const char *head;     /* what HEAD of that remote names, a full ref; NULL: as last fetched */
	const char *evidence; /* NDJSON, see mowners-approvals(5); NULL: none */
	size_t evidence_len;  /* its bytes, at most 16 MiB and 10,000 lines */
};

/* The state of a path: the first of those in mowners-approvals(5), "The verdict", that applies. */
enum mow_state {
	MOW_APPROVED, /* all that it needs is there, or an override passes it */
	MOW_STOPPED,  /* somebody who holds a role there has stopped it, and not taken that back */
	MOW_FROZEN,  /* inside a freeze or before an embargo opens, and nobody has let it through; or after rights-until
		      */
	MOW_UNOWNED, /* nobody is accountable, and the rules block that (unowned = block) */
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
	const char *gate;        /* GATE, FREEZE: its name, in lower case; else NULL */
	const char *written;     /* GATE, FREEZE, OVERRIDE: its list as the rules write it: "2 of @brand-guild"; ACCEPT,
				    RELEASE: whose word it is; else NULL */
	/* Owners. GATE, FREEZE: those of its list. ACCEPT, RELEASE: that one, where the rules in force know them.
	 * DECISION: who is accountable, and with `any` the others who may decide. Else none. */
	const char *const *of;
	size_t of_count;         /* of `of` */
	bool any;                /* DECISION: one of those in `of` is enough (decided-by = any) */
	bool folded;             /* GATE: not asked, since one of those who decide is enough */
	unsigned need;           /* how many must give it; 0 where it is folded */
	unsigned got;            /* how many have, at most `need` */
	const char *const *have; /* people who gave it, in the order of the approvals */
	/* Of each of them where their approval comes from, as its evidence says, without what does not show, or NULL;
	 * NULL: none says so. */
	const char *const *have_said;
	size_t have_count; /* more than `got` where some of them share a seat */
	/* Present people who can give it, best first; as many as lack, and up to 200 more: of a gate 201, and where too
	 * many of these share a seat as many others as complete it. STOP: who can take it back, here or not. */
	const char *const *ask;
	size_t ask_count;         /* of `ask` */
	const char *escalated;    /* DECISION: who may decide too, since it waits so long: "@ivo after 2d"; NULL */
	enum mow_absence absence; /* DECISION: why the accountable owner is not asked; ACCEPT, RELEASE: why those are
				     not whose word it is, never AUTHOR; else NONE */
	int64_t until;            /* AWAY: the last day of it; else 0 */
	/* AUTHORS: the newest commit that is not proved. AUTHOR: the newest commit that names them for the group's
	 * first path; NULL: it is not committed. */
	const char *claimed_by;
	bool coauthor; /* AUTHOR, AUTHORS: that commit names them as a co-author alone, and so of all that it changes */
	bool names_deputy; /* whether who is absent names a deputy, present or not */
	/* A deputy of who is absent who is here, and made the change; AUTHORS: whose claim is not proved, an e-mail
	 * with what does not show escaped; NULL: of none, or more commits than are kept. */
	const char *author;
	/* FREEZE: as the rules say it, or NULL; STOP: raw; AUTHORS: why `claimed_by` does not prove it: "is not signed"
	 */
	const char *reason;
	int64_t from, end; /* FREEZE, RIGHTS: from then, to before that moment; INT64_MIN, INT64_MAX: open */
	/* STOP: its record, by whom, when it was made; `reason` is why, or NULL. */
	const char *record, *by;
	const char *said; /* STOP of evidence, which has no record: where it comes from, without what does not show;
			     else   NULL */
	int64_t made;     /* STOP: when it was made; INT64_MIN: not known */
	/* ACCEPT, RELEASE: the files that go to another owner, as of MOW_EFFECT_DECIDER without names; else NULL. */
	const struct mow_effect *handed;
	bool unknown;       /* ACCEPT: the rules in force know nobody of their e-mails, so that nobody can give it */
	bool excludes;      /* GATE: its list names somebody, not as of a team, who cannot give it now */
	const char *source; /* "FILE:LINE" of the rule; NULL: a default */
};

/* Paths that need the same of the same people. */
struct mow_group {
	enum mow_state state;                /* of each of the paths */
	bool overridden;                     /* APPROVED: by an override, and by nothing else */
	const char *area;                    /* whose `accountable` won; NULL: nobody is accountable */
	const char *level;                   /* "lightweight", "standard", "detailed" */
	const char *source;                  /* "FILE:LINE" where it says who is accountable; NULL */
	const struct mow_step *const *steps; /* in the order of the change */
	size_t step_count;                   /* at least 1 */
	const struct mow_need *const
		*needs;    /* decision, gates in order, people and so on; none for UNOWNED and where broken */
	size_t need_count; /* of `needs` */
	const char *rules_accountable; /* UNOWNED: who decides about the OWNERS files; else NULL */
	const char *broken;            /* IMPOSSIBLE: the outermost OWNERS file above with errors, a path; NULL */
	bool broken_root;              /* it is the one at the root */
	bool is_rules;                 /* [rules] decides about the paths: OWNERS files and what else it covers */
	const char *mend;              /* IMPOSSIBLE: "FILE:LINE" of what names too few people; NULL: no place */
	const char *stale_by;          /* STALE: who approved an older version last and has to again; NULL */
	int64_t stale_made;            /* when they did; INT64_MIN: not known */
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
 * A change that begins where it left the target is judged as the hook would: of a file that the target has changed too
 * since then the step is from what the target has now, and a warning says so.
 *
 *     MOW_EINVAL        a revision, target or range that is none; it left the target more than once, as they were
 *                       merged into one another crosswise; evidence that cannot be read
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

/* Whether the rules in force say `mode = advise`: what is BLOCKED for want of approvals is only said, and lands. Never
 * where the outcome is OPEN. */
MOW_API bool mow_verdict_advises(const struct mow_verdict *verdict);

/* Whether the change is BLOCKED and held up: not where `mode = advise` lets it land. What needs no approvals is refused
 * in that mode too: errors that it brings into OWNERS files and keys, and mow_verdict_refused. */
MOW_API bool mow_verdict_blocks(const struct mow_verdict *verdict);

/* The moment that it holds for: absences, terms of service and what expires were seen from there. */
MOW_API int64_t mow_verdict_now(const struct mow_verdict *verdict);

/* Where the change is to go: a full ref name. */
MOW_API const char *mow_verdict_target(const struct mow_verdict *verdict);

/* Whether that is the default branch, where changes go of which nothing else is said. */
MOW_API bool mow_verdict_to_default(const struct mow_verdict *verdict);

/* What the repository, that in which it was judged, is called for people to read: as mow_rules_name, by the rules that
 * decided. `*out` lives as long as both. */
MOW_API int mow_verdict_repository(const char **out, const struct mow_verdict *verdict, struct mow_repo *repo,
				   struct mow_error *err);

/* The id of the commit that the change starts from; zeros: nothing. */
MOW_API const char *mow_verdict_old(const struct mow_verdict *verdict);

/* The id of the commit that it ends in; zeros: the index, or nothing. */
MOW_API const char *mow_verdict_new_tip(const struct mow_verdict *verdict);

/* How many steps the change has. */
MOW_API size_t mow_verdict_steps(const struct mow_verdict *verdict);

/* A step, in the order of the change. */
MOW_API const struct mow_step *mow_verdict_step(const struct mow_verdict *verdict, size_t index);

/* Why the server refuses the change whatever the approvals, as a sentence: two names that are one on macOS and Windows,
 * a symbolic link that leads out of the repository. NULL: it does not. Not looked for in the index. */
MOW_API const char *mow_verdict_refused(const struct mow_verdict *verdict);

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

/* How many warnings there are: approvals that do not hold or count (at most 200), paths that nobody owns and that pass,
 * a target that does not exist yet, a default branch that only the target tells. */
MOW_API size_t mow_verdict_warnings(const struct mow_verdict *verdict);

/* A warning: a sentence without a full stop. */
MOW_API const char *mow_verdict_warning(const struct mow_verdict *verdict, size_t index);

/* The smallest set of present people that would complete everything that can be completed, of several the least loaded
 * (mowners-approvals(5), "WHOM TO ASK"), in the order in which the rules name them; small, but perhaps not smallest,
 * where a search would take too long. Returns how many. */
MOW_API size_t mow_verdict_ask(const struct mow_verdict *verdict, const char *const **people);

/* The same as people know them: "Lena Fischer (@lena)", raw bytes but for control characters; the e-mail of somebody
 * without a handle. */
MOW_API size_t mow_verdict_ask_names(const struct mow_verdict *verdict, const char *const **names);

/*
 * Others decided in the place of an accountable owner because a commit names the owner as an author of the change,
 * which is what git takes from whoever writes it. Paths of one group.
 */
struct mow_claim {
	const char *owner;     /* whom it names */
	const char *commit;    /* which commit: the newest for the first of the paths */
	const char *const *by; /* who decided */
	size_t by_count;       /* of `by`, at least 1 */
	const char *path;      /* the first of the paths, not quoted */
	size_t path_len;       /* its bytes */
	size_t files;          /* how many paths, at least 1 */
};

/* How many there are, in the order of the groups; of an accepted update of a push up to MOW_PUSH_CLAIMS. */
MOW_API size_t mow_verdict_claims(const struct mow_verdict *verdict);

/* One of them. */
MOW_API const struct mow_claim *mow_verdict_claim(const struct mow_verdict *verdict, size_t index);

/* Whether the person of an account, such as `lena-gh` on `github`, made files of the change for which approvals lack,
 * and their own would count there as the forge's word (self-approval, evidence). Commits tell who made them. */
MOW_API bool mow_verdict_own_work(const struct mow_verdict *verdict, const char *forge, const char *account);

/* Authors of what somebody approved at `standard` or `detailed` whose addresses the rules do not know (up to 100): it
 * may be their own work that they approve. In lower case, raw bytes otherwise; "<name>" where a commit has no address.
 */
MOW_API size_t mow_verdict_unknown_authors(const struct mow_verdict *verdict, const char *const **emails);

/*
 * A commit that names several people, so each of them for every file, and of which a branch still holds the commits
 * that it was made of: for each of its files those who made it there count as its authors (mowners-approvals(5),
 * "Authors").
 */
struct mow_squash {
	const char *commit; /* its id */
	const char *source; /* the branch, a full ref name as the server has it */
	const char *tip;    /* the id of the branch's tip */
};

/* How many there are, a commit once for each branch; they live as long as the verdict. */
MOW_API size_t mow_verdict_squashes(const struct mow_verdict *verdict, const struct mow_squash **squashes);

/* What stops a change, a record or evidence, or a record that is a part of an override that passes it. */
struct mow_decision {
	const char *record; /* its id; NULL: it is evidence */
	const char *said;   /* of evidence: where it comes from, without what does not show; else NULL */
	const char *by;     /* who made it */
	const char *reason; /* why; raw; NULL: of evidence */
	int64_t made;       /* when; INT64_MIN: not known */
	const char *path;   /* the first of the paths that it concerns here, not quoted */
	size_t path_len;    /* its bytes */
	size_t files;       /* how many paths, at least 1 */
};

/* The stops that stand somewhere in the change (of one path up to 20), in no particular order; returns how many. */
MOW_API size_t mow_verdict_stops(const struct mow_verdict *verdict, const struct mow_decision **stops);

/* The parts of overrides that pass a path which would not land otherwise; returns how many. */
MOW_API size_t mow_verdict_overrides(const struct mow_verdict *verdict, const struct mow_decision **overrides);

/* Who may break the glass, as the rules write it: "2 of @leads"; NULL: nobody, or nothing of what blocks could be
 * passed by it. */
MOW_API const char *mow_verdict_may_override(const struct mow_verdict *verdict);

/* Somebody who is to be told of something. */
struct mow_told_person {
	const char *name;  /* as the rules say it; the e-mail where they do not */
	const char *email; /* the first one */
};

/* How many paths somebody is told of by name. */
#define MOW_TOLD_PATHS 200

/* A request for approval (mowners-request(1)), for those who are to be told of it. */
struct mow_asked {
	const char *record;                   /* its id */
	struct mow_told_person by;            /* who asks, and the e-mail that they asked with */
	const char *reason;                   /* raw; NULL: they gave none */
	const char *target;                   /* where the change is to go: a full name */
	const char *commit;                   /* the id of the change's last commit; NULL: not known */
	int64_t made;                         /* when they asked */
	const struct mow_told_person *people; /* whom to ask, as mow_verdict_ask has them */
	size_t people_count;                  /* of `people` */
	const struct mow_path *paths;         /* the first of what waits, in the order of their bytes */
	size_t path_count;                    /* of `paths` */
	size_t files;                         /* how many wait */
};

/* The owners who are told of the change: those whom the rules inform, then each accountable owner in whose place others
 * can decide because a commit names them as an author. Returns how many; none where the outcome is OPEN. */
MOW_API size_t mow_verdict_informed(const struct mow_verdict *verdict, const char *const **owners);

#ifdef __cplusplus
}
#endif

#endif
