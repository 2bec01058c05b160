#include <string.h>

#include "api/lint.h"
#include "base/array.h"
#include "base/error.h"

/* Counts a file to its requirement. */
static int count_file(struct lint *lint, const struct requirement *owners, const char *path, size_t len)
{
	struct lint_requirement *asked;

	while (lint->asked.count <= owners->number) {
		if (array_reserve(&lint->asked, 1))
			return mow_fail_memory(lint->err);
		lint->asked.items[lint->asked.count++] = (struct lint_requirement){NULL, 0, NULL};
	}
	asked = &lint->asked.items[owners->number];
	if (asked->owners == NULL) {
		asked->first = arena_dup(&lint->arena, path, len);
		if (asked->first == NULL)
			return mow_fail_memory(lint->err);
		asked->owners = owners;
	}
	asked->files++;
	return MOW_OK;
}

/* A resolver_matched_fn. */
static int mark_patterns(const struct rules_file *file, const uint32_t *patterns, size_t count, void *context)
{
	struct lint *lint = context;
	bool **marks;

	while (lint->matched.count <= file->number) {
		if (array_reserve(&lint->matched, 1))
			return MOW_ENOMEM;
		lint->matched.items[lint->matched.count++] = NULL;
	}
	marks = &lint->matched.items[file->number];
	if (*marks == NULL)
		*marks = arena_array(&lint->arena, file->pattern_count + 1, sizeof **marks);
	if (*marks == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < count; i++)
		(*marks)[patterns[i]] = true;
	return MOW_OK;
}

static int visit(const struct requirement *owners, const char *path, size_t len, void *context)
{
	return owners != NULL ? count_file(context, owners, path, len) : 0;
}

int lint_walk(struct lint *lint)
{
	const struct mow_finding_sink sink = {findings_keep, &lint->found};
	const struct ruleset_walk walk = {&lint->ruleset->snapshot, "", visit, lint, &sink};

	if (lint->rules != NULL)
		resolver_watch(lint->ruleset->resolver, mark_patterns, lint);
	return ruleset_walk(lint->ruleset, &walk, lint->err);
}
