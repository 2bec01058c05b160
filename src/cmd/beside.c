#include "cmd/beside.h"

#include "base/error.h"

void beside_release(struct beside *beside)
{
	mow_matrix_free(beside->load);
	findings_release(&beside->found);
}

int beside_look(struct matrix_output *output, struct beside *beside, const struct query *query, const char *lang,
		struct mow_error *err)
{
	const struct mow_matrix_options asked = {.by = MOW_MATRIX_PEOPLE, .under = output->under};
	const struct mow_lint_options looked = {.source = query->source};
	const struct mow_finding_sink sink = {findings_keep, &beside->found};
	int result = page_lang(&output->lang, lang, query->repo, err);

	if (result == MOW_OK && beside->report == NULL)
		result = mow_matrix_new(&beside->load, query->rules, &asked, err);
	if (result == MOW_OK)
		result = mow_lint(query->repo, &looked, &sink, err);
	if (result == MOW_OK)
		result = mow_rules_name(&output->name, query->rules, err);
	if (result == MOW_OK && beside->found.failed)
		result = mow_fail_memory(err);
	output->now = mow_repo_now(query->repo);
	output->rev = query->source;
	output->load = beside->report != NULL ? mow_report_load(beside->report) : beside->load;
	output->findings = beside->found.items;
	output->finding_count = beside->found.count;
	return result;
}
