#include "evidence/record/armour.h"

#include <string.h>

#include "base/base64.h"

#define ROW 70

void armour_write(struct buf *out, const void *blob, size_t len)
{
	MOW_AUTO(buf) rows = BUF_INIT;

	base64_encode(&rows, blob, len);
	buf_adds(out, ARMOUR_BEGIN);
	for (size_t at = 0; at < rows.len; at += ROW) {
		buf_add(out, rows.data + at, rows.len - at < ROW ? rows.len - at : ROW);
		buf_addc(out, '\n');
	}
	buf_adds(out, ARMOUR_END);
	out->failed |= rows.failed;
}

bool armour_read(struct buf *out, const char *armour, size_t len)
{
	size_t begin = strlen(ARMOUR_BEGIN);
	size_t end = strlen(ARMOUR_END);
	size_t before = out->len;
	MOW_AUTO(buf) again = BUF_INIT;

	if (len <= begin + end || memcmp(armour, ARMOUR_BEGIN, begin) != 0 ||
	    memcmp(armour + len - end, ARMOUR_END, end) != 0)
		return false;
	bool good = base64_decode_lines(out, armour + begin, len - begin - end);
	if (good)
		armour_write(&again, out->data + before, out->len - before);
	good = good && again.len == len && memcmp(again.data, armour, len) == 0;
	if (!good)
		buf_cut(out, before);
	out->failed |= again.failed;
	return good;
}
