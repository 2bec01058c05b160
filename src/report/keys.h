/* Keys of people, in words. */
#ifndef MOW_REPORT_KEYS_H
#define MOW_REPORT_KEYS_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats of who has which: a row here and a function `report_keys_NAME`. */
#define KEYS_FORMATS(ROW)                      \
	ROW(text, "text for people (default)") \
	ROW(json, "or json")

typedef void keys_format_fn(struct buf *out, const struct mow_keys *keys, int64_t now);
#define KEYS_DECLARE(name, help) keys_format_fn report_keys_##name;
KEYS_FORMATS(KEYS_DECLARE)
#undef KEYS_DECLARE

extern const struct format keys_formats[];   /* their names; ends with a NULL name */
extern keys_format_fn *const keys_writers[]; /* in the same order */

/*
 * The text: who has which key, and who has none.
 *
 *     @lena  Lena Fischer
 *       lena@example.com  ED25519  SHA256:…  until 2027-12-31
 *
 *     No key   @omar and @hana: they cannot sign an approval
 */
/* Whose the keys are that are to be added, before anybody is asked; those that are listed already are said to be. */
void report_keys_asked(struct buf *out, const struct mow_keys_addition *addition, int64_t now);

/* How many of them are not listed yet. */
size_t report_keys_new(const struct mow_keys_addition *addition);

/* Who decides about the rules: "Tomas Riva (@tomas)", or where nobody is known what tells. `why` may be NULL. */
void report_keys_owner(struct buf *out, const struct mow_why *why);

#endif
