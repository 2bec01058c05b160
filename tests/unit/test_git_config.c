#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

static struct buf value = BUF_INIT;

static int get(struct repo *repo, const char *key, enum repo_scope scope)
{
	struct mow_error err = {0, ""};
	int result = repo_config(&value, repo, key, scope, &err);

	assert_int_equal(err.code, result);
	return result;
}

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q r && cd r && git config mowners.local here && git config mowners.both local && git config --add mowners.many one && "
	   "git config --add mowners.many two && git config mowners.empty '' && git config 'section.Sub.Name' odd && "
	   "printf '[mowners]\\n\\tbare\\n[include]\\n\\tpath = more\\n' >>.git/config && git config -f .git/more mowners.included yes && "
	   "for b in true yes on 1 TRUE 7; do git config --add mowners.t$b $b; done; "
	   "for b in false no off 0 False; do git config --add mowners.f$b $b; done; git config mowners.neither maybe && "
	   "git config -f ../.gitconfig mowners.home yes && git config -f ../.gitconfig mowners.both home && "
	   "mkdir -p ../.config/git && git config -f ../.config/git/config mowners.xdg yes && git config -f ../.config/git/config mowners.home xdg && "
	   "git config -f ../system mowners.system yes && git config -f ../other mowners.other yes");
	unsetenv("GIT_CONFIG_GLOBAL");
	return 0;
}

static void finds_values(void **state)
{
	struct repo *repo = open_repo("r");

	(void)state;
	for (int scope = REPO_SCOPE_ANY; scope < REPO_SCOPES; scope++) {
		assert_int_equal(get(repo, "mowners.local", (enum repo_scope)scope), 0);
		assert_string_equal(value.data, "here");
		assert_int_equal(get(repo, "Mowners.LOCAL", (enum repo_scope)scope), 0);
		assert_int_equal(get(repo, "mowners.many", (enum repo_scope)scope), 0);
		assert_string_equal(value.data, "two");
		assert_int_equal(get(repo, "mowners.empty", (enum repo_scope)scope), 0);
		assert_string_equal(value.data, "");
		assert_int_equal(get(repo, "mowners.bare", (enum repo_scope)scope), MOW_EINVAL);
		assert_int_equal(get(repo, "section.Sub.name", (enum repo_scope)scope), 0);
		assert_string_equal(value.data, "odd");
		assert_int_equal(get(repo, "mowners.included", (enum repo_scope)scope), 0);
		assert_int_equal(get(repo, "mowners.unset", (enum repo_scope)scope), MOW_ENOTFOUND);
		assert_int_equal(get(repo, "section.sub.name", (enum repo_scope)scope), MOW_ENOTFOUND);
		assert_int_equal(get(repo, "nonsense", (enum repo_scope)scope), MOW_EINVAL);
		assert_string_equal(value.data, "yes");
	}
	repo_free(repo);
}

static void security_knows_no_home(void **state)
{
	struct repo *repo = open_repo("r");

	(void)state;
	assert_int_equal(get(repo, "mowners.home", REPO_SCOPE_ANY), 0);
	assert_string_equal(value.data, "yes");
	assert_int_equal(get(repo, "mowners.xdg", REPO_SCOPE_ANY), 0);
	assert_int_equal(get(repo, "mowners.both", REPO_SCOPE_ANY), 0);
	assert_string_equal(value.data, "local");
	assert_int_equal(get(repo, "mowners.home", REPO_SCOPE_SECURITY), MOW_ENOTFOUND);
	assert_int_equal(get(repo, "mowners.xdg", REPO_SCOPE_SECURITY), MOW_ENOTFOUND);
	assert_int_equal(get(repo, "mowners.home", REPO_SCOPE_LOCAL), MOW_ENOTFOUND);
	assert_int_equal(get(repo, "mowners.xdg", REPO_SCOPE_LOCAL), MOW_ENOTFOUND);
	assert_int_equal(get(repo, "mowners.both", REPO_SCOPE_LOCAL), 0);
	assert_string_equal(value.data, "local");
	repo_free(repo);
}

