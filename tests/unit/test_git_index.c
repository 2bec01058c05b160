/* git/index: what git ls-files --stage says of the same index; whatever else it may hold is left to git. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/file_write.h"
#include "git/index.h"
#include "git_fixture.h"

/* Long and odd paths, links, submodules, a mode of programs, what is only meant to be added, a conflict. */
static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && cd r && mkdir -p a/b/c 'x y' && for i in $(seq 60); do echo $i >a/b/file$i; done && "
	   "printf q >\"$(printf 'a\\377\\n\"')\" && ln -s a l && echo >run && chmod +x run && git add . && git commit -q -m x && "
	   "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub && "
	   "id=$(git hash-object -w run) && long=$(printf 'n%%.0s' $(seq 4200)) && "
	   "printf '100644 %%s %%s\t%%s\n' $id 0 ${long#nnnnnnnnn} $id 0 $long $id 0 $long/n $id 1 both $id 2 both $id 3 both | "
	   "git update-index --index-info");
	return 0;
}

/* As git writes it, without ids. */
static bool list(struct buf *out)
{
	struct repo *repo = open_repo("r");
	MOW_AUTO(index_file) index;
	bool known = index_open(&index, repo);

	buf_reset(out);
	while (known && index_next(&index)) {
		buf_addf(out, "%06o %u\t", index.mode, index.stage);
		buf_add(out, index.path.data, index.path.len + 1);
	}
	assert_int_equal(index.left, 0);
	repo_free(repo);
	return known;
}

static void check_same(void)
{
	MOW_AUTO(buf) ours = BUF_INIT;
	MOW_AUTO(buf) theirs = BUF_INIT;

	sh("cd r && git ls-files --stage -z | sed -z 's/ [0-9a-f]* / /' >../listed");
	assert_int_equal(file_read(&theirs, "listed", (size_t)1 << 20, NULL), 0);
	assert_true(list(&ours));
	assert_int_equal(ours.len, theirs.len);
	assert_memory_equal(ours.data, theirs.data, ours.len);
}

static void as_git_lists_it(void **state)
{
	(void)state;
	for (int version = 2; version <= 4; version++) {
		sh("cd r && git update-index --index-version %d", version);
		check_same();
	}
	sh("cd r && echo new >new && git add -N new && git update-index --skip-worktree a/b/file1");
	check_same();
	sh("cd r && git update-index --index-version 3");
	check_same();
	sh("cd r && git update-index --index-version 4");
	check_same();
}

static void what_git_must_tell(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	sh("cp -R r split && cp r/.git/index kept && cd r && git update-index --split-index");
	assert_false(list(&out));
	sh("cd r && git update-index --no-split-index");
	check_same();
	sh("cd r && mv .git/index ../away && ln -s ../../away .git/index");
	assert_false(list(&out));
	sh("cd r && rm .git/index");
	assert_false(list(&out));
	sh("mv away r/.git/index");
}

/* Cut anywhere, and with any byte changed, it is read to its end or not at all. */
static void damaged(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(file_read(&bytes, "r/.git/index", (size_t)1 << 20, NULL), 0);
	for (size_t len = 0; len < bytes.len; len += 1 + len / 40) {
		assert_int_equal(file_write("r/.git/index", bytes.data, len, 0644, NULL), 0);
		assert_false(list(&out));
	}
	for (size_t at = 0; at < bytes.len; at += 1 + at / 40) {
		char kept = bytes.data[at];
		bytes.data[at] = (char)(kept ^ (at % 2 == 0 ? 0x80 : 0x15));
		assert_int_equal(file_write("r/.git/index", bytes.data, bytes.len, 0644, NULL), 0);
		(void)list(&out);
		bytes.data[at] = kept;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(as_git_lists_it, fixture_return),
		cmocka_unit_test_teardown(what_git_must_tell, fixture_return),
		cmocka_unit_test_teardown(damaged, fixture_return),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
