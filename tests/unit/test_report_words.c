/* report/words: every sentence that is made of facts, a row each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "report/words.h"

#define NOW INT64_C(1798070400)     /* 2026-12-24 */
#define JANUARY INT64_C(1799107200) /* 2027-01-05 */
#define SUNDAY INT64_C(1795349159)  /* 2026-11-22T12:05:59Z */

static const char *const lena[] = {"@lena"};
static const char *const marc[] = {"@marc"};
static const char *const three[] = {"@marc", "@ines", "@omar"};
static const char *const two[] = {"@dana", "@omar"};
static const char *const legal[] = {"@legal"};

#define DECISION .kind = MOW_NEED_DECISION, .of = lena, .of_count = 1, .need = 1, .source = "OWNERS:7"
#define LEGAL                                                                                         \
	.kind = MOW_NEED_GATE, .gate = "legal", .written = "2 of @legal", .of = legal, .of_count = 1, \
	.source = "OWNERS:8"
#define ANY .kind = MOW_NEED_DECISION, .any = true, .of = two, .of_count = 2, .need = 1
#define PEOPLE .kind = MOW_NEED_PEOPLE
#define ASK(list) .ask = list, .ask_count = sizeof list / sizeof *list
#define HAVE(list) .have = list, .have_count = sizeof list / sizeof *list
#define AWAY(day) .absence = MOW_ABSENCE_AWAY, .until = day

/* ---- Needs -------------------------------------------------------------------------------------------------------- */

struct need_row {
	const char *name;
	struct mow_need need;
	const char *role, *of, *note;
};
static const struct need_row need_rows[] = {
	{"need: a decision", {DECISION, ASK(lena)}, "decision", "@lena", ""},
	{"need: a decision by any", {ANY, ASK(two)}, "decision", "any of @dana @omar", ""},
	{"need: a gate", {LEGAL, .need = 2, ASK(two)}, "review.legal", "2 of @legal", ""},
	{"need: people", {PEOPLE, .need = 3, ASK(three)}, "people", "3 different people", ""},
	{"need: folded",
	 {LEGAL, .folded = true},
	 "review.legal",
	 "2 of @legal",
	 "not asked: one of those who decide is enough here"},
	{"need: nobody there",
	 {LEGAL, .need = 2, .got = 1},
	 "review.legal",
	 "2 of @legal",
	 "nobody who is here today can give it"},
	{"need: met", {LEGAL, .need = 2, .got = 2}, "review.legal", "2 of @legal", ""},
	{"need: away in another year",
	 {DECISION, AWAY(JANUARY), ASK(marc)},
	 "decision",
	 "@lena",
	 "away until 5 January 2027; @marc can act"},
	{"need: away in this year",
	 {DECISION, AWAY(NOW), ASK(two)},
	 "decision",
	 "@lena",
	 "away until 24 December; @dana and @omar can act"},
	{"need: the author",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR, ASK(three)},
	 "decision",
	 "@lena",
	 "made this change; @marc, @ines and @omar can act"},
	{"need: out of service, deputies are not here",
	 {DECISION, .absence = MOW_ABSENCE_NOT_IN_SERVICE, .names_deputy = true},
	 "decision",
	 "@lena",
	 "not in service today, and no deputy is here"},
	{"need: the author, and the deputy made it too",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR, .names_deputy = true, .author = "@marc"},
	 "decision",
	 "@lena",
	 "made this change, and @marc, who could act, made it too"},
	{"need: away, and the deputy made it",
	 {DECISION, AWAY(JANUARY), .names_deputy = true, .author = "@marc"},
	 "decision",
	 "@lena",
	 "away until 5 January 2027, and @marc, who could act, made this change"},
	{"need: the author, one deputy made it too, another can act",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR, .names_deputy = true, .author = "@ines", ASK(marc)},
	 "decision",
	 "@lena",
	 "made this change; @marc can act"},
	{"need: the author, no deputy",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR},
	 "decision",
	 "@lena",
	 "made this change, and names no deputy"},
	{"need: the author, by a commit",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR, .claimed_by = "1a2b3c4d5e6f0000", ASK(marc)},
	 "decision",
	 "@lena",
	 "made this change, as commit 1a2b3c4d5e6f claims; @marc can act"},
	{"need: the author, and a deputy has",
	 {DECISION, .absence = MOW_ABSENCE_AUTHOR, .got = 1, HAVE(marc)},
	 "decision",
	 "@lena",
	 "made this change"},
};

