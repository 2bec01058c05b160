/* Figures, for spreadsheets. */
#include <string.h>

#include "base/clock.h"
#include "report/csv.h"
#include "report/report.h"

static void add_cell(struct csv *csv, const char *text)
{
	csv_cell(csv, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

static void add_value(struct csv *csv, bool there, int64_t value)
{
	if (there)
		csv_number(csv, (size_t)value);
	else
		add_cell(csv, NULL);
}

static void add_list(struct csv *csv, const struct mow_report_figure *figure, bool there)
{
	MOW_AUTO(buf) list = BUF_INIT;

	for (size_t i = 0; there && i < figure->count; i++)
		buf_addf(&list, "%s%lld", i > 0 ? " " : "", (long long)figure->values[i]);
	csv->out->failed = csv->out->failed || list.failed;
	csv_cell(csv, list.data, list.len);
}

static void add_row(struct csv *csv, const struct mow_report_figure *figure)
{
	bool known = figure->gap == MOW_REPORT_KNOWN, values = known && figure->values != NULL;
	bool few = figure->count < MOW_REPORT_FEW;
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, figure->at);
	add_cell(csv, mow_report_measure_name(figure->measure));
	add_cell(csv, figure->key);
	add_cell(csv, report_unit_word(figure->unit));
	add_cell(csv, figure->at != 0 ? moment : NULL);
	add_cell(csv, figure->area);
	add_cell(csv, figure->level);
	add_cell(csv, figure->group);
	add_value(csv, known, (int64_t)figure->count);
	add_value(csv, known && figure->unit != MOW_REPORT_COUNT, (int64_t)figure->of);
	add_value(csv, values, figure->sum);
	add_value(csv, values && !few, figure->median);
	add_value(csv, values && !few, figure->p90);
	add_list(csv, figure, values && few);
	add_cell(csv, known ? NULL : report_gap_word(figure->gap));
	csv_end(csv);
}

void report_report_csv(const struct report_output *output, const struct mow_report *report)
{
	struct csv csv = CSV_INIT(output->out);
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	buf_adds(output->out, "Measure,Key,Unit,At,Area,Level,Group,Count,Of,Sum,Median,P90,Values,Why\n");
	for (size_t i = 0; i < count; i++)
		add_row(&csv, &figures[i]);
}
