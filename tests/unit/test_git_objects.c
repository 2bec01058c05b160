#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

static struct buf text = BUF_INIT;
static struct arena arena;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && git init -q -b main h");
	return 0;
}

static int teardown(void **state)
{
	buf_release(&text);
	arena_release(&arena);
	return fixture_teardown(state);
}

static void blobs(void **state)
{
	struct repo *repo = open_repo("r");
	struct oid oid;
	struct oid tree;
	struct mow_error err = {0, ""};

	(void)state;
	assert_int_equal(repo_write_blob(&oid, repo, "ab\0c", 4, NULL), 0);
	struct oid want = sh_oid("printf 'ab\\000c' | git -C r hash-object --stdin");
	assert_true(oid_equal(&oid, &want));
	buf_reset(&text);
	buf_adds(&text, "before ");
	assert_int_equal(repo_blob(&text, repo, &oid, 4, NULL), 0);
	assert_int_equal(text.len, 11);
	assert_memory_equal(text.data, "before ab\0c", 11);
	assert_int_equal(repo_blob(&text, repo, &oid, 3, &err), MOW_ETOOBIG);
	assert_int_equal(text.len, 11);
	want = (struct oid){{1}};
	assert_int_equal(repo_blob(&text, repo, &want, 3, &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "git fsck"));
	tree = sh_oid("git -C r mktree </dev/null");
	assert_int_equal(repo_blob(&text, repo, &tree, 3, &err), MOW_EGIT);
	assert_int_equal(repo_write_blob(&oid, repo, "", 0, NULL), 0);
	buf_reset(&text);
	assert_int_equal(repo_blob(&text, repo, &oid, 0, NULL), 0);
	assert_int_equal(text.len, 0);
	repo_free(repo);
}

/* An object whose bytes are not those of its id: git does not look when it reads, we do. */
static void corrupt_blob(void **state)
{
	struct repo *repo = open_repo("r");
	struct oid good;
	struct oid evil;
	char hex[2][OID_HEX];
	struct mow_error err = {0, ""};

	(void)state;
	assert_int_equal(repo_write_blob(&good, repo, "[rules] good", 12, NULL), 0);
	assert_int_equal(repo_write_blob(&evil, repo, "[rules] evil", 12, NULL), 0);
	oid_format(hex[0], &good);
	oid_format(hex[1], &evil);
	sh("cd r/.git/objects && cp -f %.2s/%s %.2s/%s", hex[1], hex[1] + 2, hex[0], hex[0] + 2);
	buf_reset(&text);
	assert_int_equal(repo_blob(&text, repo, &good, 100, &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "corrupt"));
	assert_int_equal(text.len, 0);
	repo_free(repo);
}

/* Author lines as they should not be. `name`, `email`: what git log says; NULL: git log says nothing of use. */
static void authors(void **state)
{
	static const struct {
		const char *line;
		const char *name;
		const char *email;
	} rows[] = {
		{"Ann <ann@example.com> 1 +0000", "Ann", "ann@example.com"},
		{"Ann  B.  <ann@example.com> 1 +0000", "Ann  B.", "ann@example.com"},
		{" <ann@example.com> 1 +0000", "", "ann@example.com"},
		{"<ann@example.com> 1 +0000", "", "ann@example.com"},
		{"Ann <> 1 +0000", "Ann", ""},
		{"Ann <a@x> <b@y> 1 +0000", "Ann", "a@x"},
		{"Ann <a<b@y> 1 +0000", "Ann", "a<b@y"},
		{"Ann <a@x>> 1 +0000", "Ann", "a@x"},
		{"Ann <a@x>1 +0000", "Ann", "a@x"},
		{"Ann <a@x>", "Ann", "a@x"},
		{"\xff\xfe <\xff@x> 1 +0000", "\xff\xfe", "\xff@x"},
		{"Ann 1700000000 +0100", "Ann", ""},
		{"Ann Lee", "Ann Lee", ""},
		{"1700000000 +0100", "", ""},
		{"Ann <a@x 1 +0000", "Ann", ""},
		{"Ann a@x> 1 +0000", "Ann a@x>", ""},
		{"", "", ""},
		{"> Ann < 1 +0000", "> Ann", ""},
	};
	struct repo *repo = open_repo("h");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		struct commit commit;
		buf_reset(&text);
		buf_addf(&text, "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor %s\ncommitter %s\n\nm\n",
			 rows[i].line, rows[i].line);
		struct oid oid = sh_object("h", "commit", text.data, text.len);
		if (repo_commit(&commit, &arena, repo, &oid, &err) != 0)
			fail_msg("%s: %s", rows[i].line, err.message);
		if (strcmp(commit.author_name, rows[i].name) != 0 || strcmp(commit.author_email, rows[i].email) != 0)
			fail_msg("%s: \"%s\" \"%s\"", rows[i].line, commit.author_name, commit.author_email);
		if (rows[i].email[0] != '\0') {
			char hex[OID_HEX];
			oid_format(hex, &oid);
			assert_string_equal(sh_out("git -C h log -1 --format=%%ae --encoding=none %s 2>/dev/null", hex),
					    rows[i].email);
		}
	}
	repo_free(repo);
}

