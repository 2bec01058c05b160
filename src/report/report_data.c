/* Figures, for programs. */
#include <string.h>

#include "base/clock.h"
#include "report/json.h"
#include "report/report.h"

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void add_moment(struct json *json, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	json_member(json, key, moment != 0 ? text : NULL);
}

/* null where it is not there. */
static void add_number(struct json *json, const char *key, bool there, int64_t value)
{
	json_key(json, key);
	if (there)
		json_number(json, value);
	else
		json_none(json);
}

/* The values where they are few; else a median and a percentile. */
static void add_values(struct json *json, const struct mow_report_figure *figure)
{
	bool known = figure->gap == MOW_REPORT_KNOWN && figure->values != NULL;
	bool few = figure->count < MOW_REPORT_FEW;

	add_number(json, "sum", known, figure->sum);
	add_number(json, "median", known && !few, figure->median);
	add_number(json, "p90", known && !few, figure->p90);
	json_key(json, "values");
	if (!known || !few) {
		json_none(json);
		return;
	}
	json_open(json, '[');
	for (size_t i = 0; i < figure->count; i++)
		json_number(json, figure->values[i]);
	json_close(json, ']');
}

static void add_figure(struct json *json, const struct mow_report_figure *figure)
{
	bool known = figure->gap == MOW_REPORT_KNOWN;

	json_member(json, "measure", mow_report_measure_name(figure->measure));
	json_member(json, "key", figure->key);
	json_member(json, "unit", report_unit_word(figure->unit));
	add_moment(json, "at", figure->at);
	json_member(json, "area", figure->area);
	json_member(json, "level", figure->level);
	json_member(json, "group", figure->group);
	add_number(json, "count", known, (int64_t)figure->count);
	add_number(json, "of", known && figure->unit != MOW_REPORT_COUNT, (int64_t)figure->of);
	add_values(json, figure);
	json_member(json, "why", known ? NULL : report_gap_word(figure->gap));
}

static void add_change(struct json *json, const struct mow_report_change *change)
{
	json_member(json, "commit", change->new_id);
	json_member(json, "old", change->old_id);
	add_moment(json, "landed", change->at);
	json_flag(json, "noted", change->noted);
	json_member(json, "verdict", change->unnoted ? "unnoted" : report_verdict_word(change->verdict));
	json_flag(json, "overridden", change->overridden);
	json_flag(json, "debt", change->debt);
	json_flag(json, "dates", change->dates);
	add_moment(json, "began", change->began);
	json_count(json, "files", change->files);
	json_member(json, "reverted_by", change->reverted_by);
	json_member(json, "fixed_by", change->fixed_by);
}

static void add_part(struct json *json, const struct mow_report_part *part)
{
	bool asked = part->requested != 0;

	json_member(json, "area", part->area);
	json_member(json, "level", part->level);
	json_member(json, "group", part->group);
	json_count(json, "files", part->files);
	json_flag(json, "complete", part->complete);
	add_moment(json, "requested", part->requested);
	add_moment(json, "completed", part->completed);
	add_number(json, "lead", asked && part->completed != 0,
		   part->completed > part->requested ? part->completed - part->requested : 0);
	add_number(json, "author", asked, part->author);
	add_number(json, "review", asked, part->review);
	add_number(json, "accountable", asked, part->accountable);
	add_number(json, "ready", asked, part->ready);
	add_number(json, "rounds", part->rounds > 0, (int64_t)part->rounds);
}

static void add_head(struct json *json, const struct mow_report_head *head)
{
	json_member(json, "repository", head->repository);
	json_member(json, "target", head->target);
	add_moment(json, "since", head->since);
	add_moment(json, "until", head->until);
	json_member(json, "time_zone", "UTC");
	json_flag(json, "audit", head->audit);
	json_member(json, "groups", head->by_person ? "person" : "team");
}

