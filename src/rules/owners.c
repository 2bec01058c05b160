#include "rules/owners.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/cascade.h"
#include "rules/visits.h"

/* An answer that depends on so many areas is kept where it was found: hardly any does. */
#define KEPT_AREAS_MIN 64

struct resolver {
	const struct rules *rules;
	struct visits visits;
	struct arena arena; /* all that is handed out */
	struct {
		struct owners **items; /* all answers; number 0 is none */
		size_t count, capacity;
	} answers;
	struct map numbers;       /* what an answer depends on (see key) → its number */
	struct owners *broken[2]; /* the answers where the root file is broken: [covered] */
	/* Scratch of one look-up: */
	struct pattern_matches hits; /* what the name adds: number of the view's file, count, hits, and so on */
	struct pattern_matches part, patterns; /* of one file */
	struct {
		const void **items; /* the broken file, [rules] or NULL, the areas */
		size_t count, capacity;
	} key;
};

/* What is asked for. */
struct question {
	const char *path;
	size_t len;
	const char *name; /* the last component */
	size_t name_len;
	bool folder;
	bool covered; /* by [rules] */
};

int resolver_new(struct resolver **out, const struct rules *rules, struct mow_error *err)
{
	struct resolver *resolver = calloc(1, sizeof *resolver);

	if (resolver == NULL)
		return mow_fail_memory(err);
	resolver->rules = rules;
	visits_init(&resolver->visits, rules);
	*out = resolver;
	return MOW_OK;
}

void resolver_free(struct resolver *resolver)
{
	if (resolver == NULL)
		return;
	visits_release(&resolver->visits);
	free(resolver->answers.items);
	map_release(&resolver->numbers);
	pattern_matches_release(&resolver->hits);
	pattern_matches_release(&resolver->part);
	pattern_matches_release(&resolver->patterns);
	free(resolver->key.items);
	arena_release(&resolver->arena);
	free(resolver);
}

/* What the name adds to the matches that all entries of the folder have. */
static int find_hits(struct resolver *resolver, const struct view *view, const struct question *question,
		     struct mow_error *err)
{
	struct pattern_matches *hits = &resolver->hits;
	struct pattern_matches *part = &resolver->part;

	hits->count = 0;
	for (size_t i = 0; i < view->count && !view->final; i++) {
		const struct view_file *file = &view->files[i];
		int status =
			pattern_state_hits(part, file->file->set, file->state, question->name, question->name_len, err);
		if (status != MOW_OK)
			return status;
		if (part->count == 0)
			continue;
		if (array_reserve(hits, part->count + 2))
			return mow_fail_memory(err);
		hits->items[hits->count++] = (uint32_t)i;
		hits->items[hits->count++] = (uint32_t)part->count;
		memcpy(hits->items + hits->count, part->items, part->count * sizeof *part->items);
		hits->count += part->count;
	}
	return MOW_OK;
}

/* The areas of one file that have a match, into the key: of each area, the last match decides. */
static int add_areas(struct resolver *resolver, const struct view_file *from)
{
	const struct pattern_matches *matches = &resolver->patterns;
	const void **out;

	if (array_reserve(&resolver->key, matches->count))
		return MOW_ENOMEM;
	out = resolver->key.items + resolver->key.count;
	for (size_t i = 0; i < matches->count; i++) {
		uint32_t mark = from->marks[matches->items[i]];
		bool last = i + 1 == matches->count || from->marks[matches->items[i + 1]] / 2 != mark / 2;
		if (last && !(mark & 1))
			*out++ = &from->file->areas[mark / 2];
	}
	resolver->key.count = (size_t)(out - resolver->key.items);
	return MOW_OK;
}

