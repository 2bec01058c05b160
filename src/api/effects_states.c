/* What becomes of files between any two states of the rules. */
#include <stdlib.h>

#include "api/effects.h"
#include "api/repo.h"
#include "base/error.h"

struct mow_effects {
	struct effects effects;
};

void mow_effects_free(struct mow_effects *effects)
{
	if (effects == NULL)
		return;
	effects_release(&effects->effects);
	free(effects);
}

static int compare(struct effects *out, struct mow_repo *repo, const struct mow_effects_options *options,
		   struct mow_error *err)
{
	MOW_AUTO(snapshot) before = {0};
	MOW_AUTO(snapshot) after = {0};
	int result = snapshot_open(&before, repo->git, options->old_rev, err);

	if (result == MOW_OK)
		result = snapshot_open(&after, repo->git, options->new_rev, err);
	before.unverified = after.unverified = true;
	out->now = repo->now;
	out->list = options->lists;
	const struct effects_states states = {&before, &after, repo_budget(repo->git), options->old_sink,
					      options->new_sink};
	if (result == MOW_OK)
		result = effects_between(out, &states, err);
	if (result == MOW_OK && out->first)
		return mow_fail(
			err, MOW_ENOTFOUND,
			"there is no OWNERS file in the old state, so that all that the new one says is new; mowners "
			"matrix shows it");
	return result;
}

int mow_effects_new(struct mow_effects **out, struct mow_repo *repo, const struct mow_effects_options *options,
		    struct mow_error *err)
{
	struct mow_effects *effects = calloc(1, sizeof *effects);

	if (effects == NULL)
		return mow_fail_memory(err);
	int result = compare(&effects->effects, repo, options, err);
	if (result < 0) {
		mow_effects_free(effects);
		return result;
	}
	*out = effects;
	return MOW_OK;
}

const struct mow_effect *mow_effects_all(const struct mow_effects *effects, size_t *count)
{
	*count = effects->effects.found.count;
	return effects->effects.found.items;
}
