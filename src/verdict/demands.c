#include "verdict/demands.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/system.h"

enum { CAP_LEAST = 4, CAP_MOST = 1000 };

void demands_release(struct demands *demands)
{
	for (struct demands_gate *gate = demands->gates; gate != NULL; gate = gate->next)
		seats_release(&gate->seats);
	free(demands->items);
	map_release(&demands->seen);
	arena_release(&demands->arena);
}

/* Whether a key is new to the map; it is kept where it is. 1, 0, or MOW_ENOMEM. */
static int is_new(struct demands *demands, const struct buf *key, struct mow_error *err)
{
	if (buf_check(key, err) < 0)
		return MOW_ENOMEM;
	if (map_get(&demands->seen, key->data, key->len, NULL))
		return 0;
	char *kept = arena_dup(&demands->arena, key->data, key->len);
	if (kept == NULL || map_put(&demands->seen, kept, key->len, 0))
		return mow_fail_memory(err);
	return 1;
}

/* Somebody of a demand, while it is sorted. */
struct wanted {
	uint32_t person, index;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return x->person < y->person ? -1 : x->person > y->person;
}

/* Whom a need asks, in the order of the rules; with their numbers among the seats' people, of which the need's list is
 * a part in the same order. */
static struct wanted *list_wanted(const struct need_state *state, struct arena *arena)
{
	const struct class_need *need = &state->need;
	struct wanted *list = arena_array(arena, need->ask_count, sizeof *list);
	size_t at = need->have_count;

	if (list == NULL)
		return NULL;
	for (size_t i = 0; i < need->ask_count; i++) {
		list[i].person = (uint32_t)need->ask[i];
		if (state->simple)
			continue;
		while (state->people[at] != need->ask[i])
			at++;
		list[i].index = (uint32_t)at;
	}
	qsort(list, need->ask_count, sizeof *list, compare_wanted);
	return list;
}

static int add_gate(struct demands *demands, struct demand *demand, const struct need_state *state,
		    const struct wanted *list, struct mow_error *err)
{
	struct demands_gate *gate = arena_alloc(&demands->arena, sizeof *gate);
	int result = MOW_OK;

	if (gate == NULL)
		return mow_fail_memory(err);
	gate->next = demands->gates;
	demands->gates = gate;
	gate->have_count = (uint32_t)state->need.have_count;
	gate->index = arena_array(&demands->arena, demand->who_count, sizeof *gate->index);
	gate->chosen = arena_array(&demands->arena, demand->who_count, sizeof *gate->chosen);
	gate->before = arena_array(&demands->arena, demand->who_count, sizeof *gate->before);
	if (gate->index == NULL || gate->chosen == NULL || gate->before == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < demand->who_count; i++)
		gate->index[i] = list[i].index;
	for (size_t i = 0; result == MOW_OK && i < state->people_count; i++)
		result = seats_add_places(&gate->seats, state->places + state->first[i],
					  state->first[i + 1] - state->first[i], state->seat_count, err);
	demand->gate = gate;
	return result;
}

static int add_want(struct demands *demands, const struct need_state *state, struct arena *work, struct mow_error *err)
{
	struct demand demand = {.who_count = (uint32_t)state->need.ask_count, .live = (uint32_t)state->need.ask_count};
	MOW_AUTO(buf) key = BUF_INIT;
	struct wanted *list = list_wanted(state, work);

	if (list == NULL)
		return mow_fail_memory(err);
	demand.lack = demand.lack_first = (int32_t)(state->need.need - state->need.got);
	int32_t head[3] = {demand.lack, state->simple, (int32_t)demand.who_count};
	buf_add(&key, head, sizeof head);
	buf_add(&key, list, demand.who_count * sizeof *list);
	if (!state->simple) {
		buf_add(&key, &state->need.have_count, sizeof state->need.have_count);
		buf_add(&key, state->first, (state->people_count + 1) * sizeof *state->first);
		buf_add(&key, state->places, state->first[state->people_count] * sizeof *state->places);
	}
	demands->cut = demands->cut || state->cut;
	int result = is_new(demands, &key, err);
	if (result != 1)
		return result;
	demand.who = arena_array(&demands->arena, demand.who_count, sizeof *demand.who);
	if (demand.who == NULL || array_reserve(demands, 1))
		return mow_fail_memory(err);
	for (size_t i = 0; i < demand.who_count; i++)
		demand.who[i] = list[i].person;
	result = state->simple ? 0 : add_gate(demands, &demand, state, list, err);
	if (result == MOW_OK)
		demands->items[demands->count++] = demand;
	return result;
}

