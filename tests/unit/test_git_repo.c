#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

/* Fails to open, with this code and these words in the message. */
static void refuse(const char *dir, bool from_env, int code, const char *words)
{
	struct mow_error err = {0, ""};
	struct repo *repo = NULL;
	int result = repo_open(&repo, dir, from_env ? REPO_FROM_ENV : REPO_FROM_DIR, &err);

	if (result == 0) {
		repo_free(repo);
		fail_msg("%s opened", dir);
	}
	if (result != code || err.code != code || strstr(err.message, words) == NULL)
		fail_msg("%d, not %d; \"%s\", not \"%s\"", result, code, err.message, words);
	assert_null(repo);
}

static struct repo *open_env(void)
{
	struct mow_error err = {0, ""};
	struct repo *repo = NULL;

	if (repo_open(&repo, NULL, REPO_FROM_ENV, &err) != 0)
		fail_msg("cannot open: %s", err.message);
	return repo;
}

static const char *in_fixture(const char *path)
{
	static char text[256];

	(void)snprintf(text, sizeof text, "%s/%s", fixture_dir, path);
	return text;
}

static void plain(void **state)
{
	(void)state;
	sh("git init -q -b main plain && mkdir -p plain/a/b");
	struct repo *repo = open_repo("plain");
	assert_string_equal(repo_git_dir(repo), in_fixture("plain/.git/"));
	assert_string_equal(repo_common_dir(repo), in_fixture("plain/.git/"));
	assert_string_equal(repo_work_dir(repo), in_fixture("plain/"));
	assert_string_equal(repo_prefix(repo), "");
	assert_false(repo_is_shallow(repo));
	repo_free(repo);
	repo = open_repo("plain/a/b");
	assert_string_equal(repo_work_dir(repo), in_fixture("plain/"));
	assert_string_equal(repo_prefix(repo), "a/b/");
	repo_free(repo);
	repo = open_repo("plain/.git");
	assert_string_equal(repo_prefix(repo), "");
	repo_free(repo);
	assert_int_equal(chdir("plain/a"), 0);
	repo = open_repo(NULL);
	assert_string_equal(repo_prefix(repo), "a/");
	repo_free(repo);
}

/* The variables of the environment say nothing where they are not asked for. */
static void plain_ignores_environment(void **state)
{
	(void)state;
	sh("git init -q here && git init -q elsewhere");
	setenv("GIT_DIR", in_fixture("elsewhere/.git"), 1);
	setenv("GIT_WORK_TREE", "/", 1);
	setenv("GIT_NAMESPACE", "x", 1);
	struct repo *repo = open_repo("here");
	assert_string_equal(repo_git_dir(repo), in_fixture("here/.git/"));
	repo_free(repo);
}

static void bare(void **state)
{
	(void)state;
	sh("git init -q --bare bare.git");
	struct repo *repo = open_repo("bare.git");
	assert_string_equal(repo_git_dir(repo), in_fixture("bare.git/"));
	assert_null(repo_work_dir(repo));
	assert_string_equal(repo_prefix(repo), "");
	repo_free(repo);
}

static void linked(void **state)
{
	(void)state;
	sh("git init -q -b main linked && git -C linked commit -q --allow-empty -m x && git -C linked worktree add -q ../tree && mkdir tree/sub");
	struct repo *repo = open_repo("tree/sub");
	struct buf name = BUF_INIT;
	assert_string_equal(repo_git_dir(repo), in_fixture("linked/.git/worktrees/tree/"));
	assert_string_equal(repo_common_dir(repo), in_fixture("linked/.git/"));
	assert_string_equal(repo_work_dir(repo), in_fixture("tree/"));
	assert_string_equal(repo_prefix(repo), "sub/");
	assert_int_equal(repo_head_name(&name, repo, NULL), 0);
	assert_string_equal(name.data, "refs/heads/tree");
	buf_release(&name);
	repo_free(repo);
}

/* As git runs its hooks there: GIT_DIR is the linked one, the current folder its top. */
static void linked_by_environment(void **state)
{
	(void)state;
	sh("git init -q -b main l2 && git -C l2 commit -q --allow-empty -m x && git -C l2 worktree add -q ../t2");
	setenv("GIT_DIR", in_fixture("l2/.git/worktrees/t2"), 1);
	assert_int_equal(chdir("t2"), 0);
	struct repo *repo = open_env();
	assert_string_equal(repo_git_dir(repo), in_fixture("l2/.git/worktrees/t2/"));
	assert_string_equal(repo_work_dir(repo), in_fixture("t2/"));
	repo_free(repo);
}

