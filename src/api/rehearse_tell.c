/* What came of a rehearsal, counted in changes. */
#include <stdlib.h>
#include <string.h>

#include "api/rehearse.h"
#include "base/error.h"
#include "base/number_set.h"
#include "base/order.h"
#include "base/system.h"

struct telling {
	struct mow_rehearsal *rehearsal;
	struct number_set seen;  /* what the change at hand was counted for */
	struct map area_numbers; /* a pointer to the area → `areas` */
	size_t *order;           /* the lacks, sorted */
	size_t *place;           /* of each lack, where it stands then */
};

static void telling_release(struct telling *telling)
{
	number_set_release(&telling->seen);
	map_release(&telling->area_numbers);
	free(telling->order);
	free(telling->place);
}
MOW_AUTO_DEFINE(telling)

static const struct rehearsed_class *class_of(const struct mow_rehearsal *rehearsal, const struct rehearsed_part *part)
{
	return &rehearsal->classes.items[part->class];
}

static bool waits(const struct mow_rehearsal *rehearsal, const struct rehearsed_change *change, int view)
{
	for (size_t i = 0; i < change->part_count; i++)
		if (class_of(rehearsal, &change->parts[i])->views[view].waits)
			return true;
	return false;
}

static int begin(struct telling *telling, size_t limit)
{
	return number_set_begin(&telling->seen, limit) == MOW_OK ? MOW_OK : mow_fail_memory(telling->rehearsal->err);
}

/* ---- What is lacking ---------------------------------------------------------------------------------------------- */

static int count_lacks(struct telling *telling, const struct rehearsed_change *change)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	int result = begin(telling, rehearsal->lacks.count);

	for (size_t i = 0; result == MOW_OK && i < change->part_count; i++) {
		const struct rehearsed_view *view = &class_of(rehearsal, &change->parts[i])->views[VIEW_AFTER];
		for (size_t k = 0; k < view->lack_count; k++) {
			struct mow_rehearsal_lack *lack = &rehearsal->lacks.items[view->lacks[k]];
			lack->changes += number_set_add(&telling->seen, view->lacks[k]);
			lack->files += change->parts[i].files;
		}
	}
	return result;
}

static int compare_lacks(const void *a, const void *b, void *context)
{
	const struct mow_rehearsal_lack *lacks = context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (lacks[x].changes != lacks[y].changes)
		return lacks[x].changes > lacks[y].changes ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* What most changes lack comes first; what none lacks any more is not told. */
static int sort_lacks(struct telling *telling)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	size_t count = rehearsal->lacks.count;
	struct mow_rehearsal_lack *sorted = arena_array(&rehearsal->arena, count + 1, sizeof *sorted);

	telling->order = calloc(count + 1, sizeof *telling->order);
	telling->place = calloc(count + 1, sizeof *telling->place);
	if (sorted == NULL || telling->order == NULL || telling->place == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; i < count; i++)
		telling->order[i] = i;
	system_sort(telling->order, count, sizeof *telling->order, compare_lacks, rehearsal->lacks.items);
	for (size_t i = 0; i < count; i++) {
		sorted[i] = rehearsal->lacks.items[telling->order[i]];
		telling->place[telling->order[i]] = i;
		rehearsal->lack_shown += sorted[i].changes > 0;
	}
	for (size_t i = 0; i < count; i++)
		rehearsal->lacks.items[i] = sorted[i];
	return MOW_OK;
}

/* ---- Changes ------------------------------------------------------------------------------------------------------ */

/* Of a commit that cannot be read nothing is told. */
static void describe(struct mow_rehearsal_change *out, struct mow_rehearsal *rehearsal, const struct oid *oid)
{
	struct commit commit;

	if (repo_commit(&commit, &rehearsal->arena, rehearsal->git, oid, NULL) != MOW_OK)
		return;
	out->author = commit.author_name;
	out->subject = arena_dup(&rehearsal->arena, commit.message, strcspn(commit.message, "\n"));
}

