#include "forge/write.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "forge/reader.h"

#define MARKER "<!-- mowners: the check of this request -->"
#define STATUS_TEXT 140 /* bytes that every forge takes */

static int append(const char *bytes, size_t len, void *context)
{
	buf_add(context, bytes, len);
	return 0;
}

/* One object of texts; those that are NULL are left out. */
struct field {
	const char *key, *value;
};

static int make_body(struct buf *out, const struct field *fields, size_t count, struct mow_error *err)
{
	MOW_AUTO_JSON json = json_object();
	bool good = json != NULL;

	for (size_t i = 0; good && i < count; i++)
		good = fields[i].value == NULL ||
		       json_object_set_new(json, fields[i].key, json_string(fields[i].value)) == 0;
	if (!good || json_dump_callback(json, append, out, JSON_COMPACT) != 0)
		return mow_fail_memory(err);
	return buf_check(out, err);
}

/* ---- A comment --------------------------------------------------------------------------------------------------- */

struct finding {
	const struct forge *forge;
	struct buf self;  /* our account */
	struct buf body;  /* what we are to say, with the marker */
	int64_t id;       /* of our comment; 0: there is none */
	bool is_the_same; /* it says that already */
};

/* A token of a job may not ask whose it is. */
static int find_self(struct finding *finding, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO_JSON json = NULL;
	struct mow_error why = {0};

	buf_addf(&url, "%s/user", reader->place->api);
	int result = buf_check(&url, &why);
	if (result == MOW_OK)
		result = reader_get(&json, reader, url.data, "who asks about", &why);
	long status = reader->answer.status;
	bool told = status == 401 || status == 403 || status == 404;
	if (result < 0 && (!told || finding->forge->writes->job_account == NULL))
		return mow_fail(err, result, "%s", why.message);
	const char *name = result == MOW_OK ? answer_text(json, finding->forge->writes->account) : NULL;
	if (name == NULL)
		name = finding->forge->writes->job_account;
	if (name == NULL || name[0] == '\0')
		return reader_fail_lacks(reader, "the account of the token", err);
	buf_adds(&finding->self, name);
	return buf_check(&finding->self, err);
}

static int take_comment(const json_t *item, void *context, struct mow_error *err)
{
	struct finding *finding = context;
	const char *body = answer_text(item, "body");
	const char *author =
		answer_text(answer_get(item, finding->forge->writes->author), finding->forge->writes->account);

	(void)err;
	if (finding->id != 0 || body == NULL || author == NULL || !ascii_is_same(author, finding->self.data) ||
	    !text_begins(body, MARKER))
		return MOW_OK;
	finding->id = answer_number(item, "id");
	finding->is_the_same = strcmp(body, finding->body.data) == 0;
	return MOW_OK;
}

static int find_comment(struct finding *finding, struct forge_reader *reader, struct mow_error *err)
{
	const struct forge_writes *writes = reader->place->forge->writes;
	MOW_AUTO(buf) url = BUF_INIT;

	writes->add_comments(&url, reader->place);
	buf_adds(&url, writes->page);
	const struct reader_list list = {url.data, "the comments on", take_comment, writes->next, finding};
	int result = find_self(finding, reader, err);
	if (result == MOW_OK)
		result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}

static int write_comment(const struct finding *finding, struct forge_reader *reader, struct mow_error *err)
{
	const struct forge_writes *writes = reader->place->forge->writes;
	const struct field field = {"body", finding->body.data};
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO(buf) body = BUF_INIT;
	int result = make_body(&body, &field, 1, err);

	if (finding->id != 0)
		writes->add_comment(&url, reader->place, finding->id);
	else
		writes->add_comments(&url, reader->place);
	if (result == MOW_OK)
		result = buf_check(&url, err);
	const struct http_request request = {finding->id != 0 ? writes->edit : "POST", url.data, body.data};
	return result == MOW_OK ? reader_write(reader, &request, "a comment on", err) : result;
}

static int comment_on(bool *written, struct forge_reader *reader, const struct forge_comment *comment,
		      struct mow_error *err)
{
	struct finding finding = {.forge = reader->place->forge, .self = BUF_INIT, .body = BUF_INIT};

	*written = false;
	buf_addf(&finding.body, "%s\n%s", MARKER, comment->body);
	int result = buf_check(&finding.body, err);
	if (result == MOW_OK)
		result = find_comment(&finding, reader, err);
	if (result == MOW_OK && !finding.is_the_same && (finding.id != 0 || comment->begin)) {
		result = write_comment(&finding, reader, err);
		*written = result == MOW_OK;
	}
	buf_release(&finding.self);
	buf_release(&finding.body);
	return result;
}

int forge_write_comment(bool *written, const struct forge_place *place, const struct forge_access *access,
			const struct forge_comment *comment, struct mow_error *err)
{
	MOW_AUTO(forge_reader) reader = FORGE_READER_INIT;
	int result = MOW_OK;

	/* GitLab carries out what begins a line with a slash. */
	if (comment->body[0] == '/' || strstr(comment->body, "\n/") != NULL)
		return mow_fail(err, MOW_EDENIED, "a comment must not hold commands");
	result = reader_open(&reader, place, access, err);
	return result == MOW_OK ? comment_on(written, &reader, comment, err) : result;
}

/* ---- A status ---------------------------------------------------------------------------------------------------- */

/* Its first bytes, up to a character's end. */
static void cut(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	for (size_t at = 0; at < len;) {
		uint32_t code;
		size_t size = utf8_next(&code, text + at, len - at);
		if (size == 0 || at + size > STATUS_TEXT)
			return;
		buf_add(out, text + at, size);
		at += size;
	}
}

int forge_write_status(const struct forge_place *place, const struct forge_access *access,
		       const struct forge_status *status, struct mow_error *err)
{
	const struct forge_writes *writes = place->forge->writes;
	MOW_AUTO(forge_reader) reader = FORGE_READER_INIT;
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO(buf) body = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	cut(&text, status->text);
	const struct field fields[] = {{"state", writes->outcomes[status->outcome]},
				       {writes->status_name, WRITE_STATUS},
				       {"description", text.data},
				       {"target_url", status->link}};
	writes->add_status(&url, place, status->commit);
	int result = make_body(&body, fields, sizeof fields / sizeof *fields, err);
	if (result == MOW_OK)
		result = buf_check(&url, err);
	if (result == MOW_OK)
		result = buf_check(&text, err);
	if (result == MOW_OK)
		result = reader_open(&reader, place, access, err);
	const struct http_request request = {"POST", url.data, body.data};
	return result == MOW_OK ? reader_write(&reader, &request, "the status of", err) : result;
}
