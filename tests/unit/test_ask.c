/* Questions about all files, through mowners.h: which files somebody owns, how much is owned, the matrix, and what
 * differs. */
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
		const struct mow_walk walk = {"", i % 2 == 0, collect, &found, NULL, &filters[i].only, false};
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
		const struct mow_walk walk = {"", true, collect, &found, NULL, &some[i], false};
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

/* ---- The matrix ---- */

static struct mow_matrix *new_matrix(struct mow_rules **rules, struct mow_repo *repo, enum mow_matrix_by by,
				     const char *under)
{
	const struct mow_matrix_options options = {by, under, NULL, false};
	struct mow_matrix *matrix = NULL;
	struct mow_error err;

	assert_int_equal(mow_rules_open(rules, repo, "HEAD", &err), 0);
	if (mow_matrix_new(&matrix, *rules, &options, &err) != 0)
		fail_msg("%s", err.message);
	return matrix;
}

static void add_list(struct buf *out, const char *name, const char *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i == 0 ? name : ",", items[i]);
}

static const char *or_none(const char *text)
{
	return text != NULL ? text : "-";
}

static void add_row(struct buf *out, const struct mow_matrix_row *row)
{
	const struct mow_owners *owners = row->owners;

	buf_addf(out, "%s %s %s", or_none(owners->area), or_none(owners->accountable), or_none(owners->level));
	for (size_t i = 0; i < owners->review_count; i++) {
		buf_addf(out, " %s=%u:", owners->review[i].name, owners->review[i].need);
		add_list(out, "", owners->review[i].of, owners->review[i].of_count);
	}
	add_list(out, " R=", owners->responsible.items, owners->responsible.count);
	add_list(out, " C=", owners->consulted.items, owners->consulted.count);
	add_list(out, " I=", owners->informed.items, owners->informed.count);
	buf_addf(out, " %zu/%zu of %.*s", row->decides, row->files, (int)row->folder_len, row->first);
	add_list(out, " at ", row->patterns, row->pattern_count);
	if (row->outdone != 0)
		buf_addf(out, " outdone %u", row->outdone);
	if (row->other_accountable != NULL || row->other_level != NULL || row->other_responsible.count > 0) {
		buf_addf(out, " else %s %s", or_none(row->other_accountable), or_none(row->other_level));
		add_list(out, " R=", row->other_responsible.items, row->other_responsible.count);
	}
	buf_addc(out, '\n');
}

static const struct {
	enum mow_matrix_by by;
	const char *under, *rows;
} matrices[] = {
	{MOW_MATRIX_AREAS, NULL,
	 "brand @lena - legal=1:@legal R=@makers 1/3 of brand/ at /brand/ outdone 1 else - standard\n"
	 "logos @tomas detailed I=@sales 2/2 of brand/logos/ at /brand/logos/ else - - R=@makers\n"
	 "claims - - claims=2:@greta,lena@example.com C=ask@example.net 0/2 of  at *.claims else - standard\n"
	 "in zoe@example.org - 1/1 of web/in/ at /web/in/ else - standard\n"
	 "rules @tomas - 2/2 of \n"},
	{MOW_MATRIX_AREAS, "web",
	 "claims - - claims=2:@greta,lena@example.com C=ask@example.net 0/1 of web/ at *.claims else - standard\n"
	 "in zoe@example.org - 1/1 of web/in/ at /web/in/ else - standard\n"
	 "rules @tomas - 1/1 of web/\n"},
	{MOW_MATRIX_EFFECTIVE, NULL,
	 "rules @tomas standard 0/2 of \n"
	 "logos @tomas detailed legal=1:@legal R=@makers I=@sales 0/1 of brand/logos/\n"
	 "logos @tomas detailed legal=1:@legal claims=2:@greta,lena@example.com R=@makers C=ask@example.net I=@sales 0/1 of "
	 "brand/logos/\n"
	 "brand @lena standard legal=1:@legal R=@makers 0/1 of brand/\n"
	 "in zoe@example.org standard 0/1 of web/in/\n"
	 "- - standard 0/1 of web/\n"
	 "- - standard claims=2:@greta,lena@example.com C=ask@example.net 0/1 of web/\n"},
	{MOW_MATRIX_AREAS, "nothing", ""},
};

