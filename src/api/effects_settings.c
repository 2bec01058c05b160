/* Settings that concern more than single files: what is protected, what nobody owns, whether anything is blocked, who
 * may carry approvals.
 */
#include <string.h>

#include "api/effects_diff.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/map.h"
#include "rules/people.h"

struct settings {
	effects_diff_fn *each;
	void *context;
	struct mow_error *err;
};

/* Patterns of the one that the other does not list. */
static int diff_protect(const struct settings *settings, const struct rules *rules, const struct rules *other,
			bool gone)
{
	MOW_AUTO(map) known = {0};
	int result = MOW_OK;

	for (size_t i = 0; i < other->protect_count; i++)
		if (map_put(&known, other->protect[i], strlen(other->protect[i]), i))
			return mow_fail_memory(settings->err);
	for (size_t i = 0; i < rules->protect_count && result == MOW_OK; i++) {
		const char *ref = rules->protect[i];
		const struct effects_told told = {
			.effect = {.kind = gone ? MOW_EFFECT_UNPROTECTED : MOW_EFFECT_PROTECTED,
				   .before = gone ? ref : NULL,
				   .after = gone ? NULL : ref}};
		if (!map_get(&known, ref, strlen(ref), NULL))
			result = settings->each(&told, settings->context);
	}
	return result;
}

/* What a setting asks for; `strict` grows with it. Where it is about the rules themselves too, it is about all. */
struct setting {
	const char *text;
	int strict;
	bool rules;
};

static int diff_setting(const struct settings *settings, const struct setting *was, const struct setting *is)
{
	const struct effects_told told = {
		.effect = {.kind = is->strict < was->strict ? MOW_EFFECT_RULE_LOWER : MOW_EFFECT_RULE_HIGHER,
			   .before = was->text,
			   .after = is->text,
			   .rules = was->rules}};

	return was->strict != is->strict ? settings->each(&told, settings->context) : MOW_OK;
}

static const struct setting unowned_words[] = {
	[UNOWNED_BLOCK] = {"unowned = block", 2, false},
	[UNOWNED_WARN] = {"unowned = warn", 1, false},
	[UNOWNED_ALLOW] = {"unowned = allow", 0, false},
};
/* Whether nothing is blocked. */
static const struct setting mode_words[] = {{"mode = enforce", 1, true}, {"mode = advise", 0, true}};
/* Whether who made a change must be proved. */
static const struct setting author_words[] = {{"authors = claimed", 0, true}, {"authors = proved", 1, true}};

/* Who must agree to a hand-over besides. */
static const struct setting handover_words[] = {
	[HANDOVER_RULES] = {"handover = rules", 0, true},
	[HANDOVER_ACCEPT] = {"handover = accept", 1, true},
	[HANDOVER_BOTH] = {"handover = both", 2, true},
};

static void add_witnesses(struct buf *out, const struct rules *rules)
{
	for (size_t i = 0; i < rules->witness_count; i++)
		buf_addf(out, "%s%s", i == 0 ? "witness = " : " ", people_label(rules, rules->witnesses[i]));
	if (rules->witness_count == 0)
		buf_adds(out, "no witness");
}

/* Whether somebody may carry approvals by these rules, and not by the others. */
static bool adds_witness(const struct rules *rules, const struct rules *others)
{
	for (size_t i = 0; i < rules->witness_count; i++) {
		const char *label = people_label(rules, rules->witnesses[i]);
		size_t at = 0;
		while (at < others->witness_count && strcmp(people_label(others, others->witnesses[at]), label) != 0)
			at++;
		if (at == others->witness_count)
			return true;
	}
	return false;
}

static int diff_witnesses(const struct settings *settings, const struct rules *before, const struct rules *after)
{
	MOW_AUTO(buf) was = BUF_INIT;
	MOW_AUTO(buf) is = BUF_INIT;
	bool lower = adds_witness(after, before);

	if (!lower && !adds_witness(before, after))
		return MOW_OK;
	add_witnesses(&was, before);
	add_witnesses(&is, after);
	if (was.failed || is.failed)
		return mow_fail_memory(settings->err);
	const struct setting old = {was.data, lower, false}, new = {is.data, !lower, false};
	return diff_setting(settings, &old, &new);
}

