/* Headers of the answer that libcurl has at hand. Private to http.c. */
#ifndef MOW_FORGE_HTTP_HEADERS_H
#define MOW_FORGE_HTTP_HEADERS_H

#include <curl/curl.h>

#include "forge/http.h"

/* All of that name joined by commas, into `out`, which is reset first; false: there is none. */
bool headers_take(struct buf *out, CURL *easy, const char *name);

/* The status, and what struct http_answer tells of headers. */
void headers_fill(struct http_answer *answer, CURL *easy);

#endif
