/* Records told one by one: what becomes of each, in a real repository, with signatures of real keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "approvals_fixture.h"
#include "report/log.h"

#define RULES(mowners, more)                                                                                         \
	"[mowners]\nversion = 1\nprotect = release\noverride = 1 of @all\n" mowners "[rules]\naccountable = @lena\n" \
	"[a]\npath = /a.txt\naccountable = @lena\nlevel = standard\n"                                                \
	"[b]\npath = /b.txt\naccountable = @marc\nreview.legal = @lena\nlevel = standard\n"                          \
	"[d]\npath = /d*\naccountable = @nell\nescalate = @marc after 2d\nlevel = standard\n"                        \
	"[people]\n@lena = Lena Fischer <lena@example.com>, email fischer@example.com\n"                             \
	"@marc = Marc Ode <marc@example.com>\n@nell = Nell <nell@example.com>\n[teams]\n@all = @lena @marc\n" more

/* Branches with these rules, of the names that rows have. */
static const struct {
	const char *name, *text;
} variants[] = {
	{"plain", RULES("", "")},
	{"named", RULES("repository = acme\n", "")},
	{"aged", RULES("", "[level standard]\nmax-age = 1d\n")},
	{"forge", RULES("evidence = forge\n", "")},
	{"broken", RULES("nonsense = yes\n", "")},
};

static struct steps landed, both; /* what second changed; what all commits changed */
static struct mow_repo *repo;

static int setup_log(void **state)
{
	struct mow_error err = {0, ""};

	if (setup(state) != 0)
		return -1;
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		struct buf text = BUF_INIT;
		buf_adds(&text, variants[i].text);
		sh("git -C r checkout -q --orphan %s && git -C r rm -rqf .", variants[i].name);
		sh_in("cat >r/OWNERS", &text);
		for (const char *const *who = (const char *const[]){"lena", "marc", "nell", NULL}; *who != NULL; who++)
			sh("echo \"%s@example.com namespaces=\\\"approval@mowners\\\" $(cut -d' ' -f1,2 %s.pub)\" >>r/OWNERS.signers",
			   *who, *who);
		(void)commit(variants[i].name);
		buf_release(&text);
	}
	sh("git -C r checkout -q main && git -C r config mowners.target main && git -C r branch release");
	list_steps(&landed, &world.first, &world.second);
	list_steps(&both, &world.first, &world.change);
	const struct mow_repo_options options = {.dir = "r", .now = NOW};
	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	return 0;
}

static int teardown_log(void **state)
{
	steps_release(&landed);
	steps_release(&both);
	mow_repo_free(repo);
	return teardown(state);
}

/* ---- Telling ------------------------------------------------------------------------------------------------------ */

/* "approve partly (a.txt holds, b.txt landed)" */
static int tell_entry(const struct mow_log_entry *entry, void *context)
{
	struct buf *out = context;

	buf_addf(out, "%s%s %s", out->len > 0 ? "; " : "", entry->record.decision, log_state(entry->state));
	for (size_t i = 0; i < entry->record.files; i++)
		buf_addf(out, "%s%s %s", i == 0 ? " (" : ", ", entry->files[i].step.path,
			 log_state(entry->files[i].state));
	buf_adds(out, entry->record.files > 0 ? ")" : "");
	return MOW_OK;
}

static int tell_words(const struct mow_log_entry *entry, void *context)
{
	struct buf *out = context;

	buf_adds(out, out->len > 0 ? "; " : "");
	words_log(out, entry);
	return MOW_OK;
}

static void log_as(struct buf *out, const struct mow_log_options *options, mow_log_fn *each)
{
	struct mow_log *log = NULL;
	struct mow_error err = {0, ""};

	if (mow_log_new(&log, repo, options, NULL, &err) != MOW_OK || mow_log_each(log, each, out, &err) != MOW_OK)
		fail_msg("%s", err.message);
	assert_int_equal(mow_log_unreadable(log), 0);
	mow_log_free(log);
}

