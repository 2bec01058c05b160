/* The store in real repositories, with real keys, real pushes, and its guard against what must not get in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/error.h"
#include "base/file.h"
#include "evidence/ssh.h"
#include "evidence/store.h"
#include "git/tree.h"
#include "git_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define Z40 "0000000000000000000000000000000000000000"
#define ID64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define EMPTY_BLOB "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
#define NOW INT64_C(1795352100) /* 2026-11-22T12:55:00Z */
#define MADE "2026-11-22T12:55:00Z"
#define EXPIRES "2027-02-20T12:55:00Z"

static const struct commit_text commit_text = {"Lena", "lena@example.com", NOW, "approve"};
static const struct oid none;

static struct {
	struct signers signers;
	struct verifier verifier;
} world;

/* ---- records ---- */

static void make_key(const char *name)
{
	sh("ssh-keygen -q -t ed25519 -N '' -C x -f %s/%s", fixture_dir, name);
}

static void make_text(struct buf *out, const char *by, const char *lines)
{
	buf_addf(out,
		 "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision approve\nas *\nby %s\nmade " MADE
		 "\nexpires " EXPIRES "\n%s",
		 by, lines);
}

static void step_line(struct buf *out, const char *path)
{
	buf_addf(out, "step 100644 " A40 " 100644 " B40 " %s\n", path);
}

static void sign_text(struct buf *text, const char *key)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) armour = BUF_INIT;
	struct mow_error err = {0};

	buf_addf(&path, "%s/%s", fixture_dir, key);
	if (signers_sign(&armour, path.data, text->data, text->len, &err))
		fail_msg("%s", err.message);
	buf_add(text, armour.data, armour.len);
}

static void parse(struct record *out, const struct buf *text)
{
	struct mow_error err = {0};

	if (record_parse(out, text->data, text->len, &err))
		fail_msg("%s", err.message);
}

/* Lena's approval of one path. */
static void approve(struct record *out, const char *path)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) step = BUF_INIT;

	step_line(&step, path);
	make_text(&text, "lena@example.com", step.data);
	sign_text(&text, "lena");
	parse(out, &text);
}

static void add(struct repo *repo, const struct record *record)
{
	struct mow_error err = {0};

	if (store_add(repo, record, 1, &commit_text, &err))
		fail_msg("%s", err.message);
}

static void root_of(struct oid *root, struct oid *commit, struct repo *repo)
{
	assert_int_equal(store_root(root, commit, repo, NULL), MOW_OK);
}

static size_t find(struct repo *repo, const char *line)
{
	MOW_AUTO(store_ids) ids = {0};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	assert_int_equal(store_find(&ids, repo, &root, line, strlen(line), NULL), MOW_OK);
	return ids.count;
}

static bool holds(const char *dir, const struct record *record)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);
	MOW_AUTO(record) read = {0};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	return store_read(&read, repo, &root, record->id, NULL) == MOW_OK;
}

/* ---- adding, finding, reading ---- */

/* The layout as the manual page has it, told by coreutils and git. */
static void test_layout(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) expected = BUF_INIT;
	static const char *const lines[] = {"step 100644 " A40 " 100644 " B40 " brand/logo.svg", "at brand/logo.svg"};

	(void)state;
	sh("git init -q -b main layout");
	MOW_AUTO_PTR(repo) repo = open_repo("layout");
	approve(&record, "brand/logo.svg");
	add(repo, &record);
	for (size_t i = 0; i < COUNT(lines); i++) {
		const char *hex = sh_out("printf '%%s' '%s' | sha256sum | cut -c1-64", lines[i]);
		buf_addf(&expected, "100644 blob " EMPTY_BLOB "\tindex/%.2s/%.2s/%.60s/%s\n", hex, hex + 2, hex + 4,
			 record.id);
	}
	write_file("text", record.text);
	assert_string_equal(sh_out("sha256sum <text | cut -c1-64"), record.id);
	sh("git -C layout cat-file blob refs/mowners/approvals:records/%.2s/%.62s >whole", record.id, record.id + 2);
	FILE *file = fopen("whole.expected", "w");
	assert_non_null(file);
	(void)fprintf(file, "%s%s", record.text, record.armour);
	assert_int_equal(fclose(file), 0);
	sh("cmp whole whole.expected");
	sh("git -C layout ls-tree -r refs/mowners/approvals index | sort >have");
	FILE *want = popen("sort >want", "w");
	assert_non_null(want);
	(void)fputs(expected.data, want);
	assert_int_equal(pclose(want), 0);
	sh("cmp have want");
	assert_string_equal(sh_out("git -C layout ls-tree -r --name-only refs/mowners/approvals | wc -l"), "3");
	sh("git -C layout fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
	assert_string_equal(sh_out("git -C layout log -1 --format='%%an %%ae %%s' refs/mowners/approvals"),
			    "Lena lena@example.com approve");
}

static void test_add_and_find(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) read = {0};
	MOW_AUTO(store_ids) ids = {0};
	struct oid root, first, second;

	(void)state;
	sh("git init -q -b main find");
	MOW_AUTO_PTR(repo) repo = open_repo("find");
	assert_int_equal(find(repo, "at a"), 0);
	assert_int_equal(store_read(&read, repo, &none, ID64, NULL), MOW_ENOTFOUND);
	approve(&one, "a");
	MOW_AUTO(buf) text = BUF_INIT;
	make_text(&text, "marc@example.com",
		  "step 000000 " Z40 " 100644 " B40 " a\nstep 100644 " A40 " 000000 " Z40 " b%20c\n");
	sign_text(&text, "marc");
	parse(&two, &text);
	add(repo, &one);
	root_of(&root, &first, repo);
	add(repo, &two);
	root_of(&root, &second, repo);
	assert_string_equal(sh_out("git -C find log --format=%%p -1 refs/mowners/approvals | wc -w"), "1");
	assert_int_equal(find(repo, "at a"), 2);
	assert_int_equal(find(repo, "at b%20c"), 1);
	assert_int_equal(find(repo, "at b c"), 0);
	assert_int_equal(find(repo, "step 100644 " A40 " 100644 " B40 " a"), 1);
	assert_int_equal(find(repo, "step 000000 " Z40 " 100644 " B40 " a"), 1);
	assert_int_equal(find(repo, "path"), 0);
	/* Sorted, behind what is there. */
	assert_int_equal(store_find(&ids, repo, &root, "at b%20c", 8, NULL), MOW_OK);
	assert_int_equal(store_find(&ids, repo, &root, "at a", 4, NULL), MOW_OK);
	assert_int_equal(ids.count, 3);
	assert_string_equal(ids.items[0], two.id);
	assert_true(strcmp(ids.items[1], ids.items[2]) < 0);
	assert_int_equal(store_read(&read, repo, &root, two.id, NULL), MOW_OK);
	assert_string_equal(read.by, "marc@example.com");
	assert_string_equal(read.armour, two.armour);
	assert_int_equal(store_read(&read, repo, &root, ID64, NULL), MOW_ENOTFOUND);
	assert_int_equal(store_read(&read, repo, &root, "../../x", NULL), MOW_ENOTFOUND);
	/* What is there already makes no commit. */
	add(repo, &one);
	struct oid third;
	root_of(&root, &third, repo);
	assert_true(oid_equal(&second, &third));
	assert_false(oid_equal(&first, &second));
}

