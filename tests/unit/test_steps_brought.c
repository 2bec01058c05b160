#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "steps/steps.h"

/*
 * base has good/ and odd/, in which an entry has a mode that git no longer writes. From there on: `aside` changes good/
 * alone, `beside` the odd folder's neighbour; `worse` makes another odd folder, and `back` takes it back.
 */
static const char script[] =
	"git init -q -b main r && cd r && blob=$(printf x | git hash-object -w --stdin) && other=$(printf y | git hash-object -w --stdin) && "
	"odd() { { printf '100664 %s\\0' \"$1\"; printf %s \"$2\" | sed 's/../\\\\x&/g' | xargs -0 printf; } | "
	"git hash-object -t tree --literally -w --stdin; } && "
	"flat() { printf '100644 blob %s\\tf\\n' \"$1\" | git mktree; } && "
	"root() { printf '040000 tree %s\\tgood\\n040000 tree %s\\todd\\n' \"$1\" \"$2\" | git mktree; } && "
	"name() { git update-ref refs/heads/$1 $2; } && "
	"name base $(git commit-tree -m base $(root $(flat $blob) $(odd f $blob))) && "
	"name aside $(git commit-tree -m aside -p base $(root $(flat $other) $(odd f $blob))) && "
	"name root $(git commit-tree -m root $(root $(flat $other) $(flat $blob))) && "
	"name merge $(git commit-tree -m merge -p root -p aside aside^{tree}) && "
	"name worse $(git commit-tree -m worse -p aside $(root $(odd g $other) $(odd f $blob))) && "
	"name back $(git commit-tree -m back -p worse aside^{tree}) && "
	"name deep $(git commit-tree -m deep -p base $(root $(printf '040000 tree %s\\td\\n' $(odd h $blob) | git mktree) $(odd f $blob))) && "
	"name healed $(git commit-tree -m healed -p base $(root $(flat $blob) $(flat $blob)))";

static struct repo *repo;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("%s", script);
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

/* `commit` NULL: what `tip` brings beyond `hide` (NULL: all of it) may come; else that one is refused. */
static void check(const char *tip, const char *hide, const char *commit, const char *words)
{
	struct mow_error err = {0, ""};
	struct oid top = sh_oid("git -C r rev-parse %s", tip);
	struct oid below = hide != NULL ? sh_oid("git -C r rev-parse %s", hide) : top;
	int result = steps_check_brought(repo, &(struct commit_range){&top, &below, hide != NULL}, &err);

	if (result != (commit != NULL ? MOW_EDENIED : MOW_OK))
		fail_msg("%s beyond %s: %d %s", tip, hide, result, err.message);
	if (commit != NULL && (strstr(err.message, words) == NULL ||
			       strstr(err.message, sh_out("git -C r rev-parse --short=12 %s", commit)) == NULL))
		fail_msg("%s beyond %s: %s", tip, hide, err.message);
}

static void looks_at_what_comes(void **state)
{
	(void)state;
	check("base", NULL, "base", "has the mode 100664");
	check("worse", "aside", "worse", "g has the mode 100664");
	check("back", "aside", "worse", "g has the mode 100664");
	check("deep", "base", "deep", "h has the mode 100664");
	check("root", NULL, NULL, NULL);
}

static void leaves_what_is_old(void **state)
{
	(void)state;
	check("base", "base", NULL, NULL);
	check("aside", "base", NULL, NULL);
	check("back", "worse", NULL, NULL);
	check("healed", "base", NULL, NULL);
	/* What differs from the first parent alone came with the second. */
	check("merge", "aside", NULL, NULL);
	check("merge", "base", NULL, NULL);
	check("merge", "root", "base", "has the mode 100664");
}

static void names_the_limits(void **state)
{
	(void)state;
	sh("cd r && { echo tree $(git rev-parse root^{tree}); yes parent $(git rev-parse root) | head -257; "
	   "printf 'author A <a@x> 1 +0000\\ncommitter A <a@x> 1 +0000\\n\\nm\\n'; } >../text && "
	   "git update-ref refs/heads/crowd $(git hash-object -t commit -w ../text)");
	check("crowd", "root", "crowd", "has 257 parents, more than 256");
	sh("cd r && tree=$(git mktree </dev/null) && for i in $(seq 1001); do tree=$(printf '040000 tree %%s\\td\\n' $tree | git mktree); done && "
	   "git update-ref refs/heads/well $(git commit-tree -m well -p root $tree)");
	check("well", "root", "well", "more than 1000 folders inside one another");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_at_what_comes),
		cmocka_unit_test(leaves_what_is_old),
		cmocka_unit_test(names_the_limits),
	};

	return cmocka_run_group_tests_name("steps_brought", tests, setup, teardown);
}
