#include "report/words.h"

#include <string.h>

#include "base/clock.h"
#include "report/phrase.h"

/* ---- The long answer about a path --------------------------------------------------------------------------------- */

/* "Lena Fischer (@lena)" */
static void add_person(struct buf *out, const struct mow_person *person)
{
	if (person->name != NULL)
		buf_addf(out, "%s (%s)", person->name, person->label);
	else
		buf_adds(out, person->label);
}

/* ", because the area [brand] claims it with /brand/ (OWNERS:14)"; [rules] and [otherwise] have no patterns. */
static void add_because(struct buf *out, const struct mow_matched *matched)
{
	if (matched->pattern[0] != '\0')
		buf_addf(out, ", because the area [%s] claims it with %s (%s:%u)", matched->area, matched->pattern,
			 matched->file, matched->pattern_line);
	else if (strcmp(matched->area, "rules") == 0)
		buf_addf(out, ", because this file is one of the rules and pipelines that [rules] covers (%s:%u)",
			 matched->file, matched->line);
	else
		buf_addf(out, ", because no area names anybody for it and [otherwise] steps in (%s:%u)", matched->file,
			 matched->line);
}

static bool is_owned(const struct mow_why *why)
{
	return why->need_count > 0 && why->needs[0].kind == MOW_NEED_DECISION;
}

/* Whether nobody who is accountable is in service on the day. */
static bool is_gone(const struct mow_why_need *decision)
{
	for (size_t i = 0; i < decision->people_count; i++)
		if (decision->people[i].in_service)
			return false;
	return true;
}

static void add_decider(struct buf *out, const struct mow_why *why)
{
	const struct mow_why_need *decision = why->needs;

	if (!is_owned(why)) {
		buf_adds(out, why->matched_count > 0 ? "Nobody decides: the areas that claim it name nobody accountable"
						     : "Nobody decides: no area of the OWNERS files claims it");
		return;
	}
	if (is_gone(decision) && decision->deputy_count > 0) {
		for (size_t i = 0; i < decision->deputy_count; i++)
			buf_addf(out, "%s%s", i > 0 ? " or " : "", decision->deputies[i]);
		buf_adds(out, " decides for ");
		add_person(out, &decision->people[0]);
		buf_adds(out, ", who is not in service");
		return;
	}
	if (is_gone(decision)) {
		buf_adds(out, "Nobody decides: ");
		add_person(out, &decision->people[0]);
		buf_adds(out, " is not in service");
		return;
	}
	add_person(out, &decision->people[0]);
	buf_adds(out, decision->any ? " decides, or anybody else of those who make or check it" : " decides");
}

void words_sentence(struct buf *out, const struct mow_why *why)
{
	size_t said = 0;

	if (why->no_rules) {
		buf_adds(out, "Nobody decides: there is no OWNERS file at the root of the repository.");
		return;
	}
	add_decider(out, why);
	for (size_t i = 0; i < why->need_count; i++)
		if (why->needs[i].kind == MOW_NEED_GATE)
			buf_addf(out, "%s%s", said++ > 0 ? " and " : ", ", why->needs[i].written);
	if (said > 0)
		buf_adds(out, " must agree");
	if (why->because != NULL)
		add_because(out, why->because);
	buf_addc(out, '.');
}

/* ", who is away until 5 January; instead @marc" behind a person who is not there. */
static void add_whereabouts(struct buf *out, const struct mow_why_need *need, int64_t now)
{
	const struct mow_person *person = &need->people[0];
	char day[CLOCK_TEXT];

	if (person->in_service && !person->away)
		return;
	if (person->away) {
		clock_word_day(day, person->until, now);
		buf_addf(out, ", who is away until %s", day);
	} else {
		buf_adds(out, ", who is not in service today");
	}
	for (size_t i = 0; i < need->deputy_count; i++)
		buf_addf(out, "%s %s", i > 0 ? " or" : "; instead", need->deputies[i]);
}

static void takes_decision(struct buf *out, const struct mow_why_need *need, int64_t now)
{
	buf_adds(out,
		 need->any ? "one approval of somebody accountable, responsible, or in a gate of a lightweight area: "
			   : "the approval of ");
	add_person(out, &need->people[0]);
	add_whereabouts(out, need, now);
}

static void takes_gate(struct buf *out, const struct mow_why_need *need)
{
	buf_addf(out, "for review.%s, %u of: ", need->gate, need->need);
	for (size_t i = 0; i < need->people_count; i++) {
		const struct mow_person *person = &need->people[i];
		buf_addf(out, "%s%s", i > 0 ? ", " : "", person->label);
		if (!person->in_service)
			buf_adds(out, " (not in service)");
		else if (person->away)
			buf_adds(out, " (away)");
	}
}

bool words_takes(struct buf *out, const struct mow_why *why, size_t index)
{
	const struct mow_why_need *need;

	if (index == why->need_count && is_owned(why)) {
		buf_adds(out, why->self_approval ? "who made the change may approve it too"
						 : "who made the change does not count; a deputy then acts for them");
		return true;
	}
	if (index >= why->need_count)
		return false;
	need = &why->needs[index];
	switch (need->kind) {
	case MOW_NEED_DECISION:
		takes_decision(out, need, why->now);
		break;
	case MOW_NEED_GATE:
		takes_gate(out, need);
		break;
	case MOW_NEED_PEOPLE:
		buf_addf(out, "approvals of at least %u different people", need->need);
		break;
	case MOW_NEED_FREEZE:
	case MOW_NEED_RIGHTS:
		words_time(out, need, why->now);
		break;
	case MOW_NEED_ACCEPT:
	case MOW_NEED_RELEASE:
	case MOW_NEED_STOP:
	case MOW_NEED_AUTHORS:
	case MOW_NEED_OVERRIDE:
		break;
	}
	return true;
}

void words_outdone(struct buf *out, const struct mow_set *set)
{
	if (set->by == NULL)
		buf_adds(out, "not used here");
	else if (set->by_area != NULL)
		buf_addf(out, "by [%s], %s", set->by_area, set->by);
	else
		buf_addf(out, "by %s", set->by);
}
