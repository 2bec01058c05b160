/* The long answer: why these people, and who they are today. */
#include <string.h>

#include "api/rules.h"
#include "api/show.h"
#include "base/clock.h"
#include "base/error.h"

struct why_builder {
	const struct rules *rules;
	const struct requirement *requirement;
	struct arena *arena;
	size_t *people;              /* room for all */
	const struct gate **highest; /* by `same`, of the areas that matched: the first with the highest number */
	int64_t now;
	struct mow_error *err;
};

/* "@a, @b" of owners. */
static const char *list_text(const struct why_builder *builder, const size_t *owners, size_t count)
{
	MOW_AUTO(buf) out = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		buf_addf(&out, "%s%s", i ? ", " : "", builder->rules->owners[owners[i]].text);
	return out.failed ? NULL : arena_dup(builder->arena, out.data, out.len);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->file != NULL && b->file != NULL && strcmp(a->file, b->file) == 0;
}

/* The name of the area that a place lies in: the last of those that matched whose section begins at or before it. */
static const char *area_at(const struct why_builder *builder, const struct place *place)
{
	const char *name = NULL;
	unsigned line = 0;

	for (size_t i = 0; place->file != NULL && i < builder->requirement->area_count; i++) {
		const struct area *area = builder->requirement->areas[i];
		if (area->place.file != NULL && strcmp(area->place.file, place->file) == 0 &&
		    area->place.line <= place->line && area->place.line >= line) {
			name = area->name;
			line = area->place.line;
		}
	}
	return name;
}

/* A key that the area sets at `line`, and that counts. */
static struct mow_set *add_set(struct mow_matched *out, const char *key, const char *value, unsigned line)
{
	struct mow_set *set = &out->set[out->set_count++];

	*set = (struct mow_set){.key = key, .value = value, .line = line, .counts = true};
	return set;
}

/* Whether what was set at `place` counts, given where that stands which does. */
static int compare(struct mow_set *set, const struct place *place, const struct place *winner,
		   const struct why_builder *builder)
{
	set->counts = same_place(place, winner);
	if (set->counts || winner->file == NULL)
		return MOW_OK;
	set->by_area = area_at(builder, winner);
	set->by = place_show(winner, builder->arena);
	return set->by != NULL ? MOW_OK : mow_fail_memory(builder->err);
}

static int find_highest(struct why_builder *builder)
{
	const struct requirement *requirement = builder->requirement;

	builder->highest = arena_array(builder->arena, builder->rules->gate_total + 1, sizeof *builder->highest);
	if (builder->highest == NULL)
		return mow_fail_memory(builder->err);
	for (size_t i = 0; i < requirement->area_count; i++) {
		for (size_t g = 0; g < requirement->areas[i]->gate_count; g++) {
			const struct gate *gate = &requirement->areas[i]->gates[g];
			const struct gate **highest = &builder->highest[gate->same];
			if (*highest == NULL || gate->need > (*highest)->need)
				*highest = gate;
		}
	}
	return MOW_OK;
}

static int add_gates(struct mow_matched *out, const struct area *area, const struct why_builder *builder)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < area->gate_count; i++) {
		const struct gate *gate = &area->gates[i], *highest = builder->highest[gate->same];
		struct mow_set *set = add_set(out, gate->key, gate->text, gate->place.line);
		if (gate->need < highest->need)
			result = compare(set, &gate->place, &highest->place, builder);
	}
	return result;
}

/* Areas that set the same one all count, but for [otherwise], and for files that [rules] covers. */
static int add_level(struct mow_matched *out, const struct area *area, const struct why_builder *builder)
{
	const struct requirement *requirement = builder->requirement;
	bool counts_alike = !requirement->is_rules && area != &builder->rules->otherwise;

	if (area->level == LEVEL_UNSET)
		return MOW_OK;
	struct mow_set *set = add_set(out, "level", level_name(area->level), area->level_place.line);
	if (counts_alike && area->level == requirement->level)
		return MOW_OK;
	return compare(set, &area->level_place, &requirement->level_place, builder);
}

/* NULL in `out`: the list is empty. */
static int add_list(struct mow_set **out, struct mow_matched *matched, const char *key, const struct owner_list *list,
		    const struct why_builder *builder)
{
	const char *value;

	*out = NULL;
	if (list->count == 0)
		return MOW_OK;
	value = list_text(builder, list->items, list->count);
	if (value == NULL)
		return mow_fail_memory(builder->err);
	*out = add_set(matched, key, value, list->place.line);
	return MOW_OK;
}

