#include "steps/authors.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "steps/author_sets.h"
#include "steps/automatic.h"
#include "steps/named.h"
#include "steps/touched.h"

/* Of each step: its list while history is read, and the number of its set. */
#define STEP_KEPT (sizeof(struct author_list) + sizeof(size_t) + sizeof(bool))

/* What is asked about commits, and what came of it. */
struct proving {
	authors_prove_fn *prove; /* NULL: nothing is asked */
	void *context;
	uint32_t *unproved; /* as in struct authors */
	enum { COMMIT_NOT_ASKED, COMMIT_PROVED, COMMIT_UNPROVED } at_hand;
	struct {
		uint32_t *items; /* numbers of the merges in the range, the newest first */
		size_t count, capacity;
	} merges;
};

/* Whose word counts instead of that of the commit at hand. */
struct speaking {
	authors_instead_fn *ask; /* NULL: each commit speaks for itself */
	void *context;
	struct authors_instead said;
	struct author_adopted adopted[AUTHORS_ORIGINS_MAX];
};

/* What goes on while the range is walked. */
struct reading {
	struct repo *repo;
	const struct steps *steps;
	struct author_sets people;
	struct author_list commit; /* author and co-authors of the commit at hand */
	struct author_list merges; /* of all merges */
	struct automatic automatic;
	struct automatic_paths merged; /* what the merge at hand has otherwise than its parents */
	struct proving proving;
	struct speaking speaking;
	struct arena arena; /* of the last few commits */
	size_t seen;
	struct mow_error *err;
};

/* Whom the commit names. */
static int name_people(struct reading *reading, const struct commit *commit)
{
	reading->proving.at_hand = COMMIT_NOT_ASKED;
	return named_people(&reading->commit, &reading->people, commit, reading->err);
}

static int add_merge(struct reading *reading)
{
	struct proving *proving = &reading->proving;
	int result = author_sets_join(&reading->merges, &reading->people, &reading->commit, reading->err);

	if (result != MOW_OK || proving->prove == NULL)
		return result;
	result = budget_memory(reading->people.budget, sizeof *proving->merges.items, reading->err);
	if (result != MOW_OK)
		return result;
	if (array_reserve(&proving->merges, 1) != MOW_OK)
		return mow_fail_memory(reading->err);
	proving->merges.items[proving->merges.count++] = (uint32_t)(reading->people.commits.count - 1);
	return MOW_OK;
}

static int read_people(struct reading *reading, const struct commit *commit)
{
	author_sets_commit(&reading->people, &commit->id);
	int result = name_people(reading, commit);

	return result == MOW_OK && commit->parent_count > 1 ? add_merge(reading) : result;
}

/* The e-mails of the people of the commit at hand; the caller's to free. */
static int list_people(const char ***out, const struct reading *reading)
{
	const struct author_list *people = &reading->commit;
	const char **emails = calloc(people->count + 1, sizeof *emails);

	if (emails == NULL)
		return mow_fail_memory(reading->err);
	for (size_t i = 0; i < people->count; i++)
		emails[i] = reading->people.names.items[people->items[i].person];
	*out = emails;
	return MOW_OK;
}

/* Asks once about the commit at hand. */
static int ask(struct reading *reading, const struct oid *commit)
{
	struct proving *proving = &reading->proving;
	MOW_AUTO_FREE const char **emails = NULL;
	bool proved = false;
	int result = list_people(&emails, reading);

	if (result != MOW_OK)
		return result;
	const struct authors_claim claim = {commit, emails, reading->commit.count};
	result = proving->prove(&proved, &claim, proving->context, reading->err);
	proving->at_hand = proved ? COMMIT_PROVED : COMMIT_UNPROVED;
	return result;
}

/* Whether others speak for the commit at hand. */
static int ask_instead(struct reading *reading, const struct commit *commit)
{
	struct speaking *speaking = &reading->speaking;
	MOW_AUTO_FREE const char **emails = NULL;

	speaking->said.count = 0;
	if (speaking->ask == NULL || reading->commit.count < 2)
		return MOW_OK;
	int result = list_people(&emails, reading);
	if (result != MOW_OK)
		return result;
	const struct authors_claim claim = {&commit->id, emails, reading->commit.count};
	result = speaking->ask(&speaking->said, commit, &claim, speaking->context, reading->err);
	for (size_t i = 0; result == MOW_OK && i < speaking->said.count; i++)
		result = author_sets_adopt(&speaking->adopted[i], &reading->people, speaking->said.origins[i].authors,
					   reading->err);
	return result;
}

