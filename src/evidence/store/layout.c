#include "evidence/store/layout.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

/* The folders of the layout, and its two kinds of files. */
enum part {
	PART_ROOT,
	PART_RECORDS,
	PART_RECORDS_FAN,
	PART_INDEX,
	PART_INDEX_FAN,
	PART_LINES,
	PART_MARKS,
	PART_RECORD,
	PART_MARK
};

/* What the entries of a folder are: names of so many digits, leading to the next part. */
static const struct {
	size_t digits;
	enum part next;
	bool file;
} layout[] = {
	[PART_RECORDS] = {2, PART_RECORDS_FAN, false}, [PART_RECORDS_FAN] = {62, PART_RECORD, true},
	[PART_INDEX] = {2, PART_INDEX_FAN, false},     [PART_INDEX_FAN] = {2, PART_LINES, false},
	[PART_LINES] = {60, PART_MARKS, false},        [PART_MARKS] = {64, PART_MARK, true},
};

/* The blob of no bytes. */
static const struct oid empty_blob = {{0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43, 0x4b, 0x8b,
				       0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91}};

struct compare {
	const struct store_pair *pair;
	store_change_fn *each;
	void *context;
	struct buf path; /* of the folder, with its slash */
	size_t seen;
	struct mow_error *err;
};

void store_record_path(char out[STORE_PATH_MAX], const char *id)
{
	(void)snprintf(out, STORE_PATH_MAX, "records/%.2s/%.62s", id, id + 2);
}

void store_index_path(char out[STORE_PATH_MAX], const char *line_id, const char *id)
{
	(void)snprintf(out, STORE_PATH_MAX, "index/%.2s/%.2s/%.60s%s%.64s", line_id, line_id + 2, line_id + 4,
		       id != NULL ? "/" : "", id != NULL ? id : "");
}

static bool is_hex(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
			return false;
	return true;
}

bool store_is_id(const char *text, size_t len)
{
	return len == STORE_ID_LEN && is_hex(text, len);
}

static bool is_name(const struct tree_entry *entry, const char *name)
{
	return entry->name_len == strlen(name) && memcmp(entry->name, name, entry->name_len) == 0;
}

/* Where an entry of a folder leads; NULL, or what is wrong with it. */
static const char *find_part(enum part *next, enum part folder, const struct tree_entry *entry)
{
	if (folder == PART_ROOT) {
		if (entry->mode != MODE_TREE || (!is_name(entry, "records") && !is_name(entry, "index")))
			return "has no place in the store";
		*next = is_name(entry, "records") ? PART_RECORDS : PART_INDEX;
		return NULL;
	}
	if (entry->name_len != layout[folder].digits || !is_hex(entry->name, entry->name_len))
		return "is not named after a digest";
	if (entry->mode != (layout[folder].file ? MODE_FILE : MODE_TREE))
		return layout[folder].file ? "is no ordinary file" : "is no folder";
	if (layout[folder].next == PART_MARK && !oid_equal(&entry->oid, &empty_blob))
		return "is not empty";
	*next = layout[folder].next;
	return NULL;
}

/* The digits of a path without its first component and its slashes: one id, or two. */
static void take_ids(struct store_change *change, bool mark)
{
	char digits[2 * STORE_ID_LEN + 1] = "";
	size_t count = 0;

	for (const char *at = strchr(change->path, '/'); *at != '\0' && count < sizeof digits - 1; at++)
		if (*at != '/')
			digits[count++] = *at;
	memcpy(change->id, digits + (mark ? STORE_ID_LEN : 0), STORE_ID_LEN);
	if (mark)
		memcpy(change->line_id, digits, STORE_ID_LEN);
}

/* Tells of an entry of the folder that compare->path is at. */
static int tell(struct compare *compare, const struct tree_entry *entry, struct store_change *change)
{
	size_t len = compare->path.len;

	buf_add(&compare->path, entry->name, entry->name_len);
	int result = buf_check(&compare->path, compare->err);
	if (result != MOW_OK)
		return result;
	change->path = compare->path.data;
	change->path_len = compare->path.len;
	change->blob = entry->oid;
	if (change->kind == STORE_RECORD || change->kind == STORE_MARK)
		take_ids(change, change->kind == STORE_MARK);
	result = compare->each(change, compare->context);
	buf_cut(&compare->path, len);
	return result;
}

static int compare_folder(struct compare *compare, enum part part, const struct oid *old_id, const struct oid *new_id);

