/*
 * What is still wanted, over all classes at once: for each need that lacks something, how many of whom. Needs of
 * different classes that ask for the same are one demand. What is left is a small puzzle about numbers, which ask.c
 * solves. Internal to verdict/.
 *
 * People have numbers of their own here, the least loaded first, then in the order of the rules: only those who could
 * add something have one.
 */
#ifndef MOW_VERDICT_DEMANDS_H
#define MOW_VERDICT_DEMANDS_H

#include "verdict/needs.h"

/* A gate in which it matters who comes together: a deputy of two members fills one seat. */
struct demands_gate {
	struct seats seats; /* first those who have approved, then those who could */
	uint32_t have_count;
	uint32_t *index;  /* of each of the demand's `who`, the number in `seats` */
	uint32_t *chosen; /* numbers in `seats`, in the order of demands_choose */
	int32_t *before;  /* what lacked before each */
	uint32_t chosen_count, settled_count;
	bool seated; /* those who have approved and all of `chosen` have been seated, as far as that went */
	struct demands_gate *next;
};

struct demand {
	int32_t lack;       /* how many more; negative: more than wanted */
	uint32_t live;      /* how many of `who` are neither chosen nor ruled out */
	int32_t lack_first; /* before anybody was chosen */
	int32_t lack_settled;
	uint32_t live_settled;
	bool done;     /* met when it was settled: nothing changes it any more */
	uint32_t *who; /* numbers of people */
	uint32_t who_count;
	struct demands_gate *gate; /* NULL: each of them adds one */
};

/* Where somebody is wanted: the demand, and which of its `who` they are. */
struct demands_place {
	uint32_t demand, index;
};

struct demands {
	struct demand *items;
	size_t count, capacity;
	size_t *people; /* of each number, the person of the rules */
	uint32_t people_count;
	size_t *first; /* of each number where its places begin; one more than people */
	struct demands_place *places;
	size_t cap;      /* of how many more than it lacks a need's list may be */
	bool cut;        /* not everybody who could add was looked at */
	struct map seen; /* what a demand says → nothing */
	struct demands_gate *gates;
	struct arena arena;
};
void demands_release(struct demands *demands);
MOW_AUTO_DEFINE(demands)

/*
 * Collects the demands of those classes that can be completed and are not. Bounded: a need's list holds as many as it
 * lacks and a share of DEMANDS_PEOPLE more, at least 4; `cut` tells where that was too few.
 */
#define DEMANDS_PEOPLE 2000000
int demands_collect(struct demands *demands, struct eligibility *eligibility, const struct verdict_case *about,
		    struct mow_error *err);

/* Counts one of the demand's people in, or takes back the last one who was (in reverse order). Returns what it cost,
 * about, in looks at an array. */
long demands_choose(struct demand *demand, uint32_t index);
void demands_unchoose(struct demand *demand);
/* Takes back any of them. Then demands_unchoose has no meaning until demands_reset. */
long demands_drop(struct demand *demand, uint32_t index);
/* From now on demands_reset comes back to this, and a demand that is met is done. */
void demands_settle(struct demand *demand);
void demands_reset(struct demand *demand);

#endif
