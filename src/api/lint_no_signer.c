/* People who must approve, and bots that carry approvals, without a valid key. */
#include "api/lint.h"

/* Whether the person or, of a seat, a deputy could sign. */
static bool can_sign(const struct lint *lint, size_t person)
{
	const struct person *who = &lint->rules->people[person];

	if (signers_has(&lint->keyring->signers, lint->rules, person, lint->now))
		return true;
	for (size_t i = 0; i < who->deputy_count; i++)
		if (!people_present(lint->rules, person, lint->now) &&
		    signers_has(&lint->keyring->signers, lint->rules, who->deputies[i], lint->now))
			return true;
	return false;
}

/* One line a person. */
static int report_key(struct lint *lint, size_t owner, const struct area *area, const struct place *place)
{
	const struct owner *who = &lint->rules->owners[owner];
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) advice = BUF_INIT;

	if (who->kind != OWNER_PERSON || can_sign(lint, who->index))
		return MOW_OK;
	buf_addf(&before, "%s must approve, and has no valid key,", who->text);
	buf_addf(&advice, "add the key to %s", lint->keyring->signers.file);
	if (buf_check(&before, lint->err) || buf_check(&advice, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, advice.data, NULL, 0};
	return lint_note(lint, area, place, &text);
}

/* One line for a gate of several people, in whatever areas. */
static int report_gate_keys(struct lint *lint, const struct area *area, const struct gate *gate)
{
	MOW_AUTO(buf) missing = BUF_INIT;
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) advice = BUF_INIT;
	MOW_AUTO_FREE size_t *people = NULL;
	size_t count = 0, able = 0;

	if (gate->of_count == 1 && lint->rules->owners[gate->of[0]].kind == OWNER_PERSON)
		return report_key(lint, gate->of[0], area, &gate->place);
	int result = lint_expand(&people, &count, lint, gate->of, gate->of_count);
	if (result < 0)
		return result;
	for (size_t i = 0; i < count; i++) {
		if (can_sign(lint, people[i]))
			able++;
		else
			buf_addf(&missing, "%s%s", missing.len ? ", " : "", people_label(lint->rules, people[i]));
	}
	if (able >= gate->need)
		return buf_check(&missing, lint->err);
	buf_addf(&before, "%zu of the %u who must agree for %s can sign", able, gate->need, gate->text);
	buf_addf(&advice, "add a valid key to %s for %s", lint->keyring->signers.file, missing.data);
	if (buf_check(&missing, lint->err) || buf_check(&before, lint->err) || buf_check(&advice, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, advice.data, NULL, 0};
	return lint_note(lint, area, &gate->place, &text);
}

/* Nobody could approve what the owner of the rules changes in them, be it a key for a deputy. */
static void report_deputies(struct lint *lint)
{
	const struct rules *rules = lint->rules;
	const struct signers *signers = &lint->keyring->signers;
	const struct area *area = &rules->rules_area;
	const struct place *place = &area->accountable_place;
	enum level level = area->level != LEVEL_UNSET ? area->level : LEVEL_STANDARD;

	if (area->accountable == RULES_NONE || rules->levels[level].self_approval)
		return;
	const struct owner *owner = &rules->owners[area->accountable];
	if (owner->kind != OWNER_PERSON || !signers_has(signers, rules, owner->index, lint->now))
		return;
	const struct person *who = &rules->people[owner->index];
	for (size_t i = 0; i < who->deputy_count; i++)
		if (signers_has(signers, rules, who->deputies[i], lint->now))
			return;
	if (who->deputy_count > 0)
		lint_warn(lint, &(const struct finding_place){place->file, place->line, place->column},
			  "no deputy of %s has a valid key, so nobody can approve what %s changes in [rules]; let %s "
			  "add theirs to %s, and %s approve that",
			  owner->text, owner->text, people_label(rules, who->deputies[0]), signers->file, owner->text);
}

/* A lint_area_fn. */
static int report_area_keys(struct lint *lint, const struct area *area, void *context)
{
	int result = MOW_OK;

	(void)context;
	if (area->accountable != RULES_NONE)
		result = report_key(lint, area->accountable, area, &area->accountable_place);
	for (size_t i = 0; result == MOW_OK && i < area->gate_count; i++)
		result = report_gate_keys(lint, area, &area->gates[i]);
	return result;
}

/* What a witness carries it signs, whatever kind of approval that is. */
static void report_witnesses(struct lint *lint)
{
	const struct rules *rules = lint->rules;
	const struct signers *signers = &lint->keyring->signers;

	for (size_t i = 0; i < rules->witness_count; i++) {
		const struct person *bot = &rules->people[rules->witnesses[i]];
		if (!signers_has(signers, rules, rules->witnesses[i], lint->now))
			lint_warn(
				lint, &(const struct finding_place){RULES_OWNERS, bot->line, 1},
				"%s is a witness without a valid key, so nothing that it carries counts; add the key to %s",
				people_label(rules, rules->witnesses[i]), signers->file);
	}
}

int lint_no_signer(struct lint *lint)
{
	if (lint->keyring->signers.broken)
		return MOW_OK;
	report_witnesses(lint);
	if (!(lint->rules->evidence & EVIDENCE_SIGNED))
		return MOW_OK;
	if (!lint->keyring->signers.count) {
		lint_warn(
			lint, &(const struct finding_place){"OWNERS", 0, 0},
			"there is no %s, so nobody can sign an approval; put the public keys of those who approve there",
			lint->keyring->signers.file);
		return MOW_OK;
	}
	report_deputies(lint);
	return lint_each_area(lint, report_area_keys, NULL);
}
