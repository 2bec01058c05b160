#include "evidence/record/read.h"

#include <string.h>

#include "base/error.h"
#include "evidence/field.h"

bool record_starts(const char *bytes, size_t len, const char *word)
{
	size_t size = strlen(word);

	return len > size && memcmp(bytes, word, size) == 0 && bytes[size] == ' ';
}

int record_fail_found(const struct record_reader *reader, const char *expected)
{
	MOW_AUTO(buf) found = BUF_INIT;

	if (reader->left == 0)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: %s is missing", reader->line, expected);
	const char *end = memchr(reader->at, '\n', reader->left);
	field_quote(&found, reader->at, end != NULL ? (size_t)(end - reader->at) : reader->left);
	return mow_fail(reader->err, MOW_EINVAL, "line %u: %s must stand here, not \"%s\"", reader->line, expected,
			found.data);
}

static int take_line(struct record_span *line, struct record_reader *reader)
{
	const char *end = reader->left > 0 ? memchr(reader->at, '\n', reader->left) : NULL;

	if (end == NULL)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: is cut off: every line ends with LF", reader->line);
	*line = (struct record_span){reader->at, (size_t)(end - reader->at)};
	reader->left -= line->len + 1;
	reader->at = end + 1;
	return MOW_OK;
}

int record_fail_value(const struct record_reader *reader, const char *name, const char *what, struct record_span value)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	field_quote(&shown, value.bytes, value.len);
	return mow_fail(reader->err, MOW_EINVAL, "line %u: `%s` must be %s, not \"%s\"", reader->line, name, what,
			shown.data);
}

int record_keep(const char **out, struct record_reader *reader, struct record_span value)
{
	*out = arena_dup(&reader->record->arena, value.bytes, value.len);
	return *out != NULL ? MOW_OK : mow_fail_memory(reader->err);
}

int record_take_named(struct record_reader *reader, const char *name, record_take_fn *take)
{
	struct record_span line = {NULL, 0};

	if (!record_starts(reader->at, reader->left, name)) {
		MOW_AUTO(buf) expected = BUF_INIT;
		buf_addf(&expected, "the `%s` line", name);
		return record_fail_found(reader, expected.data);
	}
	int result = take_line(&line, reader);
	if (result != MOW_OK)
		return result;
	size_t size = strlen(name) + 1;
	result = take(reader, (struct record_span){line.bytes + size, line.len - size});
	reader->line++;
	return result;
}
