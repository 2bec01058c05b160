#include "rules/resolve/resolver.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/system.h"
#include "rules/resolve/folder_stack.h"
#include "rules/resolve/memo.h"

/* An answer that depends on so many areas is dear to find: hardly any does. */
#define DEAR_AREAS_MIN 64

struct resolver {
	const struct rules *rules;
	struct folder_stack stack;
	struct memo memo;
	resolver_matched_fn *matched; /* NULL: nobody watches */
	void *context;
	/* Scratch of one look-up: */
	struct pattern_matches hits; /* what the name adds: number of the scope's file, count, hits, and so on */
	struct pattern_matches part, patterns; /* of one file */
};

/* What is asked for: an entry of the folder that was gone to last. */
struct question {
	const char *name;
	size_t len;
	enum mow_path_kind kind;
	bool covered; /* by [rules] */
};

int resolver_new(struct resolver **out, const struct rules *rules, struct mow_error *err)
{
	struct resolver *resolver = calloc(1, sizeof *resolver);

	if (resolver == NULL)
		return mow_fail_memory(err);
	resolver->rules = rules;
	int result = memo_init(&resolver->memo, rules, err);
	if (result != MOW_OK) {
		free(resolver);
		return result;
	}
	folder_stack_init(&resolver->stack, rules);
	*out = resolver;
	return MOW_OK;
}

void resolver_free(struct resolver *resolver)
{
	if (resolver == NULL)
		return;
	folder_stack_release(&resolver->stack);
	memo_release(&resolver->memo);
	pattern_matches_release(&resolver->hits);
	pattern_matches_release(&resolver->part);
	pattern_matches_release(&resolver->patterns);
	free(resolver);
}

