/* Patterns that match files and change nothing, or too much, beside the others of their area. */
#include <string.h>

#include "api/lint.h"
#include "base/escape.h"
#include "rules/match/overlap.h"

/* So many lines above an exception are looked at. */
#define ABOVE_MAX 64

static void report_shadowed(struct lint *lint, const struct rules_file *file, const struct pattern *pattern,
			    const struct pattern *by)
{
	const struct finding_place place = {file->path, pattern->line, pattern->column};

	lint->code = FINDING_SHADOWED_PATTERN;
	if (!lint_accepts(lint, &file->areas[pattern->area]))
		lint_warn(
			lint, &place,
			"the pattern %s changes nothing: %s in line %u, further down in [%s], %s; move it below that line, "
			"or take it out",
			pattern->text, by->text, by->line, file->areas[pattern->area].name,
			by->exclude ? "takes back all that it matches" : "claims all that it takes back")
			->about = pattern->text;
}

/* `by` NULL: an exception from nothing. */
static void report_doubled(struct lint *lint, const struct rules_file *file, const struct pattern *pattern,
			   const struct pattern *by)
{
	const struct finding_place place = {file->path, pattern->line, pattern->column};
	const char *area = file->areas[pattern->area].name;

	lint->code = FINDING_DOUBLED_PATTERN;
	if (lint_accepts(lint, &file->areas[pattern->area]))
		return;
	if (by != NULL)
		lint_warn(lint, &place,
			  "the pattern %s changes nothing in [%s]: %s in line %u has all its files; take it out",
			  pattern->text, area, by->text, by->line)
			->about = pattern->text;
	else
		lint_warn(lint, &place,
			  "the exception %s changes nothing: no line above it in [%s] has its files; take it out",
			  pattern->text, area)
			->about = pattern->text;
}

/* By several lines further down; `by` is that of the first of its files. */
static void report_outdone(struct lint *lint, const struct rules_file *file, const struct lint_use *use, size_t number)
{
	const struct pattern *pattern = &file->patterns[number], *by = &file->patterns[use->by - 1];
	const struct finding_place place = {file->path, pattern->line, pattern->column};

	lint->code = use->undone ? FINDING_SHADOWED_PATTERN : FINDING_DOUBLED_PATTERN;
	if (!lint_accepts(lint, &file->areas[pattern->area]))
		lint_warn(
			lint, &place,
			"the pattern %s changes nothing: lines further down in [%s] decide about all its files, such as "
			"%s in line %u; move it below those, or take it out",
			pattern->text, file->areas[pattern->area].name, by->text, by->line)
			->about = pattern->text;
}

/* Whether an exception that takes back nothing would, if there were a file for it: then it is there for that day. */
static bool is_for_later(const struct rules_file *file, size_t number)
{
	const struct pattern *exception = &file->patterns[number];
	size_t first = file->areas[exception->area].first_pattern;

	for (size_t i = first; i < number; i++) {
		const struct pattern *above = &file->patterns[i];
		if (i - first >= ABOVE_MAX ||
		    (!above->exclude && overlap_may(above->text, above->len, exception->text + 1, exception->len - 1)))
			return true;
	}
	return false;
}

/* What is doubled by a pattern that is itself to be taken out is needed then. */
static void report_use(struct lint *lint, const struct rules_file *file, const struct lint_use *uses, size_t number)
{
	const struct lint_use *use = &uses[number];
	const struct pattern *pattern = &file->patterns[number];

	if (!use->matches || use->needed)
		return;
	if (use->alone) {
		if (!is_for_later(file, number))
			report_doubled(lint, file, pattern, NULL);
		return;
	}
	const struct pattern *by = &file->patterns[use->by - 1];
	if (!use->decides && use->varies)
		report_outdone(lint, file, use, number);
	else if (!use->decides && use->undone)
		report_shadowed(lint, file, pattern, by);
	else if (!use->decides || (!use->varies && uses[use->by - 1].decides))
		report_doubled(lint, file, pattern, by);
}

static void report_uncovered(struct lint *lint, const struct rules_file *file, const struct lint_use *use,
			     const struct pattern *pattern)
{
	const struct finding_place place = {file->path, pattern->line, pattern->column};
	const struct area *area = &file->areas[pattern->area];
	MOW_AUTO(buf) path = BUF_INIT;

	lint->code = FINDING_UNCOVERED_EXCLUSION;
	if (use->uncovered == NULL || lint_accepts(lint, area))
		return;
	escape_path(&path, use->uncovered, strlen(use->uncovered));
	lint->found.failed |= path.failed;
	if (!path.failed)
		lint_warn(
			lint, &place,
			"the exception %s takes files out of [%s] that no other area claims, such as %s; add an area for "
			"them, or take the exception out",
			pattern->text, area->name, path.data)
			->about = pattern->text;
}

int lint_effects(struct lint *lint)
{
	for (size_t i = 0; i < lint->used.count; i++) {
		const struct rules_file *file = lint->rules->files[i];
		const struct lint_use *uses = lint->used.items[i];
		for (size_t j = 0; uses != NULL && j < file->pattern_count; j++) {
			report_use(lint, file, uses, j);
			report_uncovered(lint, file, &uses[j], &file->patterns[j]);
		}
	}
	return MOW_OK;
}
