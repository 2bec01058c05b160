/*
 * The record of a decision as text (mowners-approvals(5), "The record"). The format is frozen: its bytes are signed and
 * hashed.
 *
 * Lines, each ended by LF, in this order; every one that is not said to be optional is in every record:
 *
 *     mowners-approval 1
 *     repository NAME           optional
 *     target REF                a full ref; in a withdrawal it binds nothing, and is there all the same
 *     base OID                  zeros: the target did not exist
 *     decision WORD             approve, stop, withdraw, override, request
 *     as ROLE                   "*", "accountable", "review.GATE"
 *     by EMAIL
 *     witness EMAIL REQUEST review NUMBER head OID
 *                               optional, with approve alone; REQUEST is gitlab!N, github#N or gitea#N, no leading zero
 *     made MOMENT               YYYY-MM-DDTHH:MM:SSZ
 *     expires MOMENT            after `made`
 *     reason TEXT               optional but with stop and override
 *     step MODE OID MODE OID PATH
 *                               one or more, sorted by the bytes of the decoded path, one a path; or, instead,
 *     path PATTERN              with stop: one or more, sorted by the decoded pattern, none twice, none with `!`
 *     move OID OID              with override: one
 *     record ID                 with withdraw: one, and no steps
 *
 * NAME and TEXT are UTF-8, not blank, without C0, DEL, C1, U+2028, U+2029 and the format characters that OWNERS(5)
 * refuses. An EMAIL has one `@`, not at an end, is UTF-8 without white space, and holds none of the above and none of
 * ,"*?! (no line of OWNERS.signers could name it). A GATE has no white space and none of the above either.
 */
#ifndef MOW_EVIDENCE_RECORD_RECORD_H
#define MOW_EVIDENCE_RECORD_RECORD_H

#include "base/clock.h"
#include "base/digest.h"
#include "evidence/record/decisions.h"
#include "rules/rules.h"
#include "steps/steps.h"

#define RECORD_MAX ((size_t)16 << 20)        /* bytes of text and signature */
#define RECORD_ARMOUR_MAX ((size_t)64 << 10) /* bytes of the signature alone */
#define RECORD_STEPS_MAX 100000              /* steps, or paths of a stop */
#define RECORD_AHEAD 300                     /* seconds that `made` may be ahead of the reader's clock */
#define RECORD_CARRIED CLOCK_DAY             /* how long a carried one counts, from `made` */
#define RECORD_LIFE (90 * CLOCK_DAY)         /* from `made` to `expires` unless said */

struct record {
	const char *repository; /* NULL */
	const char *target;
	struct oid base; /* zeros: the target did not exist */
	enum record_decision decision;
	const char *as;      /* "*", "accountable", "review.GATE" */
	const char *by;      /* an e-mail, as written */
	const char *witness; /* the rest of its line; NULL */
	int64_t made, expires;
	const char *reason;    /* NULL */
	const char *withdraws; /* the id of a `record` line; NULL */
	struct step *steps;    /* old and new as in struct step */
	size_t step_count;
	const char **paths; /* patterns of a stop, decoded */
	size_t path_count;
	const char *move; /* the rest of a `move` line; NULL */

	char id[DIGEST_HEX];
	const char *text; /* the signed bytes */
	size_t text_len;
	const char *armour; /* the signature, with its final LF; "" : none */
	size_t armour_len;
	char expired[32]; /* "expired on 2026-10-01": what record_date_problem says, filled by record_parse */
	struct arena arena;
};
void record_release(struct record *record);
MOW_AUTO_DEFINE(record)

/*
 * Reads a record, with or without a signature behind it. Every rule of the format that does not need a clock or the
 * rules is checked; it must serialise back to the same bytes. The signature must be armoured exactly as ssh-keygen
 * writes it (rows of 70, one final LF, nothing behind); what is in it is signers_verify's business. MOW_EINVAL with
 * "line N: …", also past a limit above: whatever is wrong with the bytes has this one code.
 */
int record_parse(struct record *out, const char *bytes, size_t len, struct mow_error *err);

/* Reads its lines down to `reason` alone, for whoever wants to know whether the rest is worth reading: no steps and
 * what else is decided about, no text, no id. MOW_EINVAL as record_parse. */
int record_parse_head(struct record *out, const char *bytes, size_t len, struct mow_error *err);

/* Of bytes that record_parse has taken before, and found this id: the same lines, text, signature and id, for checking
 * the signature. Neither what is decided about nor the digest is made again. */
int record_parse_signed(struct record *out, const char *bytes, size_t len, const char *id, struct mow_error *err);

/* Its text, from the fields down to `move` (steps and paths sorted), appended. MOW_EINVAL where they would not make a
 * valid record. */
int record_format(struct buf *out, const struct record *record, struct mow_error *err);

/* The moment from which it no longer counts: `expires`, of a carried one no later than RECORD_CARRIED after `made`. */
int64_t record_end(const struct record *record);
/* The bytes of the witness's e-mail, at the front of `witness`. */
size_t record_witness_len(const struct record *record);

/* Whether it does not end by its dates: stops, and what takes records back. */
bool record_lasts(const struct record *record);

/*
 * Whether it may count at `now` as far as its own dates go: NULL, or why not: "expired on 2026-10-01", "made in the
 * future". The answer lives as long as the record.
 */
const char *record_date_problem(const struct record *record, int64_t now);

#endif
