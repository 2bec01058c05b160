/* Gathering approvals from a real repository, with records that real keys have signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/gather/gather.h"
#include "evidence/store/store.h"
#include "git/tree.h"
#include "rules/read/read.h"

#define NOW INT64_C(1795352100) /* 2026-11-22T12:55:00Z */
#define HOUR INT64_C(3600)

static const char owners[] =
	"[mowners]\nversion = 1\n[rules]\naccountable = @lena\n[people]\n"
	"@lena = Lena Fischer <lena@example.com>, email fischer@example.com, github lena-f, gitlab lfischer\n"
	"@marc = Marc Ode <marc@example.com>, gitea marco\n"
	"@nell = Nell <nell@example.com>\n"
	"[teams]\n@all = @lena @marc\n";
static const char named[] = "[mowners]\nversion = 1\nrepository = acme\n[rules]\naccountable = @lena\n[people]\n"
			    "@lena = Lena Fischer <lena@example.com>\n@marc = Marc Ode <marc@example.com>\n";

/*
 * The line of main: first (a.txt 1, b.txt 1), second (a.txt 2), third (c.txt 1). The change on top of it: a.txt 3,
 * b.txt gone, "d e.txt" new.
 */
static struct {
	struct rules *rules, *named;
	struct signers signers;
	struct verifier verifier;
	struct repo *repo;
	struct oid first, second, third, change;
	struct steps steps;
} world;

static struct oid commit(const char *name)
{
	return sh_oid("git -C r add -A && git -C r commit -qm %s && git -C r rev-parse HEAD", name);
}

static void list_steps(struct steps *steps, const struct oid *old, const struct oid *new)
{
	struct oid old_tree = {{0}}, new_tree;

	if (!oid_is_zero(old))
		assert_int_equal(repo_commit_tree(&old_tree, world.repo, old, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, world.repo, new, NULL), 0);
	assert_int_equal(steps_between(steps, world.repo, &old_tree, &new_tree, NULL), 0);
}

/* ssh-keygen that leaves a mark each time it verifies. */
static void count_keygens(void)
{
	char path[8192];

	sh("mkdir bin && printf '#!/bin/sh\\ncase \"$*\" in *verify*) echo x >>%s/runs;; esac\\nexec %s \"$@\"\\n' >bin/ssh-keygen && chmod +x bin/ssh-keygen",
	   fixture_dir, sh_out("command -v ssh-keygen"));
	(void)snprintf(path, sizeof path, "%s/bin:%s", fixture_dir, getenv("PATH"));
	setenv("PATH", path, 1);
}

static unsigned keygen_runs(void)
{
	const char *runs = sh_out("cat runs 2>/dev/null | wc -l; rm -f runs");

	return (unsigned)strtoul(runs, NULL, 10);
}

static int setup(void **state)
{
	static const char *const who[] = {"lena", "marc", "nell"};
	MOW_AUTO(buf) signers = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	count_keygens();
	for (size_t i = 0; i < 3; i++) {
		sh("ssh-keygen -q -t ed25519 -N '' -C %s -f %s", who[i], who[i]);
		buf_addf(&signers, "%s@example.com namespaces=\"approval@mowners\" %s\n", who[i],
			 sh_out("cut -d' ' -f1,2 %s.pub", who[i]));
	}
	assert_int_equal(rules_parse(&world.rules, owners, strlen(owners), NULL, NULL), 0);
	assert_int_equal(rules_parse(&world.named, named, strlen(named), NULL, NULL), 0);
	assert_false(world.rules->broken || world.named->broken);
	assert_int_equal(signers_parse(&world.signers, &(struct file_text){"OWNERS.signers", signers.data, signers.len},
				       world.rules, NULL, NULL),
			 0);
	assert_false(world.signers.broken);
	world.verifier = (struct verifier){.signers = &world.signers, .now = NOW};
	sh("git init -q -b main r && echo 1 >r/a.txt && echo 1 >r/b.txt");
	world.first = commit("first");
	sh("echo 2 >r/a.txt");
	world.second = commit("second");
	sh("echo 1 >r/c.txt");
	world.third = commit("third");
	sh("git -C r checkout -q -b change && echo 3 >r/a.txt && rm r/b.txt && echo 1 >'r/d e.txt'");
	world.change = commit("change");
	world.repo = open_repo("r");
	list_steps(&world.steps, &world.third, &world.change);
	assert_int_equal(world.steps.count, 3);
	return 0;
}

