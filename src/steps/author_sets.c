#include "steps/author_sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/array.h"
#include "base/error.h"

#define NAME_KEPT 128 /* bytes of each name, beside its own */
#define SET_KEPT 128  /* the same of each set */

void authors_release(struct authors *authors)
{
	free(authors->sets);
	free(authors->of_step);
	arena_release(&authors->arena);
	*authors = (struct authors){0};
}

int author_sets_init(struct author_sets *people, size_t step_count, struct mow_error *err)
{
	*people = (struct author_sets){.step_count = step_count};
	people->of_step = calloc(step_count > 0 ? step_count : 1, sizeof *people->of_step);
	return people->of_step != NULL ? MOW_OK : mow_fail_memory(err);
}

void author_sets_release(struct author_sets *people)
{
	for (size_t i = 0; people->of_step != NULL && i < people->step_count; i++)
		free(people->of_step[i].items);
	free(people->of_step);
	free(people->names.items);
	map_release(&people->ids);
	arena_release(&people->arena);
	*people = (struct author_sets){0};
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void put_key(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && is_space(text[len - 1]))
		len--;
	for (; len > 0 && is_space(*text); len--)
		text++;
	ascii_add_lower(out, text, len);
}

static int number_of(uint32_t *out, struct author_sets *people, const struct buf *key, struct mow_error *err)
{
	size_t id = people->names.count;

	if (!map_get(&people->ids, key->data, key->len, &id)) {
		if (id >= AUTHOR_SETS_PEOPLE_MAX)
			return mow_fail(err, MOW_ETOOBIG, "the change has more than %d authors",
					AUTHOR_SETS_PEOPLE_MAX);
		int result = budget_memory(people->budget, NAME_KEPT + key->len, err);
		if (result != MOW_OK)
			return result;
		const char *name = arena_dup(&people->arena, key->data, key->len);
		if (name == NULL || array_reserve(&people->names, 1) || map_put(&people->ids, name, key->len, id))
			return mow_fail_memory(err);
		people->names.items[people->names.count++] = name;
	}
	*out = (uint32_t)id;
	return MOW_OK;
}

int author_sets_add(struct author_list *list, struct author_sets *people, const char *name, const char *email,
		    struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	uint32_t id = 0;

	put_key(&key, email);
	if (key.len == 0) {
		buf_addc(&key, '<');
		put_key(&key, name);
		buf_addc(&key, '>');
	}
	int result = buf_check(&key, err);
	if (result == MOW_OK)
		result = number_of(&id, people, &key, err);
	if (result != MOW_OK)
		return result;
	if (array_reserve(list, 1))
		return mow_fail_memory(err);
	list->items[list->count++] = id;
	return MOW_OK;
}

static int compare_ids(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a;
	uint32_t second = *(const uint32_t *)b;

	return first < second ? -1 : first > second;
}

/* Sorted, each once. */
static void tidy(struct author_list *list)
{
	size_t kept = 0;

	if (list->count < 2)
		return;
	qsort(list->items, list->count, sizeof *list->items, compare_ids);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 || list->items[i] != list->items[kept - 1])
			list->items[kept++] = list->items[i];
	list->count = kept;
}

static int fail_many(struct mow_error *err)
{
	return mow_fail(err, MOW_ETOOBIG,
			"the change has too many files in too many commits by too many authors; split it");
}

/* Room for one more: a full list is tidied first, and grows only where that frees less than half of it. */
static int make_room(struct author_sets *people, struct author_list *list, struct mow_error *err)
{
	size_t before = list->capacity;

	if (list->count < list->capacity)
		return MOW_OK;
	tidy(list);
	if (list->count < list->capacity / 2)
		return MOW_OK;
	/* array_reserve would begin with 8; most files have one author. */
	size_t wanted = before == 0 ? 1 : before * 2;
	int result = budget_memory(people->budget, (wanted - before) * sizeof *list->items, err);
	if (result != MOW_OK)
		return result;
	uint32_t *items = reallocarray(list->items, wanted, sizeof *items);
	if (items == NULL)
		return mow_fail_memory(err);
	list->items = items;
	list->capacity = wanted;
	people->pairs += wanted - before;
	if (people->pairs > AUTHOR_SETS_PAIRS_MAX)
		return fail_many(err);
	return MOW_OK;
}