/* Each answer is git config's own; a value that begins with a slash is a file of the fixture. */
static void follows_the_environment(void **state)
{
	static const char *const keys[] = {"mowners.home",  "mowners.xdg",   "mowners.system",
					   "mowners.other", "mowners.given", "mowners.both"};
	static const struct {
		const char *name[3];
		const char *value[3];
	} settings[] = {
		{{"GIT_CONFIG_GLOBAL"}, {"/dev/null"}},
		{{"GIT_CONFIG_GLOBAL"}, {"/other"}},
		{{"GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}, {"/system", "0"}},
		{{"GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}, {"/system", "1"}},
		{{"GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"}, {"1", "mowners.given", "by env"}},
		{{"GIT_CONFIG_PARAMETERS", "GIT_CONFIG_GLOBAL"}, {"'mowners.both'='param'", "/other"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		for (size_t k = 0; k < 3 && settings[i].name[k] != NULL; k++) {
			const char *text = settings[i].value[k];
			char path[256];
			(void)snprintf(path, sizeof path, "%s%s", text[0] == '/' && text[1] != 'd' ? fixture_dir : "",
				       text);
			setenv(settings[i].name[k], path, 1);
		}
		struct repo *repo = open_repo("r");
		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			struct buf said = BUF_INIT;
			char command[128];
			(void)snprintf(command, sizeof command, "git -C r config --get %s", keys[k]);
			int status = fixture_run(&said, command);
			int result = get(repo, keys[k], REPO_SCOPE_ANY);
			if (result != (status == 0 ? 0 : MOW_ENOTFOUND))
				fail_msg("setting %zu, %s: %d, but git says %d", i, keys[k], result, status);
			buf_cut(&said, said.len > 0 ? said.len - 1 : 0);
			if (status == 0)
				assert_string_equal(value.data, said.data);
			buf_release(&said);
			/* None of it counts for security. */
			bool local = strcmp(keys[k], "mowners.both") == 0;
			assert_int_equal(get(repo, keys[k], REPO_SCOPE_SECURITY), local ? 0 : MOW_ENOTFOUND);
			if (local)
				assert_string_equal(value.data, "local");
		}
		repo_free(repo);
		(void)fixture_return(state);
		unsetenv("GIT_CONFIG_GLOBAL");
	}
}

static void booleans(void **state)
{
	static const char *const yes[] = {"mowners.ttrue", "mowners.tyes", "mowners.ton", "mowners.t1",
					  "mowners.tTRUE", "mowners.t7",   "mowners.bare"};
	static const char *const no[] = {"mowners.ffalse", "mowners.fno",    "mowners.foff",
					 "mowners.f0",     "mowners.fFalse", "mowners.empty"};
	struct repo *repo = open_repo("r");
	struct mow_error err = {0, ""};
	bool is;

	(void)state;
	/* The second round asks git itself. */
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
			is = false;
			assert_int_equal(repo_config_bool(&is, repo, yes[i], REPO_SCOPE_ANY, &err), 0);
			assert_true(is);
		}
		for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
			is = true;
			assert_int_equal(repo_config_bool(&is, repo, no[i], REPO_SCOPE_ANY, &err), 0);
			assert_false(is);
		}
		is = true;
		assert_int_equal(repo_config_bool(&is, repo, "mowners.unset", REPO_SCOPE_ANY, &err), 0);
		assert_true(is);
		is = false;
		assert_int_equal(repo_config_bool(&is, repo, "mowners.unset", REPO_SCOPE_ANY, &err), 0);
		assert_false(is);
		assert_int_equal(err.code, 0);
		is = true;
		int result = repo_config_bool(&is, repo, "mowners.neither", REPO_SCOPE_ANY, &err);
		assert_int_equal(result, MOW_EINVAL);
		assert_non_null(strstr(err.message, "maybe"));
		assert_true(is);
		err.code = 0;
		repo_free(repo);
		setenv("GIT_CONFIG_COUNT", "1", 1);
		setenv("GIT_CONFIG_KEY_0", "a.b", 1);
		setenv("GIT_CONFIG_VALUE_0", "c", 1);
		repo = open_repo("r");
	}
	repo_free(repo);
}

static void broken_file(void **state)
{
	struct mow_error err = {0, ""};

	(void)state;
	sh("git init -q b && git -C b config a.b c");
	struct repo *repo = open_repo("b");
	sh("echo '[[[' >>b/.git/config");
	assert_int_equal(repo_config(&value, repo, "a.b", REPO_SCOPE_ANY, &err), MOW_EGIT);
	assert_int_equal(err.code, MOW_EGIT);
	repo_free(repo);
}

/* Sets `value` to the remote that is taken. */
static const char *remote(void)
{
	struct repo *repo = open_repo("m");

	const char *name;
	assert_int_equal(repo_remote(&name, repo, NULL), 0);
	buf_reset(&value);
	buf_adds(&value, name != NULL ? name : "");
	repo_free(repo);
	return value.data;
}

static void remotes(void **state)
{
	(void)state;
	sh("git init -q m && cd m && git config remote.pushDefault none && git config branch.main.remote none && "
	   "git config -f ../.gitconfig remote.home.url x && git config remote./slash.url x");
	assert_string_equal(remote(), "");
	sh("git -C m config remote.beta.url x && git -C m config remote.with.dots.fetch x");
	assert_string_equal(remote(), "beta");
	sh("git -C m config 'remote.a b.url' x");
	assert_string_equal(remote(), "a b");
	sh("git -C m config remote.Upper.url x && git -C m config remote.originals.url x");
	assert_string_equal(remote(), "Upper");
	sh("git -C m config remote.origin.url x && git -C m config remote.A.url x");
	assert_string_equal(remote(), "origin");
	sh("for r in origin Upper A 'a b' beta originals; do git -C m config --remove-section remote.\"$r\"; done");
	assert_string_equal(remote(), "with.dots");
}

static int teardown(void **state)
{
	buf_release(&value);
	return fixture_teardown(state);
}

/* What reading mowners.x comes to with this file in the place of one that the variable names. */
static int read_with(const char *variable, const char *file)
{
	setenv(variable, file, 1);
	struct repo *repo = open_repo("fault");
	int result = get(repo, "mowners.x", REPO_SCOPE_ANY);

	repo_free(repo);
	unsetenv(variable);
	return result;
}

/* A missing file sets nothing; one that cannot be looked at is a failure. */
static void tells_faults_from_absence(void **state)
{
	static const struct {
		const char *make; /* of the file f */
		int user;
		int system; /* and the repository's own */
	} rows[] = {
		{"true", MOW_ENOTFOUND, MOW_ENOTFOUND},          {"ln -s nowhere f", MOW_ENOTFOUND, MOW_ESYSTEM},
		{"ln -s f f", MOW_ESYSTEM, MOW_ESYSTEM},         {"mkdir f", MOW_ESYSTEM, MOW_ESYSTEM},
		{"mkfifo f", MOW_ESYSTEM, MOW_ESYSTEM},          {"ln -s /dev/null f", MOW_ENOTFOUND, MOW_ENOTFOUND},
		{"ln -s /dev/zero f", MOW_ESYSTEM, MOW_ESYSTEM},
	};

	(void)state;
	fixture_clear_env();
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		struct repo *repo = NULL;
		sh("rm -rf fault && git init -q fault && cd fault && %s", rows[i].make);
		assert_int_equal(read_with("GIT_CONFIG_GLOBAL", "fault/f"), rows[i].user);
		unsetenv("GIT_CONFIG_NOSYSTEM");
		assert_int_equal(read_with("GIT_CONFIG_SYSTEM", "fault/f"), rows[i].system);
		setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
		sh("cd fault && rm .git/config && ln -s ../f .git/config && { test -e f || test -L f || rm .git/config; }");
		int result = repo_open(&repo, "fault", REPO_FROM_DIR, &err);
		assert_int_equal(result, rows[i].system == MOW_ENOTFOUND ? MOW_OK : rows[i].system);
		repo_free(repo);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_values),
		cmocka_unit_test(security_knows_no_home),
		cmocka_unit_test(follows_the_environment),
		cmocka_unit_test(booleans),
		cmocka_unit_test_teardown(tells_faults_from_absence, fixture_return),
		cmocka_unit_test_teardown(remotes, fixture_return),
		cmocka_unit_test_teardown(broken_file, fixture_return),
	};

	return cmocka_run_group_tests_name("git_config", tests, setup, teardown);
}
