/* Adding to the store, finding and reading, in real repositories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "store_fixture.h"

/* How many records say something of a path. */
static size_t find_in(struct store_found *found, struct repo *repo, const struct oid *root, const char *path)
{
	struct step step = {.path = path, .path_len = strlen(path), .old_mode = MODE_FILE, .new_mode = MODE_FILE};
	MOW_AUTO(store_asks) asks = {0};
	struct mow_error err = {0};

	assert_true(oid_parse(&step.old_id, A40, 40) && oid_parse(&step.new_id, B40, 40));
	must(store_asks_make(&asks, &(struct steps){.items = &step, .count = 1}, &err), &err);
	must(store_look_up(found, repo, root, &asks, &err), &err);
	return found->count;
}

static size_t find(struct repo *repo, const char *path)
{
	MOW_AUTO(store_found) found = {.limit = 100};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	return find_in(&found, repo, &root, path);
}

static const char *hash(const char *text, size_t digits)
{
	return sh_out("printf '%%s' '%s' | sha256sum | cut -c1-%zu", text, digits);
}

/* The layout as the manual page has it, told by coreutils and git. */
static void test_layout(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) expected = BUF_INIT;

	(void)state;
	sh("git init -q -b main layout");
	MOW_AUTO_PTR(repo) repo = open_repo("layout");
	approve(&record, "brand/logo.svg");
	add(repo, &record);
	write_file("text", record.text);
	assert_string_equal(sh_out("sha256sum <text | cut -c1-64"), record.id);
	buf_addf(&expected, "%s%s", record.text, record.armour);
	write_file("whole.expected", expected.data);
	sh("git -C layout cat-file blob refs/mowners/approvals:records/%s >whole && cmp whole whole.expected",
	   record.id);
	sh("test \"$(git -C layout cat-file blob refs/mowners/approvals:format)\" = 'mowners-store 2'");
	buf_reset(&expected);
	buf_adds(&expected, hash("brand", 8));
	buf_addf(&expected, "%s ", hash("logo.svg", 8));
	buf_addf(&expected, "%s ", hash("step 100644 " A40 " 100644 " B40 " brand/logo.svg", 16));
	buf_adds(&expected, sh_out("git hash-object whole"));
	assert_string_equal(sh_out("git -C layout cat-file blob refs/mowners/approvals:index"), expected.data);
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
	struct oid root, first, second;

	(void)state;
	sh("git init -q -b main find");
	MOW_AUTO_PTR(repo) repo = open_repo("find");
	assert_int_equal(find(repo, "a"), 0);
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
	assert_int_equal(find(repo, "a"), 2);
	assert_int_equal(find(repo, "b c"), 1);
	assert_int_equal(find(repo, "b%20c"), 0);
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

/* ---- What came last */

struct heard {
	size_t lena, marc, others;
};

static void hear(const struct record *head, void *context)
{
	struct heard *heard = context;
	size_t *count = strcmp(head->by, "lena@example.com") == 0   ? &heard->lena
			: strcmp(head->by, "marc@example.com") == 0 ? &heard->marc
								    : &heard->others;

	++*count;
}

/* Records by somebody, each of another path; `first` numbers them. One signature serves for all: nobody looks at it. */
static void add_many(struct repo *repo, const char *by, unsigned first, unsigned count)
{
	static char armour[4096];
	struct record *records = calloc(count, sizeof *records);
	struct mow_error err = {0};

	if (armour[0] == '\0') {
		MOW_AUTO(record) signed_one = {0};
		approve(&signed_one, "any");
		(void)snprintf(armour, sizeof armour, "%s", signed_one.armour);
	}
	for (unsigned i = 0; i < count; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) line = BUF_INIT;
		buf_addf(&line, "step 000000 " Z40 " 100644 " B40 " p%u\n", first + i);
		make_text(&text, by, line.data);
		buf_adds(&text, armour);
		parse(&records[i], &text);
	}
	must(store_add(repo, records, count, &commit_text, &err), &err);
	for (unsigned i = 0; i < count; i++)
		record_release(&records[i]);
	free(records);
}

static struct heard recent(struct repo *repo)
{
	struct heard heard = {0};
	struct oid root, commit;

	root_of(&root, &commit, repo);
	assert_int_equal(store_recent(repo, &commit, hear, &heard, NULL), MOW_OK);
	return heard;
}

