#include "convert/areas.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/system.h"
#include "rules/match/overlap.h"
#include "rules/rules.h"

#define NONE SIZE_MAX
/* So many pairs of rules are looked at; from then on a rule is taken out of all areas before it, which is right too. */
#define PAIRS_MAX 30000000

/* A rule that may count: one without another of the same text behind it. */
struct ranked {
	const struct codeowners_rule *rule;
	const char *folders; /* what overlap_folders tells */
	size_t folders_len;
	bool whole;   /* it matches all below them */
	size_t area;  /* its own; NONE */
	size_t same;  /* the last one before it with those folders; NONE */
	size_t place; /* among all, sorted by folders */
};

struct sweep {
	struct list_areas *areas;
	size_t first_area;
	struct ranked *ranked; /* in the order in which they win */
	size_t *sorted;        /* ranked, by folders */
	size_t count;
	struct map chains; /* the last one of those passed with the folders */
	struct map lists;  /* areas by list */
	struct map outs;   /* where an area takes out all below some folders, by area and folders */
	size_t pairs, bytes;
	struct arena arena;
	struct mow_error *err;
};

static int fail_size(struct mow_error *err)
{
	return mow_fail(err, MOW_ETOOBIG,
			"what these rules say does not fit into one OWNERS file, which holds 1 MiB; split the file by "
			"folders first, or let fewer rules overlap");
}

/* ---- Areas ---------------------------------------------------------------------------------------------------------- */

static int new_area(size_t *number, struct list_areas *areas, const struct codeowners_section *section, size_t list)
{
	*number = areas->count;
	if (array_reserve(areas, 1))
		return MOW_ENOMEM;
	areas->items[areas->count++] = (struct list_area){.section = section, .list = list};
	return MOW_OK;
}

static int add_pattern(struct sweep *sweep, size_t area, const struct codeowners_rule *rule, bool exclude)
{
	struct list_area *to = &sweep->areas->items[area];

	sweep->bytes += rule->len + 4;
	if (sweep->bytes > RULES_FILE_MAX)
		return fail_size(sweep->err);
	if (array_reserve(&to->patterns, 1))
		return mow_fail_memory(sweep->err);
	if (!exclude)
		to->last = to->patterns.count;
	to->patterns.items[to->patterns.count++] = (struct area_pattern){rule, exclude};
	return MOW_OK;
}

/* ---- The rules that may count --------------------------------------------------------------------------------------- */

/* Keeps the last of those with the same text. Those that leave out come last, since nothing overrules them. */
static int rank(struct sweep *sweep, const struct codeowners_section *section)
{
	size_t total = section->rules.count, at = total;
	MOW_AUTO(map) texts = {0};

	sweep->ranked = calloc(total + 1, sizeof *sweep->ranked);
	sweep->sorted = calloc(total + 1, sizeof *sweep->sorted);
	if (sweep->ranked == NULL || sweep->sorted == NULL)
		return mow_fail_memory(sweep->err);
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = total; i-- > 0;) {
			const struct codeowners_rule *rule = &section->rules.items[i];
			if ((rule->list == LIST_LEFT_OUT) != (round == 0) ||
			    map_get(&texts, rule->pattern, rule->len, NULL))
				continue;
			if (map_put(&texts, rule->pattern, rule->len, i) != MOW_OK)
				return mow_fail_memory(sweep->err);
			sweep->ranked[--at] = (struct ranked){.rule = rule, .area = NONE, .same = NONE};
		}
	}
	sweep->count = total - at;
	memmove(sweep->ranked, sweep->ranked + at, sweep->count * sizeof *sweep->ranked);
	return MOW_OK;
}

static int compare_folders(const void *a, const void *b, void *context)
{
	const struct sweep *sweep = context;
	const struct ranked *x = &sweep->ranked[*(const size_t *)a], *y = &sweep->ranked[*(const size_t *)b];
	size_t both = x->folders_len < y->folders_len ? x->folders_len : y->folders_len;
	int order = memcmp(x->folders, y->folders, both);

	return order != 0 ? order : (x->folders_len > y->folders_len) - (x->folders_len < y->folders_len);
}

static int sort(struct sweep *sweep)
{
	MOW_AUTO(buf) folders = BUF_INIT;

	for (size_t i = 0; i < sweep->count; i++) {
		struct ranked *ranked = &sweep->ranked[i];
		buf_reset(&folders);
		ranked->whole = overlap_folders(&folders, ranked->rule->pattern, ranked->rule->len);
		if (buf_check(&folders, sweep->err))
			return MOW_ENOMEM;
		ranked->folders = arena_dup(&sweep->arena, folders.data, folders.len);
		ranked->folders_len = folders.len;
		if (ranked->folders == NULL)
			return mow_fail_memory(sweep->err);
		sweep->sorted[i] = i;
	}
	system_sort(sweep->sorted, sweep->count, sizeof *sweep->sorted, compare_folders, sweep);
	for (size_t i = 0; i < sweep->count; i++)
		sweep->ranked[sweep->sorted[i]].place = i;
	return MOW_OK;
}

