#include "convert/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/text_kind.h"
#include "base/utf8.h"
#include "mowners.h"

struct reader {
	struct sheet *sheet;
	struct file_findings *found;
	const char *at, *end;
	const char *line_start;
	unsigned line, row;
	char separator;
	struct buf cell;
};

void sheet_release(struct sheet *sheet)
{
	free(sheet->cells.items);
	free(sheet->rows.items);
	arena_release(&sheet->arena);
}

static int complain(struct reader *reader, enum finding_code code, const char *what)
{
	unsigned column = (unsigned)(reader->at - reader->line_start) + 1;

	file_findings_add(reader->found, reader->line, column, code, "%s", what);
	return MOW_ERULES;
}

/* ---- Lines -------------------------------------------------------------------------------------------------------- */

/* The bytes of a line's end that begins here; 0: there is none. */
static size_t line_end(const struct reader *reader)
{
	if (*reader->at == '\n')
		return 1;
	return *reader->at == '\r' && reader->end - reader->at > 1 && reader->at[1] == '\n' ? 2 : 0;
}

static void skip_line_end(struct reader *reader, size_t len)
{
	reader->at += len;
	reader->line_start = reader->at;
	reader->line++;
}

/* ---- Cells -------------------------------------------------------------------------------------------------------- */

/* The next byte of a cell, or the end of a line in it. */
static int take_byte(struct reader *reader)
{
	size_t end = line_end(reader);

	if (end > 0) {
		buf_addc(&reader->cell, '\n');
		skip_line_end(reader, end);
		return MOW_OK;
	}
	if (*reader->at == '\r')
		return complain(reader, FINDING_LONE_CR,
				"a carriage return that does not end a line together with a line feed; save the table "
				"as CSV again, with line ends of Windows or Unix");
	if (*reader->at == '\0')
		return complain(reader, FINDING_NUL, "a NUL byte; a table is a text file");
	buf_addc(&reader->cell, *reader->at++);
	return MOW_OK;
}

static int read_quoted(struct reader *reader)
{
	const char *quote = reader->at++;
	unsigned line = reader->line;
	unsigned column = (unsigned)(quote - reader->line_start) + 1;

	while (reader->at < reader->end) {
		bool is_quote = *reader->at == '"';
		if (is_quote && (reader->end - reader->at == 1 || reader->at[1] != '"')) {
			reader->at++;
			return MOW_OK;
		}
		reader->at += is_quote;
		int result = take_byte(reader);
		if (result != MOW_OK)
			return result;
	}
	file_findings_add(reader->found, line, column, FINDING_BAD_SHEET,
			  "the quote that begins this cell has none that ends it; a quote in a cell is written \"\"");
	return MOW_ERULES;
}

static bool cell_ends(const struct reader *reader)
{
	return reader->at == reader->end || *reader->at == reader->separator || line_end(reader) > 0;
}

static int read_cell(struct reader *reader)
{
	int result = MOW_OK;

	buf_reset(&reader->cell);
	if (reader->at < reader->end && *reader->at == '"') {
		result = read_quoted(reader);
		if (result == MOW_OK && !cell_ends(reader))
			return complain(reader, FINDING_BAD_SHEET,
					"text behind the quote that ends a cell; a quote in a cell is written \"\"");
		return result;
	}
	while (result == MOW_OK && !cell_ends(reader)) {
		if (*reader->at == '"')
			return complain(reader, FINDING_BAD_SHEET,
					"a quote inside a cell that does not begin with one; write the cell in quotes, "
					"and this one as \"\"");
		result = take_byte(reader);
	}
	return result;
}

static int keep_cell(struct reader *reader)
{
	struct sheet *sheet = reader->sheet;
	const char *text = arena_dup(&sheet->arena, reader->cell.data, reader->cell.len);

	if (reader->cell.failed || text == NULL || array_reserve(&sheet->cells, 1))
		return MOW_ENOMEM;
	sheet->cells.items[sheet->cells.count++] = (struct sheet_cell){text};
	return MOW_OK;
}

/* ---- Rows --------------------------------------------------------------------------------------------------------- */

static bool is_blank(const struct sheet *sheet, size_t first)
{
	for (size_t i = first; i < sheet->cells.count; i++)
		if (sheet->cells.items[i].text[strspn(sheet->cells.items[i].text, " \t\n")] != '\0')
			return false;
	return true;
}

