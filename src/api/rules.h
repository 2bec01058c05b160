/* What a struct mow_rules holds; for the other files of api/. */
#ifndef MOW_API_RULES_H
#define MOW_API_RULES_H

#include "api/book.h"
#include "api/repo.h"
#include "api/show.h"

struct mow_rules {
	struct mow_repo *repo;
	struct book book;
	struct {
		struct mow_owners **items; /* by struct owners.number, 0 for no rules; NULL: not asked for yet */
		size_t count, capacity;
	} shown;
	struct mow_why why;
	struct shower shower;
	struct arena answer; /* until the next call */
};

#endif
