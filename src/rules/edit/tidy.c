#include "rules/edit/tidy.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "rules/rules.h"

struct tidying {
	const struct edit_text *text;
	bool *gone; /* by line: its item is taken out */
	struct buf key;
	struct arena arena;
	struct mow_error *err;
};

static void tidying_release(struct tidying *tidying)
{
	buf_release(&tidying->key);
	arena_release(&tidying->arena);
}
MOW_AUTO_DEFINE(tidying)

/* ---- What a pattern has, as its text tells ------------------------------------------------------------------------ */

/* A pattern taken apart. */
struct form {
	struct span body; /* without `!`, and without a slash in front */
	bool exclude;
	bool anchored; /* it begins at the folder of the file */
	bool all;      /* it has everything below that */
};

static struct form take_form(struct span value)
{
	struct form form = {.exclude = value.text[0] == '!'};

	if (form.exclude)
		value = (struct span){value.text + 1, value.len - 1};
	bool slash = value.text[0] == '/';
	form.body = (struct span){value.text + slash, value.len - slash};
	const char *middle = memchr(form.body.text, '/', form.body.len);
	form.anchored = slash || (middle != NULL && middle + 1 < form.body.text + form.body.len);
	form.all = (form.body.len == 2 && memcmp(form.body.text, "**", 2) == 0) ||
		   (form.body.len == 1 && *form.body.text == '*' && !slash);
	return form;
}

/* Whether it stands for itself alone. */
static bool is_literal(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr("*?[\\", text[i]) != NULL)
			return false;
	return len > 0;
}

/*
 * What patterns have, as keys: "=BODY" of the pattern itself, "/BODY" of one that begins so; "<FOLDER" all that is
 * below a folder, from the folder of the file on; "*NAME" a folder of that name, wherever, and all below. Behind a
 * key stands the round in which it came.
 */
struct known {
	struct map keys;
	size_t round;
	bool all; /* everything, in this round */
};

static void known_release(struct known *known)
{
	map_release(&known->keys);
}
MOW_AUTO_DEFINE(known)

static const char *make_key(struct tidying *tidying, char kind, const char *text, size_t len)
{
	buf_reset(&tidying->key);
	buf_addc(&tidying->key, kind);
	buf_add(&tidying->key, text, len);
	return tidying->key.failed ? NULL : tidying->key.data;
}

static bool has_key(struct tidying *tidying, const struct known *known, char kind, struct span text)
{
	const char *key = make_key(tidying, kind, text.text, text.len);
	size_t round;

	return key != NULL && map_get(&known->keys, key, tidying->key.len, &round) && round == known->round;
}

static int put_key(struct tidying *tidying, struct known *known, char kind, struct span text)
{
	const char *key = make_key(tidying, kind, text.text, text.len);

	if (key != NULL)
		key = arena_dup(&tidying->arena, key, tidying->key.len);
	if (key == NULL || map_put(&known->keys, key, tidying->key.len, known->round))
		return mow_fail_memory(tidying->err);
	return MOW_OK;
}

/* "a/b", "a/b/" and "a/b/" with two stars behind have all below a/b. */
static struct span folder_of(const struct form *form)
{
	struct span body = form->body;

	if (body.len > 3 && memcmp(body.text + body.len - 3, "/**", 3) == 0)
		body.len -= 3;
	else if (body.text[body.len - 1] == '/')
		body.len--;
	return body;
}

static int learn(struct tidying *tidying, struct known *known, const struct form *form)
{
	struct span folder = folder_of(form);
	int result = put_key(tidying, known, form->anchored ? '/' : '=', form->body);

	known->all |= form->all;
	if (result == MOW_OK && is_literal(folder.text, folder.len))
		result = put_key(tidying, known, form->anchored ? '<' : '*', folder);
	return result;
}

/* Whether a folder that the pattern begins in, or goes through, is known with all below it; what is known so has no
 * wild cards. */
