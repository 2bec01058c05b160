#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "evidence/store/layout.h"
#include "evidence/store/store.h"

#define FORMAT "mowners-store 2\n"

/* The blob of FORMAT. */
static const struct oid format_blob = {{0xc4, 0xe1, 0x47, 0x36, 0x17, 0xe8, 0xd3, 0xe3, 0xe5, 0xf8,
					0xf3, 0xce, 0x74, 0x4f, 0xe7, 0x77, 0x9b, 0xbc, 0xce, 0x2e}};

static const struct {
	const char *name;
	enum store_part part;
} names[] = {{"index", STORE_INDEX}, {"records", STORE_RECORDS}, {"stops", STORE_STOPS}}; /* in the order of a tree */
#define NAMES (sizeof names / sizeof *names)

static bool is_name(const struct tree_entry *entry, const char *name)
{
	return text_is(entry->name, entry->name_len, name);
}

static bool take_part(struct store_top *top, const struct tree_entry *entry)
{
	for (size_t i = 0; i < NAMES; i++) {
		struct store_spot *spot = &top->parts[names[i].part];
		if (!is_name(entry, names[i].name) ||
		    (entry->mode != MODE_TREE && (entry->mode != MODE_FILE || names[i].part != STORE_INDEX)))
			continue;
		spot->mode = entry->mode;
		spot->oid = entry->oid;
		return true;
	}
	return false;
}

/* Without `format` a store with records is of the first layout, and anything else is none. */
static int take_entries(struct store_top *top, const struct tree *tree, struct mow_error *err)
{
	struct tree_entry entry;
	size_t position = 0;
	bool has_format = false, is_known = false;
	int left;

	while ((left = tree_next(&entry, tree, &position, err)) == 1) {
		if (is_name(&entry, "format")) {
			has_format = true;
			is_known = entry.mode == MODE_FILE && oid_equal(&entry.oid, &format_blob);
		} else if (!take_part(top, &entry) && !top->odd) {
			top->odd = true;
			(void)snprintf(top->name, sizeof top->name, "%.*s",
				       (int)(entry.name_len < sizeof top->name ? entry.name_len : sizeof top->name),
				       entry.name);
		}
	}
	top->form = is_known                                                    ? STORE_LAST
		    : has_format || top->parts[STORE_RECORDS].mode != MODE_TREE ? STORE_UNKNOWN
										: STORE_FIRST;
	return left;
}

int store_top_read(struct store_top *out, struct repo *repo, const struct oid *root, struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct store_top top = {.form = STORE_NOTHING};

	for (int i = 0; i < STORE_PARTS; i++)
		top.parts[i].part = (enum store_part)i;
	int result = tree_read(&tree, repo, root, err);
	if (result == MOW_OK && !oid_is_zero(root))
		result = take_entries(&top, &tree, err);
	if (result == MOW_OK)
		*out = top;
	return result;
}

int store_top_open(struct store_top *out, struct repo *repo, const struct oid *root, const char *whose,
		   struct mow_error *err)
{
	struct store_top top;
	int result = store_top_read(&top, repo, root, err);

	if (result != MOW_OK)
		return result;
	if (top.form == STORE_FIRST && whose == NULL)
		return mow_fail(err, MOW_EUNSUPPORTED,
				STORE_REF " is as a former version of mowners wrote it; run " STORE_CONVERT
					  " here, once");
	if (top.form == STORE_FIRST)
		return mow_fail(err, MOW_EUNSUPPORTED,
				"%s are as a former version of mowners wrote them; who runs it runs " STORE_CONVERT
				" in the repository there, once",
				whose);
	if (top.form == STORE_UNKNOWN)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"%s%s of a layout that this version does not know; a newer version of mowners may have written it",
			whose != NULL ? whose : STORE_REF, whose != NULL ? " are" : " is");
	*out = top;
	return MOW_OK;
}

int store_top_write(struct oid *out, struct pack *pack, const struct store_top *top, struct mow_error *err)
{
	MOW_AUTO(buf) format = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct oid oid;

	buf_adds(&format, FORMAT);
	int result = top->form == STORE_LAST ? MOW_OK : pack_add(&oid, pack, PACK_BLOB, &format, err);
	if (result != MOW_OK)
		return result;
	tree_put(&bytes, &(struct tree_entry){"format", 6, MODE_FILE, format_blob});
	for (size_t i = 0; i < NAMES; i++) {
		const struct store_spot *spot = &top->parts[names[i].part];
		if (spot->mode != MODE_NONE)
			tree_put(&bytes,
				 &(struct tree_entry){names[i].name, strlen(names[i].name), spot->mode, spot->oid});
	}
	return pack_add(out, pack, PACK_TREE, &bytes, err);
}
