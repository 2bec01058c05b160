#include "rules/read/slips.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

bool slips_find_space(struct file_findings *found, const struct line *line, size_t from, size_t to)
{
	uint32_t code = 0;
	size_t at = from + utf8_find_space(&code, line->text + from, to - from);
	if (at == to)
		return false;
	bool no_break = code == 0xA0 || code == 0x2007 || code == 0x202F;
	file_findings_add(found, line->number, (unsigned)at + 1, FINDING_NO_BREAK_SPACE,
			  "%s (U+%04X) stands here; it looks like a space and is none: delete it and type a space",
			  no_break ? "a no-break space" : "an unusual blank", (unsigned)code);
	return true;
}

/* A comment as other formats write it, behind white space. "#1" is a number. */
static bool is_comment(const char *text)
{
	if (text[0] == '#')
		return text[1] < '0' || text[1] > '9';
	return text[0] == '/' && text[1] == '/';
}

bool slips_report(struct file_findings *found, const struct line *line, size_t from, size_t to)
{
	if (slips_report_space(found, line, from, to))
		return true;
	for (size_t at = from; at < to; at++) {
		if (!is_comment(line->text + at) || (at > from && !text_is_blank(line->text[at - 1])))
			continue;
		file_findings_add(found, line->number, (unsigned)at + 1, FINDING_HASH_COMMENT,
				  "behind a value \"%s\" begins no comment; write \" ; \" in its place",
				  line->text[at] == '#' ? "#" : "//");
		return true;
	}
	return false;
}

/* Bytes of such a blank that a text begins with; 0: it begins with none. */
static size_t begin_odd(const char *text)
{
	uint32_t code;

	return utf8_find_space(&code, text, LINES_PADDING) == 0 ? utf8_next(&code, text, LINES_PADDING) : 0;
}

/* Bytes of such blanks, and of white space among them, that a text begins with. */
static size_t odd_indentation(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t odd = begin_odd(text + at);
		if (!odd && !text_is_blank(text[at]))
			break;
		at += odd ? odd : 1;
	}
	return at;
}

bool slips_take_indentation(struct file_findings *found, struct line *line)
{
	size_t size = odd_indentation(line->text + line->start, line->len - line->start);
	bool told = slips_report_space(found, line, line->start, line->start + size);
	line->start += size;
	return told;
}

size_t slips_plain(char *out, const char *text, size_t len)
{
	size_t used = 0;

	for (size_t at = 0; at < len;) {
		size_t odd = begin_odd(text + at);
		out[used++] = odd ? ' ' : text[at];
		at += odd ? odd : 1;
	}
	struct span plain = lines_trim(out, used);
	memmove(out, plain.text, plain.len);
	return plain.len;
}
