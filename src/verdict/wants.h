/*
 * What is still wanted, over all subjects at once: for each part that lacks something, how many of whom. Parts of
 * different subjects that want the same are one. What is left is a small puzzle about numbers, which ask.c solves.
 * Internal to verdict/.
 *
 * People have numbers of their own here, in the order of the rules: only those who could add something have one.
 */
#ifndef MOW_VERDICT_WANTS_H
#define MOW_VERDICT_WANTS_H

#include "verdict/parts.h"

/* A gate in which it matters who comes together: a deputy of two members fills one seat. */
struct wants_gate {
	struct seats seats; /* first those who have approved, then those who could */
	uint32_t have_count;
	uint32_t *index;  /* of each of the want's `who`, the number in `seats` */
	uint32_t *chosen; /* numbers in `seats`, in the order of wants_choose */
	int32_t *before;  /* what lacked before each */
	uint32_t chosen_count, settled_count;
	bool seated; /* those who have approved and all of `chosen` have been seated, as far as that went */
	struct wants_gate *next;
};

struct want {
	int32_t lack;       /* how many more; negative: more than wanted */
	uint32_t live;      /* how many of `who` are neither chosen nor ruled out */
	int32_t lack_first; /* before anybody was chosen */
	int32_t lack_settled;
	uint32_t live_settled;
	bool done;     /* met when it was settled: nothing changes it any more */
	uint32_t *who; /* numbers of people, ascending */
	uint32_t who_count;
	struct wants_gate *gate; /* NULL: each of them adds one */
};

/* Where somebody is wanted: the want, and which of its `who` they are. */
struct wants_place {
	uint32_t want, index;
};

struct wants {
	struct want *items;
	size_t count, capacity;
	size_t *people; /* of each number, the person of the rules */
	uint32_t people_count;
	size_t *first; /* of each number where its places begin; one more than people */
	struct wants_place *places;
	bool cut;        /* not everybody who could add was looked at */
	struct map seen; /* what a want says → nothing */
	struct wants_gate *gates;
	struct arena arena;
};
void wants_release(struct wants *wants);
MOW_AUTO_DEFINE(wants)

/*
 * Collects the wants of those subjects that can be completed and are not. Bounded: a part's list holds as many as it
 * lacks and a share of WANTS_PEOPLE more, at least 4; `cut` tells where that was too few.
 */
#define WANTS_PEOPLE 2000000
int wants_collect(struct wants *wants, struct day *day, const struct subject *subjects, size_t subject_count,
		  const struct approvals *approvals, struct mow_error *err);

/* Counts one of the want's people in, or takes back the last one who was (in reverse order). Returns what it cost,
 * about, in looks at an array. */
long wants_choose(struct want *want, uint32_t index);
void wants_unchoose(struct want *want);
/* Takes back any of them. Then wants_unchoose has no meaning until wants_reset. */
long wants_drop(struct want *want, uint32_t index);
/* From now on wants_reset comes back to this, and a want that is met is done. */
void wants_settle(struct want *want);
void wants_reset(struct want *want);

#endif
