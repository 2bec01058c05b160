/* Gathering approvals from a store that somebody has been at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "approvals_fixture.h"

/* A file of the store by hand: `from` as shell says it. */
static void put_by_hand(const char *from, const char *path)
{
	sh("cd r && b=$(%s | git hash-object -w --stdin) && export GIT_INDEX_FILE=$PWD/../hand && "
	   "{ git read-tree " STORE_REF " 2>/dev/null || git read-tree --empty; } && "
	   "f=$(echo mowners-store 2 | git hash-object -w --stdin) && "
	   "git update-index --add --cacheinfo 100644,$f,format --cacheinfo 100644,$b,%s && git update-ref " STORE_REF
	   " $(git commit-tree -m x $(git write-tree))",
	   from, path);
}

static const char *hash(const char *text, size_t digits)
{
	static char hashes[3][DIGEST_HEX];
	static size_t next;
	char *out = hashes[next++ % 3];

	(void)snprintf(out, DIGEST_HEX, "%s", sh_out("printf '%%s' '%s' | sha256sum | cut -c1-%zu", text, digits));
	return out;
}

/* The index has one line, for a.txt, with this blob. */
static void put_line(const char *blob)
{
	char command[400];

	(void)snprintf(command, sizeof command, "echo %s%s %s %s", hash("", 8), hash("a.txt", 8), hash("step", 16),
		       blob);
	put_by_hand(command, "index");
}

#define ID64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NO_BLOB "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"

static const char *blob_of(const char *id)
{
	static char blob[OID_HEX];

	(void)snprintf(blob, sizeof blob, "%s", sh_out("git -C r rev-parse " STORE_REF ":records/%s", id));
	return blob;
}

static void test_index(void **state)
{
	MOW_AUTO(steps) steps = {0};
	struct approvals_request request;
	char id[DIGEST_HEX], blob[OID_HEX];

	(void)state;
	put_line(NO_BLOB);
	expect(NONE, "the record in blob 9f3c0a1b2c3d cannot be read, so it does not count");
	begin(NULL);
	/* A record of other steps under this one's line is what it says, not what the index says. */
	list_steps(&steps, &world.first, &world.change);
	memcpy(id, put((struct spec){.steps = &steps, .only = "c.txt"}), sizeof id);
	put_line(blob_of(id));
	expect(NONE, NULL);
	begin(NULL);
	/* One that says the right thing, and that nobody let in. */
	memcpy(id, put((struct spec){0}), sizeof id);
	memcpy(blob, blob_of(id), sizeof blob);
	expect(ALL, NULL);
	begin(NULL);
	put_line(blob);
	expect(NONE, "is not among the records of the store");
	assert_int_equal(keygen_runs(), 0);
	begin(NULL);
	/* One that is there, and that no line names. */
	put((struct spec){0});
	put_line(NO_BLOB);
	expect(NONE, "cannot be read");
	begin(NULL);
	/* What may be a stop blocks. */
	put_by_hand("echo x", "stops/" ID64);
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED,
		       "record 0123456789ab may be a stop of this change and cannot be read");
	begin(NULL);
	put_by_hand("echo x", "stops/readme");
	request = request_of(NULL);
	expect_failure(&request, MOW_EDENIED, "stops/readme is not named after an id, which may hide a stop");
}

/* The same text in several files, all of which the index names: what takes it back is not lost. */
static void test_several_files(void **state)
{
	char id[DIGEST_HEX];

	(void)state;
	memcpy(id, put((struct spec){0}), sizeof id);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id});
	sh("git -C r show " STORE_REF ":records/%s | sed '/^-----BEGIN/,$d' >text && "
	   "git -C r show " STORE_REF ":index >lines && cp lines all && for key in marc nell; do "
	   "ssh-keygen -q -Y sign -n approval@mowners -f $key <text 2>/dev/null | cat text - >other && "
	   "b=$(git -C r hash-object -w ../other) && sed \"s/ [0-9a-f]*$/ $b/\" lines >>all; done && "
	   "LC_ALL=C sort all >sorted",
	   id);
	put_by_hand("cat ../sorted", "index");
	assert_string_equal(sh_out("wc -l <sorted | tr -d ' '"), "9");
	const struct approvals_request request = request_of(NULL);
	MOW_AUTO(approvals) approvals = {0};
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.count, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_index, begin),
		cmocka_unit_test_setup(test_several_files, begin),
	};

	return cmocka_run_group_tests_name("approvals_store", tests, setup, teardown);
}
