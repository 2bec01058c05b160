#include "cmd/check_answer.h"

#include <string.h>

#include "base/text.h"
#include "cmd/commit_name.h"
#include "cmd/handles.h"
#include "report/phrase.h"

enum { GROUPS_SHOWN = 12 };

int check_take_arguments(const struct command *command, struct mow_change_options *change, int count, char **arguments)
{
	if (change->staged && count > 0)
		return command_usage(command, "--staged is the change itself; it takes no revisions");
	if (count > 2)
		return command_usage(command, "at most two revisions: OLD NEW, or one RANGE");
	for (int i = 0; i < count; i++)
		if (arguments[i][0] == '\0')
			return command_usage(command, "a revision cannot be empty");
	if (count == 1)
		change->range = arguments[0];
	if (count == 2) {
		change->old_rev = arguments[0];
		change->new_rev = arguments[1];
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

/* What the text begins with, behind the program's name. */
static void add_headline(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	static const char name[] = "mowners: ";
	MOW_AUTO(buf) text = BUF_INIT;
	struct check_view plain = *view;

	plain.color = false;
	check_text.write(&text, verdict, &plain);
	const char *line = text_begins(text.data, name) ? text.data + sizeof name - 1 : text.data;
	buf_add(out, line, strcspn(line, "\n"));
	out->failed = out->failed || text.failed;
}

static void write_verdict(struct buf *out, const struct globals *globals, const struct check_request *request,
			  struct mow_repo *repo, const struct mow_verdict *verdict)
{
	MOW_AUTO(commit_name) naming = COMMIT_NAME_INIT;
	struct check_view view = {.mode = request->mode,
				  .binds = request->binds,
				  .where = request->where,
				  .prefix = mow_repo_prefix(repo),
				  .groups = request->explain ? 0 : GROUPS_SHOWN,
				  .explain = request->explain,
				  .fold = request->fold,
				  .color = globals->color};
	struct commit_name_request about = {.commit = mow_verdict_new_tip(verdict),
					    .target = mow_verdict_target(verdict),
					    .server = mow_repo_is_bare(repo)};

	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED && is_all_zeros(about.commit)) {
		view.first = "commit it to a branch, and push that";
	} else if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED && request->where == NULL) {
		if (about.server)
			about.remote = "origin";
		else if (mow_change_remote(&about.remote, repo, &request->change, NULL) == MOW_OK)
			view.remote = about.remote;
		commit_name_find(&naming, repo, &about);
		view.name = naming.name.data;
		view.first = naming.first.len > 0 ? naming.first.data : NULL;
	}
	check_writers[request->format]->write(out, verdict, &view);
	if (request->headline != NULL)
		add_headline(request->headline, verdict, &view);
	if (request->document != NULL)
		check_markdown.write(request->document, verdict, &view);
	if (!check_writers[request->format]->has_warnings && !request->silent)
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

void check_judged_release(struct check_judged *judged)
{
	mow_verdict_free(judged->verdict);
	judged->verdict = NULL;
}

int check_judge(struct check_judged *out, const struct globals *globals, struct mow_repo *repo,
		const struct check_request *request)
{
	struct listener listener = {globals, false};
	const struct mow_finding_sink sink = {listen, &listener};
	struct mow_error err = {0};

	if (mow_verdict_new(&out->verdict, repo, &request->change, &sink, &err) != MOW_OK) {
		int status = command_fail(&err);
		return request->found ? EXIT_UNDECIDED : status;
	}
	out->erroneous = listener.erroneous;
	return EXIT_YES;
}

int check_tell(const struct check_judged *judged, const struct globals *globals, struct mow_repo *repo,
	       const struct check_request *request)
{
	MOW_AUTO(buf) out = BUF_INIT;

	write_verdict(request->answer != NULL ? request->answer : &out, globals, request, repo, judged->verdict);
	int status = status_of(judged->verdict, judged->erroneous);
	return request->silent || request->answer != NULL ? status : command_write(&out, status);
}

int check_answer(const struct globals *globals, struct mow_repo *repo, const struct check_request *request)
{
	MOW_AUTO(check_judged) judged = {0};
	int status = check_judge(&judged, globals, repo, request);

	return status == EXIT_YES ? check_tell(&judged, globals, repo, request) : status;
}