static void test_add_several(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};

	(void)state;
	sh("git init -q -b main several");
	MOW_AUTO_PTR(repo) repo = open_repo("several");
	approve(&one, "a");
	approve(&two, "b");
	const struct record records[] = {one, two, one};
	assert_int_equal(store_add(repo, records, 3, &commit_text, NULL), MOW_OK);
	assert_string_equal(sh_out("git -C several rev-list --count refs/mowners/approvals"), "1");
	assert_int_equal(find(repo, "at a"), 1);
	assert_int_equal(find(repo, "at b"), 1);
	assert_int_equal(store_add(repo, NULL, 0, &commit_text, NULL), MOW_OK);
}

static void test_add_unsigned(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error err = {0};

	(void)state;
	sh("git init -q -b main unsigned");
	MOW_AUTO_PTR(repo) repo = open_repo("unsigned");
	make_text(&text, "lena@example.com", "step 100644 " A40 " 100644 " B40 " a\n");
	parse(&record, &text);
	assert_int_equal(store_add(repo, &record, 1, &commit_text, &err), MOW_EINVAL);
	assert_non_null(strstr(err.message, "is not signed"));
	assert_string_equal(sh_out("git -C unsigned for-each-ref | wc -l"), "0");
}

/* Several processes, one repository. */
static void test_add_at_once(void **state)
{
	enum { ADDERS = 6 };
	struct record records[ADDERS] = {{0}};
	pid_t pids[ADDERS];

	(void)state;
	sh("git init -q -b main atonce");
	for (int i = 0; i < ADDERS; i++) {
		const char path[2] = {(char)('a' + i), '\0'};
		approve(&records[i], path);
	}
	for (int i = 0; i < ADDERS; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			struct repo *repo = NULL;
			int result = repo_open(&repo, "atonce", false, NULL);
			_exit(result || store_add(repo, &records[i], 1, &commit_text, NULL) ? 1 : 0);
		}
	}
	for (int i = 0; i < ADDERS; i++) {
		int status = -1;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < ADDERS; i++) {
		assert_true(holds("atonce", &records[i]));
		record_release(&records[i]);
	}
}

/* ---- trees by hand ---- */

static void index_start(const char *dir, const char *from)
{
	sh("rm -f %s/.git/by-hand && git -C %s hash-object -w -t blob /dev/null >object-id", dir, dir);
	if (from[0] != '\0')
		sh("cd %s && GIT_INDEX_FILE=.git/by-hand git read-tree %s", dir, from);
}

static void index_put(const char *dir, const char *mode, const char *oid, const char *path)
{
	sh("cd %s && GIT_INDEX_FILE=.git/by-hand git update-index --add --cacheinfo %s,%s,%s", dir, mode, oid, path);
}

static void index_drop(const char *dir, const char *path)
{
	sh("cd %s && GIT_INDEX_FILE=.git/by-hand git update-index --force-remove %s", dir, path);
}

static struct oid index_tree(const char *dir)
{
	return sh_oid("cd %s && GIT_INDEX_FILE=.git/by-hand git write-tree", dir);
}

static struct oid commit_tree(const char *dir, const struct oid *tree, const char *parents)
{
	char hex[OID_HEX];

	oid_format(hex, tree);
	return sh_oid("cd %s && git commit-tree -m x %s %s </dev/null", dir, hex, parents);
}

static const char *blob_of(char out[OID_HEX], const char *dir, const char *bytes, size_t len)
{
	struct oid oid = sh_object(dir, "blob", bytes, len);

	oid_format(out, &oid);
	return out;
}

struct putting {
	const char *dir, *id;
	size_t left_out; /* the number of a line that is not indexed; SIZE_MAX: none */
	size_t count;
};

static int put_line(const char *line, size_t len, void *context)
{
	struct putting *putting = context;
	char hex[DIGEST_HEX];
	char path[200];

	digest_hex(hex, line, len);
	(void)snprintf(path, sizeof path, "index/%.2s/%.2s/%.60s/%.64s", hex, hex + 2, hex + 4, putting->id);
	if (putting->count++ != putting->left_out)
		index_put(putting->dir, "100644", EMPTY_BLOB, path);
	return 0;
}

static void record_path(char out[80], const char *id)
{
	(void)snprintf(out, 80, "records/%.2s/%.62s", id, id + 2);
}

/* A record with its index into the tree by hand, whatever is wrong with it. */
static void index_record(const char *dir, const struct buf *bytes, const struct record *record)
{
	char hex[OID_HEX];
	char path[80];
	struct putting putting = {dir, record->id, SIZE_MAX, 0};

	record_path(path, record->id);
	index_put(dir, "100644", blob_of(hex, dir, bytes->data, bytes->len), path);
	assert_int_equal(record_each_line(record, put_line, &putting), 0);
}

static void bytes_of(struct buf *out, const struct record *record)
{
	buf_add(out, record->text, record->text_len);
	buf_add(out, record->armour, record->armour_len);
}

