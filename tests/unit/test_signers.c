/* Signers' files, held against ssh-keygen's own reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file_temp.h"
#include "evidence/signers/ssh.h"
#include "signers_fixture.h"

#define PRIVATE                                                       \
	"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n" \
	"AAAA\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"

struct row {
	const char *name;
	const char *text;
	const char *found; /* "LINE:COLUMN code LINE:COLUMN code": all that is found; "" nothing */
	size_t count;      /* entries */
	size_t len;        /* 0: that of the string */
};

static const struct row rows[] = {
	{"nothing", "", "", 0, 0},
	{"blank lines and comments", "\n# lena@example.com " ED1 "\n   \t\n  # x\n", "", 0, 0},
	{"one line", "lena@example.com " NS " " ED1 "\n", "", 1, 0},
	{"no last line feed", "lena@example.com " NS " " ED1, "", 1, 0},
	{"a comment behind the key", "lena@example.com " NS " " ED1 " Lena's laptop # 2026\n", "", 1, 0},
	{"tabs and spaces", " \tlena@example.com \t " NS "\t " ED1 "\t\n", "", 1, 0},
	{"two lines", "lena@example.com " NS " " ED1 "\nmarc@example.com " NS " " ED2 "\n", "", 2, 0},
	{"two e-mails", "lena@example.com,fischer@example.com " NS " " ED1 "\n", "", 2, 0},
	{"quoted e-mails", "\"lena@example.com,fischer@example.com\" " NS " " ED1 "\n", "", 2, 0},
	{"several namespaces", "lena@example.com namespaces=\"git,approval@mowners,file\" " ED1 "\n", "", 1, 0},
	{"all options", "lena@example.com valid-after=\"20260101\"," NS ",valid-before=\"20270101\" " ED1 "\n", "", 1,
	 0},
	{"dates in all forms",
	 "lena@example.com " NS ",valid-after=\"202601010000\",valid-before=\"20270101235959Z\" " ED1 "\n", "", 1, 0},
	{"dates a second apart",
	 "lena@example.com " NS ",valid-after=\"20260101Z\",valid-before=\"20260101000001\" " ED1 "\n", "", 1, 0},
	{"e-mail beyond ascii", "l\xC3\xA9na@example.com " NS " " ED1 "\n", "", 1, 0},

	{"windows line ends", "lena@example.com " NS " " ED1 "\r\nmarc@example.com " NS " " ED2 "\r\n", "", 2, 0},
	{"windows line ends, blank lines and comments", "\r\n# a\r\nlena@example.com " NS " " ED1 " laptop\r\n", "", 1,
	 0},
	{"windows line end, cut", "lena@example.com " NS " " ED1 "\r", "1:128 carriage-return", 0, 0},
	{"line ends of old macs", "# a\rlena@example.com " NS " " ED1 "\r", "1:4 carriage-return", 0, 0},
	{"two carriage returns", "# a\r\r\n", "1:4 carriage-return", 0, 0},
	{"nul", "# a\0b\n", "1:4 nul", 0, 6},
	{"nul in a key", "lena@example.com " NS " " ED1 "\0\n", "1:128 nul", 0, 129},
	{"escape in a comment", "# a\x1B[31m\n", "1:4 control-character", 0, 0},
	{"c1", "# a\xC2\x9B\n", "1:4 control-character", 0, 0},
	{"turned round",
	 "# a\xE2\x80\xAE"
	 "b\n",
	 "1:4 invisible-character", 0, 0},
	{"byte order mark", "\xEF\xBB\xBF# a\n", "1:1 invisible-character", 0, 0},
	{"utf-16", "\xFF\xFE# a\n", "0:0 not-text", 0, 0},
	{"no utf-8", "# a\n# \xFF\n", "2:3 invalid-utf8", 0, 0},

	{"principal alone", "lena@example.com\n", "1:17 missing-public-key", 0, 0},
	{"no key", "lena@example.com " NS "\n", "1:47 missing-public-key", 0, 0},
	{"no base64", "lena@example.com " NS " ssh-ed25519\n", "1:59 missing-public-key", 0, 0},
	{"no e-mail", "lena " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"a handle", "@lena " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"as in authorized_keys", ED1 " lena@example.com\n", "1:1 bad-principal", 0, 0},
	{"an empty e-mail", "lena@example.com, " NS " " ED1 "\n", "1:18 bad-principal", 0, 0},
	{"quotes not closed", "\"lena@example.com " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"quotes inside", "le\"na@example.com\" " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"text behind the quotes", "\"lena@example.com\"x " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"a space in the quotes", "\"lena@example.com, marc@example.com\" " NS " " ED1 "\n", "1:19 bad-principal", 0,
	 0},
	{"star", "*@example.com " NS " " ED1 "\n", "1:1 wildcard", 0, 0},
	{"question mark", "len?@example.com " NS " " ED1 "\n", "1:4 wildcard", 0, 0},
	{"not", "lena@example.com,!marc@example.com " NS " " ED1 "\n", "1:18 wildcard", 0, 0},
	{"star alone", "* " NS " " ED1 "\n", "1:1 wildcard", 0, 0},
	{"cert-authority", "lena@example.com cert-authority," NS " " ED1 "\n", "1:18 cert-authority", 0, 0},
	{"cert-authority in capitals", "lena@example.com " NS ",Cert-Authority " ED1 "\n", "1:48 cert-authority", 0, 0},
	{"no options", "lena@example.com " ED1 "\n", "1:18 missing-namespaces", 0, 0},
	{"no namespaces", "lena@example.com valid-after=\"20260101\" " ED1 "\n", "1:18 missing-namespaces", 0, 0},
	{"other namespaces", "lena@example.com namespaces=\"git\" " ED1 "\n", "1:30 wrong-namespace", 0, 0},
	{"a namespace that begins alike", "lena@example.com namespaces=\"approval@mowners2\" " ED1 "\n",
	 "1:30 wrong-namespace", 0, 0},
	{"every namespace", "lena@example.com namespaces=\"*\" " ED1 "\n", "1:30 wildcard", 0, 0},
	{"a wildcard beside ours", "lena@example.com namespaces=\"approval@mowners,gi?\" " ED1 "\n", "1:49 wildcard", 0,
	 0},
	{"not another namespace", "lena@example.com namespaces=\"approval@mowners,!git\" " ED1 "\n", "1:47 wildcard", 0,
	 0},
	{"an empty namespace", "lena@example.com namespaces=\"approval@mowners,\" " ED1 "\n", "1:47 bad-option", 0, 0},
	{"no namespace", "lena@example.com namespaces=\"\" " ED1 "\n", "1:30 bad-option", 0, 0},
	{"a space in the namespaces", "lena@example.com namespaces=\"git, approval@mowners\" " ED1 "\n",
	 "1:34 bad-option", 0, 0},
	{"namespaces without quotes", "lena@example.com namespaces=approval@mowners " ED1 "\n", "1:29 bad-option", 0,
	 0},
	{"namespaces without a value", "lena@example.com namespaces " ED1 "\n", "1:28 bad-option", 0, 0},
	{"namespaces not closed", "lena@example.com namespaces=\"approval@mowners " ED1 "\n",
	 "1:29 bad-option 1:127 missing-public-key", 0, 0},
	{"text behind a value", "lena@example.com " NS "x " ED1 "\n", "1:29 bad-option", 0, 0},
	{"a backslash", "lena@example.com namespaces=\"approval@mowners\\\" " ED1 "\n", "1:29 bad-option", 0, 0},
	{"namespaces twice", "lena@example.com " NS "," NS " " ED1 "\n", "1:48 duplicate-option", 0, 0},
	{"valid-after twice", "lena@example.com " NS ",valid-after=\"20260101\",valid-after=\"20270101\" " ED1 "\n",
	 "1:71 duplicate-option", 0, 0},
	{"unknown option", "lena@example.com " NS ",verify-required " ED1 "\n", "1:48 unknown-option", 0, 0},
	{"option in capitals", "lena@example.com Namespaces=\"approval@mowners\" " ED1 "\n", "1:18 unknown-option", 0,
	 0},
	{"empty option", "lena@example.com " NS ", " ED1 "\n", "1:48 bad-option", 0, 0},
	{"empty option between", "lena@example.com " NS ",,valid-after=\"20260101\" " ED1 "\n", "1:48 bad-option", 0,
	 0},
	{"options with a space", "lena@example.com " NS ", valid-after=\"20260101\" " ED1 "\n", "1:48 bad-option", 0,
	 0},
	{"options with a space for a comma", "lena@example.com " NS " valid-before=\"20270101\" " ED1 "\n",
	 "1:48 bad-option", 0, 0},
	{"options with a space before the comma", "lena@example.com " NS " ,valid-before=\"20270101\" " ED1 "\n",
	 "1:48 bad-option", 0, 0},
	{"three options with spaces",
	 "lena@example.com " NS "  valid-after=\"20260101\"\tValid-Before=\"20270101\" " ED1 "\n", "1:49 bad-option", 0,
	 0},
	{"an option with spaces around its sign", "lena@example.com namespaces = \"approval@mowners\" " ED1 "\n",
	 "1:28 bad-option", 0, 0},
	{"an option with a space behind its sign", "lena@example.com namespaces= \"approval@mowners\" " ED1 "\n",
	 "1:29 bad-option", 0, 0},

	{"a private key", "lena@example.com " NS " " ED1 "\n" PRIVATE "marc@example.com " ED2 "\n",
	 "2:1 private-key 7:18 missing-namespaces", 0, 0},
	{"a private key behind an e-mail", "lena@example.com " NS " " PRIVATE, "1:48 private-key", 0, 0},
	{"a private key in a comment", "# -----BEGIN EC PRIVATE KEY-----\n# Zm9v\n", "1:3 private-key", 0, 0},
	{"a private key with windows line ends",
	 "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\n\r\nZm9v\r\n-----END RSA PRIVATE KEY-----\r\n",
	 "1:1 private-key", 0, 0},
	{"the rows of a private key", "lena@example.com " NS " ssh-ed25519 b3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n",
	 "1:60 private-key", 0, 0},
	{"a private key of PuTTY",
	 "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPrivate-Lines: 1\nZm9v\nPrivate-MAC: 00\n",
	 "1:1 private-key", 0, 0},
	{"a public key in another form",
	 "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"x\"\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", "1:1 bad-key", 0, 0},
	{"date of seven digits", "lena@example.com " NS ",valid-after=\"2026010\" " ED1 "\n", "1:61 bad-date", 0, 0},
	{"date with dashes", "lena@example.com " NS ",valid-after=\"2026-01-01\" " ED1 "\n", "1:61 bad-date", 0, 0},
	{"date that is none", "lena@example.com " NS ",valid-after=\"20260230\" " ED1 "\n", "1:61 bad-date", 0, 0},
	{"date with a small z", "lena@example.com " NS ",valid-after=\"20260101z\" " ED1 "\n", "1:61 bad-date", 0, 0},
	{"date before 1970", "lena@example.com " NS ",valid-before=\"19691231\" " ED1 "\n", "1:62 bad-date", 0, 0},
	{"date that openssh takes for none", "lena@example.com " NS ",valid-before=\"19700101\" " ED1 "\n",
	 "1:62 bad-date", 0, 0},
	{"date that is empty", "lena@example.com " NS ",valid-before=\"\" " ED1 "\n", "1:62 bad-date", 0, 0},
	{"dates reversed", "lena@example.com " NS ",valid-after=\"20270101\",valid-before=\"20260101\" " ED1 "\n",
	 "1:18 reversed-dates", 0, 0},
	{"dates that meet", "lena@example.com " NS ",valid-after=\"20260101Z\",valid-before=\"20260101\" " ED1 "\n",
	 "1:18 reversed-dates", 0, 0},
	{"dsa", "lena@example.com " NS " ssh-dss AAAAB3NzaC1kc3MAAAAA\n", "1:48 key-type", 0, 0},
	{"certificate", "lena@example.com " NS " ssh-ed25519-cert-v01@openssh.com AAAA\n", "1:48 key-type", 0, 0},
	{"dsa without options", "lena@example.com ssh-dss AAAAB3NzaC1kc3MAAAAA\n",
	 "1:18 missing-namespaces 1:18 key-type", 0, 0},
	{"type that is another", "lena@example.com " NS " ssh-rsa " KEY1 "\n", "1:56 bad-key", 0, 0},
	{"key cut", "lena@example.com " NS " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGMp\n", "1:60 bad-key", 0, 0},
	{"key no base64", "lena@example.com " NS " ssh-ed25519 @@@@\n", "1:60 bad-key", 0, 0},
	{"key longer", "lena@example.com " NS " ssh-ed25519 " KEY1 "AAAA\n", "1:60 bad-key", 0, 0},
	{"errors of several lines", "x " NS " " ED1 "\n\nmarc@example.com " ED2 "\n",
	 "1:1 bad-principal 3:18 missing-namespaces", 0, 0},

	{"shared", "lena@example.com " NS " " ED1 "\nmarc@example.com " NS " " ED1 "\n", "2:1 shared", 2, 0},
	{"shared in one line", "lena@example.com,marc@example.com " NS " " ED1 "\n", "1:1 shared", 2, 0},
	{"shared by three, told once", "lena@example.com,marc@example.com,x@y " NS " " ED1 "\n", "1:1 shared", 3, 0},
	{"two e-mails of one person", "lena@example.com " NS " " ED1 "\nFISCHER@example.com " NS " " ED1 "\n", "", 2,
	 0},
	{"two cases of one e-mail", "lena@example.com " NS " " ED1 "\nLENA@example.com " NS " " ED1 "\n", "", 2, 0},
	{"shared with somebody unknown", "lena@example.com " NS " " ED1 "\nwho@example.com " NS " " ED1 "\n",
	 "2:1 shared", 2, 0},
	{"shared and expired",
	 "lena@example.com " NS " " ED1 "\nmarc@example.com " NS ",valid-before=\"20200101\" " ED1 "\n", "2:1 shared",
	 2, 0},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(signers) signers = {0};
	MOW_AUTO(buf) found = BUF_INIT;

	parse(&signers, row->text, row->len ? row->len : strlen(row->text), &found);
	assert_string_equal(found.data, row->found);
	assert_int_equal(signers.count, row->count);
	assert_int_equal(signers.broken, row->found[0] != '\0' && strstr(row->found, "shared") == NULL);
}

