/* Keys of people from a forge: what `mowners keys --from` starts. */
#ifndef MOW_CI_KEYS_H
#define MOW_CI_KEYS_H

#include "cmd/command.h"

extern const struct command ci_keys_command;

#endif
