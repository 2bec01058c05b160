/* Files that nobody is accountable for. */
#include <string.h>

#include "api/lint.h"
#include "base/escape.h"

static void report_unowned(struct lint *lint, const struct lint_requirement *asked)
{
	size_t areas = asked->requirement->area_count;
	const struct area *area = areas ? asked->requirement->areas[areas - 1] : NULL;
	MOW_AUTO(buf) first = BUF_INIT;

	escape_path(&first, asked->first, strlen(asked->first));
	if (area != NULL)
		lint_warn_at(
			lint, &area->place,
			"nobody is accountable for %zu file%s that [%s] claims, such as %s; add accountable = @who",
			asked->files, asked->files == 1 ? "" : "s", area->name, first.data);
	else
		lint_warn(lint, &(const struct finding_place){"OWNERS", 0, 0},
			  "no area claims %zu file%s, such as %s; add an area, or [otherwise]", asked->files,
			  asked->files == 1 ? "" : "s", first.data);
}

int lint_unowned(struct lint *lint)
{
	for (size_t i = 0; i < lint->asked.count; i++)
		if (lint->asked.items[i].requirement != NULL && lint->asked.items[i].requirement->area == NULL)
			report_unowned(lint, &lint->asked.items[i]);
	return MOW_OK;
}
