/* lint: what is valid and probably not meant, a few rows for each code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/finding_codes.h"
#include "git_fixture.h"
#include "mowners.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Lines 1 to 7. Approvals need no keys, unless a row says so. */
#define HEAD \
	"[mowners]\nversion = 1\nevidence = forge\n[rules]\naccountable = @tomas\n[otherwise]\naccountable = @tomas\n"
#define SIGNED \
	"[mowners]\nversion = 1\nevidence = signed\n[rules]\naccountable = @tomas\n[otherwise]\naccountable = @tomas\n"
#define OPEN "[mowners]\nversion = 1\nevidence = forge\n[rules]\naccountable = @tomas\n\n\n"
#define PEOPLE                                                                      \
	"[people]\n"                                                                \
	"@tomas = T <tomas@example.com>, deputy @lena\n"                            \
	"@lena = L <lena@example.com>, deputy @tomas\n"                             \
	"@alone = A <alone@example.com>\n"                                          \
	"@gone = G <gone@example.com>, until 2026-06-30\n"                          \
	"@away = W <away@example.com>, away 2026-11-01..2026-12-31, deputy @lena\n" \
	"[teams]\n"                                                                 \
	"@both = @gone @alone\n"
/* The people of a row's own. */
#define OWNER "@tomas = T <tomas@example.com>, deputy @lena\n@lena = L <lena@example.com>, deputy @tomas\n"
#define CROWD "@crowd = a@x.org b@x.org c@x.org d@x.org e@x.org f@x.org g@x.org h@x.org i@x.org j@x.org k@x.org\n"
/* From line 5 on; bots in lines 12 and 13. */
#define BOTS                                                                           \
	"[rules]\naccountable = @tomas\n[otherwise]\naccountable = @tomas\n[people]\n" \
	"@tomas = T <tomas@example.com>, deputy @lena\n"                               \
	"@lena = L <lena@example.com>, deputy @tomas\n"                                \
	"@robo = R <robo@example.com>, bot\n"                                          \
	"@rob2 = R <rob2@example.com>, bot\n"
#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
#define KEY2 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA"
#define LINE(email, key) email "@example.com namespaces=\"approval@mowners\" " key "\n"

