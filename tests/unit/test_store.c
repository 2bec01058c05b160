/* Adding to the store, finding and reading, in real repositories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "store_fixture.h"

static size_t find(struct repo *repo, const char *line)
{
	MOW_AUTO(store_ids) ids = {0};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	assert_int_equal(store_find(&ids, repo, &root, line, NULL), MOW_OK);
	return ids.count;
}

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
	assert_int_equal(store_find(&ids, repo, &root, "at b%20c", NULL), MOW_OK);
	assert_int_equal(store_find(&ids, repo, &root, "at a", NULL), MOW_OK);
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
			int result = repo_open(&repo, "atonce", REPO_FROM_DIR, NULL);
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
	assert_int_equal(store_find(&ids, repo, &root, "at a", NULL), MOW_OK);
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

/* Many at once are what one after the other would be, in whatever order, and wherever twice. */
static void test_locate(void **state)
{
	static const char *const paths[] = {"a", "b", "c", "d", "e", "f"};
	static const char *const asked[] = {"f", "nobody", "a", "c", "a", "b", "e", "neither", "d"};
	struct record records[COUNT(paths)] = {{0}};
	struct store_place lines[COUNT(asked)], places[COUNT(paths) + 1];
	struct oid root, commit;

	(void)state;
	sh("git init -q -b main locate");
	MOW_AUTO_PTR(repo) repo = open_repo("locate");
	for (size_t i = 0; i < COUNT(paths); i++)
		approve(&records[i], paths[i]);
	assert_int_equal(store_add(repo, records, COUNT(paths), &commit_text, NULL), MOW_OK);
	root_of(&root, &commit, repo);
	for (size_t i = 0; i < COUNT(asked); i++) {
		char line[16];
		(void)snprintf(line, sizeof line, "at %s", asked[i]);
		digest_hex(lines[i].id, line, strlen(line));
	}
	assert_int_equal(store_locate_lines(lines, COUNT(lines), repo, &root, NULL), MOW_OK);
	for (size_t i = 0; i < COUNT(asked); i++) {
		MOW_AUTO(store_ids) ids = {0};
		assert_int_equal(store_find_at(&ids, repo, &lines[i], NULL), MOW_OK);
		if (asked[i][1] != '\0') {
			assert_int_equal(lines[i].mode, MODE_NONE);
			assert_int_equal(ids.count, 0);
			continue;
		}
		assert_int_equal(ids.count, 1);
		assert_string_equal(ids.items[0], records[asked[i][0] - 'a'].id);
	}
	for (size_t i = 0; i < COUNT(paths); i++)
		memcpy(places[i].id, records[COUNT(paths) - 1 - i].id, DIGEST_HEX);
	memcpy(places[COUNT(paths)].id, ID64, DIGEST_HEX);
	assert_int_equal(store_locate_records(places, COUNT(places), repo, &root, NULL), MOW_OK);
	for (size_t i = 0; i < COUNT(paths); i++) {
		MOW_AUTO(record) read = {0};
		assert_int_equal(store_read_at(&read, repo, &places[i], NULL), MOW_OK);
		assert_string_equal(read.id, places[i].id);
		record_release(&records[i]);
	}
	assert_int_equal(places[COUNT(paths)].mode, MODE_NONE);
	/* Without a store, and without a question. */
	assert_int_equal(store_locate_records(places, 1, repo, &none, NULL), MOW_OK);
	assert_int_equal(places[0].mode, MODE_NONE);
	assert_int_equal(store_locate_lines(places, 0, repo, &root, NULL), MOW_OK);
}

/* A folder in disorder could hide a stop. */
static void test_find_in_disorder(void **state)
{
	MOW_AUTO(store_ids) ids = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error err = {0};
	char line_id[DIGEST_HEX];
	char fan[3] = "", where[32];

	(void)state;
	sh("git init -q -b main disorder");
	MOW_AUTO_PTR(repo) repo = open_repo("disorder");
	digest_hex(line_id, "at a", 4);
	struct oid folder = sh_object("disorder", "tree", "", 0);
	add_entry(&bytes, "40000", "ff", &folder);
	add_entry(&bytes, "40000", "00", &folder);
	folder = sh_object("disorder", "tree", bytes.data, bytes.len);
	buf_reset(&bytes);
	memcpy(fan, line_id, 2);
	add_entry(&bytes, "40000", fan, &folder);
	folder = sh_object("disorder", "tree", bytes.data, bytes.len);
	buf_reset(&bytes);
	add_entry(&bytes, "40000", "index", &folder);
	struct oid root = sh_object("disorder", "tree", bytes.data, bytes.len);
	assert_int_equal(store_find(&ids, repo, &root, "at a", &err), MOW_EDENIED);
	(void)snprintf(where, sizeof where, "index/%s/ has a malformed tree", fan);
	assert_non_null(strstr(err.message, where));
}

#define ID62 "23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A folder of records in disorder holds none; the others do. */
static void test_locate_in_disorder(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct store_place places[2] = {{.id = "01" ID62}, {.id = "02" ID62}};

	(void)state;
	sh("git init -q -b main spoiled");
	MOW_AUTO_PTR(repo) repo = open_repo("spoiled");
	struct oid blob = sh_object("spoiled", "blob", "x", 1);
	add_entry(&bytes, "100644", ID62, &blob);
	struct oid good = sh_object("spoiled", "tree", bytes.data, bytes.len);
	add_entry(&bytes, "100644", "0", &blob);
	struct oid bad = sh_object("spoiled", "tree", bytes.data, bytes.len);
	buf_reset(&bytes);
	add_entry(&bytes, "40000", "01", &bad);
	add_entry(&bytes, "40000", "02", &good);
	struct oid folder = sh_object("spoiled", "tree", bytes.data, bytes.len);
	buf_reset(&bytes);
	add_entry(&bytes, "40000", "records", &folder);
	struct oid root = sh_object("spoiled", "tree", bytes.data, bytes.len);
	assert_int_equal(store_locate_records(places, 2, repo, &root, NULL), MOW_OK);
	assert_int_equal(places[0].mode, MODE_NONE);
	assert_int_equal(places[1].mode, MODE_FILE);
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_layout, fixture_return),
		cmocka_unit_test_teardown(test_add_and_find, fixture_return),
		cmocka_unit_test_teardown(test_add_several, fixture_return),
		cmocka_unit_test_teardown(test_add_unsigned, fixture_return),
		cmocka_unit_test_teardown(test_add_at_once, fixture_return),
		cmocka_unit_test_teardown(test_read_garbage, fixture_return),
		cmocka_unit_test_teardown(test_locate, fixture_return),
		cmocka_unit_test_teardown(test_find_in_disorder, fixture_return),
		cmocka_unit_test_teardown(test_locate_in_disorder, fixture_return),
		cmocka_unit_test_teardown(test_read_too_large, fixture_return),
	};

	return cmocka_run_group_tests_name("store", tests, store_setup, store_teardown);
}
