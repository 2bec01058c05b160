/*
 * Findings: what is wrong or odd in the rules and the keys, on their way from who finds it to who shows it.
 *
 *     MOW_AUTO(findings) kept = {0};
 *     const struct mow_finding_sink sink = {findings_keep, &kept};
 *     result = rules_add(rules, &text, &sink, err);
 *     if (result == MOW_OK && kept.failed) return mow_fail_memory(err);
 */
#ifndef MOW_BASE_FINDINGS_H
#define MOW_BASE_FINDINGS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/finding_codes.h"

/* Tells the sink, where there is one. */
void finding_tell(const struct mow_finding_sink *sink, const struct mow_finding *finding);

/* Where: the line and the column as in struct mow_finding. */
struct finding_place {
	const char *file;
	unsigned line, column;
};

/* A finding as severe as its code is; the strings are the caller's. */
struct mow_finding finding_make(enum finding_code code, const struct finding_place *place, const char *message);

/* Findings that are kept beyond the call that found them. Zeroed at the start; adding never fails on the spot. */
struct findings {
	struct mow_finding *items;
	size_t count, capacity;
	struct arena arena; /* their strings */
	bool failed;        /* one could not be kept: out of memory */
};
void findings_release(struct findings *findings);
MOW_AUTO_DEFINE(findings)

/* A mow_finding_fn that keeps a copy; `findings` is a struct findings. */
void findings_keep(const struct mow_finding *finding, void *findings);
/* Adds a finding with a formatted message; `place->file` is copied too. */
void findings_add(struct findings *findings, enum finding_code code, const struct finding_place *place,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));
void findings_add_args(struct findings *findings, enum finding_code code, const struct finding_place *place,
		       const char *format, va_list args) __attribute__((format(printf, 4, 0)));

/* Errors first, by file, line and column; then warnings, those of the more dangerous codes first, and of a code those
 * of more weight. What is of one place goes by code and message. */
void findings_sort(struct findings *findings);

#endif
