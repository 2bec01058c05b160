#include "evidence/store/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static const char *const part_names[STORE_PARTS] = {"records", "stops", "index"};
static const char digits[] = "0123456789abcdef";

/* ---- items */

void store_items_release(struct store_items *items)
{
	free(items->items);
	*items = (struct store_items){0};
}

int store_items_add(struct store_items *items, const struct store_item *item)
{
	if (array_reserve(items, 1))
		return MOW_ENOMEM;
	items->items[items->count++] = *item;
	return MOW_OK;
}

int store_item_compare(const struct store_item *a, const struct store_item *b)
{
	int order = memcmp(a->key, b->key, sizeof a->key);

	return order != 0 ? order : oid_compare(&a->blob, &b->blob);
}

static int compare(const void *a, const void *b)
{
	return store_item_compare(a, b);
}

void store_items_sort(struct store_items *items)
{
	size_t kept = 0;

	if (items->count == 0)
		return;
	qsort(items->items, items->count, sizeof *items->items, compare);
	for (size_t i = 1; i < items->count; i++)
		if (store_item_compare(&items->items[kept], &items->items[i]) != 0)
			items->items[++kept] = items->items[i];
	items->count = kept + 1;
}

/* ---- digits */

unsigned store_digit(const unsigned char *key, size_t at)
{
	return at % 2 == 0 ? key[at / 2] >> 4 : key[at / 2] & 15U;
}

static int digit_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_hex(unsigned char *out, const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		int high = digit_value(text[2 * i]);
		int low = digit_value(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static char *format_hex(char *out, const unsigned char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	return out;
}

bool store_key_parse(unsigned char out[DIGEST_SIZE], const char *text, size_t len)
{
	return len == STORE_ID_LEN && parse_hex(out, text, DIGEST_SIZE);
}

void store_key_format(char out[DIGEST_HEX], const unsigned char *key)
{
	*format_hex(out, key, DIGEST_SIZE) = '\0';
}

void store_line_format(char out[STORE_LINE_LEN + 1], const struct store_item *line)
{
	char *at = format_hex(out, line->key, STORE_PLACE_LEN);

	*at++ = ' ';
	at = format_hex(at, line->key + STORE_PLACE_LEN, STORE_PLACE_LEN);
	*at++ = ' ';
	at = format_hex(at, line->blob.bytes, OID_SIZE);
	*at++ = '\n';
	*at = '\0';
}

bool store_line_parse(struct store_item *out, const char *bytes)
{
	const size_t width = 2 * STORE_PLACE_LEN;

	*out = (struct store_item){0};
	return bytes[width] == ' ' && bytes[2 * width + 1] == ' ' && bytes[STORE_LINE_LEN - 1] == '\n' &&
	       parse_hex(out->key, bytes, STORE_PLACE_LEN) &&
	       parse_hex(out->key + STORE_PLACE_LEN, bytes + width + 1, STORE_PLACE_LEN) &&
	       parse_hex(out->blob.bytes, bytes + 2 * width + 2, OID_SIZE);
}

/* ---- spots */

static const struct {
	size_t room;     /* items in a leaf */
	unsigned digits; /* that a key can be divided by */
} parts[STORE_PARTS] = {
	[STORE_RECORDS] = {64, STORE_ID_LEN},
	[STORE_STOPS] = {64, STORE_ID_LEN},
	[STORE_INDEX] = {128, 2 * STORE_PLACE_LEN},
};

size_t store_room(const struct store_spot *spot)
{
	return spot->depth < parts[spot->part].digits ? parts[spot->part].room : SIZE_MAX;
}

struct store_spot store_spot_below(const struct store_spot *spot, const struct store_node *node, unsigned digit)
{
	struct store_spot below = *spot;
	unsigned char *byte = &below.key[spot->depth / 2];

	*byte = (unsigned char)(*byte | (spot->depth % 2 == 0 ? digit << 4 : digit));
	below.depth++;
	below.mode = node->below[digit].mode;
	below.oid = node->below[digit].oid;
	return below;
}

void store_spot_path(struct buf *out, const struct store_spot *spot)
{
	buf_adds(out, part_names[spot->part]);
	for (size_t i = 0; i < spot->depth; i++) {
		buf_addc(out, '/');
		buf_addc(out, digits[store_digit(spot->key, i)]);
	}
}
