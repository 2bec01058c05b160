/*
 * Commands: one file each, one table (commands.c), options in, library calls, report out. A command has no back door:
 * it includes mowners.h, report/ and base/ alone.
 */
#ifndef MOW_CMD_COMMAND_H
#define MOW_CMD_COMMAND_H

#include <getopt.h>
#include <stdbool.h>

#include "base/buf.h"
#include "cmd/progress.h"
#include "mowners.h"
#include "report/format.h"

/* Exit statuses (mowners(1)). */
enum exit_status { EXIT_YES = 0, EXIT_NO = 1, EXIT_USAGE = 2, EXIT_UNDECIDED = 3 };

struct command_row;
struct pager;

/* What stands before the command. */
struct globals {
	const char *directory; /* -C, already entered */
	const char *rules;     /* --rules; NULL */
	int64_t now;           /* --now; 0: the system's clock */
	bool color;            /* for stdout, after --color, NO_COLOR and whether it is a terminal */
	bool quiet;            /* -q: no warnings and notes on stderr */
	bool from_env;         /* GIT_DIR or GIT_INDEX_FILE is set: git's environment names the repository */
	struct progress *progress;
	struct pager *pager;
	const char *program;                /* absolute path of this binary, for install and messages */
	const struct command_row *commands; /* all there are, for help */
};

/* An option as help, completion and getopt_long see it. */
struct command_option {
	const char *name;     /* "role" */
	char letter;          /* 'z', or 0 */
	const char *argument; /* "ROLE"; NULL: takes none; "": one of the command's formats */
	const char *summary;  /* "only the people of this role, one a line"; NULL: what the formats say */
};

struct command {
	const char *name;
	const char *arguments;                /* synopsis behind the options: "PATH…" */
	const char *summary;                  /* one line */
	const struct command_option *options; /* ends with a NULL name */
	const struct format *formats; /* what --format takes, the default first; NULL: there is no such option */
	/* argv[0] is the command's name; an exit status. NULL: it is mowners itself. */
	int (*run)(const struct globals *globals, int argc, char **argv);
};

/* The commands there are, each in a file of its name, below the titles of help. */
#define COMMANDS(COMMAND)                \
	COMMAND("Asking", who)           \
	COMMAND("Asking", why)           \
	COMMAND("Asking", files)         \
	COMMAND("Asking", coverage)      \
	COMMAND("Asking", matrix)        \
	COMMAND("Asking", agenda)        \
	COMMAND("Asking", rehearse)      \
	COMMAND("Asking", report)        \
	COMMAND("Asking", diff)          \
	COMMAND("Asking", ready)         \
	COMMAND("Asking", site)          \
	COMMAND("Deciding", check)       \
	COMMAND("Deciding", sheet)       \
	COMMAND("Deciding", approve)     \
	COMMAND("Deciding", request)     \
	COMMAND("Deciding", stop)        \
	COMMAND("Deciding", withdraw)    \
	COMMAND("Deciding", override)    \
	COMMAND("Deciding", sync)        \
	COMMAND("Deciding", log)         \
	COMMAND("Deciding", audit)       \
	COMMAND("Writing rules", init)   \
	COMMAND("Writing rules", lint)   \
	COMMAND("Writing rules", fmt)    \
	COMMAND("Writing rules", export) \
	COMMAND("Writing rules", rename) \
	COMMAND("Fitting in", install)   \
	COMMAND("Fitting in", doctor)    \
	COMMAND("Fitting in", hook)      \
	COMMAND("Fitting in", ci)        \
	COMMAND("Fitting in", keys)      \
	COMMAND("Fitting in", store)     \
	COMMAND("Fitting in", help)

#define COMMAND_DECLARE(title, name) extern const struct command command_##name;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

/*
 * The next option of a command, in order, options and arguments mixed, `--` ends them. Returns the option's place in
 * command->options, -1 at the end (then `*index` is the first argument), or -2 after having said on stderr what is
 * wrong, in one specific line (then the command returns EXIT_USAGE). `*value` receives the argument. Those of mowners
 * itself, which does not run, end at the first argument, the command. The position is getopt's: set `optind` to 0
 * before the first call for another vector.
 */
int command_next_option(const struct command *command, int argc, char **argv, const char **value, int *index);

/* Where the value of an option goes: one of them. */
struct command_slot {
	const char **text; /* of one that has an argument */
	bool *flag;        /* of one that has none: becomes true */
	size_t *format;    /* of --format: which of command->formats */
};
/* Takes all options of a command; `slots` are in the order of command->options. The place of the first argument, or -1
 * after having said what is wrong. */
int command_take_options(const struct command *command, int argc, char **argv, const struct command_slot *slots);

/* The command of a name; NULL: there is none. */
const struct command *command_find(const struct globals *globals, const char *name);

/* Says an error on stderr: "mowners: …", escaped already; returns the exit status that fits its code (2 for MOW_EINVAL
 * and MOW_ERULES, else 3). */
int command_fail(const struct mow_error *err);
/* A mow_finding_fn: "FILE:LINE:COLUMN: error: message [code]" on stderr; context is the struct globals (warnings are
 * left out with -q). */
void command_found(const struct mow_finding *finding, void *context);
/* "mowners: warning: …" on stderr unless -q. */
void command_warn(const struct globals *globals, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One specific line about wrong usage on stderr, and where help is; EXIT_USAGE. */
int command_usage(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes an answer to stdout and flushes; `status`, or EXIT_UNDECIDED with a message where it could not be written or
 * the buffer had failed. Where nobody reads it any more, the process ends by SIGPIPE. */
int command_write(const struct buf *out, int status);
/* The same into a file, whole or not at all; NULL: to stdout. */
int command_write_to(const char *file, const struct buf *out, int status);
/* Whether a file of this name may be written: it is not there, or an ordinary one; else MOW_EINVAL. */
int command_check_file(const char *file, struct mow_error *err);
/* Opens the repository as the global options say. */
int command_repo(struct mow_repo **out, const struct globals *globals, struct mow_error *err);
/* A path as the user gave it (relative to the current folder, or absolute) as one relative to the repository's root:
 * `.`, `..`, doubled and final slashes resolved. Returns 1 where it was written with a final slash, or is the root;
 * else 0, or a failure. MOW_EINVAL: outside the repository. */
int command_path(struct buf *out, const struct mow_repo *repo, const char *path, size_t len, struct mow_error *err);
/* Paths from stdin, one a line (C-quoted as git does where it begins with `"`), or NUL-terminated with `nul`; nonzero
 * from `each` stops and is returned. */
int command_stdin_paths(bool nul, int (*each)(const char *path, size_t len, void *context), void *context,
			struct mow_error *err);

#endif
