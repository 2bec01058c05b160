#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_people.h"

struct row {
	const char *name;
	const char *rules;
	const char *authors, *holds, *stale;
	const char *expected;
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct scene scene;
	MOW_AUTO(buf) told = BUF_INIT;

	scene_open(&scene, row->rules, NULL, "brand/logo.svg", "2026-06-15");
	assert_false(scene.rules->broken);
	scene_say(&scene, row->authors, row->holds, row->stale);
	scene_judge(&told, &scene);
	assert_string_equal(told.data, row->expected);
	scene_close(&scene);
}

#define LIGHT AREA "level = lightweight\naccountable = @ann\n"
#define DETAILED AREA "level = detailed\naccountable = @ann\n"
/* A second area, of another level, over the same path. */
#define ALSO "[b]\npath = *.svg\n"

static const struct row accountable[] = {
	{"nobody has approved", ANN, "", "", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"the accountable owner has", ANN, "", "@ann", "", "approved; decision 1/1 have @ann"},
	{"somebody else has", ANN, "", "@bob", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"by another of their e-mails", ANN, "", "ann@home.example", "", "approved; decision 1/1 have @ann"},
	{"an approval by nobody known", ANN, "", "nobody@acme.example", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"as accountable", ANN, "", "@ann/accountable", "", "approved; decision 1/1 have @ann"},
	{"as a gate", ANN, "", "@ann/review.legal", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"a deputy acts for nobody who is there", ANN, "", "@dan", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"who is the author does not decide, their deputy does", ANN, "@ann", "@ann", "",
	 "missing; decision 0/1 away @ann ask @dan; all @dan"},
	{"a deputy for the author", ANN, "@ann", "@dan", "", "approved; decision 1/1 away @ann have @dan"},
	{"a deputy as accountable", ANN, "@ann", "@dan/accountable", "", "approved; decision 1/1 away @ann have @dan"},
	{"a deputy's deputy does not act", ANN, "@ann @dan", "@eve", "", "impossible; decision 0/1 away @ann"},
	{"the author, and no deputy", AREA "accountable = @bob\n", "@bob", "", "",
	 "impossible; decision 0/1 away @bob"},
	{"another author does not matter", ANN, "@bob", "@ann", "", "approved; decision 1/1 have @ann"},
	{"who is away may sign all the same", AREA "accountable = @away\n", "", "@away", "",
	 "approved; decision 1/1 away @away have @away"},
	{"for who is away any deputy acts", AREA "accountable = @away\n", "", "@eve", "",
	 "approved; decision 1/1 away @away have @eve"},
	{"who is away is not asked", AREA "accountable = @away\n", "", "", "",
	 "missing; decision 0/1 away @away ask @dan,@eve; all @dan"},
	{"who has left does not count", AREA "accountable = @gone\n", "", "@gone", "",
	 "missing; decision 0/1 away @gone ask @dan; all @dan"},
	{"for who has left a deputy acts", AREA "accountable = @gone\n", "", "@dan", "",
	 "approved; decision 1/1 away @gone have @dan"},
	{"who has not begun, and whose deputy has left", AREA "accountable = @late\n", "", "@late @gone", "",
	 "impossible; decision 0/1 away @late"},
	{"on the last day of service", AREA "accountable = @last\n", "", "@last", "",
	 "approved; decision 1/1 have @last"},
	{"away, and the deputies gone or away", AREA "accountable = @both\n", "", "", "",
	 "impossible; decision 0/1 away @both"},
	{"but a deputy who is away may sign", AREA "accountable = @both\n", "", "@lone", "",
	 "approved; decision 1/1 away @both have @lone"},
	{"a deputy who is an author does not count", AREA "accountable = @away\n", "@dan", "@dan", "",
	 "missing; decision 0/1 away @away ask @eve; all @eve"},
	{"consulted and informed do not count", ANN "consulted = @bob\ninformed = @cat\n", "", "@bob @cat", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"responsible do not count for the decision", ANN "responsible = @bob\n", "", "@bob", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"the deputy of who stands first in the rules",
	 "[mowners]\nversion = 1\n[rules]\naccountable = @bob\n[people]\n@ann = A <a@x.example>, deputy @bob @ann\n"
	 "@bob = B <b@x.example>\n[a]\npath = /brand/\naccountable = @ann\n",
	 "@ann", "@bob", "", "approved; decision 1/1 away @ann have @bob"},
	{"self-approval", ANN "[level standard]\nself-approval = yes\n", "@ann", "@ann", "",
	 "approved; decision 1/1 have @ann"},
	{"self-approval, and the deputy acts all the same", ANN "[level standard]\nself-approval = yes\n", "@ann",
	 "@dan", "", "approved; decision 1/1 have @dan"},
	{"self-approval: themself before deputies", ANN "[level standard]\nself-approval = yes\n", "@ann", "", "",
	 "missing; decision 0/1 ask @ann,@dan; all @ann"},
	{"self-approval of a deputy", ANN "[level standard]\nself-approval = yes\n", "@ann @dan", "@dan", "",
	 "approved; decision 1/1 have @dan"},
};

