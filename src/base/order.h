/* Comparisons, ascending; the first three are for qsort and bsearch. */
#ifndef MOW_BASE_ORDER_H
#define MOW_BASE_ORDER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of size_t. */
static inline int order_numbers(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* Of int64_t. */
static inline int order_moments(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Of const char *, by their bytes. */
static inline int order_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of bytes; a shorter text comes before those that it begins. */
static inline int order_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order != 0 ? order : a_len < b_len ? -1 : a_len > b_len;
}

#endif
