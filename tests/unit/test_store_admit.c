/* Which new records a push to the store may bring. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/record/armour.h"
#include "guard_fixture.h"

#define FRONT "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision "
#define BACK "as *\nby lena@example.com\nmade " MADE "\nexpires " EXPIRES "\n"
#define STEP "step 100644 " A40 " 100644 " B40 " new\n"

/* A record under another's id. */
static void test_guard_wrong_id(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;

	(void)state;
	approve(&record, "new");
	bytes_of(&bytes, &record);
	memcpy(record.id, ID64, DIGEST_HEX);
	index_record("guard", &bytes, &record);
	expect_denied("is stored under another id, 0123456789ab");
}

/* Bytes that are no record, with the index of one that is. */
static void expect_malformed(const struct buf *bytes, const struct record *indexed)
{
	MOW_AUTO(record) record = {0};

	record.id[0] = '\0';
	memcpy(&record, indexed, sizeof record);
	record.arena = (struct arena){0};
	index_start("guard", guard.old_hex);
	index_record("guard", bytes, &record);
	expect_denied("is not well formed");
	record = (struct record){0};
}

static void test_guard_malformed(void **state)
{
	MOW_AUTO(record) good = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) wrapped = BUF_INIT;

	(void)state;
	approve(&good, "new");
	buf_adds(&text, "mowners-approval 1\ntarget refs/heads/main\ntarget refs/heads/main\n");
	expect_malformed(&text, &good);
	buf_reset(&text);
	buf_adds(&text, "hello\n");
	expect_malformed(&text, &good);
	buf_reset(&text);
	expect_malformed(&text, &good);
	/* The armour in other rows: the text is the same, and ssh-keygen would take it. */
	size_t begin = strlen(ARMOUR_BEGIN);
	buf_add(&wrapped, good.text, good.text_len);
	buf_add(&wrapped, good.armour, begin + 35);
	buf_addc(&wrapped, '\n');
	buf_add(&wrapped, good.armour + begin + 35, good.armour_len - begin - 35);
	expect_malformed(&wrapped, &good);
	buf_reset(&wrapped);
	bytes_of(&wrapped, &good);
	buf_addc(&wrapped, '\n');
	expect_malformed(&wrapped, &good);
}

static void test_guard_unsigned(void **state)
{
	(void)state;
	put_approval("lena@example.com", "new", "");
	expect_denied("is not signed");
}

struct kind {
	const char *name, *text;
	const char *denied; /* NULL: it is let in */
};

static const struct kind kinds[] = {
	{"guard: a stop", FRONT "stop\n" BACK "reason no\n" STEP, NULL},
	{"guard: a stop of paths", FRONT "stop\n" BACK "reason no\npath /brand/\n", NULL},
	{"guard: a withdrawal", FRONT "withdraw\n" BACK "record " ID64 "\n", NULL},
	{"guard: an override", FRONT "override\n" BACK "reason fire\n" STEP, NULL},
	{"guard: an override of a move", FRONT "override\n" BACK "reason fire\nmove " A40 " " Z40 "\n", NULL},
	{"guard: a request", FRONT "request\n" BACK STEP, NULL},
	{"guard: a witness",
	 FRONT "approve\nas *\nby lena@example.com\nwitness ci@example.com gitlab!42 review 77 head " A40 "\nmade " MADE
	       "\nexpires " EXPIRES "\n" STEP,
	 "whom [mowners] witness in OWNERS does not name"},
};

static void test_guard_kind(void **state)
{
	const struct kind *kind = *state;

	guard_setup(NULL);
	put_signed(kind->text, "lena");
	if (kind->denied != NULL)
		expect_denied(kind->denied);
	else
		expect_good();
}

/* Every push reads all stops, so a long one is not taken. */
static void put_stop(size_t count)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) step = BUF_INIT;
	char path[80];

	buf_adds(&text, FRONT "stop\n" BACK "reason no\n");
	for (size_t i = 0; i < count; i++) {
		buf_reset(&step);
		(void)snprintf(path, sizeof path, "%06zu", i);
		step_line(&step, path);
		buf_add(&text, step.data, step.len);
	}
	index_start("guard", guard.old_hex);
	put_signed(text.data, "lena");
}

static void test_guard_long_stop(void **state)
{
	(void)state;
	put_stop(8000);
	expect_good();
	put_stop(10000);
	expect_denied("mowners stop --path PATTERN instead");
}

static void put_dated(const char *made, const char *expires)
{
	char text[1024];

	(void)snprintf(text, sizeof text, FRONT "approve\nas *\nby lena@example.com\nmade %s\nexpires %s\n" STEP, made,
		       expires);
	index_start("guard", guard.old_hex);
	put_signed(text, "lena");
}