int author_sets_join(struct author_list *list, struct author_sets *people, const struct author_list *more,
		     struct mow_error *err)
{
	people->touches += more->count;
	if (people->touches > AUTHOR_SETS_TOUCHES_MAX)
		return fail_many(err);
	int enough = budget_work(people->budget, (uint64_t)more->count * sizeof *more->items, err);
	if (enough != MOW_OK)
		return enough;
	for (size_t i = 0; i < more->count; i++) {
		if (list->count > 0 && list->items[list->count - 1] == more->items[i])
			continue;
		int result = make_room(people, list, err);
		if (result != MOW_OK)
			return result;
		list->items[list->count++] = more->items[i];
	}
	return MOW_OK;
}

struct ranked {
	const char *name;
	uint32_t id;
};

static int compare_ranked(const void *a, const void *b)
{
	return strcmp(((const struct ranked *)a)->name, ((const struct ranked *)b)->name);
}

/* Numbers people anew in the order of their names, which then is that of every set; all lists follow. */
static int rank(struct author_sets *people, struct author_list *rest, struct mow_error *err)
{
	size_t count = people->names.count;
	MOW_AUTO_FREE struct ranked *ranked = calloc(count + 1, sizeof *ranked);
	MOW_AUTO_FREE uint32_t *rank_of = calloc(count + 1, sizeof *rank_of);

	if (ranked == NULL || rank_of == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){people->names.items[i], (uint32_t)i};
	qsort(ranked, count, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < count; i++) {
		rank_of[ranked[i].id] = (uint32_t)i;
		people->names.items[i] = ranked[i].name;
	}
	for (size_t i = 0; i <= people->step_count; i++) {
		struct author_list *list = i < people->step_count ? &people->of_step[i] : rest;
		for (size_t k = 0; k < list->count; k++)
			list->items[k] = rank_of[list->items[k]];
		tidy(list);
	}
	return MOW_OK;
}

static int add_set(struct authors *out, const struct author_sets *people, const struct author_list *list,
		   struct mow_error *err)
{
	if (out->count == out->capacity && array_grow(&out->sets, &out->capacity, out->count, 1, sizeof *out->sets))
		return mow_fail_memory(err);
	int result = budget_memory(people->budget, SET_KEPT + list->count * sizeof(char *), err);
	if (result != MOW_OK)
		return result;
	const char **emails = arena_array(&out->arena, list->count, sizeof *emails);
	if (emails == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < list->count; i++)
		emails[i] = people->names.items[list->items[i]];
	out->sets[out->count++] = (struct author_set){.emails = emails, .count = list->count};
	return MOW_OK;
}

static int put_sets(struct authors *out, const struct author_sets *people, const struct author_list *rest,
		    struct mow_error *err)
{
	MOW_AUTO(map) known = {0};
	const struct author_list none = {0};
	int result = add_set(out, people, &none, err);

	for (size_t i = 0; result == MOW_OK && i < people->step_count; i++) {
		const struct author_list *list = people->of_step[i].count > 0 ? &people->of_step[i] : rest;
		size_t index = 0;
		if (list->count > 0 && !map_get(&known, list->items, list->count * sizeof *list->items, &index)) {
			index = out->count;
			result = add_set(out, people, list, err);
			if (result == MOW_OK && map_put(&known, list->items, list->count * sizeof *list->items, index))
				result = mow_fail_memory(err);
		}
		out->of_step[i] = index;
	}
	return result;
}

int author_sets_finish(struct authors *out, struct author_sets *people, const struct author_list *rest,
		       struct mow_error *err)
{
	struct authors authors = {.arena = people->arena}; /* the names stay with it */
	struct author_list others = {0};
	int result = MOW_OK;

	people->arena = (struct arena){0};
	authors.of_step = calloc(people->step_count > 0 ? people->step_count : 1, sizeof *authors.of_step);
	if (authors.of_step == NULL || array_reserve(&others, rest->count))
		result = mow_fail_memory(err);
	if (result == MOW_OK && rest->count > 0) {
		memcpy(others.items, rest->items, rest->count * sizeof *rest->items);
		others.count = rest->count;
	}
	if (result == MOW_OK)
		result = rank(people, &others, err);
	if (result == MOW_OK)
		result = put_sets(&authors, people, &others, err);
	free(others.items);
	if (result != MOW_OK) {
		authors_release(&authors);
		return result;
	}
	*out = authors;
	return MOW_OK;
}
