/*
 * JSON, written piece by piece into a buffer. Commas come by themselves; the caller opens, closes and names in a sound
 * order.
 *
 *     struct json json = JSON_INIT(&out);
 *     json_open(&json, '{');
 *     json_count(&json, "mowners", 1);
 *     json_close(&json, '}');
 *     json_end(&json);
 *
 * The output is ASCII brackets and UTF-8 strings (escape_json). Failures are those of the buffer (buf_check). The
 * buffer may be emptied between two calls, so that a long document goes out in parts. No name here is one of jansson's.
 */
#ifndef MOW_REPORT_JSON_H
#define MOW_REPORT_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "mowners.h"

#define JSON_SCHEMA 1 /* the value of "mowners" in every document */

struct json {
	struct buf *out;
	bool comma; /* a value stands before the next one, on the same level */
	bool line;  /* the next piece begins a line */
};
#define JSON_INIT(buffer)              \
	{                              \
		(buffer), false, false \
	}

void json_open(struct json *json, char bracket);                   /* '{' or '[' */
void json_close(struct json *json, char bracket);                  /* '}' or ']' */
void json_key(struct json *json, const char *key);                 /* plain ASCII; the value comes next */
void json_text(struct json *json, const char *text);               /* NULL: null */
void json_bytes(struct json *json, const char *bytes, size_t len); /* a string; what is no UTF-8 becomes U+FFFD */
void json_number(struct json *json, long long number);
void json_none(struct json *json);

/* A key and its value, a member of the open object. */
void json_open_object(struct json *json, const char *key);
void json_open_list(struct json *json, const char *key);
void json_member(struct json *json, const char *key, const char *text); /* NULL: null */
void json_member_bytes(struct json *json, const char *key, const char *bytes, size_t len);
void json_count(struct json *json, const char *key, size_t number);
void json_flag(struct json *json, const char *key, bool value);
void json_strings(struct json *json, const char *key, const char *const *items, size_t count);

/* "path": "…" as members of the open object, and where it is no UTF-8 "path_bytes": its bytes in hexadecimal. */
void json_path(struct json *json, const char *path, size_t len);
/* The same under another key: "folder" and "folder_bytes". */
void json_path_as(struct json *json, const char *key, const char *path, size_t len);

/* "file" and "line" of something that stands in a file of the repository. */
void json_place(struct json *json, const char *file, unsigned line);

/* "paths": […], and where any is no UTF-8 "path_bytes": […], all of them in hexadecimal. */
void json_paths(struct json *json, const struct mow_path *paths, size_t count);

void json_line(struct json *json); /* puts the next piece on a line of its own, for people's eyes and diffs */
void json_end(struct json *json);  /* after the outermost value: the end of its line; another document may follow */

#endif
