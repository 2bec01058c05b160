/* Keys of people, in words. */
#ifndef MOW_REPORT_KEYS_H
#define MOW_REPORT_KEYS_H

#include "base/buf.h"
#include "mowners.h"

/*
 * Who has which key, and who has none:
 *
 *     @lena  Lena Fischer
 *       lena@example.com  ED25519  SHA256:…  until 2027-12-31
 *
 *     No key   @omar and @hana: they cannot sign an approval
 */
void report_keys(struct buf *out, const struct mow_keys *keys, int64_t now);

/* Whose the keys are that are to be added, before anybody is asked; those that are listed already are said to be. */
void report_keys_asked(struct buf *out, const struct mow_keys_addition *addition, int64_t now);

/* How many of them are not listed yet. */
size_t report_keys_new(const struct mow_keys_addition *addition);

/* Who decides about the rules: "Tomas Riva (@tomas)", or where nobody is known what tells. `why` may be NULL. */
void report_keys_owner(struct buf *out, const struct mow_why *why);

#endif
