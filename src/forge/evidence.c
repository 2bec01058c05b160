#include "forge/evidence.h"

#include <jansson.h>

#include "base/clock.h"
#include "base/error.h"
#include "forge/answer.h"

#include <string.h>

static int append(const char *bytes, size_t len, void *context)
{
	buf_add(context, bytes, len);
	return 0;
}

static bool set(json_t *line, const char *key, const char *value)
{
	return value == NULL || json_object_set_new(line, key, json_string(value)) == 0;
}

/* A moment that cannot be read is none: then the approval is as old as can be. */
static const char *made_of(const struct forge_opinion *opinion)
{
	int64_t moment;

	return opinion->made != NULL && clock_parse_moment(&moment, opinion->made, strlen(opinion->made))
		       ? opinion->made
		       : NULL;
}

int evidence_write(struct buf *out, const struct forge_place *place, const struct forge_opinions *opinions,
		   struct mow_error *err)
{
	for (size_t i = 0; i < opinions->count; i++) {
		const struct forge_opinion *opinion = &opinions->items[i];
		bool stops = opinion->decision == FORGE_STOPS;
		MOW_AUTO(buf) by = BUF_INIT;
		MOW_AUTO_JSON line = json_object();
		if (opinion->account == NULL)
			continue;
		buf_addf(&by, "%s:%s", place->forge->name, opinion->account);
		if (by.failed || line == NULL || !set(line, "by", by.data) ||
		    !set(line, "decision", stops ? "stop" : "approve") ||
		    !set(line, "commit", stops ? NULL : opinion->commit) || !set(line, "made", made_of(opinion)) ||
		    !set(line, "source", opinion->source) || !set(line, "why_not", opinion->why_not) ||
		    json_dump_callback(line, append, out, JSON_COMPACT) != 0)
			return mow_fail_memory(err);
		buf_addc(out, '\n');
	}
	return buf_check(out, err);
}
