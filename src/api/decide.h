/* What records of other decisions than approvals are made of. Shared by the files of approving. */
#ifndef MOW_API_DECIDE_H
#define MOW_API_DECIDE_H

#include "api/approve.h"

/* Whether what is decided about is what the target itself is, not a change of it. */
bool decide_is_of_target(const struct mow_approve_options *options);

/* Fills in what the record says beside who, when, and why: for whom find_person knows. Where that is nothing, notes say
 * why. */
int decide_prepare(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err);

#endif
