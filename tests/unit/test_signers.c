/* Signers' files and signatures, held against ssh-keygen itself with keys that it makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "evidence/base64.h"
#include "evidence/signers.h"
#include "evidence/ssh.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KEY1 "AAAAC3NzaC1lZDI1NTE5AAAAIGMpA/j2kLJ/0aICUoX3OwY6RfW0oc6zqgRIYdY0tn7c"
#define KEY2 "AAAAC3NzaC1lZDI1NTE5AAAAICqFSnYM1lHuBUJ4vEUEU2MIxHDOKFtIVg5gPrBOhkqs"
#define ED1 "ssh-ed25519 " KEY1
#define ED2 "ssh-ed25519 " KEY2
#define NS "namespaces=\"approval@mowners\""
#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define NOW INT64_C(1795352100) /* 2026-11-22T12:55:00Z */

static const char owners[] = "[mowners]\nversion = 1\n[rules]\naccountable = @lena\n[people]\n"
			     "@lena = Lena Fischer <lena@example.com>, email Fischer@Example.com\n"
			     "@marc = Marc Ode <marc@example.com>\n";

static struct {
	struct file_temp temp; /* keys, made once */
	struct rules *rules;
	size_t lena, marc;
} world;

/* ---- files ---- */

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

	{"windows line ends", "lena@example.com " NS " " ED1 "\r\nmarc@example.com " NS " " ED2 "\r\n",
	 "1:128 carriage-return", 0, 0},
	{"nul", "# a\0b\n", "1:4 nul", 0, 6},
	{"nul in a key", "lena@example.com " NS " " ED1 "\0\n", "1:128 nul", 0, 129},
	{"escape in a comment", "# a\x1B[31m\n", "1:4 control-character", 0, 0},
	{"c1", "# a\xC2\x9B\n", "1:4 control-character", 0, 0},
	{"turned round",
	 "# a\xE2\x80\xAE"
	 "b\n",
	 "1:4 invisible-character", 0, 0},
	{"byte order mark", "\xEF\xBB\xBF# a\n", "1:1 invisible-character", 0, 0},
	{"no utf-8", "# a\n# \xFF\n", "2:3 invalid-utf8", 0, 0},

	{"principal alone", "lena@example.com\n", "1:17 missing-public-key", 0, 0},
	{"no key", "lena@example.com " NS "\n", "1:47 missing-public-key", 0, 0},
	{"no base64", "lena@example.com " NS " ssh-ed25519\n", "1:59 missing-public-key", 0, 0},
	{"no e-mail", "lena " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"a handle", "@lena " NS " " ED1 "\n", "1:1 bad-principal", 0, 0},
	{"as in authorized_keys", ED1 " lena@example.com\n",
	 "1:1 bad-principal 1:13 unknown-option 1:98 missing-public-key", 0, 0},
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
	{"empty option", "lena@example.com " NS ", " ED1 "\n", "1:48 unknown-option", 0, 0},
	{"options with a space", "lena@example.com " NS ", valid-after=\"20260101\" " ED1 "\n",
	 "1:48 unknown-option 1:49 key-type", 0, 0},
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

	{"shared", "lena@example.com " NS " " ED1 "\nmarc@example.com " NS " " ED1 "\n", "2:0 shared", 2, 0},
	{"shared in one line", "lena@example.com,marc@example.com " NS " " ED1 "\n", "1:0 shared", 2, 0},
	{"shared by three, told once", "lena@example.com,marc@example.com,x@y " NS " " ED1 "\n", "1:0 shared", 3, 0},
	{"two e-mails of one person", "lena@example.com " NS " " ED1 "\nFISCHER@example.com " NS " " ED1 "\n", "", 2,
	 0},
	{"two cases of one e-mail", "lena@example.com " NS " " ED1 "\nLENA@example.com " NS " " ED1 "\n", "", 2, 0},
	{"shared with somebody unknown", "lena@example.com " NS " " ED1 "\nwho@example.com " NS " " ED1 "\n",
	 "2:0 shared", 2, 0},
	{"shared and expired",
	 "lena@example.com " NS " " ED1 "\nmarc@example.com " NS ",valid-before=\"20200101\" " ED1 "\n", "2:0 shared",
	 2, 0},
};

