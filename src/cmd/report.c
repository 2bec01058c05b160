/* report: figures of what landed. */
#include <string.h>

#include "base/clock.h"
#include "cmd/beside.h"
#include "cmd/handles.h"
#include "cmd/options.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "report/report.h"

enum { OPTION_SINCE, OPTION_UNTIL, OPTION_BY, OPTION_SHOW, OPTION_FORMAT, OPTION_LANG, OPTION_OUTPUT };
static const struct command_option options[] = {
	[OPTION_SINCE] =
		{"since", 0, "TIME",
		 "what landed since that day, or so long ago: 2026-09-01, 12w; default: 90 days before the end"},
	[OPTION_UNTIL] = {"until", 0, "TIME", "up to that day, that day included; default: now"},
	[OPTION_BY] = {"by", 0, "team|person", "who stands beside an area: the team of who decides (default), or they"},
	[OPTION_SHOW] = {"show", 0, "KEY",
			 "the commits and records behind a figure, as the JSON calls it: lead/brand/detailed"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_LANG] = {"lang", 0, PAGE_LANGS, "of a page, " PAGE_LANG},
	[OPTION_OUTPUT] = {"output", 'o', "FILE",
			   "into this file, written whole or not at all; its ending says the format"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_report = {
	.name = "report",
	.arguments = "",
	.summary = "figures of what landed: how owned, how fast, how complete its records",
	.options = options,
	.formats = report_formats,
	.run = run,
};

struct reporting {
	struct query query;
	const char *since, *until, *file, *format, *show, *lang;
	bool by_person;
};

static void reporting_release(struct reporting *reporting)
{
	query_release(&reporting->query);
}
MOW_AUTO_DEFINE(reporting)

/* A day, a moment, or how long ago; of a day its last moment where `end`. */
static bool read_time(int64_t *out, const struct reporting *reporting, const char *text, bool end)
{
	int64_t before;

	if (clock_parse_duration(&before, text, strlen(text))) {
		*out = mow_repo_now(reporting->query.repo) - before;
		return true;
	}
	if (clock_parse_day(out, text, strlen(text))) {
		*out += end ? CLOCK_DAY - 1 : 0;
		return true;
	}
	return clock_parse_moment(out, text, strlen(text));
}

static int find_window(struct mow_report_options *asked, const struct reporting *reporting)
{
	if (reporting->since != NULL && !read_time(&asked->since, reporting, reporting->since, false))
		return command_usage(&command_report,
				     "--since is a day (2026-09-01), a moment, or how long ago (90d, 12w)");
	if (reporting->until != NULL && !read_time(&asked->until, reporting, reporting->until, true))
		return command_usage(&command_report,
				     "--until is a day (2026-11-30), a moment, or how long ago (30d, 4w)");
	return EXIT_YES;
}

/* What was asked for, else what the file's name ends in, else the first. */
static size_t find_format(const struct reporting *reporting)
{
	const char *dot = reporting->file != NULL ? strrchr(reporting->file, '.') : NULL;
	size_t format = format_find(report_formats, reporting->format != NULL ? reporting->format
						    : dot != NULL             ? dot + 1
									      : "");

	return report_formats[format].name != NULL ? format : 0;
}

static report_format_fn *writer_of(const struct reporting *reporting)
{
	return report_writers[find_format(reporting)];
}

/* As text or as JSON. */
static int show(const struct report_output *output, const struct reporting *reporting, const struct mow_report *report)
{
	const struct mow_report_figure *figure = mow_report_find(report, reporting->show);

	if (figure == NULL)
		return command_usage(&command_report,
				     "there is no figure of that key; mowners report --format csv lists them");
	if (writer_of(reporting) == report_report_text)
		report_show(output, figure);
	else
		report_show_json(output, figure);
	return EXIT_YES;
}

static bool is_page(const struct reporting *reporting)
{
	return writer_of(reporting) == report_report_html;
}

/* What stands on a page beside the figures. */
struct surroundings {
	struct beside beside;
	struct matrix_output output;
	struct mow_matrix *matrix;
};

static void surroundings_release(struct surroundings *around)
{
	mow_matrix_free(around->matrix);
	beside_release(&around->beside);
}
MOW_AUTO_DEFINE(surroundings)

static int look_around(struct surroundings *around, struct report_output *output, const struct reporting *reporting,
		       struct mow_error *err)
{
	const struct query *query = &reporting->query;
	const struct mow_matrix_options asked = {.by = MOW_MATRIX_AREAS, .people = true};

	around->output = (struct matrix_output){.out = output->out, .by = MOW_MATRIX_AREAS};
	int result = beside_look(&around->output, &around->beside, query, reporting->lang, err);
	if (result == MOW_OK)
		result = mow_matrix_new(&around->matrix, query->rules, &asked, err);
	output->beside = &around->output;
	output->matrix = around->matrix;
	return result;
}

static int answer(struct reporting *reporting)
{
	struct query *query = &reporting->query;
	const struct mow_finding_sink sink = {query_found, query};
	struct mow_report_options asked = {.by_person = reporting->by_person, .sink = &sink};
	MOW_AUTO_PTR(mow_report) report = NULL;
	MOW_AUTO(surroundings) around = {.beside = {.load = NULL}};
	MOW_AUTO(buf) out = BUF_INIT;
	struct report_output output = {.out = &out, .color = query->globals->color && reporting->file == NULL};
	struct mow_error err = {0, ""};
	int status = find_window(&asked, reporting);

	if (status != EXIT_YES)
		return status;
	int result = mow_report_new(&report, query->rules, &asked, &err);
	around.beside.report = report;
	if (result == MOW_OK && is_page(reporting))
		result = look_around(&around, &output, reporting, &err);
	if (result < 0)
		return query_fail(query, result, &err);
	query_warn_empty(query);
	if (reporting->show != NULL)
		status = show(&output, reporting, report);
	else
		writer_of(reporting)(&output, report);
	if (status != EXIT_YES)
		return status;
	if (reporting->file == NULL)
		pager_begin(query->globals);
	return command_write_to(reporting->file, &out, EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(reporting) reporting = {.query = QUERY_INIT(globals)};
	const char *by = NULL;
	const struct command_slot slots[] = {
		[OPTION_SINCE] = {.text = &reporting.since},
		[OPTION_UNTIL] = {.text = &reporting.until},
		[OPTION_BY] = {.text = &by},
		[OPTION_SHOW] = {.text = &reporting.show},
		[OPTION_FORMAT] = {.text = &reporting.format},
		[OPTION_LANG] = {.text = &reporting.lang},
		[OPTION_OUTPUT] = {.text = &reporting.file},
	};
	int first = command_take_options(&command_report, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	reporting.by_person = by != NULL && strcmp(by, "person") == 0;
	if (first < argc)
		return command_usage(&command_report, "which changes it is about is said with --since and --until");
	if (reporting.lang != NULL && !is_page(&reporting))
		return command_usage(&command_report, "--lang goes with --format html, or -o FILE.html");
	if (reporting.show != NULL && writer_of(&reporting) != report_report_text &&
	    writer_of(&reporting) != report_report_json)
		return command_usage(&command_report, "--show is told as text or as json");
	int status = query_open(&reporting.query);
	return status == EXIT_YES ? answer(&reporting) : status;
}
