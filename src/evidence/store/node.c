#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/store/layout.h"
#include "evidence/store/store.h"

static const char digits[] = "0123456789abcdef";

/* A node that is being read. */
struct reading {
	struct repo *repo;
	const struct store_spot *spot;
	struct store_node *node;
	struct buf *problem;
	struct mow_error *err;
};

void store_node_release(struct store_node *node)
{
	store_items_release(&node->leaf);
	*node = (struct store_node){0};
}

/* "records/a/NAME is no ordinary file"; without an entry it is the node itself. */
static int complain(struct reading *reading, const struct tree_entry *entry, const char *what)
{
	MOW_AUTO(buf) path = BUF_INIT;

	store_spot_path(&path, reading->spot);
	if (entry != NULL) {
		buf_addc(&path, '/');
		buf_add(&path, entry->name, entry->name_len < 100 ? entry->name_len : 100);
	}
	if (buf_check(&path, reading->err) != MOW_OK)
		return MOW_ENOMEM;
	escape_path(reading->problem, path.data, path.len);
	buf_addf(reading->problem, " %s", what);
	return buf_check(reading->problem, reading->err);
}

static int complain_full(struct reading *reading)
{
	MOW_AUTO(buf) what = BUF_INIT;

	buf_addf(&what, "holds more than %zu %s, and is not divided", store_room(reading->spot),
		 reading->spot->part == STORE_INDEX ? "lines" : "records");
	return buf_check(&what, reading->err) == MOW_OK ? complain(reading, NULL, what.data) : MOW_ENOMEM;
}

/* ---- folders */

static bool is_node_mode(const struct reading *reading, unsigned mode)
{
	return mode == MODE_TREE || (mode == MODE_FILE && reading->spot->part == STORE_INDEX);
}

/* An entry that is named by the next digit. */
static int take_below(struct reading *reading, const struct tree_entry *entry)
{
	const char *found = entry->name_len == 1 ? memchr(digits, *entry->name, 16) : NULL;

	if (found == NULL)
		return complain(reading, entry, "is not named after one digit");
	if (!is_node_mode(reading, entry->mode))
		return complain(reading, entry,
				reading->spot->part == STORE_INDEX ? "is neither a folder nor an ordinary file"
								   : "is no folder");
	reading->node->below[found - digits].mode = entry->mode;
	reading->node->below[found - digits].oid = entry->oid;
	return MOW_OK;
}

/* An entry that is a record. */
static int take_record(struct reading *reading, const struct tree_entry *entry)
{
	const struct store_spot *spot = reading->spot;
	struct store_item item = {.blob = entry->oid};
	char id[DIGEST_HEX];

	store_key_format(id, spot->key);
	if (entry->name_len == STORE_ID_LEN - spot->depth)
		memcpy(id + spot->depth, entry->name, entry->name_len);
	if (entry->name_len != STORE_ID_LEN - spot->depth || !store_key_parse(item.key, id, STORE_ID_LEN))
		return complain(reading, entry, "is not named after an id");
	if (entry->mode != MODE_FILE)
		return complain(reading, entry, "is no ordinary file");
	if (reading->node->leaf.count == store_room(spot))
		return complain_full(reading);
	return store_items_add(&reading->node->leaf, &item) ? mow_fail_memory(reading->err) : MOW_OK;
}

/* The first entry tells whether a folder is divided; then all of them are such. */
static int read_folder(struct reading *reading)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	struct tree_entry entry;
	size_t position = 0;
	int left = 0;
	int result = tree_read(&tree, reading->repo, &reading->spot->oid, reading->err);

	store_spot_path(&path, reading->spot);
	buf_addc(&path, '/');
	if (result == MOW_OK)
		result = buf_check(&path, reading->err);
	if (result == MOW_OK && tree.len == 0)
		return complain(reading, NULL, "is an empty folder");
	tree.path = path.data;
	tree.path_len = path.len;
	for (bool first = true; result == MOW_OK && reading->problem->len == 0; first = false) {
		left = tree_next(&entry, &tree, &position, reading->err);
		if (left != 1)
			break;
		if (first)
			reading->node->split = reading->spot->part == STORE_INDEX || entry.mode == MODE_TREE;
		result = reading->node->split ? take_below(reading, &entry) : take_record(reading, &entry);
	}
	return result != MOW_OK ? result : left < 0 ? left : MOW_OK;
}

/* ---- leaves of the index */

