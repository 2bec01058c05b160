/*
 * The text of OWNERS files that did not exist before: sections, keys and lists, laid out for people. What is handed in
 * is one line of text that may stand there; rules_parse has the last word.
 */
#ifndef MOW_CONVERT_WRITE_H
#define MOW_CONVERT_WRITE_H

#include "base/buf.h"

/* "[name]", after a blank line where something stands above. */
void write_section(struct buf *out, const char *name);

/* "key         = value". */
void write_key(struct buf *out, const char *key, const char *value);
/* A value that goes on in lines of its own, below its key: the first one and those that follow. */
void write_item(struct buf *out, const char *key, const char *value, size_t len);
/* "key         = before WORD WORD", in as many lines as it takes. */
void write_list(struct buf *out, const char *key, const char *before, const char *const *words, size_t count);

/* A text in which nothing begins a comment: `\;`, `\#`. */
void write_text(struct buf *out, const char *text, size_t len);
/* A pattern, but for a `!` in front, as any line of a value may hold it: blanks at its ends, and what would be a
 * comment or the next key, are written in another way. */
void write_pattern(struct buf *out, const char *pattern, size_t len);

/* What every first OWNERS file begins with: what it was made from, and [mowners], by which nothing is blocked yet. */
void write_header(struct buf *out, const char *from);
/* [rules]: the e-mail `owner` decides about them. */
void write_rules(struct buf *out, const char *owner);

/* [people] and [teams], whose lines are to be filled in. */
void write_people(struct buf *out);
void write_teams(struct buf *out);
/* A person (a handle with its `@`, a name, and what is known beyond it: ", github lena", or "") and a team of so many,
 * all of whom have e-mails that reach nobody. */
void write_unknown_person(struct buf *out, const char *handle, const char *name, const char *more);
void write_unknown_team(struct buf *out, const char *handle, size_t members);

/* A text of up to `max` bytes for what is no name as OWNERS has them, "Übersetzung (FR)": "uebersetzung-fr"; "" where
 * none of its characters may stand in one. `out` is reset first. */
void write_word(struct buf *out, const char *text, size_t len, size_t max);
/* The text as the name of an area: itself where it is one, else a word for it. What another section is called has
 * "-area" behind. `out` is reset first. */
void write_name(struct buf *out, const char *text, size_t len);

#endif