static void test_matrix(void **state)
{
	struct mow_repo *repo = new_repo("matrix");

	(void)state;
	for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++) {
		struct mow_rules *rules = NULL;
		struct mow_matrix *matrix = new_matrix(&rules, repo, matrices[i].by, matrices[i].under);
		struct buf found = BUF_INIT;
		for (size_t k = 0; k < mow_matrix_rows(matrix); k++)
			add_row(&found, mow_matrix_row(matrix, k));
		assert_int_equal(mow_matrix_people(matrix), 0);
		assert_string_equal(found.data, matrices[i].rows);
		mow_matrix_free(matrix);
		mow_rules_free(rules);
		buf_release(&found);
	}
	mow_repo_free(repo);
}

/* Patterns of nested files as the root would write them: what they match there, they match here. */
static const struct {
	const char *nested, *root;
} patterns[] = {
	{"*", "/a[b/**"},       {"**", "/a[b/**"},     {"*.psd", "/a[b/**/*.psd"},
	{"in/", "/a[b/**/in/"}, {"/in/", "/a[b/in/"},  {"/*", "/a[b/*"},
	{"in/x", "/a[b/in/x"},  {"**/x", "/a[b/**/x"}, {"in/**", "/a[b/in/**"},
};

static void test_matrix_patterns(void **state)
{
	struct mow_repo_options options = {.dir = "patterns"};
	struct mow_repo *repo = NULL;
	struct mow_error err;
	char path[] = "patterns/a[b/OWNERS";

	(void)state;
	sh("git init -q -b main patterns && cd patterns && mkdir -p 'a[b/in' ab && touch 'a[b/x' 'a[b/in/x' 'a[b/in/y.psd' ab/x &&"
	   "printf '[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = T <t@example.com>\n' >OWNERS &&"
	   "git add . && git commit -q -m first");
	assert_int_equal(mow_repo_open(&repo, &options, &err), 0);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct buf text = BUF_INIT, root = BUF_INIT;
		struct mow_rules *rules = NULL;
		buf_addf(&text, "[x]\npath = %s\n       !%s\naccountable = @t\n", patterns[i].nested,
			 patterns[i].nested);
		write_file(path, text.data);
		sh("cd patterns && git add . && git commit -q -m next");
		struct mow_matrix *matrix = new_matrix(&rules, repo, MOW_MATRIX_AREAS, NULL);
		const struct mow_matrix_row *row = mow_matrix_row(matrix, 0);
		buf_addf(&root, "/a\\[b/%s", patterns[i].root + strlen("/a[b/"));
		assert_int_equal(row->pattern_count, 2);
		assert_string_equal(row->patterns[0], root.data);
		assert_int_equal(row->patterns[1][0], '!');
		assert_string_equal(row->patterns[1] + 1, root.data);
		mow_matrix_free(matrix);
		mow_rules_free(rules);
		buf_release(&text);
		buf_release(&root);
	}
	mow_repo_free(repo);
}

