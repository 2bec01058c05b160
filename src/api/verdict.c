#include "api/verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/show.h"
#include "base/array.h"
#include "base/error.h"

int verdict_alloc(struct mow_verdict **out, struct mow_error *err)
{
	struct mow_verdict *verdict = calloc(1, sizeof *verdict);

	if (!verdict)
		return mow_fail_memory(err);
	verdict->own_book.root = verdict->own_book.last = (struct buf)BUF_INIT;
	verdict->own_keyring.name = verdict->own_keyring.revoked = (struct buf)BUF_INIT;
	*out = verdict;
	return 0;
}

void mow_verdict_free(struct mow_verdict *verdict)
{
	if (!verdict)
		return;
	keyring_release(&verdict->own_keyring);
	book_release(&verdict->own_book);
	steps_release(&verdict->steps);
	authors_release(&verdict->authors);
	approvals_release(&verdict->approvals);
	free(verdict->subjects.items);
	free(verdict->groups.items);
	free(verdict->warnings.items);
	arena_release(&verdict->arena);
	free(verdict);
}

int verdict_warn(struct mow_verdict *verdict, struct mow_error *err, const char *format, ...)
{
	MOW_AUTO_FREE char *text = NULL;
	char *kept;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0) {
		text = NULL;
		return mow_fail_memory(err);
	}
	kept = arena_dup(&verdict->arena, text, (size_t)len);
	if (!kept || array_reserve(&verdict->warnings, 1))
		return mow_fail_memory(err);
	verdict->warnings.items[verdict->warnings.count++] = kept;
	return 0;
}

int verdict_list_steps(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct mow_step *shown;
	size_t i;
	int result = change->staged ? steps_staged(&verdict->steps, change->repo->git, err)
				    : steps_between(&verdict->steps, change->repo->git, &change->old_tree,
						    &change->new_tree, err);

	if (result < 0)
		return result;
	shown = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *shown);
	if (!shown)
		return mow_fail_memory(err);
	for (i = 0; i < verdict->steps.count; i++) {
		const struct step *step = &verdict->steps.items[i];

		shown[i].path = step->path;
		shown[i].path_len = step->path_len;
		shown[i].old_mode = step->old_mode;
		shown[i].new_mode = step->new_mode;
		oid_format(shown[i].old_id, &step->old_id);
		oid_format(shown[i].new_id, &step->new_id);
	}
	verdict->shown = shown;
	return 0;
}

static int find_authors(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	int result;

	if (!change->staged)
		return authors_of(&verdict->authors, change->repo->git, &verdict->steps, &change->authors_base,
				  &change->authors_tip, err);
	result = repo_identity(&name, &email, change->repo->git, err);
	return result < 0 ? result : authors_single(&verdict->authors, &verdict->steps, email.data, err);
}

static int gather(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct approvals_request request = {
		.repo = change->repo->git,
		.rules = change->book->rules,
		.verifier = &change->keyring->verifier,
		.steps = &verdict->steps,
		.target = change->target,
		.old_tip = change->old_tip,
		.store = change->store,
		.evidence = change->evidence,
		.evidence_len = change->evidence_len,
		.now = verdict->now,
	};

	return approvals_gather(&verdict->approvals, &request, err);
}

/* The people of each set of authors; who the rules do not know can hold no role. */
struct author_people {
	size_t *items;
	size_t count;
};

static int compare_numbers(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static int know_authors(struct author_people **out, struct mow_verdict *verdict, const struct rules *rules,
			struct mow_error *err)
{
	struct author_people *known = arena_array(&verdict->arena, verdict->authors.count + 1, sizeof *known);
	size_t i, j, n;

	if (!known)
		return mow_fail_memory(err);
	for (i = 0; i < verdict->authors.count; i++) {
		const struct author_set *set = &verdict->authors.sets[i];

		known[i].items = arena_array(&verdict->arena, set->count + 1, sizeof *known[i].items);
		if (!known[i].items)
			return mow_fail_memory(err);
		for (j = 0, n = 0; j < set->count; j++) {
			size_t person = people_by_email(rules, set->emails[j], strlen(set->emails[j]));
			if (person != RULES_NONE)
				known[i].items[n++] = person;
		}
		qsort(known[i].items, n, sizeof *known[i].items, compare_numbers);
		for (j = 0; j < n; j++)
			if (!known[i].count || known[i].items[known[i].count - 1] != known[i].items[j])
				known[i].items[known[i].count++] = known[i].items[j];
	}
	*out = known;
	return 0;
}

/* What tells subjects apart. */
struct subject_key {
	const struct owners *owners;
	size_t authors, approvals;
};

static int find_subjects(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct subject_key *keys = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *keys);
	struct author_people *known = NULL;
	MOW_AUTO(map) seen = {0};
	size_t i;
	int result = know_authors(&known, verdict, change->book->rules, err);

	verdict->subject_of = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *verdict->subject_of);
	if (!keys || !verdict->subject_of)
		return mow_fail_memory(err);
	for (i = 0; result == 0 && i < verdict->steps.count; i++) {
		const struct step *step = &verdict->steps.items[i];

		result = resolver_look_up(&keys[i].owners, change->book->resolver, step->path, step->path_len, false,
					  err);
		if (result < 0)
			return result;
		keys[i].authors = verdict->authors.of_step[i];
		keys[i].approvals = verdict->approvals.of_step[i];
		if (map_get(&seen, &keys[i], sizeof keys[i], &verdict->subject_of[i]))
			continue;
		if (array_reserve(&verdict->subjects, 1) ||
		    map_put(&seen, &keys[i], sizeof keys[i], verdict->subjects.count))
			return mow_fail_memory(err);
		verdict->subject_of[i] = verdict->subjects.count;
		verdict->subjects.items[verdict->subjects.count++] =
			(struct subject){keys[i].owners, known[keys[i].authors].items, known[keys[i].authors].count,
					 &verdict->approvals.sets[keys[i].approvals]};
	}
	return result;
}

