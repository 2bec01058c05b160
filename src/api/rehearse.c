#include "api/rehearse.h"

#include <stdlib.h>
#include <string.h>

#include "api/owner_find.h"
#include "base/array.h"
#include "base/error.h"

void mow_rehearsal_free(struct mow_rehearsal *rehearsal)
{
	if (rehearsal == NULL)
		return;
	map_release(&rehearsal->lack_numbers);
	free(rehearsal->changes.items);
	free(rehearsal->classes.items);
	free(rehearsal->lacks.items);
	free(rehearsal->gone.items);
	arena_release(&rehearsal->arena);
	free(rehearsal);
}

/* ---- Who is gone -------------------------------------------------------------------------------------------------- */

/* Who is known by an e-mail alone may be named in any file. */
static int find_owner(size_t *out, struct mow_rehearsal *rehearsal, const char *name)
{
	int result = MOW_OK;

	if (people_owner(rehearsal->known, name, strlen(name)) == RULES_NONE)
		result = mow_rules_read_all(rehearsal->rules, rehearsal->sink, rehearsal->err);
	return result == MOW_OK ? owner_find(out, rehearsal->known, name, rehearsal->err) : result;
}

static int find_gone(struct mow_rehearsal *rehearsal, const struct mow_rehearsal_options *options)
{
	const struct rules *rules = rehearsal->known;
	size_t *owners = arena_array(&rehearsal->arena, options->without_count + 1, sizeof *owners);
	int result = owners != NULL ? MOW_OK : mow_fail_memory(rehearsal->err);

	for (size_t i = 0; result == MOW_OK && i < options->without_count; i++)
		result = find_owner(&owners[i], rehearsal, options->without[i]);
	if (result != MOW_OK)
		return result;
	if (array_reserve(&rehearsal->gone, rules->people_count) != MOW_OK)
		return mow_fail_memory(rehearsal->err);
	rehearsal->gone.count =
		people_expand(rehearsal->gone.items, rules, owners, options->without_count, rehearsal->day);
	return MOW_OK;
}

/* ---- The rehearsal ------------------------------------------------------------------------------------------------ */

/* The root file: the others are read as files below them turn up. */
static int read_rules(struct mow_rehearsal *rehearsal)
{
	static const struct mow_path root = {"", 0, MOW_PATH_FOLDER};
	int result = mow_rules_read(rehearsal->rules, &root, rehearsal->sink, rehearsal->err);

	rehearsal->known = rehearsal->rules->ruleset.rules;
	if (result == MOW_OK && rehearsal->known == NULL)
		return mow_fail(
			rehearsal->err, MOW_ENOTFOUND,
			"there is no OWNERS file at the root of the repository; mowners init writes a first one");
	return result;
}

/* With everybody there, then without those who are gone. */
static int judge(struct mow_rehearsal *rehearsal)
{
	int result = rehearse_judge(rehearsal, VIEW_BEFORE);

	for (size_t i = 0; result == MOW_OK && i < rehearsal->gone.count; i++)
		people_leave(rehearsal->known, rehearsal->gone.items[i], rehearsal->day);
	if (result == MOW_OK && rehearsal->gone.count > 0)
		return rehearse_judge(rehearsal, VIEW_AFTER);
	for (size_t i = 0; result == MOW_OK && i < rehearsal->classes.count; i++) {
		struct rehearsed_view *views = rehearsal->classes.items[i].views;
		views[VIEW_AFTER] = views[VIEW_BEFORE];
	}
	return result;
}

static int run(struct mow_rehearsal *rehearsal, const struct mow_rehearsal_options *options)
{
	int result = read_rules(rehearsal);

	if (result == MOW_OK)
		result = find_gone(rehearsal, options);
	if (result == MOW_OK)
		result = rehearse_collect(rehearsal);
	/* Whether any of the files that were read on the way had an error. */
	if (result == MOW_OK)
		result = read_rules(rehearsal);
	if (result == MOW_OK)
		result = judge(rehearsal);
	if (result == MOW_OK)
		result = rehearse_mend(rehearsal);
	return result == MOW_OK ? rehearse_tell(rehearsal) : result;
}

int mow_rehearsal_new(struct mow_rehearsal **out, struct mow_rules *rules, const struct mow_rehearsal_options *options,
		      struct mow_error *err)
{
	struct mow_rehearsal *rehearsal = calloc(1, sizeof *rehearsal);

	if (rehearsal == NULL)
		return mow_fail_memory(err);
	rehearsal->rules = rules;
	rehearsal->git = rules->repo->git;
	rehearsal->since = options->since;
	rehearsal->day = options->day != 0 ? options->day : rules->repo->now;
	rehearsal->sink = options->sink;
	rehearsal->err = err;
	int result = run(rehearsal, options);
	rehearsal->err = NULL;
	if (result < 0) {
		mow_rehearsal_free(rehearsal);
		return result;
	}
	*out = rehearsal;
	return MOW_OK;
}

const char *mow_rehearsal_target(const struct mow_rehearsal *rehearsal)
{
	return rehearsal->target;
}

int64_t mow_rehearsal_day(const struct mow_rehearsal *rehearsal)
{
	return rehearsal->day;
}

size_t mow_rehearsal_changes(const struct mow_rehearsal *rehearsal)
{
	return rehearsal->changes.count;
}

size_t mow_rehearsal_anyway(const struct mow_rehearsal *rehearsal)
{
	return rehearsal->anyway;
}

size_t mow_rehearsal_waiting(const struct mow_rehearsal *rehearsal)
{
	return rehearsal->waiting_count;
}

const struct mow_rehearsal_change *mow_rehearsal_change(const struct mow_rehearsal *rehearsal, size_t index)
{
	return &rehearsal->waiting[index];
}

const struct mow_rehearsal_lack *mow_rehearsal_lacks(const struct mow_rehearsal *rehearsal, size_t *count)
{
	*count = rehearsal->lack_shown;
	return rehearsal->lacks.items;
}

const struct mow_rehearsal_area *mow_rehearsal_areas(const struct mow_rehearsal *rehearsal, size_t *count)
{
	*count = rehearsal->area_count;
	return rehearsal->areas;
}

const struct mow_rehearsal_load *mow_rehearsal_loads(const struct mow_rehearsal *rehearsal, size_t *count)
{
	*count = rehearsal->load_count;
	return rehearsal->loads;
}

const struct mow_rehearsal_mend *mow_rehearsal_mends(const struct mow_rehearsal *rehearsal, size_t *count)
{
	*count = rehearsal->mend_count;
	return rehearsal->mends;
}
