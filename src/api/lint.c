#include "api/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/show.h"
#include "base/array.h"
#include "base/error.h"

void lint_release(struct lint *lint)
{
	free(lint->items);
	judge_free(lint->judge);
	free(lint->asked.items);
	free(lint->matched.items);
	arena_release(&lint->arena);
}
void lint_keep(const struct mow_finding *finding, void *context)
{
	struct lint *lint = context;
	struct mow_finding kept = *finding;

	kept.file = arena_dup(&lint->arena, finding->file, strlen(finding->file));
	kept.code = arena_dup(&lint->arena, finding->code, strlen(finding->code));
	kept.message = arena_dup(&lint->arena, finding->message, strlen(finding->message));
	if (kept.file == NULL || kept.code == NULL || kept.message == NULL || array_reserve(lint, 1)) {
		lint->failed = true;
		return;
	}
	lint->items[lint->count++] = kept;
}

void lint_warn(struct lint *lint, const struct place *place, const char *code, const char *format, ...)
{
	struct mow_finding finding = {MOW_WARNING, place->file != NULL ? place->file : "OWNERS", place->line, 0, code,
				      NULL};
	MOW_AUTO_FREE char *text = NULL;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0) {
		text = NULL;
		lint->failed = true;
		return;
	}
	finding.message = text;
	lint_keep(&finding, lint);
}

static void report_overdue(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++)
		for (size_t j = 0; j < lint->rules->files[i]->area_count; j++) {
			const struct area *area = &lint->rules->files[i]->areas[j];
			char day[CLOCK_TEXT];

			if (!area->confirm_place.line || area->confirm_by + CLOCK_DAY > lint->repo->now)
				continue;
			clock_word_day(day, area->confirm_by, lint->repo->now);
			lint_warn(lint, &area->confirm_place, "confirm-overdue",
				  "the ownership of [%s] was to be confirmed by %s; confirm it by setting a later day",
				  area->name, day);
		}
}

int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count)
{
	*out = arena_array(&lint->arena, lint->rules->people_count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(lint->err);
	*count = people_expand(*out, lint->rules, owners, owner_count);
	return MOW_OK;
}

static int compare_findings(const void *a, const void *b)
{
	const struct mow_finding *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	order = strcmp(x->code, y->code);
	return order ? order : strcmp(x->message, y->message);
}

int mow_lint(struct mow_repo *repo, const char *text, mow_finding_fn *found, void *context, struct mow_error *err)
{
	MOW_AUTO(snapshot) source = {0};
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	MOW_AUTO(keyring) keyring = KEYRING_INIT;
	MOW_AUTO(lint) lint = {.repo = repo, .ruleset = &ruleset, .keyring = &keyring, .err = err};
	int result = snapshot_open(&source, repo->git, text, err);

	if (result == MOW_OK)
		result = ruleset_open(&ruleset, &source, err);
	if (result == MOW_OK)
		result = ruleset.snapshot.kind == SNAPSHOT_TREE ? ruleset_read(&ruleset, "", 0, lint_keep, &lint, err)
								: ruleset_read_all(&ruleset, lint_keep, &lint, err);
	lint.rules = ruleset.rules;
	if (result == MOW_OK)
		result = lint_walk(&lint);
	if (result == MOW_OK && ruleset.rules == NULL && !lint.count)
		return mow_fail(err, MOW_ENOTFOUND,
				"there is no OWNERS file at the root of the repository; write one first: man OWNERS");
	if (result == MOW_OK)
		result = keyring_open(&keyring, &ruleset, repo->now, lint_keep, &lint, err);
	if (result == MOW_OK && ruleset.rules != NULL && !ruleset.erroneous)
		result = lint_tree(&lint);
	if (result == MOW_OK && ruleset.rules != NULL && !ruleset.erroneous) {
		report_overdue(&lint);
		result = lint_keys(&lint);
	}
	if (result < 0 || lint.failed)
		return result < 0 ? result : mow_fail_memory(err);
	if (lint.count)
		qsort(lint.items, lint.count, sizeof *lint.items, compare_findings);
	for (size_t i = 0; i < lint.count; i++)
		found(&lint.items[i], context);
	return MOW_OK;
}
