#include "convert/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void plan_release(struct plan *plan)
{
	free(plan->lists.items);
	free(plan->lines.items);
	free(plan->waits.items);
	free(plan->order.items);
	free(plan->files.items);
	free(plan->exceptions.items);
	map_release(&plan->list_numbers);
	map_release(&plan->line_numbers);
	arena_release(&plan->arena);
}

/* ---- Lists ------------------------------------------------------------------------------------------------------ */

int plan_list(size_t *number, struct plan *plan, const size_t *items, size_t count)
{
	*number = PLAN_NOBODY;
	if (count == 0)
		return MOW_OK;
	size_t *copy = arena_array(&plan->arena, count, sizeof *copy);
	if (copy == NULL || array_reserve(&plan->lists, 1))
		return mow_fail_memory(plan->err);
	memcpy(copy, items, count * sizeof *copy);
	*number = plan->lists.count;
	if (map_take(&plan->list_numbers, copy, count * sizeof *copy, number) != MOW_OK)
		return mow_fail_memory(plan->err);
	if (*number == plan->lists.count)
		plan->lists.items[plan->lists.count++] = (struct plan_list){copy, count};
	return MOW_OK;
}

static bool has(const size_t *items, size_t count, size_t item)
{
	for (size_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

int plan_merge(size_t *number, struct plan *plan, size_t one, size_t other)
{
	*number = one != PLAN_NOBODY ? one : other;
	if (one == PLAN_NOBODY || other == PLAN_NOBODY || one == other)
		return MOW_OK;
	const struct plan_list a = plan->lists.items[one], b = plan->lists.items[other];
	size_t *both = arena_array(&plan->arena, a.count + b.count, sizeof *both);
	size_t count = a.count;
	if (both == NULL)
		return mow_fail_memory(plan->err);
	memcpy(both, a.items, a.count * sizeof *both);
	for (size_t i = 0; i < b.count; i++)
		if (!has(both, count, b.items[i]))
			both[count++] = b.items[i];
	return plan_list(number, plan, both, count);
}

/* ---- Lines ------------------------------------------------------------------------------------------------------ */

void plan_begin(struct plan *plan)
{
	plan->last = PLAN_NONE;
}

/* The line of that pattern, old or new. */
static int find_line(size_t *number, struct plan *plan, size_t section, const char *pattern, size_t len)
{
	char *key = arena_room(&plan->arena, sizeof section + len + 1);

	*number = plan->lines.count;
	if (key == NULL || array_reserve(&plan->lines, 1))
		return mow_fail_memory(plan->err);
	memcpy(key, &section, sizeof section);
	memcpy(key + sizeof section, pattern, len);
	key[sizeof section + len] = '\0';
	if (map_take(&plan->line_numbers, key, sizeof section + len, number) != MOW_OK)
		return mow_fail_memory(plan->err);
	if (*number == plan->lines.count)
		plan->lines.items[plan->lines.count++] = (struct plan_line){.pattern = key + sizeof section,
									    .len = len,
									    .section = section,
									    .list = PLAN_NOBODY,
									    .wait = PLAN_NONE};
	return MOW_OK;
}

int plan_add(struct plan *plan, size_t section, const char *pattern, size_t len, size_t list)
{
	size_t number;

	if (find_line(&number, plan, section, pattern, len) != MOW_OK || array_reserve(&plan->waits, 1))
		return mow_fail_memory(plan->err);
	struct plan_line *line = &plan->lines.items[number];
	if (plan->last != PLAN_NONE && plan->last != number) {
		plan->waits.items[plan->waits.count] = (struct plan_wait){plan->last, line->wait};
		line->wait = plan->waits.count++;
	}
	plan->last = number;
	return plan_merge(&line->list, plan, line->list, list);
}

/* Puts a line behind those that it waits for, which go first; what waits in a circle goes as it comes. */
static void place(struct plan *plan, size_t first, size_t *stack)
{
	size_t depth = 0;

	stack[depth++] = first;
	plan->lines.items[first].placed = true;
	while (depth > 0) {
		struct plan_line *line = &plan->lines.items[stack[depth - 1]];
		if (line->wait == PLAN_NONE) {
			plan->order.items[plan->order.count++] = stack[--depth];
			continue;
		}
		const struct plan_wait *wait = &plan->waits.items[line->wait];
		line->wait = wait->next;
		if (plan->lines.items[wait->line].placed)
			continue;
		plan->lines.items[wait->line].placed = true;
		stack[depth++] = wait->line;
	}
}

int plan_put_in_order(struct plan *plan)
{
	MOW_AUTO_FREE size_t *stack = calloc(plan->lines.count + 1, sizeof *stack);

	if (stack == NULL || array_reserve(&plan->order, plan->lines.count + 1))
		return mow_fail_memory(plan->err);
	for (size_t i = 0; i < plan->lines.count; i++)
		if (!plan->lines.items[i].placed)
			place(plan, i, stack);
	return MOW_OK;
}
