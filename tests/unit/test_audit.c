/* The audit chain: its entries as text, adding, looking up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/clock.h"
#include "evidence/audit/audit.h"
#include "git_fixture.h"

#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define Z40 "0000000000000000000000000000000000000000"
#define ID1 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ID2 "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NOW INT64_C(1795352100) /* 2026-11-22T12:55:00Z */

#define HEAD "mowners-audit 1\nat 2026-11-22T12:55:00Z\n"
#define WHOLE                                                                                                    \
	HEAD "pusher gitea lena%20f\nrules " A40 "\ndefault refs/heads/main\nref " A40 " " B40                   \
	     " refs/heads/main\nverdict approved\nrecord " ID1 "\nrecord " ID2 "\noverride " ID1 "\nsquash " A40 \
	     " " B40 "\nref " Z40 " " B40 " refs/heads/caf%C3%A9\nreceived request " ID2 "\nproblem no%20disk\n"

#define REF HEAD "pusher -\nrules " A40 "\ndefault -\nref " A40 " " B40 " refs/heads/main\nverdict approved\n"

static void test_text(void **state)
{
	struct mow_error err = {0};
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) out = BUF_INIT;
	struct audit_entry entry;

	(void)state;
	assert_int_equal(audit_parse(&entry, &arena, WHOLE, &err), MOW_OK);
	assert_string_equal(entry.pusher, "lena f");
	assert_int_equal(entry.at, NOW);
	assert_int_equal(entry.ref_count, 2);
	assert_int_equal(entry.refs[0].record_count, 2);
	assert_int_equal(entry.refs[0].squash_count, 1);
	assert_int_equal(entry.refs[1].squash_count, 0);
	assert_null(entry.refs[1].verdict);
	assert_int_equal(entry.arrivals[0].decision, RECORD_REQUEST);
	assert_string_equal(entry.problem, "no disk");
	assert_int_equal(audit_format(&out, &entry, &err), MOW_OK);
	assert_string_equal(out.data, WHOLE);
}

static void test_text_that_is_none(void **state)
{
	static const char *const texts[] = {
		"",
		"mowners-audit 2\n",
		"mowners-audit 1",
		HEAD,
		HEAD "pusher -\nrules " A40 "\n",
		HEAD "pusher gitea -\nrules " A40 "\ndefault -\nref " A40 " " B40
		     " refs/heads/main\nverdict approved\n",
		HEAD "pusher gitea %2D\nrules x\ndefault -\n",
		HEAD "pusher lena\nrules " A40 "\ndefault -\n",
		HEAD "pusher gitea %zz\nrules " A40 "\ndefault -\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nref " A40 " " B40 "\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nref " A40 " " B40 " -\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nverdict approved\n",
		REF "squash " A40 "\n",
		REF "squash " A40 " " B40 " \n",
		REF "squash " A40 " x" B40 "\n",
		REF "squash " A40 " " B40 "\nrecord " ID1 "\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nsquash " A40 " " B40 "\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nref " A40 " " B40 " refs/heads/a\nverdict good\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nref " A40 " " B40 " refs/heads/a\nrecord 12\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nreceived kiss " ID1 "\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nreceived request\n",
		HEAD "pusher -\nrules " A40 "\ndefault -\nmore\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		MOW_AUTO(arena) arena = {0};
		struct mow_error err = {0};
		struct audit_entry entry;
		if (audit_parse(&entry, &arena, texts[i], &err) != MOW_EINVAL)
			fail_msg("text %zu is taken", i);
		assert_true(err.message[0] != '\0');
	}
}

static void begin_repository(struct repo **repo)
{
	struct mow_error err = {0};

	sh("rm -rf %s/r && git init -q --bare -b main %s/r", fixture_dir, fixture_dir);
	char path[128];
	(void)snprintf(path, sizeof path, "%s/r", fixture_dir);
	if (repo_open(repo, path, REPO_FROM_DIR, &err) != MOW_OK)
		fail_msg("%s", err.message);
}

static int count_entry(const struct audit_entry *entry, const struct oid *commit, void *context)
{
	(void)commit;
	assert_null(entry->problem);
	++*(size_t *)context;
	return MOW_OK;
}