/* What is found is not trusted. */
static void test_read_garbage(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) read = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(store_ids) ids = {0};
	char hex[OID_HEX];
	char path[80];
	char line_id[DIGEST_HEX];
	char odd[400];

	(void)state;
	sh("git init -q -b main garbage");
	MOW_AUTO_PTR(repo) repo = open_repo("garbage");
	approve(&record, "a");
	bytes_of(&bytes, &record);
	index_start("garbage", "");
	/* Under another id; unsigned; no record; a program; a folder. */
	index_put("garbage", "100644", blob_of(hex, "garbage", bytes.data, bytes.len),
		  "records/01/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	record_path(path, record.id);
	index_put("garbage", "100644", blob_of(hex, "garbage", record.text, record.text_len), path);
	blob_of(hex, "garbage", "hello", 5);
	index_put("garbage", "100644", hex,
		  "records/11/11111111111111111111111111111111111111111111111111111111111111");
	index_put("garbage", "100755", hex,
		  "records/22/22222222222222222222222222222222222222222222222222222222222222");
	index_put("garbage", "100644", hex,
		  "records/33/33333333333333333333333333333333333333333333333333333333333333/x");
	/* Names in the index that are no ids, and one that is. */
	digest_hex(line_id, "at a", 4);
	(void)snprintf(odd, sizeof odd, "index/%.2s/%.2s/%.60s/%s", line_id, line_id + 2, line_id + 4, "x");
	index_put("garbage", "100644", EMPTY_BLOB, odd);
	(void)snprintf(odd, sizeof odd, "index/%.2s/%.2s/%.60s/%s/x", line_id, line_id + 2, line_id + 4, ID64);
	index_put("garbage", "100644", EMPTY_BLOB, odd);
	(void)snprintf(odd, sizeof odd, "index/%.2s/%.2s/%.60s/%s", line_id, line_id + 2, line_id + 4, record.id);
	index_put("garbage", "100644", EMPTY_BLOB, odd);
	struct oid root = index_tree("garbage");
	assert_int_equal(store_find(&ids, repo, &root, "at a", 4, NULL), MOW_OK);
	assert_int_equal(ids.count, 1);
	assert_string_equal(ids.items[0], record.id);
	assert_int_equal(store_read(&read, repo, &root, ID64, NULL), MOW_EINVAL);
	assert_int_equal(store_read(&read, repo, &root, record.id, NULL), MOW_EINVAL);
	assert_int_equal(store_read(&read, repo, &root,
				    "1111111111111111111111111111111111111111111111111111111111111111", NULL),
			 MOW_EINVAL);
	assert_int_equal(store_read(&read, repo, &root,
				    "2222222222222222222222222222222222222222222222222222222222222222", NULL),
			 MOW_EINVAL);
	assert_int_equal(store_read(&read, repo, &root,
				    "3333333333333333333333333333333333333333333333333333333333333333", NULL),
			 MOW_EINVAL);
}

static void test_read_too_large(void **state)
{
	MOW_AUTO(record) read = {0};

	(void)state;
	sh("git init -q -b main large");
	MOW_AUTO_PTR(repo) repo = open_repo("large");
	sh("head -c 16777217 /dev/zero | git -C large hash-object -w --stdin >large-blob");
	index_start("large", "");
	index_put("large", "100644", sh_out("cat large-blob"),
		  "records/01/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	struct oid root = index_tree("large");
	assert_int_equal(store_read(&read, repo, &root, ID64, NULL), MOW_EINVAL);
}

/* ---- other clones ---- */

static void clone(const char *from, const char *to)
{
	sh("git clone -q %s %s 2>/dev/null", from, to);
}

static int fetch(const char *dir, struct mow_error *err)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	return store_fetch(repo, "origin", &commit_text, err);
}

static int push(const char *dir, struct mow_error *err)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	return store_push(repo, "origin", &commit_text, err);
}

static void add_to(const char *dir, const struct record *record)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	add(repo, record);
}

static void must(int result, const struct mow_error *err)
{
	if (result != MOW_OK)
		fail_msg("%d: %s", result, err->message);
}

static void test_two_clones(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main two.git");
	clone("two.git", "two-a");
	clone("two.git", "two-b");
	must(fetch("two-a", &err), &err); /* nothing there */
	must(push("two-a", &err), &err);  /* nothing here */
	assert_string_equal(sh_out("git -C two-a for-each-ref"), "");
	approve(&one, "a");
	approve(&two, "b");
	add_to("two-a", &one);
	add_to("two-b", &two);
	must(push("two-a", &err), &err);
	must(push("two-b", &err), &err); /* somebody was faster */
	assert_true(holds("two-b", &one));
	assert_true(holds("two.git", &one));
	assert_true(holds("two.git", &two));
	must(fetch("two-a", &err), &err);
	assert_true(holds("two-a", &two));
	/* Nobody adds a merge of what is there already. */
	assert_string_equal(sh_out("git -C two-a rev-parse refs/mowners/approvals"),
			    sh_out("git -C two.git rev-parse refs/mowners/approvals"));
	assert_string_equal(sh_out("git -C two.git rev-list --count refs/mowners/approvals"), "3");
	sh("git -C two.git fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
}

/* Fetching writes no other ref and no FETCH_HEAD, and no configured refspec overwrites what is not pushed yet. */
static void test_fetch_is_quiet(void **state)
{
	static const char *const refspecs[] = {"+refs/*:refs/*", "+refs/mowners/*:refs/mowners/*",
					       "+refs/mowners/*:refs/remotes/origin/mowners/*"};
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	for (size_t i = 0; i < COUNT(refspecs); i++) {
		sh("rm -rf quiet* && git init -q --bare -b main quiet.git");
		clone("quiet.git", "quiet-a");
		clone("quiet.git", "quiet-b");
		add_to("quiet-a", &one);
		must(push("quiet-a", &err), &err);
		sh("git -C quiet.git tag -a -m x t refs/mowners/approvals && git -C quiet.git update-ref refs/mowners/audit refs/mowners/approvals");
		add_to("quiet-b", &two);
		sh("git -C quiet-b config remote.origin.fetch '%s' && git -C quiet-b config fetch.prune true",
		   refspecs[i]);
		must(fetch("quiet-b", &err), &err);
		assert_true(holds("quiet-b", &one));
		assert_true(holds("quiet-b", &two));
		assert_string_equal(sh_out("git -C quiet-b for-each-ref --format='%%(refname)'"),
				    "refs/mowners/approvals");
		sh("test ! -e quiet-b/.git/FETCH_HEAD");
	}
}

/* Where both have a record, the remote's signature of it stays. */
static void test_remote_copy_stays(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) other = BUF_INIT;
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) read = {0};
	struct mow_error err = {0};
	struct oid root, commit;

	(void)state;
	sh("git init -q --bare -b main copy.git");
	clone("copy.git", "copy-a");
	clone("copy.git", "copy-b");
	make_text(&text, "lena@example.com", "step 100644 " A40 " 100644 " B40 " a\n");
	buf_add(&other, text.data, text.len);
	sign_text(&text, "lena");
	sign_text(&other, "marc");
	parse(&one, &text);
	parse(&two, &other);
	assert_string_equal(one.id, two.id);
	add_to("copy-a", &one);
	must(push("copy-a", &err), &err);
	add_to("copy-b", &two);
	must(push("copy-b", &err), &err);
	MOW_AUTO_PTR(repo) repo = open_repo("copy-b");
	root_of(&root, &commit, repo);
	assert_int_equal(store_read(&read, repo, &root, one.id, NULL), MOW_OK);
	assert_string_equal(read.armour, one.armour);
}

