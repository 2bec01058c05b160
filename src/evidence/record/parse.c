#include "evidence/record/read.h"

#include <string.h>

#include "base/error.h"
#include "evidence/record/armour.h"
#include "evidence/record/emit.h"

/* What is behind the text: nothing, or one signature. */
static int take_armour(struct record_reader *reader)
{
	MOW_AUTO(buf) blob = BUF_INIT;

	if (reader->left > 0 && reader->at[0] != '-')
		return record_fail_found(reader, "the signature or the end");
	if (reader->left > RECORD_ARMOUR_MAX)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: the signature is too long", reader->line);
	bool good = reader->left == 0 || armour_read(&blob, reader->at, reader->left);
	int result = buf_check(&blob, reader->err);
	if (result != MOW_OK)
		return result;
	if (!good)
		return mow_fail(reader->err, MOW_EINVAL,
				"line %u: the signature is not written as ssh-keygen writes it", reader->line);
	reader->record->armour_len = reader->left;
	return record_keep(&reader->record->armour, reader, (struct record_span){reader->at, reader->left});
}

/* Belt and braces: each line was held to its one form, and this shows that nothing was missed. */
static int check_same(struct record_reader *reader)
{
	const struct record *record = reader->record;
	MOW_AUTO(buf) again = BUF_INIT;

	record_emit(&again, record);
	int result = buf_check(&again, reader->err);
	if (result != MOW_OK)
		return result;
	if (again.len != record->text_len || memcmp(again.data, record->text, again.len) != 0)
		return mow_fail(reader->err, MOW_EINVAL,
				"line 1: it is not written the one way that records are written");
	return MOW_OK;
}

static void note_expiry(struct record *record)
{
	static const char words[] = "expired on ";

	memcpy(record->expired, words, sizeof words - 1);
	clock_format_day(record->expired + sizeof words - 1, record_end(record));
}

static int take_magic(struct record_reader *reader)
{
	static const char magic[] = RECORD_MAGIC "\n";

	if (reader->left < sizeof magic - 1 || memcmp(reader->at, magic, sizeof magic - 1) != 0)
		return record_fail_found(reader, "`" RECORD_MAGIC "`");
	reader->at += sizeof magic - 1;
	reader->left -= sizeof magic - 1;
	reader->line = 2;
	return MOW_OK;
}

static int take_head(struct record_reader *reader)
{
	int result = take_magic(reader);

	return result == MOW_OK ? record_take_fields(reader) : result;
}

static int take_all(struct record_reader *reader, const char *bytes)
{
	struct record *record = reader->record;
	int result = take_head(reader);

	if (result == MOW_OK)
		result = record_take_about(reader);
	if (result != MOW_OK)
		return result;
	record->text_len = (size_t)(reader->at - bytes);
	result = record_keep(&record->text, reader, (struct record_span){bytes, record->text_len});
	if (result == MOW_OK)
		result = take_armour(reader);
	return result == MOW_OK ? check_same(reader) : result;
}

int record_parse(struct record *out, const char *bytes, size_t len, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct record_reader reader = {
		.at = bytes, .left = len, .line = 1, .record = &record, .scratch = BUF_INIT, .err = err};

	if (len > RECORD_MAX)
		return mow_fail(err, MOW_EINVAL, "line 1: a record of more than %zu bytes", RECORD_MAX);
	int result = take_all(&reader, bytes);
	buf_release(&reader.scratch);
	if (result != MOW_OK)
		return result;
	digest_hex(record.id, record.text, record.text_len);
	note_expiry(&record);
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}

/* Takes all up to the signature, which no line of a text begins like, as text. */
static int take_rest(struct record_reader *reader, const char *bytes)
{
	static const char begin[] = "\n" ARMOUR_BEGIN;
	struct record *record = reader->record;
	const char *signature = memmem(reader->at, reader->left, begin, sizeof begin - 1);
	const char *end = signature != NULL ? signature + 1 : reader->at + reader->left;

	reader->left -= (size_t)(end - reader->at);
	reader->at = end;
	record->text_len = (size_t)(end - bytes);
	int result = record_keep(&record->text, reader, (struct record_span){bytes, record->text_len});
	return result == MOW_OK ? take_armour(reader) : result;
}

int record_parse_signed(struct record *out, const char *bytes, size_t len, const char *id, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct record_reader reader = {
		.at = bytes, .left = len, .line = 1, .record = &record, .scratch = BUF_INIT, .err = err};
	int result = take_head(&reader);

	if (result == MOW_OK)
		result = take_rest(&reader, bytes);
	if (result != MOW_OK)
		return result;
	memcpy(record.id, id, sizeof record.id);
	note_expiry(&record);
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}

int record_parse_head(struct record *out, const char *bytes, size_t len, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct record_reader reader = {
		.at = bytes, .left = len, .line = 1, .record = &record, .scratch = BUF_INIT, .err = err};
	int result = take_head(&reader);

	if (result != MOW_OK)
		return result;
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}
