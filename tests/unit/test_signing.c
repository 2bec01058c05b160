/* Signing with keys in files and in an agent, and their public halves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>

#include "base/file_write.h"
#include "signers_fixture.h"

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
	expect_no_signature(path.data, MOW_ESYSTEM, "was not given, or is another one");
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
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(126);
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
	/* The folder of these tests holds back other signals, and the agent took that over. */
	(void)kill(pid, 9);
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sign_as_keygen), cmocka_unit_test(test_sign_refused),
		cmocka_unit_test(test_locked_key),     cmocka_unit_test(test_agent),
		cmocka_unit_test(test_public),         cmocka_unit_test(test_key_path),
	};

	return cmocka_run_group_tests_name("signing", tests, signers_setup, signers_teardown);
}
