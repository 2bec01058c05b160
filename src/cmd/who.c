/* who: the owners of paths. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "cmd/spool.h"
#include "report/who/who.h"

enum {
	OPTION_RECURSIVE,
	OPTION_ALL,
	OPTION_ROLE,
	OPTION_AS_OF,
	OPTION_WITHOUT,
	OPTION_RULES,
	OPTION_FORMAT,
	OPTION_STDIN,
	OPTION_NULL
};
static const struct command_option options[] = {
	[OPTION_RECURSIVE] = {"recursive", 'r', NULL, "every tracked file below the folders named"},
	[OPTION_ALL] = {"all", 0, NULL, "every file of HEAD, or of the revision of --rules"},
	[OPTION_ROLE] = {"role", 0, "accountable|review|responsible|consulted|informed",
			 "only the people of this role, teams taken apart, one a line, each once"},
	[OPTION_AS_OF] = {"as-of", 0, "DATE", "who is in service on that day, or at that moment"},
	[OPTION_WITHOUT] = {"without", 0, "WHO", QUERY_WITHOUT},
	[OPTION_RULES] = {"rules", 0, "REV", "the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_STDIN] = {"stdin", 0, NULL, "read paths from standard input, one a line"},
	[OPTION_NULL] =
		{"null", 'z', NULL,
		 "paths are as they are and end in NUL: with --stdin those that are read, with --role or --format tsv every field "
		 "that is written"},
	{NULL, 0, NULL, NULL},
};

struct who {
	struct query query;
	bool recursive, all, from_stdin, nul;
	size_t format; /* of who_formats; 0: text, the default */
	const char *role;

	struct who_report report;
	struct spool held;
	struct mow_error *err;
	size_t answered; /* paths */
	size_t printed;  /* people, with `role` */
	bool unowned;
	struct map seen; /* people that were printed */
	struct arena arena;
};

/* ---- The answer ------------------------------------------------------------------------------------------------------ */

/* People of the role who were not printed yet. */
static int add_people(struct who *who, const struct mow_owners *owners)
{
	struct mow_people people;
	int result = mow_owners_people(&people, who->query.rules, owners, who->role, who->err);

	for (size_t i = 0; result == 0 && i < people.count; i++) {
		size_t len = strlen(people.items[i]);
		if (map_get(&who->seen, people.items[i], len, NULL))
			continue;
		char *kept = arena_dup(&who->arena, people.items[i], len);
		if (kept == NULL || map_put(&who->seen, kept, len, 0) < 0)
			return mow_fail_memory(who->err);
		buf_add(&who->held.out, people.items[i], len);
		buf_addc(&who->held.out, who->nul ? '\0' : '\n');
		who->printed++;
	}
	return result;
}

static int add_owners(struct who *who, const struct mow_owners *owners, bool folder)
{
	int result = 0;

	who->answered++;
	who->unowned =
		who->unowned || owners->accountable == NULL || (owners->accountable_gone && owners->acting_count == 0);
	if (who->role != NULL)
		result = add_people(who, owners);
	else
		who_report_add(&who->report, owners, folder);
	return result < 0 ? result : spool_check(&who->held, who->err);
}

static int add_path(struct who *who, const struct mow_path *path)
{
	const struct mow_owners *owners;
	int result = mow_owners(&owners, who->query.rules, path, who->err);

	return result < 0 ? result : add_owners(who, owners, path->kind == MOW_PATH_FOLDER);
}

static int add_file(const struct mow_owners *owners, void *context)
{
	return add_owners(context, owners, false);
}

/* Every file below a folder. */
static int add_files(struct who *who, const char *prefix, bool tracked)
{
	const struct mow_finding_sink sink = {query_found, &who->query};
	const struct mow_walk walk = {prefix, tracked, add_file, who, &sink, NULL, false};

	return mow_rules_walk(who->query.rules, &walk, who->err);
}

static int add_folder(struct who *who, const struct mow_path *path)
{
	MOW_AUTO(buf) prefix = BUF_INIT;

	buf_add(&prefix, path->bytes, path->len);
	if (path->len > 0)
		buf_addc(&prefix, '/');
	if (buf_check(&prefix, who->err) < 0)
		return MOW_ENOMEM;
	return add_files(who, prefix.data, true);
}

static int add_all(struct who *who)
{
	int result = 0;

	if (who->all)
		return add_files(who, "", false);
	for (size_t i = 0; result == 0 && i < who->query.paths.count; i++) {
		const struct mow_path *path = &who->query.paths.items[i];
		result = who->recursive && path->kind == MOW_PATH_FOLDER ? add_folder(who, path) : add_path(who, path);
	}
	return result;
}

