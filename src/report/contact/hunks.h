/* A difference as git diff shows it, taken apart. */
#ifndef MOW_REPORT_CONTACT_HUNKS_H
#define MOW_REPORT_CONTACT_HUNKS_H

#include <stdbool.h>
#include <stddef.h>

/* A line without its end. */
struct hunk_line {
	const char *text;
	size_t len;
	size_t number; /* in its version, from 1 */
};

/* Lines that stand in the place of others; one of the two may be none. */
struct hunk_change {
	struct hunk_line *removed, *added;
	size_t removed_count, added_count;
};

struct hunk_reader {
	void (*gap)(void *context); /* lines were left out that are the same */
	void (*same)(const struct hunk_line *before, const struct hunk_line *after, void *context);
	void (*change)(const struct hunk_change *change, void *context);
	void *context;
};

/* Calls them in order; false: no memory. */
bool hunks_read(const struct hunk_reader *reader, const char *text, size_t len);

#endif
