#include "steps/squash.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "git/tree.h"

/* Whom a commit names, each once. */
struct people {
	const char **items; /* sorted */
	size_t count;
	const char *author;
};

/* The commit at hand. */
struct squash {
	const struct commit *commit;
	struct people people;
	struct oid old_tree;
	struct steps steps;
	struct oid tried[SQUASH_LIKELY_MAX]; /* tips */
	size_t tried_count;
	struct authors authors[AUTHORS_ORIGINS_MAX];
	struct authors_origin origins[AUTHORS_ORIGINS_MAX];
	struct squash_source sources[AUTHORS_ORIGINS_MAX];
	size_t count;
};

struct looking {
	struct repo *repo;
	const struct squash_request *request;
	struct squashes *taken;
	struct budget share; /* where the repository has one */
	bool begun;
	size_t asked;
	struct squash squash;
	struct mow_error *err;
};

void squashes_release(struct squashes *squashes)
{
	free(squashes->items);
	arena_release(&squashes->arena);
	*squashes = (struct squashes){0};
}

static void squash_release(struct squash *squash)
{
	free(squash->people.items);
	steps_release(&squash->steps);
	for (size_t i = 0; i < squash->count; i++)
		authors_release(&squash->authors[i]);
	*squash = (struct squash){0};
}

/* ---- Whom it names ----------------------------------------------------------------------------------------------- */

static int list_people(struct people *out, const struct authors_claim *claim, struct mow_error *err)
{
	out->items = calloc(claim->count, sizeof *out->items);
	if (out->items == NULL)
		return mow_fail_memory(err);
	out->author = claim->emails[0];
	memcpy(out->items, claim->emails, claim->count * sizeof *out->items);
	qsort(out->items, claim->count, sizeof *out->items, order_texts);
	for (size_t i = 0; i < claim->count; i++)
		if (out->count == 0 || strcmp(out->items[out->count - 1], out->items[i]) != 0)
			out->items[out->count++] = out->items[i];
	return MOW_OK;
}

/* SIZE_MAX: the commit does not name them. */
static size_t number_of(const struct people *people, const char *email)
{
	const char **found = bsearch(&email, people->items, people->count, sizeof *people->items, order_texts);

	return found != NULL ? (size_t)(found - people->items) : SIZE_MAX;
}

/* Whether nobody is lost: the author may not be named. */
static bool names_all(bool *author, const struct people *people, const bool *named)
{
	*author = named[number_of(people, people->author)];
	for (size_t i = 0; i < people->count; i++)
		if (!named[i] && strcmp(people->items[i], people->author) != 0)
			return false;
	return true;
}

/* Whether it leaves somebody out whom the commit names, of the files of one set. */
static bool leaves_out(const struct people *people, const struct author_set *set, bool keeps_author)
{
	size_t count = keeps_author; /* whom it does not name */

	for (size_t i = 0; i < set->count; i++)
		count += number_of(people, set->emails[i]) != SIZE_MAX;
	return count < people->count;
}

static int judge_authors(bool *takes, struct authors_origin *origin, const struct squash *squash, struct mow_error *err)
{
	const struct authors *authors = origin->authors;
	MOW_AUTO_FREE bool *named = calloc(squash->people.count, sizeof *named);
	bool author = false;

	*takes = false;
	if (named == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < authors->step_count; i++)
		if (authors->sets[authors->of_step[i]].count == 0)
			return MOW_OK;
	/* The first set is the empty one; each other is that of some step. */
	for (size_t i = 1; i < authors->count; i++)
		for (size_t k = 0; k < authors->sets[i].count; k++) {
			size_t number = number_of(&squash->people, authors->sets[i].emails[k]);
			if (number != SIZE_MAX)
				named[number] = true;
		}
	if (!names_all(&author, &squash->people, named))
		return MOW_OK;
	origin->keeps_author = !author;
	for (size_t i = 1; !*takes && i < authors->count; i++)
		*takes = leaves_out(&squash->people, &authors->sets[i], !author);
	return MOW_OK;
}

/* ---- A source ---------------------------------------------------------------------------------------------------- */

