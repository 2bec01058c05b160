#include "forge/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "forge/http_headers.h"
#include "forge/url.h"

#define CONNECT_SECONDS 10
#define WAIT_MAX 86400 /* seconds: what asks for more than a day is not believed to mean it */

struct http {
	CURL *easy;
	struct curl_slist *headers;
	char *origin;
	int64_t deadline; /* milliseconds of clock_monotonic */
	unsigned pause;
	struct curl_slist *headers_with_body;
	struct http_answer *answer; /* at hand */
	bool too_large;
	char said[CURL_ERROR_SIZE];
};

void http_answer_release(struct http_answer *answer)
{
	buf_release(&answer->url);
	buf_release(&answer->body);
	buf_release(&answer->link);
	buf_release(&answer->type);
}

/* ---- Opening --------------------------------------------------------------------------------------------------- */

/* What is printable and can be a header's value, and nothing else. */
static bool is_token(const char *token)
{
	size_t len = strlen(token);

	for (size_t i = 0; i < len; i++)
		if (token[i] <= ' ' || token[i] > '~')
			return false;
	return len > 0 && len <= HTTP_TOKEN_MAX;
}

static bool append(struct curl_slist **list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*list, line);

	if (longer == NULL)
		return false;
	*list = longer;
	return true;
}

static bool add_header(struct http *http, const char *name, const char *value)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_adds(&line, name);
	buf_adds(&line, value);
	return !line.failed && append(&http->headers, line.data) && append(&http->headers_with_body, line.data);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct http *http = context;
	struct buf *body = &http->answer->body;

	(void)size; /* is 1 */
	if (count > HTTP_BYTES - body->len) {
		http->too_large = true;
		return 0;
	}
	buf_add(body, bytes, count);
	return body->failed ? 0 : count;
}

/* What holds for every answer. A proxy for plain http would be handed the token in the clear. */
static bool set_options(struct http *http, const struct http_options *options)
{
	CURL *easy = http->easy;
	bool plain = !text_begins(options->origin, "https") && !text_begins(options->origin, "HTTPS");
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, http);
	bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, http->said);
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	bad |= curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	if (plain)
		bad |= curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	if (options->ca_file != NULL)
		bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
	if (options->ca_folder != NULL)
		bad |= curl_easy_setopt(easy, CURLOPT_CAPATH, options->ca_folder);
	return bad == CURLE_OK;
}

static int start(struct http *http, const struct http_options *options, struct mow_error *err)
{
	http->pause = options->pause;
	http->deadline = clock_monotonic() + HTTP_TOTAL * INT64_C(1000);
	http->origin = strdup(options->origin);
	http->easy = curl_easy_init();
	if (http->origin == NULL || http->easy == NULL || !add_header(http, "Accept: ", options->accept) ||
	    !add_header(http, "User-Agent: ", "mowners-ci/" MOW_VERSION) ||
	    (options->token != NULL && !add_header(http, options->token_header, options->token)) ||
	    !append(&http->headers_with_body, "Content-Type: application/json") ||
	    !append(&http->headers_with_body, "Expect:") || !set_options(http, options))
		return mow_fail_memory(err);
	return MOW_OK;
}

int http_open(struct http **out, const struct http_options *options, struct mow_error *err)
{
	int result = url_check(options->origin, "the address of the forge", err);

	if (result == MOW_OK && options->token != NULL && !is_token(options->token))
		return mow_fail(err, MOW_EINVAL,
				"the token is none: it is empty, too long, or has spaces or other odd characters");
	if (result < 0)
		return result;
	MOW_AUTO_PTR(http) http = calloc(1, sizeof *http);
	if (http == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return mow_fail_memory(err);
	result = start(http, options, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(http);
	return result;
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->easy);
	curl_slist_free_all(http->headers);
	curl_slist_free_all(http->headers_with_body);
	free(http->origin);
	free(http);
}

/* ---- One answer ------------------------------------------------------------------------------------------------ */

static int64_t time_left(const struct http *http)
{
	return http->deadline - clock_monotonic();
}

static int fail_at(const char *url, const char *what, struct mow_error *err)
{
	MOW_AUTO(buf) host = BUF_INIT;

	url_add_host(&host, url);
	return mow_fail(err, MOW_ESYSTEM, "%s %s", host.data, what);
}

static int fail_time(const struct http *http, struct mow_error *err)
{
	MOW_AUTO(buf) host = BUF_INIT;

	url_add_host(&host, http->origin);
	return mow_fail(err, MOW_ESYSTEM, "%s took longer than %d seconds in all", host.data, HTTP_TOTAL);
}

static int fail_certificate(const struct http *http, const char *url, struct mow_error *err)
{
	MOW_AUTO(buf) host = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;

	url_add_host(&host, url);
	escape_text(&said, http->said, strlen(http->said));
	return mow_fail(err, MOW_ESYSTEM,
			"the certificate of %s is not trusted (%s); where it is of a CA of your own, CURL_CA_BUNDLE "
			"names its file",
			host.data, said.data);
}

static int fail_transfer(const struct http *http, const char *url, CURLcode code, struct mow_error *err)
{
	MOW_AUTO(buf) what = BUF_INIT;

	if (http->answer->body.failed)
		return mow_fail_memory(err);
	if (http->too_large) {
		(void)fail_at(url, "answered with more than 8 MiB", err);
		return mow_fail_as(err, MOW_ETOOBIG);
	}
	switch (code) {
	case CURLE_OPERATION_TIMEDOUT:
		return time_left(http) <= 0 ? fail_time(http, err)
					    : fail_at(url, "did not answer within 30 seconds", err);
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return fail_certificate(http, url, err);
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
		return fail_at(url, "cut its answer off", err);
	case CURLE_OUT_OF_MEMORY:
		return mow_fail_memory(err);
	default:
		buf_addf(&what, "cannot be asked: %s", curl_easy_strerror(code));
		return fail_at(url, what.data, err);
	}
}

static bool set_request(struct http *http, const struct http_request *request)
{
	CURL *easy = http->easy;
	bool reads = request->body == NULL;
	CURLcode bad = curl_easy_setopt(easy, CURLOPT_HTTPHEADER, reads ? http->headers : http->headers_with_body);

	if (reads) {
		bad |= curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
		bad |= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, NULL);
		return bad == CURLE_OK;
	}
	bad |= curl_easy_setopt(easy, CURLOPT_POST, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body));
	bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
	bad |= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
	return bad == CURLE_OK;
}

