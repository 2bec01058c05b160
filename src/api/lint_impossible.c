/* What an area asks for and nobody can give: as things are, where those who usually make the change made it, and while
 * people are away. */
#include <stdlib.h>
#include <string.h>

#include "api/lint_trial.h"
#include "api/owner_find.h"
#include "api/without.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"

enum { COMING_DAYS = 90, NAMES_SHOWN = 3 };

int lint_leave(struct lint *lint)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < lint->options->without_count; i++)
		result = without_take(lint->ruleset->rules, lint->options->without[i], lint->now, lint->err);
	return result;
}

/* ---- Who matters to a requirement ---------------------------------------------------------------------------------- */

typedef int person_fn(size_t person, void *context);

/* Somebody, and who acts for them. */
static int each_acting(const struct rules *rules, size_t person, person_fn *each, void *context)
{
	const struct person *who = &rules->people[person];
	int result = each(person, context);

	for (size_t i = 0; result == MOW_OK && i < who->deputy_count; i++)
		result = each(who->deputies[i], context);
	return result;
}

static int each_listed(const struct rules *rules, const size_t *owners, size_t count, person_fn *each, void *context)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		const struct team *team = owner->kind == OWNER_TEAM ? &rules->teams[owner->index] : NULL;
		if (team == NULL)
			result = each_acting(rules, owner->index, each, context);
		for (size_t j = 0; team != NULL && result == MOW_OK && j < team->people_count; j++)
			result = each_acting(rules, team->people[j], each, context);
	}
	return result;
}

/* Whoever decides, checks or makes it, and their deputies; somebody may come more than once. */
static int each_person(const struct rules *rules, const struct requirement *requirement, person_fn *each, void *context)
{
	const struct owner_list *responsible = requirement->responsible;
	int result = each_listed(rules, &requirement->accountable, 1, each, context);

	for (size_t i = 0; result == MOW_OK && i < requirement->gate_count; i++)
		result = each_listed(rules, requirement->gates[i].of, requirement->gates[i].of_count, each, context);
	if (result == MOW_OK && responsible != NULL)
		result = each_listed(rules, responsible->items, responsible->count, each, context);
	return result;
}

/* ---- Moments to come ----------------------------------------------------------------------------------------------- */

/* A requirement to be judged at a moment. */
struct coming {
	int64_t moment;
	size_t asked;
};

struct comings {
	const struct lint *lint;
	struct coming *items;
	size_t count, capacity;
	size_t asked; /* whose moments are gathered */
};

static void comings_release(struct comings *comings)
{
	free(comings->items);
}
MOW_AUTO_DEFINE(comings)

static int add_moment(struct comings *comings, int64_t moment)
{
	if (moment <= comings->lint->now || moment > comings->lint->now + COMING_DAYS * CLOCK_DAY)
		return MOW_OK;
	if (array_reserve(comings, 1))
		return mow_fail_memory(comings->lint->err);
	comings->items[comings->count++] = (struct coming){moment, comings->asked};
	return MOW_OK;
}

/* A person_fn: when somebody goes. Who comes mends things, and makes more only where new people make the work. */
static int add_person(size_t person, void *context)
{
	struct comings *comings = context;
	const struct person *who = &comings->lint->rules->people[person];
	int result = add_moment(comings, who->service.end);

	if (result == MOW_OK)
		result = add_moment(comings, who->service.from);
	for (size_t i = 0; result == MOW_OK && i < who->away_count; i++)
		result = add_moment(comings, who->away[i].from);
	return result;
}

/* When somebody comes into a team, or leaves it. */
static int add_team(struct comings *comings, const struct team *team)
{
	int result = MOW_OK;

	for (size_t i = 0; team->terms != NULL && result == MOW_OK && i < team->people_count; i++) {
		result = add_moment(comings, team->terms[i].end);
		if (result == MOW_OK)
			result = add_moment(comings, team->terms[i].from);
	}
	return result;
}

static int add_teams(struct comings *comings, const size_t *owners, size_t count)
{
	const struct rules *rules = comings->lint->rules;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count; i++)
		if (rules->owners[owners[i]].kind == OWNER_TEAM)
			result = add_team(comings, &rules->teams[rules->owners[owners[i]].index]);
	return result;
}