/* Whether the gate of those who may override asks an owner whom the other does not. */
static bool adds_owner(const struct rules *rules, const struct rules *others)
{
	for (size_t i = 0; i < rules->override.of_count; i++) {
		const char *owner = rules->owners[rules->override.of[i]].text;
		size_t at = 0;
		while (at < others->override.of_count &&
		       strcmp(others->owners[others->override.of[at]].text, owner) != 0)
			at++;
		if (at == others->override.of_count)
			return true;
	}
	return false;
}

/* Who may break the glass: weaker with more of them, or fewer who must agree. */
static int diff_override(const struct settings *settings, const struct rules *before, const struct rules *after)
{
	MOW_AUTO(buf) was = BUF_INIT;
	MOW_AUTO(buf) is = BUF_INIT;
	bool there = after->override.of_count > 0;
	bool lower = there && (adds_owner(after, before) || after->override.need < before->override.need);

	if (!lower && !adds_owner(before, after) && after->override.need == before->override.need)
		return MOW_OK;
	buf_addf(&was, before->override.of_count > 0 ? "override = %s" : "no override%s",
		 before->override.of_count > 0 ? before->override.text : "");
	buf_addf(&is, there ? "override = %s" : "no override%s", there ? after->override.text : "");
	if (was.failed || is.failed)
		return mow_fail_memory(settings->err);
	/* Two or more may let rules files through too. */
	bool rules = before->override.need >= 2 || after->override.need >= 2;
	const struct setting old = {was.data, lower, rules}, new = {is.data, !lower, rules};
	return diff_setting(settings, &old, &new);
}

/* One of the lists of those who can override, as a setting. */
static int tell_overriders(const struct settings *settings, enum mow_effect_kind kind, const struct rules *rules,
			   const char *people)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (people == NULL)
		return MOW_OK;
	buf_addf(&text, "override = %s", rules->override.text);
	if (buf_check(&text, settings->err))
		return MOW_ENOMEM;
	const struct effects_told told = {
		.effect = {.kind = kind, .before = text.data, .after = people, .rules = rules->override.need >= 2}};
	return settings->each(&told, settings->context);
}

int effects_diff_overriders(struct effects_people *people, effects_diff_fn *each, void *context, struct mow_error *err)
{
	const struct settings settings = {each, context, err};
	const struct rules *before = people->before.rules;
	const struct rules *after = people->after.rules;
	const struct gate *was = &before->override;
	const struct gate *is = &after->override;
	/* They are themselves alone, as those who decide late. */
	const struct effects_role role = {
		.key = "override",
		.same = strcmp(was->text, is->text) == 0,
		.before = {.accountable = RULES_NONE, .late = was->of, .late_count = was->of_count},
		.after = {.accountable = RULES_NONE, .late = is->of, .late_count = is->of_count}};
	struct effects_change change = {0};

	int result = effects_people_compare(&change, people, &role, err);
	if (result == MOW_OK)
		result = tell_overriders(&settings, MOW_EFFECT_GATE_JOIN, after, change.joined);
	return result == MOW_OK ? tell_overriders(&settings, MOW_EFFECT_GATE_LEAVE, before, change.left) : result;
}

const char *effects_unowned_word(const struct rules *rules)
{
	return unowned_words[rules->unowned].text;
}

int effects_diff_settings(const struct rules *before, const struct rules *after, effects_diff_fn *each, void *context,
			  struct mow_error *err)
{
	const struct settings settings = {each, context, err};
	int result = diff_setting(&settings, &mode_words[rules_advise(before)], &mode_words[rules_advise(after)]);

	if (result == MOW_OK)
		result = diff_setting(&settings, &author_words[before->proved], &author_words[after->proved]);
	if (result == MOW_OK)
		result = diff_setting(&settings, &handover_words[before->handover], &handover_words[after->handover]);
	if (result == MOW_OK)
		result = diff_witnesses(&settings, before, after);
	if (result == MOW_OK)
		result = diff_override(&settings, before, after);
	if (result == MOW_OK)
		result = diff_protect(&settings, before, after, true);
	if (result == MOW_OK)
		result = diff_protect(&settings, after, before, false);
	return result == MOW_OK
		       ? diff_setting(&settings, &unowned_words[before->unowned], &unowned_words[after->unowned])
		       : result;
}
