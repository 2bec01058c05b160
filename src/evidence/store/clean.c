#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/layout.h"
#include "evidence/store/write.h"

/* What is taken over one by one of a store with something else in it; some 200 bytes each. */
#define CLEAN_MAX 1000000

/* The files of a store that have a place in it. */
struct cleaning {
	struct tree_addition *items;
	size_t count, capacity;
	struct oid empty;
	struct arena arena;
	struct mow_error *err;
};

static int note_odd(const struct store_change *change, void *context)
{
	*(bool *)context |= change->kind == STORE_ODD;
	return MOW_OK;
}

static int keep_good(const struct store_change *change, void *context)
{
	struct cleaning *cleaning = context;

	if (change->kind != STORE_RECORD && change->kind != STORE_MARK)
		return MOW_OK;
	if (cleaning->count == CLEAN_MAX)
		return mow_fail(cleaning->err, MOW_ETOOBIG,
				"the remote's " STORE_REF
				" is large and holds more than approvals; ask who runs it to mend it");
	const char *path = arena_dup(&cleaning->arena, change->path, change->path_len);
	if (path == NULL || array_reserve(cleaning, 1))
		return mow_fail_memory(cleaning->err);
	cleaning->items[cleaning->count++] =
		(struct tree_addition){path, change->kind == STORE_MARK ? cleaning->empty : change->blob};
	return MOW_OK;
}

int store_clean(struct oid *out, struct repo *repo, const struct oid *ours, const struct oid *theirs,
		struct mow_error *err)
{
	static const struct oid none;
	struct cleaning cleaning = {.err = err};
	bool odd = false;

	int result = store_compare(&(struct store_pair){repo, ours, theirs, NULL}, note_odd, &odd, err);
	if (result != MOW_OK)
		return result;
	*out = *theirs;
	if (!odd)
		return MOW_OK;
	result = repo_write_blob(&cleaning.empty, repo, "", 0, err);
	if (result == MOW_OK)
		result = store_compare(&(struct store_pair){repo, &none, theirs, NULL}, keep_good, &cleaning, err);
	if (result == MOW_OK)
		result = tree_add(out, repo, &none, &(struct tree_additions){cleaning.items, cleaning.count}, err);
	free(cleaning.items);
	arena_release(&cleaning.arena);
	return result;
}