/* ---- What a rule is taken out of ------------------------------------------------------------------------------------ */

/* Appends what sweep->outs knows an area and folders by. */
static void add_out_key(struct buf *key, size_t area, const char *folders, size_t len)
{
	buf_add(key, &area, sizeof area);
	buf_add(key, folders, len);
}

static bool is_folder(const struct codeowners_rule *rule)
{
	return rule->pattern[rule->len - 1] == '/';
}

/* Whether the area has taken out all that the rule matches, and nothing is in it again since. */
static bool is_out(const struct sweep *sweep, const struct ranked *later, size_t number)
{
	const struct list_area *area = &sweep->areas->items[number];
	MOW_AUTO(buf) key = BUF_INIT;

	for (size_t len = 0; len < later->folders_len; len++) {
		size_t at;
		if (later->folders[len] != '/')
			continue;
		buf_reset(&key);
		add_out_key(&key, number, later->folders, len + 1);
		if (key.failed || !map_get(&sweep->outs, key.data, key.len, &at) || at < area->last)
			continue;
		if (len + 1 < later->folders_len || !later->whole || is_folder(later->rule) ||
		    !is_folder(area->patterns.items[at].rule))
			return true;
	}
	return false;
}

static int keep_out(struct sweep *sweep, const struct ranked *later, size_t area)
{
	MOW_AUTO(buf) key = BUF_INIT;

	if (!later->whole)
		return MOW_OK;
	add_out_key(&key, area, later->folders, later->folders_len);
	const char *kept = arena_dup(&sweep->arena, key.data, key.len);
	if (key.failed || kept == NULL ||
	    map_put(&sweep->outs, kept, key.len, sweep->areas->items[area].patterns.count - 1) != MOW_OK)
		return mow_fail_memory(sweep->err);
	return MOW_OK;
}

/* From the area of an earlier rule, if they can match the same path. */
static int take_out(struct sweep *sweep, const struct ranked *later, const struct ranked *earlier)
{
	size_t own = later->area, area = earlier->area;

	sweep->pairs++;
	if (area == NONE || area == own)
		return MOW_OK;
	const struct list_area *from = &sweep->areas->items[area];
	bool done = from->patterns.count > 0 && from->patterns.items[from->patterns.count - 1].rule == later->rule;
	if (done || !overlap_may(later->rule->pattern, later->rule->len, earlier->rule->pattern, earlier->rule->len))
		return MOW_OK;
	if (is_out(sweep, later, area))
		return MOW_OK;
	int result = add_pattern(sweep, area, later->rule, true);
	return result == MOW_OK ? keep_out(sweep, later, area) : result;
}

/* Those whose folders begin with the rule's: they lie side by side. */
static int take_out_below(struct sweep *sweep, size_t number)
{
	const struct ranked *later = &sweep->ranked[number];
	size_t from = later->place;
	int result = MOW_OK;

	while (from > 0) {
		const struct ranked *before = &sweep->ranked[sweep->sorted[from - 1]];
		if (before->folders_len != later->folders_len ||
		    memcmp(before->folders, later->folders, later->folders_len) != 0)
			break;
		from--;
	}
	for (size_t i = from; result == MOW_OK && i < sweep->count && sweep->pairs < PAIRS_MAX; i++) {
		const struct ranked *other = &sweep->ranked[sweep->sorted[i]];
		if (other->folders_len < later->folders_len ||
		    memcmp(other->folders, later->folders, later->folders_len) != 0)
			break;
		sweep->pairs++;
		if (sweep->sorted[i] < number)
			result = take_out(sweep, later, other);
	}
	return result;
}

/* Those whose folders the rule's begin with. */
static int take_out_above(struct sweep *sweep, const struct ranked *later)
{
	int result = MOW_OK;

	for (size_t len = later->folders_len; result == MOW_OK && len > 0 && sweep->pairs < PAIRS_MAX;) {
		do
			len--;
		while (len > 0 && later->folders[len - 1] != '/');
		size_t at = NONE;
		(void)map_get(&sweep->chains, later->folders, len, &at);
		for (; result == MOW_OK && at != NONE && sweep->pairs < PAIRS_MAX; at = sweep->ranked[at].same)
			result = take_out(sweep, later, &sweep->ranked[at]);
	}
	return result;
}

static int take_out_everywhere(struct sweep *sweep, const struct ranked *later)
{
	int result = MOW_OK;

	for (size_t i = sweep->first_area; result == MOW_OK && i < sweep->areas->count; i++) {
		const struct list_area *area = &sweep->areas->items[i];
		if (i != later->area && area->patterns.count > 0 &&
		    area->patterns.items[area->patterns.count - 1].rule != later->rule)
			result = add_pattern(sweep, i, later->rule, true);
	}
	return result;
}

