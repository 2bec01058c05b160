#include "api/lint_trial.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/order.h"

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static const char *accountable_of(const struct trial *trial)
{
	return trial->lint->rules->owners[trial->asked->requirement->accountable].text;
}

static void add_lack(struct buf *out, const struct trial *trial, const struct class_need *need)
{
	if (out->len > 0)
		buf_adds(out, ", ");
	if (need->role == NEED_DECISION)
		buf_addf(out, "the decision of %s", accountable_of(trial));
	else if (need->role == NEED_GATE)
		buf_addf(out, "the review of %s", need->gate->text);
	else
		buf_addf(out, "the approval of %u different people", need->need);
}

/* What would mend it. Somebody who names a deputy already is not told to name one. */
static void add_advice(struct buf *out, const struct trial *trial, const struct class_need *need)
{
	const struct rules *rules = trial->lint->rules;
	const struct person *who = &rules->people[rules->owners[trial->asked->requirement->accountable].index];

	if (out->len > 0)
		return;
	if (need->role == NEED_GATE) {
		buf_addf(out, "add people to %s who are there and do not make the change", need->gate->text);
	} else if (need->role != NEED_DECISION) {
		buf_adds(out, "let more people review or decide there");
	} else if (who->deputy_count == 0) {
		buf_addf(out, "name a deputy of %s in [people]", accountable_of(trial));
	} else {
		for (size_t i = 0; i < who->deputy_count; i++)
			buf_addf(out, "%s%s", i > 0 ? ", " : "", people_label(rules, who->deputies[i]));
		buf_adds(out, who->deputy_count == 1 ? ", who acts for " : ", who act for ");
		buf_addf(out,
			 "%s, cannot either: absent, or among those who make the change; let somebody else decide or "
			 "make it",
			 accountable_of(trial));
	}
}

/* "when @lena and @marc make the change, " of the authors, at most three by name; without any "as things are today". */
static void add_when(struct buf *out, const struct trial *trial)
{
	const struct rules *rules = trial->lint->rules;

	if (trial->scene->len > 0)
		buf_adds(out, trial->scene->data);
	else if (trial->author_count == 0)
		buf_adds(out, "as things are today, ");
	if (trial->author_count == 0)
		return;
	buf_adds(out, "when ");
	for (size_t i = 0; i < trial->author_count && i < 3; i++)
		buf_addf(out, "%s%s", i > 0 ? ", " : "", people_label(rules, trial->authors[i]));
	if (trial->author_count > 3)
		buf_addf(out, " and %zu more", trial->author_count - 3);
	buf_adds(out, trial->author_count == 1 ? " makes the change, " : " make the change, ");
}

/* ---- Judging ------------------------------------------------------------------------------------------------------- */

/* The area that sets a gate. */
static const struct area *find_setter(const struct requirement *requirement, const struct required_gate *gate)
{
	for (size_t i = 0; i < requirement->area_count; i++) {
		const struct area *area = requirement->areas[i];
		for (size_t j = 0; j < area->gate_count; j++)
			if (area->gates[j].place.line == gate->place.line &&
			    area->gates[j].place.file == gate->place.file)
				return area;
	}
	return requirement->area;
}

/* Notes it where it is asked for: of a gate that is not the area that decides. */
static int note(const struct trial *trial, const struct class_need *lack, const struct lint_cause_text *text)
{
	const struct requirement *requirement = trial->asked->requirement;
	const struct area *area = requirement->area;
	const struct place *place = &area->place;

	if (lint_accepts(trial->lint, area))
		return MOW_OK;
	if (lack != NULL && lack->role == NEED_GATE) {
		area = find_setter(requirement, lack->gate);
		place = &lack->gate->place;
	}
	return lint_note(trial->lint, area, place, text);
}

/* What cannot be done by anybody comes first, then what one author is enough for; what is to come after all of that. */
static unsigned weigh(const struct trial *trial)
{
	unsigned weight = trial->author_count == 0 ? 2 : trial->author_count == 1 ? 1 : 0;

	return trial->coming ? weight : weight + 3;
}