static int add_class(struct demands *demands, struct needs *needs, const struct step_class *class,
		     const struct approvals *approvals, struct mow_error *err)
{
	bool possible = true;
	int result = needs_find(needs, class, approvals, demands->cap, err);

	for (size_t i = 0; result == MOW_OK && i < needs->count; i++) {
		const struct need_state *state = &needs->items[i];
		bool override = state->need.role == NEED_OVERRIDE;
		possible = possible && (override ? !needs_met(state) : state->possible);
	}
	for (size_t i = 0; result == MOW_OK && possible && i < needs->count; i++)
		if (!needs_met(&needs->items[i]) && needs->items[i].need.role != NEED_OVERRIDE)
			result = add_want(demands, &needs->items[i], &needs->arena, err);
	return result;
}

/* Whether some demand is of more people than it lacks. */
static bool is_choice(const struct demands *demands)
{
	for (size_t i = 0; i < demands->count; i++)
		if (demands->items[i].who_count > (uint32_t)demands->items[i].lack)
			return true;
	return false;
}

static int compare_loads(const void *a, const void *b, void *context)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	const size_t *loads = context;

	if (loads[x] != loads[y])
		return loads[x] < loads[y] ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* People stand in the order of the rules; now the least loaded come first. */
static int sort_people(struct demands *demands, const struct verdict_case *about, struct mow_error *err)
{
	if (about->loads == NULL || !is_choice(demands))
		return MOW_OK;
	MOW_AUTO_FREE size_t *loads = calloc(about->rules->people_count + 1, sizeof *loads);
	if (loads == NULL)
		return mow_fail_memory(err);
	int result = about->loads(loads, about->context, err);
	if (result == MOW_OK)
		system_sort(demands->people, demands->people_count, sizeof *demands->people, compare_loads, loads);
	return result;
}

/* Each demand's people by their numbers; and for each number where it is wanted. */
static void place_people(struct demands *demands, const uint32_t *numbers)
{
	for (uint32_t i = 0; i < demands->count; i++) {
		struct demand *demand = &demands->items[i];
		for (uint32_t j = 0; j < demand->who_count; j++) {
			demand->who[j] = numbers[demand->who[j]];
			demands->places[demands->first[demand->who[j] + 1]++] = (struct demands_place){i, j};
		}
	}
}

/* Numbers for the people, and for each of them where they are wanted. */
static int number_people(struct demands *demands, const struct verdict_case *about, struct mow_error *err)
{
	size_t rules_people = about->rules->people_count;
	MOW_AUTO_FREE uint32_t *numbers = calloc(rules_people + 1, sizeof *numbers);
	size_t total = 0;

	if (numbers == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < demands->count; i++) {
		total += demands->items[i].who_count;
		for (size_t j = 0; j < demands->items[i].who_count; j++)
			numbers[demands->items[i].who[j]]++;
	}
	demands->people = arena_array(&demands->arena, total, sizeof *demands->people);
	demands->first = arena_array(&demands->arena, total + 2, sizeof *demands->first);
	demands->places = arena_array(&demands->arena, total, sizeof *demands->places);
	if (demands->people == NULL || demands->first == NULL || demands->places == NULL)
		return mow_fail_memory(err);
	for (size_t person = 0; person < rules_people; person++)
		if (numbers[person] > 0)
			demands->people[demands->people_count++] = person;
	int result = sort_people(demands, about, err);
	if (result != MOW_OK)
		return result;
	for (uint32_t i = 0; i < demands->people_count; i++) {
		size_t person = demands->people[i];
		/* first[n + 1] is where the next place of n goes, and at the end where those of n + 1 begin. */
		demands->first[i + 2] = demands->first[i + 1] + numbers[person];
		numbers[person] = i;
	}
	place_people(demands, numbers);
	return MOW_OK;
}

static bool is_open(const struct rules *rules, const struct step_class *class)
{
	return class->requirement->broken == NULL &&
	       (class->requirement->accountable != RULES_NONE || rules->unowned != UNOWNED_BLOCK);
}