static void write_hook(const char *dir, const char *name, const char *script)
{
	char path[200];

	(void)snprintf(path, sizeof path, "%s/hooks/%s", dir, name);
	sh("mkdir -p %s/hooks", dir);
	write_file(path, script);
	assert_int_equal(chmod(path, 0700), 0);
}

static void test_push_refused(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main refused.git");
	clone("refused.git", "refused-a");
	write_hook("refused.git", "pre-receive",
		   "#!/bin/sh\necho 'mowners: not today'\nprintf '\\033[31mred\\n'\nexit 1\n");
	approve(&one, "a");
	add_to("refused-a", &one);
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "origin refused the approvals: mowners: not today; \\x1B[31mred"));
	assert_null(strchr(err.message, '\x1B'));
	assert_string_equal(sh_out("git -C refused.git for-each-ref"), "");
	assert_true(holds("refused-a", &one));
	/* An update hook, and a server that hides the ref. */
	sh("rm refused.git/hooks/pre-receive");
	write_hook("refused.git", "update", "#!/bin/sh\necho >&2 no \"$1\"\nexit 1\n");
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "no refs/mowners/approvals"));
	sh("rm refused.git/hooks/update && git -C refused.git config receive.hideRefs refs/mowners");
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "hidden ref"));
}

/* What the user has set up for pushes of their own. */
static void test_push_settings(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main set.git");
	clone("set.git", "set-a");
	sh("cd set-a && git commit -q --allow-empty -m x && git tag -a -m x t && git config push.followTags true && "
	   "git config remote.origin.push '+refs/*:refs/*' && git config push.recurseSubmodules check && git config push.default matching");
	write_hook("set-a/.git", "pre-push", "#!/bin/sh\nexit 1\n");
	approve(&one, "a");
	add_to("set-a", &one);
	must(push("set-a", &err), &err);
	assert_string_equal(sh_out("git -C set.git for-each-ref --format='%%(refname)'"), "refs/mowners/approvals");
}

static void test_unreachable(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q -b main lost && git -C lost remote add origin ../nowhere.git");
	assert_int_equal(fetch("lost", &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "cannot read the approvals of origin"));
	approve(&one, "a");
	add_to("lost", &one);
	assert_int_equal(push("lost", &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "cannot push the approvals to origin"));
	MOW_AUTO_PTR(repo) repo = open_repo("lost");
	assert_int_equal(store_fetch(repo, "--upload-pack=touch owned", &commit_text, &err), MOW_EGIT);
	assert_int_equal(store_push(repo, "-x", &commit_text, &err), MOW_EGIT);
	sh("test ! -e owned && test ! -e lost/owned");
	assert_true(holds("lost", &one));
}

/* The remote's URL is relative to the working tree, wherever we are; and linked working trees have the store too. */
static void test_from_elsewhere(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main else.git && git init -q -b main else-a && git -C else-a remote add origin ../else.git");
	sh("cd else-a && git commit -q --allow-empty -m x && mkdir -p deep/er && git worktree add -q ../else-linked 2>/dev/null");
	approve(&one, "a");
	approve(&two, "b");
	add_to("else-a/deep", &one);
	assert_int_equal(chdir("else-a/deep/er"), 0);
	int result = push(".", &err);
	assert_int_equal(chdir("../../.."), 0);
	must(result, &err);
	add_to("else-linked", &two);
	must(push("else-linked", &err), &err);
	assert_true(holds("else.git", &one));
	assert_true(holds("else.git", &two));
	assert_true(holds("else-a", &two));
}

/* As a pipeline clones: without history, or without blobs. */
static void test_thin_clones(void **state)
{
	static const char *const how[] = {"--depth 1", "--filter=blob:none"};
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	struct mow_error err = {0};

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	for (size_t i = 0; i < COUNT(how); i++) {
		sh("rm -rf thin* && git init -q --bare -b main thin.git && git -C thin.git config uploadpack.allowFilter true");
		clone("thin.git", "thin-a");
		sh("cd thin-a && for i in 1 2 3; do echo $i >f && git add f && git commit -q -m $i; done && git push -q origin main");
		add_to("thin-a", &one);
		add_to("thin-a", &two);
		must(push("thin-a", &err), &err);
		sh("git clone -q %s file://%s/thin.git thin-b 2>/dev/null", how[i], fixture_dir);
		add_to("thin-b", &three);
		must(push("thin-b", &err), &err);
		assert_true(holds("thin-b", &one) && holds("thin-b", &two));
		assert_true(holds("thin.git", &three));
		must(fetch("thin-a", &err), &err);
		assert_true(holds("thin-a", &three));
	}
}

