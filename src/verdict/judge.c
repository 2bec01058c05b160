#include "verdict/need_table.h"
#include "verdict/needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/*
 * A list of whom to ask holds as many as lack and ASK_MORE more, fewer where a requirement has so many parts that
 * their lists would take more than ASK_ALL together.
 */
enum { ASK_MORE = 200, ASK_LEAST = 8, ASK_ALL = 2000 };

/* Of each part: bytes for its place in lists and keys, and looks that it takes beside those at approvals. */
enum { PART_KEPT = 4 * sizeof(size_t), PART_LOOKS = 32 };

static size_t ask_cap(const struct requirement *owners)
{
	size_t each = ASK_ALL / (owners->gate_count + 2);

	return each > ASK_MORE ? ASK_MORE : each < ASK_LEAST ? ASK_LEAST : each;
}

/* Somebody to ask, with what to sort by. */
struct asked {
	size_t person, parts, order;
};

static int compare_asked(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	if (x->parts != y->parts)
		return x->parts > y->parts ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Working memory for the needs of one class. */
struct taking {
	unsigned *parts_of; /* of each person, how many parts ask them */
	struct asked *list;
	size_t *ask;
};

static void taking_release(struct taking *taking)
{
	free(taking->parts_of);
	free(taking->list);
	free(taking->ask);
}
MOW_AUTO_DEFINE(taking)

static int taking_init(struct taking *taking, const struct needs *parts, struct mow_error *err)
{
	size_t longest = 0;

	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].need.ask_count > longest)
			longest = parts->items[i].need.ask_count;
	taking->parts_of = calloc(parts->eligibility->rules->people_count + 1, sizeof *taking->parts_of);
	taking->list = calloc(longest + 1, sizeof *taking->list);
	taking->ask = calloc(longest + 1, sizeof *taking->ask);
	return taking->parts_of != NULL && taking->list != NULL && taking->ask != NULL ? MOW_OK : mow_fail_memory(err);
}

/* Who would help in several parts at once comes first; else the order stays. */
static void sort_ask(struct taking *taking, struct class_need *need)
{
	for (size_t i = 0; i < need->ask_count; i++)
		taking->list[i] = (struct asked){need->ask[i], taking->parts_of[need->ask[i]], i};
	qsort(taking->list, need->ask_count, sizeof *taking->list, compare_asked);
	for (size_t i = 0; i < need->ask_count; i++)
		taking->ask[i] = taking->list[i].person;
	need->ask = taking->ask;
}

/* What needs_find says, as the caller gets it: nobody is asked for what cannot be met all the same. */
static int take_needs(struct judgement *out, struct need_table *table, const struct needs *parts, struct arena *arena,
		      struct mow_error *err)
{
	MOW_AUTO(taking) taking = {0};
	const struct class_need **needs = arena_array(arena, parts->count, sizeof *needs);
	int result = needs != NULL ? taking_init(&taking, parts, err) : mow_fail_memory(err);

	if (result != MOW_OK)
		return result;
	for (size_t i = 0; i < parts->count; i++)
		for (size_t j = 0; parts->items[i].possible && j < parts->items[i].need.ask_count; j++)
			taking.parts_of[parts->items[i].need.ask[j]]++;
	for (size_t i = 0; result == MOW_OK && i < parts->count; i++) {
		struct class_need need = parts->items[i].need;
		if (!parts->items[i].possible)
			need.ask_count = 0;
		sort_ask(&taking, &need);
		result = need_table_share(&needs[i], table, &need, err);
	}
	out->needs = needs;
	out->need_count = parts->count;
	return result;
}

