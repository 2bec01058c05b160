/* Whether two texts of an OWNERS file mean the same, as the reader sees them: whatever it makes of them it makes of the
 * sections, keys and words in their order, and of nothing else. */
#ifndef MOW_RULES_EDIT_MEANING_H
#define MOW_RULES_EDIT_MEANING_H

#include <stdbool.h>

#include "base/buf.h"

/* `*same` is false, too, where one of them has lines that cannot be read, or is too large. MOW_ENOMEM,
 * MOW_EUNSUPPORTED as reader_read has it. */
int edit_means_same(bool *same, const struct buf *a, const struct buf *b, struct mow_error *err);

#endif
