#include "ci/job.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "ci/explain.h"
#include "ci/later.h"
#include "ci/post.h"
#include "ci/record.h"
#include "ci/summary.h"
#include "forge/evidence.h"
#include "forge/write.h"

#define COMMIT_DIGITS 12
#define HEADS "refs/heads/"

void held_release(struct held *held)
{
	map_release(&held->heads);
	arena_release(&held->arena);
}

void job_release(struct job *job)
{
	forge_answer_release(&job->answer);
	check_judged_release(&job->judged);
	buf_release(&job->headline);
	buf_release(&job->document);
	arena_release(&job->arena);
}

/* What cannot be had is not known, whatever it was that failed. */
static int fail_undecided(const struct mow_error *err)
{
	(void)command_fail(err);
	return EXIT_UNDECIDED;
}

/* ---- The forge --------------------------------------------------------------------------------------------------- */

/* A job of a commit that is no longer the request's would speak for the one that is. */
static int check_head(const struct job *job, struct mow_error *err)
{
	const char *head = job->answer.request.head;
	MOW_AUTO(buf) name = BUF_INIT;

	if (job->place.head == NULL || strcmp(job->place.head, head) == 0)
		return MOW_OK;
	forge_add_name(&name, &job->place.at);
	return mow_fail(err, MOW_EUNSUPPORTED,
			"this job was made for commit %.*s, and %s is at %.*s by now; the job of that commit decides",
			COMMIT_DIGITS, job->place.head, name.data, COMMIT_DIGITS, head);
}

static int ask_forge(struct job *job, struct mow_error *err)
{
	int result = forge_ask(&job->answer, &job->place.at, job->access, err);

	return result == MOW_OK ? check_head(job, err) : result;
}

/* ---- The commits ------------------------------------------------------------------------------------------------- */

/* The commit that is to land. */
static const char *tip_of(const struct job *job)
{
	return job->place.new_id != NULL ? job->place.new_id : job->answer.request.head;
}

/* The default branch, the target, where it is known already, and the change. */
static int fetch_change(struct job *job, struct mow_error *err)
{
	const struct place *place = &job->place;
	MOW_AUTO(buf) ref = BUF_INIT;

	forge_add_ref(&ref, &place->at);
	if (ref.failed)
		return mow_fail_memory(err);
	const struct mow_fetch_options options = {.target = place->target,
						  .ref = place->ref != NULL ? place->ref : ref.data};
	return mow_fetch(&job->fetched, job->repo, &options, err);
}

/* The target that the forge names; mostly the default branch, which is here. */
static int fetch_target(struct job *job, struct mow_error *err)
{
	if (job->place.target != NULL)
		return MOW_OK;
	job->place.target = arena_printf(&job->arena, HEADS "%s", job->answer.request.target);
	if (job->place.target == NULL)
		return mow_fail_memory(err);
	return strcmp(job->place.target, job->fetched.head) != 0 ? fetch_change(job, err) : MOW_OK;
}

/* The tip must be here; an approval of a commit that is gone approves nothing. */
static int fetch_commits(struct job *job, struct mow_error *err)
{
	struct forge_opinions *opinions = &job->answer.opinions;
	MOW_AUTO_FREE struct mow_wanted *wanted = calloc(opinions->count + 1, sizeof *wanted);
	size_t count = 1;

	if (wanted == NULL)
		return mow_fail_memory(err);
	wanted[0].id = tip_of(job);
	for (size_t i = 0; i < opinions->count; i++)
		if (opinions->items[i].commit != NULL && opinions->items[i].why_not == NULL)
			wanted[count++].id = opinions->items[i].commit;
	int result = mow_fetch_commits(wanted, count, job->repo, job->fetched.remote, err);
	if (result == MOW_OK && !wanted[0].here)
		return mow_fail(err, MOW_ENOTFOUND, "commit %.*s, which is to land, cannot be fetched", COMMIT_DIGITS,
				wanted[0].id);
	count = 1;
	for (size_t i = 0; result == MOW_OK && i < opinions->count; i++) {
		struct forge_opinion *opinion = &opinions->items[i];
		if (opinion->commit == NULL || opinion->why_not != NULL || wanted[count++].here)
			continue;
		opinion->why_not = "the commit that it was given for is gone, and cannot be fetched";
	}
	return result;
}

