#include "rules/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* A visit that has been left keeps its arena for the next folder until so much has been used: most folders need very
 * little. */
#define ARENA_SPENT_MAX 8192

/* Answers kept with a view at most; then it begins anew. */
#define ANSWERS_MAX 4096

void view_source_release(struct view_source *source)
{
	arena_release(&source->arena);
	free(source->marks.items);
	*source = (struct view_source){.rules = source->rules};
}

/* The marks of a file's patterns. */
static const uint32_t *mark_patterns(struct view_source *source, size_t number)
{
	const struct rules_file *file = source->rules->files[number];

	for (; source->marks.count <= number; source->marks.count++) {
		if (array_reserve(&source->marks, 1))
			return NULL;
		source->marks.items[source->marks.count] = NULL;
	}
	if (source->marks.items[number] == NULL) {
		uint32_t *marks = arena_array(&source->arena, file->pattern_count, sizeof *marks);
		if (marks == NULL)
			return NULL;
		for (size_t i = 0; i < file->pattern_count; i++)
			marks[i] = view_mark(file, i);
		source->marks.items[number] = marks;
	}
	return source->marks.items[number];
}

int view_keep(struct view *view, const uint32_t *key, size_t count, size_t answer)
{
	size_t len = count * sizeof *key;

	if (view->answers.count >= ANSWERS_MAX) {
		map_release(&view->answers);
		arena_release(&view->keys);
	}
	const char *copy = arena_dup(&view->keys, (const char *)key, len);
	return copy == NULL ? MOW_ENOMEM : map_put(&view->answers, copy, len, answer);
}

bool view_recall(size_t *answer, const struct view *view, const uint32_t *key, size_t count)
{
	return map_get(&view->answers, key, count * sizeof *key, answer);
}

static struct view *new_view(struct view_source *source, size_t files)
{
	struct view *view = calloc(1, sizeof *view + files * sizeof view->files[0]);

	if (view != NULL)
		view->source = source;
	return view;
}

/* A view may own a plain one, which may own another, and so on: at most as many as a pattern has components. */
static void free_view(struct view *view)
{
	while (view != NULL) {
		struct view *plain = view->plain;
		map_release(&view->answers);
		arena_release(&view->keys);
		free(view);
		view = plain;
	}
}

void visit_leave(struct visit *visit)
{
	free_view(visit->owned);
	visit->owned = NULL;
	visit->view = NULL;
	if (visit->spent > ARENA_SPENT_MAX) {
		arena_release(&visit->arena);
		visit->spent = 0;
	}
}

void visit_free(struct visit *visit)
{
	if (visit == NULL)
		return;
	visit_leave(visit);
	arena_release(&visit->arena);
	free(visit);
}

/* Room for what the states of a folder without names of its own may take in the same arena, beside the state itself. */
static void spend(struct visit *visit, const struct pattern_state *state)
{
	visit->spent += 2 * pattern_state_size(state);
}

/* The OWNERS file of the folder itself joins the view. */
static int join(struct view *view, struct visit *visit, size_t number, struct mow_error *err)
{
	const struct rules_file *file = view->source->rules->files[number];
	struct view_file *joined = &view->files[view->count];

	if (file->broken) {
		if (view->broken == NULL)
			view->broken = file;
		return MOW_OK;
	}
	if (file->set == NULL || file->pattern_count == 0 || view->source->rules->broken)
		return MOW_OK;
	int status = pattern_state_root(&joined->state, file->set, &visit->arena, err);
	if (status != MOW_OK)
		return status;
	spend(visit, joined->state);
	joined->file = file;
	joined->marks = mark_patterns(view->source, number);
	if (joined->marks == NULL)
		return mow_fail_memory(err);
	view->count++;
	return MOW_OK;
}

static void settle(struct view *view)
{
	view->final = true;
	for (size_t i = 0; i < view->count; i++)
		view->final &= pattern_state_is_final(view->files[i].state);
}

int visit_enter_root(struct visit *visit, struct view_source *source, struct mow_error *err)
{
	struct view *view = new_view(source, 1);

	if (view == NULL)
		return mow_fail_memory(err);
	int status = source->rules->file_count > 0 ? join(view, visit, 0, err) : MOW_OK;
	if (status != MOW_OK) {
		free_view(view);
		return status;
	}
	settle(view);
	visit->len = 0;
	visit->covered = false;
	visit->view = visit->owned = view;
	return MOW_OK;
}

/* A folder by its own name. */
struct view_folder {
	const char *name;
	size_t name_len;
};

/* Whether both are in force at the same places: then all that was resolved in the one holds in the other. */
static bool same_view(const struct view *a, const struct view *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (a->files[i].state != b->files[i].state)
			return false;
	}
	return true;
}

/* The states of the parent's files in the folder, into `draft`. `plain`: they all live as long as the parent's. */
static int enter_states(struct view *draft, bool *plain, struct visit *visit, const struct view_folder *folder,
			struct mow_error *err)
{
	*plain = true;
	for (size_t i = 0; i < draft->count; i++) {
		struct view_file *file = &draft->files[i];
		const struct pattern_state *from = file->state;
		int status = pattern_state_enter(&file->state, file->file->set, from, folder->name, folder->name_len,
						 &visit->arena, err);
		if (status != MOW_OK)
			return status;
		if (!pattern_state_outlives(file->state, from)) {
			*plain = false;
			spend(visit, file->state);
		}
	}
	return MOW_OK;
}

/* Takes `draft` for the visit, or what there is already that means the same. */
static void choose_view(struct visit *visit, struct view *parent, struct view *draft, bool plain)
{
	visit->owned = NULL;
	visit->view = parent;
	if (plain && same_view(draft, parent)) {
		free_view(draft);
		return;
	}
	settle(draft);
	visit->view = draft;
	if (plain && parent->plain == NULL) {
		parent->plain = draft;
	} else if (plain && same_view(draft, parent->plain)) {
		free_view(draft);
		visit->view = parent->plain;
	} else {
		/* Also where a name means something to one file and nothing to another, though all states live on. */
		visit->owned = draft;
	}
}

int visit_enter(struct visit *visit, const struct visit *parent, const char *path, size_t len, struct mow_error *err)
{
	struct view *above = parent->view;
	const struct rules *rules = above->source->rules;
	const struct view_folder folder = {path + parent->len, len - parent->len - 1};
	size_t own;
	bool plain;
	bool has_own = rules->file_count > 1 && map_get(&rules->folders, path, len, &own);

	visit->len = len;
	visit->covered = parent->covered || rules_covers_folder(path, len);
	if (above->final && !has_own) {
		visit->view = above;
		return MOW_OK;
	}
	struct view *draft = new_view(above->source, above->count + 1);
	if (draft == NULL)
		return mow_fail_memory(err);
	memcpy(draft->files, above->files, above->count * sizeof above->files[0]);
	draft->count = above->count;
	draft->broken = above->broken;
	int status = enter_states(draft, &plain, visit, &folder, err);
	if (status == MOW_OK && has_own)
		status = join(draft, visit, own, err);
	if (status != MOW_OK) {
		free_view(draft);
		return status;
	}
	choose_view(visit, above, draft, plain && !has_own);
	return MOW_OK;
}