static void expect_log(const struct mow_log_options *options, const char *expected)
{
	MOW_AUTO(buf) told = BUF_INIT;

	log_as(&told, options, tell_entry);
	assert_string_equal(told.data, expected);
}

/* ---- States: each row is a store of a record or two, the first one the older ------------------------------------- */

struct row {
	const char *name;
	const char *rules; /* NULL: plain */
	struct spec specs[2];
	const char *taken_by; /* who takes the first back, as the key; NULL */
	const char *states, *words;
};

#define LENA_A                  \
	{                       \
		.only = "a.txt" \
	}
#define MARC .by = "marc@example.com", .key = "marc"
#define NELL .by = "nell@example.com", .key = "nell"
#define UNTIL "it holds until 2027-02-20 at 11:55 UTC"

static const struct row rows[] = {
	{"holds", NULL, {LENA_A}, NULL, "approve holds (a.txt holds)", UNTIL},
	{"of some files",
	 NULL,
	 {{.as = NULL, .life = RECORD_LIFE}},
	 NULL,
	 "approve partly (a.txt holds, b.txt holds, d e.txt no-role)",
	 "it holds for 2 of 3 files; not for d e.txt: @lena holds no role there now"},
	{"no role",
	 NULL,
	 {{NELL, .only = "a.txt"}},
	 NULL,
	 "approve no-role (a.txt no-role)",
	 "@nell holds no role there now"},
	{"not that role",
	 NULL,
	 {{.as = "accountable", .only = "b.txt"}},
	 NULL,
	 "approve no-role (b.txt no-role)",
	 "@lena does not count there now as accountable"},
	{"that role", NULL, {{.as = "review.Legal", .only = "b.txt"}}, NULL, "approve holds (b.txt holds)", UNTIL},
	{"once it is late",
	 NULL,
	 {{MARC, .only = "d e.txt"}},
	 NULL,
	 "approve escalation (d e.txt escalation)",
	 "@marc can decide there once the change has waited for as long as escalate says"},
	{"expired",
	 NULL,
	 {{.only = "a.txt", .made = NOW - 3 * HOUR, .life = 2 * HOUR}},
	 NULL,
	 "approve expired (a.txt expired)",
	 "it has expired, on 2026-11-22 at 11:55 UTC"},
	{"of the future",
	 NULL,
	 {{.only = "a.txt", .made = NOW + 301}},
	 NULL,
	 "approve ahead (a.txt ahead)",
	 "it was made in the future"},
	{"other repository",
	 NULL,
	 {{.only = "a.txt", .repository = "acme"}},
	 NULL,
	 "approve repository (a.txt repository)",
	 "it is for another repository"},
	{"unnamed repository",
	 "named",
	 {LENA_A},
	 NULL,
	 "approve repository (a.txt repository)",
	 "it is for another repository"},
	{"named repository",
	 "named",
	 {{.only = "a.txt", .repository = "acme"}},
	 NULL,
	 "approve holds (a.txt holds)",
	 UNTIL},
	{"nobody",
	 NULL,
	 {{.by = "zoe@example.com", .only = "a.txt"}},
	 NULL,
	 "approve nobody (a.txt nobody)",
	 "the rules know nobody of that e-mail"},
	{"no target",
	 NULL,
	 {{.target = "refs/heads/gone", .only = "a.txt"}},
	 NULL,
	 "approve no-target (a.txt no-target)",
	 "there is no gone here"},
	{"not protected",
	 NULL,
	 {{.target = "refs/heads/change", .only = "a.txt", .base = &world.change}},
	 NULL,
	 "approve open (a.txt open)",
	 "nothing is asked for change"},
	{"other target",
	 NULL,
	 {{.target = "refs/heads/release", .only = "a.txt"}},
	 NULL,
	 "approve holds (a.txt holds)",
	 UNTIL},
	{"base",
	 NULL,
	 {{.only = "a.txt", .base = &world.change}},
	 NULL,
	 "approve base (a.txt base)",
	 "it was made on a commit that main never was at"},
	{"changed since",
	 NULL,
	 {{.only = "a.txt", .broken = true}},
	 NULL,
	 "approve signature (a.txt signature)",
	 "it has a signature that is not by lena@example.com over these bytes"},
	{"key of somebody else",
	 NULL,
	 {{.only = "a.txt", .key = "marc"}},
	 NULL,
	 "approve signature (a.txt signature)",
	 "it is signed with the key of marc@example.com (OWNERS.signers:2), not of lena@example.com"},
	{"taken back",
	 NULL,
	 {LENA_A},
	 "lena",
	 "withdraw holds; approve withdrawn (a.txt withdrawn)",
	 "it holds for good; @lena took it back on 2026-11-22 at 12:50 UTC"},
	{"taken back by somebody else",
	 NULL,
	 {LENA_A},
	 "marc",
	 "withdraw holds; approve holds (a.txt holds)",
	 "it has no effect: what it takes back is somebody else's; " UNTIL},
	{"landed",
	 NULL,
	 {{.steps = &landed, .base = &world.first}},
	 NULL,
	 "approve landed (a.txt landed)",
	 "it has landed, so it is spent"},
	{"landed and expired",
	 NULL,
	 {{.steps = &landed, .base = &world.first, .life = 60}},
	 NULL,
	 "approve landed (a.txt landed)",
	 "it has landed, so it is spent"},
	{"landed, by nobody of today",
	 NULL,
	 {{.steps = &landed, .base = &world.first, .by = "zoe@example.com"}},
	 NULL,
	 "approve landed (a.txt landed)",
	 "it has landed, so it is spent"},
	{"some of it landed",
	 NULL,
	 {{.steps = &both, .base = &world.first}},
	 NULL,
	 "approve partly (a.txt changed, b.txt holds, c.txt landed, d e.txt no-role)",
	 "it holds for 1 of 4 files; not for a.txt: main has another version by now than it is from; not for c.txt: it has landed, so it is spent; not for d e.txt: @lena holds no "
	 "role there now"},
	{"some of it landed, the rest expired",
	 NULL,
	 {{.steps = &both, .base = &world.first, .life = 60}},
	 NULL,
	 "approve expired (a.txt expired, b.txt expired, c.txt landed, d e.txt expired)",
	 "it has expired, on 2026-11-22 at 11:56 UTC"},
	{"somebody was faster",
	 NULL,
	 {{.steps = &both, .only = "a.txt", .base = &world.first}},
	 NULL,
	 "approve changed (a.txt changed)",
	 "main has another version by now than it is from"},
	{"two contents of one file",
	 NULL,
	 {{.steps = &landed, .base = &world.first, .made = NOW - 2 * HOUR}, {.only = "a.txt", .base = &world.first}},
	 NULL,
	 "approve holds (a.txt holds); approve landed (a.txt landed)",
	 UNTIL "; it has landed, so it is spent"},
	{"too old",
	 "aged",
	 {{.only = "a.txt", .made = NOW - 25 * HOUR}},
	 NULL,
	 "approve too-old (a.txt too-old)",
	 "it is older than max-age of the level there"},
	{"young enough", "aged", {LENA_A}, NULL, "approve holds (a.txt holds)", UNTIL},
	{"not of that kind",
	 "forge",
	 {LENA_A},
	 NULL,
	 "approve evidence (a.txt evidence)",
	 "the level there takes none of its kind"},
	{"carried by nobody who may",
	 NULL,
	 {{.only = "a.txt",
	   .key = "marc",
	   .witness = "marc@example.com gitlab!42 review 77 head 9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"}},
	 NULL,
	 "approve witness (a.txt witness)",
	 "it carries a forge's approval, by somebody whom [mowners] witness does not name"},
	{"errors in OWNERS",
	 "broken",
	 {LENA_A},
	 NULL,
	 "approve broken (a.txt broken)",
	 "an OWNERS file above has errors, so nothing counts there: mowners lint"},
	{"stop",
	 NULL,
	 {{.decision = RECORD_STOP, .reason = "no", .only = "a.txt"}},
	 NULL,
	 "stop holds (a.txt holds)",
	 "it stands"},
	{"stop without a good signature",
	 NULL,
	 {{.decision = RECORD_STOP, .reason = "no", .only = "a.txt", .broken = true, .life = 60}},
	 NULL,
	 "stop holds (a.txt holds)",
	 "it stands"},
	{"stop without a role",
	 NULL,
	 {{NELL, .decision = RECORD_STOP, .reason = "no", .only = "a.txt"}},
	 NULL,
	 "stop no-role (a.txt no-role)",
	 "@nell holds no role there now"},
	{"stop taken back",
	 NULL,
	 {{.decision = RECORD_STOP, .reason = "no", .only = "a.txt"}},
	 "lena",
	 "withdraw holds; stop withdrawn (a.txt withdrawn)",
	 "it holds for good; @lena took it back on 2026-11-22 at 12:50 UTC"},
	{"stop by patterns",
	 NULL,
	 {{.decision = RECORD_STOP, .reason = "no", .path = "/a*"}},
	 NULL,
	 "stop holds (/a* holds)",
	 "it stands wherever @lena holds a role"},
	{"override",
	 NULL,
	 {{.decision = RECORD_OVERRIDE, .reason = "now", .only = "a.txt"}},
	 NULL,
	 "override holds (a.txt holds)",
	 "it counts as one part until 2027-02-20 at 11:55 UTC"},
	{"override by who may not",
	 NULL,
	 {{NELL, .decision = RECORD_OVERRIDE, .reason = "now", .only = "a.txt"}},
	 NULL,
	 "override no-override (a.txt no-override)",
	 "@nell can let nothing through there"},
	{"old override",
	 NULL,
	 {{.decision = RECORD_OVERRIDE, .reason = "now", .only = "a.txt", .made = NOW - 25 * HOUR}},
	 NULL,
	 "override too-old (a.txt too-old)",
	 "an override counts for 24 hours"},
	{"request",
	 NULL,
	 {{NELL, .decision = RECORD_REQUEST, .only = "a.txt"}},
	 NULL,
	 "request holds (a.txt holds)",
	 "it waits until 2027-02-20 at 11:55 UTC"},
	{"request that landed",
	 NULL,
	 {{.decision = RECORD_REQUEST, .steps = &landed, .base = &world.first}},
	 NULL,
	 "request landed (a.txt landed)",
	 "it has landed, so it is spent"},
};