/* The files brand/logo and readme are there, the day is 22 November 2026. */
static const struct row {
	const char *name;
	const char *rules;
	const char *signers; /* NULL: there is no such file */
	const char *found;   /* "LINE:COLUMN CODE", in order */
} rows[] = {
	{"nothing", HEAD PEOPLE, NULL, ""},
	{"dead-pattern: one of two", HEAD "[a]\npath = /brand/\n  /other/\n" PEOPLE, NULL, "10:3 dead-pattern"},
	{"dead-pattern: an exception counts where it takes something back",
	 HEAD "[a]\npath = *\n  !readme\n  !x\n" PEOPLE, NULL, "11:3 dead-pattern"},
	{"quoted-pattern", HEAD "[a]\npath = \"/brand/\"\n" PEOPLE, NULL, "9:8 quoted-pattern"},
	{"quoted-pattern: typographic", HEAD "[a]\npath = \xe2\x80\x9e/brand/\xe2\x80\x9c\n" PEOPLE, NULL,
	 "9:8 quoted-pattern"},
	{"quoted-pattern: single, and a folder with a blank", HEAD "[a]\npath = '/brand x/'\n" PEOPLE, NULL,
	 "9:8 quoted-pattern"},
	{"quoted-pattern: not an apostrophe inside", HEAD "[a]\npath = /lena's/\n" PEOPLE, NULL, "9:8 dead-pattern"},
	{"several-patterns", HEAD "[a]\npath = /brand/, /x/\n" PEOPLE, NULL, "9:8 several-patterns"},
	{"several-patterns: blanks alone", HEAD "[a]\npath = /brand/ *.md\n" PEOPLE, NULL, "9:8 several-patterns"},
	{"several-patterns: who decides behind it", HEAD "[a]\npath = /brand/ @lena\n" PEOPLE, NULL,
	 "9:8 several-patterns"},
	{"several-patterns: not a comma in a name", HEAD "[a]\npath = /a,b/\n" PEOPLE, NULL, "9:8 dead-pattern"},
	{"pattern-comment", HEAD "[a]\npath = /brand/ # all\n" PEOPLE, NULL, "9:8 pattern-comment"},
	{"pattern-comment: not a # in a name", HEAD "[a]\npath = /no#1/\n" PEOPLE, NULL, "9:8 dead-pattern"},
	{"backslash-pattern", HEAD "[a]\npath = brand\\logo\n" PEOPLE, NULL, "9:8 backslash-pattern"},
	{"backslash-pattern: not an escaped star", HEAD "[a]\npath = /\\*\n" PEOPLE, NULL, "9:8 dead-pattern"},
	{"blank-pattern", HEAD "[a]\npath = /brand/\xc2\xa0\n" PEOPLE, NULL, "9:8 blank-pattern"},
	{"foreign-pattern: braces", HEAD "[a]\npath = *.{jpg,png}\n" PEOPLE, NULL, "9:8 foreign-pattern"},
	{"foreign-pattern: alternatives", HEAD "[a]\npath = *.(jpg|png)\n" PEOPLE, NULL, "9:8 foreign-pattern"},
	{"foreign-pattern: dots for all below", HEAD "[a]\npath = /brand/...\n" PEOPLE, NULL, "9:8 foreign-pattern"},
	{"foreign-pattern: a blank as in addresses", HEAD "[a]\npath = /brand%20x/\n" PEOPLE, NULL,
	 "9:8 foreign-pattern"},
	{"foreign-pattern: a home folder", HEAD "[a]\npath = ~/brand/\n" PEOPLE, NULL, "9:8 foreign-pattern"},
	{"foreign-pattern: two stars in a name, which match fewer than is meant",
	 HEAD "[a]\npath = /brand/**o\n  brand/l**/x\n  /**/l**o\n" PEOPLE, NULL,
	 "9:8 foreign-pattern, 10:3 foreign-pattern, 11:3 foreign-pattern, 9:8 doubled-pattern"},
	{"foreign-pattern: not two stars that are a component, or have no folder",
	 HEAD "[a]\npath = /brand/**\n  **/logo\n  l**o\n  /**/logo\n  brand/\\**\n" PEOPLE, NULL,
	 "13:3 dead-pattern, 9:8 doubled-pattern, 10:3 doubled-pattern, 11:3 doubled-pattern"},
	{"foreign-pattern: a regular expression", HEAD "[a]\npath = ^brand\n" PEOPLE, NULL, "9:8 foreign-pattern"},
	{"case-pattern: beside one that matches", HEAD "[a]\npath = *.jpg\n" PEOPLE, NULL, "9:8 case-pattern"},
	{"case-pattern: a folder", HEAD "[a]\npath = /Brand/\n" PEOPLE, NULL, "9:8 case-pattern"},
	{"case-pattern: an exception that takes back less", HEAD "[a]\npath = /shots/\n  !*.JPG\n  !*.Jpg\n" PEOPLE,
	 NULL, "11:3 case-pattern"},
	{"case-pattern: not where the area has both", HEAD "[a]\npath = *.jpg\n  *.JPG\n" PEOPLE, NULL, ""},
	{"case-pattern: not what is taken back", HEAD "[a]\npath = *.jpg\n  !*.JPG\n" PEOPLE, NULL, ""},
	{"bracket-pattern", HEAD "[a]\npath = /[2024]/\n" PEOPLE, NULL, "9:8 bracket-pattern"},
	{"bracket-pattern: behind another pattern", HEAD "[a]\npath = *.txt\n  [2024]\n" PEOPLE, NULL,
	 "10:3 bracket-pattern"},
	{"bracket-pattern: not where it is escaped", HEAD "[a]\npath = /\\[2024]/\n" PEOPLE, NULL, ""},
	{"accent-pattern: a decomposed umlaut in the pattern", HEAD "[a]\npath = /o\xcc\x88l/\n" PEOPLE, NULL,
	 "9:8 accent-pattern"},
	{"accent-pattern: a decomposed umlaut in the file", HEAD "[a]\npath = /\xc3\xbc/\n" PEOPLE, NULL,
	 "9:8 accent-pattern"},
	{"swallowed: a gate", HEAD "[a]\npath = /brand/\nreview = @lena ; @tomas\n" PEOPLE, NULL, "10:18 swallowed"},
	{"swallowed: in a line that goes on",
	 HEAD "[a]\npath = /brand/\nconsulted = @lena\n  @tomas ; 1 of @both, @lena\n" PEOPLE, NULL, "11:12 swallowed"},
	{"swallowed: a pattern", HEAD "[a]\npath = /brand/ ; /shots/\n" PEOPLE, NULL, "9:18 swallowed"},
	{"swallowed: not what tells more",
	 HEAD "[a]\npath = /brand/ ; all of it\nreview = @lena ; @tomas asked for it\n" PEOPLE, NULL, ""},
	{"unowned: claimed by no area", OPEN PEOPLE, NULL, "0:0 unowned"},
	{"unowned: claimed by an area without an owner", OPEN "[a]\npath = *\nreview = @lena\n" PEOPLE, NULL,
	 "8:1 unowned"},
	{"impossible: as things are", HEAD "[a]\npath = /brand/\naccountable = @gone\n" PEOPLE, NULL, "8:1 impossible"},
	{"impossible: a gate", HEAD "[a]\npath = /brand/\nreview = 2 of @both\n" PEOPLE, NULL, "10:10 impossible"},
	{"impossible: the owner's own change", HEAD "[a]\npath = /brand/\naccountable = @alone\n" PEOPLE, NULL,
	 "8:1 impossible"},
	{"impossible: those responsible",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nreview = @alone\nresponsible = @alone\n" PEOPLE, NULL,
	 "11:10 impossible"},
	{"impossible: a gate of another area than that which decides",
	 HEAD
	 "[a]\npath = /brand/\naccountable = @tomas\n[b]\npath = logo\n  readme\nreview = @alone\n  2 of @both\n" PEOPLE,
	 NULL, "15:3 impossible"},
	{"impossible: acknowledged where the gate is, or where it is decided",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\naccept = impossible until 2026-12-01, known\n[b]\npath = "
	      "*\nreview = 2 of @both\naccept = impossible until 2026-12-01, known\n" PEOPLE,
	 NULL, ""},
	{"impossible: the owner and those responsible together",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = @lena\n" PEOPLE, NULL, "8:1 impossible"},
	{"impossible: not where authors may approve",
	 HEAD "[a]\npath = /brand/\naccountable = @alone\nlevel = lightweight\n" PEOPLE, NULL, ""},
	{"impossible: not for a deputy's principal who is away",
	 HEAD "[a]\npath = /brand/\naccountable = @away\n" PEOPLE, NULL, ""},
	{"impossible: what nobody can do today before what its usual makers cannot",
	 HEAD "[a]\npath = /brand/\naccountable = @alone\n[b]\npath = readme\naccountable = @gone\n" PEOPLE, NULL,
	 "11:1 impossible, 8:1 impossible"},
	{"lone-deputy: where one person is enough",
	 HEAD "[level detailed]\npeople = 1\n[a]\npath = /brand/\naccountable = @tomas\nlevel = detailed\n" PEOPLE,
	 NULL, "10:1 lone-deputy"},
	{"one line a cause: lone-deputy",
	 HEAD "[level detailed]\npeople = 1\n[a]\npath = /brand/\naccountable = @tomas\nlevel = detailed\n[b]\npath = "
	      "/shots/\n  readme\naccountable = @tomas\nlevel = detailed\n" PEOPLE,
	 NULL, "10:1 lone-deputy"},
	{"lone-deputy: not where two people are asked",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nlevel = detailed\nreview = @alone\n" PEOPLE, NULL, ""},
	{"lone-deputy: not where somebody else reviews",
	 HEAD
	 "[level detailed]\npeople = 1\n[a]\npath = /brand/\naccountable = @tomas\nlevel = detailed\nreview = @alone\n" PEOPLE,
	 NULL, ""},
	{"lone-deputy: where the deputy reviews too",
	 HEAD
	 "[level detailed]\npeople = 1\n[a]\npath = /brand/\naccountable = @tomas\nlevel = detailed\nreview = @lena\n" PEOPLE,
	 NULL, "10:1 lone-deputy"},
	{"lone-deputy: not at another level", HEAD "[a]\npath = /brand/\naccountable = @tomas\n" PEOPLE, NULL, ""},
	{"confirm-overdue: the day after", HEAD "[a]\npath = /brand/\nconfirm-by = 2026-11-21\n" PEOPLE, NULL,
	 "10:1 confirm-overdue"},
	{"confirm-overdue: a moment that has passed",
	 HEAD "[a]\npath = /brand/\nconfirm-by = 2026-11-21T23:00:00Z\n" PEOPLE, NULL, "10:1 confirm-overdue"},
	{"confirm-overdue: not on the day", HEAD "[a]\npath = /brand/\nconfirm-by = 2026-11-22\n" PEOPLE, NULL, ""},
	{"no-signer: no keys at all", SIGNED PEOPLE, NULL, "0:0 no-signer"},
	{"no-signer: the owner", SIGNED PEOPLE, LINE("lena", KEY), "5:1 no-signer"},
	{"no-signer: nobody for what the owner of the rules makes", SIGNED PEOPLE, LINE("tomas", KEY), "5:1 no-signer"},
	{"no-signer: not where the owner approves their own work",
	 SIGNED "[level standard]\nself-approval = yes\n" PEOPLE, LINE("tomas", KEY), ""},
	{"no-signer: not where no deputy is named, which is told otherwise",
	 SIGNED "[people]\n@tomas = T <tomas@example.com>\n", LINE("tomas", KEY), "6:1 impossible"},
	{"no-signer: a gate that cannot be filled", SIGNED "[a]\npath = /brand/\nreview = @alone\n" PEOPLE,
	 LINE("tomas", KEY) LINE("lena", KEY2), "10:10 no-signer"},
	{"no-signer: a deputy's key, while they are away", SIGNED "[a]\npath = /brand/\naccountable = @away\n" PEOPLE,
	 LINE("tomas", KEY) LINE("lena", KEY2), ""},
	{"no-signer: a key that has expired", SIGNED PEOPLE,
	 "tomas@example.com namespaces=\"approval@mowners\",valid-before=\"20260101\" " KEY "\n", "5:1 no-signer"},
	{"no-signer: a witness, whatever else counts",
	 "[mowners]\nversion = 1\nevidence = forge\nwitness = @robo @rob2\n" BOTS, LINE("robo", KEY), "13:1 no-signer"},
	{"no-signer: a witness, where there are no keys at all",
	 "[mowners]\nversion = 1\nevidence = forge\nwitness = @robo\n" BOTS, NULL, "12:1 no-signer"},
	{"no-signer: not a bot that is none", "[mowners]\nversion = 1\nevidence = forge\n\n" BOTS, NULL, ""},
	{"impossible: by who pushes alone, of everything", "[mowners]\nversion = 1\nevidence = pusher\n\n" BOTS, NULL,
	 "7:1 impossible"},
	{"impossible: by who pushes alone, of others' work",
	 "[mowners]\nversion = 1\nevidence = signed\n\n" BOTS
	 "[level lightweight]\nevidence = pusher\n[a]\npath = /brand/\naccountable = @lena\nlevel = lightweight\n",
	 LINE("tomas", KEY) LINE("lena", KEY2), "16:1 impossible"},
	{"impossible: not where other kinds count too", "[mowners]\nversion = 1\nevidence = forge, pusher\n\n" BOTS,
	 NULL, ""},
	{"shared: two people", SIGNED PEOPLE, LINE("tomas", KEY) LINE("lena", KEY), "2:1 shared, 5:1 no-signer"},
	{"shared: not one person's", SIGNED PEOPLE, LINE("lena", KEY2) LINE("tomas", KEY) LINE("Tomas", KEY), ""},
	{"fill-in: people, and members of teams",
	 HEAD "[people]\n@tomas = T <tomas@example.com>, deputy @lena\n@lena = L <lena@example.com>, deputy @tomas\n"
	      "@new = new <new@fill-in.invalid>\n@other = Other <other@Fill-In.Invalid>\n[teams]\n@crew = @new\n"
	      "@two = @lena 1.of.two@fill-in.invalid 2.of.two@fill-in.invalid\n",
	 NULL, "11:1 fill-in, 15:1 fill-in"},
	{"one line a person: no-signer",
	 SIGNED
	 "[a]\npath = /brand/\naccountable = @lena\nreview = @lena\n[b]\npath = /shots/\nreview = @lena\n" PEOPLE,
	 LINE("tomas", KEY), "5:1 no-signer, 10:1 no-signer"},
	{"one line a gate: no-signer",
	 SIGNED "[a]\npath = /brand/\nreview = 2 of @both\n[b]\npath = /shots/\nreview = 2 of @both\n" PEOPLE,
	 LINE("tomas", KEY) LINE("lena", KEY2), "10:10 impossible, 10:10 no-signer"},
	{"one line a cause: impossible",
	 HEAD "[a]\npath = /brand/\naccountable = @alone\n[b]\npath = /shots/\naccountable = @alone\n" PEOPLE, NULL,
	 "8:1 impossible"},
	{"one line an area: dead patterns", HEAD "[a]\npath = /brand/\n  /x/\n  /y/\n[b]\npath = /z/\n" PEOPLE, NULL,
	 "10:3 dead-pattern, 13:8 dead-pattern"},
	{"one line for areas without an owner",
	 OPEN "[a]\npath = *\nreview = @lena\n[b]\npath = /brand/\nreview = @tomas\n" PEOPLE, NULL, "8:1 unowned"},
	{"the most dangerous first",
	 HEAD
	 "[a]\npath = /x/\n[b]\npath = /brand/\naccountable = @alone\n[c]\npath = /brand/\nreview = @lena ; @tomas\n" PEOPLE,
	 NULL, "15:18 swallowed, 10:1 impossible, 9:8 dead-pattern"},
	{"accept: quiet until the day",
	 HEAD "[a]\npath = /x/\naccept = dead-pattern until 2026-11-22, the agency delivers then\n" PEOPLE, NULL, ""},
	{"accept: said again after it",
	 HEAD "[a]\npath = /x/\naccept = dead-pattern until 2026-11-21, the agency delivers then\n" PEOPLE, NULL,
	 "9:8 dead-pattern, 10:10 expired-accept"},
	{"accept: of its section alone, and of its code",
	 HEAD
	 "[a]\npath = /x/\naccept = dead-pattern until 2026-12-01, later\n  unowned until 2026-12-01, later\n[b]\npath = /y/\naccept = unowned until 2026-12-01, no\n" PEOPLE,
	 NULL, "13:8 dead-pattern"},
	{"accept: for the whole file",
	 "[mowners]\nversion = 1\nevidence = forge\naccept = dead-pattern until 2026-12-01, in a week, really\n[rules]\naccountable = @tomas\n[otherwise]\naccountable = @tomas\n[a]\npath = /x/\n" PEOPLE,
	 NULL, ""},
	{"accept: one of several areas with a cause",
	 HEAD
	 "[a]\npath = /brand/\naccountable = @alone\naccept = impossible until 2026-12-01, known\n[b]\npath = /shots/\naccountable = @alone\n" PEOPLE,
	 NULL, "12:1 impossible"},
	{"accept: not errors, not what is none, not without a reason",
	 HEAD
	 "[a]\npath = /x/\naccept = unknown-key until 2026-12-01, a\n  dead-patern until 2026-12-01, b\n  unowned until 2026-12-01\n  unowned until soon, c\n" PEOPLE,
	 NULL, "10:10 bad-value, 11:3 bad-value, 12:3 bad-value, 13:17 bad-date"},
	{"shadowed-pattern: taken back by a later line", HEAD "[a]\npath = /brand/\n  /shots/\n  !/brand/\n" PEOPLE,
	 NULL, "9:8 shadowed-pattern"},
	{"shadowed-pattern: an exception that a later line claims again",
	 HEAD "[a]\npath = /brand/\n  !/brand/\n  brand/\n" PEOPLE, NULL, "10:3 shadowed-pattern, 9:8 doubled-pattern"},
	{"shadowed-pattern: not one that still has a file", HEAD "[a]\npath = /shots/\n  !*.jpg\n" PEOPLE, NULL, ""},
	{"uncovered-exclusion", HEAD "[a]\npath = /shots/\n  !*.jpg\naccountable = @lena\n" PEOPLE, NULL,
	 "10:3 uncovered-exclusion"},
	{"uncovered-exclusion: not where the area names nobody who decides",
	 HEAD "[a]\npath = /shots/\n  !*.jpg\nreview = @lena\n" PEOPLE, NULL, ""},
	{"shadowed-pattern: accepted",
	 HEAD "[a]\npath = /brand/\n  /shots/\n  !/brand/\naccept = shadowed-pattern until 2026-12-01, x\n  "
	      "uncovered-exclusion until 2026-12-01, y\naccountable = @lena\n" PEOPLE,
	 NULL, ""},
	{"uncovered-exclusion: not where another area claims it",
	 HEAD "[a]\npath = *\n  !/brand/\naccountable = @lena\n[b]\npath = brand/\naccountable = @tomas\n" PEOPLE, NULL,
	 ""},
	{"uncovered-exclusion: also where another area matches and names nobody",
	 HEAD "[a]\npath = *\n  !/brand/\naccountable = @lena\n[b]\npath = brand/\nreview = @lena\n" PEOPLE, NULL,
	 "10:3 uncovered-exclusion"},
	{"uncovered-exclusion: not of a freeze", HEAD "[freeze a]\npath = *\n  !/brand/\nopens = 2020-01-01\n" PEOPLE,
	 NULL, ""},
	{"doubled-pattern: a wider one before, after, and an exception from nothing",
	 HEAD "[a]\npath = /brand/logo\n  /brand/\n  logo\n[b]\npath = /shots/\n  !/brand/\n" PEOPLE, NULL,
	 "9:8 doubled-pattern, 10:3 doubled-pattern, 14:3 doubled-pattern"},
	{"shadowed-pattern: where lines further down decide, each about some of its files",
	 HEAD "[a]\npath = shots/\n  /shots/a.jpg\n  !*.JPG\n" PEOPLE, NULL, "9:8 shadowed-pattern"},
	{"doubled-pattern: not an exception that is alone about some file, and takes back one to come",
	 HEAD "[a]\npath = /shots/a.jpg\n  !shots/\n  a.jpg\n" PEOPLE, NULL, "9:8 doubled-pattern"},
	{"doubled-pattern: not an exception that a file to come would need",
	 HEAD "[a]\npath = /shots/\n  !readme\n" PEOPLE, NULL, ""},
	{"doubled-pattern: not one beside which another has some of its files",
	 HEAD "[a]\npath = a.jpg\n  DSC*\n  /shots/[a-c]*\n  readme\n  *.txt\n" PEOPLE, NULL, "9:8 doubled-pattern"},
	{"shadowed-area: named again further down",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\n[b]\npath = *\naccountable = @lena\n" PEOPLE, NULL,
	 "10:1 shadowed-area"},
	{"shadowed-area: not where it is the same person, or has a file left",
	 HEAD "[a]\npath = /brand/\naccountable = @lena\n[b]\npath = *\naccountable = @lena\n[c]\npath = "
	      "/shots/\naccountable = @tomas\n" PEOPLE,
	 NULL, ""},
	{"overlap: each has files of its own",
	 HEAD "[a]\npath = *.txt\n  logo\naccountable = @tomas\n[b]\npath = /brand/\n  readme\naccountable = "
	      "@lena\n" PEOPLE,
	 NULL, "11:1 overlap"},
	{"overlap: one line for all that it meets",
	 HEAD
	 "[a]\npath = *.txt\n  logo\n  /readme\naccountable = @tomas\n[b]\npath = /brand/\n  /shots/\naccountable = "
	 "@lena\n[c]\npath = a.*\naccountable = @lena\n" PEOPLE,
	 NULL, "12:1 overlap"},
	{"overlap: not one within the other",
	 HEAD "[a]\npath = /shots/\naccountable = @tomas\n[b]\npath = a.jpg\naccountable = @lena\n" PEOPLE, NULL, ""},
	{"overlap: not the same person",
	 HEAD "[a]\npath = *.txt\n  logo\naccountable = @lena\n[b]\npath = /brand/\n  readme\naccountable = "
	      "@lena\n" PEOPLE,
	 NULL, ""},
	{"overlap: accepted in either area",
	 HEAD "[a]\npath = *.txt\n  logo\naccountable = @tomas\naccept = overlap until 2026-12-01, x\n[b]\npath = "
	      "/brand/\n  readme\naccountable = @lena\n" PEOPLE,
	 NULL, ""},
	{"many-approvers: eleven for one seat, in two areas",
	 HEAD "[a]\npath = /brand/\nreview = 1 of @crowd\n[b]\npath = /shots/\nreview = 1 of @crowd\n" PEOPLE CROWD,
	 NULL, "10:10 many-approvers"},
	{"many-approvers: not where two must agree", HEAD "[a]\npath = /brand/\nreview = 2 of @crowd\n" PEOPLE CROWD,
	 NULL, ""},
	{"many-approvers: all who make it, where one is enough",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = @crowd\nlevel = lightweight\n" PEOPLE CROWD,
	 NULL, "11:1 many-approvers"},
	{"expired: a person, in several areas and a team",
	 HEAD "[a]\npath = /brand/\nconsulted = @gone\n[b]\npath = /shots/\ninformed = @lena @gone\n" PEOPLE, NULL,
	 "18:1 expired, 21:1 expired"},
	{"expired: not on the last day",
	 HEAD "[a]\npath = /brand/\nconsulted = @p\n[people]\n@p = P <p@example.com>, until 2026-11-22\n" OWNER, NULL,
	 ""},
	{"expired: a team, its external, a deputy",
	 HEAD
	 "[a]\npath = /brand/\nconsulted = @t @x @y\n[people]\n@x = X <x@example.com>, external\n@y = Y "
	 "<y@example.com>\n@z = Z <z@example.com>, deputy @tomas @q\n@q = Q <q@example.com>, until 2026-01-01\n" OWNER
	 "[teams]\n@t = @x @y, until 2026-11-21\n",
	 NULL, "12:1 expired, 14:1 expired, 19:1 expired"},
	{"no-deputy: where the owner may approve what they made",
	 HEAD "[level standard]\nself-approval = yes\n[a]\npath = /brand/\naccountable = @alone\n" PEOPLE, NULL,
	 "16:1 no-deputy"},
	{"no-deputy: all who were have left",
	 HEAD "[level standard]\nself-approval = yes\n[a]\npath = /brand/\naccountable = @p\n[people]\n@p = P "
	      "<p@example.com>, deputy @q\n@q = Q <q@example.com>, until 2026-01-01\n" OWNER,
	 NULL, "14:1 no-deputy"},
	{"no-deputy: said already, where the owner may not", HEAD "[a]\npath = /brand/\naccountable = @alone\n" PEOPLE,
	 NULL, "8:1 impossible"},
	{"no-deputy: not where others decide too, now or in the end",
	 HEAD
	 "[level standard]\nself-approval = yes\n[a]\npath = /brand/\naccountable = @alone\nescalate = @lena after "
	 "2d\n[b]\npath = /shots/\naccountable = @alone\nresponsible = @lena\nlevel = lightweight\n" PEOPLE,
	 NULL, ""},
	{"one-person", HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = tomas@example.com\n" PEOPLE, NULL,
	 "11:1 one-person"},
	{"one-person: not where others make it too",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = @tomas @away\n" PEOPLE, NULL, ""},
	{"one-person: not where somebody else reviews it",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = @tomas\nreview = 1 of @tomas @lena\n" PEOPLE,
	 NULL, ""},
	{"one-person: where nobody else reviews it either",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\nresponsible = @tomas\nreview = @tomas\n" PEOPLE, NULL,
	 "11:1 one-person"},
	{"no-responsible: one line for all areas, but [otherwise] and [rules]",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\n[b]\npath = /shots/\naccountable = @tomas\n" PEOPLE, NULL,
	 "8:1 no-responsible"},
	{"no-responsible: not where another area says it",
	 HEAD "[a]\npath = /brand/\naccountable = @tomas\n[b]\npath = *\nresponsible = @away\n" PEOPLE, NULL, ""},
	{"expired-accept: of the file, and of a section",
	 "[mowners]\nversion = 1\nevidence = forge\naccept = unowned until 2026-11-21, x\n[rules]\naccountable = "
	 "@tomas\naccept = unowned until 2026-11-22, y\n  no-signer until 2026-01-01, z\n[otherwise]\naccountable = "
	 "@tomas\n" PEOPLE,
	 NULL, "4:10 expired-accept, 8:3 expired-accept"},
	{"errors alone, where there are any", OPEN "[a]\npath = /other/\nnonsense = 1\n" PEOPLE, NULL,
	 "10:1 unknown-key"},
};

struct noted {
	const struct row *row;
	struct buf out;
};

/* What nearly every row would have is told only where the row is about it. */
static bool is_left_out(const struct noted *noted, const char *code)
{
	static const char *const often[] = {"no-responsible", "no-deputy", "expired"};

	for (size_t i = 0; i < COUNT(often); i++)
		if (strcmp(often[i], code) == 0)
			return strncmp(noted->row->name, code, strcspn(noted->row->name, ":")) != 0;
	return false;
}

static void note(const struct mow_finding *finding, void *context)
{
	struct noted *noted = context;
	struct buf *out = &noted->out;
	enum finding_code code = 0;

	while (code < FINDING_COUNT && strcmp(finding_word(code), finding->code) != 0)
		code++;
	assert_true(code < FINDING_COUNT);
	assert_int_equal(finding->severity, finding_severity(code));
	/* What to do is said behind what is wrong. */
	if (finding->severity == MOW_WARNING && strpbrk(finding->message, ";:") == NULL)
		fail_msg("no advice: %s", finding->message);
	if (is_left_out(noted, finding->code))
		return;
	buf_addf(out, "%s%u:%u %s", out->len > 0 ? ", " : "", finding->line, finding->column, finding->code);
}

static void test_row(void **state)
{
	const struct row *row = *state;
	const struct mow_repo_options options = {.dir = "lint", .now = 1795305600};
	struct noted noted = {row, BUF_INIT};
	const struct mow_finding_sink sink = {note, &noted};
	struct mow_repo *repo = NULL;
	struct mow_error err;

	write_file("lint/OWNERS", row->rules);
	sh("rm -f lint/OWNERS.signers");
	if (row->signers != NULL)
		write_file("lint/OWNERS.signers", row->signers);
	if (mow_repo_open(&repo, &options, &err) != MOW_OK || mow_lint(repo, NULL, &sink, &err) != MOW_OK)
		fail_msg("%s", err.message);
	mow_repo_free(repo);
	assert_string_equal(noted.out.len > 0 ? noted.out.data : "", row->found);
	buf_release(&noted.out);
}

/* ---- Who could not approve, then ---------------------------------------------------------------------------------- */

/* 2 and 6 December 2026. */
#define DECEMBER(day) (1796083200 + ((day)-1) * INT64_C(86400))
#define NAMES(...)            \
	(const char *const[]) \
	{                     \
		__VA_ARGS__   \
	}

/* Line 8 is [a]; @tomas and @lena act for each other, and @p and @q for @p. */
#define TIMES                                                                                     \
	HEAD "[a]\npath = /brand/\naccountable = @p\nresponsible = @r\n[people]\n" OWNER          \
	     "@p = P <p@example.com>, away 2026-12-01..2026-12-10, deputy @q\n"                   \
	     "@q = Q <q@example.com>, away 2026-12-05..2026-12-20, away 2027-04-01..2027-04-30\n" \
	     "@r = R <r@example.com>, until 2026-12-31\n"
#define REVIEW(gate) HEAD "[a]\npath = /brand/\nreview = " gate "\n[people]\n" OWNER

static const struct question {
	const char *name;
	const char *rules;
	struct mow_lint_options options;
	const char *found; /* the messages of impossible, or the error */
} questions[] = {
	{"coming: nobody from the day on which both are away",
	 TIMES,
	 {.at = 0},
	 "from 5 December 2026 on, without @p and @q, nobody can give the decision of @p in [a], such as for brand/logo; @q, "
	 "who acts for @p, cannot either: absent, or among those who make the change; let somebody else decide or make it"},
	{"at: the day itself, and not what has passed by then",
	 TIMES,
	 {.at = DECEMBER(6)},
	 "on 6 December, nobody can give the decision of @p in [a], such as for brand/logo; @q, who acts for @p, cannot "
	 "either: absent, or among those who make the change; let somebody else decide or make it"},
	{"at: when all are back", TIMES, {.at = DECEMBER(22)}, ""},
	{"without: whose deputy acts no more",
	 TIMES,
	 {.without = NAMES("@Q"), .without_count = 1},
	 "without @Q, when @p makes the change, nobody can give the decision of @p in [a], such as for brand/logo; @q, who "
	 "acts for @p, cannot either: absent, or among those who make the change; let somebody else decide or make it\n"
	 "from 1 December 2026 on, without @p, nobody can give the decision of @p in [a], such as for brand/logo; @q, who acts "
	 "for @p, cannot either: absent, or among those who make the change; let somebody else decide or make it"},
	{"author: on a day on which they alone could decide",
	 TIMES,
	 {.at = DECEMBER(2), .authors = NAMES("q@example.com"), .author_count = 1},
	 "on 2 December, when @q makes the change, nobody can give the decision of @p in [a], such as for brand/logo; @q, "
	 "who acts for @p, cannot either: absent, or among those who make the change; let somebody else decide or make it\n"
	 "from 5 December 2026 on, without @q, nobody can give the decision of @p in [a], such as for brand/logo; @q, who acts "
	 "for @p, cannot either: absent, or among those who make the change; let somebody else decide or make it"},
	{"author: two together",
	 REVIEW("1 of x@x.org y@x.org"),
	 {.authors = NAMES("x@x.org", "Y@x.org"), .author_count = 2},
	 "when x@x.org, y@x.org make the change, nobody can give the review of 1 of x@x.org y@x.org in [a], such as for "
	 "brand/logo; add people to 1 of x@x.org y@x.org who are there and do not make the change"},
	{"coming: the end of service",
	 REVIEW("@p") "@p = P <p@example.com>, until 2026-12-31\n",
	 {.at = 0},
	 "from 1 January 2027 on, without @p, nobody can give the review of @p in [a], such as for brand/logo; add people to "
	 "@p who are there and do not make the change"},
	{"coming: not what is more than 90 days away",
	 REVIEW("@p") "@p = P <p@example.com>, until 2027-02-20\n",
	 {.at = 0},
	 ""},
	{"coming: the end of a team",
	 REVIEW("1 of @t") "[teams]\n@t = @lena x@x.org, until 2026-12-10\n",
	 {.at = 0},
	 "from 11 December 2026 on, nobody can give the review of 1 of @t in [a], such as for brand/logo; add people to 1 of @t "
	 "who are there and do not make the change"},
	{"coming: who makes it from a day on",
	 HEAD "[a]\npath = /brand/\nreview = x@x.org\nresponsible = @t\n[people]\n" OWNER
	      "[teams]\n@t = x@x.org, from 2026-12-10\n",
	 {.at = 0},
	 "from 10 December 2026 on, when x@x.org makes the change, nobody can give the review of x@x.org in [a], such as "
	 "for brand/logo; add people to x@x.org who are there and do not make the change"},
	{"author: nobody of that name",
	 TIMES,
	 {.authors = NAMES("@lenna"), .author_count = 1},
	 "@lenna is nobody whom the OWNERS files know; did you mean @lena?"},
	{"without: nobody of that name",
	 TIMES,
	 {.without = NAMES("@lenna"), .without_count = 1},
	 "@lenna is nobody whom the OWNERS files know; did you mean @lena?"},
};

static void add_message(const struct mow_finding *finding, void *context)
{
	struct buf *out = context;

	if (strcmp(finding->code, "impossible") == 0)
		buf_addf(out, "%s%s", out->len > 0 ? "\n" : "", finding->message);
}

static void test_question(void **state)
{
	const struct question *question = *state;
	const struct mow_repo_options options = {.dir = "lint", .now = 1795305600};
	MOW_AUTO(buf) found = BUF_INIT;
	const struct mow_finding_sink sink = {add_message, &found};
	struct mow_repo *repo = NULL;
	struct mow_error err;

	write_file("lint/OWNERS", question->rules);
	sh("rm -f lint/OWNERS.signers");
	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	if (mow_lint(repo, &question->options, &sink, &err) != MOW_OK)
		buf_adds(&found, err.message);
	mow_repo_free(repo);
	assert_string_equal(found.len > 0 ? found.data : "", question->found);
}

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main lint && cd lint && mkdir brand && echo 1 >brand/logo && echo 1 >readme && "
	   "mkdir '[2024]' shots && echo 1 >'[2024]/a.txt' && echo 1 >shots/a.jpg && echo 1 >shots/DSC_0001.JPG && "
	   "mkdir \xc3\xb6l u\xcc\x88 && echo 1 >\xc3\xb6l/a && echo 1 >u\xcc\x88/a && git add .");
	return 0;
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows) + COUNT(questions)];

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(questions); i++)
		tests[COUNT(rows) + i] =
			(struct CMUnitTest){questions[i].name, test_question, NULL, NULL, (void *)&questions[i]};
	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
