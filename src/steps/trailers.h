/*
 * Trailers of a commit message, as git (2.39) finds them without any trailer.* configuration. It has two ways: `git
 * interpret-trailers --parse`, for which the message ends at a line `---`, and the trailers that `git log` shows, for
 * which it goes on there, and begins behind blank lines. Read here and not by git, which needs a process for each
 * message, and does not end where scissors stand behind a `---`. Private to steps/.
 */
#ifndef MOW_STEPS_TRAILERS_H
#define MOW_STEPS_TRAILERS_H

#include "base/buf.h"

/* Gets key and value, trimmed, the value unfolded to one line; both live during the call. Nonzero stops, and is
 * returned. */
typedef int trailer_fn(const char *key, const char *value, void *context);
enum trailers_way { TRAILERS_INTERPRET, TRAILERS_LOG };
int trailers_each(const char *message, enum trailers_way way, trailer_fn *each, void *context, struct mow_error *err);

#endif
