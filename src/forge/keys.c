#include "forge/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "forge/url.h"

void forge_keys_release(struct forge_keys *keys)
{
	free(keys->items);
	arena_release(&keys->arena);
	memset(keys, 0, sizeof *keys);
}

int forge_keys_take(struct forge_keys *keys, const json_t *item, const struct forge_key *known, struct mow_error *err)
{
	const char *text = answer_text(item, "key");
	struct forge_key key = *known;

	if (keys->count == FORGE_KEYS)
		return mow_fail(err, MOW_ETOOBIG, "an account there has more than %d keys", FORGE_KEYS);
	key.id = answer_number(item, "id");
	if (text != NULL && strlen(text) <= FORGE_KEY_MAX) {
		key.text = arena_dup(&keys->arena, text, strlen(text));
		if (key.text == NULL)
			return mow_fail_memory(err);
	}
	if (array_reserve(keys, 1))
		return mow_fail_memory(err);
	keys->items[keys->count++] = key;
	return MOW_OK;
}

static int take(const json_t *item, void *context, struct mow_error *err)
{
	const struct forge_key known = {.end = INT64_MAX};

	return forge_keys_take(context, item, &known, err);
}

int forge_keys_list(struct forge_keys *keys, struct forge_reader *reader, const char *rest, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	buf_addf(&url, "%s/users/", reader->place->api);
	url_add_piece(&url, reader->place->account);
	buf_adds(&url, rest);
	const struct reader_list list = {url.data, "the keys of", take, reader->place->forge->next, keys};
	int result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}
