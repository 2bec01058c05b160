#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

static struct buf text = BUF_INIT;
static struct repo *repo;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && cd r && git commit -q --allow-empty -m one && git commit -q --allow-empty -m 'two fix' && "
	   "echo x >f && git add f && git commit -q -m three && git branch side HEAD~1 && git branch a/b && git tag light && "
	   "git tag -a -m tag annotated && git tag -a -m tag twice annotated 2>/dev/null && git tag -a -m b blobtag HEAD:f && "
	   "git symbolic-ref refs/heads/alias refs/heads/side && git symbolic-ref refs/heads/dangling refs/heads/none && "
	   "git symbolic-ref refs/heads/second refs/heads/alias && git pack-refs --all && git branch loose && git branch -- deadbeef HEAD~2 && "
	   "git update-ref refs/heads/-x HEAD~2 && git init -q -b unborn ../u && git init -q -b main ../d && cd ../d && git commit -q --allow-empty -m x && "
	   "git checkout -q --detach");
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	buf_release(&text);
	return fixture_teardown(state);
}

static void reads_refs(void **state)
{
	struct oid oid = {{0}};
	struct oid want = sh_oid("git -C r rev-parse side");

	(void)state;
	assert_int_equal(repo_ref(&oid, &text, repo, "refs/heads/side", NULL), 0);
	assert_string_equal(text.data, "refs/heads/side");
	assert_true(oid_equal(&oid, &want));
	assert_int_equal(repo_ref(&oid, &text, repo, "refs/heads/second", NULL), 0);
	assert_string_equal(text.data, "refs/heads/side");
	assert_true(oid_equal(&oid, &want));
	assert_int_equal(repo_ref(&oid, &text, repo, "HEAD", NULL), 0);
	assert_string_equal(text.data, "refs/heads/main");
	want = sh_oid("git -C r rev-parse annotated");
	assert_int_equal(repo_ref(&oid, NULL, repo, "refs/tags/annotated", NULL), 0);
	assert_true(oid_equal(&oid, &want));
}

static void misses_refs(void **state)
{
	static const char *const names[] = {
		"refs/heads/none", "refs/heads/dangling", "refs/heads/..", "refs", "main", "refs/heads/\033[1m", ""};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct mow_error err = {0, ""};
		struct oid oid = {{7}};
		assert_int_equal(repo_ref(&oid, NULL, repo, names[i], &err), MOW_ENOTFOUND);
		assert_int_equal(oid.bytes[0], 7);
		assert_null(strchr(err.message, '\033'));
	}
}

static void heads(void **state)
{
	struct repo *unborn = open_repo("u");
	struct repo *detached = open_repo("d");
	struct mow_error err = {0, ""};
	struct oid oid;

	(void)state;
	assert_int_equal(repo_head_name(&text, repo, NULL), 0);
	assert_string_equal(text.data, "refs/heads/main");
	assert_int_equal(repo_head_name(&text, unborn, NULL), 0);
	assert_string_equal(text.data, "refs/heads/unborn");
	assert_int_equal(repo_ref(&oid, NULL, unborn, "HEAD", NULL), MOW_ENOTFOUND);
	assert_int_equal(repo_head_name(&text, detached, &err), MOW_ENOTFOUND);
	assert_non_null(strstr(err.message, "detached"));
	assert_int_equal(repo_ref(&oid, &text, detached, "HEAD", NULL), 0);
	assert_string_equal(text.data, "HEAD");
	repo_free(unborn);
	repo_free(detached);
}

static void symbolic(void **state)
{
	(void)state;
	assert_int_equal(repo_symbolic(&text, repo, "refs/heads/second", NULL), 0);
	assert_string_equal(text.data, "refs/heads/alias");
	assert_int_equal(repo_symbolic(&text, repo, "refs/heads/dangling", NULL), 0);
	assert_string_equal(text.data, "refs/heads/none");
	assert_int_equal(repo_symbolic(&text, repo, "refs/heads/main", NULL), MOW_ENOTFOUND);
	assert_int_equal(repo_symbolic(&text, repo, "refs/heads/none", NULL), MOW_ENOTFOUND);
}

static int list_ref(const char *name, const struct oid *oid, void *context)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(context, "%s %s\n", hex, name);
	return 0;
}

static int stop_at_second(const char *name, const struct oid *oid, void *context)
{
	int *count = context;

	(void)name;
	(void)oid;
	return ++*count == 2 ? 42 : 0;
}

