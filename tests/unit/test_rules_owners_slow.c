/*
 * rules/owners: generated rules and paths, from a fixed seed, against a slow resolver that goes through every area each
 * time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "owners_help.h"
#include "pattern_help.h"
#include "rules/read/read.h"
#include "slow_pattern.h"

/* ---- Generated ---- */

static void make_pattern(struct buf *out, struct chance *chance)
{
	static const char *const components[] = {"a",  "b",    "c",     "ab",    "a*",      "*b",        "*a*",
						 "?",  "[ab]", "*",     "**",    "x.png",   "*.png",     "a?",
						 "?b", "A",    "*a*b*", "?.png", "[ax]*.*", "workflows", ".*"};

	if (chance_pick(chance, 3) == 0)
		buf_addc(out, '/');
	for (size_t i = 1 + chance_pick(chance, 3); i > 0; i--) {
		buf_adds(out, components[chance_pick(chance, sizeof components / sizeof components[0])]);
		if (i > 1 || chance_pick(chance, 4) == 0)
			buf_addc(out, '/');
	}
}

/* Patterns of one area, none twice; the first is no `!`. */
static void make_patterns(struct buf *out, struct chance *chance)
{
	MOW_AUTO(buf) seen = BUF_INIT;

	buf_addc(&seen, '\n');
	for (size_t i = 0, count = 1 + chance_pick(chance, 4); i < count; i++) {
		MOW_AUTO(buf) line = BUF_INIT;
		buf_addc(&line, '\n');
		if (i > 0 && chance_pick(chance, 3) == 0)
			buf_addc(&line, '!');
		make_pattern(&line, chance);
		buf_addc(&line, '\n');
		if (strstr(seen.data, line.data) != NULL)
			continue;
		buf_addf(&seen, "%s\n", line.data + 1);
		buf_addf(out, "%s%.*s\n", i == 0 ? "path = " : "  ", (int)(line.len - 2), line.data + 1);
	}
}

static void make_keys(struct buf *out, struct chance *chance)
{
	static const char *const who[] = {"@t", "@u", "@v", "@w"};
	static const char *const lists[] = {"@t @u", "@two", "@three, @w", "@v", "@U @t", "who@example.com"};
	static const char *const gates[] = {"@u",         "2 of @u @v @w", "@two", "2 of @two", "all of @three",
					    "1 of @w @v", "2 of @V @w"};
	static const char *const levels[] = {"lightweight", "standard", "detailed"};

	if (chance_pick(chance, 3) == 0)
		buf_addf(out, "accountable = %s\n", who[chance_pick(chance, 4)]);
	if (chance_pick(chance, 4) == 0)
		buf_addf(out, "responsible = %s\n", lists[chance_pick(chance, 6)]);
	if (chance_pick(chance, 4) == 0)
		buf_addf(out, "consulted = %s\n", lists[chance_pick(chance, 6)]);
	if (chance_pick(chance, 4) == 0)
		buf_addf(out, "informed = %s\n", lists[chance_pick(chance, 6)]);
	if (chance_pick(chance, 3) == 0)
		buf_addf(out, "review.g = %s\n", gates[chance_pick(chance, 7)]);
	if (chance_pick(chance, 3) == 0)
		buf_addf(out, "review = %s\n", gates[chance_pick(chance, 7)]);
	if (chance_pick(chance, 4) == 0)
		buf_addf(out, "level = %s\n", levels[chance_pick(chance, 3)]);
}

static void make_areas(struct buf *out, struct chance *chance, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "[area-%zu]\n", i);
		make_patterns(out, chance);
		make_keys(out, chance);
	}
}

static void note_finding(const struct mow_finding *finding, void *context)
{
	struct buf *text = context;

	if (finding->severity == MOW_ERROR)
		buf_addf(text, "%s:%u:%u: %s\n", finding->file, finding->line, finding->column, finding->message);
}

static void add_nested(struct rules *rules, struct chance *chance, const char *folder)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;

	make_areas(&text, chance, chance_pick(chance, 4));
	buf_adds(&text, chance_pick(chance, 8) == 0 ? "[bad]\n" : "");
	buf_addf(&path, "%sOWNERS", folder);
	assert_int_equal(rules_add(rules, &(struct file_text){path.data, text.data, text.len}, NULL, NULL), MOW_OK);
}

static const char *const nested[] = {"a/", "a/b/", "b/", "a/b/c/", "c/c/", "ab/"};
enum { NESTED = sizeof nested / sizeof nested[0] };

