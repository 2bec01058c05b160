/*
 * How much somebody else may make us do: bytes gone through (work) and bytes kept (memory). Whoever reads what others
 * sent says what it takes before it takes it, and leaves with the failure once there is no more. Amounts are about
 * right, not exact: what counts is that they grow with what is done.
 *
 * A budget may be NULL everywhere: then there is no limit.
 */
#ifndef MOW_BASE_BUDGET_H
#define MOW_BASE_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* What a look at something small counts as, where no bytes are gone through. */
#define BUDGET_LOOK 32

struct budget {
	uint64_t work, memory; /* left */
	uint64_t work_limit, memory_limit;
	bool used_up; /* something failed: nothing more can be had, whatever is given back */
};

void budget_init(struct budget *budget, uint64_t work, uint64_t memory);

/* 0, or MOW_ETOOBIG with which of them is used up. */
int budget_work(struct budget *budget, uint64_t bytes, struct mow_error *err);
int budget_memory(struct budget *budget, uint64_t bytes, struct mow_error *err);

/* Memory that is kept now, and some of it given back. */
uint64_t budget_kept(const struct budget *budget);
void budget_free(struct budget *budget, uint64_t bytes);

/*
 * A budget of its own for something that may give up without everything failing: half of the work that is left, and the
 * memory. What it has spent is then taken off. The share of no budget is not to be used.
 */
void budget_share(struct budget *share, const struct budget *budget);
void budget_settle(struct budget *budget, const struct budget *share);

#endif
