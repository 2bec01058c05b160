#include "evidence/gather/claims.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "steps/authors.h"

/* Where the bases of claims are on the first-parent line of the target's old tip. */
struct line {
	struct map numbers; /* base → its place in `items` */
	struct oid *items;
	size_t *at; /* positions on the line; SIZE_MAX: not on it */
	size_t count;
	struct oid *sought; /* those to walk for: all but zeros at first, then those on the line, so that a walk ends at
			       the oldest */
	size_t sought_count;
};

static void line_release(struct line *line)
{
	map_release(&line->numbers);
	free(line->items);
	free(line->at);
	free(line->sought);
}
MOW_AUTO_DEFINE(line)

static bool may_be_spent(const struct gather *gather, const struct claim *claim)
{
	return claim->line == 0 && claim->state == CLAIM_OPEN && !oid_equal(&claim->base, &gather->request->old_tip);
}

static int collect_bases(struct line *line, const struct gather *gather, struct mow_error *err)
{
	line->items = calloc(gather->claims.count + 1, sizeof *line->items);
	line->at = calloc(gather->claims.count + 1, sizeof *line->at);
	line->sought = calloc(gather->claims.count + 1, sizeof *line->sought);
	if (line->items == NULL || line->at == NULL || line->sought == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gather->claims.count; i++) {
		const struct claim *claim = &gather->claims.items[i];
		if (!may_be_spent(gather, claim) || map_get(&line->numbers, claim->base.bytes, OID_SIZE, NULL))
			continue;
		line->items[line->count] = claim->base;
		line->at[line->count] = SIZE_MAX;
		if (!oid_is_zero(&claim->base))
			line->sought[line->sought_count++] = claim->base;
		if (map_put(&line->numbers, line->items[line->count].bytes, OID_SIZE, line->count))
			return mow_fail_memory(err);
		line->count++;
	}
	return MOW_OK;
}

/* A claim's base is the old tip (0), or where it is on its line. */
static size_t position(const struct line *line, const struct claim *claim)
{
	size_t number;

	return map_get(&line->numbers, claim->base.bytes, OID_SIZE, &number) ? line->at[number] : 0;
}

static int walk_line(struct line *line, struct landing *landing, const struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	size_t number;
	const struct landing_span span = {&request->old_tip, line->sought, line->sought_count};
	int result = landing_of(landing, request->repo, request->steps, &span, err);

	for (size_t i = 0; result == MOW_OK && i < landing->line_count; i++)
		if (map_get(&line->numbers, landing->line[i].bytes, OID_SIZE, &number) && line->at[number] == SIZE_MAX)
			line->at[number] = i;
	line->sought_count = 0;
	for (size_t i = 0; i < line->count; i++)
		if (line->at[i] != SIZE_MAX)
			line->sought[line->sought_count++] = line->items[i];
	return result;
}

static void leave_out(struct claim *claim)
{
	claim->state = CLAIM_BAD;
	claim->fault = FAULT_BASE;
}

/* Claims made when the target was somewhere else; those that hold for no step here go without a word. */
static int leave_out_others(struct gather *gather, const struct line *line, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < gather->hits.count; i++) {
		struct claim *claim = &gather->claims.items[gather->hits.items[i].claim];
		if (!may_be_spent(gather, claim) || position(line, claim) != SIZE_MAX)
			continue;
		leave_out(claim);
		result = gather_note_claim(gather, claim, "its base is no state that the target was in", err);
	}
	for (size_t i = 0; i < gather->claims.count; i++)
		if (may_be_spent(gather, &gather->claims.items[i]) &&
		    position(line, &gather->claims.items[i]) == SIZE_MAX)
			leave_out(&gather->claims.items[i]);
	return result;
}

/* Whether a tree that could not be read, or reached, is why a step is taken to have landed. */
static bool is_unknown(const struct landing *landing, size_t step)
{
	return landing->landed[step] == landing->unreached || landing->landed[step] == landing->unread;
}

static int note_spent(struct gather *gather, const struct landing *landing, const struct claim_hit *hit, size_t more,
		      struct mow_error *err)
{
	const struct step *step = &gather->request->steps->items[hit->step];
	bool unreached = landing->landed[hit->step] == landing->unreached;
	bool unknown = hit->unknown;
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(&why, unknown ? "nobody can tell whether the change to " : "it is spent, the change to ");
	escape_path(&why, step->path, step->path_len);
	if (more > 0)
		buf_addf(&why, " (and %zu more)", more);
	buf_adds(&why, " has landed since");
	if (unreached)
		buf_adds(&why, ", which takes more work than is left of what a push may (mowners.maxWork)");
	else if (unknown)
		buf_adds(&why, ", as a tree that came in meanwhile cannot be read");
	buf_adds(&why,
		 unknown ? "; approve it again: mowners approve --again" : "; it needs a new approval to come back");
	if (buf_check(&why, err) < 0)
		return MOW_ENOMEM;
	return gather_note_claim(gather, &gather->claims.items[hit->claim], why.data, err);
}

/* Hits of one claim stand together: one note tells of all. */
static int spend_hits(struct gather *gather, const struct line *line, const struct landing *landing,
		      struct mow_error *err)
{
	struct claim_hit *hits = gather->hits.items;
	int result = MOW_OK;

