/* What areas, [rules], [otherwise], [mowners], levels and freezes may say, and every error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Twenty lines; a row's text begins in line 21, below [mowners]. */
#define HEAD                                             \
	"[rules]\naccountable = @t\n"                    \
	"[otherwise]\naccountable = @t\n"                \
	"[people]\n"                                     \
	"@t = T <t@example.com>, email t@home.example\n" \
	"@u = U <u@example.com>\n"                       \
	"@v = V <v@example.com>\n"                       \
	"@ext = E <e@partner.example>, external\n"       \
	"@bot = B <b@example.com>, bot\n"                \
	"@helped = H <h@example.com>, deputy @ext\n"     \
	"@p2 = P <p2@partner.example>\n"                 \
	"[teams]\n"                                      \
	"@two = @t @u\n"                                 \
	"@three = @two @v\n"                             \
	"@agency = @p2 q@partner.example\n"              \
	"@partners = @agency, external\n"                \
	"; a line\n"                                     \
	"[mowners]\n"                                    \
	"version = 1\n"

struct row {
	const char *name;
	const char *text;
	const char *found;
};

#define AREA "[a]\npath = /x\n" /* its keys begin in line 23 */

static const struct row rows[] = {
	/* ---- path ---- */
	{"path: none", "[a]\nlevel = standard\n", "21:1 missing-key"},
	{"path: begins with !", "[a]\npath = !/x\n  /y\n", "22:8 exclude-first"},
	{"path: twice", AREA "  /y\n  /x\n", "24:3 duplicate-pattern"},
	{"path: twice compares text", AREA "  x\n  /x/\n  /X\n  !/x\n", ""},
	{"path: twice, of many, behind a wrong one",
	 AREA "  p1\n  p2\n  p3\n  p4\n  p5\n  p6\n  p7\n  p8\n  p9\n  p10\n  p11\n  p12\n  p13\n  p14\n  p15\n"
	      "  bad[\n  p3\n  /x\n  p16\n  p16\n",
	 "38:6 unclosed-class, 39:3 duplicate-pattern, 40:3 duplicate-pattern, 42:3 duplicate-pattern"},
	{"path: taken back twice", AREA "  !/x/y\n  !/x/y\n", "24:3 duplicate-pattern"},
	{"path: twice in two areas", AREA "[b]\npath = /x\n  /y\n[c]\npath = /y\n  /x\n", ""},
	{"path: wrong", AREA "  a//b\n  /c/[d\n  e/..\n",
	 "23:5 empty-component, 24:6 unclosed-class, 25:5 dot-component"},
	{"path: wrong, twice", AREA "  a//b\n  a//b\n", "23:5 empty-component, 24:5 empty-component"},
	{"path: begins with a line that cannot be read", "[a]\npath = \1\n  !/x\n", "22:8 control-character"},
	{"path: wrong and with !", AREA "  !a//b\n", "23:6 empty-component"},
	{"path: commas are text", AREA "  a, b\n", ""},
	/* ---- accept ---- */
	{"accept: unreadable", AREA "accept = \1\n", "23:10 control-character"},
	{"accept: three times",
	 AREA "accept = dead-pattern until 2026-12-01, a\naccept = unowned until 2026-12-01, b\n"
	      "accept = unowned until 2026-12-01, c\n",
	 "24:1 duplicate-key, 25:1 duplicate-key"},
	/* ---- accountable ---- */
	{"accountable: a person", AREA "accountable = @T\n", ""},
	{"accountable: an e-mail", AREA "accountable = Nobody@Example.com\n", ""},
	{"accountable: two", AREA "accountable = @t @u\n", "23:18 several-owners"},
	{"accountable: three by commas and lines", AREA "accountable = @t,\n @u\n @v\n", "24:2 several-owners"},
	{"accountable: a trailing comma", AREA "accountable = @t,\n", "23:17 stray-comma"},
	{"accountable: twice the same", AREA "accountable = @t @t\n", "23:18 several-owners"},
	{"accountable: a team", AREA "accountable = @two\n", "23:15 not-a-person"},
	{"accountable: undeclared", AREA "accountable = @nobody\n", "23:15 undeclared"},
	{"accountable: no handle", AREA "accountable = Tomas Riva\n", "23:15 bad-owner, 23:21 bad-owner"},
	{"accountable: external", AREA "accountable = @ext\n", "23:15 external-accountable"},
	{"accountable: external by e-mail", AREA "accountable = E@partner.example\n", "23:15 external-accountable"},
	{"accountable: external by a team in a team", AREA "accountable = @p2\n", "23:15 external-accountable"},
	{"accountable: external by a team, not in [people]", AREA "accountable = q@partner.example\n",
	 "23:15 external-accountable"},
	{"accountable: bot", AREA "accountable = @bot\n", "23:15 bot-accountable"},
	{"accountable: external deputy", AREA "accountable = @helped\n", "11:37 external-accountable"},
	{"accountable: external deputy, once", AREA "accountable = @helped\n[b]\npath = /y\naccountable = @helped\n",
	 "11:37 external-accountable"},
	{"accountable: external may be",
	 "external-accountable = yes\n" AREA "accountable = @ext\n[b]\npath = /y\naccountable = @helped\n", ""},
	{"accountable: a bot may never be", "external-accountable = yes\n" AREA "accountable = @bot\n",
	 "24:15 bot-accountable"},
	{"accountable: external may be, said unreadably", "external-accountable = ja\n" AREA "accountable = @ext\n",
	 "21:24 bad-value"},
	{"accountable: external may not be, said", "external-accountable = no\n" AREA "accountable = @ext\n",
	 "24:15 external-accountable"},
	/* ---- lists ---- */
	{"list: white space, commas and lines", AREA "consulted = @t @u,@v ,\t@two\n  @three , x@example.com\n", ""},
	{"list: two commas", AREA "informed = @t,,@u\n", "23:14 stray-comma"},
	{"list: a comma first", AREA "informed = ,@t\n", "23:12 stray-comma"},
	{"list: a comma last", AREA "informed = @t, @u,\n", "23:18 stray-comma"},
	{"list: a comma alone", AREA "informed = ,\n", "23:12 stray-comma"},
	{"list: a comma at the end of a line", AREA "informed = @t,\n  @u\n", ""},
	{"list: errors of each", AREA "responsible = @no, x@, y, @-z, @t\n",
	 "23:15 undeclared, 23:20 bad-email, 23:24 bad-owner, 23:27 bad-owner"},
	{"list: a handle of 39", AREA "informed = @123456789012345678901234567890123456789\n", "23:12 undeclared"},
	{"list: a handle of 40", AREA "informed = @1234567890123456789012345678901234567890\n", "23:12 bad-owner"},
	{"list: e-mails that are none", AREA "informed = a@b@c a@ a@.b a@b. a@b..c <a@b> a(b@c a@b/c\n",
	 "23:12 bad-email, 23:18 bad-email, 23:21 bad-email, 23:26 bad-email, 23:31 bad-email, 23:38 bad-email, 23:44 bad-email, 23:50 bad-email"},
	{"list: e-mails that are", AREA "informed = a@b a.b+c@d-e.f_g.h _@1 o'neill@x.ie ü@müll.example\n", ""},
	/* ---- gates ---- */
	{"gate: each kind",
	 AREA "review = @t\n  1 of @t @u\n  2 of @two, @v\n  all of @three\n  1 of @t\n  x@example.com\n", ""},
	{"gate: several without of", AREA "review = @t @u\n", "23:10 several-owners"},
	{"gate: several by a comma", AREA "review = @t, @u\n", "23:10 several-owners"},
	{"gate: one a line", AREA "review = @t\n  @u @v\n", "24:3 several-owners"},
	{"gate: number without of", AREA "review = 2 @t @u\n", "23:10 bad-gate"},
	{"gate: number alone", AREA "review = 2\n", "23:10 bad-gate"},
	{"gate: of without a list", AREA "review = 2 of\n", "23:10 bad-gate"},
	{"gate: of without a list on the line", AREA "review = 2 of\n  @t\n", "23:10 bad-gate"},
	{"gate: named, the list on the next line", AREA "review.x = 2 of\n  @t @u\n", ""},
	{"gate: all without of", AREA "review = all @t\n", "23:10 bad-gate"},
	{"gate: of without a number", AREA "review = of @t\n", "23:10 bad-gate"},
	{"gate: a word for a number", AREA "review = two of @t @u\n", "23:10 bad-gate"},
	{"gate: upper case", AREA "review = ALL of @t @u\n  2 OF @t @u\n", "23:10 bad-gate, 24:3 bad-gate"},
	{"gate: negative", AREA "review = -1 of @t\n", "23:10 bad-gate"},
	{"gate: comma behind of", AREA "review = 2 of, @t @u\n", "23:14 stray-comma"},
	{"gate: none", AREA "review = 0 of @t\n", "23:10 quorum"},
	{"gate: leading zero", AREA "review = 01 of @t\n", "23:10 quorum"},
	{"gate: more than there are", AREA "review = 2 of @t\n", "23:10 quorum"},
	{"gate: the same twice", AREA "review = 2 of @t @T\n", "23:10 quorum"},
	{"gate: one person by handle and e-mail", AREA "review = 2 of @t t@example.com\n", "23:10 quorum"},
	{"gate: one person by two e-mails", AREA "review = 2 of t@home.example t@example.com\n", "23:10 quorum"},
	{"gate: team and its member", AREA "review = 3 of @two @u\n  2 of @two @u\n", "23:10 quorum"},
	{"gate: team in a team", AREA "review = 4 of @three @two\n  3 of @three @two\n", "23:10 quorum"},
	{"gate: named, with a line that cannot be read", AREA "review.x = 2 of\1\n  @t @u\n",
	 "23:16 control-character"},
	{"override: with a line that cannot be read", "override = 2 of\1\n  @t @u\n", "21:16 control-character"},
	{"escalate: with a line that cannot be read", AREA "accountable = @t\nescalate = @u\1\n  after\n",
	 "24:14 control-character"},
	{"gate: ten of ten", AREA "review = 10 of a@x b@x c@x d@x e@x f@x g@x h@x i@x j@x\n", ""},
	{"gate: a number with a colon", AREA "review = 2: of @t @u\n", "23:10 bad-gate"},
	{"gate: a word for a number, and of", AREA "review = two of\n", "23:10 bad-gate"},
	{"gate: a number with a letter", AREA "review = 2x of @t @u\n", "23:10 bad-gate"},
	{"gate: a huge number", AREA "review = 99999999999999999999999999 of @t\n", "23:10 quorum"},
	{"gate: UINT_MAX + 2", AREA "review = 4294967297 of @t\n", "23:10 quorum"},
	{"gate: who has left still counts", AREA "review = 2 of @t @u\n", ""},
	{"gate: undeclared, no quorum to be told", AREA "review = 3 of @t @nobody\n", "23:18 undeclared"},
	{"gate: word that is nobody", AREA "review = @t maybe @u\n", "23:13 bad-owner"},
	{"gate: names that a word joins", AREA "review = @t and @u\n", "23:13 several-owners"},
	{"gate: a name", AREA "review.legal-2_x = @t\n", ""},
	{"gate: no name", AREA "review. = @t\n", "23:1 bad-name"},
	{"gate: a name that is none", AREA "review.-a = @t\nreview.a.b = @t\n", "23:1 bad-name, 24:1 bad-name"},
	{"gate: a name of 40", AREA "review.1234567890123456789012345678901234567890 = @t\n", ""},
	{"gate: a name of 41", AREA "review.12345678901234567890123456789012345678901 = @t\n", "23:1 name-too-long"},
	{"gate: a name of 42", AREA "review.123456789012345678901234567890123456789012 = @t\n", "23:1 name-too-long"},
	{"gate: a name of 43", AREA "review.1234567890123456789012345678901234567890123 = @t\n", "23:1 name-too-long"},
	/* ---- the other keys ---- */
	{"level: each",
	 AREA "level = lightweight\n[b]\npath = /x\nlevel = standard\n[c]\npath = /x\nlevel = detailed\n", ""},
	{"level: unknown", AREA "level = heavy\n", "23:9 bad-value"},
	{"level: two", AREA "level = standard detailed\n", "23:18 bad-value"},
	{"level: a comma", AREA "level = standard,\n", "23:17 bad-value"},
	{"confirm-by: a day", AREA "confirm-by = 2027-03-31\n", ""},
	{"confirm-by: a moment", AREA "confirm-by = 2027-03-31T12:00:00+02:00\n", ""},
	{"confirm-by: none", AREA "confirm-by = 2027-02-29\n", "23:14 bad-date"},
	{"confirm-by: of the past", AREA "confirm-by = 0001-01-01\n", ""},
	{"confirm-by: another form", AREA "confirm-by = 31.3.2027\n", "23:14 bad-date"},
	{"confirm-by: with blanks", AREA "confirm-by = 31 March 2027\n", "23:17 bad-value"},
	{"summary: anything", AREA "summary = a, b = c: d; e \"f\"\n  and @more\n", ""},
	{"escalate", AREA "accountable = @t\nescalate = @u @two after 3d\n", ""},
	{"escalate: by commas", AREA "accountable = @t\nescalate = @u, @two after 3w\n", ""},
	{"escalate: without accountable", AREA "escalate = @u after 3d\n", "23:1 escalate-alone"},
	{"escalate: without after", AREA "accountable = @t\nescalate = @u 3d\n", "24:12 bad-escalation"},
	{"escalate: without whom", AREA "accountable = @t\nescalate = after 3d\n", "24:12 bad-escalation"},
	{"escalate: duration", AREA "accountable = @t\nescalate = @u after 3m\n", "24:21 bad-value"},
	{"escalate: undeclared", AREA "accountable = @t\nescalate = @no after 3d\n", "24:12 undeclared"},
	{"rights-until", AREA "rights-until = 2027-01-01\n", ""},
	{"rights-until: no date", AREA "rights-until = soon\n", "23:16 bad-date"},
	{"mode", "mode = enforce\n", ""},
	{"mode: advise", "mode = advise\n", ""},
	{"mode: unknown", "mode = advice\n", "21:8 bad-value"},
	{"handover", "handover = rules\n", ""},
	{"handover: accept", "handover = accept\n", ""},
	{"handover: both", "handover = both\n", ""},
	{"handover: unknown", "handover = all\n", "21:12 bad-value"},
	{"authors", "authors = claimed\n", ""},
	{"authors: proved", "authors = proved\n", ""},
	{"override", "override = 2 of @t @u\n", ""},
	{"override: a quorum", "override = 3 of @t @u\n", "21:12 quorum"},
	{"override: several", "override = @t @u\n", "21:12 several-owners"},
	{"witness", "witness = @bot\n", ""},
	{"witness: no bot", "witness = @bot @t\n", "21:16 not-a-bot"},
	{"witness: undeclared", "witness = @no\n", "21:11 undeclared"},
	{"witness: a team", "witness = @two\n", "21:11 not-a-person"},
	/* ---- [mowners] ---- */
	{"version: twice", "version = 1\n", "21:1 duplicate-key"},
	{"evidence", "evidence = forge\n", ""},
	{"evidence: two", "evidence = forge, signed\n", ""},
	{"evidence: pusher", "evidence = signed, pusher\n", ""},
	{"evidence: unknown", "evidence = sign, mail\n", "21:12 bad-value, 21:18 bad-value"},
	{"evidence: stray comma", "evidence = signed,\n", "21:18 stray-comma"},
	{"unowned", "unowned = warn\n", ""},
	{"unowned: unknown", "unowned = deny\n", "21:11 bad-value"},
	{"level of [mowners]", "level = detailed\n", ""},
	{"level of [mowners]: unknown", "level = high\n", "21:9 bad-value"},
	{"repository", "repository = acme/marketing:2\n", ""},
	{"repository: two words", "repository = acme marketing\n", "21:19 bad-value"},
	{"repository: 100 bytes",
	 "repository = 1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\n",
	 ""},
	{"repository: 101 bytes",
	 "repository = 12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901\n",
	 "21:14 name-too-long"},
	{"repository: not printable", "repository = acme\xc2\xadmarketing\n", "21:14 bad-value"},
	{"stale-after", "stale-after = 26w\n", ""},
	{"stale-after: none", "stale-after = none\n", "21:15 bad-value"},
	{"stale-after: 0", "stale-after = 0d\n", "21:15 bad-value"},
	{"external-accountable: unknown", "external-accountable = true\n", "21:24 bad-value"},
	{"protect", "protect = release/* tags/launch/**, refs/x/y main\n", ""},
	{"protect: commas", "protect = main,, x\n", "21:15 stray-comma"},
	{"protect: wrong", "protect = a..b c/ /d .e f.lock g: h~ @ a b@{c}\n",
	 "21:11 bad-ref, 21:16 bad-ref, 21:19 bad-ref, 21:22 bad-ref, 21:25 bad-ref, 21:32 bad-ref, 21:35 bad-ref, 21:38 bad-ref, 21:42 bad-ref"},
	/* ---- [rules] and [otherwise] are in HEAD ---- */
	{"a second [rules]", "[rules]\naccountable = @t\n", "21:1 duplicate-section"},
	/* ---- levels ---- */
	{"levels",
	 "[level lightweight]\ndecided-by = accountable\nself-approval = no\npeople = 99\nevidence = signed\nmax-age = 30d\n"
	 "[level detailed]\nmax-age = none\n[level standard]\npeople = 1\n",
	 ""},
	{"levels: wrong",
	 "[level standard]\ndecided-by = all\nself-approval = maybe\npeople = 100\nevidence = pusher\nmax-age = long\n",
	 "22:14 bad-value, 23:17 bad-value, 24:10 bad-value, 26:11 bad-value"},
	{"levels: people 0", "[level standard]\npeople = 0\n", "22:10 bad-value"},
	{"levels: people 1:", "[level standard]\npeople = 1:\n", "22:10 bad-value"},
	{"levels: people /", "[level standard]\npeople = /\n", "22:10 bad-value"},
	{"levels: people 1x", "[level standard]\npeople = 1x\n", "22:10 bad-value"},
	{"levels: another key", "[level standard]\naccountable = @t\n", "22:1 unknown-key"},
	{"levels: empty", "[level standard]\n", ""},
	/* ---- freezes ---- */
	{"freeze: from and until",
	 "[freeze x]\npath = /x\nfrom = 2026-01-01\nuntil = 2026-01-01\nallow = @t\nreason = Holidays\n", ""},
	{"freeze: moments", "[freeze x]\npath = /x\nfrom = 2026-01-01T10:00:00Z\nuntil = 2026-01-01T10:00:00Z\n", ""},
	{"freeze: opens", "[freeze x]\npath = /x\nopens = 2026-01-01T07:00:00Z\n", ""},
	{"freeze: no path", "[freeze x]\nopens = 2026-01-01\n", "21:1 missing-key"},
	{"freeze: no dates", "[freeze x]\npath = /x\n", "21:1 freeze-dates"},
	{"freeze: from alone", "[freeze x]\npath = /x\nfrom = 2026-01-01\n", "21:1 freeze-dates"},
	{"freeze: until alone", "[freeze x]\npath = /x\nuntil = 2026-01-01\n", "21:1 freeze-dates"},
	{"freeze: opens and from", "[freeze x]\npath = /x\nopens = 2026-01-01\nfrom = 2026-01-01\n",
	 "21:1 freeze-dates"},
	{"freeze: reversed", "[freeze x]\npath = /x\nfrom = 2026-01-02\nuntil = 2026-01-01\n", "21:1 reversed-dates"},
	{"freeze: opens and until", "[freeze x]\npath = /x\nopens = 2026-01-01\nuntil = 2026-01-01\n",
	 "21:1 freeze-dates"},
	{"freeze: all three", "[freeze x]\npath = /x\nopens = 2026-01-01\nfrom = 2026-01-01\nuntil = 2026-01-01\n",
	 "21:1 freeze-dates"},
	{"freeze: until no date", "[freeze x]\npath = /x\nfrom = 2026-01-02\nuntil = soon\n", "24:9 bad-date"},
	{"freeze: from no date", "[freeze x]\npath = /x\nfrom = 9999-99-99\nuntil = 2026-01-01\n", "23:8 bad-date"},
	{"freeze: wrong values", "[freeze x]\npath = a//b\nopens = soon\nallow = @no\n",
	 "22:10 empty-component, 23:9 bad-date, 24:9 undeclared"},
	{"freeze: two with the same path",
	 "[freeze x]\npath = /x\n  /y\nopens = 2026-01-01\n[freeze y]\npath = /x\n  /y\nopens = 2026-01-01\n", ""},
	{"freeze: a bad name", "[freeze X y]\npath = /x\nopens = 2026-01-01\n", "21:1 upper-case, 21:1 bad-name"},
	{"freeze: another key", "[freeze x]\npath = /x\nopens = 2026-01-01\nlevel = standard\n", "24:1 unknown-key"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, "%s%s", HEAD, row->text);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, row->found);
	assert_int_equal(rules->broken, row->found[0] != '\0');
}

