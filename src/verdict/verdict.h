/*
 * Requirements × approvals → verdict (mowners-approvals(5), "The verdict"). Pure.
 */
#ifndef MOW_VERDICT_VERDICT_H
#define MOW_VERDICT_VERDICT_H

#include "base/budget.h"
#include "base/clock.h"
#include "evidence/approval.h"
#include "rules/resolve/resolver.h"

/* That somebody agrees to a hand-over: to decide about files, or to give that up. It is theirs to say whoever made the
 * change, since it is no check of the work; who acts for them while they are away or out of service says it too. */
struct consent {
	struct required_gate who; /* one owner, who is a person; of none: somebody whom the rules do not know */
	size_t person;            /* the same; RULES_NONE */
	bool former;              /* they give files up; else they take them over */
};

/* One kind of path: what it asks for, who made it, what is there. Steps that agree in all of these are judged once. */
struct step_class {
	const struct requirement *requirement;
	bool escalated; /* it has waited so long that those of `escalate` may decide too */
	bool unproved;  /* who made it is not proved, and has to be (authors = proved) */
	bool deletes;   /* the steps take files away; it matters after the day rights-until, and is false before */
	bool strangers; /* others made it too, whom the rules do not know */
	const size_t *authors; /* people of the rules, ascending, each once */
	size_t author_count;
	const struct approval_set *approvals; /* NULL: none */
	const struct consent *consents;       /* that are wanted too; by person, each once in each way */
	size_t consent_count;
};

enum need_role {
	NEED_DECISION,
	NEED_GATE,
	NEED_PEOPLE,
	NEED_FREEZE,
	NEED_RIGHTS,
	NEED_CONSENT, /* to a hand-over */
	NEED_AUTHORS, /* that who made it is proved: nobody's approval helps */
	NEED_STOP,    /* that it be taken back; `ask`: who can, here or not */
	NEED_OVERRIDE /* where somebody has given their part of one: not asked, and it passes all others */
};

/*
 * One of the things that a class needs, met or not. `got` is at most `need`; then it is met, and nobody is asked.
 * Nobody is asked either where all who are present together would not be enough: so a need with got < need, not folded,
 * and nobody to ask is why the state is MOW_IMPOSSIBLE.
 *
 * `ask` begins with who would add to several needs at once; then the accountable owner and members in the order of the
 * rules, then deputies. It tells as many as lack and up to 200 more; fewer, 8 at least, where a path has more than 8
 * gates.
 */
struct class_need {
	size_t number; /* its own among those of its judge, from 0 without a gap; equal ones are one */
	enum need_role role;
	const struct required_gate *gate; /* NEED_GATE; NEED_FREEZE: of those who may let it through; NEED_CONSENT */
	const struct consent *consent;    /* NEED_CONSENT; else NULL */
	const struct area *freeze;        /* NEED_FREEZE: its section; else NULL */
	const struct stop *stop;          /* NEED_STOP; else NULL */
	unsigned need, got;               /* seats; for NEED_PEOPLE people */
	const size_t *have;               /* people whose approval counts here, in the order of the approvals */
	size_t have_count; /* more than `got` where some of them share a seat, or more than `need` approved */
	const size_t *ask; /* present people who could still add to it, best first */
	size_t ask_count;
	size_t away; /* NEED_DECISION, NEED_CONSENT: whose own approval it would be, if that cannot be had; else
			RULES_NONE */
	bool folded; /* a gate that one approval stands for (`any`): not required */
};

struct judgement {
	enum mow_state state;
	/* Decision, gates in order, people where the level asks for two or more, consents, freezes in force, the end of
	 * rights where it has passed, stops that stand, an override; they live as long as the judge. */
	const struct class_need *const *needs;
	size_t need_count;   /* 0 below a broken file, and for MOW_UNOWNED */
	const size_t *stale; /* MOW_STALE: approvals of other content that would count; newest first */
	size_t stale_count;
	bool overridden;   /* MOW_APPROVED, by an override alone */
	bool warn_unowned; /* nobody is accountable, and the rules let that pass with a warning */
};

/* How long an override may be used, in seconds. */
#define VERDICT_OVERRIDE_LIFE CLOCK_DAY

/* Whether a requirement takes deletions otherwise than the rest, at that moment. */
bool verdict_tells_deletions(const struct requirement *requirement, int64_t now);

/* Whether it matters for these owners who made a change: not where nobody has a say, or below a broken file. */
bool verdict_needs_authors(const struct rules *rules, const struct requirement *requirement);

/* Judges the classes of one moment; what is the same for all of them is made once. */
struct judge;
int judge_new(struct judge **out, const struct rules *rules, int64_t now, struct mow_error *err);
/* What judging may take from now on; NULL: as much as it does. */
void judge_spend(struct judge *judge, struct budget *budget);
/* From now on no more people are looked for than could give what lacks: judgements have the same states. */
void judge_briefly(struct judge *judge);
/* How many needs there are until now that differ. */
size_t judge_needs(const struct judge *judge);
/* The approvals that the sets of the classes are of, from now on; none at first. */
void judge_heed(struct judge *judge, const struct approvals *approvals);
void judge_free(struct judge *judge);
MOW_AUTO_PTR_DEFINE(judge)

