#include "evidence/signers/key.h"

#include <string.h>

#include "base/base64.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/text.h"
#include "evidence/field.h"
#include "evidence/signers/ssh.h"

#define KEY_FILE_MAX ((size_t)1 << 20)

const char *signers_key_literal(const char *signing_key)
{
	size_t len = strcspn(signing_key, " \t");

	if (text_begins(signing_key, "key::"))
		return signing_key + strlen("key::");
	return signing_key[len] != '\0' && ssh_is_key_type(signing_key, len) ? signing_key : NULL;
}

/* "TYPE BASE64 …", as a .pub file holds it, appended to both; false: it is none. */
static bool read_key(struct buf *type, struct buf *key, const char *text, size_t len)
{
	MOW_AUTO(buf) blob = BUF_INIT;
	const char *space = len > 0 ? memchr(text, ' ', len) : NULL;
	size_t type_len = space != NULL ? (size_t)(space - text) : 0;
	size_t end = type_len + 1;

	if (space == NULL)
		return false;
	while (end < len && strchr(" \t\r\n", text[end]) == NULL)
		end++;
	const char *base64 = space + 1;
	size_t base64_len = end - type_len - 1;
	if (!base64_decode(&blob, base64, base64_len) || blob.failed ||
	    !ssh_check_key(text, type_len, blob.data, blob.len))
		return false;
	buf_add(type, text, type_len);
	buf_add(key, base64, base64_len);
	return true;
}

int signers_key_path(struct buf *out, const char *signing_key, const char *home, struct mow_error *err)
{
	bool below_home = signing_key[0] == '~' && signing_key[1] == '/';

	if (below_home && (home == NULL || home[0] == '\0'))
		return mow_fail(
			err, MOW_EINVAL,
			"user.signingKey begins with ~/, but there is no home directory; set it to a whole path");
	if (below_home)
		buf_adds(out, home);
	buf_adds(out, signing_key + below_home);
	return buf_check(out, err);
}

int signers_key_mangled(const char *path, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (file_read_named(&text, path, KEY_FILE_MAX, NULL) != MOW_OK || !text_begins(text.data, "-----BEGIN ") ||
	    (memchr(text.data, '\r', text.len) == NULL && text.data[text.len - 1] == '\n'))
		return MOW_OK;
	escape_path(&shown, path, strlen(path));
	return mow_fail(err, MOW_EINVAL,
			"ssh-keygen cannot read the private key %s: its lines must end as on Unix, the last one too",
			shown.data);
}

/* The public half of the key file at `path`: the file itself, PATH.pub, or what the private key tells without its
 * passphrase. */
static int read_path(struct buf *type, struct buf *key, const char *path, struct mow_error *err)
{
	MOW_AUTO(buf) beside = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) blob = BUF_INIT;

	escape_path(&shown, path, strlen(path));
	buf_addf(&beside, "%s.pub", path);
	int result = buf_check(&beside, err);
	if (result != MOW_OK)
		return result;
	if (file_read_named(&text, beside.data, KEY_FILE_MAX, NULL) == MOW_OK &&
	    read_key(type, key, text.data, text.len))
		return MOW_OK;
	buf_reset(&text);
	result = file_read_named(&text, path, KEY_FILE_MAX, err);
	if (result == MOW_ENOTFOUND)
		return mow_fail(
			err, MOW_ENOTFOUND,
			"there is no signing key %s; ssh-keygen -t ed25519 -f %s makes one, git config mowners.signingKey "
			"FILE names another",
			shown.data, shown.data);
	if (result != MOW_OK)
		return result;
	if (read_key(type, key, text.data, text.len))
		return MOW_OK;
	bool good = ssh_private_public(&blob, text.data, text.len) && !blob.failed &&
		    ssh_key_type(blob.data, blob.len) != NULL;
	if (!good && signers_key_mangled(path, err) != MOW_OK)
		return MOW_EINVAL;
	if (!good)
		return mow_fail(
			err, MOW_EINVAL,
			"%s is no SSH key that is taken; if it is an old private key: ssh-keygen -y -f %s > %s.pub",
			shown.data, shown.data, shown.data);
	buf_adds(type, ssh_key_type(blob.data, blob.len));
	base64_encode(key, blob.data, blob.len);
	return MOW_OK;
}

int signers_public(struct buf *type, struct buf *key, const char *signing_key, const char *home, struct mow_error *err)
{
	const char *literal = signers_key_literal(signing_key);
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) found_type = BUF_INIT;
	MOW_AUTO(buf) found_key = BUF_INIT;
	int result;

	if (literal != NULL) {
		result =
			read_key(&found_type, &found_key, literal, strlen(literal))
				? MOW_OK
				: mow_fail(
					  err, MOW_EINVAL,
					  "user.signingKey is no whole public key; set it to a key's file, or to the line of its .pub file");
	} else {
		result = signers_key_path(&path, signing_key, home, err);
		if (result == MOW_OK)
			result = read_path(&found_type, &found_key, path.data, err);
	}
	if (result != MOW_OK)
		return result;
	if (found_type.failed || found_key.failed)
		return mow_fail_memory(err);
	buf_reset(type);
	buf_reset(key);
	buf_add(type, found_type.data, found_type.len);
	buf_add(key, found_key.data, found_key.len);
	return type->failed || key->failed ? mow_fail_memory(err) : MOW_OK;
}
