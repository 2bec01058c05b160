#include "base/serial.h"

#include <stdint.h>
#include <string.h>

bool serial_take(void *out, struct serial *serial, size_t size)
{
	if ((size_t)(serial->end - serial->at) < size)
		return false;
	memcpy(out, serial->at, size);
	serial->at += size;
	return true;
}

bool serial_take_count(size_t *out, struct serial *serial)
{
	uint32_t count;
	bool good = serial_take(&count, serial, sizeof count);

	*out = good ? count : 0;
	return good;
}

bool serial_take_text(const char **out, size_t *len, struct serial *serial)
{
	size_t size;

	if (!serial_take_count(&size, serial) || (size_t)(serial->end - serial->at) <= size ||
	    memchr(serial->at, '\0', size + 1) != serial->at + size)
		return false;
	*out = serial->at;
	*len = size;
	serial->at += size + 1;
	return true;
}

void serial_add_count(struct buf *out, size_t count)
{
	uint32_t number = (uint32_t)count;

	buf_add(out, &number, sizeof number);
}

void serial_add_text(struct buf *out, const char *text, size_t len)
{
	serial_add_count(out, len);
	buf_add(out, text, len);
	buf_addc(out, '\0');
}
