#include "report/notify.h"

#include "base/clock.h"
#include "report/json.h"

static void add_text(struct json *json, const char *key, const char *text)
{
	json_key(json, key);
	json_text(json, text);
}

static void add_people(struct json *json, const struct mow_told *told)
{
	json_key(json, "people");
	json_open(json, '[');
	for (size_t i = 0; i < told->people_count; i++) {
		json_open(json, '{');
		add_text(json, "name", told->people[i].name);
		add_text(json, "email", told->people[i].email);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_told(struct json *json, const struct mow_told *told)
{
	json_line(json);
	json_open(json, '{');
	add_text(json, "owner", told->owner);
	add_people(json, told);
	add_text(json, "ref", told->ref);
	add_text(json, "old", told->old_id);
	add_text(json, "new", told->new_id);
	json_key(json, "files");
	json_number(json, (long long)told->files);
	json_key(json, "paths");
	json_open(json, '[');
	for (size_t i = 0; i < told->path_count; i++) {
		json_open(json, '{');
		json_path(json, told->paths[i].bytes, told->paths[i].len);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

void report_notify_landed(struct buf *out, const struct mow_push *push, int64_t now)
{
	struct json json = JSON_INIT(out);
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, now);
	json_open(&json, '{');
	json_key(&json, "mowners");
	json_number(&json, JSON_SCHEMA);
	add_text(&json, "event", "landed");
	add_text(&json, "at", moment);
	add_text(&json, "pusher", mow_push_pusher(push));
	json_key(&json, "informed");
	json_open(&json, '[');
	for (size_t i = 0; i < mow_push_told(push); i++)
		add_told(&json, mow_push_told_owner(push, i));
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