	for (size_t i = 0, end; result == MOW_OK && i < gather->hits.count; i = end) {
		const struct claim *claim = &gather->claims.items[hits[i].claim];
		struct claim_hit *first = NULL;
		size_t spent = 0;
		for (end = i; end < gather->hits.count && hits[end].claim == hits[i].claim; end++) {
			hits[end].spent =
				may_be_spent(gather, claim) && landing->landed[hits[end].step] < position(line, claim);
			hits[end].unknown = hits[end].spent && is_unknown(landing, hits[end].step);
			if (hits[end].spent && spent++ == 0)
				first = &hits[end];
		}
		if (first != NULL)
			result = note_spent(gather, landing, first, spent - 1, err);
	}
	return result;
}

/* The steps that the claims at one place of the paths' lists say: one a path. */
static int collect_stale(struct steps *steps, size_t **numbers, const struct gather *gather, size_t rank,
			 struct mow_error *err)
{
	const struct steps *ours = gather->request->steps;

	*numbers = calloc(ours->count + 1, sizeof **numbers);
	if (*numbers == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < ours->count; i++) {
		const struct claim_stales *list = &gather->stales[i];
		if (list->count <= rank || !may_be_spent(gather, &gather->claims.items[list->items[rank].claim]))
			continue;
		struct step step = ours->items[i];
		step.new_mode = list->items[rank].new_mode;
		step.new_id = list->items[rank].new_id;
		if (array_reserve(steps, 1))
			return mow_fail_memory(err);
		(*numbers)[steps->count] = i;
		steps->items[steps->count++] = step;
	}
	return MOW_OK;
}

/* Other content that has landed since is not stale but spent. One walk for each place of the lists. */
static int spend_stale(struct gather *gather, const struct line *line, size_t rank, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(steps) steps = {0};
	MOW_AUTO(landing) landing = {0};
	MOW_AUTO_FREE size_t *numbers = NULL;
	int result = collect_stale(&steps, &numbers, gather, rank, err);

	if (result < 0 || steps.count == 0)
		return result;
	const struct landing_span span = {&request->old_tip, line->sought, line->sought_count};
	result = landing_of(&landing, request->repo, &steps, &span, err);
	for (size_t i = 0; result == MOW_OK && i < steps.count; i++) {
		struct claim_stale *stale = &gather->stales[numbers[i]].items[rank];
		stale->dropped = landing.landed[i] < position(line, &gather->claims.items[stale->claim]);
	}
	return result;
}

/* In the order that landing_of wants: by path, then by what is asked for. */
static int compare_asked(const void *a, const void *b)
{
	const struct claim_asked *x = a, *y = b;

	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	if (x->new_mode != y->new_mode)
		return x->new_mode < y->new_mode ? -1 : 1;
	return memcmp(x->new_id.bytes, y->new_id.bytes, OID_SIZE);
}

/* Each content that requests are about, once. */
static int collect_asked(struct steps *steps, const struct gather *gather, struct mow_error *err)
{
	for (size_t i = 0; i < gather->asked.count; i++) {
		const struct claim_asked *asked = &gather->asked.items[i];
		if (i > 0 && compare_asked(asked - 1, asked) == 0)
			continue;
		struct step step = gather->request->steps->items[asked->step];
		step.new_mode = asked->new_mode;
		step.new_id = asked->new_id;
		if (array_reserve(steps, 1))
			return mow_fail_memory(err);
		steps->items[steps->count++] = step;
	}
	return budget_memory(repo_budget(gather->request->repo), steps->count * sizeof *steps->items, err);
}

/* Which requests landed: of all contents in one walk. */
static int spend_asked(struct gather *gather, const struct line *line, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(steps) steps = {0};
	MOW_AUTO(landing) landing = {0};
	size_t number = 0;

	if (gather->asked.count == 0)
		return MOW_OK;
	qsort(gather->asked.items, gather->asked.count, sizeof *gather->asked.items, compare_asked);
	int result = collect_asked(&steps, gather, err);
	const struct landing_span span = {&request->old_tip, line->sought, line->sought_count};
	if (result == MOW_OK)
		result = landing_of(&landing, request->repo, &steps, &span, err);
	for (size_t i = 0; result == MOW_OK && i < gather->asked.count; i++) {
		struct claim_asked *asked = &gather->asked.items[i];
		const struct claim *claim = &gather->claims.items[asked->claim];
		number += i > 0 && compare_asked(asked - 1, asked) != 0;
		asked->dropped = may_be_spent(gather, claim) && landing.landed[number] < position(line, claim);
	}
	budget_free(repo_budget(request->repo), steps.count * sizeof *steps.items);
	return result;
}

int gather_spent(struct gather *gather, struct mow_error *err)
{
	MOW_AUTO(line) line = {0};
	MOW_AUTO(landing) landing = {0};
	int result = collect_bases(&line, gather, err);

	if (result < 0 || line.count == 0)
		return result;
	/* Without an old tip there is no line, and no base but zeros counts. */
	bool has_line = !oid_is_zero(&gather->request->old_tip) && line.sought_count > 0;
	if (has_line)
		result = walk_line(&line, &landing, gather, err);
	else
		line.sought_count = 0;
	if (result == MOW_OK)
		result = leave_out_others(gather, &line, err);
	if (result == MOW_OK && has_line)
		result = spend_hits(gather, &line, &landing, err);
	if (line.sought_count == 0)
		return result;
	for (size_t rank = 0; result == MOW_OK && gather->stales != NULL && rank < GATHER_STALE_MAX; rank++)
		result = spend_stale(gather, &line, rank, err);
	return result == MOW_OK ? spend_asked(gather, &line, err) : result;
}
