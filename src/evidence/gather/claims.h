/*
 * Gathering at work: claims (somebody's approval, as a record or a line of evidence says it), and what each of them
 * says about the steps of the change. Internal to gather.h.
 *
 * A claim that says exactly one of the change's steps holds for it; one that says another step of the same path makes
 * it stale. Claims are looked into from the cheap to the dear: what they say, their dates, whether their maker is
 * known, whether they are spent, and last their signature.
 */
#ifndef MOW_EVIDENCE_GATHER_CLAIMS_H
#define MOW_EVIDENCE_GATHER_CLAIMS_H

#include "evidence/gather/gather.h"
#include "evidence/store/store.h"
#include "rules/match/pattern.h"

#define GATHER_STALE_MAX 20 /* claims about other content that are looked into for one path, the newest ones */
#define GATHER_SAME_MAX 4   /* of these, by one person in one role about the same content */

enum claim_state { CLAIM_OPEN, CLAIM_GOOD, CLAIM_BAD };

struct claim {
	enum claim_state state;
	enum gather_fault fault; /* why it is bad, where that turned up with its base or its signature */
	const char *why;         /* FAULT_SIGNATURE: a sentence, as a note has it */
	enum evidence_kind kind;
	bool override;
	const char *id;
	const char *by; /* for notes: escaped */
	const char *reason;
	const char *source; /* of evidence: where it comes from, escaped; NULL: it does not say */
	const char *commit; /* of evidence: that it is for; NULL */
	size_t person;
	size_t signer; /* of a record: whose key, the person's or the witness's */
	bool carried;  /* by a witness */
	bool own;      /* of what its maker made alone */
	struct role role;
	uint32_t role_number; /* equal where the roles are; 0: all of them */
	int64_t made;
	struct oid base;  /* of a record */
	struct oid blob;  /* the record's file */
	size_t line;      /* of evidence; 0: a record; SIZE_MAX: the push */
	int64_t received; /* of a request: when the server first had it; INT64_MAX: not known */
	size_t number;    /* among the approvals, once it is one; SIZE_MAX */
	/* Whether it says something about the change in a role that its maker holds, and whether in none. */
	bool heard, denied;
};

/* A claim says exactly this step. */
struct claim_hit {
	uint32_t step, claim;
	bool spent;
	bool unknown; /* spent since nobody can tell whether it has landed */
};

/* A claim says another step of this path. */
struct claim_stale {
	uint32_t claim;
	unsigned new_mode;
	struct oid new_id;
	bool dropped; /* spent, withdrawn, not good, or an older one of the same person and role */
};
struct claim_stales {
	struct claim_stale *items; /* newest first, GATHER_STALE_MAX at most */
	size_t count;
};

/* A request names this path, whatever content it is about. */
struct claim_asked {
	uint32_t step, claim;
	unsigned new_mode;
	struct oid new_id;
	bool dropped; /* spent */
};

/* Somebody has taken back a record. */
struct withdrawal {
	size_t person; /* of the rules */
	int64_t made;
	size_t next; /* the one before it of the same record; SIZE_MAX: none */
};

/* A stop covers this step. */
struct stop_hit {
	uint32_t step, stop;
};

struct gather {
	const struct approvals_request *request;
	struct approvals *out; /* notes and strings go there */
	struct {
		struct claim *items;
		size_t count, capacity;
	} claims;
	struct {
		struct claim_hit *items;
		size_t count, capacity;
	} hits;
	struct claim_stales *stales; /* of each step */
	struct {
		struct claim_asked *items; /* of paths where it matters */
		size_t count, capacity;
	} asked;
	/* A line of evidence says since when all of the change waits, or why that is not known. */
	struct {
		bool said, known;
		int64_t moment;
		const char *where, *why;
	} since;
	size_t long_asked;        /* long requests that have been read */
	unsigned char *stops_any; /* of each person: 0 not asked yet, 1 may stop no step, 2 some step; NULL */
	struct {
		struct withdrawal *items;
		size_t count, capacity;
		struct map by_record; /* the id that they take back → the last of them */
	} withdrawals;
	struct {
		struct stop_hit *items; /* in the order of steps and stops, once settled */
		size_t count, capacity;
	} stop_hits;
	struct {
		struct pattern_set *set; /* of all stops; NULL: none has any */
		size_t *items;           /* whose each pattern is */
		size_t count, capacity;
	} stop_paths;
	struct map gates;    /* names → role numbers */
	unsigned char *says; /* of each person: 0 not asked yet, 1 holds no role at any step, 2 holds one; NULL */
	size_t notes_left_out;
	struct arena arena; /* what is not needed afterwards */
};

void gather_release(struct gather *gather); /* all but the request and `out` */
MOW_AUTO_DEFINE(gather)

