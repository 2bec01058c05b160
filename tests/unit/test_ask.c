/* Questions about all files, through mowners.h: which files somebody owns, and how much is owned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "mowners.h"

static const char rules_text[] = "[mowners]\n"
				 "version = 1\n"
				 "unowned = warn\n"
				 "[rules]\n"
				 "accountable = @tomas\n"
				 "[brand]\n"
				 "path = /brand/\n"
				 "accountable = @lena\n"
				 "review = @legal\n"
				 "responsible = @makers\n"
				 "[logos]\n"
				 "path = /brand/logos/\n"
				 "accountable = @tomas\n"
				 "informed = @sales\n"
				 "level = detailed\n"
				 "[claims]\n"
				 "path = *.claims\n"
				 "review = 2 of @greta lena@example.com\n"
				 "consulted = ask@example.net\n"
				 "[freeze launch]\n"
				 "path = /brand/logos/a\n"
				 "from = 2026-11-01\n"
				 "until = 2026-11-30\n"
				 "[people]\n"
				 "@lena = Lena Fischer <lena@example.com>\n"
				 "@tomas = Tomas Riva <tomas@example.com>\n"
				 "@greta = Greta Gold <greta@example.com>\n"
				 "@paul = Paul Post <paul@example.com>\n"
				 "@mia = Mia Meer <mia@example.com>\n"
				 "[teams]\n"
				 "@legal = @greta @paul\n"
				 "@makers = @legal @studio\n"
				 "@studio = @mia\n"
				 "@sales = @mia, until 2026-06-30\n";

/* Opened with a clock of 2026-11-22. */
static struct mow_repo *new_repo(const char *name)
{
	struct mow_repo_options options = {.dir = name, .now = 1795305600};
	struct mow_repo *repo = NULL;
	struct mow_error err;
	char path[128];

	sh("git init -q -b main %s && mkdir -p %s/brand/logos %s/web/in && cd %s &&"
	   "touch brand/type brand/logos/a brand/logos/b.claims web/x web/y.claims web/in/z &&"
	   "printf '[in]\\npath = /in/\\naccountable = zoe@example.org\\n' >web/OWNERS",
	   name, name, name, name);
	(void)snprintf(path, sizeof path, "%s/OWNERS", name);
	write_file(path, rules_text);
	sh("cd %s && git add . && git commit -q -m first", name);
	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	return repo;
}

/* ---- Files ---- */

static int collect(const struct mow_owners *owners, void *context)
{
	struct buf *out = context;

	if (out->len > 0)
		buf_addc(out, ' ');
	buf_add(out, owners->path, owners->path_len);
	return 0;
}

