/* What is said of a group and of its needs, in words. */
#ifndef MOW_API_GROUP_TEXT_H
#define MOW_API_GROUP_TEXT_H

#include "api/verdict.h"

/* What the makers of texts share. */
struct maker {
	struct mow_verdict *verdict;
	const struct rules *rules;
	struct arena *arena;
	struct mow_error *err;
};

/* A need as the public header has it, with names and a note. */
int group_show_need(struct mow_need *out, const struct maker *make, const struct step_class *class,
		    const struct class_need *need);

/* The sentence `why`; the group's needs and state are there. */
int group_say_why(struct mow_group *group, const struct maker *make, const struct step_class *class,
		  const struct judgement *judgement);

#endif
