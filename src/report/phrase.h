/*
 * How reports word things for people: paths that look like nothing else, lists of names, refs, commands to copy.
 *
 * What comes from the repository is escaped here, beyond escape.h, so that no CI runner takes it for a command of its
 * own either: those begin a line with `::` or hold `##` (GitHub's runner looks for "##[" anywhere in a line, Azure's
 * for "##vso[").
 */
#ifndef MOW_REPORT_PHRASE_H
#define MOW_REPORT_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "mowners.h"

/* Whether nothing in a path or a text is written in any other way than it is: printable ASCII without blanks, quotes,
 * backslashes, `#` and `:`. False: there may be something. */
bool phrase_is_simple(const char *text, size_t len);

/* A path as escape_path writes it, in quotes also where it could pass for a command or, with two spaces in a row, for
 * two paths. */
void phrase_path(struct buf *out, const char *path, size_t len);

/* A text as escape_text writes it, but for a second `#` in a row (\x23) and for `::` at the beginning of a word
 * (\x3A:). */
void phrase_text(struct buf *out, const char *text);

/* The same, at most `width` columns: a longer one ends in "…". */
void phrase_cut(struct buf *out, const char *text, size_t width);

/* What stands before one of `count` things in a list, of which it is number `at` from 0: nothing, ", " or " and " with
 * the word "and". */
void phrase_separator(struct buf *out, size_t at, size_t count, const char *word);

/* "@lena", "@lena and @marc", "@lena, @marc and 7 others": at most `most` names, `word` before the last. */
void phrase_names(struct buf *out, const char *const *names, size_t count, const char *word, size_t most);

/* "  brand/logo.svg  brand/type.woff2  and 7 more": the paths of a group, at most `most` and one. */
void phrase_steps(struct buf *out, const struct mow_group *group, size_t most);

/* "main" for refs/heads/main, "tags/v1" for refs/tags/v1. */
void phrase_ref(struct buf *out, const char *ref);

/* "1 file", "12 files" with "file". */
void phrase_count(struct buf *out, size_t count, const char *noun);

/* "brand/logo.svg and 2 more files": the first of `files`, of which there is one at the least. */
void phrase_files(struct buf *out, const char *path, size_t len, size_t files);

/*
 * A path of the repository as an argument that a shell takes apart into the same bytes, seen from the folder `prefix`
 * ("" or "a/b/"). False, and nothing appended, where it holds bytes that nobody can copy from a terminal.
 */
bool phrase_argument(struct buf *out, const char *path, size_t len, const char *prefix);

/* Whether a name stands in a command as it is, without quotes: letters, digits and ._/@+=- with no dash in front. */
bool phrase_is_plain(const char *name);

#endif
