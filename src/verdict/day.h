/*
 * Who stands where on a day: whose approval counts for a subject, in which role, and who acts for whom (OWNERS(5),
 * "People"; mowners-approvals(5), "The verdict"). Internal to verdict/.
 *
 * Every rule about people is here once, as a question about one person. A question is answered from the rules alone,
 * slowly, or with an index that is made once for many subjects; the answers are the same.
 */
#ifndef MOW_VERDICT_DAY_H
#define MOW_VERDICT_DAY_H

#include "verdict/verdict.h"

struct day {
	const struct rules *rules;
	int64_t now;
	/* The index, in the arena of day_index; all NULL without one. */
	struct arena *arena;
	unsigned char *flags; /* of each person, see day.c */
	size_t *first; /* who names person p as a deputy: principals[first[p]] to before principals[first[p + 1]] */
	uint32_t *principals;
	unsigned char **teams; /* of each large team one bit a person; NULL: not made */
};

/* Makes the index: linear in people and their deputies. `arena` must outlive it. */
int day_index(struct day *day, struct arena *arena, struct mow_error *err);
/* Prepares for questions about a requirement's teams; asked before them, or they are slow. Nothing without an index. */
int day_learn(struct day *day, const struct requirement *owners, struct mow_error *err);

/* In service and not away. */
bool day_present(const struct day *day, size_t person);
bool day_is_author(const struct subject *subject, size_t person);
/* Away, out of service, or an author: then their deputies act for them. */
bool day_is_replaced(const struct day *day, const struct subject *subject, size_t person);
/* In service, and no author unless self-approval lets them: never an external or a bot for their own work. */
bool day_counts(const struct day *day, const struct subject *subject, size_t person);

/*
 * In whose place a person may act: themself first, then each who names them as a deputy and is replaced. `cursor`
 * starts at 0; false at the end. One step only: nobody acts for whom a principal is a deputy of.
 */
bool day_next_place(const struct day *day, const struct subject *subject, size_t person, size_t *cursor, size_t *whom);

/* Whether the list, teams expanded, has the person. */
bool day_lists(const struct day *day, const size_t *owners, size_t count, size_t person);

/*
 * Whether the person's approval counts as that of the accountable owner, in a gate (as a seat's own person or a
 * deputy), as responsible. An external's counts in a gate that names them, as accountable where the rules let them, and
 * nowhere else; a bot's in a gate that names it.
 */
bool day_is_accountable(const struct day *day, const struct subject *subject, size_t person);
bool day_in_gate(const struct day *day, const struct subject *subject, const struct required_gate *gate, size_t person);
bool day_is_responsible(const struct day *day, const struct subject *subject, size_t person);

/*
 * Whether one approval is the decision, whether it counts in a gate, and whether it counts in any role at all
 * (`people`). `approval` NULL: the person approving in all roles.
 */
bool day_decides(const struct day *day, const struct subject *subject, size_t person, const struct approval *approval);
bool day_agrees(const struct day *day, const struct subject *subject, const struct required_gate *gate, size_t person,
		const struct approval *approval);
bool day_takes_part(const struct day *day, const struct subject *subject, size_t person,
		    const struct approval *approval);

/* Everybody on a list, teams expanded, in order; somebody named twice comes twice. */
struct day_crowd {
	const size_t *owners;
	size_t count;
	size_t owner, member; /* where it stands; 0 at the start */
};
bool day_crowd_next(struct day_crowd *crowd, const struct rules *rules, size_t *person);

#endif
