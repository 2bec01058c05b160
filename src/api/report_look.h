/* Looking at what each change is made of; shared by the files of that. */
#ifndef MOW_API_REPORT_LOOK_H
#define MOW_API_REPORT_LOOK_H

#include "api/report.h"

/* What a kind of file counts as. */
struct report_kind {
	bool known, owned;
	size_t lot, group;
};

/* Where a file was changed last, or what moved it away from a state. */
struct report_landing {
	size_t change, part; /* REPORT_NONE: outside the window */
};

/* A file that changes touch: the same ones come again and again. */
struct report_path {
	struct report_landing last; /* of a change of REPORT_NONE: none that was looked at */
	size_t rules, kind;         /* its place in `kinds`, by the rules of that number; 0: not known yet */
};

struct looking {
	struct mow_report *report;
	struct ruleset ruleset; /* of the change at hand */
	struct oid rules_of;    /* the commit whose files they are, or that has the same */
	bool open;
	size_t rules; /* their number, from 1 */
	struct {
		struct report_kind *items; /* by the number of the requirement */
		size_t count, capacity;
	} kinds;
	struct {
		struct report_path *items;
		size_t count, capacity;
	} paths;
	struct {
		struct report_landing *items;
		size_t count, capacity;
	} landings;
	struct map folders;  /* above whose files the OWNERS files were read */
	struct map by_path;  /* → its place in `paths` */
	struct map by_state; /* of a file → that of `landings` which took it away */
	struct map parts;    /* lots of the change at hand */
	struct {
		struct report_part *items; /* alike */
		size_t count, capacity;
	} found;
	struct {
		struct report_moment *items; /* alike */
		size_t count, capacity;
	} moments;
	struct buf room;
};

/* The rules before a change, and what a file counts as by them; whether what it leaves has the same (report_kinds.c).
 */
int look_open_rules(struct looking *looking, const struct oid *commit);
int look_find_kind(struct report_kind *out, struct looking *looking, const struct step *step, struct report_path *path,
		   int64_t at);
void look_pass(struct looking *looking, const struct report_change *change, const struct steps *steps);

/* What was asked for of a file that landed before at that moment; INT64_MIN: never (report_asks.c). */
int look_take_asks(struct looking *looking, size_t part, const struct step *step, const int64_t span[2]);

/* That a file lands now, and whether that takes back or mends what landed before; `path`: its place in `paths`
 * (report_follow.c). */
int look_follow(struct looking *looking, const struct step *step, size_t path, const struct report_landing *landing);

#endif
