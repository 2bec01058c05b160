/*
 * The groups of a verdict as text: those that block first, the first few of them; the approved ones too to whom wants
 * it explained. In a log that folds, the approved ones and what else is left out stand in folds, one an area. What
 * blocks stands open: GitHub shows every fold closed once a job has ended, and a refusal must be seen without a click.
 */
#ifndef MOW_REPORT_CHECK_TEXT_GROUPS_H
#define MOW_REPORT_CHECK_TEXT_GROUPS_H

#include "report/check/check.h"

/* Each with an empty line before it. */
void text_groups(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);

#endif
