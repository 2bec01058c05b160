#include "rules/edit/text.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

#define BOM "\xEF\xBB\xBF"

void edit_text_release(struct edit_text *text)
{
	buf_release(&text->bytes);
	free(text->lines.items);
}

/* What is between the brackets; without a bracket at the end, all of it. */
static struct span section_name(const struct line *line)
{
	const char *from = line->text + 1;
	const char *close = memchr(from, ']', line->len - 1);

	return (struct span){from, close != NULL ? (size_t)(close - from) : line->len - 1};
}

static void take_key(struct edit_line *out, const struct line *line)
{
	size_t value = line->separator < line->len ? line->separator + 1 : line->len;

	out->kind = EDIT_KEY;
	out->name = lines_trim(line->text, line->separator);
	out->rule = keys_find(out->name.text, out->name.len);
	out->value = lines_trim(line->text + value, line->len - value);
}

/* `out` holds the line before. */
static void take(struct edit_line *out, const struct line *line)
{
	bool blank = line->start == line->len;

	out->whole = (struct span){line->text, line->raw};
	out->comment = lines_trim(line->text + line->len, line->raw - line->len);
	out->value = (struct span){line->text, 0};
	if (blank) {
		out->kind = out->comment.len > 0 ? EDIT_COMMENT : EDIT_BLANK;
	} else if (line->start > 0) {
		out->kind = EDIT_MORE;
		out->value = lines_trim(line->text, line->len);
	} else if (line->text[0] != '[') {
		take_key(out, line);
	} else {
		out->kind = EDIT_SECTION;
		out->section = section_name(line);
		out->name = (struct span){line->text, 0};
		out->rule = NULL;
	}
}

static int read_lines(struct edit_text *text, struct mow_error *err)
{
	MOW_AUTO(file_findings) found = {0};
	struct lines lines = {.bytes = text->bytes.data, .len = text->len, .found = &found};
	struct edit_line current = {.section = {text->bytes.data, 0}, .name = {text->bytes.data, 0}};
	struct line line;

	while (lines_next(&lines, &line)) {
		if (array_reserve(&text->lines, 1) != MOW_OK)
			return mow_fail_memory(err);
		take(&current, &line);
		text->lines.items[text->lines.count++] = current;
	}
	return MOW_OK;
}

int edit_text_read(struct edit_text *out, const char *bytes, size_t len, struct mow_error *err)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	const char *end = memchr(bytes, '\n', len);

	buf_add(&text.bytes, bytes, len);
	buf_pad(&text.bytes, '\n', LINES_PADDING);
	if (buf_check(&text.bytes, err) != MOW_OK)
		return MOW_ENOMEM;
	text.len = len;
	text.bom = len >= strlen(BOM) && memcmp(bytes, BOM, strlen(BOM)) == 0;
	text.crlf = end != NULL && end > bytes && end[-1] == '\r';
	int result = read_lines(&text, err);
	if (result != MOW_OK)
		return result;
	*out = text;
	text = (struct edit_text)EDIT_TEXT_INIT;
	return MOW_OK;
}
