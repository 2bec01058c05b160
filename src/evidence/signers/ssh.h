/*
 * OpenSSH's bytes: public keys (RFC 4253 section 6.6, RFC 5656, RFC 8709, PROTOCOL.u2f) and signatures
 * (PROTOCOL.sshsig). Only taken apart here; whether a signature is good is for ssh-keygen to say. Private to signers.h.
 */
#ifndef MOW_EVIDENCE_SIGNERS_SSH_H
#define MOW_EVIDENCE_SIGNERS_SSH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Whether keys of this type are taken: ssh-ed25519, ssh-rsa, ecdsa-sha2-nistp256, -384, -521 and the two sk- types. */
bool ssh_is_key_type(const char *type, size_t len);

/*
 * Whether the bytes are one public key of that type in its shortest form, so that the same key has only one blob:
 * numbers without leading zeros, points uncompressed, nothing behind.
 */
bool ssh_check_key(const char *type, size_t type_len, const void *blob, size_t len);

/* A blob's type, where it is a good key of that type; NULL. */
const char *ssh_key_type(const void *blob, size_t len);

/* The public half in a private key's file as OpenSSH writes it (PROTOCOL.key), where it is not encrypted: appends the
 * blob; false: no such file. */
bool ssh_private_public(struct buf *blob, const char *file, size_t len);

struct ssh_signature {
	const unsigned char *key; /* the blob of the public key */
	size_t key_len;
	const char *name_space;
	size_t name_space_len;
	const char *hash;
	size_t hash_len;
};
/* Takes a signature apart; what it finds points into `blob`. */
bool ssh_read_signature(struct ssh_signature *out, const void *blob, size_t len);

#endif