/* Who has to do how much, and without whom nobody could approve. */
static void test_matrix_people(void **state)
{
	static const struct {
		const char *label;
		size_t areas, files, gates, reviews, only;
	} expected[] = {
		{"@a", 2, 3, 0, 0, 0}, /* @b acts for them */
		{"@b", 1, 1, 2, 4, 0},
		{"@c", 0, 0, 2, 4, 1},
		{"@d", 0, 0, 1, 1, 1},
	};
	struct mow_repo_options options = {.dir = "people", .now = 1795305600};
	struct mow_repo *repo = NULL;
	struct mow_rules *rules = NULL;
	struct mow_error err;

	(void)state;
	sh("git init -q -b main people && cd people && mkdir x y z && touch x/1 x/2 y/1 z/1");
	write_file("people/OWNERS", "[mowners]\nversion = 1\n[rules]\naccountable = @b\n"
				    "[x]\npath = /x/\naccountable = @a\nreview = @bc\n"
				    "[y]\npath = /y/\naccountable = @a\nreview = @bc\nreview.all = all of @bc @d\n"
				    "[people]\n@a = A <a@example.com>, deputy @b\n@b = B <b@example.com>, deputy @a\n"
				    "@c = C <c@example.com>\n@d = D <d@example.com>\n@e = E <e@example.com>\n"
				    "[teams]\n@bc = @b @c\n");
	sh("cd people && git add . && git commit -q -m first");
	assert_int_equal(mow_repo_open(&repo, &options, &err), 0);
	struct mow_matrix *matrix = new_matrix(&rules, repo, MOW_MATRIX_PEOPLE, NULL);
	assert_int_equal(mow_matrix_rows(matrix), 0);
	for (size_t i = 0; i < mow_matrix_people(matrix) && i < sizeof expected / sizeof *expected; i++) {
		const struct mow_matrix_person *person = mow_matrix_person(matrix, i);
		if (strcmp(person->label, expected[i].label) != 0 || person->areas != expected[i].areas ||
		    person->files != expected[i].files || person->gates != expected[i].gates ||
		    person->reviews != expected[i].reviews || person->only != expected[i].only)
			fail_msg("%s %zu %zu %zu %zu %zu", person->label, person->areas, person->files, person->gates,
				 person->reviews, person->only);
	}
	assert_int_equal(mow_matrix_people(matrix), sizeof expected / sizeof *expected);
	assert_false(mow_matrix_is_external(matrix, "@a"));
	assert_false(mow_matrix_is_external(matrix, "@nobody"));
	mow_matrix_free(matrix);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

/* ---- Two states ---- */

static void count_finding(const struct mow_finding *finding, void *context)
{
	(void)finding;
	*(int *)context += 1;
}

static int list_effects(struct buf *out, struct mow_repo *repo, const struct mow_effects_options *options,
			struct mow_error *err)
{
	struct mow_effects *effects = NULL;
	size_t count = 0;
	int result = mow_effects_new(&effects, repo, options, err);
	const struct mow_effect *items = result == 0 ? mow_effects_all(effects, &count) : NULL;

	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "%d %s>%s %zu of %.*s\n", (int)items[i].kind, or_none(items[i].before),
			 or_none(items[i].after), items[i].files, (int)items[i].folder_len, items[i].first);
		assert_int_equal(items[i].paths != NULL, options->lists);
		if (options->lists)
			assert_string_equal(items[i].paths[0].bytes, items[i].first);
	}
	mow_effects_free(effects);
	return result;
}

/* The first commit has the rules of above, the second another owner, the third none, the fourth an error. */
static const struct {
	const char *old_rev, *new_rev, *effects; /* or what the message says */
	int result, old_errors, new_errors;
} states[] = {
	{"one", "two", "8 @lena>@paul 1 of brand/\n", 0, 0, 0},
	{"two", "one", "8 @paul>@lena 1 of brand/\n", 0, 0, 0},
	{"one", "one", "", 0, 0, 0},
	{"two", ":", "", MOW_ERULES, 0, 1},
	{"four", NULL, "", MOW_ERULES, 1, 1},
	{"four", "one", "", MOW_ERULES, 1, 0},
	{"three", "one", "", MOW_ENOTFOUND, 0, 0},
	{"three", "three", "", 0, 0, 0},
	{"nine", "one", "", MOW_EINVAL, 0, 0},
	{"one", "nine", "", MOW_EINVAL, 0, 0},
};

static void test_effects(void **state)
{
	struct mow_repo *repo = new_repo("effects");
	struct mow_error err;

	(void)state;
	sh("cd effects && git tag one && sed -i 's/^accountable = @lena/accountable = @paul/' OWNERS && git commit -q -a -m 2 &&"
	   "git tag two && git rm -q OWNERS web/OWNERS && git commit -q -m 3 && git tag three &&"
	   "printf '[mowners]\\n' >OWNERS && git add . && git commit -q -m 4 && git tag four");
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		struct buf found = BUF_INIT;
		int old_errors = 0, new_errors = 0;
		const struct mow_finding_sink old_sink = {count_finding, &old_errors};
		const struct mow_finding_sink new_sink = {count_finding, &new_errors};
		const struct mow_effects_options options = {states[i].old_rev, states[i].new_rev, &old_sink, &new_sink,
							    i % 2 == 0};
		int result = list_effects(&found, repo, &options, &err);
		if (result != states[i].result || (old_errors > 0) != states[i].old_errors ||
		    (new_errors > 0) != states[i].new_errors ||
		    (result == 0 && strcmp(found.data, states[i].effects) != 0))
			fail_msg("row %zu: %d, %d %d, %s", i, result, old_errors, new_errors,
				 result < 0 ? err.message : found.data);
		buf_release(&found);
	}
	mow_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),         cmocka_unit_test(test_files_without_rules),
		cmocka_unit_test(test_coverage),      cmocka_unit_test(test_coverage_areas),
		cmocka_unit_test(test_matrix),        cmocka_unit_test(test_matrix_patterns),
		cmocka_unit_test(test_matrix_people), cmocka_unit_test(test_effects),
	};

	return cmocka_run_group_tests_name("ask", tests, fixture_setup, fixture_teardown);
}