static void submodule(void **state)
{
	(void)state;
	sh("git init -q -b main inner && git -C inner commit -q --allow-empty -m x && git init -q outer && "
	   "git -C outer -c protocol.file.allow=always submodule --quiet add ../inner sub");
	struct repo *repo = open_repo("outer/sub");
	assert_string_equal(repo_git_dir(repo), in_fixture("outer/.git/modules/sub/"));
	assert_string_equal(repo_work_dir(repo), in_fixture("outer/sub/"));
	repo_free(repo);
}

static void git_dir_in_environment(void **state)
{
	(void)state;
	sh("git init -q -b main byenv && mkdir -p byenv/x nowhere");
	setenv("GIT_DIR", "byenv/.git", 1);
	struct repo *repo = open_env();
	assert_string_equal(repo_git_dir(repo), in_fixture("byenv/.git/"));
	/* Without GIT_WORK_TREE the current folder is the working tree. */
	assert_string_equal(repo_work_dir(repo), in_fixture(""));
	repo_free(repo);
	setenv("GIT_DIR", "byenv/x", 1);
	refuse(NULL, true, MOW_ENOTFOUND, "GIT_DIR is");
	setenv("GIT_DIR", "missing", 1);
	refuse(NULL, true, MOW_ENOTFOUND, "no git repository");
}

static void work_tree_in_environment(void **state)
{
	(void)state;
	sh("git init -q --bare dot.git && mkdir -p home/docs");
	setenv("GIT_DIR", in_fixture("dot.git"), 1);
	setenv("GIT_WORK_TREE", "home", 1);
	struct repo *repo = open_env();
	assert_string_equal(repo_work_dir(repo), in_fixture("home/"));
	assert_string_equal(repo_prefix(repo), "");
	repo_free(repo);
	setenv("GIT_WORK_TREE", in_fixture("home"), 1);
	assert_int_equal(chdir("home/docs"), 0);
	repo = open_env();
	assert_string_equal(repo_prefix(repo), "docs/");
	repo_free(repo);
	setenv("GIT_WORK_TREE", "missing", 1);
	refuse(NULL, true, MOW_ESYSTEM, "missing");
}

static void core_worktree(void **state)
{
	(void)state;
	sh("git init -q --bare ct.git && mkdir ctree && git -C ct.git config core.bare false && git -C ct.git config core.worktree ../ctree");
	struct repo *repo = open_repo("ct.git");
	assert_string_equal(repo_work_dir(repo), in_fixture("ctree/"));
	repo_free(repo);
}

static void inside_its_git_dir(void **state)
{
	(void)state;
	sh("git init -q nonbare");
	assert_int_equal(chdir("nonbare/.git"), 0);
	setenv("GIT_DIR", ".", 1);
	struct repo *repo = open_env();
	assert_null(repo_work_dir(repo));
	assert_string_equal(repo_prefix(repo), "");
	repo_free(repo);
}

static void from_env_without_git_dir(void **state)
{
	(void)state;
	sh("git init -q found && mkdir found/deep");
	assert_int_equal(chdir("found/deep"), 0);
	struct repo *repo = open_env();
	assert_string_equal(repo_prefix(repo), "deep/");
	repo_free(repo);
	setenv("GIT_CEILING_DIRECTORIES", in_fixture("found"), 1);
	refuse(NULL, true, MOW_ENOTFOUND, "no git repository here");
}

static void unsupported_environment(void **state)
{
	(void)state;
	sh("git init -q unsup");
	assert_int_equal(chdir("unsup"), 0);
	setenv("GIT_NAMESPACE", "foo", 1);
	refuse(NULL, true, MOW_EUNSUPPORTED, "unset GIT_NAMESPACE");
	unsetenv("GIT_NAMESPACE");
	setenv("GIT_COMMON_DIR", "/tmp", 1);
	refuse(NULL, true, MOW_EUNSUPPORTED, "GIT_COMMON_DIR");
}

static void none(void **state)
{
	(void)state;
	sh("mkdir empty");
	setenv("GIT_CEILING_DIRECTORIES", fixture_dir, 1);
	refuse("empty", true, MOW_ENOTFOUND, "git init");
	refuse("/", false, MOW_ENOTFOUND, "no git repository here: neither / nor a folder above it");
	refuse("missing", false, MOW_ENOTFOUND, "missing");
	sh("mkdir broken && echo nonsense >broken/.git");
	refuse("broken", false, MOW_EGIT, "malformed");
}

