#include "api/loads.h"

#include <string.h>

#include "evidence/store/store.h"

struct counting {
	size_t *out;
	const struct rules *rules;
};

static void count(const struct record *head, void *context)
{
	const struct counting *counting = context;
	size_t person = people_by_email(counting->rules, head->by, strlen(head->by));

	if (head->decision == RECORD_APPROVE && person != RULES_NONE)
		counting->out[person]++;
}

int loads_count(size_t *out, void *context, struct mow_error *err)
{
	const struct loads *loads = context;
	struct counting counting = {out, loads->rules};
	struct budget *whole = repo_budget(loads->repo);
	struct budget share;

	budget_share(&share, whole);
	if (whole != NULL)
		repo_set_budget(loads->repo, &share);
	int result = store_recent(loads->repo, &loads->tip, count, &counting, err);
	repo_set_budget(loads->repo, whole);
	if (whole != NULL)
		budget_settle(whole, &share);
	return result;
}
