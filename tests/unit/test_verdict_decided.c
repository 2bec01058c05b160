/* Stops, overrides, escalation and hand-overs in a verdict. */
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
	const char *overrides, *stops, *lifted;
	const char *consents;   /* that are wanted */
	const char *day, *path; /* NULL: 2026-06-15, brand/logo.svg or, of hand-overs, OWNERS */
	bool late;              /* it has waited for long */
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct scene scene;
	MOW_AUTO(buf) told = BUF_INIT;

	const char *path = row->path != NULL ? row->path : row->consents != NULL ? "OWNERS" : "brand/logo.svg";
	scene_open(&scene, row->rules, NULL, path, row->day != NULL ? row->day : "2026-06-15");
	assert_false(scene.rules->broken);
	scene.class.escalated = row->late;
	scene_consents(&scene, row->consents);
	scene_say(&scene, row->authors, row->holds, row->stale);
	scene_stop(&scene, row->stops, row->lifted);
	scene_override(&scene, row->overrides);
	scene_judge(&told, &scene);
	assert_string_equal(told.data, row->expected);
	scene_close(&scene);
}

/* The needs of ANN and of a gate, where all have approved. */
#define GIVEN "decision 1/1 have @ann; bob 1/1 have @bob"
#define GATED ANN "review = @bob\n"

