/* Edits of OWNERS files: of a working tree that others write in as well. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "mowners.h"

static const char root[] = "[mowners]\nversion=1\n[rules]\naccountable=@t\n[people]\n@t=T <t@x.org>\n";

static struct mow_repo *open_here(void)
{
	struct mow_repo *repo = NULL;

	sh("git init -q -b main place");
	write_file("place/OWNERS", root);
	assert_int_equal(mow_repo_open(&repo, &(struct mow_repo_options){.dir = "place"}, NULL), MOW_OK);
	return repo;
}

/* What somebody saved between reading and writing is not lost. */
static void test_meanwhile(void **state)
{
	struct mow_repo *repo = open_here();
	struct mow_edit *edit = NULL;
	struct mow_error err = {0, ""};

	(void)state;
	assert_int_equal(mow_edit_format(&edit, repo, &(struct mow_edit_paths){NULL, 0}, NULL, &err), MOW_OK);
	assert_int_equal(mow_edit_count(edit), 1);
	assert_string_equal(mow_edit_file(edit, 0)->path, "OWNERS");
	sh("echo '; later' >>place/OWNERS");
	assert_int_equal(mow_edit_write(edit, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "was written by somebody else meanwhile"));
	assert_string_equal(sh_out("tail -n 1 place/OWNERS"), "; later");
	mow_edit_free(edit);
	assert_int_equal(mow_edit_format(&edit, repo, &(struct mow_edit_paths){NULL, 0}, NULL, &err), MOW_OK);
	sh("rm place/OWNERS && ln -s other place/OWNERS");
	assert_int_equal(mow_edit_write(edit, &err), MOW_ESYSTEM);
	assert_string_equal(sh_out("ls place"), "OWNERS");
	mow_edit_free(edit);
	sh("rm place/OWNERS");
	mow_repo_free(repo);
}

/* A file that is too large once it is laid out, since it has as many short lines as there can be. */
static void test_too_large(void **state)
{
	struct mow_edit *edit = NULL;
	struct mow_error err = {0, ""};
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	buf_adds(&text, root);
	buf_adds(&text, "[a]\naccountable=@t\npath=x0\n");
	for (unsigned i = 1; !text.failed && text.len < 900000; i++)
		buf_addf(&text, " x%x\n", i);
	const struct mow_edited given = {"OWNERS", text.data, text.len};
	assert_int_equal(mow_edit_format_text(&edit, NULL, &given, NULL, &err), MOW_EINVAL);
	assert_non_null(strstr(err.message, "OWNERS would be over 1 MiB"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_meanwhile),
		cmocka_unit_test(test_too_large),
	};

	return cmocka_run_group_tests_name("edit", tests, fixture_setup, fixture_teardown);
}