static int answer(struct who *who)
{
	who_report_begin(&who->report);
	int result = add_all(who);
	if (result < 0)
		return query_fail(&who->query, result, who->err);
	if (who->all)
		query_warn_empty(&who->query);
	who_report_end(&who->report);
	if (who->answered == 0 && (who->all || who->recursive))
		command_warn(who->query.globals, who->all ? "there is no file yet" : "git tracks no file there");
	bool yes = who->role != NULL ? who->printed > 0
				     : !who->unowned && (who->answered > 0 || !(who->all || who->recursive));
	pager_begin(who->query.globals);
	return spool_write(&who->held, yes ? EXIT_YES : EXIT_NO);
}

/* ---- The question ---------------------------------------------------------------------------------------------------- */

/* Takes one option; EXIT_YES, or what is wrong with its value was said. */
static int take_option(struct who *who, int option, const char *value)
{
	switch (option) {
	case OPTION_RECURSIVE:
		who->recursive = true;
		break;
	case OPTION_ALL:
		who->all = true;
		break;
	case OPTION_ROLE:
		who->role = value;
		break;
	case OPTION_AS_OF:
		return options_clock(&who->query.now, &command_who, "as-of", value) ? EXIT_YES : EXIT_USAGE;
	case OPTION_WITHOUT:
		return query_without(&who->query, value);
	case OPTION_RULES:
		who->query.source = value;
		break;
	case OPTION_FORMAT:
		who->format = format_find(who_formats, value);
		break;
	case OPTION_STDIN:
		who->from_stdin = true;
		break;
	default:
		who->nul = true;
		break;
	}
	return EXIT_YES;
}

/* Nothing is ever silently without effect. */
static int refuse_combination(const struct who *who, size_t path_count)
{
	bool named = path_count > 0 || who->from_stdin;

	if (who->all && (named || who->recursive))
		return command_usage(&command_who, "--all is every file already; leave %s out",
				     path_count > 0    ? "the paths"
				     : who->from_stdin ? "--stdin"
						       : "-r");
	if (path_count > 0 && who->from_stdin)
		return command_usage(&command_who, "name paths or read them with --stdin, not both");
	if (!named && !who->all)
		return command_usage(&command_who, "name a path, or take --all");
	if (who->role != NULL && who->format != 0)
		return command_usage(&command_who, "--role prints people one a line; leave --format out");
	if (who->nul && !who->from_stdin && who->role == NULL && !who_writers[who->format]->nul)
		return command_usage(&command_who, "-z goes with --stdin, --role or --format tsv");
	return EXIT_YES;
}

static int ask(struct who *who, int count, char **arguments)
{
	int status = query_open(&who->query);

	if (status == EXIT_YES)
		status = who->from_stdin ? query_stdin(&who->query, who->nul)
					 : query_arguments(&who->query, count, arguments);
	if (status == EXIT_YES && !who->all)
		status = query_read(&who->query, who->recursive);
	if (status == EXIT_YES)
		status = query_leave(&who->query);
	if (status != EXIT_YES)
		return status;
	who_report_init(&who->report, &who->held.out, who_writers[who->format]);
	who->report.nul = who->nul;
	who->report.color = who->query.globals->color;
	status = answer(who);
	who_report_release(&who->report);
	return status;
}

static void who_release(struct who *who)
{
	query_release(&who->query);
	spool_release(&who->held);
	map_release(&who->seen);
	arena_release(&who->arena);
}
MOW_AUTO_DEFINE(who)

static int run(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0, ""};
	MOW_AUTO(who) who = {.query = QUERY_INIT(globals), .held = SPOOL_INIT, .err = &err};
	const char *value = NULL;
	int index = 0;
	int option, status = EXIT_YES;

	while (status == EXIT_YES && (option = command_next_option(&command_who, argc, argv, &value, &index)) != -1)
		status = option >= 0 ? take_option(&who, option, value) : EXIT_USAGE;
	if (status == EXIT_YES)
		status = refuse_combination(&who, (size_t)(argc - index));
	return status == EXIT_YES ? ask(&who, argc - index, argv + index) : status;
}

const struct command command_who = {
	.name = "who",
	.arguments = "PATH…",
	.summary = "who is accountable, reviews, produces, is consulted, is informed",
	.options = options,
	.formats = who_formats,
	.run = run,
};
