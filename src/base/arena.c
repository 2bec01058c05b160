#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Under the address sanitizer every piece gets a block of its own, so that it sees a step over a piece's end. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_BLOCK 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(ARENA_BLOCK)
#define ARENA_BLOCK 1
#endif
/* Most arenas hold little, and allocators are quick with blocks of less than a kilobyte. */
#ifdef ARENA_BLOCK
#define ARENA_FIRST ARENA_BLOCK
#else
#define ARENA_BLOCK 16384
#define ARENA_FIRST 960
#endif

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	max_align_t bytes[];
};

/*
 * The first block is the one with room; a piece too large for a common block gets its own behind it. What lies in a
 * block is cleared piece by piece: of a block that stays half empty only half is ever touched.
 */
static struct arena_block *add_block(struct arena *arena, size_t size)
{
	struct arena_block *first = arena->blocks;
	size_t common = first == NULL && size <= ARENA_FIRST ? ARENA_FIRST : ARENA_BLOCK;
	size_t room = size > common ? size : common;

	if (room > SIZE_MAX / 2)
		return NULL;
	struct arena_block *block = malloc(sizeof *block + room);
	if (block == NULL)
		return NULL;
	block->size = room;
	block->used = 0;
	if (first != NULL && size > ARENA_BLOCK) {
		block->next = first->next;
		first->next = block;
	} else {
		block->next = first;
		arena->blocks = block;
	}
	return block;
}

void *arena_room(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t align = sizeof(max_align_t);

	if (size == 0)
		size = 1;
	if (block == NULL || block->used > block->size || size > block->size - block->used)
		block = add_block(arena, size);
	if (block == NULL)
		return NULL;
	void *piece = (char *)block->bytes + block->used;
	block->used += size;
	/* The next piece's place, aligned; past the end where this one was the last. */
	block->used += (align - block->used % align) % align;
	return piece;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *piece = arena_room(arena, size);

	return piece != NULL ? memset(piece, 0, size) : NULL;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		return NULL;
	return arena_alloc(arena, count * size);
}

void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_array(arena, count, size);

	if (copy != NULL && count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

char *arena_dup(struct arena *arena, const char *bytes, size_t len)
{
	char *copy = len < SIZE_MAX / 2 ? arena_room(arena, len + 1) : NULL;

	if (copy == NULL)
		return NULL;
	if (len > 0)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char *text = NULL;
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	if (len >= 0)
		text = arena_room(arena, (size_t)len + 1);
	if (text != NULL)
		(void)vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	while (block != NULL) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->blocks = NULL;
}
