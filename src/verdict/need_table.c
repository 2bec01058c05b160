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

/* A gate's parts are those of the areas that set it, so that equal ones mostly lie at one place; where an answer has
 * made its own, the need is taken for another. */
static void add_gate(struct buf *key, const struct required_gate *gate)
{
	add_pointer(key, gate->name);
	add_pointer(key, gate->of);
	add_pointer(key, gate->text);
	add_pointer(key, gate->place.file);
	add_number(key, gate->of_count);
	add_number(key, gate->place.line);
	add_number(key, gate->need);
	add_number(key, gate->light);
	add_number(key, gate->strict);
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
	if (need->gate != NULL)
		add_gate(key, need->gate);
	add_pointer(key, need->freeze);
	add_pointer(key, need->consent);
	add_pointer(key, need->stop);
	add_people(key, need->have, need->have_count);
	add_people(key, need->ask, need->ask_count);
	return buf_check(key, err);
}

static size_t *keep_people(struct need_table *table, const size_t *people, size_t count)
{
	size_t *kept = arena_array(&table->arena, count, sizeof *kept);

	if (kept != NULL && count > 0)
		memcpy(kept, people, count * sizeof *kept);
	return kept;
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
	kept->have = keep_people(table, need->have, need->have_count);
	kept->ask = keep_people(table, need->ask, need->ask_count);
	if (kept->have == NULL || kept->ask == NULL || map_put(&table->seen, key, table->key.len, table->needs.count))
		return mow_fail_memory(err);
	table->needs.items[table->needs.count++] = kept;
	*out = kept;
	return MOW_OK;
}

int need_table_share(const struct class_need **out, struct need_table *table, const struct class_need *need,
		     struct mow_error *err)
{
	size_t number = 0;
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
