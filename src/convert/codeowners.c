#include "convert/codeowners.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/order.h"
#include "base/text.h"
#include "base/utf8.h"
#include "convert/asked.h"
#include "convert/carry.h"
#include "convert/heading.h"
#include "rules/rules.h"

const char *const forge_names[FORGE_COUNT] = {"github", "gitlab", "gitea"};

#define BEFORE_ALL "codeowners" /* the section of what stands before the first heading, as GitLab calls it */

/* A line while it is read. */
struct line {
	const char *text;
	size_t len;
	unsigned number;
};

/* What the lines are read into. */
struct reading {
	struct codeowners *out;
	size_t section; /* at hand */
	bool optional;  /* by its last heading */
	struct {
		size_t *items;
		size_t count, capacity;
	} asked; /* of the line */
	struct buf pattern;
	struct mow_error *err;
};

static size_t skip_blanks(const struct line *line, size_t at)
{
	while (at < line->len && text_is_blank(line->text[at]))
		at++;
	return at;
}

/* The end of the word there; a backslash keeps a blank in it where `escapes`. */
static size_t end_word(const struct line *line, size_t at, bool escapes)
{
	while (at < line->len && !text_is_blank(line->text[at]))
		at += escapes && line->text[at] == '\\' && at + 1 < line->len ? 2 : 1;
	return at;
}

/* ---- The people of a line ------------------------------------------------------------------------------------------- */

/* Not an owner. 1: then GitHub makes nothing of the whole line. */
static int lose_word(struct reading *reading, const struct asked_word *word)
{
	enum forge forge = reading->out->forge;
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, word->text, word->len);
	if (buf_check(&shown, reading->err))
		return MOW_ENOMEM;
	losses_tell(&reading->out->losses, word->line,
		    forge == FORGE_GITHUB ? "the line is not carried over: %s is no owner, so GitHub skips it too"
					  : "%s is no user and no team for Gitea, and asks nobody here either",
		    shown.data);
	return forge == FORGE_GITHUB;
}

/* What begins with # behind owners. True: the rest of the line is none of anybody's. */
static bool ends_owners(struct reading *reading, const struct line *line, const char *word)
{
	if (word[0] != '#')
		return false;
	losses_note(&reading->out->losses, line->number,
		    reading->out->forge == FORGE_GITLAB ? READING_COMMENT_NAMES : READING_COMMENT);
	return reading->out->forge != FORGE_GITLAB;
}

/* One of the people of the line. 1: it is none, so that the whole line is void, which has been told. */
static int take_word(struct reading *reading, const struct asked_word *word)
{
	size_t number;

	if (!asked_is_owner(reading->out->forge, word->text, word->len))
		return lose_word(reading, word);
	if (asked_find(&number, reading->out, word, reading->err) != MOW_OK)
		return MOW_ENOMEM;
	if (number == SIZE_MAX)
		return MOW_OK;
	if (array_reserve(&reading->asked, 1))
		return mow_fail_memory(reading->err);
	reading->asked.items[reading->asked.count++] = number;
	return MOW_OK;
}

/* GitLab looks for names within words too: "@ann,@bob" are two, and "(@ann)" is one. */
static int take_words_within(struct reading *reading, const struct asked_word *word)
{
	struct asked_word name = {.line = word->line};
	int result = MOW_OK;

	while (result == MOW_OK && asked_next_name(&name, word))
		result = take_word(reading, &name);
	return result;
}

/* 1: a word that is no owner makes the whole line void, which has been told. */
static int take_people(struct reading *reading, const struct line *line, size_t at)
{
	enum forge forge = reading->out->forge;
	int result = MOW_OK;

	reading->asked.count = 0;
	for (size_t end; result == MOW_OK && (at = skip_blanks(line, at)) < line->len; at = end) {
		end = end_word(line, at, false);
		struct asked_word word = {line->text + at, end - at, line->number};
		if (ends_owners(reading, line, word.text))
			break;
		result = forge == FORGE_GITLAB && !asked_is_owner(forge, word.text, word.len)
				 ? take_words_within(reading, &word)
				 : take_word(reading, &word);
	}
	return result;
}

static int number_list(size_t *list, struct reading *reading, size_t otherwise)
{
	size_t *items = reading->asked.items;
	size_t count = 0;

	*list = otherwise;
	if (reading->asked.count == 0)
		return MOW_OK;
	qsort(items, reading->asked.count, sizeof *items, order_numbers);
	for (size_t i = 0; i < reading->asked.count; i++)
		if (count == 0 || items[count - 1] != items[i])
			items[count++] = items[i];
	return asked_list(list, reading->out, items, count, reading->err);
}

