#include "forge/evidence.h"

#include <jansson.h>

#include "base/clock.h"
#include "base/error.h"
#include "forge/answer.h"

#include <string.h>

static int append(const char *bytes, size_t len, void *context)
{
	buf_add(context, bytes, len);
	return 0;
}

static bool set(json_t *line, const char *key, const char *value)
{
	return value == NULL || json_object_set_new(line, key, json_string(value)) == 0;
}

/* A moment that cannot be read is none: then what was made is as old as can be. */
static const char *moment_of(const char *text)
{
	int64_t moment;

	return text != NULL && clock_parse_moment(&moment, text, strlen(text)) ? text : NULL;
}

static int add_line(struct buf *out, const json_t *line, struct mow_error *err)
{
	if (json_dump_callback(line, append, out, JSON_COMPACT) != 0)
		return mow_fail_memory(err);
	buf_addc(out, '\n');
	return buf_check(out, err);
}

static int add_opinion(struct buf *out, const struct forge_place *place, const struct forge_opinion *opinion,
		       struct mow_error *err)
{
	bool stops = opinion->decision == FORGE_STOPS;
	MOW_AUTO(buf) by = BUF_INIT;
	MOW_AUTO_JSON line = json_object();

	buf_addf(&by, "%s:%s", place->forge->name, opinion->account);
	if (by.failed || line == NULL || !set(line, "by", by.data) ||
	    !set(line, "decision", stops ? "stop" : "approve") ||
	    !set(line, "commit", stops ? NULL : opinion->commit) || !set(line, "base", stops ? NULL : opinion->base) ||
	    !set(line, "made", moment_of(opinion->made)) || !set(line, "source", opinion->source) ||
	    !set(line, "why_not", opinion->why_not))
		return mow_fail_memory(err);
	return add_line(out, line, err);
}

/* That its author made all of it. */
static int add_own(struct buf *out, const struct forge_place *place, const struct forge_answer *answer,
		   struct mow_error *err)
{
	const struct forge_request *request = &answer->request;
	const struct forge_commits *commits = &answer->commits;
	MOW_AUTO(buf) by = BUF_INIT;
	MOW_AUTO(buf) source = BUF_INIT;
	MOW_AUTO_JSON line = json_object();
	json_t *list = json_array();

	buf_addf(&by, "%s:%s", place->forge->name, request->author);
	forge_add_name(&source, place);
	for (size_t i = 0; list != NULL && i < commits->count; i++)
		(void)json_array_append_new(list, json_string(commits->items[i]));
	if (json_object_set_new(line, "commits", list) != 0 || by.failed || source.failed ||
	    json_array_size(list) != commits->count || !set(line, "by", by.data) || !set(line, "decision", "approve") ||
	    !set(line, "commit", request->head) || !set(line, "made", moment_of(request->opened)) ||
	    !set(line, "source", source.data))
		return mow_fail_memory(err);
	return add_line(out, line, err);
}

/* Since when it waits: for this target, since it came to that. NULL: not known. */
static const char *waits_since(char text[CLOCK_TEXT], const struct forge_request *request)
{
	int64_t opened = forge_moment(request->opened);

	if (request->turned <= opened)
		return moment_of(request->opened);
	clock_format_moment(text, request->turned);
	return request->turned != INT64_MAX ? text : NULL;
}

static int add_request(struct buf *out, const struct forge_place *place, const struct forge_request *request,
		       struct mow_error *err)
{
	char text[CLOCK_TEXT];
	const char *made = request->draft ? NULL : waits_since(text, request);
	const char *why_not = made != NULL     ? NULL
			      : request->draft ? "it is a draft"
					       : "the forge does not say when it was opened";
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO_JSON line = json_object();

	forge_add_name(&name, place);
	if (name.failed || line == NULL || !set(line, "decision", "request") || !set(line, "made", made) ||
	    !set(line, "source", name.data) || !set(line, "why_not", why_not))
		return mow_fail_memory(err);
	return add_line(out, line, err);
}

int evidence_write(struct buf *out, const struct forge_place *place, const struct forge_answer *answer,
		   struct mow_error *err)
{
	const struct forge_opinions *opinions = &answer->opinions;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < opinions->count; i++)
		if (opinions->items[i].account != NULL)
			result = add_opinion(out, place, &opinions->items[i], err);
	if (result == MOW_OK && answer->commits.count > 0 && !answer->commits.others)
		result = add_own(out, place, answer, err);
	return result == MOW_OK ? add_request(out, place, &answer->request, err) : result;
}