static bool is_below(const struct store_item *line, const struct store_spot *spot)
{
	for (unsigned i = 0; i < spot->depth; i++)
		if (store_digit(line->key, i) != store_digit(spot->key, i))
			return false;
	return true;
}

static int take_lines(struct reading *reading, const struct buf *bytes)
{
	struct store_items *leaf = &reading->node->leaf;

	if (bytes->len == 0 || bytes->len % STORE_LINE_LEN != 0)
		return complain(reading, NULL, "does not consist of whole lines");
	if (bytes->len / STORE_LINE_LEN > store_room(reading->spot))
		return complain_full(reading);
	for (size_t at = 0; at < bytes->len; at += STORE_LINE_LEN) {
		struct store_item line;
		if (!store_line_parse(&line, bytes->data + at))
			return complain(reading, NULL, "has a line that is not \"PLACE STATE BLOB\"");
		if (!is_below(&line, reading->spot))
			return complain(reading, NULL, "has a line that belongs elsewhere");
		if (leaf->count > 0 && store_item_compare(&leaf->items[leaf->count - 1], &line) >= 0)
			return complain(reading, NULL, "is not sorted, or has a line twice");
		if (store_items_add(leaf, &line))
			return mow_fail_memory(reading->err);
	}
	return MOW_OK;
}

/* Its size is looked at before it is read. */
static int read_lines(struct reading *reading)
{
	size_t room = store_room(reading->spot);
	size_t limit = room < SIZE_MAX ? room * STORE_LINE_LEN : STORE_LEAF_MAX;
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0};
	int result = repo_blob_unverified(&bytes, reading->repo, &reading->spot->oid, limit, &why);

	if (result == MOW_ETOOBIG && room < SIZE_MAX)
		return complain_full(reading);
	return result == MOW_OK ? take_lines(reading, &bytes) : mow_fail(reading->err, result, "%s", why.message);
}

/* ---- both */

int store_node_read(struct store_node *out, struct buf *problem, struct repo *repo, const struct store_spot *spot,
		    struct mow_error *err)
{
	MOW_AUTO(store_node) node = {0};
	struct reading reading = {repo, spot, &node, problem, err};
	int result = MOW_OK;

	if (spot->mode == MODE_TREE && store_room(spot) == SIZE_MAX)
		result = complain(&reading, NULL, "is a folder, where no digits are left to divide by");
	else if (spot->mode == MODE_TREE)
		result = read_folder(&reading);
	else if (spot->mode != MODE_NONE)
		result = read_lines(&reading);
	if (result != MOW_OK || problem->len > 0)
		return result;
	*out = node;
	node = (struct store_node){0};
	return MOW_OK;
}

int store_node_open(struct store_node *out, struct repo *repo, const struct store_spot *spot, struct mow_error *err)
{
	MOW_AUTO(buf) problem = BUF_INIT;
	int result = store_node_read(out, &problem, repo, spot, err);

	if (result != MOW_OK || problem.len == 0)
		return result;
	return mow_fail(err, MOW_EDENIED,
			STORE_REF ": %s, so nobody can tell what it holds; git log -p " STORE_REF
				  " shows who changed it past mowners",
			problem.data);
}

/* ---- writing */

static void put_below(struct buf *bytes, const struct store_node *node)
{
	for (unsigned i = 0; i < 16; i++) {
		const struct tree_entry entry = {&digits[i], 1, node->below[i].mode, node->below[i].oid};
		if (entry.mode != MODE_NONE)
			tree_put(bytes, &entry);
	}
}

static void put_leaf(struct buf *bytes, const struct store_spot *spot, const struct store_items *leaf)
{
	char text[STORE_LINE_LEN + 1];

	for (size_t i = 0; i < leaf->count; i++) {
		if (spot->part == STORE_INDEX) {
			store_line_format(text, &leaf->items[i]);
			buf_add(bytes, text, STORE_LINE_LEN);
			continue;
		}
		store_key_format(text, leaf->items[i].key);
		tree_put(bytes, &(struct tree_entry){text + spot->depth, STORE_ID_LEN - spot->depth, MODE_FILE,
						     leaf->items[i].blob});
	}
}

int store_node_write(struct store_spot *spot, struct pack *pack, const struct store_node *node, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (node->split)
		put_below(&bytes, node);
	else
		put_leaf(&bytes, spot, &node->leaf);
	spot->mode = node->split || spot->part != STORE_INDEX ? MODE_TREE : MODE_FILE;
	return pack_add(&spot->oid, pack, spot->mode == MODE_TREE ? PACK_TREE : PACK_BLOB, &bytes, err);
}
