/* The text of a file that is at hand, and what the file is called. */
#ifndef MOW_BASE_FILE_TEXT_H
#define MOW_BASE_FILE_TEXT_H

#include <stddef.h>

struct file_text {
	const char *name; /* a path from the root, "a/b/OWNERS"; of a temporary file its name alone */
	const char *bytes;
	size_t len;
};

#endif
