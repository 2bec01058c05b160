#include "base/budget.h"

void budget_init(struct budget *budget, uint64_t work, uint64_t memory)
{
	*budget = (struct budget){work, memory, work, memory, false};
}

static int fail(struct budget *budget, uint64_t limit, const char *what, const char *key, struct mow_error *err)
{
	bool mega = limit >= (uint64_t)1 << 20;

	budget->used_up = true;
	return mow_fail(err, MOW_ETOOBIG,
			"judging it takes more %s than a push may (%llu %s, %s); push it in smaller parts", what,
			(unsigned long long)(mega ? limit >> 20 : limit >> 10), mega ? "MiB" : "KiB", key);
}

static int fail_work(struct budget *budget, struct mow_error *err)
{
	return fail(budget, budget->work_limit, "work", "mowners.maxWork", err);
}

int budget_work(struct budget *budget, uint64_t bytes, struct mow_error *err)
{
	if (budget == NULL)
		return MOW_OK;
	if (budget->used_up || budget->work < bytes)
		return fail_work(budget, err);
	budget->work -= bytes;
	return MOW_OK;
}

int budget_memory(struct budget *budget, uint64_t bytes, struct mow_error *err)
{
	if (budget == NULL)
		return MOW_OK;
	if (budget->used_up && budget->memory >= bytes)
		return fail_work(budget, err);
	if (budget->memory < bytes)
		return fail(budget, budget->memory_limit, "memory", "mowners.maxMemory", err);
	budget->memory -= bytes;
	return MOW_OK;
}

uint64_t budget_kept(const struct budget *budget)
{
	return budget != NULL ? budget->memory_limit - budget->memory : 0;
}

void budget_free(struct budget *budget, uint64_t bytes)
{
	if (budget != NULL)
		budget->memory += bytes < budget_kept(budget) ? bytes : budget_kept(budget);
}

void budget_share(struct budget *share, const struct budget *budget)
{
	*share = (struct budget){0};
	if (budget != NULL)
		budget_init(share, budget->work / 2, budget->memory);
}

void budget_settle(struct budget *budget, const struct budget *share)
{
	uint64_t spent = share->work_limit - share->work;

	if (budget != NULL)
		budget->work -= spent < budget->work ? spent : budget->work;
}