static void sha256(void **state)
{
	(void)state;
	sh("git init -q --object-format=sha256 s256");
	refuse("s256", false, MOW_EUNSUPPORTED, "sha256");
	refuse("s256", false, MOW_EUNSUPPORTED, "SHA-1");
	setenv("GIT_DIR", in_fixture("s256/.git"), 1);
	refuse(NULL, true, MOW_EUNSUPPORTED, "sha256");
}

static void reftable(void **state)
{
	(void)state;
	sh("git init -q rt && git -C rt config core.repositoryformatversion 1 && git -C rt config extensions.refStorage reftable");
	refuse("rt", false, MOW_EUNSUPPORTED, "git refs migrate --ref-format=files");
	sh("git config -f rt/.git/config extensions.refStorage files");
	repo_free(open_repo("rt"));
}

static void unknown_formats(void **state)
{
	(void)state;
	sh("git init -q uf && git -C uf config core.repositoryformatversion 1 && git -C uf config extensions.fromTheFuture yes");
	refuse("uf", false, MOW_EUNSUPPORTED, "extension fromthefuture");
	sh("git init -q uv && git -C uv config core.repositoryformatversion 7");
	refuse("uv", false, MOW_EUNSUPPORTED, "format 7");
}

static void known_extensions(void **state)
{
	(void)state;
	sh("git init -q ke && git -C ke config core.repositoryformatversion 1 && git -C ke config extensions.preciousObjects true && "
	   "git -C ke config extensions.objectFormat sha1 && git -C ke config extensions.noop x");
	repo_free(open_repo("ke"));
}

/* git 2.48 and newer, worktree.useRelativePaths: done by hand, since older ones refuse what they do not know. */
static void relative_worktrees(void **state)
{
	(void)state;
	sh("git init -q -b main rel && git -C rel commit -q --allow-empty -m x && git -C rel worktree add -q ../reltree && "
	   "echo 'gitdir: ../rel/.git/worktrees/reltree' >reltree/.git && "
	   "echo ../../../../reltree/.git >rel/.git/worktrees/reltree/gitdir && "
	   "git -C rel config core.repositoryformatversion 1 && git -C rel config extensions.relativeWorktrees true");
	struct repo *repo = open_repo("reltree");
	assert_string_equal(repo_git_dir(repo), in_fixture("rel/.git/worktrees/reltree/"));
	assert_string_equal(repo_work_dir(repo), in_fixture("reltree/"));
	repo_free(repo);
}

static void worktree_config(void **state)
{
	(void)state;
	struct buf value = BUF_INIT;
	sh("git init -q -b main wc && git -C wc commit -q --allow-empty -m x && git -C wc config extensions.worktreeConfig true && "
	   "git -C wc config core.repositoryformatversion 1 && git -C wc worktree add -q ../wctree && "
	   "git -C wc config mowners.test common && git -C wctree config --worktree mowners.test own");
	struct repo *repo = open_repo("wc");
	assert_int_equal(repo_config(&value, repo, "mowners.test", REPO_SCOPE_SECURITY, NULL), 0);
	assert_string_equal(value.data, "common");
	repo_free(repo);
	repo = open_repo("wctree");
	assert_string_equal(repo_work_dir(repo), in_fixture("wctree/"));
	assert_int_equal(repo_config(&value, repo, "mowners.test", REPO_SCOPE_SECURITY, NULL), 0);
	assert_string_equal(value.data, "own");
	assert_int_equal(repo_config(&value, repo, "mowners.test", REPO_SCOPE_ANY, NULL), 0);
	assert_string_equal(value.data, "own");
	repo_free(repo);
	/* Sparse checkouts move core.bare there. */
	sh("git init -q --bare wcb.git && git -C wcb.git config extensions.worktreeConfig true && git -C wcb.git config --unset core.bare && "
	   "git -C wcb.git config --worktree core.bare true");
	repo = open_repo("wcb.git");
	assert_null(repo_work_dir(repo));
	repo_free(repo);
	buf_release(&value);
}

