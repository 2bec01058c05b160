#include "base/buf.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

/* Shared by all empty buffers and never written to: capacity 0 makes every append allocate first. */
char buf_empty[1] = "";

bool buf_grow(struct buf *buf, size_t more)
{
	size_t capacity = buf->capacity ? buf->capacity : 64;

	if (buf->failed)
		return false;
	if (more >= SIZE_MAX / 2 - buf->len) {
		buf->failed = true;
		return false;
	}
	if (buf->len + more < buf->capacity)
		return true;
	while (capacity <= buf->len + more)
		capacity *= 2;
	char *data = realloc(buf->capacity ? buf->data : NULL, capacity);
	if (data == NULL) {
		buf->failed = true;
		return false;
	}
	buf->data = data;
	buf->capacity = capacity;
	return true;
}

void buf_release(struct buf *buf)
{
	if (buf->capacity)
		free(buf->data);
	*buf = (struct buf)BUF_INIT;
}

void buf_reset(struct buf *buf)
{
	buf_cut(buf, 0);
}

void buf_cut(struct buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->data[len] = '\0';
}

void buf_addu(struct buf *buf, unsigned long long number)
{
	char digits[24];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buf_add(buf, digits + at, sizeof digits - at);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	size_t room = buf->failed ? 0 : buf->capacity - buf->len;
	va_list args;

	/* Most texts fit into the room that there is. */
	va_start(args, format);
	int len = vsnprintf(room > 0 ? buf->data + buf->len : NULL, room, format, args);
	va_end(args);
	if (len >= 0 && (size_t)len >= room && len > 0 && buf_grow(buf, (size_t)len)) {
		room = (size_t)len + 1;
		va_start(args, format);
		(void)vsnprintf(buf->data + buf->len, room, format, args);
		va_end(args);
	}
	if (len >= 0 && (size_t)len < room)
		buf->len += (size_t)len;
	else if (len != 0)
		buf->failed = true;
	if (buf->capacity > 0)
		buf->data[buf->len] = '\0';
}

void buf_pad(struct buf *buf, char c, size_t count)
{
	if (count == 0 || !buf_grow(buf, count))
		return;
	memset(buf->data + buf->len, c, count);
	buf->len += count;
	buf->data[buf->len] = '\0';
}

#define READ_LEAST ((size_t)4096)

ssize_t buf_read(struct buf *buf, int fd, size_t least)
{
	if (!buf_grow(buf, least > 0 ? least : READ_LEAST)) {
		errno = ENOMEM;
		return -1;
	}
	ssize_t size = read(fd, buf->data + buf->len, buf->capacity - buf->len - 1);
	if (size > 0)
		buf->len += (size_t)size;
	buf->data[buf->len] = '\0';
	return size;
}

int buf_check(const struct buf *buf, struct mow_error *err)
{
	return buf->failed ? mow_fail_memory(err) : MOW_OK;
}

char *buf_detach(struct buf *buf)
{
	char *data = NULL;

	if (!buf->failed && buf->capacity == 0)
		return calloc(1, 1);
	if (!buf->failed) {
		data = realloc(buf->data, buf->len + 1);
		data = data != NULL ? data : buf->data;
		buf->capacity = 0;
	}
	buf_release(buf);
	return data;
}
