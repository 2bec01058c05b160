#include "rules/pattern_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Most are short or in order already. */
struct pattern_list pattern_list_sort(struct pattern_matches *collected)
{
	uint32_t *items = collected->items;
	size_t ordered = 1;
	size_t count = 0;

	while (ordered < collected->count && items[ordered - 1] < items[ordered])
		ordered++;
	if (ordered < collected->count) {
		qsort(items, collected->count, sizeof *items, compare);
		for (size_t i = 0; i < collected->count; i++) {
			if (count == 0 || items[count - 1] != items[i])
				items[count++] = items[i];
		}
		collected->count = count;
	}
	return (struct pattern_list){items, collected->count};
}

int pattern_list_push(struct pattern_matches *collected, uint32_t number)
{
	return pattern_list_append(collected, &number, 1);
}

int pattern_list_append(struct pattern_matches *collected, const uint32_t *items, size_t count)
{
	if (count == 0)
		return MOW_OK;
	if (array_reserve(collected, count))
		return MOW_ENOMEM;
	memcpy(collected->items + collected->count, items, count * sizeof *items);
	collected->count += count;
	return MOW_OK;
}

/* Where the first number from `number` on stands, at or behind `from`: in growing steps, then by halving. */
static size_t find(const struct pattern_list *list, uint32_t number, size_t from)
{
	size_t step = 1;
	size_t high = from;

	while (high < list->count && list->items[high] < number) {
		from = high + 1;
		high += step;
		step *= 2;
	}
	high = high < list->count ? high : list->count;
	while (from < high) {
		size_t middle = from + (high - from) / 2;
		if (list->items[middle] < number)
			from = middle + 1;
		else
			high = middle;
	}
	return from;
}

/* Goes through the shorter one; of the longer one whole stretches are copied. */
size_t pattern_list_merge(uint32_t *out, const struct pattern_list *a, const struct pattern_list *b)
{
	const struct pattern_list *few = a->count < b->count ? a : b;
	const struct pattern_list *many = few == a ? b : a;
	size_t at = 0;
	size_t count = 0;

	for (size_t i = 0; i <= few->count && many->count > 0; i++) {
		size_t end = i < few->count ? find(many, few->items[i], at) : many->count;
		memcpy(out + count, many->items + at, (end - at) * sizeof *out);
		count += end - at;
		at = end;
		if (i == few->count)
			break;
		out[count++] = few->items[i];
		at += at < many->count && many->items[at] == few->items[i];
	}
	return count;
}

bool pattern_list_equal(const struct pattern_list *a, const struct pattern_list *b)
{
	return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool pattern_list_has(const struct pattern_list *list, uint32_t number)
{
	size_t at = find(list, number, 0);

	return at < list->count && list->items[at] == number;
}

/* The small one has a few numbers, mostly, and the large one may have a hundred thousand. */
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
