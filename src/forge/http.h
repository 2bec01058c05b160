/*
 * What a forge answers, over HTTP: one connection, one host.
 *
 * Limits: HTTP_ANSWER seconds and HTTP_BYTES an answer, HTTP_TOTAL seconds in all, waiting included. A redirect is
 * followed on the same origin, HTTP_REDIRECTS times at most. 429, 403 with Retry-After, 500, 502, 503 and 504 are tried
 * up to HTTP_TRIES times, after as long as the forge says; of what changes something only the first two, after which
 * nothing has been done.
 *
 * The token goes to that one origin, in a header, and into no message; addresses are shown as host and path. Proxies
 * are those of curl's variables (http_proxy, HTTPS_PROXY, ALL_PROXY, NO_PROXY).
 */
#ifndef MOW_FORGE_HTTP_H
#define MOW_FORGE_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/cleanup.h"

#define HTTP_ANSWER 30
#define HTTP_TOTAL 120
#define HTTP_BYTES ((size_t)8 << 20)
#define HTTP_REDIRECTS 3
#define HTTP_TRIES 3
#define HTTP_TOKEN_MAX 4096

struct http;

struct http_options {
	const char *origin;       /* an address of the forge: no other host is asked */
	const char *token_header; /* "Authorization: Bearer ", what stands before the token */
	const char *token;        /* NULL: none */
	const char *accept;       /* "application/json" */
	const char *ca_file;      /* certificates to trust, in place of the system's; NULL */
	const char *ca_folder;    /* the same as a folder of them; NULL */
	unsigned pause;           /* milliseconds between tries, where the forge does not say, times the try */
};

/* A final answer, whatever its status. Zeroed at the start but for the buffers; reused by the next one. */
struct http_answer {
	long status;
	bool limited;   /* it is one that tells to come back later */
	struct buf url; /* that was asked in the end */
	struct buf body;
	struct buf link; /* the header Link, all of them joined by commas; "" */
	struct buf type; /* Content-Type; "" */
	int64_t total;   /* X-Total-Count; -1: not said */
};
#define HTTP_ANSWER_INIT                                             \
	{                                                            \
		0, false, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, -1 \
	}
void http_answer_release(struct http_answer *answer);
MOW_AUTO_DEFINE(http_answer)

/* The strings of `options` are read now alone. MOW_EINVAL: an origin that may not be asked (url.h), or a token that is
 * none. */
int http_open(struct http **out, const struct http_options *options, struct mow_error *err);
void http_free(struct http *http);
MOW_AUTO_PTR_DEFINE(http)

/* What is asked. With a body it changes something: then no redirect is followed. */
struct http_request {
	const char *method, *url;
	const char *body; /* JSON; NULL: GET alone */
};

/* MOW_ESYSTEM: there was no whole answer in time; MOW_ETOOBIG; MOW_EDENIED: the address, or a redirect, leads to
 * another origin. */
int http_ask(struct http_answer *answer, struct http *http, const struct http_request *request, struct mow_error *err);

#endif
