#include "rules/match/grams.h"

/* The bytes of a run, the last one lowest, as a place among the bits. */
static inline uint32_t place(uint32_t run)
{
	return run * UINT32_C(0x9E3779B1) >> (32 - GRAMS_BITS);
}

static inline bool holds(const struct grams *grams, uint32_t run)
{
	uint32_t at = place(run);

	return grams->bits[at / 64] >> at % 64 & 1;
}

void grams_add(struct grams *grams, const char *path, size_t len)
{
	uint32_t run = '/';

	for (size_t i = 0; i <= len; i++) {
		run = run << 8 | (i < len ? (unsigned char)path[i] : '/');
		if (i + 2 >= GRAMS_SIZE)
			grams->bits[place(run) / 64] |= UINT64_C(1) << place(run) % 64;
	}
}

bool grams_cover(const struct grams *grams, const char *path, size_t len)
{
	uint32_t run = '/';

	for (size_t i = 0; i <= len; i++) {
		run = run << 8 | (i < len ? (unsigned char)path[i] : '/');
		if (i + 2 >= GRAMS_SIZE && !holds(grams, run))
			return false;
	}
	return true;
}

/*
 * A pattern begins where a component does and ends where one does, so slashes around it are as good as written there.
 * An escaped byte is literal, but where it looks like a wild card; what a bracket begins is not looked through.
 */
bool grams_may_match(const struct grams *grams, const char *pattern, size_t len)
{
	size_t end = len > 0 && pattern[len - 1] == '/' ? len - 1 : len;
	uint32_t run = '/';
	unsigned literal = 1;

	for (size_t i = len > 0 && pattern[0] == '/'; i <= end; i++) {
		unsigned char byte = i < end ? (unsigned char)pattern[i] : '/';
		if (byte == '[')
			return true;
		if (byte == '*' || byte == '?' || byte == '\\') {
			literal = 0;
			continue;
		}
		run = run << 8 | byte;
		if (++literal >= GRAMS_SIZE && !holds(grams, run))
			return false;
	}
	return true;
}
