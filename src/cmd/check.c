#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/check_answer.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/check/check.h"

enum { EVIDENCE_MAX = 64 << 20 };

enum { OPTION_STAGED, OPTION_TARGET, OPTION_EVIDENCE, OPTION_EXPLAIN, OPTION_FORMAT, OPTION_RULES };
static const struct command_option options[] = {
	[OPTION_STAGED] = {"staged", 0, NULL, "what would land if the index were committed"},
	[OPTION_TARGET] = {"target", 0, "REF", "the branch or tag that it is to go to; default: the default branch"},
	[OPTION_EVIDENCE] = {"evidence", 0, "FILE",
			     "further approvals, one JSON object a line; - reads standard input"},
	[OPTION_EXPLAIN] = {"explain", 0, NULL, "say for every file which rule applies and why"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_RULES] = {"rules", 0, "REV", "judge by the OWNERS files of this commit"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_check = {
	.name = "check",
	.arguments = "[OLD NEW | RANGE]",
	.summary = "can a change land, and if not, whose approval is missing",
	.options = options,
	.formats = check_formats,
	.run = run,
};

struct request {
	struct check_request check;
	const char *evidence; /* a file's name, or "-" */
};

/* A file that is not there is a mistake of whoever named it. */
static int read_evidence(struct buf *out, const char *name, struct mow_error *err)
{
	int result = file_read_named(out, name, EVIDENCE_MAX, err);

	if (result != MOW_ENOTFOUND)
		return result;
	err->code = MOW_EINVAL;
	return MOW_EINVAL;
}

static int answer(const struct globals *globals, struct request *request, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) evidence = BUF_INIT;
	int result = command_repo(&repo, globals, err);

	if (result == MOW_OK && request->evidence != NULL && strcmp(request->evidence, "-") == 0)
		result = terminal_read(&evidence, EVIDENCE_MAX, err);
	else if (result == MOW_OK && request->evidence != NULL)
		result = read_evidence(&evidence, request->evidence, err);
	if (result != MOW_OK)
		return command_fail(err);
	if (request->evidence != NULL) {
		request->check.change.evidence = evidence.data;
		request->check.change.evidence_len = evidence.len;
	}
	return check_answer(globals, repo, &request->check);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct request request = {.check = {.change = {.rules = globals->rules}, .mode = "advise"}};
	struct mow_error err = {0};
	struct mow_change_options *change = &request.check.change;
	const struct command_slot slots[] = {
		[OPTION_STAGED] = {.flag = &change->staged},
		[OPTION_TARGET] = {.text = &change->target},
		[OPTION_EVIDENCE] = {.text = &request.evidence},
		[OPTION_EXPLAIN] = {.flag = &request.check.explain},
		[OPTION_FORMAT] = {.format = &request.check.format},
		[OPTION_RULES] = {.text = &change->rules},
	};
	int first = command_take_options(&command_check, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	int status = check_take_arguments(&command_check, change, argc - first, argv + first);
	return status != EXIT_YES ? status : answer(globals, &request, &err);
}