static void lists_refs(void **state)
{
	static const char *const prefixes[] = {"refs/", "refs/heads/", "refs/tags/", "refs/heads/a/", "refs/none/"};
	int count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		buf_reset(&text);
		assert_int_equal(repo_each_ref(repo, prefixes[i], list_ref, &text, NULL), 0);
		buf_cut(&text, text.len > 0 ? text.len - 1 : 0);
		assert_string_equal(text.data, sh_out("git -C r for-each-ref --format='%%(objectname) %%(refname)' %s",
						      prefixes[i]));
	}
	assert_int_equal(repo_each_ref(repo, "refs/", stop_at_second, &count, NULL), 42);
	assert_int_equal(count, 2);
}

static void sets_refs(void **state)
{
	struct oid zero = {{0}};
	struct oid one = sh_oid("git -C r rev-parse main~2");
	struct oid two = sh_oid("git -C r rev-parse main~1");
	struct oid oid;
	struct mow_error err = {0, ""};

	(void)state;
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &two, &one, "m"}, &err),
			 MOW_EDENIED);
	assert_non_null(strstr(err.message, "try again"));
	assert_int_equal(repo_ref(&oid, NULL, repo, "refs/mowners/test", NULL), MOW_ENOTFOUND);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &zero, &one, "m"}, NULL), 0);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &zero, &two, "m"}, NULL),
			 MOW_EDENIED);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &two, &two, "m"}, NULL),
			 MOW_EDENIED);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &one, &two, "m"}, NULL), 0);
	assert_int_equal(repo_ref(&oid, NULL, repo, "refs/mowners/test", NULL), 0);
	assert_true(oid_equal(&oid, &two));
	/* A packed one too. */
	sh("git -C r pack-refs --all");
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &one, &one, "m"}, NULL),
			 MOW_EDENIED);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &two, &one, "m"}, NULL), 0);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/../test", &zero, &one, "m"}, NULL),
			 MOW_EINVAL);
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &one, &zero, "m"}, NULL),
			 MOW_EINVAL);
	/* A lock of git's is somebody at work. */
	write_file("r/.git/refs/mowners/test.lock", "");
	assert_int_equal(repo_ref_set(repo, &(struct ref_move){"refs/mowners/test", &one, &two, "m"}, NULL),
			 MOW_EDENIED);
	sh("rm r/.git/refs/mowners/test.lock && git -C r update-ref -d refs/mowners/test");
}

/* The user's own configuration says whether there is a reflog, and whose name stands in it. It is a file of this
 * test's: GIT_CONFIG_GLOBAL is /dev/null otherwise, and git config --global would put a file in its place. */
static void logs_as_the_user(void **state)
{
	struct oid zero = {{0}};
	struct oid one = sh_oid("git -C r rev-parse main");
	MOW_AUTO(buf) file = BUF_INIT;

	(void)state;
	buf_addf(&file, "%s/user.config", fixture_dir);
	write_file(file.data,
		   "[core]\n\tlogAllRefUpdates = always\n[user]\n\tname = Log Keeper\n\temail = log@example.com\n");
	sh("git -C r config --unset core.logAllRefUpdates"); /* of git init */
	setenv("GIT_CONFIG_GLOBAL", file.data, 1);
	struct repo *other = open_repo("r");
	assert_int_equal(repo_ref_set(other, &(struct ref_move){"refs/mowners/logged", &zero, &one, "why"}, NULL), 0);
	repo_free(other);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	assert_string_equal(sh_out("cut -d ' ' -f 3-5 r/.git/logs/refs/mowners/logged"),
			    "Log Keeper <log@example.com>");
	sh("git -C r update-ref -d refs/mowners/logged");
}

