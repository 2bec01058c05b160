/* The long answer: why these people, in words. */
#include <string.h>

#include "api/rules.h"
#include "api/show.h"
#include "base/clock.h"
#include "base/error.h"

struct telling {
	const struct rules *rules;
	const struct requirement *owners;
	struct arena *arena;
	int64_t now;
	struct mow_error *err;
};

/* "@a, @b" of owners. */
static const char *list_text(const struct telling *tell, const size_t *owners, size_t count)
{
	MOW_AUTO(buf) out = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		buf_addf(&out, "%s%s", i ? ", " : "", tell->rules->owners[owners[i]].text);
	return out.failed ? NULL : arena_dup(tell->arena, out.data, out.len);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->file != NULL && b->file != NULL && strcmp(a->file, b->file) == 0;
}

/* The name of the area that a place lies in: the last of those that matched whose section begins at or before it. */
static const char *area_at(const struct telling *tell, const struct place *place)
{
	const char *name = NULL;
	unsigned line = 0;

	for (size_t i = 0; place->file != NULL && i < tell->owners->area_count; i++) {
		const struct area *area = tell->owners->areas[i];
		if (area->place.file != NULL && strcmp(area->place.file, place->file) == 0 &&
		    area->place.line <= place->line && area->place.line >= line) {
			name = area->name;
			line = area->place.line;
		}
	}
	return name;
}

/* Why what was set at `place` does not count, given where that stands which does. NULL: it counts. */
static const char *outdone(const struct telling *tell, const struct place *place, const struct place *winner)
{
	const char *area;

	if (same_place(place, winner))
		return NULL;
	if (winner->file == NULL)
		return "not used here";
	area = area_at(tell, winner);
	return area != NULL ? arena_printf(tell->arena, "by [%s], %s:%u", area, winner->file, winner->line)
			    : arena_printf(tell->arena, "by %s:%u", winner->file, winner->line);
}

static int add_set(struct mow_set **items, size_t *count, const char *key, const char *value, unsigned line,
		   const char *why, const struct telling *tell)
{
	if (value == NULL)
		return mow_fail_memory(tell->err);
	(*items)[(*count)++] = (struct mow_set){key, value, line, why};
	return MOW_OK;
}

static int add_list(struct mow_matched *out, const char *key, const struct owner_list *list, const char *why,
		    const struct telling *tell)
{
	return list->count ? add_set(&out->set, &out->set_count, key, list_text(tell, list->items, list->count),
				     list->place.line, why, tell)
			   : 0;
}

/* Each key that the area set, and what came of it. */
static int tell_area(struct mow_matched *out, const struct area *area, const struct telling *tell)
{
	const struct requirement *owners = tell->owners;
	static const struct place nowhere;
	const struct place *responsible = owners->responsible != NULL ? &owners->responsible->place : &nowhere;
	int result = MOW_OK;

	out->set = arena_array(tell->arena, area->gate_count + 6, sizeof *out->set);
	if (out->set == NULL)
		return mow_fail_memory(tell->err);
	if (area->accountable != RULES_NONE)
		result = add_set(&out->set, &out->set_count, "accountable", tell->rules->owners[area->accountable].text,
				 area->accountable_place.line,
				 outdone(tell, &area->accountable_place, &owners->accountable_place), tell);
	for (size_t i = 0; result == MOW_OK && i < area->gate_count; i++)
		result = add_set(&out->set, &out->set_count, area->gates[i].key, area->gates[i].text,
				 area->gates[i].place.line, NULL, tell);
	if (result == MOW_OK)
		result = add_list(out, "responsible", &area->responsible,
				  outdone(tell, &area->responsible.place, responsible), tell);
	if (result == MOW_OK)
		result = add_list(out, "consulted", &area->consulted, NULL, tell);
	if (result == MOW_OK)
		result = add_list(out, "informed", &area->informed, NULL, tell);
	if (result == MOW_OK && area->level != LEVEL_UNSET)
		result = add_set(&out->set, &out->set_count, "level", level_name(area->level), area->level_place.line,
				 area->level == owners->level ? NULL
							      : outdone(tell, &area->level_place, &owners->level_place),
				 tell);
	return result;
}

