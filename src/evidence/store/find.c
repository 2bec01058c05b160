#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "evidence/store/layout.h"

/*
 * Going through a folder costs what is in it, and most of the cost is git's unpacking. So many places are looked for at
 * once: sorted, they take each folder on their way once.
 */
struct finding {
	struct repo *repo;
	struct store_place *const *places; /* sorted by id */
	struct buf path;                   /* of the folder, with its slash */
	bool bears;                        /* a malformed folder holds nothing, rather than being a failure */
	struct mow_error *err;
};

static int compare(const void *a, const void *b)
{
	return strcmp((*(struct store_place *const *)a)->id, (*(struct store_place *const *)b)->id);
}

/* What is looked for below a folder: places, of whose ids the digits from `offset` on are left. */
struct range {
	size_t start, end;
	size_t offset;
	const size_t *digits; /* of the names in the folder, in those below it, …; 0 ends */
};

static int compare_name(const struct finding *finding, size_t place, const struct range *range,
			const struct tree_entry *entry)
{
	return memcmp(finding->places[place]->id + range->offset, entry->name, *range->digits);
}

static int find_below(struct finding *finding, const struct oid *folder, struct range range);

/* Goes into a folder that may be malformed. */
static int try_below(struct finding *finding, const struct oid *folder, struct range range)
{
	struct mow_error *err = finding->err;
	struct mow_error why = {0};

	finding->err = &why;
	int result = find_below(finding, folder, range);
	finding->err = err;
	if (result != MOW_OK && result != MOW_EDENIED)
		return mow_fail(err, result, "%s", why.message);
	for (size_t i = range.start; i < range.end && result == MOW_EDENIED; i++)
		finding->places[i]->mode = MODE_NONE;
	return MOW_OK;
}

/* The places at an entry: found, or below it. */
static int take(struct finding *finding, const struct tree_entry *entry, struct range range)
{
	size_t path_len = finding->path.len;
	int result;

	if (range.digits[1] == 0) {
		for (size_t i = range.start; i < range.end; i++) {
			finding->places[i]->mode = entry->mode;
			finding->places[i]->oid = entry->oid;
		}
		return MOW_OK;
	}
	if (entry->mode != MODE_TREE)
		return MOW_OK;
	buf_add(&finding->path, entry->name, entry->name_len);
	buf_addc(&finding->path, '/');
	result = buf_check(&finding->path, finding->err);
	range.offset += *range.digits++;
	if (result == MOW_OK)
		result = finding->bears ? try_below(finding, &entry->oid, range)
					: find_below(finding, &entry->oid, range);
	buf_cut(&finding->path, path_len);
	return result;
}

/*
 * Names of one length come in the order of their bytes. The others are passed over, but looked at all the same: a
 * malformed folder could hide what is looked for. Recursion: as deep as there are digits.
 */
static int find_below(struct finding *finding, const struct oid *folder, struct range range)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;
	size_t position = 0;
	size_t at = range.start;
	int left = 0;
	int result = tree_read(&tree, finding->repo, folder, finding->err);

	while (result == MOW_OK) {
		tree.path = finding->path.data;
		tree.path_len = finding->path.len;
		left = tree_next(&entry, &tree, &position, finding->err);
		if (left != 1)
			break;
		if (entry.name_len != *range.digits)
			continue;
		while (at < range.end && compare_name(finding, at, &range, &entry) < 0)
			at++;
		size_t first = at;
		while (at < range.end && compare_name(finding, at, &range, &entry) == 0)
			at++;
		if (at > first)
			result = take(finding, &entry, (struct range){first, at, range.offset, range.digits});
	}
	return result != MOW_OK ? result : left;
}

/* In one of the two parts of the store. */
static int locate(struct finding *finding, const struct oid *root, const char *part, struct range range)
{
	struct tree_entry folder;
	struct mow_error why = {0};

	if (range.start == range.end)
		return MOW_OK;
	int result = tree_find(&folder, finding->repo, root, &(struct mow_path){part, strlen(part), true}, &why);

	if (result == MOW_ENOTFOUND || (result == MOW_OK && folder.mode != MODE_TREE))
		return MOW_OK;
	if (result != MOW_OK)
		return mow_fail(finding->err, result, "%s", why.message);
	buf_addf(&finding->path, "%s/", part);
	result = buf_check(&finding->path, finding->err);
	return result == MOW_OK ? find_below(finding, &folder.oid, range) : result;
}

/* The places, none of them found yet, in the order of their ids; NULL: no memory. */
static struct store_place **sort(struct store_place *places, size_t count)
{
	struct store_place **sorted = calloc(count + 1, sizeof *sorted);

	for (size_t i = 0; sorted != NULL && i < count; i++) {
		sorted[i] = &places[i];
		places[i].mode = MODE_NONE;
	}
	if (sorted != NULL && count > 0)
		qsort(sorted, count, sizeof *sorted, compare);
	return sorted;
}

int store_locate_records(struct store_place *places, size_t count, struct repo *repo, const struct oid *root,
			 struct mow_error *err)
{
	static const size_t digits[] = {2, 62, 0};
	MOW_AUTO_FREE struct store_place **sorted = sort(places, count);
	struct finding finding = {repo, sorted, BUF_INIT, true, err};

	if (sorted == NULL)
		return mow_fail_memory(err);
	int result = locate(&finding, root, "records", (struct range){0, count, 0, digits});
	buf_release(&finding.path);
	return result;
}

int store_locate_lines(struct store_place *places, size_t count, struct repo *repo, const struct oid *root,
		       struct mow_error *err)
{
	static const size_t digits[] = {2, 2, 60, 0};
	MOW_AUTO_FREE struct store_place **sorted = sort(places, count);
	struct finding finding = {repo, sorted, BUF_INIT, false, err};

	if (sorted == NULL)
		return mow_fail_memory(err);
	int result = locate(&finding, root, "index", (struct range){0, count, 0, digits});
	buf_release(&finding.path);
	return result;
}
