/* Approvals that are handed in as lines of JSON, beside those of the store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "approvals_fixture.h"

#define Z40 "0000000000000000000000000000000000000000"
#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define OTHER "\"000000 " Z40 " 100644 " A40 " x\""
#define STOP "\"decision\":\"stop\""
#define ASKS "\"decision\":\"request\""
#define STOPPED "a.txt:, stop @lena; b.txt:, stop @lena; d e.txt:, stop @lena"
#define BY "{\"by\":\"lena@example.com\","

/* $A is a.txt's step, $D the other new file's, $X another step of a.txt, $C the change's commit, $F the first, $T its
 * tree. */
struct ndjson {
	const char *name;
	const char *text;
	const char *expected; /* NULL: MOW_EINVAL */
	const char *says;     /* a note, or part of the message */
};

static const struct ndjson ndjson[] = {
	{"nothing", "", NONE, NULL},
	{"steps", BY "\"steps\":[$A]}\n", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"no last line end", BY "\"steps\":[$A]}", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"several, in any order", BY "\"steps\":[$D,$A," OTHER "]}", "a.txt: @lena+forge; b.txt:; d e.txt: @lena+forge",
	 NULL},
	{"another step of the path", BY "\"steps\":[$X]}", "a.txt:, stale @lena+forge; b.txt:; d e.txt:", NULL},
	{"commit", BY "\"commit\":\"$C\"}", "a.txt: @lena+forge; b.txt: @lena+forge; d e.txt: @lena+forge", NULL},
	{"two lines of one commit",
	 BY "\"commit\":\"$C\"}\n{\"by\":\"@marc\",\"commit\":\"$C\",\"as\":\"accountable\"}",
	 "a.txt: @lena+forge @marc/accountable+forge; b.txt: @lena+forge @marc/accountable+forge; d e.txt: @lena+forge @marc/accountable+forge",
	 NULL},
	{"own work", BY "\"commit\":\"$C\",\"commits\":[\"$F\",\"$C\"]}",
	 "a.txt: @lena+forge; b.txt: @lena+forge; d e.txt: @lena+forge", NULL},
	{"own work, but for a commit", BY "\"commit\":\"$C\",\"commits\":[\"$F\"]}", NONE, "may be somebody else's"},
	{"own work of a commit that is not here", BY "\"commit\":\"" A40 "\",\"commits\":[\"" A40 "\"]}", NONE,
	 "its commit cannot be read here"},
	{"own work of no commit", BY "\"steps\":[$A],\"commits\":[\"$C\"]}", NULL, "\"commits\" needs \"commit\""},
	{"own work, an odd list", BY "\"commit\":\"$C\",\"commits\":\"$C\"}", NULL, "\"commits\" must be a list"},
	{"own work, an odd id", BY "\"commit\":\"$C\",\"commits\":[7]}", NULL, "\"commits\" must be full commit ids"},
	{"commit and with what it was compared", BY "\"commit\":\"$C\",\"base\":\"$F\"}",
	 "a.txt:, stale @lena+forge; b.txt: @lena+forge; d e.txt: @lena+forge", NULL},
	{"commit that was compared with another that has it all",
	 BY "\"commit\":\"$C\",\"base\":\"$C\"}\n{\"by\":\"@marc\",\"commit\":\"$C\"}",
	 "a.txt: @marc+forge; b.txt: @marc+forge; d e.txt: @marc+forge", NULL},
	{"base that is not here", BY "\"commit\":\"$C\",\"base\":\"" A40 "\"}", NONE, "its commit cannot be read here"},
	{"base of no commit", BY "\"steps\":[$A],\"base\":\"$C\"}", NULL, "\"base\" needs \"commit\""},
	{"base that is odd", BY "\"commit\":\"$C\",\"base\":7}", NULL, "\"base\" must be a full commit id"},
	{"commit that has landed long since", BY "\"commit\":\"$F\"}", NONE, NULL},
	{"commit that is not here", BY "\"commit\":\"" A40 "\"}", NONE, "its commit cannot be read here"},
	{"a tree for a commit", BY "\"commit\":\"$T\"}", NONE, "not a commit"},
	{"by another e-mail", "{\"by\":\"Fischer@Example.com\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"by handle", "{\"by\":\"@Marc\",\"steps\":[$A]}", "a.txt: @marc+forge; b.txt:; d e.txt:", NULL},
	{"by github", "{\"by\":\"github:Lena-F\",\"steps\":[$A]}", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"by gitlab", "{\"by\":\"gitlab:lfischer\",\"steps\":[$A]}", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"by gitea", "{\"by\":\"gitea:marco\",\"steps\":[$A]}", "a.txt: @marc+forge; b.txt:; d e.txt:", NULL},
	{"by the name of another platform", "{\"by\":\"gitea:lena-f\",\"steps\":[$A]}", NONE, "know nobody"},
	{"by nobody known", "{\"by\":\"x@example.com\",\"steps\":[$A]}", NONE, "know nobody"},
	{"by a handle of nobody", "{\"by\":\"@x\",\"steps\":[$A]}", NONE, "know nobody"},
	{"by a team", "{\"by\":\"@all\",\"steps\":[$A]}", NONE, "know nobody"},
	{"as all", BY "\"as\":\"*\",\"steps\":[$A]}", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"as a gate", BY "\"as\":\"review.Legal\",\"steps\":[$A]}", "a.txt: @lena/legal+forge; b.txt:; d e.txt:", NULL},
	{"made", BY "\"made\":\"2026-11-22T13:00:00+02:00\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"made ahead", BY "\"made\":\"2026-11-22T13:00:01Z\",\"steps\":[$A]}", NONE, "made in the future"},
	{"made ahead by five minutes", BY "\"made\":\"2026-11-22T13:00:00Z\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"expires", BY "\"expires\":\"2026-11-22T12:55:01Z\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"expired", BY "\"expires\":\"2026-11-22T12:55:00Z\",\"steps\":[$A]}", NONE, "expired"},
	{"what does not hold is not stale", BY "\"expires\":\"2026-11-22T12:55:00Z\",\"steps\":[$X]}", NONE, "expired"},
	{"white space", "  { \"by\" : \"@lena\" , \"steps\" : [ $A ] }\t\r\n",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},

	{"blank lines", "\n" BY "\"steps\":[$A]}\n \r\n\n" BY "\"steps\":[$D]}\n\n",
	 "a.txt: @lena+forge; b.txt:; d e.txt: @lena+forge", NULL},
	{"a blank line counts as a line", " \n{}", NULL, "evidence line 2"},
	{"no json", "lena\n", NULL, "evidence line 1 is not JSON (column"},
	{"cut off", BY "\"steps\":[$A]", NULL, "evidence line 1 ends before its JSON object does"},
	{"an object over two lines", "{\"by\":\"@lena\",\n\"steps\":[$A]}", NULL, "evidence line 1 ends before its"},
	{"two objects in a line", BY "\"steps\":[$A]}" BY "\"steps\":[$A]}", NULL, "evidence line 1 goes on behind"},
	{"an array", "[" BY "\"steps\":[$A]}]", NULL, "must be one JSON object"},
	{"a string", "\"x\"", NULL, "evidence line 1"},
	{"null", "null", NULL, "evidence line 1"},
	{"a byte order mark", "\xEF\xBB\xBF" BY "\"steps\":[$A]}", "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"a byte order mark in the middle", "\n\xEF\xBB\xBF" BY "\"steps\":[$A]}", NULL, "evidence line 2"},
	{"UTF-16", "\xFF\xFE{", NULL, "the evidence is UTF-16"},
	{"no utf-8", "{\"by\":\"l\xFFna@example.com\",\"steps\":[$A]}", NULL, "evidence line 1 is not UTF-8"},
	{"a nul", "{\"by\":\"lena@example.com\\u0000x\",\"steps\":[$A]}", NULL, "evidence line 1"},
	{"a doubled key", BY "\"by\":\"@marc\",\"steps\":[$A]}", NULL, "evidence line 1 has a key twice"},
	{"an unknown key", BY "\"steps\":[$A],\"note\":\"x\"}", NULL, "unknown key \"note\""},
	{"a key in other letters", "{\"By\":\"@lena\",\"steps\":[$A]}", NULL, "unknown key"},
	{"no by", "{\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by a number", "{\"by\":1,\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by nothing", "{\"by\":\"\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by a name", "{\"by\":\"lena\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by a bare at sign", "{\"by\":\"@\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by another platform", "{\"by\":\"bitbucket:lena\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by no account", "{\"by\":\"github:\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"by an account with a line end", "{\"by\":\"github:a\\nb\",\"steps\":[$A]}", NULL, "\"by\" must be"},
	{"neither steps nor commit", "{\"by\":\"@lena\"}", NULL, "either"},
	{"steps and commit", BY "\"steps\":[$A],\"commit\":\"$C\"}", NULL, "either"},
	{"steps null", BY "\"steps\":null}", NULL, "\"steps\" must be"},
	{"steps a string", BY "\"steps\":$A}", NULL, "\"steps\" must be"},
	{"no steps", BY "\"steps\":[]}", NULL, "\"steps\" must be"},
	{"a step that is no string", BY "\"steps\":[$A,1]}", NULL, "\"steps\" must be"},
	{"a step with its word", BY "\"steps\":[\"step 000000 " Z40 " 100644 " A40 " x\"]}", NULL, "\"steps\" must be"},
	{"a step of two lines",
	 BY "\"steps\":[\"000000 " Z40 " 100644 " A40 " x\\nstep 000000 " Z40 " 100644 " A40 " y\"]}", NULL,
	 "\"steps\" must be"},
	{"a step with a line end", BY "\"steps\":[\"000000 " Z40 " 100644 " A40 " x\\n\"]}", NULL, "\"steps\" must be"},
	{"a step that changes nothing", BY "\"steps\":[\"100644 " A40 " 100644 " A40 " x\"]}", NULL,
	 "\"steps\" must be"},
	{"a step of an odd mode", BY "\"steps\":[\"100664 " A40 " 000000 " Z40 " x\"]}", NULL, "\"steps\" must be"},
	{"a step of a short id", BY "\"steps\":[\"000000 " Z40 " 100644 9f3c x\"]}", NULL, "\"steps\" must be"},
	{"a step not encoded", BY "\"steps\":[\"000000 " Z40 " 100644 " A40 " d e.txt\"]}", NULL, "\"steps\" must be"},
	{"a path twice", BY "\"steps\":[$A,$X]}", NULL, "different paths"},
	{"commit null", BY "\"commit\":null}", NULL, "\"commit\" must be"},
	{"a short commit", BY "\"commit\":\"9f3c0a1\"}", NULL, "\"commit\" must be"},
	{"a branch", BY "\"commit\":\"change\"}", NULL, "\"commit\" must be"},
	{"commit zeros", BY "\"commit\":\"" Z40 "\"}", NULL, "\"commit\" must be"},
	{"as a word", BY "\"as\":\"owner\",\"steps\":[$A]}", NULL, "\"as\" must be"},
	{"as an empty gate", BY "\"as\":\"review.\",\"steps\":[$A]}", NULL, "\"as\" must be"},
	{"as more lines", BY "\"as\":\"*\\nby x@example.com\",\"steps\":[$A]}", NULL, "\"as\" must be"},
	{"as null", BY "\"as\":null,\"steps\":[$A]}", NULL, "\"as\" must be"},
	{"made a day", BY "\"made\":\"2026-11-22\",\"steps\":[$A]}", NULL, "\"made\" must be"},
	{"made a number", BY "\"made\":1795352100,\"steps\":[$A]}", NULL, "\"made\" must be"},
	{"expires null", BY "\"expires\":null,\"steps\":[$A]}", NULL, "\"expires\" must be"},
	{"source", BY "\"source\":\"gitlab!42 review 77\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"source, of what does not count", "{\"by\":\"github:x\",\"source\":\"github#4 review 7\",\"steps\":[$A]}",
	 NONE, "github#4 review 7 by github:x does not count: the rules know nobody with that account"},
	{"source null", BY "\"source\":null,\"steps\":[$A]}", NULL, "\"source\" must be one line of text"},
	{"source empty", BY "\"source\":\"\",\"steps\":[$A]}", NULL, "\"source\" must be"},
	{"source of two lines", BY "\"source\":\"a\\nb\",\"steps\":[$A]}", NULL, "\"source\" must be"},
	{"source that hides", BY "\"source\":\"a\\u202eb\",\"steps\":[$A]}", NULL, "\"source\" must be"},
	{"why_not", BY "\"why_not\":\"the account is blocked\",\"steps\":[$A]}", NONE,
	 "evidence line 1 by lena@example.com does not count: the account is blocked"},
	{"why_not, and no steps", BY "\"why_not\":\"no version of then is known\"}", NONE,
	 "no version of then is known"},
	{"why_not, and a bad step", BY "\"why_not\":\"x\",\"steps\":[1]}", NULL, "\"steps\" must be"},
	{"why_not, and both", BY "\"why_not\":\"x\",\"steps\":[$A],\"commit\":\"$C\"}", NULL, "either"},
	{"why_not a number", BY "\"why_not\":1,\"steps\":[$A]}", NULL, "\"why_not\" must be"},
	{"why_not of nobody known", "{\"by\":\"@x\",\"why_not\":\"x\"}", NONE, "the rules know nobody of that name"},
	{"decision approve", BY "\"decision\":\"approve\",\"steps\":[$A]}",
	 "a.txt: @lena+forge; b.txt:; d e.txt:", NULL},
	{"decision another", BY "\"decision\":\"override\",\"steps\":[$A]}", NULL,
	 "\"decision\" must be approve, stop or request"},
	{"decision null", BY "\"decision\":null,\"steps\":[$A]}", NULL, "\"decision\" must be"},
	{"stop", BY STOP "}", STOPPED, NULL},
	{"stop by account", "{\"by\":\"gitlab:lfischer\"," STOP "}", STOPPED, NULL},
	{"stop, with all it may have", BY STOP ",\"as\":\"*\",\"made\":\"2026-11-22T12:00:00Z\",\"source\":\"x\"}",
	 STOPPED, NULL},
	{"stop made ahead stands", BY STOP ",\"made\":\"2027-11-22T12:00:00Z\"}", STOPPED, NULL},
	{"stop twice by one person", BY STOP "}\n{\"by\":\"github:lena-f\"," STOP "}", STOPPED, NULL},
	{"stop in two roles", BY STOP "}\n" BY STOP ",\"as\":\"accountable\"}",
	 "a.txt:, stop @lena @lena; b.txt:, stop @lena @lena; d e.txt:, stop @lena @lena", NULL},
	{"stop in two gates", BY STOP ",\"as\":\"review.a\"}\n" BY STOP ",\"as\":\"review.b\"}",
	 "a.txt:, stop @lena @lena; b.txt:, stop @lena @lena; d e.txt:, stop @lena @lena", NULL},
	{"stops by two, and an approval", BY STOP "}\n{\"by\":\"@marc\"," STOP "}\n" BY "\"steps\":[$A]}",
	 "a.txt: @lena+forge, stop @lena @marc; b.txt:, stop @lena @marc; d e.txt:, stop @lena @marc", NULL},
	{"stop by nobody known", "{\"by\":\"@x\"," STOP "}", NONE, "does not count: the rules know nobody"},
	{"stop, and why it is none", BY STOP ",\"why_not\":\"it was dismissed\"}", NONE,
	 "does not count: it was dismissed"},
	{"stop of steps", BY STOP ",\"steps\":[$A]}", NULL, "a stop has no \"steps\""},
	{"stop of a commit", BY STOP ",\"commit\":\"$C\"}", NULL, "a stop has no \"commit\""},
	{"stop of a base", BY STOP ",\"base\":\"$C\"}", NULL, "a stop has no \"base\""},
	{"stop of one's own", BY STOP ",\"commits\":[\"$C\"]}", NULL, "a stop has no \"commits\""},
	{"stop that expires", BY STOP ",\"expires\":\"2027-11-22T12:00:00Z\"}", NULL, "a stop has no \"expires\""},
	{"stop of an odd role", BY STOP ",\"as\":\"x\"}", NULL, "\"as\" must be"},
	{"stop of an odd moment", BY STOP ",\"made\":\"x\"}", NULL, "\"made\" must be"},
	{"request", "{" ASKS ",\"made\":\"2026-11-22T12:54:00Z\"}", "a.txt:; b.txt:, for 60 s; d e.txt:", NULL},
	{"requests, of which the first tells",
	 "{" ASKS ",\"made\":\"2026-11-22T12:54:00Z\"}\n{" ASKS ",\"made\":\"2026-11-22T12:53:00Z\"}\n{" ASKS
	 ",\"made\":\"2026-11-22T12:56:00Z\"}",
	 "a.txt:; b.txt:, for 120 s; d e.txt:", NULL},
	{"request, of when it is not known", "{" ASKS ",\"why_not\":\"it is a draft\",\"source\":\"gitlab!7\"}", NONE,
	 "escalate lets nobody in: how long gitlab!7 has waited is not known (it is a draft)"},
	{"request that counts for nothing, whenever it was",
	 "{" ASKS ",\"why_not\":\"x\",\"made\":\"2026-11-22T12:54:00Z\"}", NONE,
	 "how long the change has waited is not known (x)"},
	{"request and one of when it is not known",
	 "{" ASKS ",\"why_not\":\"x\"}\n{" ASKS ",\"made\":\"2026-11-22T12:54:00Z\"}",
	 "a.txt:; b.txt:, for 60 s; d e.txt:", NULL},
	{"request without a moment", "{" ASKS "}", NULL, "a request needs \"made\" or \"why_not\""},
	{"request of an odd moment", "{" ASKS ",\"made\":\"x\"}", NULL, "\"made\" must be"},
	{"request of somebody", BY ASKS ",\"made\":\"2026-11-22T12:54:00Z\"}", NULL, "a request has no \"by\""},
	{"request of a commit", "{" ASKS ",\"commit\":\"$C\"}", NULL, "a request has no \"commit\""},
	{"a bad line behind a good one", BY "\"steps\":[$A]}\n{}\n", NULL, "evidence line 2"},
	{"of nobody known, and bad", "{\"by\":\"x@example.com\",\"steps\":[1]}", NULL, "\"steps\" must be"},
};

static void add_step(struct buf *out, const struct step *step)
{
	MOW_AUTO(buf) line = BUF_INIT;

	step_format(&line, step);
	buf_addf(out, "\"%s\"", line.data + strlen("step "));
}

static void fill_in(struct buf *out, const char *text)
{
	char hex[OID_HEX];
	struct step other = world.steps.items[0];

	other.new_id.bytes[0] ^= 1;
	for (; *text; text++) {
		if (*text != '$') {
			buf_addc(out, *text);
			continue;
		}
		text++;
		if (*text == 'A' || *text == 'D')
			add_step(out, &world.steps.items[*text == 'A' ? 0 : 2]);
		else if (*text == 'X')
			add_step(out, &other);
		else {
			struct oid oid = *text == 'C' ? world.change : world.first;
			if (*text == 'T')
				assert_int_equal(repo_commit_tree(&oid, world.repo, &world.first, NULL), 0);
			oid_format(hex, &oid);
			buf_adds(out, hex);
		}
	}
}

static bool escalates_at_second(size_t step, enum evidence_kind kind, void *context)
{
	(void)context;
	return step == 1 && kind == EVIDENCE_FORGE;
}

static void test_ndjson(void **state)
{
	const struct ndjson *row = *state;
	struct approvals_request request = request_of(NULL);
	MOW_AUTO(buf) text = BUF_INIT;

	fill_in(&text, row->text);
	request.evidence = text.data;
	request.evidence_len = text.len;
	request.escalates = escalates_at_second;
	if (row->expected != NULL)
		expect_of(&request, row->expected, row->says);
	else
		expect_failure(&request, MOW_EINVAL, row->says);
}

static void test_ndjson_age(void **state)
{
	struct approvals_request request = request_of(NULL);
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	put((struct spec){0});
	request = request_of(NULL);
	fill_in(&text, BY "\"steps\":[$A]}\n" BY "\"made\":\"2026-11-22T12:54:00Z\",\"steps\":[$A]}\n");
	request.evidence = text.data;
	request.evidence_len = text.len;
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.count, 3);
	assert_int_equal(approvals.items[0].kind, EVIDENCE_SIGNED);
	assert_true(approvals.items[1].made == APPROVAL_MADE_UNKNOWN);
	assert_string_equal(approvals.items[1].id, "evidence line 1");
	assert_int_equal(approvals.items[2].made, NOW - 60);
	assert_int_equal(approvals.items[2].kind, EVIDENCE_FORGE);
	assert_string_equal(approvals.items[2].id, "evidence line 2");
}

static bool nobody_counts(size_t step, size_t person, const struct role *role, void *context)
{
	(void)step, (void)person, (void)role, (void)context;
	return false;
}

static bool stands_at_second(size_t step, const struct stop *stop, void *context)
{
	(void)stop, (void)context;
	return step == 1;
}

static bool stands_nowhere(size_t step, const struct stop *stop, void *context)
{
	(void)step, (void)stop, (void)context;
	return false;
}

static void test_ndjson_roles(void **state)
{
	static const char approval[] = BY "\"commit\":\"$C\"}";
	static const char stop[] = BY STOP ",\"source\":\"gitea!7\"}";
	struct approvals_request request = request_of(NULL);
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	fill_in(&text, approval);
	request.evidence = text.data;
	request.evidence_len = text.len;
	request.may_count = nobody_counts;
	expect_of(&request, NONE, "evidence line 1 by lena@example.com does not count: it has no role");
	request.may_count = NULL;
	request.evidence = stop;
	request.evidence_len = strlen(stop);
	request.stands = stands_at_second;
	expect_of(&request, "a.txt:; b.txt:, stop @lena; d e.txt:", NULL);
	request.stands = stands_nowhere;
	expect_of(&request, NONE, "the stop of @lena, as gitea!7 says, does not count");
}

/* What a stop of evidence says of itself, beside one of a record. */
static void test_ndjson_stops(void **state)
{
	static const char lines[] = BY STOP ",\"source\":\"gitlab!42 review 77\",\"made\":\"2026-11-22T12:54:00Z\"}\n"
					    "{\"by\":\"@marc\"," STOP "}\n";
	MOW_AUTO(approvals) approvals = {0};

	(void)state;
	put((struct spec){.decision = RECORD_STOP, .reason = "no"});
	struct approvals_request request = request_of(NULL);
	request.evidence = lines;
	request.evidence_len = strlen(lines);
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.stops.count, 3);
	const struct stop *stops = approvals.stops.items;
	assert_null(stops[0].said);
	assert_string_equal(stops[0].reason, "no");
	assert_string_equal(stops[1].said, "gitlab!42 review 77");
	assert_string_equal(stops[1].id, "evidence line 1");
	assert_null(stops[1].reason);
	assert_int_equal(stops[1].made, NOW - 60);
	assert_string_equal(stops[2].said, "evidence line 2");
	assert_true(stops[2].made == APPROVAL_MADE_UNKNOWN);
	assert_int_equal(approvals.sets[approvals.of_step[0]].stop_count, 3);
	begin(NULL);
}

static void test_ndjson_limits(void **state)
{
	struct approvals_request request = request_of(NULL);
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(approvals) approvals = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_adds(&text, "{\"by\":\"x@example.com\",\"steps\":[" OTHER "]}\n");
	request.evidence = text.data;
	request.evidence_len = text.len;
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.notes.count, 100);
	assert_string_equal(approvals.notes.items[99], "9901 more approvals do not count");
	buf_adds(&text, "{\"by\":\"x@example.com\",\"steps\":[" OTHER "]}\n");
	request.evidence = text.data;
	request.evidence_len = text.len;
	expect_failure(&request, MOW_ETOOBIG, "10000 lines");
	buf_reset(&text);
	buf_pad(&text, ' ', (16 << 20) + 1);
	request.evidence = text.data;
	request.evidence_len = text.len;
	expect_failure(&request, MOW_ETOOBIG, "bytes");
	/* So many people stop nothing, and one cannot be many by the roles that they name. */
	buf_reset(&text);
	for (int i = 0; i < 101; i++)
		buf_addf(&text, BY STOP ",\"as\":\"review.g%d\"}\n", i);
	request.evidence = text.data;
	request.evidence_len = text.len;
	expect_failure(&request, MOW_ETOOBIG, "more than 100");
	/* Texts that people read. */
	buf_reset(&text);
	buf_adds(&text, BY "\"source\":\"");
	buf_pad(&text, 'x', 501);
	buf_adds(&text, "\"," STOP "}");
	request.evidence = text.data;
	request.evidence_len = text.len;
	expect_failure(&request, MOW_EINVAL, "500 bytes");
	/* Deep is not an object of ours, and must not exhaust the stack. */
	buf_reset(&text);
	buf_adds(&text, "{\"by\":");
	buf_pad(&text, '[', 4 << 20);
	request.evidence = text.data;
	request.evidence_len = text.len;
	expect_failure(&request, MOW_EINVAL, "evidence line 1");
}

int main(void)
{
	static const struct {
		const char *name;
		CMUnitTestFunction function;
	} single[] = {
		{"ndjson: ages and ids", test_ndjson_age},
		{"ndjson: limits", test_ndjson_limits},
		{"ndjson: roles", test_ndjson_roles},
		{"ndjson: stops", test_ndjson_stops},
	};
	enum { SINGLE = sizeof single / sizeof *single, ROWS = sizeof ndjson / sizeof *ndjson };
	static struct CMUnitTest tests[SINGLE + ROWS];

	for (size_t i = 0; i < SINGLE; i++)
		tests[i] = (struct CMUnitTest){single[i].name, single[i].function, begin, NULL, NULL};
	for (size_t i = 0; i < ROWS; i++)
		tests[SINGLE + i] =
			(struct CMUnitTest){ndjson[i].name, test_ndjson, NULL, NULL, (void *)(uintptr_t)&ndjson[i]};
	return cmocka_run_group_tests_name("approvals_ndjson", tests, setup, teardown);
}
