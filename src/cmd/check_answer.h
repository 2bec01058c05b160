/* What `mowners check` answers about a change, and with which status; for whoever else asks about one. */
#ifndef MOW_CMD_CHECK_ANSWER_H
#define MOW_CMD_CHECK_ANSWER_H

#include "base/cleanup.h"
#include "cmd/command.h"
#include "report/check/check.h"

struct check_request {
	struct mow_change_options change;
	const char *mode;          /* "advise", "enforce" */
	const char *binds, *where; /* as of struct check_view */
	bool found;                /* what is to be judged was found out, not given: whatever fails, it is undecided */
	bool explain;
	enum check_fold fold; /* as of struct check_view */
	size_t format;        /* of check_formats */
	bool silent;          /* nothing goes to stdout, and no warnings to stderr */
	struct buf *document; /* gets the same answer as Markdown; NULL */
	struct buf *answer;   /* gets it as it would go to stdout, to which nothing goes then; NULL */
	struct buf *headline; /* gets it in a line: "main: 1 of 2 changed files cannot land yet"; NULL */
};

/* What stands behind the options of a command about a change, [OLD NEW | RANGE]: EXIT_YES, or what command_usage gave.
 */
int check_take_arguments(const struct command *command, struct mow_change_options *change, int count, char **arguments);

/* A change that was judged. */
struct check_judged {
	struct mow_verdict *verdict; /* NULL: not yet */
	bool erroneous;              /* the rules have errors */
};
void check_judged_release(struct check_judged *judged);
MOW_AUTO_DEFINE(check_judged)

/* Judges; EXIT_YES, or the status of what has failed, which has been said. `out` is empty before. */
int check_judge(struct check_judged *out, const struct globals *globals, struct mow_repo *repo,
		const struct check_request *request);

/* Writes the answer to stdout and what is odd to stderr; an exit status. */
int check_tell(const struct check_judged *judged, const struct globals *globals, struct mow_repo *repo,
	       const struct check_request *request);

/* Both. */
int check_answer(const struct globals *globals, struct mow_repo *repo, const struct check_request *request);

#endif
