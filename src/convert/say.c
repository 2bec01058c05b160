#include "convert/say.h"

#include "rules/match/glob.h"
#include "rules/match/pattern_set.h"
#include "rules/read/read.h"

/* A byte as itself. False: it cannot stand there. */
static bool say_byte(struct buf *out, char c)
{
	if (strchr("[]*?\\ \t", (unsigned char)c) != NULL)
		buf_addc(out, '\\');
	buf_addc(out, c);
	return c != '\n' && c != '\r' && c != '\0';
}

/* ---- Components ------------------------------------------------------------------------------------------------- */

/* The byte of a class that holds one; -1: it holds more. */
static int only_byte(const struct glob_class *class)
{
	int found = -1;

	for (int byte = 0; byte < 256; byte++) {
		if ((class->bits[byte / 8] >> byte % 8 & 1) == 0)
			continue;
		if (found >= 0)
			return -1;
		found = byte;
	}
	return found;
}

/* A class as it is written; GitHub has none, and Ruby none with a name. */
static bool say_class(struct buf *out, enum forge forge, const struct glob_class *class, const char *text, size_t len)
{
	int byte = only_byte(class);

	if (byte >= 0)
		return say_byte(out, (char)byte);
	if (forge == FORGE_GITHUB || (len > 2 && memmem(text, len, "[:", 2) != NULL) || memchr(text, ' ', len) != NULL)
		return false;
	buf_add(out, text, len);
	return true;
}

static bool say_component(struct buf *out, enum forge forge, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		struct glob_class class;
		size_t from = at;
		unsigned unit;
		if (glob_unit(&unit, &class, text, len, &at) != GLOB_FINE)
			return false;
		bool said = unit == GLOB_CLASS ? say_class(out, forge, &class, text + from, at - from)
			    : unit < GLOB_ANY  ? say_byte(out, (char)unit)
					       : true;
		if (!said)
			return false;
		if (unit == GLOB_ANY)
			buf_addc(out, '?');
		else if (unit == GLOB_STAR && (out->len == 0 || out->data[out->len - 1] != '*'))
			buf_addc(out, '*');
	}
	return true;
}

/* Of nothing but two or more `*`. */
static bool is_deep(const char *text, size_t len)
{
	return len > 1 && strspn(text, "*") >= len;
}

/* ---- Patterns --------------------------------------------------------------------------------------------------- */

/* `*` or `**` alone. */
static bool is_everything(const struct pattern_parts *parts)
{
	return parts->count == 1 && !parts->folder &&
	       (is_deep(parts->items[0].text, parts->items[0].len) ||
		(!parts->anchored && parts->items[0].len == 1 && parts->items[0].text[0] == '*'));
}

bool say_needs_folder(const struct plan_line *line)
{
	struct pattern_parts parts;

	if (!line->folders || !pattern_split(&parts, line->pattern, line->len) || parts.folder || is_everything(&parts))
		return false;
	const char *last = parts.items[parts.count - 1].text;
	size_t len = parts.items[parts.count - 1].len;
	return !is_deep(last, len) && !(len == 1 && last[0] == '*' && parts.anchored);
}

bool say_pattern(struct buf *out, enum forge forge, const struct plan_line *line, bool folder)
{
	struct pattern_parts parts;
	size_t start = out->len;

	if (!pattern_split(&parts, line->pattern, line->len) || !rules_is_text(line->pattern, line->len))
		return false;
	if (is_everything(&parts)) {
		buf_addc(out, '*');
		return true;
	}
	for (size_t i = 0; i < parts.count; i++) {
		const char *text = parts.items[i].text;
		size_t len = parts.items[i].len;
		bool last = i + 1 == parts.count;
		if (i > 0 && is_deep(text, len) && is_deep(parts.items[i - 1].text, parts.items[i - 1].len))
			continue;
		if (i > 0 || (parts.anchored && !(is_deep(text, len) && !last)))
			buf_addc(out, '/');
		if (is_deep(text, len))
			buf_adds(out, last ? forge == FORGE_GITLAB ? "**/*" : "**" : "**");
		else if (!say_component(out, forge, text, len))
			return false;
	}
	if (parts.folder || folder)
		buf_addc(out, '/');
	/* What would begin something else; GitHub knows no way to write it, elsewhere a folder in front does no harm.
	 */
	char first = out->len > start ? out->data[start] : '\0';
	if (strchr("!#[^", first) == NULL || first == '\0')
		return true;
	if (forge == FORGE_GITHUB)
		return false;
	MOW_AUTO(buf) rest = BUF_INIT;
	buf_adds(&rest, out->data + start);
	buf_cut(out, start);
	buf_addf(out, "**/%s", rest.data);
	return !rest.failed;
}

bool say_path(struct buf *out, const char *path, size_t len)
{
	buf_addc(out, '/');
	for (size_t i = 0; i < len; i++)
		if (!say_byte(out, path[i]))
			return false;
	return rules_is_text(path, len);
}
