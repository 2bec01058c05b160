#include "rules/match/automaton.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "mowners.h"

/* State 0 is the root. A state stands for the bytes that lead to it. */
struct automaton_state {
	uint32_t parent;
	uint32_t fail;  /* the state of the longest proper suffix of these bytes that is one */
	uint32_t value; /* of the word that ends here; AUTOMATON_NONE */
	uint32_t other; /* the next state down the fails where a word ends; 0: none */
	uint64_t mask;  /* bit (byte % 64) of every byte that leads on: most misses end here */
	uint32_t child; /* the first one, which often is the only one; 0: none */
	unsigned char byte, child_byte, depth;
};

/* Where every search is most of the time. */
struct automaton_root {
	uint32_t states[256]; /* of one byte; 0: none */
	uint64_t pairs[256];  /* bit b % 64 at a: a word begins with the bytes a and b, or is the byte a */
};

void automaton_init(struct automaton *automaton, uint64_t seed)
{
	*automaton = (struct automaton){.seed = seed | 1};
}

void automaton_release(struct automaton *automaton)
{
	free(automaton->items);
	free(automaton->root);
	hash_index_release(&automaton->children);
}

static uint32_t hash_edge(const struct automaton *automaton, uint32_t parent, unsigned char byte)
{
	return (uint32_t)((((uint64_t)parent << 8 | byte) * automaton->seed) >> 32);
}

/* The state that `byte` leads to; 0: none. */
static inline uint32_t next(const struct automaton *automaton, uint32_t state, unsigned char byte)
{
	if (state == 0)
		return automaton->root->states[byte];
	if (!(automaton->items[state].mask >> byte % 64 & 1))
		return 0;
	if (automaton->items[state].child_byte == byte)
		return automaton->items[state].child;
	uint32_t hash = hash_edge(automaton, state, byte);
	size_t at = hash;
	uint32_t child;
	while ((child = hash_index_next(&automaton->children, hash, &at)) != HASH_INDEX_NONE) {
		if (automaton->items[child].parent == state && automaton->items[child].byte == byte)
			return child;
	}
	return 0;
}

static int add_state(uint32_t *out, struct automaton *automaton, uint32_t parent, unsigned char byte)
{
	uint32_t number = (uint32_t)automaton->count;

	if (automaton->count >= UINT32_MAX / 2 || array_reserve(automaton, 1))
		return MOW_ENOMEM;
	struct automaton_state *above = &automaton->items[parent];
	if (parent == 0) {
		automaton->root->states[byte] = number;
	} else if (above->child == 0) {
		above->child = number;
		above->child_byte = byte;
	} else if (hash_index_add(&automaton->children, hash_edge(automaton, parent, byte), number)) {
		return MOW_ENOMEM;
	}
	above->mask |= UINT64_C(1) << byte % 64;
	automaton->items[automaton->count++] = (struct automaton_state){
		.parent = parent, .value = AUTOMATON_NONE, .depth = (unsigned char)(above->depth + 1), .byte = byte};
	*out = number;
	return MOW_OK;
}

static int begin(struct automaton *automaton)
{
	automaton->root = calloc(1, sizeof *automaton->root);
	if (automaton->root == NULL || array_reserve(automaton, 1))
		return MOW_ENOMEM;
	automaton->items[automaton->count++] = (struct automaton_state){.value = AUTOMATON_NONE};
	return MOW_OK;
}

int automaton_add(struct automaton *automaton, const char *word, size_t len, uint32_t value)
{
	uint32_t state = 0;

	if (automaton->count == 0 && begin(automaton))
		return MOW_ENOMEM;
	for (size_t i = 0; i < len; i++) {
		uint32_t on = next(automaton, state, (unsigned char)word[i]);
		if (on == 0 && add_state(&on, automaton, state, (unsigned char)word[i]))
			return MOW_ENOMEM;
		state = on;
	}
	automaton->items[state].value = value;
	uint64_t seconds = len == 1 ? UINT64_MAX : UINT64_C(1) << (unsigned char)word[1] % 64;
	automaton->root->pairs[(unsigned char)word[0]] |= seconds;
	return MOW_OK;
}

/* The state's fail and the next state where a word ends; those of the states nearer to the root must be known. */
static void link_state(struct automaton *automaton, uint32_t number)
{
	struct automaton_state *state = &automaton->items[number];
	uint32_t from = automaton->items[state->parent].fail;
	uint32_t fail = 0;

	for (bool more = state->parent != 0; more && fail == 0; from = automaton->items[from].fail) {
		fail = next(automaton, from, state->byte);
		more = from != 0;
	}
	state->fail = fail;
	state->other = automaton->items[fail].value != AUTOMATON_NONE ? fail : automaton->items[fail].other;
}

/* The states sorted by their depth, by counting; all but the root. */
static uint32_t *sort_states(const struct automaton *automaton)
{
	size_t starts[AUTOMATON_WORD_MAX + 2] = {0};
	uint32_t *order = calloc(automaton->count, sizeof *order);

	if (order == NULL)
		return NULL;
	for (size_t i = 1; i < automaton->count; i++)
		starts[automaton->items[i].depth + 1]++;
	for (size_t depth = 1; depth <= AUTOMATON_WORD_MAX; depth++)
		starts[depth] += starts[depth - 1];
	for (uint32_t i = 1; i < automaton->count; i++)
		order[starts[automaton->items[i].depth]++] = i;
	return order;
}

int automaton_compile(struct automaton *automaton)
{
	if (automaton->count == 0)
		return MOW_OK;
	MOW_AUTO_FREE uint32_t *order = sort_states(automaton);
	if (order == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i + 1 < automaton->count; i++)
		link_state(automaton, order[i]);
	return MOW_OK;
}

static void report(struct automaton_search *search, const struct automaton *automaton, uint32_t state)
{
	if (automaton->items[state].value == AUTOMATON_NONE)
		state = automaton->items[state].other;
	for (; state != 0; state = automaton->items[state].other) {
		uint32_t value = automaton->items[state].value;
		/* What ends in a word that was seen before was seen with it. */
		if (search->seen[value] == search->turn)
			return;
		search->seen[value] = search->turn;
		search->found[search->count++] = value;
	}
}

/* The next place where the first two bytes of a word are, or the last byte: no word is met, most of the time. */
static size_t skip(const struct automaton_root *root, const char *text, size_t at, size_t len)
{
	while (at + 1 < len && !(root->pairs[(unsigned char)text[at]] >> (unsigned char)text[at + 1] % 64 & 1))
		at++;
	return at;
}

void automaton_find(struct automaton_search *search, const struct automaton *automaton, const char *text, size_t len)
{
	uint32_t state = 0;

	search->count = 0;
	if (automaton->count == 0)
		return;
	for (size_t i = 0; i < len; i++) {
		if (state == 0)
			i = skip(automaton->root, text, i, len);
		unsigned char byte = (unsigned char)text[i];
		uint32_t on = next(automaton, state, byte);
		while (on == 0 && state != 0) {
			state = automaton->items[state].fail;
			on = next(automaton, state, byte);
		}
		state = on;
		if (state != 0)
			report(search, automaton, state);
	}
}