/* ---- All rules ------------------------------------------------------------------------------------------------------ */

static int find_area(struct sweep *sweep, struct ranked *ranked, const struct codeowners_section *section)
{
	const struct codeowners_rule *rule = ranked->rule;

	if (rule->list == LIST_NOBODY || rule->list == LIST_LEFT_OUT ||
	    map_get(&sweep->lists, &rule->list, sizeof rule->list, &ranked->area))
		return MOW_OK;
	if (new_area(&ranked->area, sweep->areas, section, rule->list) != MOW_OK ||
	    map_put(&sweep->lists, &rule->list, sizeof rule->list, ranked->area) != MOW_OK)
		return mow_fail_memory(sweep->err);
	return MOW_OK;
}

static int pass(struct sweep *sweep, size_t number, const struct codeowners_section *section)
{
	struct ranked *ranked = &sweep->ranked[number];
	int result = find_area(sweep, ranked, section);

	if (result == MOW_OK)
		result = take_out_below(sweep, number);
	if (result == MOW_OK)
		result = take_out_above(sweep, ranked);
	if (result == MOW_OK && sweep->pairs >= PAIRS_MAX)
		result = take_out_everywhere(sweep, ranked);
	if (result != MOW_OK || ranked->area == NONE)
		return result;
	(void)map_get(&sweep->chains, ranked->folders, ranked->folders_len, &ranked->same);
	if (map_put(&sweep->chains, ranked->folders, ranked->folders_len, number) != MOW_OK)
		return mow_fail_memory(sweep->err);
	return add_pattern(sweep, ranked->area, ranked->rule, false);
}

static int add_last_wins(struct sweep *sweep, const struct codeowners_section *section)
{
	int result = rank(sweep, section);

	if (result == MOW_OK)
		result = sort(sweep);
	for (size_t i = 0; result == MOW_OK && i < sweep->count; i++)
		result = pass(sweep, i, section);
	return result;
}

/* ---- Where all lines add up ----------------------------------------------------------------------------------------- */

/* Into the area unless that has the text already. */
static int add_once(struct sweep *sweep, struct map *texts, const struct ranked *ranked)
{
	const struct codeowners_rule *rule = ranked->rule;
	size_t len = sizeof ranked->area + rule->len;
	char *key = arena_room(&sweep->arena, len);

	if (key == NULL)
		return mow_fail_memory(sweep->err);
	memcpy(key, &ranked->area, sizeof ranked->area);
	memcpy(key + sizeof ranked->area, rule->pattern, rule->len);
	if (map_get(texts, key, len, NULL))
		return MOW_OK;
	if (map_put(texts, key, len, 0) != MOW_OK)
		return mow_fail_memory(sweep->err);
	return add_pattern(sweep, ranked->area, rule, rule->inverse);
}

/* An inverse line has an area of its own: everything but what its patterns match. */
static int add_all_up(struct sweep *sweep, const struct codeowners_section *section)
{
	struct ranked ranked = {.rule = NULL};
	MOW_AUTO(map) texts = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < section->rules.count; i++) {
		const struct codeowners_rule *rule = &section->rules.items[i];
		bool same_line = ranked.rule != NULL && ranked.rule->line == rule->line;
		size_t area = same_line && rule->inverse ? ranked.area : NONE;
		ranked = (struct ranked){.rule = rule, .area = area};
		if (rule->list == LIST_NOBODY)
			continue;
		if (!rule->inverse)
			result = find_area(sweep, &ranked, section);
		else if (!same_line && new_area(&ranked.area, sweep->areas, section, rule->list) != MOW_OK)
			result = mow_fail_memory(sweep->err);
		if (result == MOW_OK)
			sweep->areas->items[ranked.area].inverse = rule->inverse;
		if (result == MOW_OK)
			result = add_once(sweep, &texts, &ranked);
	}
	return result;
}

static void release(struct sweep *sweep)
{
	free(sweep->ranked);
	free(sweep->sorted);
	map_release(&sweep->chains);
	map_release(&sweep->lists);
	map_release(&sweep->outs);
	arena_release(&sweep->arena);
}

int list_areas_add(struct list_areas *areas, const struct codeowners *codeowners,
		   const struct codeowners_section *section, struct mow_error *err)
{
	struct sweep sweep = {.areas = areas, .first_area = areas->count, .err = err};
	int result = codeowners->forge == FORGE_GITEA ? add_all_up(&sweep, section) : add_last_wins(&sweep, section);

	release(&sweep);
	return result;
}

void list_areas_release(struct list_areas *areas)
{
	for (size_t i = 0; i < areas->count; i++)
		free(areas->items[i].patterns.items);
	free(areas->items);
}