static void add_changes(struct json *json, const struct mow_report *report)
{
	size_t count;
	const struct mow_report_change *changes = mow_report_changes(report, &count);

	json_open_list(json, "changes");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		add_change(json, &changes[i]);
		json_open_list(json, "parts");
		for (size_t k = 0; k < changes[i].part_count; k++) {
			json_open(json, '{');
			add_part(json, &changes[i].parts[k]);
			json_close(json, '}');
		}
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_decision(struct json *json, const struct mow_report_decision *decision)
{
	MOW_AUTO(buf) command = BUF_INIT;

	report_command(&command, decision);
	json->out->failed = json->out->failed || command.failed;
	json_member(json, "decision", report_advice_word(decision));
	json_count(json, "count", decision->count);
	json_member(json, "who", decision->who);
	json_member(json, "command", command.data);
}

static void add_decisions(struct json *json, const struct mow_report *report)
{
	size_t count;
	const struct mow_report_decision *decisions = mow_report_decisions(report, &count);

	json_open_list(json, "decisions");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		add_decision(json, &decisions[i]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

void report_report_json(const struct report_output *output, const struct mow_report *report)
{
	struct json json = JSON_INIT(output->out);
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	add_head(&json, mow_report_head(report));
	json_open_list(&json, "figures");
	for (size_t i = 0; i < count; i++) {
		json_line(&json);
		json_open(&json, '{');
		add_figure(&json, &figures[i]);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	add_decisions(&json, report);
	add_changes(&json, report);
	json_close(&json, '}');
	json_end(&json);
}

/* ---- Lines -------------------------------------------------------------------------------------------------------- */

static void begin(struct json *json, const struct mow_report_head *head, const char *kind)
{
	json_open(json, '{');
	json_count(json, "mowners", JSON_SCHEMA);
	json_member(json, "kind", kind);
	json_member(json, "repository", head->repository);
}

static void end(struct json *json)
{
	json_close(json, '}');
	json_end(json);
}

void report_report_ndjson(const struct report_output *output, const struct mow_report *report)
{
	struct json json = JSON_INIT(output->out);
	const struct mow_report_head *head = mow_report_head(report);
	size_t figure_count, change_count;
	const struct mow_report_figure *figures = mow_report_figures(report, &figure_count);
	const struct mow_report_change *changes = mow_report_changes(report, &change_count);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "kind", "report");
	add_head(&json, head);
	end(&json);
	for (size_t i = 0; i < figure_count; i++) {
		begin(&json, head, "figure");
		add_moment(&json, "until", head->until);
		add_figure(&json, &figures[i]);
		end(&json);
	}
	for (size_t i = 0; i < change_count; i++) {
		begin(&json, head, "change");
		add_change(&json, &changes[i]);
		end(&json);
		for (size_t k = 0; k < changes[i].part_count; k++) {
			begin(&json, head, "part");
			json_member(&json, "commit", changes[i].new_id);
			add_moment(&json, "landed", changes[i].at);
			add_part(&json, &changes[i].parts[k]);
			end(&json);
		}
	}
}

/* ---- What is behind a figure -------------------------------------------------------------------------------------- */

static void add_trace(struct json *json, const struct mow_report_trace *trace, bool values)
{
	json_open(json, '{');
	json_member(json, "id", trace->id);
	add_moment(json, "at", trace->at);
	if (values)
		add_number(json, "value", true, trace->value);
	json_member(json, "other", trace->other);
	if (trace->file != NULL)
		json_place(json, trace->file, trace->line);
	json_close(json, '}');
}

void report_show_json(const struct report_output *output, const struct mow_report_figure *figure)
{
	struct json json = JSON_INIT(output->out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	add_figure(&json, figure);
	json_open_list(&json, "behind");
	for (size_t i = 0; i < figure->trace_count; i++) {
		json_line(&json);
		add_trace(&json, &figure->traces[i], figure->values != NULL);
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
