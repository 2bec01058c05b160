/* SHA-256, by libmd. */
#ifndef MOW_BASE_DIGEST_H
#define MOW_BASE_DIGEST_H

#include <stddef.h>

#define DIGEST_HEX 65 /* 64 lower-case digits and the NUL */

#define DIGEST_SIZE 32

void digest_hex(char out[DIGEST_HEX], const void *bytes, size_t len);
void digest_bytes(unsigned char out[DIGEST_SIZE], const void *bytes, size_t len);

#endif