/* Whatever this reader takes, OpenSSH takes too. */
static void test_row_as_openssh(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	MOW_AUTO(signers) signers = {0};

	parse(&signers, row->text, row->len ? row->len : strlen(row->text), NULL);
	if (signers.broken || signers.count == 0)
		return;
	assert_int_equal(file_temp_init(&temp, NULL), MOW_OK);
	assert_int_equal(
		file_temp_add(&temp, &path, &(struct file_text){"allowed", row->text, strlen(row->text)}, NULL),
		MOW_OK);
	const char *const argv[] = {"ssh-keygen", "-Y", "match-principals", "-I", signers.items[0].principal, "-f",
				    path.data,    NULL};
	struct child child = {.argv = argv, .errors = &errors, .timeout = 60};
	assert_int_equal(child_run(&child, NULL), MOW_OK);
	assert_int_equal(child.status, 0);
	assert_string_equal(errors.data, "");
}

static void test_entry(void **state)
{
	static const char text[] =
		"# x\nLena@example.com " NS ",valid-after=\"20260102\",valid-before=\"202703040506\" " ED1 "\n";
	MOW_AUTO(signers) signers = {0};

	(void)state;
	parse(&signers, text, sizeof text - 1, NULL);
	assert_int_equal(signers.count, 1);
	assert_string_equal(signers.file, "OWNERS.signers");
	assert_string_equal(signers.items[0].principal, "Lena@example.com");
	assert_string_equal(signers.items[0].type, "ssh-ed25519");
	assert_string_equal(signers.items[0].key, KEY1);
	assert_int_equal(signers.items[0].line, 2);
	assert_int_equal(signers.items[0].valid_from, 1767312000);
	assert_int_equal(signers.items[0].valid_end, 1804136760);
}

