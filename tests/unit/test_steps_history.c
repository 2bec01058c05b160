/* steps/history: what each commit changed, and whom it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "steps/history.h"

/* Commits, oldest first: mark and moment, branch, author, what it merges by marks, message, files. */
static const struct commit_row {
	unsigned moment;
	const char *branch, *author, *parents, *message, *files;
} rows[] = {
	{1, "main", "Ann <ann@x>", "", "first", "a b"},
	{2, "main", "Bob <bob@x>", "from :1\n",
	 "second\n\nCo-authored-by: Cy <cy@x>\nReviewed-by: Dan <dan@x>\nacked-by: Dan D <DAN@x>\nApproved-by: nobody\n"
	 "Signed-off-by: Eve <eve@x>\n",
	 "b"},
	{3, "topic", "Eve <eve@x>", "from :1\n", "topic", "c"},
	{4, "main", "Ann <ann@x>", "from :2\nmerge :3\n", "merge", "c"},
	{5, "more", "Ann <ann@x>", "from :4\n", "more", "d"},
	{6, "main", "ANN <Ann@x>", "from :4\nmerge :5\n", "her own", "d"},
	{7, "main", "Ann <ann@x>", "from :6\nmerge :3\nmerge :5\n", "three", "e"},
	{8, "main", "Ann <ann@x>", "from :7\n", "nothing", ""},
};

static int setup(void **state)
{
	MOW_AUTO(buf) stream = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct commit_row *row = &rows[i];
		buf_addf(
			&stream,
			"commit refs/heads/%s\nmark :%u\nauthor %s 1 +0000\ncommitter C <c@x> %u +0000\ndata %zu\n%s\n%s",
			row->branch, row->moment, row->author, row->moment * 1000, strlen(row->message), row->message,
			row->parents);
		for (const char *file = row->files; *file != '\0'; file++)
			if (*file != ' ')
				buf_addf(&stream, "M 100644 inline %c\ndata 2\n%u\n\n", *file, row->moment);
	}
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	sh("git clone -q --depth 1 \"file://$PWD/r\" shallow && git clone -q --depth 7 \"file://$PWD/r\" deep");
	return 0;
}

/* "b: bob@x cy@x +dan@x" */
static int tell(const struct history_commit *commit, void *context)
{
	struct buf *out = context;

	if (commit->merge)
		buf_adds(out, "merge ");
	for (size_t i = 0; i < commit->steps->count; i++)
		buf_addf(out, "%s", commit->steps->items[i].path);
	buf_addc(out, ':');
	for (size_t i = 0; i < commit->people_count; i++)
		buf_addf(out, " %s%s", commit->people[i].approved ? "+" : "", commit->people[i].email);
	buf_addc(out, '\n');
	return MOW_OK;
}

static void ask(struct buf *out, const char *dir, int64_t since)
{
	struct repo *repo = open_repo(dir);
	struct oid tip = sh_oid("git -C %s rev-parse HEAD", dir);
	const struct history_request request = {&tip, since, tell, out};

	assert_int_equal(history_walk(repo, &request, NULL), MOW_OK);
	repo_free(repo);
}

static void test_history(void **state)
{
	MOW_AUTO(buf) all = BUF_INIT;
	MOW_AUTO(buf) late = BUF_INIT;

	(void)state;
	ask(&all, "r", 0);
	assert_string_equal(all.data,
			    ": ann@x\nd: ann@x\nmerge c: +ann@x\nc: eve@x\nb: bob@x cy@x +dan@x\nab: ann@x\n");
	ask(&late, "r", 3000);
	assert_string_equal(late.data, ": ann@x\nd: ann@x\nmerge c: +ann@x\nc: eve@x\n");
}

/* What is cut off is left out. */
static void test_shallow(void **state)
{
	MOW_AUTO(buf) one = BUF_INIT;
	MOW_AUTO(buf) more = BUF_INIT;

	(void)state;
	ask(&one, "shallow", 0);
	assert_string_equal(one.data, "");
	ask(&more, "deep", 0);
	assert_non_null(strstr(more.data, "merge c: +ann@x\n"));
}

static int stop(const struct history_commit *commit, void *context)
{
	(void)commit;
	++*(int *)context;
	return MOW_ENOMEM;
}

static void test_stops(void **state)
{
	struct repo *repo = open_repo("r");
	struct oid tip = sh_oid("git -C r rev-parse HEAD");
	int calls = 0;
	const struct history_request request = {&tip, 0, stop, &calls};

	(void)state;
	assert_int_equal(history_walk(repo, &request, NULL), MOW_ENOMEM);
	assert_int_equal(calls, 1);
	repo_free(repo);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_shallow),
		cmocka_unit_test(test_stops),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
