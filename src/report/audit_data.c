/* What an audit found, for programs. */
#include <string.h>

#include "base/clock.h"
#include "report/audit.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/words.h"

static const char *kind_word(enum mow_audit_kind kind)
{
	static const char *const kinds[] = {
		[MOW_AUDIT_UNAPPROVED] = "unapproved",
		[MOW_AUDIT_ERRORS] = "errors",
		[MOW_AUDIT_OVERRIDE] = "override",
		[MOW_AUDIT_UNNOTED] = "unnoted",
		[MOW_AUDIT_GAP] = "gap",
		[MOW_AUDIT_UNREADABLE] = "unreadable",
		[MOW_AUDIT_UNJUDGED] = "unjudged",
	};

	return kinds[kind];
}

enum { PATHS_TOLD = 100 };

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void add_paths(struct json *json, const struct mow_audit_finding *finding)
{
	json_open_list(json, "paths");
	for (size_t i = 0; i < finding->path_count && i < PATHS_TOLD; i++) {
		json_open(json, '{');
		json_path(json, finding->paths[i].path, finding->paths[i].path_len);
		json_member(json, "state", words_state(finding->paths[i].state));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_members(struct json *json, const struct mow_audit_finding *finding)
{
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, finding->at);
	json_member(json, "kind", kind_word(finding->kind));
	json_member(json, "at", moment);
	json_flag(json, "noted", finding->noted);
	json_member(json, "old", finding->old_id);
	json_member(json, "new", finding->new_id);
	json_member(json, "pusher", finding->pusher);
	json_member(json, "author", finding->author);
	json_member(json, "subject", finding->subject);
	json_member(json, "entry", finding->entry);
	json_count(json, "files", finding->path_count);
	add_paths(json, finding);
	json_strings(json, "overrides", finding->records, finding->record_count);
	json_strings(json, "missing", finding->missing, finding->missing_count);
	json_member(json, "why", finding->why);
}

void report_audit_json(struct buf *out, const struct mow_audit *audit)
{
	struct json json = JSON_INIT(out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "target", mow_audit_target(audit));
	json_count(&json, "changes", mow_audit_changes(audit));
	json_count(&json, "judged", mow_audit_judged(audit));
	json_flag(&json, "chain", mow_audit_has_chain(audit));
	json_flag(&json, "copy", mow_audit_is_copy(audit));
	json_flag(&json, "more", mow_audit_goes_on(audit));
	json_open_list(&json, "findings");
	for (size_t i = 0; i < mow_audit_findings(audit); i++) {
		json_line(&json);
		json_open(&json, '{');
		add_members(&json, mow_audit_finding(audit, i));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

void report_audit_ndjson(struct buf *out, const struct mow_audit *audit)
{
	for (size_t i = 0; i < mow_audit_findings(audit); i++) {
		struct json json = JSON_INIT(out);
		json_open(&json, '{');
		json_count(&json, "mowners", JSON_SCHEMA);
		add_members(&json, mow_audit_finding(audit, i));
		json_close(&json, '}');
		json_end(&json);
	}
}

/* ---- CSV --------------------------------------------------------------------------------------------------------- */

/* `path` NULL: of none. */
static void add_row(struct csv *csv, const struct mow_audit_finding *finding, const struct mow_audit_path *path)
{
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, finding->at);
	csv_text(csv, kind_word(finding->kind));
	csv_text(csv, moment);
	csv_text(csv, finding->noted ? "yes" : "no");
	csv_text(csv, finding->old_id);
	csv_text(csv, finding->new_id);
	csv_text(csv, finding->pusher);
	csv_text(csv, finding->author);
	csv_text(csv, finding->subject);
	csv_path(csv, path != NULL ? path->path : "", path != NULL ? path->path_len : 0);
	csv_text(csv, path != NULL ? words_state(path->state) : NULL);
	csv_text(csv, finding->why);
	csv_end(csv);
}

void report_audit_csv(struct buf *out, const struct mow_audit *audit)
{
	struct csv csv = CSV_INIT(out);

	buf_adds(out, "Kind,At,Noted,Old,New,Pusher,Author,Subject,Path,State,Why\n");
	for (size_t i = 0; i < mow_audit_findings(audit); i++) {
		const struct mow_audit_finding *finding = mow_audit_finding(audit, i);
		for (size_t k = 0; k < finding->path_count; k++)
			add_row(&csv, finding, &finding->paths[k]);
		if (finding->path_count == 0)
			add_row(&csv, finding, NULL);
	}
}
