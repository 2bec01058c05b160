/* What an area asks for and nobody can give, as things are or where those who usually make the change made it. */
#include <stdlib.h>
#include <string.h>

#include "api/lint.h"
#include "base/error.h"
#include "verdict/verdict.h"

static int compare_people(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static bool has_person(const size_t *people, size_t count, size_t person)
{
	for (size_t i = 0; i < count; i++)
		if (people[i] == person)
			return true;
	return false;
}

/* A requirement, judged as if `authors` had made a change and nobody had approved yet. */
struct trial {
	struct lint *lint;
	struct judge *judge;
	const struct requirement *requirement;
	size_t *authors;
	size_t count;
	const char *file; /* path of one that it is about */
};

static void add_lack(struct buf *out, const struct trial *trial, const struct class_need *need)
{
	if (out->len > 0)
		buf_adds(out, ", ");
	if (need->role == NEED_DECISION)
		buf_addf(out, "the decision of %s", trial->lint->rules->owners[trial->requirement->accountable].text);
	else if (need->role == NEED_GATE)
		buf_addf(out, "the review of %s", need->gate->text);
	else
		buf_addf(out, "the approval of %u different people", need->need);
}

/* What would mend it. Somebody who names a deputy already is not told to name one. */
static void add_advice(struct buf *out, const struct trial *trial, const struct class_need *need)
{
	const struct rules *rules = trial->lint->rules;
	const struct person *who = &rules->people[rules->owners[trial->requirement->accountable].index];

	if (out->len > 0)
		return;
	if (need->role == NEED_GATE) {
		buf_addf(out, "add people to %s who are there and do not make the change", need->gate->text);
	} else if (need->role != NEED_DECISION) {
		buf_adds(out, "let more people review or decide there");
	} else if (who->deputy_count == 0) {
		buf_addf(out, "name a deputy of %s in [people]", rules->owners[trial->requirement->accountable].text);
	} else {
		for (size_t i = 0; i < who->deputy_count; i++)
			buf_addf(out, "%s%s", i > 0 ? ", " : "", people_label(rules, who->deputies[i]));
		buf_adds(out, who->deputy_count == 1 ? ", who acts for " : ", who act for ");
		buf_addf(out,
			 "%s, cannot either: absent, or among those who make the change; let somebody else decide or "
			 "make it",
			 rules->owners[trial->requirement->accountable].text);
	}
}

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
	const struct area *area = trial->requirement->area;
	const struct place *place = &area->place;

	if (lint_accepts(trial->lint, area))
		return MOW_OK;
	if (lack != NULL && lack->role == NEED_GATE) {
		area = find_setter(trial->requirement, lack->gate);
		place = &lack->gate->place;
	}
	return lint_note(trial->lint, area, place, text);
}

/* Judges; notes it where nobody could give it. */
static int judge_trial(bool *possible, const struct trial *trial, const char *when)
{
	static const struct approval_set nothing;
	const struct class_need *first = NULL;
	const struct requirement timeless = lint_timeless(trial->requirement);
	struct step_class class = {.requirement = &timeless,
				   .authors = trial->authors,
				   .author_count = trial->count,
				   .approvals = &nothing};
	struct judgement judgement;
	MOW_AUTO(buf) lacks = BUF_INIT;
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) advice = BUF_INIT;
	MOW_AUTO(arena) arena = {0};

	qsort(trial->authors, trial->count, sizeof *trial->authors, compare_people);
	int result = judge_class(&judgement, trial->judge, &class, &arena, trial->lint->err);
	if (result < 0)
		return result;
	*possible = judgement.state != MOW_IMPOSSIBLE;
	if (*possible)
		return MOW_OK;
	for (size_t i = 0; i < judgement.need_count; i++) {
		const struct class_need *need = judgement.needs[i];

		if (need->folded || need->ask_count + need->got >= need->need)
			continue;
		if (first == NULL)
			first = need;
		add_lack(&lacks, trial, need);
		add_advice(&advice, trial, need);
	}
	buf_addf(&before, "%s nobody can give %s", when, lacks.data != NULL ? lacks.data : "what it asks for");
	if (buf_check(&lacks, trial->lint->err) || buf_check(&advice, trial->lint->err) ||
	    buf_check(&before, trial->lint->err))
		return MOW_ENOMEM;
	/* What cannot be done by anybody comes first, then what one author is enough for. */
	const struct lint_cause_text text = {before.data, advice.data, trial->file,
					     trial->count == 0   ? 2
					     : trial->count == 1 ? 1
								 : 0};
	return note(trial, first, &text);
}

