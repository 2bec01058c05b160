/* One document: the findings, and how many of each kind. */
#include "report/json.h"
#include "report/lint/lint.h"

void lint_add_finding(struct json *json, const struct mow_finding *finding)
{
	json_line(json);
	json_open(json, '{');
	json_member(json, "file", finding->file[0] != '\0' ? finding->file : NULL);
	json_count(json, "line", finding->line);
	json_count(json, "column", finding->column);
	json_member(json, "severity", lint_severity(finding->severity));
	json_member(json, "code", finding->code);
	json_member(json, "message", finding->message);
	json_member(json, "about", finding->about);
	json_open_list(json, "in");
	for (size_t i = 0; i < finding->in_count; i++)
		json_text(json, finding->in[i]);
	json_close(json, ']');
	json_close(json, '}');
}

void report_lint_json(struct buf *out, const struct mow_finding *findings, size_t count)
{
	struct json json = JSON_INIT(out);
	size_t errors = 0;

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_open_list(&json, "findings");
	for (size_t i = 0; i < count; i++) {
		lint_add_finding(&json, &findings[i]);
		errors += findings[i].severity == MOW_ERROR;
	}
	json_close(&json, ']');
	json_count(&json, "errors", errors);
	json_count(&json, "warnings", (count - errors));
	json_close(&json, '}');
	json_end(&json);
}