static int teardown(void **state)
{
	steps_release(&world.steps);
	repo_free(world.repo);
	signers_release(&world.signers);
	rules_free(world.rules);
	rules_free(world.named);
	return fixture_teardown(state);
}

/* Each test begins with an empty store. */
static int begin(void **state)
{
	(void)state;
	sh("rm -f runs; git -C r update-ref -d " STORE_REF);
	return 0;
}

/* ---- Records ------------------------------------------------------------------------------------------------------ */

/* What is not said: Lena approves the whole change as * for main, on its tip, an hour ago. */
struct spec {
	const char *by, *key, *as, *target, *repository, *witness, *withdraws, *reason, *path;
	enum record_decision decision;
	const struct steps *steps;
	const char *only; /* of the steps the one at this path */
	const struct oid *base;
	int64_t made, life;
	bool broken; /* signed, then changed */
};

static void put_bytes(const struct buf *text)
{
	const struct commit_text by = {"T", "t@example.com", 1700000000, "store"};
	struct mow_error err = {0, ""};
	MOW_AUTO(record) record = {0};

	if (record_parse(&record, text->data, text->len, &err) != 0 ||
	    store_add(world.repo, &record, 1, &by, &err) != 0)
		fail_msg("%s", err.message);
}

/* Signs and stores it; its id. */
static const char *put(struct spec spec)
{
	static char id[DIGEST_HEX];
	const struct steps *steps = spec.steps != NULL ? spec.steps : &world.steps;
	struct step *chosen = calloc(steps->count, sizeof *chosen);
	struct record record = {.repository = spec.repository,
				.witness = spec.witness,
				.withdraws = spec.withdraws,
				.reason = spec.reason};
	struct mow_error err = {0, ""};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) armour = BUF_INIT;

	record.target = spec.target != NULL ? spec.target : "refs/heads/main";
	record.base = spec.base != NULL ? *spec.base : world.third;
	record.decision = spec.decision;
	record.as = spec.as != NULL ? spec.as : "*";
	record.by = spec.by != NULL ? spec.by : "lena@example.com";
	record.made = spec.made ? spec.made : NOW - HOUR;
	record.expires = record.made + (spec.life ? spec.life : RECORD_LIFE);
	record.paths = &spec.path;
	record.path_count = spec.path != NULL;
	for (size_t i = 0; i < steps->count && spec.path == NULL && spec.withdraws == NULL; i++)
		if (spec.only == NULL || strcmp(spec.only, steps->items[i].path) == 0)
			chosen[record.step_count++] = steps->items[i];
	record.steps = chosen;
	if (record_format(&text, &record, &err) != 0)
		fail_msg("%s", err.message);
	free(chosen);
	if (spec.broken)
		buf_adds(&armour, "");
	if (signers_sign(&armour, spec.key != NULL ? spec.key : "lena", text.data,
			 spec.broken ? text.len - 1 : text.len, &err) != 0)
		fail_msg("%s", err.message);
	digest_hex(id, text.data, text.len);
	buf_add(&text, armour.data, armour.len);
	put_bytes(&text);
	return id;
}

/* ---- Gathering ------------------------------------------------------------------------------------------------------ */

static struct approvals_request request_of(const struct steps *steps)
{
	struct approvals_request request = {.repo = world.repo,
					    .rules = world.rules,
					    .verifier = &world.verifier,
					    .steps = steps != NULL ? steps : &world.steps,
					    .target = "refs/heads/main",
					    .old_tip = world.third,
					    .now = NOW};
	struct oid tip;

