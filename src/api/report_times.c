/* How long a part of a change waited, and for whom. */
#include "api/report.h"

/* What a part is measured by. */
struct clock {
	int64_t offered;   /* when the contents that landed were before those who approve */
	int64_t reviewed;  /* when the reviews were there; INT64_MAX: never */
	int64_t completed; /* alike, all of it */
	bool reviews;
};

int64_t report_completed(const struct report_part *part)
{
	const struct audit_part *judged = part->judged;

	return judged->reviewed > judged->decided ? judged->reviewed : judged->decided;
}

/* The next moment before `to` at which something changes. */
static int64_t next_turn(const struct clock *clock, int64_t from, int64_t to)
{
	const int64_t turns[] = {clock->offered, clock->reviewed, clock->completed};

	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if (turns[i] > from && turns[i] < to)
			to = turns[i];
	return to;
}

static int64_t *whose(struct report_part *part, const struct clock *clock, int64_t at, bool author)
{
	if (at >= clock->completed)
		return &part->ready;
	if (author)
		return &part->author;
	return clock->reviews && (at < clock->offered || at < clock->reviewed) ? &part->review : &part->accountable;
}

static void spend(struct report_part *part, const struct clock *clock, const int64_t span[2], bool author)
{
	for (int64_t at = span[0], next; at < span[1]; at = next) {
		next = next_turn(clock, at, span[1]);
		*whose(part, clock, at, author) += next - at;
	}
}

void report_spend(struct report_part *part, const struct mow_report *report, const struct report_moment *moments,
		  size_t count, int64_t landed)
{
	const struct audit_part *judged = part->judged;
	bool complete = judged != NULL && judged->complete, author = false;
	const struct clock clock = {.offered = part->offered,
				    .reviewed = complete ? judged->reviewed : INT64_MAX,
				    .completed = complete ? report_completed(part) : INT64_MAX,
				    .reviews = judged != NULL && judged->reviews};
	int64_t at = part->requested;

	for (size_t i = 0; i < count; i++) {
		int64_t made = report->records.items[moments[i].record].made;
		if (made > at) {
			spend(part, &clock, (const int64_t[2]){at, made}, author);
			at = made;
		}
		author = moments[i].stop;
	}
	spend(part, &clock, (const int64_t[2]){at, landed}, author);
}
