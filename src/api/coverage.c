/* How much is owned: one walk; what a file counts as is found out once a requirement. */
#include <stdlib.h>
#include <string.h>

#include "api/rules.h"
#include "base/array.h"
#include "base/error.h"
#include "base/system.h"

/* What the files of a requirement count as. */
enum kind { KIND_UNKNOWN, KIND_OWNED, KIND_OTHERWISE, KIND_RULES, KIND_UNOWNED };
struct counted {
	enum kind kind;
	size_t area; /* KIND_OWNED: of `areas` */
};

/* A folder that the walk is in. */
struct open_folder {
	size_t number; /* of `folders` */
	size_t len;    /* of its path, with the slash behind; 0: the root */
	size_t opened; /* which file was the first in it */
};

struct mow_coverage {
	struct {
		struct mow_coverage_folder *items;
		size_t count, capacity;
	} folders;
	struct {
		struct open_folder *items;
		size_t count, capacity;
	} open;
	struct {
		struct counted *items;
		size_t count, capacity;
	} counted; /* by the number of the requirement */
	struct {
		size_t *items; /* of each area that decides: its last file so far */
		size_t count, capacity;
	} areas;
	struct map area_numbers; /* where the area lies → its place in `areas` */
	size_t files;            /* that came until now, so the last one's number, from 1 */
	struct buf last;         /* the folder of the last file, with the slash */
	const struct rules *const *rules;
	struct arena arena;
	struct mow_error *err;
};

void mow_coverage_free(struct mow_coverage *coverage)
{
	if (coverage == NULL)
		return;
	free(coverage->folders.items);
	free(coverage->open.items);
	free(coverage->counted.items);
	free(coverage->areas.items);
	map_release(&coverage->area_numbers);
	buf_release(&coverage->last);
	arena_release(&coverage->arena);
	free(coverage);
}

/* ---- What a file counts as ---------------------------------------------------------------------------------------- */

static int number_area(size_t *out, struct mow_coverage *coverage, const struct area *const *area)
{
	if (map_get(&coverage->area_numbers, area, sizeof *area, out))
		return MOW_OK;
	*out = coverage->areas.count;
	if (array_reserve(&coverage->areas, 1) || map_put(&coverage->area_numbers, area, sizeof *area, *out))
		return mow_fail_memory(coverage->err);
	coverage->areas.items[coverage->areas.count++] = 0;
	return MOW_OK;
}

static int find_kind(struct counted *out, struct mow_coverage *coverage, const struct requirement *requirement)
{
	out->kind = requirement->is_rules                                 ? KIND_RULES
		    : requirement->area == NULL                           ? KIND_UNOWNED
		    : requirement->area == &(*coverage->rules)->otherwise ? KIND_OTHERWISE
									  : KIND_OWNED;
	return out->kind == KIND_OWNED ? number_area(&out->area, coverage, &requirement->area) : MOW_OK;
}

/* NULL: no memory. */
static const struct counted *count_as(struct mow_coverage *coverage, const struct requirement *requirement)
{
	static const struct counted unowned = {KIND_UNOWNED, 0};

	if (requirement == NULL)
		return &unowned;
	while (coverage->counted.count <= requirement->number) {
		if (array_reserve(&coverage->counted, 1)) {
			(void)mow_fail_memory(coverage->err);
			return NULL;
		}
		coverage->counted.items[coverage->counted.count++] = (struct counted){KIND_UNKNOWN, 0};
	}
	struct counted *known = &coverage->counted.items[requirement->number];
	if (known->kind == KIND_UNKNOWN && find_kind(known, coverage, requirement) != MOW_OK)
		return NULL;
	return known;
}

/* ---- Folders ------------------------------------------------------------------------------------------------------ */

/* The path is given with its slash; of no bytes, the root. */
static int open_folder(struct mow_coverage *coverage, const char *path, size_t len)
{
	size_t shown = len > 0 ? len - 1 : 0;
	const char *kept = arena_dup(&coverage->arena, path, shown);

	if (kept == NULL || array_reserve(&coverage->folders, 1) || array_reserve(&coverage->open, 1))
		return mow_fail_memory(coverage->err);
	coverage->open.items[coverage->open.count] =
		(struct open_folder){coverage->folders.count, len, coverage->files};
	coverage->folders.items[coverage->folders.count++] =
		(struct mow_coverage_folder){.path = kept, .path_len = shown, .depth = coverage->open.count++};
	return MOW_OK;
}

