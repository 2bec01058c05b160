#include "api/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "verdict/verdict.h"

/* Counts a file to its requirement. */
static int count_file(struct lint *lint, const struct owners *owners, const char *path, size_t len)
{
	const struct owners **key;
	size_t at;

	if (map_get(&lint->known, &owners, sizeof owners, &at)) {
		lint->asked.items[at].files++;
		return 0;
	}
	key = arena_alloc(&lint->arena, sizeof *key);
	if (!key || array_reserve(&lint->asked, 1))
		return mow_fail_memory(lint->err);
	*key = owners;
	at = lint->asked.count;
	lint->asked.items[at] = (struct lint_requirement){owners, 1, arena_dup(&lint->arena, path, len)};
	if (!lint->asked.items[at].first || map_put(&lint->known, key, sizeof *key, at))
		return mow_fail_memory(lint->err);
	lint->asked.count++;
	return 0;
}

/* Marks the patterns of one OWNERS file that match a path. */
static int mark_patterns(struct lint *lint, size_t number, const char *path, size_t len)
{
	const struct rules_file *file = lint->rules->files[number];
	size_t i;
	int result;

	if (file->broken || len <= file->folder_len)
		return 0;
	result = pattern_set_match(&lint->matches, file->set, path + file->folder_len, len - file->folder_len, false,
				   lint->err);
	for (i = 0; result == 0 && i < lint->matches.count; i++)
		lint->matched[number][lint->matches.items[i]] = true;
	return result;
}

static int compare_people(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* Judges a requirement as if `authors` had made a change and nobody had approved yet; says so where nobody could. */
static int judge_with(bool *possible, struct lint *lint, const struct owners *owners, size_t *authors, size_t count,
		      const char *when)
{
	static const struct approvals none;
	static const struct approval_set nothing;
	struct subject subject = {owners, authors, count, &nothing};
	struct judgement judgement;
	MOW_AUTO(buf) lacks = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	size_t i;
	int result;

	qsort(authors, count, sizeof *authors, compare_people);
	result = verdict_judge(&judgement, lint->rules, &subject, &none, lint->repo->now, &arena, lint->err);
	if (result < 0)
		return result;
	*possible = judgement.state != MOW_IMPOSSIBLE;
	if (*possible)
		return 0;
	for (i = 0; i < judgement.need_count; i++) {
		const struct subject_need *need = &judgement.needs[i];

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
	return 0;
}

static int judge_requirement(struct lint *lint, const struct owners *owners)
{
	size_t *authors, *makers = NULL, maker_count = 0, i;
	bool possible;
	int result = 0;

	if (owners->responsible)
		result = lint_expand(&makers, &maker_count, lint, owners->responsible->items,
				     owners->responsible->count);
	authors = arena_array(&lint->arena, maker_count + 2, sizeof *authors);
	if (result < 0 || !authors)
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

static int visit(const char *path, size_t len, void *context)
{
	struct lint *lint = context;
	const struct owners *owners;
	size_t i, number;
	int result = resolver_look_up(&owners, lint->book->resolver, path, len, false, lint->err);

	if (result == 0)
		result = mark_patterns(lint, 0, path, len);
	for (i = 0; result == 0 && i < len; i++)
		if (path[i] == '/' && map_get(&lint->rules->folders, path, i + 1, &number))
			result = mark_patterns(lint, number, path, len);
	return result < 0 ? result : count_file(lint, owners, path, len);
}

static void report_unowned(struct lint *lint, const struct lint_requirement *asked)
{
	static const struct place root = {"OWNERS", 0};
	size_t areas = asked->owners->area_count;
	const struct area *area = areas ? asked->owners->areas[areas - 1] : NULL;
	MOW_AUTO(buf) first = BUF_INIT;

	escape_path(&first, asked->first, strlen(asked->first));
	if (area)
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
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < lint->asked.count; i++) {
		const struct lint_requirement *asked = &lint->asked.items[i];

		if (asked->owners->area)
			result = judge_requirement(lint, asked->owners);
		else
			report_unowned(lint, asked);
	}
	return result;
}

static void report_dead(struct lint *lint)
{
	size_t i, j;

	for (i = 0; i < lint->rules->file_count; i++) {
		const struct rules_file *file = lint->rules->files[i];

		for (j = 0; j < file->pattern_count; j++) {
			const struct pattern *pattern = &file->patterns[j];
			struct mow_finding finding = {MOW_WARNING,     file->path,     pattern->line,
						      pattern->column, "dead-pattern", NULL};

			if (lint->matched[i][j])
				continue;
			finding.message = arena_printf(&lint->arena, "the pattern %s matches no file", pattern->text);
			if (!finding.message)
				lint->failed = true;
			else
				lint_keep(&finding, lint);
		}
	}
}

int lint_tree(struct lint *lint)
{
	size_t i;
	int result;

	lint->matched = arena_array(&lint->arena, lint->rules->file_count, sizeof *lint->matched);
	for (i = 0; lint->matched && i < lint->rules->file_count; i++) {
		lint->matched[i] =
			arena_array(&lint->arena, lint->rules->files[i]->pattern_count + 1, sizeof **lint->matched);
		if (!lint->matched[i])
			return mow_fail_memory(lint->err);
	}
	if (!lint->matched)
		return mow_fail_memory(lint->err);
	result = source_each_file(&lint->book->source, "", visit, lint, lint->err);
	if (result < 0)
		return result;
	report_dead(lint);
	return judge_requirements(lint);
}