static void test_ten_pushes(void **state)
{
	enum { CLONES = 10 };
	struct record records[CLONES] = {{0}};
	pid_t pids[CLONES];
	char dir[40];

	(void)state;
	sh("git init -q --bare -b main ten.git");
	for (int i = 0; i < CLONES; i++) {
		const char path[2] = {(char)('a' + i), '\0'};
		(void)snprintf(dir, sizeof dir, "ten-%d", i);
		clone("ten.git", dir);
		approve(&records[i], path);
		add_to(dir, &records[i]);
	}
	for (int i = 0; i < CLONES; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			struct mow_error err = {0};
			(void)snprintf(dir, sizeof dir, "ten-%d", i);
			int result = push(dir, &err);
			if (result != MOW_OK)
				(void)fprintf(stderr, "%s\n", err.message);
			_exit(result != MOW_OK);
		}
	}
	for (int i = 0; i < CLONES; i++) {
		int status = -1;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < CLONES; i++) {
		assert_true(holds("ten.git", &records[i]));
		record_release(&records[i]);
	}
	sh("git -C ten.git fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
}

/* A remote that anybody may write to: what has no place in a store is left there, a malformed tree takes all with it.
 */
static void test_hostile_remote(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error err = {0};
	char hex[OID_HEX];

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	bytes_of(&bytes, &one);
	sh("git init -q -b main evil && git clone -q evil evil-a 2>/dev/null");
	index_start("evil", "");
	index_record("evil", &bytes, &one);
	struct oid clean = index_tree("evil");
	blob_of(hex, "evil", "evil", 4);
	index_put("evil", "100644", hex, "readme");
	index_put("evil", "100755", hex, "records/ab/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	index_put("evil", "120000", hex, "records/ac/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	index_put("evil", "100644", hex, "records/short");
	index_put("evil", "100644", hex, "records/ab/cd/ef/gh");
	index_put("evil", "100644", hex,
		  "index/01/23/456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/" ID64);
	index_put("evil", "100644", EMPTY_BLOB,
		  "index/02/23/456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/x");
	index_put("evil", "160000", A40, "index/03");
	struct oid dirty = index_tree("evil");
	struct oid commit = commit_tree("evil", &dirty, "");
	oid_format(hex, &commit);
	sh("git -C evil update-ref refs/mowners/approvals %s", hex);
	add_to("evil-a", &two);
	must(fetch("evil-a", &err), &err);
	assert_true(holds("evil-a", &one));
	assert_true(holds("evil-a", &two));
	assert_string_equal(sh_out("git -C evil-a ls-tree -r --name-only refs/mowners/approvals | grep -c ."), "6");
	/* Without anything of one's own: exactly the good part. */
	sh("git clone -q evil evil-b 2>/dev/null");
	must(fetch("evil-b", &err), &err);
	oid_format(hex, &clean);
	assert_string_equal(sh_out("git -C evil-b rev-parse 'refs/mowners/approvals^{tree}'"), hex);
	/* A malformed tree: the same name twice. */
	MOW_AUTO(buf) tree = BUF_INIT;
	for (int i = 0; i < 2; i++) {
		buf_add(&tree, "40000 records", 14);
		buf_add(&tree, clean.bytes, OID_SIZE);
	}
	struct oid bad = sh_object("evil", "tree", tree.data, tree.len);
	commit = commit_tree("evil", &bad, "");
	oid_format(hex, &commit);
	sh("git -C evil update-ref refs/mowners/approvals %s", hex);
	sh("git clone -q evil evil-c 2>/dev/null");
	add_to("evil-c", &three);
	assert_int_equal(fetch("evil-c", &err), MOW_EDENIED);
	assert_true(holds("evil-c", &three));
	assert_false(holds("evil-c", &one));
	/* Not a commit at all. */
	sh("git -C evil update-ref refs/mowners/approvals %s", EMPTY_BLOB);
	assert_true(fetch("evil-c", &err) < 0);
	assert_true(holds("evil-c", &three));
}

/* ---- the guard ---- */

/* A store with one record, and the state of the hand-made index on top of it: each test begins with that. */
static struct {
	struct repo *repo;
	struct record old;
	char old_hex[OID_HEX];
	struct oid old_commit;
	char parent[60]; /* "-p HEX" */
} guard;

static int guard_setup(void **state)
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

static int guard_teardown(void **state)
{
	record_release(&guard.old);
	repo_free(guard.repo);
	guard.repo = NULL;
	return fixture_return(state);
}

static int ask_commit(const struct oid *commit, struct mow_error *err)
{
	return store_guard(guard.repo, &guard.old_commit, commit, &world.verifier, NOW, err);
}

/* The hand-made index, committed on the old store. */
static int ask(struct mow_error *err)
{
	struct oid tree = index_tree("guard");
	struct oid commit = commit_tree("guard", &tree, guard.parent);

	return ask_commit(&commit, err);
}

static void expect_denied(const char *says)
{
	struct mow_error err = {0};
	int result = ask(&err);

	if (result != MOW_EDENIED || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", result, err.message);
}

static void expect_good(void)
{
	struct mow_error err = {0};

	must(ask(&err), &err);
}

/* A record of any text, signed by a key ("" not at all), put into the tree. */
static void put_signed(const char *text, const char *key)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};

	buf_adds(&bytes, text);
	if (key[0] != '\0')
		sign_text(&bytes, key);
	parse(&record, &bytes);
	index_record("guard", &bytes, &record);
}

static void put_approval(const char *by, const char *path, const char *key)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) step = BUF_INIT;

	step_line(&step, path);
	make_text(&text, by, step.data);
	put_signed(text.data, key);
}

static void test_guard_good(void **state)
{
	(void)state;
	expect_good(); /* nothing new */
	put_approval("lena@example.com", "new", "lena");
	put_approval("marc@example.com", "new", "marc");
	expect_good();
}

static void test_guard_first_push(void **state)
{
	struct mow_error err = {0};
	struct oid tree = index_tree("guard");
	struct oid commit = commit_tree("guard", &tree, "");

	(void)state;
	must(store_guard(guard.repo, &none, &commit, &world.verifier, NOW, &err), &err);
}

static void test_guard_merge(void **state)
{
	MOW_AUTO(record) other = {0};
	struct mow_error err = {0};

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	struct oid tree = index_tree("guard");
	struct oid one = commit_tree("guard", &tree, guard.parent);
	char parents[120], hex[OID_HEX];
	oid_format(hex, &one);
	put_approval("lena@example.com", "newer", "lena");
	tree = index_tree("guard");
	(void)snprintf(parents, sizeof parents, "%s -p %s", guard.parent, hex);
	struct oid merge = commit_tree("guard", &tree, parents);
	must(ask_commit(&merge, &err), &err);
	must(store_guard(guard.repo, &one, &merge, &world.verifier, NOW, &err), &err);
}

