#include "report/notify.h"

#include "base/clock.h"
#include "report/json.h"

static void add_person(struct json *json, const struct mow_told_person *person)
{
	json_open(json, '{');
	json_member(json, "name", person->name);
	json_member(json, "email", person->email);
	json_close(json, '}');
}

static void add_people(struct json *json, const struct mow_told_person *people, size_t count)
{
	json_open_list(json, "people");
	for (size_t i = 0; i < count; i++)
		add_person(json, &people[i]);
	json_close(json, ']');
}

static void add_paths(struct json *json, const struct mow_path *paths, size_t count, size_t files)
{
	json_count(json, "files", files);
	json_open_list(json, "paths");
	for (size_t i = 0; i < count; i++) {
		json_open(json, '{');
		json_path(json, paths[i].bytes, paths[i].len);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* What every document begins with. */
static void begin(struct json *json, const char *event, const char *pusher, int64_t now)
{
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, now);
	json_open(json, '{');
	json_count(json, "mowners", JSON_SCHEMA);
	json_member(json, "event", event);
	json_member(json, "at", moment);
	json_member(json, "pusher", pusher);
}

/* ---- Of what has landed */

static void add_told(struct json *json, const struct mow_told *told)
{
	json_line(json);
	json_open(json, '{');
	json_member(json, "owner", told->owner);
	add_people(json, told->people, told->people_count);
	json_member(json, "ref", told->ref);
	json_member(json, "old", told->old_id);
	json_member(json, "new", told->new_id);
	add_paths(json, told->paths, told->path_count, told->files);
	json_close(json, '}');
}

void report_notify_landed(struct buf *out, const struct mow_push *push, int64_t now)
{
	struct json json = JSON_INIT(out);

	begin(&json, "landed", mow_push_pusher(push), now);
	json_open_list(&json, "informed");
	for (size_t i = 0; i < mow_push_told(push); i++)
		add_told(&json, mow_push_told_owner(push, i));
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

/* ---- Of requests */

static void add_request(struct json *json, const struct mow_asked *asked)
{
	char made[CLOCK_TEXT];

	clock_format_moment(made, asked->made);
	json_line(json);
	json_open(json, '{');
	json_member(json, "record", asked->record);
	json_key(json, "by");
	add_person(json, &asked->by);
	json_member(json, "made", made);
	json_member(json, "reason", asked->reason);
	json_member(json, "target", asked->target);
	json_member(json, "commit", asked->commit);
	add_people(json, asked->people, asked->people_count);
	add_paths(json, asked->paths, asked->path_count, asked->files);
	json_close(json, '}');
}

void report_notify_asked(struct buf *out, const struct notify_asked *asked, int64_t now)
{
	struct json json = JSON_INIT(out);

	begin(&json, "requested", asked->pusher, now);
	json_open_list(&json, "requests");
	for (size_t i = 0; i < asked->count; i++)
		add_request(&json, &asked->items[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
