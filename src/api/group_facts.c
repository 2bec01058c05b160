#include "api/group_facts.h"

#include <stdlib.h>

#include "api/group_owners.h"
#include "api/show.h"
#include "base/error.h"

void group_builder_release(struct group_builder *builder)
{
	number_set_release(&builder->seen);
	map_release(&builder->keys);
	buf_release(&builder->text);
	free(builder->deciders);
	free(builder->needs);
}

bool group_contains(const size_t *items, size_t count, size_t item)
{
	for (size_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

/* ---- What a judgement says, in numbers ---------------------------------------------------------------------------- */

static const struct place *find_place(const struct requirement *requirement, const struct class_need *need)
{
	static const struct place nowhere = {NULL, 0, 0};

	switch (need->role) {
	case NEED_DECISION:
		return &requirement->accountable_place;
	case NEED_GATE:
	case NEED_FREEZE:
	case NEED_CONSENT:
		return &need->gate->place;
	case NEED_RIGHTS:
		return &requirement->rights_place;
	case NEED_STOP:
	case NEED_OVERRIDE:
	case NEED_AUTHORS:
		return &nowhere;
	case NEED_PEOPLE:
		break;
	}
	return &requirement->level_place;
}

/* Where somebody can be named so that it could be given at all; a place without a file: nowhere. */
struct place group_find_mend(const struct requirement *requirement, const struct judgement *judgement)
{
	if (judgement->state != MOW_IMPOSSIBLE || requirement->broken != NULL)
		return (struct place){NULL, 0, 0};
	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		const struct place *place = find_place(requirement, need);

		if (!need->folded && need->got < need->need && need->ask_count == 0 && place->file != NULL)
			return *place;
	}
	return requirement->accountable_place;
}

/* Whether somebody's approval of what is there now counts already. */
static bool has_given(const struct judgement *judgement, size_t person)
{
	for (size_t i = 0; i < judgement->need_count; i++)
		if (judgement->needs[i]->role != NEED_OVERRIDE &&
		    group_contains(judgement->needs[i]->have, judgement->needs[i]->have_count, person))
			return true;
	return false;
}

/* The newest approval of other content by somebody who would have to give it again; NULL: there is none. */
const struct approval *group_find_stale(const struct group_builder *builder, const struct judgement *judgement)
{
	for (size_t i = 0; judgement->state == MOW_STALE && i < judgement->stale_count; i++) {
		const struct approval *approval = &builder->verdict->approvals.items[judgement->stale[i]];

		if (!has_given(judgement, approval->person))
			return approval;
	}
	return NULL;
}

/* A deputy who is here and made the change. RULES_NONE: there is none. */
size_t group_find_author(const struct group_builder *builder, const struct step_class *class, size_t absent)
{
	const struct rules *rules = builder->rules;

	for (size_t i = 0; absent != RULES_NONE && i < rules->people[absent].deputy_count; i++) {
		size_t deputy = rules->people[absent].deputies[i];
		if (people_present(rules, deputy, builder->verdict->now) &&
		    group_contains(class->authors, class->author_count, deputy))
			return deputy;
	}
	return RULES_NONE;
}

struct group_need *group_need(struct group_builder *builder, const struct class_need *need)
{
	if (builder->needs == NULL)
		builder->needs = calloc(judge_needs(builder->verdict->judge), sizeof *builder->needs);
	return builder->needs != NULL ? &builder->needs[need->number] : NULL;
}

/* ---- Facts -------------------------------------------------------------------------------------------------------- */

/* NULL in `out` where there is no place. */
static int show_place(const char **out, struct group_builder *builder, const struct place *place)
{
	*out = place_show(place, &builder->verdict->arena);
	return *out != NULL || place->file == NULL ? MOW_OK : mow_fail_memory(builder->err);
}

static int show_owners(struct mow_need *out, struct group_builder *builder, const struct requirement *requirement,
		       const struct class_need *need)
{
	struct owner_numbers numbers;
	const char **texts;
	int result = group_owners(&numbers, builder, requirement, need);

	if (result < 0)
		return result;
	texts = arena_array(&builder->verdict->arena, numbers.count + 1, sizeof *texts);
	if (texts == NULL)
		return mow_fail_memory(builder->err);
	for (size_t i = 0; i < numbers.count; i++)
		texts[i] = builder->rules->owners[numbers.items[i]].text;
	out->of = texts;
	out->of_count = numbers.count;
	return MOW_OK;
}

static int show_claim(struct mow_need *out, struct group_builder *builder, size_t class, size_t person)
{
	const struct oid *commit = claims_commit(builder->verdict, class, person);

	if (commit == NULL)
		return MOW_OK;
	out->coauthor = claims_is_coauthor(builder->verdict, class, person);
	out->claimed_by = oid_dup(&builder->verdict->arena, commit);
	return out->claimed_by != NULL ? MOW_OK : mow_fail_memory(builder->err);
}

/* Why the accountable owner is not asked. */
static int show_absence(struct mow_need *out, struct group_builder *builder, size_t class, size_t person)
{
	const struct step_class *item = &builder->verdict->classes.items[class];

	if (person == RULES_NONE)
		return MOW_OK;
	/* Who made it may agree to a hand-over. */
	bool consent = out->handed != NULL;
	size_t author = consent ? RULES_NONE : group_find_author(builder, item, person);

	out->names_deputy = builder->rules->people[person].deputy_count > 0;
	out->author = author != RULES_NONE ? people_label(builder->rules, author) : NULL;
	if (!consent && claims_bars(builder->verdict, class, person)) {
		out->absence = MOW_ABSENCE_AUTHOR;
		return show_claim(out, builder, class, person);
	}
	if (people_away_until(&out->until, builder->rules, person, builder->verdict->now))
		out->absence = MOW_ABSENCE_AWAY;
	else if (!people_in_service(builder->rules, person, builder->verdict->now))
		out->absence = MOW_ABSENCE_NOT_IN_SERVICE;
	return MOW_OK;
}

/* Whether a gate's list names somebody themself who neither has given it nor can. */
static bool excludes(const struct rules *rules, const struct class_need *need)
{
	for (size_t i = 0; i < need->gate->of_count; i++) {
		const struct owner *owner = &rules->owners[need->gate->of[i]];
		if (owner->kind == OWNER_PERSON && !group_contains(need->have, need->have_count, owner->index) &&
		    !group_contains(need->ask, need->ask_count, owner->index))
			return true;
	}
	return false;
}

/* What holds for a time: since when, until when, why. */
static void show_time(struct mow_need *out, const struct requirement *requirement, const struct class_need *need)
{
	if (need->role == NEED_FREEZE) {
		const struct freeze *freeze = need->freeze->freeze;
		out->gate = show_freeze(need->freeze);
		out->written = need->gate->text;
		out->reason = freeze->reason;
		out->from = freeze->period.from;
		out->end = freeze->period.end;
	} else if (need->role == NEED_RIGHTS) {
		out->from = requirement->rights_end;
		out->end = INT64_MAX;
	}
}

static void show_stop(struct mow_need *out, const struct rules *rules, const struct stop *stop)
{
	out->record = stop->said == NULL ? stop->id : NULL;
	out->said = stop->said;
	out->by = people_label(rules, stop->person);
	out->reason = stop->reason;
	out->made = stop->made;
}

static void show_consent(struct mow_need *out, const struct mow_verdict *verdict, const struct consent *consent)
{
	out->kind = consent->former ? MOW_NEED_RELEASE : MOW_NEED_ACCEPT;
	out->handed = &verdict->handed[consent - verdict->consents];
	out->written = consent->who.text;
	out->unknown = consent->person == RULES_NONE;
}

/* Whose claim is not proved, by which commit, and why. */
static int show_proof(struct mow_need *out, struct group_builder *builder, size_t class)
{
	const struct unproved *unproved = proofs_find(builder->verdict, class);

	if (unproved == NULL)
		return MOW_OK;
	out->claimed_by = oid_dup(&builder->verdict->arena, &unproved->commit);
	out->author = unproved->author;
	out->reason = unproved->why;
	out->coauthor = unproved->coauthor;
	return out->claimed_by != NULL ? MOW_OK : mow_fail_memory(builder->err);
}

/* Where the approvals of evidence come from. Whoever has given it stands in the order of the approvals. */
static int show_said(struct mow_need *out, struct group_builder *builder, const struct step_class *class,
		     const struct class_need *need)
{
	const struct approvals *approvals = &builder->verdict->approvals;
	const struct approval_set *set = need->role != NEED_OVERRIDE ? class->approvals : NULL;
	const char **said = NULL;
	size_t at = 0;

	for (size_t i = 0; set != NULL && i < set->count && at < need->have_count; i++) {
		const struct approval *approval = &approvals->items[set->items[i]];
		if (approval->person != need->have[at] ||
		    judge_lack(builder->verdict->judge, class, approval) != LACK_NONE)
			continue;
		if (said == NULL && approval->source != NULL)
			said = arena_array(&builder->verdict->arena, need->have_count, sizeof *said);
		if (said == NULL && approval->source != NULL)
			return mow_fail_memory(builder->err);
		if (said != NULL)
			said[at] = approval->source;
		at++;
	}
	out->have_said = said;
	return MOW_OK;
}

static int show_need(struct mow_need *out, struct group_builder *builder, size_t number, const struct class_need *need)
{
	const struct step_class *class = &builder->verdict->classes.items[number];
	static const enum mow_need_kind kinds[] = {
		[NEED_DECISION] = MOW_NEED_DECISION, [NEED_GATE] = MOW_NEED_GATE,
		[NEED_PEOPLE] = MOW_NEED_PEOPLE,     [NEED_FREEZE] = MOW_NEED_FREEZE,
		[NEED_RIGHTS] = MOW_NEED_RIGHTS,     [NEED_STOP] = MOW_NEED_STOP,
		[NEED_OVERRIDE] = MOW_NEED_OVERRIDE, [NEED_AUTHORS] = MOW_NEED_AUTHORS,
		[NEED_CONSENT] = MOW_NEED_ACCEPT,
	};
	struct arena *arena = &builder->verdict->arena;
	int result;

	if (need->role == NEED_DECISION && class->escalated)
		out->escalated = class->requirement->escalate->text;
	if (need->role == NEED_OVERRIDE)
		out->written = builder->rules->override.text;
	if (need->role == NEED_STOP)
		show_stop(out, builder->rules, need->stop);
	out->kind = kinds[need->role];
	out->any = need->role == NEED_DECISION && group_is_by_any(builder, class->requirement);
	out->folded = need->folded;
	out->need = need->folded ? 0 : need->need;
	out->got = need->got;
	out->have_count = need->have_count;
	out->ask_count = need->ask_count;
	if (need->role == NEED_GATE) {
		out->gate = need->gate->name;
		out->written = need->gate->text;
		out->excludes = excludes(builder->rules, need);
	}
	if (need->role == NEED_CONSENT)
		show_consent(out, builder->verdict, need->consent);
	show_time(out, class->requirement, need);
	result = need->role == NEED_AUTHORS ? show_proof(out, builder, number)
					    : show_absence(out, builder, number, need->away);
	if (result == MOW_OK)
		result = show_place(&out->source, builder, find_place(class->requirement, need));
	if (result == MOW_OK)
		result = show_owners(out, builder, class->requirement, need);
	if (result == MOW_OK)
		result = show_said(out, builder, class, need);
	if (result != MOW_OK)
		return result;
	out->have = people_labels(builder->rules, need->have, need->have_count, arena);
	out->ask = people_labels(builder->rules, need->ask, need->ask_count, arena);
	return out->have != NULL && out->ask != NULL ? MOW_OK : mow_fail_memory(builder->err);
}

/* The facts of a need: of a gate made once. */
static int take_need(const struct mow_need **out, struct group_builder *builder, size_t class,
		     const struct class_need *need)
{
	struct group_need *known = group_need(builder, need);

	if (known != NULL && known->facts != NULL) {
		*out = known->facts;
		return MOW_OK;
	}
	struct mow_need *facts = arena_alloc(&builder->verdict->arena, sizeof *facts);
	if (known == NULL || facts == NULL)
		return mow_fail_memory(builder->err);
	int result = show_need(facts, builder, class, need);
	*out = facts;
	if (result == MOW_OK && need->gate != NULL)
		known->facts = facts;
	return result;
}

/* Why the state is what it is, beyond the needs. */
static int show_state(struct mow_group *out, struct group_builder *builder, const struct requirement *requirement,
		      const struct judgement *judgement)
{
	const struct rules *rules = builder->rules;
	const struct approval *stale = group_find_stale(builder, judgement);
	const struct place mend = group_find_mend(requirement, judgement);

	out->state = judgement->state;
	out->overridden = judgement->overridden;
	if (judgement->state == MOW_UNOWNED)
		out->rules_accountable = rules->owners[rules->rules_area.accountable].text;
	if (requirement->broken != NULL) {
		out->broken = requirement->broken->path;
		out->broken_root = requirement->broken->folder_len == 0;
	}
	if (stale != NULL) {
		out->stale_by = people_label(rules, stale->person);
		out->stale_made = stale->made;
	}
	return show_place(&out->mend, builder, &mend);
}

int group_facts(struct mow_group *out, struct group_builder *builder, size_t class)
{
	const struct step_class *item = &builder->verdict->classes.items[class];
	const struct judgement *judgement = &builder->verdict->judgements[class];
	const struct requirement *requirement = item->requirement;
	struct mow_group group = {0};
	const struct mow_need **needs = arena_array(&builder->verdict->arena, judgement->need_count + 1, sizeof *needs);
	int result = needs != NULL ? MOW_OK : mow_fail_memory(builder->err);

	group.area = requirement->area != NULL ? requirement->area->name : NULL;
	group.level = level_name(requirement->level);
	group.is_rules = requirement->is_rules;
	group.needs = needs;
	group.need_count = judgement->need_count;
	if (result == MOW_OK)
		result = show_state(&group, builder, requirement, judgement);
	if (result == MOW_OK)
		result = show_place(&group.source, builder, &requirement->accountable_place);
	for (size_t i = 0; result == MOW_OK && i < judgement->need_count; i++)
		result = take_need(&needs[i], builder, class, judgement->needs[i]);
	if (result == MOW_OK)
		*out = group;
	return result;
}
