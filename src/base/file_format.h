/* What a file is, by its first bytes: for people who cannot be shown its content. */
#ifndef MOW_BASE_FILE_FORMAT_H
#define MOW_BASE_FILE_FORMAT_H

#include <stddef.h>

/* "PNG", "PDF"; NULL: nothing that is known here. The bytes may be all of it, or its beginning. */
const char *file_format(const char *bytes, size_t len);

#endif
