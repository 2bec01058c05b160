/* A report at work; shared by its files. */
#ifndef MOW_API_REPORT_H
#define MOW_API_REPORT_H

#include "api/audit.h"
#include "api/lint.h"
#include "api/rules.h"

#define REPORT_DAYS 90                        /* that a window has, and that WEIGHTED looks back */
#define REPORT_WATCH 14                       /* days in which a change is taken back or mended */
#define REPORT_POINTS 12                      /* moments within a window at which COVERAGE is looked at */
#define REPORT_SOON (REPORT_DAYS * CLOCK_DAY) /* seconds: what comes later is no figure yet */
#define REPORT_AHEAD 300                      /* seconds by which clocks may differ */
#define REPORT_NONE SIZE_MAX
#define REPORT_FAR \
	(INT64_C(1) << 40) /* a commit may say a later date; it counts as this one, so that sums stay small */

/* An area at a level. */
struct report_lot {
	const char *area; /* NULL: nobody is accountable */
	enum level level;
	size_t group; /* of `groups`, by the newest change; REPORT_NONE */
};

/* What of a change is of one lot. */
struct report_part {
	size_t lot, group;
	size_t files;
	const struct audit_part *judged;            /* NULL: it was not */
	int64_t requested, offered;                 /* the latter: when the contents that landed were asked for; 0 */
	int64_t author, review, accountable, ready; /* seconds */
	size_t rounds;
	size_t reverted_by, fixed_by; /* changes; REPORT_NONE */
	size_t ask;                   /* the record that asked first; REPORT_NONE */
};

struct report_change {
	struct oid old, new;
	const struct past_commit *commit; /* `new`; NULL: it cannot be read */
	const char *id;                   /* of `new`, kept */
	int64_t at, began;
	const char *author, *subject;
	bool noted, unnoted, refused, inside, dates, fix, paid, judged;
	struct audit_answer answer;
	struct report_part *parts;
	size_t part_count, files, owned; /* `owned`: of the files, by an area */
};

struct report_record {
	char id[DIGEST_HEX];
	enum record_decision decision;
	const char *by;
	int64_t made;
};

/* What a record says of a file: an ask for approval, or a stop. */
struct report_event {
	size_t key; /* of `keys` */
	size_t record;
	unsigned mode; /* the state that it is about */
	struct oid id;
};

/* A file and the state that it is changed from. */
struct report_key {
	size_t first, end; /* of `events`, by time */
	size_t next;       /* the first that has not landed */
};

struct mow_report {
	struct mow_rules *rules;
	struct mow_repo *repo;
	struct mow_report_head head;
	struct mow_audit *audit;
	int64_t from, to; /* what is read: more than the window */
	struct {
		struct report_change *items; /* the oldest first, once they are collected */
		size_t count, capacity;
	} changes;
	struct {
		struct report_lot *items;
		size_t count, capacity;
	} lots;
	struct {
		const char **items;
		size_t count, capacity;
	} groups;
	struct {
		struct report_record *items; /* the oldest first */
		size_t count, capacity;
	} records;
	struct {
		struct report_event *items;
		size_t count, capacity;
	} events;
	struct {
		struct report_key *items;
		size_t count, capacity;
	} keys;
	struct map active; /* e-mails, in lower case, of who made or decided something in the window */
	const struct mow_agenda *agenda;
	struct mow_agenda *own_agenda; /* where it was not given */
	struct mow_matrix *matrix;
	struct lint lint; /* gone through alone: what patterns do now */
	struct mow_report_decision decisions[MOW_REPORT_DECISIONS];
	size_t decision_count;
	struct map lot_numbers, group_numbers, key_numbers;
	struct {
		struct mow_report_figure *items;
		size_t count, capacity;
	} figures;
	struct map figure_numbers; /* by key */
	struct mow_report_change *told;
	size_t told_count;
	struct arena arena;
	struct mow_error *err;
};

/* The changes, judged where they are in the window (report_walk.c). */
int report_walk(struct mow_report *report);
/* The records of the default branch, with what they say of files (report_records.c). */
int report_read_records(struct mow_report *report);
/* The events of a file and the state that it is changed from; NULL: there are none. */
struct report_key *report_find_key(struct mow_report *report, struct buf *room, const struct step *step);
/* What each change is made of: parts, what they waited for, what took them back (report_steps.c). */
int report_look(struct mow_report *report);

/* An event of a part, the state at hand being that which landed. */
struct report_moment {
	size_t part, record;
	bool stop;
};
/* How long a part waited for whom, from its events in the order of time (report_times.c). */
void report_spend(struct report_part *part, const struct mow_report *report, const struct report_moment *moments,
		  size_t count, int64_t landed);
/* When it was complete; INT64_MIN: it needed nothing. */
int64_t report_completed(const struct report_part *part);

/* Adds a figure, whose key begins with the word of its measure and `/TAIL` (NULL: nothing) (report_figure.c). */
int report_add(struct mow_report *report, const struct mow_report_figure *figure, const char *tail);
/* Figures by moments (report_coverage.c), of parts (report_parts.c), and of changes (report_changes.c): how complete
 * their records are, and what went past the rules or was followed by another. */
int report_add_coverage(struct mow_report *report);
int report_add_parts(struct mow_report *report);
int report_add_changes(struct mow_report *report);
int report_add_quality(struct mow_report *report);
/* What waits, who has to do what, and what is stale: as things are now (report_now.c, report_stale.c). */
int report_add_waiting(struct mow_report *report);
int report_add_load(struct mow_report *report);
int report_add_stale(struct mow_report *report);
/* The decisions that are due, from the figures (report_advise.c). */
void report_advise(struct mow_report *report);
/* Somebody did something in the window. */
int report_note_active(struct mow_report *report, const char *email);
/* Which group somebody is of at a moment; the number of an area at a level (report_group.c). */
int report_find_group(size_t *out, struct mow_report *report, const struct rules *rules, size_t person, int64_t at);
int report_find_lot(size_t *out, struct mow_report *report, const struct requirement *requirement);
/* The changes of the public header (report_tell.c). */
int report_tell(struct mow_report *report);

#endif