static int tell_matched(struct mow_why *out, const struct matched_area *matched, size_t count,
			const struct telling *tell)
{
	struct mow_matched *items = arena_array(tell->arena, count + 1, sizeof *items);
	int result = items != NULL ? MOW_OK : mow_fail_memory(tell->err);

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		items[i].area = matched[i].area->name;
		items[i].file = matched[i].area->place.file;
		items[i].line = matched[i].area->place.line;
		items[i].pattern = matched[i].pattern != NULL ? matched[i].pattern->text : "";
		items[i].pattern_line = matched[i].pattern != NULL ? matched[i].pattern->line : 0;
		result = tell_area(&items[i], matched[i].area, tell);
	}
	out->matched = items;
	out->matched_count = count;
	return result;
}

/* ", because the area [brand] claims it with /brand/ (OWNERS:14)" */
static void add_because(struct buf *out, const struct mow_why *why, const struct requirement *owners)
{
	const struct mow_matched *matched = NULL;

	for (size_t i = 0; i < why->matched_count; i++)
		if (strcmp(why->matched[i].area, owners->area->name) == 0 &&
		    why->matched[i].line == owners->area->place.line &&
		    strcmp(why->matched[i].file, owners->area->place.file) == 0)
			matched = &why->matched[i];
	if (matched == NULL)
		return;
	if (owners->is_rules)
		buf_addf(out, ", because this file is one of the rules and pipelines that [rules] covers (%s:%u)",
			 matched->file, matched->line);
	else if (!*matched->pattern)
		buf_addf(out, ", because no area names anybody for it and [otherwise] steps in (%s:%u)", matched->file,
			 matched->line);
	else
		buf_addf(out, ", because the area [%s] claims it with %s (%s:%u)", matched->area, matched->pattern,
			 matched->file, matched->pattern_line);
}

static void add_who(struct buf *out, const struct telling *tell, size_t owner)
{
	const struct owner *who = &tell->rules->owners[owner];
	const struct person *person = &tell->rules->people[who->index];

	if (who->kind == OWNER_PERSON && person->line)
		buf_addf(out, "%s (%s)", person->name, who->text);
	else
		buf_adds(out, who->text);
}

static const char *sentence(const struct mow_why *why, const struct telling *tell)
{
	const struct requirement *owners = tell->owners;
	bool any = tell->rules->levels[owners->level].any;
	MOW_AUTO(buf) out = BUF_INIT;
	size_t said = 0;

	if (owners->area == NULL) {
		buf_adds(&out, why->matched_count ? "Nobody decides: the areas that claim it name nobody accountable"
						  : "Nobody decides: no area of the OWNERS files claims it");
	} else {
		add_who(&out, tell, owners->accountable);
		buf_adds(&out, " decides");
		if (any)
			buf_adds(&out, ", or anybody else of those who make or check it");
	}
	for (size_t i = 0; i < owners->gate_count; i++) {
		const struct required_gate *gate = &owners->gates[i];
		if (owners->area != NULL && any && !gate->strict)
			continue;
		buf_addf(&out, "%s%s", said++ ? " and " : ", ", gate->text);
	}
	if (said)
		buf_adds(&out, " must agree");
	if (owners->area != NULL)
		add_because(&out, why, owners);
	buf_adds(&out, ".");
	return out.failed ? NULL : arena_dup(tell->arena, out.data, out.len);
}

/* "; away until 5 January, @marc acts" behind a person who is not there. */
static void add_absence(struct buf *out, const struct telling *tell, size_t person)
{
	const struct person *who = &tell->rules->people[person];
	int64_t last;
	size_t said = 0;

	if (people_present(tell->rules, person, tell->now))
		return;
	if (people_away_until(&last, tell->rules, person, tell->now)) {
		char day[CLOCK_TEXT];
		clock_word_day(day, last, tell->now);
		buf_addf(out, ", who is away until %s", day);
	} else {
		buf_adds(out, ", who is not in service today");
	}
	for (size_t i = 0; i < who->deputy_count; i++)
		if (people_present(tell->rules, who->deputies[i], tell->now))
			buf_addf(out, "%s %s", said++ ? " or" : "; instead",
				 people_label(tell->rules, who->deputies[i]));
}

struct sentences {
	const char **items;
	size_t count;
};

static int add_sentence(struct sentences *out, const struct telling *tell, const struct buf *text)
{
	const char *kept = text->failed ? NULL : arena_dup(tell->arena, text->data, text->len);

	if (kept == NULL)
		return mow_fail_memory(tell->err);
	out->items[out->count++] = kept;
	return MOW_OK;
}