	assert_int_equal(store_root(&request.store, &tip, world.repo, NULL), 0);
	return request;
}

static void tell_list(struct buf *out, const struct approvals *approvals, const size_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &approvals->items[list[i]];
		assert_true(list[i] < approvals->count && (i == 0 || list[i - 1] < list[i]));
		buf_addf(out, " %s%s%s%s", people_label(world.rules, approval->person),
			 approval->role.as == AS_ALL ? "" : "/",
			 approval->role.as == AS_ACCOUNTABLE ? "accountable"
			 : approval->role.as == AS_GATE      ? approval->role.gate
							     : "",
			 approval->kind == EVIDENCE_FORGE ? "+forge" : "");
	}
}

/* "a.txt: @lena @marc/legal, stale @nell; b.txt:; d e.txt:" */
static void tell(struct buf *out, const struct approvals *approvals, const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		const struct approval_set *set = &approvals->sets[approvals->of_step[i]];
		buf_addf(out, "%s%s:", i == 0 ? "" : "; ", steps->items[i].path);
		tell_list(out, approvals, set->items, set->count);
		if (set->stale_count > 0)
			buf_adds(out, ", stale");
		tell_list(out, approvals, set->stale, set->stale_count);
	}
}

/* `note`: part of the only one; NULL: there is none. */
static void expect_of(const struct approvals_request *request, const char *expected, const char *note)
{
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(buf) told = BUF_INIT;
	struct mow_error err = {0, ""};

	if (approvals_gather(&approvals, request, &err) != 0)
		fail_msg("%s", err.message);
	tell(&told, &approvals, request->steps);
	for (size_t i = 0; i < approvals.notes.count && (note == NULL || approvals.notes.count > 1); i++)
		print_message("note: %s\n", approvals.notes.items[i]);
	assert_string_equal(told.data, expected);
	assert_int_equal(approvals.notes.count, note != NULL);
	if (note != NULL && strstr(approvals.notes.items[0], note) == NULL)
		fail_msg("\"%s\" is not in: %s", note, approvals.notes.items[0]);
}

static void expect(const char *expected, const char *note)
{
	struct approvals_request request = request_of(NULL);

	expect_of(&request, expected, note);
}

static void expect_failure(const struct approvals_request *request, int code, const char *says)
{
	struct approvals approvals = {.count = 77};
	struct mow_error err = {0, ""};

	assert_int_equal(approvals_gather(&approvals, request, &err), code);
	assert_int_equal(approvals.count, 77);
	if (strstr(err.message, says) == NULL)
		fail_msg("\"%s\" is not in: %s", says, err.message);
}

#define ALL "a.txt: @lena; b.txt: @lena; d e.txt: @lena"
#define NONE "a.txt:; b.txt:; d e.txt:"
#define STALE "a.txt:, stale @lena; b.txt:; d e.txt:"

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
	put((struct spec){.decision = RECORD_OVERRIDE, .reason = "now"});
	expect(NONE, "override is not supported");
	begin(NULL);
	put((struct spec){.decision = RECORD_REQUEST});
	expect(NONE, "request is not supported");
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

/* ---- What blocks ------------------------------------------------------------------------------------------------------ */

static void test_stops(void **state)
{
	MOW_AUTO(steps) steps = {0};
	struct approvals_request request;

	(void)state;
	former(&steps, "x");
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .target = "refs/heads/other"});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "*.psd", .target = "refs/heads/other"});
	expect(NONE, NULL);
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .only = "a.txt", .life = 60});
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED, "is a stop");
	begin(NULL);
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .steps = &steps, .only = "a.txt", .key = "marc"});
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED, "is a stop");
	begin(NULL);
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "*.psd"});
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED, "is a stop");
}

