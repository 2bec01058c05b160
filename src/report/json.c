#include "report/json.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

/* Before a value or a key: the comma behind the one before, and the line break if one was asked for. */
static void begin(struct json *json)
{
	if (json->comma)
		buf_adds(json->out, json->line ? "," : ", ");
	if (json->line)
		buf_addc(json->out, '\n');
	json->comma = false;
	json->line = false;
}

void json_open(struct json *json, char bracket)
{
	begin(json);
	buf_addc(json->out, bracket);
}

void json_close(struct json *json, char bracket)
{
	json->comma = false;
	begin(json);
	buf_addc(json->out, bracket);
	json->comma = true;
}

void json_key(struct json *json, const char *key)
{
	begin(json);
	escape_json(json->out, key, strlen(key));
	buf_adds(json->out, ": ");
}

void json_bytes(struct json *json, const char *bytes, size_t len)
{
	begin(json);
	escape_json(json->out, bytes, len);
	json->comma = true;
}

/* A value that needs no escape. */
static void add_plain(struct json *json, const char *text)
{
	begin(json);
	buf_adds(json->out, text);
	json->comma = true;
}

void json_open_object(struct json *json, const char *key)
{
	json_key(json, key);
	json_open(json, '{');
}

void json_open_list(struct json *json, const char *key)
{
	json_key(json, key);
	json_open(json, '[');
}

void json_text(struct json *json, const char *text)
{
	if (text == NULL)
		json_none(json);
	else
		json_bytes(json, text, strlen(text));
}

void json_number(struct json *json, long long number)
{
	begin(json);
	if (number < 0)
		buf_addc(json->out, '-');
	buf_addu(json->out, number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number);
	json->comma = true;
}

void json_flag(struct json *json, const char *key, bool value)
{
	json_key(json, key);
	add_plain(json, value ? "true" : "false");
}

void json_none(struct json *json)
{
	add_plain(json, "null");
}

void json_strings(struct json *json, const char *key, const char *const *items, size_t count)
{
	json_open_list(json, key);
	for (size_t i = 0; i < count; i++)
		json_text(json, items[i]);
	json_close(json, ']');
}

void json_member_bytes(struct json *json, const char *key, const char *bytes, size_t len)
{
	json_key(json, key);
	json_bytes(json, bytes, len);
}

void json_member(struct json *json, const char *key, const char *text)
{
	json_key(json, key);
	json_text(json, text);
}

void json_count(struct json *json, const char *key, size_t number)
{
	json_key(json, key);
	json_number(json, (long long)number);
}

void json_path(struct json *json, const char *path, size_t len)
{
	json_path_as(json, "path", path, len);
}

void json_path_as(struct json *json, const char *key, const char *path, size_t len)
{
	json_member_bytes(json, key, path, len);
	if (utf8_is_valid(path, len))
		return;
	begin(json);
	buf_addf(json->out, "\"%s_bytes\": ", key);
	json->comma = false;
	buf_addc(json->out, '"');
	escape_hex(json->out, path, len);
	buf_addc(json->out, '"');
	json->comma = true;
}

void json_place(struct json *json, const char *file, unsigned line)
{
	json_path_as(json, "file", file, strlen(file));
	json_count(json, "line", line);
}

static void add_hex(struct json *json, const struct mow_path *path)
{
	begin(json);
	buf_addc(json->out, '"');
	escape_hex(json->out, path->bytes, path->len);
	buf_addc(json->out, '"');
	json->comma = true;
}

void json_paths(struct json *json, const struct mow_path *paths, size_t count)
{
	bool clean = true;

	json_open_list(json, "paths");
	for (size_t i = 0; i < count; i++) {
		json_bytes(json, paths[i].bytes, paths[i].len);
		clean = clean && utf8_is_valid(paths[i].bytes, paths[i].len);
	}
	json_close(json, ']');
	if (clean)
		return;
	json_open_list(json, "path_bytes");
	for (size_t i = 0; i < count; i++)
		add_hex(json, &paths[i]);
	json_close(json, ']');
}

void json_line(struct json *json)
{
	json->line = true;
}

void json_end(struct json *json)
{
	buf_addc(json->out, '\n');
	json->comma = false;
	json->line = false;
}
