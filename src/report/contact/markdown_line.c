#include "report/contact/markdown_line.h"

#include <string.h>

size_t line_indent(const struct md_line *line, size_t *bytes)
{
	size_t columns = 0, at = 0;

	for (; at < line->len && (line->text[at] == ' ' || line->text[at] == '\t'); at++)
		columns += line->text[at] == '\t' ? 4 : 1;
	*bytes = at;
	return columns;
}

struct md_line line_trim(const struct md_line *line)
{
	struct md_line out = *line;
	size_t blanks;

	(void)line_indent(line, &blanks);
	out.text += blanks;
	out.len -= blanks;
	while (out.len > 0 && strchr(" \t\r", out.text[out.len - 1]) != NULL)
		out.len--;
	return out;
}

bool line_is_blank(const struct md_line *line)
{
	return line_trim(line).len == 0;
}

static size_t count_of(const struct md_line *line, char byte)
{
	size_t count = 0;

	while (count < line->len && line->text[count] == byte)
		count++;
	return count;
}

size_t line_heading(const struct md_line *line)
{
	const struct md_line text = line_trim(line);
	size_t level = count_of(&text, '#');

	return level <= 6 && (level == text.len || text.text[level] == ' ' || text.text[level] == '\t') ? level : 0;
}

size_t line_fence(const struct md_line *line)
{
	const struct md_line text = line_trim(line);
	size_t size = text.len > 0 && (text.text[0] == '`' || text.text[0] == '~') ? count_of(&text, text.text[0]) : 0;

	return size >= 3 ? size : 0;
}

bool line_is_of(const struct md_line *line, char mark, size_t least)
{
	const struct md_line text = line_trim(line);
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.text[i] != mark && text.text[i] != ' ')
			return false;
		count += text.text[i] == mark;
	}
	return count >= least;
}

bool line_is_rule(const struct md_line *line)
{
	return line_is_of(line, '-', 3) || line_is_of(line, '*', 3) || line_is_of(line, '_', 3);
}

bool line_is_quote(const struct md_line *line)
{
	const struct md_line text = line_trim(line);

	return text.len > 0 && text.text[0] == '>';
}

size_t line_item(const struct md_line *line, bool *ordered)
{
	size_t blanks, at;

	(void)line_indent(line, &blanks);
	for (at = blanks; at < line->len && at < blanks + 9 && line->text[at] >= '0' && line->text[at] <= '9';)
		at++;
	*ordered = at > blanks;
	if (at == line->len || strchr(*ordered ? ".)" : "-*+", line->text[at]) == NULL || line->text[at] == '\0')
		return 0;
	at++;
	if (at < line->len && line->text[at] != ' ' && line->text[at] != '\t' && line->text[at] != '\r')
		return 0;
	return at < line->len ? at + 1 : at;
}

bool line_is_delimiter(const struct md_line *line)
{
	const struct md_line text = line_trim(line);
	bool bar = false, dash = false;

	for (size_t i = 0; i < text.len; i++) {
		if (strchr("|-: \t", text.text[i]) == NULL)
			return false;
		bar = bar || text.text[i] == '|';
		dash = dash || text.text[i] == '-';
	}
	return bar && dash;
}