/*
 * Judges one class. Memory of the answer comes from `arena`, but for the needs. The first state of mowners-approvals(5)
 * that applies; a broken file above is MOW_IMPOSSIBLE.
 */
int judge_class(struct judgement *out, struct judge *judge, const struct step_class *class, struct arena *arena,
		struct mow_error *err);

/* How much each person of the rules has to do already, on top of what is there; in zeros. */
typedef int verdict_loads_fn(size_t *loads, void *context, struct mow_error *err);

/* What is asked about: classes of one moment, and the approvals that their sets are of. */
struct verdict_case {
	const struct rules *rules;
	int64_t now;
	const struct step_class *classes;
	size_t class_count;
	const struct approvals *approvals;
	verdict_loads_fn *loads; /* asked only where there is a choice, once; NULL: all have the same */
	void *context;
};

struct verdict_people {
	const size_t *people; /* of the rules, ascending */
	size_t count;
	bool exact;
};

/*
 * The smallest set of present people whose approvals, on top of those there are, would complete every class that can
 * be completed (states MISSING and STALE); fewest people, and of such sets the one with the least loaded person that
 * some of them has, of these the one with the least loaded next, and so on; of equally loaded people whom the rules
 * name first. Exact up to VERDICT_SEARCH_MAX trials, beyond that small but perhaps not smallest (`exact` false); also
 * where a need could be given by so many people that not all were looked at.
 *
 * Bounds: time is linear in classes × (gates + approvals), and in the people of gates only as far as needed to find
 * enough who are present; then there are the trials, which look at lists a fixed number of times. Thousands of
 * classes, each with a thousand gates of ten thousand people, take seconds.
 */
#define VERDICT_SEARCH_MAX 20000
int verdict_ask(struct verdict_people *out, const struct verdict_case *about, struct arena *arena,
		struct mow_error *err);

/* Whether all who are present together could give what the class lacks; cheaper than judge_class, which would then not
 * say MOW_IMPOSSIBLE. */
int judge_possible(bool *out, struct judge *judge, const struct step_class *class, struct mow_error *err);

/* People of whom some are wanted. */
struct verdict_list {
	const size_t *people; /* ascending, each once */
	size_t count;
	size_t want; /* how many of them, 1 at least */
};

/* The smallest set that has enough of each list that is long enough; numbers are the caller's, and of sets as small the
 * one with the lowest is taken. `exact` as of verdict_ask. */
int verdict_cover(struct verdict_people *out, const struct verdict_list *lists, size_t count, struct arena *arena,
		  struct mow_error *err);

/*
 * Whether the person's approval would count in some role of the class: for what `approve` shows. Bits of enum
 * verdict_role; ROLE_AUTHOR says no more than that, ROLE_ALLOW is to let it through a freeze, ROLE_ACCEPT and
 * ROLE_RELEASE to agree to a hand-over, and the others are there for an author only where self-approval lets them.
 * Below a broken file nothing counts.
 */
enum verdict_role {
	ROLE_ACCOUNTABLE = 1,
	ROLE_GATE = 2,
	ROLE_RESPONSIBLE = 4,
	ROLE_AUTHOR = 8,
	ROLE_ALLOW = 16,
	ROLE_ACCEPT = 32,
	ROLE_RELEASE = 64
};
unsigned judge_roles(struct judge *judge, const struct step_class *class, size_t person);
/* The same for one gate: whether the person can take a seat in it. */
bool judge_in_gate(struct judge *judge, const struct step_class *class, size_t gate, size_t person);
/* The same for one of its consents. */
bool judge_consents(struct judge *judge, const struct step_class *class, size_t consent, size_t person);
/* Whether an approval in `role` would count for one who holds these roles (judge_roles), whatever its kind and age. */
struct judge_holder {
	size_t person;
	unsigned roles;
};
bool judge_may_count(struct judge *judge, const struct step_class *class, const struct judge_holder *holder,
		     const struct role *role);
/* Whether a stop stands at the steps of the class: its maker holds a role there, and no owner who may has taken it
 * back. */
bool judge_stands(struct judge *judge, const struct step_class *class, const struct stop *stop);
/* Why an approval that holds for a step of the class does not count there, whoever made it. */
enum approval_lack {
	LACK_NONE,    /* it may count */
	LACK_KIND,    /* its level takes other kinds */
	LACK_CARRIED, /* a witness carries none for what [rules] covers */
	LACK_AGE      /* it is older than its level takes */
};
enum approval_lack judge_lack(const struct judge *judge, const struct step_class *class,
			      const struct approval *approval);
/* Whether an approval that holds for a step of the class counts there: of a kind and an age that its level takes, by
 * somebody who counts, or as a consent. */
bool judge_counts(struct judge *judge, const struct step_class *class, const struct approval *approval);
/* Whether somebody's part of an override that holds for a step of the class would be one there. */
bool judge_passes(struct judge *judge, const struct step_class *class, const struct approval *override);

#endif
