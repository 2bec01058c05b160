/* Who can act in a role by the rules of one state, and could not by those of the other, although its name stays. */
#ifndef MOW_API_EFFECTS_PEOPLE_H
#define MOW_API_EFFECTS_PEOPLE_H

#include "base/budget.h"
#include "rules/people.h"

/* Who can act in a role: those of a gate; or who decides, and on `any` of a level whoever else does. Deputies too. */
struct effects_seats {
	const size_t *gate; /* owners */
	size_t gate_count;
	size_t accountable; /* an owner; RULES_NONE */
	const size_t *any;  /* owners */
	size_t any_count;
	const size_t *late; /* owners who decide once it waits for long (escalate): themselves alone */
	size_t late_count;
};

/* Owners, or people, by their numbers. */
struct effects_numbers {
	const size_t *items;
	size_t count;
};

/* Lists for people: "@tom, @ella for longer and 3 more"; NULL: nobody. And those who are in them. */
struct effects_change {
	const char *joined, *left;
	struct effects_numbers joined_people, left_people;
};

struct effects_side {
	const struct rules *rules;
	int64_t now;    /* whom teams have then */
	size_t room;    /* of the following */
	size_t *people; /* who can act */
	size_t count;
	size_t *list;      /* room for the people of a list */
	unsigned char *in; /* of each person, whether among `people` */
};

struct effects_people {
	struct effects_side before, after;
	bool same; /* both know the same people and teams */
	struct budget *budget;
	struct map known; /* what a role is known by → change */
	struct {
		struct effects_change *items;
		size_t count, capacity;
	} changes;
	struct arena arena;
};
void effects_people_release(struct effects_people *people);
MOW_AUTO_DEFINE(effects_people)

/* Of an empty one, for two states; what is looked at is spent from the budget. */
int effects_people_open(struct effects_people *people, const struct rules *before, const struct rules *after,
			struct budget *budget, struct mow_error *err);

/* A role of both states. A key that was asked about before has the same answer; it lives as long as `people`. */
struct effects_role {
	const char *key;
	bool same; /* both name the same owners */
	struct effects_seats before, after;
};
int effects_people_compare(struct effects_change *out, struct effects_people *people, const struct effects_role *role,
			   struct mow_error *err);

#endif