static struct rules *make_root(struct chance *chance)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) found = BUF_INIT;
	struct rules *rules = NULL;

	buf_adds(&text, OWNERS_HELP_HEAD);
	if (chance_pick(chance, 2) == 0)
		buf_adds(&text, "level = lightweight\n");
	if (chance_pick(chance, 2) == 0) {
		buf_adds(&text, "[otherwise]\naccountable = @w\n");
		buf_adds(&text, chance_pick(chance, 2) ? "review.g = @two\nlevel = detailed\n"
						       : "consulted = @u\nlevel = lightweight\n");
	}
	make_areas(&text, chance, 1 + chance_pick(chance, 10));
	assert_int_equal(
		rules_parse(&rules, text.data, text.len, &(const struct mow_finding_sink){note_finding, &found}, NULL),
		MOW_OK);
	if (found.len > 0)
		fail_msg("%s%s", found.data, text.data);
	return rules;
}

static struct rules *make_rules(struct chance *chance)
{
	struct rules *rules = make_root(chance);

	for (size_t i = 0; i < NESTED; i++) {
		if (chance_pick(chance, 2) > 0)
			add_nested(rules, chance, nested[i]);
	}
	return rules;
}

/* Ends in a slash for a folder. */
static void make_path(struct buf *out, struct chance *chance)
{
	static const char *const names[] = {"a", "b", "c", "ab", "x.png", "a", "b", "d"};
	static const char *const last[] = {"OWNERS", ".gitattributes", "x.png", "a.png", "a", "b", "b/", "c/", "ab/",
					   "d"};

	for (size_t i = chance_pick(chance, 5); i > 0; i--)
		buf_addf(out, "%s/", names[chance_pick(chance, 8)]);
	if (chance_pick(chance, 12) == 0)
		buf_adds(out, ".github/workflows/");
	buf_adds(out, last[chance_pick(chance, 10)]);
}

/* ---- The slow resolver ---- */

struct slow {
	const struct rules *rules;
	const char *path;
	size_t len;
	bool folder;
	const struct area *areas[200];
	size_t count;
};

static bool slow_ends(const struct slow *slow, const char *name)
{
	size_t len = strlen(name);

	return slow->len >= len && memcmp(slow->path + slow->len - len, name, len) == 0 &&
	       (slow->len == len || slow->path[slow->len - len - 1] == '/');
}

static bool slow_covers(const struct slow *slow)
{
	return slow_ends(slow, "OWNERS") || slow_ends(slow, ".gitattributes") ||
	       (slow->len > 18 && memmem(slow->path, slow->len, ".github/workflows/", 18) != NULL);
}

static bool slow_area(const struct slow *slow, const struct rules_file *file, size_t number)
{
	const struct area *area = &file->areas[number];
	bool in = false;

	for (size_t i = area->first_pattern; i < area->first_pattern + area->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[i];
		const char *text = pattern->text + pattern->exclude;
		if (slow_match(text, strlen(text), slow->path + file->folder_len, slow->len - file->folder_len,
			       slow->folder))
			in = !pattern->exclude;
	}
	return in;
}

/* The file of a folder; NULL. */
static const struct rules_file *slow_file(const struct slow *slow, size_t folder_len)
{
	for (size_t i = 0; i < slow->rules->file_count; i++) {
		const struct rules_file *file = slow->rules->files[i];
		if (file->folder_len == folder_len && memcmp(file->folder, slow->path, folder_len) == 0)
			return file;
	}
	return NULL;
}

/* Every area of every file above that matches; the outermost broken one. */
static const struct rules_file *slow_collect(struct slow *slow)
{
	const struct rules_file *broken = NULL;

	for (size_t at = 0; at < slow->len; at++) {
		const struct rules_file *file = at == 0 || slow->path[at - 1] == '/' ? slow_file(slow, at) : NULL;
		if (file == NULL)
			continue;
		if (file->broken && broken == NULL)
			broken = file;
		for (size_t i = 0; i < file->area_count && !file->broken; i++) {
			if (slow_area(slow, file, i))
				slow->areas[slow->count++] = &file->areas[i];
		}
	}
	return broken;
}

static bool slow_same_list(const struct gate *gate, const struct required_gate *other)
{
	for (size_t i = 0; i < gate->of_count; i++) {
		bool found = false;
		for (size_t j = 0; j < other->of_count; j++)
			found |= gate->of[i] == other->of[j];
		if (!found)
			return false;
	}
	return gate->of_count == other->of_count;
}

static void slow_gate(struct requirement *owners, const struct gate *gate, bool light, struct arena *arena,
		      const struct rules *rules)
{
	struct required_gate *sum = NULL;

	for (size_t i = 0; i < owners->gate_count; i++) {
		if (strcmp(owners->gates[i].name, gate->name) == 0 && slow_same_list(gate, &owners->gates[i]))
			sum = &owners->gates[i];
	}
	if (sum == NULL) {
		sum = &owners->gates[owners->gate_count++];
		*sum = (struct required_gate){.name = gate->name,
					      .need = gate->need,
					      .of = gate->of,
					      .of_count = gate->of_count,
					      .text = gate->text};
	}
	sum->light |= light;
	sum->strict |= !light;
	if (gate->need <= sum->need)
		return;
	sum->need = gate->need;
	sum->text = arena_printf(arena, "%u of", gate->need);
	for (size_t i = 0; i < sum->of_count; i++)
		sum->text = arena_printf(arena, "%s %s", sum->text, rules->owners[sum->of[i]].text);
}

