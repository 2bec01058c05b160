#include "rules/match/literals.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/system.h"
#include "mowners.h"

int literals_init(struct literals *literals)
{
	if (!system_random(literals->seed, sizeof literals->seed))
		return MOW_ESYSTEM;
	literals->seed[0] |= 1;
	literals->seed[1] |= 1;
	return MOW_OK;
}

void literals_release(struct literals *literals)
{
	free(literals->items);
	hash_index_release(&literals->slots);
}

static uint32_t hash_bytes(const struct literals *literals, enum literal_kind kind, const char *bytes, size_t len)
{
	uint64_t hash = literals_begin(literals);

	for (size_t i = 0; i < len; i++)
		hash = literals_extend(literals, hash, bytes[kind == LITERAL_END ? len - 1 - i : i]);
	return literals_finish(literals, hash, kind);
}

bool literals_equal(const struct literals *literals, uint32_t number, enum literal_kind kind, const char *bytes,
		    size_t len)
{
	const struct literal *literal = &literals->items[number];
	const char *own = len <= LITERAL_SHORT ? literal->text.copy : literal->text.bytes;

	return literal->kind == kind && literal->len == len && memcmp(own, bytes, len) == 0;
}

uint32_t literals_look_up(const struct literals *literals, uint32_t hash, enum literal_kind kind, const char *bytes,
			  size_t len)
{
	size_t at = hash;
	uint32_t number;

	while ((number = hash_index_next(&literals->slots, hash, &at)) != HASH_INDEX_NONE) {
		if (literals_equal(literals, number, kind, bytes, len))
			break;
	}
	return number;
}

uint32_t literals_get(const struct literals *literals, enum literal_kind kind, const char *bytes, size_t len)
{
	return literals_look_up(literals, hash_bytes(literals, kind, bytes, len), kind, bytes, len);
}

int literals_intern(uint32_t *number, struct literals *literals, enum literal_kind kind, const char *bytes, size_t len)
{
	uint32_t hash = hash_bytes(literals, kind, bytes, len);
	uint32_t found = literals_look_up(literals, hash, kind, bytes, len);

	if (found == LITERALS_NONE) {
		found = (uint32_t)literals->count;
		if (found >= LITERALS_NONE - 1 || array_reserve(literals, 1) ||
		    hash_index_add(&literals->slots, hash, found))
			return MOW_ENOMEM;
		struct literal *literal = &literals->items[literals->count++];
		*literal = (struct literal){.hash = hash,
					    .len = (uint32_t)len,
					    .kind = kind,
					    .component = LITERALS_NONE,
					    .globs = LITERALS_NONE};
		if (len <= LITERAL_SHORT)
			memcpy(literal->text.copy, bytes, len);
		else
			literal->text.bytes = bytes;
	}
	*number = found;
	return MOW_OK;
}
