#include "forge/url.h"

#include <curl/curl.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"

#define URL_MAX 8192

struct parts {
	CURLU *url;
	char *scheme, *host, *port, *path, *user;
};

static void parts_release(struct parts *parts)
{
	curl_free(parts->scheme);
	curl_free(parts->host);
	curl_free(parts->port);
	curl_free(parts->path);
	curl_free(parts->user);
	curl_url_cleanup(parts->url);
}
MOW_AUTO_DEFINE(parts)

/* False: no address, or no memory for it. */
static bool take_parts(struct parts *out, const char *url)
{
	char *password = NULL;

	if (strlen(url) > URL_MAX || (out->url = curl_url()) == NULL || curl_url_set(out->url, CURLUPART_URL, url, 0))
		return false;
	if (curl_url_get(out->url, CURLUPART_SCHEME, &out->scheme, 0) ||
	    curl_url_get(out->url, CURLUPART_HOST, &out->host, 0) ||
	    curl_url_get(out->url, CURLUPART_PORT, &out->port, CURLU_DEFAULT_PORT) ||
	    curl_url_get(out->url, CURLUPART_PATH, &out->path, 0))
		return false;
	(void)curl_url_get(out->url, CURLUPART_USER, &out->user, 0);
	/* A password without a user is possible too. */
	if (out->user == NULL && curl_url_get(out->url, CURLUPART_PASSWORD, &password, 0) == CURLUE_OK)
		out->user = password;
	return true;
}

/* libcurl has written all forms of an IPv4 address as the one with four numbers. */
static bool is_loopback(const char *host)
{
	return ascii_is_same(host, "localhost") || strcmp(host, "[::1]") == 0 ||
	       (text_begins(host, "127.") && host[strspn(host, "0123456789.")] == '\0');
}

static const char *find_problem(const struct parts *parts)
{
	bool plain = strcmp(parts->scheme, "http") == 0;

	if (!plain && strcmp(parts->scheme, "https") != 0)
		return "is no https address";
	if (parts->user != NULL)
		return "has a user or a password in it; the token goes into MOWNERS_TOKEN";
	if (plain && !is_loopback(parts->host))
		return "is plain http to another machine, where anybody on the way could read the token; use https";
	return NULL;
}

int url_check(const char *url, const char *what, struct mow_error *err)
{
	MOW_AUTO(parts) parts = {0};
	const char *problem = take_parts(&parts, url) ? find_problem(&parts) : "is no address";

	return problem == NULL ? MOW_OK : mow_fail(err, MOW_EINVAL, "%s %s", what, problem);
}

bool url_is_same_origin(const char *url, const char *other)
{
	MOW_AUTO(parts) a = {0};
	MOW_AUTO(parts) b = {0};

	return take_parts(&a, url) && take_parts(&b, other) && strcmp(a.scheme, b.scheme) == 0 &&
	       ascii_is_same(a.host, b.host) && strcmp(a.port, b.port) == 0;
}

int url_resolve(struct buf *out, const char *url, const char *reference, struct mow_error *err)
{
	MOW_AUTO(parts) parts = {0};
	char *found = NULL;

	/* Of what stays on the page, libcurl 7.88 makes another one: it takes the query away, and the last name. */
	if (reference[0] == '\0' || reference[0] == '#')
		return mow_fail(err, MOW_EINVAL, "what it leads to is the same page");
	if (!take_parts(&parts, url) || strlen(reference) > URL_MAX ||
	    curl_url_set(parts.url, CURLUPART_URL, reference, 0) ||
	    curl_url_set(parts.url, CURLUPART_FRAGMENT, NULL, 0) || curl_url_get(parts.url, CURLUPART_URL, &found, 0))
		return mow_fail(err, MOW_EINVAL, "what it leads to is no address");
	buf_reset(out);
	buf_adds(out, found);
	curl_free(found);
	int result = buf_check(out, err);
	return result == MOW_OK ? url_check(out->data, "what it leads to", err) : result;
}

void url_add_host(struct buf *out, const char *url)
{
	MOW_AUTO(parts) parts = {0};

	if (take_parts(&parts, url))
		escape_text(out, parts.host, strlen(parts.host));
	else
		buf_adds(out, "an address that cannot be read");
}

void url_add_piece(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		bool plain = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			     (*text >= '0' && *text <= '9') || strchr("._~-", *text) != NULL;
		if (plain)
			buf_addc(out, *text);
		else
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)*text);
	}
}
