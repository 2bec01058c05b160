#include "ci/ci.h"

#include "base/error.h"
#include "ci/access.h"
#include "ci/job.h"
#include "cmd/ci.h"
#include "cmd/handles.h"
#include "forge/open.h"
#include "report/check/check.h"
#include "report/phrase.h"

static int run(const struct globals *globals, int argc, char **argv);

const struct command ci_command = {
	.name = "ci",
	.arguments = "",
	.summary = CI_SUMMARY,
	.options = ci_options,
	.formats = check_formats,
	.run = run,
};

static const char *variable(const char *name, void *context)
{
	(void)context;
	return access_variable(name);
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

/* "mowners: gitlab!7: main: 1 changed file cannot land yet" */
static int tell(const struct job *job, int status)
{
	MOW_AUTO(buf) line = BUF_INIT;

	if (status == EXIT_UNDECIDED)
		return status;
	buf_adds(&line, "mowners: ");
	forge_add_name(&line, &job->place.at);
	buf_addf(&line, ": %s\n", job->headline.data);
	return command_write(&line, EXIT_YES);
}

/* What holds one request up says nothing about the schedule; that one could not be looked at does. */
static int check_all(const struct job *first)
{
	MOW_AUTO(forge_open) open = {0};
	MOW_AUTO(held) held = {0};
	struct mow_error err = {0};
	int worst = EXIT_YES;

	if (forge_list_open(&open, &first->place.at, first->access, &err) != MOW_OK) {
		(void)command_fail(&err);
		return EXIT_UNDECIDED;
	}
	for (size_t i = 0; i < open.count; i++) {
		MOW_AUTO(job) job = JOB_INIT;
		job.globals = first->globals;
		job.asked = first->asked;
		job.repo = first->repo;
		job.access = first->access;
		job.place = first->place;
		job.held = &held;
		job.place.at.number = open.items[i];
		if (tell(&job, job_run(&job)) != EXIT_YES)
			worst = EXIT_UNDECIDED;
	}
	return worst;
}

/* Whoever changes such a job has what it signs with. */
static int check_record(const struct job *job, struct mow_error *err)
{
	const char *loose = job->place.by_hand ? NULL : job->place.loose;

	return !job->asked->record || loose == NULL
		       ? MOW_OK
		       : mow_fail(err, MOW_EUNSUPPORTED,
				  "no approval is recorded: this job %s, and with it what it does with the key of the "
				  "witness; mowners-ci(1) says from where else it can be read",
				  loose);
}

static int check(const struct globals *globals, const struct asked *asked)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(job) job = JOB_INIT;
	const struct place_environment environment = {variable, NULL};
	struct forge_access access = {0};
	struct mow_error err = {0};

	job.globals = globals;
	job.asked = asked;
	job.access = &access;
	if (place_find(&job.place, &job.arena, &asked->given, &environment, &err) != MOW_OK ||
	    check_record(&job, &err) != MOW_OK || command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	job.repo = repo;
	if (access_find(&access, &job.arena, &job.place, &err) != MOW_OK) {
		(void)command_fail(&err);
		return EXIT_UNDECIDED;
	}
	return asked->given.all ? check_all(&job) : job_run(&job);
}

/* ---- The command ------------------------------------------------------------------------------------------------- */

static int run(const struct globals *globals, int argc, char **argv)
{
	struct asked asked = {0};
	struct place_given *given = &asked.given;
	const struct command_slot slots[] = {
		[CI_PLATFORM] = {.text = &given->platform}, [CI_API] = {.text = &given->api},
		[CI_PROJECT] = {.text = &given->project},   [CI_REQUEST] = {.text = &given->request},
		[CI_COMMENT] = {.flag = &asked.comment},    [CI_STATUS] = {.flag = &asked.status},
		[CI_ALL_OPEN] = {.flag = &given->all},      [CI_RECORD] = {.flag = &asked.record},
		[CI_DRY_RUN] = {.flag = &asked.dry_run},    [CI_EXPLAIN] = {.flag = &asked.explain},
		[CI_FORMAT] = {.format = &asked.format},
	};
	int first = command_take_options(&ci_command, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	asked.status |= given->all;
	if (first < argc)
		return command_usage(&ci_command, "it takes no arguments; the job says what is to be checked");
	if (given->all && given->request != NULL)
		return command_usage(&ci_command, "--all-open is every request; --request is one");
	return check(globals, &asked);
}