static void note(const struct mow_finding *finding, void *context)
{
	struct buf *out = context;

	assert_string_equal(finding->file, "OWNERS.signers");
	assert_int_equal(finding->severity, strcmp(finding->code, "shared") == 0 ? MOW_WARNING : MOW_ERROR);
	assert_null(strchr(finding->message, '\n'));
	assert_null(strchr(finding->message, '\x1B'));
	buf_addf(out, "%s%u:%u %s", out->len > 0 ? " " : "", finding->line, finding->column, finding->code);
}

static void parse(struct signers *out, const char *text, size_t len, struct buf *found)
{
	assert_int_equal(signers_parse(out, "OWNERS.signers", text, len, world.rules, found ? note : NULL, found, NULL),
			 MOW_OK);
}

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
	assert_int_equal(file_temp_add(&temp, &path, "allowed", row->text, strlen(row->text), NULL), MOW_OK);
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
	assert_int_equal(signers_parse(&signers, "OWNERS.signers", text, sizeof text - 1, NULL, note, &found, NULL),
			 MOW_OK);
	assert_string_equal(found.data, "2:0 shared");
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
	const struct signer *found = signers_find(&signers, world.rules, world.lena, "ssh-ed25519", KEY1, from);
	assert_non_null(found);
	assert_string_equal(found->principal, "fischer@example.com");
	assert_null(signers_find(&signers, world.rules, world.marc, "ssh-ed25519", KEY1, from));
	assert_null(signers_find(&signers, world.rules, world.lena, "ssh-ed25519", KEY1, end + 1));
	assert_null(signers_find(&signers, world.rules, world.lena, "ssh-rsa", KEY1, from));
	assert_null(signers_find(&signers, world.rules, world.lena, "ssh-ed25519", "AAAA", from));
	assert_null(signers_find(&signers, world.rules, RULES_NONE, "ssh-ed25519", KEY1, from));
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
	assert_null(signers_find(&signers, world.rules, world.lena, "ssh-ed25519", KEY1, NOW));
	assert_null(signers_find(&signers, world.rules, world.marc, "ssh-ed25519", KEY1, NOW));
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

/* ---- signatures ---- */

static int keygen(const char *const *argv)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = argv, .output = &output, .errors = &errors, .timeout = 120};

	assert_int_equal(child_run(&child, NULL), MOW_OK);
	return child.status;
}

static void path_of(struct buf *out, const char *name)
{
	buf_reset(out);
	buf_addf(out, "%s/%s", world.temp.path, name);
}

static void make_key(const char *name, const char *type, const char *bits, const char *passphrase)
{
	MOW_AUTO(buf) path = BUF_INIT;

	path_of(&path, name);
	const char *const argv[] = {"ssh-keygen", "-q", "-t",        type, "-b",      bits, "-N",
				    passphrase,   "-C", "a comment", "-f", path.data, NULL};
	assert_int_equal(keygen(argv), 0);
}

/* "TYPE BASE64" of a key that make_key made. */
static void public_of(struct buf *out, const char *name)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;

	path_of(&path, name);
	assert_int_equal(signers_public(&type, &key, path.data, NULL, NULL), MOW_OK);
	buf_addf(out, "%s %s", type.data, key.data);
}

/* A record by lena, signed with a key; the armour may be changed before it is read. */
static void make_record(struct buf *text, const char *by)
{
	buf_addf(text,
		 "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision approve\nas *\nby %s\n"
		 "made 2026-11-22T12:55:00Z\nexpires 2027-02-20T12:55:00Z\nstep 100644 " A40 " 100644 " B40 " a\n",
		 by);
}

