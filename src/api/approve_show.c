/* What somebody should know of a change before they sign it, beyond its paths. */
#include <string.h>

#include "api/approve.h"
#include "base/error.h"
#include "base/escape.h"

static uint64_t size_of(const struct mow_approval *approval, const struct oid *oid, unsigned mode)
{
	uint64_t size;

	if (mode == MODE_NONE || mode == MODE_GITLINK || repo_size(&size, approval->repo->git, oid, NULL) != MOW_OK)
		return MOW_SIZE_UNKNOWN;
	return size;
}

size_t approve_find_before(const struct mow_approval *approval, size_t step)
{
	const struct approvals *approvals = &approval->verdict->approvals;
	const struct approval_set *set = &approvals->sets[approvals->of_step[step]];

	/* From the oldest to the newest. */
	for (size_t i = set->stale_count; i-- > 0;)
		if (approvals->items[set->stale[i]].person == approval->person)
			return set->stale[i];
	return SIZE_MAX;
}

void mow_approval_facts(struct mow_step_facts *out, const struct mow_approval *approval, const struct mow_step *step)
{
	size_t number = (size_t)(step - approval->verdict->shown);
	const struct step *own = &approval->verdict->steps.items[number];

	out->old_size = size_of(approval, &own->old_id, own->old_mode);
	out->new_size = size_of(approval, &own->new_id, own->new_mode);
	out->approved_before = approve_find_before(approval, number) != SIZE_MAX;
}

struct telling {
	const struct mow_approval *approval;
	mow_commit_fn *each;
	void *context;
	struct mow_error *err;
};

static int tell(const struct oid *oid, void *context)
{
	const struct telling *telling = context;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) author = BUF_INIT;
	MOW_AUTO(buf) subject = BUF_INIT;
	struct commit commit;
	char id[OID_HEX];
	int result = repo_commit(&commit, &arena, telling->approval->repo->git, oid, telling->err);

	if (result != MOW_OK)
		return result;
	oid_format(id, oid);
	escape_text(&author, commit.author_name, strlen(commit.author_name));
	escape_text(&subject, commit.message, strcspn(commit.message, "\n"));
	if (author.failed || subject.failed)
		return mow_fail_memory(telling->err);
	const struct mow_commit shown = {id, author.data, subject.data};
	return telling->each(&shown, telling->context);
}

int mow_approval_each_commit(const struct mow_approval *approval, mow_commit_fn *each, void *context,
			     struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	struct telling telling = {approval, each, context, err};

	if (oid_is_zero(&verdict->authors_tip))
		return MOW_OK;
	const struct commit_range range = {&verdict->authors_tip, &verdict->authors_base,
					   !oid_is_zero(&verdict->authors_base)};
	return repo_walk(approval->repo->git, &range, tell, &telling, err);
}