static const struct row stops[] = {
	{"stop: by the accountable owner", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @ann",
	 .stops = "@ann"},
	{"stop: by a reviewer", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @bob", .stops = "@bob"},
	{"stop: by somebody else", GATED, "", "@ann @bob", "", "approved; " GIVEN, .stops = "@cat @root"},
	{"stop: who makes it has no say", ANN "responsible = @cat\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann", .stops = "@cat"},
	{"stop: consulted people have none", ANN "consulted = @cat\n", "", "@ann", "",
	 "approved; decision 1/1 have @ann", .stops = "@cat"},
	{"stop: authors may", GATED, "@bob", "@ann", "", "stopped; decision 1/1 have @ann; bob 0/1; stop 0/1 ask @bob",
	 .stops = "@bob"},
	{"stop: an owner who is the author may", ANN, "@ann", "@dan", "",
	 "stopped; decision 1/1 away @ann have @dan; stop 0/1 ask @ann", .stops = "@ann"},
	{"stop: an external of a gate may, their own work too", ANN "review = @ext\n", "@ext", "@ann", "",
	 "stopped; decision 1/1 have @ann; ext 0/1 ask @bob; stop 0/1 ask @ext", .stops = "@ext"},
	{"stop: an external whom no gate names", ANN "review = @outer\n", "", "@ann @cat", "",
	 "approved; decision 1/1 have @ann; outer 1/1 have @cat", .stops = "@far"},
	{"stop: who is away may", AREA "accountable = @away\n", "", "@eve", "",
	 "stopped; decision 1/1 away @away have @eve; stop 0/1 ask @away", .stops = "@away"},
	{"stop: it lapses with the role", AREA "accountable = @gone\n", "", "@dan", "",
	 "approved; decision 1/1 away @gone have @dan", .stops = "@gone"},
	{"stop: a deputy of who is here", ANN, "", "@ann", "", "approved; decision 1/1 have @ann", .stops = "@dan"},
	{"stop: a deputy of who is away", AREA "accountable = @away\n", "", "@eve", "",
	 "stopped; decision 1/1 away @away have @eve; stop 0/1 ask @dan,@away", .stops = "@dan"},
	{"stop: a deputy of the author, who cannot lift it", ANN, "@ann", "@dan", "",
	 "stopped; decision 1/1 away @ann have @dan; stop 0/1 ask @dan", .stops = "@dan"},
	{"stop: it goes on when the owner returns", AREA "accountable = @away\n", "", "@away", "",
	 "stopped; decision 1/1 have @away; stop 0/1 ask @dan,@away", .stops = "@dan-12d", .day = "2026-06-25"},
	{"stop: the owner takes back their deputy's", AREA "accountable = @away\n", "", "@away", "",
	 "approved; decision 1/1 have @away", .stops = "@dan-12d", .lifted = "@away", .day = "2026-06-25"},
	{"stop: of evidence", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @bob",
	 .stops = "@bob+forge-?"},
	{"stop: of evidence, by a deputy of who is here", ANN, "", "@ann", "", "approved; decision 1/1 have @ann",
	 .stops = "@dan+forge-?"},
	{"stop: of evidence, by a deputy; no owner takes it back", AREA "accountable = @away\n", "", "@eve", "",
	 "stopped; decision 1/1 away @away have @eve; stop 0/1 ask @dan", .stops = "@dan+forge"},
	{"stop: of evidence, by a deputy, gone when the owner returns and nobody knows when it was made",
	 AREA "accountable = @away\n", "", "@away", "", "approved; decision 1/1 have @away", .stops = "@dan+forge-?",
	 .day = "2026-06-25"},
	{"stop: taken back by the owner, after somebody who may not", AREA "accountable = @away\n", "", "@away", "",
	 "approved; decision 1/1 have @away", .stops = "@dan-12d", .lifted = "@cat @away", .day = "2026-06-25"},
	{"stop: not by an owner who has left", AREA "accountable = @gone\n", "", "", "",
	 "stopped; decision 0/1 away @gone ask @dan; stop 0/1 ask @dan", .stops = "@dan", .lifted = "@gone"},
	{"stop: by the second of two reviewers", ANN "review = @bob\n         @cat\n", "", "@ann @bob @cat", "",
	 "stopped; decision 1/1 have @ann; bob 1/1 have @bob; cat 1/1 have @cat; stop 0/1 ask @cat", .stops = "@cat"},
	{"stop: not as an author", AREA "accountable = @away\n", "@away", "@eve", "",
	 "stopped; decision 1/1 away @away have @eve; stop 0/1 ask @dan", .stops = "@dan-12d", .lifted = "@away",
	 .day = "2026-06-25"},
	{"stop: not that of a reviewer", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @bob",
	 .stops = "@bob", .lifted = "@ann"},
	{"stop: not of a deputy who reviews too", AREA "accountable = @away\nreview = @dan\n", "", "@away @dan", "",
	 "stopped; decision 1/1 have @away; dan 1/1 have @dan; stop 0/1 ask @dan", .stops = "@dan-12d",
	 .lifted = "@away", .day = "2026-06-25"},
	{"stop: a deputy of another", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @bob",
	 .stops = "@bob", .lifted = "@dan"},
	{"stop: a deputy of a reviewer who is away", ANN "review = @away\n", "", "@ann @eve", "",
	 "stopped; decision 1/1 have @ann; away 1/1 have @eve; stop 0/1 ask @dan", .stops = "@dan"},
	{"stop: it lapses when the reviewer returns", ANN "review = @away\n", "", "@ann @away", "",
	 "approved; decision 1/1 have @ann; away 1/1 have @away", .stops = "@dan-12d", .day = "2026-06-25"},
	{"stop: in a role", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @bob",
	 .stops = "@bob/review.bob"},
	{"stop: in a role that one does not hold", GATED, "", "@ann @bob", "", "approved; " GIVEN,
	 .stops = "@bob/accountable @ann/review.bob"},
	{"stop: of a gate that nobody asks", AREA "level = lightweight\naccountable = @ann\nreview = @bob\n", "",
	 "@ann", "", "stopped; decision 1/1 have @ann; bob 0/1 folded; stop 0/1 ask @bob", .stops = "@bob"},
	{"stop: before a freeze", ANN "[freeze f]\npath = *\nfrom = 2026-06-01\nuntil = 2026-06-30\n", "", "@ann", "",
	 "stopped; decision 1/1 have @ann; freeze f 0/1; stop 0/1 ask @ann", .stops = "@ann"},
	{"stop: before nobody is accountable", AREA "review = @bob\n", "", "", "",
	 "stopped; bob 0/1 ask @bob; stop 0/1 ask @bob", .stops = "@bob"},
	{"stop: several", GATED, "", "@ann @bob", "", "stopped; " GIVEN "; stop 0/1 ask @ann; stop 0/1 ask @bob",
	 .stops = "@ann @bob"},
};

#define GLASS(gate) "[mowners]\nversion = 1\noverride = " gate "\n[rules]\naccountable = @root\n" PEOPLE
#define BREAK(gate) GLASS(gate) "[a]\npath = /brand/\naccountable = @ann\n"

static const struct row overrides[] = {
	{"override: enough of them", BREAK("2 of @guild"), "", "", "",
	 "approved overridden; decision 0/1 ask @ann; override 2/2 have @bob,@cat", .overrides = "@bob @cat"},
	{"override: one of two", BREAK("2 of @guild"), "", "", "",
	 "missing; decision 0/1 ask @ann; override 1/2 have @bob ask @ann,@cat; all @ann", .overrides = "@bob"},
	{"override: one person twice", BREAK("2 of @guild"), "", "", "",
	 "missing; decision 0/1 ask @ann; override 1/2 have @bob ask @ann,@cat; all @ann", .overrides = "@bob @bob"},
	{"override: whoever is here of the others is asked", BREAK("2 of @bob @away @gone @ext @cat"), "", "", "",
	 "missing; decision 0/1 ask @ann; override 1/2 have @bob ask @cat; all @ann", .overrides = "@bob"},
	{"override: approvals beside it are no part of it", BREAK("2 of @bob @cat"), "", "@cat", "",
	 "missing; decision 0/1 ask @ann; override 1/2 have @bob ask @cat; all @ann", .overrides = "@bob"},
	{"override: authors too", BREAK("2 of @guild"), "@bob @cat", "", "",
	 "approved overridden; decision 0/1 ask @ann; override 2/2 have @bob,@cat", .overrides = "@bob @cat"},
	{"override: no deputy", BREAK("@away"), "", "", "", "missing; decision 0/1 ask @ann; all @ann",
	 .overrides = "@dan"},
	{"override: who is away may", BREAK("@away"), "", "", "",
	 "approved overridden; decision 0/1 ask @ann; override 1/1 have @away", .overrides = "@away"},
	{"override: who has left does not count", BREAK("@gone"), "", "", "",
	 "missing; decision 0/1 ask @ann; all @ann", .overrides = "@gone"},
	{"override: no external, no bot", BREAK("1 of @ext @robo"), "", "", "",
	 "missing; decision 0/1 ask @ann; all @ann", .overrides = "@ext @robo"},
	{"override: of 24 hours ago", BREAK("@bob"), "", "", "",
	 "approved overridden; decision 0/1 ask @ann; override 1/1 have @bob", .overrides = "@bob-24h"},
	{"override: of 25 hours ago", BREAK("@bob"), "", "", "", "missing; decision 0/1 ask @ann; all @ann",
	 .overrides = "@bob-25h"},
	{"override: nobody may", ANN, "", "", "", "missing; decision 0/1 ask @ann; all @ann", .overrides = "@ann"},
	{"override: it is no approval", BREAK("2 of @ann @bob"), "", "", "",
	 "missing; decision 0/1 ask @ann; override 1/2 have @ann ask @bob; all @ann", .overrides = "@ann"},
	{"override: an approval is none", BREAK("2 of @ann @bob"), "", "@ann @bob", "",
	 "approved; decision 1/1 have @ann", .overrides = NULL},
	{"override: what is approved anyway is not passed", BREAK("@bob"), "", "@ann", "",
	 "approved; decision 1/1 have @ann; override 1/1 have @bob", .overrides = "@bob"},
	{"override: it passes a stop", BREAK("@bob"), "", "@ann", "",
	 "approved overridden; decision 1/1 have @ann; stop 0/1 ask @ann; override 1/1 have @bob", .overrides = "@bob",
	 .stops = "@ann"},
	{"override: it passes a freeze", BREAK("@bob") "[freeze f]\npath = *\nfrom = 2026-06-01\nuntil = 2026-06-30\n",
	 "", "@ann", "", "approved overridden; decision 1/1 have @ann; freeze f 0/1; override 1/1 have @bob",
	 .overrides = "@bob"},
	{"override: it passes what nobody owns", GLASS("@bob") "[a]\npath = /brand/\nreview = @cat\n", "", "", "",
	 "approved overridden; cat 0/1 ask @cat; override 1/1 have @bob", .overrides = "@bob"},
	{"override: it passes what nobody can give", GLASS("@bob") "[a]\npath = /brand/\naccountable = @lone\n", "", "",
	 "", "approved overridden; decision 0/1 away @lone; override 1/1 have @bob", .overrides = "@bob"},
	{"override: rules files need two", BREAK("@bob"), "", "", "", "missing; decision 0/1 ask @root; all @root",
	 .overrides = "@bob", .path = "OWNERS"},
	{"override: two pass rules files", BREAK("2 of @guild"), "", "", "",
	 "approved overridden; decision 0/1 ask @root; override 2/2 have @bob,@cat", .overrides = "@bob @cat",
	 .path = "OWNERS"},
};

#define LATE "escalate = @cat @ext @robo @away after 2d\n"

static const struct row escalations[] = {
	{"escalation: not yet", ANN LATE, "", "@cat", "", "missing; decision 0/1 ask @ann; all @ann", .late = false},
	{"escalation: who is named may decide", ANN LATE, "", "@cat", "", "approved; decision 1/1 have @cat",
	 .late = true},
	{"escalation: as accountable", ANN LATE, "", "@cat/accountable", "", "approved; decision 1/1 have @cat",
	 .late = true},
	{"escalation: the owner goes on", ANN LATE, "", "@ann", "", "approved; decision 1/1 have @ann", .late = true},
	{"escalation: they are asked too", ANN LATE, "", "", "", "missing; decision 0/1 ask @ann,@cat; all @ann",
	 .late = true},
	{"escalation: no author", ANN LATE, "@cat", "@cat", "", "missing; decision 0/1 ask @ann; all @ann",
	 .late = true},
	{"escalation: no external, no bot, no deputy", ANN LATE, "", "@ext @robo @dan", "",
	 "missing; decision 0/1 ask @ann,@cat; all @ann", .late = true},
	{"escalation: who is away may sign all the same", ANN LATE, "", "@away", "",
	 "approved; decision 1/1 have @away", .late = true},
	{"escalation: gates stay", ANN LATE "review = @bob\n", "", "@cat", "",
	 "missing; decision 1/1 have @cat; bob 0/1 ask @bob; all @bob", .late = true},
	{"escalation: it goes with the accountable that won", ANN LATE "[b]\npath = *.svg\naccountable = @bob\n", "",
	 "@cat", "", "missing; decision 0/1 ask @bob; all @bob", .late = true},
	{"escalation: where nobody can approve it as the level asks", ANN LATE "[level standard]\nevidence = pusher\n",
	 "", "", "", "impossible; decision 0/1 away @ann", .late = true},
};

/* The decision of who owns the rules, and what @ann is given. */
#define ROOT "decision 1/1 have @root"
#define SELF "[level standard]\nself-approval = yes\nevidence = signed, pusher\n"

static const struct row handovers[] = {
	{"hand-over: the new owner has to accept", HEAD, "", "@root", "",
	 "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	{"hand-over: accepted", HEAD, "", "@root @ann", "", "approved; " ROOT "; accept 1/1 have @ann",
	 .consents = "@ann"},
	{"hand-over: who decides may be who takes over", HEAD, "", "@root", "",
	 "approved; " ROOT "; accept 1/1 have @root", .consents = "@root"},
	{"hand-over: a word for all roles alone is one", HEAD, "", "@root/accountable", "",
	 "missing; " ROOT "; accept 0/1 ask @root; all @root", .consents = "@root"},
	{"hand-over: an acceptance decides nothing", HEAD, "", "@ann", "",
	 "missing; decision 0/1 ask @root; accept 1/1 have @ann; all @root", .consents = "@ann"},
	{"hand-over: nor is it one of so many people", HEAD "[level standard]\npeople = 2\n", "", "@root @ann", "",
	 "impossible; " ROOT "; people 1/2 have @root; accept 1/1 have @ann", .consents = "@ann"},
	{"hand-over: by a forge", HEAD, "", "@root @ann+forge", "", "approved; " ROOT "; accept 1/1 have @ann",
	 .consents = "@ann"},
	{"hand-over: of a kind that does not count", HEAD "[level standard]\nevidence = signed\n", "",
	 "@root @ann+forge", "", "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	{"hand-over: too old", HEAD "[level standard]\nmax-age = 3d\n", "", "@root @ann-4d", "",
	 "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	{"hand-over: of other content", HEAD, "", "@root", "@ann",
	 "stale; " ROOT "; accept 0/1 ask @ann; stale @ann; all @ann", .consents = "@ann"},
	{"hand-over: of other content, by an author", HEAD, "@ann", "@root", "@ann",
	 "stale; " ROOT "; accept 0/1 ask @ann; stale @ann; all @ann", .consents = "@ann"},
	/* ---- Authors ---- */
	{"hand-over: to write it is not to accept it", HEAD, "@ann", "@root", "",
	 "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	{"hand-over: who writes it signs it", HEAD, "@ann", "@root @ann", "",
	 "approved; " ROOT "; accept 1/1 have @ann", .consents = "@ann"},
	{"hand-over: no deputy of who is here", HEAD, "@ann", "@root @dan", "",
	 "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	{"hand-over: an author's acceptance is no decision", HEAD, "@root", "@root", "",
	 "impossible; decision 0/1 away @root; accept 1/1 have @root", .consents = "@root"},
	{"hand-over: who pushes says no more than that it is theirs", HEAD SELF, "@ann", "@root @ann+pusher", "",
	 "missing; " ROOT "; accept 0/1 ask @ann; all @ann", .consents = "@ann"},
	/* ---- Who acts ---- */
	{"hand-over: a deputy of who is away", HEAD, "", "@root @eve", "",
	 "approved; " ROOT "; accept 1/1 away @away have @eve", .consents = "@away"},
	{"hand-over: a deputy who wrote it", HEAD, "@eve", "@root @eve", "",
	 "approved; " ROOT "; accept 1/1 away @away have @eve", .consents = "@away"},
	{"hand-over: who is away may sign", HEAD, "", "@root @away", "",
	 "approved; " ROOT "; accept 1/1 away @away have @away", .consents = "@away"},
	{"hand-over: deputies are asked", HEAD, "", "@root", "",
	 "missing; " ROOT "; accept 0/1 away @away ask @dan,@eve; all @dan", .consents = "@away"},
	{"hand-over: nobody is here", HEAD, "", "@root", "", "impossible; " ROOT "; accept 0/1 away @lone",
	 .consents = "@lone"},
	{"hand-over: not begun, and no deputy", HEAD, "", "@root @late", "",
	 "impossible; " ROOT "; accept 0/1 away @late", .consents = "@late"},
	{"hand-over: an external may accept", HEAD, "", "@root @ext", "", "approved; " ROOT "; accept 1/1 have @ext",
	 .consents = "@ext"},
	{"hand-over: no external, no bot as a deputy", HEAD, "", "@root @far @ext @robo", "",
	 "impossible; " ROOT "; accept 0/1 away @rep", .consents = "@rep"},
	{"hand-over: no bot", HEAD, "", "@root @robo", "", "impossible; " ROOT "; accept 0/1", .consents = "@robo"},
	{"hand-over: whom nobody knows", HEAD, "", "@root @ann", "", "impossible; " ROOT "; accept 0/1",
	 .consents = "@nobody"},
	/* ---- Several ---- */
	{"hand-over: both", HEAD, "", "@root @ann", "",
	 "missing; " ROOT "; accept 1/1 have @ann; release 0/1 ask @bob; all @bob", .consents = "@ann -@bob"},
	{"hand-over: of both ways by one word", HEAD, "", "@root @ann", "",
	 "approved; " ROOT "; accept 1/1 have @ann; release 1/1 have @ann", .consents = "@ann -@ann"},
	{"hand-over: many", HEAD, "", "", "",
	 "missing; decision 0/1 ask @root; accept 0/1 ask @ann; accept 0/1 ask @bob; accept 0/1 ask @cat; "
	 "all @root,@ann,@bob,@cat",
	 .consents = "@cat @ann @bob"},
	{"hand-over: an override passes it", GLASS("2 of @guild"), "", "", "",
	 "approved overridden; decision 0/1 ask @root; accept 0/1 ask @ann; override 2/2 have @bob,@cat",
	 .consents = "@ann", .overrides = "@bob @cat"},
};

#define ROWS(table) sizeof(table) / sizeof *(table)

int main(void)
{
	static struct CMUnitTest tests[ROWS(stops) + ROWS(overrides) + ROWS(escalations) + ROWS(handovers)];
	size_t count = 0;

	for (size_t i = 0; i < ROWS(stops); i++)
		tests[count++] = (struct CMUnitTest){stops[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&stops[i]};
	for (size_t i = 0; i < ROWS(overrides); i++)
		tests[count++] =
			(struct CMUnitTest){overrides[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&overrides[i]};
	for (size_t i = 0; i < ROWS(escalations); i++)
		tests[count++] = (struct CMUnitTest){escalations[i].name, test_row, NULL, NULL,
						     (void *)(uintptr_t)&escalations[i]};
	for (size_t i = 0; i < ROWS(handovers); i++)
		tests[count++] =
			(struct CMUnitTest){handovers[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&handovers[i]};
	return cmocka_run_group_tests_name("verdict_decided", tests, NULL, NULL);
}
