/* Files that nobody is accountable for. */
#include <string.h>

#include "api/lint.h"
#include "base/escape.h"

/* Of one area all its files are one cause, whatever else they need. */
static int report_unowned(struct lint *lint, const struct lint_requirement *asked)
{
	size_t areas = asked->requirement->area_count;
	const struct area *area = areas ? asked->requirement->areas[areas - 1] : NULL;
	MOW_AUTO(buf) first = BUF_INIT;

	if (area != NULL) {
		const struct lint_cause_text text = {"nobody is accountable for files", "add accountable = @who there",
						     asked->first, 0};
		return lint_note(lint, area, &area->place, &text);
	}
	escape_path(&first, asked->first, strlen(asked->first));
	lint->found.failed |= first.failed;
	if (!first.failed)
		lint_warn(lint, &(const struct finding_place){"OWNERS", 0, 0},
			  "no area claims %zu file%s, such as %s; add an area, or [otherwise]", asked->files,
			  asked->files == 1 ? "" : "s", first.data)
			->about = "no area";
	return MOW_OK;
}

int lint_unowned(struct lint *lint)
{
	int result = MOW_OK;

	for (size_t i = 0; i < lint->asked.count && result == MOW_OK; i++)
		if (lint->asked.items[i].requirement != NULL && lint->asked.items[i].requirement->area == NULL)
			result = report_unowned(lint, &lint->asked.items[i]);
	return result;
}
