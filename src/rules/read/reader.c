/*
 * inih splits lines into keys and values and keeps the section and the key that a line belongs to. Its traps are closed
 * from outside: it is handed one line at a time by `feed`, without comments, never longer than it reads whole, and in
 * place of a line with an error one that keeps it in step: "[?]" for a header that cannot be read, "key=?" for a value
 * that cannot. What it then says is compared with what the line holds, so an inih with other limits or switches is a
 * failure and no other reading of the rules.
 */
#include "rules/read/reader.h"

#include <ini.h>
#include <string.h>

#include "base/error.h"
#include "rules/read/reader_file.h"
#include "rules/read/reader_line.h"
#include "rules/read/slips.h"

/* A line for inih, put together; false where its buffer is smaller than that of inih 55. */
static bool put(char *out, size_t size, const char *before, const char *text, const char *behind)
{
	size_t first = strlen(before), middle = strlen(text), last = strlen(behind);

	if (first + middle + last >= size)
		return false;
	memcpy(out, before, first);
	memcpy(out + first, text, middle);
	memcpy(out + first + middle, behind, last + 1);
	return true;
}

/* The line as it is; the white space before what goes on is one space and none else, whatever it was. */
static bool put_whole(char *out, size_t size, bool indented, const struct line *line)
{
	size_t len = line->len - line->start;

	if (len + indented + 1 >= size)
		return false;
	out[0] = ' ';
	memcpy(out + indented, line->text + line->start, len);
	memcpy(out + indented + len, "\n", 2);
	return true;
}

static bool render(const struct reader *reader, char *out, size_t size, const struct line *line)
{
	bool more = reader->kind == LINE_MORE;

	if (reader->kind == LINE_NOTHING)
		return put(out, size, "", "", "\n");
	if (reader->kind == LINE_SECTION)
		return put(out, size, "[", reader->section, "]\n");
	if (!reader->item.bad)
		return put_whole(out, size, more, line);
	return more ? put(out, size, " ?", "", "\n") : put(out, size, "", reader->key, "=?\n");
}

/* The ini_reader: inih asks for the next line when it is done with the last, having told `take` what is in it. */
static char *feed(char *out, int size, void *stream)
{
	struct reader *reader = stream;
	struct line line;

	if (reader->waiting && reader->result == MOW_OK)
		reader->result = MOW_EUNSUPPORTED;
	/* Its key, if it has one, is there by now. */
	if (reader->result == MOW_OK && reader->remarked)
		reader->result = reader_file_add_remark(reader->file, &reader->last);
	if (reader->result != MOW_OK || !lines_next(&reader->lines, &line))
		return NULL;
	reader->told = slips_mend_indentation(reader->lines.found, &line);
	reader->result = reader_line_take(reader, &line);
	if (reader->result == MOW_OK && !render(reader, out, (size_t)size, &line))
		reader->result = MOW_EUNSUPPORTED;
	while (reader->end_count > 0)
		*reader->ends[--reader->end_count] = '\0';
	return reader->result == MOW_OK ? out : NULL;
}

/* The ini_handler. */
static int take(void *user, const char *section, const char *name, const char *value)
{
	struct reader *reader = user;

	if (reader->result != MOW_OK)
		return 1;
	if (!reader->waiting || strcmp(name, reader->key) != 0 || strcmp(section, reader->section) != 0 ||
	    strcmp(value, reader->item.bad ? "?" : reader->item.text) != 0) {
		reader->result = MOW_EUNSUPPORTED;
		return 1;
	}
	reader->waiting = false;
	if (!reader->has_section)
		return 1;
	if (reader->new_key)
		reader->result = reader_file_add_key(reader->file, &reader->new);
	if (reader->result == MOW_OK && (reader->item.bad || reader->item.len > 0))
		reader->result = reader_file_add_item(reader->file, &reader->item);
	return 1;
}

int reader_read(struct reader_file *file, char *bytes, size_t len, struct mow_error *err)
{
	struct reader reader = {.file = file, .lines = {.bytes = bytes, .len = len, .found = file->found}};

	if (reader_file_reserve(file, len))
		return mow_fail_memory(err);
	int result = ini_parse_stream(feed, &reader, take, &reader);
	if (result == -2 || reader.result == MOW_ENOMEM)
		return mow_fail_memory(err);
	/* A handler that always agrees and lines that are well formed: inih has nothing to complain of. */
	if (result != MOW_OK || reader.result != MOW_OK || reader.waiting)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"line %u of an OWNERS file: the library inih of this system reads it otherwise than inih 55 does; "
			"build with an inih of the usual limits and switches",
			reader.lines.number);
	return MOW_OK;
}
