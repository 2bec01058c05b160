/* The reader of a record's text, shared by the files that make up record_parse. Private to record.h. */
#ifndef MOW_EVIDENCE_RECORD_READ_H
#define MOW_EVIDENCE_RECORD_READ_H

#include "evidence/record/record.h"

/* Where the reader is, and the record that it fills. */
struct record_reader {
	const char *at;
	size_t left;
	unsigned line; /* the number of the line at `at` */
	struct record *record;
	struct buf scratch; /* a decoded path */
	struct mow_error *err;
};

/* A line, its value, or a word of it, without LF. */
struct record_span {
	const char *bytes;
	size_t len;
};

/* Whether the bytes begin with the word and a space. */
bool record_starts(const char *bytes, size_t len, const char *word);

/* "line N: EXPECTED must stand here, not …": of the line at reader->at. MOW_EINVAL. */
int record_fail_found(const struct record_reader *reader, const char *expected);
/* "line N: `NAME` must be WHAT, not …". MOW_EINVAL. */
int record_fail_value(const struct record_reader *reader, const char *name, const char *what, struct record_span value);

/* A copy in the record's arena. */
int record_keep(const char **out, struct record_reader *reader, struct record_span value);

/* Takes the line at reader->at, which must begin with `name` and a space, and gives what follows to `take`. */
typedef int record_take_fn(struct record_reader *reader, struct record_span value);
int record_take_named(struct record_reader *reader, const char *name, record_take_fn *take);

int record_take_fields(struct record_reader *reader); /* from `repository` to `reason` */
int record_take_about(struct record_reader *reader);  /* the lines that say what is decided about */

#endif
