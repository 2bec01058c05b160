#include "api/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

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

static int compare_people(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* Judges a requirement as if `authors` had made a change and nobody had approved yet; says so where nobody could. */
static int judge_with(bool *possible, struct lint *lint, const struct requirement *owners, size_t *authors,
		      size_t count, const char *when)
{
	static const struct approvals none;
	static const struct approval_set nothing;
	struct step_class class = {owners, authors, count, &nothing};
	struct judgement judgement;
	MOW_AUTO(buf) lacks = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	int result;

	qsort(authors, count, sizeof *authors, compare_people);
	result = judge_class(&judgement, lint->judge, &class, &none, &arena, lint->err);
	if (result < 0)
		return result;
	*possible = judgement.state != MOW_IMPOSSIBLE;
	if (*possible)
		return MOW_OK;
	for (size_t i = 0; i < judgement.need_count; i++) {
		const struct class_need *need = &judgement.needs[i];

		if (need->folded || need->ask_count + need->got >= need->need)
			continue;
		if (lacks.len)
			buf_adds(&lacks, ", ");
		if (need->role == NEED_DECISION)
			buf_addf(&lacks, "the decision of %s", lint->rules->owners[owners->accountable].text);
		else if (need->role == NEED_GATE)
			buf_addf(&lacks, "the review of %s", need->gate->text);
		else
			buf_addf(&lacks, "the approval of %u different people", need->need);
	}
	if (buf_check(&lacks, lint->err))
		return MOW_ENOMEM;
	lint_warn(lint, &owners->area->place, "impossible",
		  "%s, nobody can give %s for the files of [%s]; name a deputy, or more reviewers", when, lacks.data,
		  owners->area->name);
	return MOW_OK;
}

static int judge_requirement(struct lint *lint, const struct requirement *owners)
{
	size_t *authors, *makers = NULL, maker_count = 0, i;
	bool possible;
	int result = MOW_OK;

	if (owners->responsible != NULL)
		result = lint_expand(&makers, &maker_count, lint, owners->responsible->items,
				     owners->responsible->count);
	authors = arena_array(&lint->arena, maker_count + 2, sizeof *authors);
	if (result < 0 || authors == NULL)
		return result < 0 ? result : mow_fail_memory(lint->err);
	result = judge_with(&possible, lint, owners, authors, 0, "as things are today");
	if (result < 0 || !possible)
		return result;
	authors[0] = lint->rules->owners[owners->accountable].index;
	result = judge_with(&possible, lint, owners, authors, 1, "when the accountable owner makes the change");
	if (result < 0 || !possible || !maker_count)
		return result;
	memcpy(authors, makers, maker_count * sizeof *authors);
	result = judge_with(&possible, lint, owners, authors, maker_count, "when those responsible make the change");
	if (result < 0 || !possible)
		return result;
	authors[maker_count] = lint->rules->owners[owners->accountable].index;
	for (i = 0; i < maker_count && authors[i] != authors[maker_count]; i++)
		;
	maker_count += i == maker_count;
	return judge_with(&possible, lint, owners, authors, maker_count,
			  "when the accountable owner and those responsible make the change");
}

static int visit(const struct requirement *owners, const char *path, size_t len, void *context)
{
	return owners != NULL ? count_file(context, owners, path, len) : 0;
}

static void report_unowned(struct lint *lint, const struct lint_requirement *asked)
{
	static const struct place root = {"OWNERS", 0};
	size_t areas = asked->owners->area_count;
	const struct area *area = areas ? asked->owners->areas[areas - 1] : NULL;
	MOW_AUTO(buf) first = BUF_INIT;

	escape_path(&first, asked->first, strlen(asked->first));
	if (area != NULL)
		lint_warn(lint, &area->place, "unowned",
			  "nobody is accountable for %zu file%s that [%s] claims, such as %s; add accountable = @who",
			  asked->files, asked->files == 1 ? "" : "s", area->name, first.data);
	else
		lint_warn(lint, &root, "unowned", "no area claims %zu file%s, such as %s; add an area, or [otherwise]",
			  asked->files, asked->files == 1 ? "" : "s", first.data);
}

/* Each requirement that some file has: who is accountable, and whether it can be met at all. */
static int judge_requirements(struct lint *lint)
{
	int result = judge_new(&lint->judge, lint->rules, lint->repo->now, lint->err);

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++) {
		const struct lint_requirement *asked = &lint->asked.items[i];

		if (asked->owners == NULL)
			continue;
		if (asked->owners->area != NULL)
			result = judge_requirement(lint, asked->owners);
		else
			report_unowned(lint, asked);
	}
	return result;
}

static void report_dead(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++) {
		const struct rules_file *file = lint->rules->files[i];
		const bool *marks = i < lint->matched.count ? lint->matched.items[i] : NULL;

		for (size_t j = 0; j < file->pattern_count; j++) {
			const struct pattern *pattern = &file->patterns[j];
			struct mow_finding finding = {MOW_WARNING,     file->path,     pattern->line,
						      pattern->column, "dead-pattern", NULL};

			if (marks != NULL && marks[j])
				continue;
			finding.message = arena_printf(&lint->arena, "the pattern %s matches no file", pattern->text);
			if (finding.message == NULL)
				lint->failed = true;
			else
				lint_keep(&finding, lint);
		}
	}
}

int lint_walk(struct lint *lint)
{
	const struct ruleset_walk walk = {&lint->ruleset->snapshot, "", visit, lint_keep, lint};

	if (lint->rules != NULL)
		resolver_watch(lint->ruleset->resolver, mark_patterns, lint);
	return ruleset_walk(lint->ruleset, &walk, lint->err);
}

int lint_tree(struct lint *lint)
{
	report_dead(lint);
	return judge_requirements(lint);
}
