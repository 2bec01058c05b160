#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

static struct buf text = BUF_INIT;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && cd r && echo x >f && git add f && git commit -q -m x && git init -q --bare ../b.git && "
	   "git worktree add -q ../w");
	return 0;
}

static int teardown(void **state)
{
	buf_release(&text);
	return fixture_teardown(state);
}

static void runs_git(void **state)
{
	const char *arguments[] = {"rev-parse", "HEAD", NULL};
	struct repo *repo = open_repo("r");

	(void)state;
	buf_reset(&text);
	buf_adds(&text, "kept ");
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_int_equal(text.len, 5 + OID_HEX);
	buf_cut(&text, text.len - 1);
	assert_string_equal(text.data + 5, sh_out("git -C r rev-parse HEAD"));
	assert_int_equal(repo_git(NULL, repo, arguments, NULL), 0);
	repo_free(repo);
}

static int add_piece(const char *piece, size_t len, void *context)
{
	assert_int_equal(strlen(piece), len);
	buf_addf(context, "<%s>", piece);
	return strcmp(piece, "stop") == 0 ? 7 : 0;
}

static void takes_pieces(void **state)
{
	const char *names[] = {"-c", "alias.names=!printf 'a\\0\\0b c\\0'", "names", NULL};
	const char *stops[] = {"-c", "alias.stops=!printf 'a\\0stop\\0b\\0'", "stops", NULL};
	const char *cut[] = {"-c", "alias.cut=!printf 'a\\0b'", "cut", NULL};
	const char *fails[] = {"-c", "alias.fails=!printf 'a\\0'; exit 3; :", "fails", NULL};
	const char *reads[] = {"-c", "alias.reads=!tr x '\\0'; :", "reads", NULL};
	struct repo *repo = open_repo("r");
	struct mow_error err = {0, ""};

	(void)state;
	buf_reset(&text);
	assert_int_equal(repo_git_each(repo, &(struct git_question){.arguments = names}, add_piece, &text, &err), 0);
	assert_string_equal(text.data, "<a><><b c>");
	buf_reset(&text);
	assert_int_equal(repo_git_each(repo, &(struct git_question){.arguments = stops}, add_piece, &text, &err), 7);
	assert_string_equal(text.data, "<a><stop>");
	buf_reset(&text);
	const struct git_question asked = {reads, "one xtwox", 9};
	assert_int_equal(repo_git_each(repo, &asked, add_piece, &text, &err), 0);
	assert_string_equal(text.data, "<one ><two>");
	assert_int_equal(repo_git_each(repo, &(struct git_question){.arguments = cut}, add_piece, &text, &err),
			 MOW_EGIT);
	assert_int_equal(repo_git_each(repo, &(struct git_question){.arguments = fails}, add_piece, &text, &err),
			 MOW_EGIT);
	repo_free(repo);
}

static void tells_failures(void **state)
{
	const char *arguments[] = {"rev-parse", "--verify", "no\033[1msuch", NULL};
	const char *silent[] = {"diff-index", "--quiet", "--cached", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", NULL};
	struct repo *repo = open_repo("r");
	struct mow_error err = {0, ""};

	(void)state;
	buf_reset(&text);
	buf_adds(&text, "kept");
	assert_int_equal(repo_git(&text, repo, arguments, &err), MOW_EGIT);
	assert_string_equal(text.data, "kept");
	assert_string_equal(err.message, "git rev-parse failed: Needed a single revision");
	assert_int_equal(repo_git(&text, repo, silent, &err), MOW_EGIT);
	assert_string_equal(err.message, "git diff-index failed: exit status 1");
	repo_free(repo);
}

/* Neither the environment nor the user's configuration, nor a hook or a monitor of the repository's. */
static void is_clean(void **state)
{
	const char *arguments[] = {"config", "--get-regexp", "^(core.(fsmonitor|hookspath)|user|a)", NULL};
	const char *update[] = {"update-ref", "refs/heads/new", "HEAD", NULL};
	const char *status[] = {"status", "--porcelain", NULL};

	(void)state;
	write_file("r/.git/hooks/reference-transaction", "#!/bin/sh\ntouch ran\n");
	write_file("r/.git/monitor", "#!/bin/sh\ntouch $OLDPWD/ran; touch ran\n");
	sh("chmod +x r/.git/hooks/reference-transaction r/.git/monitor && git -C r config core.fsmonitor .git/monitor");
	sh("git config -f home a.global yes");
	setenv("GIT_CONFIG_GLOBAL", "home", 1);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "a.count", 1);
	setenv("GIT_CONFIG_VALUE_0", "yes", 1);
	setenv("GIT_TRACE", "/dev/stderr", 1);
	setenv("GIT_EXTERNAL_DIFF", "false", 1);
	struct repo *repo = open_repo("r");
	buf_reset(&text);
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_string_equal(text.data, "core.fsmonitor .git/monitor\ncore.fsmonitor false\ncore.hookspath /dev/null\n");
	assert_int_equal(repo_git(NULL, repo, update, NULL), 0);
	assert_int_equal(repo_git(NULL, repo, status, NULL), 0);
	assert_int_equal(access("ran", F_OK), -1);
	assert_int_equal(access("r/ran", F_OK), -1);
	assert_int_equal(access("r/.git/ran", F_OK), -1);
	repo_free(repo);
	unsetenv("GIT_TRACE");
	unsetenv("GIT_EXTERNAL_DIFF");
	sh("git -C r config --unset core.fsmonitor; rm r/.git/hooks/reference-transaction; git -C r update-ref -d refs/heads/new");
}

