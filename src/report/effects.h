/* What a change of OWNERS files does, in words. */
#ifndef MOW_REPORT_EFFECTS_H
#define MOW_REPORT_EFFECTS_H

#include "base/buf.h"
#include "mowners.h"
#include "report/json.h"

/* "3 files of brand/logos/ lose review by @legal", escaped as phrase.h does. */
void effects_words(struct buf *out, const struct mow_effect *effect);

/* A headline and a line each, the first of them; nothing where there are none. */
void report_effects(struct buf *out, const struct mow_verdict *verdict);

/* "gate-lost", … */
const char *effects_kind_name(enum mow_effect_kind kind);

/* All of them as a JSON list of objects, see mowners-diff(1). */
void effects_json(struct json *json, const struct mow_effect *effects, size_t count);
/* One, as members of the object that is open. */
void effects_members(struct json *json, const struct mow_effect *effect);

#endif
