/* What the files of workload share. */
#ifndef MOW_BENCH_WORKLOAD_H
#define MOW_BENCH_WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mowners.h"

enum { ROUNDS_MAX = 100 };
#define NOW ((int64_t)1750000000) /* between `made` and `expires` of the records of make-repo */

_Noreturn void workload_fail(const char *what);
/* Nothing here goes on after a failure. */
void workload_must(int result, const struct mow_error *err);
double workload_now(void); /* nanoseconds */

struct rounds {
	size_t count, done;
	double times[ROUNDS_MAX];
};
struct rounds parse_rounds(const char *text);
/* Whether another one is to be run: the first one of several warms up. */
bool rounds_go_on(const struct rounds *rounds);
void rounds_add(struct rounds *rounds, double time);
void rounds_print(const struct rounds *rounds); /* the end of a JSON object */

/* The modes of workload_store.c. */
void run_add(char **arguments);
void run_union(char **arguments);
void run_grow(char **arguments);

#endif
