/* doctor: whether what guards a repository holds, and whether a clone is ready for approvals. */
#include "cmd/doctor.h"

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/repositories.h"
#include "cmd/terminal.h"

enum { OPTION_SERVER, OPTION_ALL, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_SERVER] = {"server", 0, NULL, "the repository that people push to; it must be bare"},
	[OPTION_ALL] = {"all", 0, "DIR", "all bare repositories below this folder, one after the other"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = "whether pushes that must be refused are refused, and whether a clone is ready",
	.options = options,
	.formats = doctor_formats,
	.run = run,
};

static void doctor_release(struct doctor *doctor)
{
	mow_repo_free(doctor->repo);
	buf_release(&doctor->hook);
	doctor_findings_release(&doctor->findings);
}
MOW_AUTO_DEFINE(doctor)

static int examine(struct doctor *doctor, struct mow_error *err)
{
	doctor->findings.server = mow_repo_is_bare(doctor->repo);
	int result = doctor->findings.server ? doctor_server(doctor, err) : doctor_client(doctor, err);

	return result == MOW_OK && doctor->findings.failed ? mow_fail_memory(err) : result;
}

/* ---- One -------------------------------------------------------------------------------------------------------- */

static int look_here(const struct globals *globals, bool server, size_t format)
{
	MOW_AUTO(doctor) doctor = {.globals = globals, .hook = BUF_INIT};
	MOW_AUTO(buf) out = BUF_INIT;
	const struct doctor_output output = {&out, globals->color};
	struct mow_error err = {0};

	if (command_repo(&doctor.repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	if (server && !mow_repo_is_bare(doctor.repo))
		return command_usage(
			&command_doctor,
			"--server is for the bare repository that people push to; this one has a working tree");
	if (examine(&doctor, &err) != MOW_OK)
		return command_fail(&err);
	doctor_writers[format](&output, &doctor.findings);
	return command_write(&out, doctor.findings.states[DOCTOR_MEND] > 0 ? EXIT_NO : EXIT_YES);
}

/* ---- Many ------------------------------------------------------------------------------------------------------- */

struct round {
	const struct globals *globals;
	size_t format;
	struct buf out;
	size_t count, to_mend;
};

/* One that cannot be looked at is one to mend. */
static void look_at(const char *path, void *context)
{
	struct round *round = context;
	const struct mow_repo_options there = {.dir = path, .now = round->globals->now};
	const struct doctor_output output = {&round->out, round->globals->color};
	MOW_AUTO(doctor) doctor = {.globals = round->globals, .hook = BUF_INIT, .findings = {.path = path}};
	struct mow_error err = {0};
	int result = mow_repo_open(&doctor.repo, &there, &err);

	if (result == MOW_OK)
		result = examine(&doctor, &err);
	if (result != MOW_OK)
		doctor_add(&doctor.findings, DOCTOR_MEND, "Problem", NULL, "it cannot be looked at: %s", err.message);
	doctor_writers[round->format](&output, &doctor.findings);
	round->count++;
	round->to_mend += doctor.findings.states[DOCTOR_MEND] > 0;
}

static int look_at_all(const struct globals *globals, const char *folder, size_t format)
{
	struct round round = {.globals = globals, .format = format, .out = BUF_INIT};
	struct mow_error err = {0};
	int result = repositories_each(folder, look_at, &round, &err);
	int status = command_write(&round.out, round.to_mend > 0 ? EXIT_NO : EXIT_YES);

	buf_release(&round.out);
	if (result != MOW_OK)
		return command_fail(&err);
	if (round.count == 0) {
		(void)mow_fail(&err, MOW_ENOTFOUND, "there is no bare repository below that folder");
		return command_fail(&err);
	}
	if (!globals->quiet && status != EXIT_UNDECIDED) {
		MOW_AUTO(buf) sum = BUF_INIT;
		report_doctor_sum(&sum, round.count, round.to_mend);
		terminal_say(&sum);
	}
	return status;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	const char *all = NULL;
	bool server = false;
	size_t format = 0;
	const struct command_slot slots[] = {
		[OPTION_SERVER] = {.flag = &server},
		[OPTION_ALL] = {.text = &all},
		[OPTION_FORMAT] = {.format = &format},
	};
	int first = command_take_options(&command_doctor, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_doctor, "it takes no arguments; -C DIR names another repository");
	return all != NULL ? look_at_all(globals, all, format) : look_here(globals, server, format);
}
