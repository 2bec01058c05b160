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

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "rules/keys.h"
#include "rules/read/header.h"
#include "rules/read/reader_file.h"
#include "rules/read/slips.h"
#include "rules/rules.h"

struct reader {
	struct reader_file *file;
	struct lines lines;
	bool people;                     /* the section holds handles as keys, or may do so */
	bool indented;                   /* the section line was, and so its keys may be */
	bool free;                       /* so far the value at hand is text, or patterns, of any words */
	bool told;                       /* of the line at hand there is an error already */
	struct line last;                /* the line before, if it holds a value */
	bool no_section;                 /* that there is none above a key has been said */
	uint64_t seen;                   /* keys of the section: a bit for each enum key_id */
	bool has_section;                /* a header has been seen */
	bool has_key;                    /* a key has been seen below it */
	char section[KEYS_NAME_MAX + 1]; /* what inih has been told */
	char key[KEYS_NAME_MAX + 1];
	/* What inih is to say of the line that it has just been given. */
	bool waiting;
	bool new_key;
	bool bad, dropped;
	struct span value;
	unsigned line, key_column, value_column;
	int result;
};

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

static bool begins_with_people(const char *name)
{
	char lower[KEYS_NAME_MAX + 1];

	ascii_copy_lower(lower, name, strlen(name));
	return strcmp(lower, "people") == 0 || strcmp(lower, "teams") == 0 || strcmp(lower, "?") == 0;
}

static int take_section(struct reader *reader, const struct line *line)
{
	struct reader_file *file = reader->file;
	char plain[KEYS_NAME_MAX];
	struct span name;
	bool bad;

	bool known = header_read(&name, &bad, reader->lines.found, line, reader->told);
	if (known && bad)
		name = (struct span){plain, slips_plain(plain, name.text, name.len)};
	if (array_reserve(&file->sections, 1))
		return MOW_ENOMEM;
	struct reader_section *section = &file->sections.items[file->sections.count++];
	*section = (struct reader_section){
		.line = line->number, .column = (unsigned)line->start + 1, .bad = bad || !known};
	section->first_key = file->keys.count;
	section->len = known ? name.len : 0;
	section->name = arena_dup(file->strings, name.text, section->len);
	reader->has_section = true;
	reader->indented = line->start > 0;
	reader->seen = 0;
	reader->has_key = false;
	if (known && name.len > 0)
		keep(reader->section, name.text, name.len);
	else
		keep(reader->section, "?", 1);
	reader->people = begins_with_people(reader->section);
	return section->name != NULL ? MOW_OK : MOW_ENOMEM;
}

/* ---- Keys ---- */

/* Whether the text before `=` or `:` of an indented line is a key, so that the line is not meant to continue a value.
 */
static bool looks_like_key(const struct reader *reader, const struct line *line)
{
	const char *separator = lines_separator(line);

	if (separator == NULL)
		return false;
	struct span name = lines_trim(line->text + line->start, (size_t)(separator - line->text) - line->start);
	if (reader->people && name.len > 1 && name.text[0] == '@' && memchr(name.text, ' ', name.len) == NULL)
		return true;
	return keys_looks_known(name.text, name.len);
}

/* The key that a line without `=` may be meant for: its first word, if that is one. */
static struct span guess_key(const struct reader *reader, const struct line *line)
{
	const char *from = line->text + line->start;
	size_t len = 0;

	while (line->start + len < line->len && from[len] != ' ' && from[len] != '\t')
		len++;
	bool handle = reader->people && len > 1 && len <= KEYS_NAME_MAX && from[0] == '@';
	return (struct span){from, handle || keys_looks_known(from, len) ? len : 0};
}