/* What the judgement lacks. */
static int note_lacks(struct trial *trial, const struct judgement *judgement)
{
	const struct class_need *first = NULL;
	MOW_AUTO(buf) lacks = BUF_INIT;
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) advice = BUF_INIT;

	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];

		if (need->folded || need->ask_count + need->got >= need->need)
			continue;
		if (first == NULL)
			first = need;
		add_lack(&lacks, trial, need);
		add_advice(&advice, trial, need);
	}
	if (trial->find_scene != NULL && trial->find_scene(trial) != MOW_OK)
		return MOW_ENOMEM;
	add_when(&before, trial);
	buf_addf(&before, "nobody can give %s", lacks.data != NULL ? lacks.data : "what it asks for");
	if (buf_check(&lacks, trial->lint->err) || buf_check(&advice, trial->lint->err) ||
	    buf_check(&before, trial->lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, advice.data, trial->asked->first, weigh(trial)};
	return note(trial, first, &text);
}

static struct step_class class_of(const struct trial *trial, const struct requirement *timeless)
{
	static const struct approval_set nothing;

	if (trial->author_count > 1)
		qsort(trial->authors, trial->author_count, sizeof *trial->authors, order_numbers);
	return (struct step_class){.requirement = timeless,
				   .authors = trial->authors,
				   .author_count = trial->author_count,
				   .approvals = &nothing};
}

/* Judges what the authors make, and notes where nobody could approve it. */
static int judge_authors(bool *possible, struct trial *trial)
{
	const struct requirement timeless = lint_timeless(trial->asked->requirement);
	const struct step_class class = class_of(trial, &timeless);
	struct judgement judgement = {.need_count = 0};
	MOW_AUTO(arena) arena = {0};
	int result = judge_possible(possible, trial->judge, &class, trial->lint->err);

	if (result == MOW_OK && !*possible)
		result = judge_class(&judgement, trial->judge, &class, &arena, trial->lint->err);
	return result == MOW_OK && !*possible ? note_lacks(trial, &judgement) : result;
}

static void set_authors(struct trial *trial, const size_t *people, size_t count)
{
	if (count > 0)
		memcpy(trial->authors, people, count * sizeof *people);
	trial->author_count = count;
}

static void add_author(struct trial *trial, size_t person)
{
	for (size_t i = 0; i < trial->author_count; i++)
		if (trial->authors[i] == person)
			return;
	trial->authors[trial->author_count++] = person;
}

/* Puts the authors of one of enum lint_makers in place; false: there is nobody to try it with. */
static bool take_makers(struct trial *trial, enum lint_makers kind)
{
	const struct rules *rules = trial->lint->rules;
	const struct requirement *requirement = trial->asked->requirement;
	size_t owner = rules->owners[requirement->accountable].index;
	const struct owner_list *responsible = requirement->responsible;
	bool with_makers = kind == MAKERS_RESPONSIBLE || kind == MAKERS_BOTH;
	size_t count = 0;

	if (with_makers && responsible != NULL)
		count = people_expand(trial->makers, rules, responsible->items, responsible->count, trial->now);
	if ((with_makers && count == 0) || (kind == MAKERS_GIVEN && trial->given_count == 0))
		return false;
	set_authors(trial, kind == MAKERS_GIVEN ? trial->given : trial->makers,
		    kind == MAKERS_GIVEN ? trial->given_count : count);
	if (kind == MAKERS_OWNER || kind == MAKERS_BOTH)
		add_author(trial, owner);
	/* Who is responsible and decides was tried already. */
	return kind != MAKERS_BOTH || trial->author_count > count;
}

/*
 * Whether taking one of the authors away never makes less possible: then they give themselves what their deputies gave
 * in their place. Bots and people from outside often cannot; who may approve their own work can do both at once; and
 * where several different people are asked for, two deputies are more than the one whom they act for.
 */
