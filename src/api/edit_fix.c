#include <string.h>

#include "api/edit.h"
#include "base/array.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "base/findings.h"
#include "rules/edit/layout.h"
#include "rules/edit/tidy.h"

struct fixing {
	struct mow_edit *edit;
	struct map paths;   /* the files that are asked about; empty: all */
	struct map dropped; /* "FILE:LINE" of accepts that have run out */
	const struct mow_finding_sink *sink;
	bool erroneous;      /* with an error that is not mended here */
	bool doubled;        /* with one that is */
	struct rules *rules; /* as they are to be */
	struct resolver *resolver;
	struct { /* by the number of what files are asked for now: what they are asked for then */
		const struct requirement **items;
		size_t count, capacity;
	} then;
	struct mow_error *err;
};

static void fixing_release(struct fixing *fixing)
{
	map_release(&fixing->paths);
	map_release(&fixing->dropped);
	resolver_free(fixing->resolver);
	rules_free(fixing->rules);
	free(fixing->then.items);
}
MOW_AUTO_DEFINE(fixing)

static void take(const struct mow_finding *finding, void *context)
{
	struct fixing *fixing = context;
	bool doubled = strcmp(finding->code, finding_word(FINDING_DUPLICATE_PATTERN)) == 0;

	fixing->doubled |= doubled;
	if (finding->severity != MOW_ERROR || doubled)
		return;
	fixing->erroneous = true;
	finding_tell(fixing->sink, finding);
}

/* ---- What has run out ---------------------------------------------------------------------------------------------- */

static int add_accepts(struct fixing *fixing, const char *file, const struct accept_list *accepts)
{
	struct arena *arena = &fixing->edit->arena;

	for (size_t i = 0; i < accepts->count; i++) {
		if (fixing->edit->repo->now < accepts->items[i].end)
			continue;
		const char *key = arena_printf(arena, "%s:%u", file, accepts->items[i].line);
		if (key == NULL || map_put(&fixing->dropped, key, strlen(key), 0))
			return mow_fail_memory(fixing->err);
	}
	return MOW_OK;
}

/* Of rules with an error there are none. */
static int find_accepts(struct fixing *fixing)
{
	const struct rules *rules = fixing->edit->ruleset.rules;
	int result = add_accepts(fixing, RULES_OWNERS, &rules->accepts);

	if (result == MOW_OK)
		result = add_accepts(fixing, RULES_OWNERS, &rules->rules_area.accepts);
	if (result == MOW_OK)
		result = add_accepts(fixing, RULES_OWNERS, &rules->otherwise.accepts);
	for (size_t i = 0; i < rules->file_count; i++)
		for (size_t j = 0; result == MOW_OK && j < rules->files[i]->area_count; j++)
			result = add_accepts(fixing, rules->files[i]->path, &rules->files[i]->areas[j].accepts);
	return result;
}

/* ---- The files ----------------------------------------------------------------------------------------------------- */

static int mark_dropped(bool *dropped, struct fixing *fixing, const struct edit_file *file, size_t count)
{
	MOW_AUTO(buf) key = BUF_INIT;

	for (size_t i = 0; fixing->dropped.count > 0 && i < count; i++) {
		buf_reset(&key);
		buf_addf(&key, "%s:%zu", file->path, i + 1);
		if (buf_check(&key, fixing->err))
			return MOW_ENOMEM;
		dropped[i] = map_get(&fixing->dropped, key.data, key.len, NULL);
	}
	return MOW_OK;
}

static int fix_file(struct fixing *fixing, struct edit_file *file)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	MOW_AUTO_FREE bool *dropped = NULL;
	int result = edit_text_read(&text, file->text.data, file->text.len, fixing->err);

	if (result != MOW_OK)
		return result;
	dropped = calloc(text.lines.count + 1, sizeof *dropped);
	result = dropped != NULL ? mark_dropped(dropped, fixing, file, text.lines.count) : mow_fail_memory(fixing->err);
	int lines = result == MOW_OK ? edit_tidy(&file->new, &text, dropped, fixing->err) : result;
	if (lines <= 0) {
		buf_reset(&file->new);
		return lines;
	}
	fixing->edit->lines += (size_t)lines;
	return edit_keep_layout(&file->new, &text, fixing->err);
}

