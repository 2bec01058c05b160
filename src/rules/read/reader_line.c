#include "rules/read/reader_line.h"

#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "rules/read/header.h"
#include "rules/read/slips.h"
#include "rules/rules.h"

/* The NUL is put behind it. */
static const char *end_at(struct reader *reader, const struct line *line, struct span piece)
{
	reader->ends[reader->end_count++] = line->text + (piece.text + piece.len - line->text);
	return piece.text;
}

/* One error a line. */
static void complain(struct reader *reader, const struct line *line, size_t offset, enum finding_code code,
		     const char *message)
{
	if (!reader->told)
		file_findings_add(reader->lines.found, line->number, (unsigned)offset + 1, code, "%s", message);
	reader->told = true;
}

static void keep(char out[KEYS_NAME_MAX + 1], const char *text, size_t len)
{
	memcpy(out, text, len);
	out[len] = '\0';
}

/* ---- Section lines ---- */

static int take_section(struct reader *reader, const struct line *line)
{
	struct reader_file *file = reader->file;
	char plain[KEYS_NAME_MAX];
	struct span name;
	bool bad;

	bool known = header_read(&name, &bad, reader->lines.found, line, reader->told);
	bool mended = known && bad;
	if (mended)
		name = (struct span){plain, slips_plain(plain, name.text, name.len)};
	if (array_reserve(&file->sections, 1))
		return MOW_ENOMEM;
	struct reader_section *section = &file->sections.items[file->sections.count++];
	*section = (struct reader_section){
		.line = line->number, .column = (unsigned)line->start + 1, .bad = bad || !known, .name = ""};
	section->first_key = file->keys.count;
	if (known) {
		section->len = name.len;
		section->name = mended ? arena_dup(file->strings, name.text, name.len) : end_at(reader, line, name);
	}
	reader->has_section = true;
	reader->indented = line->start > 0;
	reader->seen = 0;
	reader->has_key = false;
	/* With a blank before it, a semicolon would begin a comment for inih. */
	if (known && !(mended && memchr(plain, ';', name.len) != NULL))
		keep(reader->section, name.text, name.len);
	else
		keep(reader->section, "?", strlen("?"));
	reader->teams = strcmp(reader->section, "teams") == 0;
	reader->people = ascii_is_same(reader->section, "people") || ascii_is_same(reader->section, "teams") ||
			 strcmp(reader->section, "?") == 0;
	return section->name != NULL ? MOW_OK : MOW_ENOMEM;
}

/* ---- Keys ---- */

/* Whether the text before `=` or `:` of an indented line is a key, so that the line is not meant to continue a value.
 */
static bool looks_like_key(const struct reader *reader, const struct line *line)
{
	if (line->separator == line->len)
		return false;
	struct span name = lines_trim(line->text + line->start, line->separator - line->start);
	if (reader->people && name.text[0] == '@' && memchr(name.text, ' ', name.len) == NULL)
		return true;
	return keys_looks_known(name.text, name.len);
}

/* The key that a line without `=` may be meant for: its first word, if that is one. */
static struct span guess_key(const struct reader *reader, const struct line *line)
{
	struct span word = {"", 0};
	size_t at = line->start;

	(void)lines_word(&word, (struct span){line->text, line->len}, &at);
	bool handle = reader->people && word.len > 1 && word.len <= KEYS_NAME_MAX && word.text[0] == '@';
	return handle || keys_looks_known(word.text, word.len) ? word : (struct span){word.text, 0};
}

static void complain_no_value(struct reader *reader, const struct line *line)
{
	bool comment = memcmp(line->text, "//", 2) == 0;

	if (line->damaged)
		return;
	if (comment)
		complain(reader, line, line->start, FINDING_NO_VALUE,
			 "\"//\" begins no comment; begin the line with \";\" or \"#\" instead");
	else
		complain(reader, line, line->start, FINDING_NO_VALUE,
			 "this line has no \"=\"; a line that goes on with the value above must be indented");
}

/* The name of the key; its length is 0 where it cannot be told, and errors are reported. */
static struct span find_name(struct reader *reader, const struct line *line)
{
	const struct span none = {line->text + line->start, 0};
	struct span name;

	if (line->separator == line->len) {
		name = guess_key(reader, line);
		complain_no_value(reader, line);
		return (size_t)(name.text - line->text) + name.len <= line->sound ? name : none;
	}
	name = lines_trim(line->text + line->start, line->separator - line->start);
	if (line->separator > line->sound)
		return none;
	if (name.len == 0)
		complain(reader, line, line->start, FINDING_NO_KEY, "nothing stands before this; write a key there");
	if (name.len > KEYS_NAME_MAX) {
		file_findings_add(reader->lines.found, line->number, (unsigned)line->start + 1, FINDING_NAME_TOO_LONG,
				  "a key of %zu bytes; at most %d are read", name.len, KEYS_NAME_MAX);
		return none;
	}
	return name;
}

/* Once for a file: it may be one of another format. */
static void complain_no_section(struct reader *reader, const struct line *line)
{
	if (!reader->no_section && line->sound == line->len)
		complain(reader, line, line->start, FINDING_NO_SECTION,
			 "a key before any section; write a line such as [name] above it");
	reader->no_section = reader->told = true;
}

