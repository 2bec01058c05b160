#include "report/ics.h"

#include <string.h>

#include "base/clock.h"

/* Of a line, without its CRLF; those behind the first begin with a blank. */
enum { FOLD = 75 };

static bool is_inside_character(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static void add_folded(struct buf *out, const struct buf *line)
{
	size_t at = 0, most = FOLD;

	while (line->len - at > most) {
		size_t end = at + most;
		while (end > at + 1 && is_inside_character(line->data[end]))
			end--;
		buf_add(out, line->data + at, end - at);
		buf_adds(out, "\r\n ");
		at = end;
		most = FOLD - 1;
	}
	buf_add(out, line->data + at, line->len - at);
	buf_adds(out, "\r\n");
	out->failed = out->failed || line->failed;
}

void ics_line(struct buf *out, const char *name, const char *value)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_addf(&line, "%s:%s", name, value);
	add_folded(out, &line);
}

void ics_text(struct buf *out, const char *name, const char *text)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_addf(&line, "%s:", name);
	for (; *text != '\0'; text++) {
		if (strchr("\\;,\n", *text) != NULL)
			buf_addc(&line, '\\');
		buf_addc(&line, *text == '\n' ? 'n' : *text);
	}
	add_folded(out, &line);
}

/* What a moment is written as, without its signs: "20261122T125500Z"; the first eight are the day. */
static void add_compact(struct buf *out, const char *name, int64_t moment, size_t len)
{
	MOW_AUTO(buf) value = BUF_INIT;
	char shown[CLOCK_TEXT];

	clock_format_moment(shown, moment);
	for (const char *c = shown; *c != '\0' && value.len < len; c++)
		if (*c != '-' && *c != ':')
			buf_addc(&value, *c);
	out->failed = out->failed || value.failed;
	if (!value.failed)
		ics_line(out, name, value.data);
}

void ics_day(struct buf *out, const char *name, int64_t day)
{
	MOW_AUTO(buf) dated = BUF_INIT;

	buf_addf(&dated, "%s;VALUE=DATE", name);
	add_compact(out, dated.data != NULL ? dated.data : name, day, sizeof "20261122" - 1);
	out->failed = out->failed || dated.failed;
}

void ics_moment(struct buf *out, const char *name, int64_t moment)
{
	add_compact(out, name, moment, CLOCK_TEXT);
}
