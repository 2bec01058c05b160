/* What the checks share. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "api/lint.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

static void forget_causes(struct lint *lint)
{
	for (size_t i = 0; i < lint->causes.count; i++)
		free(lint->causes.items[i].areas.items);
	lint->causes.count = 0;
	map_release(&lint->cause_keys);
	map_release(&lint->cause_areas);
}

void lint_release(struct lint *lint)
{
	findings_release(&lint->found);
	free(lint->asked.items);
	free(lint->used.items);
	free(lint->taken_back.items);
	for (size_t i = 0; i < lint->variants.count; i++)
		lint_variants_release(&lint->variants.items[i]);
	free(lint->variants.items);
	forget_causes(lint);
	free(lint->causes.items);
	free(lint->above.items);
	buf_release(&lint->folded);
	arena_release(&lint->arena);
}

struct mow_finding *lint_warn(struct lint *lint, const struct finding_place *place, const char *format, ...)
{
	const struct finding_place somewhere = {place->file != NULL ? place->file : RULES_OWNERS, place->line,
						place->column};
	va_list args;

	va_start(args, format);
	findings_add_args(&lint->found, lint->code, &somewhere, format, args);
	va_end(args);
	return lint->found.failed ? &lint->spare : &lint->found.items[lint->found.count - 1];
}

bool lint_accepts(const struct lint *lint, const struct area *area)
{
	for (size_t i = 0; area != NULL && i < area->accepts.count; i++)
		if (area->accepts.items[i].code == lint->code && lint->now < area->accepts.items[i].end)
			return true;
	return false;
}

static int find_cause(struct lint_cause **out, struct lint *lint, const struct place *place,
		      const struct lint_cause_text *text)
{
	struct arena *arena = &lint->arena;
	size_t number;

	if (map_get(&lint->cause_keys, text->before, strlen(text->before), &number)) {
		*out = &lint->causes.items[number];
		return MOW_OK;
	}
	struct lint_cause cause = {.place = {place->file, place->line, place->column}, .weight = text->weight};
	cause.before = arena_dup(arena, text->before, strlen(text->before));
	cause.advice = arena_dup(arena, text->advice, strlen(text->advice));
	cause.file = text->file != NULL ? arena_dup(arena, text->file, strlen(text->file)) : NULL;
	if (cause.before == NULL || cause.advice == NULL || (text->file != NULL && cause.file == NULL) ||
	    array_reserve(&lint->causes, 1) ||
	    map_put(&lint->cause_keys, cause.before, strlen(cause.before), lint->causes.count))
		return mow_fail_memory(lint->err);
	lint->causes.items[lint->causes.count] = cause;
	*out = &lint->causes.items[lint->causes.count++];
	return MOW_OK;
}

int lint_note(struct lint *lint, const struct area *area, const struct place *place, const struct lint_cause_text *text)
{
	struct lint_cause *cause;

	if (lint_accepts(lint, area))
		return MOW_OK;
	int result = find_cause(&cause, lint, place, text);
	if (result != MOW_OK)
		return result;
	const uintptr_t key[] = {(uintptr_t)(cause - lint->causes.items), (uintptr_t)area};
	if (map_get(&lint->cause_areas, key, sizeof key, NULL))
		return MOW_OK;
	const char *kept = arena_dup(&lint->arena, (const char *)key, sizeof key);
	if (kept == NULL || map_put(&lint->cause_areas, kept, sizeof key, 0) || array_reserve(&cause->areas, 1))
		return mow_fail_memory(lint->err);
	cause->areas.items[cause->areas.count++] = area;
	return MOW_OK;
}

/* What the finding is about, whatever the areas and the files are in the end. */
static void tell_areas(struct lint *lint, struct mow_finding *finding, const struct lint_cause *cause)
{
	const char **in = arena_array(&lint->arena, cause->areas.count, sizeof *in);

	lint->found.failed |= in == NULL;
	for (size_t i = 0; in != NULL && i < cause->areas.count; i++) {
		const struct area *area = cause->areas.items[i];
		bool nested = area->place.file != NULL && strcmp(area->place.file, RULES_OWNERS) != 0;
		in[i] = nested ? arena_printf(&lint->arena, "%s [%s]", area->place.file, area->name)
			       : arena_printf(&lint->arena, "[%s]", area->name);
		lint->found.failed |= in[i] == NULL;
	}
	finding->about = cause->before;
	finding->in = in;
	finding->in_count = lint->found.failed ? 0 : cause->areas.count;
	finding->weight = cause->weight;
}

static void tell_cause(struct lint *lint, const struct lint_cause *cause)
{
	enum { MOST = 3 };
	size_t count = cause->areas.count;
	size_t shown = count < MOST ? count : MOST;
	MOW_AUTO(buf) areas = BUF_INIT;

	for (size_t i = 0; i < shown; i++)
		buf_addf(&areas, "%s[%s]", i > 0 ? ", " : "", cause->areas.items[i]->name);
	if (count > shown)
		buf_addf(&areas, " and %zu more", count - shown);
	if (cause->file != NULL) {
		buf_adds(&areas, ", such as for ");
		escape_path(&areas, cause->file, strlen(cause->file));
	}
	lint->found.failed |= areas.failed;
	if (!areas.failed)
		tell_areas(lint,
			   lint_warn(lint, &cause->place, "%s in %s; %s", cause->before, areas.data, cause->advice),
			   cause);
}

void lint_tell_noted(struct lint *lint)
{
	for (size_t i = 0; i < lint->causes.count; i++)
		tell_cause(lint, &lint->causes.items[i]);
	forget_causes(lint);
}

int lint_each_area(struct lint *lint, lint_area_fn *each, void *context)
{
	const struct rules *rules = lint->rules;
	int result = each(lint, &rules->rules_area, context);

	if (result == MOW_OK && rules->has_otherwise)
		result = each(lint, &rules->otherwise, context);
	for (size_t i = 0; i < rules->file_count; i++)
		for (size_t j = 0; result == MOW_OK && j < rules->files[i]->area_count; j++)
			result = each(lint, &rules->files[i]->areas[j], context);
	return result;
}

int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count)
{
	*out = calloc(lint->rules->people_count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(lint->err);
	*count = people_expand(*out, lint->rules, owners, owner_count, lint->now);
	return MOW_OK;
}

struct requirement lint_timeless(const struct requirement *requirement)
{
	struct requirement timeless = *requirement;

	timeless.freezes = NULL;
	timeless.freeze_count = 0;
	timeless.rights_end = INT64_MAX;
	return timeless;
}
