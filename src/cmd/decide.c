#include "cmd/decide.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file_temp.h"
#include "cmd/decide_arguments.h"
#include "cmd/decide_sheet.h"
#include "cmd/handles.h"
#include "cmd/notify.h"
#include "cmd/pager.h"
#include "cmd/terminal.h"
#include "report/approve.h"
#include "report/decide.h"
#include "report/phrase.h"
#include "report/sync.h"

struct request {
	const struct decide *decide;
	struct mow_approve_options options;
	const char *expires;
	bool yes, no_push, dry_run, sheet;
	const char **patterns; /* of stops; room for all arguments */
	struct decide_arguments arguments;
	struct arena arena;
};

static void request_release(struct request *request)
{
	arena_release(&request->arena);
}
MOW_AUTO_DEFINE(request)

static void take_option(struct request *request, enum decide_option option, const char *value)
{
	switch (option) {
	case DECIDE_AS:
		request->options.as = value;
		break;
	case DECIDE_MESSAGE:
		request->options.reason = value;
		break;
	case DECIDE_TARGET:
		request->options.change.target = value;
		break;
	case DECIDE_EXPIRES:
		request->expires = value;
		break;
	case DECIDE_YES:
		request->yes = true;
		break;
	case DECIDE_AGAIN:
		request->options.again = true;
		break;
	case DECIDE_NO_PUSH:
		request->no_push = true;
		break;
	case DECIDE_DRY_RUN:
		request->dry_run = true;
		break;
	case DECIDE_PATH:
		request->patterns[request->options.pattern_count++] = value;
		break;
	case DECIDE_MOVE:
		request->options.move = true;
		break;
	case DECIDE_SHEET:
		request->sheet = true;
	}
}

/* A duration from now, a moment, or the beginning of a day. */
static int take_expires(struct request *request, int64_t now)
{
	const char *text = request->expires;
	MOW_AUTO(buf) shown = BUF_INIT;
	int64_t moment;

	if (text == NULL)
		return EXIT_YES;
	size_t len = strlen(text);
	if (clock_parse_duration(&moment, text, len))
		moment += now;
	else if (!clock_parse_day(&moment, text, len) && !clock_parse_moment(&moment, text, len)) {
		phrase_path(&shown, text, len);
		return command_usage(request->decide->command,
				     "--expires takes a duration (7d), a day (2027-01-31) or a moment "
				     "(2027-01-31T18:00:00Z), not %s",
				     shown.data);
	}
	if (moment <= now)
		return command_usage(request->decide->command,
				     "--expires lies in the past; the record would never count");
	request->options.expires = moment;
	return EXIT_YES;
}

/* ---- Nothing to approve ------------------------------------------------------------------------------------- */

/* What was approved before, and perhaps kept here, is to be where it was to go. */
static int say_given(const struct request *request, struct mow_repo *repo, const struct mow_approval *approval,
		     struct mow_error *err)
{
	struct approve_sent sent = {mow_approval_remote(approval), false};
	struct mow_sync sync = {0};
	MOW_AUTO(buf) out = BUF_INIT;

	sent.sent = sent.remote != NULL && !request->no_push && !request->dry_run;
	if (sent.sent && mow_sync(&sync, repo, sent.remote, true, err) != MOW_OK)
		return command_fail(err);
	sent.sent = sync.sent > 0;
	report_approve_given(&out, approval, &sent);
	for (size_t i = 0; i < sync.left_out_count; i++)
		report_sync_left_out(&out, sync.left_out[i]);
	report_approve_next(&out, mow_approval_verdict(approval), request->options.change.range,
			    request->options.change.target);
	return command_write(&out, EXIT_YES);
}

static int say_others(const struct mow_approval *approval)
{
	bool approves = mow_approval_decision(approval) == MOW_DECIDE_APPROVE;
	const struct mow_verdict *verdict = mow_approval_verdict(approval);
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, "mowners: ");
	phrase_ref(&out, mow_verdict_target(verdict));
	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN)
		buf_adds(&out, ": nothing here is protected; it needs no approval\n");
	else if (approves && mow_verdict_steps(verdict) == 0)
		buf_adds(&out, ": nothing changes\n"
			       "  Next     git fetch && mowners approve BRANCH, the one that you are asked about\n");
	else if (!approves) {
		buf_addf(&out, ": %s\n", report_decide_nothing(mow_approval_decision(approval)));
		report_approve_notes(&out, approval);
	} else if (mow_verdict_outcome(verdict) == MOW_OUTCOME_APPROVED) {
		buf_adds(&out, ": all of this is approved already\n");
		report_approve_notes(&out, approval);
	} else {
		buf_adds(&out, ": there is nothing that ");
		phrase_text(&out, mow_approval_person(approval));
		buf_adds(&out, " can approve here\n");
		report_approve_notes(&out, approval);
		report_approve_others(&out, verdict);
	}
	terminal_say(&out);
	return EXIT_NO;
}

