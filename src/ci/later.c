#include "ci/later.h"

#include <string.h>

/* Whether others may decide about some file since it has waited. */
static bool is_escalated(const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t j = 0; j < group->need_count; j++)
			if (group->needs[j]->escalated != NULL)
				return true;
	}
	return false;
}

/* A request that was a draft at first waits for less long than it is there. */
static int ask_ready(bool *changed, const struct later *later, struct mow_error *err)
{
	const char *opened = later->answer->request.opened;
	int result = forge_ask_ready(later->answer, later->place, later->access, err);

	*changed |= result == MOW_OK && later->answer->request.opened != opened;
	return result;
}

int later_ask(bool *changed, const struct later *later, struct mow_error *err)
{
	*changed = false;
	return is_escalated(later->verdict) ? ask_ready(changed, later, err) : MOW_OK;
}