/* ---- Lines ---------------------------------------------------------------------------------------------------------- */

/* Each pattern that the line came to, with a NUL behind. */
static int add_rules(struct reading *reading, const struct codeowners_rule *like)
{
	struct codeowners_section *section = &reading->out->sections.items[reading->section];
	const struct buf *patterns = &reading->pattern;

	for (size_t at = 0; at < patterns->len;) {
		struct codeowners_rule rule = *like;
		if (section->rules.count == RULES_PATTERNS_MAX)
			return mow_fail(
				reading->err, MOW_ETOOBIG,
				"up to line %u there are more than %d patterns, which OWNERS does not hold; split "
				"the file by folders first",
				like->line, RULES_PATTERNS_MAX);
		rule.len = strlen(patterns->data + at);
		rule.pattern = arena_dup(&reading->out->arena, patterns->data + at, rule.len);
		if (rule.pattern == NULL || array_reserve(&section->rules, 1))
			return mow_fail_memory(reading->err);
		section->rules.items[section->rules.count++] = rule;
		section->optional = section->optional && reading->optional;
		at += rule.len + 1;
	}
	return MOW_OK;
}

/* Gitea takes a backslash away from what stands behind it, before it reads the expression. */
static int carry_gitea(struct reading *reading, const struct carry *written)
{
	MOW_AUTO(buf) text = BUF_INIT;

	for (size_t i = 0; i < written->len; i++)
		if (written->text[i] != '\\' || ++i < written->len)
			buf_addc(&text, written->text[i]);
	if (buf_check(&text, reading->err))
		return MOW_ENOMEM;
	const struct carry carry = {written->codeowners, written->line, text.data, text.len};
	return carry_regexp(&reading->pattern, &carry, reading->err);
}

static int carry(struct reading *reading, const struct line *line, size_t from, size_t to)
{
	const struct carry pattern = {reading->out, line->number, line->text + from, to - from};

	buf_reset(&reading->pattern);
	if (reading->out->forge == FORGE_GITEA)
		return carry_gitea(reading, &pattern);
	int carried = carry_pattern(&reading->pattern, &pattern, reading->err);
	buf_addc(&reading->pattern, '\0');
	return carried == 1 && buf_check(&reading->pattern, reading->err) ? MOW_ENOMEM : carried;
}

/* Why nobody owns what a line is about, where somebody may have been meant; NULL: it may be meant so. */
static const char *why_nobody(enum forge forge, const char *pattern, size_t len, bool said)
{
	uint32_t code;

	if (asked_is_owner(forge, pattern, len))
		return "stands where a pattern is due, so it is one that nobody owns; to own everything it needs a * "
		       "before it";
	if (utf8_find_space(&code, pattern, len) < len)
		return "holds a blank that only looks like a space, such as a no-break space; what is behind it is "
		       "part of the name, and nobody owns it";
	return said ? "has no name behind it that GitLab knows for one, so it asks nobody, also not those of its "
		      "section"
		    : NULL;
}

static int tell_nobody(struct reading *reading, const struct line *line, size_t from, size_t to, bool said)
{
	const char *why = why_nobody(reading->out->forge, line->text + from, to - from, said);
	MOW_AUTO(buf) shown = BUF_INIT;

	if (why == NULL)
		return MOW_OK;
	escape_text(&shown, line->text + from, to - from);
	if (buf_check(&shown, reading->err))
		return MOW_ENOMEM;
	losses_tell(&reading->out->losses, line->number, "%s %s", shown.data, why);
	return MOW_OK;
}

static int take_rule(struct reading *reading, const struct line *line, size_t from)
{
	enum forge forge = reading->out->forge;
	struct codeowners_rule rule = {.line = line->number};
	bool marked = forge != FORGE_GITHUB && line->text[from] == '!';
	size_t to = end_word(line, from, true);
	/* GitLab takes whatever stands behind the pattern for its owners. */
	bool said = forge == FORGE_GITLAB && skip_blanks(line, to) < line->len;
	const struct codeowners_section *section = &reading->out->sections.items[reading->section];
	int result = take_people(reading, line, to);

	if (result == 1)
		return MOW_OK;
	rule.inverse = marked && forge == FORGE_GITEA;
	if (result == MOW_OK)
		result = number_list(&rule.list, reading, said ? LIST_NOBODY : section->fallback);
	if (marked && forge == FORGE_GITLAB)
		rule.list = LIST_LEFT_OUT;
	if (result == MOW_OK && rule.list == LIST_NOBODY)
		result = tell_nobody(reading, line, from, to, said);
	if (result != MOW_OK || from + marked == to)
		return result;
	result = carry(reading, line, from + marked, to);
	return result == 1 ? add_rules(reading, &rule) : result;
}

