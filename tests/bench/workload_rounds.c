#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "workload.h"

_Noreturn void workload_fail(const char *what)
{
	(void)fprintf(stderr, "workload: %s\n", what);
	exit(1);
}

void workload_must(int result, const struct mow_error *err)
{
	if (result < 0)
		workload_fail(err->message);
}

double workload_now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

struct rounds parse_rounds(const char *text)
{
	unsigned long count = strtoul(text, NULL, 10);

	if (count > ROUNDS_MAX)
		workload_fail("too many rounds");
	return (struct rounds){.count = count};
}

bool rounds_go_on(const struct rounds *rounds)
{
	return rounds->done <= rounds->count;
}

void rounds_add(struct rounds *rounds, double time)
{
	if (rounds->done++ > 0)
		rounds->times[rounds->done - 2] = time;
}

void rounds_print(const struct rounds *rounds)
{
	printf(", \"times\": [");
	for (size_t i = 0; i + 1 < rounds->done; i++)
		printf("%s%.0f", i > 0 ? ", " : "", rounds->times[i]);
	printf("]}\n");
}