/* Who pushes counts for their own work. */
#define OWN "[level standard]\nself-approval = yes\nevidence = signed, pusher\n"

/* The day is 2026-06-15. */
#define FREEZE "[freeze f]\npath = /brand/\nfrom = 2026-06-01\nuntil = 2026-06-15\n"
#define EMBARGO "[freeze f]\npath = /brand/\nopens = 2026-06-16\n"

static const struct row times[] = {
	{"frozen, and nobody may let it through", ANN FREEZE, "", "@ann", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1"},
	{"frozen, and who may", ANN FREEZE "allow = @bob @cat\n", "", "@ann", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1 ask @bob,@cat; all @bob"},
	{"let through", ANN FREEZE "allow = @bob\n", "", "@bob", "",
	 "missing; decision 0/1 ask @ann; freeze f 1/1 have @bob; all @ann"},
	{"let through, and approved", ANN FREEZE "allow = @bob\n", "", "@ann @bob", "",
	 "approved; decision 1/1 have @ann; freeze f 1/1 have @bob"},
	{"by who made it", ANN FREEZE "allow = @bob\n", "@bob", "@ann @bob", "",
	 "approved; decision 1/1 have @ann; freeze f 1/1 have @bob"},
	{"in another role", ANN FREEZE "allow = @bob\n", "", "@ann @bob/accountable", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1 ask @bob; all @bob"},
	{"for who is away a deputy", ANN FREEZE "allow = @away\n", "", "@ann @dan", "",
	 "approved; decision 1/1 have @ann; freeze f 1/1 have @dan"},
	{"the day after", ANN "[freeze f]\npath = *\nfrom = 2026-06-01\nuntil = 2026-06-14\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann"},
	{"an embargo", ANN EMBARGO, "", "@ann", "", "frozen; decision 1/1 have @ann; freeze f 0/1"},
	{"an embargo that opens", ANN "[freeze f]\npath = *\nopens = 2026-06-15\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann"},
	{"the second of two", ANN "[freeze e]\npath = *\nopens = 2026-06-15\n" FREEZE "allow = @bob\n", "", "@ann", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1 ask @bob; all @bob"},
	{"before nobody who owns it", HEAD "[freeze f]\npath = *\nopens = 2027-01-01\n", "", "", "",
	 "frozen; freeze f 0/1"},
	{"let through, and nobody owns it", HEAD "[freeze f]\npath = *\nopens = 2027-01-01\nallow = @bob\n", "", "@bob",
	 "", "unowned"},
	{"before what is impossible", AREA "accountable = @both\n" FREEZE, "", "", "",
	 "frozen; decision 0/1 away @both; freeze f 0/1"},
	{"before what is stale", ANN FREEZE, "", "", "@ann", "frozen; decision 0/1 ask @ann; freeze f 0/1"},
	{"rights that have ended", ANN "rights-until = 2026-06-14\n", "", "@ann", "",
	 "frozen; decision 1/1 have @ann; rights 0/1"},
	{"rights that have ended, and authors that are not proved", ANN "rights-until = 2026-06-14\n", "@cat ?", "@ann",
	 "", "frozen; decision 1/1 have @ann; rights 0/1; authors 0/1"},
	{"two at once", ANN "[freeze e]\npath = *\nopens = 2026-07-01\nallow = @cat\n" FREEZE "allow = @bob\n", "",
	 "@ann @cat", "", "frozen; decision 1/1 have @ann; freeze e 1/1 have @cat; freeze f 0/1 ask @bob; all @bob"},
	{"for who has let it through once, twice", ANN FREEZE "allow = @bob\n", "", "@ann @bob @bob+forge", "",
	 "approved; decision 1/1 have @ann; freeze f 1/1 have @bob"},
	{"rights that ended a second ago", ANN "rights-until = 2026-06-15T11:59:59Z\n", "", "@ann", "",
	 "frozen; decision 1/1 have @ann; rights 0/1"},
	{"the last day of rights", ANN "rights-until = 2026-06-15\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann"},
	{"the earliest end counts", ANN "rights-until = 2026-06-14\n" ALSO "rights-until = 2027-01-01\n", "", "@ann",
	 "", "frozen; decision 1/1 have @ann; rights 0/1"},
};

#define GATE ANN "review = 2 of @guild\n"

static const struct row gates[] = {
	{"a gate of one person", ANN "review = @bob\n", "", "@ann", "",
	 "missing; decision 1/1 have @ann; bob 0/1 ask @bob; all @bob"},
	{"both", ANN "review = @bob\n", "", "@ann @bob", "", "approved; decision 1/1 have @ann; bob 1/1 have @bob"},
	{"a gate alone does not decide", ANN "review = @bob\n", "", "@bob", "",
	 "missing; decision 0/1 ask @ann; bob 1/1 have @bob; all @ann"},
	{"one approval in two roles", ANN "review = @ann\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann; ann 1/1 have @ann"},
	{"as accountable it does not count in the gate", ANN "review = @ann\n", "", "@ann/accountable", "",
	 "missing; decision 1/1 have @ann; ann 0/1 ask @ann; all @ann"},
	{"as that gate", ANN "review = @bob\n", "", "@ann @bob/review.bob", "",
	 "approved; decision 1/1 have @ann; bob 1/1 have @bob"},
	{"as another gate", ANN "review.x = @bob\nreview.y = @bob\n", "", "@ann @bob/review.x", "",
	 "missing; decision 1/1 have @ann; x 1/1 have @bob; y 0/1 ask @bob; all @bob"},
	{"two gates of a name", ANN "review.x = @bob\n" ALSO "review.x = 1 of @bob @cat\n", "", "@ann @bob/review.x",
	 "", "approved; decision 1/1 have @ann; x 1/1 have @bob; x 1/1 have @bob"},
	{"a quorum: one of two", GATE, "", "@bob", "",
	 "missing; decision 0/1 ask @ann; guild 1/2 have @bob ask @ann,@cat; all @ann"},
	{"a quorum: two", GATE, "", "@ann @bob", "", "approved; decision 1/1 have @ann; guild 2/2 have @ann,@bob"},
	{"a quorum: one person twice", GATE, "", "@ann @ann @ann/review.guild", "",
	 "missing; decision 1/1 have @ann; guild 1/2 have @ann ask @bob,@cat; all @bob"},
	{"a quorum: who helps twice is asked first", ANN "review = 2 of @bob @cat @ann\n", "", "", "",
	 "missing; decision 0/1 ask @ann; a 0/2 ask @ann,@bob,@cat; all @ann,@bob"},
	{"more than enough", GATE, "", "@ann @bob @cat", "",
	 "approved; decision 1/1 have @ann; guild 2/2 have @ann,@bob,@cat"},
	{"all of a team", ANN "review = all of @guild\n", "", "@ann @bob", "",
	 "missing; decision 1/1 have @ann; guild 2/3 have @ann,@bob ask @cat; all @cat"},
	{"a quorum is not lowered for an author", ANN "review = all of @guild\n", "@cat", "@ann @bob @cat", "",
	 "impossible; decision 1/1 have @ann; guild 2/3 have @ann,@bob"},
	{"the deputy of an author takes the seat", ANN "review = all of @guild\n", "@ann", "@dan @bob @cat", "",
	 "approved; decision 1/1 away @ann have @dan; guild 3/3 have @dan,@bob,@cat"},
	{"a member and their deputies fill one seat", AREA "accountable = @bob\nreview = 2 of @shift\n", "",
	 "@bob @away @dan @eve", "",
	 "missing; decision 1/1 have @bob; shift 1/2 have @away,@dan,@eve ask @ann; all @ann"},
	{"one deputy fills one seat, of two whom they stand for", AREA "accountable = @bob\nreview = 2 of @shift\n",
	 "@ann", "@bob @dan", "", "missing; decision 1/1 have @bob; shift 1/2 have @dan ask @eve; all @eve"},
	{"and makes room for who can take only the other", AREA "accountable = @bob\nreview = 2 of @shift\n", "@ann",
	 "@bob @dan @eve", "", "approved; decision 1/1 have @bob; shift 2/2 have @dan,@eve"},
	{"a deputy who is a member anyway fills one seat", AREA "accountable = @bob\nreview = 2 of @duty\n", "",
	 "@bob @dan", "", "missing; decision 1/1 have @bob; duty 1/2 have @dan ask @eve; all @eve"},
	{"their own or the other", AREA "accountable = @bob\nreview = 2 of @duty\n", "", "@bob @dan @away", "",
	 "approved; decision 1/1 have @bob; duty 2/2 have @dan,@away"},
	{"deputies of each who is not there", AREA "accountable = @cat\nreview = 1 of @away @ext\n", "@ext", "@cat", "",
	 "missing; decision 1/1 have @cat; a 0/1 ask @dan,@eve,@bob; all @bob"},
	{"who was a member of a team, and is no longer", ANN "review = 1 of @now\n", "", "@ann @cat", "",
	 "missing; decision 1/1 have @ann; now 0/1 ask @dan; all @dan"},
	{"members of two teams", ANN "review = 1 of @duty @guild\n", "", "@ann/accountable", "",
	 "missing; decision 1/1 have @ann; a 0/1 ask @dan,@ann,@bob,@cat,@eve; all @ann"},
	{"who helps in two gates is asked first, the others in their order",
	 ANN "review.x = 1 of @eve @dan @cat @bob @root\nreview.y = 1 of @last @cat\n", "", "@ann", "",
	 "missing; decision 1/1 have @ann; x 0/1 ask @cat,@eve,@dan,@bob,@root; y 0/1 ask @cat,@last; all @cat"},
	{"as many helps as needs", ANN "review.x = 1 of @bob @cat @ann\nreview.y = 1 of @dan @cat\n", "", "", "",
	 "missing; decision 0/1 ask @ann; x 0/1 ask @cat,@ann,@bob; y 0/1 ask @cat,@dan; all @ann,@cat"},
	{"their own deputy is one person", AREA "accountable = @bob\nreview = 2 of @lone @bob\n", "", "@bob @lone", "",
	 "approved; decision 1/1 have @bob; a 2/2 have @bob,@lone"},
	{"a seat of who has left", AREA "accountable = @bob\nreview = all of @bob @gone\n", "", "@bob @gone", "",
	 "missing; decision 1/1 have @bob; a 1/2 have @bob ask @dan; all @dan"},
	{"members before deputies", AREA "accountable = @bob\nreview = 1 of @away @cat\n", "", "@bob", "",
	 "missing; decision 1/1 have @bob; a 0/1 ask @cat,@dan,@eve; all @cat"},
	{"an external in a gate that names them", ANN "review = @ext\n", "", "@ann @ext", "",
	 "approved; decision 1/1 have @ann; ext 1/1 have @ext"},
	{"an external by the team that the gate names", ANN "review = 1 of @north\n", "", "@ann @far", "",
	 "approved; decision 1/1 have @ann; north 1/1 have @far"},
	{"an external of a team inside another is not named", ANN "review = 1 of @outer\n", "", "@ann @far", "",
	 "missing; decision 1/1 have @ann; outer 0/1 ask @cat; all @cat"},
	{"an external deputy in a gate that does not name them", ANN "review = @rep\n", "", "@ann @far @ext @robo", "",
	 "impossible; decision 1/1 have @ann; rep 0/1"},
	{"an external never for their own work", ANN "review = @ext\n[level standard]\nself-approval = yes\n", "@ext",
	 "@ann @ext", "", "missing; decision 1/1 have @ann; ext 0/1 ask @bob; all @bob"},
	{"the deputy of an external", ANN "review = @ext\n", "@ext", "@ann @bob", "",
	 "approved; decision 1/1 have @ann; ext 1/1 have @bob"},
	{"a bot in a gate that names it", ANN "review = @robo\n", "", "@ann @robo", "",
	 "approved; decision 1/1 have @ann; robo 1/1 have @robo"},
	{"a bot by its team", ANN "review = 2 of @robots\n", "", "@ann @robo @bob", "",
	 "approved; decision 1/1 have @ann; robots 2/2 have @robo,@bob"},
	{"a bot never for its own work", ANN "review = @robo\n[level standard]\nself-approval = yes\n", "@robo",
	 "@ann @robo", "", "impossible; decision 1/1 have @ann; robo 0/1"},
	{"self-approval in a gate", ANN "review = @bob\n[level standard]\nself-approval = yes\n", "@bob", "@ann @bob",
	 "", "approved; decision 1/1 have @ann; bob 1/1 have @bob"},
	{"who is out of service in a gate", ANN "review = 1 of @gone @late\n", "", "@ann @gone @late", "",
	 "missing; decision 1/1 have @ann; a 0/1 ask @dan; all @dan"},
	{"who is an undeclared e-mail", ANN "review = legal@firm.example\n", "", "@ann LEGAL@firm.example", "",
	 "approved; decision 1/1 have @ann; legal@firm.example 1/1 have legal@firm.example"},
	{"gates of other areas add up", ANN "review = @bob\n" ALSO "review = @cat\n", "", "@ann @bob", "",
	 "missing; decision 1/1 have @ann; bob 1/1 have @bob; cat 0/1 ask @cat; all @cat"},
};

static const struct row any[] = {
	{"the accountable owner", LIGHT "review = @bob\nresponsible = @cat\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann; bob 0/1 folded"},
	{"a reviewer", LIGHT "review = @bob\nresponsible = @cat\n", "", "@bob", "",
	 "approved; decision 1/1 have @bob; bob 1/1 folded have @bob"},
	{"the second of two reviewers", LIGHT "review = @bob\n         @cat\n", "", "@cat", "",
	 "approved; decision 1/1 have @cat; bob 0/1 folded; cat 1/1 folded have @cat"},
	{"all of them are asked", LIGHT "review = @bob\n         @cat\nresponsible = @eve\n", "", "", "",
	 "missing; decision 0/1 ask @ann,@eve,@bob,@cat; bob 0/1 folded; cat 0/1 folded; all @ann"},
	{"somebody responsible", LIGHT "review = @bob\nresponsible = @cat\n", "", "@cat", "",
	 "approved; decision 1/1 have @cat; bob 0/1 folded"},
	{"a team that is responsible", LIGHT "responsible = @guild\n", "", "@cat", "",
	 "approved; decision 1/1 have @cat"},
	{"one of a quorum stands for all of it", LIGHT "review = 2 of @guild\n", "", "@cat", "",
	 "approved; decision 1/1 have @cat; guild 1/2 folded have @cat"},
	{"somebody else", LIGHT "review = @bob\nresponsible = @cat\n", "", "@eve", "",
	 "missing; decision 0/1 ask @ann,@cat,@bob; bob 0/1 folded; all @ann"},
	{"the author themself", LIGHT, "@ann", "@ann", "", "approved; decision 1/1 have @ann"},
	{"but not where self-approval is off", LIGHT "responsible = @bob\n[level lightweight]\nself-approval = no\n",
	 "@bob", "@bob", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"an external who is responsible", LIGHT "responsible = @ext @north\n", "", "@ext @far", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"an external reviewer", LIGHT "review = @ext\n", "", "@ext", "",
	 "missing; decision 0/1 ask @ann; ext 1/1 folded have @ext; all @ann"},
	{"a bot", LIGHT "review = @robo\nresponsible = @robo\n", "", "@robo", "",
	 "missing; decision 0/1 ask @ann; robo 1/1 folded have @robo; all @ann"},
	{"a deputy of somebody responsible", LIGHT "responsible = @away\n", "", "@eve", "",
	 "approved; decision 1/1 have @eve"},
	{"a deputy of a reviewer", LIGHT "review = @away\n", "", "@eve", "",
	 "approved; decision 1/1 have @eve; away 1/1 folded have @eve"},
	{"as accountable, by the accountable", LIGHT "responsible = @bob\n", "", "@ann/accountable", "",
	 "approved; decision 1/1 have @ann"},
	{"as accountable, by somebody responsible", LIGHT "responsible = @bob\n", "", "@bob/accountable", "",
	 "missing; decision 0/1 ask @ann,@bob; all @ann"},
	{"as a gate", LIGHT "review.x = @bob\n", "", "@bob/review.x", "",
	 "approved; decision 1/1 have @bob; x 1/1 folded have @bob"},
	{"as another gate", LIGHT "review.x = @bob\n", "", "@bob/review.y", "",
	 "missing; decision 0/1 ask @ann,@bob; x 0/1 folded; all @ann"},
	{"a gate of an area that does not say lightweight is required", LIGHT ALSO "review = @bob\n", "", "@ann", "",
	 "missing; decision 1/1 have @ann; bob 0/1 ask @bob; all @bob"},
	{"and does not decide", LIGHT ALSO "review = @bob\n", "", "@bob", "",
	 "missing; decision 0/1 ask @ann; bob 1/1 have @bob; all @ann"},
	{"a gate of both decides, and is required", LIGHT "review = @bob\n" ALSO "review = @bob\n", "", "@ann", "",
	 "missing; decision 1/1 have @ann; bob 0/1 ask @bob; all @bob"},
	{"a gate of both: its one approval does all", LIGHT "review = @bob\n" ALSO "review = @bob\n", "", "@bob", "",
	 "approved; decision 1/1 have @bob; bob 1/1 have @bob"},
	{"the strictest level wins, and folds nothing", LIGHT "review = @bob\n" ALSO "level = standard\n", "", "@bob",
	 "", "missing; decision 0/1 ask @ann; bob 1/1 have @bob; all @ann"},
	{"the level by [mowners] makes no gate light",
	 "[mowners]\nversion = 1\nlevel = lightweight\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\naccountable = @ann\nreview = @bob\n",
	 "", "@bob", "", "missing; decision 0/1 ask @ann; bob 1/1 have @bob; all @ann"},
	{"decided-by any of another level",
	 ANN "responsible = @bob\nreview = @cat\n[level standard]\ndecided-by = any\n", "", "@bob", "",
	 "missing; decision 1/1 have @bob; cat 0/1 ask @cat; all @cat"},
	{"decided-by accountable of lightweight",
	 LIGHT "review = @bob\n[level lightweight]\ndecided-by = accountable\n", "", "@bob", "",
	 "missing; decision 0/1 ask @ann; bob 1/1 have @bob; all @ann"},
	{"an external who may be accountable",
	 "[mowners]\nversion = 1\nexternal-accountable = yes\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = lightweight\naccountable = @ext\nresponsible = @far\n",
	 "", "@ext", "", "approved; decision 1/1 have @ext"},
	{"another external under any, all the same",
	 "[mowners]\nversion = 1\nexternal-accountable = yes\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = lightweight\naccountable = @ext\nresponsible = @far\n",
	 "", "@far", "", "missing; decision 0/1 ask @ext; all @ext"},
	{"an external who is accountable never for their own work",
	 "[mowners]\nversion = 1\nexternal-accountable = yes\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = lightweight\naccountable = @ext\n",
	 "@ext", "@ext", "", "missing; decision 0/1 away @ext ask @bob; all @bob"},
	{"an external deputy of the accountable",
	 "[mowners]\nversion = 1\nexternal-accountable = yes\n[rules]\naccountable = @root\n"
	 "[people]\n@root = R <r@x.example>\n@ann = A <a@x.example>, deputy @ext\n@ext = E <e@x.example>, external\n"
	 "[a]\npath = /brand/\naccountable = @ann\n",
	 "@ann", "@ext", "", "approved; decision 1/1 away @ann have @ext"},
};

static const struct row several[] = {
	{"two people", DETAILED "review = @ann\n", "", "@ann", "",
	 "impossible; decision 1/1 have @ann; ann 1/1 have @ann; people 1/2 have @ann"},
	{"decision and gate by two", DETAILED "review = @bob\n", "", "@ann @bob", "",
	 "approved; decision 1/1 have @ann; bob 1/1 have @bob; people 2/2 have @ann,@bob"},
	{"somebody responsible is the second", DETAILED "responsible = @bob @cat\n", "", "@ann", "",
	 "missing; decision 1/1 have @ann; people 1/2 have @ann ask @bob,@cat; all @bob"},
	{"and counts", DETAILED "responsible = @bob @cat\n", "", "@ann @cat", "",
	 "approved; decision 1/1 have @ann; people 2/2 have @ann,@cat"},
	{"the author is none of them", DETAILED "responsible = @bob\n", "@bob", "@ann @bob", "",
	 "impossible; decision 1/1 have @ann; people 1/2 have @ann"},
	{"but where self-approval is on", DETAILED "responsible = @bob\n[level detailed]\nself-approval = yes\n",
	 "@bob", "@ann @bob", "", "approved; decision 1/1 have @ann; people 2/2 have @ann,@bob"},
	{"an external who is responsible is none", DETAILED "responsible = @ext @bob\n", "", "@ann @ext", "",
	 "missing; decision 1/1 have @ann; people 1/2 have @ann ask @bob; all @bob"},
	{"a reviewer of the second gate is one", DETAILED "review = @ann\n         @cat\n", "", "@ann @cat", "",
	 "approved; decision 1/1 have @ann; ann 1/1 have @ann; cat 1/1 have @cat; people 2/2 have @ann,@cat"},
	{"an external in their gate is one", DETAILED "review = @ext\n", "", "@ann @ext", "",
	 "approved; decision 1/1 have @ann; ext 1/1 have @ext; people 2/2 have @ann,@ext"},
	{"a bot in its gate is one", DETAILED "review = @robo\n", "", "@ann @robo", "",
	 "approved; decision 1/1 have @ann; robo 1/1 have @robo; people 2/2 have @ann,@robo"},
	{"a deputy for the author is one", DETAILED "review = @bob\n", "@ann", "@dan @bob", "",
	 "approved; decision 1/1 away @ann have @dan; bob 1/1 have @bob; people 2/2 have @dan,@bob"},
	{"a member and their deputy are two people", AREA "level = detailed\naccountable = @ann\nreview = @away\n", "",
	 "@away @dan", "",
	 "missing; decision 0/1 ask @ann; away 1/1 have @away,@dan; people 2/2 have @away,@dan; all @ann"},
	{"consulted are none", DETAILED "consulted = @bob\nresponsible = @cat\n", "", "@ann @bob", "",
	 "missing; decision 1/1 have @ann; people 1/2 have @ann ask @cat; all @cat"},
	{"as accountable by somebody who is not", DETAILED "responsible = @bob\n", "", "@ann @bob/accountable", "",
	 "missing; decision 1/1 have @ann; people 1/2 have @ann ask @bob; all @bob"},
	{"as a gate they sit in", DETAILED "review.x = @bob\n", "", "@ann @bob/review.x", "",
	 "approved; decision 1/1 have @ann; x 1/1 have @bob; people 2/2 have @ann,@bob"},
	{"three people", DETAILED "responsible = @bob\n[level detailed]\npeople = 3\n", "", "@ann", "",
	 "impossible; decision 1/1 have @ann; people 1/3 have @ann"},
	{"nothing there yet: one helps twice", DETAILED "responsible = @bob\n", "", "", "",
	 "missing; decision 0/1 ask @ann; people 0/2 ask @ann,@bob; all @ann,@bob"},
	{"under any too", LIGHT "responsible = @bob\nreview = @cat\n[level lightweight]\npeople = 2\n", "", "@cat", "",
	 "missing; decision 1/1 have @cat; cat 1/1 folded have @cat; people 1/2 have @cat ask @ann,@bob; all @ann"},
};

static const struct row evidence[] = {
	{"forge counts by default", ANN, "", "@ann+forge", "", "approved; decision 1/1 have @ann"},
	{"pusher does not", ANN, "", "@ann+pusher", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"pusher: their own work", ANN OWN, "@ann", "@ann+pusher", "", "approved; decision 1/1 have @ann"},
	{"pusher: the work of others", ANN OWN, "", "@ann+pusher", "", "missing; decision 0/1 ask @ann; all @ann"},
	{"pusher: no self-approval", ANN "[level standard]\nevidence = signed, pusher\n", "@ann", "@ann+pusher", "",
	 "missing; decision 0/1 away @ann ask @dan; all @dan"},
	{"own work, says the forge", ANN "[level standard]\nself-approval = yes\n", "@ann", "@ann+own", "",
	 "approved; decision 1/1 have @ann"},
	{"own work, says the forge, and it is not", ANN "[level standard]\nself-approval = yes\n", "", "@ann+own", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"own work, says the forge, and authors do not approve", ANN, "@ann", "@ann+own", "",
	 "missing; decision 0/1 away @ann ask @dan; all @dan"},
	{"pusher: of a kind that does not count", ANN "[level standard]\nself-approval = yes\n", "@ann", "@ann+pusher",
	 "", "missing; decision 0/1 ask @ann,@dan; all @ann"},
	{"pusher: a co-author in a gate", ANN "review = @bob\n" OWN, "@ann @bob", "@bob+pusher", "",
	 "missing; decision 0/1 ask @ann,@dan; bob 1/1 have @bob; all @ann"},
	{"pusher: no external", ANN "review = @ext\n" OWN, "@ext", "@ann @ext+pusher", "",
	 "missing; decision 1/1 have @ann; ext 0/1 ask @bob; all @bob"},
	{"pusher: lets nothing through a freeze", ANN OWN FREEZE "allow = @ann\n", "@ann", "@ann+pusher", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1 ask @ann; all @ann"},
	{"pusher alone: nobody else can", ANN "[level standard]\nself-approval = yes\nevidence = pusher\n", "", "@ann",
	 "", "impossible; decision 0/1 away @ann"},
	{"pusher alone: who made it can", ANN "[level standard]\nself-approval = yes\nevidence = pusher\n", "@ann", "",
	 "", "missing; decision 0/1 ask @ann; all @ann"},
	{"only signed", ANN "[level standard]\nevidence = signed\n", "", "@ann+forge", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"only forge", ANN "[level standard]\nevidence = forge\n", "", "@ann", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"of another level", ANN "[level detailed]\nevidence = signed\n", "", "@ann+forge", "",
	 "approved; decision 1/1 have @ann"},
	{"max-age, to the second", ANN "[level standard]\nmax-age = 24h\n", "", "@ann-24h", "",
	 "approved; decision 1/1 have @ann"},
	{"older", ANN "[level standard]\nmax-age = 24h\n", "", "@ann-25h", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"older, and a newer one", ANN "[level standard]\nmax-age = 24h\n", "", "@ann-25h @ann-1h", "",
	 "approved; decision 1/1 have @ann"},
	{"of unknown age", ANN "[level standard]\nmax-age = 99999w\n", "", "@ann-?", "",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"of unknown age, and no max-age", ANN, "", "@ann-?", "", "approved; decision 1/1 have @ann"},
};

static const struct row states[] = {
	{"unowned", HEAD, "", "@root", "", "unowned"},
	{"unowned, with a gate", HEAD ALSO "review = @bob\n", "", "@bob", "", "unowned"},
	{"unowned, with a gate that nobody is asked for", HEAD ALSO "review = @bob\n", "", "", "", "unowned"},
	{"unowned, allowed", "[mowners]\nversion = 1\nunowned = allow\n[rules]\naccountable = @root\n" PEOPLE, "", "",
	 "", "approved"},
	{"unowned, with a warning", "[mowners]\nversion = 1\nunowned = warn\n[rules]\naccountable = @root\n" PEOPLE, "",
	 "", "", "approved warn"},
	{"unowned, warned: only gates are asked, none folded",
	 "[mowners]\nversion = 1\nunowned = warn\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = lightweight\nreview = @bob\nresponsible = @cat\n",
	 "", "@cat", "", "missing warn; bob 0/1 ask @bob; all @bob"},
	{"unowned, allowed: two people all the same, who are not there",
	 "[mowners]\nversion = 1\nunowned = allow\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = detailed\nreview = @bob\n",
	 "", "@bob", "", "impossible; bob 1/1 have @bob; people 1/2 have @bob"},
	{"unowned, allowed: two people, one of them responsible",
	 "[mowners]\nversion = 1\nunowned = allow\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = detailed\nreview = @bob\nresponsible = @cat\n",
	 "", "@bob", "", "missing; bob 1/1 have @bob; people 1/2 have @bob ask @cat; all @cat"},
	{"unowned, allowed: no gate, so nobody",
	 "[mowners]\nversion = 1\nunowned = allow\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nlevel = detailed\nresponsible = @cat\n",
	 "", "", "", "approved"},
	{"unowned, allowed, and a gate that cannot be met",
	 "[mowners]\nversion = 1\nunowned = allow\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nreview = @lone\n",
	 "", "", "", "impossible; lone 0/1"},
	{"stale: who would count", ANN, "", "", "@ann", "stale; decision 0/1 ask @ann; stale @ann; all @ann"},
	{"stale: newest first", GATE, "", "", "@ann-3d @bob-1d @cat-2d",
	 "stale; decision 0/1 ask @ann; guild 0/2 ask @ann,@bob,@cat; stale @bob,@cat,@ann; all @ann,@bob"},
	{"stale: of one moment, as they came", GATE, "", "", "@cat @ann @bob @ann-1h",
	 "stale; decision 0/1 ask @ann; guild 0/2 ask @ann,@bob,@cat; stale @cat,@ann,@bob,@ann; all @ann,@bob"},
	{"stale: who would not", ANN, "", "", "@bob", "missing; decision 0/1 ask @ann; all @ann"},
	{"stale: as a role that they do not hold", ANN, "", "", "@ann/review.x",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"stale: an author", AREA "accountable = @away\n", "@dan", "", "@dan",
	 "missing; decision 0/1 away @away ask @eve; all @eve"},
	{"stale: of a kind that does not count", ANN, "", "", "@ann+pusher",
	 "missing; decision 0/1 ask @ann; all @ann"},
	{"stale: in another part than the one that lacks", ANN "review = @bob\n", "", "@bob", "@bob",
	 "stale; decision 0/1 ask @ann; bob 1/1 have @bob; stale @bob; all @ann"},
	{"stale: of a responsible person, where nobody is accountable",
	 "[mowners]\nversion = 1\nunowned = warn\n[rules]\naccountable = @root\n" PEOPLE
	 "[a]\npath = /brand/\nreview = @bob\nresponsible = @cat\n",
	 "", "", "@cat", "stale warn; bob 0/1 ask @bob; stale @cat; all @bob"},
	{"stale: of a responsible person", ANN "responsible = @bob\n", "", "", "@bob",
	 "stale; decision 0/1 ask @ann; stale @bob; all @ann"},
	{"approved comes before stale", ANN, "", "@ann", "@ann", "approved; decision 1/1 have @ann"},
	{"impossible: of several who are away", ANN "review = all of @away @ann @lone\n", "",
	 "@ann/accountable @away @dan", "", "impossible; decision 1/1 have @ann; a 1/3 have @away,@dan"},
	{"impossible comes before stale", ANN "review = @lone\n", "", "", "@ann",
	 "impossible; decision 0/1 ask @ann; lone 0/1"},
	{"approved comes before impossible", ANN "review = @lone\n", "", "@ann @lone", "",
	 "approved; decision 1/1 have @ann; lone 1/1 have @lone"},
	{"impossible: what there is counts too", ANN "review = all of @lone @bob\n", "", "@lone", "",
	 "missing; decision 0/1 ask @ann; a 1/2 have @lone ask @bob; all @ann,@bob"},
	{"authors that are not proved: nobody's approval helps", ANN, "@cat ?", "@ann", "",
	 "impossible; decision 1/1 have @ann; authors 0/1"},
	{"nor is anybody asked", ANN, "@cat ?", "", "", "impossible; decision 0/1 ask @ann; authors 0/1"},
	{"frozen comes before authors", ANN FREEZE, "@cat ?", "@ann", "",
	 "frozen; decision 1/1 have @ann; freeze f 0/1; authors 0/1"},
	{"[otherwise] steps in", HEAD "[otherwise]\naccountable = @bob\nlevel = lightweight\n", "@bob", "@bob", "",
	 "approved; decision 1/1 have @bob"},
};

#define ROWS(table) sizeof(table) / sizeof *(table)

int main(void)
{
	static const struct {
		const struct row *rows;
		size_t count;
	} tables[] = {
		{accountable, ROWS(accountable)},
		{gates, ROWS(gates)},
		{any, ROWS(any)},
		{several, ROWS(several)},
		{evidence, ROWS(evidence)},
		{states, ROWS(states)},
		{times, ROWS(times)},
	};
	static struct CMUnitTest tests[ROWS(accountable) + ROWS(gates) + ROWS(any) + ROWS(several) + ROWS(evidence) +
				       ROWS(states) + ROWS(times)];
	size_t count = 0;

	for (size_t i = 0; i < ROWS(tables); i++)
		for (size_t j = 0; j < tables[i].count; j++)
			tests[count++] = (struct CMUnitTest){tables[i].rows[j].name, test_row, NULL, NULL,
							     (void *)(uintptr_t)&tables[i].rows[j]};
	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
