/* Ownership that was to be confirmed by a day that has passed. */
#include "api/lint.h"
#include "base/clock.h"

/* A lint_area_fn: one line a day, whatever the number of areas. */
static int report_area(struct lint *lint, const struct area *area, void *context)
{
	char day[CLOCK_TEXT];
	MOW_AUTO(buf) before = BUF_INIT;

	(void)context;
	if (area->confirm_place.line == 0 || area->confirm_end > lint->now)
		return MOW_OK;
	clock_word_day(day, area->confirm_end - 1, LINT_NO_YEAR);
	buf_addf(&before, "the ownership was to be confirmed by %s", day);
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, "confirm it by setting a later day", NULL, 0};
	return lint_note(lint, area, &area->confirm_place, &text);
}

int lint_confirm(struct lint *lint)
{
	return lint_each_area(lint, report_area, NULL);
}
