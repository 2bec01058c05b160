/*
 * The canonical layout of OWNERS files (mowners-fmt(1)): in a section the values, and what goes on with them, begin in
 * one column, and so do the comments behind them; words have one space between them; one blank line stands before a
 * section and never more than one anywhere. Comments, order, the byte order mark and the kind of line ends stay.
 */
#ifndef MOW_RULES_EDIT_LAYOUT_H
#define MOW_RULES_EDIT_LAYOUT_H

#include "rules/edit/text.h"

/* Appends a file without errors as it is to be written. No line becomes too long to be read: where the layout would
 * make it so, the line keeps its words as they are, or has less space in it. MOW_ENOMEM. */
int edit_layout(struct buf *out, const struct edit_text *text, struct mow_error *err);

/* Lays out `text`, which came of `before` by some change, where that had the layout; else it stays. */
int edit_keep_layout(struct buf *text, const struct edit_text *before, struct mow_error *err);

#endif