struct whom_row {
	const char *name;
	struct mow_need need;
	const char *whom;
};
static const struct whom_row whom_rows[] = {
	{"whom: the owner", {DECISION, ASK(lena)}, "@lena"},
	{"whom: a deputy for the author", {DECISION, .absence = MOW_ABSENCE_AUTHOR, ASK(marc)}, "@marc for @lena"},
	{"whom: one of two deputies", {DECISION, AWAY(JANUARY), ASK(two)}, "@dana or @omar for @lena"},
	{"whom: nobody", {DECISION, .absence = MOW_ABSENCE_AUTHOR}, "@lena"},
	{"whom: any but the author", {ANY, .absence = MOW_ABSENCE_AUTHOR, ASK(marc)}, "@marc"},
	{"whom: a team", {LEGAL, .need = 2, ASK(three)}, "2 of @legal"},
	{"whom: people, one of whom cannot", {LEGAL, .need = 1, .excludes = true, ASK(two)}, "@dana or @omar"},
	{"whom: all who are left", {LEGAL, .need = 2, .excludes = true, ASK(two)}, "@dana and @omar"},
	{"whom: two of three who are left",
	 {LEGAL, .need = 2, .excludes = true, ASK(three)},
	 "2 of @marc, @ines or @omar"},
	{"whom: met", {LEGAL, .need = 2, .got = 2, .excludes = true}, "2 of @legal"},
};

static void test_whom(void **state)
{
	const struct whom_row *row = *state;
	MOW_AUTO(buf) out = BUF_INIT;

	words_whom(&out, &row->need);
	assert_string_equal(out.data, row->whom);
}

static void test_need(void **state)
{
	const struct need_row *row = *state;
	MOW_AUTO(buf) role = BUF_INIT;
	MOW_AUTO(buf) of = BUF_INIT;
	MOW_AUTO(buf) note = BUF_INIT;

	words_role(&role, &row->need);
	words_of(&of, &row->need);
	words_note(&note, &row->need, NOW);
	assert_string_equal(role.data, row->role);
	assert_string_equal(of.data, row->of);
	assert_string_equal(note.data, row->note);
}

/* ---- Groups ------------------------------------------------------------------------------------------------------- */

enum { NEEDS = 3 };
struct group_row {
	const char *name;
	struct mow_group group; /* its needs: those below with an owner or a number */
	struct mow_need needs[NEEDS];
	const char *why;
};
static const struct group_row group_rows[] = {
	{"group: approved, each once",
	 {.state = MOW_APPROVED},
	 {{DECISION, .got = 1, HAVE(marc)}, {LEGAL, .need = 2, .got = 2, HAVE(three)}},
	 "approved by @marc, @ines, @omar"},
	{"group: approved, nobody is asked", {.state = MOW_APPROVED}, {{PEOPLE}}, "nothing is asked here"},
	{"group: missing",
	 {.state = MOW_MISSING},
	 {{DECISION, ASK(lena)}, {LEGAL, .need = 2, ASK(two)}, {PEOPLE, .need = 2, ASK(two)}},
	 "it lacks the decision of @lena, the review of 2 of @legal and the approval of 2 different people"},
	{"group: missing, but for what there is",
	 {.state = MOW_MISSING},
	 {{DECISION, .got = 1, HAVE(lena)}, {LEGAL, .need = 2, .got = 1, ASK(two)}},
	 "it lacks the review of 2 of @legal"},
	{"group: unowned",
	 {.state = MOW_UNOWNED, .rules_accountable = "@tomas"},
	 {{PEOPLE}},
	 "nobody decides about it: no area of the OWNERS files names who is accountable; @tomas can add one"},
	{"group: a broken root",
	 {.state = MOW_IMPOSSIBLE, .broken = "OWNERS", .broken_root = true},
	 {{PEOPLE}},
	 "OWNERS has errors, so nothing can be decided; the administrator must repair it"},
	{"group: a broken file",
	 {.state = MOW_IMPOSSIBLE, .broken = "a\tb/OWNERS"},
	 {{PEOPLE}},
	 "\"a\\tb/OWNERS\" has errors, so nothing below its folder can be decided; repair that file first (mowners lint)"},
	{"group: impossible, with why and where",
	 {.state = MOW_IMPOSSIBLE, .mend = "OWNERS:7"},
	 {{DECISION, AWAY(JANUARY)}, {LEGAL, .need = 2, ASK(two)}, {PEOPLE, .need = 2}},
	 "nobody who is here today can give the decision of @lena and the approval of 2 different people (away until "
	 "5 January 2027, and names no deputy); let somebody else make the change, or name a deputy in [people], or "
	 "another owner in OWNERS:7"},
	{"group: impossible, nobody made anything",
	 {.state = MOW_IMPOSSIBLE, .mend = "OWNERS:7"},
	 {{DECISION, .absence = MOW_ABSENCE_NOT_IN_SERVICE}},
	 "nobody who is here today can give the decision of @lena (not in service today, and names no deputy); name a "
	 "deputy in [people], or another owner in OWNERS:7"},
	{"group: impossible, of the rules themselves",
	 {.state = MOW_IMPOSSIBLE, .mend = "OWNERS:7", .is_rules = true},
	 {{DECISION, .absence = MOW_ABSENCE_NOT_IN_SERVICE}},
	 "nobody who is here today can give the decision of @lena (not in service today, and names no deputy); let the "
	 "administrator bring it in (mowners-hooks(7))"},
	{"group: impossible, of the rules themselves, by their owner",
	 {.state = MOW_IMPOSSIBLE, .mend = "OWNERS:7", .is_rules = true},
	 {{DECISION, .absence = MOW_ABSENCE_AUTHOR}},
	 "nobody who is here today can give the decision of @lena (made this change, and names no deputy); let somebody "
	 "else make the change, or let the administrator bring it in (mowners-hooks(7))"},
	{"group: impossible, no place",
	 {.state = MOW_IMPOSSIBLE},
	 {{PEOPLE, .need = 2}},
	 "nobody who is here today can give the approval of 2 different people; let somebody else make the change, or "
	 "name a deputy in [people], or more reviewers in OWNERS"},
	{"group: stale",
	 {.state = MOW_STALE, .stale_by = "@lena", .stale_made = SUNDAY},
	 {{DECISION, ASK(lena)}},
	 "@lena approved an older version on 2026-11-22 at 12:05 UTC; ask again"},
	{"group: stale, by those who have",
	 {.state = MOW_STALE},
	 {{DECISION, ASK(lena)}, {LEGAL, .need = 2, .got = 2, HAVE(two)}},
	 "it lacks the decision of @lena"},
};