static void complain_no_value(struct reader *reader, const struct line *line)
{
	bool comment = line->len - line->start >= 2 && memcmp(line->text + line->start, "//", 2) == 0;

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
static struct span find_name(struct reader *reader, const struct line *line, const char *separator)
{
	const struct span none = {line->text, 0};
	struct span name;

	if (separator == NULL) {
		name = guess_key(reader, line);
		complain_no_value(reader, line);
		return (size_t)(name.text - line->text) + name.len <= line->sound ? name : none;
	}
	name = lines_trim(line->text + line->start, (size_t)(separator - line->text) - line->start);
	if ((size_t)(separator - line->text) > line->sound)
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
static bool begins_free(const struct reader *reader, struct span name)
{
	const struct key_rule *rule = keys_find(name.text, name.len);

	if (reader->people && name.len > 0 && name.text[0] == '@')
		return strcmp(reader->section, "teams") != 0;
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
		from = (size_t)(name_end + 1 - line->text);
	}
	return !reader->free && !reader->told && !line->damaged &&
	       slips_report(reader->lines.found, line, from, line->len);
}

static void take_key(struct reader *reader, const struct line *line)
{
	const char *separator = lines_separator(line);
	const char *end = line->text + line->len;
	char plain[KEYS_NAME_MAX];

	if (!reader->has_section)
		complain_no_section(reader, line);
	struct span name = find_name(reader, line, separator);
	size_t name_end = (size_t)(name.text - line->text) + name.len;
	if (separator != NULL && name.len > 0 && !reader->told &&
	    slips_report_space(reader->lines.found, line, line->start, name_end)) {
		reader->told = true;
		name = (struct span){plain, slips_plain(plain, name.text, name.len)};
		if (memchr(name.text, ' ', name.len) != NULL)
			name.len = 0;
	}
	reader->has_key = true;
	reader->waiting = true;
	reader->new_key = true;
	reader->dropped = name.len == 0;
	reader->bad = reader->dropped || line->damaged || separator == NULL;
	reader->value =
		separator != NULL ? lines_trim(separator + 1, (size_t)(end - separator - 1)) : (struct span){end, 0};
	reader->line = line->number;
	reader->key_column = (unsigned)line->start + 1;
	reader->value_column = (unsigned)(reader->value.text - line->text) + 1;
	if (reader->dropped)
		keep(reader->key, "?", 1);
	else
		keep(reader->key, name.text, name.len);
	reader->free = begins_free(reader, name);
	reader->bad |=
		reader->told || (separator != NULL && has_slip(reader, line, (size_t)(separator + 1 - line->text)));
	const struct key_rule *rule = keys_find(name.text, name.len);
	reader->seen |= rule != NULL ? UINT64_C(1) << rule->id : 0;
}

static void take_more(struct reader *reader, const struct line *line)
{
	reader->waiting = true;
	reader->new_key = false;
	reader->bad = line->damaged;
	reader->value = (struct span){line->text + line->start, line->len - line->start};
	reader->value = lines_trim(reader->value.text, reader->value.len);
	reader->line = line->number;
	reader->value_column = (unsigned)line->start + 1;
	reader->bad |= reader->told || has_slip(reader, line, line->start);
}

/* ---- Lines ---- */

enum line_kind { LINE_NOTHING, LINE_SECTION, LINE_KEY, LINE_MORE };

/* Words of a list cannot begin with a bracket, patterns and texts can. */
static bool is_indented_section(const struct reader *reader, const struct line *line)
{
	if (line->text[line->start] != '[')
		return false;
	return !reader->has_key || !reader->free || header_is_meant(line, &reader->lines, reader->seen);
}

static enum line_kind judge(struct reader *reader, const struct line *line)
{
	char first = line->start < line->len ? line->text[line->start] : '\0';

	if (line->start == line->len)
		return LINE_NOTHING;
	if (line->start == 0)
		return first == '[' ? LINE_SECTION : LINE_KEY;
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

/* A line for inih, put together; false where its buffer is smaller than that of inih 55. */
static bool put(char *out, int size, const struct span *parts, size_t count)
{
	size_t at = 0;

	if (size < 2)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > (size_t)size - 2 - at)
			return false;
		memcpy(out + at, parts[i].text, parts[i].len);
		at += parts[i].len;
	}
	memcpy(out + at, "\n", 2);
	return true;
}

static bool render(struct reader *reader, char *out, int size, enum line_kind kind, const struct line *line)
{
	const struct span section[] = {{"[", 1}, {reader->section, strlen(reader->section)}, {"]", 1}};
	const struct span key[] = {{reader->key, strlen(reader->key)}, {"=?", 2}};
	const struct span more[] = {{" ?", 2}};
	/* The white space before it is one space where it goes on and none else, whatever it was. */
	const struct span as_it_is[] = {{" ", kind == LINE_MORE ? 1 : 0},
					{line->text + line->start, line->len - line->start}};

	if (kind == LINE_NOTHING)
		return put(out, size, NULL, 0);
	if (kind == LINE_SECTION)
		return put(out, size, section, 3);
	if (!reader->bad)
		return put(out, size, as_it_is, 2);
	reader->value = (struct span){"?", 1};
	return kind == LINE_KEY ? put(out, size, key, 2) : put(out, size, more, 1);
}

/* The ini_reader: inih asks for the next line when it is done with the last, having told `take` what is in it. */
static char *feed(char *out, int size, void *stream)
{
	struct reader *reader = stream;
	struct line line;

	if (reader->waiting && reader->result == MOW_OK)
		reader->result = MOW_EUNSUPPORTED;
	/* Its key, if it has one, is there by now. */
	if (reader->result == MOW_OK && reader->last.text != NULL)
		reader->result = reader_file_add_remark(reader->file, &reader->last);
	if (reader->result != MOW_OK || !lines_next(&reader->lines, &line))
		return NULL;
	reader->told = slips_mend_indentation(reader->lines.found, &line);
	enum line_kind kind = judge(reader, &line);
	reader->last = (struct line){0};
	if (reader->has_section && (kind == LINE_KEY || kind == LINE_MORE))
		reader->last = line;
	if (kind == LINE_SECTION)
		reader->result = take_section(reader, &line);
	else if (kind == LINE_KEY)
		take_key(reader, &line);
	else if (kind == LINE_MORE)
		take_more(reader, &line);
	if (reader->result == MOW_OK && !render(reader, out, size, kind, &line))
		reader->result = MOW_EUNSUPPORTED;
	return reader->result == MOW_OK ? out : NULL;
}

/* The ini_handler. */
static int take(void *user, const char *section, const char *name, const char *value)
{
	struct reader *reader = user;
	struct reader_file *file = reader->file;

	if (reader->result != MOW_OK)
		return 1;
	if (!reader->waiting || strcmp(name, reader->key) != 0 || strcmp(section, reader->section) != 0 ||
	    strlen(value) != reader->value.len || memcmp(value, reader->value.text, reader->value.len) != 0) {
		reader->result = MOW_EUNSUPPORTED;
		return 1;
	}
	reader->waiting = false;
	if (!reader->has_section)
		return 1;
	if (reader->new_key)
		reader->result = reader_file_add_key(file, name,
						     (struct reader_key){.line = reader->line,
									 .column = reader->key_column,
									 .dropped = reader->dropped});
	if (reader->result == MOW_OK && reader->value.len > 0)
		reader->result = reader_file_add_item(
			file, value,
			(struct reader_item){.line = reader->line, .column = reader->value_column, .bad = reader->bad});
	return 1;
}

int reader_read(struct reader_file *file, const char *bytes, size_t len, struct mow_error *err)
{
	struct reader reader = {.file = file, .lines = {.bytes = bytes, .len = len, .found = file->found}};

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
