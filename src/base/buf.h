/*
 * A growing string of bytes, always followed by a NUL that `len` does not count.
 *
 * Appending never fails on the spot: the first allocation that fails marks the buffer, later calls do nothing,
 * and buf_check tells once at the end. So a text is built without a test a line and still never used half.
 */
#ifndef MOW_BASE_BUF_H
#define MOW_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

#include "base/cleanup.h"
#include "mowners.h"

struct buf {
	char *data; /* never NULL */
	size_t len;
	size_t capacity; /* 0: `data` is the shared empty string */
	bool failed;
};

extern char buf_empty[1];
#define BUF_INIT                       \
	{                              \
		buf_empty, 0, 0, false \
	}

void buf_release(struct buf *buf);         /* leaves a usable empty buffer */
void buf_reset(struct buf *buf);           /* empty, keeps the memory; a failure stays */
void buf_cut(struct buf *buf, size_t len); /* back to its first `len` bytes; nothing where it is not longer */
/* Room for `more` bytes and the NUL; false where the buffer has failed, now or before. */
bool buf_grow(struct buf *buf, size_t more);
static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	bool room = !buf->failed && len < buf->capacity - buf->len;

	if (len == 0 || (!room && !buf_grow(buf, len)))
		return;
	memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}
static inline void buf_adds(struct buf *buf, const char *string)
{
	buf_add(buf, string, strlen(string));
}
static inline void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addu(struct buf *buf, unsigned long long number); /* in decimal; many times faster than buf_addf */
void buf_pad(struct buf *buf, char c, size_t count);       /* `count` times c */

/*
 * One read(2) behind the end: what there is, up to the room that the buffer has, which is `least` bytes (0: a few KiB)
 * and grows with it. Returns as read does; -1 with ENOMEM marks the buffer.
 */
ssize_t buf_read(struct buf *buf, int fd, size_t least);

/* 0, or MOW_ENOMEM where an append has failed. */
int buf_check(const struct buf *buf, struct mow_error *err);

/* The bytes as a block of malloc of their size, NUL behind; the buffer is empty afterwards. NULL: an append had failed.
 */
char *buf_detach(struct buf *buf);

MOW_AUTO_DEFINE(buf)

#endif
