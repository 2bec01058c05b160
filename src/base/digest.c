#include "base/digest.h"

#include <stdint.h>

#include <nettle/sha2.h>

void digest_bytes(unsigned char out[DIGEST_SIZE], const void *bytes, size_t len)
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, len, bytes);
	sha256_digest(&context, DIGEST_SIZE, out);
}

void digest_hex(char out[DIGEST_HEX], const void *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[DIGEST_SIZE];

	digest_bytes(digest, bytes, len);
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[DIGEST_HEX - 1] = '\0';
}

void digest_sha1_init(struct digest_sha1 *sum)
{
	sha1_init(&sum->context);
}

void digest_sha1_add(struct digest_sha1 *sum, const void *bytes, size_t len)
{
	sha1_update(&sum->context, len, bytes);
}

void digest_sha1_end(unsigned char out[DIGEST_SHA1_SIZE], struct digest_sha1 *sum)
{
	sha1_digest(&sum->context, DIGEST_SHA1_SIZE, out);
}
