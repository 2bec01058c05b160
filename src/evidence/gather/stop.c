/* Stops: this version cannot judge them, so whatever one of them may concern is undecided. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "base/error.h"
#include "evidence/field.h"

static int fail_stop(const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) by = BUF_INIT;

	field_quote(&by, record->by, strlen(record->by));
	return mow_fail(err, MOW_EUNSUPPORTED,
			"record %.12s by %s is a stop of this change, which this version cannot judge, so nothing can "
			"land here: ask its maker, and judge with a version that knows stops",
			record->id, by.data);
}

/* By steps at one of the paths, or by patterns, whatever these match. */
static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	(void)blob;
	if (!gather_is_ours(gather, record))
		return MOW_OK;
	return record->path_count > 0 || gather_touch(gather, record).paths > 0 ? fail_stop(record, err) : MOW_OK;
}

const struct gather_kind gather_stop = {.take = take};
