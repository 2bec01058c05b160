/*
 * Who stands where on a day: whose approval counts for a class, in which role, and who acts for whom
 * (OWNERS(5), "People"; mowners-approvals(5), "The verdict"). Internal to verdict/.
 *
 * Every rule about people is here once, as a question about one person, answered with an index that is made once for
 * many classes.
 */
#ifndef MOW_VERDICT_ELIGIBILITY_H
#define MOW_VERDICT_ELIGIBILITY_H

#include "verdict/verdict.h"

struct eligibility {
	const struct rules *rules;
	int64_t now;
	/* The index, in the arena of eligible_index. Whom a file names that is read later is only an e-mail: in no
	 * team, nobody's deputy, and always in service. */
	struct arena *arena;
	size_t known;         /* how many people it has */
	unsigned char *flags; /* of each person, see eligibility.c */
	size_t *first; /* who names person p as a deputy: principals[first[p]] to before principals[first[p + 1]] */
	uint32_t *principals;
	unsigned char **teams; /* of each large team one bit a person; NULL: not made */
};

/* Makes the index, of `rules` and `now`: linear in people and their deputies. `arena` must outlive it. */
int eligible_index(struct eligibility *eligibility, struct arena *arena, struct mow_error *err);
/* Prepares for questions about a requirement's teams; asked before them, or they are slow. */
int eligible_learn(struct eligibility *eligibility, const struct requirement *requirement, struct mow_error *err);

/* In service and not away. */
bool eligible_present(const struct eligibility *eligibility, size_t person);
bool eligible_is_author(const struct step_class *class, size_t person);
/* Whether nobody else than one person of the rules has a part in it. */
bool eligible_is_alone(const struct step_class *class);
/* Away, out of service, or an author: then their deputies act for them. */
bool eligible_is_replaced(const struct eligibility *eligibility, const struct step_class *class, size_t person);
/* In service, and no author unless self-approval lets them: never an external or a bot for their own work. Nobody else
 * counts where who pushes is all that does, and nobody where others have a part in it. */
bool eligible_counts(const struct eligibility *eligibility, const struct step_class *class, size_t person);

/*
 * In whose place a person may act: themself first, then each who names them as a deputy and is replaced. `cursor`
 * starts at 0; false at the end. One step only: nobody acts for whom a principal is a deputy of.
 */
bool eligible_next_place(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			 size_t *cursor, size_t *whom);

/* Whether the list, teams expanded, has the person. */
bool eligible_lists(const struct eligibility *eligibility, const size_t *owners, size_t count, size_t person);

/*
 * Whether the person's approval counts as that of the accountable owner, in a gate (as a seat's own person or a
 * deputy), as responsible. An external's counts in a gate that names them, as accountable where the rules let them, and
 * nowhere else; a bot's in a gate that names it.
 */
bool eligible_is_accountable(const struct eligibility *eligibility, const struct step_class *class, size_t person);
bool eligible_in_gate(const struct eligibility *eligibility, const struct step_class *class,
		      const struct required_gate *gate, size_t person);
bool eligible_is_responsible(const struct eligibility *eligibility, const struct step_class *class, size_t person);

/*
 * Whether one approval is the decision, whether it counts in a gate, and whether it counts in any role at all
 * (`people`). `approval` NULL: the person approving in all roles.
 */
bool eligible_decides(const struct eligibility *eligibility, const struct step_class *class, size_t person,
		      const struct approval *approval);
bool eligible_agrees(const struct eligibility *eligibility, const struct step_class *class,
		     const struct required_gate *gate, size_t person, const struct approval *approval);
bool eligible_takes_part(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			 const struct approval *approval);

/* Whether one approval lets a class through a freeze: by somebody in its `allow`, or who acts for them, in all roles;
 * whoever made the change; no external and no bot. */
bool eligible_allows(const struct eligibility *eligibility, const struct step_class *class,
		     const struct required_gate *allow, size_t person, const struct approval *approval);

/*
 * In which ways the maker of a stop holds a role here: as themself (accountable, or in a gate), for the accountable
 * owner, for another member of a gate; 0: it does not stand. Authors, externals and bots of a gate may stop; away they
 * may too. A deputy acts for who is away, out of service or an author; for the owner also where that was not there when
 * the stop was made.
 */
enum stop_stands { STOP_OWN = 1, STOP_FOR_OWNER = 2, STOP_FOR_OTHER = 4 };
unsigned eligible_stops(const struct eligibility *eligibility, const struct step_class *class, const struct stop *stop);
/* Whether a person can take back a stop of somebody else: the accountable owner, in service and no author, where it
 * came from nobody but who acted for them. */
bool eligible_lifts(const struct eligibility *eligibility, const struct step_class *class, unsigned stands,
		    size_t person);

/* Everybody on a list, teams expanded, whoever was in them at any time, in order; somebody named twice comes twice. */
struct crowd {
	const size_t *owners;
	size_t count;
	size_t owner, member; /* where it stands; 0 at the start */
};
bool crowd_next(struct crowd *crowd, const struct rules *rules, size_t *person);

#endif