/* What its files lack, each once, and whether deputies would do. */
static int fill(struct mow_rehearsal_change *out, struct telling *telling, const struct rehearsed_change *change)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	size_t *lacks = NULL, room = 0;
	int result = begin(telling, rehearsal->lacks.count);

	for (size_t i = 0; i < change->part_count; i++)
		room += class_of(rehearsal, &change->parts[i])->views[VIEW_AFTER].lack_count;
	lacks = arena_array(&rehearsal->arena, room + 1, sizeof *lacks);
	if (result == MOW_OK && lacks == NULL)
		return mow_fail_memory(rehearsal->err);
	out->mended = true;
	for (size_t i = 0; result == MOW_OK && i < change->part_count; i++) {
		const struct rehearsed_part *part = &change->parts[i];
		const struct rehearsed_class *class = class_of(rehearsal, part);
		const struct rehearsed_view *view = &class->views[VIEW_AFTER];
		if (!view->waits)
			continue;
		out->mended = out->mended && class->mended;
		if (out->files == 0) {
			out->path = part->path;
			out->path_len = part->path_len;
		}
		out->files += part->files;
		for (size_t k = 0; k < view->lack_count; k++)
			if (number_set_add(&telling->seen, view->lacks[k]))
				lacks[out->lack_count++] = telling->place[view->lacks[k]];
	}
	qsort(lacks, out->lack_count, sizeof *lacks, order_numbers);
	out->lacks = lacks;
	return result;
}

static int tell_changes(struct telling *telling)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	int result = MOW_OK;

	rehearsal->waiting = arena_array(&rehearsal->arena, rehearsal->changes.count + 1, sizeof *rehearsal->waiting);
	if (rehearsal->waiting == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < rehearsal->changes.count; i++) {
		const struct rehearsed_change *change = &rehearsal->changes.items[i];
		bool anyway = waits(rehearsal, change, VIEW_BEFORE);
		rehearsal->anyway += anyway;
		if (!waits(rehearsal, change, VIEW_AFTER))
			continue;
		struct mow_rehearsal_change *out = &rehearsal->waiting[rehearsal->waiting_count++];
		*out = (struct mow_rehearsal_change){.old_id = oid_dup(&rehearsal->arena, &change->old),
						     .new_id = oid_dup(&rehearsal->arena, &change->new),
						     .at = change->at,
						     .anyway = anyway};
		if (out->old_id == NULL || out->new_id == NULL)
			return mow_fail_memory(rehearsal->err);
		describe(out, rehearsal, &change->new);
		result = fill(out, telling, change);
	}
	return result;
}

/* ---- Areas -------------------------------------------------------------------------------------------------------- */

static int find_area(size_t *out, struct telling *telling, const struct rehearsed_class *class)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	const struct area *const *area = &class->class.requirement->area;

	*out = rehearsal->area_count;
	if (map_take(&telling->area_numbers, area, sizeof *area, out) != MOW_OK)
		return mow_fail_memory(rehearsal->err);
	if (*out < rehearsal->area_count)
		return MOW_OK;
	rehearsal->areas[rehearsal->area_count] = (struct mow_rehearsal_area){0};
	if (*area != NULL)
		rehearsal->areas[rehearsal->area_count] = (struct mow_rehearsal_area){
			.area = (*area)->name, .file = (*area)->place.file, .line = (*area)->place.line};
	rehearsal->area_count++;
	return MOW_OK;
}

static int compare_areas(const void *a, const void *b)
{
	const struct mow_rehearsal_area *x = a, *y = b;

	if (x->changes != y->changes)
		return x->changes > y->changes ? -1 : 1;
	if (x->area == NULL || y->area == NULL)
		return (x->area == NULL) - (y->area == NULL);
	int order = strcmp(x->area, y->area);
	return order != 0 ? order : strcmp(x->file, y->file);
}