static void malformed_commits(void **state)
{
#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define WHO "author A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n"
	static const struct {
		const char *bytes;
		size_t len;
		int code;
	} rows[] = {
		{"", 0, MOW_EDENIED},
		{"\n\nx", 3, MOW_EDENIED},
		{WHO "\nm\n", sizeof WHO "\nm\n" - 1, MOW_EDENIED},
		{"tree 4b825dc642cb6eb9a060e54bf8d69288fbee490\n" WHO "\nm\n", sizeof TREE WHO "\nm\n" - 2,
		 MOW_EDENIED},
		{TREE "parent 12\n" WHO "\nm\n", sizeof TREE "parent 12\n" WHO "\nm\n" - 1, MOW_EDENIED},
		{TREE "author A\0B <a@x> 1 +0000\n\nm\n", sizeof TREE "author A\0B <a@x> 1 +0000\n\nm\n" - 1,
		 MOW_EDENIED},
		{TREE, sizeof TREE - 1, 0},
		{TREE "\n", sizeof TREE, 0},
		{TREE WHO, sizeof TREE WHO - 1, 0},
		{TREE WHO "\nm\0hidden\n", sizeof TREE WHO "\nm\0hidden\n" - 1, 0},
		{TREE WHO "gpgsig -----BEGIN\n author X <x@x> 1 +0000\n\nm",
		 sizeof TREE WHO "gpgsig -----BEGIN\n author X <x@x> 1 +0000\n\nm" - 1, 0},
	};
	struct repo *repo = open_repo("h");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		struct commit commit = {.message = "untouched"};
		struct oid tree;
		struct oid oid = sh_object("h", "commit", rows[i].bytes, rows[i].len);
		int result = repo_commit(&commit, &arena, repo, &oid, &err);
		if (result != rows[i].code)
			fail_msg("row %zu: %d, %s", i, result, err.message);
		if (result != 0)
			assert_string_equal(commit.message, "untouched");
		else
			assert_int_equal(repo_commit_tree(&tree, repo, &oid, &err), 0);
		if (i == 9)
			assert_string_equal(commit.message, "m");
		if (i == 10)
			assert_string_equal(commit.author_email, "a@x");
	}
	repo_free(repo);
}

static void signatures(void **state)
{
	static const struct {
		const char *bytes, *signature, *payload;
	} rows[] = {
		{TREE WHO "\nm\n", "", TREE WHO "\nm\n"},
		{TREE WHO "gpgsig -A\n b\n -C\n\nm\n", "-A\nb\n-C\n", TREE WHO "\nm\n"},
		{TREE "gpgsig -A\n  b\n \n" WHO "encoding x\n\ngpgsig z\n", "-A\n b\n\n",
		 TREE WHO "encoding x\n\ngpgsig z\n"},
		{TREE WHO "other a\n gpgsig b\n\nm\n", "", TREE WHO "other a\n gpgsig b\n\nm\n"},
		/* Of two nobody knows which is meant. */
		{TREE WHO "gpgsig a\ngpgsig b\n\nm\n", "", TREE WHO "\nm\n"},
		{TREE WHO "gpgsig a\ngpgsig-sha256 b\n\nm\n", "", TREE WHO "gpgsig-sha256 b\n\nm\n"},
		{TREE WHO "gpgsig a", "a", TREE WHO},
	};
	MOW_AUTO(buf) payload = BUF_INIT;
	MOW_AUTO(buf) signature = BUF_INIT;
	struct repo *repo = open_repo("h");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct oid oid = sh_object("h", "commit", rows[i].bytes, strlen(rows[i].bytes));
		assert_int_equal(repo_commit_signature(&payload, &signature, repo, &oid, NULL), 0);
		assert_string_equal(signature.data, rows[i].signature);
		assert_string_equal(payload.data, rows[i].payload);
	}
	repo_free(repo);
}