/* Only root can make a repository of somebody else; cmocka's TAP has a test that is skipped as one that failed. */
static void other_owner(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		print_message("# the repository of another user needs root, and was not tried\n");
		return;
	}
	sh("git init -q theirs && chown -R 65534:65534 theirs && git init -q --bare theirs.git && chown -R 65534:65534 theirs.git");
	refuse("theirs", false, MOW_EDENIED, "git config --global --add safe.directory '");
	refuse("theirs", false, MOW_EDENIED, in_fixture("theirs"));
	refuse("theirs.git", false, MOW_EDENIED, in_fixture("theirs.git"));
	/* The command can be copied, whatever a stranger has called the folder. */
	sh("mkdir \"it's\" && git init -q \"it's/r\" && chown -R 65534:65534 \"it's/r\"");
	refuse("it's/r", false, MOW_EDENIED, "it'\\''s/r'");
	/* git does not ask where GIT_DIR is given. */
	setenv("GIT_DIR", in_fixture("theirs.git"), 1);
	repo_free(open_env());
	unsetenv("GIT_DIR");
	/* Nor does the check stay off afterwards. */
	refuse("theirs.git", false, MOW_EDENIED, "safe.directory");
	/* Whatever git accepts is accepted: `*`, which libgit2 1.5 does not know, and a path. */
	sh("git config -f safe-all safe.directory '*' && git config -f safe-one safe.directory '%s'",
	   in_fixture("theirs"));
	setenv("GIT_CONFIG_GLOBAL", in_fixture("safe-all"), 1);
	repo_free(open_repo("theirs"));
	repo_free(open_repo("theirs.git"));
	setenv("GIT_CONFIG_GLOBAL", in_fixture("safe-one"), 1);
	repo_free(open_repo("theirs"));
	refuse("theirs.git", false, MOW_EDENIED, "safe.directory");
}

/* What a hook of a push sees: objects in quarantine, whatever the path holds. */
static void quarantine(void **state)
{
	const char *dir = *state;
	struct buf text = BUF_INIT;
	struct oid blob;

	sh("mkdir -p '%s' && git init -q --bare '%s/q.git' && git init -q -b main '%s/src'", dir, dir, dir);
	write_file(
		"hook",
		"#!/bin/sh\nenv | grep ^GIT_ >\"$PWD/env\"; ls -d \"$GIT_QUARANTINE_PATH\" >/dev/null && cp -a \"$GIT_QUARANTINE_PATH\" kept\nexit 1\n");
	sh("chmod +x hook && cp hook '%s/q.git/hooks/pre-receive'", dir);
	sh("cd '%s/src' && echo quarantined >f && git add f && git commit -q -m x && ! git push -q ../q.git main 2>/dev/null",
	   dir);
	blob = sh_oid("git -C '%s/src' rev-parse main:f", dir);
	/* git has thrown the quarantine away; put it back under its name. */
	char path[1024];
	(void)snprintf(path, sizeof path, "%s", sh_out("sed -n 's/^GIT_QUARANTINE_PATH=//p' '%s/q.git/env'", dir));
	sh("mv '%s/q.git/kept' '%s'", dir, path);
	setenv("GIT_QUARANTINE_PATH", path, 1);
	(void)snprintf(path, sizeof path, "%s", sh_out("sed -n 's/^GIT_OBJECT_DIRECTORY=//p' '%s/q.git/env'", dir));
	setenv("GIT_OBJECT_DIRECTORY", path, 1);
	(void)snprintf(path, sizeof path, "%s",
		       sh_out("sed -n 's/^GIT_ALTERNATE_OBJECT_DIRECTORIES=//p' '%s/q.git/env'", dir));
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", path, 1);
	setenv("GIT_DIR", ".", 1);
	(void)snprintf(path, sizeof path, "%s/q.git", dir);
	assert_int_equal(chdir(path), 0);
	struct repo *repo = open_env();
	assert_int_equal(repo_blob(&text, repo, &blob, 100, NULL), 0);
	assert_string_equal(text.data, "quarantined\n");
	/* Children see it too. */
	char hex[OID_HEX];
	oid_format(hex, &blob);
	const char *arguments[] = {"cat-file", "blob", hex, NULL};
	buf_reset(&text);
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_string_equal(text.data, "quarantined\n");
	repo_free(repo);
	/* And where only its own variable is left of them. */
	unsetenv("GIT_OBJECT_DIRECTORY");
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	repo = open_env();
	buf_reset(&text);
	assert_int_equal(repo_blob(&text, repo, &blob, 100, NULL), 0);
	repo_free(repo);
	/* Without it the object is not there. */
	unsetenv("GIT_QUARANTINE_PATH");
	repo = open_env();
	assert_int_equal(repo_blob(&text, repo, &blob, 100, NULL), MOW_EGIT);
	repo_free(repo);
	buf_release(&text);
}