static void sign_record(struct record *out, const char *by, const char *key)
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
static void list_key(struct buf *out, const char *who, const char *options, const char *name)
{
	buf_addf(out, "%s %s ", who, options);
	public_of(out, name);
	buf_addc(out, '\n');
}

static int verify_at(struct mow_error *err, const struct buf *file, const struct record *record, const char *revoked,
		     int64_t now)
{
	MOW_AUTO(signers) signers = {0};

	parse(&signers, file->data, file->len, NULL);
	const struct verifier verifier = {.signers = &signers, .revoked = revoked, .now = now};
	return signers_verify(&verifier, record, err);
}

static void expect(const struct buf *file, const struct record *record, int result, const char *says)
{
	struct mow_error err = {0};
	int got = verify_at(&err, file, record, NULL, NOW);

	if (got != result || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", got, err.message);
	if (result != MOW_OK)
		assert_non_null(strstr(err.message, "record "));
}

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
	for (size_t i = 0; i < COUNT(clocks); i++)
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
	assert_true(ssh_unarmour(&blob, record.armour, record.armour_len));
	for (size_t at = 0; at < blob.len; at += 7) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(record) changed = {0};
		buf_add(&text, record.text, record.text_len);
		blob.data[at] ^= 1;
		ssh_armour(&text, blob.data, blob.len);
		blob.data[at] ^= 1;
		assert_int_equal(record_parse(&changed, text.data, text.len, NULL), MOW_OK);
		assert_string_equal(changed.id, record.id);
		expect(&file, &changed, MOW_EDENIED, "");
	}
	for (size_t len = 1; len < blob.len; len += 11) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(record) changed = {0};
		buf_add(&text, record.text, record.text_len);
		ssh_armour(&text, blob.data, len);
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

static void make_krl(const char *name, const char *of)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;

	path_of(&path, name);
	path_of(&key, of);
	buf_adds(&key, ".pub");
	const char *const argv[] = {"ssh-keygen", "-q", "-k", "-f", path.data, key.data, NULL};
	assert_int_equal(keygen(argv), 0);
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
	expect(&file, &record, MOW_EUNSUPPORTED, "not supported yet");
}

static void with_path(const char *value)
{
	static char before[4096];

	if (value != NULL) {
		(void)snprintf(before, sizeof before, "%s", getenv("PATH"));
		(void)setenv("PATH", value, 1);
	} else {
		(void)setenv("PATH", before, 1);
	}
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
		assert_int_equal(file_temp_add(&temp, &path, "ssh-keygen", scripts[i], strlen(scripts[i]), NULL),
				 MOW_OK);
		assert_int_equal(chmod(path.data, 0700), 0);
		with_path(temp.path);
		int result = verify_at(NULL, &file, &record, NULL, NOW);
		with_path(NULL);
		assert_int_equal(result, MOW_EDENIED);
	}
}

/* ---- signing and keys ---- */

static void test_sign_as_keygen(void **state)
{
	MOW_AUTO(buf) ours = BUF_INIT;
	MOW_AUTO(buf) theirs = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;

	(void)state;
	path_of(&path, "ed25519"); /* the same bytes each time */
	const char *const argv[] = {"ssh-keygen", "-Y", "sign", "-n", SIGNERS_NAMESPACE, "-f", path.data, NULL};
	struct child child = {
		.argv = argv, .input = "text", .input_len = 4, .output = &theirs, .errors = &errors, .timeout = 60};
	assert_int_equal(child_run(&child, NULL), MOW_OK);
	buf_adds(&ours, "before ");
	assert_int_equal(signers_sign(&ours, path.data, "text", 4, NULL), MOW_OK);
	assert_string_equal(ours.data + 7, theirs.data);
	/* By the path of its public half too. */
	buf_adds(&path, ".pub");
	buf_reset(&ours);
	assert_int_equal(signers_sign(&ours, path.data, "text", 4, NULL), MOW_OK);
	assert_string_equal(ours.data, theirs.data);
}