/* Whether the verdict takes what was approved of a.txt, which Lena alone decides about. */
static bool is_approved(const char *rules)
{
	const struct mow_change_options options = {.range = "change", .rules = rules};
	struct mow_verdict *verdict = NULL;
	struct mow_error err = {0, ""};
	bool approved = false;

	if (mow_verdict_new(&verdict, repo, &options, NULL, &err) != MOW_OK)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t k = 0; k < group->step_count; k++)
			if (strcmp(group->steps[k]->path, "a.txt") == 0)
				approved = group->state == MOW_APPROVED;
	}
	mow_verdict_free(verdict);
	return approved;
}

static void test_state(void **state)
{
	const struct row *row = *state;
	const struct mow_log_options options = {.rules = row->rules != NULL ? row->rules : "plain"};
	MOW_AUTO(buf) words = BUF_INIT;
	char first[DIGEST_HEX];

	begin(NULL);
	(void)snprintf(first, sizeof first, "%s", put(row->specs[0]));
	if (row->specs[1].only != NULL || row->specs[1].steps != NULL)
		put(row->specs[1]);
	if (row->taken_by != NULL) {
		MOW_AUTO(buf) by = BUF_INIT;
		buf_addf(&by, "%s@example.com", row->taken_by);
		put((struct spec){.by = by.data,
				  .key = row->taken_by,
				  .decision = RECORD_WITHDRAW,
				  .withdraws = first,
				  .made = NOW - 300});
	}
	expect_log(&options, row->states);
	log_as(&words, &options, tell_words);
	assert_string_equal(words.data, row->words);
	/* It is what the verdict says of the same change. */
	if (row->specs[0].decision == RECORD_APPROVE && row->specs[0].target == NULL)
		assert_int_equal(is_approved(options.rules), strstr(row->states, "(a.txt holds") != NULL);
}

