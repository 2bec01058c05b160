/* What `mowners check` answers about a change, and with which status; for whoever else asks about one. */
#ifndef MOW_CMD_CHECK_ANSWER_H
#define MOW_CMD_CHECK_ANSWER_H

#include "cmd/command.h"
#include "report/check/check.h"

struct check_request {
	struct mow_change_options change;
	const char *mode;          /* "advise", "enforce" */
	const char *binds, *where; /* as of struct check_view */
	bool found;                /* what is to be judged was found out, not given: whatever fails, it is undecided */
	bool explain;
	enum check_fold fold;         /* as of struct check_view */
	size_t format;                /* of check_formats */
	bool silent;                  /* nothing goes to stdout, and no warnings to stderr */
	struct buf *document;         /* gets the same answer as Markdown; NULL */
	struct mow_verdict **verdict; /* gets what was judged, to be freed; NULL: nobody wants it */
	struct buf *answer;           /* gets it as it would go to stdout, to which nothing goes then; NULL */
	struct buf *headline;         /* gets it in a line: "main: 1 of 2 changed files cannot land yet"; NULL */
};

/* Judges, writes the answer to stdout and what is odd to stderr; an exit status. */
int check_answer(const struct globals *globals, struct mow_repo *repo, const struct check_request *request);

#endif