/* Adds a note, in words of ours; foreign bytes must have been escaped. Past GATHER_NOTES_MAX they are only counted. */
int gather_note(struct gather *gather, struct mow_error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* "record 0123456789ab by lena@example.com does not count: WHY", or of a line of evidence: "github#7 review 3 by …". */
int gather_note_claim(struct gather *gather, const struct claim *claim, const char *why, struct mow_error *err);

/* Fills role and role_number from "*", "accountable", "review.GATE". */
int gather_set_role(struct gather *gather, struct claim *claim, const char *as, struct mow_error *err);

/* The change's step at a path; SIZE_MAX: none. */
size_t gather_find(const struct gather *gather, const char *path, size_t len);
bool gather_is_exact(const struct gather *gather, size_t number, const struct step *step);
/* Made later; of two made at once, the one that comes first. */
bool gather_is_newer(const struct claim *a, const struct claim *b);

/* Adds a claim and tells its number. All that it says is said before the next one is added, so that hits are in the
 * order of claims. */
int gather_add(size_t *number, struct gather *gather, const struct claim *claim, struct mow_error *err);
/* The claim says this step: whatever that is for the change. */
int gather_say(struct gather *gather, size_t claim, const struct step *step, struct mow_error *err);
/* The same where it is known already which step of the change is at that path. */
int gather_say_at(struct gather *gather, size_t claim, size_t number, const struct step *step, struct mow_error *err);

/* What a commit changes since it left the target's line, or another commit, of the paths of the change. */
struct gather_commit {
	struct step *items;
	size_t *numbers; /* of each, the change's step at its path */
	size_t count;
	const struct step
		*spent; /* the first of the change's steps that have landed since, and are not among them; NULL */
	size_t spent_count;
	const char *problem; /* why nothing is known; NULL */
};
/* A commit, and with what it was compared; zeros: with where it left the target. */
struct gather_compared {
	struct oid commit, base;
};
/* Commits that lines of evidence name, each looked into once. */
struct gather_commits {
	struct gather_commit *items;
	size_t count, capacity;
	struct map known;  /* struct gather_compared → which of `items` */
	struct map landed; /* where one begins → which of the next */
	struct {
		bool **items; /* of each step of the change, whether it has landed since */
		size_t count, capacity;
	} since;
};
void gather_commits_release(struct gather_commits *commits);
/* The answer holds until the next call. */
int gather_commit_find(const struct gather_commit **out, struct gather_commits *commits, struct gather *gather,
		       const struct gather_compared *about, struct mow_error *err);

/* ---- Records */

/* Whether a record is for a repository as the rules name theirs, and for the change's target too. */
bool gather_fits_repository(const struct gather *gather, const struct record *record);
bool gather_is_ours(const struct gather *gather, const struct record *record);

/* What a record says about the change: how many of its steps, and how many paths of them at all. */
struct gather_touch {
	size_t exact, paths;
};
struct gather_touch gather_touch(const struct gather *gather, const struct record *record);

/* Whether the person who carries a record with a witness may. */
bool gather_is_witnessed(const struct gather *gather, const struct record *record);

/* The claim of a record, but for what it claims; it is not added. */
int gather_start(struct claim *claim, struct gather *gather, const struct record *record, struct mow_error *err);

/* Whether a record that could not be read is to blame itself, not the system. */
bool gather_is_fault(int result);

/* What the person has taken back the record by; NULL: they have not. All withdrawals have been read before any claim is
 * added. */
const struct withdrawal *gather_withdrawal(const struct gather *gather, const char *id, size_t person);

/* What is done with the records of one decision; a file each. Any may be NULL. */
struct gather_kind {
	/* Whether a record can matter as far as its head tells (record_parse_head); NULL: it can. Asked of long ones.
	 */
	bool (*may_matter)(struct gather *gather, const struct record *head);
	/* A record found at the change's paths, or in stops/. The index is not taken at its word: what counts is what
	 * the record says. */
	int (*take)(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err);
};
/* The decisions that have a file here, `gather_NAME` in NAME.c; records of the others decide nothing. */
#define GATHER_KINDS(KIND)              \
	KIND(RECORD_APPROVE, approve)   \
	KIND(RECORD_OVERRIDE, override) \
	KIND(RECORD_REQUEST, request)   \
	KIND(RECORD_STOP, stop)         \
	KIND(RECORD_WITHDRAW, withdraw)

#define GATHER_DECLARE(decision, name) extern const struct gather_kind gather_##name;
GATHER_KINDS(GATHER_DECLARE)
#undef GATHER_DECLARE

/* Why a record cannot count, as far as its head and the rules tell; and in words, written to `text` (NULL: it may). */
enum gather_fault gather_fault(const struct gather *gather, const struct record *head, size_t person);
const char *gather_problem(struct buf *text, const struct gather *gather, const struct record *head, size_t person);
/* gather_start for what may count: a record at paths of the change. MOW_EDENIED: it cannot; noted where it says one of
 * the steps. */
int gather_begin(struct claim *claim, struct gather *gather, const struct record *record, const struct oid *blob,
		 struct mow_error *err);
/* Adds it, with all that it says. */
int gather_say_all(struct gather *gather, const struct claim *claim, const struct record *record,
		   struct mow_error *err);

/* Since when each step waits, once it is known which requests are spent. */
int gather_waits(struct gather *gather, struct mow_error *err);

/* Reads all of stops/. */
int gather_read_stops(struct gather *gather, struct mow_error *err);

/* Overrides of a move, read, spent and verified; hits of a step that is not there. */
int gather_moves(struct gather *gather, const char *move, struct mow_error *err);

/* Takes the store's records that may concern the change. */
int gather_records(struct gather *gather, struct mow_error *err);
/* Adds a stop of evidence, which covers every step; of several by one person in one role the first is told. */
int gather_stop_all(struct gather *gather, const struct claim *claim, struct mow_error *err);
/* Fills in those who have taken a stop back, its maker aside. */
int gather_find_lifted(struct stop *stop, struct gather *gather, struct mow_error *err);
/* Once all stops have been read: which of them stand at which steps. */
int gather_stops(struct gather *gather, struct mow_error *err);

/* ---- The rest */

/* Claims of NDJSON. */
int gather_ndjson(struct gather *gather, struct mow_error *err);
/* The claim of who pushes. */
int gather_pusher(struct gather *gather, struct mow_error *err);
/* Marks what is spent among the hits and stales of records. */
int gather_spent(struct gather *gather, struct mow_error *err);
/* Checks the signature of one claim, whatever others there are. */
int gather_verify_claim(struct gather *gather, size_t number, struct mow_error *err);
/* Checks signatures, as few as will do. */
int gather_verify(struct gather *gather, struct mow_error *err);

#endif