/* ---- What is asked for -------------------------------------------------------------------------------------------- */

static void test_what_is_asked_for(void **state)
{
	static const struct mow_path file = {"a.txt", 5, MOW_PATH_FILE}, root = {"", 0, MOW_PATH_FOLDER},
				     other = {"d e.txt", 7, MOW_PATH_FILE}, none = {"zz", 2, MOW_PATH_FOLDER};
	static const struct {
		struct mow_log_options options;
		const char *expected; /* the decisions, from the newest on */
	} asked[] = {
		{{0}, "request stop override approve approve"},
		{{.limit = 2}, "request stop"},
		{{.decision = "approve"}, "approve approve"},
		{{.by = "@marc"}, "request override"},
		{{.by = "@All"}, "request stop override approve approve"},
		{{.by = "fischer@example.com"}, "stop approve approve"},
		{{.by = "LENA@example.com", .decision = "stop"}, "stop"},
		{{.by = "zoe@example.com"}, ""},
		{{.target = "release"}, "request"},
		{{.target = "refs/heads/main", .limit = 1}, "stop"},
		{{.paths = &file, .path_count = 1}, "request stop approve"},
		{{.paths = &other, .path_count = 1}, "override approve"},
		{{.paths = &file, .path_count = 1, .decision = "stop"}, "stop"},
		{{.paths = &root, .path_count = 1}, "request stop override approve approve"},
		{{.paths = &none, .path_count = 1}, ""},
	};

	(void)state;
	begin(NULL);
	put((struct spec){.only = "a.txt", .made = NOW - 9});
	put((struct spec){.only = "d e.txt", .made = NOW - 8});
	put((struct spec){MARC, .decision = RECORD_OVERRIDE, .reason = "now", .only = "d e.txt", .made = NOW - 7});
	put((struct spec){.decision = RECORD_STOP, .reason = "no", .path = "/a*", .made = NOW - 6});
	put((struct spec){MARC, .decision = RECORD_REQUEST, .target = "refs/heads/release", .only = "a.txt",
			  .made = NOW - 5});
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct mow_log_options options = asked[i].options;
		MOW_AUTO(buf) told = BUF_INIT;
		MOW_AUTO(buf) words = BUF_INIT;
		options.rules = "plain";
		log_as(&told, &options, tell_entry);
		for (char *at = told.data; *at != '\0';) {
			buf_addf(&words, "%s%.*s", words.len > 0 ? " " : "", (int)strcspn(at, " "), at);
			at += strcspn(at, ";");
			at += *at != '\0' ? 2 : 0;
		}
		if (strcmp(words.data, asked[i].expected) != 0)
			fail_msg("%zu: %s, not %s", i, words.data, asked[i].expected);
	}
}