static bool lies_below(struct tidying *tidying, const struct known *known, const struct form *form)
{
	const char *at = form->body.text, *end = at + form->body.len;

	for (const char *slash; (slash = memchr(at, '/', (size_t)(end - at))) != NULL; at = slash + 1) {
		const struct span name = {at, (size_t)(slash - at)};
		const struct span above = {form->body.text, (size_t)(slash - form->body.text)};
		if (has_key(tidying, known, '*', name))
			return true;
		/* What is known to have all below a folder need not have the folder itself. */
		if (slash + 1 < end && has_key(tidying, known, '<', above))
			return true;
	}
	return false;
}

static bool is_known(struct tidying *tidying, const struct known *known, const struct form *form)
{
	char kind = form->anchored ? '/' : '=';
	struct span file = form->body;

	if (known->all || has_key(tidying, known, kind, form->body) || lies_below(tidying, known, form))
		return true;
	/* Without the slash at its end it would have the same and more, but for a star alone, which has no folders. */
	if (file.len < 2 || file.text[--file.len] != '/' || file.text[file.len - 1] == '*')
		return false;
	return has_key(tidying, known, kind, file);
}

/* ---- One path key -------------------------------------------------------------------------------------------------- */

static bool is_item(const struct edit_line *line)
{
	return (line->kind == EDIT_KEY || line->kind == EDIT_MORE) && line->value.len > 0;
}

/* The line behind the last of the key that begins in line `first`. */
static size_t find_end(const struct edit_text *text, size_t first)
{
	size_t end = first + 1;

	while (end < text->lines.count && text->lines.items[end].kind != EDIT_KEY &&
	       text->lines.items[end].kind != EDIT_SECTION)
		end++;
	return end;
}

/* The next item of a key, of those that stay; `end` where there is none. */
static size_t find_next(const struct tidying *tidying, size_t line, size_t end)
{
	do
		line++;
	while (line < end && (!is_item(&tidying->text->lines.items[line]) || tidying->gone[line]));
	return line;
}

/* Patterns that never decide, since a later one has all that they have. */
static int drop_undone(struct tidying *tidying, size_t first, size_t end)
{
	const struct edit_line *lines = tidying->text->lines.items;
	MOW_AUTO(known) known = {.round = 1};
	int result = MOW_OK;

	for (size_t i = end; result == MOW_OK && i-- > first;) {
		if (!is_item(&lines[i]))
			continue;
		const struct form form = take_form(lines[i].value);
		if (is_known(tidying, &known, &form))
			tidying->gone[i] = true;
		else
			result = learn(tidying, &known, &form);
	}
	return result;
}

/* The first pattern stays where an exception would come first without it. */
static void keep_first(struct tidying *tidying, size_t first, size_t end)
{
	const struct edit_line *lines = tidying->text->lines.items;
	size_t item = first;

	while (item < end && !is_item(&lines[item]))
		item++;
	size_t next = find_next(tidying, item, end);
	if (next < end && lines[next].value.text[0] == '!')
		tidying->gone[item] = false;
}

/* Patterns of which an earlier one of the same kind has all, with none of the other kind in between. */
static int drop_doubled(struct tidying *tidying, size_t first, size_t end)
{
	const struct edit_line *lines = tidying->text->lines.items;
	MOW_AUTO(known) known = {.round = 1};
	bool exclude = false;
	int result = MOW_OK;

	for (size_t i = first; result == MOW_OK && i < end; i++) {
		if (!is_item(&lines[i]) || tidying->gone[i])
			continue;
		const struct form form = take_form(lines[i].value);
		if (form.exclude != exclude) {
			known.round++;
			known.all = false;
		}
		exclude = form.exclude;
		if (is_known(tidying, &known, &form))
			tidying->gone[i] = true;
		else
			result = learn(tidying, &known, &form);
	}
	return result;
}