/* The path that tells most branches apart. */
static const struct step *telling_step(const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		if (steps->items[i].new_mode != MODE_NONE)
			return &steps->items[i];
	return &steps->items[0];
}

/* Whether the tip has the commit's content at one path of it. */
static int is_likely(bool *out, struct looking *looking, const struct oid *tip)
{
	const struct step *step = telling_step(&looking->squash.steps);
	const struct mow_path path = {step->path, step->path_len, false};
	struct tree_entry entry = {.mode = MODE_NONE};
	struct oid tree;
	int result = repo_commit_tree(&tree, looking->repo, tip, looking->err);

	if (result == MOW_OK)
		result = tree_find(&entry, looking->repo, &tree, &path, looking->err);
	if (result == MOW_ENOTFOUND)
		result = MOW_OK;
	if (entry.mode == MODE_TREE)
		entry.mode = MODE_NONE;
	*out = entry.mode == step->new_mode && (entry.mode == MODE_NONE || oid_equal(&entry.oid, &step->new_id));
	return result;
}

static bool is_same(const struct steps *a, const struct steps *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct step *one = &a->items[i], *other = &b->items[i];
		if (one->old_mode != other->old_mode || one->new_mode != other->new_mode ||
		    !oid_equal(&one->old_id, &other->old_id) || !oid_equal(&one->new_id, &other->new_id) ||
		    one->path_len != other->path_len || memcmp(one->path, other->path, one->path_len) != 0)
			return false;
	}
	return true;
}

/* Where its commits begin, if they change the same as the squash; zeros: they do not. */
static int find_base(struct oid *out, struct looking *looking, const struct oid *tip)
{
	struct repo *repo = looking->repo;
	MOW_AUTO(steps) steps = {0};
	struct oid base, old_tree, new_tree;
	int result = repo_merge_base_only(&base, repo, &looking->squash.commit->parents[0], tip, looking->err);

	*out = (struct oid){{0}};
	if (result != MOW_OK || oid_is_zero(&base) || oid_equal(&base, tip))
		return result;
	result = repo_commit_tree(&old_tree, repo, &base, looking->err);
	if (result == MOW_OK)
		result = repo_commit_tree(&new_tree, repo, tip, looking->err);
	if (result == MOW_OK)
		result = steps_between(&steps, repo, &old_tree, &new_tree, looking->err);
	if (result == MOW_OK && is_same(&steps, &looking->squash.steps))
		*out = base;
	return result;
}