static int count_areas(struct telling *telling, const struct rehearsed_change *change)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	int result = begin(telling, rehearsal->classes.count + 1);

	for (size_t i = 0; result == MOW_OK && i < change->part_count; i++) {
		const struct rehearsed_class *class = class_of(rehearsal, &change->parts[i]);
		size_t number;
		if (!class->views[VIEW_AFTER].waits)
			continue;
		result = find_area(&number, telling, class);
		if (result != MOW_OK)
			return result;
		rehearsal->areas[number].changes += number_set_add(&telling->seen, number);
		rehearsal->areas[number].files += change->parts[i].files;
	}
	return result;
}

static int tell_areas(struct telling *telling)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	int result = MOW_OK;

	rehearsal->areas = arena_array(&rehearsal->arena, rehearsal->classes.count + 1, sizeof *rehearsal->areas);
	if (rehearsal->areas == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < rehearsal->changes.count; i++)
		result = count_areas(telling, &rehearsal->changes.items[i]);
	qsort(rehearsal->areas, rehearsal->area_count, sizeof *rehearsal->areas, compare_areas);
	return result;
}

/* ---- On whom it depends ------------------------------------------------------------------------------------------- */

static int count_loads(struct telling *telling, const struct rehearsed_change *change, int view, size_t *counts)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	int result = begin(telling, rehearsal->known->people_count);

	if (result != MOW_OK || waits(rehearsal, change, view))
		return result;
	for (size_t i = 0; i < change->part_count; i++) {
		const struct rehearsed_view *seen = &class_of(rehearsal, &change->parts[i])->views[view];
		for (size_t k = 0; k < seen->must_count; k++)
			counts[seen->must[k]] += number_set_add(&telling->seen, seen->must[k]);
	}
	return MOW_OK;
}

static int compare_loads(const void *a, const void *b)
{
	const struct mow_rehearsal_load *x = a, *y = b;

	if (x->after != y->after)
		return x->after > y->after ? -1 : 1;
	if (x->before != y->before)
		return x->before > y->before ? -1 : 1;
	return strcmp(x->who, y->who);
}

static int tell_loads(struct telling *telling)
{
	struct mow_rehearsal *rehearsal = telling->rehearsal;
	size_t people = rehearsal->known->people_count;
	MOW_AUTO_FREE size_t *before = calloc(people + 1, sizeof *before);
	MOW_AUTO_FREE size_t *after = calloc(people + 1, sizeof *after);
	int result = before != NULL && after != NULL ? MOW_OK : mow_fail_memory(rehearsal->err);

	for (size_t i = 0; result == MOW_OK && i < rehearsal->changes.count; i++) {
		result = count_loads(telling, &rehearsal->changes.items[i], VIEW_BEFORE, before);
		if (result == MOW_OK)
			result = count_loads(telling, &rehearsal->changes.items[i], VIEW_AFTER, after);
	}
	rehearsal->loads = arena_array(&rehearsal->arena, people + 1, sizeof *rehearsal->loads);
	if (result == MOW_OK && rehearsal->loads == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < people; i++)
		if (before[i] + after[i] > 0)
			rehearsal->loads[rehearsal->load_count++] =
				(struct mow_rehearsal_load){people_label(rehearsal->known, i), before[i], after[i]};
	if (result == MOW_OK)
		qsort(rehearsal->loads, rehearsal->load_count, sizeof *rehearsal->loads, compare_loads);
	return result;
}

int rehearse_tell(struct mow_rehearsal *rehearsal)
{
	MOW_AUTO(telling) telling = {.rehearsal = rehearsal};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < rehearsal->changes.count; i++)
		result = count_lacks(&telling, &rehearsal->changes.items[i]);
	if (result == MOW_OK)
		result = sort_lacks(&telling);
	if (result == MOW_OK)
		result = tell_changes(&telling);
	if (result == MOW_OK)
		result = tell_areas(&telling);
	return result == MOW_OK ? tell_loads(&telling) : result;
}
