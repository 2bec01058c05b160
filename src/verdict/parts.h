/*
 * What a subject needs, part by part, what is there, and which of the people who are present could add to it: the
 * common ground of the verdict and of the smallest set. Internal to verdict/.
 */
#ifndef MOW_VERDICT_PARTS_H
#define MOW_VERDICT_PARTS_H

#include "verdict/seats.h"

struct part {
	struct subject_need need; /* as in the judgement, but `ask` is in the order of the rules */
	bool possible;            /* with everybody who is present it can be met */
	bool cut;                 /* more people could add than `ask` tells */
	bool simple;              /* each of `ask` adds, whoever of them came before */
	/* Of a gate that is not simple, where asked for: people, first those of `have`, then others, among them those
	 * of `ask` in that order, and the seats that each could take: places[first[i]] to before places[first[i + 1]].
	 */
	const uint32_t *people, *first, *places;
	size_t people_count, seat_count;
};

struct parts_people {
	size_t *items;
	size_t count, capacity;
};

/* Working memory for many subjects of one day. */
struct parts {
	struct day *day;
	bool keep; /* tell the seats of gates that are not simple */
	/* The answer of parts_find, which holds until the next one. */
	struct arena arena;
	struct part *items;
	size_t count;
	/* While at it. */
	const struct subject *subject;
	const struct approvals *approvals;
	size_t *counting; /* those of the subject that count, if their makers hold a role */
	size_t counting_count;
	struct seats seats;
	struct parts_people have, ask, asked; /* `asked`: the numbers of `ask` among the seats' people */
	unsigned *marks;                      /* of each person, when they were last come across */
	unsigned mark;
};

/* `day` must have an index. */
int parts_init(struct parts *parts, struct day *day, struct mow_error *err);
void parts_release(struct parts *parts);
MOW_AUTO_DEFINE(parts)

/*
 * The parts of a subject that no broken file lies above: decision first, gates in order, people last; where nobody is
 * accountable the gates alone. `cap` bounds each `ask`: as many as lack, and `cap` more. Takes approvals × gates, and
 * of the people in gates as many as the lists need.
 */
int parts_find(struct parts *parts, const struct subject *subject, const struct approvals *approvals, size_t cap,
	       struct mow_error *err);

/* Nothing lacks: there is enough, or another approval stands for it. */
bool parts_met(const struct part *part);

/* Whether an approval counts as far as itself goes: its kind, its age, and a maker who counts, whatever their roles. */
bool parts_approval_counts(const struct day *day, const struct subject *subject, const struct approval *approval);

#endif
