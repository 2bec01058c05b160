/* Ownership that was to be confirmed by a day that has passed. */
#include "api/lint.h"
#include "base/clock.h"

static void report_area(struct lint *lint, const struct area *area)
{
	char day[CLOCK_TEXT];

	if (area->confirm_place.line == 0 || lint_accepts(lint, area) || area->confirm_by + CLOCK_DAY > lint->repo->now)
		return;
	clock_word_day(day, area->confirm_by, lint->repo->now);
	lint_warn_at(lint, &area->confirm_place,
		     "the ownership of [%s] was to be confirmed by %s; confirm it by setting a later day", area->name,
		     day);
}

int lint_confirm(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++)
		for (size_t j = 0; j < lint->rules->files[i]->area_count; j++)
			report_area(lint, &lint->rules->files[i]->areas[j]);
	return MOW_OK;
}