static int ask_once(struct http *http, const char *url, struct mow_error *err)
{
	int64_t left = time_left(http);
	long limit = left < HTTP_ANSWER * 1000L ? (long)left : HTTP_ANSWER * 1000L;

	if (left <= 0)
		return fail_time(http, err);
	buf_reset(&http->answer->body);
	http->too_large = false;
	http->said[0] = '\0';
	if (curl_easy_setopt(http->easy, CURLOPT_URL, url) != CURLE_OK ||
	    curl_easy_setopt(http->easy, CURLOPT_TIMEOUT_MS, limit) != CURLE_OK ||
	    curl_easy_setopt(http->easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_SECONDS * 1000L) != CURLE_OK)
		return mow_fail_memory(err);
	CURLcode code = curl_easy_perform(http->easy);
	if (code != CURLE_OK)
		return fail_transfer(http, url, code, err);
	headers_fill(http->answer, http->easy);
	return buf_check(&http->answer->link, err);
}

/* ---- Redirects and tries ----------------------------------------------------------------------------------------- */

static bool is_redirect(long status)
{
	return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

static bool is_passing(const struct http_answer *answer, bool says_when, bool reads)
{
	long status = answer->status;

	if (!reads)
		return status == 429 || (status == 403 && says_when);
	return status == 429 || (status == 403 && says_when) || status == 500 || (status >= 502 && status <= 504);
}

static void sleep_for(int64_t milliseconds)
{
	struct timespec left = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000};

	while (milliseconds > 0 && nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}

/* As long as the forge says, where that is within what may be taken in all. */
static int wait_for(const struct http *http, bool says_when, unsigned tries, struct mow_error *err)
{
	curl_off_t seconds = 0;
	MOW_AUTO(buf) host = BUF_INIT;

	if (says_when)
		(void)curl_easy_getinfo(http->easy, CURLINFO_RETRY_AFTER, &seconds);
	int64_t wait =
		says_when ? (int64_t)(seconds < WAIT_MAX ? seconds : WAIT_MAX) * 1000 : (int64_t)http->pause * tries;
	if (wait < time_left(http)) {
		sleep_for(wait);
		return MOW_OK;
	}
	url_add_host(&host, http->origin);
	return mow_fail(
		err, MOW_ESYSTEM,
		"%s limits how often it is asked, and wants %lld seconds to pass; that is longer than waits here",
		host.data, (long long)(wait / 1000));
}

static int follow(struct buf *url, struct http *http, unsigned redirects, struct mow_error *err)
{
	MOW_AUTO(buf) location = BUF_INIT;
	MOW_AUTO(buf) next = BUF_INIT;
	MOW_AUTO(buf) host = BUF_INIT;
	int result;

	url_add_host(&host, url->data);
	if (redirects > HTTP_REDIRECTS)
		return mow_fail(err, MOW_EDENIED, "%s redirects more than %d times", host.data, HTTP_REDIRECTS);
	if (!headers_take(&location, http->easy, "Location"))
		return mow_fail(err, MOW_EDENIED, "%s redirects to nowhere", host.data);
	result = url_resolve(&next, url->data, location.data, NULL);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result < 0 || !url_is_same_origin(next.data, http->origin))
		return mow_fail(err, MOW_EDENIED, "%s redirects to another host, which is not asked", host.data);
	buf_reset(url);
	buf_adds(url, next.data);
	return buf_check(url, err);
}

int http_ask(struct http_answer *answer, struct http *http, const struct http_request *request, struct mow_error *err)
{
	bool reads = request->body == NULL;
	unsigned redirects = 0, tries = 0;
	int result;

	http->answer = answer;
	buf_reset(&answer->url);
	buf_adds(&answer->url, request->url);
	if (buf_check(&answer->url, err))
		return MOW_ENOMEM;
	if (!url_is_same_origin(request->url, http->origin))
		return mow_fail(err, MOW_EDENIED, "an address leads to another host than the forge's; it is not asked");
	if (!set_request(http, request))
		return mow_fail_memory(err);
	while ((result = ask_once(http, answer->url.data, err)) == MOW_OK) {
		MOW_AUTO(buf) after = BUF_INIT;
		bool says_when = headers_take(&after, http->easy, "Retry-After");
		if (is_redirect(answer->status) && reads)
			result = follow(&answer->url, http, ++redirects, err);
		else if (is_passing(answer, says_when, reads) && ++tries < HTTP_TRIES)
			result = wait_for(http, says_when, tries, err);
		else
			return MOW_OK;
		if (result < 0)
			return result;
	}
	return result;
}
