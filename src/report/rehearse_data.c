/* A rehearsal, for programs. */
#include <string.h>

#include "base/clock.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/rehearse.h"

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void add_place(struct json *json, const char *file, unsigned line)
{
	if (file != NULL)
		json_path_as(json, "file", file, strlen(file));
	if (file != NULL)
		json_count(json, "line", line);
}

static const char *kind_word(const struct mow_rehearsal_lack *lack)
{
	switch (lack->kind) {
	case MOW_NEED_GATE:
		return "review";
	case MOW_NEED_PEOPLE:
		return "people";
	case MOW_NEED_FREEZE:
		return "freeze";
	case MOW_NEED_RIGHTS:
		return "rights";
	default:
		return lack->who != NULL ? "decision" : "unowned";
	}
}

static void add_lacks(struct json *json, const struct mow_rehearsal *rehearsal)
{
	size_t count;
	const struct mow_rehearsal_lack *lacks = mow_rehearsal_lacks(rehearsal, &count);

	json_open_list(json, "lacks");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		json_member(json, "kind", kind_word(&lacks[i]));
		json_member(json, "who", lacks[i].who);
		add_place(json, lacks[i].file, lacks[i].line);
		json_count(json, "changes", lacks[i].changes);
		json_count(json, "files", lacks[i].files);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_areas(struct json *json, const struct mow_rehearsal *rehearsal)
{
	size_t count;
	const struct mow_rehearsal_area *areas = mow_rehearsal_areas(rehearsal, &count);

	json_open_list(json, "areas");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		json_member(json, "area", areas[i].area);
		add_place(json, areas[i].file, areas[i].line);
		json_count(json, "changes", areas[i].changes);
		json_count(json, "files", areas[i].files);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_people(struct json *json, const struct mow_rehearsal *rehearsal)
{
	size_t count;
	const struct mow_rehearsal_load *loads = mow_rehearsal_loads(rehearsal, &count);

	json_open_list(json, "loads");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		json_member(json, "who", loads[i].who);
		json_count(json, "before", loads[i].before);
		json_count(json, "after", loads[i].after);
		json_close(json, '}');
	}
	json_close(json, ']');
	const struct mow_rehearsal_mend *mends = mow_rehearsal_mends(rehearsal, &count);
	json_open_list(json, "deputies");
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		json_strings(json, "of", mends[i].of, mends[i].of_count);
		json_strings(json, "who", mends[i].deputies, mends[i].deputy_count);
		json_count(json, "changes", mends[i].changes);
		json_count(json, "first", mends[i].first);
		json_count(json, "all", mends[i].all);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_change(struct json *json, const struct mow_rehearsal_change *change)
{
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, change->at);
	json_line(json);
	json_open(json, '{');
	json_member(json, "at", moment);
	json_member(json, "old", change->old_id);
	json_member(json, "new", change->new_id);
	json_member(json, "author", change->author);
	json_member(json, "subject", change->subject);
	json_path(json, change->path, change->path_len);
	json_count(json, "files", change->files);
	json_open_list(json, "lacks");
	for (size_t i = 0; i < change->lack_count; i++)
		json_number(json, (long long)change->lacks[i]);
	json_close(json, ']');
	json_flag(json, "anyway", change->anyway);
	json_flag(json, "mended", change->mended);
	json_close(json, '}');
}

void report_rehearse_json(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	struct json json = JSON_INIT(output->out);
	char since[CLOCK_TEXT], day[CLOCK_TEXT];

	clock_format_moment(since, output->since);
	clock_format_moment(day, mow_rehearsal_day(rehearsal));
	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "target", mow_rehearsal_target(rehearsal));
	json_member(&json, "since", since);
	json_member(&json, "from", day);
	json_strings(&json, "without", output->without, output->without_count);
	json_count(&json, "changes", mow_rehearsal_changes(rehearsal));
	json_count(&json, "waiting", mow_rehearsal_waiting(rehearsal));
	json_count(&json, "anyway", mow_rehearsal_anyway(rehearsal));
	add_lacks(&json, rehearsal);
	add_areas(&json, rehearsal);
	add_people(&json, rehearsal);
	json_open_list(&json, "waits");
	for (size_t i = 0; i < mow_rehearsal_waiting(rehearsal); i++)
		add_change(&json, mow_rehearsal_change(rehearsal, i));
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

/* ---- CSV ---------------------------------------------------------------------------------------------------------- */

static void add_cells(struct csv *csv, const struct mow_rehearsal_change *change, const struct mow_rehearsal_lack *lack)
{
	MOW_AUTO(buf) words = BUF_INIT;
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, change->at);
	rehearse_lack(&words, lack);
	csv->out->failed = csv->out->failed || words.failed;
	csv_text(csv, moment);
	csv_text(csv, change->new_id);
	csv_text(csv, change->author);
	csv_text(csv, change->subject);
	csv_path(csv, change->path, change->path_len);
	csv_number(csv, change->files);
	csv_text(csv, words.data);
	csv_text(csv, change->anyway ? "yes" : "no");
	csv_text(csv, change->mended ? "yes" : "no");
	csv_end(csv);
}

void report_rehearse_csv(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal)
{
	struct csv csv = CSV_INIT(output->out);
	size_t count;
	const struct mow_rehearsal_lack *lacks = mow_rehearsal_lacks(rehearsal, &count);

	buf_adds(output->out, "Landed,Commit,Author,Subject,Path,Files,Waits for,Anyway,Mended\n");
	for (size_t i = 0; i < mow_rehearsal_waiting(rehearsal); i++) {
		const struct mow_rehearsal_change *change = mow_rehearsal_change(rehearsal, i);
		for (size_t k = 0; k < change->lack_count; k++)
			add_cells(&csv, change, &lacks[change->lacks[k]]);
	}
}