static void many_parents(void **state)
{
	struct repo *repo = open_repo("h");
	struct commit commit;

	(void)state;
	for (size_t count = COMMIT_PARENTS_MAX; count <= COMMIT_PARENTS_MAX + 1; count++) {
		buf_reset(&text);
		buf_adds(&text, TREE);
		for (size_t i = 0; i < count; i++)
			buf_addf(&text, "parent %040zx\n", i + 1);
		buf_adds(&text, WHO "\nm\n");
		struct oid oid = sh_object("h", "commit", text.data, text.len);
		assert_int_equal(repo_commit(&commit, &arena, repo, &oid, NULL), 0);
		assert_int_equal(commit.parent_count, count);
		assert_int_equal(commit.parents[count - 1].bytes[18], 1);
		assert_int_equal(repo_commit_brought(&commit, &arena, repo, &oid, NULL),
				 count <= COMMIT_PARENTS_MAX ? 0 : MOW_EDENIED);
	}
	buf_reset(&text);
	buf_adds(&text, TREE WHO "\n");
	buf_pad(&text, 'x', COMMIT_SIZE_MAX - text.len);
	struct oid oid = sh_object("h", "commit", text.data, text.len);
	assert_int_equal(repo_commit_brought(&commit, &arena, repo, &oid, NULL), 0);
	buf_addc(&text, 'x');
	oid = sh_object("h", "commit", text.data, text.len);
	assert_int_equal(repo_commit_brought(&commit, &arena, repo, &oid, NULL), MOW_EDENIED);
	assert_int_equal(repo_commit(&commit, &arena, repo, &oid, NULL), 0);
	assert_int_equal(strlen(commit.message), strspn(commit.message, "x"));
	repo_free(repo);
}

static void writes_commits(void **state)
{
	(void)state;
	sh("git init -q w");
	struct repo *repo = open_repo("w");
	struct commit_text what = {
		.name = "Ann <x>\n", .email = "ann@example.com", .time = 1700000000, .message = "first\n"};
	struct oid tree = sh_oid("git -C w mktree </dev/null");
	struct oid first;
	struct oid second;
	struct commit commit;
	char hex[OID_HEX];

	assert_int_equal(repo_write_commit(&first, repo, &(struct commit_draft){&tree, NULL, 0, &what}, NULL), 0);
	what.message = "second\n\nbody\n";
	struct oid parents[2] = {first, first};
	assert_int_equal(repo_write_commit(&second, repo, &(struct commit_draft){&tree, parents, 2, &what}, NULL), 0);
	oid_format(hex, &second);
	assert_string_equal(
		sh_out("git -C w log -1 --format='%%an|%%ae|%%cn|%%ce|%%at|%%ct|%%B|%%T' %s", hex),
		"Ann x|ann@example.com|Ann x|ann@example.com|1700000000|1700000000|second\n\nbody\n|4b825dc642cb6eb9a060e54bf8d69288fbee4904");
	sh("git -C w fsck --strict --no-dangling 2>fsck >fsck2 && ! grep -q error fsck");
	assert_int_equal(repo_commit(&commit, &arena, repo, &second, NULL), 0);
	assert_int_equal(commit.parent_count, 2);
	assert_true(oid_equal(&commit.parents[1], &first));
	assert_true(oid_equal(&commit.tree, &tree));
	assert_true(oid_equal(&commit.id, &second));
	assert_string_equal(commit.author_name, "Ann x");
	assert_string_equal(commit.message, "second\n\nbody\n");
	assert_int_equal(commit.time, 1700000000);
	repo_free(repo);
}

static int put_commit(const struct oid *oid, void *context)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(context, "%s\n", hex);
	return 0;
}

static int stop_at_third(const struct oid *oid, void *context)
{
	int *count = context;

	(void)oid;
	return ++*count == 3 ? 17 : 0;
}

