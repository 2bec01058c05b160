/*
 * Whatever a forge answers is read without harm, and what is made of it is evidence that can be read: each line is one
 * object, and none is about nobody. The first byte says which forge it is; answers are separated by a NUL, each of them
 * the header Link, a line end, and the body. Stands in for http.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forge/answer.h"
#include "forge/evidence.h"
#include "forge/http.h"
#include "forge/open.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct http {
	const char *at;
	size_t left;
};

static struct http input;

void http_answer_release(struct http_answer *answer)
{
	buf_release(&answer->url);
	buf_release(&answer->body);
	buf_release(&answer->link);
	buf_release(&answer->type);
}

int http_open(struct http **out, const struct http_options *options, struct mow_error *err)
{
	(void)options, (void)err;
	*out = &input;
	return MOW_OK;
}

void http_free(struct http *http)
{
	(void)http;
}

/* Once there is nothing more, no forge answers any more. */
int http_ask(struct http_answer *answer, struct http *http, const struct http_request *request, struct mow_error *err)
{
	const char *end = memchr(http->at, '\0', http->left);
	size_t len = end != NULL ? (size_t)(end - http->at) : http->left;
	const char *line = memchr(http->at, '\n', len);
	size_t link = line != NULL ? (size_t)(line - http->at) : 0;
	size_t skip = line != NULL ? link + 1 : 0;

	(void)err;
	if (http->left == 0)
		return MOW_ESYSTEM;
	buf_reset(&answer->url);
	buf_adds(&answer->url, request->url);
	buf_reset(&answer->link);
	buf_add(&answer->link, http->at, link);
	buf_reset(&answer->body);
	buf_add(&answer->body, http->at + skip, len - skip);
	answer->status = 200;
	answer->total = -1;
	http->at += end != NULL ? len + 1 : len;
	http->left -= end != NULL ? len + 1 : len;
	return answer->body.failed || answer->link.failed ? MOW_ENOMEM : MOW_OK;
}

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_evidence(const struct forge_place *place, const struct forge_answer *answer)
{
	MOW_AUTO(buf) lines = BUF_INIT;

	check(evidence_write(&lines, place, answer, NULL) == MOW_OK);
	for (const char *at = lines.data; *at != '\0';) {
		size_t len = strcspn(at, "\n");
		MOW_AUTO_JSON line = NULL;
		check(at[len] == '\n');
		check(answer_parse(&line, at, len, "evidence", NULL) == MOW_OK);
		const char *by = answer_text(line, "by"), *decision = answer_text(line, "decision");
		bool asks = strcmp(decision, "request") == 0;
		check(asks ? by == NULL : by != NULL && strchr(by, ':') != NULL && strchr(by, ':')[1] != '\0');
		check(answer_text(line, asks ? "made" : "commit") != NULL || answer_text(line, "why_not") != NULL ||
		      strcmp(decision, "stop") == 0);
		at += len + 1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct forge_access access = {0};

	if (size == 0)
		return 0;
	MOW_AUTO(forge_answer) answer = {0};
	MOW_AUTO(forge_open) open = {0};
	const struct forge_place place = {
		.forge = forges[data[0] % 3], .api = "https://h", .project = "a/b", .number = "7"};
	input = (struct http){(const char *)data + 1, size - 1};
	if (data[0] >= 128)
		(void)forge_list_open(&open, &place, &access, NULL);
	else if (forge_ask(&answer, &place, &access, NULL) == MOW_OK) {
		check_evidence(&place, &answer);
		(void)forge_ask_more(&answer, &place, &access, place.forge->turned, NULL);
		(void)forge_ask_more(&answer, &place, &access, place.forge->waiting, NULL);
		(void)forge_ask_more(&answer, &place, &access, place.forge->commits, NULL);
		check_evidence(&place, &answer);
	}
	return 0;
}