static void as_the_user(void **state)
{
	const char *given[] = {"config", "--get", "a.count", NULL};
	const char *global[] = {"config", "--get", "a.global", NULL};
	const char *none[] = {"config", "--get", "a.none", NULL};
	struct git_said said = GIT_SAID_INIT;

	(void)state;
	sh("git config -f home a.global yes");
	setenv("GIT_CONFIG_GLOBAL", "home", 1);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "a.count", 1);
	setenv("GIT_CONFIG_VALUE_0", "yes", 1);
	struct repo *repo = open_repo("r");
	assert_int_equal(repo_git_user(&said, repo, given, NULL), 0);
	assert_int_equal(said.status, 0);
	assert_string_equal(said.output.data, "yes\n");
	assert_int_equal(repo_git_user(&said, repo, global, NULL), 0);
	assert_int_equal(said.status, 0);
	assert_int_equal(repo_git_user(&said, repo, none, NULL), 0);
	assert_int_equal(said.status, 1);
	assert_string_equal(said.output.data, "");
	git_said_release(&said);
	repo_free(repo);
}

/* The index file that git told the hook is the one that children see, from wherever they run. */
static void other_index(void **state)
{
	const char *arguments[] = {"ls-files", NULL};

	(void)state;
	sh("cd r && cp .git/index other && GIT_INDEX_FILE=other git update-index --add --cacheinfo 100644,$(git rev-parse HEAD:f),second");
	assert_int_equal(chdir("r"), 0);
	setenv("GIT_DIR", ".git", 1);
	setenv("GIT_INDEX_FILE", "other", 1);
	struct repo *repo = NULL;
	assert_int_equal(repo_open(&repo, NULL, REPO_FROM_ENV, NULL), 0);
	assert_int_equal(chdir(".git"), 0);
	buf_reset(&text);
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_string_equal(text.data, "f\nsecond\n");
	repo_free(repo);
	repo = open_repo("..");
	buf_reset(&text);
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_string_equal(text.data, "f\n");
	repo_free(repo);
}

