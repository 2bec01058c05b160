#include "rules/read/reader_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/keys.h"

int reader_file_add_key(struct reader_file *file, const char *name, struct reader_key key)
{
	key.first_item = file->items.count;
	key.len = strlen(name);
	/* Most are of the few that there are. */
	const struct key_rule *rule = keys_find(name, key.len);
	bool known = rule != NULL && strcmp(rule->name, name) == 0;
	key.name = known ? rule->name : arena_dup(file->strings, name, key.len);
	if (key.name == NULL || array_reserve(&file->keys, 1))
		return MOW_ENOMEM;
	file->keys.items[file->keys.count++] = key;
	file->sections.items[file->sections.count - 1].key_count++;
	return MOW_OK;
}

int reader_file_add_item(struct reader_file *file, const char *value, struct reader_item item)
{
	struct reader_key *key = &file->keys.items[file->keys.count - 1];

	if (array_reserve(&file->items, 1))
		return MOW_ENOMEM;
	item.len = item.bad ? 0 : (unsigned)strlen(value);
	item.text = item.bad ? "" : arena_dup(file->strings, value, item.len);
	if (item.text == NULL)
		return MOW_ENOMEM;
	file->items.items[file->items.count++] = item;
	key->item_count++;
	key->bad = key->bad || item.bad;
	return MOW_OK;
}

void reader_file_release(struct reader_file *file)
{
	free(file->sections.items);
	free(file->keys.items);
	free(file->items.items);
	*file = (struct reader_file){.strings = file->strings, .found = file->found};
}
