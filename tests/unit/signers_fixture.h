/*
 * People, keys that ssh-keygen makes for them, and what is signed with those, for tests. Include after cmocka.h. A test
 * program may use part of it only.
 */
#ifndef MOW_TESTS_SIGNERS_FIXTURE_H
#define MOW_TESTS_SIGNERS_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file_temp.h"
#include "evidence/signers/signers.h"
#include "rules/read/read.h"

#define FIXTURE_UNUSED __attribute__((unused))
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KEY1 "AAAAC3NzaC1lZDI1NTE5AAAAIGMpA/j2kLJ/0aICUoX3OwY6RfW0oc6zqgRIYdY0tn7c"
#define KEY2 "AAAAC3NzaC1lZDI1NTE5AAAAICqFSnYM1lHuBUJ4vEUEU2MIxHDOKFtIVg5gPrBOhkqs"
#define ED1 "ssh-ed25519 " KEY1
#define ED2 "ssh-ed25519 " KEY2
#define NS "namespaces=\"approval@mowners\""
#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define NOW INT64_C(1795352100) /* 2026-11-22T12:55:00Z */

FIXTURE_UNUSED static const char owners[] = "[mowners]\nversion = 1\n[rules]\naccountable = @lena\n[people]\n"
					    "@lena = Lena Fischer <lena@example.com>, email Fischer@Example.com\n"
					    "@marc = Marc Ode <marc@example.com>\n";

FIXTURE_UNUSED static struct {
	struct file_temp temp; /* keys, made once */
	struct rules *rules;
	size_t lena, marc;
} world;

FIXTURE_UNUSED static void note(const struct mow_finding *finding, void *context)
{
	struct buf *out = context;

	assert_string_equal(finding->file, "OWNERS.signers");
	assert_int_equal(finding->severity, strcmp(finding->code, "shared") == 0 ? MOW_WARNING : MOW_ERROR);
	assert_null(strchr(finding->message, '\n'));
	assert_null(strchr(finding->message, '\x1B'));
	buf_addf(out, "%s%u:%u %s", out->len > 0 ? " " : "", finding->line, finding->column, finding->code);
}

FIXTURE_UNUSED static void parse(struct signers *out, const char *text, size_t len, struct buf *found)
{
	const struct mow_finding_sink sink = {note, found};

	assert_int_equal(signers_parse(out, &(struct file_text){"OWNERS.signers", text, len}, world.rules,
				       found != NULL ? &sink : NULL, NULL),
			 MOW_OK);
}

FIXTURE_UNUSED static int keygen(const char *const *argv)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = argv, .output = &output, .errors = &errors, .timeout = 120};

	assert_int_equal(child_run(&child, NULL), MOW_OK);
	return child.status;
}

FIXTURE_UNUSED static void path_of(struct buf *out, const char *name)
{
	buf_reset(out);
	buf_addf(out, "%s/%s", world.temp.path, name);
}

FIXTURE_UNUSED static void make_key(const char *name, const char *type, const char *bits, const char *passphrase)
{
	MOW_AUTO(buf) path = BUF_INIT;

	path_of(&path, name);
	const char *const argv[] = {"ssh-keygen", "-q", "-t",        type, "-b",      bits, "-N",
				    passphrase,   "-C", "a comment", "-f", path.data, NULL};
	assert_int_equal(keygen(argv), 0);
}

/* "TYPE BASE64" of a key that make_key made. */
FIXTURE_UNUSED static void public_of(struct buf *out, const char *name)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;

	path_of(&path, name);
	assert_int_equal(signers_public(&type, &key, path.data, NULL, NULL), MOW_OK);
	buf_addf(out, "%s %s", type.data, key.data);
}

/* A record by lena, signed with a key; the armour may be changed before it is read. */
FIXTURE_UNUSED static void make_record(struct buf *text, const char *by)
{
	buf_addf(text,
		 "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision approve\nas *\nby %s\n"
		 "made 2026-11-22T12:55:00Z\nexpires 2027-02-20T12:55:00Z\nstep 100644 " A40 " 100644 " B40 " a\n",
		 by);
}

FIXTURE_UNUSED static void sign_record(struct record *out, const char *by, const char *key)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) armour = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	struct mow_error err = {0};

	path_of(&path, key);
	make_record(&text, by);
	if (signers_sign(&armour, path.data, text.data, text.len, &err))
		fail_msg("%s", err.message);
	buf_add(&text, armour.data, armour.len);
	assert_int_equal(record_parse(out, text.data, text.len, NULL), MOW_OK);
}

/* A signers' file of lines "E-MAIL OPTIONS", each with the key NAME. */
FIXTURE_UNUSED static void list_key(struct buf *out, const char *who, const char *options, const char *name)
{
	buf_addf(out, "%s %s ", who, options);
	public_of(out, name);
	buf_addc(out, '\n');
}

FIXTURE_UNUSED static int verify_at(struct mow_error *err, const struct buf *file, const struct record *record,
				    const char *revoked, int64_t now)
{
	MOW_AUTO(signers) signers = {0};

	parse(&signers, file->data, file->len, NULL);
	const struct verifier verifier = {.signers = &signers, .revoked = revoked, .now = now};
	return signers_verify(&verifier, record, err);
}

FIXTURE_UNUSED static void expect(const struct buf *file, const struct record *record, int result, const char *says)
{
	struct mow_error err = {0};
	int got = verify_at(&err, file, record, NULL, NOW);

	if (got != result || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", got, err.message);
	if (result != MOW_OK)
		assert_non_null(strstr(err.message, "record "));
}

FIXTURE_UNUSED static void make_krl(const char *name, const char *of)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;

	path_of(&path, name);
	path_of(&key, of);
	buf_adds(&key, ".pub");
	const char *const argv[] = {"ssh-keygen", "-q", "-k", "-f", path.data, key.data, NULL};
	assert_int_equal(keygen(argv), 0);
}

FIXTURE_UNUSED static void with_path(const char *value)
{
	static char before[4096];

	if (value != NULL) {
		(void)snprintf(before, sizeof before, "%s", getenv("PATH"));
		(void)setenv("PATH", value, 1);
	} else {
		(void)setenv("PATH", before, 1);
	}
}

FIXTURE_UNUSED static int signers_setup(void **state)
{
	MOW_AUTO(buf) from = BUF_INIT;

	(void)state;
	if (file_temp_init(&world.temp, NULL) || rules_parse(&world.rules, owners, sizeof owners - 1, NULL, NULL) ||
	    world.rules->broken)
		return -1;
	world.lena = people_by_email(world.rules, "lena@example.com", 16);
	world.marc = people_by_email(world.rules, "marc@example.com", 16);
	make_key("ed25519", "ed25519", "256", "");
	make_key("other", "ed25519", "256", "");
	make_key("rsa", "rsa", "2048", "");
	make_key("ecdsa256", "ecdsa", "256", "");
	make_key("ecdsa384", "ecdsa", "384", "");
	make_key("ecdsa521", "ecdsa", "521", "");
	make_key("locked", "ed25519", "256", "secret");
	make_key("alone", "ed25519", "256", "");
	path_of(&from, "alone");
	return unlink(from.data);
}

FIXTURE_UNUSED static int signers_teardown(void **state)
{
	(void)state;
	rules_free(world.rules);
	file_temp_release(&world.temp);
	return 0;
}

#endif