static int read_row(struct reader *reader)
{
	struct sheet *sheet = reader->sheet;
	struct sheet_row row = {.first = sheet->cells.count, .line = reader->line, .number = ++reader->row};

	for (;;) {
		int result = read_cell(reader);
		if (result == MOW_OK)
			result = keep_cell(reader);
		if (result != MOW_OK)
			return result;
		if (reader->at == reader->end || *reader->at != reader->separator)
			break;
		reader->at++;
	}
	if (reader->at < reader->end)
		skip_line_end(reader, line_end(reader));
	row.count = sheet->cells.count - row.first;
	if (is_blank(sheet, row.first)) {
		sheet->cells.count = row.first;
		return MOW_OK;
	}
	if (array_reserve(&sheet->rows, 1))
		return MOW_ENOMEM;
	sheet->rows.items[sheet->rows.count++] = row;
	return MOW_OK;
}

/* What stands behind the first cell; a comma where it is the only one. */
static char find_separator(const struct reader *reader)
{
	bool quoted = false;

	for (const char *at = reader->at; at < reader->end; at++) {
		if (*at == '"')
			quoted = !quoted;
		else if (!quoted && (*at == ',' || *at == ';' || *at == '\t'))
			return *at;
		else if (!quoted && (*at == '\n' || *at == '\r'))
			break;
	}
	return ',';
}

static void begin(struct reader *reader)
{
	if (reader->end - reader->at >= 3 && memcmp(reader->at, "\xEF\xBB\xBF", 3) == 0)
		reader->at += 3;
	reader->line_start = reader->at;
	reader->separator = find_separator(reader);
	if (reader->end - reader->at < 5 || memcmp(reader->at, "sep=", 4) != 0 ||
	    strchr(",;\t", reader->at[4]) == NULL || reader->at[4] == '\0')
		return;
	reader->separator = reader->at[4];
	reader->at += 5;
	size_t end = reader->at < reader->end ? line_end(reader) : 0;
	if (end > 0)
		skip_line_end(reader, end);
}

static int read_rows(struct reader *reader)
{
	int result = MOW_OK;

	begin(reader);
	while (result == MOW_OK && reader->at < reader->end)
		result = read_row(reader);
	return result;
}

/* What a spreadsheet saves as plain CSV may be in the encoding of its country. */
static bool is_utf8(const char *bytes, size_t len, struct file_findings *found)
{
	unsigned line = 1;
	size_t start = 0;

	for (size_t at = 0, size; at < len; at += size) {
		uint32_t code;
		size = utf8_next(&code, bytes + at, len - at);
		if (size == 0) {
			file_findings_add(found, line, (unsigned)(at - start) + 1, FINDING_INVALID_UTF8,
					  "no UTF-8 from here; save the table again, in LibreOffice as \"Text CSV\" "
					  "in UTF-8, in Excel as \"CSV UTF-8\"");
			return false;
		}
		line += bytes[at] == '\n';
		start = bytes[at] == '\n' ? at + 1 : start;
	}
	return true;
}

int sheet_read(struct sheet *sheet, const char *bytes, size_t len, struct file_findings *found)
{
	struct reader reader = {.sheet = sheet, .found = found, .at = bytes, .line = 1};
	const char *kind = text_kind_foreign(bytes, len);

	reader.end = bytes + len;
	reader.cell = (struct buf)BUF_INIT;
	if (len > SHEET_SIZE_MAX || kind != NULL) {
		if (kind == NULL)
			file_findings_add(found, 0, 0, FINDING_TOO_LARGE, "the table has more than 1 MiB");
		else
			file_findings_add(
				found, 0, 0, FINDING_NOT_TEXT,
				"this file is %s; save the table as CSV (in LibreOffice \"Text CSV\", in Excel "
				"\"CSV UTF-8\"), in UTF-8 and separated by commas",
				kind);
		return MOW_ERULES;
	}
	int result = is_utf8(bytes, len, found) ? read_rows(&reader) : MOW_ERULES;
	buf_release(&reader.cell);
	return result;
}

const struct sheet_row *sheet_row_at(const struct sheet *sheet, unsigned line)
{
	size_t from = 0, end = sheet->rows.count;

	while (from < end) {
		size_t middle = from + (end - from) / 2;
		if (sheet->rows.items[middle].line < line)
			from = middle + 1;
		else
			end = middle;
	}
	return from < sheet->rows.count && sheet->rows.items[from].line == line ? &sheet->rows.items[from] : NULL;
}