/* What the name adds to the matches that all entries of the folder have, into the list of hits, empty at first. */
static int find_hits(struct resolver *resolver, const struct scope *scope, const struct question *question,
		     struct mow_error *err)
{
	struct pattern_matches *hits = &resolver->hits;
	struct pattern_matches *part = &resolver->part;

	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_file *file = &scope->files[i];
		if (pattern_state_hits(part, file->patterns.set, file->state, question->name, question->len))
			return mow_fail_memory(err);
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
static int add_areas(struct resolver *resolver, const struct scope_file *from)
{
	const struct pattern_matches *matches = &resolver->patterns;
	struct memo_key *key = &resolver->memo.key;
	const void **out;

	if (array_reserve(key, matches->count))
		return MOW_ENOMEM;
	out = key->items + key->count;
	for (size_t i = 0; i < matches->count; i++) {
		uint32_t mark = from->patterns.marks[matches->items[i]];
		uint32_t next = i + 1 < matches->count ? from->patterns.marks[matches->items[i + 1]] : UINT32_MAX;
		if (next >> FILE_MARK_AREA == mark >> FILE_MARK_AREA || (mark & 1))
			continue;
		*out++ = &from->file->areas[mark >> FILE_MARK_AREA];
		key->sets |= file_mark_sets(mark);
	}
	key->count = (size_t)(out - key->items);
	return MOW_OK;
}

static int tell_matched(struct resolver *resolver, const struct rules_file *file)
{
	const struct pattern_matches *matches = &resolver->patterns;

	return resolver->matched != NULL ? resolver->matched(file, matches->items, matches->count, resolver->context)
					 : 0;
}

/* All that the answer depends on, into the key. */
static int make_key(struct resolver *resolver, const struct scope *scope, const struct question *question,
		    const struct rules_file *broken, struct mow_error *err)
{
	const uint32_t *hit = resolver->hits.items;
	const uint32_t *end = hit == NULL ? NULL : hit + resolver->hits.count;

	if (memo_begin(&resolver->memo, broken, question->covered))
		return mow_fail_memory(err);
	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_file *file = &scope->files[i];
		struct pattern_list hits = {NULL, 0};
		if (hit != end && hit[0] == i) {
			hits = (struct pattern_list){hit + 2, hit[1]};
			hit = hits.items + hits.count;
		}
		if (pattern_state_expand(&resolver->patterns, file->patterns.set, file->state, &hits, question->kind) ||
		    add_areas(resolver, file) || tell_matched(resolver, file->file))
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

/* The answer for a name that adds something, or one that was not asked for before. */
static int answer_anew(size_t *number, struct resolver *resolver, struct scope *scope, const struct question *question,
		       struct mow_error *err)
{
	struct pattern_matches *hits = &resolver->hits;

	if (array_reserve(hits, 1))
		return mow_fail_memory(err);
	/* Not counted: what else the answer depends on, as part of the key that it is kept by. */
	hits->items[hits->count] = (uint32_t)question->covered * 4 + (uint32_t)question->kind;
	if (scope_recall(number, scope, hits->items, hits->count + 1))
		return MOW_OK;
	int result = make_key(resolver, scope, question, scope->broken, err);
	if (result != MOW_OK)
		return result;
	if (memo_find(number, &resolver->memo))
		return mow_fail_memory(err);
	bool dear = resolver->memo.key.count >= DEAR_AREAS_MIN;
	return scope_keep(scope, hits->items, hits->count + 1, *number, dear) ? mow_fail_memory(err) : MOW_OK;
}

/* Whether the question is who repairs the broken file itself: that is for those whom the files above it name. */
static bool is_repair(const struct resolver *resolver, const struct scope *scope, const struct question *question)
{
	return scope->broken != NULL && question->kind == MOW_PATH_FILE &&
	       rules_is_owners(question->name, question->len) &&
	       scope->broken->folder_len == folder_stack_top(&resolver->stack)->len;
}

static int answer(size_t *number, struct resolver *resolver, struct scope *scope, const struct question *question,
		  struct mow_error *err)
{
	size_t *common = &scope->common[question->covered][question->kind];
	int result = MOW_OK;

	resolver->hits.count = 0;
	if (!scope->final)
		result = find_hits(resolver, scope, question, err);
	if (result != MOW_OK)
		return result;
	if (is_repair(resolver, scope, question)) {
		result = make_key(resolver, scope, question, NULL, err);
		if (result != MOW_OK)
			return result;
		return memo_find(number, &resolver->memo) ? mow_fail_memory(err) : MOW_OK;
	}
	if (resolver->hits.count > 0)
		return answer_anew(number, resolver, scope, question, err);
	if (*common == 0)
		result = answer_anew(common, resolver, scope, question, err);
	*number = *common;
	return result;
}

static int answer_broken(const struct requirement **out, struct resolver *resolver, bool covered, struct mow_error *err)
{
	size_t number;

	if (memo_find_broken(&number, &resolver->memo, covered))
		return mow_fail_memory(err);
	*out = memo_get(&resolver->memo, number);
	return MOW_OK;
}

/* Nothing matches the root folder. */
static int answer_root(const struct requirement **out, struct resolver *resolver, struct mow_error *err)
{
	size_t number;

	if (resolver->rules->broken)
		return answer_broken(out, resolver, false, err);
	if (memo_begin(&resolver->memo, NULL, false) || memo_find(&number, &resolver->memo))
		return mow_fail_memory(err);
	*out = memo_get(&resolver->memo, number);
	return MOW_OK;
}

static int answer_entry(const struct requirement **out, struct resolver *resolver, const struct question *question,
			struct mow_error *err)
{
	struct scope *scope = folder_stack_top(&resolver->stack)->scope;
	size_t number = 0;

	if (resolver->rules->broken)
		return answer_broken(out, resolver, question->covered, err);
	int result = answer(&number, resolver, scope, question, err);
	if (result == MOW_OK)
		*out = memo_get(&resolver->memo, number);
	return result;
}

static int enter(struct resolver *resolver, const char *path, size_t len, const struct requirement **all,
		 struct mow_error *err)
{
	const struct requirement *owners = NULL;
	const struct folder *folder;

	int result = folder_stack_go(&folder, &resolver->stack, path, len, err);
	if (result == MOW_OK && folder->scope->final && all != NULL) {
		const struct question question = {"", 0, MOW_PATH_FILE, folder->covered};
		result = answer_entry(&owners, resolver, &question, err);
	}
	if (result == MOW_OK && all != NULL)
		*all = owners;
	return result;
}

int resolver_enter(struct resolver *resolver, const char *path, size_t len, const struct requirement **all,
		   struct mow_error *err)
{
	folder_stack_expect_all(&resolver->stack);
	return enter(resolver, path, len, all, err);
}

int resolver_name(const struct requirement **out, struct resolver *resolver, const struct mow_path *name,
		  struct mow_error *err)
{
	const struct buf *folder = &resolver->stack.folder;
	bool covered = folder_stack_top(&resolver->stack)->covered ||
		       rules_covered_entry(folder->data, folder->len, name->bytes, name->len);
	const struct question question = {name->bytes, name->len, name->kind, covered};

	return answer_entry(out, resolver, &question, err);
}

/* The last component of a path that is not the root. */
static struct mow_path last_component(const struct mow_path *path)
{
	const char *slash = system_last(path->bytes, '/', path->len);
	size_t above = slash == NULL ? 0 : (size_t)(slash + 1 - path->bytes);

	return (struct mow_path){path->bytes + above, path->len - above, path->kind};
}

int resolver_look_up(const struct requirement **out, struct resolver *resolver, const struct mow_path *path,
		     struct mow_error *err)
{
	if (path->len == 0)
		return answer_root(out, resolver, err);
	const struct mow_path name = last_component(path);
	int result = folder_stack_expect(&resolver->stack, path, err);
	if (result == MOW_OK)
		result = enter(resolver, path->bytes, path->len - name.len, NULL, err);
	return result != MOW_OK ? result : resolver_name(out, resolver, &name, err);
}

int resolver_expect(struct resolver *resolver, const struct mow_path *path, struct mow_error *err)
{
	return folder_stack_expect(&resolver->stack, path, err);
}

int resolver_match_file(struct pattern_matches *out, struct resolver *resolver, const struct rules_file *file,
			const struct mow_path *name, struct mow_error *err)
{
	const struct scope *scope = folder_stack_top(&resolver->stack)->scope;

	out->count = 0;
	for (size_t i = 0; i < scope->count; i++)
		if (scope->files[i].file == file &&
		    pattern_state_match(out, scope->files[i].patterns.set, scope->files[i].state, name))
			return mow_fail_memory(err);
	return MOW_OK;
}

void resolver_watch(struct resolver *resolver, resolver_matched_fn *matched, void *context)
{
	/* What was resolved in the folders gone to would not be told. */
	if (matched != NULL)
		folder_stack_release(&resolver->stack);
	resolver->matched = matched;
	resolver->context = context;
}

void matched_areas_release(struct matched_areas *areas)
{
	free(areas->items);
}

/* What is explained: the entry that was looked up last. */
struct explaining {
	struct resolver *resolver;
	const struct requirement *owners;
	const struct mow_path *name;
	struct matched_areas found; /* with room for all */
	struct mow_error *err;
};

/* The areas of one file that have a match, with the match that decided. */
static int explain_file(struct explaining *explaining, const struct scope_file *from)
{
	const struct rules_file *file = from->file;
	struct pattern_matches *matches = &explaining->resolver->patterns;
	struct matched_areas *found = &explaining->found;

	if (pattern_state_match(matches, from->patterns.set, from->state, explaining->name))
		return mow_fail_memory(explaining->err);
	for (size_t i = 0; i < matches->count; i++) {
		const struct pattern *pattern = &file->patterns[matches->items[i]];
		const struct area *area = &file->areas[pattern->area];
		bool last = i + 1 == matches->count || file->patterns[matches->items[i + 1]].area != pattern->area;
		bool counts = area->freeze == NULL || !explaining->owners->is_rules;
		if (last && counts && !pattern->exclude)
			found->items[found->count++] = (struct matched_area){area, file, pattern};
	}
	return MOW_OK;
}

static int explain_entry(struct explaining *explaining)
{
	struct resolver *resolver = explaining->resolver;
	int result = MOW_OK;

	if (explaining->name->len == 0 || resolver->rules->broken)
		return MOW_OK;
	const struct scope *scope = folder_stack_top(&resolver->stack)->scope;
	for (size_t i = 0; result == MOW_OK && i < scope->count; i++)
		result = explain_file(explaining, &scope->files[i]);
	return result;
}

int resolver_explain(struct matched_areas *out, struct resolver *resolver, const struct mow_path *path,
		     struct mow_error *err)
{
	const struct rules *rules = resolver->rules;
	const struct mow_path name = path->len > 0 ? last_component(path) : *path;
	struct explaining explaining = {.resolver = resolver, .name = &name, .err = err};
	struct matched_areas *found = &explaining.found;

	int result = resolver_look_up(&explaining.owners, resolver, path, err);
	if (result != MOW_OK)
		return result;
	const struct requirement *owners = explaining.owners;
	found->items = calloc(owners->area_count + owners->freeze_count + 1, sizeof *found->items);
	if (found->items == NULL)
		return mow_fail_memory(err);
	if (owners->area_count > 0 && owners->areas[0] == &rules->otherwise)
		found->items[found->count++] = (struct matched_area){&rules->otherwise, rules->files[0], NULL};
	result = explain_entry(&explaining);
	if (result == MOW_OK && owners->area_count > 0 && owners->areas[owners->area_count - 1] == &rules->rules_area)
		found->items[found->count++] = (struct matched_area){&rules->rules_area, rules->files[0], NULL};
	if (result == MOW_OK)
		*out = *found;
	else
		matched_areas_release(found);
	return result;
}