static int tidy_patterns(struct tidying *tidying, size_t first, size_t end)
{
	int result = drop_undone(tidying, first, end);

	keep_first(tidying, first, end);
	return result == MOW_OK ? drop_doubled(tidying, first, end) : result;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

/* Where the line behind a line begins. */
static const char *end_of(const struct edit_text *text, size_t line)
{
	return line + 1 < text->lines.count ? text->lines.items[line + 1].whole.text : text->bytes.data + text->len;
}

static void add(struct buf *out, const char *from, const char *end)
{
	buf_add(out, from, (size_t)(end - from));
}

/* What comes next of a key takes the place of its own item, which stays where the line would become too long. */
static void keep_long(struct tidying *tidying)
{
	const struct edit_text *text = tidying->text;
	const struct edit_line *lines = text->lines.items;

	for (size_t i = 0; i < text->lines.count; i++) {
		if (lines[i].kind != EDIT_KEY || !tidying->gone[i])
			continue;
		size_t end = find_end(text, i), next = find_next(tidying, i, end);
		size_t before = (size_t)(lines[i].value.text - lines[i].whole.text);
		if (next < end && before + lines[next].value.len > RULES_LINE_MAX)
			tidying->gone[i] = false;
	}
}

/* A key without its own item; nothing is left where that was all. */
static size_t write_key(struct buf *out, const struct tidying *tidying, size_t first)
{
	const struct edit_text *text = tidying->text;
	const struct edit_line *lines = text->lines.items;
	size_t end = find_end(text, first), next = find_next(tidying, first, end);

	if (next < end) {
		add(out, lines[first].whole.text, lines[first].value.text);
		add(out, lines[next].value.text, end_of(text, next));
	}
	for (size_t i = first + 1; i < end; i++)
		if (i != next && !tidying->gone[i])
			add(out, lines[i].whole.text, end_of(text, i));
	return end;
}

/* Whether a key has lost all that it had. */
static bool is_emptied(const struct tidying *tidying, size_t first)
{
	const struct edit_line *lines = tidying->text->lines.items;
	size_t end = find_end(tidying->text, first);

	for (size_t i = first; i < end; i++)
		if (is_item(&lines[i]) && !tidying->gone[i])
			return false;
	return true;
}

static void write_lines(struct buf *out, const struct tidying *tidying)
{
	const struct edit_text *text = tidying->text;
	const struct edit_line *lines = text->lines.items;

	if (text->lines.count > 0)
		add(out, text->bytes.data, lines[0].whole.text);
	for (size_t i = 0; i < text->lines.count;) {
		if (lines[i].kind == EDIT_KEY && (tidying->gone[i] || is_emptied(tidying, i))) {
			i = write_key(out, tidying, i);
			continue;
		}
		if (!tidying->gone[i])
			add(out, lines[i].whole.text, end_of(text, i));
		i++;
	}
}

int edit_tidy(struct buf *out, const struct edit_text *text, const bool *dropped, struct mow_error *err)
{
	MOW_AUTO(tidying) tidying = {.text = text, .key = BUF_INIT, .err = err};
	const struct edit_line *lines = text->lines.items;
	int result = MOW_OK, count = 0;

	tidying.gone = arena_array(&tidying.arena, text->lines.count + 1, sizeof *tidying.gone);
	if (tidying.gone == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < text->lines.count; i++)
		if (lines[i].kind == EDIT_KEY && lines[i].rule != NULL && lines[i].rule->id == KEY_PATH)
			result = tidy_patterns(&tidying, i, find_end(text, i));
	for (size_t i = 0; dropped != NULL && i < text->lines.count; i++)
		tidying.gone[i] |= is_item(&lines[i]) && dropped[i];
	keep_long(&tidying);
	for (size_t i = 0; i < text->lines.count; i++)
		count += tidying.gone[i];
	if (result == MOW_OK)
		write_lines(out, &tidying);
	return result == MOW_OK && buf_check(out, err) == MOW_OK ? count : MOW_ENOMEM;
}