static void test_too_large(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) found = BUF_INIT;
	MOW_AUTO(signers) signers = {0};
	MOW_AUTO(signers) larger = {0};

	(void)state;
	buf_adds(&text, "lena@example.com " NS " " ED1 " ");
	buf_pad(&text, 'x', SIGNERS_FILE_MAX - text.len);
	parse(&signers, text.data, text.len, &found);
	assert_int_equal(signers.count, 1);
	buf_addc(&text, 'x');
	parse(&larger, text.data, text.len, &found);
	assert_string_equal(found.data, "0:0 too-large");
	assert_true(larger.broken);
	assert_int_equal(larger.count, 0);
}

/* Without rules, every e-mail is a person. */
static void test_without_rules(void **state)
{
	static const char text[] =
		"lena@example.com,LENA@example.com " NS " " ED1 "\nfischer@example.com " NS " " ED1 "\n";
	MOW_AUTO(buf) found = BUF_INIT;
	MOW_AUTO(signers) signers = {0};

	(void)state;
	assert_int_equal(signers_parse(&signers, &(struct file_text){"OWNERS.signers", text, sizeof text - 1}, NULL,
				       &(const struct mow_finding_sink){note, &found}, NULL),
			 MOW_OK);
	assert_string_equal(found.data, "2:1 shared");
}