static const struct {
	struct mow_filter only;
	const char *files; /* or what the message says */
	int result;
} filters[] = {
	{{0}, "OWNERS brand/logos/a brand/logos/b.claims brand/type web/OWNERS web/in/z web/x web/y.claims", 0},
	/* A person: by name, by e-mail, and through teams, in teams too. */
	{{.owner = "@lena"}, "brand/logos/b.claims brand/type web/y.claims", 0},
	{{.owner = "LENA@example.com"}, "brand/logos/b.claims brand/type web/y.claims", 0},
	{{.owner = "@paul"}, "brand/logos/a brand/logos/b.claims brand/type", 0},
	{{.owner = "@Mia"}, "brand/logos/a brand/logos/b.claims brand/type", 0},
	/* Her time in @sales is over. */
	{{.owner = "@mia", .role = "informed"}, "", 0},
	{{.owner = "zoe@example.org"}, "web/in/z", 0},
	{{.owner = "ask@example.net"}, "brand/logos/b.claims web/y.claims", 0},
	/* A team: itself, and the teams in it, but not those that it is in, nor its people. */
	{{.owner = "@sales"}, "brand/logos/a brand/logos/b.claims", 0},
	{{.owner = "@legal", .role = "review"}, "brand/logos/a brand/logos/b.claims brand/type", 0},
	{{.owner = "@makers", .role = "review"}, "brand/logos/a brand/logos/b.claims brand/type", 0},
	{{.owner = "@legal", .role = "responsible"}, "", 0},
	{{.owner = "@studio"}, "", 0},
	/* Roles. */
	{{.owner = "@lena", .role = "accountable"}, "brand/type", 0},
	{{.owner = "@lena", .role = "review"}, "brand/logos/b.claims web/y.claims", 0},
	{{.role = "informed"}, "brand/logos/a brand/logos/b.claims", 0},
	{{.role = "accountable"}, "OWNERS brand/logos/a brand/logos/b.claims brand/type web/OWNERS web/in/z", 0},
	/* Areas: all that they match; whatever they are called. */
	{{.area = "brand"}, "brand/logos/a brand/logos/b.claims brand/type", 0},
	{{.area = "claims"}, "brand/logos/b.claims web/y.claims", 0},
	{{.area = "in"}, "web/in/z", 0},
	{{.area = "rules"}, "OWNERS web/OWNERS", 0},
	{{.area = "freeze launch"}, "brand/logos/a", 0},
	/* Levels, and what nobody owns. */
	{{.level = "detailed"}, "brand/logos/a brand/logos/b.claims", 0},
	{{.level = "lightweight"}, "", 0},
	{{.unowned = true}, "web/x web/y.claims", 0},
	/* All must hold. */
	{{.unowned = true, .owner = "@greta"}, "web/y.claims", 0},
	{{.area = "claims", .level = "detailed"}, "brand/logos/b.claims", 0},
	/* What the rules do not know. */
	{{.owner = "@lina"}, "@lina is nobody whom the OWNERS files know; did you mean @lena?", MOW_EINVAL},
	{{.owner = "lena"}, "lena is nobody whom the OWNERS files know; did you mean @lena?", MOW_EINVAL},
	{{.owner = "\x1b[31m"}, "\\x1B[31m is nobody whom the OWNERS files know", MOW_EINVAL},
	{{.area = "logo"}, "logo is no area of the OWNERS files; did you mean logos?", MOW_EINVAL},
	{{.area = "otherwise"}, "otherwise is no area of the OWNERS files", MOW_EINVAL},
	{{.role = "boss"},
	 "there is no such role; roles are accountable, review, responsible, consulted, informed",
	 MOW_EINVAL},
	{{.level = "high"}, "there is no such level; levels are lightweight, standard, detailed", MOW_EINVAL},
};

static void test_files(void **state)
{
	struct mow_repo *repo = new_repo("files");
	struct mow_rules *rules = NULL;
	struct mow_error err;

	(void)state;
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		const bool fails = filters[i].result != MOW_OK;
		struct buf found = BUF_INIT;
		const struct mow_walk walk = {"", i % 2 == 0, collect, &found, NULL, &filters[i].only};
		assert_int_equal(mow_rules_open(&rules, repo, i % 3 == 0 ? "HEAD" : NULL, &err), 0);
		int result = mow_rules_walk(rules, &walk, &err);
		if (result != filters[i].result || strcmp(fails ? err.message : found.data, filters[i].files) != 0)
			fail_msg("row %zu: %d, %s", i, result, result < 0 ? err.message : found.data);
		mow_rules_free(rules);
		buf_release(&found);
	}
	mow_repo_free(repo);
}

/* Without rules nobody is known, and nobody owns anything. */
static void test_files_without_rules(void **state)
{
	const struct mow_filter some[] = {
		{.owner = "@lena"}, {.area = "brand"}, {.role = "review"}, {.level = "detailed"}, {.unowned = true}};
	struct mow_repo_options options = {.dir = "bare"};
	struct mow_repo *repo = NULL;
	struct mow_rules *rules = NULL;
	struct mow_error err;

	(void)state;
	sh("git init -q -b main bare && cd bare && touch x && git add . && git commit -q -m first");
	assert_int_equal(mow_repo_open(&repo, &options, &err), 0);
	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		struct buf found = BUF_INIT;
		const struct mow_walk walk = {"", true, collect, &found, NULL, &some[i]};
		assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
		assert_int_equal(mow_rules_walk(rules, &walk, &err), 0);
		assert_string_equal(found.data, some[i].unowned ? "x" : "");
		mow_rules_free(rules);
		buf_release(&found);
	}
	mow_repo_free(repo);
}

