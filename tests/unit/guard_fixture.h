/* The guard of a store: candidates for a push, made by hand, and what it says of them. Include after cmocka.h. */
#ifndef MOW_TESTS_GUARD_FIXTURE_H
#define MOW_TESTS_GUARD_FIXTURE_H

#include "store_fixture.h"

/* A store with one record, and the state of the hand-made index on top of it: each test begins with that. */
FIXTURE_UNUSED static struct {
	struct repo *repo;
	struct record old;
	char old_hex[OID_HEX];
	struct oid old_commit;
	char parent[60]; /* "-p HEX" */
} guard;

FIXTURE_UNUSED static int guard_setup(void **state)
{
	(void)state;
	sh("rm -rf guard && git init -q -b main guard");
	guard.repo = open_repo("guard");
	approve(&guard.old, "old");
	add(guard.repo, &guard.old);
	struct oid root;
	root_of(&root, &guard.old_commit, guard.repo);
	oid_format(guard.old_hex, &guard.old_commit);
	(void)snprintf(guard.parent, sizeof guard.parent, "-p %s", guard.old_hex);
	index_start("guard", guard.old_hex);
	return 0;
}

FIXTURE_UNUSED static int guard_teardown(void **state)
{
	record_release(&guard.old);
	repo_free(guard.repo);
	guard.repo = NULL;
	return fixture_return(state);
}

FIXTURE_UNUSED static int ask_commit(const struct oid *commit, struct mow_error *err)
{
	return store_guard(guard.repo, &guard.old_commit, commit, &world.verifier, err);
}

/* The hand-made index, committed on the old store. */
FIXTURE_UNUSED static int ask(struct mow_error *err)
{
	struct oid tree = index_tree("guard");
	struct oid commit = commit_tree("guard", &tree, guard.parent);

	return ask_commit(&commit, err);
}

FIXTURE_UNUSED static void expect_denied(const char *says)
{
	struct mow_error err = {0};
	int result = ask(&err);

	if (result != MOW_EDENIED || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", result, err.message);
}

FIXTURE_UNUSED static void expect_good(void)
{
	struct mow_error err = {0};

	must(ask(&err), &err);
}

/* A record of any text, signed by a key ("" not at all), put into the tree. */
FIXTURE_UNUSED static void put_signed(const char *text, const char *key)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};

	buf_adds(&bytes, text);
	if (key[0] != '\0')
		sign_text(&bytes, key);
	parse(&record, &bytes);
	index_record("guard", &bytes, &record);
}

FIXTURE_UNUSED static void put_approval(const char *by, const char *path, const char *key)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) step = BUF_INIT;

	step_line(&step, path);
	make_text(&text, by, step.data);
	put_signed(text.data, key);
}

/* The lines of a record whose file is as it was signed. */
FIXTURE_UNUSED static void lines_of(struct store_items *out, const struct record *record)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	bytes_of(&bytes, record);
	struct oid blob = sh_object("guard", "blob", bytes.data, bytes.len);
	assert_int_equal(store_lines_add(out, record, &blob), 0);
}

#define GUARD(test) cmocka_unit_test_setup_teardown(test, guard_setup, guard_teardown)

#endif
