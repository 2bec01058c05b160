/* What the checks share. */
#include <stdarg.h>
#include <stdlib.h>

#include "api/lint.h"
#include "base/error.h"

void lint_release(struct lint *lint)
{
	findings_release(&lint->found);
	free(lint->asked.items);
	free(lint->matched.items);
	for (size_t i = 0; i < lint->variants.count; i++)
		lint_variants_release(&lint->variants.items[i]);
	free(lint->variants.items);
	buf_release(&lint->folded);
	arena_release(&lint->arena);
}

void lint_warn(struct lint *lint, const struct finding_place *place, const char *format, ...)
{
	const struct finding_place somewhere = {place->file != NULL ? place->file : "OWNERS", place->line,
						place->column};
	va_list args;

	va_start(args, format);
	findings_add_args(&lint->found, lint->code, &somewhere, format, args);
	va_end(args);
}

int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count)
{
	*out = arena_array(&lint->arena, lint->rules->people_count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(lint->err);
	*count = people_expand(*out, lint->rules, owners, owner_count);
	return MOW_OK;
}
