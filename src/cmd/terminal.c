#include "cmd/terminal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/error.h"
#include "base/retry.h"

bool terminal_is_there(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
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
	(void)fwrite(text->data, 1, text->len, stderr);
	(void)fflush(stderr);
}
