/*
 * What a class needs, one by one, what is there, and which of the people who are present could add to it: the
 * common ground of the verdict and of the smallest set. Internal to verdict/.
 */
#ifndef MOW_VERDICT_NEEDS_H
#define MOW_VERDICT_NEEDS_H

#include "verdict/seats.h"

struct need_state {
	struct class_need need; /* as in the judgement, but `ask` is in the order of the rules */
	bool possible;          /* with everybody who is present it can be met; false of stops and overrides */
	bool cut;               /* more people could add than `ask` tells */
	bool simple;            /* each of `ask` adds, whoever of them came before; not said of stops and overrides */
	/* Of a gate that is not simple, where asked for: people, first those of `have`, then others, among them those
	 * of `ask` in that order, and the seats that each could take: places[first[i]] to before places[first[i + 1]].
	 */
	const uint32_t *people, *first, *places;
	size_t people_count, seat_count;
};

struct needs_people {
	size_t *items;
	size_t count, capacity;
};

/* Working memory for many classes of one day. */
struct needs {
	struct eligibility *eligibility; /* with an index */
	bool keep;                       /* tell the seats of gates that are not simple */
	/* The answer of needs_find, which holds until the next one. */
	struct arena arena;
	struct need_state *items;
	size_t count;
	/* While at it. */
	const struct step_class *class;
	const struct approvals *approvals;
	size_t *counting; /* those of the class that count, if their makers hold a role */
	size_t counting_count;
	struct seats seats;
	struct needs_people have, ask, asked; /* `asked`: the numbers of `ask` among the seats' people */
	unsigned *marks;                      /* of each person, when they were last come across */
	unsigned mark;
	size_t room; /* how many people there is room for in `marks` and `seats` */
};

/* Zeroed but for `eligibility` and, where it is wanted, `keep`. */
void needs_release(struct needs *needs);
MOW_AUTO_DEFINE(needs)

/*
 * The needs of a class that no broken file lies above: decision first, gates in order, people, then consents, freezes
 * and the end of rights; where nobody is accountable no decision and no people. `cap` bounds each `ask`: as many as
 * lack, and `cap` more. Takes approvals × gates, and of the people in gates as many as the lists need.
 */
int needs_find(struct needs *needs, const struct step_class *class, const struct approvals *approvals, size_t cap,
	       struct mow_error *err);

/* Why an approval does not count here, as far as that is not about its maker. */
enum approval_lack needs_lack(const struct eligibility *eligibility, const struct step_class *class,
			      const struct approval *approval);

/* Whether a freeze holds at that moment. */
bool needs_in_force(const struct required_freeze *freeze, int64_t now);

/* Nothing lacks: there is enough, or another approval stands for it. */
bool needs_met(const struct need_state *state);

/* Whether an approval counts as far as itself goes: its kind, its age, and a maker who counts, whatever their roles. */
bool needs_approval_counts(const struct eligibility *eligibility, const struct step_class *class,
			   const struct approval *approval);

#endif