static void test_guard_deleted_or_moved(void **state)
{
	struct mow_error err = {0};
	struct oid tree = index_tree("guard");

	(void)state;
	assert_int_equal(ask_commit(&none, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "cannot be deleted"));
	struct oid orphan = commit_tree("guard", &tree, "");
	assert_int_equal(ask_commit(&orphan, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "only moves forward"));
	struct oid child = commit_tree("guard", &tree, guard.parent);
	assert_int_equal(store_guard(guard.repo, &child, &guard.old_commit, &world.verifier, NOW, &err), MOW_EDENIED);
	struct oid tag = sh_oid("cd guard && git tag -a -m x t %s && git rev-parse refs/tags/t", guard.old_hex);
	assert_int_equal(ask_commit(&tag, &err), MOW_EDENIED);
	assert_int_equal(ask_commit(&tree, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "must be a commit"));
}

static void old_path(char out[80])
{
	record_path(out, guard.old.id);
}

static void old_mark(char out[200])
{
	char hex[DIGEST_HEX];

	digest_hex(hex, "at old", 6);
	(void)snprintf(out, 200, "index/%.2s/%.2s/%.60s/%.64s", hex, hex + 2, hex + 4, guard.old.id);
}

static void test_guard_record_removed(void **state)
{
	char path[80];

	(void)state;
	old_path(path);
	index_drop("guard", path);
	expect_denied("is gone");
}

static void test_guard_mark_removed(void **state)
{
	char path[200];

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	old_mark(path);
	index_drop("guard", path);
	expect_denied("is gone");
}

static void test_guard_everything_removed(void **state)
{
	(void)state;
	index_start("guard", "");
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git read-tree --empty");
	expect_denied("is gone");
}

/* The same record with a signature that verifies too, and with one byte changed. */
static void test_guard_record_changed(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	char path[80], hex[OID_HEX];

	(void)state;
	old_path(path);
	buf_add(&text, guard.old.text, guard.old.text_len);
	sign_text(&text, "lena2");
	index_put("guard", "100644", blob_of(hex, "guard", text.data, text.len), path);
	expect_denied("is another than before");
	text.data[text.len - 40] ^= 1;
	index_put("guard", "100644", blob_of(hex, "guard", text.data, text.len), path);
	expect_denied("is another than before");
}

static void test_guard_mode_changed(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[200], hex[OID_HEX];

	(void)state;
	old_path(path);
	bytes_of(&bytes, &guard.old);
	index_put("guard", "100755", blob_of(hex, "guard", bytes.data, bytes.len), path);
	expect_denied("is another than before");
	index_start("guard", guard.old_hex);
	old_mark(path);
	index_put("guard", "120000", EMPTY_BLOB, path);
	expect_denied("is another than before");
}

/* A file that becomes a folder, and the reverse. */
static void test_guard_kind_changed(void **state)
{
	char path[120];

	(void)state;
	old_path(path);
	index_drop("guard", path);
	(void)snprintf(path + strlen(path), 20, "/x");
	index_put("guard", "100644", EMPTY_BLOB, path);
	expect_denied("records/");
	index_start("guard", guard.old_hex);
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git rm -rq --cached index");
	index_put("guard", "100644", EMPTY_BLOB, "index");
	expect_denied("index");
}

struct odd {
	const char *name, *mode, *oid, *path, *says;
};