/* ---- Coverage ---- */

static int count_all(struct buf *out, struct mow_repo *repo, const char *under, struct mow_error *err)
{
	struct mow_coverage *coverage = NULL;
	struct mow_rules *rules = NULL;

	assert_int_equal(mow_rules_open(&rules, repo, "HEAD", err), 0);
	int result = mow_coverage_new(&coverage, rules, under, NULL, err);
	for (size_t i = 0; result == 0 && i < mow_coverage_folders(coverage); i++) {
		const struct mow_coverage_folder *folder = mow_coverage_folder(coverage, i);
		assert_int_equal(strlen(folder->path), folder->path_len);
		buf_addf(out, "%zu:%s %zu=%zu+%zu+%zu+%zu %zu\n", folder->depth, folder->path, folder->files,
			 folder->owned, folder->otherwise, folder->rules, folder->unowned, folder->areas);
	}
	mow_coverage_free(coverage);
	mow_rules_free(rules);
	return result;
}

static const struct {
	const char *under, *folders;
} coverages[] = {
	{"",
	 "0: 8=4+0+2+2 3\n1:brand 3=3+0+0+0 2\n2:brand/logos 2=2+0+0+0 1\n1:web 4=1+0+1+2 1\n2:web/in 1=1+0+0+0 1\n"},
	{"brand", "0:brand 3=3+0+0+0 2\n1:brand/logos 2=2+0+0+0 1\n"},
	{"web/in", "0:web/in 1=1+0+0+0 1\n"},
	{"we", "0:we 0=0+0+0+0 0\n"},
	{"web/x", "0:web/x 0=0+0+0+0 0\n"},
};

static void test_coverage(void **state)
{
	struct mow_repo *repo = new_repo("coverage");
	struct mow_error err;

	(void)state;
	for (size_t i = 0; i < sizeof coverages / sizeof *coverages; i++) {
		struct buf found = BUF_INIT;
		assert_int_equal(count_all(&found, repo, coverages[i].under, &err), 0);
		assert_string_equal(found.data, coverages[i].folders);
		buf_release(&found);
	}
	mow_repo_free(repo);
}

/* An area that comes again and again, in folders that lie beside and in one another, is counted once in each. */
static void test_coverage_areas(void **state)
{
	struct mow_repo_options options = {.dir = "areas"};
	struct mow_repo *repo = NULL;
	struct buf found = BUF_INIT;
	struct mow_error err;

	(void)state;
	sh("git init -q -b main areas && cd areas && mkdir -p a/b a/c d &&"
	   "touch a/b/1.x a/b/2.y a/b/3.x a/c/1.x a/d.y d/1.y d/2.x &&"
	   "printf '[mowners]\nversion = 1\n[rules]\naccountable = @t\n[otherwise]\naccountable = @t\n"
	   "[x]\npath = *.x\naccountable = @t\n[y]\npath = /a/**/*.y\naccountable = @t\n"
	   "[people]\n@t = T <t@example.com>\n' >OWNERS && git add . && git commit -q -m first");
	assert_int_equal(mow_repo_open(&repo, &options, &err), 0);
	assert_int_equal(count_all(&found, repo, "", &err), 0);
	assert_string_equal(found.data, "0: 8=6+1+1+0 2\n1:a 5=5+0+0+0 2\n2:a/b 3=3+0+0+0 2\n2:a/c 1=1+0+0+0 1\n"
					"1:d 2=1+1+0+0 1\n");
	buf_release(&found);
	write_file("areas/OWNERS", "[mowners]\n");
	sh("cd areas && git commit -q -a -m broken");
	assert_int_equal(count_all(&found, repo, "", &err), MOW_ERULES);
	buf_release(&found);
	mow_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_files_without_rules),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_coverage_areas),
	};

	return cmocka_run_group_tests_name("ask", tests, fixture_setup, fixture_teardown);
}
