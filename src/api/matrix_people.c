/* The matrix by person: what each has to do, and what would stand still without them. */
#include <stdlib.h>
#include <string.h>

#include "api/lint.h"
#include "api/matrix.h"
#include "base/array.h"
#include "base/error.h"
#include "verdict/verdict.h"

/* Where this many could be asked, more than must agree, nobody is the only one. */
enum { MANY = 40 };

struct load {
	size_t areas, files, gates, reviews, only;
};

/* A gate that files meet: by its name and whom it asks. */
struct met_gate {
	const struct required_gate *gate;
	size_t files;
};

struct loads {
	struct mow_matrix *matrix;
	struct load *items; /* by person */
	size_t *room;       /* for all people */
	struct {
		struct met_gate *items;
		size_t count, capacity;
	} gates;
	struct map areas;       /* where an area lies, of those that decide → 0 */
	struct map known;       /* the name of a gate, and whom it asks → its place */
	struct number_set seen; /* people */
	struct rules strict;    /* where nobody approves what they made: so who made it is as good as not there */
	struct judge *judge;
	struct arena arena;
};

static void loads_release(struct loads *loads)
{
	judge_free(loads->judge);
	free(loads->gates.items);
	map_release(&loads->areas);
	map_release(&loads->known);
	number_set_release(&loads->seen);
	arena_release(&loads->arena);
}
MOW_AUTO_DEFINE(loads)

static size_t person_of(const struct rules *rules, size_t owner)
{
	return rules->owners[owner].index;
}

/* ---- What each has to do ------------------------------------------------------------------------------------------ */

static int count_decider(struct loads *loads, const struct matrix_asked *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct area *const *area = &requirement->area;

	if (*area == NULL)
		return MOW_OK;
	struct load *load = &loads->items[person_of(loads->matrix->rules, requirement->accountable)];
	load->files += asked->files;
	if (map_get(&loads->areas, area, sizeof *area, NULL))
		return MOW_OK;
	load->areas++;
	return map_put(&loads->areas, area, sizeof *area, 0) ? mow_fail_memory(loads->matrix->err) : MOW_OK;
}

/* NULL: no memory. */
static const char *gate_key(size_t *len, struct loads *loads, const struct required_gate *gate)
{
	size_t name = strlen(gate->name) + 1;
	size_t list = gate->of_count * sizeof *gate->of;
	char *key = arena_room(&loads->arena, name + list);

	if (key == NULL)
		return NULL;
	memcpy(key, gate->name, name);
	memcpy(key + name, gate->of, list);
	*len = name + list;
	return key;
}

static int count_gate(struct loads *loads, const struct required_gate *gate, size_t files)
{
	size_t len, place = loads->gates.count;
	const char *key = gate_key(&len, loads, gate);

	if (key == NULL || map_take(&loads->known, key, len, &place))
		return mow_fail_memory(loads->matrix->err);
	if (place == loads->gates.count) {
		if (array_reserve(&loads->gates, 1))
			return mow_fail_memory(loads->matrix->err);
		loads->gates.items[loads->gates.count++] = (struct met_gate){gate, 0};
	}
	loads->gates.items[place].files += files;
	return MOW_OK;
}

static void tell_gates(struct loads *loads)
{
	const struct rules *rules = loads->matrix->rules;
	int64_t now = loads->matrix->presenter.now;

	for (size_t i = 0; i < loads->gates.count; i++) {
		const struct met_gate *met = &loads->gates.items[i];
		size_t count = people_expand(loads->room, rules, met->gate->of, met->gate->of_count, now);
		for (size_t k = 0; k < count; k++) {
			if (!people_in_service(rules, loads->room[k], now))
				continue;
			loads->items[loads->room[k]].gates++;
			loads->items[loads->room[k]].reviews += met->files;
		}
	}
}

/* ---- What would stand still --------------------------------------------------------------------------------------- */

/* Whether nobody could approve if a person were not there; RULES_NONE: as it is. */
static int judge_without(struct judgement *out, struct loads *loads, const struct requirement *requirement,
			 size_t person, struct arena *arena)
{
	static const struct approval_set nothing;
	const struct step_class class = {.requirement = requirement,
					 .authors = &person,
					 .author_count = person != RULES_NONE,
					 .approvals = &nothing};

	return judge_class(out, loads->judge, &class, arena, loads->matrix->err);
}

