#include "verdict/need_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* Bytes that a need takes beside its lists, for its words too. */
enum { NEED_KEPT = 512 };

void need_table_release(struct need_table *table)
{
	map_release(&table->seen);
	free(table->needs.items);
	buf_release(&table->key);
	arena_release(&table->arena);
}

static void add_number(struct buf *key, size_t number)
{
	buf_add(key, &number, sizeof number);
}

static void add_pointer(struct buf *key, const void *pointer)
{
	buf_add(key, &pointer, sizeof pointer);
}

static void add_people(struct buf *key, const size_t *people, size_t count)
{
	add_number(key, count);
	buf_add(key, people, count * sizeof *people);
}

static int make_key(struct buf *key, const struct class_need *need, struct mow_error *err)
{
	buf_reset(key);
	add_number(key, need->role);
	add_number(key, need->need);
	add_number(key, need->got);
	add_number(key, need->away);
	add_number(key, need->folded);
	/* A gate's line says what it asks for, but for how many where several areas set it. */
	if (need->gate != NULL) {
		add_pointer(key, need->gate->place.file);
		add_number(key, need->gate->place.line);
	}
	add_pointer(key, need->consent);
	add_pointer(key, need->stop);
	add_people(key, need->have, need->have_count);
	add_people(key, need->ask, need->ask_count);
	return buf_check(key, err);
}

static int keep(const struct class_need **out, struct need_table *table, const struct class_need *need,
		struct mow_error *err)
{
	const char *key = arena_dup(&table->arena, table->key.data, table->key.len);
	struct class_need *kept = arena_alloc(&table->arena, sizeof *kept);

	if (key == NULL || kept == NULL || array_reserve(&table->needs, 1))
		return mow_fail_memory(err);
	*kept = *need;
	kept->number = table->needs.count;
	kept->have = arena_copy(&table->arena, need->have, need->have_count, sizeof *need->have);
	kept->ask = arena_copy(&table->arena, need->ask, need->ask_count, sizeof *need->ask);
	if (kept->have == NULL || kept->ask == NULL || map_put(&table->seen, key, table->key.len, table->needs.count))
		return mow_fail_memory(err);
	table->needs.items[table->needs.count++] = kept;
	*out = kept;
	return MOW_OK;
}

int need_table_share(const struct class_need **out, struct need_table *table, const struct class_need *need,
		     struct mow_error *err)
{
	size_t number;
	int result = make_key(&table->key, need, err);

	if (result != MOW_OK)
		return result;
	if (map_get(&table->seen, table->key.data, table->key.len, &number)) {
		*out = table->needs.items[number];
		return MOW_OK;
	}
	/* The lists are kept twice, and once as words. */
	uint64_t lists = ((uint64_t)need->have_count + need->ask_count) * 3 * sizeof(size_t);
	result = budget_memory(table->budget, NEED_KEPT + lists, err);
	return result == MOW_OK ? keep(out, table, need, err) : result;
}
