/* Gathering approvals from a real repository, with records that real keys have signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "approvals_fixture.h"

static void test_holds(void **state)
{
	(void)state;
	expect(NONE, NULL);
	put((struct spec){0});
	expect(ALL, NULL);
	assert_int_equal(keygen_runs(), 1);
}

static void test_holds_by_step(void **state)
{
	struct approvals_request request;
	MOW_AUTO(approvals) approvals = {0};

	(void)state;
	put((struct spec){.only = "a.txt"});
	expect("a.txt: @lena; b.txt:; d e.txt:", NULL);
	put((struct spec){.by = "marc@example.com", .key = "marc", .as = "review.Legal", .made = NOW - 60});
	put((struct spec){.by = "nell@example.com",
			  .key = "nell",
			  .as = "accountable",
			  .only = "d e.txt",
			  .made = NOW - 9 * HOUR});
	expect("a.txt: @lena @marc/legal; b.txt: @marc/legal; d e.txt: @nell/accountable @marc/legal", NULL);
	request = request_of(NULL);
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.count, 3);
	assert_int_equal(approvals.items[0].made, NOW - 9 * HOUR);
	assert_int_equal(approvals.items[0].kind, EVIDENCE_SIGNED);
	assert_int_equal(strlen(approvals.items[0].id), 64);
}

/* Steps that have the same approvals share a set; the first set is the empty one. */
static void test_sets_are_shared(void **state)
{
	MOW_AUTO(approvals) approvals = {0};
	struct approvals_request request;

	(void)state;
	put((struct spec){.only = "a.txt"});
	request = request_of(NULL);
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	assert_int_equal(approvals.set_count, 2);
	assert_int_equal(approvals.of_step[1], 0);
	assert_int_equal(approvals.of_step[2], 0);
	assert_int_equal(approvals.sets[0].count + approvals.sets[0].stale_count, 0);
	assert_int_equal(approvals.of_step[0], 1);
}

static void test_does_not_hold(void **state)
{
	static const struct oid zeros;
	struct oid other = sh_oid("git -C r rev-parse change^{commit}");

	(void)state;
	put((struct spec){.target = "refs/heads/release"});
	expect(NONE, "it is for refs/heads/release");
	begin(NULL);
	put((struct spec){.repository = "acme"});
	expect(NONE, "another repository");
	begin(NULL);
	put((struct spec){.made = NOW - 3 * HOUR, .life = 2 * HOUR});
	expect(NONE, "expired on 2026-11-22");
	begin(NULL);
	put((struct spec){.made = NOW - 2 * HOUR, .life = 2 * HOUR});
	expect(NONE, "expired on 2026-11-22");
	begin(NULL);
	put((struct spec){.made = NOW + 301});
	expect(NONE, "made in the future");
	begin(NULL);
	put((struct spec){.made = NOW + 300});
	expect(ALL, NULL);
	begin(NULL);
	put((struct spec){.by = "nobody@example.com"});
	expect(NONE, "know nobody");
	begin(NULL);
	put((struct spec){.base = &other});
	expect(NONE, "its base");
	begin(NULL);
	put((struct spec){.base = &zeros});
	expect(NONE, "its base");
	begin(NULL);
	put((struct spec){.witness =
				  "ci@example.com gitlab!42 review 77 head 1111111111111111111111111111111111111111"});
	expect(NONE, "forge");
	assert_int_equal(keygen_runs(), 0); /* what can be told without is told without */
	begin(NULL);
	put((struct spec){.key = "marc"});
	expect(NONE, "does not count");
	begin(NULL);
	put((struct spec){.by = "fischer@example.com"});
	expect(NONE, "does not count");
	begin(NULL);
	put((struct spec){.broken = true});
	expect(NONE, "does not count");
}

static void test_repository(void **state)
{
	struct approvals_request request;

	(void)state;
	put((struct spec){.repository = "acme"});
	put((struct spec){.by = "marc@example.com", .key = "marc", .only = "a.txt"});
	request = request_of(NULL);
	request.rules = world.named;
	expect_of(&request, ALL, "does not name the repository");
}

