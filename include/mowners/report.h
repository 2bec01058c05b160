/* Part of mowners.h: figures of what landed on the default branch in a window of time. */
#ifndef MOWNERS_REPORT_H
#define MOWNERS_REPORT_H

#include "agenda.h"
#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which window; zeroed: the 90 days up to now. */
struct mow_report_options {
	int64_t since;                   /* what landed from then on; 0: 90 days before `until` */
	int64_t until;                   /* up to then, that moment included; 0: mow_repo_now */
	bool by_person;                  /* groups are people; else teams */
	const struct mow_agenda *agenda; /* all of it, by the same rules, where it is at hand; it outlives the report */
	const struct mow_finding_sink *sink; /* gets the errors in the OWNERS files of now; NULL */
};

/* What is measured. mowners-report(1) says exactly how, under the words of mow_report_measure_name. */
enum mow_report_measure {
	MOW_REPORT_CHANGES,     /* changes that landed */
	MOW_REPORT_RECORDS,     /* of those that were to be approved, those with a full record */
	MOW_REPORT_UNRECORDED,  /* alike, those without */
	MOW_REPORT_UNSIGNED,    /* alike, those that counted on somebody else's word than the approvers' */
	MOW_REPORT_UNJUDGED,    /* changes of which nobody can tell */
	MOW_REPORT_CLOCK,       /* changes whose dates contradict each other */
	MOW_REPORT_COVERAGE,    /* files with an owner from an area, at a moment */
	MOW_REPORT_WEIGHTED,    /* the same of files that landed in the 90 days before, each as often as it did */
	MOW_REPORT_LEAD,        /* from the first request to the approval that completed it */
	MOW_REPORT_BRANCH_AGE,  /* where nobody asked: from the oldest commit to the landing */
	MOW_REPORT_AUTHOR,      /* time from the first request to the landing that waited for the author */
	MOW_REPORT_REVIEW,      /* that waited for reviewers */
	MOW_REPORT_ACCOUNTABLE, /* that waited for who decides */
	MOW_REPORT_READY,       /* in which all was approved and it had not landed */
	MOW_REPORT_ROUNDS,      /* contents that were asked for or stopped before one was complete */
	MOW_REPORT_REVERTED,    /* changes of which something was taken back within 14 days */
	MOW_REPORT_FIXED,       /* changes of which something was mended within 14 days */
	MOW_REPORT_OVERRIDDEN,  /* changes that an override let through */
	MOW_REPORT_DEBTS,       /* those of them that the owners have not approved since */
	MOW_REPORT_BLOCKED,     /* changes that the server would have refused, by its audit */
	MOW_REPORT_WAITING,     /* how long requests that are open now have waited */
	MOW_REPORT_ASKED,       /* such requests for which somebody is asked */
	MOW_REPORT_GIVEN,       /* decisions given in the window */
	MOW_REPORT_DECIDES,     /* files that somebody decides about now, of all */
	MOW_REPORT_ALONE,       /* people, by how many files nobody could approve now without them */
	MOW_REPORT_UNCONFIRMED, /* areas whose ownership was to be confirmed by now */
	MOW_REPORT_QUIET,       /* areas that changed, and whose owner neither made nor decided anything */
	MOW_REPORT_LEFT,        /* areas whose owner is not in service now */
	MOW_REPORT_DEAD,        /* patterns that decide about no file now */
	MOW_REPORT_ENDING       /* what ends, or comes, in the next 90 days */
};

/* How many measures there are. */
#define MOW_REPORT_MEASURES 30

/* Of fewer values than these there is no median and no percentile to be told: the values are. */
#define MOW_REPORT_FEW 8

/* What its numbers are. */
enum mow_report_unit {
	MOW_REPORT_COUNT,   /* `count` alone */
	MOW_REPORT_SHARE,   /* `count` of `of` */
	MOW_REPORT_SECONDS, /* `values`, seconds */
	MOW_REPORT_NUMBERS  /* `values`, numbers of things */
};

