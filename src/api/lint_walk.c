#include <string.h>

#include "api/lint.h"
#include "base/array.h"
#include "base/error.h"
#include "base/utf8.h"

/* Counts a file to its requirement. */
static int count_file(struct lint *lint, const struct requirement *requirement, const char *path, size_t len)
{
	struct lint_requirement *asked;

	while (lint->asked.count <= requirement->number) {
		if (array_reserve(&lint->asked, 1))
			return mow_fail_memory(lint->err);
		lint->asked.items[lint->asked.count++] = (struct lint_requirement){NULL, 0, NULL};
	}
	asked = &lint->asked.items[requirement->number];
	if (asked->requirement == NULL) {
		asked->first = arena_dup(&lint->arena, path, len);
		if (asked->first == NULL)
			return mow_fail_memory(lint->err);
		asked->requirement = requirement;
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

/* Whether nothing changes in the form that macOS and Windows compare. */
static bool is_plain(const char *path, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((path[i] >= 'A' && path[i] <= 'Z') || (unsigned char)path[i] >= 0x80)
			return false;
	return true;
}

static int see_for(struct lint *lint, size_t number, const struct lint_variants_path *path)
{
	const struct rules_file *file = lint->rules->files[number];

	while (lint->variants.count <= number) {
		if (array_reserve(&lint->variants, 1))
			return mow_fail_memory(lint->err);
		lint->variants.items[lint->variants.count++] = (struct lint_variants){0};
	}
	struct lint_variants *variants = &lint->variants.items[number];
	int result = MOW_OK;
	if (file->broken)
		return MOW_OK;
	if (variants->left_out == NULL)
		result = lint_variants_init(variants, file, lint->ruleset->resolver, &lint->arena, lint->err);
	return result == MOW_OK ? lint_variants_see(variants, path, &lint->arena, lint->err) : result;
}

/* Whether a pattern of the OWNERS files above would have the file in another form of it. */
static int see_variants(struct lint *lint, const struct mow_path *file)
{
	const char *path = file->bytes;
	size_t len = file->len;
	struct lint_variants_path seen = {path, path, len, len, file->kind};
	size_t number;
	int result = MOW_OK;

	if (!is_plain(path, len)) {
		buf_reset(&lint->folded);
		utf8_fold_name(&lint->folded, path, len);
		if (buf_check(&lint->folded, lint->err))
			return MOW_ENOMEM;
		seen.folded = lint->folded.data;
		seen.folded_len = lint->folded.len;
	}
	if (map_get(&lint->rules->folders, "", 0, &number))
		result = see_for(lint, number, &seen);
	for (size_t i = 0; i < len && result == MOW_OK && lint->rules->file_count > 1; i++)
		if (path[i] == '/' && map_get(&lint->rules->folders, path, i + 1, &number))
			result = see_for(lint, number, &seen);
	return result;
}

static int visit(const struct requirement *requirement, const struct mow_path *file, void *context)
{
	struct lint *lint = context;

	lint->rules = lint->ruleset->rules;
	if (requirement == NULL)
		return MOW_OK;
	int result = count_file(lint, requirement, file->bytes, file->len);
	return result == MOW_OK ? see_variants(lint, file) : result;
}

int lint_walk(struct lint *lint)
{
	const struct mow_finding_sink sink = {findings_keep, &lint->found};
	const struct ruleset_walk walk = {&lint->ruleset->snapshot, "", visit, lint, &sink};

	if (lint->rules != NULL)
		resolver_watch(lint->ruleset->resolver, mark_patterns, lint);
	return ruleset_walk(lint->ruleset, &walk, lint->err);
}
