#include "report/sarif.h"

#include <string.h>

#include "base/escape.h"
#include "report/fingerprint.h"
#include "report/json.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define ROOT "%SRCROOT%"
#define FINGERPRINT "mowners/v1"

/* ---- Texts -------------------------------------------------------------------------------------------------------- */

void sarif_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		buf_addc(out, *text);
		if (*text == '{' || *text == '}')
			buf_addc(out, *text);
		else if (text[0] == ']' && text[1] == '(')
			buf_addc(out, ' ');
	}
}

/* "key": {"text": "…"} */
static void add_text(struct json *json, const char *key, const char *text)
{
	MOW_AUTO(buf) escaped = BUF_INIT;

	sarif_text(&escaped, text);
	json_open_object(json, key);
	json_member_bytes(json, "text", escaped.data, escaped.len);
	json_close(json, '}');
	json->out->failed = json->out->failed || escaped.failed;
}

static void add_level(struct json *json, enum annotation_level level)
{
	json_member(json, "level", annotations_level(level));
}

/* ---- Rules -------------------------------------------------------------------------------------------------------- */

/* Those of a list, each once, in the order in which they first come. */
struct used {
	struct used_rule {
		const struct annotation_rule *rule;
		enum annotation_level level; /* of the first */
	} * items;
	size_t count;
};

static size_t find_rule(const struct used *used, const struct annotation_rule *rule)
{
	size_t at = 0;

	while (at < used->count && used->items[at].rule != rule)
		at++;
	return at;
}

static bool gather(struct used *used, struct arena *arena, const struct annotations *list)
{
	used->items = arena_array(arena, list->count + 1, sizeof *used->items);
	if (used->items == NULL)
		return false;
	for (size_t i = 0; i < list->count; i++)
		if (find_rule(used, list->items[i].rule) == used->count)
			used->items[used->count++] = (struct used_rule){list->items[i].rule, list->items[i].level};
	return true;
}

/* GitHub refuses a rule without help. */
static void add_help(struct json *json, const struct annotation_rule *rule, const char *page)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, "%s. See %s.", rule->meaning, page);
	json->out->failed = json->out->failed || text.failed;
	if (!text.failed)
		add_text(json, "help", text.data);
}

static void add_tool(struct json *json, const struct used *used, const char *page)
{
	json_open_object(json, "tool");
	json_open_object(json, "driver");
	json_member(json, "name", "mowners");
	json_member(json, "version", MOW_VERSION);
	json_member(json, "semanticVersion", MOW_VERSION);
	json_open_list(json, "rules");
	for (size_t i = 0; i < used->count; i++) {
		json_line(json);
		json_open(json, '{');
		json_member(json, "id", used->items[i].rule->id);
		add_text(json, "shortDescription", used->items[i].rule->title);
		add_text(json, "fullDescription", used->items[i].rule->meaning);
		add_help(json, used->items[i].rule, page);
		json_open_object(json, "defaultConfiguration");
		add_level(json, used->items[i].level);
		json_close(json, '}');
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
	json_close(json, '}');
}

/* ---- Results ------------------------------------------------------------------------------------------------------ */

/* Columns are those of bytes, which the format does not know: lines alone. */
static void add_location(struct json *json, const struct annotation *annotation)
{
	const char *path = annotations_place(annotation);
	MOW_AUTO(buf) uri = BUF_INIT;

	escape_percent(&uri, path, path == annotation->path ? annotation->path_len : strlen(path));
	json_open_list(json, "locations");
	json_open(json, '{');
	json_open_object(json, "physicalLocation");
	json_open_object(json, "artifactLocation");
	json_member_bytes(json, "uri", uri.data, uri.len);
	json_member(json, "uriBaseId", ROOT);
	json_close(json, '}');
	json_open_object(json, "region");
	json_count(json, "startLine", annotation->line > 0 ? annotation->line : 1);
	json_close(json, '}');
	json_close(json, '}');
	json_close(json, '}');
	json_close(json, ']');
	json->out->failed = json->out->failed || uri.failed;
}

static void add_results(struct json *json, const struct annotations *list, const struct used *used)
{
	MOW_AUTO(fingerprints) run = {0};

	json_open_list(json, "results");
	for (size_t i = 0; i < list->count; i++) {
		const struct annotation *annotation = &list->items[i];
		char fingerprint[DIGEST_HEX];
		fingerprint_next(fingerprint, &run, annotation);
		json_line(json);
		json_open(json, '{');
		json_member(json, "ruleId", annotation->rule->id);
		json_count(json, "ruleIndex", find_rule(used, annotation->rule));
		add_level(json, annotation->level);
		add_text(json, "message", annotation->message);
		add_location(json, annotation);
		json_open_object(json, "partialFingerprints");
		json_member(json, FINGERPRINT, fingerprint);
		json_close(json, '}');
		json_close(json, '}');
	}
	json_close(json, ']');
	json->out->failed = json->out->failed || run.failed;
}

/* ---- The document ------------------------------------------------------------------------------------------------- */

static void add_base(struct json *json)
{
	json_open_object(json, "originalUriBaseIds");
	json_open_object(json, ROOT);
	add_text(json, "description", "The root of the repository.");
	json_close(json, '}');
	json_close(json, '}');
}

/* What was left out is said where tools say what they could not do. */
static void add_invocation(struct json *json, const struct annotations *list)
{
	size_t left_out = annotations_left_out(list);
	MOW_AUTO(buf) text = BUF_INIT;

	if (left_out == 0)
		return;
	buf_addf(&text, "There are %zu more; %s lists all of them.", left_out, list->all);
	json_open_list(json, "invocations");
	json_open(json, '{');
	json_flag(json, "executionSuccessful", true);
	json_open_list(json, "toolExecutionNotifications");
	json_open(json, '{');
	add_level(json, ANNOTATION_WARNING);
	add_text(json, "message", text.data);
	json_close(json, '}');
	json_close(json, ']');
	json_close(json, '}');
	json_close(json, ']');
	json->out->failed = json->out->failed || text.failed;
}

void sarif_write(struct buf *out, const struct annotations *list)
{
	struct json json = JSON_INIT(out);
	MOW_AUTO(arena) arena = {0};
	struct used used = {NULL, 0};

	out->failed = out->failed || list->failed || !gather(&used, &arena, list);
	if (out->failed)
		return;
	json_open(&json, '{');
	json_member(&json, "$schema", SCHEMA);
	json_member(&json, "version", "2.1.0");
	json_open_list(&json, "runs");
	json_open(&json, '{');
	add_tool(&json, &used, list->page);
	add_base(&json);
	add_invocation(&json, list);
	add_results(&json, list, &used);
	json_close(&json, '}');
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