/* Of files that are asked about it can be told whether a stop by patterns stands there. */
static void test_patterns_at_a_file(void **state)
{
	static const struct mow_path files[] = {{"a.txt", 5, MOW_PATH_FILE}, {"d e.txt", 7, MOW_PATH_FILE}};
	static const struct mow_path folder = {"dd", 2, MOW_PATH_FOLDER};

	(void)state;
	begin(NULL);
	put((struct spec){NELL, .decision = RECORD_STOP, .reason = "no", .path = "*"});
	expect_log(&(struct mow_log_options){.rules = "plain"}, "stop holds (* holds)");
	expect_log(&(struct mow_log_options){.rules = "plain", .paths = files, .path_count = 1},
		   "stop no-role (* no-role)");
	expect_log(&(struct mow_log_options){.rules = "plain", .paths = files + 1, .path_count = 1},
		   "stop holds (* holds)");
	expect_log(&(struct mow_log_options){.rules = "plain", .paths = files, .path_count = 2},
		   "stop holds (* holds)");
	expect_log(&(struct mow_log_options){.rules = "plain", .paths = &folder, .path_count = 1},
		   "stop holds (* holds)");
}

static void test_what_cannot_be_asked_for(void **state)
{
	static const struct {
		struct mow_log_options options;
		const char *says;
	} asked[] = {
		{{.by = "@zoe"}, "nobody and no team is called @zoe"},
		{{.by = "zoe"}, "not zoe"},
		{{.by = "@"}, "is called @"},
		{{.decision = "decline"}, "a record decides approve, stop, withdraw, override or request, not decline"},
		{{.target = "nowhere"}, "--target says nowhere"},
		{{.target = "no where"}, "is no name of a branch or tag"},
		{{.rules = "nowhere"}, "nowhere"},
	};

	(void)state;
	begin(NULL);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct mow_log *log = NULL;
		struct mow_error err = {0, ""};
		struct mow_log_options options = asked[i].options;
		options.rules = options.rules != NULL ? options.rules : "plain";
		assert_int_equal(mow_log_new(&log, repo, &options, NULL, &err), MOW_EINVAL);
		assert_null(log);
		if (strstr(err.message, asked[i].says) == NULL)
			fail_msg("\"%s\" is not in: %s", asked[i].says, err.message);
	}
}

