#include "git/repo.h"

#include <string.h>

bool oid_is_zero(const struct oid *oid)
{
	static const struct oid zero;

	return memcmp(oid->bytes, zero.bytes, OID_SIZE) == 0;
}

bool oid_equal(const struct oid *a, const struct oid *b)
{
	return memcmp(a->bytes, b->bytes, OID_SIZE) == 0;
}

int oid_compare(const struct oid *a, const struct oid *b)
{
	return memcmp(a->bytes, b->bytes, OID_SIZE);
}

void oid_format(char out[OID_HEX], const struct oid *oid)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < OID_SIZE; i++) {
		out[2 * i] = digits[oid->bytes[i] >> 4];
		out[2 * i + 1] = digits[oid->bytes[i] & 15];
	}
	out[OID_HEX - 1] = '\0';
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool oid_parse(struct oid *out, const char *hex, size_t len)
{
	struct oid oid;

	if (len != OID_HEX - 1)
		return false;
	for (size_t i = 0; i < OID_SIZE; i++) {
		int high = digit(hex[2 * i]);
		int low = digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		oid.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = oid;
	return true;
}