/* A random graph of 60 commits; dates not always in order, or in none at all. */
static void make_graph(const char *dir, bool wild)
{
	struct buf stream = BUF_INIT;
	char command[256];

	fixture_seed = 11;
	for (uint32_t i = 1; i <= 60; i++) {
		buf_addf(&stream, "commit refs/heads/c%u\nmark :%u\ncommitter C <c@x> %u +0000\ndata 1\nx\n", i, i,
			 wild ? 1 + roll(2) * 1000000000 + roll(100) : 1700000000 + i * 100 - roll(300));
		if (i > 2) {
			uint32_t first = i - 1 - roll(i < 6 ? i - 2 : 4);
			buf_addf(&stream, "from :%u\n", first);
			for (uint32_t k = roll(3); k > 0; k--) {
				uint32_t other = 1 + roll(i - 1);
				if (other != first)
					buf_addf(&stream, "merge :%u\n", other);
			}
		}
		buf_addf(&stream, "M 100644 inline f%u\ndata 1\ny\n", i % 7);
	}
	(void)snprintf(command, sizeof command, "git init -q %s && git -C %s fast-import --quiet", dir, dir);
	sh_in(command, &stream);
	buf_release(&stream);
}

static void compare_walks(const char *dir)
{
	struct repo *repo = open_repo(dir);
	for (int i = 0; i < 40; i++) {
		uint32_t a = 1 + roll(60), b = 1 + roll(60), c = 1 + roll(60);
		struct oid tip = sh_oid("git -C %s rev-parse c%u", dir, a);
		struct oid hide[2] = {sh_oid("git -C %s rev-parse c%u", dir, b),
				      sh_oid("git -C %s rev-parse c%u", dir, c)};
		struct buf sorted = BUF_INIT;
		struct buf want = BUF_INIT;
		char command[256];
		char hidden[32];
		size_t count = (size_t)i % 3;
		(void)snprintf(hidden, sizeof hidden, count > 1 ? "c%u c%u" : "c%u", b, c);
		buf_reset(&text);
		assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, hide, count}, put_commit, &text, NULL),
				 0);
		/* Two whole histories: between two commits git goes by dates itself. */
		(void)snprintf(
			command, sizeof command,
			"cd %s && git rev-list c%u | sort >all && git rev-list --branches=none %s | sort >hidden && "
			"comm -23 all hidden",
			dir, a, count > 0 ? hidden : "");
		assert_int_equal(fixture_run(&want, command), 0);
		sh_in("sort >sorted", &text);
		assert_int_equal(fixture_run(&sorted, "cat sorted"), 0);
		assert_string_equal(sorted.data, want.data);
		/* Children before their parents. */
		struct oid oid;
		for (size_t at = 0; at < text.len; at += OID_HEX) {
			struct commit commit;
			assert_true(oid_parse(&oid, text.data + at, 40));
			assert_int_equal(repo_commit(&commit, &arena, repo, &oid, NULL), 0);
			for (size_t k = 0; k < commit.parent_count; k++) {
				char hex[OID_HEX];
				oid_format(hex, &commit.parents[k]);
				const char *place = strstr(text.data, hex);
				assert_true(place == NULL || place > text.data + at);
			}
		}
		buf_release(&sorted);
		buf_release(&want);
	}
	int count = 0;
	struct oid tip = sh_oid("git -C %s rev-parse c60", dir);
	assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, NULL, 0}, stop_at_third, &count, NULL), 17);
	assert_int_equal(count, 3);
	repo_free(repo);
}

