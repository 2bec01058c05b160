/*
 * Who can take which seat of a gate: one person fills one seat, a member and their deputies together one. So what a
 * gate has is a maximum matching between people and seats. Internal to verdict/.
 *
 * People are given numbers here in the order of seats_add, seats as they turn up. A person who could not be seated once
 * never can be later, as long as people only join (the sets of people who can be seated together are a matroid); so
 * each is tried once.
 */
#ifndef MOW_VERDICT_SEATS_H
#define MOW_VERDICT_SEATS_H

#include "verdict/eligibility.h"

#define SEATS_NONE UINT32_MAX

struct seats_numbers {
	uint32_t *items;
	size_t count, capacity;
};

struct seats {
	const struct required_gate *gate; /* whose seats they are; NULL: told by number */
	struct seats_numbers people;      /* of each who was added, the person */
	struct seats_numbers first;       /* where their places begin in `places`; one more than people */
	struct seats_numbers places;      /* seats that they could take */
	struct seats_numbers whose;       /* of each seat, the person whose it is */
	struct seats_numbers holder;      /* of each seat, who of `people` has it, or SEATS_NONE */
	struct seats_numbers taken;       /* of each who was added, their seat, or SEATS_NONE */
	/* Searching: when a seat was last seen, and from whom; who is to be asked to move. */
	struct seats_numbers seen, via, queue;
	uint32_t search;
	uint32_t *number; /* of each person of the rules, their seat + 1; 0: not turned up */
};

/* Room for gates of rules with so many people, before the first reset and wherever they have become more. */
int seats_make_room(struct seats *seats, size_t people_count, struct mow_error *err);
void seats_reset(struct seats *seats, const struct required_gate *gate); /* nobody, for this gate; keeps the memory */
void seats_release(struct seats *seats);
MOW_AUTO_DEFINE(seats)

/* Adds a person, standing, with every seat of the gate that they could take (eligible_next_place). Each person once. */
int seats_add(struct seats *seats, const struct eligibility *eligibility, const struct step_class *class, size_t person,
	      struct mow_error *err);
/* The same with seats told by number, all below `seat_count`. */
int seats_add_places(struct seats *seats, const uint32_t *places, size_t count, size_t seat_count,
		     struct mow_error *err);

/* Seats someone who stands, moving others if need be; false: that cannot be. Linear in the places of all. */
bool seats_take(struct seats *seats, size_t index);
/* Whether seats_take would; changes nothing. */
bool seats_could_take(struct seats *seats, size_t index);
/* Everybody stands again. */
void seats_clear(struct seats *seats);

#endif
