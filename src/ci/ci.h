/* The check of a request on a forge: its approvals there, the rules here, the verdict and the words of `mowners check`.
 */
#ifndef MOW_CI_CI_H
#define MOW_CI_CI_H

#include "cmd/command.h"

/* `mowners ci`, where it is really run. */
extern const struct command ci_command;

#endif
