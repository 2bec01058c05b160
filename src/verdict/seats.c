#include "verdict/seats.h"

#include "base/array.h"
#include "base/error.h"

/* A seat from where no free one can be reached, ever: see the header. */
#define DEAD UINT32_MAX

int seats_make_room(struct seats *seats, size_t people_count, struct mow_error *err)
{
	uint32_t *number = calloc(people_count + 1, sizeof *number);

	if (number == NULL)
		return mow_fail_memory(err);
	free(seats->number);
	seats->number = number;
	return MOW_OK;
}

void seats_reset(struct seats *seats, const struct required_gate *gate)
{
	seats->gate = gate;
	for (size_t i = 0; i < seats->whose.count; i++)
		if (seats->whose.items[i] != SEATS_NONE)
			seats->number[seats->whose.items[i]] = 0;
	seats->people.count = seats->first.count = seats->places.count = 0;
	seats->whose.count = seats->holder.count = seats->taken.count = 0;
	seats->seen.count = seats->via.count = seats->queue.count = 0;
	seats->search = 0;
}

void seats_release(struct seats *seats)
{
	free(seats->people.items);
	free(seats->first.items);
	free(seats->places.items);
	free(seats->whose.items);
	free(seats->holder.items);
	free(seats->taken.items);
	free(seats->seen.items);
	free(seats->via.items);
	free(seats->queue.items);
	free(seats->number);
}

static bool push(struct seats_numbers *list, uint32_t number)
{
	if (array_reserve(list, 1))
		return false;
	list->items[list->count++] = number;
	return true;
}

static bool add_seat(struct seats *seats, uint32_t whose)
{
	return push(&seats->whose, whose) && push(&seats->holder, SEATS_NONE) && push(&seats->seen, 0) &&
	       push(&seats->via, SEATS_NONE);
}

/* The end of a person's places, which is the beginning of the next one's. The queue never holds more than everybody. */
static int close_person(struct seats *seats, uint32_t person, struct mow_error *err)
{
	if (seats->first.count == 0 && !push(&seats->first, 0))
		return mow_fail_memory(err);
	seats->queue.count = 0;
	if (array_reserve(&seats->people, 1) || array_reserve(&seats->first, 1) || array_reserve(&seats->taken, 1) ||
	    array_reserve(&seats->queue, seats->people.count + 1))
		return mow_fail_memory(err);
	seats->people.items[seats->people.count++] = person;
	seats->first.items[seats->first.count++] = (uint32_t)seats->places.count;
	seats->taken.items[seats->taken.count++] = SEATS_NONE;
	return MOW_OK;
}

int seats_add(struct seats *seats, const struct eligibility *eligibility, const struct step_class *class, size_t person,
	      struct mow_error *err)
{
	const struct required_gate *gate = seats->gate;
	size_t cursor = 0, whom;

	while (eligible_next_place(eligibility, class, person, &cursor, &whom)) {
		if (!eligible_lists(eligibility, gate->of, gate->of_count, whom))
			continue;
		if (seats->number[whom] == 0) {
			if (!add_seat(seats, (uint32_t)whom))
				return mow_fail_memory(err);
			seats->number[whom] = (uint32_t)seats->whose.count;
		}
		if (!push(&seats->places, seats->number[whom] - 1))
			return mow_fail_memory(err);
	}
	return close_person(seats, (uint32_t)person, err);
}

int seats_add_places(struct seats *seats, const uint32_t *places, size_t count, size_t seat_count,
		     struct mow_error *err)
{
	while (seats->whose.count < seat_count)
		if (!add_seat(seats, SEATS_NONE))
			return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		if (!push(&seats->places, places[i]))
			return mow_fail_memory(err);
	return close_person(seats, SEATS_NONE, err);
}

/*
 * Looks for a free seat, breadth first: whoever is in the way of one who stands is asked for another place in turn. The
 * seat that is free, or SEATS_NONE; `via` tells the way back.
 */
static uint32_t search(struct seats *seats, size_t index)
{
	size_t head = 0;

	seats->search++;
	seats->queue.count = 0;
	seats->queue.items[seats->queue.count++] = (uint32_t)index;
	while (head < seats->queue.count) {
		uint32_t who = seats->queue.items[head++];
		for (uint32_t i = seats->first.items[who]; i < seats->first.items[who + 1]; i++) {
			uint32_t seat = seats->places.items[i];
			if (seats->seen.items[seat] == DEAD || seats->seen.items[seat] == seats->search)
				continue;
			seats->seen.items[seat] = seats->search;
			seats->via.items[seat] = who;
			if (seats->holder.items[seat] == SEATS_NONE)
				return seat;
			seats->queue.items[seats->queue.count++] = seats->holder.items[seat];
		}
	}
	/* All that was seen is held by those in the queue, but for the one who stands. */
	for (size_t i = 1; i < seats->queue.count; i++)
		seats->seen.items[seats->taken.items[seats->queue.items[i]]] = DEAD;
	return SEATS_NONE;
}

bool seats_take(struct seats *seats, size_t index)
{
	uint32_t seat = search(seats, index);

	if (seat == SEATS_NONE)
		return false;
	while (seat != SEATS_NONE) {
		uint32_t who = seats->via.items[seat];
		uint32_t left = seats->taken.items[who];
		seats->holder.items[seat] = who;
		seats->taken.items[who] = seat;
		seat = left;
	}
	return true;
}

bool seats_could_take(struct seats *seats, size_t index)
{
	return search(seats, index) != SEATS_NONE;
}

void seats_clear(struct seats *seats)
{
	for (size_t i = 0; i < seats->whose.count; i++) {
		seats->holder.items[i] = SEATS_NONE;
		seats->seen.items[i] = 0;
	}
	for (size_t i = 0; i < seats->people.count; i++)
		seats->taken.items[i] = SEATS_NONE;
	seats->search = 0;
}