static int compare_comings(const void *one, const void *two)
{
	const struct coming *a = one, *b = two;

	if (a->moment != b->moment)
		return a->moment < b->moment ? -1 : 1;
	return a->asked < b->asked ? -1 : a->asked > b->asked;
}

/* Sorts what was added from `first` on, and takes out what is there twice. */
static void unite(struct comings *comings, size_t first)
{
	size_t kept = first;

	if (comings->count == first)
		return;
	qsort(comings->items + first, comings->count - first, sizeof *comings->items, compare_comings);
	for (size_t i = first; i < comings->count; i++)
		if (kept == first || compare_comings(&comings->items[kept - 1], &comings->items[i]) != 0)
			comings->items[kept++] = comings->items[i];
	comings->count = kept;
}

/* Whether anybody comes or goes at all. */
static int find_any(bool *any, struct comings *comings)
{
	const struct rules *rules = comings->lint->rules;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < rules->people_count && comings->count == 0; i++)
		result = add_person(i, comings);
	for (size_t i = 0; result == MOW_OK && i < rules->team_count && comings->count == 0; i++)
		result = add_team(comings, &rules->teams[i]);
	*any = comings->count > 0;
	comings->count = 0;
	return result;
}

static int gather(struct comings *comings)
{
	const struct lint *lint = comings->lint;
	bool any = false;
	int result = find_any(&any, comings);

	for (size_t i = 0; any && result == MOW_OK && i < lint->asked.count; i++) {
		const struct requirement *requirement = lint->asked.items[i].requirement;
		size_t first = comings->count;
		if (requirement == NULL || requirement->area == NULL || lint->asked.items[i].impossible == MAKERS_ALL)
			continue;
		comings->asked = i;
		result = each_person(lint->rules, requirement, add_person, comings);
		for (size_t j = 0; result == MOW_OK && j < requirement->gate_count; j++)
			result = add_teams(comings, requirement->gates[j].of, requirement->gates[j].of_count);
		if (result == MOW_OK && requirement->responsible != NULL)
			result = add_teams(comings, requirement->responsible->items, requirement->responsible->count);
		unite(comings, first);
	}
	if (result == MOW_OK)
		unite(comings, 0);
	return result;
}

/* ---- Judging ------------------------------------------------------------------------------------------------------- */

/* Those who matter and are there today, and not at that moment. */
struct absent {
	const struct lint *lint;
	int64_t moment;
	size_t people[NAMES_SHOWN];
	size_t count;
};

/* A person_fn. */
static int add_absent(size_t person, void *context)
{
	struct absent *absent = context;
	const struct rules *rules = absent->lint->rules;

	for (size_t i = 0; i < absent->count; i++)
		if (absent->people[i] == person)
			return MOW_OK;
	if (absent->count < NAMES_SHOWN && people_present(rules, person, absent->lint->now) &&
	    !people_present(rules, person, absent->moment))
		absent->people[absent->count++] = person;
	return MOW_OK;
}

/* A trial_scene_fn: "from 20 December 2026 on, without @lena, ". */
static int find_scene(struct trial *trial)
{
	const struct lint *lint = trial->lint;
	struct absent absent = {.lint = lint, .moment = trial->now};
	struct buf *scene = trial->scene;
	char day[CLOCK_TEXT];

	(void)each_person(lint->rules, trial->asked->requirement, add_absent, &absent);
	clock_word_from(day, trial->now, LINT_NO_YEAR);
	buf_reset(scene);
	buf_addf(scene, "from %s on, ", day);
	for (size_t i = 0; i < absent.count; i++)
		buf_addf(scene, "%s%s", i == 0 ? "without " : " and ", people_label(lint->rules, absent.people[i]));
	buf_adds(scene, absent.count > 0 ? ", " : "");
	return buf_check(scene, lint->err);
}

