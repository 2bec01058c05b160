/* What a line of [people] or [teams] says of somebody, each after a comma. */
#ifndef MOW_RULES_READ_ATTRIBUTES_H
#define MOW_RULES_READ_ATTRIBUTES_H

#include "rules/read/values.h"

/* A line while it is read. */
struct attributes {
	bool team;
	bool has[ATTRIBUTE_COUNT];
	bool external, bot;
	struct period service;
	const char *account; /* the one at hand */
	const char *org;
	struct words words; /* the argument at hand */
	struct period away; /* the one at hand */
};

#define ATTRIBUTES_INIT                             \
	{                                           \
		.service = { INT64_MIN, INT64_MAX } \
	}

/* The next part of load->words from `*at` on: up to a comma or the end. Empty parts are reported and passed over.
 * false: no more. */
bool attributes_next(struct words *part, size_t *at, struct load *load);

/*
 * Reads one part. `*rule` is what it says, its argument in `words`, `account` and `away`; NULL: there was an error.
 * What belongs to people and teams alike, and `org` are kept here; the rest is the caller's to keep.
 */
int attributes_read(const struct attribute_rule **rule, struct attributes *attributes, struct load *load,
		    struct words part);

/* Reports a beginning of service after its end. */
void attributes_check_service(struct load *load, const struct attributes *attributes, const struct reader_key *key);

#endif
