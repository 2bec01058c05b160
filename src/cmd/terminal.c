#include "cmd/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/retry.h"
#include "report/layout.h"

bool terminal_is_there(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

size_t terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (columns != NULL && columns[0] != '\0' && strlen(columns) <= 4 &&
	    strspn(columns, "0123456789") == strlen(columns))
		return (size_t)strtoul(columns, NULL, 10);
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return LAYOUT_WIDTH;
	return size.ws_col;
}

bool terminal_is_dumb(void)
{
	const char *terminal = getenv("TERM");

	return terminal == NULL || strcmp(terminal, "dumb") == 0;
}

bool terminal_ask(const char *question)
{
	char answer[64];

	(void)fflush(stdout);
	(void)fprintf(stderr, "%s [y/N] ", question);
	(void)fflush(stderr);
	if (fgets(answer, sizeof answer, stdin) == NULL) {
		(void)fputc('\n', stderr);
		return false;
	}
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0;
}

int terminal_read(struct buf *out, size_t limit, struct mow_error *err)
{
	size_t before = out->len;
	unsigned tries = 0;

	for (;;) {
		ssize_t size = buf_read(out, STDIN_FILENO, 0);
		if (size < 0 && retry(&tries))
			continue;
		if (size < 0)
			return out->failed ? mow_fail_memory(err) : mow_fail_errno(err, "cannot read standard input");
		if (out->len - before > limit)
			return mow_fail(err, MOW_ETOOBIG, "standard input holds more than %zu bytes", limit);
		if (size == 0)
			return MOW_OK;
	}
}

void terminal_say(const struct buf *text)
{
	if (text->failed)
		(void)fputs("mowners: out of memory\n", stderr);
	else
		(void)fwrite(text->data, 1, text->len, stderr);
	(void)fflush(stderr);
}

/* ---- The pager, as git's ----------------------------------------------------------------------------------- */

enum { ROWS = 24 };

static bool fits_screen(const struct buf *text)
{
	struct winsize size;
	size_t rows = ROWS, lines = 0;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
		rows = size.ws_row;
	for (size_t i = 0; i < text->len; i++)
		lines += text->data[i] == '\n';
	return lines < rows;
}

/* NULL: none is wanted, or needed. */
static const char *find_pager(const struct buf *text, const char *pager)
{
	if (!terminal_is_there())
		return NULL;
	if (pager == NULL && !terminal_is_dumb() && !fits_screen(text))
		pager = "less";
	return pager == NULL || pager[0] == '\0' || strcmp(pager, "cat") == 0 ? NULL : pager;
}

/* The pager writes where we would have: standard output may be a file. */
static bool run_pager(const char *pager, const struct buf *text)
{
	MOW_AUTO(buf) command = BUF_INIT;

	buf_addf(&command, "LESS=${LESS-FRX} LV=${LV--c}; export LESS LV; { %s\n} >&2", pager);
	FILE *pipe = command.failed ? NULL : popen(command.data, "w");
	if (pipe == NULL)
		return false;
	(void)fwrite(text->data, 1, text->len, pipe);
	return pclose(pipe) == 0;
}

void terminal_page(const struct buf *text, const char *pager)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;

	pager = find_pager(text, pager);
	if (pager == NULL) {
		terminal_say(text);
		return;
	}
	(void)fflush(stderr);
	/* Who leaves the pager early has seen enough. */
	(void)sigaction(SIGPIPE, &ignore, &before);
	bool shown = run_pager(pager, text);
	(void)sigaction(SIGPIPE, &before, NULL);
	if (!shown)
		terminal_say(text);
}
