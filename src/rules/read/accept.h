/* `accept`: warnings of lint that somebody knows of. */
#ifndef MOW_RULES_READ_ACCEPT_H
#define MOW_RULES_READ_ACCEPT_H

#include "rules/read/context.h"

int accept_read(struct accept_list *out, struct load *load, const struct reader_key *key);

#endif
