/* From the bytes of OWNERS files to rules: the only door to rules/read/. */
#ifndef MOW_RULES_READ_READ_H
#define MOW_RULES_READ_READ_H

#include "base/buf.h"
#include "base/file_text.h"
#include "base/findings.h"
#include "rules/rules.h"

/*
 * Reads a root OWNERS file of `len` bytes. Every error is told to `sink` (may be NULL), in order of lines and
 * columns, all of one run; with any, the result is still a struct rules, with `broken` set and nothing in force but the
 * handles that are declared (so that nested files can be checked too). The codes of errors are in base/finding_codes.h.
 * Returns 0 (broken or not) or a failure of the system. Warnings may be found too.
 */
int rules_parse(struct rules **out, const char *bytes, size_t len, const struct mow_finding_sink *sink,
		struct mow_error *err);

/*
 * Reads a nested file, named "a/b/OWNERS". An error marks that file broken. Files may be added in any order, each
 * once (MOW_EINVAL: it is there, or no such path). Pointers into the tables of people and owners do not outlive it;
 * numbers do. After a failure (MOW_ENOMEM, …) the rules lack the file: they must not be asked any more.
 */
int rules_add(struct rules *rules, const struct file_text *text, const struct mow_finding_sink *sink,
	      struct mow_error *err);

/* The same of a buffer, which is empty then: what is read stays where it is, and is not copied. */
int rules_parse_buf(struct rules **out, struct buf *text, const struct mow_finding_sink *sink, struct mow_error *err);
int rules_add_buf(struct rules *rules, const char *path, struct buf *text, const struct mow_finding_sink *sink,
		  struct mow_error *err);

/* A root OWNERS that is no regular file, too large, …: rules that are broken for a reason of the caller's, already
 * reported. */
int rules_broken(struct rules **out, struct mow_error *err);
/* The same for a nested file. */
int rules_add_broken(struct rules *rules, const char *path, struct mow_error *err);

/* ---- For whoever writes a file -------------------------------------------------------------------------------- */

/* Whether a line may hold it: UTF-8 without the characters that are errors, and no line feed. */
bool rules_is_text(const char *text, size_t len);

/*
 * Whether it has the form of an e-mail: one @; before it no white space, comma, quote, bracket, colon, semicolon or
 * backslash; behind it letters, digits, `-`, `_`, characters beyond ASCII and single dots inside; at most
 * RULES_EMAIL_MAX bytes.
 */
bool rules_is_email(const char *text, size_t len);

#endif
