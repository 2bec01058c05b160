/*
 * The answers of a resolver: the same set of areas is added up once. Internal to the resolver (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_MEMO_H
#define MOW_RULES_RESOLVE_MEMO_H

#include "base/hash_index.h"
#include "rules/resolve/cascade.h"

/* What an answer depends on, put together by memo_begin and by whoever adds areas. */
struct memo_key {
	const void **items; /* the broken file, [rules] or NULL, the areas in order */
	size_t count, capacity;
	unsigned sets; /* what any of the areas sets; see cascade.h */
};

struct memo_item;
struct memo {
	const struct rules *rules;
	struct arena arena; /* all that is handed out */
	struct cascade cascade;
	struct memo_item *items; /* by their numbers; 0 is none */
	size_t count, capacity;
	struct hash_index numbers; /* by the hash of their keys */
	uint64_t seed[2];          /* odd */
	size_t broken[2];          /* where the root file is broken: [covered]; 0: not asked for yet */
	struct memo_key key;
};

/* 0 or MOW_ESYSTEM: no random bytes. */
int memo_init(struct memo *memo, const struct rules *rules, struct mow_error *err);
void memo_release(struct memo *memo);

/* Begins the key anew. 0 or MOW_ENOMEM. */
int memo_begin(struct memo *memo, const struct rules_file *broken, bool covered);

/* The answer of the key: what was added up before, or new. 0 or MOW_ENOMEM. */
int memo_find(size_t *number, struct memo *memo);

/* The answer where the root file is broken. 0 or MOW_ENOMEM. */
int memo_find_broken(size_t *number, struct memo *memo, bool covered);

const struct requirement *memo_get(const struct memo *memo, size_t number);

#endif