static void compare_bases(void)
{
	struct repo *repo = open_repo("graph");
	int unrelated = 0;

	for (uint32_t i = 0; i < 40; i++) {
		uint32_t a = 1 + roll(60), b = 1 + roll(60);
		struct oid first = sh_oid("git -C graph rev-parse c%u", a);
		struct oid second = sh_oid("git -C graph rev-parse c%u", b);
		struct oid base = {{0}};
		struct mow_error err = {0, ""};
		char hex[OID_HEX];
		char command[128];
		struct buf want = BUF_INIT;
		bool is = false;
		int result = repo_merge_base(&base, repo, &first, &second, &err);
		(void)snprintf(command, sizeof command, "git -C graph merge-base --all c%u c%u", a, b);
		int status = fixture_run(&want, command);
		assert_int_equal(result, status != 0 ? MOW_ENOTFOUND : want.len > OID_HEX ? MOW_EDENIED : 0);
		oid_format(hex, &base);
		if (status == 0)
			assert_non_null(strstr(want.data, hex));
		else
			unrelated++;
		/* Where there is one, that; where there are none or several, zeros. */
		struct oid only = {{5}};
		assert_int_equal(repo_merge_base_only(&only, repo, &first, &second, &err), 0);
		if (want.len == OID_HEX)
			assert_true(oid_equal(&only, &base));
		else
			assert_true(oid_is_zero(&only));
		assert_int_equal(repo_is_ancestor(&is, repo, &first, &second, &err), 0);
		(void)snprintf(command, sizeof command, "git -C graph merge-base --is-ancestor c%u c%u", a, b);
		assert_int_equal(is, fixture_run(NULL, command) == 0);
		assert_int_equal(repo_is_ancestor(&is, repo, &first, &first, &err), 0);
		assert_true(is);
		buf_release(&want);
	}
	struct oid one = sh_oid("git -C graph rev-parse c1");
	struct oid two = sh_oid("git -C graph rev-parse c2");
	struct oid base = {{5}};
	assert_int_equal(repo_merge_base(&base, repo, &one, &two, NULL), MOW_ENOTFOUND);
	assert_int_equal(base.bytes[0], 5);
	struct oid missing = {{3}};
	struct mow_error err = {0, ""};
	assert_int_equal(repo_merge_base(&base, repo, &one, &missing, &err), MOW_EGIT);
	assert_int_equal(repo_merge_base_only(&base, repo, &one, &missing, &err), MOW_EGIT);
	/* Each commit on the way is paid for, also where they have nothing in common. */
	struct budget budget;
	struct oid tip = sh_oid("git -C graph rev-parse c60");
	budget_init(&budget, (uint64_t)10 << 10, (uint64_t)1 << 20);
	repo_set_budget(repo, &budget);
	assert_int_equal(repo_merge_base_only(&base, repo, &one, &tip, &err), MOW_ETOOBIG);
	repo_set_budget(repo, NULL);
	assert_int_equal(repo_walk(repo, &(struct commit_range){&missing, NULL, 0}, put_commit, &text, &err), MOW_EGIT);
	repo_free(repo);
}

static void walks_as_git(void **state)
{
	(void)state;
	make_graph("graph", false);
	make_graph("wild", true);
	compare_walks("graph");
	compare_walks("wild");
	compare_bases();
}

/* More sides than are asked about at once, each from another commit of the target; a commit that is too old hides one.
 */
static void walks_many_sides(void **state)
{
	enum { SIDES = 100 };
	struct buf stream = BUF_INIT;
	(void)state;

	for (uint32_t i = 1; i <= SIDES; i++) {
		uint32_t numbers[] = {i, 200 + i, 400 + i}, from[] = {i - 1, i, i > 1 ? 399 + i : i};
		for (size_t k = 0; k < 3; k++) {
			buf_addf(&stream, "commit refs/heads/c%zu\nmark :%u\ncommitter C <c@x> %u +0000\ndata 1\nx\n",
				 k, numbers[k], 1700000000 + i * 10 + (uint32_t)k);
			if (from[k] > 0)
				buf_addf(&stream, "from :%u\n", from[k]);
		}
		buf_addf(&stream, "merge :%u\n", 200 + i);
	}
	buf_adds(&stream, "commit refs/heads/old\ncommitter C <c@x> 1 +0000\ndata 1\nx\nfrom :270\n");
	sh("git init -q sides");
	sh_in("git -C sides fast-import --quiet", &stream);
	struct repo *repo = open_repo("sides");
	struct oid tip = sh_oid("git -C sides rev-parse c2");
	struct oid hide[] = {sh_oid("git -C sides rev-parse c0"), sh_oid("git -C sides rev-parse old")};
	for (size_t hidden = 1; hidden <= 2; hidden++) {
		buf_reset(&text);
		assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, hide, hidden}, put_commit, &text, NULL),
				 0);
		assert_int_equal(text.len, (2 * SIDES + 1 - hidden) * OID_HEX);
	}
	repo_free(repo);
	buf_release(&stream);
}

/* With the files by which git speeds up walks and look-ups. */
static void walks_with_commit_graph(void **state)
{
	(void)state;
	sh("git -C graph repack -adq && git -C graph commit-graph write --reachable --changed-paths 2>/dev/null && "
	   "git -C graph multi-pack-index write 2>/dev/null");
	compare_walks("graph");
	compare_bases();
}

