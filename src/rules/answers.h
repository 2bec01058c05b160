/*
 * The answers of a resolver: the same set of areas is added up once. Internal to the resolver (owners.h).
 */
#ifndef MOW_RULES_ANSWERS_H
#define MOW_RULES_ANSWERS_H

#include "base/hash_index.h"
#include "rules/cascade.h"

/* What an answer depends on, put together by answers_begin and by whoever adds areas. */
struct answer_key {
	const void **items; /* the broken file, [rules] or NULL, the areas in order */
	size_t count, capacity;
	unsigned sets; /* what any of the areas sets; see cascade.h */
};

struct answer;
struct answers {
	const struct rules *rules;
	struct arena arena; /* all that is handed out */
	struct cascade cascade;
	struct answer *items; /* by their numbers; 0 is none */
	size_t count, capacity;
	struct hash_index numbers; /* by the hash of their keys */
	uint64_t seed[2];          /* odd */
	size_t broken[2];          /* where the root file is broken: [covered]; 0: not asked for yet */
	struct answer_key key;
};

/* 0 or MOW_ESYSTEM: no random bytes. */
int answers_init(struct answers *answers, const struct rules *rules, struct mow_error *err);
void answers_release(struct answers *answers);

/* Begins the key anew. 0 or MOW_ENOMEM. */
int answers_begin(struct answers *answers, const struct rules_file *broken, bool covered);

/* The answer of the key: what was added up before, or new. 0 or MOW_ENOMEM. */
int answers_find(size_t *number, struct answers *answers);

/* The answer where the root file is broken. 0 or MOW_ENOMEM. */
int answers_find_broken(size_t *number, struct answers *answers, bool covered);

const struct owners *answers_get(const struct answers *answers, size_t number);

#endif
