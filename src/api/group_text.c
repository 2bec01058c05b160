#include "api/group_text.h"

#include <string.h>

#include "api/show.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"

static bool contains(const size_t *items, size_t count, size_t item)
{
	for (size_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

/* "@a, @b and @c" */
static void add_people(struct buf *out, const struct rules *rules, const size_t *people, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", people_label(rules, people[i]));
}

/* Adds an owner unless that was done. */
static int add_once(struct buf *out, struct map *said, const char *owner)
{
	if (map_get(said, owner, strlen(owner), NULL))
		return 0;
	buf_addf(out, " %s", owner);
	return map_put(said, owner, strlen(owner), 0);
}

/* "any of @dana @omar": whom a decision by `any` may come from. */
static const char *any_text(const struct maker *make, const struct requirement *owners)
{
	const struct owner *names = make->rules->owners;
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(map) said = {0};
	int result;

	buf_adds(&out, "any of");
	result = add_once(&out, &said, names[owners->accountable].text);
	for (size_t i = 0; result == MOW_OK && owners->responsible != NULL && i < owners->responsible->count; i++)
		result = add_once(&out, &said, names[owners->responsible->items[i]].text);
	for (size_t i = 0; i < owners->gate_count; i++)
		for (size_t j = 0; result == MOW_OK && owners->gates[i].light && j < owners->gates[i].of_count; j++)
			result = add_once(&out, &said, names[owners->gates[i].of[j]].text);
	return result < 0 || out.failed ? NULL : arena_dup(make->arena, out.data, out.len);
}

/* Why the accountable owner is not asked, and who acts: "away until 5 January; @marc can act". */
static void note_absence(struct buf *out, const struct maker *make, const struct step_class *class,
			 const struct class_need *need)
{
	const char *day;
	int64_t last;

	if (contains(class->authors, class->author_count, need->away)) {
		buf_adds(out, "made this change");
	} else if (people_away_until(&last, make->rules, need->away, make->verdict->now)) {
		day = day_show(last, make->verdict->now, make->arena);
		buf_addf(out, "away until %s", day != NULL ? day : "");
	} else {
		buf_adds(out, "not in service today");
	}
	if (need->got >= need->need)
		return;
	if (!need->ask_count) {
		buf_adds(out, make->rules->people[need->away].deputy_count ? ", and no deputy is here"
									   : ", and names no deputy");
		return;
	}
	buf_adds(out, "; ");
	add_people(out, make->rules, need->ask, need->ask_count);
	buf_adds(out, " can act");
}

static bool is_open(const struct mow_need *need)
{
	return need->got < need->need;
}

/* Nobody who is here could give it. */
static bool is_hopeless(const struct mow_need *need)
{
	return is_open(need) && !need->ask_count;
}

int group_show_need(struct mow_need *out, const struct maker *make, const struct step_class *class,
		    const struct class_need *need)
{
	const struct requirement *owners = class->owners;
	MOW_AUTO(buf) note = BUF_INIT;
	int result;

	out->need = need->folded ? 0 : need->need;
	out->got = need->got;
	out->have_count = need->have_count;
	out->ask_count = need->ask_count;
	switch (need->role) {
	case NEED_DECISION:
		out->role = "decision";
		out->of = make->rules->levels[owners->level].any ? any_text(make, owners)
								 : make->rules->owners[owners->accountable].text;
		out->source = place_show(&owners->accountable_place, make->arena);
		if (need->away != RULES_NONE)
			note_absence(&note, make, class, need);
		break;
	case NEED_GATE:
		out->role = arena_printf(make->arena, "review.%s", need->gate->name);
		out->of = need->gate->text;
		out->source = place_show(&need->gate->place, make->arena);
		if (need->folded)
			buf_adds(&note, "not asked: one of those who decide is enough here");
		break;
	case NEED_PEOPLE:
		out->role = "people";
		out->of = arena_printf(make->arena, "%u different people", need->need);
		out->source = place_show(&owners->level_place, make->arena);
		break;
	}
	if (is_hopeless(out) && !note.len)
		buf_adds(&note, "nobody who is here today can give it");
	out->note = note.failed ? NULL : arena_dup(make->arena, note.data, note.len);
	result = people_labels(&out->have, make->rules, need->have, need->have_count, make->arena, make->err);
	if (result == MOW_OK)
		result = people_labels(&out->ask, make->rules, need->ask, need->ask_count, make->arena, make->err);
	return result < 0 || (out->role != NULL && out->of != NULL && out->note != NULL) ? result
											 : mow_fail_memory(make->err);
}

/* Needs of one kind, named: "the decision of @lena and the review of 2 of @brand". */
static void add_needs(struct buf *out, const struct mow_group *group, bool (*is_meant)(const struct mow_need *need))
{
	size_t left = 0, said = 0;

	for (size_t i = 0; i < group->need_count; i++)
		left += is_meant(&group->needs[i]);
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = &group->needs[i];

		if (!is_meant(need))
			continue;
		buf_adds(out, said == 0 ? "" : said + 1 == left ? " and " : ", ");
		if (strcmp(need->role, "people") == 0)
			buf_addf(out, "the approval of %u different people", need->need);
		else
			buf_addf(out, "the %s of %s", *need->role == 'd' ? "decision" : "review", need->of);
		said++;
	}
}

static void say_impossible(struct buf *out, const struct step_class *class, const struct mow_group *group)
{
	const char *source = NULL;

	if (class->owners->broken != NULL) {
		escape_path(out, class->owners->broken->path, strlen(class->owners->broken->path));
		buf_adds(
			out,
			class->owners->broken->folder_len
				? " has errors, so nothing below its folder can be decided; repair that file first (mowners lint)"
				: " has errors, so nothing can be decided; the administrator must repair it");
		return;
	}
	buf_adds(out, "nobody who is here today can give ");
	add_needs(out, group, is_hopeless);
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = &group->needs[i];

		if (!is_hopeless(need))
			continue;
		if (strcmp(need->role, "decision") == 0 && *need->note)
			buf_addf(out, " (%s)", need->note);
		if (source == NULL)
			source = need->source;
	}
	buf_addf(out, "; let somebody else make the change, or name a deputy or more reviewers in %s",
		 source != NULL          ? source
		 : group->source != NULL ? group->source
					 : "OWNERS");
}