static void test_group(void **state)
{
	const struct group_row *row = *state;
	const struct mow_need *needs[NEEDS];
	struct mow_group group = row->group;
	MOW_AUTO(buf) out = BUF_INIT;

	group.needs = needs;
	while (group.need_count < NEEDS &&
	       (row->needs[group.need_count].of_count > 0 || row->needs[group.need_count].need > 0)) {
		needs[group.need_count] = &row->needs[group.need_count];
		group.need_count++;
	}
	words_why(&out, &group, NOW);
	assert_string_equal(out.data, row->why);
}

/* ---- Why ---------------------------------------------------------------------------------------------------------- */

static const struct mow_matched by_pattern = {"brand", "OWNERS", 15, "/brand/", 16, NULL, 0};
static const struct mow_matched by_otherwise = {"otherwise", "OWNERS", 9, "", 0, NULL, 0};
static const struct mow_matched by_rules = {"rules", "OWNERS", 3, "", 0, NULL, 0};
static const struct mow_person lena_here = {"@lena", "Lena Fischer", true, false, 0};
static const struct mow_person lena_away = {"@lena", "Lena Fischer", true, true, JANUARY};
static const struct mow_person ann_gone = {"ann@example.com", NULL, false, false, 0};
static const struct mow_person crowd[] = {
	{"@marc", NULL, true, false, 0}, {"@ines", NULL, true, true, JANUARY}, {"@omar", NULL, false, true, JANUARY}};

#define BY(person) .kind = MOW_NEED_DECISION, .need = 1, .people = &person, .people_count = 1
#define GATE(label)                                                                           \
	.kind = MOW_NEED_GATE, .gate = "guild", .written = label, .need = 2, .people = crowd, \
	.people_count = sizeof crowd / sizeof *crowd