static int judge(struct mow_verdict *verdict, const struct rules *rules, struct mow_error *err)
{
	const size_t *people;
	bool exact;
	size_t i, count;
	int result = 0;

	verdict->judgements = arena_array(&verdict->arena, verdict->subjects.count + 1, sizeof *verdict->judgements);
	if (!verdict->judgements)
		return mow_fail_memory(err);
	verdict->outcome = MOW_OUTCOME_APPROVED;
	for (i = 0; result == 0 && i < verdict->subjects.count; i++) {
		result = verdict_judge(&verdict->judgements[i], rules, &verdict->subjects.items[i], &verdict->approvals,
				       verdict->now, &verdict->arena, err);
		if (result == 0 && verdict->judgements[i].state != MOW_APPROVED)
			verdict->outcome = MOW_OUTCOME_BLOCKED;
	}
	if (result == 0)
		result = verdict_ask(&people, &count, &exact, rules, verdict->subjects.items, verdict->subjects.count,
				     &verdict->approvals, verdict->now, &verdict->arena, err);
	if (result < 0)
		return result;
	verdict->ask_count = count;
	return people_labels(&verdict->ask, rules, people, count, &verdict->arena, err);
}

static int take_notes(struct mow_verdict *verdict, struct mow_error *err)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < verdict->approvals.note_count; i++)
		result = verdict_warn(verdict, err, "%s", verdict->approvals.notes[i]);
	return result;
}

/* The OWNERS files above the steps. */
static int read_rules(struct mow_verdict *verdict, const struct change *change, mow_finding_fn *found, void *context,
		      struct mow_error *err)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < verdict->steps.count; i++)
		result = book_read(change->book, verdict->steps.items[i].path, verdict->steps.items[i].path_len, found,
				   context, err);
	return result;
}

int verdict_run(struct mow_verdict *verdict, const struct change *change, mow_finding_fn *found, void *context,
		struct mow_error *err)
{
	int result;

	verdict->book = change->book;
	verdict->keyring = change->keyring;
	verdict->now = change->repo->now;
	verdict->old_tip = change->old_tip;
	verdict->target = arena_dup(&verdict->arena, change->target, strlen(change->target));
	if (!verdict->target)
		return mow_fail_memory(err);
	oid_format(verdict->old_id, &change->old_id);
	oid_format(verdict->new_id, &change->new_id);
	if (!change->book->rules || !change->is_protected) {
		verdict->outcome = MOW_OUTCOME_OPEN;
		return 0;
	}
	result = read_rules(verdict, change, found, context, err);
	if (result == 0)
		result = find_authors(verdict, change, err);
	if (result == 0)
		result = gather(verdict, change, err);
	if (result == 0)
		result = find_subjects(verdict, change, err);
	if (result == 0)
		result = judge(verdict, change->book->rules, err);
	if (result == 0)
		result = take_notes(verdict, err);
	return result < 0 ? result : groups_build(verdict, err);
}

int mow_verdict_new(struct mow_verdict **out, struct mow_repo *repo, const struct mow_change_options *options,
		    mow_finding_fn *found, void *context, struct mow_error *err)
{
	struct mow_verdict *verdict;
	struct change change;
	int result = verdict_alloc(&verdict, err);

	if (result < 0)
		return result;
	result = change_resolve(&change, verdict, repo, options, found, context, err);
	if (result == 0)
		result = verdict_list_steps(verdict, &change, err);
	if (result == 0)
		result = verdict_run(verdict, &change, found, context, err);
	if (result < 0) {
		mow_verdict_free(verdict);
		return result;
	}
	*out = verdict;
	return 0;
}

enum mow_outcome mow_verdict_outcome(const struct mow_verdict *verdict)
{
	return verdict->outcome;
}

const char *mow_verdict_target(const struct mow_verdict *verdict)
{
	return verdict->target;
}

const char *mow_verdict_old(const struct mow_verdict *verdict)
{
	return verdict->old_id;
}

const char *mow_verdict_new_tip(const struct mow_verdict *verdict)
{
	return verdict->new_id;
}

size_t mow_verdict_steps(const struct mow_verdict *verdict)
{
	return verdict->steps.count;
}

size_t mow_verdict_groups(const struct mow_verdict *verdict)
{
	return verdict->groups.count;
}

const struct mow_group *mow_verdict_group(const struct mow_verdict *verdict, size_t index)
{
	return &verdict->groups.items[index];
}

size_t mow_verdict_warnings(const struct mow_verdict *verdict)
{
	return verdict->warnings.count;
}

const char *mow_verdict_warning(const struct mow_verdict *verdict, size_t index)
{
	return verdict->warnings.items[index];
}

size_t mow_verdict_ask(const struct mow_verdict *verdict, const char *const **people)
{
	*people = verdict->ask;
	return verdict->ask_count;
}
