/*
 * Records: what is read is exactly what would be written, has the id of its text, and can be taken apart in every other
 * way without harm.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/record/record.h"
#include "evidence/record/armour.h"
#include "evidence/signers/ssh.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_text(const struct record *record)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) again = {0};
	char id[DIGEST_HEX];

	check(record_format(&text, record, NULL) == MOW_OK);
	check(text.len == record->text_len && memcmp(text.data, record->text, text.len) == 0);
	digest_hex(id, text.data, text.len);
	check(strcmp(id, record->id) == 0);
	check(record_parse(&again, text.data, text.len, NULL) == MOW_OK && strcmp(again.id, id) == 0);
}

static void check_rest(const struct record *record, const uint8_t *data, size_t size)
{
	MOW_AUTO(buf) blob = BUF_INIT;
	struct ssh_signature signature;

	check(record->text_len + record->armour_len == size && memcmp(data, record->text, record->text_len) == 0);
	check(record->step_count + record->path_count + (record->move != NULL) + (record->withdraws != NULL) > 0);
	(void)record_date_problem(record, record->made);
	check(record->armour_len == 0 || armour_read(&blob, record->armour, record->armour_len));
	if (ssh_read_signature(&signature, blob.data, blob.len))
		(void)ssh_key_type(signature.key, signature.key_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};

	if (record_parse(&record, (const char *)data, size, &err)) {
		check(err.code == MOW_EINVAL && strchr(err.message, '\n') == NULL &&
		      strchr(err.message, '\x1B') == NULL);
		return 0;
	}
	check_text(&record);
	check_rest(&record, data, size);
	return 0;
}
