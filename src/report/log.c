#include "report/log.h"

#include <string.h>

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { PATHS_SHOWN = 3, RECORD_SHOWN = 12, COLUMN = 11, WIDTH = LAYOUT_WIDTH + 20 };

const struct format log_formats[] = {LOG_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) &log_##name,
const struct log_writer *const log_writers[] = {LOG_FORMATS(WRITER)};

static void add_who(struct buf *out, const struct mow_log_entry *entry)
{
	if (entry->label == NULL) {
		phrase_text(out, entry->record.by);
		return;
	}
	phrase_text(out, entry->name);
	if (strcmp(entry->name, entry->label) != 0) {
		buf_adds(out, " (");
		phrase_text(out, entry->label);
		buf_addc(out, ')');
	}
}

static void add_heading(struct log_report *report, const struct mow_log_entry *entry)
{
	const struct mow_record *record = &entry->record;
	char when[CLOCK_TEXT];

	clock_format_moment(when, record->made);
	layout_color(report->out, report->color, LAYOUT_YELLOW);
	buf_addf(report->out, "%s %.*s", record->decision, RECORD_SHOWN, record->id);
	layout_plain(report->out, report->color);
	buf_adds(report->out, "  ");
	add_who(report->out, entry);
	buf_addf(report->out, "  on %.10s at %.5s UTC\n", when, when + 11);
}

/* "  Files    ", then the text, in lines that fit. */
static void add_row(struct buf *out, const char *label, const struct buf *text)
{
	buf_addf(out, "  %-9s", label);
	layout_wrap(out, text->data, COLUMN, COLUMN, WIDTH);
	out->failed = out->failed || text->failed;
}

static void add_files(struct buf *out, const struct mow_log_entry *entry)
{
	size_t count = entry->record.files, shown = count < PATHS_SHOWN ? count : PATHS_SHOWN;
	MOW_AUTO(buf) text = BUF_INIT;

	if (count == 0)
		return;
	for (size_t i = 0; i < shown; i++) {
		buf_adds(&text, i > 0 ? ", " : "");
		phrase_path(&text, entry->files[i].step.path, entry->files[i].step.path_len);
	}
	if (count > shown)
		buf_addf(&text, " and %zu more", count - shown);
	add_row(out, entry->record.patterns ? "Paths" : "Files", &text);
}

static void add_other(struct buf *out, const struct mow_log_entry *entry)
{
	const char *other = entry->record.other;
	MOW_AUTO(buf) text = BUF_INIT;

	if (other == NULL)
		return;
	if (strcmp(entry->record.decision, "withdraw") != 0) {
		size_t len = strcspn(other, " ");
		buf_addf(&text, "from %.*s to %.*s", RECORD_SHOWN, other, RECORD_SHOWN,
			 other[len] != '\0' ? other + len + 1 : "");
		add_row(out, "Move", &text);
		return;
	}
	if (entry->other_decision != NULL)
		buf_addf(&text, "%s ", entry->other_decision);
	buf_add(&text, other, RECORD_SHOWN);
	add_row(out, "Takes", &text);
}

static void add_target(struct buf *out, const struct mow_record *record)
{
	MOW_AUTO(buf) text = BUF_INIT;

	phrase_ref(&text, record->target);
	if (strcmp(record->as, "*") != 0) {
		buf_adds(&text, ", as ");
		phrase_text(&text, record->as);
	}
	add_row(out, "For", &text);
}

static void add_text(struct buf *out, const char *label, const char *raw)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (raw == NULL)
		return;
	phrase_text(&text, raw);
	add_row(out, label, &text);
}

static void add_state(struct log_report *report, const struct mow_log_entry *entry)
{
	MOW_AUTO(buf) words = BUF_INIT;

	words_log(&words, entry);
	report->out->failed = report->out->failed || words.failed;
	if (!words.failed)
		add_text(report->out, "State", words.data);
}

static void add_entry(struct log_report *report, const struct mow_log_entry *entry)
{
	struct buf *out = report->out;

	if (report->told > 0)
		buf_addc(out, '\n');
	add_heading(report, entry);
	add_files(out, entry);
	add_other(out, entry);
	if (strcmp(entry->record.decision, "withdraw") != 0)
		add_target(out, &entry->record);
	add_text(out, "Forge", entry->record.witness);
	add_text(out, "Reason", entry->record.reason);
	add_state(report, entry);
}

const struct log_writer log_text = {.add = add_entry};