static void alternates(void **state)
{
	(void)state;
	sh("git clone -q --shared --bare graph shared.git && git -C shared.git count-objects | grep -q '^0 objects'");
	struct repo *repo = open_repo("shared.git");
	struct oid tip = sh_oid("git -C graph rev-parse c60");
	buf_reset(&text);
	assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, NULL, 0}, put_commit, &text, NULL), 0);
	assert_in_range(text.len, 10 * OID_HEX, 60 * OID_HEX);
	repo_free(repo);
	/* By the environment, relative to the folder that we are in when it is read. */
	sh("git init -q --bare void.git");
	setenv("GIT_DIR", "void.git", 1);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", "nowhere:graph/.git/objects", 1);
	assert_int_equal(repo_open(&repo, NULL, REPO_FROM_ENV, NULL), 0);
	unsetenv("GIT_DIR");
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	assert_int_equal(chdir("void.git"), 0);
	struct buf again = BUF_INIT;
	assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, NULL, 0}, put_commit, &again, NULL), 0);
	assert_string_equal(again.data, text.data);
	const char *arguments[] = {"rev-list", "--count", again.data, NULL};
	again.data[40] = '\0';
	struct buf said = BUF_INIT;
	assert_int_equal(repo_git(&said, repo, arguments, NULL), 0);
	repo_free(repo);
	buf_release(&again);
	buf_release(&said);
	assert_int_equal(chdir(".."), 0);
}

static void shallow(void **state)
{
	struct mow_error err = {0, ""};
	struct oid base;
	bool is = false;

	(void)state;
	sh("git init -q -b main deep && cd deep && for i in 1 2 3 4 5 6; do git commit -q --allow-empty -m $i; done && git branch old HEAD~5 && "
	   "git checkout -q -b side HEAD~1 && git commit -q --allow-empty -m s && cd .. && "
	   "git clone -q --depth 3 --no-single-branch file://$PWD/deep cut && git -C cut worktree add -q --detach ../cuttree");
	struct oid tip = sh_oid("git -C deep rev-parse main");
	struct oid side = sh_oid("git -C deep rev-parse side");
	struct oid fork = sh_oid("git -C deep rev-parse main~1");
	struct oid old = sh_oid("git -C deep rev-parse old");
	static const char *const dirs[] = {"cut", "cuttree"};
	for (size_t i = 0; i < 2; i++) {
		struct repo *repo = open_repo(dirs[i]);
		assert_true(repo_is_shallow(repo));
		/* What the history that is there can answer is answered. */
		assert_int_equal(repo_merge_base(&base, repo, &tip, &side, &err), 0);
		assert_true(oid_equal(&base, &fork));
		assert_int_equal(repo_is_ancestor(&is, repo, &fork, &tip, &err), 0);
		assert_true(is);
		buf_reset(&text);
		assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, &fork, 1}, put_commit, &text, &err), 0);
		assert_int_equal(text.len, OID_HEX);
		/* What was cut off is not taken for an answer. */
		assert_int_equal(repo_merge_base(&base, repo, &tip, &old, &err), MOW_ENOTFOUND);
		assert_non_null(strstr(err.message, "fetch-depth: 0"));
		assert_int_equal(repo_is_ancestor(&is, repo, &old, &tip, &err), MOW_EGIT);
		assert_non_null(strstr(err.message, "GIT_DEPTH: 0"));
		struct commit commit;
		struct oid edge = sh_oid("git -C cut rev-list --max-parents=0 origin/main | head -1");
		assert_int_equal(repo_commit(&commit, &arena, repo, &edge, &err), 0);
		assert_int_equal(commit.parent_count, 1);
		const struct oid before = commit.parents[0];
		assert_int_equal(repo_commit(&commit, &arena, repo, &before, &err), MOW_EGIT);
		assert_non_null(strstr(err.message, "--unshallow"));
		/* The commit at the edge is all that lies behind the one before it; of those above it that is git's to
		 * say. */
		buf_reset(&text);
		assert_int_equal(repo_walk(repo, &(struct commit_range){&edge, &before, 1}, put_commit, &text, &err),
				 0);
		assert_int_equal(text.len, OID_HEX);
		assert_int_equal(repo_walk(repo, &(struct commit_range){&tip, &before, 1}, put_commit, &text, &err),
				 MOW_EGIT);
		repo_free(repo);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blobs),
		cmocka_unit_test(corrupt_blob),
		cmocka_unit_test(authors),
		cmocka_unit_test(malformed_commits),
		cmocka_unit_test(signatures),
		cmocka_unit_test(many_parents),
		cmocka_unit_test(writes_commits),
		cmocka_unit_test(walks_as_git),
		cmocka_unit_test(walks_many_sides),
		cmocka_unit_test(walks_with_commit_graph),
		cmocka_unit_test(alternates),
		cmocka_unit_test(shallow),
	};

	return cmocka_run_group_tests_name("git_objects", tests, setup, teardown);
}
