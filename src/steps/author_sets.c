#include "steps/author_sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/text.h"

#define NAME_KEPT 128 /* bytes of each name, beside its own */
#define SET_KEPT 128  /* the same of each set */

static void free_lists(struct author_list *lists, size_t count)
{
	for (size_t i = 0; lists != NULL && i < count; i++)
		free(lists[i].items);
	free(lists);
}

void authors_release(struct authors *authors)
{
	free(authors->sets);
	free(authors->of_step);
	free_lists(authors->lists, authors->step_count);
	free(authors->rest.items);
	free(authors->commits);
	free(authors->unproved);
	arena_release(&authors->arena);
	*authors = (struct authors){0};
}

int author_sets_init(struct author_sets *people, size_t step_count, struct mow_error *err)
{
	*people = (struct author_sets){.step_count = step_count};
	people->of_step = calloc(step_count > 0 ? step_count : 1, sizeof *people->of_step);
	people->made = calloc(step_count > 0 ? step_count : 1, sizeof *people->made);
	return people->of_step != NULL && people->made != NULL ? MOW_OK : mow_fail_memory(err);
}

void author_sets_release(struct author_sets *people)
{
	free_lists(people->of_step, people->step_count);
	free(people->made);
	free(people->names.items);
	free(people->commits.items);
	free(people->room.items);
	map_release(&people->ids);
	arena_release(&people->arena);
	*people = (struct author_sets){0};
}

static void put_key(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && text_is_space(text[len - 1]))
		len--;
	for (; len > 0 && text_is_space(*text); len--)
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
	list->items[list->count] = (struct author_touch){id, list->count > 0 ? 1 : 0};
	list->count++;
	return MOW_OK;
}

void author_sets_commit(struct author_sets *people, const struct oid *commit)
{
	people->commit = *commit;
	people->committed = false;
}

/* The number of the commit at hand. */
static int number_commit(uint32_t *out, struct author_sets *people, struct mow_error *err)
{
	if (!people->committed) {
		int result = budget_memory(people->budget, sizeof people->commit, err);
		if (result != MOW_OK)
			return result;
		if (people->commits.count >= UINT32_MAX / 2 || array_reserve(&people->commits, 1) != MOW_OK)
			return mow_fail_memory(err);
		people->number = (uint32_t)people->commits.count;
		people->commits.items[people->commits.count++] = people->commit;
		people->committed = true;
	}
	*out = people->number;
	return MOW_OK;
}

static int compare_touches(const void *a, const void *b)
{
	const struct author_touch *first = a;
	const struct author_touch *second = b;

	if (first->person != second->person)
		return first->person < second->person ? -1 : 1;
	return first->commit < second->commit ? -1 : first->commit > second->commit;
}

/* Sorted, each once, with the newest commit. */
static void tidy(struct author_list *list)
{
	size_t kept = 0;

	if (list->count < 2)
		return;
	qsort(list->items, list->count, sizeof *list->items, compare_touches);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 || list->items[i].person != list->items[kept - 1].person)
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
	struct author_touch *items = realloc(list->items, wanted * sizeof *items);
	if (items == NULL)
		return mow_fail_memory(err);
	list->items = items;
	list->capacity = wanted;
	people->pairs += wanted - before;
	if (people->pairs > AUTHOR_SETS_PAIRS_MAX)
		return fail_many(err);
	return MOW_OK;
}

/* `number`: what is added to each touch's. */
static int join(struct author_list *list, struct author_sets *people, const struct author_list *more, uint32_t number,
		struct mow_error *err)
{
	people->touches += more->count;
	if (people->touches > AUTHOR_SETS_TOUCHES_MAX)
		return fail_many(err);
	int result = budget_work(people->budget, (uint64_t)more->count * sizeof *more->items, err);
	for (size_t i = 0; result == MOW_OK && i < more->count; i++) {
		if (list->count > 0 && list->items[list->count - 1].person == more->items[i].person)
			continue;
		result = make_room(people, list, err);
		if (result == MOW_OK)
			list->items[list->count++] =
				(struct author_touch){more->items[i].person, number + more->items[i].commit};
	}
	return result;
}

int author_sets_join(struct author_list *list, struct author_sets *people, const struct author_list *more,
		     struct mow_error *err)
{
	uint32_t commit;
	int result = number_commit(&commit, people, err);

	return result == MOW_OK ? join(list, people, more, 2 * commit, err) : result;
}

int author_sets_adopt(struct author_adopted *out, struct author_sets *people, const struct authors *authors,
		      struct mow_error *err)
{
	uint32_t own;
	int result = number_commit(&own, people, err); /* it is newer than they are */
	size_t count = authors->commit_count;