static void test_no_keys(void **state)
{
	struct approvals_request request;

	(void)state;
	put((struct spec){0});
	request = request_of(NULL);
	request.verifier = NULL;
	expect_of(&request, NONE, "no keys");
}

static void test_other_decisions(void **state)
{
	(void)state;
	put((struct spec){.decision = RECORD_REQUEST});
	expect(NONE, NULL);
}

/* ---- Spent ------------------------------------------------------------------------------------------------------------ */

/* After the change has landed on main, and was taken back: the same steps again. */
static void test_spent(void **state)
{
	struct approvals_request request;
	struct oid landed, back;

	(void)state;
	put((struct spec){0});
	put((struct spec){.by = "marc@example.com", .key = "marc", .base = &world.second, .only = "a.txt"});
	expect("a.txt: @marc @lena; b.txt: @lena; d e.txt: @lena", NULL);
	sh("git -C r checkout -q main && git -C r merge -q --no-ff -m landed change");
	landed = sh_oid("git -C r rev-parse HEAD");
	sh("git -C r checkout -q change~1 -- . && git -C r checkout -q HEAD~1 -- . && git -C r rm -q 'd e.txt'");
	back = commit("back");
	/* Lena and Marc approved before it landed; Nell looked while it was there, and again when it was back. */
	put((struct spec){.by = "nell@example.com", .key = "nell", .base = &landed, .only = "b.txt"});
	put((struct spec){.by = "nell@example.com", .key = "nell", .base = &back, .only = "d e.txt"});
	request = request_of(NULL);
	request.old_tip = back;
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(buf) told = BUF_INIT;
	assert_int_equal(approvals_gather(&approvals, &request, NULL), 0);
	tell(&told, &approvals, request.steps);
	assert_string_equal(told.data, "a.txt:; b.txt: @nell; d e.txt: @nell");
	assert_int_equal(approvals.notes.count, 2);
	assert_non_null(strstr(approvals.notes.items[0], "spent"));
	assert_non_null(strstr(approvals.notes.items[1], "spent"));
	sh("git -C r reset -q --hard %s", sh_out("git -C r rev-parse HEAD~2"));
	sh("git -C r checkout -q change");
}

/* For a ref that is created, on nothing. */
static void test_new_ref(void **state)
{
	static const struct oid zeros;
	struct approvals_request request;

	(void)state;
	put((struct spec){.base = &zeros});
	put((struct spec){.by = "marc@example.com", .key = "marc"});
	request = request_of(NULL);
	request.old_tip = zeros;
	expect_of(&request, ALL, "its base");
}

/* ---- Stale ------------------------------------------------------------------------------------------------------------ */

/* A former version of the change: other content of a.txt, the same of the rest. */
static void former(struct steps *steps, const char *content)
{
	struct oid tip;

	sh("git -C r checkout -q -B former change~1 && echo %s >r/a.txt && rm r/b.txt && echo 1 >'r/d e.txt'", content);
	tip = commit("former");
	sh("git -C r checkout -q change");
	list_steps(steps, &world.third, &tip);
}

static void test_stale(void **state)
{
	MOW_AUTO(steps) steps = {0};

	(void)state;
	former(&steps, "x");
	put((struct spec){.steps = &steps});
	expect("a.txt:, stale @lena; b.txt: @lena; d e.txt: @lena", NULL);
	begin(NULL);
	/* What does not hold is not stale either, and nobody needs to hear of it. */
	put((struct spec){.steps = &steps, .only = "a.txt", .target = "refs/heads/x"});
	put((struct spec){.steps = &steps, .only = "a.txt", .life = 60});
	put((struct spec){.steps = &steps, .only = "a.txt", .by = "nobody@example.com"});
	put((struct spec){.steps = &steps, .only = "a.txt", .key = "marc"});
	put((struct spec){.steps = &steps, .only = "a.txt", .base = &world.change});
	expect(NONE, NULL);
	put((struct spec){.steps = &steps, .only = "a.txt", .made = NOW - 2 * HOUR});
	put((struct spec){.steps = &steps, .only = "a.txt", .made = NOW - 3 * HOUR});
	put((struct spec){.steps = &steps, .only = "a.txt", .made = NOW - 3 * HOUR, .as = "review.x"});
	put((struct spec){.steps = &steps,
			  .only = "a.txt",
			  .made = NOW - 4 * HOUR,
			  .base = &world.first,
			  .by = "marc@example.com",
			  .key = "marc"});
	expect("a.txt:, stale @marc @lena/x @lena; b.txt:; d e.txt:", NULL);
}

