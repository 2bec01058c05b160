/*
 * `mowners ci` is a program of its own, mowners-ci, started as git starts its helpers: what it needs of the network
 * would cost every other command its start.
 */
#include "cmd/ci.h"

#include "cmd/helper.h"
#include "report/check/check.h"

const struct command_option ci_options[] = {
	[CI_PLATFORM] = {"platform", 0, "github|gitlab|gitea", "the forge, where no job of it says so"},
	[CI_API] = {"api", 0, "URL", "the address of its API, such as https://git.example.com/api/v1"},
	[CI_PROJECT] = {"project", 0, "PROJECT", "the project there: OWNER/NAME, on GitLab also its number"},
	[CI_REQUEST] = {"request", 0, "NUMBER", "the request, in place of the one that the job is about"},
	[CI_COMMENT] = {"comment", 0, NULL, "write the answer into a comment on the request, the same one each time"},
	[CI_STATUS] = {"status", 0, NULL, "set the status of its commit"},
	[CI_ALL_OPEN] = {"all-open", 0, NULL, "every open request, and the status of each: for a schedule"},
	[CI_RECORD] = {"record", 0, NULL, "carry its approvals to the server, signed with the key of a witness"},
	[CI_DRY_RUN] = {"dry-run", 0, NULL, "write nothing to the forge and the server, and no summary of the job"},
	[CI_EXPLAIN] = {"explain", 0, NULL, "say what the forge said, and for every file which rule applies and why"},
	[CI_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

const struct command command_ci = {
	.name = "ci",
	.arguments = "",
	.summary = CI_SUMMARY,
	.options = ci_options,
	.formats = check_formats,
	.run = helper_run,
};