static void test_recent(void **state)
{
	struct heard heard;

	(void)state;
	sh("git init -q -b main recent");
	MOW_AUTO_PTR(repo) repo = open_repo("recent");
	heard = recent(repo);
	assert_int_equal(heard.lena + heard.marc + heard.others, 0);
	add_many(repo, "marc@example.com", 0, 3);
	add_many(repo, "lena@example.com", 3, 1);
	heard = recent(repo);
	assert_int_equal(heard.marc, 3);
	assert_int_equal(heard.lena, 1);
	/* So many commits on, those of the first are no longer among them. */
	for (unsigned i = 0; i < STORE_RECENT_COMMITS - 1; i++)
		add_many(repo, "nell@example.com", 10 + i, 1);
	heard = recent(repo);
	assert_int_equal(heard.marc, 0);
	assert_int_equal(heard.lena, 1);
	assert_int_equal(heard.others, STORE_RECENT_COMMITS - 1);
	/* Where history is cut off, what is left of it. */
	sh("git init -q --bare shallow && git -C shallow fetch -q --depth 4 file://$PWD/recent refs/mowners/approvals:refs/mowners/approvals");
	MOW_AUTO_PTR(repo) shallow = open_repo("shallow");
	heard = recent(shallow);
	assert_int_equal(heard.lena + heard.marc, 0);
	assert_int_equal(heard.others, 3);
	/* Of many at once not all are looked at. */
	add_many(repo, "marc@example.com", 1000, STORE_RECENT_MAX + 50);
	heard = recent(repo);
	assert_true(heard.marc > STORE_RECENT_MAX / 2);
	assert_int_equal(heard.lena + heard.marc + heard.others, STORE_RECENT_MAX);
}

/* Who said just this, and who spoke of the path; of the latter no more than are wanted. */
static void test_exact(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(store_found) found = {.limit = 1};
	struct oid root, commit, blob;

	(void)state;
	sh("git init -q -b main exact");
	MOW_AUTO_PTR(repo) repo = open_repo("exact");
	for (int i = 0; i < 3; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) line = BUF_INIT;
		MOW_AUTO(record) other = {0};
		buf_addf(&line, "step 100644 " A40 " 100644 %040d a\n", 7 + i);
		make_text(&text, "lena@example.com", line.data);
		sign_text(&text, "lena");
		parse(&other, &text);
		add(repo, &other);
	}
	approve(&one, "a");
	add(repo, &one);
	root_of(&root, &commit, repo);
	assert_int_equal(find_in(&found, repo, &root, "a"), 2);
	assert_int_equal(found.exact, 1);
	assert_int_equal(found.left_out, 2);
	blob = found.items[found.items[1].exact].blob;
	bool holds = false;
	assert_int_equal(store_holds(&holds, repo, &root, &(struct store_file){one.id, blob}, NULL), MOW_OK);
	assert_true(holds);
	assert_int_equal(store_holds(&holds, repo, &root, &(struct store_file){one.id, root}, NULL), MOW_OK);
	assert_false(holds);
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
	assert_int_equal(find(repo, "a"), 1);
	assert_int_equal(find(repo, "b"), 1);
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

static void expect_invalid(struct repo *repo, const struct oid *root, const char *id)
{
	MOW_AUTO(record) read = {0};

	assert_int_equal(store_read(&read, repo, root, id, NULL), MOW_EINVAL);
}

/* What is found is not trusted. */
static void test_read_garbage(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(store_found) found = {.limit = 9};
	char hex[OID_HEX];
	char path[80];

	(void)state;
	sh("git init -q -b main garbage");
	MOW_AUTO_PTR(repo) repo = open_repo("garbage");
	approve(&record, "a");
	bytes_of(&bytes, &record);
	index_start("garbage", "");
	/* Under another id; unsigned; no record; lines behind the right one that are none. */
	index_record("garbage", &bytes, &record);
	index_put("garbage", "100644", blob_of(hex, "garbage", bytes.data, bytes.len), "records/" ID64);
	record_path(path, &record);
	index_put("garbage", "100644", blob_of(hex, "garbage", record.text, record.text_len), path);
	blob_of(hex, "garbage", "hello", 5);
	index_put("garbage", "100644", hex, "records/1111111111111111111111111111111111111111111111111111111111111111");
	sh("cd garbage && export GIT_INDEX_FILE=.git/by-hand && git cat-file blob :index >old && "
	   "{ cat old; sed 's/ [0-9a-f]*/ gggggggggggggggg/' old; tr 0-9a-f g <old; } | "
	   "git hash-object -w --stdin >new && git update-index --add --cacheinfo 100644,$(cat new),index");
	struct oid root = index_tree("garbage");
	assert_int_equal(find_in(&found, repo, &root, "a"), 1);
	expect_invalid(repo, &root, ID64);
	expect_invalid(repo, &root, record.id);
	expect_invalid(repo, &root, "1111111111111111111111111111111111111111111111111111111111111111");
}

