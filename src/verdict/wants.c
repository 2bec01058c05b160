#include "verdict/wants.h"

#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"

enum { CAP_LEAST = 4, CAP_MOST = 1000 };

void wants_release(struct wants *wants)
{
	for (struct wants_gate *gate = wants->gates; gate; gate = gate->next)
		seats_release(&gate->seats);
	free(wants->items);
	map_release(&wants->seen);
	arena_release(&wants->arena);
	memset(wants, 0, sizeof *wants);
}

/* Whether a key is new to the map; it is kept where it is. 1, 0, or MOW_ENOMEM. */
static int is_new(struct wants *wants, const struct buf *key, struct mow_error *err)
{
	if (buf_check(key, err) < 0)
		return MOW_ENOMEM;
	if (map_get(&wants->seen, key->data, key->len, NULL))
		return 0;
	char *kept = arena_dup(&wants->arena, key->data, key->len);
	if (!kept || map_put(&wants->seen, kept, key->len, 0))
		return mow_fail_memory(err);
	return 1;
}

/* Somebody of a want, while it is sorted. */
struct wanted {
	uint32_t person, index;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return x->person < y->person ? -1 : x->person > y->person;
}

/* Whom a part asks, in the order of the rules; with their numbers among the seats' people, of which the part's list is
 * a part in the same order. */
static struct wanted *list_wanted(const struct part *part, struct arena *arena)
{
	const struct subject_need *need = &part->need;
	struct wanted *list = arena_array(arena, need->ask_count, sizeof *list);
	size_t at = need->have_count;

	if (!list)
		return NULL;
	for (size_t i = 0; i < need->ask_count; i++) {
		list[i].person = (uint32_t)need->ask[i];
		while (!part->simple && part->people[at] != need->ask[i])
			at++;
		list[i].index = part->simple ? 0 : (uint32_t)at;
	}
	qsort(list, need->ask_count, sizeof *list, compare_wanted);
	return list;
}

static int add_gate(struct wants *wants, struct want *want, const struct part *part, const struct wanted *list,
		    struct mow_error *err)
{
	struct wants_gate *gate = arena_alloc(&wants->arena, sizeof *gate);
	int result = 0;

	if (!gate)
		return mow_fail_memory(err);
	gate->next = wants->gates;
	wants->gates = gate;
	gate->have_count = (uint32_t)part->need.have_count;
	gate->index = arena_array(&wants->arena, want->who_count, sizeof *gate->index);
	gate->chosen = arena_array(&wants->arena, want->who_count, sizeof *gate->chosen);
	gate->before = arena_array(&wants->arena, want->who_count, sizeof *gate->before);
	if (!gate->index || !gate->chosen || !gate->before)
		return mow_fail_memory(err);
	for (size_t i = 0; i < want->who_count; i++)
		gate->index[i] = list[i].index;
	for (size_t i = 0; result == 0 && i < part->people_count; i++)
		result = seats_add_places(&gate->seats, part->places + part->first[i],
					  part->first[i + 1] - part->first[i], part->seat_count, err);
	want->gate = gate;
	return result;
}

static int add_want(struct wants *wants, const struct part *part, struct arena *work, struct mow_error *err)
{
	struct want want = {.who_count = (uint32_t)part->need.ask_count, .live = (uint32_t)part->need.ask_count};
	MOW_AUTO(buf) key = BUF_INIT;
	struct wanted *list = list_wanted(part, work);

	if (!list)
		return mow_fail_memory(err);
	want.lack = want.lack_first = (int32_t)(part->need.need - part->need.got);
	int32_t head[3] = {want.lack, part->simple, (int32_t)want.who_count};
	buf_add(&key, head, sizeof head);
	buf_add(&key, list, want.who_count * sizeof *list);
	if (!part->simple) {
		buf_add(&key, &part->need.have_count, sizeof part->need.have_count);
		buf_add(&key, part->first, (part->people_count + 1) * sizeof *part->first);
		buf_add(&key, part->places, part->first[part->people_count] * sizeof *part->places);
	}
	wants->cut = wants->cut || part->cut;
	int result = is_new(wants, &key, err);
	if (result != 1)
		return result;
	want.who = arena_array(&wants->arena, want.who_count, sizeof *want.who);
	if (!want.who || array_reserve(wants, 1))
		return mow_fail_memory(err);
	for (size_t i = 0; i < want.who_count; i++)
		want.who[i] = list[i].person;
	result = part->simple ? 0 : add_gate(wants, &want, part, list, err);
	if (result == 0)
		wants->items[wants->count++] = want;
	return result;
}

static int add_subject(struct wants *wants, struct parts *parts, const struct subject *subject,
		       const struct approvals *approvals, size_t cap, struct mow_error *err)
{
	bool possible = true;
	int result = parts_find(parts, subject, approvals, cap, err);

	for (size_t i = 0; result == 0 && i < parts->count; i++)
		possible = possible && parts->items[i].possible;
	for (size_t i = 0; result == 0 && possible && i < parts->count; i++)
		if (!parts_met(&parts->items[i]))
			result = add_want(wants, &parts->items[i], &parts->arena, err);
	return result;
}

