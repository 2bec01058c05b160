#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/commit_name.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/check/check.h"
#include "report/phrase.h"

enum { EVIDENCE_MAX = 64 << 20, GROUPS_SHOWN = 12 };

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
	struct mow_change_options change;
	const char *evidence; /* a file's name, or "-" */
	bool explain;
	size_t format; /* of check_formats */
};

static void take_option(struct request *request, int option, const char *value)
{
	switch (option) {
	case OPTION_STAGED:
		request->change.staged = true;
		break;
	case OPTION_TARGET:
		request->change.target = value;
		break;
	case OPTION_EVIDENCE:
		request->evidence = value;
		break;
	case OPTION_EXPLAIN:
		request->explain = true;
		break;
	case OPTION_RULES:
		request->change.rules = value;
		break;
	default:
		request->format = format_find(check_formats, value);
	}
}

static int take_arguments(struct request *request, int count, char **arguments)
{
	if (request->change.staged && count > 0)
		return command_usage(&command_check, "--staged is the change itself; it takes no revisions");
	if (count > 2)
		return command_usage(&command_check, "at most two revisions: OLD NEW, or one RANGE");
	for (int i = 0; i < count; i++)
		if (arguments[i][0] == '\0')
			return command_usage(&command_check, "a revision cannot be empty");
	if (count == 1)
		request->change.range = arguments[0];
	if (count == 2) {
		request->change.old_rev = arguments[0];
		request->change.new_rev = arguments[1];
	}
	return EXIT_YES;
}

/* Findings go to stderr as they come; an error among them is remembered. */
struct listener {
	const struct globals *globals;
	bool erroneous;
};

static void listen(const struct mow_finding *finding, void *context)
{
	struct listener *listener = context;

	listener->erroneous = listener->erroneous || finding->severity == MOW_ERROR;
	command_found(finding, (void *)listener->globals);
}

static void warn_all(const struct globals *globals, const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_warnings(verdict); i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		phrase_text(&text, mow_verdict_warning(verdict, i));
		command_warn(globals, "%s", text.data);
	}
}

static bool is_all_zeros(const char *id)
{
	return id[strspn(id, "0")] == '\0';
}

static void write_verdict(struct buf *out, const struct globals *globals, const struct request *request,
			  struct mow_repo *repo, const struct mow_verdict *verdict)
{
	MOW_AUTO(commit_name) naming = COMMIT_NAME_INIT;
	struct check_view view = {.mode = "advise",
				  .target = request->change.target,
				  .prefix = mow_repo_prefix(repo),
				  .groups = request->explain ? 0 : GROUPS_SHOWN,
				  .explain = request->explain,
				  .color = globals->color};
	struct commit_name_request about = {.commit = mow_verdict_new_tip(verdict),
					    .target = mow_verdict_target(verdict),
					    .server = mow_repo_is_bare(repo)};

	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED && is_all_zeros(about.commit)) {
		view.first = "commit it to a branch, and push that";
	} else if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED) {
		if (about.server)
			about.remote = "origin";
		else if (mow_change_remote(&about.remote, repo, &request->change, NULL) == MOW_OK)
			view.remote = about.remote;
		commit_name_find(&naming, repo, &about);
		view.name = naming.name.data;
		view.first = naming.first.len > 0 ? naming.first.data : NULL;
	}
	check_writers[request->format]->write(out, verdict, &view);
	if (!check_writers[request->format]->has_warnings)
		warn_all(globals, verdict);
}

/* Blocked because the rules are broken is not the same as blocked by them. */
static int status_of(const struct mow_verdict *verdict, bool erroneous)
{
	if (!mow_verdict_blocks(verdict))
		return EXIT_YES;
	for (size_t i = 0; erroneous && i < mow_verdict_groups(verdict); i++)
		if (mow_verdict_group(verdict, i)->state == MOW_IMPOSSIBLE)
			return EXIT_USAGE;
	return EXIT_NO;
}

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
	MOW_AUTO_PTR(mow_verdict) verdict = NULL;
	struct listener listener = {globals, false};
	const struct mow_finding_sink sink = {listen, &listener};
	MOW_AUTO(buf) evidence = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	int result = command_repo(&repo, globals, err);

	if (result == MOW_OK && request->evidence != NULL && strcmp(request->evidence, "-") == 0)
		result = terminal_read(&evidence, EVIDENCE_MAX, err);
	else if (result == MOW_OK && request->evidence != NULL)
		result = read_evidence(&evidence, request->evidence, err);
	if (request->evidence != NULL) {
		request->change.evidence = evidence.data;
		request->change.evidence_len = evidence.len;
	}
	if (result == MOW_OK)
		result = mow_verdict_new(&verdict, repo, &request->change, &sink, err);
	if (result != MOW_OK)
		return command_fail(err);
	write_verdict(&out, globals, request, repo, verdict);
	return command_write(&out, status_of(verdict, listener.erroneous));
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct request request = {.change = {.rules = globals->rules}};
	struct mow_error err = {0};
	const char *value;
	int option, first;

	while ((option = command_next_option(&command_check, argc, argv, &value, &first)) >= 0)
		take_option(&request, option, value);
	if (option != -1)
		return EXIT_USAGE;
	int status = take_arguments(&request, argc - first, argv + first);
	return status != EXIT_YES ? status : answer(globals, &request, &err);
}
