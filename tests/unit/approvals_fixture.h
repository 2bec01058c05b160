/* A repository with a change and records that real keys have signed; what is gathered for it, told in a line. */
#ifndef TEST_APPROVALS_FIXTURE_H
#define TEST_APPROVALS_FIXTURE_H

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
	"[mowners]\nversion = 1\noverride = 1 of @all\n[rules]\naccountable = @lena\n[people]\n"
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

static inline struct oid commit(const char *name)
{
	return sh_oid("git -C r add -A && git -C r commit -qm %s && git -C r rev-parse HEAD", name);
}

static inline void list_steps(struct steps *steps, const struct oid *old, const struct oid *new)
{
	struct oid old_tree = {{0}}, new_tree;

	if (!oid_is_zero(old))
		assert_int_equal(repo_commit_tree(&old_tree, world.repo, old, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, world.repo, new, NULL), 0);
	assert_int_equal(steps_between(steps, world.repo, &old_tree, &new_tree, NULL), 0);
}

/* ssh-keygen that leaves a mark each time it verifies. */
static inline void count_keygens(void)
{
	char path[8192];

	sh("mkdir bin && printf '#!/bin/sh\\ncase \"$*\" in *verify*) echo x >>%s/runs;; esac\\nexec %s \"$@\"\\n' >bin/ssh-keygen && chmod +x bin/ssh-keygen",
	   fixture_dir, sh_out("command -v ssh-keygen"));
	(void)snprintf(path, sizeof path, "%s/bin:%s", fixture_dir, getenv("PATH"));
	setenv("PATH", path, 1);
}

static inline unsigned keygen_runs(void)
{
	const char *runs = sh_out("cat runs 2>/dev/null | wc -l; rm -f runs");

	return (unsigned)strtoul(runs, NULL, 10);
}

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
	steps_release(&world.steps);
	repo_free(world.repo);
	signers_release(&world.signers);
	rules_free(world.rules);
	rules_free(world.named);
	return fixture_teardown(state);
}

/* Each test begins with an empty store. */
static inline int begin(void **state)
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

static inline void put_bytes(const struct buf *text)
{
	const struct commit_text by = {"T", "t@example.com", 1700000000, "store"};
	struct mow_error err = {0, ""};
	MOW_AUTO(record) record = {0};

	if (record_parse(&record, text->data, text->len, &err) != 0 ||
	    store_add(world.repo, &record, 1, &by, &err) != 0)
		fail_msg("%s", err.message);
}

/* Signs and stores it; its id. */
static inline const char *put(struct spec spec)
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

static inline struct approvals_request request_of(const struct steps *steps)
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

static inline void tell_list(struct buf *out, const struct approvals *approvals, const size_t *list, size_t count)
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
static inline void tell(struct buf *out, const struct approvals *approvals, const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		const struct approval_set *set = &approvals->sets[approvals->of_step[i]];
		buf_addf(out, "%s%s:", i == 0 ? "" : "; ", steps->items[i].path);
		tell_list(out, approvals, set->items, set->count);
		if (set->stale_count > 0)
			buf_adds(out, ", stale");
		tell_list(out, approvals, set->stale, set->stale_count);
		if (set->override_count > 0)
			buf_adds(out, ", override");
		tell_list(out, approvals, set->overrides, set->override_count);
		for (size_t j = 0; j < set->stop_count; j++)
			buf_addf(out, "%s %s", j == 0 ? ", stop" : "",
				 people_label(world.rules, approvals->stops.items[set->stops[j]].person));
		if (approvals->waits != NULL && approvals->waits[i] != INT64_MAX)
			buf_addf(out, ", for %d s", (int)(NOW - approvals->waits[i]));
	}
}

/* `note`: part of the only one; NULL: there is none. */
static inline void expect_of(const struct approvals_request *request, const char *expected, const char *note)
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

static inline void expect(const char *expected, const char *note)
{
	struct approvals_request request = request_of(NULL);

	expect_of(&request, expected, note);
}

static inline void expect_failure(const struct approvals_request *request, int code, const char *says)
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

#endif
