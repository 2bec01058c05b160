/*
 * Values one behind the other in bytes, in the byte order of the machine: of files that this machine reads again. A
 * count has four bytes; a text has its length, its bytes and a NUL, and is taken where it stands.
 */
#ifndef MOW_BASE_SERIAL_H
#define MOW_BASE_SERIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What is still to be taken. False, below: there is not so much left, or it is no text. */
struct serial {
	const char *at, *end;
};
bool serial_take(void *out, struct serial *serial, size_t size);
bool serial_take_count(size_t *out, struct serial *serial);
bool serial_take_text(const char **out, size_t *len, struct serial *serial);

void serial_add_count(struct buf *out, size_t count);
void serial_add_text(struct buf *out, const char *text, size_t len);

#endif
