/* What is read of OWNERS files without an error: settings, levels, whole files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- Settings ---- */

/* Nine lines; a row's text begins in line 10, in [mowners]. */
#define SETTINGS_HEAD                                                             \
	"[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n@u = Una <u@x>\n" \
	"@bot = Bot <b@x>, bot\n@carrier = Car <c@x>, bot\n[mowners]\nversion = 1\n"

struct row {
	const char *name, *text, *read;
};

static const struct row settings[] = {
	{"unowned: warn", "unowned = warn\n", "evidence=3 unowned=warn level=standard stale=15552000"},
	{"unowned: allow", "unowned = allow\n", "evidence=3 unowned=allow level=standard stale=15552000"},
	{"unowned: block", "unowned = block\n", "evidence=3 unowned=block level=standard stale=15552000"},
	{"level", "level = lightweight\n", "evidence=3 unowned=block level=lightweight:10 stale=15552000"},
	{"stale-after", "stale-after = 2w\n", "evidence=3 unowned=block level=standard stale=1209600"},
	{"external-accountable", "external-accountable = yes\n",
	 "evidence=3 unowned=block level=standard stale=15552000 external-accountable"},
	{"external-accountable: no", "external-accountable = no\n",
	 "evidence=3 unowned=block level=standard stale=15552000"},
	{"mode: advise", "mode = advise\n", "evidence=3 unowned=block level=standard stale=15552000 advise"},
	{"authors: proved", "authors = proved\n", "evidence=3 unowned=block level=standard stale=15552000 proved"},
	{"handover: accept", "handover = accept\n",
	 "evidence=3 unowned=block level=standard stale=15552000 handover=accept"},
	{"handover: both", "handover = both\n", "evidence=3 unowned=block level=standard stale=15552000 handover=both"},
	{"repository", "repository = Acme/M-1\n",
	 "evidence=3 unowned=block level=standard stale=15552000 repository=\"Acme/M-1\""},
	{"protect", "protect = main, release/*\n  tags/** refs/x/y\n",
	 "evidence=3 unowned=block level=standard stale=15552000 protect=\"main\" protect=\"release/*\" protect=\"tags/**\" protect=\"refs/x/y\""},
	{"witness", "witness = @bot, C@x\n  B@x @bot\n",
	 "evidence=3 unowned=block level=standard stale=15552000 witnesses=@bot,@carrier"},
	{"witness, below a ref called as somebody is", "protect = main t@x\nwitness = @bot\n",
	 "evidence=3 unowned=block level=standard stale=15552000 protect=\"main\" protect=\"t@x\" witnesses=@bot"},
	{"override: N of", "override = 2 of @t @u\n",
	 "evidence=3 unowned=block level=standard stale=15552000\n"
	 "  override mowners 2 of=@t,@u \"2 of @t @u\" 10"},
	{"override: all of", "override = all of @t u@x\n",
	 "evidence=3 unowned=block level=standard stale=15552000\n"
	 "  override mowners 2 of=@t,u@x \"all of @t u@x\" 10"},
	{"override: one", "override = @u\n",
	 "evidence=3 unowned=block level=standard stale=15552000\n"
	 "  override u 1 of=@u \"@u\" 10"},
	{"accept", "accept = unowned until 2026-12-01, known\n",
	 "evidence=3 unowned=block level=standard stale=15552000\n"
	 "  accept unowned before 2026-12-02 \"known\" 10:10"},
};

/* What stands between two words of the dump of such a file. */
static void expect(const struct row *row, const char *from, const char *to)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) dump = BUF_INIT;

	buf_addf(&text, "%s%s", SETTINGS_HEAD, row->text);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	rules_text_dump(&dump, rules);
	const char *read = strstr(dump.data, from) + strlen(from);
	*strstr(dump.data, to) = '\0';
	assert_string_equal(read, row->read);
}

static void test_setting(void **state)
{
	expect(*state, "mowners ", "\nlevel lightweight ");
}

/* ---- Levels ---- */

#define LIGHT "level lightweight any self=1 people=1 evidence=3 age=0\n"
#define STANDARD "level standard accountable self=0 people=1 evidence=3 age=0\n"
#define DETAILED "level detailed accountable self=0 people=2 evidence=3 age=0\n"