struct why_row {
	const char *name;
	struct mow_why why; /* its needs: those below that ask for somebody */
	struct mow_why_need needs[NEEDS];
	const char *sentence;
	const char *takes; /* a line each */
};
static const struct why_row why_rows[] = {
	{"why: no rules",
	 {.no_rules = true},
	 {{0}},
	 "Nobody decides: there is no OWNERS file at the root of the repository.",
	 ""},
	{"why: no area", {0}, {{0}}, "Nobody decides: no area of the OWNERS files claims it.", ""},
	{"why: areas without anybody",
	 {.matched = &by_pattern, .matched_count = 1},
	 {{GATE("2 of @guild")}},
	 "Nobody decides: the areas that claim it name nobody accountable, 2 of @guild must agree.",
	 "for review.guild, 2 of: @marc, @ines (away), @omar (not in service)\n"},
	{"why: a pattern and gates",
	 {.because = &by_pattern},
	 {{BY(lena_here)}, {GATE("2 of @guild")}, {GATE("all of @x")}},
	 "Lena Fischer (@lena) decides, 2 of @guild and all of @x must agree, because the area [brand] claims it with "
	 "/brand/ (OWNERS:16).",
	 "the approval of Lena Fischer (@lena)\n"
	 "for review.guild, 2 of: @marc, @ines (away), @omar (not in service)\n"
	 "for review.guild, 2 of: @marc, @ines (away), @omar (not in service)\n"
	 "who made the change does not count; a deputy then acts for them\n"},
	{"why: otherwise, by any, by oneself",
	 {.because = &by_otherwise, .self_approval = true},
	 {{BY(lena_here), .any = true}},
	 "Lena Fischer (@lena) decides, or anybody else of those who make or check it, because no area names anybody for it "
	 "and [otherwise] steps in (OWNERS:9).",
	 "one approval of somebody accountable, responsible, or in a gate of a lightweight area: Lena Fischer (@lena)\n"
	 "who made the change may approve it too\n"},
	{"why: rules, gone, several people",
	 {.because = &by_rules},
	 {{BY(ann_gone)}, {.kind = MOW_NEED_PEOPLE, .need = 2}},
	 "Nobody decides: ann@example.com is not in service, because this file is one of the rules and pipelines that [rules] covers (OWNERS:3).",
	 "the approval of ann@example.com, who is not in service today\n"
	 "approvals of at least 2 different people\n"
	 "who made the change does not count; a deputy then acts for them\n"},
	{"why: away, with deputies",
	 {.because = &by_rules},
	 {{BY(lena_away), .deputies = two, .deputy_count = 2}},
	 "Lena Fischer (@lena) decides, because this file is one of the rules and pipelines that [rules] covers (OWNERS:3).",
	 "the approval of Lena Fischer (@lena), who is away until 5 January 2027; instead @dana or @omar\n"
	 "who made the change does not count; a deputy then acts for them\n"},
};

static void test_why(void **state)
{
	const struct why_row *row = *state;
	struct mow_why why = row->why;
	MOW_AUTO(buf) sentence = BUF_INIT;
	MOW_AUTO(buf) takes = BUF_INIT;

	why.now = NOW;
	why.needs = row->needs;
	while (why.need_count < NEEDS && row->needs[why.need_count].need > 0)
		why.need_count++;
	words_sentence(&sentence, &why);
	assert_string_equal(sentence.data, row->sentence);
	for (size_t i = 0; words_takes(&takes, &why, i); i++)
		buf_addc(&takes, '\n');
	assert_string_equal(takes.data, row->takes);
}

static void test_outdone(void **state)
{
	const struct mow_set by_area = {.by_area = "launch", .by = "OWNERS:40"}, by_line = {.by = "OWNERS:2"},
			     unused = {.key = "responsible"};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	words_outdone(&out, &by_area);
	buf_addc(&out, '\n');
	words_outdone(&out, &by_line);
	buf_addc(&out, '\n');
	words_outdone(&out, &unused);
	assert_string_equal(out.data, "by [launch], OWNERS:40\nby OWNERS:2\nnot used here");
}

#define COUNT(rows) (sizeof rows / sizeof *rows)
#define ADD(rows, run)                                                             \
	for (size_t i = 0; i < COUNT(rows); i++)                                   \
		tests[count++] = (struct CMUnitTest)                               \
		{                                                                  \
			rows[i].name, run, NULL, NULL, (void *)(uintptr_t)&rows[i] \
		}

int main(void)
{
	struct CMUnitTest tests[COUNT(need_rows) + COUNT(whom_rows) + COUNT(group_rows) + COUNT(why_rows) + 1];
	size_t count = 0;

	ADD(need_rows, test_need);
	ADD(whom_rows, test_whom);
	ADD(group_rows, test_group);
	ADD(why_rows, test_why);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_outdone);
	return cmocka_run_group_tests_name("report_words", tests, NULL, NULL);
}
