/* SHA-256, by libmd. */
#ifndef MOW_BASE_DIGEST_H
#define MOW_BASE_DIGEST_H

#include <stddef.h>

#define DIGEST_HEX 65 /* 64 lower-case digits and the NUL */

void digest_hex(char out[DIGEST_HEX], const void *bytes, size_t len);

#endif