static void replaced_and_grafted(void **state)
{
	struct buf text = BUF_INIT;
	struct arena arena = {0};
	struct commit commit;

	(void)state;
	sh("git init -q -b main rep && cd rep && echo real >f && git add f && git commit -q -m one && echo two >f && git commit -qam two && "
	   "echo fake >g && git replace $(git rev-parse main:f) $(git hash-object -w g) && "
	   "git replace -f $(git rev-parse main) $(git commit-tree -m faked main^{tree}) && git rev-parse main >.git/info/grafts");
	struct oid blob = sh_oid("git -C rep --no-replace-objects rev-parse main:f");
	struct oid tip = sh_oid("git -C rep --no-replace-objects rev-parse main");
	struct repo *repo = open_repo("rep");
	assert_int_equal(repo_blob(&text, repo, &blob, 100, NULL), 0);
	assert_string_equal(text.data, "two\n");
	assert_int_equal(repo_commit(&commit, &arena, repo, &tip, NULL), 0);
	assert_string_equal(commit.message, "two\n");
	assert_int_equal(commit.parent_count, 1);
	struct oid base;
	assert_int_equal(repo_merge_base(&base, repo, &tip, &commit.parents[0], NULL), 0);
	assert_true(oid_equal(&base, &commit.parents[0]));
	const char *arguments[] = {"show", "main:f", NULL};
	buf_reset(&text);
	assert_int_equal(repo_git(&text, repo, arguments, NULL), 0);
	assert_string_equal(text.data, "two\n");
	repo_free(repo);
	arena_release(&arena);
	buf_release(&text);
}

/* What the clone left out is fetched when it is asked for, as git does. */
static void partial_clone(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	sh("git init -q -b main full && cd full && echo old >f && git add f && git commit -q -m one && echo new >f && git commit -qam two && "
	   "git config uploadpack.allowFilter true && git config uploadpack.allowAnySHA1InWant true && cd .. && "
	   "git clone -q --filter=blob:none --no-checkout file://$PWD/full partial");
	struct oid blob = sh_oid("git -C full rev-parse main~1:f");
	assert_string_equal(sh_out("git -C partial rev-list --objects --all --missing=print | grep -c '^?'"), "2");
	struct repo *repo = open_repo("partial");
	assert_int_equal(repo_blob(&text, repo, &blob, 100, NULL), 0);
	assert_string_equal(text.data, "old\n");
	repo_free(repo);
	sh("rm -rf full");
	struct mow_error err = {0, ""};
	blob = (struct oid){{1, 2, 3}};
	repo = open_repo("partial");
	assert_int_equal(repo_blob(&text, repo, &blob, 100, &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "this clone is partial"));
	repo_free(repo);
	buf_release(&text);
}

static void oids(void **state)
{
	static const char hex[] = "0123456789abcdef0123456789abcdef01234567";
	struct oid oid = {{0}};
	struct oid other = {{0}};
	char text[OID_HEX];

	(void)state;
	assert_true(oid_is_zero(&oid));
	assert_true(oid_parse(&oid, hex, 40));
	assert_false(oid_is_zero(&oid));
	oid_format(text, &oid);
	assert_string_equal(text, hex);
	assert_false(oid_equal(&oid, &other));
	assert_true(oid_compare(&oid, &other) > 0);
	assert_true(oid_compare(&oid, &oid) == 0);
	assert_false(oid_parse(&other, hex, 39));
	assert_false(oid_parse(&other, "0123456789ABCDEF0123456789abcdef01234567", 40));
	assert_false(oid_parse(&other, "0123456789abcdef0123456789abcdef0123456g", 40));
	assert_true(oid_is_zero(&other));
}

#define ROW(test) cmocka_unit_test_teardown(test, fixture_return)

int main(void)
{
	static char usual[] = "usual";
	static char colon[] = "with:colon";
	static char odd[] = "od:d \\ \"q\"";
	const struct CMUnitTest tests[] = {
		ROW(oids),
		ROW(plain),
		ROW(plain_ignores_environment),
		ROW(bare),
		ROW(linked),
		ROW(linked_by_environment),
		ROW(submodule),
		ROW(git_dir_in_environment),
		ROW(work_tree_in_environment),
		ROW(core_worktree),
		ROW(inside_its_git_dir),
		ROW(from_env_without_git_dir),
		ROW(unsupported_environment),
		ROW(none),
		ROW(sha256),
		ROW(reftable),
		ROW(unknown_formats),
		ROW(known_extensions),
		ROW(relative_worktrees),
		ROW(worktree_config),
		ROW(other_owner),
		{"quarantine", quarantine, NULL, fixture_return, usual},
		{"quarantine_path_with_colon", quarantine, NULL, fixture_return, colon},
		{"quarantine_path_with_quotes", quarantine, NULL, fixture_return, odd},
		ROW(replaced_and_grafted),
		ROW(partial_clone),
	};

	return cmocka_run_group_tests_name("git_repo", tests, fixture_setup, fixture_teardown);
}