int demands_collect(struct demands *demands, struct eligibility *eligibility, const struct verdict_case *about,
		    struct mow_error *err)
{
	MOW_AUTO(needs) needs = {.eligibility = eligibility, .keep = true};
	MOW_AUTO(buf) key = BUF_INIT;
	size_t total = 1;
	int result = MOW_OK;

	for (size_t i = 0; i < about->class_count; i++)
		total += about->classes[i].requirement->gate_count + about->classes[i].requirement->freeze_count +
			 about->classes[i].consent_count + 3;
	size_t cap = DEMANDS_PEOPLE / total;
	demands->cap = cap > CAP_MOST ? CAP_MOST : cap < CAP_LEAST ? CAP_LEAST : cap;
	for (size_t i = 0; result == MOW_OK && i < about->class_count && !eligibility->rules->broken; i++) {
		const struct step_class *class = &about->classes[i];
		if (!is_open(eligibility->rules, class))
			continue;
		/* Subjects that say the same. The key's length is odd, a demand's never is. */
		buf_reset(&key);
		buf_add(&key, &class->requirement, sizeof class->requirement);
		buf_add(&key, &class->approvals, sizeof class->approvals);
		buf_add(&key, class->authors, class->author_count * sizeof *class->authors);
		buf_add(&key, &class->consents, sizeof class->consents);
		buf_addc(&key, (char)class->deletes);
		buf_addc(&key, (char)(class->unproved + 2 * class->strangers));
		buf_addc(&key, (char)class->escalated);
		result = is_new(demands, &key, err);
		if (result == 1)
			result = add_class(demands, &needs, class, about->approvals, err);
	}
	return result < 0 ? result : number_people(demands, about, err);
}

/* What a gate lacks with those who are chosen. */
static long count_seats(struct demand *demand)
{
	struct demands_gate *gate = demand->gate;
	int32_t added = 0;

	seats_clear(&gate->seats);
	for (uint32_t i = 0; i < gate->have_count; i++)
		seats_take(&gate->seats, i);
	for (uint32_t i = 0; i < gate->chosen_count; i++)
		added += seats_take(&gate->seats, gate->chosen[i]);
	demand->lack = demand->lack_first - added;
	gate->seated = true;
	return (long)(gate->seats.people.count + gate->seats.places.count);
}

long demands_choose(struct demand *demand, uint32_t index)
{
	struct demands_gate *gate = demand->gate;

	if (demand->done)
		return 1;
	demand->live--;
	if (gate == NULL) {
		demand->lack--;
		return 1;
	}
	gate->before[gate->chosen_count] = demand->lack;
	gate->chosen[gate->chosen_count++] = gate->index[index];
	if (demand->lack > 0 && !gate->seated)
		return count_seats(demand);
	if (demand->lack > 0)
		demand->lack -= seats_take(&gate->seats, gate->index[index]);
	else
		gate->seated = false;
	return 1;
}

void demands_unchoose(struct demand *demand)
{
	if (demand->done)
		return;
	demand->live++;
	if (demand->gate == NULL) {
		demand->lack++;
		return;
	}
	demand->lack = demand->gate->before[--demand->gate->chosen_count];
	demand->gate->seated = false;
}

long demands_drop(struct demand *demand, uint32_t index)
{
	struct demands_gate *gate = demand->gate;
	uint32_t at = 0;

	if (demand->done)
		return 1;
	demand->live++;
	if (gate == NULL) {
		demand->lack++;
		return 1;
	}
	while (gate->chosen[at] != gate->index[index])
		at++;
	gate->chosen_count--;
	for (; at < gate->chosen_count; at++)
		gate->chosen[at] = gate->chosen[at + 1];
	return count_seats(demand);
}

void demands_settle(struct demand *demand)
{
	demand->lack_settled = demand->lack;
	demand->live_settled = demand->live;
	demand->done = demand->lack <= 0;
	if (demand->gate != NULL)
		demand->gate->settled_count = demand->gate->chosen_count;
}

void demands_reset(struct demand *demand)
{
	demand->lack = demand->lack_settled;
	demand->live = demand->live_settled;
	if (demand->gate == NULL)
		return;
	demand->gate->chosen_count = demand->gate->settled_count;
	demand->gate->seated = false;
}
