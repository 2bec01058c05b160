/* What holds for a time: freezes, and the end of rights. */
#include <string.h>

#include "api/effects_diff.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/map.h"

struct times {
	const struct effects_sides *sides;
	effects_diff_fn *each;
	void *context;
	struct arena arena;
	struct mow_error *err;
};

static int tell(struct times *times, bool lower, const char *before, const char *after)
{
	const struct effects_told told = {.effect = {.kind = lower ? MOW_EFFECT_RULE_LOWER : MOW_EFFECT_RULE_HIGHER,
						     .before = before,
						     .after = after}};

	return before != NULL && after != NULL ? times->each(&told, times->context) : mow_fail_memory(times->err);
}

/* "[freeze black-friday] from 2026-11-23 until 2026-12-02, allow @lena" */
static const char *freeze_text(struct times *times, const struct area *area)
{
	const struct freeze *freeze = area->freeze;
	bool embargo = freeze->period.from == INT64_MIN;
	const char *allow = freeze->allow_text;
	char from[CLOCK_TEXT] = "", end[CLOCK_TEXT];

	if (embargo) {
		clock_format_from(end, freeze->period.end);
	} else {
		clock_format_from(from, freeze->period.from);
		clock_format_until(end, freeze->period.end);
	}
	return arena_printf(&times->arena, "[%s] %s%s%s%s%s%s", area->name, embargo ? "opens " : "from ", from,
			    embargo ? "" : " until ", end, allow != NULL ? ", allow " : "", allow != NULL ? allow : "");
}

static bool is_over(const struct times *times, const struct area *area)
{
	return area->freeze->period.end <= times->sides->people->before.now;
}

/* Those that are not over, by name, which is theirs alone. */
static int index_freezes(struct map *out, struct times *times, const struct requirement *requirement)
{
	for (size_t i = 0; i < requirement->freeze_count; i++) {
		const struct area *area = requirement->freezes[i].area;
		if (!is_over(times, area) && map_put(out, area->name, strlen(area->name), i))
			return mow_fail_memory(times->err);
	}
	return MOW_OK;
}

/* One that is there no more, or is another: `after` of the same name; NULL: there is none. */
static int diff_lost(struct times *times, const struct area *area, const struct area *after)
{
	const char *was = freeze_text(times, area);
	const char *is = after != NULL ? freeze_text(times, after) : arena_printf(&times->arena, "no [%s]", area->name);

	if (was != NULL && is != NULL && strcmp(was, is) == 0)
		return MOW_OK;
	return tell(times, true, was, is);
}

static int diff_freezes(struct times *times)
{
	const struct requirement *before = times->sides->before, *after = times->sides->after;
	MOW_AUTO(map) old = {0};
	MOW_AUTO(map) new = {0};
	size_t at;
	int result = index_freezes(&old, times, before);

	if (result == MOW_OK)
		result = index_freezes(&new, times, after);
	for (size_t i = 0; result == MOW_OK && i < before->freeze_count; i++) {
		const struct area *area = before->freezes[i].area;
		bool stays = map_get(&new, area->name, strlen(area->name), &at);
		if (!is_over(times, area))
			result = diff_lost(times, area, stays ? after->freezes[at].area : NULL);
	}
	for (size_t i = 0; result == MOW_OK && i < after->freeze_count; i++) {
		const struct area *area = after->freezes[i].area;
		if (!is_over(times, area) && !map_get(&old, area->name, strlen(area->name), NULL))
			result = tell(times, false, arena_printf(&times->arena, "no [%s]", area->name),
				      freeze_text(times, area));
	}
	return result;
}

static const char *rights_text(struct times *times, int64_t end)
{
	char day[CLOCK_TEXT];

	if (end == INT64_MAX)
		return "no rights-until";
	clock_format_until(day, end);
	return arena_printf(&times->arena, "rights-until = %s", day);
}

int effects_diff_times(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err)
{
	struct times times = {sides, each, context, {0}, err};

	if (sides->after == NULL)
		return MOW_OK;
	int64_t before = sides->before->rights_end, after = sides->after->rights_end;
	int result = diff_freezes(&times);
	if (result == MOW_OK && before != after)
		result = tell(&times, after > before, rights_text(&times, before), rights_text(&times, after));
	arena_release(&times.arena);
	return result;
}
