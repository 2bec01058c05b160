#include "forge/http_headers.h"

#include <string.h>

bool headers_take(struct buf *out, CURL *easy, const char *name)
{
	struct curl_header *header;
	size_t index = 0;

	buf_reset(out);
	while (curl_easy_header(easy, name, index, CURLH_HEADER, -1, &header) == CURLHE_OK) {
		if (index++ > 0)
			buf_adds(out, ", ");
		buf_adds(out, header->value);
	}
	return index > 0;
}

static int64_t take_total(CURL *easy)
{
	MOW_AUTO(buf) text = BUF_INIT;
	int64_t total = 0;

	if (!headers_take(&text, easy, "X-Total-Count") || text.len == 0 || text.len > 9 ||
	    strspn(text.data, "0123456789") != text.len)
		return -1;
	for (const char *at = text.data; *at != '\0'; at++)
		total = total * 10 + (*at - '0');
	return total;
}

/* A limit on how often it may be asked: both of GitHub's, GitLab's. */
static bool is_limited(CURL *easy, long status)
{
	MOW_AUTO(buf) left = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	if (status == 429)
		return true;
	return status == 403 && (headers_take(&after, easy, "Retry-After") ||
				 (headers_take(&left, easy, "X-RateLimit-Remaining") && strcmp(left.data, "0") == 0));
}

void headers_fill(struct http_answer *answer, CURL *easy)
{
	(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer->status);
	(void)headers_take(&answer->link, easy, "Link");
	(void)headers_take(&answer->type, easy, "Content-Type");
	answer->total = take_total(easy);
	answer->limited = is_limited(easy, answer->status);
}
