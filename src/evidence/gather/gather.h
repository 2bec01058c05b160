/*
 * From all the places where approvals come from to those that may count for the steps of a change
 * (mowners-approvals(5), "EVIDENCE"): records of the store and NDJSON handed to `check --evidence`.
 */
#ifndef MOW_EVIDENCE_GATHER_GATHER_H
#define MOW_EVIDENCE_GATHER_GATHER_H

#include "evidence/approval.h"
#include "evidence/signers/signers.h"

/* Whether an approval by `person`, given in this role, would count for the step (a number) in any role at all. */
typedef bool approvals_may_count_fn(size_t step, size_t person, const struct role *role, void *context);

/* Whether a stop that covers the step stands there: its maker holds a role, and no owner has taken it back. */
typedef bool approvals_stands_fn(size_t step, const struct stop *stop, void *context);

/* Whether it matters since when a step waits, where a request of this kind tells it. */
typedef bool approvals_escalates_fn(size_t step, enum evidence_kind kind, void *context);

/* Why a record does not count, as far as it does not depend on a step; the first that applies. */
enum gather_fault {
	FAULT_NONE,
	FAULT_TARGET,
	FAULT_REPOSITORY, /* it is for another one */
	FAULT_UNNAMED,    /* it does not name the repository, and the rules ask for it */
	FAULT_NOBODY,     /* the rules know nobody of its e-mail */
	FAULT_WITNESS,    /* who carries it is no witness */
	FAULT_EXPIRED,
	FAULT_AHEAD, /* it was made in the future */
	FAULT_WITHDRAWN,
	FAULT_OVERRIDE, /* its maker is not among those who may override */
	FAULT_BASE,     /* its base is no state that the target was in */
	FAULT_SIGNATURE
};

struct approvals_request {
	struct repo *repo;
	const struct rules *rules;
	const struct verifier *verifier;
	const struct steps *steps;
	const char *target;   /* full ref */
	const char *remote;   /* whose audit tells when a request was received; NULL: this repository's own */
	struct oid old_tip;   /* commit; zeros: the target did not exist and nothing stands for it */
	struct oid store;     /* the tree of the store to look in; zeros: none */
	const char *evidence; /* NDJSON; NULL */
	size_t evidence_len;
	const size_t *pusher; /* the person who pushes; NULL: not known, or nobody of the rules */
	approvals_may_count_fn
		*may_count;          /* what it denies is left out before a signature is looked at; NULL: nothing */
	approvals_stands_fn *stands; /* NULL: every stop stands */
	approvals_escalates_fn *escalates; /* NULL: of no step */
	void *context;                     /* of the three */
	const struct map *spent;           /* ids of records that have let their move through before; NULL: none has */
	int64_t now;
};

/*
 * Gathers. An approval is given for each record that holds for some step or is stale for some path; approvals are
 * numbered from the oldest record to the newest, lines of evidence behind them, and last who pushes: for every step,
 * where some level takes that for authors' own work.
 *
 * Of several records of one person in one role that approve the same step only the newest need be among the approvals:
 * a signature costs a process, so as few as will do are verified. Of approvals of other content the 20 newest of a path
 * are looked at. Signatures: at most GATHER_VERIFY_MAX in all, and no more in a person's name once GATHER_FAILED_MAX of
 * them were bad; what is beyond does not hold, and a note says so. More than GATHER_RECORDS_MAX records at the paths of
 * one change are MOW_ETOOBIG.
 *
 * Stops and withdrawals are read from stops/, all of them, and hold as the store has them: no date, no key is looked
 * at. What lies there and cannot be read is MOW_EUNSUPPORTED, since it may be a stop. Of the stops that stand at a step
 * GATHER_STOPS_MAX are told, the oldest ones. What a witness
 * carries is of kind `forge`.
 *
 * NDJSON, at most 16 MiB and 10,000 lines, one object a line, with the keys of mowners-approvals(5), "EVIDENCE": an
 * approval, which counts as `forge`, or a stop, which stands at every step at which its maker holds a role and that
 * nobody takes back here. Anything else, doubled keys too, is MOW_EINVAL with the line. What does not count as far as
 * the line, its maker or their roles tell is noted; a commit that is not here approves nothing, with a note.
 * MOW_ETOOBIG: past the limits, more than 100 stops of different people or roles too.
 */
#define GATHER_RECORDS_MAX 100000
#define GATHER_VERIFY_MAX 10000
#define GATHER_FAILED_MAX 50
#define GATHER_NOTES_MAX 100
#define GATHER_STOPS_MAX 20
int approvals_gather(struct approvals *out, const struct approvals_request *request, struct mow_error *err);

/*
 * The overrides that move the target from one id to another ("OLD NEW"), which hold as those of steps do: as approvals,
 * without sets. The request has no steps.
 */
int approvals_gather_move(struct approvals *out, const struct approvals_request *request, const char *move,
			  struct mow_error *err);

/*
 * Records by themselves, whatever others there are (mowners-log(1)). What is asked of each is what approvals_gather
 * asks, but that a record which counts no more for some reason is still told to have landed where it has.
 */
struct examined_step {
	uint32_t number; /* in examination_steps */
	bool landed;     /* spent; else it waits */
	bool unknown;    /* it is taken to have landed, since nobody can tell */
};
struct examined {
	const struct record *record; /* given; lives as long as what is told of it */
	struct oid blob;             /* given: its file */
	enum gather_fault fault;     /* never FAULT_TARGET; of a stop or a withdrawal what keeps it from anything */
	const char *why;             /* FAULT_SIGNATURE: a sentence, of whatever length, escaped */
	size_t person;               /* of the rules; RULES_NONE */
	int64_t withdrawn;           /* FAULT_WITHDRAWN: when */
	struct examined_step *steps; /* of each of the record's */
	struct approval approval;    /* of an approval: what it is to the verdict */
	struct stop stop;            /* of a stop, with those who took it back */
	size_t claim;                /* its own; SIZE_MAX: none */
};

/* Reads all of stops/, once. Of the request the target, the old tip and the steps are not looked at, nor who owns what;
 * it is copied. */
struct examiner;
int examiner_new(struct examiner **out, const struct approvals_request *request, struct mow_error *err);
void examiner_free(struct examiner *examiner);
MOW_AUTO_PTR_DEFINE(examiner)
/* When somebody took a record back; false: never. */
bool examiner_taken(int64_t *moment, const struct examiner *examiner, const char *id, size_t person);

/* Records of one target, looked at together: one walk through its history, back to the oldest base. No signature is
 * looked at. What is told of them lives as long; the examiner must outlive it. */
struct examination;
struct examine_target {
	const char *ref;
	struct oid tip; /* zeros: it does not exist */
};
int examination_new(struct examination **out, const struct examiner *examiner, const struct examine_target *target,
		    struct mow_error *err);
void examination_free(struct examination *examination);
int examination_look(struct examination *examination, struct examined *const *items, size_t count,
		     struct mow_error *err);
/* What they say about files, each content once: in the order of the paths. */
const struct steps *examination_steps(const struct examination *examination);
/* Checks the signature of one of them, which sets `fault`, where it needs a good one to count. */
int examination_verify(struct examination *examination, struct examined *item, struct mow_error *err);

#endif