/* ---- Both ------------------------------------------------------------------------------------------------------- */

/* A forge that is asked while git fetches: each waits for a network. */
struct asking {
	struct job *job;
	int result;
	struct mow_error err;
};

static void *ask_beside(void *context)
{
	struct asking *asking = context;

	asking->result = ask_forge(asking->job, &asking->err);
	return NULL;
}

/* What the forge says comes first: a request that is closed, say, is the reason also where nothing could be fetched. */
static int ask_and_fetch(struct job *job, struct mow_error *err)
{
	struct asking asking = {.job = job};
	struct mow_error fetch_err = {0};
	pthread_t thread;
	bool beside = pthread_create(&thread, NULL, ask_beside, &asking) == 0;

	if (!beside)
		(void)ask_beside(&asking);
	int result = beside || asking.result == MOW_OK ? fetch_change(job, &fetch_err) : MOW_OK;
	if (beside)
		(void)pthread_join(thread, NULL);
	*err = asking.result < 0 ? asking.err : fetch_err;
	if (asking.result < 0 || result < 0)
		return asking.result < 0 ? asking.result : result;
	result = fetch_target(job, err);
	return result == MOW_OK ? fetch_commits(job, err) : result;
}

/* ---- The verdict ------------------------------------------------------------------------------------------------- */

/* Nobody can be named in a line about an account that is gone. */
static void warn_gone(const struct job *job)
{
	for (size_t i = 0; i < job->answer.opinions.count; i++) {
		const struct forge_opinion *opinion = &job->answer.opinions.items[i];
		if (opinion->account == NULL)
			command_warn(job->globals, "%s does not count: %s", opinion->source, opinion->why_not);
	}
}

static const char *binds_of(struct job *job)
{
	if (job->place.by_hand)
		return "this blocks nothing; the job of the request decides";
	if (job->place.loose == NULL)
		return NULL;
	return arena_printf(&job->arena,
			    "this job %s, so whoever changes the job passes it; mowners-ci(1) says how it binds",
			    job->place.loose);
}

/* That a page could not be written changes no verdict. */
static void summarize(const struct job *job)
{
	const char *path = job->place.by_hand || job->asked->dry_run ? NULL : summary_path();
	struct mow_error err = {0};

	if (path != NULL && summary_add(path, &job->document, &err) != MOW_OK)
		command_warn(job->globals, "%s", err.message);
}

/* What is run by hand has a reader, and no page that folds. */
static enum check_fold fold_of(const struct job *job)
{
	if (job->place.by_hand)
		return CHECK_FOLD_NONE;
	return job->place.at.forge->has_sections ? CHECK_FOLD_SECTIONS : CHECK_FOLD_GROUPS;
}

/* Whatever else holds the request up: what counts is carried. */
static int record(const struct job *job, int status)
{
	const struct record_request request = {job->fetched.remote, job->asked->dry_run};

	if (!job->asked->record || job->judged.verdict == NULL ||
	    record_approvals(job->globals, job->repo, job->judged.verdict, &request) == MOW_OK)
		return status;
	return EXIT_UNDECIDED;
}

/* Judges anew where the forge has more to say that matters. */
static int look_again(struct job *job, struct check_request *request, struct buf *evidence)
{
	struct mow_error err = {0};
	bool changed = false;
	const struct later later = {&job->answer, &job->place.at, job->access, job->judged.verdict};
	int result = later_ask(&changed, &later, &err);

	if (result == MOW_OK && !changed)
		return EXIT_YES;
	check_judged_release(&job->judged);
	buf_reset(evidence);
	if (result == MOW_OK)
		result = evidence_write(evidence, &job->place.at, &job->answer, &err);
	request->change.evidence = evidence->data;
	request->change.evidence_len = evidence->len;
	if (result == MOW_OK)
		result = mow_verdict_new(&job->judged.verdict, job->repo, &request->change, NULL, &err);
	return result == MOW_OK ? EXIT_YES : fail_undecided(&err);
}

