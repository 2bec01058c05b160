#include "git/repo.h"

#include <limits.h>
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

char *oid_dup(struct arena *arena, const struct oid *oid)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	return arena_dup(arena, hex, OID_HEX - 1);
}

/* What a digit stands for, with a bit that says that it is one. */
#define IS_DIGIT 16
static const unsigned char values[UCHAR_MAX + 1] = {
	['0'] = IS_DIGIT,      ['1'] = IS_DIGIT | 1,  ['2'] = IS_DIGIT | 2,  ['3'] = IS_DIGIT | 3,
	['4'] = IS_DIGIT | 4,  ['5'] = IS_DIGIT | 5,  ['6'] = IS_DIGIT | 6,  ['7'] = IS_DIGIT | 7,
	['8'] = IS_DIGIT | 8,  ['9'] = IS_DIGIT | 9,  ['a'] = IS_DIGIT | 10, ['b'] = IS_DIGIT | 11,
	['c'] = IS_DIGIT | 12, ['d'] = IS_DIGIT | 13, ['e'] = IS_DIGIT | 14, ['f'] = IS_DIGIT | 15,
};

bool oid_parse(struct oid *out, const char *hex, size_t len)
{
	const unsigned char *at = (const unsigned char *)hex;
	unsigned all = IS_DIGIT;
	struct oid oid;

	if (len != OID_HEX - 1)
		return false;
	for (size_t i = 0; i < OID_SIZE; i++) {
		unsigned high = values[at[2 * i]];
		unsigned low = values[at[2 * i + 1]];
		all &= high & low;
		oid.bytes[i] = (unsigned char)(high << 4 | (low & 15));
	}
	if (all == 0)
		return false;
	*out = oid;
	return true;
}
