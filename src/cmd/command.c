#include "cmd/command.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/file_write.h"
#include "base/retry.h"
#include "cmd/commands.h"
#include "cmd/globals.h"
#include "cmd/terminal.h"
#include "report/lint/lint.h"
#include "report/phrase.h"

static void say(struct buf *line)
{
	buf_addc(line, '\n');
	terminal_say(line);
}

/* Appends the message; false where there was no memory for it. */
static void add_message(struct buf *line, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static void add_message(struct buf *line, const char *format, va_list args)
{
	char *message = NULL;

	if (vasprintf(&message, format, args) < 0) {
		line->failed = true;
		return;
	}
	phrase_text(line, message);
	free(message);
}

const struct command *command_find(const struct globals *globals, const char *name)
{
	for (const struct command_row *row = globals->commands; row->command != NULL; row++)
		if (strcmp(row->command->name, name) == 0)
			return row->command;
	return NULL;
}

int command_fail(const struct mow_error *err)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_adds(&line, "mowners: ");
	phrase_text(&line, err->message[0] != '\0' ? err->message : "something failed without a word");
	say(&line);
	return err->code == MOW_EINVAL || err->code == MOW_ERULES ? EXIT_USAGE : EXIT_UNDECIDED;
}

void command_found(const struct mow_finding *finding, void *context)
{
	const struct globals *globals = context;
	MOW_AUTO(buf) line = BUF_INIT;

	if (finding->severity == MOW_WARNING && globals->quiet)
		return;
	progress_clear(globals->progress);
	report_lint_finding(&line, finding, "mowners");
	terminal_say(&line);
}

void command_warn(const struct globals *globals, const char *format, ...)
{
	MOW_AUTO(buf) line = BUF_INIT;
	va_list args;

	if (globals->quiet)
		return;
	buf_adds(&line, "mowners: warning: ");
	va_start(args, format);
	add_message(&line, format, args);
	va_end(args);
	say(&line);
}

int command_usage(const struct command *command, const char *format, ...)
{
	bool program = command == NULL || command == &command_mowners;
	MOW_AUTO(buf) line = BUF_INIT;
	va_list args;

	buf_adds(&line, "mowners");
	if (!program)
		buf_addf(&line, " %s", command->name);
	buf_adds(&line, ": ");
	va_start(args, format);
	add_message(&line, format, args);
	va_end(args);
	if (line.len > 0 && line.data[line.len - 1] != '?')
		buf_addf(&line, "; see mowners help%s%s", program ? "" : " ", program ? "" : command->name);
	say(&line);
	return EXIT_USAGE;
}

/* Ends the process as git ends where nobody reads any more: by the signal, without a word. It comes back where that is
 * blocked. */
static void end_by_pipe(void)
{
	(void)signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}

int command_write(const struct buf *out, int status)
{
	struct mow_error err = {0, ""};

	if (buf_check(out, &err) < 0)
		return command_fail(&err);
	unsigned tries = 0;
	for (size_t done = 0; done < out->len;) {
		ssize_t written = write(STDOUT_FILENO, out->data + done, out->len - done);
		if (written < 0 && retry(&tries))
			continue;
		if (written == 0)
			errno = EIO;
		if (written < 0 && errno == EPIPE) {
			end_by_pipe();
			return EXIT_UNDECIDED;
		}
		if (written <= 0) {
			MOW_AUTO(buf) line = BUF_INIT;
			buf_addf(&line, "mowners: cannot write the answer: %s", strerror(errno));
			say(&line);
			return EXIT_UNDECIDED;
		}
		done += (size_t)written;
	}
	return status;
}

int command_check_file(const char *file, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	struct stat st;

	if (lstat(file, &st) != 0 || S_ISREG(st.st_mode))
		return MOW_OK;
	escape_path(&shown, file, strlen(file));
	return mow_fail(err, MOW_EINVAL, "%s is no ordinary file; name one that may be replaced", shown.data);
}

int command_write_to(const char *file, const struct buf *out, int status)
{
	struct mow_error err = {0, ""};

	if (file == NULL)
		return command_write(out, status);
	int result = buf_check(out, &err);
	if (result == MOW_OK)
		result = command_check_file(file, &err);
	if (result == MOW_OK)
		result = file_write(file, out->data, out->len, 0644, &err);
	return result < 0 ? command_fail(&err) : status;
}