/* ---- Approving ------------------------------------------------------------------------------------------------ */

/* Yes where it may go on; else the exit status. */
static int confirm(const struct request *request, const struct mow_approval *approval)
{
	MOW_AUTO(buf) question = BUF_INIT;

	if (request->yes || request->dry_run)
		return EXIT_YES;
	if (!terminal_is_there())
		return command_usage(request->decide->command,
				     "nobody is at a terminal to be asked; --yes goes on without the question");
	report_decide_question(&question, approval);
	if (terminal_ask(question.data))
		return EXIT_YES;
	buf_reset(&question);
	buf_addf(&question, "mowners: %s\n", report_decide_nothing(request->decide->decision));
	terminal_say(&question);
	return EXIT_NO;
}

/* What is left to do helps, but is not the answer: where it cannot be told, it is left out. */
static int report_done(const struct request *request, struct mow_repo *repo, const struct mow_approval *approval,
		       const struct approve_sent *sent)
{
	MOW_AUTO_PTR(mow_verdict) verdict = NULL;
	const struct mow_change_options *change = &request->options.change;
	MOW_AUTO(buf) out = BUF_INIT;

	report_approve_done(&out, approval, sent);
	/* What others could do does not help against a stop. */
	if (mow_approval_decision(approval) != MOW_DECIDE_STOP && mow_approval_steps(approval) > 0 &&
	    mow_verdict_new(&verdict, repo, change, NULL, NULL) == MOW_OK)
		report_approve_next(&out, verdict, change->range, change->target);
	return command_write(&out, EXIT_YES);
}

/* Signed and stored it is, only not sent: that is no reason to sign again. */
static int fail_push(const struct mow_error *err, const struct mow_approval *approval)
{
	const char *remote = mow_approval_remote(approval);
	int status = command_fail(err);
	MOW_AUTO(buf) out = BUF_INIT;

	if (err->code == MOW_EDENIED) {
		report_approve_refused(&out, approval);
		terminal_say(&out);
		return status;
	}
	buf_addf(&out, "mowners: the record is signed and kept here; send it later: mowners sync %s\n",
		 phrase_is_plain(remote) ? remote : "REMOTE");
	terminal_say(&out);
	return status;
}

static int carry_out(const struct request *request, struct mow_repo *repo, struct mow_approval *approval,
		     struct mow_error *err)
{
	const char *remote = mow_approval_remote(approval);
	bool send = remote != NULL && !request->no_push;
	int result = mow_approval_sign(approval, err);

	if (result == MOW_OK)
		result = mow_approval_store(approval, send, err);
	if (result != MOW_OK)
		return command_fail(err);
	if (send && mow_approval_push(approval, err) != MOW_OK)
		return fail_push(err, approval);
	if (send && mow_approval_decision(approval) == MOW_DECIDE_REQUEST)
		notify_of_own(repo, approval);
	return report_done(request, repo, approval, &(struct approve_sent){remote, send});
}

static int print_record(struct mow_approval *approval, struct mow_error *err)
{
	const char *text = mow_approval_text(approval, err);
	MOW_AUTO(buf) out = BUF_INIT;

	if (text == NULL)
		return command_fail(err);
	buf_adds(&out, text);
	return command_write(&out, EXIT_YES);
}

/* ---- What the remote has now ---------------------------------------------------------------------------------- */

/* Yes where the branch is what was fetched; else what is to be looked at first. */
static int check_branch(const struct mow_remote *remote)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (remote->state == MOW_BRANCH_SAME)
		return EXIT_YES;
	report_approve_moved(&out, remote);
	terminal_say(&out);
	return EXIT_NO;
}

/* Whether it is a change that is decided about, and not the target, or another record. */
static bool is_of_change(const struct request *request)
{
	const struct mow_approve_options *options = &request->options;

	return options->pattern_count == 0 && options->record == NULL && !options->move;
}

/*
 * Before anything is shown: which branch is the default one there, whether the branch is still what was fetched, and
 * the records given since.
 */
static int ask_remote(const struct globals *globals, struct request *request, struct mow_repo *repo,
		      struct mow_error *err)
{
	const struct mow_remote *remote = NULL;
	struct mow_change_options *change = &request->options.change;
	const struct mow_change_options about_target = {.target = change->target};
	struct mow_sync sync = {0};

