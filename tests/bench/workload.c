/*
 * workload: the parts of mowners that no command shows alone, for tests/bench/bench (time) and tests/bench/guard
 * (instructions).
 *
 *     workload match ROUNDS PATHS PATTERNS   compiles the patterns of a file, matches the paths of another one
 *     workload owners ROUNDS PATHS OWNERS    reads an OWNERS file and compiles its patterns, resolves the paths
 *     workload inih ROUNDS OWNERS            what inih alone takes to read an OWNERS file
 *     workload look-up ROUNDS DIR OLD NEW    gathers the records about the steps from OLD to NEW from the store
 *     workload add ROUNDS DIR STEPS          adds a record of so many steps to the store
 *     workload union ROUNDS DIR              brings two stores together, each with a record more than that of DIR
 *     workload grow DIR COUNT                adds records one by one, and prints the commits
 *     workload steps DIR OLD NEW             prints the paths that differ, a line each
 *     workload authors DIR OLD NEW           prints them with the number of their authors, "PATH<TAB>N"
 *
 * Paths are in the order of git ls-tree -r, a line each. Those with ROUNDS print JSON: counts, and the nanoseconds of
 * each round. ROUNDS of 0 is one round without the one before it that warms up.
 */
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/file.h"
#include "evidence/gather/gather.h"
#include "evidence/store/store.h"
#include "git/tree.h"
#include "rules/read/read.h"
#include "rules/resolve/resolver.h"
#include "steps/authors.h"
#include "workload.h"

enum { FOLDERS_MAX = PATTERN_COMPONENTS_MAX };
#define FILE_MAX ((size_t)1 << 30)

/* ---- Lines of files ---------------------------------------------------------------------------------------------- */

struct line {
	const char *text;
	size_t len;
};
struct lines {
	struct buf bytes;
	struct line *items;
	size_t count;
};

static void read_bytes(struct buf *out, const char *path)
{
	struct mow_error err = {0};

	workload_must(file_read_named(out, path, FILE_MAX, &err), &err);
}

