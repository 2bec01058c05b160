#include "report/agenda.h"

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { COLUMN = 21 }; /* "! 28 September 2027  ": where the sentence begins */

const struct format agenda_formats[] = {AGENDA_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_agenda_##name,
agenda_format_fn *const agenda_writers[] = {AGENDA_FORMATS(WRITER)};

static void add_item(const struct agenda_output *output, const struct mow_agenda_item *item, int64_t now)
{
	struct buf *out = output->out;
	MOW_AUTO(buf) sentence = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	char day[CLOCK_TEXT];

	agenda_sentence(&sentence, item, now);
	if (!sentence.failed)
		phrase_text(&shown, sentence.data);
	clock_word_day(day, item->from, now);
	layout_color(out, output->color && item->overdue, LAYOUT_RED);
	buf_addf(out, "%s %-17s  ", item->overdue ? "!" : " ", day);
	layout_plain(out, output->color && item->overdue);
	layout_wrap(out, shown.data != NULL ? shown.data : "", COLUMN, COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || sentence.failed || shown.failed;
}

void report_agenda_text(const struct agenda_output *output, const struct mow_agenda *agenda)
{
	for (size_t i = 0; i < mow_agenda_items(agenda); i++)
		add_item(output, mow_agenda_item(agenda, i), mow_agenda_now(agenda));
	if (mow_agenda_items(agenda) == 0)
		buf_adds(output->out, "mowners: nothing waits\n");
}