static void test_withdrawals(void **state)
{
	MOW_AUTO(steps) steps = {0};
	struct approvals_request request;
	char id[DIGEST_HEX];

	(void)state;
	memcpy(id, put((struct spec){0}), sizeof id);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .by = "marc@example.com", .key = "marc"});
	expect(ALL, NULL);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id, .target = "refs/heads/other"});
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED, "takes back");
	begin(NULL);
	/* Of other content: then there is nothing to be asked for again. */
	former(&steps, "x");
	memcpy(id, put((struct spec){.steps = &steps, .only = "a.txt"}), sizeof id);
	expect(STALE, NULL);
	put((struct spec){.decision = RECORD_WITHDRAW, .withdraws = id});
	expect(NONE, NULL);
}

/* ---- A store that somebody has been at ---------------------------------------------------------------------------- */

/* An index entry by hand. */
static void add_entry(const char *line, const char *id)
{
	char hash[DIGEST_HEX];

	digest_hex(hash, line, strlen(line));
	sh("cd r && b=$(git hash-object -w --stdin </dev/null) && export GIT_INDEX_FILE=$PWD/../hand && "
	   "{ git read-tree " STORE_REF " 2>/dev/null || git read-tree --empty; } && "
	   "git update-index --add --cacheinfo 100644,$b,index/%.2s/%.2s/%s/%s && git update-ref " STORE_REF
	   " $(git commit-tree -m x $(git write-tree))",
	   hash, hash + 2, hash + 4, id);
}

#define ID64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_index(void **state)
{
	MOW_AUTO(steps) steps = {0};
	MOW_AUTO(buf) line = BUF_INIT;
	struct approvals_request request;
	char id[DIGEST_HEX];

	(void)state;
	buf_adds(&line, "at a.txt");
	add_entry(line.data, ID64);
	expect(NONE, "record 0123456789ab is not in the store, so it does not count");
	begin(NULL);
	/* A record of other steps under this one's line is what it says, not what the index says. */
	list_steps(&steps, &world.first, &world.change);
	memcpy(id, put((struct spec){.steps = &steps, .only = "c.txt"}), sizeof id);
	expect(NONE, NULL);
	add_entry(line.data, id);
	expect(NONE, NULL);
	add_entry("path", id);
	expect(NONE, NULL);
	/* What may have been a stop blocks. */
	add_entry("path", ID64);
	request = request_of(NULL);
	expect_failure(&request, MOW_EUNSUPPORTED, "may be a stop");
}

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

/* ---- NDJSON ------------------------------------------------------------------------------------------------------------ */

#define Z40 "0000000000000000000000000000000000000000"
#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define OTHER "\"000000 " Z40 " 100644 " A40 " x\""
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
	{"a byte order mark", "\xEF\xBB\xBF" BY "\"steps\":[$A]}", NULL, "evidence line 1"},
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

static void test_ndjson(void **state)
{
	const struct ndjson *row = *state;
	struct approvals_request request = request_of(NULL);
	MOW_AUTO(buf) text = BUF_INIT;

	fill_in(&text, row->text);
	request.evidence = text.data;
	request.evidence_len = text.len;
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
		{"withdrawals", test_withdrawals},
		{"index entries by hand", test_index},
		{"few signatures", test_few_signatures},
		{"ndjson: ages and ids", test_ndjson_age},
		{"ndjson: limits", test_ndjson_limits},
	};
	enum { SINGLE = sizeof single / sizeof *single, ROWS = sizeof ndjson / sizeof *ndjson };
	static struct CMUnitTest tests[SINGLE + ROWS];

	for (size_t i = 0; i < SINGLE; i++)
		tests[i] = (struct CMUnitTest){single[i].name, single[i].function, begin, NULL, NULL};
	for (size_t i = 0; i < ROWS; i++)
		tests[SINGLE + i] =
			(struct CMUnitTest){ndjson[i].name, test_ndjson, NULL, NULL, (void *)(uintptr_t)&ndjson[i]};
	return cmocka_run_group_tests_name("approvals", tests, setup, teardown);
}