	if (request->no_push)
		return EXIT_YES;
	int result = mow_remote_ask(&remote, repo, is_of_change(request) ? change : &about_target, err);
	if (result == MOW_OK && remote != NULL) {
		change->remote = remote->name;
		change->head = remote->head;
		result = mow_sync(&sync, repo, remote->name, false, err);
	}
	if (result == MOW_OK && sync.audit_problem != NULL)
		command_warn(globals, "%s", sync.audit_problem);
	if (result == MOW_OK && remote != NULL && remote->head_is_new) {
		MOW_AUTO(buf) news = BUF_INIT;
		report_approve_head(&news, remote);
		terminal_say(&news);
	}
	if (result == MOW_OK)
		return remote != NULL && is_of_change(request) ? check_branch(remote) : EXIT_YES;
	int status = command_fail(err);
	MOW_AUTO(buf) out = BUF_INIT;
	if (result == MOW_ENOTFOUND) /* nothing that comes from there: who I am, the branch that it is for */
		return status;
	buf_addf(&out, "mowners: %s; --no-push goes by what was fetched last, and keeps the record here\n",
		 report_decide_nothing(request->decide->decision));
	terminal_say(&out);
	return status;
}

static int approve(const struct globals *globals, struct request *request, struct mow_repo *repo, struct mow_error *err)
{
	const struct mow_finding_sink sink = {command_found, (void *)globals};
	MOW_AUTO_PTR(mow_approval) approval = NULL;
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(buf) shown = BUF_INIT;

	if (mow_approval_new(&approval, repo, &request->options, &sink, err) != MOW_OK)
		return command_fail(err);
	if (!mow_approval_is_there(approval))
		return mow_approval_given(approval) > 0 ? say_given(request, repo, approval, err)
							: say_others(approval);
	if (!request->dry_run && mow_approval_find_key(approval, err) != MOW_OK)
		return command_fail(err);
	report_approve_text(&shown, approval);
	if (buf_check(&shown, err) != MOW_OK)
		return command_fail(err);
	if (request->sheet && terminal_is_there() && decide_sheet(&temp, repo, approval, err) != MOW_OK)
		return command_fail(err);
	if (!request->yes)
		terminal_page(&shown, pager_find(repo));
	else if (!globals->quiet)
		terminal_say(&shown);
	int status = confirm(request, approval);
	if (status != EXIT_YES)
		return status;
	return request->dry_run ? print_record(approval, err) : carry_out(request, repo, approval, err);
}

/* What has to be said, and what does not go together. */
static int check_options(const struct request *request)
{
	const struct mow_approve_options *options = &request->options;
	const struct command *command = request->decide->command;
	enum mow_decide decision = options->decision;

	if ((decision == MOW_DECIDE_STOP || decision == MOW_DECIDE_OVERRIDE) && options->reason == NULL)
		return command_usage(command, "say why, in one line: -m REASON");
	if (request->sheet && (request->yes || request->dry_run))
		return command_usage(command,
				     "--sheet shows what you are asked about; --yes and --dry-run ask nothing");
	if (options->pattern_count > 0 && (options->change.range != NULL || options->path_count > 0))
		return command_usage(command, "either a change, or --path; a path behind a change needs no --path");
	return EXIT_YES;
}

static int prepare(const struct globals *globals, struct request *request, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;

	if (command_repo(&repo, globals, err) != MOW_OK)
		return command_fail(err);
	int status = take_expires(request, mow_repo_now(repo));
	if (status == EXIT_YES)
		status = decide_arguments_take(&request->options, &request->arguments, repo, &request->arena);
	if (status == EXIT_YES)
		status = check_options(request);
	if (status == EXIT_YES)
		status = ask_remote(globals, request, repo, err);
	return status == EXIT_YES ? approve(globals, request, repo, err) : status;
}

/* Fills in `given` and the patterns from the vector; false: what is wrong has been said. */
static bool take_options(struct request *request, int argc, char **argv, char **given, int *first)
{
	const struct command *command = request->decide->command;
	const char *value = NULL;
	int option, values = 0;

	memcpy(given, argv, (size_t)argc * sizeof *given);
	while ((option = command_next_option(command, argc, argv, &value, first)) >= 0) {
		take_option(request, request->decide->meanings[option], value);
		if (command->options[option].argument != NULL)
			given[argc + values++] = (char *)value;
	}
	request->arguments.behind = decide_arguments_behind(given, argc, given + argc, values);
	return option == -1;
}

int decide_run(const struct decide *decide, const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(request) request = {
		.decide = decide,
		.options = {.decision = decide->decision, .change = {.rules = globals->rules}, .home = getenv("HOME")}};
	MOW_AUTO_FREE char **given = calloc((size_t)argc + 1, 2 * sizeof *given);
	struct mow_error err = {0};
	int first = 0;

	request.patterns = arena_array(&request.arena, (size_t)argc, sizeof *request.patterns);
	if (given == NULL || request.patterns == NULL) {
		(void)mow_fail_memory(&err);
		return command_fail(&err);
	}
	request.options.patterns = request.patterns;
	if (!take_options(&request, argc, argv, given, &first))
		return EXIT_USAGE;
	request.arguments.command = decide->command;
	request.arguments.items = argv + first;
	request.arguments.count = argc - first;
	return prepare(globals, &request, &err);
}