/* ---- Whole files ---- */

static const struct row wholes[] = {
	{"no version", "[mowners]\nmode = enforce\n[rules]\naccountable = a@x\n", "1:1 missing-version"},
	{"an empty version", "[mowners]\nversion =\n[rules]\naccountable = a@x\n", "2:1 empty-value"},
	{"version 2: nothing else is judged", "[mowners]\nversion = 2\nmood = x\n[rulez]\n[a]\nfoo = 1\n",
	 "2:11 version"},
	{"version 2: the form is judged", "[mowners\nversion = 2\nmood\n",
	 "1:1 unclosed-section, 2:11 version, 3:1 no-value"},
	{"version 2 below another section", "[a]\nfoo = 1\n[mowners]\nmood = x\nversion = 2\n", "5:11 version"},
	{"version 0", "[mowners]\nversion = 0\n", "2:11 version"},
	{"version 1.1", "[mowners]\nversion = 1.1\n", "2:11 version"},
	{"a version that is none", "[mowners]\nversion = one\n[rules]\naccountable = a@x\nfoo = 1\n",
	 "2:11 version, 5:1 unknown-key"},
	{"two versions", "[mowners]\nversion = 1 2\n[rules]\naccountable = a@x\n", "2:13 bad-value"},
	{"no [rules]", "[mowners]\nversion = 1\n", "0:0 missing-section"},
	{"no [mowners]", "[rules]\naccountable = a@x\n", "0:0 missing-section"},
	{"[rules] without accountable", "[mowners]\nversion = 1\n[rules]\nlevel = standard\n", "3:1 missing-key"},
	{"[rules] with accountable misspelt", "[mowners]\nversion = 1\n[rules]\nacountable = a@x\n", "4:1 unknown-key"},
	{"[rules] lightweight", "[mowners]\nversion = 1\n[rules]\naccountable = a@x\nlevel = lightweight\n",
	 "5:1 rules-level"},
	{"[rules] with path", "[mowners]\nversion = 1\n[rules]\naccountable = a@x\npath = /x\n", "5:1 unknown-key"},
	{"[rules] with all else",
	 "[mowners]\nversion = 1\n[rules]\naccountable = a@x\nlevel = detailed\nreview = b@x\nreview.y = 2 of a@x b@x\nresponsible = a@x\n"
	 "consulted = a@x\ninformed = a@x\nsummary = s\nconfirm-by = 2027-01-01\n",
	 ""},
	{"a section that may have been [rules]", "[mowners]\nversion = 1\n[rule s]\naccountable = a@x\n",
	 "3:1 unknown-section"},
	{"[otherwise] without accountable",
	 "[mowners]\nversion = 1\n[rules]\naccountable = a@x\n[otherwise]\nlevel = lightweight\n", ""},
	{"[otherwise] with path", "[mowners]\nversion = 1\n[rules]\naccountable = a@x\n[otherwise]\npath = /x\n",
	 "6:1 unknown-key"},
	{"[otherwise] with escalate alone",
	 "[mowners]\nversion = 1\n[rules]\naccountable = a@x\n[otherwise]\nescalate = a@x after 3d\n",
	 "6:1 escalate-alone"},
	{"handles declared below a line with another error",
	 "[mowners]\nversion = 1\n[rules]\naccountable = @t\nreview = @u\n  @v\n[people]\n@t = \n@u = nonsense\n@v = V <v@x>, away never\n",
	 "8:1 empty-value, 9:6 bad-person, 10:20 bad-date"},
	{"[people] first", "[people]\n@t = T\n[mowners]\nversion = 1\n[rules]\naccountable = @t\n", "2:6 bad-person"},
	{"[teams] first", "[teams]\n@t = @no\n[mowners]\nversion = 1\n[rules]\naccountable = a@x\n", "2:6 undeclared"},
	{"an area first, with an error", "[a]\nlevel = x\n[mowners]\nversion = 1\n[rules]\naccountable = a@x\n",
	 "1:1 missing-key, 2:9 bad-value"},
	{"[mowners] first, with an error", "[mowners]\nversion = 1\nmode = x\n[rules]\naccountable = a@x\n",
	 "3:8 bad-value"},
	{"[level] first, with an error",
	 "[level standard]\npeople = x\n[mowners]\nversion = 1\n[rules]\naccountable = a@x\n", "2:10 bad-value"},
	{"a deputy of the first who is accountable",
	 "[a]\npath = /x\naccountable = @h\n[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = T <t@x>\n"
	 "@h = H <h@x>, deputy @e\n@e = E <e@x>, external\n",
	 "10:22 external-accountable"},
	{"errors come in order of lines, whatever is read first",
	 "[a]\npath = a//b\nreview = @no\n[rules]\nfoo = 1\naccountable = @no\n[teams]\n@a = @no\n[people]\n@b = x\n[mowners]\nversion = 1\nmode = x\n",
	 "2:10 empty-component, 3:10 undeclared, 5:1 unknown-key, 6:15 undeclared, 8:6 undeclared, 10:6 bad-person, 13:8 bad-value"},
};

static void test_whole(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, row->text, strlen(row->text), NULL);

	assert_string_equal(found.places.data, row->found);
	assert_int_equal(rules->broken, row->found[0] != '\0');
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows) + COUNT(wholes)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(wholes); i++)
		tests[count++] = (struct CMUnitTest){wholes[i].name, test_whole, NULL, NULL, (void *)&wholes[i]};
	return cmocka_run_group_tests_name("areas", tests, NULL, NULL);
}
