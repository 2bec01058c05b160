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
	trim_groups(verdict);
	judge_free(verdict->judge);
	findings_release(&verdict->introduced);
	verdict->introduced = (struct findings){0};
	effects_release(&verdict->effects);
	steps_release(&verdict->steps);
	authors_release(&verdict->authors);
	approvals_release(&verdict->approvals);
	free(verdict->classes.items);
	arena_release(&verdict->arena);
	verdict->arena = kept;
	verdict->target = target;
	verdict->steps.count = steps;
	verdict->shown = NULL;
	verdict->classes.items = NULL;
	verdict->classes.count = verdict->classes.capacity = verdict->ask_count = 0;
	verdict->class_of = NULL;
	verdict->judge = NULL;
	verdict->judgements = NULL;
	verdict->ask = NULL;
	if (failed)
		verdict->warnings.count = 0;
	return failed ? mow_fail_memory(err) : MOW_OK;
}