static int judge(struct job *job, struct mow_error *err)
{
	const struct forge *forge = job->place.at.forge;
	bool queued = job->place.old_id != NULL;
	MOW_AUTO(buf) evidence = BUF_INIT;
	int result = evidence_write(&evidence, &job->place.at, &job->answer, err);
	const char *where = arena_printf(&job->arena, "%s %s on %s", forge->noun, job->place.at.number, forge->title);

	if (result == MOW_OK && where == NULL)
		result = mow_fail_memory(err);
	if (result < 0)
		return fail_undecided(err);
	const char *binds = binds_of(job);
	struct check_request request = {
		.change = {.target = job->place.target,
			   .rules = job->globals->rules,
			   .range = queued ? NULL : tip_of(job),
			   .old_rev = job->place.old_id,
			   .new_rev = job->place.new_id,
			   .remote = job->fetched.remote,
			   .head = job->fetched.head,
			   .evidence = evidence.data,
			   .evidence_len = evidence.len},
		.mode = binds != NULL ? "advise" : "enforce",
		.binds = binds,
		.where = where,
		.found = true,
		.explain = job->asked->explain,
		.fold = fold_of(job),
		.format = job->asked->format,
		.silent = job->asked->given.all,
		.document = &job->document,
		.headline = &job->headline,
	};
	warn_gone(job);
	int status = check_judge(&job->judged, job->globals, job->repo, &request);
	if (status == EXIT_YES)
		status = look_again(job, &request, &evidence);
	if (job->judged.verdict != NULL)
		status = check_tell(&job->judged, job->globals, job->repo, &request);
	if (status != EXIT_UNDECIDED)
		summarize(job);
	return record(job, status);
}

static int explain(const struct job *job)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (!job->asked->explain || job->asked->format != 0 || job->asked->given.all)
		return EXIT_YES;
	explain_answer(&out, &job->place, &job->answer);
	return command_write(&out, EXIT_YES);
}

static int decide(struct job *job)
{
	struct mow_error err = {0};

	if (ask_and_fetch(job, &err) != MOW_OK) {
		job->silent = err.code == MOW_EUNSUPPORTED;
		return fail_undecided(&err);
	}
	int status = explain(job);
	return status == EXIT_YES ? judge(job, &err) : status;
}

static int hold(struct held *held, const char *head)
{
	const char *kept = arena_dup(&held->arena, head, strlen(head));

	return kept != NULL ? map_put(&held->heads, kept, strlen(kept), 0) : MOW_ENOMEM;
}

/* Whether nobody was asked, since nothing protects where it goes. */
static bool is_free(const struct mow_verdict *verdict)
{
	return mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN && !mow_verdict_to_default(verdict);
}

/* Whether another request keeps this one's status from being set: it has the same head, and cannot land. */
static bool is_held(const struct job *job, const char *head)
{
	if (job->held == NULL || !map_get(&job->held->heads, head, strlen(head), NULL))
		return false;
	command_warn(job->globals,
		     "the status " WRITE_STATUS " of commit %.*s is left as it is: another open request has that head, "
		     "and cannot land",
		     COMMIT_DIGITS, head);
	return true;
}

/* An older status must not speak for what nobody knows now. */
static int post(struct job *job, int status)
{
	const char *head = job->place.head != NULL ? job->place.head : job->answer.request.head;
	struct post post = {.comment = job->asked->comment,
			    .status = job->asked->status,
			    .dry_run = job->asked->dry_run,
			    .place = &job->place,
			    .access = job->access,
			    .commit = job->place.new_id != NULL ? job->place.new_id : head,
			    .headline = &job->headline,
			    .document = &job->document};

	if (job->silent)
		return status;
	/* To pass goes with the commit to wherever a request takes it. */
	if (status == EXIT_YES)
		post.status = post.status && !is_free(job->judged.verdict) && !is_held(job, head);
	else if (job->held != NULL && head != NULL && hold(job->held, head) != MOW_OK)
		return EXIT_UNDECIDED;
	if (job->headline.len == 0)
		buf_adds(&job->headline, "this could not be decided; the log of the job says why");
	return job->headline.failed || job->document.failed ? EXIT_UNDECIDED : post_answer(job->globals, &post, status);
}

int job_run(struct job *job)
{
	return post(job, decide(job));
}
