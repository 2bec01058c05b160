/* Which needs a class has: decision, gates, people, consents, and what holds for a time: freezes, embargoes, the end of
 * rights. Internal to verdict/. */
#ifndef MOW_VERDICT_NEEDS_LIST_H
#define MOW_VERDICT_NEEDS_LIST_H

#include "verdict/needs.h"

/* Appends those of the class at hand, for which there is room, not filled in yet. */
void needs_list(struct needs *needs);

#endif