static int see_proof(struct reading *reading, size_t step)
{
	struct proving *proving = &reading->proving;
	int result = MOW_OK;

	if (proving->prove == NULL || proving->unproved[step] != 0)
		return MOW_OK;
	if (proving->at_hand == COMMIT_NOT_ASKED)
		result = ask(reading, &reading->people.commit);
	if (result == MOW_OK && proving->at_hand == COMMIT_UNPROVED)
		proving->unproved[step] = (uint32_t)reading->people.commits.count; /* one more than its number */
	return result;
}

/* Those who made the file on the way to what the commit at hand has at once. */
static int join_instead(struct reading *reading, size_t step, size_t there)
{
	const struct speaking *speaking = &reading->speaking;
	struct author_list *list = &reading->people.of_step[step];
	const struct author_list own = {reading->commit.items, 1, 1};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < speaking->said.count; i++)
		if (speaking->said.origins[i].keeps_author)
			result = author_sets_join(list, &reading->people, &own, reading->err);
	for (size_t i = 0; result == MOW_OK && i < speaking->said.count; i++)
		result = author_sets_join_adopted(list, &reading->people, &speaking->adopted[i], there, reading->err);
	return result;
}

static int join(struct reading *reading, size_t step)
{
	const struct step *made = &reading->steps->items[step];
	const struct steps *said = reading->speaking.said.steps;
	size_t there = SIZE_MAX;

	if (reading->speaking.said.count > 0)
		there = steps_find(said->items, said->count, made->path, made->path_len);
	if (there != SIZE_MAX)
		return join_instead(reading, step, there);
	int result = author_sets_join(&reading->people.of_step[step], &reading->people, &reading->commit, reading->err);
	return result == MOW_OK ? see_proof(reading, step) : result;
}

static void see_made(struct reading *reading, size_t step, const struct tree_entry *entry)
{
	const struct step *wanted = &reading->steps->items[step];

	if (entry->mode == wanted->new_mode && oid_equal(&entry->oid, &wanted->new_id))
		reading->people.made[step] = true;
}

static int see_touched(size_t step, const struct tree_entry *entry, void *context)
{
	see_made(context, step, entry);
	return join(context, step);
}

/* A merge may have it from git alone. */
static int see_merged(size_t step, const struct tree_entry *entry, void *context)
{
	struct reading *reading = context;

	see_made(reading, step, entry);
	if (array_reserve(&reading->merged, 1) != MOW_OK)
		return mow_fail_memory(reading->err);
	reading->merged.items[reading->merged.count++] =
		(struct automatic_path){.step = step, .mode = entry->mode, .oid = entry->oid};
	return MOW_OK;
}

static int read_merged(struct reading *reading, const struct commit *commit)
{
	const struct automatic_paths *merged = &reading->merged;
	int result = automatic_judge(&reading->automatic, commit, &reading->merged, reading->err);

	for (size_t i = 0; result == MOW_OK && i < merged->count; i++)
		if (!merged->items[i].clean)
			result = join(reading, merged->items[i].step);
	return result;
}

/* The whole change in one commit: what it changes is known. */
static bool is_change(const struct reading *reading, const struct commit *commit, const struct oid *parents)
{
	static const struct oid none;

	return commit->parent_count < 2 && oid_equal(&commit->tree, &reading->steps->new_tree) &&
	       oid_equal(commit->parent_count ? parents : &none, &reading->steps->old_tree);
}

static int join_all(struct reading *reading)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < reading->steps->count; i++) {
		reading->people.made[i] = true;
		result = join(reading, i);
	}
	return result;
}

static int read_touched(struct reading *reading, const struct commit *commit)
{
	struct touched touched = {.repo = reading->repo,
				  .steps = reading->steps,
				  .each = commit->parent_count > 1 ? see_merged : see_touched,
				  .context = reading};
	struct oid *trees = arena_array(&reading->arena, commit->parent_count, sizeof *trees);
	int result = trees != NULL ? MOW_OK : mow_fail_memory(reading->err);

	for (size_t i = 0; result == MOW_OK && i < commit->parent_count; i++)
		result = repo_commit_tree(&trees[i], reading->repo, &commit->parents[i], reading->err);
	reading->merged.count = 0;
	if (result == MOW_OK && is_change(reading, commit, trees))
		return join_all(reading);
	if (result == MOW_OK)
		result = touched_walk(&touched, &commit->tree, trees, commit->parent_count, reading->err);
	return result == MOW_OK && commit->parent_count > 1 ? read_merged(reading, commit) : result;
}

