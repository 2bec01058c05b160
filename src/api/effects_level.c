/* The level, and what it asks. */
#include <string.h>

#include "api/effects_diff.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"

struct levels {
	const struct effects_sides *sides;
	effects_diff_fn *each;
	void *context;
	struct arena *arena;
	struct mow_error *err;
};

static int tell(const struct levels *levels, enum mow_effect_kind kind, const char *before, const char *after)
{
	const struct effects_told told = {.effect = {.kind = kind, .before = before, .after = after}};

	return levels->each(&told, levels->context);
}

/* What a level asks, one thing at a time: how it is written, and how much it is; more is stricter. */
struct ask {
	const char *text;
	int64_t strict;
};

static const char *evidence_text(struct arena *arena, unsigned evidence)
{
	static const char *const kinds[] = {"signed", "forge", "pusher"};
	char text[64] = "evidence = ";
	char *end = text + strlen(text);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (evidence >> i & 1)
			end = stpcpy(stpcpy(end, end[-1] == ' ' ? "" : ", "), kinds[i]);
	return arena_dup(arena, text, (size_t)(end - text));
}

static const char *age_text(struct arena *arena, int64_t seconds)
{
	static const int64_t hour = 3600;
	bool days = seconds % CLOCK_DAY == 0;

	if (seconds == 0)
		return "max-age = none";
	return arena_printf(arena, "max-age = %lld%c", (long long)(seconds / (days ? CLOCK_DAY : hour)),
			    days ? 'd' : 'h');
}

enum { ASKS = 5 };

static void list_asks(struct ask out[ASKS], struct arena *arena, const struct level_rule *rule)
{
	out[0] = (struct ask){rule->any ? "decided-by = any" : "decided-by = accountable", !rule->any};
	out[1] = (struct ask){rule->self_approval ? "self-approval = yes" : "self-approval = no", !rule->self_approval};
	out[2] = (struct ask){arena_printf(arena, "people = %u", rule->people), rule->people};
	/* What more kinds are to be had of is less strict, as is what may be older. */
	out[3] = (struct ask){evidence_text(arena, rule->evidence), -(int64_t)rule->evidence};
	out[4] = (struct ask){age_text(arena, rule->max_age), rule->max_age == 0 ? INT64_MIN : -rule->max_age};
}

/* Of two levels what goes against their names: a stricter one that asks for less. */
static int diff_rules(struct levels *levels, enum level before, enum level after)
{
	const struct level_rule *old = &levels->sides->old_rules->levels[before];
	const struct level_rule *new = &levels->sides->new_rules->levels[after];
	struct ask was[ASKS], is[ASKS];
	int result = MOW_OK;

	list_asks(was, levels->arena, old);
	list_asks(is, levels->arena, new);
	for (size_t i = 0; result == MOW_OK && i < ASKS; i++) {
		bool lower = is[i].strict < was[i].strict;
		if (was[i].text == NULL || is[i].text == NULL)
			return mow_fail_memory(levels->err);
		/* A kind that did not count before is what may let something pass. */
		if (i == 3)
			lower = (new->evidence & ~old->evidence) != 0;
		if (is[i].strict == was[i].strict || (before != after && lower == (after < before)))
			continue;
		result = tell(levels, lower ? MOW_EFFECT_RULE_LOWER : MOW_EFFECT_RULE_HIGHER, was[i].text, is[i].text);
	}
	return result;
}

int effects_diff_level(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err)
{
	MOW_AUTO(arena) arena = {0};
	struct levels levels = {sides, each, context, &arena, err};
	int result = MOW_OK;

	if (sides->after == NULL)
		return MOW_OK;
	enum level before = sides->before->level;
	enum level after = sides->after->level;
	if (before != after)
		result = tell(&levels, after < before ? MOW_EFFECT_LEVEL_LOWER : MOW_EFFECT_LEVEL_HIGHER,
			      level_name(before), level_name(after));
	return result == MOW_OK ? diff_rules(&levels, before, after) : result;
}
