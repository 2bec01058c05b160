/* The rules as a CODEOWNERS file: the lines of the areas, held against the files that there are. */
#include "api/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

struct mow_export {
	struct export inside;
	struct buf text;
};

/* ---- Files ------------------------------------------------------------------------------------------------------ */

static void note_losses(struct export *exporting, const struct requirement *requirement)
{
	exporting->several |= requirement->gate_count + (requirement->accountable != RULES_NONE) > 1;
	for (size_t i = 0; i < requirement->gate_count; i++)
		exporting->several |= requirement->gates[i].need > 1;
	exporting->levels |= requirement->accountable != RULES_NONE && requirement->level != LEVEL_STANDARD;
	exporting->dates |= requirement->rights_end != INT64_MAX;
}

/* A ruleset_file_fn. */
static int take_file(const struct requirement *requirement, const struct mow_path *file, void *context)
{
	struct export *exporting = context;
	size_t number = requirement != NULL ? requirement->number : 0;

	while (exporting->wanted.count <= number) {
		if (array_reserve(&exporting->wanted, 1))
			return mow_fail_memory(exporting->err);
		exporting->wanted.items[exporting->wanted.count++] = (struct export_wanted){NULL, 0};
	}
	struct export_wanted *wanted = &exporting->wanted.items[number];
	if (requirement != NULL && wanted->items == NULL) {
		note_losses(exporting, requirement);
		int result = export_want(exporting, wanted, requirement);
		if (result != MOW_OK)
			return result;
	}
	return plan_add_file(&exporting->plan, file, wanted->items, wanted->count);
}

static int make(struct mow_export *made, struct mow_rules *rules, const struct mow_finding_sink *sink)
{
	struct export *exporting = &made->inside;
	struct ruleset_walk walk = {&rules->ruleset.snapshot, "", take_file, exporting, sink};
	int result = ruleset_read_all(&rules->ruleset, sink, exporting->err);

	exporting->rules = rules->ruleset.rules;
	if (result == MOW_OK && rules->ruleset.erroneous)
		return mow_fail(exporting->err, MOW_ERULES, "there are errors in OWNERS files");
	if (result == MOW_OK && exporting->rules == NULL)
		return mow_fail(
			exporting->err, MOW_ENOTFOUND,
			"there is no OWNERS file at the root of the repository; mowners init writes a first one");
	if (result == MOW_OK)
		result = export_add_areas(exporting);
	if (result == MOW_OK)
		result = rules_walk(rules, &walk, exporting->err);
	if (result == MOW_OK)
		result = plan_except(&exporting->plan);
	return result == MOW_OK ? export_write(&made->text, exporting) : result;
}

/* ---- The door --------------------------------------------------------------------------------------------------- */

int mow_export_new(struct mow_export **out, struct mow_rules *rules, const char *format,
		   const struct mow_finding_sink *sink, struct mow_error *err)
{
	bool github = strcmp(format, "codeowners") == 0;

	if (!github && strcmp(format, "gitlab") != 0)
		return mow_fail(err, MOW_EINVAL,
				"there is no such format; there are codeowners, which is of GitHub, and gitlab");
	struct mow_export *made = calloc(1, sizeof *made);
	if (made == NULL)
		return mow_fail_memory(err);
	made->text = (struct buf)BUF_INIT;
	made->inside.forge = github ? FORGE_GITHUB : FORGE_GITLAB;
	made->inside.err = made->inside.plan.err = err;
	int result = make(made, rules, sink);
	if (result != MOW_OK)
		mow_export_free(made);
	else
		*out = made;
	return result;
}

void mow_export_free(struct mow_export *exported)
{
	if (exported == NULL)
		return;
	plan_release(&exported->inside.plan);
	free(exported->inside.sections.items);
	free(exported->inside.wanted.items);
	map_release(&exported->inside.section_numbers);
	strings_release(&exported->inside.losses);
	arena_release(&exported->inside.arena);
	buf_release(&exported->text);
	free(exported);
}

const char *mow_export_text(const struct mow_export *exported)
{
	return exported->text.data;
}

size_t mow_export_losses(const struct mow_export *exported)
{
	return exported->inside.losses.count;
}

const char *mow_export_loss(const struct mow_export *exported, size_t index)
{
	return exported->inside.losses.items[index];
}