static int see_commit(const struct oid *oid, void *context)
{
	struct reading *reading = context;
	struct commit commit;
	int result;

	/* A block of memory is more than one commit needs. */
	if (reading->seen++ % 32 == 0)
		arena_release(&reading->arena);
	result = repo_commit(&commit, &reading->arena, reading->repo, oid, reading->err);
	if (result == MOW_OK)
		result = read_people(reading, &commit);
	if (result == MOW_OK)
		result = ask_instead(reading, &commit);
	return result ? result : read_touched(reading, &commit);
}

/* The newest merge that is not proved, one more than its number; 0: all are. */
static int find_unproved_merge(uint32_t *out, struct reading *reading)
{
	struct proving *proving = &reading->proving;
	struct commit commit;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && *out == 0 && i < proving->merges.count; i++) {
		const struct oid id = reading->people.commits.items[proving->merges.items[i]];
		arena_release(&reading->arena);
		result = repo_commit(&commit, &reading->arena, reading->repo, &id, reading->err);
		if (result == MOW_OK)
			result = name_people(reading, &commit);
		if (result == MOW_OK)
			result = ask(reading, &id);
		if (result == MOW_OK && proving->at_hand == COMMIT_UNPROVED)
			*out = proving->merges.items[i] + 1;
	}
	return result;
}

static bool is_of_merges(const struct reading *reading, size_t step)
{
	return !reading->people.made[step] || reading->people.of_step[step].count == 0;
}

/* Of the steps of those who made the merges. */
static int prove_rest(struct reading *reading)
{
	struct proving *proving = &reading->proving;
	size_t step = 0;
	uint32_t unproved = 0;

	while (step < reading->steps->count && !is_of_merges(reading, step))
		step++;
	if (proving->prove == NULL || step == reading->steps->count)
		return MOW_OK;
	int result = find_unproved_merge(&unproved, reading);
	for (; result == MOW_OK && step < reading->steps->count; step++)
		if (proving->unproved[step] == 0 && is_of_merges(reading, step))
			proving->unproved[step] = unproved;
	return result;
}

static int begin_proving(struct reading *reading, const struct authors_request *request)
{
	struct proving *proving = &reading->proving;
	uint64_t size = (uint64_t)request->steps->count * sizeof *proving->unproved;

	if (request->prove == NULL)
		return MOW_OK;
	int result = budget_memory(reading->people.budget, size, reading->err);
	if (result != MOW_OK)
		return result;
	proving->unproved = calloc(request->steps->count + 1, sizeof *proving->unproved);
	proving->prove = request->prove;
	proving->context = request->context;
	return proving->unproved != NULL ? MOW_OK : mow_fail_memory(reading->err);
}

int authors_of_request(struct authors *out, struct repo *repo, const struct authors_request *request,
		       struct mow_error *err)
{
	const struct steps *steps = request->steps;
	struct reading reading = {.repo = repo,
				  .steps = steps,
				  .automatic = {.repo = repo, .steps = steps},
				  .speaking = {.ask = request->instead, .context = request->instead_context},
				  .err = err};
	int result = author_sets_init(&reading.people, steps->count, err);

	reading.people.budget = repo_budget(repo);
	if (result == MOW_OK)
		result = budget_memory(reading.people.budget, STEP_KEPT * (uint64_t)steps->count, err);
	if (result == MOW_OK)
		result = begin_proving(&reading, request);
	if (result == MOW_OK)
		result = repo_walk(repo, request->range, see_commit, &reading, err);
	if (result == MOW_OK)
		result = prove_rest(&reading);
	if (result == MOW_OK)
		result = author_sets_finish(out, &reading.people, &reading.merges, err);
	if (result == MOW_OK)
		out->unproved = MOW_STEAL(reading.proving.unproved);
	automatic_settle(&reading.automatic);
	author_sets_release(&reading.people);
	arena_release(&reading.arena);
	free(reading.merged.items);
	free(reading.commit.items);
	free(reading.merges.items);
	free(reading.proving.unproved);
	free(reading.proving.merges.items);
	return result;
}

int authors_of(struct authors *out, struct repo *repo, const struct steps *steps, const struct commit_range *range,
	       struct mow_error *err)
{
	const struct authors_request request = {.steps = steps, .range = range};

	return authors_of_request(out, repo, &request, err);
}
