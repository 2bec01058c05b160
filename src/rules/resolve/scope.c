#include "rules/resolve/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A folder that has been left keeps its arena for the next folder until so much has been used: most folders need very
 * little. */
#define ARENA_SPENT_MAX 8192

/* Answers kept with a scope at most; then it begins anew. */
#define ANSWERS_MAX 4096

/* Where the answer of a short key is: by the match that the name adds. */
static size_t recent_place(const uint32_t *key)
{
	return key[RECENT_KEY - 2] % RECENT_ANSWERS;
}

int scope_keep(struct scope *scope, const uint32_t *key, size_t count, size_t answer, bool dear)
{
	size_t len = count * sizeof *key;

	if (count == RECENT_KEY) {
		struct recent_answer *recent = &scope->recent[recent_place(key)];
		memcpy(recent->key, key, sizeof recent->key);
		recent->answer = answer;
	}
	if (!dear)
		return MOW_OK;
	if (scope->answers.count >= ANSWERS_MAX) {
		map_release(&scope->answers);
		arena_release(&scope->keys);
	}
	const char *copy = arena_dup(&scope->keys, (const char *)key, len);
	return copy == NULL ? MOW_ENOMEM : map_put(&scope->answers, copy, len, answer);
}

bool scope_recall(size_t *answer, const struct scope *scope, const uint32_t *key, size_t count)
{
	const struct recent_answer *recent = count == RECENT_KEY ? &scope->recent[recent_place(key)] : NULL;

	if (recent == NULL || recent->answer == 0 || memcmp(recent->key, key, sizeof recent->key) != 0)
		return map_get(&scope->answers, key, count * sizeof *key, answer);
	*answer = recent->answer;
	return true;
}

static struct scope *new_scope(struct file_patterns_table *table, size_t files)
{
	struct scope *scope = calloc(1, sizeof *scope + files * sizeof scope->files[0]);

	if (scope != NULL)
		scope->table = table;
	return scope;
}

/* A scope may own a plain one, which may own another, and so on: at most as many as a pattern has components. */
static void free_scope(struct scope *scope)
{
	while (scope != NULL) {
		struct scope *plain = scope->plain;
		map_release(&scope->answers);
		arena_release(&scope->keys);
		free(scope);
		scope = plain;
	}
}

void folder_leave(struct folder *folder)
{
	free_scope(folder->owned);
	folder->owned = NULL;
	if (folder->spent > ARENA_SPENT_MAX) {
		arena_release(&folder->arena);
		folder->spent = 0;
	}
}

void folder_free(struct folder *folder)
{
	folder_leave(folder);
	arena_release(&folder->arena);
	free(folder);
}

/* Room for what the states of a folder without names of its own may take in the same arena, beside the state itself. */
static void spend(struct folder *folder, const struct pattern_state *state)
{
	folder->spent += 2 * pattern_state_size(state);
}

/* The OWNERS file of the folder itself joins the scope. */
static int join(struct scope *scope, struct folder *folder, size_t number, struct mow_error *err)
{
	const struct rules_file *file = scope->table->rules->files[number];
	struct scope_file *joined = &scope->files[scope->count];

	if (file->broken) {
		if (scope->broken == NULL)
			scope->broken = file;
		return MOW_OK;
	}
	if (file->pattern_count == 0 || scope->table->rules->broken)
		return MOW_OK;
	int result = file_patterns_get(&joined->patterns, scope->table, number, err);
	if (result != MOW_OK)
		return result;
	joined->state = pattern_state_root(joined->patterns.set, &folder->arena);
	if (joined->state == NULL)
		return mow_fail_memory(err);
	spend(folder, joined->state);
	joined->file = file;
	scope->count++;
	return MOW_OK;
}

static void settle(struct scope *scope)
{
	scope->final = true;
	for (size_t i = 0; i < scope->count; i++)
		scope->final &= pattern_state_is_final(scope->files[i].state);
}

int folder_enter_root(struct folder *folder, struct file_patterns_table *table, struct mow_error *err)
{
	struct scope *scope = new_scope(table, 1);

	if (scope == NULL)
		return mow_fail_memory(err);
	int result = join(scope, folder, 0, err);
	if (result != MOW_OK) {
		free_scope(scope);
		return result;
	}
	settle(scope);
	folder->scope = folder->owned = scope;
	return MOW_OK;
}

/* A folder by its own name. */
struct folder_name {
	const char *name;
	size_t name_len;
};

/* Whether both are in force at the same places: then all that was resolved in the one holds in the other. */
static bool same_scope(const struct scope *a, const struct scope *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (a->files[i].state != b->files[i].state)
			return false;
	}
	return true;
}

/* The states of the parent's files in the folder, into `draft`. `plain`: they all live as long as the parent's. */
static int enter_states(struct scope *draft, bool *plain, struct folder *folder, const struct folder_name *named,
			struct mow_error *err)
{
	*plain = true;
	for (size_t i = 0; i < draft->count; i++) {
		struct scope_file *file = &draft->files[i];
		const struct pattern_state *from = file->state;
		file->state =
			pattern_state_enter(file->patterns.set, from, named->name, named->name_len, &folder->arena);
		if (file->state == NULL)
			return mow_fail_memory(err);
		if (!pattern_state_outlives(file->state, from)) {
			*plain = false;
			spend(folder, file->state);
		}
	}
	return MOW_OK;
}

/* Takes `draft` for the folder, or what there is already that means the same. */
static void choose_scope(struct folder *folder, struct scope *parent, struct scope *draft, bool plain)
{
	folder->scope = parent;
	if (plain && same_scope(draft, parent)) {
		free_scope(draft);
		return;
	}
	settle(draft);
	folder->scope = draft;
	if (plain && parent->plain == NULL) {
		parent->plain = draft;
	} else if (plain && same_scope(draft, parent->plain)) {
		free_scope(draft);
		folder->scope = parent->plain;
	} else {
		/* Also where a name means something to one file and nothing to another, though all states live on. */
		folder->owned = draft;
	}
}

int folder_enter(struct folder *folder, const struct folder *parent, const char *path, size_t len,
		 struct mow_error *err)
{
	struct scope *above = parent->scope;
	const struct rules *rules = above->table->rules;
	const struct folder_name named = {path + parent->len, len - parent->len - 1};
	size_t own;
	bool plain;
	bool has_own = rules->file_count > 1 && map_get(&rules->folders, path, len, &own);

	folder->len = len;
	folder->covered = parent->covered || rules_covered_folder(path, len);
	if (above->final && !has_own) {
		folder->scope = above;
		return MOW_OK;
	}
	struct scope *draft = new_scope(above->table, above->count + 1);
	if (draft == NULL)
		return mow_fail_memory(err);
	memcpy(draft->files, above->files, above->count * sizeof above->files[0]);
	draft->count = above->count;
	draft->broken = above->broken;
	int result = enter_states(draft, &plain, folder, &named, err);
	if (result == MOW_OK && has_own)
		result = join(draft, folder, own, err);
	if (result != MOW_OK) {
		free_scope(draft);
		return result;
	}
	choose_scope(folder, above, draft, plain && !has_own);
	return MOW_OK;
}
