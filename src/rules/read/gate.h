/* Gates: `OWNER`, `N of LIST`, `all of LIST`. */
#ifndef MOW_RULES_READ_GATE_H
#define MOW_RULES_READ_GATE_H

#include "rules/read/list.h"

/* Where a gate is set. */
struct gate_place {
	const char *area; /* its name */
	const char *key;  /* "review", "review.legal", "override" */
	const char *name; /* the GATE of review.GATE; NULL */
	unsigned line, column;
};

/* The gate that load->words hold. Where they hold none, which is reported, what is in `gate` means nothing. */
int gate_read(struct gate *gate, struct load *load, const struct gate_place *place);

#endif
