#include "forge/reader.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "forge/link.h"
#include "forge/url.h"

/* "the reviews of github#7", for messages. */
static void add_subject(struct buf *out, const struct forge_reader *reader, const char *what)
{
	MOW_AUTO(buf) project = BUF_INIT;
	const char *account = reader->place->account;

	if (account != NULL) {
		escape_text(&project, account, strlen(account));
		buf_addf(out, "%s %s", what, project.data);
		out->failed = out->failed || project.failed;
		return;
	}
	escape_text(&project, reader->place->project, strlen(reader->place->project));
	buf_addf(out, "%s %s %s", what, reader->place->forge->noun, project.data);
	if (reader->place->number[0] != '\0')
		buf_addf(out, "%c%s", reader->place->forge->sign, reader->place->number);
	out->failed = out->failed || project.failed;
}

static void add_token_advice(struct buf *out, const struct forge_reader *reader)
{
	const struct forge *forge = reader->place->forge;

	/* What everybody may read needs no particular one. */
	if (reader->place->account != NULL) {
		buf_adds(out, reader->has_token ? "" : "; there is no token: MOWNERS_TOKEN holds one");
		return;
	}
	buf_adds(out, reader->has_token ? "; the token needs "
					: "; there is no token: MOWNERS_TOKEN holds one that is allowed ");
	buf_adds(out, reader->writes ? forge->write_permission : forge->permission);
}

static int fail_status(const struct forge_reader *reader, const char *what, struct mow_error *err)
{
	long status = reader->answer.status;
	MOW_AUTO(buf) text = BUF_INIT;

	url_add_host(&text, reader->answer.url.data);
	if (reader->answer.limited)
		buf_adds(&text, " limits how often it is asked; it answered ");
	else if (status == 401)
		buf_adds(&text, reader->has_token ? " does not accept the token for " : " wants a token for ");
	else if (status == 403)
		buf_adds(&text, reader->writes ? " does not allow to write " : " does not allow to read ");
	else if (status == 404)
		buf_adds(&text, " does not have, or does not show, ");
	else
		buf_adds(&text, " gave no answer about ");
	if (!reader->answer.limited)
		add_subject(&text, reader, what);
	buf_addf(&text, reader->answer.limited ? "%ld" : " (%ld)", status);
	if (!reader->answer.limited && (status == 401 || status == 403 || status == 404))
		add_token_advice(&text, reader);
	return text.failed ? mow_fail_memory(err) : mow_fail(err, MOW_ESYSTEM, "%s", text.data);
}

int reader_open(struct forge_reader *reader, const struct forge_place *place, const struct forge_access *access,
		struct mow_error *err)
{
	const struct http_options options = {.origin = place->api,
					     .token_header = place->forge->token_header,
					     .token = access->token,
					     .accept = place->forge->accept,
					     .ca_file = access->ca_file,
					     .ca_folder = access->ca_folder,
					     .pause = access->pause};

	reader->place = place;
	reader->has_token = access->token != NULL;
	return http_open(&reader->http, &options, err);
}

void forge_reader_release(struct forge_reader *reader)
{
	http_answer_release(&reader->answer);
	http_free(reader->http);
}

int reader_get(json_t **out, struct forge_reader *reader, const char *url, const char *what, struct mow_error *err)
{
	const struct http_request request = {"GET", url, NULL};
	MOW_AUTO(buf) host = BUF_INIT;
	int result = http_ask(&reader->answer, reader->http, &request, err);

	if (result < 0)
		return result;
	if (reader->answer.status != 200)
		return fail_status(reader, what, err);
	url_add_host(&host, reader->answer.url.data);
	return answer_parse(out, reader->answer.body.data, reader->answer.body.len, host.data, err);
}

int reader_write(struct forge_reader *reader, const struct http_request *request, const char *what,
		 struct mow_error *err)
{
	reader->writes = true;
	int result = http_ask(&reader->answer, reader->http, request, err);
	if (result < 0)
		return result;
	return reader->answer.status >= 200 && reader->answer.status <= 204 ? MOW_OK : fail_status(reader, what, err);
}

static int take_page(size_t *count, const struct reader_list *list, struct forge_reader *reader, const char *url,
		     struct mow_error *err)
{
	MOW_AUTO_JSON page = NULL;
	int result = reader_get(&page, reader, url, list->what, err);