static int compare_newest(const void *a, const void *b, void *context)
{
	const struct approvals *approvals = *(const struct approvals **)context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (approvals->items[x].made != approvals->items[y].made)
		return approvals->items[x].made > approvals->items[y].made ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Approvals of other content that would count for this one, had they been for it. */
static int find_stale(struct judgement *out, const struct needs *parts, const struct approvals *approvals,
		      struct arena *arena, struct mow_error *err)
{
	const struct step_class *class = parts->class;
	const struct approval_set *set = class->approvals;
	size_t count = set != NULL ? set->stale_count : 0, kept = 0;
	size_t *stale = arena_array(arena, count, sizeof *stale);

	if (stale == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &approvals->items[set->stale[i]];
		bool would = needs_approval_counts(parts->eligibility, class, approval);
		bool role = false;
		for (size_t j = 0; would && !role && j < parts->count; j++) {
			const struct class_need *need = &parts->items[j].need;
			if (need->role == NEED_GATE)
				role = eligible_agrees(parts->eligibility, class, need->gate, approval->person,
						       approval);
			else
				role = eligible_takes_part(parts->eligibility, class, approval->person, approval);
		}
		if (role)
			stale[kept++] = set->stale[i];
	}
	qsort_r(stale, kept, sizeof *stale, compare_newest, &approvals);
	out->stale = stale;
	out->stale_count = kept;
	return MOW_OK;
}

bool verdict_needs_authors(const struct rules *rules, const struct requirement *owners)
{
	if (rules->broken || owners->broken != NULL)
		return false;
	return owners->accountable != RULES_NONE || owners->gate_count > 0 || owners->responsible != NULL;
}

struct judge {
	struct eligibility eligibility;
	struct needs parts;
	struct need_table table;
	const struct approvals *approvals;
	struct budget *budget; /* NULL: no limit */
	bool ready;            /* eligibility and parts are */
	struct arena arena;
};

int judge_new(struct judge **out, const struct rules *rules, int64_t now, struct mow_error *err)
{
	static const struct approvals none;
	struct judge *judge = calloc(1, sizeof *judge);

	if (judge == NULL)
		return mow_fail_memory(err);
	judge->approvals = &none;
	judge->eligibility = (struct eligibility){.rules = rules, .now = now};
	judge->table.key = (struct buf)BUF_INIT;
	*out = judge;
	return MOW_OK;
}

void judge_spend(struct judge *judge, struct budget *budget)
{
	judge->budget = judge->table.budget = budget;
}

size_t judge_needs(const struct judge *judge)
{
	return judge->table.needs.count;
}

void judge_heed(struct judge *judge, const struct approvals *approvals)
{
	judge->approvals = approvals;
}

void judge_free(struct judge *judge)
{
	if (judge == NULL)
		return;
	needs_release(&judge->parts);
	need_table_release(&judge->table);
	arena_release(&judge->arena);
	free(judge);
}

static int make_ready(struct judge *judge, struct mow_error *err)
{
	int result;

	if (judge->ready)
		return MOW_OK;
	result = eligible_index(&judge->eligibility, &judge->arena, err);
	if (result == MOW_OK)
		result = needs_init(&judge->parts, &judge->eligibility, err);
	judge->ready = result == MOW_OK;
	if (result < 0) {
		needs_release(&judge->parts);
		arena_release(&judge->arena);
		judge->eligibility =
			(struct eligibility){.rules = judge->eligibility.rules, .now = judge->eligibility.now};
	}
	return result;
}

/* Every part looks at every approval, and has a place. */
static int spend(struct judge *judge, const struct step_class *class, struct mow_error *err)
{
	uint64_t parts = class->owners->gate_count + 2;
	uint64_t approvals = class->approvals != NULL ? class->approvals->count + class->approvals->stale_count : 0;
	int result = budget_work(judge->budget, parts * (approvals + PART_LOOKS) * BUDGET_LOOK, err);

	return result != MOW_OK ? result : budget_memory(judge->budget, parts * PART_KEPT, err);
}

static int judge_parts(struct judgement *out, struct judge *judge, struct arena *arena, struct mow_error *err)
{
	const struct needs *parts = &judge->parts;
	bool met = true, possible = true;
	int result = take_needs(out, &judge->table, parts, arena, err);

	for (size_t i = 0; i < parts->count; i++) {
		met = met && needs_met(&parts->items[i]);
		possible = possible && parts->items[i].possible;
	}
	if (met || !possible)
		out->state = met ? MOW_APPROVED : MOW_IMPOSSIBLE;
	if (result < 0 || met || !possible)
		return result;
	result = find_stale(out, parts, judge->approvals, arena, err);
	out->state = out->stale_count > 0 ? MOW_STALE : MOW_MISSING;
	return result;
}

int judge_class(struct judgement *out, struct judge *judge, const struct step_class *class, struct arena *arena,
		struct mow_error *err)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *owners = class->owners;
	struct judgement judgement = {.state = MOW_IMPOSSIBLE};
	int result = MOW_OK;

	if (!rules->broken && owners->broken == NULL) {
		bool unowned = owners->accountable == RULES_NONE;
		judgement.warn_unowned = unowned && rules->unowned == UNOWNED_WARN;
		if (unowned && rules->unowned == UNOWNED_BLOCK) {
			judgement.state = MOW_UNOWNED;
		} else {
			result = make_ready(judge, err);
			if (result == MOW_OK)
				result = spend(judge, class, err);
			if (result == MOW_OK)
				result = needs_find(&judge->parts, class, judge->approvals, ask_cap(owners), err);
			if (result == MOW_OK)
				result = judge_parts(&judgement, judge, arena, err);
		}
	}
	if (result == MOW_OK)
		*out = judgement;
	return result;
}

/* Without memory for the index, or for what it learns of these owners, answers only take longer. */
static const struct eligibility *day_of(struct judge *judge, const struct step_class *class)
{
	if (make_ready(judge, NULL) == 0)
		(void)eligible_learn(&judge->eligibility, class->owners, NULL);
	return &judge->eligibility;
}

unsigned judge_roles(struct judge *judge, const struct step_class *class, size_t person)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *owners = class->owners;
	unsigned roles = 0;

	if (person >= rules->people_count)
		return 0;
	if (eligible_is_author(class, person))
		roles |= ROLE_AUTHOR;
	if (rules->broken || owners->broken != NULL)
		return roles;
	const struct eligibility *eligibility = day_of(judge, class);
	if (eligible_is_accountable(eligibility, class, person))
		roles |= ROLE_ACCOUNTABLE;
	if (eligible_is_responsible(eligibility, class, person))
		roles |= ROLE_RESPONSIBLE;
	for (size_t i = 0; !(roles & ROLE_GATE) && i < owners->gate_count; i++)
		if (eligible_in_gate(eligibility, class, &owners->gates[i], person))
			roles |= ROLE_GATE;
	return roles;
}

bool judge_in_gate(struct judge *judge, const struct step_class *class, size_t gate, size_t person)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *owners = class->owners;

	if (person >= rules->people_count || gate >= owners->gate_count || rules->broken || owners->broken != NULL)
		return false;
	return eligible_in_gate(day_of(judge, class), class, &owners->gates[gate], person);
}

bool judge_counts(struct judge *judge, const struct step_class *class, const struct approval *approval)
{
	return needs_approval_counts(day_of(judge, class), class, approval);
}
