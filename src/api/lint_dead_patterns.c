/* Patterns that match no file. */
#include "api/lint.h"

static void report_file(struct lint *lint, const struct rules_file *file, const bool *matched)
{
	for (size_t i = 0; i < file->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[i];
		const struct finding_place place = {file->path, pattern->line, pattern->column};

		if (matched == NULL || !matched[i])
			lint_warn(lint, &place, "the pattern %s matches no file", pattern->text);
	}
}

int lint_dead_patterns(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++)
		report_file(lint, lint->rules->files[i], i < lint->matched.count ? lint->matched.items[i] : NULL);
	return MOW_OK;
}