/* Its files are the one's above too; areas were counted in both. */
static void close_folder(struct mow_coverage *coverage)
{
	const struct open_folder *open = coverage->open.items;
	const struct mow_coverage_folder *folder = &coverage->folders.items[open[--coverage->open.count].number];
	struct mow_coverage_folder *above = &coverage->folders.items[open[coverage->open.count - 1].number];

	above->files += folder->files;
	above->owned += folder->owned;
	above->otherwise += folder->otherwise;
	above->rules += folder->rules;
	above->unowned += folder->unowned;
}

/* Leaves and enters folders, from that of the last file to that of the next. */
static int go_to(struct mow_coverage *coverage, const char *path, size_t len)
{
	struct buf *last = &coverage->last;
	size_t same = 0;
	int result = MOW_OK;

	if (len == last->len && memcmp(path, last->data, len) == 0)
		return MOW_OK;
	for (size_t i = 0; i < len && i < last->len && path[i] == last->data[i]; i++)
		if (path[i] == '/')
			same = i + 1;
	while (coverage->open.count > 1 && coverage->open.items[coverage->open.count - 1].len > same)
		close_folder(coverage);
	size_t at = coverage->open.items[coverage->open.count - 1].len;
	for (; result == MOW_OK && at < len; at++)
		if (path[at] == '/')
			result = open_folder(coverage, path, at + 1);
	buf_reset(last);
	buf_add(last, path, len);
	return result == MOW_OK ? buf_check(last, coverage->err) : result;
}

/* Counts an area in every open folder that was opened after its last file. */
static void count_area(struct mow_coverage *coverage, size_t area)
{
	size_t *last = &coverage->areas.items[area];

	for (size_t i = coverage->open.count; i > 0 && coverage->open.items[i - 1].opened > *last; i--)
		coverage->folders.items[coverage->open.items[i - 1].number].areas++;
	*last = coverage->files;
}

/* A ruleset_file_fn. */
static int count_file(const struct requirement *requirement, const struct mow_path *file, void *context)
{
	struct mow_coverage *coverage = context;
	const char *slash = system_last(file->bytes, '/', file->len);
	const struct counted *counted = count_as(coverage, requirement);

	coverage->files++;
	if (counted == NULL)
		return MOW_ENOMEM;
	int result = go_to(coverage, file->bytes, slash != NULL ? (size_t)(slash + 1 - file->bytes) : 0);
	if (result != MOW_OK)
		return result;
	struct mow_coverage_folder *folder =
		&coverage->folders.items[coverage->open.items[coverage->open.count - 1].number];
	folder->files++;
	folder->owned += counted->kind == KIND_OWNED;
	folder->otherwise += counted->kind == KIND_OTHERWISE;
	folder->rules += counted->kind == KIND_RULES;
	folder->unowned += counted->kind == KIND_UNOWNED;
	if (counted->kind == KIND_OWNED)
		count_area(coverage, counted->area);
	return MOW_OK;
}

static int count(struct mow_coverage *coverage, struct mow_rules *rules, const char *under,
		 const struct mow_finding_sink *sink)
{
	MOW_AUTO(buf) prefix = BUF_INIT;
	struct ruleset_walk walk = {&rules->ruleset.snapshot, "", count_file, coverage, sink};

	buf_adds(&prefix, under);
	if (prefix.len > 0)
		buf_addc(&prefix, '/');
	int result = buf_check(&prefix, coverage->err);
	/* The first file has the number 1. */
	coverage->files = 1;
	if (result == MOW_OK)
		result = open_folder(coverage, prefix.data, prefix.len);
	coverage->files = 0;
	walk.prefix = prefix.data;
	buf_add(&coverage->last, prefix.data, prefix.len);
	if (result == MOW_OK)
		result = rules_walk(rules, &walk, coverage->err);
	while (coverage->open.count > 1)
		close_folder(coverage);
	return result;
}

int mow_coverage_new(struct mow_coverage **out, struct mow_rules *rules, const char *under,
		     const struct mow_finding_sink *sink, struct mow_error *err)
{
	const struct rules *const *read = (const struct rules *const *)&rules->ruleset.rules;
	struct mow_coverage *coverage = calloc(1, sizeof *coverage);

	if (coverage == NULL)
		return mow_fail_memory(err);
	coverage->rules = read;
	coverage->last = (struct buf)BUF_INIT;
	coverage->err = err;
	int result = count(coverage, rules, under, sink);
	if (result < 0) {
		mow_coverage_free(coverage);
		return result;
	}
	coverage->err = NULL;
	*out = coverage;
	return MOW_OK;
}

size_t mow_coverage_folders(const struct mow_coverage *coverage)
{
	return coverage->folders.count;
}

const struct mow_coverage_folder *mow_coverage_folder(const struct mow_coverage *coverage, size_t index)
{
	return &coverage->folders.items[index];
}
