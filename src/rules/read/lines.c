#include "rules/read/lines.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "rules/read/read.h"

/* What a character outside printable ASCII is; FINDING_COUNT: it may stand there. */
static enum finding_code judge(uint32_t code)
{
	if (code == 0)
		return FINDING_NUL;
	if (code == '\r')
		return FINDING_LONE_CR;
	if ((code < 0x20 && code != '\t') || (code >= 0x7F && code <= 0x9F))
		return FINDING_CONTROL_CHARACTER;
	if (code == 0x061C || code == 0x200B || code == 0x200E || code == 0x200F ||
	    (code >= 0x202A && code <= 0x202E) || code == 0x2060 || (code >= 0x2066 && code <= 0x2069) ||
	    code == 0xFEFF)
		return FINDING_INVISIBLE_CHARACTER;
	return FINDING_COUNT;
}

bool rules_is_text(const char *text, size_t len)
{
	uint32_t code;

	for (size_t at = 0, size; at < len; at += size) {
		size = utf8_next(&code, text + at, len - at);
		if (size == 0 || judge(code) != FINDING_COUNT)
			return false;
	}
	return true;
}

static void complain(struct file_findings *found, unsigned line, size_t offset, enum finding_code kind, uint32_t code)
{
	unsigned column = (unsigned)offset + 1;

	if (kind == FINDING_NUL)
		file_findings_add(found, line, column, kind, "a NUL byte; OWNERS is a text file");
	else if (kind == FINDING_LONE_CR)
		file_findings_add(found, line, column, kind, "a lone carriage return; end lines with LF or CRLF");
	else if (kind == FINDING_INVALID_UTF8)
		file_findings_add(found, line, column, kind, "no UTF-8 from here; save the file as UTF-8");
	else if (kind == FINDING_CONTROL_CHARACTER)
		file_findings_add(found, line, column, kind, "the control character U+%04X; remove it", (unsigned)code);
	else
		file_findings_add(found, line, column, kind, "the invisible character U+%04X; remove it",
				  (unsigned)code);
}

/* Reports each kind of error once a line, and returns the bytes before the first. */
static size_t check_characters(struct lines *lines, const char *text, size_t len)
{
	unsigned said = 0; /* a bit for each kind: they are the first of the table */
	size_t sound = len;

	for (size_t at = 0; at < len;) {
		if (utf8_not_plain(utf8_eight(text + at)) == 0) {
			at += 8;
			continue;
		}
		uint32_t code = 0;
		size_t size = utf8_next(&code, text + at, len - at);
		enum finding_code kind = size == 0 ? FINDING_INVALID_UTF8 : judge(code);
		if (kind != FINDING_COUNT) {
			sound = at < sound ? at : sound;
			if ((said & 1U << kind) == 0)
				complain(lines->found, lines->number, at, kind, code);
			said |= 1U << kind;
		}
		at += size ? size : 1;
	}
	return sound;
}

/* Where the comment begins, the white space before it included; `len` where there is none. */
static size_t find_comment(const char *text, size_t len, size_t start)
{
	size_t comment = start;

	if (start == len)
		return len;
	if (text[start] == ';' || text[start] == '#')
		return 0;
	do {
		const char *found = memchr(text + comment + 1, ';', len - comment - 1);
		if (found == NULL)
			return len;
		comment = (size_t)(found - text);
	} while (!text_is_blank(text[comment - 1]));
	while (text_is_blank(text[comment - 1]))
		comment--;
	return comment;
}

/* Cuts the next raw line out, without its end. */
static char *cut(struct lines *lines, size_t *len)
{
	char *text = lines->bytes + lines->at;
	size_t left = lines->len - lines->at;
	const char *end = memchr(text, '\n', left);

	*len = end != NULL ? (size_t)(end - text) : left;
	lines->at += *len + 1;
	lines->number++;
	if (end != NULL && *len > 0 && text[*len - 1] == '\r')
		--*len;
	if (lines->number == 1 && *len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		*len -= 3;
		text += 3;
	}
	return text;
}

static size_t find_separator(const char *text, size_t len, size_t start)
{
	size_t at = start;

	while (at < len && text[at] != '=' && text[at] != ':')
		at++;
	return at;
}

/* A line of any kind. */
static void take_any(struct lines *lines, struct line *line)
{
	size_t raw;
	char *text = cut(lines, &raw);
	size_t sound = check_characters(lines, text, raw);
	size_t start = 0;

	while (text_is_blank(text[start]))
		start++;
	size_t len = find_comment(text, raw, start);
	*line = (struct line){.text = text, .len = len, .raw = raw, .number = lines->number};
	line->start = start < len ? start : len;
	line->separator = find_separator(text, len, line->start);
	line->sound = sound < len ? sound : len;
	line->damaged = line->sound < len || len > RULES_LINE_MAX;
	if (len > RULES_LINE_MAX)
		file_findings_add(lines->found, line->number, RULES_LINE_MAX + 1, FINDING_LINE_TOO_LONG,
				  "a line of %zu bytes; at most %d are read, the comment not counted: split it", len,
				  RULES_LINE_MAX);
}

/* Goes on to the first byte that is no printable ASCII, or begins a comment; notes the separator on the way, SIZE_MAX
 * before. */
static size_t pass_plain(size_t *separator, const char *text, size_t start)
{
	size_t at = start;

	while (true) {
		uint64_t eight = utf8_eight(text + at);
		uint64_t stops = utf8_not_plain(eight) | utf8_has(eight, ';');
		uint64_t separators = utf8_has(eight, '=') | utf8_has(eight, ':');
		size_t before = utf8_before(stops);
		if (*separator == SIZE_MAX && utf8_before(separators) < before)
			*separator = at + utf8_before(separators);
		at += before;
		if (before == 8)
			continue;
		bool inside = text[at] == '\t' || (text[at] == ';' && at > start && !text_is_blank(text[at - 1]));
		if (!inside)
			return at;
		at++;
	}
}

/* A line as most are: printable ASCII and tabs, without a comment, and not too long. False: it is another one. */
static bool take_plain(struct lines *lines, struct line *line)
{
	char *text = lines->bytes + lines->at;
	size_t left = lines->len - lines->at;
	size_t start = 0;
	size_t separator = SIZE_MAX;

	while (text_is_blank(text[start]))
		start++;
	if (text[start] == '#')
		return false;
	size_t len = pass_plain(&separator, text, start);
	bool crlf = text[len] == '\r' && text[len + 1] == '\n' && len + 1 < left;
	if ((text[len] != '\n' && !crlf) || len > RULES_LINE_MAX)
		return false;
	*line = (struct line){.text = text, .len = len, .raw = len, .start = start, .number = lines->number + 1};
	line->separator = separator < len ? separator : len;
	line->ascii = true;
	line->sound = len;
	lines->number++;
	lines->at += len + crlf + 1;
	return true;
}

bool lines_next(struct lines *lines, struct line *line)
{
	if (lines->at >= lines->len)
		return false;
	if (!take_plain(lines, line))
		take_any(lines, line);
	return true;
}

struct span lines_trim(const char *text, size_t len)
{
	while (len > 0 && text_is_blank(*text)) {
		text++;
		len--;
	}
	while (len > 0 && text_is_blank(text[len - 1]))
		len--;
	return (struct span){text, len};
}
