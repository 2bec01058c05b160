/* What I am about to approve; shared by the files of approving. */
#ifndef MOW_API_APPROVE_H
#define MOW_API_APPROVE_H

#include "api/sending.h"
#include "api/signing.h"
#include "api/verdict.h"

struct role_steps {
	struct mow_approval_role shown;
	const struct mow_step **items;
	size_t count, capacity;
};

/* A step of which I have approved another version. */
struct approved_before {
	size_t step;     /* of the verdict */
	size_t approval; /* of the verdict: the last one */
};

struct mow_approval {
	struct mow_repo *repo;
	struct mow_verdict *verdict;
	struct arena arena;
	struct buf name, email;
	enum mow_decide decision;
	size_t person;
	const char *label;
	const char *as;   /* "*", "accountable", "review.GATE" */
	struct role role; /* the same; its gate as it was typed */
	const char *home;
	struct {
		struct role_steps *items;
		size_t count, capacity;
	} roles;
	struct strings notes; /* about what was left out */
	struct {
		struct approved_before *items;
		size_t count, capacity;
	} older_steps;       /* in the order of the steps */
	struct record older; /* of them the one that was read last; of a withdrawal what it takes back */
	char older_id[OID_HEX];
	struct buf difference;
	uint64_t compared;  /* bytes that were read for differences */
	bool about;         /* the record says something, though it names no steps */
	bool again;         /* what was approved is asked again */
	size_t given;       /* steps that the person has approved already */
	const char *remote; /* that it goes to; NULL */
	struct step *steps;
	struct record record; /* its own memory is in `arena` */
	struct buf text, armour;
	struct signing signing;
	bool is_signed;
	struct sending sending;
};

/* Picks the steps in which the person holds a role that was asked for, with those roles; says why others are left out.
 */
int approve_pick(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err);

/* Says what the record makes its maker take over or give up. */
int approve_note_handovers(struct mow_approval *approval, struct mow_error *err);

/* Whether a step is one of those that were asked for; MOW_EINVAL where a path that was has none. */
bool approve_is_chosen(const struct mow_approve_options *options, const struct step *step);
int approve_check_paths(const struct mow_verdict *verdict, const struct mow_approve_options *options,
			struct mow_error *err);

/* My last approval of other content of a step's path, in a record that otherwise holds; SIZE_MAX: there is none. */
size_t approve_find_before(const struct mow_approval *approval, size_t step);

#endif
