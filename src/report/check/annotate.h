/* A verdict as annotations: of the files that are not approved, of the errors that the change brings into the rules. */
#ifndef MOW_REPORT_CHECK_ANNOTATE_H
#define MOW_REPORT_CHECK_ANNOTATE_H

#include "mowners.h"
#include "report/annotations.h"

/* The rules that there are, a state each, and the last one for what is refused whatever the approvals. */
extern const struct annotation_rule check_rules[];

/* Errors where they keep the change from landing, else warnings. First what needs no approvals; then the first file of
 * each group, the second of each, and so on, so that no group is left out for another that is large. */
void check_annotate(struct annotations *list, const struct mow_verdict *verdict);

#endif