static void test_find(void **state)
{
	static const char text[] =
		"fischer@example.com " NS ",valid-after=\"20260101\",valid-before=\"20260201\" " ED1 "\n"
		"marc@example.com " NS " " ED2 "\n";
	MOW_AUTO(signers) signers = {0};
	const int64_t from = 1767225600, end = 1769904000;

	(void)state;
	parse(&signers, text, sizeof text - 1, NULL);
	assert_true(signers_has(&signers, world.rules, world.lena, from));
	assert_true(signers_has(&signers, world.rules, world.lena, end));
	assert_false(signers_has(&signers, world.rules, world.lena, from - 1));
	assert_false(signers_has(&signers, world.rules, world.lena, end + 1));
	assert_true(signers_has(&signers, world.rules, world.marc, NOW));
	assert_false(signers_has(&signers, world.rules, RULES_NONE, NOW));
	const struct signer *found =
		signers_find(&(const struct signers_of){&signers, world.rules, world.lena, from}, "ssh-ed25519", KEY1);
	assert_non_null(found);
	assert_string_equal(found->principal, "fischer@example.com");
	assert_null(
		signers_find(&(const struct signers_of){&signers, world.rules, world.marc, from}, "ssh-ed25519", KEY1));
	assert_null(signers_find(&(const struct signers_of){&signers, world.rules, world.lena, end + 1}, "ssh-ed25519",
				 KEY1));
	assert_null(signers_find(&(const struct signers_of){&signers, world.rules, world.lena, from}, "ssh-rsa", KEY1));
	assert_null(signers_find(&(const struct signers_of){&signers, world.rules, world.lena, from}, "ssh-ed25519",
				 "AAAA"));
	assert_null(
		signers_find(&(const struct signers_of){&signers, world.rules, RULES_NONE, from}, "ssh-ed25519", KEY1));
}

