#include "forge/open.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "forge/reader.h"

void forge_open_release(struct forge_open *open)
{
	free(open->items);
	arena_release(&open->arena);
}

struct taking {
	struct forge_open *open;
	const char *key;
};

static int take(const json_t *item, void *context, struct mow_error *err)
{
	const struct taking *taking = context;
	int64_t number = answer_number(item, taking->key);
	const char *text = arena_printf(&taking->open->arena, "%" PRId64, number);

	if (text == NULL || array_reserve(taking->open, 1))
		return mow_fail_memory(err);
	if (number == 0)
		return mow_fail(err, MOW_EINVAL, "a request in the list of open ones has no number");
	taking->open->items[taking->open->count++] = text;
	return MOW_OK;
}

int forge_list_open(struct forge_open *out, const struct forge_place *place, const struct forge_access *access,
		    struct mow_error *err)
{
	MOW_AUTO(forge_reader) reader = FORGE_READER_INIT;
	MOW_AUTO(buf) url = BUF_INIT;
	struct taking taking = {out, place->forge->number};

	place->forge->add_open(&url, place);
	const struct reader_list list = {url.data, "the list of every open", take, place->forge->next, &taking};
	int result = buf_check(&url, err);
	if (result == MOW_OK)
		result = reader_open(&reader, place, access, err);
	return result == MOW_OK ? reader_list(&list, &reader, err) : result;
}
