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

const struct visit *visits_top(const struct visits *visits)
{
	return visits->items[visits->depth - 1];
}

static void leave_to(struct visits *visits, size_t depth)
{
	while (visits->depth > depth)
		visit_leave(visits->items[--visits->depth]);
}

/* Bytes that the path and the last folder have in common; eight at a time. */
static size_t count_common(const struct visits *visits, const char *path, size_t len)
{
	const char *folder = visits->folder.data;
	size_t most = len < visits->folder.len ? len : visits->folder.len;
	size_t common = 0;

	while (most - common >= 8 && memcmp(path + common, folder + common, 8) == 0)
		common += 8;
	while (common < most && path[common] == folder[common])
		common++;
	return common;
}

/* Leaves the folders that are not above the path. */
static void leave_others(struct visits *visits, const char *path, size_t len)
{
	size_t common = count_common(visits, path, len);
	size_t depth = visits->depth;

	while (depth > 1 && visits->items[depth - 1]->len > common)
		depth--;
	leave_to(visits, depth);
	buf_cut(&visits->folder, visits_top(visits)->len);
}

/* Enters the folders of a path, from where the visits stand; `len` with the final slash. */
static int enter_folders(struct visits *visits, const char *path, size_t len, struct mow_error *err)
{
	while (visits->folder.len < len) {
		const struct visit *parent = visits_top(visits);
		const char *slash = memchr(path + parent->len, '/', len - parent->len);
		struct visit *visit = spare_visit(visits);
		if (visit == NULL)
			return mow_fail_memory(err);
		int status = visit_enter(visit, parent, path, (size_t)(slash - path) + 1, err);
		if (status != MOW_OK)
			return status;
		visits->depth++;
		buf_add(&visits->folder, path + parent->len, visit->len - parent->len);
		if (buf_check(&visits->folder, err)) {
			leave_to(visits, 0);
			buf_release(&visits->folder);
			return MOW_ENOMEM;
		}
	}
	return MOW_OK;
}

/* Leaves the folders that have got an OWNERS file since they were entered, and those below them. */
static void leave_changed(struct visits *visits)
{
	const struct rules *rules = visits->source.rules;

	for (; visits->file_count < rules->file_count && visits->depth > 0; visits->file_count++) {
		const struct rules_file *file = rules->files[visits->file_count];
		if (count_common(visits, file->folder, file->folder_len) < file->folder_len)
			continue;
		while (visits->depth > 0 && visits_top(visits)->len >= file->folder_len)
			leave_to(visits, visits->depth - 1);
	}
	visits->file_count = rules->file_count;
}

static int enter_root(struct visits *visits, struct mow_error *err)
{
	struct visit *root = spare_visit(visits);

	int status = root == NULL ? mow_fail_memory(err) : visit_enter_root(root, &visits->source, err);
	if (status == MOW_OK)
		visits->depth = 1;
	buf_reset(&visits->folder);
	return status;
}

int visits_go(const struct visit **out, struct visits *visits, const char *path, size_t len, struct mow_error *err)
{
	int status = MOW_OK;

	if (visits->file_count != visits->source.rules->file_count)
		leave_changed(visits);
	if (visits->depth == 0)
		status = enter_root(visits, err);
	else
		leave_others(visits, path, len);
	if (status != MOW_OK)
		return status;
	if (visits->folder.len < len)
		status = enter_folders(visits, path, len, err);
	if (status == MOW_OK)
		*out = visits_top(visits);
	return status;
}
