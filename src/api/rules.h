/* What a struct mow_rules holds; for the other files of api/. */
#ifndef MOW_API_RULES_H
#define MOW_API_RULES_H

#include "api/book.h"
#include "api/repo.h"

struct mow_rules {
	struct mow_repo *repo;
	struct book book;
	struct map shown; /* struct owners * → place in `shown_items` */
	struct {
		struct mow_owners *items;
		const struct owners **keys; /* what `shown` points into */
		size_t count, capacity;
	} cache;
	struct mow_owners owners; /* the last answer */
	struct mow_why why;
	struct arena arena;  /* lives as long as the rules: the cache */
	struct arena answer; /* until the next call */
};

#endif
