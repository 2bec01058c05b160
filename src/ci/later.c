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

/* A request that was a draft at first, or went to another branch, waits for less long than it is there. */
static int ask_waiting(bool *changed, const struct later *later, struct mow_error *err)
{
	const struct forge_request *request = &later->answer->request;
	const struct forge_request before = *request;
	int result = forge_ask_more(later->answer, later->place, later->access, later->place->forge->waiting, err);

	*changed |= result == MOW_OK && (request->opened != before.opened || request->turned != before.turned);
	return result;
}

/* Whose work it all is, where they may approve that themselves. */
static int ask_commits(bool *changed, const struct later *later, struct mow_error *err)
{
	const struct forge *forge = later->place->forge;
	const struct forge_commits *commits = &later->answer->commits;
	const char *author = later->answer->request.author;

	if (forge->commits == NULL || author == NULL || !mow_verdict_own_work(later->verdict, forge->name, author))
		return MOW_OK;
	int result = forge_ask_more(later->answer, later->place, later->access, forge->commits, err);
	*changed |= result == MOW_OK && commits->count > 0 && !commits->others;
	return result;
}

int later_ask(bool *changed, const struct later *later, struct mow_error *err)
{
	*changed = false;
	int result = is_escalated(later->verdict) ? ask_waiting(changed, later, err) : MOW_OK;
	return result == MOW_OK ? ask_commits(changed, later, err) : result;
}