/* Numbers for the people, and for each of them where they are wanted. */
static int number_people(struct wants *wants, size_t rules_people, struct mow_error *err)
{
	MOW_AUTO_FREE uint32_t *numbers = calloc(rules_people + 1, sizeof *numbers);
	size_t total = 0;

	if (!numbers)
		return mow_fail_memory(err);
	for (size_t i = 0; i < wants->count; i++) {
		total += wants->items[i].who_count;
		for (size_t j = 0; j < wants->items[i].who_count; j++)
			numbers[wants->items[i].who[j]]++;
	}
	wants->people = arena_array(&wants->arena, total, sizeof *wants->people);
	wants->first = arena_array(&wants->arena, total + 2, sizeof *wants->first);
	wants->places = arena_array(&wants->arena, total, sizeof *wants->places);
	if (!wants->people || !wants->first || !wants->places)
		return mow_fail_memory(err);
	for (size_t person = 0; person < rules_people; person++) {
		if (numbers[person] == 0)
			continue;
		/* first[n + 1] is where the next place of n goes, and at the end where those of n + 1 begin. */
		wants->first[wants->people_count + 2] = wants->first[wants->people_count + 1] + numbers[person];
		wants->people[wants->people_count] = person;
		numbers[person] = wants->people_count++;
	}
	for (uint32_t i = 0; i < wants->count; i++)
		for (uint32_t j = 0; j < wants->items[i].who_count; j++) {
			uint32_t number = numbers[wants->items[i].who[j]];
			wants->items[i].who[j] = number;
			wants->places[wants->first[number + 1]++] = (struct wants_place){i, j};
		}
	return 0;
}

static bool is_open(const struct rules *rules, const struct subject *subject)
{
	return !subject->owners->broken &&
	       (subject->owners->accountable != RULES_NONE || rules->unowned != UNOWNED_BLOCK);
}

int wants_collect(struct wants *wants, struct day *day, const struct subject *subjects, size_t subject_count,
		  const struct approvals *approvals, struct mow_error *err)
{
	MOW_AUTO(parts) parts = {0};
	MOW_AUTO(buf) key = BUF_INIT;
	size_t total = 1;
	int result = parts_init(&parts, day, err);

	parts.keep = true;
	for (size_t i = 0; i < subject_count; i++)
		total += subjects[i].owners->gate_count + 2;
	size_t cap = WANTS_PEOPLE / total;
	cap = cap > CAP_MOST ? CAP_MOST : cap < CAP_LEAST ? CAP_LEAST : cap;
	for (size_t i = 0; result == 0 && i < subject_count && !day->rules->broken; i++) {
		const struct subject *subject = &subjects[i];
		if (!is_open(day->rules, subject))
			continue;
		/* Subjects that say the same, as with authors whom the rules do not know. The key's length is odd, a
		 * want's never is. */
		buf_reset(&key);
		const struct subject same = {.owners = subject->owners, .approvals = subject->approvals};
		buf_add(&key, &same, sizeof same);
		buf_add(&key, subject->authors, subject->author_count * sizeof *subject->authors);
		buf_adds(&key, "subject");
		result = is_new(wants, &key, err);
		if (result == 1)
			result = add_subject(wants, &parts, subject, approvals, cap, err);
	}
	return result < 0 ? result : number_people(wants, day->rules->people_count, err);
}

/* What a gate lacks with those who are chosen. */
static long count_seats(struct want *want)
{
	struct wants_gate *gate = want->gate;
	int32_t added = 0;

	seats_clear(&gate->seats);
	for (uint32_t i = 0; i < gate->have_count; i++)
		seats_take(&gate->seats, i);
	for (uint32_t i = 0; i < gate->chosen_count; i++)
		added += seats_take(&gate->seats, gate->chosen[i]);
	want->lack = want->lack_first - added;
	gate->seated = true;
	return (long)(gate->seats.people.count + gate->seats.places.count);
}

long wants_choose(struct want *want, uint32_t index)
{
	struct wants_gate *gate = want->gate;

	if (want->done)
		return 1;
	want->live--;
	if (!gate) {
		want->lack--;
		return 1;
	}
	gate->before[gate->chosen_count] = want->lack;
	gate->chosen[gate->chosen_count++] = gate->index[index];
	if (want->lack > 0 && !gate->seated)
		return count_seats(want);
	if (want->lack > 0)
		want->lack -= seats_take(&gate->seats, gate->index[index]);
	else
		gate->seated = false;
	return 1;
}

void wants_unchoose(struct want *want)
{
	if (want->done)
		return;
	want->live++;
	if (!want->gate) {
		want->lack++;
		return;
	}
	want->lack = want->gate->before[--want->gate->chosen_count];
	want->gate->seated = false;
}

long wants_drop(struct want *want, uint32_t index)
{
	struct wants_gate *gate = want->gate;
	uint32_t at = 0;

	if (want->done)
		return 1;
	want->live++;
	if (!gate) {
		want->lack++;
		return 1;
	}
	while (gate->chosen[at] != gate->index[index])
		at++;
	gate->chosen_count--;
	for (; at < gate->chosen_count; at++)
		gate->chosen[at] = gate->chosen[at + 1];
	return count_seats(want);
}

void wants_settle(struct want *want)
{
	want->lack_settled = want->lack;
	want->live_settled = want->live;
	want->done = want->lack <= 0;
	if (want->gate)
		want->gate->settled_count = want->gate->chosen_count;
}

void wants_reset(struct want *want)
{
	want->lack = want->lack_settled;
	want->live = want->live_settled;
	if (!want->gate)
		return;
	want->gate->chosen_count = want->gate->settled_count;
	want->gate->seated = false;
}
