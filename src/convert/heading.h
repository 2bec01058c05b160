/* The line that begins a section of GitLab's CODEOWNERS: `^[Name][2] @owner`. */
#ifndef MOW_CONVERT_HEADING_H
#define MOW_CONVERT_HEADING_H

#include <stdbool.h>
#include <stddef.h>

struct heading {
	const char *name;
	size_t name_len;
	unsigned need; /* at least 1 */
	bool optional;
	const char *owners; /* as far as names can go */
	size_t owners_len;
};

/* False: the line is none. */
bool heading_read(struct heading *out, const char *text, size_t len);

#endif