/* Approved, then landed: what was approved is spent, whatever is there now. */
static void test_stale_and_spent(void **state)
{
	MOW_AUTO(steps) steps = {0};
	MOW_AUTO(steps) other = {0};

	(void)state;
	list_steps(&steps, &world.first, &world.second);
	put((struct spec){.steps = &steps, .base = &world.first});
	expect(NONE, NULL);
	put((struct spec){.steps = &steps, .base = &world.second, .by = "marc@example.com", .key = "marc"});
	expect("a.txt:, stale @marc; b.txt:; d e.txt:", NULL);
	/* An older one of Lena's that never landed still tells. */
	former(&other, "y");
	put((struct spec){.steps = &other, .only = "a.txt", .base = &world.first, .made = NOW - 5 * HOUR});
	expect("a.txt:, stale @lena @marc; b.txt:; d e.txt:", NULL);
}

/* ---- Stops, withdrawals, overrides -------------------------------------------------------------------------------- */

/* Of who holds a role, at a.txt and "d e.txt" alone. */
static bool stands(size_t step, const struct stop *stop, void *context)
{
	(void)context;
	return step != 1 && strcmp(people_label(world.rules, stop->person), "@nell") != 0;
}

static void test_stops(void **state)
{
	MOW_AUTO(steps) steps = {0};
	struct approvals_request request;

	(void)state;
	former(&steps, "x");
	/* Of another target, other content, somebody unknown. */
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .target = "refs/heads/other"});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "*.txt", .target = "refs/heads/other"});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .steps = &steps, .only = "a.txt"});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .by = "who@example.com"});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "*.psd"});
	expect(NONE, NULL);
	/* It does not expire, whatever it says, and no key is looked at. */
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .only = "a.txt", .life = 60, .broken = true});
	expect("a.txt:, stop @lena; b.txt:; d e.txt:", NULL);
	put((struct spec){
		.decision = RECORD_STOP, .reason = "no", .path = "*.txt", .by = "marc@example.com", .made = NOW - 60});
	request = request_of(NULL);
	expect("a.txt:, stop @lena @marc; b.txt:, stop @marc; d e.txt:, stop @marc", NULL);
	request.stands = stands;
	expect_of(&request, "a.txt:, stop @lena @marc; b.txt:; d e.txt:, stop @marc", NULL);
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "/a.txt", .by = "nell@example.com"});
	expect_of(&request, "a.txt:, stop @lena @marc; b.txt:; d e.txt:, stop @marc", NULL);
}

/* What stands is told before what does not, however many there are. */
static void test_many_stops(void **state)
{
	struct approvals_request request;

	(void)state;
	for (int i = 0; i < GATHER_STOPS_MAX + 5; i++)
		put((struct spec){.decision = RECORD_STOP,
				  .reason = "no",
				  .only = "a.txt",
				  .by = "nell@example.com",
				  .made = NOW - HOUR - i,
				  .broken = true});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .only = "a.txt"});
	request = request_of(NULL);
	request.stands = stands;
	expect_of(&request, "a.txt:, stop @lena; b.txt:; d e.txt:", NULL);
}

static void test_withdrawals(void **state)
{
	MOW_AUTO(steps) steps = {0};
	char id[DIGEST_HEX];

	(void)state;
	memcpy(id, put((struct spec){.made = NOW - HOUR}), sizeof id);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .by = "marc@example.com", .key = "marc"});
	expect(ALL, NULL);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .target = "refs/heads/other", .life = 60});
	expect(NONE, "taken back");
	/* An older one of the same person stands all the same. */
	put((struct spec){.made = NOW - 2 * HOUR});
	expect(ALL, "taken back");
	begin(NULL);
	memcpy(id, put((struct spec){.decision = RECORD_STOP, .reason = "no", .only = "a.txt"}), sizeof id);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .by = "marc@example.com", .key = "marc"});
	expect("a.txt:, stop @lena; b.txt:; d e.txt:", NULL);
	/* By another of their e-mails. */
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .by = "fischer@example.com"});
	expect(NONE, NULL);
	begin(NULL);
	/* Of other content: then there is nothing to be asked for again. */
	former(&steps, "x");
	memcpy(id, put((struct spec){.steps = &steps, .only = "a.txt"}), sizeof id);
	expect(STALE, NULL);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id});
	expect(NONE, NULL);
}