static void read_lines(struct lines *out, const char *path)
{
	*out = (struct lines){.bytes = BUF_INIT};
	read_bytes(&out->bytes, path);
	out->items = calloc(out->bytes.len + 1, sizeof *out->items);
	if (out->items == NULL)
		workload_fail("out of memory");
	char *at = out->bytes.data;
	char *end = at + out->bytes.len;
	for (char *stop; at < end && (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1)
		out->items[out->count++] = (struct line){at, (size_t)(stop - at)};
	if (out->count == 0)
		workload_fail("a file without a line");
}

static void lines_release(struct lines *lines)
{
	buf_release(&lines->bytes);
	free(lines->items);
}

/* ---- match: one set of patterns, walked as a tree is ---------------------------------------------------------------- */

struct folder {
	const struct pattern_state *state;
	struct arena arena;
	size_t len; /* of its path, with the slash */
};

struct walk {
	const struct pattern_set *set;
	struct folder folders[FOLDERS_MAX + 1];
	size_t depth;
	const char *last; /* a path in the folder we are in */
	struct pattern_matches matches;
	size_t total;
};

/* Up to the folder that holds both paths. */
static void walk_leave(struct walk *walk, const struct line *path)
{
	while (walk->depth > 0) {
		struct folder *folder = &walk->folders[walk->depth];
		if (path->len > folder->len && memcmp(path->text, walk->last, folder->len) == 0)
			break;
		arena_release(&folder->arena);
		walk->depth--;
	}
}

static void walk_path(struct walk *walk, const struct line *path)
{
	const char *slash;

	walk_leave(walk, path);
	const char *name = path->text + walk->folders[walk->depth].len;
	const char *end = path->text + path->len;
	for (; (slash = memchr(name, '/', (size_t)(end - name))) != NULL; name = slash + 1) {
		struct folder *parent = &walk->folders[walk->depth];
		if (walk->depth == FOLDERS_MAX)
			workload_fail("too many folders");
		struct folder *folder = &walk->folders[++walk->depth];
		*folder = (struct folder){.len = (size_t)(slash + 1 - path->text)};
		folder->state =
			pattern_state_enter(walk->set, parent->state, name, (size_t)(slash - name), &folder->arena);
		if (folder->state == NULL)
			workload_fail("out of memory");
	}
	const struct mow_path file = {name, (size_t)(end - name), false};
	if (pattern_state_match(&walk->matches, walk->set, walk->folders[walk->depth].state, &file) != MOW_OK)
		workload_fail("out of memory");
	walk->last = path->text;
	walk->total += walk->matches.count;
}

static size_t walk_all(const struct pattern_set *set, const struct lines *paths)
{
	struct walk walk = {.set = set};

	walk.folders[0].state = pattern_state_root(set, &walk.folders[0].arena);
	if (walk.folders[0].state == NULL)
		workload_fail("out of memory");
	for (size_t i = 0; i < paths->count; i++)
		walk_path(&walk, &paths->items[i]);
	for (size_t i = 0; i <= walk.depth; i++)
		arena_release(&walk.folders[i].arena);
	pattern_matches_release(&walk.matches);
	return walk.total;
}

static void run_match(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	struct lines paths, patterns;
	struct pattern_set *set;
	struct mow_error err = {0};
	size_t total = 0;

	read_lines(&paths, arguments[1]);
	read_lines(&patterns, arguments[2]);
	double start = workload_now();
	workload_must(pattern_set_new(&set, &err), &err);
	for (size_t i = 0; i < patterns.count; i++)
		workload_must(pattern_set_add(set, patterns.items[i].text, patterns.items[i].len, &err), &err);
	workload_must(pattern_set_compile(set, &err), &err);
	double compiled = workload_now() - start;
	while (rounds_go_on(&rounds)) {
		start = workload_now();
		total = walk_all(set, &paths);
		rounds_add(&rounds, workload_now() - start);
	}
	printf("{\"paths\": %zu, \"patterns\": %zu, \"matches\": %zu, \"prepare\": %.0f", paths.count, patterns.count,
	       total, compiled);
	rounds_print(&rounds);
	pattern_set_free(set);
	lines_release(&paths);
	lines_release(&patterns);
}

/* ---- owners: an OWNERS file from its bytes to the answers ----------------------------------------------------------- */

/* In the root folder, for which its patterns are compiled. */
static struct resolver *new_resolver(const struct rules *rules)
{
	struct resolver *resolver;
	struct mow_error err = {0};

	workload_must(resolver_new(&resolver, rules, &err), &err);
	workload_must(resolver_enter(resolver, "", 0, NULL, &err), &err);
	return resolver;
}

static void resolve_all(struct resolver *resolver, const struct lines *paths)
{
	const struct requirement *owners;
	struct mow_error err = {0};

	for (size_t i = 0; i < paths->count; i++) {
		const struct mow_path path = {paths->items[i].text, paths->items[i].len, false};
		workload_must(resolver_look_up(&owners, resolver, &path, &err), &err);
	}
}

static void run_owners(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	struct rules *rules;
	struct lines paths;
	struct buf owners = BUF_INIT;
	struct mow_error err = {0};

	read_lines(&paths, arguments[1]);
	read_bytes(&owners, arguments[2]);
	double start = workload_now();
	workload_must(rules_parse(&rules, owners.data, owners.len, NULL, &err), &err);
	struct resolver *resolver = new_resolver(rules);
	double read = workload_now() - start;
	if (rules->broken)
		workload_fail("the OWNERS file has errors");
	while (rounds_go_on(&rounds)) {
		if (resolver == NULL)
			resolver = new_resolver(rules);
		start = workload_now();
		resolve_all(resolver, &paths);
		rounds_add(&rounds, workload_now() - start);
		resolver_free(resolver);
		resolver = NULL;
	}
	printf("{\"paths\": %zu, \"patterns\": %zu, \"prepare\": %.0f", paths.count, rules->pattern_total, read);
	rounds_print(&rounds);
	rules_free(rules);
	buf_release(&owners);
	lines_release(&paths);
}

static int count_value(void *count, const char *section, const char *name, const char *value)
{
	(void)section, (void)name, (void)value;
	++*(size_t *)count;
	return 1;
}

static void run_inih(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	struct buf owners = BUF_INIT;
	size_t values = 0;

	read_bytes(&owners, arguments[1]);
	while (rounds_go_on(&rounds)) {
		values = 0;
		double start = workload_now();
		if (ini_parse_string(owners.data, count_value, &values) != 0)
			workload_fail("inih finds errors");
		rounds_add(&rounds, workload_now() - start);
	}
	printf("{\"values\": %zu", values);
	rounds_print(&rounds);
	buf_release(&owners);
}

/* ---- steps, authors, look-up: a change of a repository -------------------------------------------------------------- */

struct change {
	struct repo *repo;
	struct oid old_tip, new_tip, old_tree, new_tree;
	struct steps steps;
};

static void change_open(struct change *change, char **arguments)
{
	struct mow_error err = {0};

	*change = (struct change){0};
	workload_must(repo_open(&change->repo, arguments[0], REPO_FROM_DIR, &err), &err);
	workload_must(repo_commit_of(&change->old_tip, change->repo, arguments[1], &err), &err);
	workload_must(repo_commit_of(&change->new_tip, change->repo, arguments[2], &err), &err);
	workload_must(repo_commit_tree(&change->old_tree, change->repo, &change->old_tip, &err), &err);
	workload_must(repo_commit_tree(&change->new_tree, change->repo, &change->new_tip, &err), &err);
	workload_must(steps_between(&change->steps, change->repo, &change->old_tree, &change->new_tree, &err), &err);
}

static void change_close(struct change *change)
{
	steps_release(&change->steps);
	repo_free(change->repo);
}

static void run_steps(char **arguments)
{
	struct change change;

	change_open(&change, arguments);
	for (size_t i = 0; i < change.steps.count; i++)
		(void)puts(change.steps.items[i].path);
	change_close(&change);
}

static void run_authors(char **arguments)
{
	struct change change;
	struct authors authors = {0};
	struct mow_error err = {0};

	change_open(&change, arguments);
	const struct commit_range range = {&change.new_tip, &change.old_tip, 1};
	workload_must(authors_of(&authors, change.repo, &change.steps, &range, &err), &err);
	for (size_t i = 0; i < change.steps.count; i++)
		printf("%s\t%zu\n", change.steps.items[i].path, authors.sets[authors.of_step[i]].count);
	authors_release(&authors);
	change_close(&change);
}

/* So that no signature is verified: that is ssh-keygen's time. */
static bool count_nothing(size_t step, size_t person, const struct role *role, void *context)
{
	(void)step, (void)person, (void)role;
	++*(size_t *)context;
	return false;
}

static struct rules *read_rules(struct change *change)
{
	struct tree_entry entry;
	struct rules *rules;
	struct buf owners = BUF_INIT;
	struct mow_error err = {0};

	workload_must(tree_find(&entry, change->repo, &change->old_tree, &(struct mow_path){"OWNERS", 6, false}, &err),
		      &err);
	workload_must(repo_blob(&owners, change->repo, &entry.oid, RULES_FILE_MAX, &err), &err);
	workload_must(rules_parse(&rules, owners.data, owners.len, NULL, &err), &err);
	buf_release(&owners);
	return rules;
}

/* Of a repository that is opened anew each time, so that nothing of the store is in memory but in the system's. */
static void run_look_up(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	struct approvals_request request = {.target = "refs/heads/main", .may_count = count_nothing, .now = NOW};
	struct change change;
	struct oid commit;
	struct mow_error err = {0};
	size_t asked = 0, steps = 0;

	request.context = &asked;
	while (rounds_go_on(&rounds)) {
		struct approvals approvals = {0};
		change_open(&change, arguments + 1);
		struct rules *rules = read_rules(&change);
		request.repo = change.repo;
		request.rules = rules;
		request.steps = &change.steps;
		request.old_tip = change.old_tip;
		steps = change.steps.count;
		asked = 0;
		double start = workload_now();
		workload_must(store_root(&request.store, &commit, change.repo, &err), &err);
		workload_must(approvals_gather(&approvals, &request, &err), &err);
		rounds_add(&rounds, workload_now() - start);
		approvals_release(&approvals);
		rules_free(rules);
		change_close(&change);
	}
	printf("{\"steps\": %zu, \"approvals\": %zu", steps, asked);
	rounds_print(&rounds);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int arguments;
		void (*run)(char **arguments);
	} modes[] = {{"match", 3, run_match},     {"owners", 3, run_owners}, {"inih", 2, run_inih},
		     {"look-up", 4, run_look_up}, {"add", 3, run_add},       {"union", 2, run_union},
		     {"grow", 2, run_grow},       {"steps", 3, run_steps},   {"authors", 3, run_authors}};

	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		if (argc == modes[i].arguments + 2 && strcmp(argv[1], modes[i].name) == 0) {
			modes[i].run(argv + 2);
			return fflush(stdout) == 0 ? 0 : 1;
		}
	workload_fail("what to do is at the top of tests/bench/workload.c");
}