/* "when @lena and @marc make the change" of the authors, at most three by name. */
static int judge_when(bool *possible, struct trial *trial)
{
	MOW_AUTO(buf) when = BUF_INIT;
	const struct rules *rules = trial->lint->rules;

	buf_adds(&when, "when ");
	for (size_t i = 0; i < trial->count && i < 3; i++)
		buf_addf(&when, "%s%s", i > 0 ? ", " : "", people_label(rules, trial->authors[i]));
	if (trial->count > 3)
		buf_addf(&when, " and %zu more", trial->count - 3);
	buf_adds(&when, trial->count == 1 ? " makes the change," : " make the change,");
	return buf_check(&when, trial->lint->err) ? MOW_ENOMEM : judge_trial(possible, trial, when.data);
}

/* Those responsible made the change, then they and the accountable owner. */
static int judge_makers(struct trial *trial, const size_t *makers, size_t count)
{
	size_t accountable = trial->lint->rules->owners[trial->requirement->accountable].index;
	bool possible;

	memcpy(trial->authors, makers, count * sizeof *makers);
	trial->count = count;
	int result = judge_when(&possible, trial);
	if (result < 0 || !possible)
		return result;
	if (!has_person(trial->authors, count, accountable))
		trial->authors[trial->count++] = accountable;
	return judge_when(&possible, trial);
}

/* Where who pushes is all that counts, nobody's approval does, or that of one's own work alone. */
static int note_pusher(struct lint *lint, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct level_rule *level = &lint->rules->levels[requirement->level];
	MOW_AUTO(buf) advice = BUF_INIT;

	buf_addf(&advice, "let evidence in [mowners] or [level %s] list signed or forge too",
		 level_name(requirement->level));
	if (buf_check(&advice, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {
		level->self_approval
			? "with evidence = pusher alone nobody can approve what somebody else made"
			: "with evidence = pusher alone, and without self-approval, nobody can approve anything",
		advice.data, asked->first, level->self_approval ? 0 : 2};
	return lint_note(lint, requirement->area, &requirement->area->place, &text);
}

static int judge_requirement(struct lint *lint, struct judge *judge, struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	struct trial trial = {lint, judge, requirement, NULL, 0, asked->first};
	MOW_AUTO_FREE size_t *makers = NULL;
	MOW_AUTO_FREE size_t *authors = NULL;
	size_t maker_count = 0;
	bool possible;
	int result = MOW_OK;

	if (lint->rules->levels[requirement->level].evidence == EVIDENCE_PUSHER)
		return note_pusher(lint, asked);
	if (requirement->responsible != NULL)
		result = lint_expand(&makers, &maker_count, lint, requirement->responsible->items,
				     requirement->responsible->count);
	if (result < 0)
		return result;
	trial.authors = authors = calloc(maker_count + 2, sizeof *authors);
	if (authors == NULL)
		return mow_fail_memory(lint->err);
	result = judge_trial(&possible, &trial, "as things are today,");
	if (result < 0 || !possible)
		return result;
	trial.authors[trial.count++] = lint->rules->owners[requirement->accountable].index;
	result = judge_when(&possible, &trial);
	asked->owner_impossible = !possible;
	return result < 0 || !possible || maker_count == 0 ? result : judge_makers(&trial, makers, maker_count);
}

int lint_impossible(struct lint *lint)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	int result = judge_new(&judge, lint->rules, lint->now, lint->err);

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++) {
		const struct requirement *requirement = lint->asked.items[i].requirement;

		if (requirement != NULL && requirement->area != NULL)
			result = judge_requirement(lint, judge, &lint->asked.items[i]);
	}
	return result;
}
