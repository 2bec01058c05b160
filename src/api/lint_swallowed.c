/* Comments that look like more of the value before them: who wrote them may think that they ask for somebody. */
#include <string.h>

#include "api/lint.h"
#include "base/escape.h"

static void report_remark(struct lint *lint, const struct rules_file *file, const struct remark *remark)
{
	const struct finding_place place = {file->path, remark->line, remark->column};
	MOW_AUTO(buf) text = BUF_INIT;
	bool owners = strchr(remark->text, '@') != NULL;

	const struct area *area = NULL;
	for (size_t i = 0; i < file->area_count && file->areas[i].place.line < remark->line; i++)
		area = &file->areas[i];
	if (lint_accepts(lint, area))
		return;
	escape_text(&text, remark->text, strlen(remark->text));
	lint->found.failed |= text.failed;
	if (text.failed)
		return;
	lint_warn(lint, &place,
		  "\"%s\" stands behind \";\" and so is a comment: %s; write it on a line of its own below, indented",
		  text.data, owners ? "nobody of it is asked" : "it matches nothing");
}

int lint_swallowed(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++)
		for (size_t j = 0; j < lint->rules->files[i]->remark_count; j++)
			report_remark(lint, lint->rules->files[i], &lint->rules->files[i]->remarks[j]);
	return MOW_OK;
}
