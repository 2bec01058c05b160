/*
 * People with keys, their records, and stores of them in real repositories, for tests. Include after cmocka.h. A test
 * program may use part of it only.
 */
#ifndef MOW_TESTS_STORE_FIXTURE_H
#define MOW_TESTS_STORE_FIXTURE_H

#include "evidence/store/draft.h"
#include "evidence/store/store.h"
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

FIXTURE_UNUSED static const struct commit_text commit_text = {"Lena", "lena@example.com", NOW, "approve"};
FIXTURE_UNUSED static const struct oid none;

/* Who may sign: lena (with the keys lena and lena2; lena-old is no longer valid) and marc; stranger is nobody's key. */
FIXTURE_UNUSED static struct {
	struct signers signers;
	struct verifier verifier;
} world;

FIXTURE_UNUSED static void make_key(const char *name)
{
	sh("ssh-keygen -q -t ed25519 -N '' -C x -f %s/%s", fixture_dir, name);
}

FIXTURE_UNUSED static void make_text(struct buf *out, const char *by, const char *lines)
{
	buf_addf(out,
		 "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "\ndecision approve\nas *\nby %s\nmade " MADE
		 "\nexpires " EXPIRES "\n%s",
		 by, lines);
}

FIXTURE_UNUSED static void step_line(struct buf *out, const char *path)
{
	buf_addf(out, "step 100644 " A40 " 100644 " B40 " %s\n", path);
}

FIXTURE_UNUSED static void sign_text(struct buf *text, const char *key)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) armour = BUF_INIT;
	struct mow_error err = {0};

	buf_addf(&path, "%s/%s", fixture_dir, key);
	if (signers_sign(&armour, path.data, text->data, text->len, &err))
		fail_msg("%s", err.message);
	buf_add(text, armour.data, armour.len);
}

FIXTURE_UNUSED static void parse(struct record *out, const struct buf *text)
{
	struct mow_error err = {0};

	if (record_parse(out, text->data, text->len, &err))
		fail_msg("%s", err.message);
}

/* Lena's approval of one path. */
FIXTURE_UNUSED static void approve(struct record *out, const char *path)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) step = BUF_INIT;

	step_line(&step, path);
	make_text(&text, "lena@example.com", step.data);
	sign_text(&text, "lena");
	parse(out, &text);
}

FIXTURE_UNUSED static void add(struct repo *repo, const struct record *record)
{
	struct mow_error err = {0};

	if (store_add(repo, record, 1, &commit_text, &err))
		fail_msg("%s", err.message);
}

FIXTURE_UNUSED static void root_of(struct oid *root, struct oid *commit, struct repo *repo)
{
	assert_int_equal(store_root(root, commit, repo, NULL), MOW_OK);
}

FIXTURE_UNUSED static bool holds(const char *dir, const struct record *record)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);
	MOW_AUTO(record) read = {0};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	return store_read(&read, repo, &root, record->id, NULL) == MOW_OK;
}

/* A tree by hand, beginning with that of a commit ("": an empty store). */
FIXTURE_UNUSED static void index_start(const char *dir, const char *from)
{
	sh("rm -f %s/.git/by-hand && git -C %s hash-object -w -t blob /dev/null >object-id", dir, dir);
	if (from[0] != '\0')
		sh("cd %s && GIT_INDEX_FILE=.git/by-hand git read-tree %s", dir, from);
	else
		sh("cd %s && f=$(echo mowners-store 2 | git hash-object -w --stdin) && "
		   "GIT_INDEX_FILE=.git/by-hand git update-index --add --cacheinfo 100644,$f,format",
		   dir);
}

FIXTURE_UNUSED static void index_put(const char *dir, const char *mode, const char *oid, const char *path)
{
	sh("cd %s && GIT_INDEX_FILE=.git/by-hand git update-index --add --cacheinfo %s,%s,%s", dir, mode, oid, path);
}

FIXTURE_UNUSED static void index_drop(const char *dir, const char *path)
{
	sh("cd %s && GIT_INDEX_FILE=.git/by-hand git update-index --force-remove %s", dir, path);
}

FIXTURE_UNUSED static struct oid index_tree(const char *dir)
{
	return sh_oid("cd %s && GIT_INDEX_FILE=.git/by-hand git write-tree", dir);
}

