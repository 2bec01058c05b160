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

/* What both the key and the facts are made of. */
bool group_contains(const size_t *items, size_t count, size_t item);
/* Where somebody can be named so that it could be given at all; a place without a file: nowhere. */
struct place group_find_mend(const struct requirement *requirement, const struct judgement *judgement);
/* The newest approval of other content by somebody who would have to give it again; NULL: there is none. */
const struct approval *group_find_stale(const struct group_builder *builder, const struct judgement *judgement);
/* A deputy who is here and made the change; RULES_NONE: there is none. */
size_t group_find_author(const struct group_builder *builder, const struct step_class *class, size_t absent);
/* What is known of a need; NULL: no memory. */
struct group_need *group_need(struct group_builder *builder, const struct class_need *need);

/*
 * All that is said of a class, as bytes: equal ones are one group. Numbers stand for names, and moments count to the
 * minute, as they are shown.
 */
int group_key(struct buf *out, struct group_builder *builder, size_t class);

/* The same as a group, still without steps; its memory is of the verdict. */
int group_facts(struct mow_group *out, struct group_builder *builder, size_t class);

#endif
