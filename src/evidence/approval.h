/*
 * Approvals as data: what gathering them makes, and what the verdict works on (mowners-approvals(5), "EVIDENCE"). Pure;
 * the only header of evidence/ that verdict/ includes.
 */
#ifndef MOW_EVIDENCE_APPROVAL_H
#define MOW_EVIDENCE_APPROVAL_H

#include "base/strings.h"
#include "rules/rules.h"

enum approval_as { AS_ALL, AS_ACCOUNTABLE, AS_GATE };

/* The role in which somebody approves: all that they hold, the decision alone, or the gates of one name. */
struct role {
	enum approval_as as;
	const char *gate; /* AS_GATE: its name, in lower case unless said otherwise */
};

/* Whether an approval in this role is one for the gates of that name (in lower case). */
bool role_covers_gate(const struct role *role, const char *gate);

#define APPROVAL_MADE_UNKNOWN INT64_MIN

/* One approval by one person, or their part of an override. Whether its maker holds a role, is an author, and whether
 * its kind counts at the path's level is the verdict's business. */
struct approval {
	enum evidence_kind kind;
	size_t person; /* of the rules; RULES_NONE: nobody they know (then it never counts) */
	struct role role;
	int64_t made;       /* APPROVAL_MADE_UNKNOWN: as old as can be */
	const char *id;     /* the record's; "evidence line N" for NDJSON */
	const char *source; /* of evidence: where it comes from, escaped; NULL */
	const char *commit; /* of evidence: that it is for, a full id; NULL */
	const char *reason; /* raw; NULL: none was given */
	bool own;           /* it says no more than that its maker made this: it counts for authors alone */
	bool carried;       /* by a witness: never for what [rules] covers */
	bool override;      /* in the lists of overrides alone */
};

/* A stop that nobody whom it needs has taken back: its maker, always. */
struct stop {
	size_t person; /* of the rules */
	struct role role;
	int64_t made;         /* APPROVAL_MADE_UNKNOWN: evidence does not say */
	const char *id;       /* the record's; "evidence line N" */
	const char *said;     /* of evidence: where it comes from, escaped: only there it is taken back; NULL */
	const char *reason;   /* raw; NULL: of evidence */
	const size_t *lifted; /* others who took it back, people of the rules */
	size_t lifted_count;
};

/* What is known of one step, as numbers, ascending but for stops; equal lists are the same list. */
struct approval_set {
	const size_t *items; /* of `approvals`: hold for this step: same step, not spent, within their dates, signature
				good */
	size_t count;
	const size_t *stale; /* alike: approved other content of this path, and otherwise hold: not spent, expired */
	size_t stale_count;
	const size_t *overrides; /* alike: overrides that hold for this step */
	size_t override_count;
	const size_t *stops; /* of `stops`: those that stand here, the oldest first */
	size_t stop_count;
};

struct approvals {
	struct approval *items;
	size_t count, capacity;
	struct {
		struct stop *items;
		size_t count, capacity;
	} stops;
	struct approval_set *sets;
	size_t set_count, set_capacity;
	size_t *of_step; /* for each step, its set; set 0 is the empty one */
	/* Of each step, since when the server has had a request for its path that still waits: INT64_MAX, it has none;
	 * NULL: of none. */
	const int64_t *waits;
	/* Approvals of exactly these steps that do not hold, with why; for warnings: one line each, at most
	 * GATHER_NOTES_MAX. */
	struct strings notes;
	struct arena arena;
};
void approvals_release(struct approvals *approvals);
MOW_AUTO_DEFINE(approvals)

#endif
