/* Whose signature a record has, with keys and signatures that ssh-keygen makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/file_temp.h"
#include "base/file_write.h"
#include "evidence/record/armour.h"
#include "signers_fixture.h"

static void test_kinds_of_keys(void **state)
{
	static const char *const keys[] = {"ed25519", "rsa", "ecdsa256", "ecdsa384", "ecdsa521"};

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		MOW_AUTO(buf) file = BUF_INIT;
		MOW_AUTO(record) record = {0};
		list_key(&file, "lena@example.com", NS, keys[i]);
		sign_record(&record, "lena@example.com", keys[i]);
		expect(&file, &record, MOW_OK, "");
	}
}

/* Hardware keys: what two of them signed, laid out as PROTOCOL.u2f says, since none is at hand. */
static void test_hardware_keys(void **state)
{
	static const struct {
		const char *key, *rows;
	} recorded[] = {
		{"sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAICiTuh76iK/e+DbapzEdPNfBOyNOxPE0See9g1AGNLxgAAAABHNzaDo=",
		 "U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAgKJO6Hv\n"
		 "qIr974NtqnMR0818E7I07E8TRJ572DUAY0vGAAAAAEc3NoOgAAABBhcHByb3ZhbEBtb3du\n"
		 "ZXJzAAAAAAAAAAZzaGE1MTIAAABnAAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAA\n"
		 "AAQP0rsKWGyRj3O5AP9z03nAR1ZrX+fkjdQQMxecFClqqI0vQnK89mRoRC+LLUx0KnmrS0\n"
		 "9W0b6zIL4CZEux6hMQABAAAABw==\n"},
		{"sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBCQxutsemECdZ0iWQRjSZYqyZgcWGCCALpqeM/xbdz7IGZgr/e6qksc28a4PihpGDVeeHAqMTQ0UUoPI/KfICL4AAAAEc3NoOg==",
		 "U1NIU0lHAAAAAQAAAH8AAAAic2stZWNkc2Etc2hhMi1uaXN0cDI1NkBvcGVuc3NoLmNvbQ\n"
		 "AAAAhuaXN0cDI1NgAAAEEEJDG62x6YQJ1nSJZBGNJlirJmBxYYIIAump4z/Ft3PsgZmCv9\n"
		 "7qqSxzbxrg+KGkYNV54cCoxNDRRSg8j8p8gIvgAAAARzc2g6AAAAEGFwcHJvdmFsQG1vd2\n"
		 "5lcnMAAAAAAAAABnNoYTUxMgAAAHgAAAAic2stZWNkc2Etc2hhMi1uaXN0cDI1NkBvcGVu\n"
		 "c3NoLmNvbQAAAEkAAAAgZhhVQhyHldFdcoUlL5pczPca+ZyNGtFIoS7gfPVaHTQAAAAhAN\n"
		 "iXADBt7KIY1UN45NclXeaqAYjLTU5Lwe7KXOE3QxTVAQAAAAc=\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(recorded); i++) {
		MOW_AUTO(buf) file = BUF_INIT;
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(record) record = {0};
		make_record(&text, "lena@example.com");
		buf_addf(&text, "-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n", recorded[i].rows);
		assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
		buf_addf(&file, "lena@example.com " NS " %s\n", recorded[i].key);
		expect(&file, &record, MOW_OK, "");
		buf_reset(&file);
		list_key(&file, "lena@example.com", NS, "ed25519");
		expect(&file, &record, MOW_EDENIED, "does not list");
	}
}

/* Each line ssh-keygen would be asked about is refused before, so no process is seen: PATH holds none. */
static void test_not_listed(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "other");
	expect(&file, &record, MOW_EDENIED, "does not list");
}

static void test_key_of_somebody_else(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) second = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	list_key(&file, "marc@example.com", NS, "other");
	sign_record(&record, "lena@example.com", "other");
	expect(&file, &record, MOW_EDENIED, "the key of marc@example.com (OWNERS.signers:2), not of lena@example.com");
	/* The principal is the signer's exactly: not another e-mail of theirs, not in another case. */
	sign_record(&second, "fischer@example.com", "ed25519");
	expect(&file, &second, MOW_EDENIED, "the key of lena@example.com");
	record_release(&second);
	sign_record(&second, "Lena@example.com", "ed25519");
	expect(&file, &second, MOW_EDENIED, "the key of lena@example.com");
}

static void test_second_email(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com,fischer@example.com", NS, "ed25519");
	sign_record(&record, "fischer@example.com", "ed25519");
	expect(&file, &record, MOW_OK, "");
}