static void expect_no_signature(const char *key, int result, const char *says)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};
	int got = signers_sign(&out, key, "text", 4, &err);

	if (got != result || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", got, err.message);
	assert_int_equal(out.len, 0);
}

static void test_sign_refused(void **state)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) literal = BUF_INIT;

	(void)state;
	(void)unsetenv("SSH_AUTH_SOCK");
	path_of(&path, "nothing");
	expect_no_signature(path.data, MOW_ENOTFOUND, "there is no signing key");
	path_of(&path, "alone.pub");
	expect_no_signature(path.data, MOW_ENOTFOUND, "ssh-add");
	public_of(&literal, "alone.pub");
	expect_no_signature(literal.data, MOW_ENOTFOUND, "ssh-add");
	expect_no_signature("key::ssh-ed25519 AAAA", MOW_EINVAL, "no whole public key");
	path_of(&path, "text");
	assert_int_equal(file_write(path.data, "hello\n", 6, 0600, NULL), MOW_OK);
	expect_no_signature(path.data, MOW_EINVAL, "no SSH key");
}

/* Runs with a session of its own, so that no terminal is asked for the passphrase. */
static void test_locked_key(void **state)
{
	MOW_AUTO(buf) path = BUF_INIT;

	(void)state;
	(void)unsetenv("SSH_AUTH_SOCK");
	(void)unsetenv("DISPLAY");
	(void)setenv("SSH_ASKPASS_REQUIRE", "force", 1);
	(void)setenv("SSH_ASKPASS", "/bin/false", 1);
	path_of(&path, "locked");
	expect_no_signature(path.data, MOW_ESYSTEM, "passphrase");
	(void)unsetenv("SSH_ASKPASS_REQUIRE");
	(void)unsetenv("SSH_ASKPASS");
}

/* An agent, in the foreground so that it ends with us. */
static void test_agent(void **state)
{
	MOW_AUTO(buf) socket = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) literal = BUF_INIT;
	MOW_AUTO(buf) prefixed = BUF_INIT;
	MOW_AUTO(buf) direct = BUF_INIT;
	MOW_AUTO(buf) by_agent = BUF_INIT;

	(void)state;
	path_of(&socket, "agent");
	path_of(&path, "ed25519");
	public_of(&literal, "ed25519");
	buf_addf(&prefixed, "key::%s a comment", literal.data);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)freopen("/dev/null", "w", stdout);
		(void)execlp("ssh-agent", "ssh-agent", "-D", "-a", socket.data, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 100 && access(socket.data, F_OK) != 0; i++)
		(void)usleep(20000);
	(void)setenv("SSH_AUTH_SOCK", socket.data, 1);
	const char *const argv[] = {"ssh-add", "-q", path.data, NULL};
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = argv, .environment = CHILD_USER, .errors = &errors, .timeout = 60};
	int added = child_run(&child, NULL);
	int one = signers_sign(&by_agent, literal.data, "text", 4, NULL);
	buf_adds(&direct, "");
	int two = signers_sign(&direct, prefixed.data, "text", 4, NULL);
	path_of(&path, "other");
	struct mow_error err = {0};
	MOW_AUTO(buf) not_there = BUF_INIT;
	MOW_AUTO(buf) none = BUF_INIT;
	public_of(&not_there, "other");
	int three = signers_sign(&none, not_there.data, "text", 4, &err);
	(void)unsetenv("SSH_AUTH_SOCK");
	(void)kill(pid, 15);
	assert_int_equal(added, MOW_OK);
	assert_int_equal(child.status, 0);
	assert_int_equal(one, MOW_OK);
	assert_int_equal(two, MOW_OK);
	assert_string_equal(by_agent.data, direct.data);
	assert_int_equal(three, MOW_ENOTFOUND);
	assert_non_null(strstr(err.message, "ssh-add"));
}

