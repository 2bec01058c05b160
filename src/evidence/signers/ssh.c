#include "evidence/signers/ssh.h"

#include <string.h>

#include "base/base64.h"
#include "base/text.h"

/* What is left of a blob that is being read. */
struct reader {
	const unsigned char *at;
	size_t left;
};

/* Exactly these. */
static bool take_bytes(struct reader *reader, const void *bytes, size_t len)
{
	if (reader->left < len || memcmp(reader->at, bytes, len) != 0)
		return false;
	reader->at += len;
	reader->left -= len;
	return true;
}

static bool take_u32(struct reader *reader, uint32_t *value)
{
	const unsigned char *at = reader->at;

	if (reader->left < 4)
		return false;
	*value = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
	reader->at += 4;
	reader->left -= 4;
	return true;
}

/* A string: four bytes of length, then so many bytes, which stay where they are. */
static bool take_string(struct reader *reader, const unsigned char **bytes, size_t *len)
{
	uint32_t size;

	if (!take_u32(reader, &size) || size > reader->left)
		return false;
	*bytes = reader->at;
	*len = size;
	reader->at += size;
	reader->left -= size;
	return true;
}

/* What follows the type in a key: the name of its curve, its point or (with no curve) plain bytes, an application; or
 * RSA's two numbers. */
struct kind {
	const char *type;
	const char *curve; /* NULL: none */
	size_t point;      /* bytes; 0: RSA */
	bool application;
};

static const struct kind kinds[] = {
	{"ssh-ed25519", NULL, 32, false},
	{"ssh-rsa", NULL, 0, false},
	{"ecdsa-sha2-nistp256", "nistp256", 65, false},
	{"ecdsa-sha2-nistp384", "nistp384", 97, false},
	{"ecdsa-sha2-nistp521", "nistp521", 133, false},
	{"sk-ssh-ed25519@openssh.com", NULL, 32, true},
	{"sk-ecdsa-sha2-nistp256@openssh.com", "nistp256", 65, true},
};

static const struct kind *find_kind(const char *type, size_t len)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_is(type, len, kinds[i].type))
			return &kinds[i];
	return NULL;
}

bool ssh_is_key_type(const char *type, size_t len)
{
	return find_kind(type, len) != NULL;
}

/* A positive number, without a zero byte in front that its sign does not need. */
static bool take_number(struct reader *reader)
{
	const unsigned char *bytes;
	size_t len;

	if (!take_string(reader, &bytes, &len) || len == 0 || bytes[0] >= 0x80)
		return false;
	return bytes[0] != 0 || (len > 1 && bytes[1] >= 0x80);
}

static bool take_exactly(struct reader *reader, const char *text, size_t text_len)
{
	const unsigned char *bytes;
	size_t len;

	return take_string(reader, &bytes, &len) && len == text_len && memcmp(bytes, text, len) == 0;
}

bool ssh_check_key(const char *type, size_t type_len, const void *blob, size_t len)
{
	const struct kind *kind = find_kind(type, type_len);
	struct reader reader = {blob, len};
	const unsigned char *bytes;
	size_t size;

	if (kind == NULL || !take_exactly(&reader, type, type_len))
		return false;
	if (kind->point == 0) {
		bool exponent = take_number(&reader);
		return exponent && take_number(&reader) && reader.left == 0;
	}
	if (kind->curve != NULL && !take_exactly(&reader, kind->curve, strlen(kind->curve)))
		return false;
	if (!take_string(&reader, &bytes, &size) || size != kind->point || (kind->curve != NULL && bytes[0] != 4))
		return false;
	return (!kind->application || take_string(&reader, &bytes, &size)) && reader.left == 0;
}

const char *ssh_key_type(const void *blob, size_t len)
{
	struct reader reader = {blob, len};
	const unsigned char *type;
	size_t type_len;

	if (!take_string(&reader, &type, &type_len) || !ssh_check_key((const char *)type, type_len, blob, len))
		return NULL;
	return find_kind((const char *)type, type_len)->type;
}

bool ssh_private_public(struct buf *blob, const char *file, size_t len)
{
	static const char begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
	MOW_AUTO(buf) bytes = BUF_INIT;
	const unsigned char *part;
	size_t size;
	uint32_t keys;

	if (len < sizeof begin || memcmp(file, begin, sizeof begin - 1) != 0)
		return false;
	const char *rest = file + sizeof begin - 1;
	const char *end = memmem(rest, len - (sizeof begin - 1), "-----END", strlen("-----END"));
	if (end == NULL)
		return false;
	if (!base64_decode_lines(&bytes, rest, (size_t)(end - rest)) || bytes.failed)
		return false;
	struct reader reader = {(const unsigned char *)bytes.data, bytes.len};
	/* The magic with its NUL; cipher, key derivation and its options; the number of keys; the first one's public
	 * half. */
	if (!take_bytes(&reader, "openssh-key-v1", sizeof "openssh-key-v1"))
		return false;
	for (int i = 0; i < 3; i++)
		if (!take_string(&reader, &part, &size))
			return false;
	if (!take_u32(&reader, &keys) || keys < 1 || !take_string(&reader, &part, &size))
		return false;
	buf_add(blob, part, size);
	return true;
}

bool ssh_read_signature(struct ssh_signature *out, const void *blob, size_t len)
{
	struct reader reader = {blob, len};
	struct ssh_signature read = {0};
	const unsigned char *name_space, *reserved, *hash, *signature;
	size_t size;
	uint32_t version;

	if (!take_bytes(&reader, "SSHSIG", 6) || !take_u32(&reader, &version) || version != 1)
		return false;
	if (!take_string(&reader, &read.key, &read.key_len) || !take_string(&reader, &name_space, &read.name_space_len))
		return false;
	if (!take_string(&reader, &reserved, &size) || !take_string(&reader, &hash, &read.hash_len))
		return false;
	if (!take_string(&reader, &signature, &size) || reader.left != 0)
		return false;
	read.name_space = (const char *)name_space;
	read.hash = (const char *)hash;
	*out = read;
	return true;
}