static void test_shared_key(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	list_key(&file, "marc@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	expect(&file, &record, MOW_EDENIED, "for two people");
}

static void test_broken_file(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	list_key(&file, "*", NS, "other");
	sign_record(&record, "lena@example.com", "ed25519");
	expect(&file, &record, MOW_EDENIED, "has errors");
}

static void test_dates_of_keys(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};
	const int64_t from = 1767225600, end = 1769904000;

	(void)state;
	list_key(&file, "lena@example.com", NS ",valid-after=\"20260101\",valid-before=\"20260201\"", "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	assert_int_equal(verify_at(&err, &file, &record, NULL, from - 1), MOW_EDENIED);
	assert_non_null(strstr(err.message, "not valid before 2026-01-01T00:00:00Z"));
	assert_int_equal(verify_at(&err, &file, &record, NULL, from), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &record, NULL, end), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &record, NULL, end + 1), MOW_EDENIED);
	assert_non_null(strstr(err.message, "was valid until 2026-02-01T00:00:00Z"));
	/* Another line of the same key may be valid. */
	list_key(&file, "lena@example.com", NS ",valid-after=\"20260301\"", "ed25519");
	assert_int_equal(verify_at(&err, &file, &record, NULL, NOW), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &record, NULL, end + 1), MOW_EDENIED);
}

static void test_any_clock(void **state)
{
	static const int64_t clocks[] = {INT64_MIN, -1, 0, 1, 253402300799, INT64_MAX};
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	/* On machines of 32 bits ssh-keygen may know no later time than 2038. */
	for (size_t i = 0; i < COUNT(clocks); i++)
		if (sizeof(void *) > 4 || clocks[i] <= INT32_MAX)
			assert_int_equal(verify_at(NULL, &file, &record, NULL, clocks[i]), MOW_OK);
}

/* A copy of a record with another text or armour, however they came about. */
static void test_other_bytes(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) changed = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	buf_add(&text, record.text, record.text_len);
	buf_addf(&text, "%s", record.armour);
	text.data[record.text_len - 2] = 'b';
	assert_int_equal(record_parse(&changed, text.data, text.len, NULL), MOW_OK);
	expect(&file, &changed, MOW_EDENIED, "not by lena@example.com over these bytes");
}

static void test_damaged_signature(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	MOW_AUTO(buf) blob = BUF_INIT;
	assert_true(armour_read(&blob, record.armour, record.armour_len));
	for (size_t at = 0; at < blob.len; at += 7) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(record) changed = {0};
		buf_add(&text, record.text, record.text_len);
		blob.data[at] ^= 1;
		armour_write(&text, blob.data, blob.len);
		blob.data[at] ^= 1;
		assert_int_equal(record_parse(&changed, text.data, text.len, NULL), MOW_OK);
		assert_string_equal(changed.id, record.id);
		expect(&file, &changed, MOW_EDENIED, "");
	}
	for (size_t len = 1; len < blob.len; len += 11) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(record) changed = {0};
		buf_add(&text, record.text, record.text_len);
		armour_write(&text, blob.data, len);
		assert_int_equal(record_parse(&changed, text.data, text.len, NULL), MOW_OK);
		expect(&file, &changed, MOW_EDENIED, "damaged");
	}
}

static void test_unsigned(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	make_record(&text, "lena@example.com");
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	expect(&file, &record, MOW_EDENIED, "is not signed");
}

/* Signed by ssh-keygen itself, for something else. */
static void test_other_namespace(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) armour = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", "namespaces=\"git,approval@mowners\"", "ed25519");
	make_record(&text, "lena@example.com");
	path_of(&path, "ed25519");
	const char *const argv[] = {"ssh-keygen", "-Y", "sign", "-n", "git", "-f", path.data, NULL};
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = argv,
			      .input = text.data,
			      .input_len = text.len,
			      .output = &armour,
			      .errors = &errors,
			      .timeout = 60};
	assert_int_equal(child_run(&child, NULL), MOW_OK);
	assert_int_equal(child.status, 0);
	buf_add(&text, armour.data, armour.len);
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	expect(&file, &record, MOW_EDENIED, "another purpose");
}

static void test_revoked(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	struct mow_error err = {0};

	(void)state;
	make_krl("krl", "other");
	path_of(&path, "krl");
	list_key(&file, "lena@example.com", NS, "ed25519");
	list_key(&file, "lena@example.com", NS, "other");
	sign_record(&record, "lena@example.com", "ed25519");
	sign_record(&other, "lena@example.com", "other");
	assert_int_equal(verify_at(&err, &file, &record, path.data, NOW), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &other, NULL, NOW), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &other, path.data, NOW), MOW_EDENIED);
	assert_non_null(strstr(err.message, "has been revoked"));
}