	if (result == MOW_OK)
		result = budget_memory(people->budget, count * sizeof *authors->commits, err);
	if (result != MOW_OK)
		return result;
	if (count >= UINT32_MAX / 2 - people->commits.count || array_reserve(&people->commits, count) != MOW_OK)
		return mow_fail_memory(err);
	*out = (struct author_adopted){authors, (uint32_t)people->commits.count};
	for (size_t i = 0; i < count; i++)
		people->commits.items[people->commits.count++] = authors->commits[i];
	return MOW_OK;
}

int author_sets_join_adopted(struct author_list *list, struct author_sets *people, const struct author_adopted *adopted,
			     size_t step, struct mow_error *err)
{
	const struct authors *authors = adopted->authors;
	const struct author_set *set = &authors->sets[authors->of_step[step]];
	const struct author_list *own = &authors->lists[step];
	const struct author_list *touches = own->count > 0 ? own : &authors->rest;
	struct author_list *room = &people->room;
	int result = MOW_OK;

	room->count = 0;
	for (size_t i = 0; result == MOW_OK && i < set->count; i++) {
		result = author_sets_add(room, people, "", set->emails[i], err);
		if (result == MOW_OK)
			room->items[i].commit = touches->items[i].commit;
	}
	return result == MOW_OK ? join(list, people, room, 2 * adopted->first, err) : result;
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
			list->items[k].person = rank_of[list->items[k].person];
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
		emails[i] = people->names.items[list->items[i].person];
	out->sets[out->count++] = (struct author_set){.emails = emails, .count = list->count};
	return MOW_OK;
}

/* The set whose people these are; the next one to be made where there is none. */
static int place_set(size_t *index, struct authors *out, struct map *known, const struct buf *people,
		     struct mow_error *err)
{
	if (map_get(known, people->data, people->len, index))
		return MOW_OK;
	const char *key = arena_dup(&out->arena, people->data, people->len);
	if (key == NULL || map_put(known, key, people->len, out->count) != MOW_OK)
		return mow_fail_memory(err);
	*index = out->count;
	return MOW_OK;
}

static int put_sets(struct authors *out, const struct author_sets *people, const struct author_list *rest,
		    struct mow_error *err)
{
	MOW_AUTO(map) known = {0};
	MOW_AUTO(buf) key = BUF_INIT;
	const struct author_list none = {0};
	int result = add_set(out, people, &none, err);

	for (size_t i = 0; result == MOW_OK && i < people->step_count; i++) {
		const struct author_list *list = people->of_step[i].count > 0 ? &people->of_step[i] : rest;
		buf_reset(&key);
		for (size_t k = 0; k < list->count; k++)
			buf_add(&key, &list->items[k].person, sizeof list->items[k].person);
		result = buf_check(&key, err);
		if (result == MOW_OK && list->count > 0)
			result = place_set(&out->of_step[i], out, &known, &key, err);
		if (result == MOW_OK && list->count > 0 && out->of_step[i] == out->count)
			result = add_set(out, people, list, err);
	}
	return result;
}

/* What nobody made, a merge took from a side of it. */
static int join_rest(struct author_sets *people, const struct author_list *rest, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < people->step_count; i++)
		if (!people->made[i] && people->of_step[i].count > 0)
			result = join(&people->of_step[i], people, rest, 0, err);
	return result;
}

int author_sets_finish(struct authors *out, struct author_sets *people, struct author_list *rest, struct mow_error *err)
{
	struct authors authors = {.arena = people->arena}; /* the names stay with it */
	int result = join_rest(people, rest, err);

	people->arena = (struct arena){0};
	authors.of_step = calloc(people->step_count > 0 ? people->step_count : 1, sizeof *authors.of_step);
	if (result == MOW_OK && authors.of_step == NULL)
		result = mow_fail_memory(err);
	if (result == MOW_OK)
		result = rank(people, rest, err);
	if (result == MOW_OK)
		result = put_sets(&authors, people, rest, err);
	if (result != MOW_OK) {
		authors_release(&authors);
		return result;
	}
	authors.lists = MOW_STEAL(people->of_step);
	authors.step_count = people->step_count;
	authors.rest = *rest;
	*rest = (struct author_list){0};
	authors.commit_count = people->commits.count;
	authors.commits = MOW_STEAL(people->commits.items);
	*out = authors;
	return MOW_OK;
}

/* Nobody has committed it. */
int authors_single(struct authors *out, const struct steps *steps, const char *email, struct mow_error *err)
{
	MOW_AUTO(author_sets) people = {0};
	struct author_list one = {0};
	int result = author_sets_init(&people, steps->count, err);

	if (result == MOW_OK)
		result = author_sets_add(&one, &people, "", email, err);
	if (result == MOW_OK)
		result = author_sets_finish(out, &people, &one, err);
	free(one.items);
	return result;
}