FIXTURE_UNUSED static struct oid commit_tree(const char *dir, const struct oid *tree, const char *parents)
{
	char hex[OID_HEX];

	oid_format(hex, tree);
	return sh_oid("cd %s && git commit-tree -m x %s %s </dev/null", dir, hex, parents);
}

FIXTURE_UNUSED static const char *blob_of(char out[OID_HEX], const char *dir, const char *bytes, size_t len)
{
	struct oid oid = sh_object(dir, "blob", bytes, len);

	oid_format(out, &oid);
	return out;
}

/* The file `index` by hand: these lines more, or less. */
FIXTURE_UNUSED static void index_lines(const char *dir, const struct store_items *lines, bool drop)
{
	MOW_AUTO(buf) text = BUF_INIT;
	char line[STORE_LINE_LEN + 1];

	for (size_t i = 0; i < lines->count; i++) {
		store_line_format(line, &lines->items[i]);
		buf_adds(&text, line);
	}
	write_file("lines", text.data);
	sh("cd %s && export GIT_INDEX_FILE=.git/by-hand LC_ALL=C && { git cat-file blob :index >old 2>/dev/null || : >old; } && "
	   "if %s; then grep -vxF -f ../lines old; else sort -u old ../lines; fi >new; "
	   "git update-index --add --cacheinfo 100644,$(git hash-object -w new),index && rm old new",
	   dir, drop ? "true" : "false");
}

FIXTURE_UNUSED static void record_path(char out[80], const struct record *record)
{
	(void)snprintf(out, 80, "%s/%.64s", store_part_of(record) == STORE_STOPS ? "stops" : "records", record->id);
}

/* A file as a record's, without lines; its id. */
FIXTURE_UNUSED static struct oid index_file(const char *dir, const struct buf *bytes, const struct record *record)
{
	char hex[OID_HEX], path[80];
	struct oid blob;

	record_path(path, record);
	index_put(dir, "100644", blob_of(hex, dir, bytes->data, bytes->len), path);
	assert_true(oid_parse(&blob, hex, OID_HEX - 1));
	return blob;
}

/* A record with its lines into the tree by hand, whatever is wrong with it. */
FIXTURE_UNUSED static void index_record(const char *dir, const struct buf *bytes, const struct record *record)
{
	MOW_AUTO(store_items) lines = {0};
	struct oid blob = index_file(dir, bytes, record);

	assert_int_equal(store_lines_add(&lines, record, &blob), 0);
	if (lines.count > 0)
		index_lines(dir, &lines, false);
}

FIXTURE_UNUSED static void bytes_of(struct buf *out, const struct record *record)
{
	buf_add(out, record->text, record->text_len);
	buf_add(out, record->armour, record->armour_len);
}

FIXTURE_UNUSED static void clone(const char *from, const char *to)
{
	sh("git clone -q %s %s 2>/dev/null", from, to);
}

FIXTURE_UNUSED static int fetch(const char *dir, struct mow_error *err)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	return store_fetch(repo, "origin", &commit_text, err);
}

FIXTURE_UNUSED static int push(const char *dir, struct mow_error *err)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	return store_push(NULL, repo, "origin", &commit_text, err);
}

FIXTURE_UNUSED static void add_to(const char *dir, const struct record *record)
{
	MOW_AUTO_PTR(repo) repo = open_repo(dir);

	add(repo, record);
}

FIXTURE_UNUSED static void must(int result, const struct mow_error *err)
{
	if (result != MOW_OK)
		fail_msg("%d: %s", result, err->message);
}

FIXTURE_UNUSED static struct oid make_tree(const struct buf *bytes)
{
	return sh_object("guard", "tree", bytes->data, bytes->len);
}

FIXTURE_UNUSED static void add_entry(struct buf *out, const char *mode, const char *name, const struct oid *oid)
{
	buf_addf(out, "%s %s", mode, name);
	buf_addc(out, '\0');
	buf_add(out, oid->bytes, OID_SIZE);
}

FIXTURE_UNUSED static int store_setup(void **state)
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
	if (signers_parse(&world.signers, &(struct file_text){"OWNERS.signers", file.data, file.len}, NULL, NULL,
			  NULL) ||
	    world.signers.broken)
		return -1;
	world.verifier = (struct verifier){.signers = &world.signers, .now = NOW};
	return 0;
}

FIXTURE_UNUSED static int store_teardown(void **state)
{
	signers_release(&world.signers);
	return fixture_teardown(state);
}

#endif