static void slow_list(struct owner_list *sum, const struct owner_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		bool found = false;
		for (size_t j = 0; j < sum->count; j++)
			found |= sum->items[j] == list->items[i];
		if (!found)
			sum->items[sum->count++] = list->items[i];
	}
}

static void slow_resolve(struct buf *out, const struct rules *rules, const char *path, size_t len, bool folder)
{
	struct slow slow = {.rules = rules, .path = path, .len = len, .folder = folder};
	MOW_AUTO(arena) arena = {0};
	size_t lists[2][400];
	struct required_gate gates[400];
	struct requirement owners = {.accountable = RULES_NONE,
				     .gates = gates,
				     .consulted = {.items = lists[0]},
				     .informed = {.items = lists[1]}};
	const struct area *all[202];
	bool accountable = false;

	const struct rules_file *broken = slow_collect(&slow);
	bool covered = slow_covers(&slow);
	for (size_t i = 0; i < slow.count; i++)
		accountable |= slow.areas[i]->accountable != RULES_NONE;
	bool otherwise = !accountable && !covered && rules->has_otherwise;
	if (otherwise)
		all[owners.area_count++] = &rules->otherwise;
	for (size_t i = 0; i < slow.count; i++)
		all[owners.area_count++] = slow.areas[i];
	if (covered)
		all[owners.area_count++] = &rules->rules_area;
	for (size_t i = 0; i < owners.area_count; i++) {
		const struct area *area = all[i];
		bool counts = !covered || area == &rules->rules_area;
		if (counts && area->accountable != RULES_NONE) {
			owners.area = area;
			owners.accountable = area->accountable;
		}
		if (counts && area->responsible.count > 0)
			owners.responsible = &area->responsible;
		if (counts && area != &rules->otherwise && area->level > owners.level)
			owners.level = area->level;
		for (size_t g = 0; g < area->gate_count; g++)
			slow_gate(&owners, &area->gates[g], area->level == LEVEL_LIGHTWEIGHT, &arena, rules);
		slow_list(&owners.consulted, &area->consulted);
		slow_list(&owners.informed, &area->informed);
	}
	if (owners.level == LEVEL_UNSET)
		owners.level = covered                                              ? LEVEL_STANDARD
			       : otherwise && rules->otherwise.level != LEVEL_UNSET ? rules->otherwise.level
										    : rules->level;
	owners.areas = all;
	owners.is_rules = covered;
	owners.broken = broken != NULL && !folder && strlen(broken->path) == len && memcmp(broken->path, path, len) == 0
				? NULL
				: broken;
	owners_help_describe(out, rules, &owners);
}

static void check_slow(const struct rules *rules, const char *path, const struct requirement *owners)
{
	MOW_AUTO(buf) fast = BUF_INIT;
	MOW_AUTO(buf) slow = BUF_INIT;
	size_t len = strlen(path);
	bool folder = path[len - 1] == '/';

	owners_help_describe(&fast, rules, owners);
	slow_resolve(&slow, rules, path, len - folder, folder);
	if (strcmp(fast.data, slow.data) != 0)
		fail_msg("%s:\n%s\n%s", path, fast.data, slow.data);
}

static void compare_slow(struct resolver *resolver, const struct rules *rules, const char *path)
{
	const struct requirement *owners = owners_help_look_up(resolver, path);

	check_slow(rules, path, owners);
	owners_help_explain(resolver, rules, path, owners);
}

/* Whether there is an OWNERS file between a folder, of `above` bytes of a path, and the path itself. */
static bool has_nested(const struct rules *rules, const char *path, size_t above)
{
	for (size_t i = 0; i < rules->file_count; i++) {
		const struct rules_file *file = rules->files[i];
		if (file->folder_len > above && strncmp(path, file->folder, file->folder_len) == 0)
			return true;
	}
	return false;
}