static void hooks(void **state)
{
	static const struct {
		const char *dir;
		const char *path; /* core.hooksPath; NULL: unset */
		const char *want; /* below the fixture's folder; NULL: the path itself */
	} rows[] = {
		{"r", NULL, "/r/.git/hooks/"},     {"b.git", NULL, "/b.git/hooks/"},      {"w", NULL, "/r/.git/hooks/"},
		{"r", "my hooks", "/r/my hooks/"}, {"b.git", "custom", "/b.git/custom/"}, {"r", "/etc/hooks", NULL},
		{"w", "rel", "/w/rel/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char want[256];
		if (rows[i].path != NULL)
			sh("git -C %s config core.hooksPath '%s'", rows[i].dir, rows[i].path);
		struct repo *repo = open_repo(rows[i].dir);
		assert_int_equal(repo_hooks_dir(&text, repo, NULL), 0);
		(void)snprintf(want, sizeof want, "%s%s", rows[i].want != NULL ? fixture_dir : rows[i].path,
			       rows[i].want != NULL ? rows[i].want : "/");
		assert_string_equal(text.data, want);
		repo_free(repo);
		if (rows[i].path != NULL)
			sh("git -C %s config --unset core.hooksPath", rows[i].dir);
	}
	/* Wherever it is set. */
	sh("git config -f hookshome core.hooksPath /all/of/them");
	setenv("GIT_CONFIG_GLOBAL", "hookshome", 1);
	struct repo *repo = open_repo("r");
	assert_int_equal(repo_hooks_dir(&text, repo, NULL), 0);
	assert_string_equal(text.data, "/all/of/them/");
	repo_free(repo);
}

static void identity(void **state)
{
	struct buf name = BUF_INIT;
	struct buf email = BUF_INIT;
	struct mow_error err = {0, ""};
	struct repo *repo = open_repo("r");

	(void)state;
	assert_int_equal(repo_identity(&name, &email, repo, NULL), 0);
	assert_string_equal(name.data, "Ann Author");
	assert_string_equal(email.data, "ann@example.com");
	unsetenv("GIT_AUTHOR_NAME");
	unsetenv("GIT_AUTHOR_EMAIL");
	sh("git -C r config user.name 'L\xc3\xa9na <Q> X' && git -C r config user.email lena@example.com");
	assert_int_equal(repo_identity(&name, &email, repo, NULL), 0);
	assert_string_equal(name.data, "L\xc3\xa9na Q X");
	assert_string_equal(email.data, "lena@example.com");
	sh("git -C r config --unset user.email && git -C r config user.useConfigOnly true");
	unsetenv("EMAIL");
	assert_int_equal(repo_identity(&name, &email, repo, &err), MOW_ENOTFOUND);
	assert_non_null(strstr(err.message, "user.name"));
	assert_non_null(strstr(err.message, "user.email"));
	assert_string_equal(email.data, "lena@example.com");
	/* As `git -c user.email=… commit` has it. */
	repo_free(repo);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "user.email", 1);
	setenv("GIT_CONFIG_VALUE_0", "given@example.com", 1);
	repo = open_repo("r");
	assert_int_equal(repo_identity(&name, &email, repo, NULL), 0);
	assert_string_equal(email.data, "given@example.com");
	sh("git -C r config --unset user.name && git -C r config --unset user.useConfigOnly");
	setenv("GIT_AUTHOR_NAME", "Ann Author", 1);
	setenv("GIT_AUTHOR_EMAIL", "ann@example.com", 1);
	repo_free(repo);
	buf_release(&name);
	buf_release(&email);
}

/* What the environment says is taken as git takes it, cleaned or not. */
static void identity_given(void **state)
{
	static const char *const names[] = {"Ann", "L\xc3\xa9na X.", " Ann ", "A <b> C", "\"Ann\"", "Ann (North), Ltd"};
	static const char *const emails[] = {"a@b", "<a@b>", "a@b.", "'a'@b", "a b@c"};
	struct buf name = BUF_INIT;
	struct buf email = BUF_INIT;
	struct repo *repo = open_repo("r");

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		for (size_t j = 0; j < sizeof emails / sizeof *emails; j++) {
			setenv("GIT_AUTHOR_NAME", names[i], 1);
			setenv("GIT_AUTHOR_EMAIL", emails[j], 1);
			assert_int_equal(repo_identity(&name, &email, repo, NULL), 0);
			buf_reset(&text);
			buf_addf(&text, "%s <%s>", name.data, email.data);
			assert_string_equal(text.data,
					    sh_out("git -C r var GIT_AUTHOR_IDENT | cut -d '>' -f 1 | sed 's/$/>/'"));
		}
	}
	setenv("GIT_AUTHOR_NAME", "Ann Author", 1);
	setenv("GIT_AUTHOR_EMAIL", "ann@example.com", 1);
	repo_free(repo);
	buf_release(&name);
	buf_release(&email);
}

#define ROW(test) cmocka_unit_test_teardown(test, fixture_return)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROW(runs_git),    ROW(takes_pieces), ROW(tells_failures), ROW(is_clean),       ROW(as_the_user),
		ROW(other_index), ROW(hooks),        ROW(identity),       ROW(identity_given),
	};

	return cmocka_run_group_tests_name("git_run", tests, setup, teardown);
}