static void test_chain(void **state)
{
	MOW_AUTO_PTR(repo) repo = NULL;
	struct mow_error err = {0};
	struct audit_tips tips;
	int64_t moment = 0;
	size_t count = 0;
	bool was = true;

	(void)state;
	begin_repository(&repo);
	assert_int_equal(audit_received(&moment, repo, NULL, ID1, &err), MOW_ENOTFOUND);
	assert_int_equal(audit_begin(repo, NOW, &err), MOW_OK);
	assert_int_equal(audit_begin(repo, NOW, &err), MOW_OK);
	for (unsigned i = 0; i < 200; i++) {
		char id[DIGEST_HEX];
		struct audit_arrival arrival = {id, RECORD_REQUEST};
		struct audit_ref ref = {.name = "refs/heads/main"};
		const struct audit_entry entry = {.at = NOW + i,
						  .branch = "refs/heads/main",
						  .refs = &ref,
						  .ref_count = 1,
						  .arrivals = &arrival,
						  .arrival_count = 1};
		(void)snprintf(id, sizeof id, "%064x", i % 150 * 2654435761U);
		ref.new.bytes[0] = (unsigned char)i;
		ref.new.bytes[19] = 1;
		if (audit_add(repo, &entry, &err) != MOW_OK)
			fail_msg("%s", err.message);
		assert_int_equal(audit_received(&moment, repo, NULL, id, &err), MOW_OK);
		assert_int_equal(moment, NOW + i % 150); /* the first time counts */
	}
	assert_int_equal(audit_tips_open(&tips, repo, NULL, &err), MOW_OK);
	struct oid tip = {{7}};
	tip.bytes[19] = 1;
	assert_int_equal(audit_was_tip(&was, &tips, &tip, &err), MOW_OK);
	assert_true(was);
	tip.bytes[19] = 2;
	assert_int_equal(audit_was_tip(&was, &tips, &tip, &err), MOW_OK);
	assert_false(was);
	assert_int_equal(audit_received(&moment, repo, NULL, ID1, &err), MOW_ENOTFOUND);
	assert_int_equal(audit_received(&moment, repo, NULL, "12", &err), MOW_EINVAL);
	assert_int_equal(audit_each(repo, NULL, count_entry, &count, &err), MOW_OK);
	assert_int_equal(count, 201);
}

