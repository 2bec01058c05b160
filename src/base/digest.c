#include "base/digest.h"

#include <sys/types.h>

#include <sha2.h>
#include <stdint.h>

void digest_hex(char out[DIGEST_HEX], const void *bytes, size_t len)
{
	SHA2_CTX context;

	SHA256Init(&context);
	if (len > 0)
		SHA256Update(&context, bytes, len);
	SHA256End(&context, out);
}

void digest_bytes(unsigned char out[DIGEST_SIZE], const void *bytes, size_t len)
{
	SHA2_CTX context;

	SHA256Init(&context);
	if (len > 0)
		SHA256Update(&context, bytes, len);
	SHA256Final(out, &context);
}
