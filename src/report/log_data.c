/* Records for programs. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "report/log.h"
#include "report/tsv.h"

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void add_moment(struct json *json, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	json_member(json, key, text);
}

static void add_who(struct json *json, const struct mow_log_entry *entry)
{
	json_member(json, "by", entry->record.by);
	json_member(json, "name", entry->name);
	json_member(json, "person", entry->label);
	json_member(json, "witness", entry->record.witness);
}

/* What it is about; there is one of the three. */
static void add_other(struct json *json, const struct mow_log_entry *entry)
{
	const char *other = entry->record.other;
	bool withdraws = strcmp(entry->record.decision, "withdraw") == 0;
	size_t len = other != NULL ? strcspn(other, " ") : 0;

	json_member(json, "withdraws", withdraws ? other : NULL);
	json_key(json, "move");
	if (other == NULL || withdraws) {
		json_none(json);
		return;
	}
	json_open(json, '{');
	json_member_bytes(json, "old", other, len);
	json_member(json, "new", other[len] != '\0' ? other + len + 1 : "");
	json_close(json, '}');
}

static void add_mode(struct json *json, const char *key, unsigned mode)
{
	char text[16];

	(void)snprintf(text, sizeof text, "%06o", mode);
	json_member(json, key, text);
}

static void add_files(struct json *json, const struct mow_log_entry *entry)
{
	json_open_list(json, entry->record.patterns ? "patterns" : "steps");
	for (size_t i = 0; i < entry->record.files; i++) {
		const struct mow_step *step = &entry->files[i].step;
		json_open(json, '{');
		json_path(json, step->path, step->path_len);
		if (!entry->record.patterns) {
			add_mode(json, "old_mode", step->old_mode);
			json_member(json, "old", step->old_id);
			add_mode(json, "new_mode", step->new_mode);
			json_member(json, "new", step->new_id);
		}
		json_member(json, "state", log_state(entry->files[i].state));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_taken(struct json *json, const struct mow_log_entry *entry)
{
	json_member(json, "taken_by", entry->taken_by);
	if (entry->taken_by != NULL) {
		add_moment(json, "taken_at", entry->taken_at);
	} else {
		json_key(json, "taken_at");
		json_none(json);
	}
}

static void add_members(struct json *json, const struct mow_log_entry *entry)
{
	const struct mow_record *record = &entry->record;
	MOW_AUTO(buf) words = BUF_INIT;

	words_log(&words, entry);
	json->out->failed = json->out->failed || words.failed;
	json_member(json, "id", record->id);
	json_member(json, "decision", record->decision);
	json_member(json, "as", record->as);
	add_who(json, entry);
	add_moment(json, "made", record->made);
	add_moment(json, "expires", record->expires);
	json_member(json, "target", record->target);
	json_member(json, "reason", record->reason);
	json_member(json, "state", log_state(entry->state));
	json_member(json, "why", words.data);
	add_taken(json, entry);
	add_other(json, entry);
	json_count(json, "files", record->files);
	add_files(json, entry);
}

static void begin_json(struct log_report *report)
{
	struct json *json = &report->json;

	*json = (struct json)JSON_INIT(report->out);
	json_open(json, '{');
	json_count(json, "mowners", JSON_SCHEMA);
	json_open_list(json, "records");
}

static void add_json(struct log_report *report, const struct mow_log_entry *entry)
{
	struct json *json = &report->json;

	json_line(json);
	json_open(json, '{');
	add_members(json, entry);
	json_close(json, '}');
}

static void end_json(struct log_report *report)
{
	json_close(&report->json, ']');
	json_close(&report->json, '}');
	json_end(&report->json);
}

const struct log_writer log_json = {.begin = begin_json, .add = add_json, .end = end_json};

static void add_ndjson(struct log_report *report, const struct mow_log_entry *entry)
{
	struct json json = JSON_INIT(report->out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	add_members(&json, entry);
	json_close(&json, '}');
	json_end(&json);
}

const struct log_writer log_ndjson = {.add = add_ndjson};

/* ---- TSV --------------------------------------------------------------------------------------------------------- */

static void add_field(struct tsv *tsv, const char *text)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (text != NULL)
		escape_text(&shown, text, strlen(text));
	tsv->out->failed = tsv->out->failed || shown.failed;
	tsv_field(tsv, shown.data);
}

static void add_moment_field(struct tsv *tsv, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	tsv_field(tsv, text);
}

/* `file` NULL: of none. */
static void add_row(struct log_report *report, const struct mow_log_entry *entry, const struct mow_log_file *file)
{
	struct tsv tsv = TSV_INIT(report->out, report->nul);
	const struct mow_record *record = &entry->record;

	tsv_field(&tsv, record->id);
	tsv_field(&tsv, record->decision);
	add_field(&tsv, record->as);
	add_field(&tsv, record->by);
	add_moment_field(&tsv, record->made);
	add_moment_field(&tsv, record->expires);
	add_field(&tsv, record->target);
	tsv_field(&tsv, log_state(file != NULL ? file->state : entry->state));
	if (file != NULL)
		tsv_path(&tsv, file->step.path, file->step.path_len);
	else
		tsv_field(&tsv, NULL);
	add_field(&tsv, record->other);
	add_field(&tsv, record->reason);
	tsv_end(&tsv);
}

static void add_rows(struct log_report *report, const struct mow_log_entry *entry)
{
	for (size_t i = 0; i < entry->record.files; i++)
		add_row(report, entry, &entry->files[i]);
	if (entry->record.files == 0)
		add_row(report, entry, NULL);
}

const struct log_writer log_tsv = {.add = add_rows, .nul = true};
