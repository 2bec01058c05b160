/* Entries of an audit: what is read is exactly what would be written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/audit/audit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) again = BUF_INIT;
	struct audit_entry entry;
	struct mow_error err = {0, ""};

	buf_add(&text, data, size);
	check(!text.failed);
	if (audit_parse(&entry, &arena, text.data, &err) != MOW_OK) {
		check(err.code == MOW_EINVAL && strpbrk(err.message, "\n\x1B") == NULL);
		return 0;
	}
	check(audit_format(&again, &entry, NULL) == MOW_OK);
	check(strcmp(text.data, again.data) == 0);
	return 0;
}