/* Names made of what the rules are about, each as git check-ref-format says. */
static void names_as_git(void **state)
{
	static const char *const pieces[] = {"a",    "refs", "heads",    "/", ".", "..",   "@",  "{", "@{",   ".lock",
					     "lock", "-",    "~",        "^", ":", "?",    "*",  "[", "\\\\", " ",
					     "\001", "\177", "\303\244", "/", "/", "HEAD", "\t", "]", "}",    "\377"};
	struct buf names = BUF_INIT;
	struct buf script = BUF_INIT;
	struct buf said = BUF_INIT;
	size_t wrong = 0;

	(void)state;
	fixture_seed = 7;
	buf_adds(
		&script,
		"while IFS= read -r name; do git check-ref-format \"$name\" && echo 1 || echo 0; done <names >said 2>/dev/null");
	for (int i = 0; i < 500; i++) {
		if (roll(4) != 0)
			buf_adds(&names, "refs/");
		if (roll(4) != 0)
			buf_adds(&names, "heads/");
		for (uint32_t k = roll(5) + 1; k > 0; k--) {
			const char *piece = pieces[roll(sizeof pieces / sizeof pieces[0])];
			buf_adds(&names, strcmp(piece, "\\\\") == 0 ? "\\" : piece);
		}
		buf_addc(&names, '\n');
	}
	FILE *file = fopen("names", "w");
	assert_non_null(file);
	assert_int_equal(fwrite(names.data, 1, names.len, file), names.len);
	assert_int_equal(fclose(file), 0);
	sh("%s", script.data);
	assert_int_equal(fixture_run(&said, "tr -d '\\n' <said"), 0);
	assert_int_equal(said.len, 500);
	char *name = names.data;
	for (size_t i = 0; i < 500; i++) {
		char *end = strchr(name, '\n');
		*end = '\0';
		/* Full names only: git's own rule is about more. */
		bool want = said.data[i] == '1' && strncmp(name, "refs/", 5) == 0;
		if (strcmp(name, "HEAD") != 0 && repo_ref_is_valid(name) != want) {
			print_error("%s: git says %c\n", name, said.data[i]);
			wrong++;
		}
		name = end + 1;
	}
	assert_int_equal(wrong, 0);
	assert_true(repo_ref_is_valid("HEAD"));
	assert_false(repo_ref_is_valid(""));
	assert_false(repo_ref_is_valid("refs/"));
	assert_false(repo_ref_is_valid("refs"));
	buf_release(&names);
	buf_release(&script);
	buf_release(&said);
}

static void revisions(void **state)
{
	static const char *const found[] = {"main",
					    "HEAD",
					    "HEAD~1",
					    "side^",
					    "a/b",
					    "light",
					    "annotated",
					    "twice",
					    "alias",
					    "refs/heads/main",
					    "heads/main",
					    "@",
					    "main@{0}",
					    ":/fix",
					    "HEAD^{/one}",
					    "annotated^{}",
					    "annotated^{commit}",
					    "main~2^0",
					    "deadbeef",
					    "second",
					    "-x",
					    "annotated~1"};
	struct oid oid;

	(void)state;
	for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
		struct mow_error err = {0, ""};
		struct oid want;
		if (found[i][0] == ':')
			want = sh_oid("git -C r rev-parse '%s'", found[i]);
		else if (found[i][0] == '-')
			want = sh_oid("git -C r rev-parse 'heads/%s'", found[i]);
		else
			want = sh_oid("git -C r rev-parse '%s^{commit}'", found[i]);
		if (repo_commit_of(&oid, repo, found[i], &err) != 0)
			fail_msg("%s: %s", found[i], err.message);
		if (!oid_equal(&oid, &want))
			fail_msg("%s is another commit", found[i]);
	}
	const char *hex = sh_out("git -C r rev-parse main");
	assert_int_equal(repo_commit_of(&oid, repo, hex, NULL), 0);
	char abbreviated[9];
	memcpy(abbreviated, hex, 8);
	abbreviated[8] = '\0';
	assert_int_equal(repo_commit_of(&oid, repo, abbreviated, NULL), 0);
}

static void no_revisions(void **state)
{
	static const struct {
		const char *revision;
		int code;
	} rows[] = {{"none", MOW_ENOTFOUND},
		    {"", MOW_ENOTFOUND},
		    {"main..side", MOW_ENOTFOUND},
		    {"--all", MOW_ENOTFOUND},
		    {"--output=x", MOW_ENOTFOUND},
		    {"-h", MOW_ENOTFOUND},
		    {"HEAD~9", MOW_ENOTFOUND},
		    {":/nothing", MOW_ENOTFOUND},
		    {"main:f", MOW_EINVAL},
		    {"main^{tree}", MOW_EINVAL},
		    {"blobtag", MOW_EINVAL},
		    {"dangling", MOW_ENOTFOUND},
		    {"1111111111111111111111111111111111111111", MOW_ENOTFOUND}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		struct oid oid = {{9}};
		int result = repo_commit_of(&oid, repo, rows[i].revision, &err);
		if (result != rows[i].code)
			fail_msg("%s: %d, %s", rows[i].revision, result, err.message);
		assert_int_equal(oid.bytes[0], 9);
	}
	assert_int_equal(access("x", F_OK), -1);
	assert_int_equal(access("r/x", F_OK), -1);
}

