/* [mowners] and [level NAME]. */
#ifndef MOW_RULES_READ_SETTINGS_H
#define MOW_RULES_READ_SETTINGS_H

#include "rules/read/section.h"

/*
 * Whether a file, before anything else of it is looked at, says that it is of another version of the format than this
 * program reads. That is reported, and the rest cannot be judged.
 */
bool settings_are_foreign(struct load *load);

int settings_read(struct load *load, const struct section *section);

/* Levels are read into `rules` after [mowners], whose evidence they take where they set none. */
int settings_read_level(struct load *load, const struct section *section);

#endif