static int fix_files(struct fixing *fixing)
{
	struct mow_edit *edit = fixing->edit;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++) {
		struct edit_file *file = &edit->files.items[i];
		bool asked = fixing->paths.count == 0 || map_get(&fixing->paths, file->path, strlen(file->path), NULL);
		if (asked && file->here)
			result = fix_file(fixing, file);
	}
	return result;
}

/* ---- Whether anything changed -------------------------------------------------------------------------------------- */

static int fail_different(const struct fixing *fixing, const char *path)
{
	return fail_path(fixing->err, MOW_EUNSUPPORTED, path,
			 "would have other owners, so nothing was fixed; that is a fault of mowners, please report it "
			 "with the OWNERS files");
}

static bool is_same(const struct requirement *one, const struct requirement *two)
{
	bool same = one->area_count == two->area_count && one->freeze_count == two->freeze_count;

	for (size_t i = 0; same && i < one->area_count; i++)
		same = strcmp(one->areas[i]->name, two->areas[i]->name) == 0 &&
		       strcmp(one->areas[i]->place.file, two->areas[i]->place.file) == 0;
	for (size_t i = 0; same && i < one->freeze_count; i++)
		same = strcmp(one->freezes[i].area->name, two->freezes[i].area->name) == 0;
	return same;
}

/* A ruleset_file_fn: the areas of a file, which say the same before and then, must be the same. */
static int compare_file(const struct requirement *owners, const struct mow_path *file, void *context)
{
	struct fixing *fixing = context;
	const struct requirement *then = NULL;
	int result = resolver_look_up(&then, fixing->resolver, file, fixing->err);

	while (result == MOW_OK && fixing->then.count <= owners->number) {
		if (array_reserve(&fixing->then, 1))
			return mow_fail_memory(fixing->err);
		fixing->then.items[fixing->then.count++] = NULL;
	}
	if (result != MOW_OK || fixing->then.items[owners->number] == then)
		return result;
	if (!is_same(owners, then)) {
		MOW_AUTO(buf) path = BUF_INIT;
		buf_add(&path, file->bytes, file->len);
		return buf_check(&path, fixing->err) ? MOW_ENOMEM : fail_different(fixing, path.data);
	}
	fixing->then.items[owners->number] = then;
	return MOW_OK;
}

/* What has no error as it is, has owners that must stay. */
static int compare(struct fixing *fixing)
{
	struct ruleset *ruleset = &fixing->edit->ruleset;
	const struct ruleset_walk walk = {&ruleset->snapshot, "", compare_file, fixing, NULL};
	int result = edit_read_new(&fixing->rules, fixing->edit, &(struct mow_finding_sink){take, fixing}, fixing->err);

	if (result == MOW_OK && fixing->erroneous)
		return mow_fail(
			fixing->err, MOW_EUNSUPPORTED,
			"there would be errors, so nothing was fixed; that is a fault of mowners, please report "
			"it with the OWNERS files");
	if (result == MOW_OK && !ruleset->erroneous)
		result = resolver_new(&fixing->resolver, fixing->rules, fixing->err);
	return result == MOW_OK && !ruleset->erroneous ? ruleset_walk(ruleset, &walk, fixing->err) : result;
}

int mow_edit_fix(struct mow_edit **out, struct mow_repo *repo, const struct mow_edit_paths *paths,
		 const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	MOW_AUTO(fixing) fixing = {.sink = sink, .err = err};
	int result = edit_new(&edit, err);

	for (size_t i = 0; result == MOW_OK && i < paths->count; i++)
		if (map_put(&fixing.paths, paths->items[i], strlen(paths->items[i]), i))
			result = mow_fail_memory(err);
	fixing.edit = edit;
	if (result == MOW_OK)
		result = edit_open(edit, repo, &(struct mow_finding_sink){take, &fixing}, err);
	if (result == MOW_OK && fixing.erroneous)
		result = mow_fail(err, MOW_ERULES, "nothing was fixed; correct the errors first");
	if (result == MOW_OK)
		result = find_accepts(&fixing);
	if (result == MOW_OK)
		result = edit_add_all(edit, err);
	if (result == MOW_OK)
		result = fix_files(&fixing);
	if (result == MOW_OK)
		result = compare(&fixing);
	if (result == MOW_OK)
		result = edit_finish(edit, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(edit);
	return result;
}
