/* rehearse: what landed, proposed again by other rules or without somebody. */
#include <string.h>

#include "base/clock.h"
#include "cmd/handles.h"
#include "cmd/query.h"
#include "report/rehearse.h"

#define SINCE "90d"

enum { OPTION_SINCE, OPTION_RULES, OPTION_WITHOUT, OPTION_FROM, OPTION_FORMAT };
static const struct command_option options[] = {
	[OPTION_SINCE] = {"since", 0, "TIME",
			  "what landed since that day, or so long ago: 2026-09-01, 90d (default), 12w"},
	[OPTION_RULES] = {"rules", 0, "REV", "the OWNERS files of this revision; : is the index"},
	[OPTION_WITHOUT] = {"without", 0, "WHO", QUERY_WITHOUT},
	[OPTION_FROM] = {"from", 0, "DATE", "as things are on that day: who is there, and which freezes hold"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_rehearse = {
	.name = "rehearse",
	.arguments = "",
	.summary = "what of that which landed would have waited, by other rules or without somebody",
	.options = options,
	.formats = rehearse_formats,
	.run = run,
};

struct rehearsing {
	struct query query;
	const char *since;
	int64_t day; /* 0: now */
	size_t format;
};

static int find_since(int64_t *out, const struct rehearsing *rehearsing)
{
	const char *text = rehearsing->since;
	int64_t before;

	if (clock_parse_duration(&before, text, strlen(text))) {
		*out = mow_repo_now(rehearsing->query.repo) - before;
		return EXIT_YES;
	}
	if (clock_parse_day(out, text, strlen(text)) || clock_parse_moment(out, text, strlen(text)))
		return EXIT_YES;
	return command_usage(&command_rehearse, "--since is a day (2026-09-01), a moment, or how long ago (90d, 12w)");
}

static int answer(struct rehearsing *rehearsing, int64_t since)
{
	struct query *query = &rehearsing->query;
	const struct mow_finding_sink sink = {query_found, query};
	const struct mow_rehearsal_options asked = {since, rehearsing->day, query->without.items, query->without.count,
						    &sink};
	MOW_AUTO_PTR(mow_rehearsal) rehearsal = NULL;
	MOW_AUTO(buf) out = BUF_INIT;
	const struct rehearse_output output = {.out = &out,
					       .color = query->globals->color,
					       .since = since,
					       .from = rehearsing->day != 0,
					       .without = query->without.items,
					       .without_count = query->without.count};
	struct mow_error err = {0, ""};
	int result = mow_rehearsal_new(&rehearsal, query->rules, &asked, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	rehearse_writers[rehearsing->format](&output, rehearsal);
	return command_write(&out, mow_rehearsal_waiting(rehearsal) > 0 ? EXIT_NO : EXIT_YES);
}

/* Takes one option; EXIT_YES, or what is wrong with its value was said. */
static int take_option(struct rehearsing *rehearsing, int option, const char *value)
{
	switch (option) {
	case OPTION_SINCE:
		rehearsing->since = value;
		break;
	case OPTION_RULES:
		rehearsing->query.source = value;
		break;
	case OPTION_WITHOUT:
		return query_without(&rehearsing->query, value);
	case OPTION_FROM:
		return options_clock(&rehearsing->day, &command_rehearse, "from", value) ? EXIT_YES : EXIT_USAGE;
	default:
		rehearsing->format = format_find(rehearse_formats, value);
		break;
	}
	return EXIT_YES;
}

static void rehearsing_release(struct rehearsing *rehearsing)
{
	query_release(&rehearsing->query);
}
MOW_AUTO_DEFINE(rehearsing)

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(rehearsing) rehearsing = {.query = QUERY_INIT(globals), .since = SINCE};
	const char *value = NULL;
	int64_t since = 0;
	int first = 0, option, status = EXIT_YES;

	while (status == EXIT_YES &&
	       (option = command_next_option(&command_rehearse, argc, argv, &value, &first)) != -1)
		status = option >= 0 ? take_option(&rehearsing, option, value) : EXIT_USAGE;
	if (status == EXIT_YES && first < argc)
		status = command_usage(&command_rehearse, "how far back it goes is said with --since");
	if (status == EXIT_YES)
		status = query_open(&rehearsing.query);
	if (status == EXIT_YES)
		status = find_since(&since, &rehearsing);
	return status == EXIT_YES ? answer(&rehearsing, since) : status;
}