static void test_two_at_once(void **state)
{
	MOW_AUTO_PTR(repo) repo = NULL;
	struct mow_error err = {0};
	size_t count = 0;

	(void)state;
	begin_repository(&repo);
	for (int child = 0; child < 4; child++) {
		if (fork() != 0)
			continue;
		MOW_AUTO_PTR(repo) own = NULL;
		char path[128];
		int failed = 0;
		(void)snprintf(path, sizeof path, "%s/r", fixture_dir);
		failed |= repo_open(&own, path, REPO_FROM_DIR, &err);
		for (int i = 0; failed == 0 && i < 10; i++)
			failed |= audit_add(own, &(struct audit_entry){.at = NOW + i}, &err);
		_exit(failed != 0);
	}
	for (int child = 0; child < 4; child++) {
		int status = 1;
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(audit_each(repo, NULL, count_entry, &count, &err), MOW_OK);
	assert_int_equal(count, 40);
}

static void test_what_lies_there_is_no_entry(void **state)
{
	MOW_AUTO_PTR(repo) repo = NULL;
	struct mow_error err = {0};
	int64_t moment;

	(void)state;
	begin_repository(&repo);
	sh("cd %s/r && echo x | git hash-object -w --stdin > b && printf '100644 blob %%s\\tx\\n' $(cat b) | git mktree > t && "
	   "git update-ref " AUDIT_REF " $(echo x | git commit-tree $(cat t))",
	   fixture_dir);
	assert_int_equal(audit_received(&moment, repo, NULL, ID1, &err), MOW_EINVAL);
	assert_int_equal(audit_add(repo, &(struct audit_entry){.at = NOW}, &err), MOW_EINVAL);
}

/* The copy of a remote's chain goes forward, and nowhere else. */
static void test_copy(void **state)
{
	struct mow_error err = {0};
	struct oid first, second, other, copy = {{1}}, blob;
	int64_t moment = 0;

	(void)state;
	MOW_AUTO_PTR(repo) repo = NULL;
	begin_repository(&repo);
	assert_int_equal(audit_copy(&copy, repo, "origin", &err), MOW_OK);
	assert_true(oid_is_zero(&copy));
	assert_int_equal(audit_begin(repo, NOW, &err), MOW_OK);
	first = sh_oid("git -C %s/r rev-parse " AUDIT_REF, fixture_dir);
	struct audit_arrival arrival = {ID1, RECORD_REQUEST};
	const struct audit_entry entry = {.at = NOW + 7, .arrivals = &arrival, .arrival_count = 1};
	assert_int_equal(audit_add(repo, &entry, &err), MOW_OK);
	second = sh_oid("git -C %s/r rev-parse " AUDIT_REF, fixture_dir);
	other = sh_oid("cd %s/r && git commit-tree -m x " AUDIT_REF "^{tree}", fixture_dir);
	blob = sh_oid("cd %s/r && echo x | git hash-object -w --stdin", fixture_dir);
	sh("git -C %s/r update-ref -d " AUDIT_REF, fixture_dir);
	const struct {
		const struct oid *theirs;
		int result;
		const struct oid *kept;
		const char *says;
	} steps[] = {
		{&(struct oid){{0}}, MOW_OK, &(struct oid){{0}}, ""},
		{&blob, MOW_EDENIED, &(struct oid){{0}}, AUDIT_REF " of origin is no audit"},
		{&first, MOW_OK, &first, ""},
		{&second, MOW_OK, &second, ""},
		{&second, MOW_OK, &second, ""},
		{&first, MOW_EDENIED, &second, "does not go on from what was fetched before"},
		{&other, MOW_EDENIED, &second, "git update-ref -d refs/mowners-remotes/origin/audit"},
		{&blob, MOW_EDENIED, &second, "is no audit"},
		{&(struct oid){{0}}, MOW_OK, &second, ""},
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct mow_error why = {0};
		assert_int_equal(audit_take(repo, "origin", steps[i].theirs, &why), steps[i].result);
		assert_int_equal(audit_copy(&copy, repo, "origin", &err), MOW_OK);
		if (!oid_equal(&copy, steps[i].kept) || strstr(why.message, steps[i].says) == NULL)
			fail_msg("step %zu: %s", i, why.message);
	}
	assert_int_equal(audit_received(&moment, repo, "origin", ID1, &err), MOW_OK);
	assert_int_equal(moment, NOW + 7);
	assert_int_equal(audit_received(&moment, repo, NULL, ID1, &err), MOW_ENOTFOUND);
	assert_int_equal(audit_received(&moment, repo, "elsewhere", ID1, &err), MOW_ENOTFOUND);
}

/* What was fetched to the ref itself is taken where it goes on from the copy. */
static void test_copy_and_own(void **state)
{
	struct mow_error err = {0};
	int64_t moment = 0;

	(void)state;
	MOW_AUTO_PTR(repo) repo = NULL;
	begin_repository(&repo);
	assert_int_equal(audit_begin(repo, NOW, &err), MOW_OK);
	struct oid first = sh_oid("git -C %s/r rev-parse " AUDIT_REF, fixture_dir);
	assert_int_equal(audit_take(repo, "origin", &first, &err), MOW_OK);
	struct audit_arrival arrival = {ID1, RECORD_REQUEST};
	const struct audit_entry entry = {.at = NOW + 7, .arrivals = &arrival, .arrival_count = 1};
	assert_int_equal(audit_add(repo, &entry, &err), MOW_OK);
	assert_int_equal(audit_received(&moment, repo, "origin", ID1, &err), MOW_OK);
	sh("cd %s/r && git update-ref " AUDIT_REF " $(git commit-tree -m x " AUDIT_REF "^{tree})", fixture_dir);
	assert_int_equal(audit_received(&moment, repo, "origin", ID1, &err), MOW_ENOTFOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_text_that_is_none),
		cmocka_unit_test(test_chain),
		cmocka_unit_test(test_two_at_once),
		cmocka_unit_test(test_what_lies_there_is_no_entry),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_copy_and_own),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