/* Why a figure cannot be told. */
enum mow_report_gap {
	MOW_REPORT_KNOWN,      /* it can */
	MOW_REPORT_NOTHING,    /* there is nothing of which it would be the figure */
	MOW_REPORT_NO_REQUEST, /* nobody asked for approval by a record */
	MOW_REPORT_NO_AUDIT,   /* there is no audit of a server here */
	MOW_REPORT_TOO_RECENT, /* not all of the days that it looks at are over */
	MOW_REPORT_NO_RULES    /* the OWNERS files of then have errors */
};

/* A commit or a record behind a figure, or an area or a pattern. */
struct mow_report_trace {
	const char *id;    /* of the commit, 40 digits, or of the record, 64; what else it is called */
	int64_t at;        /* when it landed, or was made; when it ends; 0 */
	int64_t value;     /* its number among `values`; else 0 */
	const char *other; /* the commit that took it back or mended it; of a record the commit that landed; of an area
			    * who is accountable; NULL */
	const char *file;  /* the OWNERS file that says so, a path; NULL */
	unsigned line;     /* where in `file`; 0 with NULL */
};

/* A figure. */
struct mow_report_figure {
	enum mow_report_measure measure; /* of what */
	enum mow_report_unit unit;       /* what its numbers are */
	const char *key;   /* a word for it alone: "lead/brand/detailed"; of areas also "lead/web/hero/…" */
	const char *area;  /* "brand"; of an OWNERS file deeper down with its folder: "web/hero"; NULL: all, or `level`
			      says */
	const char *level; /* with it; of files for which nobody is accountable there is a level alone; NULL */
	const char *group; /* the team, or person, that decides there; NULL: all, or nobody */
	int64_t at;        /* COVERAGE, WEIGHTED: the moment; else 0 */
	enum mow_report_gap gap;  /* where it cannot be told, all numbers are 0 */
	size_t count, of;         /* COUNT, SHARE; of values how many there are, and of how many things */
	const int64_t *values;    /* ascending, `count` of them */
	int64_t sum, median, p90; /* of the values; the median and the 90th percentile by the nearest rank */
	const struct mow_report_trace *traces; /* what is counted, the oldest first */
	size_t trace_count;                    /* of `traces` */
};

/* What of a change one area decides about at one level. Moments are 0 where there is none. */
struct mow_report_part {
	const char *area, *level, *group; /* as of a figure */
	size_t files;                     /* how many of its files */
	bool complete;                    /* all of it was approved, and not by an override: */
	int64_t completed;                /* when */
	int64_t requested;                /* when somebody first asked */
	/* From that to the landing, each moment once; 0 without a request. */
	int64_t author, review, accountable, ready;
	size_t rounds; /* as MOW_REPORT_ROUNDS; 0: cannot be told */
};

/* What became of a change. */
enum mow_report_verdict {
	MOW_REPORT_APPROVED, /* it was approved */
	MOW_REPORT_OPEN,     /* nothing was asked: there were no rules */
	MOW_REPORT_LACKING,  /* it landed without a full record */
	MOW_REPORT_ERRORS,   /* it brought errors into OWNERS files or keys */
	MOW_REPORT_UNTOLD    /* nobody can tell */
};

/* A change that landed in the window. */
struct mow_report_change {
	const char *old_id, *new_id;         /* of the branch; zeros: nothing was before */
	int64_t at;                          /* when it landed: as the audit says, else the commit's date */
	bool noted;                          /* it is the audit that says so */
	bool unnoted;                        /* the audit goes on behind it, and knows nothing of it */
	enum mow_report_verdict verdict;     /* what became of it */
	bool overridden;                     /* an override let some of it through */
	bool debt;                           /* and the owners have not approved that since */
	bool dates;                          /* its dates contradict each other */
	int64_t began;                       /* the author's date of its oldest commit; 0: not known */
	const char *author, *subject;        /* of its last commit, raw; NULL: it cannot be read */
	size_t files;                        /* how many it changes */
	const char *reverted_by, *fixed_by;  /* commits; NULL: none within 14 days */
	const struct mow_report_part *parts; /* in the order of the first files */
	size_t part_count;                   /* of `parts` */
};

