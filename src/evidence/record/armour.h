/* The armour of a signature, in which it stands behind a record's text (PROTOCOL.sshsig of OpenSSH, "Armored format"):
 * exactly as ssh-keygen writes it, base64 in rows of 70. */
#ifndef MOW_EVIDENCE_RECORD_ARMOUR_H
#define MOW_EVIDENCE_RECORD_ARMOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define ARMOUR_BEGIN "-----BEGIN SSH SIGNATURE-----\n"
#define ARMOUR_END "-----END SSH SIGNATURE-----\n"

/* Appends the armour of a signature's bytes. */
void armour_write(struct buf *out, const void *blob, size_t len);
/* The reverse, appended; false, with `out` as before, where `armour` is not exactly what armour_write would have
 * written, or holds nothing. */
bool armour_read(struct buf *out, const char *armour, size_t len);

#endif