static int take_source(struct looking *looking, const struct squash_source *source)
{
	struct squash *squash = &looking->squash;
	MOW_AUTO(authors) authors = {0};
	struct authors_origin origin = {&authors, false};
	struct oid base;
	bool takes = false;
	int result = find_base(&base, looking, &source->tip);

	if (result != MOW_OK || oid_is_zero(&base))
		return result;
	const struct commit_range range = {&source->tip, &base, 1};
	result = authors_of(&authors, looking->repo, &squash->steps, &range, looking->err);
	if (result == MOW_OK)
		result = judge_authors(&takes, &origin, squash, looking->err);
	if (result != MOW_OK || !takes)
		return result;
	if (squash->count == AUTHORS_ORIGINS_MAX)
		return mow_fail(looking->err, MOW_ETOOBIG, "more branches than are looked at");
	squash->authors[squash->count] = authors;
	squash->origins[squash->count] = (struct authors_origin){&squash->authors[squash->count], origin.keeps_author};
	squash->sources[squash->count++] = *source;
	authors = (struct authors){0};
	return MOW_OK;
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

static bool was_tried(const struct squash *squash, const struct oid *tip)
{
	for (size_t i = 0; i < squash->tried_count; i++)
		if (oid_equal(&squash->tried[i], tip))
			return true;
	return false;
}

static int try_source(struct looking *looking, const struct squash_source *source)
{
	struct squash *squash = &looking->squash;
	bool likely = false;
	int result = is_likely(&likely, looking, &source->tip);

	if (result != MOW_OK || !likely || was_tried(squash, &source->tip))
		return result;
	/* Who could fill the places could hide what speaks against them. */
	if (squash->tried_count == SQUASH_LIKELY_MAX)
		return mow_fail(looking->err, MOW_ETOOBIG, "more branches than are looked at");
	squash->tried[squash->tried_count++] = source->tip;
	return take_source(looking, source);
}

/* Whether a failure is about one source, which is then none, and not about all that is done here. */
static bool is_about_source(const struct looking *looking, int result)
{
	const struct budget *budget = repo_budget(looking->repo);

	return result != MOW_ENOMEM && result != MOW_ETOOBIG && !(budget != NULL && budget->used_up);
}

static int try_sources(struct looking *looking)
{
	const struct squash_request *request = looking->request;
	const struct oid *commit = &looking->squash.commit->id;
	const struct squash_source *sources = NULL;
	size_t count = 0;
	int result = request->sources(&sources, &count, commit, request->context, looking->err);

	for (size_t i = 0; result == MOW_OK && i < count && i < SQUASH_BRANCHES; i++) {
		if (strcmp(sources[i].ref, request->target) == 0 || oid_equal(&sources[i].tip, commit))
			continue;
		result = try_source(looking, &sources[i]);
		if (result != MOW_OK && is_about_source(looking, result))
			result = MOW_OK;
	}
	return result;
}

static int look(struct looking *looking)
{
	struct squash *squash = &looking->squash;
	int result = repo_commit_tree(&squash->old_tree, looking->repo, &squash->commit->parents[0], looking->err);

	if (result == MOW_OK)
		result = steps_between(&squash->steps, looking->repo, &squash->old_tree, &squash->commit->tree,
				       looking->err);
	return result == MOW_OK && squash->steps.count > 0 ? try_sources(looking) : result;
}

static int note(struct looking *looking, struct mow_error *err)
{
	const struct squash *squash = &looking->squash;
	struct squashes *taken = looking->taken;

	for (size_t i = 0; i < squash->count; i++) {
		const char *ref = arena_dup(&taken->arena, squash->sources[i].ref, strlen(squash->sources[i].ref));
		if (ref == NULL || array_reserve(taken, 1) != MOW_OK)
			return mow_fail_memory(err);
		taken->items[taken->count++] = (struct squash_taken){squash->commit->id, {ref, squash->sources[i].tip}};
	}
	return MOW_OK;
}

/* With a share of the budget, so that the judgement goes on without us. */
static int look_within_share(struct looking *looking)
{
	struct budget *budget = repo_budget(looking->repo);

	if (!looking->begun && budget != NULL)
		budget_share(&looking->share, budget);
	looking->begun = true;
	if (looking->share.used_up)
		return MOW_ETOOBIG;
	if (budget != NULL)
		looking->share.memory = budget->memory; /* what the last one took is free again */
	repo_set_budget(looking->repo, budget != NULL ? &looking->share : NULL);
	int result = look(looking);
	repo_set_budget(looking->repo, budget);
	return result;
}

/* An authors_instead_fn. */
static int ask(struct authors_instead *out, const struct commit *commit, const struct authors_claim *claim,
	       void *context, struct mow_error *err)
{
	struct looking *looking = context;
	struct squash *squash = &looking->squash;
	struct mow_error why = {0, ""};

	squash_release(squash);
	out->count = 0;
	if (commit->parent_count != 1)
		return MOW_OK;
	int result = list_people(&squash->people, claim, err);
	if (result != MOW_OK || squash->people.count < 2 || looking->asked++ >= SQUASH_MAX)
		return result;
	squash->commit = commit;
	looking->err = &why;
	result = look_within_share(looking);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result != MOW_OK || squash->count == 0)
		return MOW_OK;
	*out = (struct authors_instead){&squash->steps, squash->origins, squash->count};
	return note(looking, err);
}

int squash_authors(struct authors *out, struct squashes *taken, struct repo *repo, const struct squash_request *request,
		   struct mow_error *err)
{
	struct looking looking = {.repo = repo, .request = request, .taken = taken};
	const struct authors_request authors = {
		.steps = request->steps, .range = request->range, .instead = ask, .instead_context = &looking};
	int result = authors_of_request(out, repo, &authors, err);

	if (looking.begun)
		budget_settle(repo_budget(repo), &looking.share);
	squash_release(&looking.squash);
	return result;
}