	if (result == MOW_OK && !json_is_array(page)) {
		MOW_AUTO(buf) host = BUF_INIT;
		url_add_host(&host, url);
		return mow_fail(err, MOW_EINVAL, "%s: something else than a list", host.data);
	}
	*count = json_array_size(page);
	for (size_t i = 0; result == MOW_OK && i < *count; i++)
		result = list->item(json_array_get(page, i), list->context, err);
	return result;
}

static int fail_pages(const struct reader_list *list, const struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) subject = BUF_INIT;

	add_subject(&subject, reader, list->what);
	return mow_fail(err, MOW_ETOOBIG, "%s are more than %d pages", subject.data, FORGE_PAGES);
}

int reader_list(const struct reader_list *list, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;
	int more = 1;

	buf_adds(&url, list->url);
	reader->pages = reader->seen = 0;
	while (more == 1) {
		size_t count = 0;
		if (reader->pages == FORGE_PAGES)
			return fail_pages(list, reader, err);
		int result = buf_check(&url, err);
		if (result == MOW_OK)
			result = take_page(&count, list, reader, url.data, err);
		if (result < 0)
			return result;
		reader->pages++;
		reader->seen += count;
		more = list->next(&url, reader, count, err);
	}
	return more;
}

int reader_next_link(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err)
{
	MOW_AUTO(buf) link = BUF_INIT;
	MOW_AUTO(buf) host = BUF_INIT;
	int result = link_next(&link, reader->answer.link.data);

	(void)count;
	url_add_host(&host, reader->answer.url.data);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result == MOW_EINVAL)
		return mow_fail(err, MOW_EINVAL, "%s says where its next page is in a way that cannot be read",
				host.data);
	if (result == 0)
		return 0;
	if (url_resolve(url, reader->answer.url.data, link.data, NULL) != MOW_OK ||
	    !url_is_same_origin(url->data, reader->place->api))
		return mow_fail(err, MOW_EDENIED, "%s says that its next page is on another host, which is not asked",
				host.data);
	return 1;
}

/* ---- Texts ----------------------------------------------------------------------------------------------------- */

/* One word of printable characters. */
static bool is_word(const char *text, size_t len)
{
	uint32_t code;

	if (len == 0 || len > FORGE_TEXT_MAX || utf8_find_space(&code, text, len) < len)
		return false;
	for (size_t at = 0; at < len;) {
		size_t size = utf8_next(&code, text + at, len - at);
		if (size == 0 || code == ' ' || !utf8_printable(code))
			return false;
		at += size;
	}
	return true;
}

int reader_keep(const char **out, struct arena *arena, const char *text)
{
	*out = NULL;
	if (text == NULL || !is_word(text, strlen(text)))
		return MOW_OK;
	*out = arena_dup(arena, text, strlen(text));
	return *out != NULL ? MOW_OK : MOW_ENOMEM;
}

int reader_keep_commit(const char **out, struct arena *arena, const char *text)
{
	*out = NULL;
	if (text == NULL || strlen(text) != 40 || strspn(text, "0123456789abcdef") != 40 || strspn(text, "0") == 40)
		return MOW_OK;
	return reader_keep(out, arena, text);
}

int reader_fail_lacks(const struct forge_reader *reader, const char *what, struct mow_error *err)
{
	return mow_fail(err, MOW_EINVAL, "%s sent a %s without %s", reader->place->forge->title,
			reader->place->forge->noun, what);
}

int reader_request(struct forge_answer *answer, struct forge_reader *reader, const struct buf *url,
		   const struct reader_request *shape, struct mow_error *err)
{
	struct forge_request *request = &answer->request;
	MOW_AUTO_JSON json = NULL;
	int result = buf_check(url, err);

	if (result == MOW_OK)
		result = reader_get(&json, reader, url->data, "the", err);
	if (result < 0)
		return result;
	const char *state = answer_text(json, "state");
	if (reader_keep_commit(&request->head, &answer->arena, answer_text(json, shape->head)) ||
	    reader_keep(&request->target, &answer->arena, answer_text(json, shape->target)) ||
	    reader_keep(&request->author, &answer->arena, answer_text(json, shape->author)) ||
	    reader_keep(&request->opened, &answer->arena, answer_text(json, "created_at")))
		return mow_fail_memory(err);
	request->draft = answer_is_true(json, "draft");
	if (state == NULL)
		return reader_fail_lacks(reader, "a state", err);
	if (request->head == NULL)
		return reader_fail_lacks(reader, "a head commit", err);
	if (request->target == NULL)
		return reader_fail_lacks(reader, "a target branch", err);
	request->closed = shape->closed(json, state);
	return MOW_OK;
}