/* A list that cannot be had is neither a yes nor a no. */
static void test_revoked_unreadable(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	path_of(&path, "nothing");
	assert_int_equal(verify_at(&err, &file, &record, path.data, NOW), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "cannot be checked"));
	assert_int_equal(verify_at(&err, &file, &record, world.temp.path, NOW), MOW_ESYSTEM);
	/* Public keys, which ssh-keygen would take too. */
	path_of(&path, "other.pub");
	assert_int_equal(verify_at(&err, &file, &record, path.data, NOW), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "ssh-keygen -k"));
	/* Cut. */
	make_krl("krl2", "other");
	path_of(&path, "krl2");
	assert_int_equal(file_read(&bytes, path.data, 1 << 20, NULL), MOW_OK);
	assert_int_equal(file_write(path.data, bytes.data, bytes.len - 9, 0600, NULL), MOW_OK);
	assert_int_equal(verify_at(&err, &file, &record, path.data, NOW), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "damaged"));
}

static void test_witness(void **state)
{
	static const char text[] =
		"mowners-approval 1\ntarget refs/heads/main\nbase " A40
		"\ndecision approve\nas *\nby lena@example.com\n"
		"witness ci@example.com gitlab!42 review 77 head " A40 "\n"
		"made 2026-11-22T12:55:00Z\nexpires 2027-02-20T12:55:00Z\nstep 100644 " A40 " 100644 " B40 " a\n";
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	assert_int_equal(record_parse(&record, text, sizeof text - 1, NULL), MOW_OK);
	expect(&file, &record, MOW_EDENIED, "is carried by ci@example.com, whom [mowners] witness");
}

static void test_no_keygen(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};
	struct mow_error other = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	path_of(&path, "ed25519");
	with_path("/nowhere");
	int verified = verify_at(&err, &file, &record, NULL, NOW);
	int signature = signers_sign(&out, path.data, "x", 1, &other);
	with_path(NULL);
	assert_int_equal(verified, MOW_ENOTFOUND);
	assert_non_null(strstr(err.message, "install OpenSSH"));
	assert_int_equal(signature, MOW_ENOTFOUND);
	assert_non_null(strstr(other.message, "install OpenSSH"));
	assert_int_equal(out.len, 0);
}

/* A program of that name that says what it is told, so that only its whole answer counts. */
static void test_false_keygen(void **state)
{
	static const char *const scripts[] = {
		"#!/bin/sh\nexit 0\n",
		"#!/bin/sh\necho 'Good \"approval@mowners\" signature for marc@example.com with ED25519 key SHA256:x'\n",
		"#!/bin/sh\necho 'Good \"approval@mowners\" signature for lena@example.com with ED25519 key SHA256:x'\nexit 1\n",
		"#!/bin/sh\necho 'Good \"git\" signature for lena@example.com with ED25519 key SHA256:x'\n",
		"#!/bin/sh\nkill -9 $$\n",
	};
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	list_key(&file, "lena@example.com", NS, "ed25519");
	sign_record(&record, "lena@example.com", "ed25519");
	for (size_t i = 0; i < COUNT(scripts); i++) {
		MOW_AUTO(file_temp) temp = {.path = ""};
		MOW_AUTO(buf) path = BUF_INIT;
		assert_int_equal(file_temp_init(&temp, NULL), MOW_OK);
		assert_int_equal(file_temp_add(&temp, &path,
					       &(struct file_text){"ssh-keygen", scripts[i], strlen(scripts[i])}, NULL),
				 MOW_OK);
		assert_int_equal(chmod(path.data, 0700), 0);
		with_path(temp.path);
		int result = verify_at(NULL, &file, &record, NULL, NOW);
		with_path(NULL);
		assert_int_equal(result, MOW_EDENIED);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds_of_keys),      cmocka_unit_test(test_hardware_keys),
		cmocka_unit_test(test_not_listed),         cmocka_unit_test(test_key_of_somebody_else),
		cmocka_unit_test(test_second_email),       cmocka_unit_test(test_shared_key),
		cmocka_unit_test(test_broken_file),        cmocka_unit_test(test_dates_of_keys),
		cmocka_unit_test(test_any_clock),          cmocka_unit_test(test_other_bytes),
		cmocka_unit_test(test_damaged_signature),  cmocka_unit_test(test_unsigned),
		cmocka_unit_test(test_other_namespace),    cmocka_unit_test(test_revoked),
		cmocka_unit_test(test_revoked_unreadable), cmocka_unit_test(test_witness),
		cmocka_unit_test(test_no_keygen),          cmocka_unit_test(test_false_keygen),
	};

	return cmocka_run_group_tests_name("signatures", tests, signers_setup, signers_teardown);
}