static void test_overrides(void **state)
{
	MOW_AUTO(steps) steps = {0};
	char id[DIGEST_HEX];

	(void)state;
	former(&steps, "x");
	put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now", .by = "nell@example.com", .key = "nell"});
	expect(NONE, "not among those who may override");
	begin(NULL);
	put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now", .steps = &steps, .only = "a.txt"});
	expect(NONE, NULL);
	memcpy(id, put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now", .only = "a.txt"}), sizeof id);
	expect("a.txt:, override @lena; b.txt:; d e.txt:", NULL);
	/* Beside an approval of the same person, which it does not stand for, nor that for it. */
	put((struct spec){0});
	expect("a.txt: @lena, override @lena; b.txt: @lena; d e.txt: @lena", NULL);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id});
	expect(ALL, "taken back");
	begin(NULL);
	put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now", .broken = true});
	expect(NONE, "does not count");
	begin(NULL);
	put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now", .made = NOW - 91 * 24 * HOUR});
	expect(NONE, "expired");
}

/* ---- Signatures ---------------------------------------------------------------------------------------------------- */

/* Of many records of one person the newest is verified; of others as many as they need. */
static void test_few_signatures(void **state)
{
	MOW_AUTO(steps) steps = {0};

	(void)state;
	for (int i = 0; i < 12; i++)
		put((struct spec){.made = NOW - HOUR - i * 60});
	put((struct spec){.made = NOW - 9 * HOUR, .as = "accountable"});
	expect(ALL, NULL);
	assert_int_equal(keygen_runs(), 1);
	put((struct spec){.made = NOW - 60, .as = "accountable", .only = "a.txt"});
	expect("a.txt: @lena @lena/accountable; b.txt: @lena; d e.txt: @lena", NULL);
	assert_int_equal(keygen_runs(), 2);
	begin(NULL);
	/* Of other content: the newest of a person is enough, and no more than 20 are looked at. */
	for (int i = 0; i < 24; i++) {
		char content[16];
		(void)snprintf(content, sizeof content, "v%d", i);
		steps_release(&steps);
		former(&steps, content);
		put((struct spec){.steps = &steps, .only = "a.txt", .made = NOW - HOUR - i * 60});
	}
	expect(STALE, NULL);
	assert_int_equal(keygen_runs(), 1);
	for (int i = 0; i < 30; i++)
		put((struct spec){.steps = &steps, .only = "a.txt", .made = NOW - 30 + i, .broken = true});
	(void)keygen_runs();
	expect(STALE, NULL);
	assert_in_range(keygen_runs(), 1, 20);
}

int main(void)
{
	static const struct {
		const char *name;
		CMUnitTestFunction function;
	} single[] = {
		{"holds", test_holds},
		{"holds, step by step", test_holds_by_step},
		{"sets are shared", test_sets_are_shared},
		{"does not hold", test_does_not_hold},
		{"repository", test_repository},
		{"no keys", test_no_keys},
		{"other decisions", test_other_decisions},
		{"spent", test_spent},
		{"new ref", test_new_ref},
		{"stale", test_stale},
		{"stale and spent", test_stale_and_spent},
		{"stops", test_stops},
		{"many stops", test_many_stops},
		{"withdrawals", test_withdrawals},
		{"overrides", test_overrides},
		{"few signatures", test_few_signatures},
	};
	static struct CMUnitTest tests[sizeof single / sizeof *single];

	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		tests[i] = (struct CMUnitTest){single[i].name, single[i].function, begin, NULL, NULL};
	return cmocka_run_group_tests_name("approvals", tests, setup, teardown);
}
