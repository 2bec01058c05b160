/* Questions about all files, through mowners.h: which files somebody owns. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_files_without_rules),
	};

	return cmocka_run_group_tests_name("ask", tests, fixture_setup, fixture_teardown);
}
