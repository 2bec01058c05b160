/* The lines of a record in the index. */
#include <string.h>

#include "base/system.h"
#include "evidence/store/draft.h"

#define STEP_PATH ((size_t)101) /* where the path begins in "step MODE ID MODE ID PATH" */

static void put_place(unsigned char *key, const char *path, size_t len)
{
	unsigned char digest[DIGEST_SIZE];
	const char *slash = system_last(path, '/', len);
	size_t folder = slash != NULL ? (size_t)(slash - path) : 0;
	size_t name = slash != NULL ? folder + 1 : 0;

	digest_bytes(digest, path, folder);
	memcpy(key, digest, STORE_PLACE_LEN / 2);
	digest_bytes(digest, path + name, len - name);
	memcpy(key + STORE_PLACE_LEN / 2, digest, STORE_PLACE_LEN / 2);
}

static void put_state(unsigned char *key, const struct buf *line)
{
	unsigned char digest[DIGEST_SIZE];

	digest_bytes(digest, line->data, line->len);
	memcpy(key + STORE_PLACE_LEN, digest, STORE_PLACE_LEN);
}

int store_step_key(unsigned char key[DIGEST_SIZE], struct buf *line, const struct step *step)
{
	buf_reset(line);
	step_format(line, step);
	if (buf_check(line, NULL) != MOW_OK)
		return MOW_ENOMEM;
	memset(key, 0, DIGEST_SIZE);
	put_place(key, line->data + STEP_PATH, line->len - STEP_PATH);
	put_state(key, line);
	return MOW_OK;
}

int store_move_key(unsigned char key[DIGEST_SIZE], const char *move)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_addf(&line, "move %s", move);
	if (buf_check(&line, NULL) != MOW_OK)
		return MOW_ENOMEM;
	memset(key, 0, DIGEST_SIZE);
	put_state(key, &line);
	memcpy(key, key + STORE_PLACE_LEN, STORE_PLACE_LEN);
	return MOW_OK;
}

enum store_part store_part_of(const struct record *record)
{
	return record->decision == RECORD_STOP || record->decision == RECORD_WITHDRAW ? STORE_STOPS : STORE_RECORDS;
}

int store_lines_add(struct store_items *lines, const struct record *record, const struct oid *blob)
{
	struct store_item item = {.blob = *blob};
	MOW_AUTO(buf) line = BUF_INIT;
	int result = MOW_OK;

	if (store_part_of(record) == STORE_STOPS)
		return MOW_OK;
	for (size_t i = 0; i < record->step_count && result == MOW_OK; i++) {
		result = store_step_key(item.key, &line, &record->steps[i]);
		if (result == MOW_OK)
			result = store_items_add(lines, &item);
	}
	if (result != MOW_OK || record->move == NULL)
		return result;
	result = store_move_key(item.key, record->move);
	return result == MOW_OK ? store_items_add(lines, &item) : result;
}
