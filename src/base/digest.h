/* SHA-256, and the SHA-1 that git sums packs up with, by nettle. */
#ifndef MOW_BASE_DIGEST_H
#define MOW_BASE_DIGEST_H

#include <stddef.h>

#include <nettle/sha1.h>

#define DIGEST_HEX 65 /* 64 lower-case digits and the NUL */

#define DIGEST_SIZE 32

void digest_hex(char out[DIGEST_HEX], const void *bytes, size_t len);
void digest_bytes(unsigned char out[DIGEST_SIZE], const void *bytes, size_t len);

#define DIGEST_SHA1_SIZE 20

/* Piece by piece. */
struct digest_sha1 {
	struct sha1_ctx context;
};
void digest_sha1_init(struct digest_sha1 *sum);
void digest_sha1_add(struct digest_sha1 *sum, const void *bytes, size_t len);
void digest_sha1_end(unsigned char out[DIGEST_SHA1_SIZE], struct digest_sha1 *sum);

#endif