static void test_without_records_or_rules(void **state)
{
	struct mow_log *log = NULL;

	(void)state;
	begin(NULL);
	assert_int_equal(mow_log_new(&log, repo, &(struct mow_log_options){0}, NULL, NULL), MOW_OK);
	assert_false(mow_log_has_records(log));
	mow_log_free(log);
	put((struct spec){0});
	expect_log(&(struct mow_log_options){0}, "approve open (a.txt open, b.txt open, d e.txt open)");
}

/* Only what is told, and holds otherwise, is worth a run of ssh-keygen. */
static void test_few_signatures(void **state)
{
	const struct mow_log_options newest = {.rules = "plain", .limit = 2};

	(void)state;
	begin(NULL);
	for (int i = 0; i < 20; i++)
		put((struct spec){.only = "a.txt", .made = NOW - 100 + i});
	put((struct spec){.steps = &landed, .base = &world.first, .made = NOW - 5});
	(void)keygen_runs();
	expect_log(&newest, "approve landed (a.txt landed); approve holds (a.txt holds)");
	assert_int_equal(keygen_runs(), 1);
}

/* Batches grow; nothing is told twice, or left out. */
static void test_many(void **state)
{
	const struct mow_log_options all = {.rules = "plain"};
	MOW_AUTO(buf) told = BUF_INIT;
	size_t count = 0;

	(void)state;
	begin(NULL);
	for (int i = 0; i < 40; i++)
		put((struct spec){.decision = RECORD_STOP,
				  .reason = "no",
				  .only = "a.txt",
				  .target = i % 2 ? "refs/heads/release" : NULL,
				  .made = NOW - 100 + i});
	log_as(&told, &all, tell_entry);
	for (const char *at = told.data; (at = strstr(at, "stop holds")) != NULL; at++)
		count++;
	assert_int_equal(count, 40);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_what_is_asked_for),        cmocka_unit_test(test_patterns_at_a_file),
		cmocka_unit_test(test_what_cannot_be_asked_for), cmocka_unit_test(test_without_records_or_rules),
		cmocka_unit_test(test_few_signatures),           cmocka_unit_test(test_many),
	};
	enum { ROWS = sizeof rows / sizeof *rows, OTHERS = sizeof others / sizeof *others };
	struct CMUnitTest tests[ROWS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name, .test_func = test_state, .initial_state = (void *)&rows[i]};
	memcpy(tests + ROWS, others, sizeof others);
	return cmocka_run_group_tests(tests, setup_log, teardown_log);
}
