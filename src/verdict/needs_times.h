/* Needs that hold for a time, whoever is accountable: freezes, embargoes, the end of rights. Internal to verdict/. */
#ifndef MOW_VERDICT_NEEDS_TIMES_H
#define MOW_VERDICT_NEEDS_TIMES_H

#include "verdict/needs.h"

/* Appends those of the class at hand, for which there is room, not filled in yet. */
void needs_list_times(struct needs *needs);

#endif