/* What the figures are of. */
struct mow_report_head {
	const char *target;     /* the default branch: a full ref name */
	const char *repository; /* what the rules call it, else the address of its remote, else its folder's name */
	int64_t since, until;   /* the window, both included */
	bool audit;             /* there is an audit of a server here: else moments are those of commits */
	bool by_person;         /* groups are people */
};

/* What to do next, the most urgent first. */
enum mow_report_advice {
	MOW_REPORT_PAY,      /* changes that an override let through are to be approved by their owners */
	MOW_REPORT_CLEAR,    /* rights to files have ended, and the files are still there */
	MOW_REPORT_REPLACE,  /* an owner has left */
	MOW_REPORT_ANSWER,   /* requests have waited for a week or longer */
	MOW_REPORT_RECORD,   /* changes landed without a full record */
	MOW_REPORT_OWN,      /* files have no owner */
	MOW_REPORT_DEPUTISE, /* somebody without whom nobody could approve files */
	MOW_REPORT_CONFIRM,  /* ownership is to be confirmed */
	MOW_REPORT_PRUNE     /* patterns decide about no file */
};

/* A decision that is due. */
struct mow_report_decision {
	enum mow_report_advice advice; /* what to do */
	size_t count;                  /* how many changes, files, areas, requests, patterns it is about */
	const char *who; /* REPLACE, ANSWER, DEPUTISE: who, "@lena" or an e-mail; ANSWER: NULL where nobody can; else
			    NULL */
};

/* There are at most so many. */
#define MOW_REPORT_DECISIONS 3

/* The figures. */
struct mow_report;

/*
 * Makes them, of the default branch: of its changes along first parents, each judged by the OWNERS files before it
 * (mow_audit_new says how, and remembers), and of the records here. `rules` are those of now; it must live as long as
 * the report.
 *
 *     MOW_EINVAL     `since` is not before `until`
 *     MOW_ERULES     the OWNERS files of now have errors
 *     MOW_ENOTFOUND  which branch is the default one is not known here; nothing has landed
 */
MOW_API int mow_report_new(struct mow_report **out, struct mow_rules *rules, const struct mow_report_options *options,
			   struct mow_error *err);

/* Frees it with all that it tells. */
MOW_API void mow_report_free(struct mow_report *report);

/* What they are of. */
MOW_API const struct mow_report_head *mow_report_head(const struct mow_report *report);

/* `*count` figures, in the order of the measures; of one measure the one of all first, then areas by their names and
 * levels, or moments. */
MOW_API const struct mow_report_figure *mow_report_figures(const struct mow_report *report, size_t *count);

/* The figure of a key; NULL: there is none. */
MOW_API const struct mow_report_figure *mow_report_find(const struct mow_report *report, const char *key);

/* `*count` changes in the window, the oldest first. */
MOW_API const struct mow_report_change *mow_report_changes(const struct mow_report *report, size_t *count);

/* Who has to do what now: by person, of all files. */
MOW_API const struct mow_matrix *mow_report_load(const struct mow_report *report);

/* What waits now, and what comes: all of it. */
MOW_API const struct mow_agenda *mow_report_agenda(const struct mow_report *report);

/* `*count` decisions that are due, the most urgent first. */
MOW_API const struct mow_report_decision *mow_report_decisions(const struct mow_report *report, size_t *count);

/* The word for a measure, as keys begin: "lead", "branch-age". */
MOW_API const char *mow_report_measure_name(enum mow_report_measure measure);

#ifdef __cplusplus
}
#endif

#endif
