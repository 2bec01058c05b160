/*
 * Formats that a command can answer in. Each command has a table of them as an X-macro, from which its option, the help
 * about that and the refusal of another word are made: a new format is a file and a row.
 */
#ifndef MOW_REPORT_FORMAT_H
#define MOW_REPORT_FORMAT_H

#include <stddef.h>

struct format {
	const char *name; /* what follows --format */
	const char *help; /* its piece of the option's summary, joined by ", "; NULL: none */
};
#define FORMAT_ROW(name, help) {#name, help},

/* The place of a format in a table that ends with a NULL name; its end where there is none of that name. */
size_t format_find(const struct format *formats, const char *name);

#endif