static int enter(struct compare *compare, enum part part, const struct tree_entry *before, const struct tree_entry *now)
{
	static const struct oid none;
	size_t len = compare->path.len;

	buf_add(&compare->path, now->name, now->name_len);
	buf_addc(&compare->path, '/');
	int result = buf_check(&compare->path, compare->err);
	if (result == MOW_OK)
		result = compare_folder(compare, part, before != NULL ? &before->oid : &none, &now->oid);
	buf_cut(&compare->path, len);
	return result;
}

/* One entry, which is new (`before` NULL) or differs. */
static int compare_entry(struct compare *compare, enum part folder, const struct tree_entry *before,
			 const struct tree_entry *now)
{
	enum part next = PART_ROOT;
	struct store_change change = {.kind = STORE_ODD, .problem = find_part(&next, folder, now)};

	if (change.problem == NULL && folder == PART_ROOT && compare->pair->only != NULL &&
	    !is_name(now, compare->pair->only))
		return MOW_OK;
	if (change.problem == NULL && now->mode == MODE_TREE)
		return enter(compare, next, before, now);
	if (before != NULL && folder != PART_ROOT && layout[folder].file)
		change.kind = STORE_CHANGED;
	else if (change.problem == NULL)
		change.kind = next == PART_MARK ? STORE_MARK : STORE_RECORD;
	return tell(compare, now, &change);
}

static int tell_empty(struct compare *compare)
{
	struct store_change change = {.kind = STORE_ODD, .problem = "is an empty folder"};

	change.path = compare->path.data;
	change.path_len = compare->path.len;
	return compare->each(&change, compare->context);
}

/* One step of the merge of two sorted folders; `order` says on which side the next entry is. */
static int step(struct compare *compare, enum part part, int order, const struct tree_entry *before,
		const struct tree_entry *now)
{
	struct store_change removed = {.kind = STORE_REMOVED};

	if (order < 0)
		return tell(compare, before, &removed);
	if (order == 0 && before->mode == now->mode && oid_equal(&before->oid, &now->oid))
		return MOW_OK;
	return compare_entry(compare, part, order == 0 ? before : NULL, now);
}

/* The next entry of a folder, as tree_next; counted, since a small pack can unfold into any number. */
static int next(struct compare *compare, struct tree_entry *entry, struct tree *tree, size_t *position)
{
	if (++compare->seen > TREE_ENTRIES_MAX)
		return mow_fail(compare->err, MOW_ETOOBIG, "the store differs in more than %d files and folders",
				TREE_ENTRIES_MAX);
	tree->path = compare->path.data;
	tree->path_len = compare->path.len;
	return tree_next(entry, tree, position, compare->err);
}

static int merge(struct compare *compare, enum part part, struct tree *old_tree, struct tree *new_tree)
{
	struct tree_entry before, now;
	size_t old_at = 0, new_at = 0;
	int result = MOW_OK;
	int old_left = next(compare, &before, old_tree, &old_at);
	int new_left = next(compare, &now, new_tree, &new_at);

	while (old_left >= 0 && new_left >= 0 && old_left + new_left > 0 && result == MOW_OK) {
		int order = old_left == 0 ? 1 : new_left == 0 ? -1 : tree_compare(&before, &now);
		result = step(compare, part, order, &before, &now);
		if (result == MOW_OK && order <= 0)
			old_left = next(compare, &before, old_tree, &old_at);
		if (result == MOW_OK && order >= 0)
			new_left = next(compare, &now, new_tree, &new_at);
	}
	return result != MOW_OK ? result : old_left < 0 ? old_left : new_left < 0 ? new_left : MOW_OK;
}

/* Recursion: five folders deep at most, since only known parts are entered. */
static int compare_folder(struct compare *compare, enum part part, const struct oid *old_id, const struct oid *new_id)
{
	MOW_AUTO(tree) old_tree = TREE_INIT;
	MOW_AUTO(tree) new_tree = TREE_INIT;

	if (oid_equal(old_id, new_id))
		return MOW_OK;
	int result = tree_read(&old_tree, compare->pair->repo, old_id, compare->err);
	if (result == MOW_OK)
		result = tree_read(&new_tree, compare->pair->repo, new_id, compare->err);
	if (result != MOW_OK)
		return result;
	if (new_tree.len == 0 && part != PART_ROOT)
		return tell_empty(compare);
	return merge(compare, part, &old_tree, &new_tree);
}

int store_compare(const struct store_pair *pair, store_change_fn *each, void *context, struct mow_error *err)
{
	struct compare compare = {.pair = pair, .each = each, .context = context, .path = BUF_INIT, .err = err};

	int result = compare_folder(&compare, PART_ROOT, pair->before, pair->after);
	buf_release(&compare.path);
	return result;
}
