#include "cmd/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000
#define DELAY_MAX 3600 /* seconds */
#define PAUSE (SECOND / 4)

static int64_t clock_milliseconds(void)
{
	struct timespec now = {0, 0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

/* As git(1) has it: whole seconds. */
static int64_t read_delay(void)
{
	const char *text = getenv("GIT_PROGRESS_DELAY");
	char *end = NULL;
	long seconds = text != NULL ? strtol(text, &end, 10) : 1;

	if (text != NULL && (end == text || *end != '\0' || seconds < 0 || seconds > DELAY_MAX))
		seconds = 1;
	return seconds * SECOND;
}

void progress_init(struct progress *progress)
{
	progress->wanted = isatty(STDERR_FILENO);
	progress->next = clock_milliseconds() + read_delay();
}

void progress_clear(struct progress *progress)
{
	if (progress->width == 0)
		return;
	(void)fprintf(stderr, "\r%*s\r", (int)progress->width, "");
	(void)fflush(stderr);
	progress->width = 0;
}

void progress_show(const char *what, size_t done, void *context)
{
	struct progress *progress = context;
	char line[80];
	int64_t now;

	if (what == NULL) {
		progress_clear(progress);
		return;
	}
	now = clock_milliseconds();
	if (now < progress->next || done < 2) /* "1 records", or a prompt that was long open */
		return;
	progress->next = now + PAUSE;
	int len = snprintf(line, sizeof line, "mowners: %zu %s so far", done, what);
	progress_clear(progress);
	(void)fputs(line, stderr);
	(void)fflush(stderr);
	progress->width = len > 0 && (size_t)len < sizeof line ? (size_t)len : 0;
}