static int satisfy_decision(struct sentences *out, const struct telling *tell)
{
	const struct requirement *owners = tell->owners;
	const struct owner *accountable = &tell->rules->owners[owners->accountable];
	MOW_AUTO(buf) text = BUF_INIT;

	if (tell->rules->levels[owners->level].any)
		buf_adds(&text,
			 "one approval of somebody accountable, responsible, or in a gate of a lightweight area: ");
	else
		buf_adds(&text, "the approval of ");
	add_who(&text, tell, owners->accountable);
	add_absence(&text, tell, accountable->index);
	return add_sentence(out, tell, &text);
}

static int satisfy_gates(struct sentences *out, const struct telling *tell)
{
	const struct requirement *owners = tell->owners;
	bool any = owners->area != NULL && tell->rules->levels[owners->level].any;
	size_t *people = arena_array(tell->arena, tell->rules->people_count + 1, sizeof *people);
	size_t count;
	int result = people != NULL ? MOW_OK : mow_fail_memory(tell->err);

	for (size_t i = 0; result == MOW_OK && i < owners->gate_count; i++) {
		const struct required_gate *gate = &owners->gates[i];
		MOW_AUTO(buf) text = BUF_INIT;

		if (any && !gate->strict)
			continue;
		count = people_expand(people, tell->rules, gate->of, gate->of_count);
		buf_addf(&text, "for review.%s, %u of: ", gate->name, gate->need);
		for (size_t j = 0; j < count; j++) {
			buf_addf(&text, "%s%s", j ? ", " : "", people_label(tell->rules, people[j]));
			if (!people_present(tell->rules, people[j], tell->now))
				buf_adds(&text, people_in_service(tell->rules, people[j], tell->now)
							? " (away)"
							: " (not in service)");
		}
		result = add_sentence(out, tell, &text);
	}
	return result;
}

static int satisfy(struct mow_why *why, const struct telling *tell)
{
	const struct requirement *owners = tell->owners;
	const struct level_rule *level = &tell->rules->levels[owners->level];
	struct sentences out = {arena_array(tell->arena, owners->gate_count + 5, sizeof *out.items), 0};
	MOW_AUTO(buf) text = BUF_INIT;
	int result = out.items != NULL ? MOW_OK : mow_fail_memory(tell->err);

	if (result == MOW_OK && owners->area != NULL)
		result = satisfy_decision(&out, tell);
	if (result == MOW_OK)
		result = satisfy_gates(&out, tell);
	if (result == MOW_OK && owners->area != NULL && level->people > 1) {
		buf_addf(&text, "approvals of at least %u different people", level->people);
		result = add_sentence(&out, tell, &text);
	}
	if (result == MOW_OK && owners->area != NULL) {
		buf_reset(&text);
		buf_adds(&text, level->self_approval
					? "who made the change may approve it too"
					: "who made the change does not count; a deputy then acts for them");
		result = add_sentence(&out, tell, &text);
	}
	why->satisfy = out.items;
	why->satisfy_count = out.count;
	return result;
}

int mow_why(const struct mow_why **out, struct mow_rules *rules, const char *path, size_t len, bool folder,
	    struct mow_error *err)
{
	struct telling tell = {rules->ruleset.rules, NULL, &rules->answer, rules->repo->now, err};
	MOW_AUTO_FREE struct matched_area *matched = NULL;
	size_t count;
	int result;

	arena_release(&rules->answer);
	memset(&rules->why, 0, sizeof rules->why);
	result = mow_owners(&rules->why.owners, rules, path, len, folder, err);
	if (result < 0)
		return result;
	*out = &rules->why;
	rules->why.sentence = "Nobody decides: there is no OWNERS file at the root of the repository.";
	if (rules->ruleset.rules == NULL)
		return MOW_OK;
	result = resolver_look_up(&tell.owners, rules->ruleset.resolver, path, len, folder, err);
	if (result == MOW_OK)
		result = resolver_explain(&matched, &count, rules->ruleset.resolver, path, len, folder, err);
	if (result == MOW_OK)
		result = tell_matched(&rules->why, matched, count, &tell);
	if (result == MOW_OK)
		result = satisfy(&rules->why, &tell);
	if (result < 0)
		return result;
	rules->why.sentence = sentence(&rules->why, &tell);
	return rules->why.sentence != NULL ? MOW_OK : mow_fail_memory(err);
}