static bool fewer_can_no_less(const struct trial *trial)
{
	const struct rules *rules = trial->lint->rules;
	const struct level_rule *level = &rules->levels[trial->asked->requirement->level];
	bool themselves = !level->self_approval;

	for (size_t i = 0; themselves && i < trial->author_count; i++) {
		const struct person *who = &rules->people[trial->authors[i]];
		themselves = !who->bot && !who->external && (level->people <= 1 || who->deputy_count <= 1);
	}
	return themselves;
}

static void add_owners(struct buf *key, const size_t *owners, size_t count)
{
	buf_add(key, &count, sizeof count);
	buf_add(key, owners, count * sizeof *owners);
}

/* What it depends on whether all is possible: areas often ask for the same, and then so do the many ways they meet. */
static void make_key(struct buf *key, const struct requirement *requirement)
{
	const struct owner_list nobody = {0};
	const struct owner_list *responsible = requirement->responsible != NULL ? requirement->responsible : &nobody;
	const size_t about[] = {requirement->accountable, requirement->level, requirement->is_rules,
				requirement->broken != NULL};

	buf_reset(key);
	buf_add(key, about, sizeof about);
	add_owners(key, responsible->items, responsible->count);
	for (size_t i = 0; i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		const unsigned asked[] = {gate->need, gate->light, gate->strict};
		buf_add(key, asked, sizeof asked);
		add_owners(key, gate->of, gate->of_count);
	}
}

static int judge_makers(bool *possible, struct trial *trial)
{
	const struct requirement timeless = lint_timeless(trial->asked->requirement);

	if (!take_makers(trial, MAKERS_BOTH) && !take_makers(trial, MAKERS_RESPONSIBLE))
		take_makers(trial, MAKERS_OWNER);
	*possible = fewer_can_no_less(trial);
	if (!*possible)
		return MOW_OK;
	const struct step_class class = class_of(trial, &timeless);
	return judge_possible(possible, trial->judge, &class, trial->lint->err);
}

/* Whether it can be approved even where all of them make it, and so where any of them do: one judgement for four. */
static int judge_all(bool *possible, struct trial *trial)
{
	struct buf *key = &trial->key;
	size_t known;

	make_key(key, trial->asked->requirement);
	if (buf_check(key, trial->lint->err))
		return MOW_ENOMEM;
	if (map_get(&trial->judged, key->data, key->len, &known)) {
		*possible = known != 0;
		return MOW_OK;
	}
	int result = judge_makers(possible, trial);
	if (result != MOW_OK)
		return result;
	const char *kept = arena_dup(&trial->arena, key->data, key->len);
	return kept == NULL || map_put(&trial->judged, kept, key->len, *possible) ? mow_fail_memory(trial->lint->err)
										  : MOW_OK;
}

void trial_begin(struct trial *trial, struct judge *judge, int64_t now)
{
	trial->judge = judge;
	trial->now = now;
	map_release(&trial->judged);
}

void trial_release(struct trial *trial)
{
	map_release(&trial->judged);
	arena_release(&trial->arena);
	buf_release(&trial->key);
}

int trial_judge(struct trial *trial, struct lint_requirement *asked)
{
	/* What cannot be approved whoever makes it, or with fewer authors, need not be said again. */
	static const struct {
		enum lint_makers kind;
		unsigned settles;
	} kinds[] = {{MAKERS_NOBODY, MAKERS_ALL},
		     {MAKERS_OWNER, MAKERS_OWNER | MAKERS_BOTH},
		     {MAKERS_RESPONSIBLE, MAKERS_RESPONSIBLE | MAKERS_BOTH},
		     {MAKERS_BOTH, MAKERS_BOTH},
		     {MAKERS_GIVEN, MAKERS_GIVEN}};

	bool all = asked->impossible == 0;

	trial->asked = asked;
	int result = all ? judge_all(&all, trial) : MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < sizeof kinds / sizeof *kinds; i++) {
		bool possible = true;
		if ((asked->impossible & kinds[i].kind) || (all && kinds[i].kind != MAKERS_GIVEN) ||
		    !take_makers(trial, kinds[i].kind))
			continue;
		result = judge_authors(&possible, trial);
		if (result == MOW_OK && !possible)
			asked->impossible |= kinds[i].settles;
	}
	return result;
}