static int add_lists(struct mow_matched *out, const struct area *area, const struct why_builder *builder)
{
	static const struct place nowhere;
	const struct owner_list *responsible = builder->requirement->responsible;
	struct mow_set *set;
	int result = add_list(&set, out, "responsible", &area->responsible, builder);

	if (result == MOW_OK && set != NULL)
		result = compare(set, &area->responsible.place, responsible != NULL ? &responsible->place : &nowhere,
				 builder);
	if (result == MOW_OK)
		result = add_list(&set, out, "consulted", &area->consulted, builder);
	return result < 0 ? result : add_list(&set, out, "informed", &area->informed, builder);
}

static int add_rights(struct mow_matched *out, const struct area *area, const struct why_builder *builder)
{
	char day[CLOCK_TEXT];

	if (area->rights_end == INT64_MAX)
		return MOW_OK;
	clock_format_until(day, area->rights_end);
	const char *value = arena_dup(builder->arena, day, strlen(day));
	if (value == NULL)
		return mow_fail_memory(builder->err);
	struct mow_set *set = add_set(out, "rights-until", value, area->rights_place.line);
	return compare(set, &area->rights_place, &builder->requirement->rights_place, builder);
}

/* Each key that the area set, and what came of it. */
static int show_area(struct mow_matched *out, const struct area *area, const struct why_builder *builder)
{
	const struct requirement *requirement = builder->requirement;
	struct mow_set *set;
	int result = MOW_OK;

	out->set = arena_array(builder->arena, area->gate_count + 8, sizeof *out->set);
	if (out->set == NULL)
		return mow_fail_memory(builder->err);
	if (area->freeze != NULL)
		return add_list(&set, out, "allow", &area->freeze->allow, builder);
	if (area->accountable != RULES_NONE) {
		set = add_set(out, "accountable", builder->rules->owners[area->accountable].text,
			      area->accountable_place.line);
		result = compare(set, &area->accountable_place, &requirement->accountable_place, builder);
	}
	/* It goes with `accountable`, and only with it. */
	if (result == MOW_OK && area->escalate != NULL) {
		const struct place *place = &area->escalate->list.place;
		set = add_set(out, "escalate", area->escalate->text, place->line);
		result = compare(set, &area->accountable_place, &requirement->accountable_place, builder);
	}
	if (result == MOW_OK)
		result = add_gates(out, area, builder);
	if (result == MOW_OK)
		result = add_lists(out, area, builder);
	if (result == MOW_OK)
		result = add_rights(out, area, builder);
	return result < 0 ? result : add_level(out, area, builder);
}

static int show_matched(struct mow_why *out, const struct matched_areas *matched, struct why_builder *builder)
{
	struct mow_matched *items = arena_array(builder->arena, matched->count + 1, sizeof *items);
	int result = items != NULL ? find_highest(builder) : mow_fail_memory(builder->err);

	for (size_t i = 0; result == MOW_OK && i < matched->count; i++) {
		items[i].area = matched->items[i].area->name;
		items[i].file = matched->items[i].area->place.file;
		items[i].line = matched->items[i].area->place.line;
		items[i].pattern = matched->items[i].pattern != NULL ? matched->items[i].pattern->text : "";
		items[i].pattern_line = matched->items[i].pattern != NULL ? matched->items[i].pattern->line : 0;
		if (matched->items[i].area == builder->requirement->area)
			out->because = &items[i];
		result = show_area(&items[i], matched->items[i].area, builder);
	}
	out->matched = items;
	out->matched_count = matched->count;
	return result;
}

/* ---- Who would have to approve ------------------------------------------------------------------------------------ */

static void show_person(struct mow_person *out, const struct why_builder *builder, size_t person)
{
	out->label = people_label(builder->rules, person);
	out->in_service = people_in_service(builder->rules, person, builder->now);
	out->away = people_away_until(&out->until, builder->rules, person, builder->now);
}

static int show_deputies(struct mow_why_need *out, const struct why_builder *builder, const struct person *person)
{
	const char **labels = arena_array(builder->arena, person->deputy_count + 1, sizeof *labels);

	if (labels == NULL)
		return mow_fail_memory(builder->err);
	for (size_t i = 0; i < person->deputy_count; i++)
		if (people_present(builder->rules, person->deputies[i], builder->now))
			labels[out->deputy_count++] = people_label(builder->rules, person->deputies[i]);
	out->deputies = labels;
	return MOW_OK;
}

