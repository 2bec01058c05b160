#include "report/codequality.h"

#include <string.h>

#include "report/fingerprint.h"
#include "report/json.h"

static void add_description(struct json *json, const char *message, const char *more)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, message);
	buf_adds(&text, more);
	json_member_bytes(json, "description", text.data, text.len);
	json->out->failed = json->out->failed || text.failed;
}

static void add_location(struct json *json, const struct annotation *annotation)
{
	const char *path = annotations_place(annotation);

	json_open_object(json, "location");
	json_member_bytes(json, "path", path, path == annotation->path ? annotation->path_len : strlen(path));
	json_open_object(json, "lines");
	json_count(json, "begin", annotation->line > 0 ? annotation->line : 1);
	json_close(json, '}');
	json_close(json, '}');
}

static void add_finding(struct json *json, const struct annotation *annotation, const char *fingerprint,
			const char *more)
{
	json_line(json);
	json_open(json, '{');
	add_description(json, annotation->message, more);
	json_member(json, "check_name", annotation->rule->id);
	json_member(json, "fingerprint", fingerprint);
	json_member(json, "severity", annotation->level == ANNOTATION_ERROR ? "blocker" : "minor");
	add_location(json, annotation);
	json_close(json, '}');
}

void codequality_write(struct buf *out, const struct annotations *list)
{
	struct json json = JSON_INIT(out);
	MOW_AUTO(fingerprints) run = {0};
	MOW_AUTO(buf) more = BUF_INIT;

	if (annotations_left_out(list) > 0)
		buf_addf(&more, " (and %zu more; %s lists all of them)", annotations_left_out(list), list->all);
	json_open(&json, '[');
	for (size_t i = 0; i < list->count; i++) {
		char fingerprint[DIGEST_HEX];
		fingerprint_next(fingerprint, &run, &list->items[i]);
		add_finding(&json, &list->items[i], fingerprint, i + 1 < list->count ? "" : more.data);
	}
	json_close(&json, ']');
	json_end(&json);
	out->failed = out->failed || list->failed || run.failed || more.failed;
}
