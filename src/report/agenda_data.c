/* What waits, for programs. */
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/escape.h"
#include "report/agenda.h"
#include "report/ics.h"
#include "report/json.h"

static bool has_days(const struct mow_agenda_item *item)
{
	return item->from < item->end && item->from % CLOCK_DAY == 0 && item->end % CLOCK_DAY == 0;
}

static bool has_waited(const struct mow_agenda_item *item)
{
	return item->kind == MOW_AGENDA_REQUEST || item->kind == MOW_AGENDA_DEBT;
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void add_times(struct json *json, const struct mow_agenda_item *item)
{
	char from[CLOCK_TEXT], until[CLOCK_TEXT];

	clock_format_moment(from, item->from);
	clock_format_moment(until, item->end);
	if (item->from < item->end) {
		clock_format_from(from, item->from);
		clock_format_until(until, item->end);
	}
	json_member(json, "from", from);
	json_member(json, "until", until);
}

static void add_members(struct json *json, const struct mow_agenda_item *item)
{
	json_member(json, "kind", agenda_kind_word(item->kind));
	add_times(json, item);
	json_flag(json, "overdue", item->overdue);
	json_member(json, "name", item->name);
	json_member(json, "text", item->text);
	json_strings(json, "who", item->who, item->who_count);
	json_member(json, "by", item->by);
	json_member(json, "target", item->target);
	json_member(json, "old", item->old_id);
	json_count(json, "files", item->files);
	if (item->path != NULL)
		json_path(json, item->path, item->path_len);
	if (item->file != NULL)
		json_place(json, item->file, item->line);
}

void report_agenda_json(const struct agenda_output *output, const struct mow_agenda *agenda)
{
	struct json json = JSON_INIT(output->out);
	char now[CLOCK_TEXT];

	clock_format_moment(now, mow_agenda_now(agenda));
	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "now", now);
	json_member(&json, "note", mow_agenda_note(agenda));
	json_open_list(&json, "items");
	for (size_t i = 0; i < mow_agenda_items(agenda); i++) {
		json_line(&json);
		json_open(&json, '{');
		add_members(&json, mow_agenda_item(agenda, i));
		json_close(&json, '}');
	}
	json_line(&json);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

/* ---- iCalendar ---------------------------------------------------------------------------------------------------- */

/* The same as long as it is the same thing, whatever its days and lines come to be. */
static void add_uid(struct buf *out, const struct mow_agenda *agenda, const struct mow_agenda_item *item)
{
	const char *repository = mow_agenda_repository(agenda);
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) uid = BUF_INIT;
	char sum[DIGEST_HEX];

	buf_addf(&text, "%s\n%s\n%s\n%s\n", repository != NULL ? repository : "", agenda_kind_word(item->kind),
		 item->file != NULL ? item->file : "", item->name);
	digest_hex(sum, text.data != NULL ? text.data : "", text.len);
	buf_addf(&uid, "%s-%.32s@mowners", agenda_kind_word(item->kind), sum);
	out->failed = out->failed || text.failed || uid.failed;
	if (!uid.failed)
		ics_line(out, "UID", uid.data);
}

/* What has waited stands on the day of the clock. */
static void add_start(struct buf *out, const struct mow_agenda_item *item, int64_t now)
{
	if (has_waited(item)) {
		ics_day(out, "DTSTART", now);
		ics_day(out, "DTEND", now + CLOCK_DAY);
	} else if (has_days(item)) {
		ics_day(out, "DTSTART", item->from);
		ics_day(out, "DTEND", item->end);
	} else {
		ics_moment(out, "DTSTART", item->from);
		if (item->from < item->end)
			ics_moment(out, "DTEND", item->end);
	}
}

static void add_text_of(struct buf *out, const char *name, const struct buf *text)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (!text->failed)
		escape_text(&shown, text->data, text->len);
	out->failed = out->failed || text->failed || shown.failed;
	if (shown.data != NULL)
		ics_text(out, name, shown.data);
}

/* A calendar shows nobody as busy because of it. */
static void add_event(struct buf *out, const struct mow_agenda *agenda, const struct mow_agenda_item *item)
{
	int64_t now = mow_agenda_now(agenda);
	MOW_AUTO(buf) title = BUF_INIT;
	MOW_AUTO(buf) sentence = BUF_INIT;

	agenda_title(&title, item);
	agenda_sentence(&sentence, item, now);
	ics_line(out, "BEGIN", "VEVENT");
	add_uid(out, agenda, item);
	ics_moment(out, "DTSTAMP", now);
	add_start(out, item, now);
	add_text_of(out, "SUMMARY", &title);
	add_text_of(out, "DESCRIPTION", &sentence);
	ics_line(out, "CATEGORIES", agenda_kind_word(item->kind));
	ics_line(out, "TRANSP", "TRANSPARENT");
	ics_line(out, "END", "VEVENT");
}

void report_agenda_ics(const struct agenda_output *output, const struct mow_agenda *agenda)
{
	ics_line(output->out, "BEGIN", "VCALENDAR");
	ics_line(output->out, "VERSION", "2.0");
	ics_line(output->out, "PRODID", "-//mowners//agenda//EN");
	ics_line(output->out, "CALSCALE", "GREGORIAN");
	for (size_t i = 0; i < mow_agenda_items(agenda); i++)
		add_event(output->out, agenda, mow_agenda_item(agenda, i));
	ics_line(output->out, "END", "VCALENDAR");
}
