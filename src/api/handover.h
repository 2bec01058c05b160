/* Who takes files over by a change of OWNERS files, and who gives them up (OWNERS(5), "handover"). */
#ifndef MOW_API_HANDOVER_H
#define MOW_API_HANDOVER_H

#include "api/verdict.h"

/*
 * Compares who is accountable for each file of the new state by the OWNERS files of both, dates aside, and finds the
 * consents that the rules in force want of that: once the steps are known. Nothing is read where they want none, or
 * where no OWNERS file changes. An error of a nested file that was there before is none here: such a file says nothing.
 * MOW_ETOOBIG: there is no budget for it.
 */
int handover_find(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

#endif
