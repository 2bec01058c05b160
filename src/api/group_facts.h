/* Judgements as facts of the public header: numbers become names. */
#ifndef MOW_API_GROUP_FACTS_H
#define MOW_API_GROUP_FACTS_H

#include "api/verdict.h"
#include "base/number_set.h"

/* What is known of a need, by its number. */
struct group_need {
	size_t key; /* equal where the same is said; 0: not asked yet */
	const struct mow_need *facts;
};

/* What the facts of one verdict are made from. */
struct group_builder {
	struct mow_verdict *verdict;
	const struct rules *rules;
	struct mow_error *err;
	struct number_set seen;   /* owners */
	size_t *deciders;         /* room for those of a decision by `any`; NULL: none yet */
	struct map keys;          /* what is said of a gate → the key of its needs */
	struct group_need *needs; /* NULL: none yet */
	struct buf text;          /* scratch */
};
void group_builder_release(struct group_builder *builder);
MOW_AUTO_DEFINE(group_builder)

/*
 * All that is said of a class, as bytes: equal ones are one group. Numbers stand for names, and moments count to the
 * minute, as they are shown.
 */
int group_key(struct buf *out, struct group_builder *builder, size_t class);

/* The same as a group, still without steps; its memory is of the verdict. */
int group_facts(struct mow_group *out, struct group_builder *builder, size_t class);

#endif