static void test_shared_counts_for_neither(void **state)
{
	static const char text[] =
		"lena@example.com " NS " " ED1 "\nmarc@example.com " NS " " ED1 "\nmarc@example.com " NS " " ED2 "\n";
	MOW_AUTO(signers) signers = {0};

	(void)state;
	parse(&signers, text, sizeof text - 1, NULL);
	assert_true(signers.items[0].shared);
	assert_true(signers.items[1].shared);
	assert_false(signers.items[2].shared);
	assert_false(signers_has(&signers, world.rules, world.lena, NOW));
	assert_true(signers_has(&signers, world.rules, world.marc, NOW));
	assert_null(
		signers_find(&(const struct signers_of){&signers, world.rules, world.lena, NOW}, "ssh-ed25519", KEY1));
	assert_null(
		signers_find(&(const struct signers_of){&signers, world.rules, world.marc, NOW}, "ssh-ed25519", KEY1));
}

/* A blob that says the same key in another way must not pass for a second key. */
static void test_one_blob_a_key(void **state)
{
	static const unsigned char good[] = "\0\0\0\7ssh-rsa\0\0\0\3\1\0\1\0\0\0\3\0\xC0\1";
	static const unsigned char padded[] = "\0\0\0\7ssh-rsa\0\0\0\4\0\1\0\1\0\0\0\3\0\xC0\1";
	static const unsigned char negative[] = "\0\0\0\7ssh-rsa\0\0\0\3\1\0\1\0\0\0\2\xC0\1";
	static const unsigned char behind[] = "\0\0\0\7ssh-rsa\0\0\0\3\1\0\1\0\0\0\3\0\xC0\1x";

	(void)state;
	assert_true(ssh_check_key("ssh-rsa", 7, good, sizeof good - 1));
	assert_false(ssh_check_key("ssh-rsa", 7, padded, sizeof padded - 1));
	assert_false(ssh_check_key("ssh-rsa", 7, negative, sizeof negative - 1));
	assert_false(ssh_check_key("ssh-rsa", 7, behind, sizeof behind - 1));
	for (size_t len = 0; len < sizeof good - 1; len++)
		assert_false(ssh_check_key("ssh-rsa", 7, good, len));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_entry),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_without_rules),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_shared_counts_for_neither),
		cmocka_unit_test(test_one_blob_a_key),
	};
	static struct CMUnitTest tests[2 * COUNT(rows) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		void *row = (void *)(uintptr_t)&rows[i];
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, row};
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row_as_openssh, NULL, NULL, row};
	}
	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	return cmocka_run_group_tests_name("signers", tests, signers_setup, signers_teardown);
}