#define LINE_FOLDER "index/01/23/456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
static const struct odd odds[] = {
	{"guard: a file at the top", "100644", EMPTY_BLOB, "readme", "readme has no place"},
	{"guard: a folder at the top", "100644", EMPTY_BLOB, "audit/x", "audit has no place"},
	{"guard: a folder named alike", "100644", EMPTY_BLOB, "Records/x", "Records has no place"},
	{"guard: a terminal's escape", "100644", EMPTY_BLOB, "'a\033[31m'", "\\033[31m"},
	{"guard: a gitlink at the top", "160000", A40, "mod", "mod has no place"},
	{"guard: a file among the records", "100644", EMPTY_BLOB, "records/readme", "is not named after a digest"},
	{"guard: records in capitals", "100644", EMPTY_BLOB,
	 "records/AB/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is not named after"},
	{"guard: a file where a folder is", "100644", EMPTY_BLOB, "records/ff", "is no folder"},
	{"guard: a short name", "100644", EMPTY_BLOB, "records/ff/23", "is not named after a digest"},
	{"guard: a folder below the records", "100644", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/x", "is no ordinary file"},
	{"guard: a program", "100755", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is no ordinary file"},
	{"guard: a link", "120000", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is no ordinary file"},
	{"guard: a gitlink", "160000", A40, "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	 "is no ordinary file"},
	{"guard: a file in the index", "100644", EMPTY_BLOB, "index/ff", "is no folder"},
	{"guard: an index one level up", "100644", EMPTY_BLOB, "index/ff/" ID64, "is not named after a digest"},
	{"guard: an index one level down", "100644", EMPTY_BLOB, LINE_FOLDER "/" ID64 "/" ID64, "is no ordinary file"},
	{"guard: an index of no id", "100644", EMPTY_BLOB, LINE_FOLDER "/x", "is not named after a digest"},
	{"guard: an index program", "100755", EMPTY_BLOB, LINE_FOLDER "/" ID64, "is no ordinary file"},
	{"guard: an index without a record", "100644", EMPTY_BLOB, LINE_FOLDER "/" ID64,
	 "indexes a record that this push does not bring"},
};

static void test_guard_odd(void **state)
{
	const struct odd *odd = *state;

	guard_setup(NULL);
	put_approval("lena@example.com", "new", "lena");
	index_put("guard", odd->mode, odd->oid, odd->path);
	expect_denied(odd->says);
}

static void test_guard_full_mark(void **state)
{
	char hex[OID_HEX];

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	index_put("guard", "100644", blob_of(hex, "guard", "x", 1), LINE_FOLDER "/" ID64);
	expect_denied("is not empty");
}

/* More index for a record that is there already, or for a new one: a line of somebody else's step. */
static void test_guard_extra_marks(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[200], hex[DIGEST_HEX];

	(void)state;
	(void)snprintf(path, sizeof path, LINE_FOLDER "/%s", guard.old.id);
	index_put("guard", "100644", EMPTY_BLOB, path);
	expect_denied("indexes a record that this push does not bring");
	index_start("guard", guard.old_hex);
	approve(&record, "new");
	bytes_of(&bytes, &record);
	index_record("guard", &bytes, &record);
	expect_good();
	static const char *const lines[] = {"at other", "step 100644 " A40 " 100644 " B40 " other", "path",
					    "record " ID64};
	for (size_t i = 0; i < COUNT(lines); i++) {
		digest_hex(hex, lines[i], strlen(lines[i]));
		(void)snprintf(path, sizeof path, "index/%.2s/%.2s/%.60s/%.64s", hex, hex + 2, hex + 4, record.id);
		index_put("guard", "100644", EMPTY_BLOB, path);
		expect_denied("which is no line of it");
		index_drop("guard", path);
	}
	expect_good();
}

static void test_guard_missing_marks(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[80], hex[OID_HEX];

	(void)state;
	approve(&record, "new");
	approve(&other, "other");
	bytes_of(&bytes, &record);
	for (size_t i = 0; i < 3; i++) {
		struct putting putting = {"guard", record.id, i, 0};
		index_start("guard", guard.old_hex);
		record_path(path, record.id);
		index_put("guard", "100644", blob_of(hex, "guard", bytes.data, bytes.len), path);
		if (i < 2)
			assert_int_equal(record_each_line(&record, put_line, &putting), 0);
		expect_denied("is not indexed under its line");
		/* Beside a good one, whose index must not be taken for its. */
		MOW_AUTO(buf) more = BUF_INIT;
		bytes_of(&more, &other);
		index_record("guard", &more, &other);
		expect_denied("is not indexed under its line");
	}
}

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
	size_t begin = strlen(SSH_ARMOUR_BEGIN);
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

#define FRONT "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision "
#define BACK "as *\nby lena@example.com\nmade " MADE "\nexpires " EXPIRES "\n"
#define STEP "step 100644 " A40 " 100644 " B40 " new\n"

struct kind {
	const char *name, *text;
};
static const struct kind kinds[] = {
	{"guard: a stop", FRONT "stop\n" BACK "reason no\n" STEP},
	{"guard: a stop of paths", FRONT "stop\n" BACK "reason no\npath /brand/\n"},
	{"guard: a withdrawal", FRONT "withdraw\n" BACK "record " ID64 "\n"},
	{"guard: an override", FRONT "override\n" BACK "reason fire\n" STEP},
	{"guard: an override of a move", FRONT "override\n" BACK "reason fire\nmove " A40 " " Z40 "\n"},
	{"guard: a request", FRONT "request\n" BACK STEP},
	{"guard: a witness",
	 FRONT "approve\nas *\nby lena@example.com\nwitness ci@example.com gitlab!42 review 77 head " A40 "\nmade " MADE
	       "\nexpires " EXPIRES "\n" STEP},
};

static void test_guard_kind(void **state)
{
	const struct kind *kind = *state;

	guard_setup(NULL);
	put_signed(kind->text, "lena");
	expect_denied("not supported yet");
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
	must(store_guard(guard.repo, &guard.old_commit, &commit, NULL, NOW, &err), &err);
	put_approval("lena@example.com", "new", "lena");
	tree = index_tree("guard");
	commit = commit_tree("guard", &tree, guard.parent);
	assert_int_equal(store_guard(guard.repo, &guard.old_commit, &commit, NULL, NOW, &err), MOW_EDENIED);
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

/* Records whose names alone are there. */
static void put_names(int count)
{
	MOW_AUTO(buf) list = BUF_INIT;

	for (int i = 0; i < count; i++)
		buf_addf(&list, "100644 " EMPTY_BLOB "\trecords/%02x/%062x\n", i, i);
	assert_int_equal(chdir("guard"), 0);
	sh_in("GIT_INDEX_FILE=.git/by-hand git update-index --index-info", &list);
	assert_int_equal(chdir(".."), 0);
}

static void test_guard_too_many(void **state)
{
	(void)state;
	put_names(200);
	expect_denied("is not well formed");
	put_names(201);
	expect_denied("more than 200 new records");
}

static void test_guard_large(void **state)
{
	(void)state;
	sh("head -c 16777217 /dev/zero | git -C guard hash-object -w --stdin >large-blob");
	index_put("guard", "100644", sh_out("cat large-blob"),
		  "records/01/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	expect_denied("it has more than 16777216 bytes");
}

static struct oid make_tree(const struct buf *bytes)
{
	return sh_object("guard", "tree", bytes->data, bytes->len);
}

static void add_entry(struct buf *out, const char *mode, const char *name, const struct oid *oid)
{
	buf_addf(out, "%s %s", mode, name);
	buf_addc(out, '\0');
	buf_add(out, oid->bytes, OID_SIZE);
}

/* A folder of the same thing under many names. */
static struct oid make_fan(int count, int digits, const char *mode, const struct oid *oid)
{
	MOW_AUTO(buf) tree = BUF_INIT;
	char name[80];

	for (int i = 0; i < count; i++) {
		(void)snprintf(name, sizeof name, "%0*x", digits, (unsigned)i);
		add_entry(&tree, mode, name, oid);
	}
	return make_tree(&tree);
}

static void expect_bomb(const struct oid *marks, const struct oid *records, const char *says)
{
	MOW_AUTO(buf) root = BUF_INIT;
	struct mow_error err = {0};
	struct oid lines = make_fan(256, 60, "40000", marks);
	struct oid fan = make_fan(256, 2, "40000", &lines);
	struct oid index = make_fan(256, 2, "40000", &fan);

	add_entry(&root, "40000", "index", &index);
	if (!oid_is_zero(records))
		add_entry(&root, "40000", "records", records);
	struct oid tree = make_tree(&root);
	struct oid commit = commit_tree("guard", &tree, "");
	assert_int_equal(store_guard(guard.repo, &none, &commit, &world.verifier, NOW, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, says));
}

/* A few objects that unfold into billions of index files: of nobody's records, and of one that is there. */
static void test_guard_bomb(void **state)
{
	MOW_AUTO(buf) mark = BUF_INIT;
	struct oid empty = sh_object("guard", "blob", "", 0);
	struct oid records = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	struct oid marks = make_fan(256, 64, "100644", &empty);
	expect_bomb(&marks, &none, "indexes a record that this push does not bring");
	add_entry(&mark, "100644", guard.old.id, &empty);
	marks = make_tree(&mark);
	expect_bomb(&marks, &records, "more than 2000000");
}

static void expect_bad_tree(const struct buf *bytes, const char *says)
{
	struct mow_error err = {0};
	struct oid tree = make_tree(bytes);
	struct oid commit = commit_tree("guard", &tree, "");
	int result = store_guard(guard.repo, &none, &commit, &world.verifier, NOW, &err);

	if (result != MOW_EDENIED || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", result, err.message);
}

static void test_guard_bad_trees(void **state)
{
	MOW_AUTO(buf) tree = BUF_INIT;
	struct oid empty = sh_object("guard", "tree", "", 0);
	struct oid root = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "records", &root);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "index", &empty);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &empty);
	expect_bad_tree(&tree, "is an empty folder");
	buf_reset(&tree);
	add_entry(&tree, "040000", "records", &root);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &root);
	buf_cut(&tree, tree.len - 3);
	expect_bad_tree(&tree, "");
}

/* What the commands do together: two people, their clones, a server whose pre-receive is the guard. */
static void test_guard_takes_what_store_makes(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	struct mow_error err = {0};
	struct oid before = none;

	(void)state;
	sh("git init -q --bare -b main both.git");
	clone("both.git", "both-a");
	clone("both.git", "both-b");
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	const struct {
		const char *dir;
		const struct record *record;
	} pushes[] = {{"both-a", &one}, {"both-b", &two}, {"both-a", &three}};
	MOW_AUTO_PTR(repo) server = open_repo("both.git");
	for (size_t i = 0; i < COUNT(pushes); i++) {
		struct oid root, after;
		add_to(pushes[i].dir, pushes[i].record);
		must(push(pushes[i].dir, &err), &err);
		root_of(&root, &after, server);
		must(store_guard(server, &before, &after, &world.verifier, NOW, &err), &err);
		before = after;
	}
}

static int set_up(void **state)
{
	MOW_AUTO(buf) file = BUF_INIT;
	static const struct {
		const char *key, *who;
	} keys[] = {{"lena", "lena@example.com namespaces=\"approval@mowners\""},
		    {"lena2", "lena@example.com namespaces=\"approval@mowners\""},
		    {"lena-old", "lena@example.com namespaces=\"approval@mowners\",valid-before=\"20260101\""},
		    {"marc", "marc@example.com namespaces=\"approval@mowners\""}};

	if (fixture_setup(state) != 0)
		return -1;
	(void)unsetenv("SSH_AUTH_SOCK");
	for (size_t i = 0; i < COUNT(keys); i++) {
		make_key(keys[i].key);
		buf_addf(&file, "%s %s\n", keys[i].who, sh_out("cut -d' ' -f1,2 %s.pub", keys[i].key));
	}
	make_key("stranger");
	sh("ssh-keygen -q -k -f krl lena.pub");
	if (signers_parse(&world.signers, "OWNERS.signers", file.data, file.len, NULL, NULL, NULL, NULL) ||
	    world.signers.broken)
		return -1;
	world.verifier = (struct verifier){.signers = &world.signers, .now = NOW};
	return 0;
}

static int tear_down(void **state)
{
	signers_release(&world.signers);
	return fixture_teardown(state);
}

#define PLAIN(test) cmocka_unit_test_teardown(test, fixture_return)
#define GUARD(test) cmocka_unit_test_setup_teardown(test, guard_setup, guard_teardown)

int main(void)
{
	static const struct CMUnitTest others[] = {
		PLAIN(test_layout),
		PLAIN(test_add_and_find),
		PLAIN(test_add_several),
		PLAIN(test_add_unsigned),
		PLAIN(test_add_at_once),
		PLAIN(test_read_garbage),
		PLAIN(test_read_too_large),
		PLAIN(test_two_clones),
		PLAIN(test_fetch_is_quiet),
		PLAIN(test_remote_copy_stays),
		PLAIN(test_push_refused),
		PLAIN(test_push_settings),
		PLAIN(test_unreachable),
		PLAIN(test_from_elsewhere),
		PLAIN(test_thin_clones),
		PLAIN(test_ten_pushes),
		PLAIN(test_hostile_remote),
		GUARD(test_guard_good),
		GUARD(test_guard_first_push),
		GUARD(test_guard_merge),
		GUARD(test_guard_deleted_or_moved),
		GUARD(test_guard_record_removed),
		GUARD(test_guard_mark_removed),
		GUARD(test_guard_everything_removed),
		GUARD(test_guard_record_changed),
		GUARD(test_guard_mode_changed),
		GUARD(test_guard_kind_changed),
		GUARD(test_guard_full_mark),
		GUARD(test_guard_extra_marks),
		GUARD(test_guard_missing_marks),
		GUARD(test_guard_wrong_id),
		GUARD(test_guard_malformed),
		GUARD(test_guard_unsigned),
		GUARD(test_guard_dates),
		GUARD(test_guard_signatures),
		GUARD(test_guard_other_bytes),
		GUARD(test_guard_without_keys),
		GUARD(test_guard_cheap_first),
		GUARD(test_guard_too_many),
		GUARD(test_guard_large),
		GUARD(test_guard_bomb),
		GUARD(test_guard_bad_trees),
		PLAIN(test_guard_takes_what_store_makes),
	};
	static struct CMUnitTest tests[COUNT(others) + COUNT(odds) + COUNT(kinds)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < COUNT(odds); i++)
		tests[count++] = (struct CMUnitTest){odds[i].name, test_guard_odd, NULL, guard_teardown,
						     (void *)(uintptr_t)&odds[i]};
	for (size_t i = 0; i < COUNT(kinds); i++)
		tests[count++] = (struct CMUnitTest){kinds[i].name, test_guard_kind, NULL, guard_teardown,
						     (void *)(uintptr_t)&kinds[i]};
	return cmocka_run_group_tests_name("store", tests, set_up, tear_down);
}
