/* The commits and records behind a figure, for people. */
#include <string.h>

#include "base/clock.h"
#include "report/phrase.h"
#include "report/report.h"
#include "report/table.h"

enum { COMMIT_SHOWN = 12, COMMIT = 40, RECORD = 64, COLUMNS = 5, NAME_MOST = 40 };

/* A commit or a record as others show them; else what it is called. */
static void add_id(struct buf *out, const char *id)
{
	size_t len = strlen(id);
	bool hex = (len == COMMIT || len == RECORD) && strspn(id, "0123456789abcdef") == len;

	if (hex)
		buf_addf(out, "%s %.*s", len == COMMIT ? "commit" : "record", COMMIT_SHOWN, id);
	else
		phrase_text(out, id);
}

static void add_trace(struct table *table, const struct mow_report_figure *figure, const struct mow_report_trace *trace)
{
	char moment[CLOCK_TEXT];

	buf_adds(&table->text, "  ");
	if (trace->at != 0) {
		clock_format_moment(moment, trace->at);
		buf_adds(&table->text, moment);
	}
	table_end(table);
	add_id(&table->text, trace->id);
	table_end(table);
	if (figure->unit == MOW_REPORT_SECONDS)
		report_duration(&table->text, trace->value);
	else if (figure->values != NULL)
		buf_addf(&table->text, "%lld", (long long)trace->value);
	table_end(table);
	if (trace->other != NULL)
		add_id(&table->text, trace->other);
	table_end(table);
	if (trace->file != NULL) {
		phrase_path(&table->text, trace->file, strlen(trace->file));
		buf_addf(&table->text, ":%u", trace->line);
	}
	table_end(table);
}

void report_show(const struct report_output *output, const struct mow_report_figure *figure)
{
	const struct table_layout layout = {.most = NAME_MOST};
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);

	buf_addf(output->out, "mowners: %s: ", report_title(figure->measure));
	report_value(output->out, figure);
	buf_addc(output->out, '\n');
	for (size_t i = 0; i < figure->trace_count; i++)
		add_trace(&table, figure, &figure->traces[i]);
	if (figure->trace_count > 0)
		table_write(output->out, &table, &layout);
}
