#include "evidence/audit/top.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define RECEIVED "received"
#define TIPS "tips"

static bool is_name(const struct tree_entry *entry, const char *name)
{
	return entry->mode == MODE_TREE && text_is(entry->name, entry->name_len, name);
}

int audit_top_read(struct audit_top *out, struct repo *repo, const struct oid *tree, struct mow_error *err)
{
	MOW_AUTO(tree) top = TREE_INIT;
	struct audit_top read = {{.part = STORE_RECORDS}, {.part = STORE_RECORDS}};
	struct tree_entry entry;
	size_t position = 0;
	int result = tree_read(&top, repo, tree, err);

	while (result == MOW_OK && (result = tree_next(&entry, &top, &position, err)) == 1) {
		struct store_spot *spot = is_name(&entry, RECEIVED) ? &read.received
					  : is_name(&entry, TIPS)   ? &read.tips
								    : NULL;
		if (spot == NULL)
			return mow_fail(err, MOW_EINVAL,
					AUDIT_REF " holds what this version of mowners does not write there");
		spot->mode = entry.mode;
		spot->oid = entry.oid;
		result = MOW_OK;
	}
	if (result == MOW_OK)
		*out = read;
	return result;
}

int audit_top_write(struct oid *out, struct pack *pack, const struct audit_top *top, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (top->received.mode != MODE_NONE)
		tree_put(&bytes, &(struct tree_entry){RECEIVED, strlen(RECEIVED), MODE_TREE, top->received.oid});
	if (top->tips.mode != MODE_NONE)
		tree_put(&bytes, &(struct tree_entry){TIPS, strlen(TIPS), MODE_TREE, top->tips.oid});
	return pack_add(out, pack, PACK_TREE, &bytes, err);
}

void audit_tip_key(unsigned char out[DIGEST_SIZE], const struct oid *commit)
{
	memset(out, 0, DIGEST_SIZE);
	memcpy(out, commit->bytes, OID_SIZE);
}
