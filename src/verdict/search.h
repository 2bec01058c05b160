/*
 * The smallest set of people that gives every demand what it lacks. Hitting sets are among these puzzles, so nobody
 * knows a way that is always fast; this one is exact as far as its bounds reach, and says whether they did. Internal to
 * verdict/.
 *
 * Bounds: VERDICT_SEARCH_MAX trials for sizes and as many for the order, SEARCH_WORK looks at lists for each; groups
 * that need more than SEARCH_DEPTH people are not searched. A greedy set comes first and costs as much as the lists are
 * long, and people taken times people.
 */
#ifndef MOW_VERDICT_SEARCH_H
#define MOW_VERDICT_SEARCH_H

#include "verdict/demands.h"

#define SEARCH_DEPTH 64
#define SEARCH_WORK 40000000

enum search_status { SEARCH_FREE, SEARCH_IN, SEARCH_OUT };

struct search_bounds {
	long trials, work;
};

/* Arrays are the caller's, one place for each of the demands' people. */
struct search {
	struct demands *demands;
	unsigned char *status; /* enum search_status of each */
	uint32_t *gain;        /* of each, how many unmet demands name them */
	unsigned *marks, mark;
	uint32_t *ruled, ruled_count;   /* who is ruled out, the last one last */
	uint32_t *picked, picked_count; /* greedily, in order */
	uint32_t *best, best_count;     /* the best set, ascending */
	/* The group at hand: numbers of people, ascending, and of demands. */
	const uint32_t *people, *group;
	uint32_t people_count, group_count;
	struct search_bounds size, order, greedy; /* what is left of them */
	struct search_bounds *bounds;             /* those that hold at the moment */
};

/* Wants that need everybody who is left of them leave no choice: chooses those. The first call, before there are
 * groups. */
void search_certain(struct search *search);

/* Finds a smallest set for the group, into `best`. Whether it is known that there is none smaller. */
bool search_fewest(struct search *search);

/*
 * Of the sets as small as `best` chooses the one whose people have the lowest numbers, as far as the bounds let that be
 * told. Only where none is smaller: otherwise it could choose one with somebody in it whom nobody needs.
 */
void search_first(struct search *search);

/* Chooses `best`. */
void search_best(struct search *search);

/* All of it (ask.c): whom the puzzle of these demands chooses, as verdict_ask has them. */
int search_solve(struct verdict_people *out, struct demands *demands, struct arena *arena, struct mow_error *err);

#endif