static void ambiguous_revisions(void **state)
{
	static const char *const names[] = {"origin/x", "origin/x~1", "origin/x@{0}", "x", "x^{commit}"};
	struct oid oid, want;

	(void)state;
	sh("git -C r update-ref refs/remotes/origin/x main && git -C r update-ref refs/tags/origin/x main~1 && "
	   "git -C r update-ref refs/heads/x main && git -C r tag -a -m x x main~1");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct mow_error err = {0, ""};
		assert_int_equal(repo_commit_of(&oid, repo, names[i], &err), MOW_EDENIED);
		assert_non_null(strstr(err.message, "both refs/tags/"));
		assert_non_null(strstr(err.message, "write the one that is meant in full"));
	}
	want = sh_oid("git -C r rev-parse main");
	assert_int_equal(repo_commit_of(&oid, repo, "refs/heads/x", NULL), 0);
	assert_true(oid_equal(&oid, &want));
	assert_int_equal(repo_commit_of(&oid, repo, "heads/x", NULL), 0);
	/* A remote's name is its default branch. */
	sh("git -C r update-ref refs/remotes/theirs/HEAD main && git -C r update-ref refs/tags/theirs main~1");
	assert_int_equal(repo_commit_of(&oid, repo, "theirs", NULL), MOW_EDENIED);
	sh("git -C r update-ref -d refs/tags/theirs && git -C r update-ref -d refs/remotes/theirs/HEAD");
	/* The same commit by whichever. */
	sh("git -C r tag -f -a -m x x main && git -C r update-ref -d refs/tags/origin/x");
	assert_int_equal(repo_commit_of(&oid, repo, "x", NULL), 0);
	assert_true(oid_equal(&oid, &want));
	sh("git -C r tag -d x && git -C r update-ref -d refs/heads/x && git -C r update-ref -d refs/remotes/origin/x");
}

/* A ref called as the id of another commit begins; six digits may be a date. */
static void refs_like_ids(void **state)
{
	char hex[OID_HEX];
	struct oid want = sh_oid("git -C r rev-parse main"), oid;

	(void)state;
	oid_format(hex, &want);
	for (int len = 6; len <= 40; len += len < 8 ? 1 : 32) {
		struct mow_error err = {0, ""};
		char name[OID_HEX];
		(void)snprintf(name, sizeof name, "%.*s", len, hex);
		sh("git -C r update-ref refs/tags/%s main~1", name);
		int result = repo_commit_of(&oid, repo, name, &err);
		assert_int_equal(result, len == 6 || len == 40 ? MOW_OK : MOW_EDENIED);
		assert_int_equal(result == MOW_OK && oid_equal(&oid, &want), len == 40);
		if (result != MOW_OK) {
			assert_non_null(strstr(err.message, "both refs/tags/"));
			assert_non_null(strstr(err.message, hex));
		}
		sh("git -C r update-ref refs/tags/%s main", name);
		assert_int_equal(repo_commit_of(&oid, repo, name, NULL), MOW_OK);
		sh("git -C r update-ref -d refs/tags/%s", name);
	}
}

static void peels(void **state)
{
	struct oid oid = sh_oid("git -C r rev-parse twice");
	struct oid want = sh_oid("git -C r rev-parse main");
	struct oid peeled;

	(void)state;
	assert_int_equal(repo_peel(&peeled, repo, &oid, NULL), 0);
	assert_true(oid_equal(&peeled, &want));
	assert_int_equal(repo_peel(&peeled, repo, &want, NULL), 0);
	assert_true(oid_equal(&peeled, &want));
	oid = sh_oid("git -C r rev-parse blobtag");
	assert_int_equal(repo_peel(&peeled, repo, &oid, NULL), MOW_EINVAL);
	oid = sh_oid("git -C r rev-parse main^{tree}");
	assert_int_equal(repo_peel(&peeled, repo, &oid, NULL), MOW_EINVAL);
	oid = sh_object("r", "tag", "nonsense\n", 9);
	assert_int_equal(repo_peel(&peeled, repo, &oid, NULL), MOW_EDENIED);
	assert_true(oid_equal(&peeled, &want));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_refs),
		cmocka_unit_test(misses_refs),
		cmocka_unit_test(heads),
		cmocka_unit_test(symbolic),
		cmocka_unit_test(lists_refs),
		cmocka_unit_test(sets_refs),
		cmocka_unit_test(logs_as_the_user),
		cmocka_unit_test(names_as_git),
		cmocka_unit_test(revisions),
		cmocka_unit_test(no_revisions),
		cmocka_unit_test(ambiguous_revisions),
		cmocka_unit_test(refs_like_ids),
		cmocka_unit_test(peels),
	};

	return cmocka_run_group_tests_name("git_refs", tests, setup, teardown);
}