static void test_public(void **state)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	struct mow_error err = {0};

	(void)state;
	public_of(&expected, "rsa.pub");
	buf_adds(&type, "what was there before");
	path_of(&path, "rsa");
	assert_int_equal(signers_public(&type, &key, path.data, NULL, NULL), MOW_OK);
	assert_string_equal(type.data, "ssh-rsa");
	assert_string_equal(key.data, strchr(expected.data, ' ') + 1);
	/* A private key whose .pub is gone still tells, even with a passphrase on it. */
	MOW_AUTO(buf) locked = BUF_INIT;
	public_of(&locked, "locked");
	path_of(&path, "locked.pub");
	assert_int_equal(rename(path.data, world.temp.path), -1);
	assert_int_equal(unlink(path.data), 0);
	path_of(&path, "locked");
	assert_int_equal(signers_public(&type, &key, path.data, NULL, NULL), MOW_OK);
	assert_string_equal(key.data, strchr(locked.data, ' ') + 1);
	/* Home. */
	assert_int_equal(signers_public(&type, &key, "~/rsa", world.temp.path, NULL), MOW_OK);
	assert_string_equal(type.data, "ssh-rsa");
	assert_int_equal(signers_public(&type, &key, "~/rsa", NULL, &err), MOW_EINVAL);
	assert_string_equal(type.data, "ssh-rsa");
	/* Literals. */
	assert_int_equal(signers_public(&type, &key, "key::" ED1, NULL, NULL), MOW_OK);
	assert_string_equal(key.data, KEY1);
	assert_int_equal(signers_public(&type, &key, ED2 " with a comment", NULL, NULL), MOW_OK);
	assert_string_equal(key.data, KEY2);
}

static void test_key_path(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(signers_key_path(&out, "~/a", "/home/x", NULL), MOW_OK);
	assert_string_equal(out.data, "/home/x/a");
	buf_reset(&out);
	assert_int_equal(signers_key_path(&out, "/k", NULL, NULL), MOW_OK);
	assert_string_equal(out.data, "/k");
	assert_int_equal(signers_key_path(&out, "~/a", "", NULL), MOW_EINVAL);
}

static int set_up(void **state)
{
	MOW_AUTO(buf) from = BUF_INIT;
	MOW_AUTO(buf) to = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;

	(void)state;
	if (file_temp_init(&world.temp, NULL) ||
	    rules_parse(&world.rules, owners, sizeof owners - 1, NULL, NULL, NULL) || world.rules->broken)
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

static int tear_down(void **state)
{
	(void)state;
	rules_free(world.rules);
	file_temp_release(&world.temp);
	return 0;
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
		cmocka_unit_test(test_kinds_of_keys),
		cmocka_unit_test(test_not_listed),
		cmocka_unit_test(test_key_of_somebody_else),
		cmocka_unit_test(test_second_email),
		cmocka_unit_test(test_shared_key),
		cmocka_unit_test(test_broken_file),
		cmocka_unit_test(test_dates_of_keys),
		cmocka_unit_test(test_any_clock),
		cmocka_unit_test(test_other_bytes),
		cmocka_unit_test(test_damaged_signature),
		cmocka_unit_test(test_unsigned),
		cmocka_unit_test(test_other_namespace),
		cmocka_unit_test(test_revoked),
		cmocka_unit_test(test_revoked_unreadable),
		cmocka_unit_test(test_witness),
		cmocka_unit_test(test_no_keygen),
		cmocka_unit_test(test_false_keygen),
		cmocka_unit_test(test_sign_as_keygen),
		cmocka_unit_test(test_sign_refused),
		cmocka_unit_test(test_locked_key),
		cmocka_unit_test(test_agent),
		cmocka_unit_test(test_public),
		cmocka_unit_test(test_key_path),
	};
	static struct CMUnitTest tests[2 * COUNT(rows) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
		if (rows[i].count > 0)
			tests[count++] = (struct CMUnitTest){rows[i].name, test_row_as_openssh, NULL, NULL,
							     (void *)(uintptr_t)&rows[i]};
	}
	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	/* Only as many as there are: the rest of the array is empty. */
	return _cmocka_run_group_tests("signers", tests, count, set_up, tear_down);
}
