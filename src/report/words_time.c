/* Freezes, embargoes and the end of rights. */
#include <string.h>

#include "base/clock.h"
#include "report/phrase.h"
#include "report/words.h"

enum { WHOM_SHOWN = 5 };

/* "it is frozen until 2 December", "it is frozen from 20 November until 2 December", "it is under embargo until 5
 * January", which is when it opens. */
static void add_period(struct buf *out, int64_t from, int64_t end, int64_t now)
{
	char day[CLOCK_TEXT];

	if (from == INT64_MIN) {
		clock_word_from(day, end, now);
		buf_addf(out, "it is under embargo until %s", day);
		return;
	}
	buf_adds(out, "it is frozen ");
	if (from > now) {
		clock_word_from(day, from, now);
		buf_addf(out, "from %s ", day);
	}
	clock_word_until(day, end, now);
	buf_addf(out, "until %s", day);
}

static void add_reason(struct buf *out, const char *name, const char *reason)
{
	buf_addf(out, " by [freeze %s]", name);
	if (reason != NULL)
		buf_addf(out, ": %s", reason);
}

static void add_ended(struct buf *out, int64_t end, int64_t now)
{
	char day[CLOCK_TEXT];

	clock_word_until(day, end, now);
	buf_addf(out, "the rights to use it %s on %s%s", end <= now ? "ended" : "end", day,
		 end <= now ? "" : "; after that");
	buf_adds(out, end <= now ? ", so it can only be taken out" : " it can only be taken out");
}

static void add_freeze(struct buf *out, const struct mow_need *need, int64_t now)
{
	add_period(out, need->from, need->end, now);
	add_reason(out, need->gate, need->reason);
	buf_adds(out, "; ");
	phrase_names(out, need->ask, need->ask_count, "or", WHOM_SHOWN);
	buf_adds(out, need->ask_count > 0 ? " can let it through, by approving it" : "nobody here can let it through");
}

bool words_frozen(struct buf *out, const struct mow_need *need, int64_t now)
{
	if (need->kind == MOW_NEED_FREEZE) {
		add_freeze(out, need, now);
		return true;
	}
	if (need->kind != MOW_NEED_RIGHTS)
		return false;
	add_ended(out, need->from, now);
	if (need->source != NULL)
		buf_addf(out, ", or the day be changed in %s", need->source);
	return true;
}

void words_time(struct buf *out, const struct mow_why_need *need, int64_t now)
{
	if (need->kind == MOW_NEED_RIGHTS) {
		add_ended(out, need->from, now);
		return;
	}
	add_period(out, need->from, need->end, now);
	add_reason(out, need->gate, need->reason);
	buf_adds(out, need->people_count > 0 ? "; one of these can let it through, by approving it: "
					     : "; nobody can let it through");
	for (size_t i = 0; i < need->people_count; i++)
		buf_addf(out, "%s%s", i > 0 ? ", " : "", need->people[i].label);
}