static int show_decision(struct mow_why_need *out, const struct why_builder *builder)
{
	const struct owner *owner = &builder->rules->owners[builder->requirement->accountable];
	const struct person *person = &builder->rules->people[owner->index];
	struct mow_person *shown = arena_alloc(builder->arena, sizeof *shown);

	if (shown == NULL)
		return mow_fail_memory(builder->err);
	show_person(shown, builder, owner->index);
	shown->label = owner->text;
	shown->name = person->line > 0 ? person->name : NULL;
	out->kind = MOW_NEED_DECISION;
	out->need = 1;
	out->any = builder->rules->levels[builder->requirement->level].any;
	out->people = shown;
	out->people_count = 1;
	return show_deputies(out, builder, person);
}

static int show_gate(struct mow_why_need *out, const struct why_builder *builder, const struct required_gate *gate)
{
	size_t count = people_expand(builder->people, builder->rules, gate->of, gate->of_count, builder->now);
	struct mow_person *shown = arena_array(builder->arena, count + 1, sizeof *shown);

	if (shown == NULL)
		return mow_fail_memory(builder->err);
	for (size_t i = 0; i < count; i++)
		show_person(&shown[i], builder, builder->people[i]);
	*out = (struct mow_why_need){.kind = MOW_NEED_GATE,
				     .gate = gate->name,
				     .written = gate->text,
				     .need = gate->need,
				     .people = shown,
				     .people_count = count};
	return MOW_OK;
}

/* Freezes that are not over, and the end of rights. */
static int show_times(struct mow_why_need *needs, size_t *count, const struct why_builder *builder)
{
	const struct requirement *requirement = builder->requirement;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < requirement->freeze_count; i++) {
		const struct required_freeze *freeze = &requirement->freezes[i];
		const struct period *period = &freeze->area->freeze->period;
		if (period->end <= builder->now)
			continue;
		struct mow_why_need *need = &needs[(*count)++];
		result = show_gate(need, builder, &freeze->allow);
		need->kind = MOW_NEED_FREEZE;
		need->gate = show_freeze(freeze->area);
		need->reason = freeze->area->freeze->reason;
		need->from = period->from;
		need->end = period->end;
	}
	if (requirement->rights_end != INT64_MAX)
		needs[(*count)++] = (struct mow_why_need){
			.kind = MOW_NEED_RIGHTS, .need = 1, .from = requirement->rights_end, .end = INT64_MAX};
	return result;
}

/* Where one of those who decide is enough, gates that only lightweight areas set are not asked. */
static int show_needs(struct mow_why *why, struct why_builder *builder)
{
	const struct requirement *requirement = builder->requirement;
	const struct level_rule *level = &builder->rules->levels[requirement->level];
	bool owned = requirement->area != NULL;
	struct mow_why_need *needs =
		arena_array(builder->arena, requirement->gate_count + requirement->freeze_count + 3, sizeof *needs);
	size_t count = 0;
	int result = MOW_OK;

	builder->people = arena_array(builder->arena, builder->rules->people_count + 1, sizeof *builder->people);
	if (needs == NULL || builder->people == NULL)
		return mow_fail_memory(builder->err);
	if (owned)
		result = show_decision(&needs[count++], builder);
	for (size_t i = 0; result == MOW_OK && i < requirement->gate_count; i++)
		if (!owned || !level->any || requirement->gates[i].strict)
			result = show_gate(&needs[count++], builder, &requirement->gates[i]);
	if (result == MOW_OK && level->people > 1 && (owned || requirement->gate_count > 0))
		needs[count++] = (struct mow_why_need){.kind = MOW_NEED_PEOPLE, .need = level->people};
	if (result == MOW_OK)
		result = show_times(needs, &count, builder);
	why->needs = needs;
	why->need_count = count;
	why->self_approval = level->self_approval;
	return result;
}

int mow_why(const struct mow_why **out, struct mow_rules *rules, const struct mow_path *path, struct mow_error *err)
{
	struct why_builder builder = {
		.rules = rules->ruleset.rules, .arena = &rules->answer, .now = rules->repo->now, .err = err};
	MOW_AUTO(matched_areas) matched = {0};
	struct mow_why *why = &rules->why;
	int result;

	arena_release(&rules->answer);
	*why = (struct mow_why){.now = rules->repo->now, .no_rules = rules->ruleset.rules == NULL};
	result = mow_owners(&why->owners, rules, path, err);
	if (result == MOW_OK && !why->no_rules)
		result = resolver_look_up(&builder.requirement, rules->ruleset.resolver, path, err);
	if (result == MOW_OK && !why->no_rules)
		result = resolver_explain(&matched, rules->ruleset.resolver, path, err);
	if (result == MOW_OK && !why->no_rules)
		result = show_matched(why, &matched, &builder);
	if (result == MOW_OK && !why->no_rules)
		result = show_needs(why, &builder);
	if (result == MOW_OK)
		*out = why;
	return result;
}
