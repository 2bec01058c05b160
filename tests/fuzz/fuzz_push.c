/* What git says about a push on the standard input of a hook: all of its lines come out as they are, or none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/hook_push.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MOW_AUTO(update_list) updates = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) again = BUF_INIT;
	struct mow_error err = {0, ""};

	buf_add(&input, data, size);
	if (hook_push_take(&updates, &input, &err) != MOW_OK) {
		check(err.code != MOW_OK && strchr(err.message, '\n') == NULL && strchr(err.message, '\x1B') == NULL);
		return 0;
	}
	for (size_t i = 0; i < updates.count; i++) {
		const struct mow_update *update = &updates.items[i];
		check(strlen(update->old_id) == 40 && strlen(update->new_id) == 40 && update->ref[0] != '\0');
		buf_addf(&again, "%s %s %s\n", update->old_id, update->new_id, update->ref);
	}
	check(again.len == size && memcmp(again.data, data, size) == 0);
	return 0;
}
