/* What is read of the areas, freezes, people and teams of OWNERS files without an error, and comments that look like
 * more of a value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Nine lines; a row's text begins in line 10, in [people]. */
#define HEAD                                                            \
	"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n" \
	"@t = Tomas <t@x>\n@u = Una <u@x>\n@ext = Eva <e@x>, external\n@bot = Bot <b@x>, bot\n"
#define PEOPLE                               \
	"person @t \"Tomas\" t@x\n"          \
	"person @u \"Una\" u@x\n"            \
	"person @ext \"Eva\" e@x external\n" \
	"person @bot \"Bot\" b@x bot\n"
#define RULES "area rules OWNERS:3 accountable=@t:4\n"
#define FILE_OWNERS "file OWNERS folder \"\"\n"
#define A "[a]\npath = /x\n" /* its keys begin in line 12 */

static const struct row {
	const char *name, *text, *read;
} rows[] = {
	{"patterns, one a line", "[a]\npath = /x y/\n  !/x y/z\t; a comment\n\t*.psd\n\n; another\n   a;b,c=d:e\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  path /x y/ 11:8\n"
				  "  path !/x y/z 12:3 exclude\n"
				  "  path *.psd 13:2\n"
				  "  path a;b,c=d:e 16:4\n"},
	{"patterns below the key", "[a]\npath:\n  \\!x\n  \\;y\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  path \\!x 12:3\n"
				  "  path \\;y 13:3\n"},
	{"escalate", A "accountable = @t\nescalate = @u, New@x after 3d\n",
	 PEOPLE "person - \"new@x\" new@x written=\"New@x\"\n" RULES FILE_OWNERS
		"area a OWNERS:10 accountable=@t:12 escalate=\"@u, New@x after 3d\" to=@u,new@x:13 after=259200\n"
		"  path /x 11:8\n"},
	{"escalate, on several lines", A "accountable = @t\nescalate = @u\n  after 12h\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 accountable=@t:12 escalate=\"@u after 12h\" to=@u:13 after=43200\n"
				  "  path /x 11:8\n"},
	{"lists", A "responsible = @u\nconsulted = @u,@t new@x\n  @u U@x NEW@x\ninformed = @ext , @bot\n",
	 PEOPLE "person - \"new@x\" new@x\n" RULES FILE_OWNERS
		"area a OWNERS:10 responsible=@u:12 consulted=@u,@t,new@x,u@x:13 informed=@ext,@bot:15\n"
		"  path /x 11:8\n"},
	{"a level, days", A "level = detailed\nconfirm-by = 2027-03-31\nrights-until = 2027-12-31\n",
	 PEOPLE RULES FILE_OWNERS
	 "area a OWNERS:10 level=detailed:12 confirm-end=2027-04-01:13 rights-end=2028-01-01:14\n"
	 "  path /x 11:8\n"},
	{"moments", A "confirm-by = 2027-03-31T12:00:00+02:00\nrights-until = 2027-12-31T12:00:00Z\n",
	 PEOPLE RULES FILE_OWNERS
	 "area a OWNERS:10 confirm-end=2027-03-31T10:00:01Z:12 rights-end=2027-12-31T12:00:01Z:13\n"
	 "  path /x 11:8\n"},
	{"the first day of 1970, by e-mail", A "accountable = T@x\nconfirm-by = 1970-01-01\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 accountable=t@x:12 confirm-end=1970-01-02:13\n"
				  "  path /x 11:8\n"},
	{"summary", A "summary = Logos,\tcolours  \n    and   more ; not this\n  # nor this\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 summary=\"Logos, colours and more\"\n"
				  "  path /x 11:8\n"},
	{"gates",
	 A
	 "review = @u\n  U@x\n  1 of @u\n  2 of @u @t\n  2 of @t, @u\n  all of @t new@x @T\n  1 of new@x\n  2 of someone@example.com, @t, another@example.com\n  10 of a@x b@x c@x d@x e@x f@x g@x h@x i@x j@x\n",
	 PEOPLE
	 "person - \"new@x\" new@x\n"
	 "person - \"someone@example.com\" someone@example.com\n"
	 "person - \"another@example.com\" another@example.com\n"
	 "person - \"a@x\" a@x\n"
	 "person - \"c@x\" c@x\n"
	 "person - \"d@x\" d@x\n"
	 "person - \"f@x\" f@x\n"
	 "person - \"g@x\" g@x\n"
	 "person - \"h@x\" h@x\n"
	 "person - \"i@x\" i@x\n"
	 "person - \"j@x\" j@x\n" RULES FILE_OWNERS "area a OWNERS:10\n"
	 "  review u 1 of=@u \"@u\" 12\n"
	 "  review u@x 1 of=u@x \"U@x\" 13\n"
	 "  review u 1 of=@u \"1 of @u\" 14\n"
	 "  review a 2 of=@u,@t \"2 of @u @t\" 15\n"
	 "  review a 2 of=@t,@u \"2 of @t, @u\" 16\n"
	 "  review a 2 of=@t,new@x \"all of @t new@x @T\" 17\n"
	 "  review new@x 1 of=new@x \"1 of new@x\" 18\n"
	 "  review a 2 of=someone@example.com,@t,another@example.com \"2 of someone@example.com, @t, another@example.com\" 19\n"
	 "  review a 10 of=a@x,b@x,c@x,d@x,e@x,f@x,g@x,h@x,i@x,j@x \"10 of a@x b@x c@x d@x e@x f@x g@x h@x i@x j@x\" 20\n"
	 "  path /x 11:8\n"},
	{"named gates", A "review.legal = @u\nreview.2: 1 of @t @u\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  review.legal legal 1 of=@u \"@u\" 12\n"
				  "  review.2 2 1 of=@t,@u \"1 of @t @u\" 13\n"
				  "  path /x 11:8\n"},
	{"teams in gates", A "review = @two\n  all of @two @ext\n  1 of @two\n[teams]\n@two = @t @u\n",
	 PEOPLE "team @two members=@t,@u people=@t,@u\n" RULES FILE_OWNERS "area a OWNERS:10\n"
		"  review two 1 of=@two \"@two\" 12\n"
		"  review a 3 of=@two,@ext \"all of @two @ext\" 13\n"
		"  review two 1 of=@two \"1 of @two\" 14\n"
		"  path /x 11:8\n"},
	{"accept",
	 A "accept = unowned until 2026-12-01, she knows, and he\n  dead-pattern until 2026-12-02T10:00:00Z, soon\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  accept unowned before 2026-12-02 \"she knows, and he\" 12:10\n"
				  "  accept dead-pattern before 2026-12-02T10:00:01Z \"soon\" 13:3\n"
				  "  path /x 11:8\n"},
	{"a freeze of days",
	 "[freeze x]\npath = /x\n  !/x/y\nfrom = 2026-01-01\nuntil = 2026-01-03\nallow = @u, new@x\nreason = Holidays\n  of all\n",
	 PEOPLE
	 "person - \"new@x\" new@x\n" RULES FILE_OWNERS
	 "area freeze x OWNERS:10 frozen[2026-01-01 2026-01-04] allow=@u,new@x:15 as=\"@u, new@x\" reason=\"Holidays of all\"\n"
	 "  path /x 11:8\n"
	 "  path !/x/y 12:3 exclude\n"},
	{"a freeze of hours", "[freeze x]\npath = /x\nfrom = 2026-01-01T10:00:00Z\nuntil = 2026-01-01T12:00:00+01:00\n",
	 PEOPLE RULES FILE_OWNERS "area freeze x OWNERS:10 frozen[2026-01-01T10:00:00Z 2026-01-01T11:00:01Z]\n"
				  "  path /x 11:8\n"},
	{"a freeze of one moment", "[freeze x]\npath = /x\nfrom = 2026-01-01T10:00:00Z\nuntil = 2026-01-01T10:00:00Z\n",
	 PEOPLE RULES FILE_OWNERS "area freeze x OWNERS:10 frozen[2026-01-01T10:00:00Z 2026-01-01T10:00:01Z]\n"
				  "  path /x 11:8\n"},
	{"a freeze between areas", A "  /y\n[freeze x]\npath = /z\nopens = 2026-01-01\n[b]\npath = /w\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  path /x 11:8\n"
				  "  path /y 12:3\narea freeze x OWNERS:13 frozen[.. 2026-01-01]\n"
				  "  path /z 14:8\narea b OWNERS:16\n"
				  "  path /w 17:8\n"},
	{"an embargo up to a day", "[freeze x]\npath = /x\nopens = 2026-01-01\n",
	 PEOPLE RULES FILE_OWNERS "area freeze x OWNERS:10 frozen[.. 2026-01-01]\n"
				  "  path /x 11:8\n"},
	{"an embargo up to a moment", "[freeze x]\npath = /x\nopens = 2026-01-01T07:00:00Z\nallow = @t\n",
	 PEOPLE RULES FILE_OWNERS "area freeze x OWNERS:10 frozen[.. 2026-01-01T07:00:00Z] allow=@t:13 as=\"@t\"\n"
				  "  path /x 11:8\n"},
	{"a pattern that fills its line",
	 "[a]\npath = /abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/ ; a comment\n",
	 PEOPLE RULES FILE_OWNERS
	 "area a OWNERS:10\n"
	 "  path /abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/abcd/ 11:8\n"},
	{"escalate, to somebody with a long e-mail",
	 A "accountable = @t\nescalate = somebody-with-a-long-name@example.com after 3d\nreview = @t\n",
	 PEOPLE
	 "person - \"somebody-with-a-long-name@example.com\" somebody-with-a-long-name@example.com\n" RULES FILE_OWNERS
	 "area a OWNERS:10 accountable=@t:12 escalate=\"somebody-with-a-long-name@example.com after 3d\" to=somebody-with-a-long-name@example.com:13 after=259200\n"
	 "  review t 1 of=@t \"@t\" 14\n"
	 "  path /x 11:8\n"},
	{"a text of short words", A "summary = A b\n  c\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 summary=\"A b c\"\n"
				  "  path /x 11:8\n"},
	{"[otherwise]",
	 "[otherwise]\naccountable = @u\nescalate = @t after 1w\nlevel = lightweight\nrights-until = 2027-01-01\naccept = unowned until 2026-12-01, r\nreview = @u\n",
	 PEOPLE RULES
	 "area otherwise OWNERS:10 accountable=@u:11 escalate=\"@t after 1w\" to=@t:12 after=604800 level=lightweight:13 rights-end=2027-01-02:14\n"
	 "  review u 1 of=@u \"@u\" 16\n"
	 "  accept unowned before 2026-12-02 \"r\" 15:10\n" FILE_OWNERS},
	{"comments that look like owners",
	 A
	 "review = @u ; @t\n  @t ; 2 of @u @t\nconsulted = @u ; u@x and @t , @bot & @ext\nreview.x = @u ;@t\naccountable = @t\t; @u and\nresponsible = @u ; 0 of @t & u@x\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 accountable=@t:16 responsible=@u:17 consulted=@u:14\n"
				  "  review u 1 of=@u \"@u\" 12\n"
				  "  review t 1 of=@t \"@t\" 13\n"
				  "  review.x x 1 of=@u \"@u\" 15\n"
				  "  path /x 11:8\n"
				  "  remark 12:15 @t\n"
				  "  remark 13:8 2 of @u @t\n"
				  "  remark 14:18 u@x and @t , @bot & @ext\n"
				  "  remark 15:16 @t\n"
				  "  remark 16:20 @u and\n"
				  "  remark 17:20 0 of @t & u@x\n"},
	{"comments that do not",
	 A
	 "review = @u ; ask @t\n  @t ; 10 of @u\n  @ext ; :@u : @t\n  @bot ; @u // @t\n  t@x ; ask @t\n  u@x ; or @t\n  x@y ; an of & @u\nsummary = s ; @u\nlevel = standard ; @u\nconsulted = @u ; 2 of\n  @t ; @u or @t\n  ; @u\n",
	 PEOPLE "person - \"x@y\" x@y\n" RULES FILE_OWNERS
		"area a OWNERS:10 summary=\"s\" consulted=@u,@t:21 level=standard:20\n"
		"  review u 1 of=@u \"@u\" 12\n"
		"  review t 1 of=@t \"@t\" 13\n"
		"  review ext 1 of=@ext \"@ext\" 14\n"
		"  review bot 1 of=@bot \"@bot\" 15\n"
		"  review t@x 1 of=t@x \"t@x\" 16\n"
		"  review u@x 1 of=u@x \"u@x\" 17\n"
		"  review x@y 1 of=x@y \"x@y\" 18\n"
		"  path /x 11:8\n"},
	{"comments that look like patterns",
	 "[a]\npath = /x ; /y\n  /z ; *.psd\n  /w ; !/y ; and more\n  /s ; !/y\n  /v ;\t/a/b \n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10\n"
				  "  path /x 11:8\n"
				  "  path /z 12:3\n"
				  "  path /w 13:3\n"
				  "  path /s 14:3\n"
				  "  path /v 15:3\n"
				  "  remark 11:13 /y\n"
				  "  remark 12:8 *.psd\n"
				  "  remark 14:8 !/y\n"
				  "  remark 15:8 /a/b\n"},
	{"comments that do not look like patterns",
	 "[a]\npath = /x ; / y\n  /z ; //y\n  /w ; y\n  /v ; /a\tb\n  /u ; /\n  /s ; !y\nconsulted = @t ; /x\n",
	 PEOPLE RULES FILE_OWNERS "area a OWNERS:10 consulted=@t:17\n"
				  "  path /x 11:8\n"
				  "  path /z 12:3\n"
				  "  path /w 13:3\n"
				  "  path /v 14:3\n"
				  "  path /u 15:3\n"
				  "  path /s 16:3\n"},
	{"comments of people", "@v = Vera <v@x> ; @u\n[teams]\n@two = @t @u ; @v\n",
	 PEOPLE "person @v \"Vera\" v@x\n"
		"team @two members=@t,@u people=@t,@u\n" RULES FILE_OWNERS "  remark 10:19 @u\n"
		"  remark 12:16 @v\n"},
	{"an e-mail that is given twice", "@v = V <v@x>, email V@X\n",
	 PEOPLE "person @v \"V\" v@x\n" RULES FILE_OWNERS},
	{"teams in teams for a time",
	 "[teams]\n@late = @u, from 2026-02-01\n@first = @late @t\n@last = @t @late\n@early = @u, until 2026-01-31\n@none = @late, until 2026-01-15\n",
	 PEOPLE
	 "team @late members=@u people=@u in[2026-02-01 ..] service[2026-02-01 ..]\n"
	 "team @first members=@late,@t people=@u,@t in[2026-02-01 ..]\n"
	 "team @last members=@t,@late people=@t,@u in[2026-02-01 ..]\n"
	 "team @early members=@u people=@u in[.. 2026-02-01] service[.. 2026-02-01]\n"
	 "team @none members=@late people=@u in[2026-02-01 2026-01-16] service[.. 2026-01-16]\n" RULES FILE_OWNERS},
	{"a name on two lines, with #", "@somebody-with-a-long-handle = Vera\n  W #x <v@x>\n",
	 PEOPLE "person @somebody-with-a-long-handle \"Vera W #x\" v@x\n" RULES FILE_OWNERS},
	{"a name without a blank before <", "@v = Vera von V<v@x>\n",
	 PEOPLE "person @v \"Vera von V\" v@x\n" RULES FILE_OWNERS},
	{"two absences, the later one first",
	 "@v = V <v@x>, away 2026-02-01..2026-02-02, away 2026-01-01..2026-01-02\n",
	 PEOPLE "person @v \"V\" v@x away[2026-01-01 2026-01-03] away[2026-02-01 2026-02-03]\n" RULES FILE_OWNERS},
	{"absences that touch, and one that ends first",
	 "@v = V <v@x>, away 2026-01-05..2026-01-09, away 2026-01-01..2026-01-04, away 2026-01-02..2026-01-03, away 2026-01-11..2026-01-11\n",
	 PEOPLE "person @v \"V\" v@x away[2026-01-01 2026-01-10] away[2026-01-11 2026-01-12]\n" RULES FILE_OWNERS},
	{"deputies of several",
	 "@v = V <v@x>, deputy @t, deputy @u T@x\n@w = W <w@x>, deputy @v @u\n@y = Y <y@x>, deputy @bot\n",
	 PEOPLE "person @v \"V\" v@x deputies=@t,@u\n"
		"person @w \"W\" w@x deputies=@v,@u\n"
		"person @y \"Y\" y@x deputies=@bot\n" RULES FILE_OWNERS},
	{"teams in teams",
	 "[teams]\n@outer = @t, @inner @ext T@x\n@inner = @u @t\n@empty = @u, from 2026-01-01, until 2026-01-31\n@both = @empty @inner, until 2026-01-15\n",
	 PEOPLE
	 "team @outer members=@t,@inner,@ext,t@x people=@t,@u,@ext\n"
	 "team @inner members=@u,@t people=@u,@t\n"
	 "team @empty members=@u people=@u in[2026-01-01 2026-02-01] service[2026-01-01 2026-02-01]\n"
	 "team @both members=@empty,@inner people=@u,@u,@t in[2026-01-01 2026-01-16] in[.. 2026-01-16] in[.. 2026-01-16] service[.. 2026-01-16]\n" RULES
		 FILE_OWNERS},
	{"members called nearly as what is said of teams",
	 "@external = E <ex@x>\n@until = I <i@x>\n[teams]\n@a = @external @until, f@x, external\n",
	 PEOPLE "person @external \"E\" ex@x external\n"
		"person @until \"I\" i@x external\n"
		"person - \"f@x\" f@x external\n"
		"team @a members=@external,@until,f@x people=@external,@until,f@x external\n" RULES FILE_OWNERS},
	{"accounts, an organisation, a bot",
	 "@v = V <v@x>, github v, github Vera-V, gitlab v,\n  gitea v, org Studio North , bot\n@w = W <w@x>, gitlab w, github w\n",
	 PEOPLE "person @v \"V\" v@x github:v github:vera-v gitlab:v gitea:v org=\"Studio North\" bot\n"
		"person @w \"W\" w@x gitlab:w github:w\n" RULES FILE_OWNERS},
	{"service",
	 "@v = V <v@x>, from 2026-01-01\n@w = W <w@x>, until 2026-01-31\n@y = Y <y@x>, from 2026-01-01T10:00:00Z, until 2026-01-01T12:00:00Z\n",
	 PEOPLE "person @v \"V\" v@x service[2026-01-01 ..]\n"
		"person @w \"W\" w@x service[.. 2026-02-01]\n"
		"person @y \"Y\" y@x service[2026-01-01T10:00:00Z 2026-01-01T12:00:01Z]\n" RULES FILE_OWNERS},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) dump = BUF_INIT;

	buf_addf(&text, "%s%s", HEAD, row->text);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	rules_text_dump(&dump, rules);
	assert_string_equal(strstr(dump.data, "person "), row->read);
}