/* Whether somebody may be the only one of those who could give it. Who acts for others may share a seat in a gate with
 * somebody. */
static bool is_scarce(const struct class_need *need)
{
	if (need->folded)
		return false;
	if (need->need == 1 || need->role != NEED_GATE)
		return need->ask_count <= need->need;
	return need->ask_count < MANY || need->ask_count <= need->need;
}

/* Those who could be asked where they are few, each once: nobody else can be the only one. Into `room`. */
static int list_candidates(size_t *count, struct loads *loads, const struct judgement *judgement)
{
	*count = 0;
	if (number_set_begin(&loads->seen, loads->matrix->rules->people_count))
		return mow_fail_memory(loads->matrix->err);
	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		for (size_t k = 0; is_scarce(need) && k < need->ask_count; k++)
			if (number_set_add(&loads->seen, need->ask[k]))
				loads->room[(*count)++] = need->ask[k];
	}
	return MOW_OK;
}

static int count_only(struct loads *loads, const struct matrix_asked *asked)
{
	const struct requirement timeless = lint_timeless(asked->requirement);
	MOW_AUTO(arena) arena = {0};
	struct judgement judgement;
	size_t count;
	int result = judge_without(&judgement, loads, &timeless, RULES_NONE, &arena);

	if (result != MOW_OK || judgement.state == MOW_IMPOSSIBLE)
		return result;
	result = list_candidates(&count, loads, &judgement);
	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		result = judge_without(&judgement, loads, &timeless, loads->room[i], &arena);
		if (result == MOW_OK && judgement.state == MOW_IMPOSSIBLE)
			loads->items[loads->room[i]].only += asked->files;
	}
	return result;
}

/* ---- All of it ---------------------------------------------------------------------------------------------------- */

static int count_all(struct loads *loads)
{
	struct mow_matrix *matrix = loads->matrix;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < matrix->asked.count; i++) {
		const struct matrix_asked *asked = &matrix->asked.items[i];
		if (asked->requirement == NULL)
			continue;
		result = count_decider(loads, asked);
		for (size_t k = 0; result == MOW_OK && k < asked->requirement->gate_count; k++)
			result = count_gate(loads, &asked->requirement->gates[k], asked->files);
		if (result == MOW_OK)
			result = count_only(loads, asked);
	}
	tell_gates(loads);
	return result;
}

static int add_people(const struct loads *loads)
{
	struct mow_matrix *matrix = loads->matrix;
	const struct rules *rules = matrix->rules;

	for (size_t i = 0; i < rules->people_count; i++) {
		const struct load *load = &loads->items[i];
		if (load->files + load->reviews + load->only == 0)
			continue;
		if (array_reserve(&matrix->people, 1))
			return mow_fail_memory(matrix->err);
		matrix->people.items[matrix->people.count++] =
			(struct mow_matrix_person){.label = people_label(rules, i),
						   .name = matrix_name(rules, i),
						   .in_service = people_in_service(rules, i, matrix->presenter.now),
						   .areas = load->areas,
						   .files = load->files,
						   .gates = load->gates,
						   .reviews = load->reviews,
						   .only = load->only};
	}
	return MOW_OK;
}

int matrix_people(struct mow_matrix *matrix)
{
	const struct rules *rules = matrix->rules;
	MOW_AUTO(loads) loads = {.matrix = matrix, .strict = *rules};

	loads.items = arena_array(&loads.arena, rules->people_count + 1, sizeof *loads.items);
	loads.room = arena_array(&loads.arena, rules->people_count + 1, sizeof *loads.room);
	if (loads.items == NULL || loads.room == NULL)
		return mow_fail_memory(matrix->err);
	for (size_t i = 0; i < LEVEL_COUNT; i++)
		loads.strict.levels[i].self_approval = false;
	int result = judge_new(&loads.judge, &loads.strict, matrix->presenter.now, matrix->err);
	if (result == MOW_OK)
		result = count_all(&loads);
	return result == MOW_OK ? add_people(&loads) : result;
}