/* Many at once are what one after the other would be, in whatever order, and wherever twice. */
static void test_look_up(void **state)
{
	static const char *const paths[] = {"a", "b", "c", "d", "e", "f"};
	static const char *const asked[] = {"f", "nobody", "a", "c", "a", "b", "neither", "d"};
	struct record records[COUNT(paths)] = {{0}};
	struct step steps[COUNT(asked)];
	MOW_AUTO(store_asks) asks = {0};
	MOW_AUTO(store_found) found = {.limit = 99};
	struct oid root, commit;

	(void)state;
	sh("git init -q -b main locate");
	MOW_AUTO_PTR(repo) repo = open_repo("locate");
	for (size_t i = 0; i < COUNT(paths); i++)
		approve(&records[i], paths[i]);
	assert_int_equal(store_add(repo, records, COUNT(paths), &commit_text, NULL), MOW_OK);
	root_of(&root, &commit, repo);
	for (size_t i = 0; i < COUNT(asked); i++)
		steps[i] = (struct step){.path = asked[i], .path_len = strlen(asked[i])};
	assert_int_equal(store_asks_make(&asks, &(struct steps){.items = steps, .count = COUNT(asked)}, NULL), MOW_OK);
	assert_int_equal(store_look_up(&found, repo, &root, &asks, NULL), MOW_OK);
	assert_int_equal(found.count, 5);
	assert_int_equal(found.exact, 0);
	for (size_t i = 0; i < COUNT(paths); i++) {
		MOW_AUTO(record) read = {0};
		assert_int_equal(store_read(&read, repo, &root, records[i].id, NULL), MOW_OK);
		assert_string_equal(read.id, records[i].id);
		record_release(&records[i]);
	}
	/* Without a store, and without a question. */
	assert_int_equal(store_look_up(&found, repo, &none, &asks, NULL), MOW_OK);
	assert_int_equal(store_look_up(&found, repo, &root, &(struct store_asks){0}, NULL), MOW_OK);
	assert_int_equal(found.count, 5);
}

/* The top of a store whose parts are these trees. */
static struct oid make_top(const char *dir, const struct oid *index, const struct oid *records)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct oid format = sh_object(dir, "blob", "mowners-store 2\n", 16);

	add_entry(&bytes, "100644", "format", &format);
	if (!oid_is_zero(index))
		add_entry(&bytes, "40000", "index", index);
	if (!oid_is_zero(records))
		add_entry(&bytes, "40000", "records", records);
	return sh_object(dir, "tree", bytes.data, bytes.len);
}

/* A folder in disorder could hide something: that is told, and where. */
static void test_disorder(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(store_found) found = {0};
	MOW_AUTO(record) read = {0};
	struct mow_error err = {0};
	struct store_ask ask = {{0}};
	const struct store_asks asks = {&ask, 1};

	(void)state;
	sh("git init -q -b main disorder");
	MOW_AUTO_PTR(repo) repo = open_repo("disorder");
	struct oid folder = sh_object("disorder", "tree", "", 0);
	add_entry(&bytes, "40000", "f", &folder);
	add_entry(&bytes, "40000", "0", &folder);
	folder = sh_object("disorder", "tree", bytes.data, bytes.len);
	struct oid root = make_top("disorder", &folder, &none);
	assert_int_equal(store_look_up(&found, repo, &root, &asks, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "index/ has a malformed tree"));
	root = make_top("disorder", &none, &folder);
	assert_int_equal(store_read(&read, repo, &root, ID64, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "records/ has a malformed tree"));
	/* A name that no folder of the layout has. */
	buf_reset(&bytes);
	add_entry(&bytes, "40000", "00", &folder);
	folder = sh_object("disorder", "tree", bytes.data, bytes.len);
	root = make_top("disorder", &folder, &none);
	assert_int_equal(store_look_up(&found, repo, &root, &asks, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "index/00 is not named after one digit"));
}

/* What is no store of this layout. */
static void test_other_layouts(void **state)
{
	struct mow_error err = {0};
	struct oid root, commit;

	(void)state;
	sh("git init -q -b main other");
	MOW_AUTO_PTR(repo) repo = open_repo("other");
	sh("cd other && b=$(echo x | git hash-object -w --stdin) && "
	   "git update-index --add --cacheinfo 100644,$b,records/ab/cd && "
	   "git update-ref " STORE_REF " $(git commit-tree -m x $(git write-tree))");
	assert_int_equal(store_root(&root, &commit, repo, &err), MOW_EUNSUPPORTED);
	assert_non_null(strstr(err.message, "run mowners store --convert here, once"));
	assert_int_equal(store_add(repo, NULL, 0, &commit_text, &err), MOW_EUNSUPPORTED);
	sh("cd other && b=$(echo mowners-store 3 | git hash-object -w --stdin) && "
	   "git update-index --add --cacheinfo 100644,$b,format && "
	   "git update-ref " STORE_REF " $(git commit-tree -m x $(git write-tree))");
	assert_int_equal(store_root(&root, &commit, repo, &err), MOW_EUNSUPPORTED);
	assert_non_null(strstr(err.message, "a newer version of mowners"));
}

static void test_read_too_large(void **state)
{
	MOW_AUTO(record) read = {0};

	(void)state;
	sh("git init -q -b main large");
	MOW_AUTO_PTR(repo) repo = open_repo("large");
	sh("head -c 16777217 /dev/zero | git -C large hash-object -w --stdin >large-blob");
	index_start("large", "");
	index_put("large", "100644", sh_out("cat large-blob"), "records/" ID64);
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
		cmocka_unit_test_teardown(test_exact, fixture_return),
		cmocka_unit_test_teardown(test_recent, fixture_return),
		cmocka_unit_test_teardown(test_look_up, fixture_return),
		cmocka_unit_test_teardown(test_disorder, fixture_return),
		cmocka_unit_test_teardown(test_other_layouts, fixture_return),
		cmocka_unit_test_teardown(test_read_too_large, fixture_return),
	};

	return cmocka_run_group_tests_name("store", tests, store_setup, store_teardown);
}
