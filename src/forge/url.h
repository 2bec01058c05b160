/* Addresses of a forge's API: which may be asked, and which belong together. Nothing of them is ever shown but the
 * host.
 */
#ifndef MOW_FORGE_URL_H
#define MOW_FORGE_URL_H

#include <stdbool.h>

#include "base/buf.h"

/* MOW_EINVAL: no http or https address, one with a user or a password in it, or plain http to another machine. `what`
 * is whose address it is, for the message: "GITHUB_API_URL". */
int url_check(const char *url, const char *what, struct mow_error *err);

/* Whether scheme, host and port are the same; false also where one of them is no address. */
bool url_is_same_origin(const char *url, const char *other);

/* `reference` as seen from `url` (a redirect's Location, a link), into `out`, which is reset first. MOW_EINVAL: it is
 * no address of the kind that url_check takes, or the same page. */
int url_resolve(struct buf *out, const char *url, const char *reference, struct mow_error *err);

/* Appends the host, escaped, for messages; "an address that cannot be read". */
void url_add_host(struct buf *out, const char *url);

/* Appends a piece of a path, percent-encoded: slashes too. */
void url_add_piece(struct buf *out, const char *text);

#endif