static void test_guard_dates(void **state)
{
	(void)state;
	put_dated("2026-11-22T12:54:00Z", MADE);
	expect_denied("expired on 2026-11-22");
	put_dated("2026-11-22T12:54:00Z", "2026-11-22T12:55:01Z");
	expect_good();
	put_dated("2026-11-22T13:00:00Z", EXPIRES);
	expect_good();
	put_dated("2026-11-22T13:00:01Z", EXPIRES);
	expect_denied("was made in the future");
}

static void test_guard_signatures(void **state)
{
	struct mow_error err = {0};

	(void)state;
	put_approval("lena@example.com", "new", "marc");
	expect_denied("is signed with the key of marc@example.com");
	index_start("guard", guard.old_hex);
	put_approval("lena@example.com", "new", "stranger");
	expect_denied("does not list");
	index_start("guard", guard.old_hex);
	put_approval("lena@example.com", "new", "lena-old");
	expect_denied("was valid until");
	index_start("guard", guard.old_hex);
	put_approval("eve@example.com", "new", "stranger");
	expect_denied("add the key of eve@example.com");
	index_start("guard", guard.old_hex);
	put_approval("lena@example.com", "new", "lena");
	world.verifier.revoked = "krl";
	int result = ask(&err);
	world.verifier.revoked = NULL;
	assert_int_equal(result, MOW_EDENIED);
	assert_non_null(strstr(err.message, "has been revoked"));
}

/* The signature of one record on another. */
static void test_guard_other_bytes(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) mixed = {0};

	(void)state;
	approve(&one, "new");
	approve(&two, "other");
	buf_add(&text, one.text, one.text_len);
	buf_add(&text, two.armour, two.armour_len);
	parse(&mixed, &text);
	index_record("guard", &text, &mixed);
	expect_denied("over these bytes");
}

static void test_guard_without_keys(void **state)
{
	struct mow_error err = {0};
	struct oid tree, commit;

	(void)state;
	tree = index_tree("guard");
	commit = commit_tree("guard", &tree, guard.parent);
	assert_int_equal(store_guard(guard.repo, &guard.old_commit, &commit, &(struct verifier){.now = NOW}, &err),
			 MOW_EDENIED);
	assert_non_null(strstr(err.message, "no new record"));
	put_approval("lena@example.com", "new", "lena");
	tree = index_tree("guard");
	commit = commit_tree("guard", &tree, guard.parent);
	assert_int_equal(store_guard(guard.repo, &guard.old_commit, &commit, &(struct verifier){.now = NOW}, &err),
			 MOW_EDENIED);
	assert_non_null(strstr(err.message, "OWNERS.signers"));
}

/* No process for what can be told without: the last of three is bad, and there is no ssh-keygen to ask about the
 * others. */
static void test_guard_cheap_first(void **state)
{
	struct mow_error err = {0};
	char path[4096];

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	put_approval("lena@example.com", "other", "lena");
	struct oid good_tree = index_tree("guard");
	struct oid good = commit_tree("guard", &good_tree, guard.parent);
	put_approval("lena@example.com", "third", "");
	struct oid bad_tree = index_tree("guard");
	struct oid bad = commit_tree("guard", &bad_tree, guard.parent);
	(void)snprintf(path, sizeof path, "%s", getenv("PATH"));
	(void)setenv("PATH", "/nowhere", 1);
	int of_good = ask_commit(&good, NULL);
	int of_bad = ask_commit(&bad, &err);
	(void)setenv("PATH", path, 1);
	assert_int_equal(of_good, MOW_ENOTFOUND);
	assert_int_equal(of_bad, MOW_EDENIED);
	assert_non_null(strstr(err.message, "is not signed"));
}

static void test_guard_large(void **state)
{
	(void)state;
	sh("head -c 16777217 /dev/zero | git -C guard hash-object -w --stdin >large-blob");
	index_put("guard", "100644", sh_out("cat large-blob"), "records/" ID64);
	expect_denied("it has more than 16777216 bytes");
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		GUARD(test_guard_wrong_id),    GUARD(test_guard_malformed),    GUARD(test_guard_unsigned),
		GUARD(test_guard_long_stop),   GUARD(test_guard_dates),        GUARD(test_guard_signatures),
		GUARD(test_guard_other_bytes), GUARD(test_guard_without_keys), GUARD(test_guard_cheap_first),
		GUARD(test_guard_large),
	};
	static struct CMUnitTest tests[COUNT(others) + COUNT(kinds)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < COUNT(kinds); i++)
		tests[count++] = (struct CMUnitTest){kinds[i].name, test_guard_kind, NULL, guard_teardown,
						     (void *)(uintptr_t)&kinds[i]};
	return cmocka_run_group_tests_name("store_admit", tests, store_setup, store_teardown);
}
