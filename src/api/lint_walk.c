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
		lint->asked.items[lint->asked.count++] = (struct lint_requirement){.files = 0};
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

/* The patterns of one area that match a file, in order: the last one decides. */
struct area_matches {
	const struct rules_file *file;
	const uint32_t *patterns;
	size_t count; /* at least 1 */
};

static void note_other(struct lint_use *use, uint32_t by)
{
	use->varies |= use->by != 0 && use->by != by + 1;
	if (use->by == 0)
		use->by = by + 1;
}

static int mark_area(struct lint *lint, struct lint_use *uses, const struct area_matches *matches)
{
	const struct pattern *all = matches->file->patterns;
	uint32_t last = matches->patterns[matches->count - 1];
	bool claimed = false;

	for (size_t i = 0; i + 1 < matches->count; i++) {
		uint32_t one = matches->patterns[i];
		uses[one].matches = true;
		uses[one].undone |= all[one].exclude != all[last].exclude;
		note_other(&uses[one], last);
		claimed = !all[one].exclude;
	}
	uses[last].matches = uses[last].decides = true;
	if (claimed == all[last].exclude)
		uses[last].needed = true;
	else if (matches->count > 1)
		note_other(&uses[last], matches->patterns[matches->count - 2]);
	else
		uses[last].alone = true;
	const struct area *area = &matches->file->areas[all[last].area];
	if (!claimed || !all[last].exclude || area->freeze != NULL || area->accountable == RULES_NONE)
		return MOW_OK;
	if (array_reserve(&lint->taken_back, 1))
		return MOW_ENOMEM;
	lint->taken_back.items[lint->taken_back.count++] = &uses[last];
	return MOW_OK;
}

/* A resolver_matched_fn. */
static int mark_patterns(const struct rules_file *file, const uint32_t *patterns, size_t count, void *context)
{
	struct lint *lint = context;
	struct lint_use **uses;

	while (lint->used.count <= file->number) {
		if (array_reserve(&lint->used, 1))
			return MOW_ENOMEM;
		lint->used.items[lint->used.count++] = NULL;
	}
	uses = &lint->used.items[file->number];
	if (*uses == NULL)
		*uses = arena_array(&lint->arena, file->pattern_count + 1, sizeof **uses);
	if (*uses == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0, next; i < count; i = next) {
		next = i + 1;
		while (next < count && file->patterns[patterns[next]].area == file->patterns[patterns[i]].area)
			next++;
		const struct area_matches matches = {file, patterns + i, next - i};
		if (mark_area(lint, *uses, &matches) != MOW_OK)
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

/* Of the exceptions that take back this file, where no area but [otherwise] claims it. */
static int mark_uncovered(struct lint *lint, const struct requirement *requirement, const struct mow_path *file)
{
	bool claimed = requirement->area != NULL && requirement->area != &lint->rules->otherwise;
	const char *path = NULL;

	for (size_t i = 0; !claimed && i < lint->taken_back.count; i++) {
		struct lint_use *use = lint->taken_back.items[i];
		if (use->uncovered != NULL)
			continue;
		if (path == NULL)
			path = arena_dup(&lint->arena, file->bytes, file->len);
		if (path == NULL)
			return mow_fail_memory(lint->err);
		use->uncovered = path;
	}
	lint->taken_back.count = 0;
	return MOW_OK;
}

/* Whether nothing changes in the form that macOS and Windows compare. */
static bool is_plain(const char *path, size_t len)
{
	uint64_t odd = 0;
	size_t at = 0;

	for (; at + 8 <= len; at += 8)
		odd |= utf8_not_lower(utf8_eight(path + at));
	for (; at < len; at++)
		odd |= (path[at] >= 'A' && path[at] <= 'Z') || (unsigned char)path[at] >= 0x80;
	return odd == 0;
}

static int enter_for(struct lint *lint, size_t number)
{
	const struct rules_file *file = lint->rules->files[number];

	while (lint->variants.count <= number) {
		if (array_reserve(&lint->variants, 1))
			return mow_fail_memory(lint->err);
		lint->variants.items[lint->variants.count++] = (struct lint_variants){0};
	}
	struct lint_variants *variants = &lint->variants.items[number];
	if (file->broken)
		return MOW_OK;
	if (variants->left_out == NULL) {
		int result = lint_variants_init(variants, file, lint->ruleset->resolver, &lint->arena, lint->err);
		if (result != MOW_OK)
			return result;
	}
	if (array_reserve(&lint->above, 1))
		return mow_fail_memory(lint->err);
	lint->above.items[lint->above.count++] = number;
	lint_variants_enter(variants, lint->folded.data, lint->folded_folder);
	return MOW_OK;
}

/* Finds the OWNERS files above a folder. */
static int enter(struct lint *lint, const char *folder, size_t len)
{
	size_t number;

	lint->entered = lint->ruleset->entered;
	lint->above.count = 0;
	buf_reset(&lint->folded);
	utf8_fold_name(&lint->folded, folder, len);
	lint->folded_folder = lint->folded.len;
	lint->same_folder = len == lint->folded.len && memcmp(folder, lint->folded.data, len) == 0;
	int result = buf_check(&lint->folded, lint->err);
	if (result == MOW_OK)
		result = enter_for(lint, 0);
	for (size_t i = 0; i < len && result == MOW_OK && lint->rules->file_count > 1; i++)
		if (folder[i] == '/' && map_get(&lint->rules->folders, folder, i + 1, &number))
			result = enter_for(lint, number);
	return result;
}

/* Whether a pattern of the OWNERS files above would have the file in another form of it. */
static int see_variants(struct lint *lint, const struct mow_path *file)
{
	const char *path = file->bytes;
	size_t folder = lint->ruleset->last.len;
	struct lint_variants_path seen = {path, path, file->len, file->len, folder, true, file->kind};
	int result = lint->entered == lint->ruleset->entered ? MOW_OK : enter(lint, path, folder);

	if (result == MOW_OK && !(lint->same_folder && is_plain(path + folder, file->len - folder))) {
		buf_cut(&lint->folded, lint->folded_folder);
		utf8_fold_name(&lint->folded, path + folder, file->len - folder);
		if (buf_check(&lint->folded, lint->err))
			return MOW_ENOMEM;
		seen.folded = lint->folded.data;
		seen.folded_len = lint->folded.len;
		seen.same = seen.len == seen.folded_len && memcmp(path, seen.folded, seen.len) == 0;
	}
	for (size_t i = 0; result == MOW_OK && i < lint->above.count; i++)
		result = lint_variants_see(&lint->variants.items[lint->above.items[i]], &seen, lint->err);
	return result;
}

static int visit(const struct requirement *requirement, const struct mow_path *file, void *context)
{
	struct lint *lint = context;

	lint->rules = lint->ruleset->rules;
	if (requirement == NULL)
		return MOW_OK;
	int result = count_file(lint, requirement, file->bytes, file->len);
	if (result == MOW_OK)
		result = mark_uncovered(lint, requirement, file);
	return result == MOW_OK ? see_variants(lint, file) : result;
}

int lint_walk(struct lint *lint)
{
	const struct mow_finding_sink sink = {findings_keep, &lint->found};
	const struct ruleset_walk walk = {&lint->ruleset->snapshot, "", visit, lint, &sink};
	bool rules = lint->rules != NULL;

	if (rules)
		resolver_watch(lint->ruleset->resolver, mark_patterns, lint);
	int result = ruleset_walk(lint->ruleset, &walk, lint->err);
	if (rules)
		resolver_watch(lint->ruleset->resolver, NULL, NULL);
	return result;
}
