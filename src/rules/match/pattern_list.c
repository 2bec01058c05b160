#include "rules/match/pattern_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* For a few, of which qsort would make too much. */
static void insert_each(uint32_t *items, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t item = items[i];
		size_t at = i;
		for (; at > 0 && items[at - 1] > item; at--)
			items[at] = items[at - 1];
		items[at] = item;
	}
}

/* Most are short or in order already. */
struct pattern_list pattern_list_sort(struct pattern_matches *collected)
{
	uint32_t *items = collected->items;
	size_t ordered = 1;
	size_t count = 1;

	while (ordered < collected->count && items[ordered - 1] < items[ordered])
		ordered++;
	if (ordered >= collected->count)
		return (struct pattern_list){items, collected->count};
	if (collected->count <= 16)
		insert_each(items, collected->count);
	else
		qsort(items, collected->count, sizeof *items, compare);
	for (size_t i = 1; i < collected->count; i++) {
		if (items[count - 1] != items[i])
			items[count++] = items[i];
	}
	collected->count = count;
	return (struct pattern_list){items, count};
}

int pattern_list_push(struct pattern_matches *collected, uint32_t number)
{
	if (array_reserve(collected, 1))
		return MOW_ENOMEM;
	collected->items[collected->count++] = number;
	return MOW_OK;
}

/* Most stretches are shorter than a call of memcpy pays for. */
static inline void copy(uint32_t *out, const uint32_t *items, size_t count)
{
	if (count > 16)
		memcpy(out, items, count * sizeof *items);
	else
		for (size_t i = 0; i < count; i++)
			out[i] = items[i];
}

int pattern_list_append(struct pattern_matches *collected, const uint32_t *items, size_t count)
{
	if (count == 0)
		return MOW_OK;
	if (array_reserve(collected, count))
		return MOW_ENOMEM;
	copy(collected->items + collected->count, items, count);
	collected->count += count;
	return MOW_OK;
}

size_t pattern_list_merge(uint32_t *out, const struct pattern_list *a, const struct pattern_list *b)
{
	size_t i = 0;
	size_t j = 0;
	size_t count = 0;

	while (i < a->count && j < b->count) {
		uint32_t x = a->items[i];
		uint32_t y = b->items[j];
		out[count++] = x < y ? x : y;
		i += x <= y;
		j += y <= x;
	}
	/* An empty list may have no items at all, to which nothing can be added. */
	if (i < a->count)
		copy(out + count, a->items + i, a->count - i);
	count += a->count - i;
	if (j < b->count)
		copy(out + count, b->items + j, b->count - j);
	return count + b->count - j;
}

bool pattern_list_equal(const struct pattern_list *a, const struct pattern_list *b)
{
	return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

/* Where the first number from `number` on stands, at or behind `from`. */
static size_t find(const struct pattern_list *list, uint32_t number, size_t from)
{
	size_t high = list->count;

	while (from < high) {
		size_t middle = from + (high - from) / 2;
		if (list->items[middle] < number)
			from = middle + 1;
		else
			high = middle;
	}
	return from;
}

bool pattern_list_has(const struct pattern_list *list, uint32_t number)
{
	size_t at = find(list, number, 0);

	return at < list->count && list->items[at] == number;
}

/* By halving: the small one has a few numbers, mostly, and the large one may have a hundred thousand. */
bool pattern_list_within(const struct pattern_list *small, const struct pattern_list *large)
{
	size_t at = 0;

	for (size_t i = 0; i < small->count; i++, at++) {
		at = find(large, small->items[i], at);
		if (at == large->count || large->items[at] != small->items[i])
			return false;
	}
	return true;
}