/* Gates are one where they have one name and the same owners, whatever their order and case, and whatever the quorum.
 */
static void test_same_gates(void **state)
{
	static const char text[] = HEAD
		"[a]\npath = /x\n"
		"review = 2 of @t @u @ext\n  1 of @EXT @t, @u\n  all of @u @ext @t\n  1 of @t @u\n  2 of @u, @T\n  1 of @t @ext\n"
		"  @u\nreview.u = 1 of @u\nreview.a = @ext\n"
		"[b]\npath = /x\nreview = 1 of @t @u @ext\n  @u\n  1 of @bot @u\n"
		"review.a = 3 of @ext @u @t\n";
	static const size_t same[][9] = {{0, 0, 0, 1, 1, 2, 3, 3, 4}, {5, 3, 6, 0}};
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, sizeof text - 1, NULL);

	(void)state;
	assert_string_equal(found.places.data, "");
	for (size_t i = 0; i < COUNT(same); i++) {
		const struct area *area = &rules->files[0]->areas[i];
		assert_int_equal(area->gate_count, i == 0 ? 9 : 4);
		for (size_t k = 0; k < area->gate_count; k++)
			assert_int_equal(area->gates[k].same, same[i][k]);
	}
	assert_int_equal(rules->gate_total, 7);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows) + 1];

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_same_gates);
	return cmocka_run_group_tests_name("read areas", tests, NULL, NULL);
}
