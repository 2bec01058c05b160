/* Who is whose deputy, and who is named in which team, as questions that are answered in no time however long the lists
 * are. */
#ifndef MOW_RULES_RELATIONS_H
#define MOW_RULES_RELATIONS_H

#include "rules/rules.h"

enum relation {
	RELATION_DEPUTY, /* of a person: a person */
	RELATION_MEMBER  /* of a team: a person whom its line names */
};

/* 0 or MOW_ENOMEM. */
int relations_add(struct rules *rules, enum relation kind, size_t of, size_t who);
bool relations_has(const struct rules *rules, enum relation kind, size_t of, size_t who);

#endif
