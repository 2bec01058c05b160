/* What the answer leaves on the forge, where that was asked for. */
#ifndef MOW_CI_POST_H
#define MOW_CI_POST_H

#include "cmd/command.h"
#include "forge/place.h"

struct post {
	bool comment, status; /* what was asked for */
	bool dry_run;         /* say it, and write nothing */
	const struct place *place;
	const struct forge_access *access;
	const char *commit;         /* that the status is of; NULL: none is known */
	const struct buf *headline; /* the answer in a line */
	const struct buf *document; /* the answer as Markdown */
};

/* Writes it. `status` is that of the answer, and comes back, but for a status that cannot be set: whoever asks for it
 * relies on it. A comment that cannot be written is a warning. */
int post_answer(const struct globals *globals, const struct post *post, int status);

#endif