/* All that is to be judged at one moment. */
static int judge_moment(struct trial *trial, const struct coming *comings, size_t count)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	struct lint *lint = trial->lint;
	int result = judge_new(&judge, lint->rules, comings->moment, lint->err);

	trial_begin(trial, judge, comings->moment);
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = trial_judge(trial, &lint->asked.items[comings[i].asked]);
	return result;
}

static int judge_coming(struct trial *trial)
{
	MOW_AUTO(comings) comings = {.lint = trial->lint};
	int result = gather(&comings);

	trial->coming = true;
	trial->find_scene = find_scene;
	for (size_t i = 0, next; result == MOW_OK && i < comings.count; i = next) {
		next = i + 1;
		while (next < comings.count && comings.items[next].moment == comings.items[i].moment)
			next++;
		result = judge_moment(trial, &comings.items[i], next - i);
	}
	return result;
}

/* Where who pushes is all that counts, nobody's approval does, or that of one's own work alone. */
static int note_pusher(struct lint *lint, struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct level_rule *level = &lint->rules->levels[requirement->level];
	MOW_AUTO(buf) advice = BUF_INIT;

	asked->impossible = MAKERS_ALL;
	buf_addf(&advice, "let evidence in [mowners] or [level %s] list signed or forge too",
		 level_name(requirement->level));
	if (buf_check(&advice, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {
		level->self_approval
			? "with evidence = pusher alone nobody can approve what somebody else made"
			: "with evidence = pusher alone, and without self-approval, nobody can approve anything",
		advice.data, asked->first, level->self_approval ? 3 : 5};
	return lint_note(lint, requirement->area, &requirement->area->place, &text);
}

static int judge_today(struct trial *trial)
{
	struct lint *lint = trial->lint;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++) {
		struct lint_requirement *asked = &lint->asked.items[i];
		if (asked->requirement == NULL || asked->requirement->area == NULL)
			continue;
		result = lint->rules->levels[asked->requirement->level].evidence == EVIDENCE_PUSHER
				 ? note_pusher(lint, asked)
				 : trial_judge(trial, asked);
	}
	return result;
}

/* "on 3 January, without @lena, ", of the options. */
static int set_today(struct buf *scene, const struct lint *lint)
{
	const struct mow_lint_options *options = lint->options;
	char day[CLOCK_TEXT];

	if (options->at != 0) {
		clock_word_from(day, lint->now, lint->repo->now);
		buf_addf(scene, "on %s, ", day);
	}
	for (size_t i = 0; i < options->without_count; i++)
		buf_addf(scene, "%s%s", i == 0 ? "without " : " and ", options->without[i]);
	buf_adds(scene, options->without_count > 0 ? ", " : "");
	return buf_check(scene, lint->err);
}

/* Those of --author, teams expanded, each once; `out` has room for all. */
static int find_given(size_t *out, size_t *count, const struct lint *lint)
{
	const struct mow_lint_options *options = lint->options;
	MOW_AUTO_FREE size_t *owners = calloc(options->author_count + 1, sizeof *owners);
	int result = owners == NULL ? mow_fail_memory(lint->err) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < options->author_count; i++)
		result = owner_find(&owners[i], lint->rules, options->authors[i], lint->err);
	if (result == MOW_OK)
		*count = people_expand(out, lint->rules, owners, options->author_count, lint->now);
	return result;
}

int lint_impossible(struct lint *lint)
{
	size_t room = lint->rules->people_count + 1;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(buf) scene = BUF_INIT;
	MOW_AUTO_FREE size_t *people = calloc(3 * room, sizeof *people);
	MOW_AUTO(trial) trial = {.lint = lint, .scene = &scene, .key = BUF_INIT};

	if (people == NULL)
		return mow_fail_memory(lint->err);
	trial.given = people;
	trial.makers = people + room;
	trial.authors = people + 2 * room;
	int result = find_given(people, &trial.given_count, lint);
	if (result == MOW_OK)
		result = set_today(&scene, lint);
	if (result == MOW_OK)
		result = judge_new(&judge, lint->rules, lint->now, lint->err);
	trial_begin(&trial, judge, lint->now);
	if (result == MOW_OK)
		result = judge_today(&trial);
	return result == MOW_OK ? judge_coming(&trial) : result;
}
