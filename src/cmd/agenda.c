/* agenda: what waits, and what comes. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cmd/handles.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "report/agenda.h"

enum { DAYS_MOST = 99999 };

enum { OPTION_OWNER, OPTION_DAYS, OPTION_RULES, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_OWNER] =
		{"owner", 0, "WHO",
		 "only what concerns this person, also through teams, or anybody of this team: @HANDLE or an e-mail"},
	[OPTION_DAYS] = {"days", 0, "NUMBER", "only what waits, and what begins in the next so many days"},
	[OPTION_RULES] = {"rules", 0, "REV", "the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_agenda = {
	.name = "agenda",
	.arguments = "",
	.summary = "what waits for approval or confirmation, and which days come",
	.options = options,
	.formats = agenda_formats,
	.run = run,
};

/* 0: it is no such number, which was said. */
static long parse_days(const char *text)
{
	size_t len = strlen(text);
	long days = len > 0 && len <= 5 && strspn(text, "0123456789") == len ? strtol(text, NULL, 10) : 0;

	if (days <= 0)
		(void)command_usage(&command_agenda, "--days is a number of days from 1 to %d", DAYS_MOST);
	return days;
}

static int answer(struct query *query, const char *owner, long days, size_t format)
{
	const struct mow_finding_sink sink = {query_found, query};
	int64_t before = days > 0 ? mow_repo_now(query->repo) + days * CLOCK_DAY : 0;
	const struct mow_agenda_options asked = {.owner = owner, .before = before, .sink = &sink};
	MOW_AUTO_PTR(mow_agenda) agenda = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	const struct agenda_output output = {&out, query->globals->color};
	struct mow_error err = {0, ""};
	int result = mow_agenda_new(&agenda, query->rules, &asked, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	query_warn_empty(query);
	if (mow_agenda_note(agenda) != NULL)
		command_warn(query->globals, "approvals that are asked for are not shown: %s", mow_agenda_note(agenda));
	agenda_writers[format](&output, agenda);
	pager_begin(query->globals);
	return command_write(&out, EXIT_YES);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(query) query = QUERY_INIT(globals);
	const char *owner = NULL, *days_text = NULL;
	size_t format = 0;
	const struct command_slot slots[] = {
		[OPTION_OWNER] = {.text = &owner},
		[OPTION_DAYS] = {.text = &days_text},
		[OPTION_RULES] = {.text = &query.source},
		[OPTION_FORMAT] = {.format = &format},
	};
	int first = command_take_options(&command_agenda, argc, argv, slots);
	long days = first >= 0 && days_text != NULL ? parse_days(days_text) : 0;

	if (first < 0 || (days_text != NULL && days == 0))
		return EXIT_USAGE;
	if (first < argc)
		return command_usage(&command_agenda, "whose agenda it is, is named with --owner");
	int status = query_open(&query);
	return status == EXIT_YES ? answer(&query, owner, days, format) : status;
}