/* The section of that name, an old one or new. */
static int open_section(struct reading *reading, const struct heading *heading, unsigned line)
{
	struct codeowners *out = reading->out;
	size_t number = out->sections.count;
	size_t fallback = LIST_NOBODY;
	char *name = arena_dup(&out->arena, heading->name, heading->name_len);
	char *lower = arena_dup(&out->arena, heading->name, heading->name_len);

	if (name == NULL || lower == NULL || array_reserve(&out->sections, 1))
		return mow_fail_memory(reading->err);
	ascii_copy_lower(lower, name, heading->name_len);
	/* The first heading is not what stands before it, unless GitLab's own word for that is written as it is there.
	 */
	if (number == 1 && strcmp(lower, BEFORE_ALL) == 0)
		lower = name;
	const struct line owners = {heading->owners, heading->owners_len, line};
	int result = take_people(reading, &owners, 0);
	if (result == MOW_OK)
		result = number_list(&fallback, reading, LIST_NOBODY);
	if (result == MOW_OK && map_take(&out->section_numbers, lower, heading->name_len, &number) != MOW_OK)
		result = mow_fail_memory(reading->err);
	if (result < 0)
		return result;
	reading->section = number;
	reading->optional = heading->optional;
	if (number == out->sections.count) {
		out->sections.items[out->sections.count++] = (struct codeowners_section){
			.name = name, .need = heading->need, .optional = true, .fallback = fallback};
		return MOW_OK;
	}
	struct codeowners_section *section = &out->sections.items[number];
	if (section->need != heading->need)
		losses_tell(&out->losses, line,
			    "the section is there already, and asks for another number; as it was first, it stays");
	section->fallback = fallback;
	return MOW_OK;
}

/* Gitea's begins anywhere. */
static void cut_comment(struct line *line)
{
	for (size_t at = 0; at < line->len; at++) {
		if (line->text[at] == '#')
			line->len = at;
		else if (line->text[at] == '\\')
			at++;
	}
}

static int take_line(struct reading *reading, struct line *line)
{
	struct heading heading;
	size_t from = skip_blanks(line, 0);

	if (from == line->len || line->text[from] == '#')
		return MOW_OK;
	if (reading->out->forge == FORGE_GITEA)
		cut_comment(line);
	if (reading->out->forge == FORGE_GITLAB && heading_read(&heading, line->text + from, line->len - from))
		return open_section(reading, &heading, line->number);
	return take_rule(reading, line, from);
}

int codeowners_read(struct codeowners *out, const struct file_text *file, const struct mow_finding_sink *sink,
		    struct mow_error *err)
{
	const struct heading first = {.name = BEFORE_ALL, .name_len = strlen(BEFORE_ALL), .need = 1, .owners = ""};
	struct reading reading = {.out = out, .pattern = BUF_INIT, .err = err};
	struct line line = {.number = 0};
	size_t at = file->len >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	out->losses = (struct losses){.file = file->name, .sink = sink};
	int result = open_section(&reading, &first, 0);
	if (result == MOW_OK)
		out->sections.items[0].name = "";
	while (result == MOW_OK && at < file->len) {
		line.text = file->bytes + at;
		const char *end = memchr(line.text, '\n', file->len - at);
		line.len = end != NULL ? (size_t)(end - line.text) : file->len - at;
		at += line.len + 1;
		if (line.len > 0 && line.text[line.len - 1] == '\r')
			line.len--;
		line.number++;
		result = take_line(&reading, &line);
	}
	losses_tell_noted(&out->losses);
	free(reading.asked.items);
	buf_release(&reading.pattern);
	return result;
}

void codeowners_release(struct codeowners *codeowners)
{
	for (size_t i = 0; i < codeowners->sections.count; i++)
		free(codeowners->sections.items[i].rules.items);
	free(codeowners->sections.items);
	free(codeowners->lists.items);
	free(codeowners->asked.items);
	map_release(&codeowners->asked_numbers);
	map_release(&codeowners->handles);
	map_release(&codeowners->list_numbers);
	map_release(&codeowners->section_numbers);
	arena_release(&codeowners->arena);
}
