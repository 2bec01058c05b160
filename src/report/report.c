#include "report/report.h"

#include <string.h>

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/table.h"

enum { COLUMNS = 6, NAME_MOST = 32, NEXT = 8 };

const struct format report_formats[] = {REPORT_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_report_##name,
report_format_fn *const report_writers[] = {REPORT_FORMATS(WRITER)};

static bool is_of_all(const struct mow_report_figure *figure)
{
	return figure->level == NULL && figure->group == NULL;
}

/* ---- The sentence ------------------------------------------------------------------------------------------------- */

static void add_sentence(const struct report_output *output, const struct mow_report *report)
{
	const struct mow_report_head *head = mow_report_head(report);
	MOW_AUTO(buf) sentence = BUF_INIT;
	char since[CLOCK_TEXT], until[CLOCK_TEXT];
	size_t count;

	(void)mow_report_changes(report, &count);
	clock_format_day(since, head->since);
	clock_format_day(until, head->until);
	buf_adds(&sentence, "mowners: ");
	phrase_ref(&sentence, head->target);
	buf_adds(&sentence, " of ");
	phrase_text(&sentence, head->repository);
	buf_adds(&sentence, ": ");
	phrase_count(&sentence, count, "change");
	buf_addf(&sentence, " from %s until %s (UTC)%s", since, until,
		 head->audit ? "" : "; there is no server's audit here, so they landed when their commits say");
	output->out->failed = output->out->failed || sentence.failed;
	if (!sentence.failed)
		layout_wrap(output->out, sentence.data, 0, 0, LAYOUT_WIDTH);
}

/* ---- Of all ------------------------------------------------------------------------------------------------------- */

static void add_all(const struct report_output *output, const struct mow_report *report)
{
	const struct table_layout layout = {.most = NAME_MOST};
	MOW_AUTO(table) table = TABLE_INIT(2);
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	for (size_t i = 0; i < count; i++) {
		if (!is_of_all(&figures[i]) || figures[i].at != 0 || figures[i].measure == MOW_REPORT_CHANGES)
			continue;
		buf_addf(&table.text, "  %s", report_title(figures[i].measure));
		table_end(&table);
		report_value(&table.text, &figures[i]);
		table_end(&table);
	}
	buf_addc(output->out, '\n');
	table_write(output->out, &table, &layout);
	buf_adds(output->out, "  A push that the server refused leaves no trace in git, so nobody can count them.\n");
}

/* ---- By moments --------------------------------------------------------------------------------------------------- */

static void add_moment(struct table *table, const struct mow_report *report, const struct mow_report_figure *figure)
{
	MOW_AUTO(buf) key = BUF_INIT;
	char day[CLOCK_TEXT];

	clock_format_day(day, figure->at);
	buf_addf(&table->text, "  %s", day);
	table_end(table);
	report_value(&table->text, figure);
	table_end(table);
	buf_addf(&key, "%s%s", mow_report_measure_name(MOW_REPORT_WEIGHTED), strchr(figure->key, '/'));
	const struct mow_report_figure *weighted = key.failed ? NULL : mow_report_find(report, key.data);
	if (weighted != NULL)
		report_value(&table->text, weighted);
	table->text.failed = table->text.failed || key.failed;
	table_end(table);
}

static void add_moments(const struct report_output *output, const struct mow_report *report)
{
	const struct table_layout layout = {.most = NAME_MOST, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(3);
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	buf_adds(&table.text, "  Day");
	table_end(&table);
	buf_adds(&table.text, report_title(MOW_REPORT_COVERAGE));
	table_end(&table);
	buf_adds(&table.text, report_title(MOW_REPORT_WEIGHTED));
	table_end(&table);
	for (size_t i = 0; i < count; i++)
		if (figures[i].measure == MOW_REPORT_COVERAGE)
			add_moment(&table, report, &figures[i]);
	buf_addc(output->out, '\n');
	table_write(output->out, &table, &layout);
}

/* ---- By area and level, and by group ------------------------------------------------------------------------------ */

static void add_name(struct buf *out, const struct mow_report_figure *figure)
{
	buf_adds(out, "  ");
	if (figure->level == NULL)
		phrase_text(out, figure->group);
	else if (figure->area == NULL)
		buf_addf(out, "nobody's, %s", figure->level);
	else
		buf_addf(out, "%s, %s", figure->area, figure->level);
}

/* The same row of another measure; nothing where it cannot be told. */
static void add_other(struct table *table, const struct mow_report *report, const struct mow_report_figure *figure,
		      enum mow_report_measure measure)
{
	MOW_AUTO(buf) key = BUF_INIT;
	const char *tail = strchr(figure->key, '/');

	buf_addf(&key, "%s%s", mow_report_measure_name(measure), tail);
	const struct mow_report_figure *other = key.failed ? NULL : mow_report_find(report, key.data);
	if (other == NULL || other->gap != MOW_REPORT_KNOWN)
		buf_addc(&table->text, '-');
	else if (other->unit == MOW_REPORT_SHARE)
		buf_addf(&table->text, "%zu of %zu", other->count, other->of);
	else
		report_value(&table->text, other);
	table->text.failed = table->text.failed || key.failed;
	table_end(table);
}

static void add_heading(struct table *table, const char *name)
{
	const char *const names[COLUMNS] = {name, "Changes", "Taken back", "Mended", "Rounds", "Lead time"};

	for (size_t i = 0; i < COLUMNS; i++) {
		buf_addf(&table->text, "%s%s", i == 0 ? "  " : "", names[i]);
		table_end(table);
	}
}

static void add_rows(const struct report_output *output, const struct mow_report *report, bool groups)
{
	const struct table_layout layout = {.most = NAME_MOST, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);
	size_t count, rows = 0;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	add_heading(&table, !groups ? "Area and level" : mow_report_head(report)->by_person ? "Person" : "Team");
	for (size_t i = 0; i < count; i++) {
		const struct mow_report_figure *figure = &figures[i];
		if (figure->measure != MOW_REPORT_LEAD || is_of_all(figure) || (figure->level == NULL) != groups)
			continue;
		add_name(&table.text, figure);
		table_end(&table);
		buf_addu(&table.text, figure->of);
		table_end(&table);
		add_other(&table, report, figure, MOW_REPORT_REVERTED);
		add_other(&table, report, figure, MOW_REPORT_FIXED);
		add_other(&table, report, figure, MOW_REPORT_ROUNDS);
		add_other(&table, report, figure, MOW_REPORT_LEAD);
		rows++;
	}
	if (rows == 0)
		return;
	buf_addc(output->out, '\n');
	table_write(output->out, &table, &layout);
}

/* ---- Load --------------------------------------------------------------------------------------------------------- */

static const enum mow_report_measure loads[] = {MOW_REPORT_DECIDES, MOW_REPORT_GIVEN, MOW_REPORT_ASKED,
						MOW_REPORT_ALONE};
enum { LOADS = sizeof loads / sizeof *loads };

static const struct mow_report_figure *find_load(const struct mow_report *report, size_t load, const char *group)
{
	MOW_AUTO(buf) key = BUF_INIT;

	buf_addf(&key, "%s/%s", mow_report_measure_name(loads[load]), group);
	return key.failed ? NULL : mow_report_find(report, key.data);
}

/* Whether a figure is the first of its group. */
static bool begins_row(size_t *load, const struct mow_report *report, const struct mow_report_figure *figure)
{
	for (size_t i = 0; i < LOADS && figure->group != NULL && figure->level == NULL; i++) {
		const struct mow_report_figure *first = find_load(report, i, figure->group);
		*load = i;
		if (first != NULL)
			return first == figure;
	}
	return false;
}

static void add_load(const struct report_output *output, const struct mow_report *report)
{
	static const char *const names[LOADS] = {"Decides", "Gave", "Is asked", "Alone"};
	const struct table_layout layout = {.most = NAME_MOST, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(LOADS + 1);
	size_t count, load, rows = 0;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	buf_addf(&table.text, "  %s", mow_report_head(report)->by_person ? "Person" : "Team");
	table_end(&table);
	for (size_t i = 0; i < LOADS; i++) {
		buf_adds(&table.text, names[i]);
		table_end(&table);
	}
	for (size_t i = 0; i < count; i++) {
		if (!begins_row(&load, report, &figures[i]))
			continue;
		buf_adds(&table.text, "  ");
		phrase_text(&table.text, figures[i].group);
		table_end(&table);
		for (size_t k = 0; k < LOADS; k++) {
			const struct mow_report_figure *figure = find_load(report, k, figures[i].group);
			if (figure != NULL && loads[k] != MOW_REPORT_ALONE)
				phrase_count(&table.text, figure->count,
					     loads[k] == MOW_REPORT_DECIDES ? "file"
					     : loads[k] == MOW_REPORT_GIVEN ? "decision"
									    : "request");
			else if (figure != NULL)
				report_value(&table.text, figure);
			else
				buf_addc(&table.text, '-');
			table_end(&table);
		}
		rows++;
	}
	if (rows == 0)
		return;
	buf_addc(output->out, '\n');
	table_write(output->out, &table, &layout);
}

/* ---- What next ---------------------------------------------------------------------------------------------------- */

static void add_decisions(const struct report_output *output, const struct mow_report *report)
{
	size_t count;
	const struct mow_report_decision *decisions = mow_report_decisions(report, &count);

	for (size_t i = 0; i < count; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		MOW_AUTO(buf) shown = BUF_INIT;
		report_advice(&words, &decisions[i]);
		if (!words.failed)
			phrase_text(&shown, words.data);
		buf_adds(output->out, i == 0 ? "\n  Next  " : "        ");
		output->out->failed = output->out->failed || words.failed || shown.failed;
		if (!shown.failed)
			layout_wrap(output->out, shown.data, NEXT, NEXT, LAYOUT_WIDTH);
		buf_pad(output->out, ' ', NEXT);
		report_command(output->out, &decisions[i]);
		buf_addc(output->out, '\n');
	}
}

void report_report_text(const struct report_output *output, const struct mow_report *report)
{
	add_sentence(output, report);
	add_all(output, report);
	add_moments(output, report);
	add_rows(output, report, false);
	add_rows(output, report, true);
	add_load(output, report);
	add_decisions(output, report);
}