static const struct row levels[] = {
	{"evidence: one", "evidence = pusher\n",
	 "level lightweight any self=1 people=1 evidence=4 age=0\n"
	 "level standard accountable self=0 people=1 evidence=4 age=0\n" DETAILED},
	{"evidence: several", "evidence = pusher,\n  forge\n",
	 "level lightweight any self=1 people=1 evidence=6 age=0\n"
	 "level standard accountable self=0 people=1 evidence=6 age=0\n" DETAILED},
	{"lightweight",
	 "[level lightweight]\ndecided-by = accountable\nself-approval = no\npeople = 2\nevidence = signed\nmax-age = 30d\n",
	 "level lightweight accountable self=0 people=2 evidence=1 age=2592000\n" STANDARD DETAILED},
	{"standard",
	 "[level standard]\ndecided-by = any\nself-approval = yes\npeople = 99\nevidence = pusher signed\nmax-age = 12h\n",
	 LIGHT "level standard any self=1 people=99 evidence=5 age=43200\n" DETAILED},
	{"detailed", "[level detailed]\ndecided-by = any\nself-approval = yes\npeople = 10\nmax-age = none\n",
	 LIGHT STANDARD "level detailed any self=1 people=10 evidence=3 age=0\n"},
	{"detailed: the defaults, said",
	 "[level detailed]\ndecided-by = accountable\nself-approval = no\npeople = 2\nevidence = signed, forge\n",
	 LIGHT STANDARD DETAILED},
};

static void test_level(void **state)
{
	expect(*state, "stale=15552000\n", "person ");
}

/* ---- Whole files ---- */

static void compare(const char *text, const char *expected)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) dump = BUF_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, strlen(text), NULL);

	rules_text_dump(&dump, rules);
	assert_string_equal(found.places.data, "");
	assert_string_equal(dump.data, expected);
}

static void test_defaults(void **state)
{
	(void)state;
	compare("[mowners]\nversion = 1\n[rules]\naccountable = Tomas@Example.com\n",
		"mowners evidence=3 unowned=block level=standard stale=15552000\n"
		"level lightweight any self=1 people=1 evidence=3 age=0\n"
		"level standard accountable self=0 people=1 evidence=3 age=0\n"
		"level detailed accountable self=0 people=2 evidence=3 age=0\n"
		"person - \"tomas@example.com\" tomas@example.com written=\"Tomas@Example.com\"\n"
		"area rules OWNERS:3 accountable=tomas@example.com:4\n"
		"file OWNERS folder \"\"\n");
}

static void test_settings(void **state)
{
	(void)state;
	/* The levels' evidence is that of [mowners], wherever they stand; detailed has its own. */
	compare("[level standard]\nself-approval = yes\nmax-age = 2w\n"
		"[level detailed]\ndecided-by = any\npeople = 3\n"
		"[mowners]\nversion = 1\nprotect = release/* , tags/v**\n  refs/x/y\nevidence = forge\nunowned = allow\nlevel = detailed\n"
		"repository = Acme-1\nexternal-accountable = yes\nstale-after = 12h\nmode = enforce\nhandover = rules\nauthors = claimed\n"
		"[level lightweight]\nevidence = signed\n"
		"[rules]\naccountable = a@x\n",
		"mowners evidence=2 unowned=allow level=detailed:13 stale=43200 external-accountable repository=\"Acme-1\" protect=\"release/*\" "
		"protect=\"tags/v**\" protect=\"refs/x/y\"\n"
		"level lightweight any self=1 people=1 evidence=1 age=0\n"
		"level standard accountable self=1 people=1 evidence=2 age=1209600\n"
		"level detailed any self=0 people=3 evidence=3 age=0\n"
		"person - \"a@x\" a@x\n"
		"area rules OWNERS:22 accountable=a@x:23\n"
		"file OWNERS folder \"\"\n");
}