/* Whether somebody's approval of what is there now counts already. */
static bool has_given(const struct judgement *judgement, size_t person)
{
	for (size_t i = 0; i < judgement->need_count; i++)
		if (contains(judgement->needs[i].have, judgement->needs[i].have_count, person))
			return true;
	return false;
}

static void say_stale(struct buf *out, const struct maker *make, const struct judgement *judgement,
		      const struct mow_group *group)
{
	const struct approval *approval = NULL;
	char when[CLOCK_TEXT];

	for (size_t i = 0; i < judgement->stale_count && approval == NULL; i++) {
		approval = &make->verdict->approvals.items[judgement->stale[i]];
		if (has_given(judgement, approval->person))
			approval = NULL;
	}
	if (approval == NULL) {
		buf_adds(out, "it lacks ");
		add_needs(out, group, is_open);
		return;
	}
	clock_format_moment(when, approval->made);
	buf_addf(out, "%s approved an older version on %.10s at %.5s UTC; ask again",
		 people_label(make->rules, approval->person), when, when + 11);
}

/* Everybody who gave something, once. */
static int say_approved(struct buf *out, const struct mow_group *group, struct mow_error *err)
{
	MOW_AUTO(map) said = {0};

	for (size_t i = 0; i < group->need_count; i++)
		for (size_t j = 0; j < group->needs[i].have_count; j++) {
			const char *who = group->needs[i].have[j];

			if (map_get(&said, who, strlen(who), NULL))
				continue;
			buf_addf(out, "%s%s", said.count ? ", " : "approved by ", who);
			if (map_put(&said, who, strlen(who), 0))
				return mow_fail_memory(err);
		}
	if (!said.count)
		buf_adds(out, "nothing is asked here");
	return MOW_OK;
}

int group_say_why(struct mow_group *group, const struct maker *make, const struct step_class *class,
		  const struct judgement *judgement)
{
	MOW_AUTO(buf) out = BUF_INIT;
	const struct rules *rules = make->rules;

	switch (group->state) {
	case MOW_APPROVED:
		if (say_approved(&out, group, make->err))
			return MOW_ENOMEM;
		break;
	case MOW_UNOWNED:
		buf_addf(
			&out,
			"nobody decides about it: no area of the OWNERS files names who is accountable; %s can add one",
			rules->owners[rules->rules_area.accountable].text);
		break;
	case MOW_IMPOSSIBLE:
		say_impossible(&out, class, group);
		break;
	case MOW_STALE:
		say_stale(&out, make, judgement, group);
		break;
	case MOW_MISSING:
		buf_adds(&out, "it lacks ");
		add_needs(&out, group, is_open);
		break;
	}
	group->why = out.failed ? NULL : arena_dup(make->arena, out.data, out.len);
	return group->why != NULL ? MOW_OK : mow_fail_memory(make->err);
}
