#include "report/rehearse.h"

#include <string.h>

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/table.h"

enum { COLUMNS = 3, NAME_MOST = 44, ROWS_SHOWN = 10, WHOM_SHOWN = 5, COLUMN = 12 };

const struct format rehearse_formats[] = {REHEARSE_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_rehearse_##name,
rehearse_format_fn *const rehearse_writers[] = {REHEARSE_FORMATS(WRITER)};

/* ---- The sentence ------------------------------------------------------------------------------------------------- */

static void add_sentence(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	size_t changes = mow_rehearsal_changes(rehearsal), waiting = mow_rehearsal_waiting(rehearsal);
	int64_t day = mow_rehearsal_day(rehearsal);
	MOW_AUTO(buf) sentence = BUF_INIT;
	struct buf *out = &sentence;
	char text[CLOCK_TEXT];

	buf_adds(out, "mowners: ");
	phrase_ref(out, mow_rehearsal_target(rehearsal));
	buf_adds(out, ": ");
	if (waiting > 0)
		buf_addf(out, "%zu of ", waiting);
	phrase_count(out, changes, "change");
	clock_word_day(text, output->since, day);
	buf_addf(out, " since %s%s would have waited", text, waiting > 0 ? "" : ": none");
	if (output->without_count > 0)
		buf_adds(out, " without ");
	phrase_names(out, output->without, output->without_count, "and", WHOM_SHOWN);
	if (output->from) {
		clock_word_from(text, day, output->since);
		buf_addf(out, ", as things are on %s", text);
	}
	output->out->failed = output->out->failed || sentence.failed;
	if (!sentence.failed)
		layout_wrap(output->out, sentence.data, 0, 0, LAYOUT_WIDTH);
}

/* ---- Tables ------------------------------------------------------------------------------------------------------- */

static void add_heading(struct table *table, const char *name, const char *first, const char *second)
{
	buf_addf(&table->text, "  %s", name);
	table_end(table);
	buf_adds(&table->text, first);
	table_end(table);
	buf_adds(&table->text, second);
	table_end(table);
}

/* Behind the name, which is there already. */
static void add_numbers(struct table *table, size_t first, size_t second)
{
	table_end(table);
	buf_addu(&table->text, first);
	table_end(table);
	buf_addu(&table->text, second);
	table_end(table);
}

static void write_table(const struct rehearse_output *output, const struct table *table, size_t count)
{
	const struct table_layout layout = {.right = 0x6, .most = NAME_MOST, .color = output->color};

	buf_addc(output->out, '\n');
	table_write(output->out, table, &layout);
	if (count > ROWS_SHOWN)
		buf_addf(output->out, "  and %zu more\n", count - ROWS_SHOWN);
}

static void add_lacks(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);
	size_t count;
	const struct mow_rehearsal_lack *lacks = mow_rehearsal_lacks(rehearsal, &count);

	add_heading(&table, "Waits for", "Changes", "Files");
	for (size_t i = 0; i < count && i < ROWS_SHOWN; i++) {
		buf_adds(&table.text, "  ");
		rehearse_lack(&table.text, &lacks[i]);
		add_numbers(&table, lacks[i].changes, lacks[i].files);
	}
	if (count > 0)
		write_table(output, &table, count);
}

static void add_areas(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);
	size_t count;
	const struct mow_rehearsal_area *areas = mow_rehearsal_areas(rehearsal, &count);

	add_heading(&table, "Area", "Changes", "Files");
	for (size_t i = 0; i < count && i < ROWS_SHOWN; i++) {
		buf_addf(&table.text, "  %s", areas[i].area != NULL ? areas[i].area : "unowned");
		add_numbers(&table, areas[i].changes, areas[i].files);
	}
	if (count > 0)
		write_table(output, &table, count);
}

/* Of an absence who has more to do; else who has most. */
static void add_loads(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);
	size_t count, shown = 0;
	const struct mow_rehearsal_load *loads = mow_rehearsal_loads(rehearsal, &count);
	bool absence = output->without_count > 0;

	add_heading(&table, absence ? "Falls to" : "Depends on", absence ? "Before" : "Changes",
		    absence ? "After" : "");
	for (size_t i = 0; i < count; i++) {
		if (absence && loads[i].after <= loads[i].before)
			continue;
		if (shown++ >= ROWS_SHOWN)
			continue;
		buf_adds(&table.text, "  ");
		phrase_text(&table.text, loads[i].who);
		table_end(&table);
		buf_addu(&table.text, absence ? loads[i].before : loads[i].after);
		table_end(&table);
		if (absence)
			buf_addu(&table.text, loads[i].after);
		table_end(&table);
	}
	if (shown > 0)
		write_table(output, &table, shown);
}

/* ---- What helps --------------------------------------------------------------------------------------------------- */

static void add_row(struct buf *out, const char *label, const struct buf *text)
{
	buf_addf(out, "  %-10s", label);
	layout_wrap(out, text->data != NULL ? text->data : "", COLUMN, COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || text->failed;
}

static void add_mend(struct buf *out, const struct mow_rehearsal_mend *mend)
{
	MOW_AUTO(buf) text = BUF_INIT;
	bool none = mend->deputy_count == 0;

	if (none)
		buf_adds(&text, "nobody");
	phrase_names(&text, mend->deputies, !none, "and", 1);
	buf_adds(&text, " as deputy of ");
	phrase_names(&text, mend->of, mend->of_count, "and", WHOM_SHOWN);
	buf_adds(&text, " would mend ");
	if (none)
		buf_adds(&text, "any");
	else
		buf_addu(&text, mend->first);
	buf_addf(&text, " of %zu", mend->changes);
	if (mend->deputy_count > 1) {
		buf_adds(&text, ", ");
		phrase_names(&text, mend->deputies, mend->deputy_count, "and", WHOM_SHOWN);
		buf_addf(&text, " together %zu", mend->all);
	}
	add_row(out, "Deputies", &text);
}

static void add_notes(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	struct buf *out = output->out;
	size_t anyway = mow_rehearsal_anyway(rehearsal), count;
	const struct mow_rehearsal_mend *mends = mow_rehearsal_mends(rehearsal, &count);
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(out, mow_rehearsal_waiting(rehearsal) > 0 ? "\n" : "");
	for (size_t i = 0; i < count && i < WHOM_SHOWN; i++)
		add_mend(out, &mends[i]);
	if (anyway > 0 && output->without_count > 0) {
		buf_addf(&text, "%zu of them would have waited with everybody there too", anyway);
		add_row(out, "Note", &text);
	}
}

void report_rehearse_text(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	add_sentence(output, rehearsal);
	add_lacks(output, rehearsal);
	if (mow_rehearsal_waiting(rehearsal) > 0)
		add_areas(output, rehearsal);
	add_loads(output, rehearsal);
	add_notes(output, rehearsal);
}
