#include "api/stop_paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/order.h"
#include "rules/match/pattern.h"

static int check_pattern(const char *pattern, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error why = {0};
	int result = MOW_EINVAL;

	if (pattern[0] == '!')
		(void)mow_fail(&why, MOW_EINVAL, "a stop has no patterns with !");
	else
		result = pattern_check(pattern, strlen(pattern), NULL, NULL, &why);
	if (result == MOW_OK)
		return MOW_OK;
	escape_text(&shown, pattern, strlen(pattern));
	return shown.failed ? mow_fail_memory(err)
			    : mow_fail(err, result, "--path '%s' is no pattern: %s", shown.data, why.message);
}

/* The patterns, sorted, each once. */
static int fill_in(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct record *record = &approval->record;
	int result = MOW_OK;

	record->paths = arena_array(&approval->arena, options->pattern_count, sizeof *record->paths);
	if (record->paths == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < options->pattern_count; i++) {
		const char *pattern = options->patterns[i];
		result = check_pattern(pattern, err);
		record->paths[i] = arena_dup(&approval->arena, pattern, strlen(pattern));
		if (record->paths[i] == NULL)
			return mow_fail_memory(err);
	}
	if (result != MOW_OK)
		return result;
	qsort(record->paths, options->pattern_count, sizeof *record->paths, order_texts);
	for (size_t i = 0; i < options->pattern_count; i++)
		if (i == 0 || strcmp(record->paths[record->path_count - 1], record->paths[i]) != 0)
			record->paths[record->path_count++] = record->paths[i];
	return MOW_OK;
}

/* ---- What they stop of what is there -------------------------------------------------------------------------------- */

struct look {
	const struct mow_approval *approval;
	struct pattern_set *set;
	struct pattern_matches matches;
	const struct requirement *last; /* of the file before that matched */
	bool last_stands;
	size_t files, stopped;
	struct mow_error *err;
};

static void look_release(struct look *look)
{
	pattern_set_free(look->set);
	pattern_matches_release(&look->matches);
}
MOW_AUTO_DEFINE(look)

/* A ruleset_file_fn. */
static int see_file(const struct requirement *owners, const struct mow_path *file, void *context)
{
	struct look *look = context;
	const struct mow_approval *approval = look->approval;

	if (pattern_set_match(&look->matches, look->set, file) != MOW_OK)
		return mow_fail_memory(look->err);
	if (look->matches.count == 0 || owners == NULL)
		return MOW_OK;
	look->files++;
	if (owners != look->last) {
		const struct step_class class = {.requirement = owners};
		const struct stop stop = {.person = approval->person,
					  .role = approval->role,
					  .made = approval->repo->now,
					  .id = "",
					  .reason = ""};
		look->last = owners;
		look->last_stands = judge_stands(approval->verdict->judge, &class, &stop);
	}
	look->stopped += look->last_stands;
	return MOW_OK;
}

static int look_at_files(struct look *look)
{
	const struct record *record = &look->approval->record;
	struct ruleset *ruleset = &look->approval->verdict->policy->ruleset;
	const struct ruleset_walk walk = {&ruleset->snapshot, "", see_file, look, NULL};
	int result = pattern_set_new(&look->set, look->err);

	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++)
		result = pattern_set_add(look->set, record->paths[i], strlen(record->paths[i]), look->err);
	if (result == MOW_OK)
		result = pattern_set_compile(look->set, look->err);
	return result == MOW_OK ? ruleset_walk(ruleset, &walk, look->err) : result;
}

int stop_paths_take(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	MOW_AUTO(look) look = {.approval = approval, .err = err};
	struct strings *notes = &approval->notes;
	struct arena *arena = &approval->arena;
	int result = fill_in(approval, options, err);

	if (result == MOW_OK)
		result = look_at_files(&look);
	if (result != MOW_OK)
		return result;
	/* What files with errors say is not known. */
	bool known = !approval->verdict->policy->ruleset.erroneous;
	approval->about = !known || look.files == 0 || look.stopped > 0;
	if (!approval->about)
		return strings_add(notes, arena, err,
				   "you may stop none of the %zu files that match: that is for who decides about them, "
				   "who acts for them, and reviewers",
				   look.files);
	if (known && look.files == 0)
		return strings_add(notes, arena, err,
				   "no file matches now; it holds for what comes to match, where you have such a role");
	if (known && look.stopped < look.files)
		return strings_add(notes, arena, err, "you may stop %zu of the %zu files that match now", look.stopped,
				   look.files);
	return MOW_OK;
}
