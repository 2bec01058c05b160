#include "report/diff.h"

#include "report/effects.h"
#include "report/tsv.h"

const struct format diff_formats[] = {DIFF_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_diff_##name,
diff_format_fn *const diff_writers[] = {DIFF_FORMATS(WRITER)};

void report_diff_text(const struct diff_output *output, const struct mow_effects *effects)
{
	size_t count;
	const struct mow_effect *items = mow_effects_all(effects, &count);

	for (size_t i = 0; i < count; i++) {
		effects_words(output->out, &items[i]);
		buf_addc(output->out, '\n');
	}
}

/* Lists of people have blanks and commas in them, as JSON has them. */
void report_diff_tsv(const struct diff_output *output, const struct mow_effects *effects)
{
	struct tsv tsv = TSV_INIT(output->out, output->nul);
	size_t count;
	const struct mow_effect *items = mow_effects_all(effects, &count);

	for (size_t i = 0; i < count; i++) {
		tsv_field(&tsv, effects_kind_name(items[i].kind));
		tsv_field(&tsv, items[i].before);
		tsv_field(&tsv, items[i].after);
		tsv_number(&tsv, items[i].files);
		tsv_path(&tsv, items[i].first, items[i].folder_len);
		tsv_path(&tsv, items[i].first, items[i].first_len);
		tsv_end(&tsv);
	}
}

void report_diff_json(const struct diff_output *output, const struct mow_effects *effects)
{
	struct json json = JSON_INIT(output->out);
	size_t count;
	const struct mow_effect *items = mow_effects_all(effects, &count);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_key(&json, "changes");
	effects_json(&json, items, count);
	json_close(&json, '}');
	json_end(&json);
}

void report_diff_ndjson(const struct diff_output *output, const struct mow_effects *effects)
{
	struct json json = JSON_INIT(output->out);
	size_t count;
	const struct mow_effect *items = mow_effects_all(effects, &count);

	for (size_t i = 0; i < count; i++) {
		json_open(&json, '{');
		json_count(&json, "mowners", JSON_SCHEMA);
		effects_members(&json, &items[i]);
		json_close(&json, '}');
		json_end(&json);
	}
}
