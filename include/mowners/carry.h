/* Part of mowners.h: a forge's approvals on their way to a server that cannot ask it. */
#ifndef MOWNERS_CARRY_H
#define MOWNERS_CARRY_H

#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* With what they are carried. */
struct mow_carry_options {
	const char *key;    /* a key's file as user.signingKey of git names one; NULL: that of git's settings */
	const char *home;   /* what ~/ in it stands for; NULL: nothing */
	const char *remote; /* where they go to; NULL: they are kept here */
};

/* An approval of a forge, as the record that it becomes. */
struct mow_carried {
	const char *by;     /* who approves: "@lena" */
	const char *source; /* where: "github#7 review 77", without what does not show */
	size_t files;       /* how many files of the change it counts for */
	int64_t end;        /* from then on the record counts no more */
	bool recorded;      /* it is there already, for half a day at least */
};

/* Approvals to be carried. */
struct mow_carry;

/*
 * Finds those of a verdict's `evidence` that count in it and say where they come from as the witness line of a record
 * does, such as `github#7 review 77`, and for which commit (mowners-approvals(5)): of the files that nobody has stopped
 * and that [rules] does not cover. The witness is whose key it is. The verdict must outlive the answer.
 *
 *     MOW_ENOTFOUND  there is no key
 *     MOW_EINVAL     it is no witness's, or not valid now, or [mowners] witness names nobody
 */
MOW_API int mow_carry_new(struct mow_carry **out, struct mow_repo *repo, const struct mow_verdict *verdict,
			  const struct mow_carry_options *options, struct mow_error *err);

/* Frees it; what was stored stays. */
MOW_API void mow_carry_free(struct mow_carry *carry);

/* How many there are, those that are there already among them. */
MOW_API size_t mow_carry_count(const struct mow_carry *carry);

/* One of them, in the order of the evidence. */
MOW_API const struct mow_carried *mow_carry_item(const struct mow_carry *carry, size_t index);

/* How many files were left out because [rules] covers them: a witness carries no approval of those. */
MOW_API size_t mow_carry_rules(const struct mow_carry *carry);

/*
 * Signs those that are not there yet, and adds them to the store here and to that of the remote; nothing where there
 * are none. It fails like mow_approval_sign, mow_approval_store and mow_approval_push.
 */
MOW_API int mow_carry_send(struct mow_carry *carry, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
