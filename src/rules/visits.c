#include "rules/visits.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void visits_init(struct visits *visits, const struct rules *rules)
{
	*visits = (struct visits){.source.rules = rules, .folder = BUF_INIT};
}

void visits_release(struct visits *visits)
{
	/* From the deepest up: a view may belong to a visit above. */
	while (visits->count > 0)
		visit_free(visits->items[--visits->count]);
	free(visits->items);
	buf_release(&visits->folder);
	view_source_release(&visits->source);
	visits_init(visits, visits->source.rules);
}

/* The next visit, empty or left before; it counts only when `depth` is raised. */
static struct visit *spare_visit(struct visits *visits)
{
	if (visits->depth < visits->count)
		return visits->items[visits->depth];
	struct visit *visit = array_reserve(visits, 1) ? NULL : calloc(1, sizeof *visit);
	if (visit != NULL)
		visits->items[visits->count++] = visit;
	return visit;
}

/* The folder of the last path. */
static struct visit *top(const struct visits *visits)
{
	return visits->items[visits->depth - 1];
}

static void leave_to(struct visits *visits, size_t depth)
{
	while (visits->depth > depth)
		visit_leave(visits->items[--visits->depth]);
}

/* Leaves the folders that are not above the path. */
static void leave_others(struct visits *visits, const char *path, size_t len)
{
	size_t common = 0;

	while (common < len && common < visits->folder.len && path[common] == visits->folder.data[common])
		common++;
	size_t depth = visits->depth;
	while (depth > 1 && visits->items[depth - 1]->len > common)
		depth--;
	leave_to(visits, depth);
}

/* Enters the folders of a path, from where the visits stand; `len` with the final slash. */
static int enter_folders(struct visits *visits, const char *path, size_t len, struct mow_error *err)
{
	for (;;) {
		const struct visit *parent = top(visits);
		if (parent->len >= len)
			break;
		const char *slash = memchr(path + parent->len, '/', len - parent->len);
		struct visit *visit = spare_visit(visits);
		if (visit == NULL)
			return mow_fail_memory(err);
		int status = visit_enter(visit, parent, path, (size_t)(slash - path) + 1, err);
		if (status != MOW_OK)
			return status;
		visits->depth++;
	}
	return MOW_OK;
}

int visits_go(struct view **out, struct visits *visits, const char *path, size_t len, struct mow_error *err)
{
	int status = MOW_OK;

	if (visits->file_count != visits->source.rules->file_count) {
		leave_to(visits, 0);
		visits->file_count = visits->source.rules->file_count;
	}
	if (visits->depth == 0) {
		struct visit *root = spare_visit(visits);
		status = root == NULL ? mow_fail_memory(err) : visit_enter_root(root, &visits->source, err);
		if (status != MOW_OK)
			return status;
		visits->depth = 1;
		buf_reset(&visits->folder);
	} else if (visits->folder.len == len && memcmp(visits->folder.data, path, len) == 0) {
		*out = top(visits)->view;
		return MOW_OK;
	}
	leave_others(visits, path, len);
	status = enter_folders(visits, path, len, err);
	buf_reset(&visits->folder);
	buf_add(&visits->folder, path, top(visits)->len);
	if (buf_check(&visits->folder, err)) {
		leave_to(visits, 0);
		buf_release(&visits->folder);
		return MOW_ENOMEM;
	}
	if (status == MOW_OK)
		*out = top(visits)->view;
	return status;
}

/* A name is covered in every folder, or by what the folder is: then all that is in it is. */
bool visits_covers(struct visits *visits, const char *path, size_t len)
{
	struct visit *visit = top(visits);

	if (rules_covers(path + visit->len, len - visit->len))
		return true;
	if (visit->covers == COVERS_UNKNOWN)
		visit->covers = rules_covers(path, len) ? COVERS_ALL : COVERS_NO;
	return visit->covers == COVERS_ALL;
}
