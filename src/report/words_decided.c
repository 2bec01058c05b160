/* Stops and overrides. */
#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "report/phrase.h"
#include "report/words.h"

#define ID_SHOWN 12 /* digits of a record */
enum { WHOM_SHOWN = 5 };

static void add_when(struct buf *out, int64_t made)
{
	char when[CLOCK_TEXT];

	if (made == INT64_MIN)
		return;
	clock_format_moment(when, made);
	buf_addf(out, " on %.10s at %.5s UTC", when, when + 11);
}

static void add_reason(struct buf *out, const char *reason)
{
	buf_adds(out, ": ");
	escape_text(out, reason, strlen(reason));
}

void words_lifts(struct buf *out, const struct mow_need *need)
{
	buf_adds(out, need->ask_count == 1 ? "only " : "");
	phrase_names(out, need->ask, need->ask_count, "or", WHOM_SHOWN);
	buf_adds(out, need->said == NULL ? " can take it back" : " can take it back there");
}

void words_stopped(struct buf *out, const struct mow_group *group)
{
	size_t said = 0;

	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		if (need->kind != MOW_NEED_STOP)
			continue;
		buf_adds(out, said++ > 0 ? "; and " : "");
		buf_adds(out, need->by);
		buf_adds(out, " stopped it");
		add_when(out, need->made);
		if (need->said != NULL)
			buf_addf(out, ", as %s says", need->said);
		else
			add_reason(out, need->reason);
		buf_adds(out, "; ");
		words_lifts(out, need);
		if (need->record != NULL)
			buf_addf(out, ", with mowners withdraw %.*s", ID_SHOWN, need->record);
	}
}

void words_override(struct buf *out, const struct mow_decision *decision)
{
	buf_addf(out, "%s let ", decision->by);
	escape_path(out, decision->path, decision->path_len);
	if (decision->files > 1)
		buf_addf(out, " and %zu more file%s", decision->files - 1, decision->files == 2 ? "" : "s");
	buf_adds(out, " through");
	add_when(out, decision->made);
	add_reason(out, decision->reason);
}