static void test_areas(void **state)
{
	(void)state;
	compare("[brand]\n"
		"summary = Logos,\tcolours\n  and   more\n"
		"path =\n  /brand/\n  !/brand/x y/\n"
		"accountable =\n  @Lena\n"
		"review = 2 of @Guild,  lena@example.com\n  all of @guild @guild @LENA\n  @guild\n  @Lena\n  1 of L.Fischer@example.com\n"
		"review.legal: all of @guild\n"
		"responsible = @guild, @guild @lena\n"
		"consulted = new@example.com\ninformed = L.Fischer@Example.COM\n"
		"level = detailed\nconfirm-by = 2027-03-31\n"
		"[mowners]\nversion = 1\n"
		"[other]\npath = *.x ; c\n"
		"[otherwise]\nreview = 1 of @lena @marc\nlevel = lightweight\n"
		"[rules]\naccountable = lena@example.com\n"
		"[teams]\n@guild = @lena @marc\n"
		"[people]\n@lena = Lena Fischer <Lena@example.com>, email l.fischer@example.com\n@Marc = Marc <marc@example.com>\n",
		"mowners evidence=3 unowned=block level=standard stale=15552000\n"
		"level lightweight any self=1 people=1 evidence=3 age=0\n"
		"level standard accountable self=0 people=1 evidence=3 age=0\n"
		"level detailed accountable self=0 people=2 evidence=3 age=0\n"
		"person @lena \"Lena Fischer\" lena@example.com l.fischer@example.com written=\"Lena@example.com\"\n"
		"person @marc \"Marc\" marc@example.com\n"
		"person - \"new@example.com\" new@example.com\n"
		"team @guild members=@lena,@marc people=@lena,@marc\n"
		"area rules OWNERS:27 accountable=lena@example.com:28\n"
		"area otherwise OWNERS:24 level=lightweight:26\n"
		"  review otherwise 1 of=@lena,@marc \"1 of @lena @marc\" 25\n"
		"file OWNERS folder \"\"\n"
		"area brand OWNERS:1 summary=\"Logos, colours and more\" accountable=@lena:7 responsible=@guild,@lena:15 consulted=new@example.com:16 "
		"informed=l.fischer@example.com:17 level=detailed:18 confirm-end=2027-04-01:19\n"
		"  review brand 2 of=@guild,lena@example.com \"2 of @Guild, lena@example.com\" 9\n"
		"  review brand 2 of=@guild,@lena \"all of @guild @guild @LENA\" 10\n"
		"  review guild 1 of=@guild \"@guild\" 11\n"
		"  review lena 1 of=@lena \"@Lena\" 12\n"
		"  review l.fischer@example.com 1 of=l.fischer@example.com \"1 of L.Fischer@example.com\" 13\n"
		"  review.legal legal 2 of=@guild \"all of @guild\" 14\n"
		"  path /brand/ 5:3\n"
		"  path !/brand/x y/ 6:3 exclude\n"
		"area other OWNERS:22\n"
		"  path *.x 23:8\n");
}

/* What is broken is not in force, whatever could be read of it. */
static void test_broken(void **state)
{
	static const char text[] =
		"[mowners]\nversion = 1\nprotect = x\nevidence = forge\nunowned = allow\nlevel = lightweight\nrepository = r\n"
		"external-accountable = yes\nfoo = 1\nmode = advise\nauthors = proved\nhandover = both\nstale-after = 1d\n"
		"override = 2 of @t u@x\nwitness = @bot\naccept = unowned until 2026-12-01, known\n[rules]\naccountable = @t\n"
		"[otherwise]\naccountable = @t\n[a]\npath = /x\naccountable = @t\n"
		"[people]\n@t = T <t@x>\n@bot = B <b@x>, bot\n[level detailed]\npeople = 1\nmax-age = 1d\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) dump = BUF_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, sizeof text - 1, NULL);

	(void)state;
	assert_string_equal(found.places.data, "9:1 unknown-key");
	rules_text_dump(&dump, rules);
	assert_string_equal(dump.data, "broken\nmowners evidence=3 unowned=block level=standard stale=15552000\n"
				       "level lightweight any self=1 people=1 evidence=3 age=0\n"
				       "level standard accountable self=0 people=1 evidence=3 age=0\n"
				       "level detailed accountable self=0 people=2 evidence=3 age=0\n"
				       "person @t \"T\" t@x\n"
				       "person @bot \"B\" b@x bot\n"
				       "person - \"u@x\" u@x\n"
				       "file OWNERS folder \"\" broken\n");
	assert_int_equal(rules->rules_area.accountable, RULES_NONE);
	assert_int_equal(rules->otherwise.accountable, RULES_NONE);
	assert_true(rules_protects(rules, "refs/heads/anything"));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_areas),
		cmocka_unit_test(test_broken),
	};
	static struct CMUnitTest tests[COUNT(settings) + COUNT(levels) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(settings); i++)
		tests[count++] = (struct CMUnitTest){settings[i].name, test_setting, NULL, NULL, (void *)&settings[i]};
	for (size_t i = 0; i < COUNT(levels); i++)
		tests[count++] = (struct CMUnitTest){levels[i].name, test_level, NULL, NULL, (void *)&levels[i]};
	memcpy(&tests[COUNT(tests) - COUNT(others)], others, sizeof others);
	return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
