#include <string.h>

#include "base/child.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/file_temp.h"
#include "base/text.h"
#include "evidence/field.h"
#include "evidence/signers/key.h"
#include "evidence/record/armour.h"

#define SIGNATURE_MAX ((size_t)64 << 10)

/* A key that waits for a touch says so on standard error, which must then reach the user; all other words of ssh-keygen
 * are ours to explain. */
static bool needs_touch(const char *key)
{
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) blob = BUF_INIT;

	return signers_public(&type, &blob, key, NULL, NULL) == MOW_OK && text_begins(type.data, "sk-");
}

/* What ssh-keygen says that nobody needs; the last other line is its reason. */
static bool is_noise(const char *line, size_t len)
{
	return len == 0 ||
	       memmem(line, len, "Signing data on standard input", strlen("Signing data on standard input")) != NULL;
}

static void add_reason(struct buf *out, const struct buf *said)
{
	const char *last = "";
	size_t last_len = 0;

	for (size_t at = 0; at < said->len;) {
		size_t len = strcspn(said->data + at, "\r\n");
		if (!is_noise(said->data + at, len)) {
			last = said->data + at;
			last_len = len;
		}
		at += len + 1;
	}
	escape_text(out, last, last_len < 300 ? last_len : 300);
}

static bool says(const struct buf *said, const char *words)
{
	return strstr(said->data, words) != NULL;
}

/* The private half lies where others can read it: what is given may be the path of the public one. */
static int fail_open(const char *key, struct mow_error *err)
{
	static const char pub[] = ".pub";
	size_t len = strlen(key), end = sizeof pub - 1;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (len > end && strcmp(key + len - end, pub) == 0)
		len -= end;
	escape_path(&shown, key, len);
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	return mow_fail(
		err, MOW_ESYSTEM,
		"others can read your private key %s, so ssh-keygen does not take it: chmod 600 %s (if others may "
		"have read it, make a new one)",
		shown.data, shown.data);
}

/* From what ssh-keygen said to what to do. */
static int fail_sign(const char *key, const struct buf *said, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) reason = BUF_INIT;

	if (signers_key_literal(key) != NULL)
		buf_adds(&shown, "the key of user.signingKey");
	else
		escape_path(&shown, key, strlen(key));
	add_reason(&reason, said);
	if (says(said, "UNPROTECTED PRIVATE KEY") || says(said, "bad permissions"))
		return fail_open(key, err);
	if (signers_key_literal(key) == NULL && signers_key_mangled(key, err) != MOW_OK)
		return MOW_EINVAL;
	if (says(said, "No private key found") || says(said, "No such file or directory"))
		return mow_fail(err, MOW_ENOTFOUND,
				"no agent has the private half of %s, and it is not beside it; load it with ssh-add",
				shown.data);
	if (says(said, "incorrect passphrase"))
		return mow_fail(
			err, MOW_ESYSTEM,
			"the passphrase of %s was not given, or is another one; try again on a terminal, or load the "
			"key with ssh-add",
			shown.data);
	if (says(said, "agent refused operation"))
		return mow_fail(err, MOW_ESYSTEM,
				"the agent did not sign with %s; confirm it there, or unlock the agent (ssh-add -X)",
				shown.data);
	return mow_fail(err, MOW_ESYSTEM, "ssh-keygen could not sign with %s%s%s", shown.data,
			reason.len > 0 ? ": " : "", reason.data);
}

/* What is signed. */
struct message {
	const char *text;
	size_t len;
};

static int run_sign(struct buf *out, const char *key, const char *path, const struct message *message,
		    struct mow_error *err)
{
	const char *const argv[] = {"ssh-keygen", "-Y", "sign", "-n", SIGNERS_NAMESPACE, "-f", path, NULL};
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) blob = BUF_INIT;
	struct child child = {
		.argv = argv,
		.environment = CHILD_USER,
		.input = message->text,
		.input_len = message->len,
		.output = &output,
		.errors = needs_touch(key) ? NULL : &said,
		.limit = SIGNATURE_MAX,
		.terminal = 1,
	};

	int result = child_run(&child, err);
	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_ENOTFOUND,
				"there is no ssh-keygen to sign with; install OpenSSH (openssh-client)");
	if (result != MOW_OK)
		return result;
	if (child.status != 0)
		return fail_sign(key, &said, err);
	bool good = armour_read(&blob, output.data, output.len);
	result = buf_check(&blob, err);
	if (result != MOW_OK)
		return result;
	if (!good)
		return mow_fail(err, MOW_ESYSTEM,
				"ssh-keygen wrote something that is no signature; is the one in PATH OpenSSH's?");
	buf_add(out, output.data, output.len);
	return buf_check(out, err);
}

/* A public key without a file gets one: ssh-keygen finds its private half in the agent. */
static int write_literal(struct buf *path, struct file_temp *temp, const char *literal, struct mow_error *err)
{
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	int result = signers_public(&type, &key, literal, NULL, err);
	if (result != MOW_OK)
		return result;
	buf_addf(&text, "%s %s\n", type.data, key.data);
	result = buf_check(&text, err);
	if (result == MOW_OK)
		result = file_temp_init(temp, err);
	return result == MOW_OK ? file_temp_add(temp, path, &(struct file_text){"key.pub", text.data, text.len}, err)
				: result;
}

int signers_sign(struct buf *out, const char *key, const char *text, size_t len, struct mow_error *err)
{
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(buf) path = BUF_INIT;
	const struct message message = {text, len};
	const char *literal = signers_key_literal(key);
	int result;

	if (literal != NULL) {
		result = write_literal(&path, &temp, key, err);
	} else {
		MOW_AUTO(buf) type = BUF_INIT;
		MOW_AUTO(buf) unused = BUF_INIT;
		result = signers_public(&type, &unused, key, NULL, err);
		buf_adds(&path, key);
		if (result == MOW_OK)
			result = buf_check(&path, err);
	}
	return result == MOW_OK ? run_sign(out, key, path.data, &message, err) : result;
}
