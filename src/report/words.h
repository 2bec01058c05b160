/*
 * What the facts of a verdict and of `why` (mowners.h) say, as words: the one place where sentences about people and
 * what they lack are made. They are plain text, of whatever length; phrase_text makes them fit to be shown, JSON takes
 * them as they are. `now` is the moment that the facts hold for. Failures are those of the buffer.
 */
#ifndef MOW_REPORT_WORDS_H
#define MOW_REPORT_WORDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"

/* A state: "approved", "stopped", "frozen", "unowned", "impossible", "stale", "missing". */
const char *words_state(enum mow_state state);

/* The same in front of the sentence that says why, at most 8 columns: "cannot", "because". */
const char *words_state_label(enum mow_state state);

/* Not given yet by as many as must. */
bool words_is_open(const struct mow_need *need);

/* "decision", "review.GATE", "people". */
void words_role(struct buf *out, const struct mow_need *need);

/* Whom it asks: "@lena", "any of @dana @omar", "2 of @brand-guild", "2 different people". */
void words_of(struct buf *out, const struct mow_need *need);

/* Who can give what is open: the same, or by name where somebody of it cannot: "@marc for @lena", "2 of @ines, @omar or
 * @dana". */
void words_whom(struct buf *out, const struct mow_need *need);

/* What else is to be said of it: "away until 5 January; @marc can act"; nothing where there is nothing. */
void words_note(struct buf *out, const struct mow_need *need, int64_t now);

/* Why a group's state is what it is: "it lacks the decision of @lena and the review of 2 of @brand-guild". */
void words_why(struct buf *out, const struct mow_group *group, int64_t now);

/* Of a need that is a freeze or the end of rights: until when, by what, and who can let it through. False, and nothing
 * said, of others. */
bool words_frozen(struct buf *out, const struct mow_need *need, int64_t now);

/* Of a need that is a stop: who can take it back: "@greta or @lena can take it back"; of a group that is stopped: by
 * whom, why, and the command that takes it back. */
void words_lifts(struct buf *out, const struct mow_need *need);
void words_stopped(struct buf *out, const struct mow_group *group);

/* What an override let through: "@bea let brand/logo.svg and 2 more files through on 2026-11-29 at 10:00 UTC: REASON".
 */
void words_override(struct buf *out, const struct mow_decision *decision);

/* "@marc decided about a.md and 2 more files, because commit 1a2b3c4d5e6f names @lena as an author; …". */
#define WORDS_COMMIT 12 /* digits of a commit */
void words_claim(struct buf *out, const struct mow_claim *claim);

/* "commit 1a2b3c4d5e6f names several people for all of its files; who made which counts as topic has it". */
void words_squashed(struct buf *out, const struct mow_squash *squash);

/* Of a group whose owner cannot decide since a commit names them as a co-author: that a squash does so for all of its
 * files, and what helps. False, and nothing said, of others. */
bool words_squash(struct buf *out, const struct mow_group *group);

/* Whether a need is for somebody's word in a hand-over; then, what: "takes over 12 files of brand/". */
bool words_is_consent(const struct mow_need *need);
void words_hands(struct buf *out, const struct mow_need *need);
/* Whom a group's hand-over gives files whom the rules in force do not know, and what helps. False, and nothing said:
 * there is nobody. */
bool words_newcomers(struct buf *out, const struct mow_group *group);

/* Of a need for proof of who made it: "commit 1a2b3c4d5e6f is not signed". */
void words_unproved(struct buf *out, const struct mow_need *need);
/* That a group lacks it, why, and what helps. False, and nothing said: it does not. */
bool words_proof(struct buf *out, const struct mow_group *group);

/* "dana@danas-mac.local made what was approved, and nobody in OWNERS has this address; …", of one or more. */
void words_unknown(struct buf *out, const char *const *emails, size_t count);

/* ---- Of the long answer about a path ---- */

/* Who decides, and why: "Lena Fischer (@lena) decides, @legal must agree, because the area [brand] claims it with …".
 */
void words_sentence(struct buf *out, const struct mow_why *why);

/* What it takes now, sentence number `index` from 0; false, and nothing said: there are no more. */
bool words_takes(struct buf *out, const struct mow_why *why, size_t index);

/* The one for a freeze or for rights: "frozen from 20 November until 2 December by [freeze black-friday]: …". */
void words_time(struct buf *out, const struct mow_why_need *need, int64_t now);

/* By what a key is outdone that does not count: "by [launch], OWNERS:40"; "not used here" where nothing does. */
void words_outdone(struct buf *out, const struct mow_set *set);

#endif