/* Down the folders of a path: what is said of all below a folder holds for it, with the two exceptions. */
static void walk_slow(struct resolver *resolver, const struct rules *rules, const char *path)
{
	const struct requirement *all = NULL;
	const struct requirement *owners;
	const struct requirement *said[8] = {NULL};
	size_t above[8] = {0};
	size_t len = strlen(path);
	bool folder = path[len - 1] == '/';
	size_t depth = 0;

	len -= folder;
	for (const char *slash = path; slash != NULL; slash = memchr(path + above[depth], '/', len - above[depth])) {
		if (slash != path)
			above[++depth] = (size_t)(slash + 1 - path);
		assert_int_equal(resolver_enter(resolver, path, above[depth], &all, NULL), MOW_OK);
		said[depth] = all;
	}
	const struct mow_path name = {path + above[depth], len - above[depth], folder};
	assert_int_equal(resolver_name(&owners, resolver, &name, NULL), MOW_OK);
	check_slow(rules, path, owners);
	for (size_t i = 0; i <= depth; i++) {
		bool begins = false; /* to be covered, below the folder */
		for (size_t k = i + 1; k <= depth; k++)
			begins |= rules_covered_folder(path, above[k]);
		bool excepted = begins ||
				rules_covered_entry(path, above[depth], path + above[depth], len - above[depth]) ||
				has_nested(rules, path, above[i]);
		assert_true(said[i] == NULL || said[i] == owners || excepted);
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

enum { PATHS = 60 };

/* One path and no other, of which only those patterns are compiled that could match it. */
static void ask_alone(const struct rules *rules, const char *path)
{
	MOW_AUTO_PTR(resolver) alone = NULL;

	assert_int_equal(resolver_new(&alone, rules, NULL), MOW_OK);
	compare_slow(alone, rules, path);
}

/* Half of the paths were expected; the others are asked for all the same. */
static void ask_expected(const struct rules *rules, char *const *paths)
{
	MOW_AUTO_PTR(resolver) resolver = NULL;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	for (size_t i = 0; i < PATHS / 2; i++) {
		const struct mow_path path = {paths[i], strlen(paths[i]), MOW_PATH_FILE};
		assert_int_equal(resolver_expect(resolver, &path, NULL), MOW_OK);
	}
	for (size_t i = 0; i < PATHS; i++)
		compare_slow(resolver, rules, paths[i]);
}

/* The paths in no order, then sorted, then backwards, each by one resolver: the answers are those of the slow one every
 * time. */
static void try_paths(const struct rules *rules, struct chance *chance)
{
	char *paths[PATHS];
	MOW_AUTO_PTR(resolver) mixed = NULL;
	MOW_AUTO_PTR(resolver) sorted = NULL;
	MOW_AUTO_PTR(resolver) walked = NULL;

	assert_int_equal(resolver_new(&mixed, rules, NULL), MOW_OK);
	assert_int_equal(resolver_new(&sorted, rules, NULL), MOW_OK);
	assert_int_equal(resolver_new(&walked, rules, NULL), MOW_OK);
	for (size_t i = 0; i < PATHS; i++) {
		MOW_AUTO(buf) path = BUF_INIT;
		make_path(&path, chance);
		paths[i] = buf_detach(&path);
		assert_non_null(paths[i]);
		compare_slow(mixed, rules, paths[i]);
		ask_alone(rules, paths[i]);
	}
	ask_expected(rules, paths);
	qsort(paths, PATHS, sizeof *paths, compare_texts);
	for (size_t i = 0; i < PATHS; i++) {
		compare_slow(sorted, rules, paths[i]);
		walk_slow(walked, rules, paths[i]);
	}
	for (size_t i = PATHS; i-- > 0;)
		assert_ptr_equal(owners_help_look_up(sorted, paths[i]), owners_help_look_up(sorted, paths[i]));
	for (size_t i = PATHS; i-- > 0;) {
		compare_slow(sorted, rules, paths[i]);
		free(paths[i]);
	}
}

static void test_slow(void **state)
{
	struct chance chance = {1};
	(void)state;

	for (size_t round = 0; round < 300; round++) {
		MOW_AUTO_PTR(rules) rules = make_rules(&chance);
		try_paths(rules, &chance);
	}
}

/* Files that are added between the questions, and one resolver all the time. */
static void test_added(void **state)
{
	struct chance chance = {2};
	(void)state;

	for (size_t round = 0; round < 100; round++) {
		MOW_AUTO_PTR(rules) rules = make_root(&chance);
		MOW_AUTO_PTR(resolver) resolver = NULL;
		size_t first = chance_pick(&chance, NESTED);
		assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
		for (size_t i = 0; i < NESTED; i++) {
			for (size_t k = 0; k < 20; k++) {
				MOW_AUTO(buf) path = BUF_INIT;
				make_path(&path, &chance);
				if (k % 2)
					walk_slow(resolver, rules, path.data);
				else
					compare_slow(resolver, rules, path.data);
			}
			add_nested(rules, &chance, nested[(first + i) % NESTED]);
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_slow), cmocka_unit_test(test_added)};

	return cmocka_run_group_tests_name("rules_owners_slow", tests, NULL, NULL);
}