/* All that the answer depends on, into the key. `view` NULL: of the root folder, which nothing matches. */
static int make_key(struct resolver *resolver, const struct view *view, const struct question *question,
		    const struct rules_file *broken, struct mow_error *err)
{
	const uint32_t *hit = resolver->hits.items;
	const uint32_t *end = hit == NULL ? NULL : hit + resolver->hits.count;

	resolver->key.count = 0;
	if (array_reserve(&resolver->key, 2))
		return mow_fail_memory(err);
	resolver->key.items[resolver->key.count++] = broken;
	resolver->key.items[resolver->key.count++] = question->covered ? &resolver->rules->rules_area : NULL;
	for (size_t i = 0; view != NULL && i < view->count; i++) {
		const struct view_file *file = &view->files[i];
		struct pattern_list hits = {NULL, 0};
		if (hit != end && hit[0] == i) {
			hits = (struct pattern_list){hit + 2, hit[1]};
			hit = hits.items + hits.count;
		}
		int status = pattern_set_expand(&resolver->patterns, file->file->set,
						pattern_state_common(file->state, question->folder), &hits,
						question->folder, err);
		if (status != MOW_OK)
			return status;
		if (add_areas(resolver, file))
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

static int add_answer(size_t *number, struct resolver *resolver, struct mow_error *err)
{
	size_t len = resolver->key.count * sizeof *resolver->key.items;
	const void **key = arena_alloc(&resolver->arena, len);
	struct owners *owners = arena_alloc(&resolver->arena, sizeof *owners);

	if (key == NULL || owners == NULL || array_reserve(&resolver->answers, 2))
		return mow_fail_memory(err);
	memcpy(key, resolver->key.items, len);
	struct area_set set = {(const struct area *const *)(key + 2), resolver->key.count - 2, key[1] != NULL, key[0]};
	if (resolver->answers.count == 0)
		resolver->answers.items[resolver->answers.count++] = NULL;
	if (cascade_add_up(owners, resolver->rules, &set, &resolver->arena) ||
	    map_put(&resolver->numbers, key, len, resolver->answers.count))
		return mow_fail_memory(err);
	*number = resolver->answers.count;
	resolver->answers.items[resolver->answers.count++] = owners;
	return MOW_OK;
}

/* The answer of the key: what was added up before, or new. */
static int answer_key(size_t *number, struct resolver *resolver, struct mow_error *err)
{
	size_t len = resolver->key.count * sizeof *resolver->key.items;

	if (map_get(&resolver->numbers, resolver->key.items, len, number))
		return MOW_OK;
	return add_answer(number, resolver, err);
}

/* The answer for a name that adds something, or one that was not asked for before. */
static int answer_anew(size_t *number, struct resolver *resolver, struct view *view, const struct question *question,
		       struct mow_error *err)
{
	struct pattern_matches *hits = &resolver->hits;

	if (array_reserve(hits, 1))
		return mow_fail_memory(err);
	/* Not counted: what else the answer depends on, as part of the key that it is kept by. */
	hits->items[hits->count] = (uint32_t)question->covered * 2 + question->folder;
	if (view_recall(number, view, hits->items, hits->count + 1))
		return MOW_OK;
	int status = make_key(resolver, view, question, view->broken, err);
	if (status == MOW_OK)
		status = answer_key(number, resolver, err);
	if (status != MOW_OK || resolver->key.count < KEPT_AREAS_MIN)
		return status;
	return view_keep(view, hits->items, hits->count + 1, *number) ? mow_fail_memory(err) : MOW_OK;
}

/* Whether the question is who repairs the broken file itself: that is for those whom the files above it name. */
static bool is_repair(const struct view *view, const struct question *question)
{
	return view->broken != NULL && !question->folder && strlen(view->broken->path) == question->len &&
	       memcmp(view->broken->path, question->path, question->len) == 0;
}

static int answer(size_t *number, struct resolver *resolver, struct view *view, const struct question *question,
		  struct mow_error *err)
{
	size_t *common = &view->common[question->covered][question->folder];

	int status = find_hits(resolver, view, question, err);
	if (status != MOW_OK)
		return status;
	if (is_repair(view, question)) {
		status = make_key(resolver, view, question, NULL, err);
		return status != MOW_OK ? status : answer_key(number, resolver, err);
	}
	if (resolver->hits.count > 0)
		return answer_anew(number, resolver, view, question, err);
	if (*common == 0)
		status = answer_anew(common, resolver, view, question, err);
	*number = *common;
	return status;
}

static int answer_broken(const struct owners **out, struct resolver *resolver, bool covered, struct mow_error *err)
{
	struct owners *owners = resolver->broken[covered];

	if (owners == NULL) {
		owners = arena_alloc(&resolver->arena, sizeof *owners);
		if (owners == NULL)
			return mow_fail_memory(err);
		cascade_broken(owners, resolver->rules, covered);
		resolver->broken[covered] = owners;
	}
	*out = owners;
	return MOW_OK;
}

static struct question ask(const char *path, size_t len, bool folder)
{
	const char *slash = len > 0 ? memrchr(path, '/', len) : NULL;
	const char *name = slash != NULL ? slash + 1 : path;

	return (struct question){path, len, name, (size_t)(path + len - name), folder, false};
}

/* Nothing matches the root folder. */
static int answer_root(size_t *number, struct resolver *resolver, const struct question *question,
		       struct mow_error *err)
{
	int status = make_key(resolver, NULL, question, NULL, err);

	return status != MOW_OK ? status : answer_key(number, resolver, err);
}

int resolver_look_up(const struct owners **out, struct resolver *resolver, const char *path, size_t len, bool folder,
		     struct mow_error *err)
{
	struct question question = ask(path, len, folder);
	struct view *view = NULL;
	size_t number = 0;

	if (resolver->rules->broken)
		return answer_broken(out, resolver, rules_covers(path, len), err);
	int status = visits_go(&view, &resolver->visits, path, len - question.name_len, err);
	if (status != MOW_OK)
		return status;
	question.covered = len > 0 && visits_covers(&resolver->visits, path, len);
	if (len == 0)
		status = answer_root(&number, resolver, &question, err);
	else
		status = answer(&number, resolver, view, &question, err);
	if (status == MOW_OK)
		*out = resolver->answers.items[number];
	return status;
}

/* What explains an answer; there is room for all areas of it. */
struct explanation {
	struct matched_area *items;
	size_t count;
};

/* The areas of one file that have a match, with the match that decided. */
static int explain_file(struct explanation *out, struct resolver *resolver, const struct view_file *from,
			const struct question *question, struct mow_error *err)
{
	const struct rules_file *file = from->file;
	struct pattern_matches *matches = &resolver->patterns;

	int status = pattern_state_match(matches, file->set, from->state, question->name, question->name_len,
					 question->folder, err);
	for (size_t i = 0; status == MOW_OK && i < matches->count; i++) {
		const struct pattern *pattern = &file->patterns[matches->items[i]];
		bool last = i + 1 == matches->count || file->patterns[matches->items[i + 1]].area != pattern->area;
		if (last && !pattern->exclude)
			out->items[out->count++] = (struct matched_area){&file->areas[pattern->area], file, pattern};
	}
	return status;
}

static int explain_path(struct explanation *out, struct resolver *resolver, const struct question *question,
			struct mow_error *err)
{
	struct view *view = NULL;

	if (question->len == 0 || resolver->rules->broken)
		return MOW_OK;
	int status = visits_go(&view, &resolver->visits, question->path, question->len - question->name_len, err);
	for (size_t i = 0; status == MOW_OK && i < view->count; i++)
		status = explain_file(out, resolver, &view->files[i], question, err);
	return status;
}

int resolver_explain(struct matched_area **out, size_t *count, struct resolver *resolver, const char *path, size_t len,
		     bool folder, struct mow_error *err)
{
	const struct rules *rules = resolver->rules;
	const struct question question = ask(path, len, folder);
	struct explanation found = {NULL, 0};
	const struct owners *owners;

	int status = resolver_look_up(&owners, resolver, path, len, folder, err);
	if (status != MOW_OK)
		return status;
	MOW_AUTO_FREE struct matched_area *areas = calloc(owners->area_count + 1, sizeof *areas);
	if (areas == NULL)
		return mow_fail_memory(err);
	found.items = areas;
	if (owners->area_count > 0 && owners->areas[0] == &rules->otherwise)
		areas[found.count++] = (struct matched_area){&rules->otherwise, rules->files[0], NULL};
	status = explain_path(&found, resolver, &question, err);
	if (status != MOW_OK)
		return status;
	if (owners->area_count > 0 && owners->areas[owners->area_count - 1] == &rules->rules_area)
		areas[found.count++] = (struct matched_area){&rules->rules_area, rules->files[0], NULL};
	*out = MOW_STEAL(areas);
	*count = found.count;
	return MOW_OK;
}
