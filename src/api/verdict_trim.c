/* What is left of a verdict of which nobody will ask for more than its outcome. */
#include <stdlib.h>
#include <string.h>

#include "api/verdict.h"
#include "base/error.h"

/* Groups without anything that lies in the arena. */
static void trim_groups(struct mow_verdict *verdict)
{
	for (size_t i = 0; i < verdict->groups.count; i++) {
		const struct mow_group *group = &verdict->groups.items[i];
		verdict->groups.items[i] =
			(struct mow_group){.state = group->state, .step_count = group->step_count, .level = ""};
	}
}

/* The first claims, with what lies in the arena that goes; names are the rules'. False: no memory. */
static bool keep_claims(struct mow_verdict *verdict, struct arena *kept)
{
	if (verdict->claims.count > MOW_PUSH_CLAIMS)
		verdict->claims.count = MOW_PUSH_CLAIMS;
	for (size_t i = 0; i < verdict->claims.count; i++) {
		struct mow_claim *claim = &verdict->claims.items[i];
		const char **by = arena_array(kept, claim->by_count, sizeof *by);

		if (by != NULL)
			memcpy(by, claim->by, claim->by_count * sizeof *by);
		claim->by = by;
		claim->commit = arena_dup(kept, claim->commit, strlen(claim->commit));
		claim->path = arena_dup(kept, claim->path, claim->path_len);
		if (by == NULL || claim->commit == NULL || claim->path == NULL)
			return false;
	}
	return true;
}

int verdict_trim(struct mow_verdict *verdict, struct mow_error *err)
{
	struct arena kept = {0};
	size_t steps = verdict->steps.count;
	const char *target = verdict->target;
	bool failed = false;

	if (target != NULL)
		target = arena_dup(&kept, target, strlen(target));
	failed = verdict->target != NULL && target == NULL;
	for (size_t i = 0; !failed && i < verdict->warnings.count; i++) {
		const char *warning = verdict->warnings.items[i];
		verdict->warnings.items[i] = arena_dup(&kept, warning, strlen(warning));
		failed = verdict->warnings.items[i] == NULL;
	}
	failed = failed || !keep_claims(verdict, &kept) || !decided_trim(verdict, &kept);
	trim_groups(verdict);
	judge_free(verdict->judge);
	findings_release(&verdict->introduced);
	verdict->introduced = (struct findings){0};
	effects_release(&verdict->effects);
	steps_release(&verdict->steps);
	authors_release(&verdict->authors);
	squashes_release(&verdict->squashes);
	approvals_release(&verdict->approvals);
	free(verdict->classes.items);
	arena_release(&verdict->arena);
	verdict->arena = kept;
	verdict->target = target;
	verdict->steps.count = steps;
	verdict->shown = NULL;
	verdict->refused = NULL;
	verdict->classes.items = NULL;
	verdict->classes.count = verdict->classes.capacity = verdict->ask_count = 0;
	verdict->class_of = NULL;
	verdict->judge = NULL;
	verdict->judgements = NULL;
	verdict->ask = verdict->ask_names = NULL;
	verdict->consents = NULL;
	verdict->handed = NULL;
	verdict->consent_count = 0;
	verdict->authored = NULL;
	verdict->squashed = NULL;
	verdict->unproved.count = verdict->informed.count = verdict->unknown.count = 0;
	if (failed)
		verdict->warnings.count = verdict->claims.count = verdict->overrides.count = 0;
	return failed ? mow_fail_memory(err) : MOW_OK;
}
