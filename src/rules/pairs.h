/* Who is whose deputy, and who is named in which team, as questions that are answered in no time however long the lists
 * are. */
#ifndef MOW_RULES_PAIRS_H
#define MOW_RULES_PAIRS_H

#include "rules/rules.h"

enum pair_kind {
	PAIR_DEPUTY, /* of a person: a person */
	PAIR_MEMBER  /* of a team: a person whom its line names */
};

/* 0 or MOW_ENOMEM. */
int pairs_add(struct rules *rules, enum pair_kind kind, size_t of, size_t who);
bool pairs_has(const struct rules *rules, enum pair_kind kind, size_t of, size_t who);

#endif
