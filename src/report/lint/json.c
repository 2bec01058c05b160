/* One document: the findings, and how many of each kind. */
#include "report/json.h"
#include "report/lint/lint.h"

void lint_add_finding(struct json *json, const struct mow_finding *finding)
{
	json_line(json);
	json_open(json, '{');
	json_key(json, "file");
	json_text(json, finding->file[0] != '\0' ? finding->file : NULL);
	json_key(json, "line");
	json_number(json, finding->line);
	json_key(json, "column");
	json_number(json, finding->column);
	json_key(json, "severity");
	json_text(json, lint_severity(finding->severity));
	json_key(json, "code");
	json_text(json, finding->code);
	json_key(json, "message");
	json_text(json, finding->message);
	json_key(json, "about");
	json_text(json, finding->about);
	json_key(json, "in");
	json_open(json, '[');
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
	json_key(&json, "findings");
	json_open(&json, '[');
	for (size_t i = 0; i < count; i++) {
		lint_add_finding(&json, &findings[i]);
		errors += findings[i].severity == MOW_ERROR;
	}
	json_close(&json, ']');
	json_key(&json, "errors");
	json_number(&json, (long long)errors);
	json_key(&json, "warnings");
	json_number(&json, (long long)(count - errors));
	json_close(&json, '}');
	json_end(&json);
}
