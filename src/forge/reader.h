/* Answers of one forge about one request, one after the other. */
#ifndef MOW_FORGE_READER_H
#define MOW_FORGE_READER_H

#include "forge/answer.h"
#include "forge/forge.h"
#include "forge/http.h"

struct forge_reader {
	const struct forge_place *place;
	struct http *http;
	struct http_answer answer; /* the last one */
	size_t pages, seen;        /* of the list at hand: how many came, and their items */
	bool has_token;
	bool writes; /* what is asked changes something */
};

#define FORGE_READER_INIT                  \
	{                                  \
		.answer = HTTP_ANSWER_INIT \
	}
int reader_open(struct forge_reader *reader, const struct forge_place *place, const struct forge_access *access,
		struct mow_error *err);
void forge_reader_release(struct forge_reader *reader);
MOW_AUTO_DEFINE(forge_reader)

/* Asks for an address, and parses; `what` it is about: "the reviews of". Any status but 200 is a failure in words. */
int reader_get(json_t **out, struct forge_reader *reader, const char *url, const char *what, struct mow_error *err);

/* Changes something there; `what` it is about. */
int reader_write(struct forge_reader *reader, const struct http_request *request, const char *what,
		 struct mow_error *err);

/* The same as reader_get for a list in pages, of which the first one has this address: each item is handed over,
 * nonzero is returned. `next` changes `url`, that of the page which came last, to the one behind it, which had `count`
 * items: 1, 0 (it was the last one), or a failure. */
struct reader_list {
	const char *url, *what;
	int (*item)(const json_t *item, void *context, struct mow_error *err);
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
	void *context; /* of `item` */
};
int reader_list(const struct reader_list *list, struct forge_reader *reader, struct mow_error *err);

/* A `next` for those who send the header Link. */
int reader_next_link(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);

/* A text of an answer, kept: NULL where there is none, it is longer than FORGE_TEXT_MAX, or has white space or what is
 * not printable. MOW_ENOMEM. */
int reader_keep(const char **out, struct arena *arena, const char *text);

/* The same for a full commit id, in lower case. */
int reader_keep_commit(const char **out, struct arena *arena, const char *text);

/* Where a request's answer says what it is. */
struct reader_request {
	const char *head, *target, *author; /* dotted names, as answer_text takes them */
	/* Why it is closed, by the word that `state` has; NULL: it is open. */
	const char *(*closed)(const json_t *request, const char *state);
};
/* Asks for a request at its address, and keeps that. */
int reader_request(struct forge_answer *answer, struct forge_reader *reader, const struct buf *url,
		   const struct reader_request *shape, struct mow_error *err);

/* "PLATFORM sent a request without WHAT". */
int reader_fail_lacks(const struct forge_reader *reader, const char *what, struct mow_error *err);

#endif