/* Whether the words of a key's value mean nothing here: patterns, texts, and the name of a person. */
static bool begins_free(const struct reader *reader, const struct key_rule *rule)
{
	if (reader->people && reader->key[0] == '@')
		return !reader->teams;
	return rule == NULL || rule->type == KEY_TYPE_PATTERNS || rule->type == KEY_TYPE_TEXT ||
	       rule->type == KEY_TYPE_ACCEPTS;
}

/* Reports what looks like something else in a value; the name of a person reaches up to the `>` behind it. */
static bool has_slip(struct reader *reader, const struct line *line, size_t from)
{
	const char *name_end =
		reader->free && reader->key[0] == '@' ? memchr(line->text + from, '>', line->len - from) : NULL;

	if (name_end != NULL) {
		reader->free = false;
		from = (size_t)(name_end - line->text);
	}
	return !reader->free && !reader->told && !line->damaged &&
	       slips_report(reader->lines.found, line, from, line->len);
}

/* The value, or the line of one, that inih is to tell of. */
static void wait_for(struct reader *reader, const struct line *line, struct span value, bool bad)
{
	reader->waiting = true;
	reader->item = (struct reader_item){"", 0, line->number, (unsigned)(value.text - line->text) + 1, bad};
	if (bad)
		return;
	reader->item.text = end_at(reader, line, value);
	reader->item.len = (unsigned)value.len;
}

static int take_key(struct reader *reader, const struct line *line)
{
	size_t from = line->separator < line->len ? line->separator + 1 : line->len;
	char plain[KEYS_NAME_MAX];

	if (!reader->has_section)
		complain_no_section(reader, line);
	struct span name = find_name(reader, line);
	size_t name_end = (size_t)(name.text - line->text) + name.len;
	bool mended = !reader->told && slips_report_space(reader->lines.found, line, line->start, name_end);
	if (mended) {
		reader->told = true;
		name = (struct span){plain, slips_plain(plain, name.text, name.len)};
		/* What inih would take for something else is no key. */
		if (memchr(plain, ' ', name.len) != NULL)
			name.len = 0;
	}
	bool dropped = name.len == 0;
	keep(reader->key, dropped ? "?" : name.text, dropped ? strlen("?") : name.len);
	reader->has_key = reader->new_key = true;
	reader->new = (struct reader_key){.rule = keys_find(name.text, name.len),
					  .len = (unsigned)name.len,
					  .line = line->number,
					  .column = (unsigned)line->start + 1,
					  .dropped = dropped};
	reader->new.name = mended ? arena_dup(reader->file->strings, name.text, name.len) : end_at(reader, line, name);
	reader->free = begins_free(reader, reader->new.rule);
	reader->seen |= reader->new.rule != NULL ? UINT64_C(1) << reader->new.rule->id : 0;
	bool bad = reader->told || has_slip(reader, line, from) || dropped || line->damaged;
	wait_for(reader, line, lines_trim(line->text + from, line->len - from), bad);
	return reader->new.name != NULL ? MOW_OK : MOW_ENOMEM;
}

static void take_more(struct reader *reader, const struct line *line)
{
	bool bad = reader->told || has_slip(reader, line, line->start) || line->damaged;

	reader->new_key = false;
	wait_for(reader, line, lines_trim(line->text + line->start, line->len - line->start), bad);
}

/* ---- Lines ---- */

/* Words of a list cannot begin with a bracket, patterns and texts can. */
static bool is_indented_section(const struct reader *reader, const struct line *line)
{
	if (line->text[line->start] != '[')
		return false;
	return !reader->has_key || !reader->free || header_is_meant(line, &reader->lines, reader->seen);
}

static enum line_kind judge(struct reader *reader, const struct line *line)
{
	if (line->start == line->len)
		return LINE_NOTHING;
	if (line->start == 0)
		return line->text[0] == '[' ? LINE_SECTION : LINE_KEY;
	if (is_indented_section(reader, line)) {
		complain(reader, line, line->start, FINDING_INDENTED_SECTION,
			 "a section line must begin at the first column; take the blanks before \"[\" out");
		return LINE_SECTION;
	}
	if (looks_like_key(reader, line)) {
		if (reader->has_section && !reader->indented)
			complain(
				reader, line, line->start, FINDING_INDENTED_KEY,
				"a key must begin at the first column; a pattern that looks like one begins with \"\\\"");
		return LINE_KEY;
	}
	if (reader->has_key)
		return LINE_MORE;
	complain(reader, line, line->start, FINDING_CONTINUATION,
		 "an indented line goes on with the value above, and no key is above it");
	return LINE_NOTHING;
}

int reader_line_take(struct reader *reader, const struct line *line)
{
	enum line_kind kind = judge(reader, line);

	reader->kind = kind;
	reader->remarked = line->raw > line->len && reader->has_section && (kind == LINE_KEY || kind == LINE_MORE);
	if (reader->remarked)
		reader->last = *line;
	if (kind == LINE_SECTION)
		return take_section(reader, line);
	if (kind == LINE_KEY)
		return take_key(reader, line);
	if (kind == LINE_MORE)
		take_more(reader, line);
	return MOW_OK;
}
